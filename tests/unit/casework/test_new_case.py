"""What comes with a new case: parts, duties, notices, predecessor (R9, R13, R21, A3, A15, A34)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest

from casework.commands import RegisterReaction
from casework.ports import AuditEntry
from casework.present import Presenter
from casework.register import register
from procedure.case import Case
from procedure.case_parts import Closing
from procedure.duties import DutyKind
from procedure.errors import IncompleteReaction
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    Lead,
    Outcome,
    Role,
    TalkState,
    TalkWish,
)
from tests.support.builders import (
    BGF,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    a_customer,
    a_reaction,
    an_office,
)
from tests.support.fakes import FakeUnitsOfWork

NOW = REGISTERED_AT
WRITTEN = {"channel": Channel.WRITTEN, "parting": None}
COMMANDS = count(1)


async def record(units: FakeUnitsOfWork, rulebook: Rulebook, **overrides: Any) -> Case:  # noqa: ANN401
    number = next(COMMANDS)
    command = RegisterReaction(
        command_id=f"draft-{number}", actor=FRONT_DESK, reaction=a_reaction(**(WRITTEN | overrides))
    )
    return await register(units, command, rulebook=rulebook, now=NOW, new_id=lambda: f"case-{number}")


def follow_up_of(number: str) -> dict[str, Any]:
    return {
        "concerns": (ConcernKind.FOLGEREAKTION, ConcernKind.FACHLICHE_BESCHWERDE),
        "follow_up_of": number,
    }


def told(units: FakeUnitsOfWork, case: Case) -> list[tuple[str, str]]:
    return [(n.kind.value, str(n.audience)) for n in units.notices_put if n.case_id == case.id]


def recorded(units: FakeUnitsOfWork, case: Case) -> list[str]:
    return [entry.event for entry in units.audit_entries if entry.case_id == case.id]


async def test_a_written_case_starts_with_acknowledgement_decision_and_informing_open(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook)
    assert case.acknowledgement.state is AcknowledgementState.OPEN
    assert case.decision_state is DecisionState.OPEN
    assert [row.team for row in case.informing] == [TEAM_A]
    owed = {duty.kind for duty in units.duties_of_cases[case.id]}
    assert owed == {DutyKind.RECORD, DutyKind.DECIDE, DutyKind.ACKNOWLEDGE, DutyKind.ANSWER}


async def test_each_team_of_a_case_that_the_management_leads_is_asked_for_its_contribution(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook, teams=(TEAM_A, TEAM_B))
    assert [(c.team, c.state, c.due_on) for c in case.contributions] == [
        (TEAM_A, ContributionState.OPEN, date(2026, 12, 10)),
        (TEAM_B, ContributionState.OPEN, date(2026, 12, 10)),
    ]
    assert told(units, case) == [
        ("bgf_erfassen", "bgf"),
        ("gl_vorgang", "geschaeftsleitung"),
        ("team_neues", "teamleitung:leistung-a"),
        ("team_neues", "teamleitung:leistung-b"),
    ]
    assert recorded(units, case) == ["Registered", "ContributionRequested", "ContributionRequested"]


async def test_the_record_does_not_name_the_reporter_for_what_follows_by_itself(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    nobody = a_customer(name="", contact="", number="")
    case = await record(units, rulebook, teams=(TEAM_A, TEAM_B), anonymous=True, customer=nobody)
    asked = AuditEntry(
        case_id=case.id,
        at=NOW + timedelta(hours=1),
        actor=MANAGEMENT,
        role=Role.MANAGEMENT,
        on_behalf=False,
        event="ContributionRequested",
        details={},
    )
    presenter = Presenter(office=an_office(), rulebook=rulebook, now=NOW + timedelta(hours=2))
    view = presenter.full_text(case, MANAGEMENT, history=[*units.audit_entries, asked])
    assert view is not None
    assert [(line.event, line.who) for line in view.history] == [
        ("Registered", "Erika Empfang"),
        ("AcknowledgementWaived", "automatisch"),
        ("ContributionRequested", "automatisch"),
        ("ContributionRequested", "automatisch"),
        ("ContributionRequested", "Gerd Geschäftsleitung"),
    ]


async def test_an_anonymous_letter_goes_to_its_team_at_once_which_is_told_once(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    nobody = a_customer(name="", contact="", number="")
    case = await record(units, rulebook, anonymous=True, customer=nobody)
    assert (case.state, case.acknowledgement.state) == (
        CaseState.IN_PROGRESS_TEAM,
        AcknowledgementState.WAIVED,
    )
    assert [audience for _, audience in told(units, case)].count("teamleitung:leistung-a") == 1
    assert recorded(units, case) == ["Registered", "AcknowledgementWaived"]


async def test_a_confidential_case_is_the_managements_and_no_team_hears_of_it(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    case = await record(units, rulebook, confidential=True)
    assert (case.lead, case.contributions) == (Lead.MANAGEMENT, ())
    assert told(units, case) == [("bgf_erfassen", "bgf"), ("gl_vorgang", "geschaeftsleitung")]


async def test_a_wish_to_talk_is_the_teamleitungs_to_note(units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
    case = await record(units, rulebook, talk_wish=TalkWish.WISH)
    assert case.talk.state is TalkState.WISHED
    assert DutyKind.NOTE_TALK in {duty.kind for duty in units.duties_of_cases[case.id]}
    assert recorded(units, case) == ["Registered", "TalkWished"]


async def test_with_a_decision_before_forwarding_the_team_is_not_told_yet(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    first = replace(rulebook, switches=Switches(gl_decision="before_forwarding"))
    case = await record(units, first)
    assert told(units, case) == [("bgf_erfassen", "bgf"), ("gl_vorgang", "geschaeftsleitung")]


class TestFollowUp:
    async def test_both_cases_show_the_link(self, units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
        earlier = await record(units, rulebook)
        later = await record(units, rulebook, **follow_up_of(f" {earlier.number.lower()} "))
        linked = units.cases_by_id[earlier.id]
        assert (linked.followed_by, linked.version) == ((later.number,), 2)
        assert later.reaction.follow_up_of.strip().upper() == earlier.number
        assert recorded(units, earlier) == ["Registered", "FollowedUp"]
        assert told(units, earlier)[-1] == ("karte_auffrischen", "karteninhaber")
        by_itself = [e for e in units.audit_entries if e.event == "FollowedUp"]
        assert [(e.actor, e.role, e.details) for e in by_itself] == [(None, None, {"number": later.number})]

    async def test_also_where_the_earlier_one_is_closed(
        self, units: FakeUnitsOfWork, rulebook: Rulebook
    ) -> None:
        earlier = await record(units, rulebook)
        closing = Closing(
            outcome=Outcome.FOUNDED, answer=AnswerKind.NOT_REQUIRED, closed_at=NOW, closed_by=BGF
        )
        over = replace(earlier, state=CaseState.CLOSED, closing=closing, version=2)
        async with units() as unit:
            await unit.cases.save(over)
            await unit.commit()
        later = await record(units, rulebook, **follow_up_of(earlier.number))
        assert units.cases_by_id[earlier.id] == replace(over, followed_by=(later.number,), version=3)

    @pytest.mark.parametrize("words", ["KRM-2026-9999", "Brief vom Frühjahr", "KRM-2026-0001 oder so"])
    async def test_what_is_no_number_of_a_case_stays_the_text_it_is(
        self, units: FakeUnitsOfWork, rulebook: Rulebook, words: str
    ) -> None:
        earlier = await record(units, rulebook)
        later = await record(units, rulebook, **follow_up_of(words))
        assert later.reaction.follow_up_of == words
        assert units.cases_by_id[earlier.id] == earlier

    async def test_a_reaction_never_follows_itself(self, units: FakeUnitsOfWork, rulebook: Rulebook) -> None:
        case = await record(units, rulebook, **follow_up_of("KRM-2026-0001"))
        assert case.number == "KRM-2026-0001"
        assert units.cases_by_id == {CaseId(case.id): case}

    @pytest.mark.parametrize("kept", [{"confidential": True}, {"concerns_lead": True}])
    async def test_a_later_one_that_is_kept_from_its_readers_is_not_shown(
        self, units: FakeUnitsOfWork, rulebook: Rulebook, kept: dict[str, Any]
    ) -> None:
        earlier = await record(units, rulebook)
        later = await record(units, rulebook, **follow_up_of(earlier.number), **kept)
        assert later.reaction.follow_up_of == earlier.number
        assert units.cases_by_id[earlier.id] == earlier
        assert recorded(units, earlier) == ["Registered"]

    async def test_one_about_the_teamleitung_is_shown_where_she_sees_neither(
        self, units: FakeUnitsOfWork, rulebook: Rulebook
    ) -> None:
        earlier = await record(units, rulebook, concerns_lead=True)
        later = await record(units, rulebook, concerns_lead=True, **follow_up_of(earlier.number))
        assert units.cases_by_id[earlier.id].followed_by == (later.number,)


async def test_the_day_of_another_body_is_not_before_the_receipt(
    units: FakeUnitsOfWork, rulebook: Rulebook
) -> None:
    kinds = (ConcernKind.PETITION,)
    with pytest.raises(IncompleteReaction, match="vor dem Eingang") as refusal:
        await record(units, rulebook, concerns=kinds, external_due_on=date(2026, 12, 2))
    assert refusal.value.field == "external_due_on"
    case = await record(units, rulebook, concerns=kinds, external_due_on=date(2026, 12, 3))
    assert case.close_by == date(2026, 12, 3)
