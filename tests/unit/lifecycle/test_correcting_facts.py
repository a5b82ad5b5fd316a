"""Facts of the duty to record and the wish to talk are put right (R4-R7, R39, R50): who, what follows."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Talk
from procedure.duties import DutyKind, duties_of
from procedure.lifecycle import decide
from procedure.vocabulary import (
    Channel,
    EscalationGround,
    Parting,
    RecordReason,
    StaffId,
    TalkState,
    TalkWish,
)
from tests.support.builders import BGF, DEPUTY_A, MANAGEMENT, TEAM_LEAD_A, a_reaction
from tests.unit.lifecycle.cases import closed, handed_over, managed, spoken
from tests.unit.lifecycle.situations import NOW, refused, refused_field, rulebook, situation

WISH = steps.Correct(reason="Verhört", talk_wish=TalkWish.WISH)
NO_WISH = replace(WISH, talk_wish=TalkWish.NONE)
WISHED = Talk(state=TalkState.WISHED, wished_at=NOW)


def facts(**values: bool) -> steps.Correct:
    return steps.Correct(reason="Verhört", **values)  # type: ignore[arg-type]  # the facts alone


def called(**overrides: object) -> Case:
    reaction = a_reaction(
        channel=Channel.TELEPHONE, parting=Parting.LEFT, referred_to_team_lead=False, **overrides
    )
    return spoken(reaction=reaction, record_reasons=(RecordReason.NOT_REMEDIED,))


def wishing(**overrides: object) -> Case:
    case = handed_over(talk=WISHED)
    return replace(case, reaction=replace(case.reaction, talk_wish=TalkWish.WISH, **overrides))


class TestFacts:
    @pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A, BGF])
    @pytest.mark.parametrize("name", ["resolved_on_spot", "time_consuming", "reached_leadership"])
    def test_bgf_and_the_office_that_leads_put_them_right(self, who: StaffId, name: str) -> None:
        case, happened = decide(situation(called(), who), facts(**{name: True}))
        assert getattr(case.reaction, name) is True
        assert happened == (events.Corrected(at=NOW, fields=name),)

    @pytest.mark.parametrize(
        ("right", "reasons"),
        [
            ({"resolved_on_spot": True}, ()),
            ({"time_consuming": True}, (RecordReason.TIME_CONSUMING_CALL, RecordReason.NOT_REMEDIED)),
            ({"reached_leadership": True}, (RecordReason.NOT_REMEDIED, RecordReason.LEADERSHIP)),
        ],
    )
    def test_why_it_is_recorded_is_found_anew_and_it_stays_a_case(
        self, right: dict[str, bool], reasons: tuple[RecordReason, ...]
    ) -> None:
        before = called()
        case, _ = decide(situation(before, TEAM_LEAD_A), facts(**right))
        assert case.record_reasons == reasons
        assert case.voluntary is not bool(reasons)
        assert (case.state, case.lead, case.close_by) == (before.state, before.lead, before.close_by)

    def test_not_settled_after_all_asks_how_one_parted(self) -> None:
        settled = spoken(reaction=a_reaction(resolved_on_spot=True, parting=None))
        wrong = facts(resolved_on_spot=False)
        assert refused_field(situation(settled, BGF), wrong) == "parting"
        case, _ = decide(situation(settled, BGF), replace(wrong, parting=Parting.LEFT))
        assert RecordReason.NOT_REMEDIED in case.record_reasons

    def test_strangers_and_ended_cases_are_refused(self) -> None:
        assert "federführende Stelle" in refused(
            situation(handed_over(), MANAGEMENT), facts(reached_leadership=True)
        )
        assert "schon beendet" in refused(situation(closed(), BGF), facts(reached_leadership=True))


class TestWish:
    @pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
    def test_a_wish_that_was_missed_is_noted_and_owed(self, who: StaffId) -> None:
        case, happened = decide(situation(handed_over(), who), WISH)
        assert (case.reaction.talk_wish, case.talk) == (TalkWish.WISH, WISHED)
        assert happened == (events.Corrected(at=NOW, fields="talk_wish"), events.TalkWished(at=NOW))
        assert DutyKind.NOTE_TALK in {duty.kind for duty in duties_of(case, rulebook())}

    def test_a_wish_that_nobody_had_is_taken_back_and_owed_no_more(self) -> None:
        case, happened = decide(situation(wishing(), TEAM_LEAD_A), NO_WISH)
        assert (case.reaction.talk_wish, case.talk) == (TalkWish.NONE, Talk())
        assert happened == (events.Corrected(at=NOW, fields="talk_wish"),)
        assert DutyKind.NOTE_TALK not in {duty.kind for duty in duties_of(case, rulebook())}

    def test_a_wish_noted_later_is_taken_back_the_same_way(self) -> None:
        wished, _ = decide(situation(handed_over(), BGF), steps.WishTalk())
        case, _ = decide(situation(wished, TEAM_LEAD_A), NO_WISH)
        assert (case.reaction, case.talk) == (handed_over().reaction, Talk())

    def test_the_management_puts_it_right_where_it_leads_and_the_bgf_nowhere(self) -> None:
        case, _ = decide(situation(managed(), MANAGEMENT), WISH)
        assert case.talk == WISHED
        sentence = "Den Gesprächswunsch berichtigt die federführende Stelle."
        assert refused(situation(managed(), BGF), WISH) == sentence
        assert refused(situation(handed_over(), BGF), WISH) == sentence

    def test_an_immediate_talk_takes_an_alert(self) -> None:
        step = replace(WISH, talk_wish=TalkWish.IMMEDIATE)
        assert "verständigen Sie bitte die Geschäftsleitung" in refused(
            situation(handed_over(), TEAM_LEAD_A), step
        )

    @pytest.mark.parametrize(
        "talk",
        [
            replace(WISHED, ground=EscalationGround.BEDROHUNG),
            replace(WISHED, state=TalkState.NOTED, note="x"),
            replace(WISHED, state=TalkState.DECIDED),
            replace(WISHED, state=TalkState.HELD),
        ],
    )
    def test_what_the_management_has_already_is_its_own_to_decide(self, talk: Talk) -> None:
        case = replace(wishing(), talk=talk)
        assert "Sie entscheidet darüber" in refused(situation(case, TEAM_LEAD_A), NO_WISH)
