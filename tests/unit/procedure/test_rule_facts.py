"""What deadlines rest on, as facts: the same text for the same rules, another where they differ (A8-A10)."""

from dataclasses import fields, replace
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procedure.rule_facts import RESTED_ON, facts_from, facts_of, rulebook_of
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_hours import WorkingHours
from tests.unit.lifecycle.situations import rulebook
from tests.unit.procedure.rule_changes import OLD, OneMoreHoliday, office

TODAY = date(2026, 12, 3)
FACTS = facts_of(OLD, TODAY)

OTHER_SWITCHES: dict[str, Any] = {
    "ack_oral": True,
    "closing_rollover": "next_workday",
    "contribution_lead_days": 4,
    "external_lead_days": 4,
    "extra_non_working_days": ("12-24",),
    "inform_within_days": 2,
    "krm_tool": "none",
    "land": "BY",
    "receipt_cutoff": time(15, 30),
    "weekend_receipt": "next_workday",
    "written_followup_restarts_closing": True,
}


def test_every_switch_that_a_deadline_rests_on_is_tried_here() -> None:
    assert set(OTHER_SWITCHES) == set(RESTED_ON) <= {field.name for field in fields(Switches)}


@pytest.mark.parametrize("name", OTHER_SWITCHES)
def test_another_value_of_a_switch_gives_another_fingerprint(name: str) -> None:
    changed = facts_of(rulebook(replace(Switches(), **{name: OTHER_SWITCHES[name]})), TODAY)

    assert changed.fingerprint != FACTS.fingerprint


@pytest.mark.parametrize(
    "rules",
    [
        replace(OLD, timezone=ZoneInfo("Europe/London")),
        replace(OLD, hours=WorkingHours(reminds_at=time(9))),
        replace(OLD, calendar=OneMoreHoliday(OLD.switches, date(2027, 5, 12), "Neuer Feiertag")),
        office("2028-12-29"),
        office("2025-01-02"),
    ],
    ids=["local time", "hour of reminding", "holiday", "last day noted", "last year"],
)
def test_other_days_or_hours_give_another_fingerprint(rules: Rulebook) -> None:
    assert facts_of(rules, TODAY).fingerprint != FACTS.fingerprint


def test_what_no_deadline_rests_on_changes_nothing() -> None:
    rules = rulebook(Switches(reopen_days=3, gl_decision="standing_order", interim_max_days=5))

    assert facts_of(rules, TODAY).fingerprint == FACTS.fingerprint


def test_the_free_weekdays_of_last_year_to_in_two_years_are_noted_with_their_names() -> None:
    days = FACTS.free_days

    assert {day.year for day in days} == {2025, 2026, 2027, 2028}
    assert days[date(2026, 12, 24)] == "dienstfrei"
    assert days[date(2026, 12, 25)] == "Erster Weihnachtstag (Feiertag)"
    assert date(2026, 12, 26) not in days
    assert all(day.weekday() < 5 for day in days)


def test_the_text_is_the_same_each_time_and_can_be_read_back() -> None:
    assert facts_of(OLD, TODAY).canonical == FACTS.canonical
    assert facts_from(FACTS.canonical) == FACTS
    assert len(FACTS.fingerprint) == 64


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"free_days": {"gestern": ""}}', '{"free_days": {}, "x": 1}']
)
def test_a_text_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        facts_from(text)


def test_the_rules_made_of_facts_are_those_that_were_noted() -> None:
    noted = rulebook(Switches(**OTHER_SWITCHES))
    made = rulebook_of(facts_from(facts_of(noted, TODAY).canonical), OLD)

    assert made.switches == replace(OLD.switches, **OTHER_SWITCHES)
    assert facts_of(made, TODAY) == facts_of(noted, TODAY)


def test_the_calendar_made_of_facts_knows_a_holiday_that_the_package_knows_no_more() -> None:
    holiday = date(2027, 5, 12)
    noted = facts_of(replace(OLD, calendar=OneMoreHoliday(OLD.switches, holiday, "Neuer Feiertag")), TODAY)
    made = rulebook_of(noted, OLD).calendar

    assert made.free_day_reason(holiday) == "Neuer Feiertag (Feiertag)"
    assert made.is_rest_day_by_law(holiday)
    assert made.free_day_reason(date(2026, 12, 24)) == "24.12. (dienstfrei)"
    assert not made.is_rest_day_by_law(date(2026, 12, 24))
    assert not made.is_working_day(date(2027, 5, 15))
    assert made.is_working_day(date(2027, 5, 14))


def test_years_that_were_not_noted_are_as_the_package_has_them() -> None:
    made = rulebook_of(FACTS, OLD).calendar

    assert not made.is_working_day(date(2023, 10, 3))
    assert not made.is_working_day(date(2031, 12, 24))
    assert made.is_working_day(date(2031, 12, 23))


def test_facts_of_an_older_release_without_a_switch_take_the_value_of_now() -> None:
    older = replace(FACTS, switches={name: FACTS.switches[name] for name in RESTED_ON if name != "land"})

    assert rulebook_of(older, rulebook(Switches(land="BY"))).switches.land == "BY"


def test_a_year_later_the_same_rules_still_agree_and_other_ones_do_not() -> None:
    later = facts_of(OLD, TODAY.replace(year=2027))

    assert later.fingerprint != FACTS.fingerprint
    assert FACTS.agrees_with(later)
    assert not FACTS.agrees_with(facts_of(office("2027-05-12"), TODAY.replace(year=2027)))
    assert not FACTS.agrees_with(facts_of(office(inform_within_days=2), TODAY))
    assert not FACTS.agrees_with(facts_of(OLD, TODAY.replace(year=2040)))
