"""The demo's clock: somebody puts it forward, and everything that has become due happens at once.

No office's bot has one: it needs a clock that can be moved, and only the demo's own program starts the
bot with such a clock (``bot.demo.server``). There is no setting for it.
"""

import asyncio
from calendar import monthrange
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.clock import MovableClock
from bot.incoming import Incoming
from bot.jobs.retention import MadeUp
from cards.retention_words import WHY_KEPT
from dialogs.request_kinds import Unclear
from dialogs.request_time import PutForward, understand_time
from procedure.days_in_words import day_in_words
from procedure.retention import Obstacle
from procedure.rulebook import Rulebook
from procedure.working_days import LAST_YEAR

YEARS_AHEAD = 2
"""So far ahead of a day its deadlines and reminders may need the holidays."""
LAST_REACHED = LAST_YEAR - YEARS_AHEAD
TOO_FAR = (
    f"So weit geht die Uhr der Demo nicht, nur bis Ende {LAST_REACHED}: "
    "Für die Zeit danach sind nicht alle Feiertage bekannt. Bitte nennen Sie weniger."
)
TIME_TO_SEND = timedelta(minutes=15)
"""So long the office must still be at work: what is due is sent in its hours alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTravel:
    """Puts the clock of the whole bot forward."""

    clock: MovableClock
    rulebook: Rulebook
    resting: Callable[[], AbstractAsyncContextManager[None]]
    """Nothing is being delivered meanwhile: a message held at the old time would be taken for lost."""
    make_up_for_the_night: Callable[[], Awaitable[MadeUp]]
    """Anonymises what a night would have, once however many were passed."""
    do_what_is_due: Callable[[], Awaitable[None]]
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def on_text(self, turn: Incoming) -> bool:
        """Answer a wish about the clock; False if the words are none."""
        match understand_time(turn.text):
            case None:
                return False
            case Unclear(sentence=sentence):
                await turn.replies.send_text(sentence)
            case PutForward() as wish:
                await self._put_forward(turn, wish)
        return True

    async def _put_forward(self, turn: Incoming, wish: PutForward) -> None:
        async with self._one_at_a_time:
            before = self.rulebook.day(self.clock.now())
            try:
                at = moved(self.clock.now(), wish, self.rulebook)
            except (ValueError, OverflowError):
                await turn.replies.send_text(TOO_FAR)
                return
            async with self.resting():
                self.clock.move_to(at)
            local = self.rulebook.local(at)
            done = await self.make_up_for_the_night() if local.date() > before else MadeUp()
            await turn.replies.send_text(
                f"Die Uhr steht jetzt auf {day_in_words(local.date())}, {local:%H:%M} Uhr."
                f"{_anonymised(done.anonymised)}{_kept(done.kept)}"
            )
            await self.do_what_is_due()


def _anonymised(count: int) -> str:
    """Say what became of cases that need not be kept any longer (privacy); nothing if there were none."""
    if not count:
        return ""
    cases = "1 Vorgang wurde" if count == 1 else f"{count} Vorgänge wurden"
    return f" {cases} anonymisiert, weil die Aufbewahrungsfrist abgelaufen ist."


def _kept(cases: Sequence[tuple[Obstacle, ...]]) -> str:
    """Say why cases stay all the same; nothing if none does. Every window may ask: no number, no ground."""
    if not cases:
        return ""
    reasons = dict.fromkeys(WHY_KEPT[obstacle] for obstacles in cases for obstacle in obstacles)
    stay = "1 Vorgang bleibt" if len(cases) == 1 else f"{len(cases)} Vorgänge bleiben"
    return f" {stay}, obwohl die Frist abgelaufen ist: {'; '.join(reasons)}."


def moved(now: datetime, wish: PutForward, rulebook: Rulebook) -> datetime:
    """Return where the clock goes: the wished time, or the next one at which the office is reminded.

    Nothing is sent in the night, so a clock that stood there would show nothing. ValueError or
    OverflowError where the holidays are not known.
    """
    local = rulebook.local(now)
    day = _months_after(local.date(), wish.months) + timedelta(days=wish.days)
    if wish.working_days:
        day = rulebook.calendar.nth_working_day_after(day, wish.working_days)
    # The hand of the clock stays where it is, also when summer time begins in between.
    wished = local.replace(year=day.year, month=day.month, day=day.day).astimezone(now.tzinfo)
    wished += timedelta(hours=wish.hours)
    at = rulebook.next_at_work(wished)
    if not rulebook.is_at_work(at + TIME_TO_SEND):
        at = rulebook.next_at_work(at + TIME_TO_SEND)
    at = max(at, rulebook.reminder_at(rulebook.day(at)))
    if rulebook.day(at).year > LAST_REACHED:
        raise ValueError("the holidays after that are not known")
    return at


def _months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last; ValueError beyond what a calendar knows."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, 1).replace(day=min(day.day, monthrange(year, month)[1]))
