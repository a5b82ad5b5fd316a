"""A year of cases in the store, for the tests of statistics, report and export."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from procedure.case import Case
from procedure.vocabulary import CaseId, Channel
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.tables import staff_audit
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot
from tests.support.builders import TEAM_A, a_case


def received(number: int, day: date, channel: Channel = Channel.WRITTEN, **changes: Any) -> Case:  # noqa: ANN401
    """Build a case that came in on a day; ``changes`` are about the reaction."""
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    case = a_case()
    return replace(
        case,
        id=CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff"),
        number=f"KRM-{day.year}-{number:04d}",
        registered_at=at,
        reaction=replace(case.reaction, received_at=at, channel=channel, teams=(TEAM_A,), **changes),
    )


async def keep(bot: Bot, cases: Sequence[Case]) -> None:
    """Put cases into the store."""
    engine = create_engine(bot.settings.database_url)
    keys = load_key_ring(bot.settings.key_file)
    async with SqlUnitsOfWork(engine, keys, bot.settings.timezone)() as unit:
        for case in cases:
            await unit.cases.add(case)
        await unit.commit()
    await engine.dispose()


def a_year(year: int = 2026) -> list[Case]:
    """Build letters, mails, and one call in May, which is too few to be shown."""
    letters = [received(number, date(year, 1, number + 1)) for number in range(1, 13)]
    mails = [received(number, date(year, 3, number - 12), Channel.ELECTRONIC) for number in range(13, 20)]
    later = [received(number, date(year, 4, number - 12), Channel.ELECTRONIC) for number in range(20, 24)]
    return [*letters, *mails, *later, received(24, date(year, 5, 4), Channel.TELEPHONE)]


async def taken(bot: Bot) -> list[dict[str, str]]:
    """Read what the record of the house says of files that left."""
    engine = create_engine(bot.settings.database_url)
    async with engine.connect() as connection:
        wanted = select(staff_audit.c.details).where(staff_audit.c.event == "bericht_abgerufen")
        found = [dict(details) for details in (await connection.execute(wanted)).scalars()]
    await engine.dispose()
    return found


def shown(card: Any) -> str:  # noqa: ANN401 - JSON
    """Return a card as it is sent."""
    return json.dumps(card, ensure_ascii=False)
