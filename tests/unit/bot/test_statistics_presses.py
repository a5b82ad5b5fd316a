"""A press for numbers that take their time is answered at once; the numbers come after that answer."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from bot.clock import FixedClock
from bot.report import statistics
from bot.report.errands import Errands
from bot.report.statistics import Statistics
from procedure.statistics.template import ReportTemplate
from tests.support.builders import BGF
from tests.support.house import NOW, RULEBOOK, House
from tests.support.waiting import until
from tests.unit.bot.test_report_runs import a_turn


async def test_the_numbers_come_after_the_answer_that_promises_them(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = asyncio.Event()

    async def numbers(*_: object) -> dict[str, Any]:
        await counted.wait()
        return {"numbers": 2026}

    monkeypatch.setattr(Statistics, "_year", numbers)
    monkeypatch.setattr(statistics, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(statistics, "SETTLING_SECONDS", 0.2)
    shown = Statistics(
        units=House().units,
        rulebook=RULEBOOK,
        template=ReportTemplate(version="1"),
        clock=FixedClock(NOW),
        errands=Errands(),
    )
    turn, chat = a_turn(BGF)
    answer = await shown.on_press(replace(turn, reply_to_id="sent-1"), 2026, teams=False)
    counted.set()
    assert "2026" in str(answer)
    assert "numbers" not in str(answer)
    await asyncio.sleep(0.05)
    assert chat.shown == [], "it would be covered by the answer that is still on its way"
    await until(lambda: chat.shown == [str({"numbers": 2026})], seconds=5)
