"""A report in the making: one run for all who ask, told of now and then, and a sentence whatever fails."""

import asyncio
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.clock import FixedClock
from bot.incoming import Card, Incoming, Kind
from bot.report import runs
from bot.report.errands import Errands
from bot.report.runs import ReportRuns
from bot.sending.send_failure import SendFailed, SendFailure
from casework.report import ReportRun
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import StaffId
from tests.support.builders import BGF, MANAGEMENT, REGISTERED_AT, a_case
from tests.support.house import NOW, RULEBOOK, House
from tests.support.waiting import until


class Replies:
    """One chat; every card that stood there."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.gone = False

    async def send_card(self, card: Card, **_: object) -> str:
        self.shown.append(str(card))
        return "sent-1"

    async def update_card(self, activity_id: str, card: Card, **_: object) -> None:
        assert activity_id == "sent-1"
        self.shown.append(str(card))
        if self.gone:
            raise SendFailed(SendFailure.GONE, "404")


def a_turn(person: StaffId) -> tuple[Incoming, Replies]:
    replies: Any = Replies()
    turn = Incoming(
        kind=Kind.MESSAGE,
        activity_id="a",
        staff_id=person,
        tenant_id="t",
        conversation_id="c",
        conversation_type="personal",
        service_url="https://s.example",
        channel_id="msteams",
        user_id="29:x",
        bot_id="28:x",
        locale="de-DE",
        replies=replies,
    )
    return turn, replies


class Making:
    """Stands in for the counting: it goes on when told."""

    def __init__(self) -> None:
        self.begun = 0
        self.progress: Callable[[int], None] = print
        self.go = asyncio.Event()
        self.error: Exception | None = None

    async def __call__(self, _units: object, year: int, **given: Any) -> ReportRun:  # noqa: ANN401
        self.begun += 1
        self.progress = given["progress"]
        await self.go.wait()
        if self.error is not None:
            raise self.error
        return ReportRun(year=year, version=1, checksum="c", made_at=NOW, is_new=True)


@pytest.fixture
async def making(monkeypatch: pytest.MonkeyPatch) -> Making:
    made = Making()
    monkeypatch.setattr(runs, "make_report", made)
    monkeypatch.setattr(runs, "TELL_SECONDS", 0.02)
    return made


async def a_report(errands: Errands) -> ReportRuns:
    house = House()
    await house.has(a_case())

    async def finished(actor: StaffId, run: ReportRun) -> dict[str, Any]:
        return {"report": run.year, "for": actor}

    return ReportRuns(
        units=house.units,
        rulebook=RULEBOOK,
        template=ReportTemplate(version="1"),
        clock=FixedClock(NOW),
        errands=errands,
        finished=finished,
    )


async def test_it_is_announced_at_once_told_of_now_and_then_and_replaced_by_the_report(
    making: Making,
) -> None:
    assert REGISTERED_AT.date() == date(2026, 12, 3)
    report, (turn, chat) = await a_report(Errands()), a_turn(BGF)
    await report.on_request(turn, 2026)
    assert "Ich stelle den Bericht 2026 zusammen" in chat.shown[0]
    await until(lambda: making.begun == 1, seconds=5)
    await asyncio.sleep(0.1)
    assert len(chat.shown) == 1  # nothing new, nothing told
    making.progress(1)
    await until(lambda: len(chat.shown) == 2, seconds=5)
    assert "1 von 1 Vorgängen gezählt" in chat.shown[1]
    making.go.set()
    await until(lambda: len(chat.shown) == 3, seconds=5)
    assert chat.shown[2] == str({"report": 2026, "for": BGF})


async def test_whoever_asks_meanwhile_gets_a_run_that_knows_what_she_wrote_before(making: Making) -> None:
    report = await a_report(Errands())
    (first, mine), (second, hers), (third, theirs) = a_turn(BGF), a_turn(MANAGEMENT), a_turn(BGF)
    await report.on_request(first, 2026)
    await until(lambda: making.begun == 1, seconds=5)
    await report.on_request(second, 2026)
    await report.on_request(third, 2026)
    making.go.set()
    await until(lambda: len(mine.shown) == len(hers.shown) == len(theirs.shown) == 2, seconds=5)
    assert making.begun == 2, "one after they asked, shared by the two who waited"
    assert (mine.shown[1], hers.shown[1]) == (
        str({"report": 2026, "for": BGF}),
        str({"report": 2026, "for": MANAGEMENT}),
    )
    await report.on_request(first, 2026)
    await until(lambda: making.begun == 3, seconds=5)


@pytest.mark.parametrize("stop", [True, False])
async def test_what_fails_or_is_broken_off_ends_with_a_sentence(making: Making, *, stop: bool) -> None:
    errands = Errands()
    report, (turn, chat) = await a_report(errands), a_turn(BGF)
    making.error = RuntimeError("Karla Kundin")
    async with errands.at_work():
        await report.on_request(turn, 2026)
        await until(lambda: making.begun == 1, seconds=5)
        if not stop:
            making.go.set()
            await until(lambda: len(chat.shown) == 2, seconds=5)
    assert ("wurde unterbrochen" if stop else "ist nicht fertig geworden") in chat.shown[1]
    assert "schreiben Sie noch einmal „bericht 2026“" in chat.shown[1]
    assert "Karla" not in chat.shown[1]


async def test_a_chat_that_is_gone_stops_nobody_else(making: Making) -> None:
    report = await a_report(Errands())
    (first, mine), (second, hers) = a_turn(BGF), a_turn(MANAGEMENT)
    mine.gone = True
    await report.on_request(first, 2026)
    await report.on_request(second, 2026)
    making.progress(1)
    making.go.set()
    await until(lambda: len(hers.shown) >= 2, seconds=5)
    assert "'for': '" + MANAGEMENT in hers.shown[-1]
