"""Applies the rules to example cases and compares what comes out with what was expected."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

from bot.cli.rule_cases import RuleCase
from procedure.days_in_words import day_in_words
from procedure.deadlines import deadlines_of
from procedure.escalation import must_alert
from procedure.recording import recording_duty
from procedure.responsibility import responsibility_for
from procedure.rulebook import Rulebook

LABELS: Final = {
    "must_record": "Erfassen",
    "record_reasons": "Gründe",
    "lead": "Federführung",
    "acknowledgement_due": "Eingangsbestätigung bis",
    "closing_due": "Abschluss bis",
    "escalate": "Sofortalarm",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the rules say about one case, in the words of the file format."""

    id: str
    must_record: bool
    record_reasons: list[str]
    lead: str | None
    acknowledgement_due: str | None
    closing_due: str | None
    escalate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One case with its outcome, its explanation, and what differs from what was expected."""

    outcome: Outcome
    explanation: tuple[str, ...]
    differences: tuple[str, ...]
    remarks: tuple[str, ...]
    compared: bool

    def as_json(self) -> Mapping[str, object]:
        """Return the outcome as the list of ``--json`` holds it."""
        return asdict(self.outcome)


def check(case: RuleCase, rulebook: Rulebook) -> Finding:
    """Apply the rules to one case. What must not be recorded has no lead and no deadlines."""
    reaction, switches = case.reaction, rulebook.switches
    duty = recording_duty(reaction, switches)
    explanation = [duty.explanation]
    lead = acknowledge_by = close_by = None
    if duty.must_record:
        responsibility = responsibility_for(reaction, switches)
        deadlines = deadlines_of(reaction, rulebook)
        lead = responsibility.lead.value
        acknowledge_by = deadlines.acknowledge_by.isoformat() if deadlines.acknowledge_by else None
        close_by = deadlines.close_by.isoformat()
        explanation += [responsibility.reason, *deadlines.explanation]
    alert = must_alert(reaction)
    if alert:
        explanation.append("Die Geschäftsleitung wird sofort alarmiert.")
    outcome = Outcome(
        id=case.id,
        must_record=duty.must_record,
        record_reasons=[reason.value for reason in duty.reasons],
        lead=lead,
        acknowledgement_due=acknowledge_by,
        closing_due=close_by,
        escalate=alert,
    )
    return Finding(
        outcome=outcome,
        explanation=tuple(explanation),
        differences=_differences(outcome, case.expected),
        remarks=_remarks(case),
        compared=bool(set(case.expected) & set(LABELS)),
    )


def _differences(outcome: Outcome, expected: Mapping[str, object]) -> tuple[str, ...]:
    came_out = asdict(outcome)
    return tuple(
        f"{label}: {_in_words(came_out[name])}, erwartet: {_in_words(expected[name])}."
        for name, label in LABELS.items()
        if name in expected and _comparable(came_out[name]) != _comparable(expected[name])
    )


def _comparable(value: object) -> object:
    """Compare reasons as a set: their order says nothing. JSON's 1 is not true."""
    if isinstance(value, list):
        return sorted(map(str, value))
    return (type(value), value)


def _in_words(value: object) -> str:
    match value:
        case True:
            return "ja"
        case False:
            return "nein"
        case None | []:
            return "–"
        case list():
            return ", ".join(map(str, value))
        case _:
            return _day_in_words(str(value))


def _day_in_words(text: str) -> str:
    try:
        return day_in_words(date.fromisoformat(text))
    except ValueError:
        return text


def _remarks(case: RuleCase) -> tuple[str, ...]:
    unknown = [*case.unknown_fields, *(f"expected.{name}" for name in case.expected if name not in LABELS)]
    return tuple(f"Das Feld „{name}“ kenne ich nicht. Ich beachte es nicht." for name in unknown)
