from datetime import UTC, datetime
from itertools import product

import pytest

from procedure.case import Reaction
from procedure.escalation import must_alert
from procedure.vocabulary import Channel, EscalationGround, TalkWish


def reaction(
    ground: EscalationGround | None, wish: TalkWish, channel: Channel = Channel.IN_PERSON
) -> Reaction:
    return Reaction(
        channel=channel,
        received_at=datetime(2026, 12, 3, 11, 0, tzinfo=UTC),
        escalation_ground=ground,
        talk_wish=wish,
    )


@pytest.mark.parametrize(
    "ground", [EscalationGround.BEDROHUNG, EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION]
)
def test_a_threat_and_a_grave_situation_alert_with_or_without_a_wish_on_any_channel(
    ground: EscalationGround,
) -> None:
    assert all(must_alert(reaction(ground, wish, channel)) for wish, channel in product(TalkWish, Channel))


def test_an_escalation_alerts_only_for_an_immediate_talk() -> None:
    alerting = [wish for wish in TalkWish if must_alert(reaction(EscalationGround.ESKALATION, wish))]
    assert alerting == [TalkWish.IMMEDIATE]


@pytest.mark.parametrize("wish", list(TalkWish))
def test_without_a_ground_nothing_alerts(wish: TalkWish) -> None:
    assert not must_alert(reaction(None, wish))
