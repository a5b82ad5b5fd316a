"""What the management noted about a talk it held is put right by the management (R41, R50)."""

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Talk
from procedure.lifecycle import decide
from procedure.vocabulary import StaffId, TalkForm, TalkState
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A
from tests.unit.lifecycle.cases import closed, handed_over, managed
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation

HELD = Talk(
    state=TalkState.HELD,
    wished_at=NOW,
    note="Zweite Beschwerde",
    form=TalkForm.TELEPHONE,
    decided_at=NOW,
    held_on=day(3),
    held_note="Geklert",
)
RIGHT = steps.CorrectNotes(reason="Vertippt", talk_held_note=" Geklärt ")


@pytest.mark.parametrize("case", [handed_over(talk=HELD), managed(talk=HELD)])
def test_the_note_is_put_right_and_nothing_else(case: Case) -> None:
    changed, happened = decide(situation(case, MANAGEMENT), RIGHT)
    assert changed.talk == Talk(**{n: getattr(HELD, n) for n in HELD.__slots__} | {"held_note": "Geklärt"})
    assert happened == (events.Corrected(at=NOW, fields="talk_held_note"),)


def test_the_day_is_put_right_within_receipt_and_today() -> None:
    case = handed_over(talk=HELD)
    tomorrow = situation(case, MANAGEMENT, now=NOW.replace(day=4))
    step = steps.CorrectNotes(reason="Vertippt", talk_held_on=day(4))
    changed, happened = decide(tomorrow, step)
    assert (changed.talk.held_on, changed.talk.held_note) == (day(4), "Geklert")
    assert happened == (events.Corrected(at=tomorrow.now, fields="talk_held_on"),)
    assert refused_field(situation(case, MANAGEMENT), step) == "talk_held_on"


def test_the_note_may_be_removed_but_not_grow_without_end() -> None:
    at = situation(handed_over(talk=HELD), MANAGEMENT)
    changed, _ = decide(at, steps.CorrectNotes(reason="Gehört nicht hierher", talk_held_note=""))
    assert changed.talk.held_note == ""
    too_long = steps.CorrectNotes(reason="x", talk_held_note="x" * 1001)
    assert refused_field(at, too_long) == "talk_held_note"


@pytest.mark.parametrize("who", [TEAM_LEAD_A, BGF])
def test_nobody_else_does(who: StaffId) -> None:
    case = handed_over(talk=HELD, recorded_in_tool_at=NOW, informing=handed_over().informing)
    assert refused(situation(case, who), RIGHT)
    own_notes = handed_over(talk=HELD, recorded_in_tool_at=NOW)
    assert "berichtigt die Geschäftsleitung" in refused(situation(own_notes, BGF), RIGHT)


def test_without_a_talk_or_after_the_end_there_is_nothing_to_put_right() -> None:
    assert "nichts vermerkt" in refused(situation(managed(), MANAGEMENT), RIGHT)
    over = closed(handed_over(talk=HELD))
    assert "nichts vermerkt" in refused(situation(over, MANAGEMENT), RIGHT)
    assert "Es hat sich nichts geändert" in refused(
        situation(managed(talk=HELD), MANAGEMENT), steps.CorrectNotes(reason="x", talk_held_note="Geklert")
    )
