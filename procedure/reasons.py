"""Why a thing is due on its day: German sentences for whoever owes it (GA II-VII).

Every day is written out and every free day that was passed over is named. No names and no texts: what is
said here may stand in a reminder.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, TypeAlias

from procedure.calls import MANAGEMENT, lead_of
from procedure.case import Case
from procedure.days_in_words import day_in_words
from procedure.deadlines import Deadlines, deadlines_of, how_to_act
from procedure.duties import HOLD_TALK_WORKING_DAYS, Duty, DutyKind, after_return, duties_of
from procedure.rulebook import Rulebook
from procedure.vocabulary import InformingState, TalkState

Why: TypeAlias = Callable[[Case, Duty, Rulebook], Iterable[str]]


def reasons(case: Case, duty: Duty, rules: Rulebook) -> tuple[str, ...]:
    """Say why a duty is due on its day, under the rules as they are now.

    Of a day that those rules no longer yield (the calendar has changed since) is said that it was noted so.
    """
    same = (duty.kind, duty.audience, duty.due_on)
    known = (owed for owed in duties_of(case, rules) if (owed.kind, owed.audience, owed.due_on) == same)
    return tuple(_WHY[duty.kind](case, next(known, duty), rules))


def _acknowledgement(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    for how, found in _computed(case, rules):
        if found.acknowledge_by == duty.due_on:
            yield from (*how, *found.how_received, *found.how_acknowledged)
            return
    yield _as_noted("Eingangsbestätigung", duty)


def _answer(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    ends_on = duty.ends_on or duty.due_on
    promise = case.interim_notices[-1] if case.interim_notices else None
    if promise is not None and promise.until == ends_on:
        notice = f"{promise.number}. Zwischennachricht vom {day_in_words(promise.sent_on)}"
        yield f"Zugesagt in der {notice}: {_until('Antwort', ends_on)}."
        yield from how_to_act(duty.due_on, ends_on, rules.calendar)
        if case.original_close_by is not None:
            yield f"Ursprünglich galt: {_until('Abschluss', case.original_close_by)}."
        return
    for how, found in _computed(case, rules):
        if (found.act_by, found.close_by) == (duty.due_on, ends_on):
            yield from (*how, *found.how_received, *found.how_closed)
            return
    yield _as_noted("Abschluss", duty)


def _computed(case: Case, rules: Rulebook) -> Iterator[tuple[tuple[str, ...], Deadlines]]:
    """Yield the deadlines as they count from the first receipt, and from each letter that followed (A13)."""
    yield (), deadlines_of(case.reaction, rules)
    for letter in case.further_receipts:
        if not letter.channel.is_oral:
            written = replace(case.reaction, channel=letter.channel, received_at=letter.received_at)
            yield ("Es zählt der Tag, an dem das Schreiben kam.",), deadlines_of(written, rules)


def _contribution(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    """A23, unless the management has set another day, or the usual one was over when it asked."""
    days, calendar = rules.switches.contribution_lead_days, rules.calendar
    if duty.since is not None:
        yield f"Beitrag erbeten: {day_in_words(duty.since)}."
    for act_by in (case.act_by, deadlines_of(case.reaction, rules).act_by):
        usual = calendar.working_days_before(act_by, days) if days else act_by
        last_day = f"dem letzten Tag für die Bearbeitung, {day_in_words(act_by)}"
        ahead = f"{_working_days(days)} vor {last_day}" if days else f"an {last_day}"
        if duty.due_on == usual:
            yield f"{_until('Beitrag', usual)}: {ahead}{_passed_over(usual, act_by, rules)}."
            return
        if duty.due_on == duty.since and usual < duty.due_on:
            over = f"Der übliche Tag war schon vorbei: {day_in_words(usual)}, {ahead}"
            yield f"{_until('Beitrag', duty.due_on)}: noch am selben Tag. {over}."
            return
    yield f"{_until('Beitrag', duty.due_on)}: Dieser Tag wurde festgelegt, als der Beitrag erbeten wurde."


def _informing(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    """A24: after the hand-over, or after the return of those concerned."""
    days, what = rules.switches.inform_within_days, "Beschäftigte informieren"
    for row in case.informing:
        away = row.absent_until
        concerned = row.state is InformingState.OPEN and duty.audience in {lead_of(row.team), MANAGEMENT}
        if concerned and away is not None and after_return(away, rules) == duty.due_on:
            back_on = rules.calendar.nth_working_day_after(away, 1)
            yield f"Die Beschäftigten sind nicht da bis {day_in_words(away)}."
            yield f"Wieder da: {day_in_words(back_on)}{_passed_over(away, back_on, rules)}."
            yield _counted(what, back_on, days, "nach der Rückkehr", duty, rules)
            return
    if duty.since is not None:
        yield f"Übergabe: {day_in_words(duty.since)}."
        yield _counted(what, duty.since, days, "nach der Übergabe", duty, rules)


def _holding_talk(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    if case.talk.appointment_at is not None or duty.since is None:
        yield f"Gespräch am {day_in_words(duty.due_on)}: So ist es vereinbart."
        return
    yield f"Entscheidung der Geschäftsleitung: {day_in_words(duty.since)}."
    yield _counted("Gespräch", duty.since, HOLD_TALK_WORKING_DAYS, "danach", duty, rules)


def _assigning(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
    """A18: at once, and whoever gets it next has no more time for it."""
    if duty.since is not None and duty.since != duty.due_on:
        free = ", ".join(map(rules.calendar.free_day_with_date, _days_off(duty.since, duty.due_on, rules)))
        yield f"Vom Team zurückgegeben: {day_in_words(duty.since)}."
        yield f"{_until('Neue Zuordnung', duty.due_on)}: nächster Arbeitstag; {free}."
    else:
        yield f"{_until('Neue Zuordnung', duty.due_on)}: noch an dem Tag, an dem das Team zurückgegeben hat."
    yield f"Die Frist läuft weiter: {_until('Abschluss', case.close_by)}."


def _days_off(first: date, due: date, rules: Rulebook) -> tuple[date, ...]:
    return (first, *rules.calendar.free_days_between(first, due))


def _next_working_day(what: str, since: Callable[[Case], str]) -> Why:
    """Explain what is due on the working day after something happened."""

    def why(case: Case, duty: Duty, rules: Rulebook) -> Iterator[str]:
        if duty.since is None:
            yield _as_noted(what, duty)
            return
        yield f"{since(case)}: {day_in_words(duty.since)}."
        free = _passed_over(duty.since, duty.due_on, rules)
        yield f"{_until(what, duty.due_on)}: nächster Arbeitstag{free}."

    return why


def _counted(what: str, since: date, days: int, after: str, duty: Duty, rules: Rulebook) -> str:
    if not days:
        return f"{_until(what, duty.due_on)}: am selben Tag."
    free = _passed_over(since, duty.due_on, rules)
    return f"{_until(what, duty.due_on)}: {_working_days(days)} {after}{free}."


def _passed_over(start: date, end: date, rules: Rulebook) -> str:
    free = ", ".join(map(rules.calendar.free_day_with_date, rules.calendar.free_days_between(start, end)))
    return f"; {free}" if free else ""


def _working_days(days: int) -> str:
    return "1 Arbeitstag" if days == 1 else f"{days} Arbeitstage"


def _until(what: str, day: date) -> str:
    return f"{what} bis {day_in_words(day)}"


def _as_noted(what: str, duty: Duty) -> str:
    return f"{_until(what, duty.due_on)}: So ist es beim Vorgang festgehalten."


def _recorded(_: Case) -> str:
    return "Vorgang angelegt"


def _asked_to_decide(case: Case) -> str:
    return "Vorgang angelegt" if case.transfer is None else "Abgabe an die Geschäftsleitung erbeten"


def _asked_for_talk(case: Case) -> str:
    return "Vermerk der Teamleitung" if case.talk.state is TalkState.NOTED else "Gesprächswunsch"


def _arrived(_: Case) -> str:
    return "Bei der federführenden Stelle"


_WHY: Final[Mapping[DutyKind, Why]] = {
    DutyKind.ACKNOWLEDGE: _acknowledgement,
    DutyKind.ANSWER: _answer,
    DutyKind.CONTRIBUTE: _contribution,
    DutyKind.INFORM: _informing,
    DutyKind.HOLD_TALK: _holding_talk,
    DutyKind.ASSIGN: _assigning,
    DutyKind.RECORD: _next_working_day("Erfassung im KRM-Tool", _recorded),
    DutyKind.DECIDE: _next_working_day("Entscheidung", _asked_to_decide),
    DutyKind.DECIDE_TALK: _next_working_day("Entscheidung über das Gespräch", _asked_for_talk),
    DutyKind.NOTE_TALK: _next_working_day("Vermerk zum Gesprächswunsch", _asked_for_talk),
    DutyKind.SIGN: _next_working_day("Schlusszeichnung", lambda _: "Zur Schlusszeichnung vorgelegt"),
    DutyKind.CONFIRM_RECEIPT: _next_working_day("Empfangsbestätigung", _arrived),
    DutyKind.TAKE_OVER: _next_working_day("Übernahme", _arrived),
    DutyKind.FILE: _next_working_day("Prüfung der Ablage", lambda _: "Vorgang beendet"),
}
