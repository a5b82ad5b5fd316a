"""The whole bot: the day after, the front desk asks for what it recorded, and presses its old card."""

from datetime import timedelta

import pytest

from tests.acceptance.cards import buttons_of, texts_of
from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import record
from tests.support.builders import EMPLOYEE, FRONT_DESK

OVER = (
    "Von Ihnen erfasste Vorgänge sehen Sie 24 Stunden lang. KRM-2026-0001 ist erfasst und wird bearbeitet. "
    "Fragen dazu beantwortet das BGF."
)
CALL = " Bitte rufen Sie die Geschäftsleitung an; in Gefahr 110."
UNKNOWN = "Diesen Vorgang gibt es nicht, oder er liegt nicht in Ihrer Zuständigkeit."


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)  # both databases: contract tests
async def test_the_day_after_she_is_not_told_that_her_case_is_lost(bot: Bot) -> None:
    desk, other = bot.chat(FRONT_DESK), bot.chat(EMPLOYEE)
    await record(desk, waiting=False)
    assert "Sie sehen diesen Vorgang 24 Stunden lang." in desk.last
    await desk.types("status KRM-2026-0001")
    old, verb = desk.find("Stand aktualisieren")[0], desk.button("Jetzt verständigen")
    bot.clock.advance(timedelta(hours=24, seconds=1))

    for chat, number, answer in (
        (desk, "0001", OVER),
        (desk, "0002", UNKNOWN),
        (other, "0001", UNKNOWN),
        (other, "0002", UNKNOWN),
    ):
        await chat.types(f"status KRM-2026-{number}")
        assert chat.last == answer
    assert await other.sends(verb.verb, verb.data) == UNKNOWN

    card = await desk.sends(verb.verb, verb.data, old)
    assert (" ".join(texts_of(card)), buttons_of(card)) == (OVER + CALL, [])
