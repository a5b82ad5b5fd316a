"""Why a deadline has moved, in words: the days within it first, otherwise the switch it rests on (A9)."""

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procedure.duties import DutyKind
from procedure.rule_differences import (
    Difference,
    because,
    because_of_codes,
    codes_of,
    differences,
    reasons_for,
)
from procedure.rule_facts import RuleFacts, facts_of
from procedure.rulebook import Rulebook
from tests.unit.procedure.rule_changes import OLD, OneMoreHoliday, office

TODAY = date(2026, 12, 3)
HOLIDAY = date(2027, 5, 12)
ALWAYS = ((date(2025, 1, 1), date(2029, 1, 1)),)
NEVER = ((date(2024, 1, 1), date(2024, 1, 2)),)


def facts(rules: Rulebook) -> RuleFacts:
    return facts_of(rules, TODAY)


def why(new: Rulebook, old: Rulebook = OLD, kind: DutyKind = DutyKind.ANSWER) -> str:
    return because(reasons_for(kind, ALWAYS, differences(facts(old), facts(new))))


def test_a_new_day_off_is_named() -> None:
    day_off = office("2027-05-07")

    assert why(day_off) == "weil Freitag, der 7. Mai 2027, ein freier Tag ist (dienstfrei)"
    assert why(OLD, day_off) == "weil Freitag, der 7. Mai 2027, kein freier Tag mehr ist"


def test_a_new_holiday_of_the_package_is_named() -> None:
    newer = replace(OLD, calendar=OneMoreHoliday(OLD.switches, HOLIDAY, "Tag des Dorfes"))

    assert why(newer) == "weil Mittwoch, der 12. Mai 2027, ein freier Tag ist (Tag des Dorfes, Feiertag)"
    assert why(OLD, newer) == "weil Mittwoch, der 12. Mai 2027, kein freier Tag mehr ist"


def test_a_day_off_that_becomes_a_holiday_is_a_difference_and_another_name_is_none() -> None:
    by_law = replace(OLD, calendar=OneMoreHoliday(OLD.switches, HOLIDAY, "Tag des Dorfes"))
    renamed = replace(OLD, calendar=OneMoreHoliday(OLD.switches, HOLIDAY, "Dorftag"))

    assert codes_of(differences(facts(office("2027-05-12")), facts(by_law))[:1]) == "frei:2027-05-12"
    assert differences(facts(by_law), facts(renamed)) == ()


@pytest.mark.parametrize(
    ("switch", "kind", "words"),
    [
        (
            {"closing_rollover": "next_workday"},
            DutyKind.ANSWER,
            "weil der 14. Tag jetzt auf den nächsten Werktag verschoben wird",
        ),
        (
            {"weekend_receipt": "next_workday"},
            DutyKind.ACKNOWLEDGE,
            "weil ein Eingang an einem freien Tag jetzt am nächsten Arbeitstag zählt",
        ),
        (
            {"contribution_lead_days": 3},
            DutyKind.CONTRIBUTE,
            "weil Beiträge jetzt 3 Arbeitstage vor dem letzten Tag für die Antwort fällig sind",
        ),
        (
            {"external_lead_days": 1},
            DutyKind.ANSWER,
            "weil jetzt einen Arbeitstag vor dem Termin der anfordernden Stelle zu antworten ist",
        ),
        (
            {"inform_within_days": 2},
            DutyKind.INFORM,
            "weil die Beschäftigten jetzt innerhalb von 2 Arbeitstagen zu informieren sind",
        ),
        (
            {"written_followup_restarts_closing": True},
            DutyKind.ANSWER,
            "weil die 14 Tage jetzt mit dem Schreiben neu beginnen, das nach dem Gespräch kam",
        ),
    ],
)
def test_a_switch_says_what_it_means_now(switch: dict[str, Any], kind: DutyKind, words: str) -> None:
    assert why(office(**switch), kind=kind) == words


def test_every_switch_that_can_move_a_deadline_has_words_for_both_of_its_values() -> None:
    codes = [
        *("closing_rollover:none", "closing_rollover:next_workday", "weekend_receipt:actual"),
        *("weekend_receipt:next_workday", "receipt_cutoff:", "receipt_cutoff:15:30:00", "land:BY"),
        *("contribution_lead_days:1", "external_lead_days:0", "inform_within_days:1"),
        *("written_followup_restarts_closing:True", "written_followup_restarts_closing:False"),
        *("timezone:Europe/London", "neu_berechnet", "frei:2026-12-07", "arbeitstag:2026-12-07"),
    ]

    said = [because_of_codes(code) for code in codes]

    assert all(words.startswith("weil ") for words in said)
    assert len(set(said)) == len(codes)
    assert (
        because_of_codes("receipt_cutoff:15:30:00")
        == "weil ein Eingang ab 15:30 Uhr jetzt zum nächsten Tag zählt"
    )


def test_a_day_within_the_deadline_comes_before_a_switch_and_a_day_outside_after_it() -> None:
    found = differences(facts(OLD), facts(office("2027-05-07", closing_rollover="next_workday")))

    assert codes_of(reasons_for(DutyKind.ANSWER, ALWAYS, found)) == "frei:2027-05-07"
    assert codes_of(reasons_for(DutyKind.ANSWER, NEVER, found)) == "closing_rollover:next_workday"


def test_the_narrowest_days_come_first() -> None:
    found = differences(facts(OLD), facts(office("2026-12-07", "2026-12-17")))
    near, whole = (date(2026, 12, 16), date(2026, 12, 17)), (date(2026, 12, 3), date(2026, 12, 17))

    assert codes_of(reasons_for(DutyKind.ANSWER, (near, whole), found)) == "frei:2026-12-17"
    assert codes_of(reasons_for(DutyKind.ANSWER, (whole,), found)) == "frei:2026-12-07,frei:2026-12-17"


def test_a_switch_that_does_not_move_this_deadline_is_not_blamed() -> None:
    found = differences(facts(OLD), facts(office(inform_within_days=2)))

    assert codes_of(reasons_for(DutyKind.ANSWER, ALWAYS, found)) == "neu_berechnet"
    assert codes_of(reasons_for(DutyKind.INFORM, ALWAYS, found)) == "inform_within_days:2"


def test_other_local_time_and_another_land_are_named() -> None:
    assert (
        why(replace(OLD, timezone=ZoneInfo("Europe/London"))) == "weil jetzt die Ortszeit Europe/London gilt"
    )
    moved = differences(facts(OLD), facts(office(land="BY")))
    assert codes_of(reasons_for(DutyKind.ANSWER, NEVER, moved)) == "land:BY"


def test_nothing_known_is_said_as_such() -> None:
    assert because(reasons_for(DutyKind.ANSWER, ALWAYS, ())) == (
        "weil die Fristen nach den geltenden Regeln neu berechnet sind"
    )


def test_a_year_only_one_of_the_two_knows_is_no_difference() -> None:
    assert differences(facts(OLD), facts_of(OLD, TODAY.replace(year=2027))) == ()


def test_the_longest_reason_fits_where_it_is_kept() -> None:
    long = "Christi Himmelfahrt und Internationaler Tag der Arbeit (Feiertag)"
    three = [Difference(code=f"frei:2026-09-{day}", name=long) for day in (24, 25, 28)]

    assert len(because(three)) <= 400


@pytest.mark.parametrize(
    "codes", ["", "x", "frei:gestern", "closing_rollover:vielleicht", "inform_within_days:"]
)
def test_codes_that_say_nothing_are_left_out(codes: str) -> None:
    assert because_of_codes(codes) == ""
    assert (
        because_of_codes(f"{codes},frei:2026-12-07")
        == "weil Montag, der 7. Dezember 2026, ein freier Tag ist"
    )
