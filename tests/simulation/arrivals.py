"""Reactions as they may arrive: by any way, about anything, often late (GA I, II; A8, A21, A26, A34)."""

from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from procedure.case import Customer, Reaction
from procedure.vocabulary import Channel, ConcernKind, EscalationGround, Parting, TalkWish
from tests.support.builders import TEAM_A, TEAM_B, TEAM_MI, a_customer

TEAMS = (TEAM_A, TEAM_B, TEAM_MI)
BERLIN = ZoneInfo("Europe/Berlin")
LATENESS = (0, 0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 16, 30)
"""Days between the arrival in the house and the registration (A35)."""


def a_random_reaction(chance: Random, now: datetime) -> Reaction:
    """Draw a reaction that has arrived by an instant; the rules may still refuse it."""
    received_at = now - timedelta(days=chance.choice(LATENESS), minutes=chance.randrange(1, 1200))
    channel = chance.choice([Channel.WRITTEN, Channel.WRITTEN, Channel.ELECTRONIC, *Channel])
    anonymous = chance.random() < 0.08
    wish = chance.choices([*TalkWish], weights=[88, 10, 2])[0]
    immediate = wish is TalkWish.IMMEDIATE
    return Reaction(
        channel=channel,
        received_at=received_at,
        concerns=_concerns(chance),
        teams=tuple(chance.sample(TEAMS, chance.choices([1, 2, 3], weights=[80, 15, 5])[0])),
        summary="Ein Anliegen",
        customer=Customer() if anonymous else a_customer(),
        anonymous=anonymous,
        time_consuming=chance.random() < 0.5,
        referred_to_team_lead=channel.is_oral,
        parting=chance.choice([*Parting]) if channel.is_oral else None,
        concerns_lead=chance.random() < 0.06,
        confidential=chance.random() < 0.05,
        talk_wish=wish,
        escalation_ground=chance.choice([*EscalationGround]) if immediate else None,
        escalation_note="Ein Satz" if immediate else "",
        external_due_on=_external(chance, received_at),
    )


def _concerns(chance: Random) -> tuple[ConcernKind, ...]:
    kinds = [kind for kind in ConcernKind if kind is not ConcernKind.FOLGEREAKTION]
    weights = [60, 8, 8, 6, 6, 6, 6]
    return tuple(dict.fromkeys(chance.choices(kinds, weights=weights, k=chance.choice([1, 1, 1, 2]))))


def _external(chance: Random, received_at: datetime) -> date | None:
    if chance.random() > 0.1:
        return None
    return received_at.astimezone(BERLIN).date() + timedelta(days=chance.randrange(1, 45))


def at_minute(day: date, minute: int) -> datetime:
    """Return the instant of a local minute of a day."""
    return datetime.combine(day, time(minute // 60, minute % 60), BERLIN).astimezone(UTC)


def any_minute(chance: Random) -> int:
    """Draw a minute of the day, most often while the office works."""
    return chance.randrange(7 * 60, 18 * 60) if chance.random() < 0.8 else chance.randrange(24 * 60)
