"""``krm-bot person erase``: anonymise a person's cases now, or say and record why not (Art. 17 DSGVO)."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.database import FAILED
from bot.cli.person_asked import (
    BAD_INPUT,
    DRAFTS,
    counted,
    errors_explained,
    list_candidates,
    opened,
    others_left,
    person_wanted,
)
from bot.cli.person_options import Cases, LeaveOut, Name, Number, SamePerson

if TYPE_CHECKING:
    from datetime import datetime

    from bot.configuration.settings import Settings
    from casework.person_erase import ErasedCase
    from casework.person_found import PersonWanted
    from casework.ports import UnitsOfWork
    from procedure.rulebook import Rulebook

_FAILED = "gescheitert"
"""What became of a case that could neither be erased nor refused."""


def erase(
    *,
    number: Number = "",
    case: Cases = None,
    name: Name = "",
    leave_out: LeaveOut = None,
    same_person: SamePerson = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Nur zeigen, was geschehen würde; nichts wird geschrieben.")
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Wirklich löschen. Das lässt sich nicht rückgängig machen.")
    ] = False,
) -> None:
    """Die Vorgänge einer Person anonymisieren (Art. 17 DSGVO, § 84 SGB X). Zweimal ändert nichts.

    Wird etwas abgelehnt, endet der Befehl mit 1.
    """
    from bot.configuration.settings import load_settings
    from casework.person_erase import Fate

    settings = load_settings()
    with errors_explained():
        if name:
            list_candidates(settings, name)
            return
        person = person_wanted(number, case, leave_out, same_person=same_person)
        really = yes and not dry_run
        fates = asyncio.run(_erase(settings, person, really=really))
    for sentence in _summary(fates, really=really):
        typer.echo(sentence)
    if not yes and not dry_run:
        typer.echo("Es wurde nichts gelöscht. Zum Löschen bitte --yes ergänzen.", err=True)
        raise typer.Exit(BAD_INPUT)
    if really and fates.keys() & {Fate.REFUSED, _FAILED}:
        raise typer.Exit(FAILED)


async def _erase(settings: "Settings", person: "PersonWanted", *, really: bool) -> "Counter[str]":
    """Say of each case what becomes of it as soon as it has; count how many of each."""
    from bot.clock import SystemClock
    from casework.person_erase import plan_erasure
    from storage.unit_of_work import SqlUnitsOfWork

    now, rulebook = SystemClock().now(), settings.rulebook
    fates: Counter[str] = Counter()
    async with opened(settings) as (engine, ring):
        units = SqlUnitsOfWork(engine, ring, settings.timezone)
        plan = await plan_erasure(units, person, rulebook=rulebook, now=now)
        for one in plan.cases:
            fate, sentence = (
                await _tried(units, one, rulebook, now) if really else (one.fate, _said(one, really=False))
            )
            fates[fate] += 1
            typer.echo(f"{one.number}: {sentence}")
    for sentence in others_left(plan.others):
        typer.echo(sentence)
    return fates


async def _tried(
    units: "UnitsOfWork", one: "ErasedCase", rulebook: "Rulebook", now: "datetime"
) -> tuple[str, str]:
    """Erase a case in a transaction of its own: where one cannot go now, the others go all the same."""
    from casework.errors import VersionConflict
    from casework.person_erase import erase_case
    from casework.retention_ports import RecordBroken

    try:
        done = await erase_case(units, one.case_id, rulebook=rulebook, now=now)
    except VersionConflict:
        return _FAILED, "wird gerade bearbeitet. Bitte noch einmal ausführen."
    except RecordBroken:
        return _FAILED, (
            "wird nicht gelöscht. Die Aufzeichnung ist nicht unversehrt, und mit ihr gingen die Spuren. "
            "Bitte `krm-bot audit verify` ausführen."
        )
    return done.fate, _said(done, really=True)


def _summary(fates: "Counter[str]", *, really: bool) -> Iterator[str]:
    from casework.person_erase import Fate

    erased, refused = counted(fates[Fate.ERASED]), counted(fates[Fate.REFUSED])
    if really:
        yield f"Anonymisiert: {erased}. Abgelehnt und so festgehalten: {refused}."
    else:
        yield f"Es würde anonymisiert: {erased}. Es würde abgelehnt: {refused}."
    yield DRAFTS
    if really and fates[Fate.ERASED]:
        yield "In Sicherungen der Datenbank steht noch, was vorher darin stand. Bitte auch an sie denken."


def _said(one: "ErasedCase", *, really: bool) -> str:
    from casework.person_erase import Fate

    match one.fate:
        case Fate.ALREADY:
            return "ist schon anonymisiert."
        case Fate.ERASED:
            return "ist jetzt anonymisiert." if really else "würde anonymisiert."
        case Fate.REFUSED:
            why = " ".join(_why(one))
            return f"wird nicht gelöscht. {why}"


def _why(one: "ErasedCase") -> Iterator[str]:
    """Say each reason, and what to do about it."""
    from procedure.retention import Obstacle

    words = {
        Obstacle.RUNNING: (
            "Der Vorgang läuft noch. Bitte nach dem Abschluss noch einmal ausführen; bis dahin kann das BGF "
            "die Verarbeitung einschränken."
        ),
        Obstacle.OWED: (
            "Das BGF hat die Ablage noch nicht als vollständig bestätigt. Bitte danach noch einmal ausführen."
        ),
        Obstacle.HELD: (
            "Die Löschung ist gesperrt: Petition, Klage, Strafanzeige oder eingeschränkte Verarbeitung. "
            "Bitte beim BGF klären, ob die Sperre noch nötig ist."
        ),
        Obstacle.MERGED_INTO_KEPT: (
            "Der Vorgang wurde mit einem anderen zusammengeführt, der noch läuft oder gesperrt ist. "
            "Bitte noch einmal ausführen, wenn jener gelöscht werden darf."
        ),
    }
    yield from (words[obstacle] for obstacle in one.obstacles if obstacle in words)
