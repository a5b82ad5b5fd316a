"""An invented year for a running demo: enough closed cases for charts, as an office has them (GA VIII)."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from bot.demo.data import DATABASE, KEY_FILE
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Closing
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    ConcernKind,
    Outcome,
)
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import TEAM_A, TEAM_LEAD_A, a_case

CASES = 66
TIMEZONE = "Europe/Berlin"
_LATE = 9
"""Every ninth case is closed after its deadline."""
_WAYS = (Channel.WRITTEN, Channel.ELECTRONIC, Channel.ELECTRONIC)
_OUTCOMES = (Outcome.FOUNDED, Outcome.PARTLY_FOUNDED, Outcome.UNFOUNDED, Outcome.UNFOUNDED)


def keep_a_year(folder: Path, now: datetime) -> None:
    """Put closed cases of the year so far into a demo's store; nothing is owed in any of them.

    In a thread of its own: the browser's event loop runs in this one.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, _keep(folder, now)).result()


async def _keep(folder: Path, now: datetime) -> None:
    engine = create_engine(f"sqlite:///{folder / DATABASE}")
    async with SqlUnitsOfWork(engine, load_key_ring(folder / KEY_FILE), TIMEZONE)() as unit:
        for case in _a_year_until(now):
            await unit.cases.add(case)
        await unit.commit()
    await engine.dispose()


def _a_year_until(now: datetime) -> list[Case]:
    drawn = Random(13)  # noqa: S311 - the same months in every picture
    begin = datetime(now.year, 1, 1, 9, tzinfo=UTC)
    span = max(now - begin, timedelta())
    return [_case(number, begin + span * drawn.random(), now) for number in range(1, CASES + 1)]


def _case(number: int, received_at: datetime, now: datetime) -> Case:
    case = a_case()
    day = received_at.date()
    late = number % _LATE == 0
    closed_at = min(received_at + timedelta(days=20 if late else 5 + number % 8), now)
    praise = number % 6 == 0
    kind = ConcernKind.LOB if praise else ConcernKind.FACHLICHE_BESCHWERDE
    reaction = replace(
        case.reaction,
        received_at=received_at,
        channel=_WAYS[number % len(_WAYS)],
        concerns=(kind,),
        teams=(TEAM_A,),
        parting=None,
    )
    return replace(
        case,
        id=CaseId(f"{number:08d}-8b86-4d01-b42d-00c04fc964ff"),
        number=f"KRM-{now.year}-{number:04d}",
        state=CaseState.CLOSED,
        reaction=reaction,
        registered_at=received_at,
        recorded_in_tool_at=received_at,
        acknowledge_by=day + timedelta(days=5),
        close_by=day + timedelta(days=14),
        act_by=day + timedelta(days=14),
        handover=None,
        acknowledgement=Acknowledgement(
            state=AcknowledgementState.SENT, settled_at=received_at, sent_on=day + timedelta(days=1)
        ),
        closing=Closing(
            outcome=Outcome.NOT_APPLICABLE if praise else _OUTCOMES[number % len(_OUTCOMES)],
            answer=AnswerKind.SENT,
            closed_at=closed_at,
            closed_by=TEAM_LEAD_A,
            late=closed_at.date() > day + timedelta(days=14),
        ),
        filed_at=closed_at,
    )
