"""What happened once calls a person once, however many offices she holds or stands in for (R11, A25)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from casework.commands import RegisterReaction, TakeStep
from casework.ports import AuditEntry
from casework.register import register
from casework.take_step import take_step
from procedure import steps
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.office import Absence, Office
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import Channel, Role, StaffId
from tests.integration.relay.cards import calls
from tests.integration.relay.conftest import Post
from tests.support.builders import (
    BGF,
    FRONT_DESK,
    MANAGEMENT,
    REGISTERED_AT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_reaction,
    an_office,
)

PEOPLE = (FRONT_DESK, TEAM_LEAD_A, TEAM_LEAD_B, BGF, MANAGEMENT)
LETTER = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)


def with_role(office: Office, person: StaffId, *roles: Role) -> Office:
    member = office.staff[person]
    changed = replace(member, roles=member.roles | set(roles))
    return replace(office, staff=dict(office.staff) | {person: changed})


async def opened(post: Post, office: Office, *, teams: Iterable[str], by: StaffId = FRONT_DESK) -> Case:
    await post.staffed(office)
    await post.knows(*PEOPLE)
    command = RegisterReaction(command_id="draft", actor=by, reaction=replace(LETTER, teams=tuple(teams)))
    case = await register(
        post.units, command, rulebook=post.rulebook, now=post.clock.now(), new_id=lambda: "case"
    )
    await post.deliver(6)
    return case


async def pressed(post: Post, case: Case, who: StaffId, step: steps.CaseStep) -> dict[StaffId, int]:
    """Take a step and count how often it called each person."""
    before = {person: len(post.to(person)) for person in PEOPLE}
    post.clock.advance(timedelta(minutes=1))
    command = TakeStep(
        command_id=f"{case.version}", actor=who, case_id=case.id, version=case.version, step=step
    )
    await take_step(post.units, command, rulebook=post.rulebook, now=post.clock.now())
    await post.deliver(6)
    return {person: sum(map(calls, post.to(person)[before[person] :])) for person in PEOPLE}


async def test_whoever_holds_two_offices_is_called_once_for_a_new_case(post: Post) -> None:
    office = with_role(an_office(), TEAM_LEAD_A, Role.BGF)
    await opened(post, with_role(office, MANAGEMENT, Role.BGF), teams=(TEAM_A, TEAM_B))
    assert [sum(map(calls, post.to(person))) for person in PEOPLE] == [0, 1, 1, 1, 1]


async def test_whoever_holds_two_offices_is_called_once_for_each_step(post: Post) -> None:
    office = with_role(an_office(), TEAM_LEAD_A, Role.BGF)
    case = await opened(post, with_role(office, MANAGEMENT, Role.BGF), teams=(TEAM_A,))
    error = steps.MarkRecordedInError(reason="Das war ein Antrag.")
    called = await pressed(post, case, BGF, error)
    assert called == {FRONT_DESK: 1, TEAM_LEAD_A: 1, TEAM_LEAD_B: 0, BGF: 0, MANAGEMENT: 1}


async def test_a_bgf_that_stands_in_for_a_team_is_called_once(post: Post) -> None:
    today = REGISTERED_AT.date()
    away = Absence(staff_id=TEAM_LEAD_B, from_on=today, until_on=today)
    case = await opened(post, an_office(absences=(away,)), teams=(TEAM_B,))
    decision = steps.Decide(lead=case.lead, instruction="Bitte bald.")
    called = await pressed(post, case, MANAGEMENT, decision)
    assert called[BGF] == 1
    assert called[TEAM_LEAD_B] == 0


async def test_a_bgf_that_reported_a_case_is_not_told_twice_that_it_is_over(post: Post) -> None:
    case = await opened(post, with_role(an_office(), FRONT_DESK, Role.BGF), teams=(TEAM_A,), by=BGF)
    called = await pressed(post, case, FRONT_DESK, steps.MarkRecordedInError(reason="Das war ein Antrag."))
    assert called[BGF] == 1


async def test_a_later_step_calls_again(post: Post) -> None:
    case = await opened(post, with_role(an_office(), TEAM_LEAD_A, Role.BGF), teams=(TEAM_A,))
    first = await pressed(post, case, MANAGEMENT, steps.Decide(lead=case.lead))
    async with post.units(reads_only=True) as unit:
        decided = await unit.cases.get(case.id)
    assert decided is not None
    again = steps.Decide(lead=case.lead, instruction="Zuerst anrufen.", reason="Es eilt.")
    second = await pressed(post, decided, MANAGEMENT, again)
    assert (first[TEAM_LEAD_A], second[TEAM_LEAD_A]) == (1, 1)


async def test_nobody_is_called_for_her_own_step_but_her_card_is_kept_up_to_date(post: Post) -> None:
    case = await opened(post, with_role(an_office(), FRONT_DESK, Role.BGF), teams=(TEAM_A,))
    before = len(post.to(BGF))
    called = await pressed(post, case, BGF, steps.MarkRecordedInError(reason="Das war ein Antrag."))
    assert (called[BGF], called[FRONT_DESK], called[TEAM_LEAD_A]) == (0, 1, 1)
    sent = post.to(BGF)[before:]
    assert sent
    assert {message.method for message in sent} == {"PUT"}
    assert "Neuer Stand weiter unten" not in str([message.body for message in sent])


async def test_who_holds_no_card_of_the_case_is_told_of_her_own_step_so_that_no_duty_is_lost(
    post: Post,
) -> None:
    case = await opened(post, an_office(), teams=(TEAM_A,))
    for card in await post.sent_cards.of_person_and_case(BGF, case.id):
        await post.sent_cards.forget(card)
    called = await pressed(post, case, BGF, steps.MarkRecordedInError(reason="Das war ein Antrag."))
    assert called[BGF] == 1


async def test_what_somebody_else_did_at_the_same_moment_calls_all_the_same(post: Post) -> None:
    case = await opened(post, an_office(), teams=(TEAM_A,))
    post.clock.advance(timedelta(minutes=1))
    async with post.units() as unit:
        entries = [
            AuditEntry(
                case_id=case.id,
                at=post.clock.now(),
                actor=who,
                role=Role.BGF,
                on_behalf=False,
                event="Corrected",
                details={},
            )
            for who in (BGF, MANAGEMENT)
        ]
        await unit.audit.append(entries)
        await unit.commit()
    before = len(post.to(BGF))
    await post.owe(case, NoticeKind.NEWS_FOR_BGF, Audience(AudienceKind.BGF))
    await post.deliver()
    assert sum(map(calls, post.to(BGF)[before:])) == 1
