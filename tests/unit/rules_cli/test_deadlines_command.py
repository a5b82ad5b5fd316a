import json

import pytest

from tests.unit.rules_cli.command_line import run

HEILIGABEND = ("deadlines", "--received", "2026-12-24T13:50", "--channel", "elektronisch")


def test_json_holds_deadlines_reminders_and_explanation() -> None:
    ended = run(*HEILIGABEND, "--json")
    assert ended.status == 0
    assert ended.errors == ""
    assert json.loads(ended.output) == {
        "received_on": "2026-12-24",
        "acknowledge_by": "2026-12-30",
        "close_by": "2027-01-07",
        "act_by": "2027-01-07",
        "acknowledge_reminders": ["2026-12-29", "2026-12-30"],
        "close_reminders": ["2026-12-28", "2027-01-04", "2027-01-07"],
        "close_reminders_until_end": [],
        "acknowledge_overdue_from": "2027-01-04",
        "acknowledge_management_from": "2027-01-05",
        "close_overdue_from": "2027-01-08",
        "close_management_from": "2027-01-11",
        "explanation": [
            "Eingang: Donnerstag, 24. Dezember 2026. Der Tag des Eingangs zählt nicht mit.",
            "Auch ein freier Tag zählt als Tag des Eingangs: 24.12. dienstfrei.",
            (
                "Eingangsbestätigung bis Mittwoch, 30. Dezember 2026: 3. Arbeitstag nach Eingang; "
                "25.12. Erster Weihnachtstag (Feiertag), 26.12. Zweiter Weihnachtstag (Feiertag), "
                "27.12. Sonntag."
            ),
            "Abschluss bis Donnerstag, 7. Januar 2027: 14 Kalendertage nach Eingang.",
        ],
    }


def test_without_json_sentences_for_people_are_printed() -> None:
    ended = run(*HEILIGABEND)
    assert ended.status == 0
    assert "Eingangsbestätigung bis Mittwoch, 30. Dezember 2026" in ended.output
    assert "Abschluss bis Donnerstag, 7. Januar 2027" in ended.output
    assert "Erinnerungen an den Abschluss: Montag, 28. Dezember 2026; " in ended.output
    assert ended.output.endswith(
        # 31 December, Friday 1 January and the weekend are free.
        "Eingangsbestätigung überfällig ab Montag, 4. Januar 2027. "
        "Die Geschäftsleitung wird mit erinnert ab Dienstag, 5. Januar 2027.\n"
        "Abschluss überfällig ab Freitag, 8. Januar 2027. "
        "Die Geschäftsleitung wird mit erinnert ab Montag, 11. Januar 2027.\n"
    )
    assert "2026-12" not in ended.output


def test_without_an_acknowledgement_its_days_are_null_and_unsaid() -> None:
    spoken = ("deadlines", "--received", "2026-12-03T10:00", "--channel", "persoenlich")
    said = json.loads(run(*spoken, "--json").output)
    assert said["acknowledge_by"] is None
    assert said["acknowledge_reminders"] == []
    assert said["acknowledge_overdue_from"] is None
    assert said["acknowledge_management_from"] is None
    assert "Eingangsbestätigung überfällig" not in run(*spoken).output


@pytest.mark.parametrize("channel", ["persönlich", "Persoenlich", " persoenlich "])
def test_a_channel_may_be_typed_as_people_write_it(channel: str) -> None:
    assert run("deadlines", "--received", "2026-12-03T10:00", "--channel", channel).status == 0


def test_an_anonymous_reaction_needs_no_acknowledgement() -> None:
    ended = run(*HEILIGABEND, "--anonymous", "--json")
    assert json.loads(ended.output)["acknowledge_by"] is None


def test_an_external_day_replaces_the_14_days() -> None:
    ended = run(*HEILIGABEND, "--external-due", "2027-02-01", "--json")
    assert json.loads(ended.output)["close_by"] == "2027-02-01"


def test_between_the_day_to_act_and_the_external_day_the_bot_reminds_on_and_tells_the_management() -> None:
    external = (*HEILIGABEND, "--external-due", "2027-02-01")
    said = json.loads(run(*external, "--json").output)
    assert said["act_by"] == "2027-01-27"
    assert said["close_reminders_until_end"] == ["2027-01-28", "2027-01-29", "2027-02-01"]
    assert (said["close_management_from"], said["close_overdue_from"]) == ("2027-01-29", "2027-02-02")
    assert (
        "Weitere Erinnerungen bis zum Termin der anfordernden Stelle: Donnerstag, 28. Januar 2027; "
        "Freitag, 29. Januar 2027; Montag, 1. Februar 2027.\n"
    ) in run(*external).output


def test_an_external_day_long_over_is_overdue_since_then() -> None:
    said = json.loads(run(*HEILIGABEND, "--external-due", "2026-02-01", "--json").output)
    assert said["close_overdue_from"] == "2026-02-02"
    assert said["close_management_from"] == "2027-01-05"


def test_an_instant_with_a_zone_is_taken_as_it_is() -> None:
    ended = run("deadlines", "--received", "2026-10-24T22:30Z", "--channel", "elektronisch", "--json")
    assert json.loads(ended.output)["received_on"] == "2026-10-25"


def test_the_hour_that_comes_twice_is_one_day() -> None:
    ended = run("deadlines", "--received", "2026-10-25T02:30", "--channel", "elektronisch", "--json")
    assert json.loads(ended.output)["received_on"] == "2026-10-25"


def test_the_configured_land_and_days_off_apply() -> None:
    settings = {"KRM_STATE": "SN", "KRM_EXTRA_NON_WORKING_DAYS": "2026-11-19"}
    ended = run(
        "deadlines", "--received", "2026-11-16T09:00", "--channel", "schriftlich", "--json", settings=settings
    )
    # Tuesday 1, Buß- und Bettag, day off, Friday 2, Monday 3.
    assert json.loads(ended.output)["acknowledge_by"] == "2026-11-23"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--channel", "schriftlich"), "Bitte geben Sie den Eingang an"),
        (("--received", "2026-12-24T13:50"), "den Eingangsweg an"),
        (("--received", "2026-12-24T13:50", "--channel", "fax"), "„fax“ ist kein Eingangsweg."),
        (("--received", "gestern", "--channel", "schriftlich"), "„gestern“ ist kein Zeitpunkt."),
        (("--received", "2026-02-30T10:00", "--channel", "schriftlich"), "ist kein Zeitpunkt."),
        (("--received", "2026-12-24T25:00", "--channel", "schriftlich"), "ist kein Zeitpunkt."),
        (
            ("--received", "2027-03-28T02:30", "--channel", "schriftlich"),
            "Die Uhrzeit 02:30 gibt es am Sonntag, 28. März 2027, nicht",
        ),
        (
            ("--received", "2026-12-24", "--channel", "schriftlich", "--external-due", "2100-12-31"),
            "Für das Jahr 2100 ",
        ),
        (("--received", "0001-01-01T00:00+02:00", "--channel", "schriftlich"), "Für das Jahr 1 "),
        (("--received", "9999-12-31T23:59-02:00", "--channel", "schriftlich"), "Für das Jahr 9999 "),
        (
            ("--received", "2026-12-24", "--channel", "schriftlich", "--external-due", "bald"),
            "„bald“ ist kein Tag.",
        ),
    ],
)
def test_bad_input_is_one_german_line_and_status_2(arguments: tuple[str, ...], says: str) -> None:
    ended = run("deadlines", *arguments)
    assert ended.status == 2
    assert ended.output == ""
    assert says in ended.errors
    assert ended.errors.count("\n") == 1


def test_a_wrong_setting_is_told_with_its_name() -> None:
    ended = run(*HEILIGABEND, settings={"KRM_STATE": "XX"})
    assert ended.status == 2
    assert "KRM_STATE" in ended.errors
