"""The receipt names exactly those who are told; who is asked too is named as what she is."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from casework.present import Presenter
from procedure.case import Case
from procedure.office import Absence, Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import Channel, ConcernKind, EscalationGround, Lead, Role, StaffId, TalkWish
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    REGISTERED_AT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_handover,
    a_reaction,
    an_office,
)

THE_BGF, THE_TEAM, THE_MANAGEMENT = "das BGF", "die Teamleitung Leistung A", "die Geschäftsleitung"
ASKED_AT = REGISTERED_AT + timedelta(minutes=5)
THREAT: dict[str, Any] = {
    "talk_wish": TalkWish.IMMEDIATE,
    "escalation_ground": EscalationGround.BEDROHUNG,
    "escalation_note": "hat gedroht",
}


def about_the_lead(**reaction: Any) -> Case:  # noqa: ANN401
    return a_case(
        lead=Lead.MANAGEMENT,
        lead_excluded=True,
        handover=a_handover(team=None),
        reaction=a_reaction(concerns_lead=True, **reaction),
    )


def led_by_management() -> Case:
    kinds = (ConcernKind.DIENSTAUFSICHTSBESCHWERDE,)
    return a_case(lead=Lead.MANAGEMENT, reaction=a_reaction(concerns=kinds))


@pytest.mark.parametrize(
    ("case", "informed"),
    [
        (a_case(), (THE_BGF, THE_TEAM)),
        (led_by_management(), (THE_BGF, THE_TEAM, THE_MANAGEMENT)),
        (about_the_lead(), (THE_BGF, THE_MANAGEMENT)),
        (
            a_case(reaction=a_reaction(channel=Channel.WRITTEN, parting=None)),
            (THE_BGF, THE_TEAM, THE_MANAGEMENT),
        ),
    ],
    ids=["team", "management-leads", "about-the-lead", "letter"],
)
def test_the_receipt_names_who_was_told(rulebook: Rulebook, case: Case, informed: tuple[str, ...]) -> None:
    receipt = Presenter(office=an_office(), rulebook=rulebook, now=REGISTERED_AT).receipt(case)
    assert (receipt.informed, receipt.alerted) == (informed, ())


def test_the_receipt_names_who_was_alarmed_but_not_the_teamleitung_it_is_about(rulebook: Rulebook) -> None:
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=REGISTERED_AT)
    threat = a_case(reaction=a_reaction(**THREAT))
    assert presenter.receipt(threat).alerted == (THE_MANAGEMENT, THE_TEAM, THE_BGF)
    assert presenter.receipt(about_the_lead(**THREAT)).alerted == (THE_MANAGEMENT, THE_BGF)


@pytest.mark.parametrize(("who", "for_a_day"), [(FRONT_DESK, True), (BGF, False), (TEAM_LEAD_A, False)])
def test_the_receipt_says_to_whom_the_case_is_gone_after_a_day(
    rulebook: Rulebook, who: StaffId, *, for_a_day: bool
) -> None:
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=REGISTERED_AT)
    assert presenter.receipt(a_case(registered_by=who)).seen_for_a_day is for_a_day


def test_the_receipt_promises_no_sight_of_what_is_kept_from_whoever_reported_it(rulebook: Rulebook) -> None:
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=REGISTERED_AT)
    assert not presenter.receipt(a_case(reaction=a_reaction(confidential=True))).seen_for_a_day


def test_the_receipt_says_whether_the_teamleitung_is_asked(rulebook: Rulebook) -> None:
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=REGISTERED_AT)
    assert presenter.receipt(a_case()).team_asked
    assert not presenter.receipt(about_the_lead()).team_asked


def asked_too(
    rulebook: Rulebook, office: Office, viewer: StaffId, case: Case | None = None
) -> tuple[str, bool]:
    asked = case or a_case(handover=a_handover(deputy_asked_at=ASKED_AT))
    view = Presenter(office=office, rulebook=rulebook, now=ASKED_AT).case(asked, viewer)
    assert view is not None
    assert view.handover is not None
    return view.handover.deputy_name, view.handover.viewer_asked_too


class TestAskedToo:
    def test_a_deputy_is_named(self, rulebook: Rulebook) -> None:
        assert asked_too(rulebook, an_office(), FRONT_DESK) == ("Sina Stellvertretung", False)
        assert asked_too(rulebook, an_office(), DEPUTY_A) == ("Sina Stellvertretung", True)

    def test_a_deputy_who_was_asked_first_is_not_named_as_asked_too(self, rulebook: Rulebook) -> None:
        day = date(2026, 12, 3)
        office = an_office(absences=(Absence(staff_id=TEAM_LEAD_A, from_on=day, until_on=day),))
        assert asked_too(rulebook, office, FRONT_DESK) == (THE_BGF, False)
        assert asked_too(rulebook, office, BGF) == (THE_BGF, True)

    def test_where_the_management_was_asked_first_it_is_the_bgf(self, rulebook: Rulebook) -> None:
        case = about_the_lead()
        asked = replace(case, handover=a_handover(team=None, deputy_asked_at=ASKED_AT))
        assert asked_too(rulebook, an_office(), FRONT_DESK, asked) == (THE_BGF, False)

    def test_without_deputy_and_bgf_it_is_the_management(self, rulebook: Rulebook) -> None:
        office = an_office()
        staff = {**office.staff, BGF: replace(office.staff[BGF], roles=frozenset({Role.EMPLOYEE}))}
        teams = {**office.teams, TEAM_A: replace(office.teams[TEAM_A], deputies=())}
        office = replace(office, staff=staff, teams=teams)
        assert asked_too(rulebook, office, FRONT_DESK) == (THE_MANAGEMENT, False)

    def test_before_anybody_was_asked_nobody_is_named(self, rulebook: Rulebook) -> None:
        assert asked_too(rulebook, an_office(), DEPUTY_A, a_case()) == ("", False)


@pytest.mark.parametrize(
    ("facts", "promised"),
    [
        ({}, True),
        ({"anonymous": True}, False),
        ({"concerns": (ConcernKind.LOB,)}, False),
        ({"concerns": (ConcernKind.LOB, ConcernKind.FACHLICHE_BESCHWERDE)}, True),
    ],
)
def test_an_answer_is_promised_to_whoever_can_get_and_expects_one(
    rulebook: Rulebook,
    facts: dict[str, Any],
    promised: bool,  # noqa: FBT001 - parametrised
) -> None:
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=ASKED_AT)
    assert presenter.receipt(a_case(reaction=a_reaction(**facts))).answer_promised is promised
