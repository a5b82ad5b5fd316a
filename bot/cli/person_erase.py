"""``krm-bot person erase``: anonymise a person's cases now, or say and record why not (Art. 17 DSGVO)."""

import asyncio
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
    from bot.configuration.settings import Settings
    from casework.person_erase import ErasedCase, ErasurePlan
    from casework.person_found import PersonWanted


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

    settings = load_settings()
    with errors_explained():
        if name:
            list_candidates(settings, name)
            return
        person = person_wanted(number, case, leave_out, same_person=same_person)
        really = yes and not dry_run
        plan, done = asyncio.run(_erase(settings, person, really=really))
    for sentence in _report(plan, done, really=really):
        typer.echo(sentence)
    if not yes and not dry_run:
        typer.echo("Es wurde nichts gelöscht. Zum Löschen bitte --yes ergänzen.", err=True)
        raise typer.Exit(BAD_INPUT)
    if really and any(_is_refused(one) for one in done):
        raise typer.Exit(FAILED)


async def _erase(
    settings: "Settings", person: "PersonWanted", *, really: bool
) -> "tuple[ErasurePlan, list[ErasedCase]]":
    from bot.clock import SystemClock
    from casework.person_erase import erase_case, plan_erasure
    from storage.unit_of_work import SqlUnitsOfWork

    now, rulebook = SystemClock().now(), settings.rulebook
    async with opened(settings) as (engine, ring):
        units = SqlUnitsOfWork(engine, ring, settings.timezone)
        plan = await plan_erasure(units, person, rulebook=rulebook, now=now)
        if not really:
            return plan, list(plan.cases)
        # One transaction each: a case that somebody works on at this moment keeps no other from going.
        return plan, [await erase_case(units, one.case_id, rulebook=rulebook, now=now) for one in plan.cases]


def _report(plan: "ErasurePlan", done: "list[ErasedCase]", *, really: bool) -> Iterator[str]:
    from casework.person_erase import Fate

    for one in done:
        yield f"{one.number}: {_said(one, really=really)}"
    erased = sum(one.fate is Fate.ERASED for one in done)
    refused = sum(_is_refused(one) for one in done)
    if really:
        yield f"Anonymisiert: {counted(erased)}. Abgelehnt und so festgehalten: {counted(refused)}."
    else:
        yield f"Es würde anonymisiert: {counted(erased)}. Es würde abgelehnt: {counted(refused)}."
    yield from others_left(plan.others)
    yield DRAFTS
    if really and erased:
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


def _is_refused(one: "ErasedCase") -> bool:
    from casework.person_erase import Fate

    return one.fate is Fate.REFUSED
