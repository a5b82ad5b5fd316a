"""What a reminder says: its heading names the worst, every line what, until when and how it stands."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from cards.duty_words import NOUNS
from cards.plain_text import one_line
from cards.step_forms.registry import titles
from cards.wording import long_date, remaining
from cards.wording_steps import DUTIES
from casework.views import Step
from casework.views_reminder import RemindedCase, Reminder, ReminderLine
from procedure.duties import DutyKind

Told = tuple[RemindedCase, ReminderLine]
"""One thing with the case it is due in."""

_BECAUSE_LENGTH = 400

_STEPS: Mapping[Step, str] = {
    Step.CONFIRM_RECORDED: "Erfassung",
    Step.WRITE_ACKNOWLEDGEMENT: "Eingangsbestätigung",
    Step.SEND_ACKNOWLEDGEMENT: "Eingangsbestätigung",
    Step.WAIVE_ACKNOWLEDGEMENT: "Eingangsbestätigung",
    Step.RECLASSIFY: "Neue Zuordnung",
    Step.CONFIRM_FILED: "Ablage",
    Step.DECIDE: "Entscheidung",
    Step.DECIDE_TALK: "Gespräch entscheiden",
    Step.CONFIRM_TALK: "Gespräch",
    Step.SIGN: "Schlusszeichnung",
    Step.RETURN_FOR_REVISION: "Schlusszeichnung",
    Step.NOTE_FOR_TALK: "Vermerk",
    Step.CONFIRM_RECEIPT: "Empfangsbestätigung",
    Step.TAKE_OVER: "Übernahme",
    Step.INFORM_EMPLOYEES: "Beschäftigte informieren",
    Step.NOBODY_CONCERNED: "Beschäftigte informieren",
    Step.DELIVER_CONTRIBUTION: "Beitrag",
    Step.WRITE_ANSWER: "Antwort",
    Step.CLOSE: "Abschluss",
    Step.SEND_INTERIM_NOTICE: "Zwischennachricht",
}
"""What is settled, not what is pressed: the button leads to the step, it does not take it."""


def own(view: Reminder) -> list[Told]:
    """List what the viewer's office owes."""
    return [(case, line) for case, line in _all(view) if line.mine and not _is_news(line)]


def watched(view: Reminder) -> list[Told]:
    """List what other offices owe and the viewer only learns of (R15)."""
    return [(case, line) for case, line in _all(view) if not line.mine and not _is_news(line)]


def moved(view: Reminder) -> list[Told]:
    """List the deadlines that have another date than before and are not due yet."""
    return [(case, line) for case, line in _all(view) if _is_news(line)]


def title(view: Reminder) -> str:
    """Say the worst: of what the viewer owes, else of what others owe, else what has moved."""
    if told := own(view):
        return _worst(view, told)
    if told := watched(view):
        return f"Zur Kenntnis – {_worst(view, told)}"
    told = moved(view)
    return f"Frist verschoben: {told[0][0].number}" if len(told) == 1 else f"{len(told)} Fristen verschoben"


def summary(view: Reminder) -> str:
    """Say the worst with its number, what to do and by when, for lists of messages and for the ear."""
    case, line = _worst_of(own(view) or watched(view) or moved(view))[0]
    said = title(view)
    today = said.startswith("Heute fällig")
    what = what_until(line) if today else f"{what_until(line)}, {standing(line)}"
    first = what if case.number in said else f"Zuerst {case.number}: {what}"
    total = len(view.cases) + view.more
    rest = f" Insgesamt {total} Vorgänge." if total > 1 else ""
    return f"{said}. {first}.{rest}"


def as_of(view: Reminder) -> str:
    """Say of which day „heute fällig“ and „überfällig seit“ speak: the card stays in the chat for years."""
    return f"Stand: {long_date(view.told_on)}"


def what_until(line: ReminderLine) -> str:
    """Write „Eingangsbestätigung versenden bis Donnerstag, 3. Dezember 2026“, with the office if another."""
    office = "" if line.mine else f" ({line.owed_by})"
    return f"{DUTIES[line.kind]}{office} bis {long_date(line.due_on)}"


def standing(line: ReminderLine) -> str:
    """Say how it stands: „überfällig seit 2 Arbeitstagen“, „heute fällig“, „noch 2 Arbeitstage“."""
    return "heute fällig" if line.working_days_left == 0 else remaining(line.working_days_left)


def moving(line: ReminderLine) -> str:
    """Say from when to when a deadline was moved, and why."""
    old = f" von {long_date(line.moved_from)}" if line.moved_from is not None else ""
    said = f"Frist verschoben{old} auf {long_date(line.due_on)}"
    because = one_line(line.because, _BECAUSE_LENGTH).removeprefix("weil ").rstrip(".")
    if not because:
        return f"{said}."
    return f"{said}, weil {because}."


def noun(kind: DutyKind) -> str:
    """Name a thing without its article, for the start of a line."""
    word = NOUNS[kind].partition(" ")[2]
    return f"{word[0].upper()}{word[1:]}"


def settled_by(step: Step) -> str:
    """Name a step for its button: „Eingangsbestätigung“."""
    return _STEPS.get(step) or titles([step])[0]


def short_numbers(cases: Sequence[RemindedCase]) -> list[str]:
    """Name cases for their buttons: „0042“, with the year where one number is there twice."""
    last = [case.number.rpartition("-")[2] for case in cases]
    return last if len(set(last)) == len(last) else [case.number.partition("-")[2] for case in cases]


def by_case(told: Sequence[Told]) -> list[tuple[RemindedCase, list[ReminderLine]]]:
    """Group things by their case, as they come."""
    grouped = groupby(told, key=lambda pair: pair[0].case_id)
    listed = [list(pairs) for _, pairs in grouped]
    return [(pairs[0][0], [line for _, line in pairs]) for pairs in listed]


def _is_news(line: ReminderLine) -> bool:
    """Tell whether it is only news that a deadline has moved: once it is due, that comes first."""
    return line.moved_from is not None and line.working_days_left > 0


def _all(view: Reminder) -> list[Told]:
    return [(case, line) for case in view.cases for line in case.lines]


def _worst(view: Reminder, told: Sequence[Told]) -> str:
    worst = _worst_of(told)
    case, line = worst[0]
    least = _class_of(line)
    # The worst cases come first: if the last one shown is as bad, so may be those that are not shown.
    goes_on = view.more > 0 and any(_class_of(line) == least for line in view.cases[-1].lines)
    if len(worst) == 1 and not goes_on:
        return _worst_one(case, line)
    count = f"{'Mindestens ' if goes_on else ''}{_fristen(len(worst))}"
    if least < 0:
        return f"{count} {'ist' if len(worst) == 1 else 'sind'} überfällig"
    ends = "endet" if len(worst) == 1 else "enden"
    return f"{count} {ends} heute" if least == 0 else f"{count} {ends} in {_days(least)}"


def _worst_of(told: Sequence[Told]) -> list[Told]:
    least = min(_class_of(line) for _, line in told)
    return [pair for pair in told if _class_of(pair[1]) == least]


def _worst_one(case: RemindedCase, line: ReminderLine) -> str:
    left = line.working_days_left
    if left < 0:
        return f"Frist abgelaufen: {case.number}"
    if left == 0:
        return f"Heute fällig: {noun(line.kind)} zu {case.number}"
    return f"Frist in {_days(left)}: {case.number}"


def _class_of(line: ReminderLine) -> int:
    """Put all that is overdue on one level; what is not stands by its days."""
    return max(line.working_days_left, -1)


def _fristen(count: int) -> str:
    return "1 Frist" if count == 1 else f"{count} Fristen"


def _days(count: int) -> str:
    return "1 Arbeitstag" if count == 1 else f"{count} Arbeitstagen"
