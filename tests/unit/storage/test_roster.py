"""The roster file: what it may say, and what an office reads when something is wrong."""

from datetime import date
from pathlib import Path

import pytest

from procedure.office import Absence
from procedure.vocabulary import Role, StaffId, TeamId
from storage.roster import parse_roster
from storage.roster_source import RosterInvalid

EXAMPLE = Path(__file__).parents[3] / "docs" / "roster.example.toml"

ONE, TWO, THREE, NOBODY = (f"00000000-0000-4000-8000-00000000000{n}" for n in (1, 2, 3, 9))

GOOD = f"""\
[[staff]]
object_id = "{ONE}"
name = "Bea Büro"
roles = ["bgf", "geschaeftsleitung"]
room = "3.02"

[[staff]]
object_id = "{TWO}"
name = "Tom Teamleiter"

[[staff]]
object_id = "{THREE}"
name = "Sina Stellvertretung"

[[teams]]
key = "leistung-a"
name = "Leistung A"
lead = "{TWO}"
deputies = ["{THREE}"]

[[absences]]
person = "{TWO}"
from = 2026-12-21
until = 2027-01-08
"""


def problems(text: str) -> list[str]:
    with pytest.raises(RosterInvalid) as caught:
        parse_roster(text)
    return [str(problem) for problem in caught.value.problems]


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def test_a_roster_says_who_works_here() -> None:
    roster = parse_roster(GOOD)
    office = roster.office
    assert office.staff[StaffId(ONE)].roles == {Role.BGF, Role.MANAGEMENT}
    assert (office.staff[StaffId(ONE)].name, office.staff[StaffId(ONE)].room) == ("Bea Büro", "3.02")
    assert (office.staff[StaffId(TWO)].roles, office.staff[StaffId(TWO)].room) == (frozenset(), "")
    team = office.teams[TeamId("leistung-a")]
    assert (team.name, team.lead, team.deputies) == ("Leistung A", TWO, (THREE,))
    assert office.absences == (
        Absence(staff_id=StaffId(TWO), from_on=date(2026, 12, 21), until_on=date(2027, 1, 8)),
    )
    assert roster.warnings == ()


def test_the_documented_example_is_right() -> None:
    roster = parse_roster(EXAMPLE.read_text(encoding="utf-8"))
    assert len(roster.office.staff) == 7
    assert len(roster.office.teams) == 3
    assert roster.warnings == ()


def test_object_ids_are_kept_in_small_letters_as_teams_sends_them() -> None:
    upper = "ABCDEF00-0000-4000-8000-0000000000AA"
    roster = parse_roster(GOOD.replace(THREE, upper))
    assert StaffId(upper.lower()) in roster.office.staff
    assert roster.office.teams[TeamId("leistung-a")].deputies == (upper.lower(),)


def test_a_team_without_deputy_is_a_warning() -> None:
    roster = parse_roster(changed(f'deputies = ["{THREE}"]\n', ""))
    assert roster.warnings == ("Das Team „Leistung A“ hat keine Stellvertretung. Es vertritt das BGF.",)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            '"bgf", "gesch',
            '"bfg", "gesch',
            "Zeile 4: Bei „roles“ steht eine Rolle, die es hier nicht gibt. Möglich sind: ",
        ),
        (
            '"bgf", "gesch',
            '"bgf", "teamleitung", "gesch',
            "Zeile 4: Bei „roles“ steht eine Rolle, die es hier nicht gibt. Leitung und Stellvertretung",
        ),
        (
            '"bgf", "gesch',
            '"bgf", 7, "gesch',
            "Zeile 4: Bei „roles“ steht eine Rolle, die es hier nicht gibt.",
        ),
        (
            '"bgf", "gesch',
            '"bgf", {}, "gesch',
            "Zeile 4: Bei „roles“ steht eine Rolle, die es hier nicht gibt.",
        ),
        (f'lead = "{TWO}"\n', "", "Zeile 15: Die Angabe „lead“ fehlt. Bitte lead = "),
        (f'lead = "{TWO}"', 'lead = ""', "Zeile 18: Die Angabe „lead“ fehlt. Bitte lead = "),
        (f'lead = "{TWO}"', f'lead = "{NOBODY}"', f"Zeile 18: Die Person „{NOBODY}“ ist nicht eingetragen."),
        (
            f'lead = "{TWO}"',
            f'lead = "{THREE}"',
            "Zeile 19: Die Teamleitung kann sich nicht selbst vertreten.",
        ),
        (f'["{THREE}"]', f'["{NOBODY}"]', f"Zeile 19: Die Person „{NOBODY}“ ist nicht eingetragen."),
        (f'["{THREE}"]', f'["{THREE}", "{THREE}"]', "Zeile 19: Eine Stellvertretung steht doppelt."),
        (f'["{THREE}"]', f'"{THREE}"', "Zeile 19: „deputies“ muss eine Liste sein. Bitte eckige Klammern"),
        (
            f'["{THREE}"]',
            '["Sina"]',
            "Zeile 19: Bei „deputies“ steht etwas anderes als eine Objekt-ID. Bitte die Objekt-ID aus Entra",
        ),
        ('key = "leistung-a"', 'key = "Leistung A"', "Zeile 16: „Leistung A“ ist kein Kurzname. Bitte nur"),
        ('key = "leistung-a"\n', "", "Zeile 15: Die Angabe „key“ fehlt."),
        ('name = "Bea Büro"', 'name = "  "', "Zeile 3: Die Angabe „name“ fehlt."),
        ('name = "Bea Büro"', "name = 7", "Zeile 3: „name“ muss ein Text sein. Bitte in Anführungszeichen"),
        ('name = "Bea Büro"', f'name = "{"x" * 201}"', "Zeile 3: „name“ ist zu lang. Bitte auf 200 Zeichen"),
        ('room = "3.02"', "room = 3.02", "Zeile 5: „room“ muss ein Text sein."),
        (
            'room = "3.02"',
            'raum = "3.02"',
            "Zeile 5: Die Angabe „raum“ gibt es hier nicht. Möglich: object_id",
        ),
        (f'person = "{TWO}"', f'person = "{NOBODY}"', f"Zeile 22: Die Person „{NOBODY}“ ist nicht"),
        ("from = 2026-12-21", 'from = "21.12.2026"', "Zeile 23: „from“ muss ein Tag sein. Bitte ohne"),
        ("from = 2026-12-21", "from = 2026-12-21T08:00:00", "Zeile 23: „from“ muss ein Tag sein."),
        ("until = 2027-01-08", "until = 2026-12-20", "Zeile 24: Der letzte Tag liegt vor dem ersten."),
        ("until = 2027-01-08", "", "Zeile 21: „until“ muss ein Tag sein."),
        (f'object_id = "{THREE}"\n', "", "Zeile 11: Die Angabe „object_id“ fehlt."),
        (
            "[[absences]]",
            "[[urlaub]]",
            "Zeile 21: Den Abschnitt „urlaub“ gibt es nicht. Möglich sind [[staff]]",
        ),
        (
            "[[absences]]",
            "[absences]",
            "Zeile 21: Bitte jeden Eintrag mit einer eigenen Zeile [[absences]] beg",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line_and_the_remedy(old: str, new: str, expected: str) -> None:
    assert any(problem.startswith(expected) for problem in problems(changed(old, new)))


def test_one_mistake_is_one_message() -> None:
    assert len(problems(changed('name = "Tom Teamleiter"', "name = 7"))) == 1


def test_all_mistakes_are_shown_at_once_in_the_order_of_the_file() -> None:
    text = changed('name = "Tom Teamleiter"', "name = 7").replace("leistung-a", "A!").replace("2026", "2028")
    assert [problem.split(":")[0] for problem in problems(text)] == ["Zeile 9", "Zeile 16", "Zeile 24"]


def test_a_person_twice_names_both_lines() -> None:
    twice = GOOD + f'[[staff]]\nobject_id = "{TWO.upper()}"\nname = "Noch einmal"\n'
    assert problems(twice) == [
        f"Zeile 26: „{TWO.upper()}“ steht schon in Zeile 8. Bitte einen der Einträge streichen."
    ]


def test_a_team_twice_names_both_lines() -> None:
    twice = GOOD + f'[[teams]]\nkey = "leistung-a"\nname = "Noch eins"\nlead = "{TWO}"\n'
    assert problems(twice) == [
        "Zeile 26: „leistung-a“ steht schon in Zeile 16. Bitte einen der Einträge streichen."
    ]


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("bgf", 'Für das BGF ist niemand eingetragen. Bitte einer Person roles = ["bgf"] geben.'),
        (
            "geschaeftsleitung",
            (
                "Für die Geschäftsleitung ist niemand eingetragen. "
                'Bitte einer Person roles = ["geschaeftsleitung"] geben.'
            ),
        ),
    ],
)
def test_an_office_without_bgf_or_management_is_refused(role: str, expected: str) -> None:
    assert problems(changed(f'"{role}"', '"beschaeftigt"')) == [expected]


def test_an_empty_file_says_all_that_is_missing() -> None:
    assert len(problems("")) == 3


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('name = "Bea Büro"', 'name = "Bea Büro', 3),
        ('name = "Bea Büro"', "name = Bea Büro", 3),
        ('name = "Bea Büro"', "name", 3),
        ("[[teams]]", "[[teams]", 15),
        ("[[teams]]", "[[teams", 15),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_line(old: str, new: str, line: int) -> None:
    (problem,) = problems(changed(old, new))
    assert problem.startswith(f"Zeile {line}: Diese Zeile ist nicht lesbar. Bitte Anführungszeichen")


def test_a_value_twice_is_named_with_its_line() -> None:
    (problem,) = problems(changed('room = "3.02"', 'room = "3.02"\nroom = "3.03"'))
    assert problem.startswith("Zeile 6: ")


def test_entries_in_another_form_are_read_too_but_without_lines() -> None:
    inline = f'staff = [{{object_id = "{ONE}", name = "Bea", roles = ["bgf", "geschaeftsleitung", "x"]}}]\n'
    inline += f'teams = [{{key = "a", name = "A", lead = "{ONE}"}}]\n'
    (problem,) = problems(inline)
    assert problem == (
        "Bei „roles“ steht eine Rolle, die es hier nicht gibt. "
        "Möglich sind: beschaeftigt, eingangszone, bgf, geschaeftsleitung, vertrauliche_vorgaenge."
    )


def test_blanks_in_names_are_tidied() -> None:
    roster = parse_roster(changed("Tom Teamleiter", "  Tom \\n  Teamleiter "))
    assert roster.office.staff[StaffId(TWO)].name == "Tom Teamleiter"
