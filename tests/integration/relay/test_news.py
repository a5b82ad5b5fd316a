"""News calls a person with the case's card; the one before becomes a pointer. The end is a bare fact."""

from datetime import date, timedelta

import pytest

from bot.sending.card_kinds import LIVE
from bot.sending.delivery import Delivery
from bot.sending.live_cards import LiveCards
from cards.closed import closed_card
from casework.ports import AuditEntry
from procedure.case import Case
from procedure.notification import NoticeKind
from procedure.office import Absence
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseState
from storage.sent_cards import SentCard
from tests.integration.relay.cards import calls, card_of, methods
from tests.integration.relay.conftest import Post
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_LEAD_A,
    a_case,
    a_reaction,
    an_office,
)
from tests.support.connector_server import Misbehaviour, refusal

TO_LEAD = Audience(AudienceKind.TEAM_LEAD, TEAM_A)
TO_BGF = Audience(AudienceKind.BGF)
TO_MANAGEMENT = Audience(AudienceKind.MANAGEMENT)
TO_DESK = Audience(AudienceKind.PERSON, FRONT_DESK)
HOLDERS = Audience(AudienceKind.HOLDERS)
POINTER = "KRM-2026-0001: Neuer Stand weiter unten."


@pytest.fixture
async def case(post: Post) -> Case:
    """Keep a case whose customer has left: nobody waits."""
    return await post.keep(a_case(reaction=a_reaction(parting=None)))


async def told(post: Post, case: Case) -> None:
    """Give the Teamleitung her card of the case."""
    await post.knows(TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, FRONT_DESK)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()


async def news(post: Post, case: Case) -> None:
    """Let something happen a minute later that calls the Teamleitung."""
    post.clock.advance(timedelta(minutes=1))
    await post.owe(case, NoticeKind.NEWS_FOR_TEAM, TO_LEAD)
    await post.deliver()


@pytest.mark.parametrize(
    ("kind", "audience", "person"),
    [
        (NoticeKind.NEWS_FOR_TEAM, TO_LEAD, TEAM_LEAD_A),
        (NoticeKind.NEWS_FOR_BGF, TO_BGF, BGF),
        (NoticeKind.NEWS_FOR_MANAGEMENT, TO_MANAGEMENT, MANAGEMENT),
    ],
)
async def test_news_calls_with_number_and_next_step_and_no_personal_data(
    post: Post, case: Case, kind: NoticeKind, audience: Audience, person: str
) -> None:
    await post.knows(TEAM_LEAD_A, BGF, MANAGEMENT)
    await post.owe(case, kind, audience)
    await post.deliver()
    (sent,) = post.to(person)  # type: ignore[arg-type]
    assert calls(sent)
    assert sent.body["summary"].startswith("KRM-2026-0001: ")
    assert "Karla" not in str(sent.body)
    assert "sieben Wochen" not in sent.body["summary"]
    assert "case.refresh" in str(card_of(sent))


async def test_the_card_before_becomes_a_pointer(post: Post, case: Case) -> None:
    await told(post, case)
    await news(post, case)
    first, newest, pointer = post.to(TEAM_LEAD_A)
    assert methods([first, newest, pointer]) == ["POST", "POST", "PUT"]
    assert POINTER in str(card_of(pointer))
    assert "case.refresh" not in str(card_of(pointer))
    held = await post.sent_cards.of_person_and_case(TEAM_LEAD_A, case.id)
    assert [card.kind for card in held if card.kind in LIVE] == [NoticeKind.NEWS_FOR_TEAM]


async def test_news_upon_news_leaves_one_live_card(post: Post, case: Case) -> None:
    await told(post, case)
    for _ in range(3):
        await news(post, case)
    assert len(await post.sent_cards.of_person_and_case(TEAM_LEAD_A, case.id)) == 1
    pointers = [sent for sent in post.to(TEAM_LEAD_A) if POINTER in str(sent.body)]
    assert len({sent.path for sent in pointers}) == 3


async def test_the_newest_card_is_the_one_that_follows_the_case(post: Post, case: Case) -> None:
    await told(post, case)
    await news(post, case)
    before = len(post.to(TEAM_LEAD_A))
    await post.change(case, recorded_in_tool_at=post.clock.now())
    await post.owe(case, NoticeKind.CARD_REFRESH, HOLDERS)
    await post.deliver()
    (refreshed,) = post.to(TEAM_LEAD_A)[before:]
    assert refreshed.method == "PUT"
    assert refreshed.path.endswith("/sent-2")


async def test_who_has_news_is_not_sent_the_case_again_but_kept_up_to_date(post: Post, case: Case) -> None:
    await told(post, case)
    await news(post, case)
    await post.owe(case, NoticeKind.CASE_FOR_TEAM, TO_LEAD)
    await post.deliver()
    assert methods(post.to(TEAM_LEAD_A)) == ["POST", "POST", "PUT", "PUT"]


async def test_who_died_before_drawing_the_pointer_leaves_one_live_card_all_the_same(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(post, case)

    async def die(_: LiveCards, card: SentCard, number: str) -> None:
        raise ConnectionAbortedError(card.kind, number)

    with monkeypatch.context() as dying:
        dying.setattr(LiveCards, "_retire", die)
        await news(post, case)
    assert len(await post.sent_cards.of_person_and_case(TEAM_LEAD_A, case.id)) == 2
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    (held,) = await post.sent_cards.of_person_and_case(TEAM_LEAD_A, case.id)
    assert held.kind is NoticeKind.NEWS_FOR_TEAM
    sent = post.to(TEAM_LEAD_A)
    assert methods(sent).count("POST") == 2
    assert [each.path.rsplit("/", 1)[1] for each in sent if POINTER in str(each.body)] == ["sent-1"]


async def test_own_step_stays_no_news_when_its_message_has_to_be_tried_again(
    post: Post, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    await told(post, case)
    happened_at = post.clock.now() + timedelta(minutes=1)

    async def fail_once(*_: object) -> None:
        monkeypatch.undo()
        raise ConnectionAbortedError

    monkeypatch.setattr(Delivery, "_tell", fail_once)
    async with post.units() as unit:
        done = AuditEntry(
            case_id=case.id,
            at=happened_at,
            actor=TEAM_LEAD_A,
            role=None,
            on_behalf=False,
            event="Corrected",
            details={},
        )
        await unit.audit.append([done])
        await unit.commit()
    await news(post, case)
    post.clock.advance(timedelta(minutes=1))
    await post.deliver()
    assert methods(post.to(TEAM_LEAD_A)).count("POST") == 1


async def test_a_pointer_that_cannot_be_drawn_costs_nobody_the_news(post: Post, case: Case) -> None:
    await told(post, case)
    taken = Misbehaviour(status=201, body={"id": "sent-x"})
    post.connector.plans += [taken, refusal(404, "ActivityNotFoundInConversation")]
    await news(post, case)
    assert await post.state_of(NoticeKind.NEWS_FOR_TEAM, TEAM_LEAD_A) == ["zugestellt"]
    assert len([sent for sent in post.to(TEAM_LEAD_A) if calls(sent)]) == 2


async def test_news_goes_to_whoever_stands_in_when_it_is_sent(post: Post, case: Case) -> None:
    await told(post, case)
    away = Absence(staff_id=TEAM_LEAD_A, from_on=date(2026, 12, 1), until_on=date(2026, 12, 31))
    await post.owe(case, NoticeKind.NEWS_FOR_TEAM, TO_LEAD)
    await post.staffed(an_office(absences=(away,)))  # reported after it was written down
    await post.deliver()
    assert methods(post.to(DEPUTY_A)) == ["POST"]
    assert methods(post.to(TEAM_LEAD_A)) == ["POST"]


async def test_an_alarm_stays_beside_the_news(post: Post, case: Case) -> None:
    await told(post, case)
    await post.owe(case, NoticeKind.ALERT, TO_LEAD)
    await post.deliver()
    await news(post, case)
    kinds = {card.kind for card in await post.sent_cards.of_person_and_case(TEAM_LEAD_A, case.id)}
    assert kinds == {NoticeKind.ALERT, NoticeKind.NEWS_FOR_TEAM}


@pytest.mark.parametrize(
    ("state", "fact"), [(CaseState.CLOSED, "abgeschlossen"), (CaseState.ENDED, "beendet")]
)
async def test_the_reporter_learns_the_end_long_after_she_lost_sight_of_the_case(
    post: Post, case: Case, state: CaseState, fact: str
) -> None:
    await post.knows(FRONT_DESK)
    post.clock.advance(timedelta(days=12))
    await post.change(case, state=state)
    await post.owe(case, NoticeKind.CASE_CLOSED, TO_DESK)
    await post.deliver()
    (sent,) = post.to(FRONT_DESK)
    assert card_of(sent) == closed_card("KRM-2026-0001", state)
    assert f"KRM-2026-0001 ist {fact}." in str(card_of(sent))
    assert "sieben Wochen" not in str(sent.body)
    assert "Action" not in str(card_of(sent))


async def test_whom_a_case_is_about_does_not_even_learn_its_end(post: Post) -> None:
    case = await post.keep(a_case(registered_by=TEAM_LEAD_A, lead_excluded=True, excluded=(TEAM_LEAD_A,)))
    await post.knows(TEAM_LEAD_A)
    await post.owe(case, NoticeKind.CASE_CLOSED, Audience(AudienceKind.PERSON, TEAM_LEAD_A))
    await post.deliver()
    assert post.to(TEAM_LEAD_A) == []


async def test_who_is_called_for_two_offices_is_called_once(post: Post, case: Case) -> None:
    await post.knows(BGF)
    for kind in (NoticeKind.NEWS_FOR_BGF, NoticeKind.NEWS_FOR_MANAGEMENT):
        await post.owe(case, kind, TO_BGF)
    await post.deliver()
    assert methods(post.to(BGF)) == ["POST", "PUT"]
