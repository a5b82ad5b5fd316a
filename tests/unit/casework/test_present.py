"""What each person sees of a case, and which buttons (privacy: the least that serves the office)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from casework.present import Presenter
from casework.redaction import SUBJECT_LENGTH
from casework.views import Step, Viewpoint
from procedure import steps
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide
from procedure.office import Absence
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.switches import Switches
from procedure.vocabulary import Channel, HandoverAnswer, Lead, Parting, StaffId
from procedure.working_days import WorkingCalendar
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    a_reaction,
    an_office,
)

NOW = REGISTERED_AT + timedelta(minutes=2)
RULES = Rulebook(
    switches=Switches(),
    calendar=WorkingCalendar.from_switches(Switches()),
    timezone=ZoneInfo("Europe/Berlin"),
)
FORMAL = (
    Step.RECLASSIFY,
    Step.CORRECT,
    Step.ADD_RECEIPT,
    Step.WISH_TALK,
    Step.RAISE_ALERT,
    Step.SHIELD,
)
CALLS = (Step.WISH_TALK, Step.RAISE_ALERT)
ANSWERS = (Step.COME, Step.APPOINTMENT, Step.CALLBACK, Step.WRITTEN, Step.ASK_DEPUTY)


@pytest.fixture
def presenter(rulebook: Rulebook) -> Presenter:
    return Presenter(office=an_office(), rulebook=rulebook, now=NOW)


def answered(answer: HandoverAnswer = HandoverAnswer.COME, who: StaffId = TEAM_LEAD_A) -> Case:
    step = steps.AnswerHandover(
        answer=answer, callback="um 15 Uhr", appointment_at=NOW + timedelta(days=1), place="Zimmer 214"
    )
    at = Situation(
        case=a_case(), actor=Actor.of(who, an_office(), NOW.date()), office=an_office(), now=NOW, rules=RULES
    )
    return decide(at, step)[0]


@pytest.mark.parametrize(
    ("who", "viewpoint", "offered"),
    [
        (TEAM_LEAD_A, Viewpoint.TEAM_LEAD, (*ANSWERS, Step.OPEN, Step.RAISE_ALERT)),
        (DEPUTY_A, Viewpoint.DEPUTY, (*ANSWERS, Step.OPEN, Step.RAISE_ALERT)),
        (
            BGF,
            Viewpoint.BGF,
            (Step.CONFIRM_RECORDED, Step.OPEN, *FORMAL, Step.WRITE_ACKNOWLEDGEMENT, Step.PLACE_HOLD),
        ),
        (
            MANAGEMENT,
            Viewpoint.MANAGEMENT,
            (Step.OPEN, Step.DECIDE, Step.RECLASSIFY, Step.SHIELD, *CALLS, Step.PLACE_HOLD),
        ),
        (FRONT_DESK, Viewpoint.REPORTER, CALLS),
    ],
)
def test_while_a_customer_waits_each_office_has_its_buttons(
    presenter: Presenter, who: StaffId, viewpoint: Viewpoint, offered: tuple[Step, ...]
) -> None:
    view = presenter.case(a_case(), who)
    assert view is not None
    assert (view.viewpoint, view.steps) == (viewpoint, offered)


@pytest.mark.parametrize("who", [EMPLOYEE, StaffId("nobody")])
def test_for_everybody_else_there_is_no_case(presenter: Presenter, who: StaffId) -> None:
    assert presenter.case(a_case(), who) is None
    assert presenter.full_text(a_case(), who) is None


def test_the_reporting_person_gets_no_full_text(presenter: Presenter) -> None:
    assert presenter.full_text(a_case(), FRONT_DESK) is None
    text = presenter.full_text(a_case(), TEAM_LEAD_A)
    assert text is not None
    assert text.summary == a_reaction().summary


def test_the_view_itself_names_no_customer(presenter: Presenter) -> None:
    for who in (TEAM_LEAD_A, BGF, MANAGEMENT, FRONT_DESK):
        seen = repr(presenter.case(a_case(), who))
        customer = a_reaction().customer
        assert not any(word in seen for word in (customer.name, customer.contact, customer.number))


def test_an_answer_names_who_gave_it_where_and_when_in_local_time(presenter: Presenter) -> None:
    view = presenter.case(answered(HandoverAnswer.APPOINTMENT, DEPUTY_A), FRONT_DESK)
    assert view is not None
    assert view.handover is not None
    assert (view.handover.answered_by_name, view.handover.answered_by_room) == (
        "Sina Stellvertretung", "2.15",
    )  # fmt: skip
    assert view.handover.on_behalf
    assert view.handover.answered_at is not None
    assert view.handover.answered_at.hour == 10  # 09:16 UTC is 10:16 in Berlin


def test_after_i_am_coming_the_next_step_is_to_take_over(presenter: Presenter) -> None:
    view = presenter.case(answered(), TEAM_LEAD_A)
    assert view is not None
    assert view.steps[:2] == (Step.TAKE_OVER, Step.OPEN)


def test_whoever_holds_the_case_knows_it_is_hers(presenter: Presenter) -> None:
    case = answered(HandoverAnswer.CALLBACK)
    mine, theirs = presenter.case(case, TEAM_LEAD_A), presenter.case(case, DEPUTY_A)
    assert mine is not None
    assert theirs is not None
    assert (mine.mine, theirs.mine) == (True, False)
    assert theirs.holder_name == "Tom Teamleiter"
    assert Step.TAKE_OVER in theirs.steps
    assert Step.TAKE_OVER not in mine.steps


def test_the_deputy_who_was_asked_is_named_even_when_absences_change_later(rulebook: Rulebook) -> None:
    today = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 4), until_on=date(2026, 12, 9))
    presenter = Presenter(office=an_office(absences=(today,)), rulebook=rulebook, now=NOW)
    view = presenter.case(a_case(handover=a_handover(deputy_asked_at=NOW)), TEAM_LEAD_A)
    assert view is not None
    assert view.handover is not None
    assert view.handover.deputy_name == "Sina Stellvertretung"


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (datetime(2026, 12, 3, 9, tzinfo=UTC), 10),
        (datetime(2026, 12, 16, 9, tzinfo=UTC), 1),
        (datetime(2026, 12, 17, 22, 59, tzinfo=UTC), 0),
        (datetime(2026, 12, 17, 23, 0, tzinfo=UTC), -1),  # midnight in Berlin
        (datetime(2026, 12, 21, 9, tzinfo=UTC), -2),
    ],
)
def test_remaining_time_counts_working_days_by_the_offices_own_clock(
    rulebook: Rulebook, now: datetime, left: int
) -> None:
    view = Presenter(office=an_office(), rulebook=rulebook, now=now).case(a_case(), TEAM_LEAD_A)
    assert view is not None
    assert view.working_days_left == left


def test_the_subject_is_one_line_of_at_most_eighty_characters(presenter: Presenter) -> None:
    view = presenter.case(a_case(reaction=a_reaction(summary="Zeile eins\nZeile zwei " * 20)), BGF)
    assert view is not None
    assert "\n" not in view.subject
    assert len(view.subject) <= SUBJECT_LENGTH
    assert view.subject.endswith("…")


def test_the_receipt_says_who_answers_by_when_and_whether_somebody_waits(presenter: Presenter) -> None:
    receipt = presenter.receipt(a_case())
    assert (receipt.number, receipt.lead_name) == ("KRM-2026-0001", "Teamleitung Leistung A")
    assert (receipt.waiting, receipt.close_by) == (True, date(2026, 12, 17))
    led = a_case(lead=Lead.MANAGEMENT, reaction=a_reaction(parting=Parting.LEFT, channel=Channel.TELEPHONE))
    receipt = presenter.receipt(led)
    assert (receipt.lead_name, receipt.waiting) == ("Geschäftsleitung", False)


def test_the_subject_does_not_name_the_customer_because_cards_stay_in_chats(presenter: Presenter) -> None:
    summary = "Frau Karla Kundin (617A123456) wartet auf den Bescheid. KUNDIN ruft täglich an."
    view = presenter.case(a_case(reaction=a_reaction(summary=summary)), TEAM_LEAD_A)
    assert view is not None
    assert view.subject == "Frau … (…) wartet auf den Bescheid. … ruft täglich an."
