"""The paths through the bot, walked with marked words: what people do on any day, and what they do wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from cards import verbs
from casework.present import Presenter
from casework.views import Step
from procedure.case import Case
from procedure.vocabulary import StaffId
from tests.acceptance.cards import buttons_of
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.leaks.markers import (
    CONTACT,
    CUSTOMER,
    FILE,
    INSIDE,
    NUMBER,
    SAID,
    TOLD,
    found_in,
    marked_office,
    name_of,
)
from tests.acceptance.leaks.robot import DETAILS, button, filled
from tests.acceptance.leaks.seeding import seeds
from tests.acceptance.leaks.watched import WatchedBot
from tests.acceptance.letters import PDF, Page, browse, link_on
from tests.support.builders import BGF, DEPUTY_A, FRONT_DESK, MANAGEMENT, TEAM_LEAD_A
from tests.support.channel import sent_file
from tests.support.file_server import FileServer

CHANNELS = ("Persönlich", "Am Telefon", "Brief", "E-Mail oder online")
SEARCHES = (f"suche {NUMBER}", f"suche {CUSTOMER}", f"suche Frau {CUSTOMER} Leistung A offen")
MOST_STEPS = 12
ATTEMPTS = 4
OTHER_NUMBER = "KRM-2026-0002"
INTAKE = {
    **DETAILS,
    "text": TOLD,
    "received": "heute 8 Uhr",
    "happened": "",
    "people": "12",
    "today": "2026-12-14",
    "external_due": "2026-12-14",
}
FRESH = f"KRM-2026-{len(seeds()) + 1:04d}"
"""The first reaction that is taken down."""
TYPED = {**DETAILS, "today": "2026-12-03"}


@dataclass(kw_only=True)
class StepsTaken:
    """Which steps worked so far."""

    taken: set[str] = field(default_factory=lambda: {Step.OPEN})

    async def in_case(self, bot: Bot, case: Case, people: Iterable[StaffId]) -> None:
        """Let one of the people take a step that has not worked yet, badly first."""
        if self.taken == set(Step):
            return
        for person in people:
            for step in [step for step in _offered(bot, case, person) if step not in self.taken]:
                if await _takes(bot.chat(person), case, step):
                    self.taken.add(step)
                    return  # the case is another one now


def _offered(bot: Bot, case: Case, person: StaffId) -> tuple[Step, ...]:
    """Name the steps on all pages of a case's card."""
    presenter = Presenter(office=marked_office(), rulebook=bot.settings.rulebook, now=bot.clock.now())
    view = presenter.case(case, person)
    return view.steps if view else ()


async def _takes(chat: Chat, case: Case, step: Step) -> bool:
    """Take a step; tell whether it worked."""
    data: dict[str, Any] = {"case": case.id, "version": case.version}
    form = await chat.sends(verbs.CASE_FORM, {**data, "step": step})
    shown = button(form, step)
    data |= shown.data if shown else {}
    asked = filled(form, 0, TYPED)
    if asked:
        await chat.sends(step, {**data, **dict.fromkeys(asked, f"{SAID} {CUSTOMER} falsch")})
    for attempt in range(ATTEMPTS):
        typed = TYPED if attempt % 2 == 0 else {**TYPED, "number": OTHER_NUMBER}
        card = await chat.sends(step, {**data, **filled(form, attempt, typed)})
        if f"'version': {case.version + 1}" in str(card) or "liegt nicht mehr bei Ihnen" in str(card):
            return True
    return False


async def take_down(desk: Chat, channel: str, attempt: int, *, leave: str = "") -> None:
    """Record a reaction by clicking; ``leave``: the verb with which its last step ends instead."""
    await desk.types("neu")
    card: Any = await desk.presses(channel)
    for _ in range(MOST_STEPS):
        assert isinstance(card, dict), card
        verb = verbs.INTAKE_NEXT
        if shown := button(card, verbs.INTAKE_CONFIRM):
            verb = leave or verbs.INTAKE_CONFIRM
            shown = button(card, verb) or shown
        else:
            shown = button(card, verb)
        if shown is None:
            return
        answers = filled(card, attempt, INTAKE)
        card = await desk.sends(shown.verb, {**shown.data, **answers}, desk.messages[-1][0])
    raise AssertionError(card)


async def take_down_each_kind(bot: Bot) -> None:
    """Record reactions that came in every way, with the first and the second choice everywhere."""
    for channel in CHANNELS:
        for attempt in (0, 1):
            await take_down(bot.chat(FRONT_DESK), channel, attempt)


async def leave_in_every_way(bot: Bot) -> None:
    """Give intakes up, answer them badly, type them, and leave one lying."""
    desk = bot.chat(FRONT_DESK)
    await take_down(desk, CHANNELS[0], 0, leave=verbs.INTAKE_CANCEL)
    await desk.types(f"neu persönlich Leistung A: {TOLD} {CUSTOMER} {NUMBER}")
    await desk.types(f"{TOLD} {CONTACT} weder noch")
    await desk.types("abbrechen")
    await desk.types(f"neu telefonisch Leistung A: {TOLD}")
    asked = desk.cards[-1]
    shown = button(asked, verbs.INTAKE_NEXT)
    assert shown is not None
    for wrong in (f"{TOLD} ?", 7, {"x": CUSTOMER}, [NUMBER]):
        await desk.sends(verbs.INTAKE_NEXT, {**shown.data, **dict.fromkeys(filled(asked, 0, INTAKE), wrong)})
    await desk.sends(verbs.INTAKE_NEXT, {"draft": TOLD, "turn": 1, "summary": CUSTOMER})
    await desk.types(f"{TOLD} " * 900)


async def ask_for_everything(bot: Bot) -> None:
    """Ask for lists, search by name and number, report absences, type what nobody understands."""
    for words in ("meine", "offen", "fristen", "wochenübersicht", FRESH, "hilfe", *SEARCHES):
        await bot.chat(BGF).types(words)
    for person in (MANAGEMENT, TEAM_LEAD_A, FRONT_DESK):
        for words in ("meine", FRESH, SEARCHES[0]):
            await bot.chat(person).types(words)
    bgf, absent = bot.chat(BGF), name_of(DEPUTY_A)
    for words in (
        f"abwesend {absent} bis Freitag",
        f"wieder da {absent}",
        f"abwesend {CUSTOMER} bis Freitag",
    ):
        await bgf.types(words)
    await bgf.types(f"{SAID} {CUSTOMER}")
    await bot.chat(TEAM_LEAD_A).types("abwesend bis Freitag")


async def read_and_send_papers(bot: Bot, onedrive: FileServer) -> list[Page]:
    """Open a case, fetch a letter by its link, send files, right and wrong; return what a browser got."""
    bgf = bot.chat(BGF)
    onedrive.files["brief"] = PDF + INSIDE.encode()
    url = f"{onedrive.url}/brief?tempauth={quote(SAID)}"
    for name in (f"{FILE}.pdf", f"{FILE}.exe", f"{FILE}.docx"):
        await bgf.sends_files(sent_file(name, url), text=f"{CUSTOMER} {NUMBER}")
    await bgf.sends_files(sent_file(f"{FILE}.pdf", f"https://{FILE.encode('idna').decode()}.example/x"))
    kept, put = bgf.find("Ablegen")
    for number in (f"{SAID}", "KRM-2026-9999", FRESH):
        await bgf.sends(put.verb, {**put.data, "number": number, "kind": "eingang"}, kept)
    await bgf.types(FRESH)
    opened = await bgf.presses("Vorgang öffnen")
    assert found_in(opened, (TOLD, CUSTOMER)) == [TOLD, CUSTOMER]
    fetch = [b for b in buttons_of(opened) if b.verb == verbs.FILE_FETCH][-1]
    link = link_on(await bgf.sends(fetch.verb, fetch.data, bgf.messages[-1][0]))
    pages = [await browse(bot, link), await browse(bot, link, "POST"), await browse(bot, link, "POST")]
    assert INSIDE.encode() in pages[1].body
    return [
        pages[0],
        pages[2],
        await browse(bot, f"{link}{quote(SAID)}"),
        await browse(bot, f"/files/{quote(SAID)}"),
    ]


async def knock_badly(bot: WatchedBot) -> None:
    """Send what is turned away at the door: no JSON, no activity, no valid token, too much of it."""
    said = f"{CUSTOMER} {NUMBER}"
    await bot.sends_raw(f'{{"text": "{said}')
    await bot.sends_raw(f'["{said}"]')
    await bot.sends_raw(said, kind="text/plain")
    await bot.sends_raw(f'{{"text": "{said}"}}', token=f"{NUMBER}.{NUMBER}.x")
    await bot.sends_raw(f'{{"type": "message", "from": "{said}", "text": {{"{said}": 1}}}}')
    await bot.sends_raw(f'{{"text": "{said * 20_000}"}}')
