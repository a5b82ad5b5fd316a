"""What each office reads of a case: contents are not the BGF's business, names nobody's (R16, R34, R40)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casework.present import Presenter
from casework.views import CaseView, Step
from procedure.case import Case
from procedure.case_parts import (
    Acknowledgement,
    Closing,
    Contribution,
    Decision,
    Document,
    Informing,
    InterimNotice,
    Talk,
)
from procedure.rulebook import Rulebook
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    Lead,
    Outcome,
    StaffId,
    TalkState,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
    an_office,
)

NOW = REGISTERED_AT + timedelta(minutes=2)
NAME = "Karla Kundin"
SECRET = f"{NAME} war hier und {NAME.upper()} rief an"


@pytest.fixture
def presenter(rulebook: Rulebook) -> Presenter:
    return Presenter(office=an_office(), rulebook=rulebook, now=NOW)


def seen(presenter: Presenter, case: Case, who: StaffId) -> CaseView:
    view = presenter.case(case, who)
    assert view is not None
    return view


def a_petition() -> Case:
    reaction = a_reaction(
        concerns=(ConcernKind.PETITION,), teams=(TEAM_A, TEAM_B), parting=None, referred_to_team_lead=False
    )
    contributions = (
        Contribution(
            team=TEAM_A,
            requested_at=NOW,
            due_on=date(2026, 12, 10),
            state=ContributionState.DELIVERED,
            text=SECRET,
            delivered_at=NOW,
            delivered_by=TEAM_LEAD_A,
        ),
        Contribution(team=TEAM_B, requested_at=NOW, due_on=date(2026, 12, 10)),
    )
    values: dict[str, Any] = {
        "reaction": reaction,
        "lead": Lead.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "contributions": contributions,
        "informing": (Informing(team=TEAM_A), Informing(team=TEAM_B)),
        "handover": None,
    }
    return a_case(**values)


def test_the_management_sees_how_many_contributions_are_in(presenter: Presenter) -> None:
    view = seen(presenter, a_petition(), MANAGEMENT)
    assert view.contributions_in == (1, 2)
    assert [part.team_name for part in view.contributions] == ["Leistung A", "Leistung B"]


def test_a_teamleitung_sees_her_own_teams_contribution_alone(presenter: Presenter) -> None:
    assert [part.team for part in seen(presenter, a_petition(), TEAM_LEAD_B).contributions] == [TEAM_B]


def test_a_contributions_words_are_in_the_full_text_of_management_and_team_not_of_the_bgf(
    presenter: Presenter,
) -> None:
    for who, words in ((MANAGEMENT, SECRET), (TEAM_LEAD_A, SECRET), (BGF, "")):
        assert all(not part.text for part in seen(presenter, a_petition(), who).contributions)
        text = presenter.full_text(a_petition(), who)
        assert text is not None
        assert text.contributions[0].text == words


def test_each_teamleitung_informs_her_own_employees(presenter: Presenter) -> None:
    mine = [part.mine for part in seen(presenter, a_petition(), TEAM_LEAD_B).informing]
    assert mine == [True]
    assert [part.mine for part in seen(presenter, a_petition(), MANAGEMENT).informing] == [False, False]


@pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A, MANAGEMENT, BGF])
def test_what_stays_in_the_chat_names_no_customer(presenter: Presenter, who: StaffId) -> None:
    case = a_case(
        handover=None,
        state=CaseState.FINAL_SIGNATURE,
        decision_state=DecisionState.TAKEN,
        decision=Decision(lead=Lead.TEAM, decided_at=NOW, decided_by=MANAGEMENT, instruction=SECRET),
        talk=Talk(state=TalkState.NOTED, note=SECRET),
        interim_notices=(
            InterimNotice(
                number=1,
                sent_on=NOW.date(),
                until=date(2027, 1, 4),
                reason=SECRET,
                way=DispatchWay.LETTER,
                late=False,
                noted_at=NOW,
            ),
        ),
        closing=Closing(
            outcome=Outcome.FOUNDED,
            answer=AnswerKind.IN_TALK,
            closed_at=NOW,
            closed_by=TEAM_LEAD_A,
            measure=SECRET,
            insight=SECRET,
        ),
    )
    view = seen(presenter, case, who)
    assert NAME not in repr(view)
    assert view.closing is not None
    is_bgf = who == BGF
    assert (view.closing.measure == "") == is_bgf
    assert (view.talk.note == "") == is_bgf


def test_the_reporting_person_sees_no_part_of_the_proceedings(presenter: Presenter) -> None:
    view = seen(presenter, a_petition(), FRONT_DESK)
    assert (view.contributions, view.informing, view.duties, view.missing) == ((), (), (), ())


def test_a_day_later_the_reporting_person_sees_nothing(rulebook: Rulebook) -> None:
    later = Presenter(
        office=an_office(), rulebook=rulebook, now=REGISTERED_AT + timedelta(hours=24, seconds=1)
    )
    assert later.case(a_case(), FRONT_DESK) is None
    assert later.case(a_case(), TEAM_LEAD_A) is not None


def test_the_viewers_own_duties_come_first_then_the_most_urgent(presenter: Presenter) -> None:
    duties = seen(presenter, a_petition(), MANAGEMENT).duties
    assert [duty.mine for duty in duties] == sorted((duty.mine for duty in duties), reverse=True)
    own = [duty.due_on for duty in duties if duty.mine]
    assert own == sorted(own)


def a_letter_at_work() -> Case:
    written = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
    acknowledged = Acknowledgement(
        state=AcknowledgementState.SENT, sent_on=NOW.date(), way=DispatchWay.LETTER, settled_at=NOW
    )
    return a_case(reaction=written, state=CaseState.IN_PROGRESS_TEAM, acknowledgement=acknowledged)


def test_confirming_a_receipt_takes_the_case_over_so_only_one_of_the_two_is_offered(
    presenter: Presenter,
) -> None:
    steps = seen(presenter, a_letter_at_work(), TEAM_LEAD_A).steps
    assert steps[0] is Step.CONFIRM_RECEIPT
    assert Step.TAKE_OVER not in steps


def test_in_writing_the_answer_is_made_before_the_case_is_closed(presenter: Presenter) -> None:
    confirmed = replace(
        a_letter_at_work().acknowledgement, receipt_confirmed_at=NOW, receipt_confirmed_by=TEAM_LEAD_A
    )
    held = replace(a_letter_at_work(), acknowledgement=confirmed, holder=TEAM_LEAD_A, taken_over_at=NOW)
    steps = seen(presenter, held, TEAM_LEAD_A).steps
    assert steps.index(Step.WRITE_ANSWER) < steps.index(Step.CLOSE)
    answered = replace(held, documents=(Document(id=DocumentId("d"), kind=DocumentKind.ANSWER),))
    steps = seen(presenter, answered, TEAM_LEAD_A).steps
    assert steps.index(Step.CLOSE) < steps.index(Step.WRITE_ANSWER)
    assert seen(presenter, held, TEAM_LEAD_A).answers == (AnswerKind.NOT_REQUIRED,)
    assert seen(presenter, answered, TEAM_LEAD_A).answers == (AnswerKind.SENT, AnswerKind.NOT_REQUIRED)


def test_an_interim_notice_is_suggested_for_a_working_day(presenter: Presenter) -> None:
    case = a_case()
    assert case.close_by == date(2026, 12, 17)
    # Two weeks on is New Year's Eve; then come a holiday and a weekend.
    assert seen(presenter, case, TEAM_LEAD_A).further_until == date(2027, 1, 4)
