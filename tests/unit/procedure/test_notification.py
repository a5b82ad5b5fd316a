"""Whom each event calls: the last column of the transition table (R15-R17, R25, R35, A11, A16-A19, A30)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure import events
from procedure.case import Case
from procedure.case_parts import Return, Talk
from procedure.notification import (
    NoticeKind,
    Notification,
    told_of,
    told_of_alert,
    told_of_registration,
    told_of_step,
)
from procedure.representation import AudienceKind
from procedure.vocabulary import (
    CaseState,
    ConcernKind,
    DecisionState,
    EscalationGround,
    Lead,
    Origin,
    TalkState,
    TeamId,
    Treatment,
)
from tests.support.builders import (
    FRONT_DESK,
    TEAM_A,
    a_case,
    a_reaction,
)
from tests.unit.lifecycle.cases import (
    about_the_lead,
    handed_over,
    managed,
    spoken,
    written,
)
from tests.unit.lifecycle.situations import NOW
from tests.unit.procedure.calls_by_event import (
    BGF,
    BGF_NEWS,
    GL,
    GL_CASE,
    GL_NEWS,
    LEAD_A,
    REFRESH,
    REGISTERED,
    ROWS,
    SECRET,
    SILENT,
    TEAM_CASE,
    TEAM_NEWS,
    decided_now,
    state,
)


def words(told: tuple[Notification, ...]) -> list[tuple[str, str]]:
    return [(str(n.kind), str(n.audience)) for n in told]


@pytest.mark.parametrize(("case", "event", "told"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_each_event_calls_whom_the_table_names_and_refreshes_every_card(
    case: Case, event: events.Event, told: list[tuple[str, str]]
) -> None:
    assert words(told_of(case, event)) == [*told, REFRESH]


@pytest.mark.parametrize("event", SILENT, ids=lambda e: type(e).__name__)
def test_what_calls_nobody_still_refreshes_every_card(event: events.Event) -> None:
    assert words(told_of(handed_over(), event)) == [REFRESH]


def test_no_event_is_forgotten() -> None:
    opening = {events.Registered, events.HandoverOpened, events.AlertRaised}
    named = {type(row[2]) for row in ROWS} | {type(event) for event in SILENT} | opening
    every = {kind for kind in vars(events).values() if isinstance(kind, type)}
    assert named == {k for k in every if issubclass(k, events.Event) and k is not events.Event}


class TestRegistration:
    @pytest.mark.parametrize(
        ("case", "first_contact", "told"),
        [
            (spoken(), TEAM_A, [("bgf_erfassen", BGF), (TEAM_CASE, LEAD_A)]),
            (written(), None, [("bgf_erfassen", BGF), (TEAM_CASE, LEAD_A), (GL_CASE, GL)]),
            (managed(), None, [("bgf_erfassen", BGF), (GL_CASE, GL)]),
            (about_the_lead(), None, [("bgf_erfassen", BGF), (GL_CASE, GL)]),
            (SECRET, TEAM_A, [("bgf_erfassen", BGF), (GL_CASE, GL)]),
        ],
        ids=["spoken", "written", "management", "about-the-lead", "confidential"],
    )
    def test_the_bgf_always_the_team_of_spoken_ones_the_management_of_written_ones(
        self,
        case: Case,
        first_contact: TeamId | None,
        told: list[tuple[str, str]],
    ) -> None:
        assert words(told_of(case, REGISTERED, first_contact=first_contact)) == told

    def test_the_management_learns_of_a_fachaufsichtsbeschwerde_that_a_team_leads(self) -> None:
        case = spoken()
        kinds = (ConcernKind.FACHAUFSICHTSBESCHWERDE,)
        complained = replace(case, reaction=replace(case.reaction, concerns=kinds))
        assert (GL_CASE, GL) in words(told_of_registration(complained, TEAM_A))

    def test_where_a_decision_comes_first_the_team_is_told_after_it(self) -> None:
        waiting = written()
        assert words(told_of_registration(waiting, None, decision_first=True)) == [
            ("bgf_erfassen", BGF),
            (GL_CASE, GL),
        ]
        acknowledged = events.AcknowledgementSent(at=NOW, late=False)
        assert words(told_of(waiting, acknowledged, decision_first=True)) == [REFRESH]
        decided = replace(waiting, decision_state=DecisionState.TAKEN)
        assert words(told_of(decided, acknowledged, decision_first=True))[0] == (TEAM_NEWS, LEAD_A)

    def test_nobody_holds_a_card_to_refresh_yet(self) -> None:
        step = (REGISTERED, events.HandoverOpened(at=NOW), events.TalkWished(at=NOW))
        assert REFRESH not in words(told_of_step(spoken(), step, first_contact=TEAM_A))

    def test_an_alert_goes_out_besides_and_never_to_the_one_it_is_about(self) -> None:
        threat = a_reaction(escalation_ground=EscalationGround.BEDROHUNG)
        step = (REGISTERED, events.AlertRaised(at=NOW))
        told = words(told_of_step(a_case(reaction=threat), step, first_contact=TEAM_A))
        assert told == [
            ("bgf_erfassen", BGF),
            (TEAM_CASE, LEAD_A),
            ("sofortalarm", GL),
            ("sofortalarm", LEAD_A),
            ("sofortalarm", BGF),
        ]
        about_her = about_the_lead(reaction=replace(threat, concerns_lead=True))
        assert [str(audience) for audience in told_of_alert(about_her, None)] == [GL, BGF]


class TestOneStep:
    def test_each_office_is_told_once(self) -> None:
        """A decision that gives a case to its team is four events and one message to each."""
        case = decided_now(handed_over(), Lead.TEAM)
        step = (
            events.Decided(at=NOW, lead=Lead.TEAM, with_instruction=True, final_signature=False),
            events.LeadChanged(at=NOW, old=Lead.MANAGEMENT, new=Lead.TEAM),
            state(CaseState.IN_PROGRESS_MANAGEMENT, CaseState.IN_PROGRESS_TEAM),
        )
        assert words(told_of_step(case, step)) == [(TEAM_NEWS, LEAD_A), (BGF_NEWS, BGF), REFRESH]

    def test_passing_a_spoken_case_on_tells_management_and_bgf(self) -> None:
        passed = managed(transfer=Return(at=NOW, reason="x", team=TEAM_A))
        step = (
            events.Treated(at=NOW, kind=Treatment.TO_MANAGEMENT),
            events.LeadChanged(at=NOW, old=Lead.TEAM, new=Lead.MANAGEMENT),
            state(CaseState.WITH_TEAM_LEAD, CaseState.IN_PROGRESS_MANAGEMENT),
        )
        assert words(told_of_step(passed, step)) == [(BGF_NEWS, BGF), (GL_NEWS, GL), REFRESH]

    def test_a_later_decision_counts_as_the_managements_own_doing_only_then(self) -> None:
        before = decided_now(handed_over(), Lead.TEAM)
        later = events.LeadChanged(at=NOW + timedelta(days=1), old=Lead.MANAGEMENT, new=Lead.TEAM)
        assert (GL_NEWS, GL) in words(told_of(before, later))


@pytest.mark.parametrize("case", [about_the_lead(), SECRET], ids=["about-the-lead", "confidential"])
@pytest.mark.parametrize("event", [row[2] for row in ROWS], ids=[row[0] for row in ROWS])
def test_no_event_of_a_case_kept_from_the_teams_reaches_a_team(case: Case, event: events.Event) -> None:
    case = replace(case, talk=Talk(state=TalkState.WISHED), contributions=())
    told = told_of(case, event)
    kept_from = {AudienceKind.TEAM_LEAD, AudienceKind.DEPUTY}
    assert not {n.audience.kind for n in told} & kept_from


def test_only_the_reporting_person_is_told_by_name() -> None:
    told = {n for row in ROWS for n in told_of(row[1], row[2])}
    people = {n.audience.ref for n in told if n.audience.kind is AudienceKind.PERSON}
    assert people == {FRONT_DESK}
    assert NoticeKind.DEAD_LETTER not in {n.kind for n in told}


def test_a_document_of_another_origin_is_no_reason_to_call() -> None:
    case = handed_over(reaction=replace(handed_over().reaction, origin=Origin.LRA))
    assert words(told_of(case, SILENT[6])) == [REFRESH]
