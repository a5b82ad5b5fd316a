"""What counts, from which day on: one rule, one case (GA III, VIII; R9, R22, R26, R27, A15-A19, A38)."""

from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Any

import pytest

from procedure.case import Case
from procedure.case_parts import Closing
from procedure.statistics.facts import CaseFacts, InterimFact, facts_of
from procedure.statistics.template import Category, ReportTemplate
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    Cause,
    Channel,
    ConcernKind,
    EndReason,
    Outcome,
    StaffId,
    TeamId,
)
from tests.support.builders import REGISTERED_AT, a_case
from tests.support.house import RULEBOOK as RULES
from tests.support.some_facts import TEMPLATE, RandomFacts, a_year, counts_of, some_facts


def number(cell: str, *facts: CaseFacts, template: ReportTemplate = TEMPLATE, year: int = 2026) -> int | None:
    return counts_of(a_year(*facts, template=template, year=year))[cell]


def closed(at: date, number: int = 1, **other: Any) -> CaseFacts:  # noqa: ANN401 - any field
    return some_facts(number, closed_on=at, outcome=Outcome.FOUNDED, **other)


@pytest.mark.parametrize(
    ("received", "year"),
    [
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2026),
        (date(2026, 12, 31), 2026),
        (date(2027, 1, 1), 2027),
    ],
)
def test_a_case_counts_in_the_year_in_which_it_arrived(received: date, year: int) -> None:
    case = some_facts(received_on=received)
    assert [each for each in (2025, 2026, 2027) if number("eingaenge", case, year=each)] == [year]


def test_29_february_counts_in_february_of_a_leap_year() -> None:
    case = closed(date(2028, 3, 14), received_on=date(2028, 2, 29), first_close_by=date(2028, 3, 14))
    figures = a_year(case, year=2028)
    assert counts_of(figures)["eingaenge/monat/02"] == 1
    assert [each.median for chapter in figures.chapters for each in chapter.durations] == [14.0]


@pytest.mark.parametrize(("year", "last"), [(2027, date(2027, 2, 28)), (2028, date(2028, 2, 29))])
def test_a_stichtag_of_29_february_is_the_last_of_the_month_in_other_years(year: int, last: date) -> None:
    template = replace(TEMPLATE, key_month=2, key_day=29, due_month=2, due_day=29)
    assert template.key_date(year) == last
    assert template.due_on(year - 1) == last


def test_a_case_that_arrived_after_an_early_stichtag_does_not_count() -> None:
    november = replace(TEMPLATE, key_month=11, key_day=30)
    assert number("eingaenge", some_facts(received_on=date(2026, 11, 30)), template=november) == 1
    assert number("vorgaenge", some_facts(received_on=date(2026, 12, 1)), template=november) == 0


@pytest.mark.parametrize(("day", "shown"), [(date(2026, 12, 31), 1), (date(2027, 1, 1), 0)])
def test_a_closing_counts_up_to_the_stichtag_itself(day: date, shown: int) -> None:
    case = closed(day, received_on=date(2026, 12, 20), first_close_by=date(2027, 1, 3), cause=Cause.LAW)
    for cell in ("stand/abgeschlossen", "ergebnis/begruendet", "ursache/recht", "abschluss/erste_frist"):
        assert number(cell, case) == shown, cell
    assert number("offen/laufend", case) == 1 - shown


@pytest.mark.parametrize("reason", [EndReason.MERGED, EndReason.RECORDED_IN_ERROR])
def test_a_duplicate_or_error_found_after_the_stichtag_still_counts_as_a_case(reason: EndReason) -> None:
    assert number("eingaenge", some_facts(ended_on=date(2027, 1, 1), end=reason)) == 1
    assert number("eingaenge", some_facts(ended_on=date(2026, 12, 31), end=reason)) == 0
    assert number("vorgaenge", some_facts(ended_on=date(2026, 12, 31), end=reason)) == 1


@pytest.mark.parametrize("reason", [EndReason.WITHDRAWN, EndReason.HANDED_OVER])
def test_withdrawn_and_handed_over_count_as_received(reason: EndReason) -> None:
    case = some_facts(ended_on=date(2026, 6, 1), end=reason)
    assert (number("eingaenge", case), number("stand/beendet", case), number("stand/offen", case)) == (
        1,
        1,
        0,
    )


def a_closing_at_the_management(state: CaseState) -> Case:
    closing = Closing(
        outcome=Outcome.FOUNDED,
        answer=AnswerKind.SENT,
        closed_at=REGISTERED_AT,
        closed_by=StaffId("s"),
    )
    return replace(a_case(), state=state, closing=closing)


def test_what_waits_for_the_managements_signature_is_open() -> None:
    waiting = facts_of(a_closing_at_the_management(CaseState.FINAL_SIGNATURE), RULES)
    signed = facts_of(a_closing_at_the_management(CaseState.CLOSED), RULES)
    assert (number("stand/offen", waiting), number("ergebnis/begruendet", waiting)) == (1, 0)
    assert (number("stand/offen", signed), number("ergebnis/begruendet", signed)) == (0, 1)


def test_a_reopened_case_is_open_until_it_is_closed_anew_and_counts_once() -> None:
    reopened = some_facts(reopened_on=date(2026, 6, 1))
    again = closed(date(2026, 6, 20), reopened_on=date(2026, 6, 1))
    assert (number("stand/offen", reopened), number("merkmal/wieder", reopened)) == (1, 1)
    assert (number("abschluss/verspaetet_ohne", again), number("merkmal/wieder", again)) == (1, 1)


@pytest.mark.parametrize(
    ("day", "cell"),
    [
        (date(2026, 5, 18), "erste_frist"),
        (date(2026, 5, 19), "zugesagt"),
        (date(2026, 6, 1), "zugesagt"),
        (date(2026, 6, 2), "verspaetet_mit"),
    ],
)
def test_a_closing_is_in_time_up_to_the_day_that_was_promised(day: date, cell: str) -> None:
    notice = InterimFact(sent_on=date(2026, 5, 15), until=date(2026, 6, 1), late=False)
    assert number(f"abschluss/{cell}", closed(day, interim_notices=(notice,))) == 1


def test_a_promise_given_after_the_deadline_heals_nothing() -> None:
    notice = InterimFact(sent_on=date(2026, 5, 19), until=date(2026, 6, 1), late=True)
    assert number("abschluss/verspaetet_mit", closed(date(2026, 5, 20), interim_notices=(notice,))) == 1


def test_a_voluntary_acknowledgement_of_a_spoken_reaction_is_not_in_the_share() -> None:
    case = some_facts(
        acknowledge_by=None,
        acknowledgement=AcknowledgementState.SENT,
        acknowledged_on=date(2026, 5, 4),
        channel=Channel.IN_PERSON,
    )
    assert (number("eb/nicht_noetig", case), number("eb/zu_bestaetigen", case)) == (1, 0)


@pytest.mark.parametrize(
    ("day", "cell"), [(date(2026, 12, 31), "laufend"), (date(2026, 12, 30), "ausstehend")]
)
def test_an_acknowledgement_is_missing_once_its_last_day_is_over(day: date, cell: str) -> None:
    assert number(f"eb/{cell}", some_facts(received_on=date(2026, 12, 23), acknowledge_by=day)) == 1


def test_a_follow_up_finds_the_case_before_in_another_year() -> None:
    before = closed(date(2025, 12, 1), 7, received_on=date(2025, 11, 25))
    after = some_facts(8, follow_up_of="KRM-2026-0007", is_follow_up=True)
    assert number("folge/ergebnis/begruendet", before, after) == 1
    assert number("folge/ergebnis/_unbekannt", after) == 1
    assert number("folge/verknuepft", after) == 1


def test_a_case_with_several_kinds_counts_in_each_line_once() -> None:
    both = (ConcernKind.PETITION, ConcernKind.EINGABE, ConcernKind.LOB)
    one_line = (
        Category(key="petitionen", label="Petitionen und Eingaben", words=("petition", "eingabe")),
        Category(key="lob", label="Lob", words=("lob",)),
    )
    counts = counts_of(a_year(some_facts(concerns=both), template=replace(TEMPLATE, concerns=one_line)))
    assert (counts["anliegen/petitionen"], counts["anliegen/lob"], counts["nennungen"]) == (1, 1, 2)
    assert (counts["eingaenge"], counts["nennungen/_weitere"]) == (1, 1)


def test_words_that_no_category_names_stand_under_sonstige() -> None:
    written = (Category(key="post", label="Post", words=("schriftlich", "elektronisch")),)
    figures = a_year(
        some_facts(1),
        some_facts(2, channel=Channel.TELEPHONE),
        some_facts(3, channel=Channel.IN_PERSON),
        template=replace(TEMPLATE, channels=written),
    )
    (table,) = [each for chapter in figures.chapters for each in chapter.tables if each.key == "eingangsweg"]
    assert [(line.label, line.cells[0].count) for line in table.lines] == [
        ("Post", 1),
        ("Sonstige", 2),
        ("Kundenreaktionen insgesamt", 3),
    ]


def test_a_team_that_is_known_no_more_stands_under_its_key() -> None:
    figures = a_year(some_facts(teams=(TeamId("alt"),)))
    (table,) = [each for chapter in figures.chapters for each in chapter.tables if each.key == "teams"]
    labels = [line.label for line in table.lines]
    assert labels[:3] == ["Leistung A", "Markt und Integration", "alt"]


def test_a_year_without_any_case_is_a_report_of_zeros() -> None:
    figures = a_year()
    assert set(counts_of(figures).values()) == {0}
    assert {share.percent for chapter in figures.chapters for share in chapter.shares} == {None}
    assert {each.median for chapter in figures.chapters for each in chapter.durations} == {None}


def test_an_office_with_many_cases_is_counted_in_a_few_seconds() -> None:
    some = RandomFacts(1).many(1_000)
    facts = [replace(case, number=f"{case.number}-{at}") for at in range(20) for case in some]
    start = perf_counter()
    a_year(*facts)
    assert perf_counter() - start < 10


@pytest.mark.parametrize(("counted_on", "missing"), [(date(2026, 11, 25), 0), (date(2026, 11, 26), 1)])
def test_before_the_stichtag_nothing_is_late_that_was_not_due_on_the_day_of_counting(
    counted_on: date, missing: int
) -> None:
    owed = some_facts(
        received_on=date(2026, 11, 20),
        channel=Channel.WRITTEN,
        acknowledgement=AcknowledgementState.OPEN,
        acknowledge_by=date(2026, 11, 25),
        first_close_by=date(2026, 11, 25),
        close_by=date(2026, 11, 25),
    )
    early = a_year(owed, counted_on=counted_on)
    counts = counts_of(early)
    assert (counts["eb/ausstehend"], counts["eb/laufend"]) == (missing, 1 - missing)
    assert "Vorläufig" in early.chapters[0].notes[0]
    late = a_year(owed, counted_on=date(2027, 2, 1))
    assert late == a_year(owed)
