"""The way from people to the bot: some activities come twice, some late; what is lost is seen to be lost."""

import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp

from procedure.vocabulary import StaffId
from tests.faults import teams
from tests.faults.plan import Plan
from tests.support.channel import Signer, installation, message, pressed

MOST_REPETITIONS = 12
REPEATED_AFTER_SECONDS = 0.25
PATIENCE = aiohttp.ClientTimeout(total=15)


@dataclass(kw_only=True)
class Channel:
    """Posts people's activities, and reads what stands in their chats."""

    plan: Plan
    session: aiohttp.ClientSession
    signer: Signer
    teams_url: str
    bot_urls: list[str]
    """The replicas; each activity reaches any of them."""
    log: list[dict[str, Any]] = field(default_factory=list)
    answered: int = 0
    """Activities whose answer arrived as a success."""
    lost: int = 0
    """Activities that got no answer, or an error."""
    errors: list[str] = field(default_factory=list)
    """Answers that no input may get: a status of 500 and above."""
    _echoes: set[asyncio.Task[Any]] = field(default_factory=set)
    _chance: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        self._chance = self.plan.chance("channel")

    async def look(self) -> None:
        """Read what has arrived in the chats since the last look."""
        async with self.session.get(f"{self.teams_url}{teams.LOG}?since={len(self.log)}") as answer:
            new = await answer.json()
        # Two looks at once must not read the same twice.
        known = self.log[-1]["number"] if self.log else 0
        self.log += [entry for entry in new if entry["number"] > known]

    async def look_at_all(self) -> None:
        """Read the chats from their beginning: by now it is known what became of each message."""
        async with self.session.get(self.teams_url + teams.LOG) as answer:
            self.log = await answer.json()

    async def opens(self, person: StaffId) -> bool:
        """Install the assistant (again)."""
        return await self.deliver(person, installation(self.teams_url, "add")) is not None

    async def types(self, person: StaffId, text: str) -> bool:
        """Send a message, and repeat it as Teams does while nobody takes it; True if it was taken."""
        typed = message(self.teams_url, text)
        for _ in range(MOST_REPETITIONS):
            if await self.deliver(person, typed) is not None:
                return True
            await asyncio.sleep(REPEATED_AFTER_SECONDS)
        return False

    async def presses(
        self, person: StaffId, verb: str, data: Mapping[str, Any], reply_to: str
    ) -> dict[str, Any] | str | None:
        """Press a button; return the card or the sentence that answers it, None if none came."""
        body = await self.deliver(person, pressed(self.teams_url, verb, data, replyToId=reply_to))
        if body is None or body.get("statusCode") != 200:
            return None
        value: dict[str, Any] | str = body["value"]
        return value

    async def settled(self) -> None:
        """Wait for the repetitions under way."""
        await asyncio.gather(*self._echoes, return_exceptions=True)

    async def deliver(self, person: StaffId, activity: dict[str, Any]) -> dict[str, Any] | None:
        """Deliver a person's activity; return the answer's body, None if there was none or an error."""
        addressed = activity | {
            "from": {"id": f"29:{person}", "aadObjectId": person},
            "conversation": activity["conversation"] | {"id": f"a:{person}"},
        }
        fate = self._chance.random()
        if fate < self.plan.repeated:
            self._echo(addressed, 0.0)
        elif fate < self.plan.repeated + self.plan.held_back:
            # It comes again after what follows: Teams keeps no order.
            self._echo(addressed, self._chance.uniform(0.05, 0.6))
        answer = await self._post(addressed)
        if answer is None:
            self.lost += 1
        else:
            self.answered += 1
        return answer

    def _echo(self, activity: dict[str, Any], seconds: float) -> None:
        async def later() -> None:
            await asyncio.sleep(seconds)
            await self._post(activity)

        task = asyncio.create_task(later())
        self._echoes.add(task)
        task.add_done_callback(self._echoes.discard)

    async def _post(self, activity: dict[str, Any]) -> dict[str, Any] | None:
        headers = {"Authorization": f"Bearer {self.signer.token(self.teams_url)}"}
        url = self._chance.choice(self.bot_urls) + "/api/messages"
        try:
            async with self.session.post(url, json=activity, headers=headers, timeout=PATIENCE) as answer:
                text = await answer.text()
                if answer.status >= 500:
                    self.errors.append(f"{activity['type']} answered {answer.status}")
                if answer.status >= 300:
                    return None
                body: dict[str, Any] = await answer.json() if text else {}
                return body
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None
