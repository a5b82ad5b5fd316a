"""Whoever is shown a name, a contact, a number or what is inside a letter stands in the record (R50)."""

import re
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import select

from cards import verbs
from casework.present import Presenter
from casework.views import Step
from procedure.case import Case
from procedure.vocabulary import CaseState, StaffId
from storage.engine import create_engine, reading
from storage.key_file import load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.tables import audit_entries, cases
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.cards import buttons_of
from tests.acceptance.conftest import Bot
from tests.acceptance.leaks.markers import INSIDE, NUMBER, OF_CUSTOMERS, SAID, found_in, marked_office
from tests.acceptance.leaks.seeding import keep, seeds
from tests.acceptance.letters import browse, link_on
from tests.support.builders import BGF, MANAGEMENT, TEAM_LEAD_A

SHOWN = seeds()[1::14]
"""Cases of every station of their life."""
OVER = [case for case, _ in seeds() if case.state is CaseState.CLOSED and case.closing][:3]
"""Cases whose closings noted something."""
READINGS = ("FullTextOpened", "DocumentFetched", "NotesRead")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Read on SQLite alone: who reads what is written down in front of the store."""
    return sqlite_url


@pytest.fixture
async def office(stopped_bot: Bot) -> Bot:
    """Prepare the marked office with cases and their papers."""
    engine = create_engine(stopped_bot.settings.database_url)
    keys = load_key_ring(stopped_bot.settings.key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(marked_office()), stopped_bot.clock.now())
    await keep(
        SqlUnitsOfWork(engine, keys), stopped_bot.settings.rulebook, _once([case for case, _ in SHOWN] + OVER)
    )
    await engine.dispose()
    stopped_bot.settings = stopped_bot.settings.model_copy(update={"turns_per_minute": 100_000})
    return stopped_bot


def _once(cases: list[Case]) -> list[Case]:
    return list({case.id: case for case in cases}.values())


async def entries(bot: Bot) -> list[tuple[str, str, str]]:
    """Return who has read what of which case, by its number, oldest first."""
    engine = create_engine(bot.settings.database_url)
    chosen = (
        select(audit_entries.c.event, audit_entries.c.actor, cases.c.number)
        .join(cases, cases.c.id == audit_entries.c.case_id)
        .where(audit_entries.c.event.in_(READINGS))
    )
    async with reading(engine) as connection:
        rows = (await connection.execute(chosen.order_by(audit_entries.c.id))).all()
    await engine.dispose()
    return [(row.event, row.actor, row.number) for row in rows]


async def readings(bot: Bot) -> list[tuple[str, str]]:
    """Return who has read what, oldest first."""
    return [(event, actor) for event, actor, _ in await entries(bot)]


async def shown(bot: Bot, person: StaffId, verb: str, data: Mapping[str, Any]) -> Any:  # noqa: ANN401 - a card
    """Press; whatever names a customer must have left an entry of this person."""
    before = len(await readings(bot))
    answer = await bot.chat(person).sends(verb, data)
    new = (await readings(bot))[before:]
    if found_in(answer, (*OF_CUSTOMERS, INSIDE)):
        assert new == [("FullTextOpened", person)], (verb, data)
    return answer


async def test_every_card_that_names_a_customer_is_a_reading_in_the_record(office: Bot) -> None:
    async with office.running():
        opened = fetched = 0
        for case, _ in SHOWN:
            for person in (TEAM_LEAD_A, BGF, MANAGEMENT):
                data = {"case": case.id, "version": case.version}
                await shown(office, person, verbs.CASE_REFRESH, data)
                for page in (1, 2):
                    await shown(office, person, verbs.CASE_MORE, {**data, "page": page})
                presenter = Presenter(
                    office=marked_office(), rulebook=office.settings.rulebook, now=office.clock.now()
                )
                view = presenter.case(case, person)
                for step in view.steps if view else ():
                    await shown(office, person, verbs.CASE_FORM, {**data, "step": step})
                card = await shown(office, person, Step.OPEN, data)
                opened += bool(found_in(card, OF_CUSTOMERS))
                fetch = [b for b in buttons_of(card) if b.verb == verbs.FILE_FETCH] if card else []
                for button in fetch[:1]:
                    link = link_on(await shown(office, person, button.verb, button.data))
                    assert INSIDE not in (await browse(office, link)).text
                    before = await readings(office)
                    assert (await browse(office, link, "POST")).body == INSIDE.encode()
                    assert (await readings(office))[len(before) :] == [("DocumentFetched", person)]
                    fetched += 1
        assert opened >= len(SHOWN)
        assert fetched


async def test_a_search_by_number_and_every_list_name_nobody_and_so_are_no_readings(office: Bot) -> None:
    async with office.running():
        chat = office.chat(MANAGEMENT)
        for words in (f"suche {NUMBER}", "offen", "fristen", "meine", SHOWN[0][0].number):
            await chat.types(words)
        assert SHOWN[0][0].number in str(chat.messages)
        assert found_in(chat.messages, (OF_CUSTOMERS[0], OF_CUSTOMERS[1])) == []
        assert await readings(office) == []


async def test_what_closings_noted_is_shown_to_nobody_without_an_entry_in_the_record_of_each_case(
    office: Bot,
) -> None:
    async with office.running():
        for person in (BGF, MANAGEMENT):
            for chapter in ("schwerpunkte", "massnahmen", "wirkung"):
                before = await entries(office)
                data = {"year": 2026, "chapter": chapter}
                card = await office.chat(person).sends(verbs.REPORT_TEXT, data)
                noted = set(re.findall(r"KRM-2026-\d{4}", str(card)))
                new = (await entries(office))[len(before) :]
                assert sorted(new) == sorted(("NotesRead", person, number) for number in noted)
                assert bool(found_in(card, [SAID])) is bool(noted) is (chapter != "wirkung")
                assert noted == {case.number for case in OVER} or chapter == "wirkung"


async def test_what_closings_noted_is_not_gathered_where_the_form_is_refused(office: Bot) -> None:
    async with office.running():
        await office.chat(TEAM_LEAD_A).sends(verbs.REPORT_TEXT, {"year": 2026, "chapter": "schwerpunkte"})
        assert await entries(office) == []
