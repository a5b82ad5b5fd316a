"""One run from beginning to end, and its figures."""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.books import wrong_in
from tests.faults.office import an_open_office
from tests.faults.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a run did and found."""

    seed: int
    kills: int
    cases: int
    answered: int
    lost: int
    """Inputs without an answer: their people pressed again."""
    messages: int
    faults: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"seed {self.seed}: {self.kills} kills, {self.cases} cases, {self.answered} answers, "
            f"{self.lost} without an answer, {self.messages} messages {self.faults}, {self.seconds:.0f} s"
        )


async def run(seed: int, kills: int, database_url: str, folder: Path | None = None) -> Figures:
    """Kill the bot so often in one office, let it settle, and read the books."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="krm-faults-") as own:
        place = folder or Path(own)
        async with an_open_office(Plan(seed=seed), place, database_url) as office:
            await office.work(kills)
            wrong = await wrong_in(office)
            return Figures(
                seed=seed,
                kills=len(office.killed_at),
                cases=sum(len(each.recorded) for each in office.recorders),
                answered=office.channel.answered,
                lost=office.channel.lost,
                messages=len(office.channel.log),
                faults=dict(Counter(str(entry["fault"]) for entry in office.channel.log)),
                seconds=time.monotonic() - started,
                wrong=wrong,
            )
