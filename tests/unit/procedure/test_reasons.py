"""Why acknowledgement, answer and Beitrag are due on their day (R22, R26, R29, A13, A21, A23)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from procedure.case import Case
from procedure.case_parts import FurtherReceipt, InterimNotice
from procedure.deadlines import deadlines_of
from procedure.duties import DutyKind
from procedure.switches import Switches
from procedure.vocabulary import Channel, DispatchWay, Origin
from tests.support.builders import RECEIVED_AT, a_reaction
from tests.unit.lifecycle.cases import OPEN, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, day
from tests.unit.procedure.reminding import RULES, why

HEILIGABEND = RECEIVED_AT + timedelta(days=21)
RECEIPT = "Eingang: Donnerstag, 3. Dezember 2026. Der Tag des Eingangs zählt nicht mit."


def fresh(**reaction: Any) -> Case:  # noqa: ANN401 - any field of a reaction
    """Build a written case with the deadlines that the rules give its reaction."""
    values: dict[str, Any] = {"channel": Channel.WRITTEN, "parting": None, **reaction}
    received = a_reaction(**values)
    found = deadlines_of(received, RULES)
    return written(
        reaction=received,
        registered_at=received.received_at,
        acknowledge_by=found.acknowledge_by,
        close_by=found.close_by,
        act_by=found.act_by,
    )


def interim(until: date, number: int = 1) -> InterimNotice:
    return InterimNotice(
        number=number,
        sent_on=day(14),
        until=until,
        reason="Akte von Karla Kundin fehlt",
        way=DispatchWay.LETTER,
        late=False,
        noted_at=NOW + timedelta(days=11),
    )


def test_the_acknowledgement_is_due_on_the_third_working_day_with_every_free_day_named() -> None:
    assert why(fresh(received_at=HEILIGABEND), DutyKind.ACKNOWLEDGE) == (
        "Eingang: Donnerstag, 24. Dezember 2026. Der Tag des Eingangs zählt nicht mit.",
        "Auch ein freier Tag zählt als Tag des Eingangs: 24.12. dienstfrei.",
        (
            "Eingangsbestätigung bis Mittwoch, 30. Dezember 2026: 3. Arbeitstag nach Eingang; "
            "25.12. Erster Weihnachtstag (Feiertag), 26.12. Zweiter Weihnachtstag (Feiertag), 27.12. Sonntag."
        ),
    )


def test_the_answer_is_due_after_14_days_and_before_a_free_day_on_which_they_end() -> None:
    assert why(fresh(received_at=RECEIVED_AT + timedelta(days=20)), DutyKind.ANSWER) == (
        "Eingang: Mittwoch, 23. Dezember 2026. Der Tag des Eingangs zählt nicht mit.",
        "Abschluss bis Mittwoch, 6. Januar 2027: 14 Kalendertage nach Eingang.",
        (
            "Handeln bis Dienstag, 5. Januar 2027: letzter Arbeitstag in der Frist; "
            "06.01. Heilige Drei Könige (Feiertag)."
        ),
    )


def test_after_an_interim_notice_the_answer_is_due_as_promised() -> None:
    case = handed_over(
        interim_notices=(interim(date(2027, 1, 4)), interim(date(2027, 1, 6), number=2)),
        close_by=date(2027, 1, 6),
        act_by=date(2027, 1, 5),
        original_close_by=day(17),
    )
    assert why(case, DutyKind.ANSWER) == (
        (
            "Zugesagt in der 2. Zwischennachricht vom Montag, 14. Dezember 2026: "
            "Antwort bis Mittwoch, 6. Januar 2027."
        ),
        (
            "Handeln bis Dienstag, 5. Januar 2027: letzter Arbeitstag in der Frist; "
            "06.01. Heilige Drei Könige (Feiertag)."
        ),
        "Ursprünglich galt: Abschluss bis Donnerstag, 17. Dezember 2026.",
    )


def test_a_day_set_by_another_body_is_named_with_the_working_days_ahead_and_the_14_days_for_comparison() -> (
    None
):
    assert why(fresh(external_due_on=day(22)), DutyKind.ANSWER) == (
        RECEIPT,
        (
            "Abschluss bis Dienstag, 22. Dezember 2026: Diesen Tag hat die anfordernde Stelle gesetzt. "
            "14 Kalendertage nach Eingang wären Donnerstag, 17. Dezember 2026."
        ),
        (
            "Handeln bis Donnerstag, 17. Dezember 2026: 3 Arbeitstage vor dem Termin der anfordernden "
            "Stelle; 19.12. Samstag, 20.12. Sonntag."
        ),
    )


def test_a_letter_that_followed_what_was_said_is_acknowledged_from_the_day_it_came() -> None:
    """A13: one case; the 14 days run from the first contact."""
    letter = FurtherReceipt(
        channel=Channel.WRITTEN,
        origin=Origin.DIRECT,
        received_at=RECEIVED_AT + timedelta(days=4),
        noted_at=NOW + timedelta(days=4),
    )
    case = spoken(further_receipts=(letter,), acknowledgement=OPEN, acknowledge_by=day(10))
    assert why(case, DutyKind.ACKNOWLEDGE) == (
        "Es zählt der Tag, an dem das Schreiben kam.",
        "Eingang: Montag, 7. Dezember 2026. Der Tag des Eingangs zählt nicht mit.",
        "Eingangsbestätigung bis Donnerstag, 10. Dezember 2026: 3. Arbeitstag nach Eingang.",
    )
    assert why(case, DutyKind.ANSWER)[0] == RECEIPT
    restarted = replace(case, close_by=day(21), act_by=day(21))
    assert why(restarted, DutyKind.ANSWER)[0] == "Es zählt der Tag, an dem das Schreiben kam."


def test_a_day_that_the_rules_no_longer_yield_is_said_to_stand_as_noted() -> None:
    case = written(acknowledge_by=day(9), close_by=day(16), act_by=day(16))
    assert why(case, DutyKind.ACKNOWLEDGE) == (
        "Eingangsbestätigung bis Mittwoch, 9. Dezember 2026: So ist es beim Vorgang festgehalten.",
    )
    assert why(case, DutyKind.ANSWER) == (
        "Abschluss bis Mittwoch, 16. Dezember 2026: So ist es beim Vorgang festgehalten.",
    )


def test_a_beitrag_is_due_five_working_days_before_the_last_day_to_act() -> None:
    assert why(managed(), DutyKind.CONTRIBUTE) == (
        "Beitrag erbeten: Donnerstag, 3. Dezember 2026.",
        (
            "Beitrag bis Donnerstag, 10. Dezember 2026: 5 Arbeitstage vor dem letzten Tag für die "
            "Bearbeitung, Donnerstag, 17. Dezember 2026; 12.12. Samstag, 13.12. Sonntag."
        ),
    )


@pytest.mark.parametrize(
    ("due_on", "asked_at", "days", "sentence"),
    [
        (
            day(15),
            NOW + timedelta(days=12),
            5,
            (
                "Beitrag bis Dienstag, 15. Dezember 2026: noch am selben Tag. Der übliche Tag war schon "
                "vorbei: Donnerstag, 10. Dezember 2026, 5 Arbeitstage vor dem letzten Tag für die "
                "Bearbeitung, Donnerstag, 17. Dezember 2026."
            ),
        ),
        (
            day(14),
            NOW,
            5,
            (
                "Beitrag bis Montag, 14. Dezember 2026: "
                "Dieser Tag wurde festgelegt, als der Beitrag erbeten wurde."
            ),
        ),
        (
            day(17),
            NOW,
            0,
            (
                "Beitrag bis Donnerstag, 17. Dezember 2026: an dem letzten Tag für die Bearbeitung, "
                "Donnerstag, 17. Dezember 2026."
            ),
        ),
        (
            day(16),
            NOW,
            1,
            (
                "Beitrag bis Mittwoch, 16. Dezember 2026: 1 Arbeitstag vor dem letzten Tag für die "
                "Bearbeitung, Donnerstag, 17. Dezember 2026."
            ),
        ),
    ],
)
def test_a_beitrag_on_another_day_says_how_it_came_about(
    due_on: date,
    asked_at: datetime,
    days: int,
    sentence: str,
) -> None:
    (first, _) = managed().contributions
    case = managed(contributions=(replace(first, due_on=due_on, requested_at=asked_at),))
    assert why(case, DutyKind.CONTRIBUTE, Switches(contribution_lead_days=days))[-1] == sentence


def test_a_beitrag_asked_for_before_an_interim_notice_is_explained_by_the_days_of_that_time() -> None:
    case = managed(
        interim_notices=(interim(date(2027, 1, 29)),),
        close_by=date(2027, 1, 29),
        act_by=date(2027, 1, 29),
        original_close_by=day(17),
    )
    assert (
        "5 Arbeitstage vor dem letzten Tag für die Bearbeitung, Donnerstag, 17. Dezember 2026"
        in (why(case, DutyKind.CONTRIBUTE)[-1])
    )
