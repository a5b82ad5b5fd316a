"""``krm-bot`` in a process of its own: what it writes to its streams names nobody, whatever goes wrong."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from docx import Document

from bot.cli.database import FAILED
from cards import verbs
from casework.views import Step
from documents.letters import BUILT_IN
from procedure.case import Case
from procedure.vocabulary import AcknowledgementState, CaseState
from storage.engine import create_engine
from storage.key_file import load_key_ring
from storage.roster import Roster
from storage.staff import SqlStaff
from storage.unit_of_work import SqlUnitsOfWork
from tests.acceptance.conftest import Bot, Chat
from tests.acceptance.leaks.markers import (
    CONTACT,
    CUSTOMER,
    EVERYTHING,
    NUMBER,
    STAFF,
    TOLD,
    found_in,
    marked_office,
)
from tests.acceptance.leaks.paths import TYPED
from tests.acceptance.leaks.process import environment, run, served
from tests.acceptance.leaks.robot import filled
from tests.acceptance.leaks.seeding import keep, seeds
from tests.faults.processes import free_port
from tests.support.builders import BGF, FRONT_DESK, TEAM_A, TEAM_LEAD_A

EXAMPLE = Path(__file__).parents[2] / "docs" / "roster.example.toml"
REFUSES = f"""
CREATE TRIGGER refuses BEFORE INSERT ON cases BEGIN
    SELECT RAISE(ABORT, 'duplicate key: (name)=({CUSTOMER}) number={NUMBER}');
END
"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Use a file that a test can break from outside."""
    return sqlite_url


@contextmanager
def broken(database_url: str) -> Iterator[None]:
    """Let the database refuse new cases, with a message that quotes a customer's row."""
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"), isolation_level=None)) as database:
        database.execute(REFUSES)
        yield
        database.execute("DROP TRIGGER refuses")


def a_letter() -> Case:
    """Return a marked letter whose acknowledgement is still to be written."""
    return next(
        case
        for case, _ in seeds()
        if case.acknowledgement.state is AcknowledgementState.OPEN and case.state is CaseState.RECORDED
    )


async def marked(bot: Bot, *cases: Case) -> None:
    """Give everybody a marked name, and keep some cases."""
    engine, keys = create_engine(bot.settings.database_url), load_key_ring(bot.settings.key_file)
    await SqlStaff(engine, keys).apply_roster(Roster(marked_office()), bot.clock.now())
    await keep(SqlUnitsOfWork(engine, keys), bot.settings.rulebook, list(cases))
    await engine.dispose()


async def to_the_end_of_an_intake(desk: Chat) -> None:
    """Answer everything about a complaint of somebody who waits, with marked words."""
    await desk.types("neu")
    await desk.presses("Persönlich")
    await desk.presses("Weiter", concerns="fachliche_beschwerde", teams=TEAM_A, summary=TOLD)
    await desk.presses("Weiter", resolved="nein", leadership="nein", concerns_lead="nein", origin="direkt")
    details = {"name": f"Karla {CUSTOMER}", "contact": CONTACT, "number": NUMBER}
    await desk.presses("Weiter", parting="wartet", talk="kein", verbis="nein", **details)


async def writes_the_acknowledgement(bot: Bot, case: Case) -> str:
    """Let the BGF ask for the letter; return what the card says then."""
    data = {"case": case.id, "version": case.version}
    chat, step = bot.chat(BGF), Step.WRITE_ACKNOWLEDGEMENT
    form = await chat.sends(verbs.CASE_FORM, {**data, "step": step})
    return str(await chat.sends(step, {**data, **filled(form, 0, TYPED)}))


def spoil(templates: Path) -> None:
    """Put words into a template that is in use where a placeholder should be."""
    document = Document()
    document.add_paragraph(f"Guten Tag {{{{ {CUSTOMER}_{STAFF} }}}}")
    for file in templates.glob("*.docx"):
        document.save(str(file))


async def test_a_walk_in_a_refusing_database_and_a_broken_template_name_nobody(
    stopped_bot: Bot, tmp_path: Path
) -> None:
    bot, letter, written = stopped_bot, a_letter(), tmp_path / "written.log"
    templates = tmp_path / "vorlagen"
    shutil.copytree(BUILT_IN, templates)
    await marked(bot, letter)
    async with served(bot, tmp_path, written, free_port(), KRM_TEMPLATES_DIR=str(templates)):
        for person in (FRONT_DESK, TEAM_LEAD_A, BGF):
            await bot.chat(person).opens()
        desk, lead = bot.chat(FRONT_DESK), bot.chat(TEAM_LEAD_A)
        await to_the_end_of_an_intake(desk)
        with broken(bot.settings.database_url):
            failed = str(await desk.presses("Erfassen"))
        await desk.presses("Erfassen")
        await bot.until(lambda: lead.says("wartet"))
        spoil(templates)
        refused = await writes_the_acknowledgement(bot, letter)
    log = written.read_text()
    assert "leider nicht geklappt" in failed
    assert found_in(failed, (CUSTOMER, NUMBER)) == []
    assert "unbekannten Platzhalter" in refused
    assert '"turn_failed"' in log
    assert '"registered"' in log
    assert found_in(log) == []


async def test_a_wrong_roster_is_refused_by_line_and_key(stopped_bot: Bot, tmp_path: Path) -> None:
    roster, example = tmp_path / "roster.toml", EXAMPLE.read_text(encoding="utf-8")
    somebody = f'[[staff]]\nobject_id = "{STAFF}"\nname = "{STAFF}"\nroles = ["{STAFF}"]\nroom = 7'
    nowhere = f'[[teams]]\nid = "{STAFF}"\nname = "{STAFF}"\nlead = "{STAFF}"\nzimmer = "{STAFF}"'
    absent = f'[[absences]]\nperson = "{STAFF}"\nfrom = "{STAFF}"'
    roster.write_text(f"{example}\n{somebody}\n{nowhere}\n{absent}\n", encoding="utf-8")
    status, said = await run(tmp_path, environment(stopped_bot), "staff", "import", str(roster))
    assert status == FAILED
    assert "wurde nicht eingelesen" in said
    assert said.count("Zeile") > 3
    assert found_in(said, EVERYTHING) == []
