"""Why the things between receipt and answer are due on their day; whatever was kept reads the same again."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from procedure.case import Case
from procedure.case_parts import Closing, Informing, Return, Talk
from procedure.duties import Duty, DutyKind, duties_of
from procedure.reasons import reasons
from procedure.switches import Switches
from procedure.vocabulary import AnswerKind, CaseState, InformingState, Outcome, TalkForm, TalkState
from tests.support.builders import TEAM_A, TEAM_B, TEAM_LEAD_A
from tests.unit.lifecycle.cases import NOT_INFORMED, closed, handed_over, spoken, written
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.procedure.reminding import RULES, of, returned, why

FRIDAY = NOW + timedelta(days=1)
WEEKEND = "05.12. Samstag, 06.12. Sonntag"
MONDAY = "Montag, 7. Dezember 2026"
"""What came up on a Friday is due then."""


def test_employees_are_informed_by_the_working_day_after_the_hand_over() -> None:
    assert why(spoken(registered_at=FRIDAY), DutyKind.INFORM) == (
        "Übergabe: Freitag, 4. Dezember 2026.",
        f"Beschäftigte informieren bis {MONDAY}: 1 Arbeitstag nach der Übergabe; {WEEKEND}.",
    )
    assert why(spoken(), DutyKind.INFORM, Switches(inform_within_days=2))[-1] == (
        f"Beschäftigte informieren bis {MONDAY}: 2 Arbeitstage nach der Übergabe; {WEEKEND}."
    )
    assert why(spoken(), DutyKind.INFORM, Switches(inform_within_days=0))[-1] == (
        "Beschäftigte informieren bis Donnerstag, 3. Dezember 2026: am selben Tag."
    )


def test_employees_who_are_away_are_informed_after_their_return() -> None:
    (row,) = NOT_INFORMED
    away = spoken(informing=(replace(row, state=InformingState.OPEN, absent_until=day(10)),))
    assert why(away, DutyKind.INFORM) == (
        "Die Beschäftigten sind nicht da bis Donnerstag, 10. Dezember 2026.",
        "Wieder da: Freitag, 11. Dezember 2026.",
        (
            "Beschäftigte informieren bis Montag, 14. Dezember 2026: 1 Arbeitstag nach der Rückkehr; "
            "12.12. Samstag, 13.12. Sonntag."
        ),
    )


def test_the_absence_of_one_team_is_no_reason_for_another() -> None:
    (row,) = NOT_INFORMED
    case = spoken(informing=(row, Informing(team=TEAM_B, absent_until=day(2))))
    of_a, of_b = (duty for duty in duties_of(case, RULES) if duty.kind is DutyKind.INFORM)
    assert of_a.due_on == of_b.due_on == day(4)
    assert reasons(case, of_a, RULES)[0] == "Übergabe: Donnerstag, 3. Dezember 2026."


def talking(**overrides: Any) -> Case:  # noqa: ANN401 - any field of a talk
    values: dict[str, Any] = {"state": TalkState.WISHED, "wished_at": FRIDAY}
    return spoken(talk=Talk(**(values | overrides)))


AWAITING_SIGNATURE = handed_over(
    state=CaseState.FINAL_SIGNATURE,
    closing=Closing(outcome=Outcome.FOUNDED, answer=AnswerKind.SENT, closed_at=FRIDAY, closed_by=TEAM_LEAD_A),
)
TRANSFER = Return(at=FRIDAY, reason="Über zwei Teams, sagt Karla Kundin", team=TEAM_A)
DECIDED: dict[str, Any] = {"state": TalkState.DECIDED, "form": TalkForm.IN_PERSON, "decided_at": FRIDAY}


@pytest.mark.parametrize(
    ("case", "kind", "since", "what"),
    [
        (spoken(registered_at=FRIDAY), DutyKind.RECORD, "Vorgang angelegt", "Erfassung im KRM-Tool"),
        (written(registered_at=FRIDAY), DutyKind.DECIDE, "Vorgang angelegt", "Entscheidung"),
        (
            written(transfer=TRANSFER),
            DutyKind.DECIDE,
            "Abgabe an die Geschäftsleitung erbeten",
            "Entscheidung",
        ),
        (AWAITING_SIGNATURE, DutyKind.SIGN, "Zur Schlusszeichnung vorgelegt", "Schlusszeichnung"),
        (talking(), DutyKind.NOTE_TALK, "Gesprächswunsch", "Vermerk zum Gesprächswunsch"),
        (
            talking(state=TalkState.NOTED, noted_at=FRIDAY),
            DutyKind.DECIDE_TALK,
            "Vermerk der Teamleitung",
            "Entscheidung über das Gespräch",
        ),
        (
            handed_over(registered_at=FRIDAY),
            DutyKind.CONFIRM_RECEIPT,
            "Bei der federführenden Stelle",
            "Empfangsbestätigung",
        ),
        (spoken(registered_at=FRIDAY), DutyKind.TAKE_OVER, "Bei der federführenden Stelle", "Übernahme"),
        (closed(closed_at=FRIDAY), DutyKind.FILE, "Vorgang beendet", "Prüfung der Ablage"),
    ],
    ids=lambda value: value.value if isinstance(value, DutyKind) else "",
)
def test_what_is_due_the_next_working_day_says_since_when(
    case: Case, kind: DutyKind, since: str, what: str
) -> None:
    assert why(case, kind) == (
        f"{since}: Freitag, 4. Dezember 2026.",
        f"{what} bis {MONDAY}: nächster Arbeitstag; {WEEKEND}.",
    )


def test_a_talk_is_held_at_its_appointment_or_within_five_working_days() -> None:
    appointed = talking(**DECIDED, appointment_at=NOW + timedelta(days=7))
    assert why(appointed, DutyKind.HOLD_TALK) == (
        "Gespräch am Donnerstag, 10. Dezember 2026: So ist es vereinbart.",
    )
    assert why(talking(**DECIDED), DutyKind.HOLD_TALK) == (
        "Entscheidung der Geschäftsleitung: Freitag, 4. Dezember 2026.",
        f"Gespräch bis Freitag, 11. Dezember 2026: 5 Arbeitstage danach; {WEEKEND}.",
    )


def test_a_case_given_back_is_assigned_the_same_day_and_its_deadline_runs_on() -> None:
    assert why(returned(1), DutyKind.ASSIGN) == (
        "Neue Zuordnung bis Freitag, 4. Dezember 2026: noch an dem Tag, an dem das Team zurückgegeben hat.",
        "Die Frist läuft weiter: Abschluss bis Donnerstag, 17. Dezember 2026.",
    )
    assert why(returned(2), DutyKind.ASSIGN) == (
        "Vom Team zurückgegeben: Samstag, 5. Dezember 2026.",
        f"Neue Zuordnung bis {MONDAY}: nächster Arbeitstag; {WEEKEND}.",
        "Die Frist läuft weiter: Abschluss bis Donnerstag, 17. Dezember 2026.",
    )


def test_a_duty_that_was_kept_and_read_again_has_the_same_reasons() -> None:
    case = spoken()
    for duty in duties_of(case, RULES):
        again = Duty(kind=duty.kind, audience=duty.audience, due_on=duty.due_on)
        assert reasons(case, again, RULES) == reasons(case, duty, RULES)


def test_a_duty_that_is_owed_no_more_still_has_its_day() -> None:
    before = of(spoken(), DutyKind.TAKE_OVER)
    taken = spoken(holder=TEAM_LEAD_A)
    for duty in (before, replace(before, since=None)):
        assert "Übernahme bis Freitag, 4. Dezember 2026" in reasons(taken, duty, RULES)[-1]
