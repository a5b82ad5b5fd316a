"""The wish to talk to the management: gate, grounds, note, decision (GA VI; R38-R41, A26, A30, A34)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Talk
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.lifecycle import decide
from procedure.office import Absence
from procedure.vocabulary import EscalationGround, StaffId, TalkForm, TalkState
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    an_office,
)
from tests.unit.lifecycle.cases import about_the_lead, closed, handed_over, managed, spoken
from tests.unit.lifecycle.situations import NOW, day, situation
from tests.unit.lifecycle.taking import take

ALERT = steps.RaiseAlert(ground=EscalationGround.BEDROHUNG, note="Drohung am Telefon")
NOTE = steps.NoteForTalk(note="Der Bescheid ist unterwegs.")
BY_TELEPHONE = steps.DecideTalk(form=TalkForm.TELEPHONE, appointment_at=NOW + timedelta(days=1))
HELD = steps.ConfirmTalk(held_on=day(3), note="Alles besprochen.")


def talking(state: TalkState, case: Case | None = None, **parts: Any) -> Case:  # noqa: ANN401
    return replace(case or spoken(), talk=Talk(state=state, wished_at=NOW, **parts))


class TestWish:
    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT])
    def test_everybody_with_a_part_in_the_case_notes_the_wish(self, who: StaffId) -> None:
        case, happened = take(spoken(), steps.WishTalk(), who)
        assert case.talk == Talk(state=TalkState.WISHED, wished_at=NOW)
        assert happened == ["TalkWished"]

    @pytest.mark.parametrize("who", [EMPLOYEE, TEAM_LEAD_B])
    @pytest.mark.parametrize("step", [steps.WishTalk(), ALERT])
    def test_a_stranger_to_the_case_does_not(self, who: StaffId, step: steps.CaseStep) -> None:
        with pytest.raises(NotPermitted):
            take(spoken(), step, who)

    def test_the_one_it_is_about_and_who_reported_a_confidential_case_do_not(self) -> None:
        own = about_the_lead(registered_by=TEAM_LEAD_A)
        secret = managed(reaction=replace(managed().reaction, confidential=True))
        for case, who in ((own, TEAM_LEAD_A), (secret, FRONT_DESK)):
            with pytest.raises(NotPermitted):
                take(case, steps.WishTalk(), who)

    def test_it_is_noted_once(self) -> None:
        with pytest.raises(StepNotAllowed, match="schon vermerkt"):
            take(talking(TalkState.WISHED), steps.WishTalk(), FRONT_DESK)


class TestAlert:
    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT])
    def test_everybody_with_a_part_in_the_case_raises_it(self, who: StaffId) -> None:
        case, happened = decide(situation(spoken(), who), ALERT)
        assert case.talk == Talk(state=TalkState.WISHED, wished_at=NOW, ground=EscalationGround.BEDROHUNG)
        assert (case.reaction.escalation_ground, case.reaction.escalation_note) == (
            EscalationGround.BEDROHUNG,
            "Drohung am Telefon",
        )
        assert happened == (events.AlertedLater(at=NOW, ground=EscalationGround.BEDROHUNG),)

    def test_a_second_one_keeps_what_the_first_said(self) -> None:
        once, _ = take(spoken(), ALERT, FRONT_DESK)
        again = replace(ALERT, ground=EscalationGround.ESKALATION, note="Ruft wieder an")
        case, _ = take(once, again, FRONT_DESK)
        assert case.reaction.escalation_ground is EscalationGround.BEDROHUNG
        assert case.reaction.escalation_note == "Drohung am Telefon\nRuft wieder an"
        assert case.talk.ground is EscalationGround.ESKALATION

    @pytest.mark.parametrize("state", [TalkState.WISHED, TalkState.NOTED, TalkState.DECIDED, TalkState.HELD])
    def test_it_leaves_a_wish_where_it_stands(self, state: TalkState) -> None:
        case, _ = take(talking(state), ALERT, FRONT_DESK)
        assert case.talk.state is state

    @pytest.mark.parametrize("note", ["  ", "x" * 201])
    def test_it_takes_a_short_text(self, note: str) -> None:
        with pytest.raises(IncompleteReaction) as refusal:
            take(spoken(), replace(ALERT, note=note), FRONT_DESK)
        assert refusal.value.field == "note"


class TestNote:
    @pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
    @pytest.mark.parametrize("state", [TalkState.WISHED, TalkState.NOTED])
    def test_the_teamleitung_notes_what_the_management_has_to_know(
        self, who: StaffId, state: TalkState
    ) -> None:
        case, happened = take(talking(state), NOTE, who)
        assert (case.talk.state, case.talk.note, case.talk.noted_at) == (TalkState.NOTED, NOTE.note, NOW)
        assert happened == ["TalkNoted"]

    def test_so_does_each_teamleitung_of_a_case_that_the_management_leads(self) -> None:
        case, _ = take(talking(TalkState.WISHED, managed()), NOTE, TEAM_LEAD_B)
        assert case.talk.state is TalkState.NOTED

    @pytest.mark.parametrize("who", [FRONT_DESK, BGF, MANAGEMENT, TEAM_LEAD_B])
    def test_nobody_else_does(self, who: StaffId) -> None:
        with pytest.raises(NotPermitted, match="Teamleitung"):
            take(talking(TalkState.WISHED), NOTE, who)

    @pytest.mark.parametrize("state", [TalkState.NONE, TalkState.DECIDED, TalkState.HELD])
    def test_there_is_nothing_to_note_without_a_wish(self, state: TalkState) -> None:
        with pytest.raises(StepNotAllowed, match="kein Gesprächswunsch"):
            take(talking(state), NOTE, TEAM_LEAD_A)


class TestDecide:
    def test_the_management_chooses_the_form_after_the_note(self) -> None:
        case, happened = take(talking(TalkState.NOTED, note="x"), BY_TELEPHONE)
        assert (case.talk.state, case.talk.form, case.talk.decided_at) == (
            TalkState.DECIDED,
            TalkForm.TELEPHONE,
            NOW,
        )
        assert case.talk.appointment_at == NOW + timedelta(days=1)
        assert happened == ["TalkDecided"]

    def test_a_mere_wish_waits_for_the_teamleitungs_note(self) -> None:
        with pytest.raises(StepNotAllowed, match="Bitte warten Sie auf den Vermerk der Teamleitung"):
            take(talking(TalkState.WISHED), BY_TELEPHONE)

    @pytest.mark.parametrize("ground", EscalationGround)
    def test_one_of_the_three_grounds_opens_the_gate(self, ground: EscalationGround) -> None:
        case, _ = take(talking(TalkState.WISHED, ground=ground), BY_TELEPHONE)
        assert case.talk.state is TalkState.DECIDED

    @pytest.mark.parametrize(
        "case",
        [
            about_the_lead(),
            managed(reaction=replace(managed().reaction, confidential=True)),
            managed(reaction=replace(managed().reaction, teams=())),
        ],
        ids=["about-the-lead", "confidential", "no-team"],
    )
    def test_where_no_teamleitung_may_note_none_is_waited_for(self, case: Case) -> None:
        changed, _ = take(talking(TalkState.WISHED, case), BY_TELEPHONE)
        assert changed.talk.state is TalkState.DECIDED

    def test_where_all_who_could_note_are_away_none_is_waited_for(self) -> None:
        away = tuple(Absence(staff_id=p, from_on=day(3), until_on=day(3)) for p in (TEAM_LEAD_A, DEPUTY_A))
        with pytest.raises(StepNotAllowed):
            take(talking(TalkState.WISHED), BY_TELEPHONE, office=an_office(absences=away[:1]))
        case, _ = take(talking(TalkState.WISHED), BY_TELEPHONE, office=an_office(absences=away))
        assert case.talk.state is TalkState.DECIDED

    def test_no_talk_takes_a_reason(self) -> None:
        no_talk = steps.DecideTalk(form=TalkForm.NO_TALK)
        with pytest.raises(IncompleteReaction, match="kein Gespräch") as refusal:
            take(talking(TalkState.NOTED), no_talk)
        assert refusal.value.field == "note"
        case, _ = take(talking(TalkState.NOTED), replace(no_talk, note="Das Team antwortet."))
        assert case.talk.decision_note == "Das Team antwortet."

    def test_an_appointment_lies_ahead_and_belongs_to_a_talk(self) -> None:
        with pytest.raises(IncompleteReaction) as refusal:
            take(talking(TalkState.NOTED), replace(BY_TELEPHONE, appointment_at=NOW))
        assert refusal.value.field == "appointment_at"
        case, _ = take(talking(TalkState.NOTED), replace(BY_TELEPHONE, form=TalkForm.IN_WRITING))
        assert case.talk.appointment_at is None
        case, _ = take(talking(TalkState.NOTED), replace(BY_TELEPHONE, appointment_at=None))
        assert case.talk.appointment_at is None

    def test_what_was_decided_can_be_changed_until_the_talk(self) -> None:
        case, _ = take(
            talking(TalkState.DECIDED, form=TalkForm.TELEPHONE),
            replace(BY_TELEPHONE, form=TalkForm.IN_PERSON),
        )
        assert case.talk.form is TalkForm.IN_PERSON
        with pytest.raises(StepNotAllowed):
            take(talking(TalkState.HELD), BY_TELEPHONE)

    @pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF])
    def test_nobody_else_chooses_the_form(self, who: StaffId) -> None:
        with pytest.raises(NotPermitted):
            take(talking(TalkState.NOTED), BY_TELEPHONE, who)


class TestConfirm:
    @pytest.mark.parametrize("form", [TalkForm.TELEPHONE, TalkForm.IN_PERSON])
    def test_the_management_notes_that_it_took_place(self, form: TalkForm) -> None:
        case, happened = decide(situation(talking(TalkState.DECIDED, form=form), MANAGEMENT), HELD)
        assert (case.talk.state, case.talk.held_on, case.talk.held_note) == (
            TalkState.HELD,
            day(3),
            "Alles besprochen.",
        )
        assert happened == (events.TalkHeld(at=NOW, held_on=day(3)),)

    @pytest.mark.parametrize("form", [TalkForm.IN_WRITING, TalkForm.NO_TALK])
    def test_without_a_talk_there_is_nothing_to_confirm(self, form: TalkForm) -> None:
        with pytest.raises(StepNotAllowed, match="kein Gespräch vereinbart"):
            take(talking(TalkState.DECIDED, form=form), HELD)

    @pytest.mark.parametrize("wrong", [day(2), day(4)])
    def test_it_took_place_between_the_receipt_and_today(self, wrong: Any) -> None:  # noqa: ANN401
        with pytest.raises(IncompleteReaction) as refusal:
            take(talking(TalkState.DECIDED, form=TalkForm.TELEPHONE), replace(HELD, held_on=wrong))
        assert refusal.value.field == "held_on"


@pytest.mark.parametrize("step", [steps.WishTalk(), ALERT, NOTE, BY_TELEPHONE, HELD])
def test_nothing_happens_after_the_end(step: steps.CaseStep) -> None:
    who = TEAM_LEAD_A if step is NOTE else MANAGEMENT
    with pytest.raises(StepNotAllowed, match="beendet"):
        take(closed(talking(TalkState.DECIDED, handed_over(), form=TalkForm.TELEPHONE)), step, who)
