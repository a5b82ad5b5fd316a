"""What both commands about a person share: who is meant, the database, and what goes wrong."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import TYPE_CHECKING, NoReturn

import typer

from bot.cli.database import FAILED, storage_errors_explained

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from casework.person_found import PersonWanted
    from storage.engine import Database
    from storage.keys import KeyRing
    from storage.person_names import Candidate

BAD_INPUT = 2

DRAFTS = (
    "Entwürfe und Dateien, die noch zu keinem Vorgang gehören, lassen sich keiner Person zuordnen. "
    "Sie werden nach 24 Stunden gelöscht."
)


@contextmanager
def errors_explained() -> Iterator[None]:
    """End the command with a sentence where something is not there, not usable or not clear."""
    from bot.cli.person_folder import FolderRefused
    from casework.errors import CaseworkError

    try:
        with storage_errors_explained():
            yield
    except (CaseworkError, FolderRefused) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from None


def refuse(sentence: str) -> NoReturn:
    """End the command because of what was typed."""
    typer.echo(sentence, err=True)
    raise typer.Exit(BAD_INPUT)


def person_wanted(
    number: str, cases: list[str] | None, leave_out: list[str] | None, *, same_person: bool
) -> "PersonWanted":
    """Read who is meant; without a customer number and a case nobody is."""
    from casework.person_found import PersonWanted

    if not number.strip() and not cases:
        refuse("Bitte geben Sie mit --number die Kundennummer oder mit --case einen Vorgang an.")
    return PersonWanted(
        number=number,
        cases=tuple(case_number(one) for one in cases or ()),
        leave_out=frozenset(case_number(one) for one in leave_out or ()),
        same_person=same_person,
    )


def case_number(typed: str) -> str:
    """Bring the number of a case to the form in which it is kept."""
    return typed.strip().upper()


def list_candidates(settings: "Settings", name: str) -> None:
    """List in which cases a name stands, and nothing else of them: two people may share a name."""
    from casework.person_found import name_words
    from procedure.days_in_words import day_in_words

    if not name_words(name):
        refuse("Bitte geben Sie einen Namen an, zum Beispiel --name „Kundin, Karla“.")
    found = asyncio.run(_candidates(settings, name))
    for one in found:
        day = day_in_words(one.received_at.astimezone(settings.timezone).date())
        typer.echo(f"{one.number}, eingegangen am {day}")
    typer.echo(
        f"{counted(len(found))} mit diesem Namen. Es wurde nichts ausgegeben und nichts gelöscht. "
        "Verschiedene Personen können gleich heißen: Bitte prüfen Sie die Vorgänge und geben Sie sie mit "
        "--case an."
    )


def others_left(others: tuple[str, ...]) -> Iterator[str]:
    """Name linked cases that were left alone."""
    if others:
        yield (
            f"Verknüpft, aber wohl von einer anderen Person und darum nicht dabei: {', '.join(others)}. "
            "Bitte prüfen. Gehören sie dazu, geben Sie sie mit --case an und ergänzen Sie --same-person."
        )


def counted(cases: int) -> str:
    """Count cases in words."""
    return "1 Vorgang" if cases == 1 else f"{cases} Vorgänge"


@asynccontextmanager
async def opened(settings: "Settings") -> AsyncIterator[tuple["Database", "KeyRing"]]:
    """Open the office's database with its keys."""
    from storage.engine import create_engine
    from storage.key_file import load_key_ring
    from storage.readiness import assert_ready

    ring = load_key_ring(settings.key_file)
    engine = create_engine(settings.database_url)
    try:
        await assert_ready(engine, ring)
        yield engine, ring
    finally:
        await engine.dispose()


async def _candidates(settings: "Settings", name: str) -> "list[Candidate]":
    from casework.person_found import name_words
    from storage.person_names import cases_named

    words = name_words(name)
    async with opened(settings) as (engine, ring):
        return [one async for one in cases_named(engine, ring, lambda kept: words <= name_words(kept))]
