import json
from pathlib import Path
from typing import Any

import pytest

from tests.unit.rules_cli.command_line import CASES, run

ALL: list[dict[str, Any]] = json.loads(CASES.read_text(encoding="utf-8"))
KEYS = ["id", "must_record", "record_reasons", "lead", "acknowledgement_due", "closing_due", "escalate"]
WRITTEN_CASE: dict[str, Any] = {
    "id": "F1",
    "channel": "schriftlich",
    "origin": "direkt",
    "received_at": "2026-12-03T10:00:00",
    "types": ["fachliche_beschwerde"],
    "teams": ["Leistung A"],
    "resolved_on_spot": False,
    "time_consuming": False,
    "reached_management": False,
    "wants_management_talk": False,
    "threat": False,
}


def file_with(folder: Path, *cases: object) -> str:
    path = folder / "faelle.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    return str(path)


def outcome(folder: Path, settings: dict[str, str] | None = None, /, **changes: object) -> dict[str, Any]:
    ended = run("check-rules", file_with(folder, WRITTEN_CASE | changes), "--json", settings=settings)
    assert ended.status == 0
    (only,) = json.loads(ended.output)
    assert isinstance(only, dict)
    return only


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_every_example_case_comes_out_as_expected(case: dict[str, Any], tmp_path: Path) -> None:
    ended = run("check-rules", file_with(tmp_path, case), "--json")
    assert ended.errors == ""
    assert json.loads(ended.output) == [{"id": case["id"], **case["expected"]}]
    assert ended.status == 0


def test_the_whole_file_passes_and_is_summed_up() -> None:
    ended = run("check-rules", str(CASES))
    assert ended.status == 0
    assert len(ALL) == 27
    assert ended.output.endswith("Geprüft: 27. Wie erwartet: 27. Abweichend: 0. Ohne Erwartung: 0.\n")
    assert "Fall K31 wie erwartet:\n" in ended.output
    assert "weicht ab" not in ended.output


def test_json_is_a_list_with_exactly_the_agreed_keys() -> None:
    cases = json.loads(run("check-rules", str(CASES), "--json").output)
    assert [case["id"] for case in cases] == [case["id"] for case in ALL]
    assert all(list(case) == KEYS for case in cases)


def test_differences_are_told_in_german_and_end_with_status_1(tmp_path: Path) -> None:
    expected = {
        "must_record": False,
        "record_reasons": [],
        "lead": "GL",
        "acknowledgement_due": None,
        "closing_due": "2026-12-18",
        "escalate": True,
    }
    ended = run("check-rules", file_with(tmp_path, WRITTEN_CASE | {"expected": expected}))
    assert ended.status == 1
    assert "Fall F1 weicht ab:" in ended.output
    for difference in (
        "Erfassen: ja, erwartet: nein.",
        "Gründe: schriftlich_oder_elektronisch, erwartet: –.",
        "Federführung: team, erwartet: GL.",
        "Eingangsbestätigung bis: Dienstag, 8. Dezember 2026, erwartet: –.",
        "Abschluss bis: Donnerstag, 17. Dezember 2026, erwartet: Freitag, 18. Dezember 2026.",
        "Sofortalarm: nein, erwartet: ja.",
    ):
        assert f"  Abweichung: {difference}\n" in ended.output
    assert "Abweichend: 1." in ended.output


def test_with_json_differences_go_where_they_do_not_spoil_it(tmp_path: Path) -> None:
    ended = run("check-rules", file_with(tmp_path, WRITTEN_CASE | {"expected": {"lead": "GL"}}), "--json")
    assert ended.status == 1
    assert json.loads(ended.output)[0]["lead"] == "team"
    assert "Federführung: team, erwartet: GL." in ended.errors


@pytest.mark.parametrize("expected", [{"must_record": 1}, {"must_record": "true"}, {"closing_due": 20261217}])
def test_a_value_of_another_kind_is_a_difference(expected: dict[str, object], tmp_path: Path) -> None:
    assert run("check-rules", file_with(tmp_path, WRITTEN_CASE | {"expected": expected})).status == 1


def test_the_order_of_reasons_is_no_difference(tmp_path: Path) -> None:
    reasons = ["fuehrungskraft_ab_teamleitung", "schriftlich_oder_elektronisch"]
    case = WRITTEN_CASE | {"reached_management": True, "expected": {"record_reasons": reasons}}
    assert run("check-rules", file_with(tmp_path, case)).status == 0


def test_only_what_is_expected_is_compared(tmp_path: Path) -> None:
    ended = run(
        "check-rules",
        file_with(tmp_path, WRITTEN_CASE, WRITTEN_CASE | {"id": "F2", "expected": {"lead": "team"}}),
    )
    assert ended.status == 0
    assert "Wie erwartet: 1. Abweichend: 0. Ohne Erwartung: 1." in ended.output


@pytest.mark.parametrize(
    ("case_id", "variable"),
    [("K37", "KRM_CONFLICT_OF_INTEREST_TO_GL")],
)
def test_a_switch_shows_as_a_difference_in_the_case_it_concerns(case_id: str, variable: str) -> None:
    ended = run("check-rules", str(CASES), settings={variable: "false"})
    assert ended.status == 1
    assert f"Fall {case_id} weicht ab:" in ended.output
    assert "Abweichend: 1." in ended.output


def test_a_spoken_reaction_that_reached_a_teamleitung_follows_its_switch(tmp_path: Path) -> None:
    spoken = {"channel": "persoenlich", "resolved_on_spot": True, "reached_management": True}
    assert outcome(tmp_path, **spoken)["record_reasons"] == ["fuehrungskraft_ab_teamleitung"]
    assert not outcome(tmp_path, {"KRM_RECORD_ON_TL_REFERRAL": "false"}, **spoken)["must_record"]


def test_a_praised_team_follows_its_switch(tmp_path: Path) -> None:
    teams = {"teams": ["Leistung A", "Leistung B"], "praised_teams": ["Leistung B"]}
    assert outcome(tmp_path, **teams)["lead"] == "GL"
    assert outcome(tmp_path, {"KRM_MULTI_TEAM_COUNTS_PRAISE": "false"}, **teams)["lead"] == "team"


@pytest.mark.parametrize("mark", [{"withdraws": True}, {"withdraws": "K09"}, {"duplicate_of": "K06"}])
def test_withdrawals_and_duplicates_are_no_new_cases(mark: dict[str, object], tmp_path: Path) -> None:
    assert outcome(tmp_path, **mark) == {
        "id": "F1",
        "must_record": False,
        "record_reasons": [],
        "lead": None,
        "acknowledgement_due": None,
        "closing_due": None,
        "escalate": False,
    }


def test_an_external_day_is_the_closing_day(tmp_path: Path) -> None:
    assert outcome(tmp_path, types=["petition"], external_due="2027-01-15")["closing_due"] == "2027-01-15"


@pytest.mark.parametrize(
    ("marks", "escalates"),
    [
        ({"threat": True}, True),
        ({"grave_situation": True}, True),
        ({"wants_management_talk": True}, False),
        ({"wants_management_talk": True, "escalation_reason": "eskalation"}, True),
        ({"escalation_reason": "eskalation"}, False),
        ({"threat": True, "withdraws": True}, True),
    ],
)
def test_what_alerts_the_management(marks: dict[str, object], escalates: bool, tmp_path: Path) -> None:  # noqa: FBT001
    assert outcome(tmp_path, **marks)["escalate"] is escalates


def test_an_instant_with_a_zone_and_a_byte_order_mark_are_understood(tmp_path: Path) -> None:
    path = tmp_path / "faelle.json"
    case = WRITTEN_CASE | {"received_at": "2026-12-03T23:30:00+00:00"}
    path.write_text(json.dumps([case]), encoding="utf-8-sig")
    ended = run("check-rules", str(path), "--json")
    assert json.loads(ended.output)[0]["closing_due"] == "2026-12-18"


def test_an_unknown_field_is_remarked_on_because_it_may_be_misspelt(tmp_path: Path) -> None:
    case = WRITTEN_CASE | {"withdraw": True, "expected": {"leed": "GL"}}
    ended = run("check-rules", file_with(tmp_path, case), "--json")
    assert ended.status == 0
    assert "Fall F1: Das Feld „withdraw“ kenne ich nicht." in ended.errors
    assert "Fall F1: Das Feld „expected.leed“ kenne ich nicht." in ended.errors


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[{", "kein gültiges JSON. Der Fehler steht in Zeile 1"),
        (b"", "kein gültiges JSON"),
        (b"\xff\xfe[]", "kein gültiges JSON in UTF-8"),
        (b"[" * 100_000, "kein gültiges JSON"),
        (b'[{"id": "\\ud800"}]', "kein gültiges JSON in UTF-8"),
        (b"{}", "muss eine Liste mit mindestens einem Fall enthalten"),
        (b"[]", "muss eine Liste mit mindestens einem Fall enthalten"),
    ],
    ids=["broken", "empty", "utf-16", "deep", "surrogate", "object", "no case"],
)
def test_a_file_that_holds_no_cases_is_refused(content: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / "faelle.json"
    path.write_bytes(content)
    ended = run("check-rules", str(path))
    assert ended.status == 2
    assert ended.output == ""
    assert says in ended.errors


def test_a_missing_file_a_folder_and_no_file_are_refused(tmp_path: Path) -> None:
    for arguments, says in (
        ((str(tmp_path / "fehlt.json"),), "gibt es nicht"),
        ((str(tmp_path),), "kann ich nicht lesen"),
        ((), "Bitte geben Sie eine Datei an"),
    ):
        ended = run("check-rules", *arguments)
        assert ended.status == 2
        assert says in ended.errors
        assert ended.errors.count("\n") == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"channel": "fax"}, "„channel“ ist „fax“. Möglich sind: schriftlich, elektronisch, telefonisch,"),
        ({"origin": "Mond"}, "„origin“ ist „Mond“."),
        ({"types": ["nörgelei"]}, "„types“ ist „nörgelei“."),
        ({"types": "lob"}, "„types“ muss eine Liste von Texten sein."),
        ({"teams": [1]}, "„teams“ muss eine Liste von Texten sein."),
        ({"threat": "nein"}, "„threat“ muss true oder false sein."),
        ({"threat": 0}, "„threat“ muss true oder false sein."),
        ({"withdraws": 1}, "„withdraws“ muss true oder false sein."),
        ({"id": 7}, "„id“ muss ein Text sein."),
        ({"received_at": "gestern"}, "„received_at“: „gestern“ ist kein Zeitpunkt."),
        ({"received_at": 20261203}, "„received_at“ muss ein Text sein."),
        ({"received_at": "2027-03-28T02:30:00"}, "gibt es am Sonntag, 28. März 2027, nicht"),
        ({"received_at": "1526-12-03T10:00:00"}, "Für das Jahr 1526"),
        ({"external_due": "bald"}, "„external_due“: „bald“ ist kein Tag."),
        ({"escalation_reason": "laune"}, "„escalation_reason“ ist „laune“."),
        ({"expected": "ja"}, "„expected“ muss Felder in { } enthalten."),
    ],
)
def test_a_wrong_value_is_named_with_its_case(changes: dict[str, object], says: str, tmp_path: Path) -> None:
    ended = run("check-rules", file_with(tmp_path, WRITTEN_CASE | changes))
    assert ended.status == 2
    assert ended.output == ""
    assert says in ended.errors
    assert ended.errors.startswith("Fall ")


@pytest.mark.parametrize("field", list(WRITTEN_CASE))
def test_a_missing_field_is_named(field: str, tmp_path: Path) -> None:
    case = {name: value for name, value in WRITTEN_CASE.items() if name != field}
    for broken in (case, case | {field: None}):
        ended = run("check-rules", file_with(tmp_path, broken))
        assert ended.status == 2
        assert ended.errors.endswith(f"Diese Felder fehlen: {field}.\n")


def test_everything_wrong_is_told_at_once_case_by_case(tmp_path: Path) -> None:
    ended = run(
        "check-rules",
        file_with(tmp_path, WRITTEN_CASE | {"channel": "fax"}, 7, WRITTEN_CASE, {"channel": "schriftlich"}),
    )
    assert ended.status == 2
    lines = ended.errors.splitlines()
    assert lines[0].startswith("Fall F1: „channel“ ist „fax“.")
    assert lines[1].startswith("Fall Nummer 2: Das ist kein Fall.")
    assert lines[2] == "Fall F1: Diese „id“ kommt mehrmals vor."
    assert lines[3].startswith("Fall Nummer 4 (ohne „id“): Diese Felder fehlen: id, origin, ")
    assert len(lines) == 4
