"""``krm-bot person``: hand out or erase what is stored about one customer (Art. 15, 17 DSGVO)."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.person_asked import (
    DRAFTS,
    case_number,
    counted,
    errors_explained,
    list_candidates,
    opened,
    others_left,
    person_wanted,
    refuse,
)
from bot.cli.person_erase import erase
from bot.cli.person_options import Cases, LeaveOut, Name, Number, SamePerson

if TYPE_CHECKING:
    from bot.configuration.settings import Settings
    from casework.person_export import ExportWish, PersonExport, WithholdGround


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    group = typer.Typer(help="Rechte einer Person: Auskunft geben, löschen.", no_args_is_help=True)
    group.command("export")(export)
    group.command("erase")(erase)
    app.add_typer(group, name="person")


def export(
    *,
    number: Number = "",
    case: Cases = None,
    name: Name = "",
    leave_out: LeaveOut = None,
    same_person: SamePerson = False,
    out: Annotated[Path | None, typer.Option(help="Neuer oder leerer Ordner für die Auskunft.")] = None,
    withhold: Annotated[
        list[str] | None,
        typer.Option(
            help="Vorgang nicht offenlegen: NUMMER=GRUND, mit aufgaben, sicherheit, dritte oder aufbewahrung."
        ),
    ] = None,
    without_papers: Annotated[
        bool, typer.Option("--without-papers", help="Schreiben und Scans nur aufzählen.")
    ] = False,
) -> None:
    """Alles ausgeben, was über eine Person gespeichert ist (Art. 15 DSGVO, § 83 SGB X)."""
    from bot.configuration.settings import load_settings
    from casework.person_export import ExportWish

    settings = load_settings()
    with errors_explained():
        if name:
            list_candidates(settings, name)
            return
        person = person_wanted(number, case, leave_out, same_person=same_person)
        if out is None:
            refuse("Bitte geben Sie mit --out einen Ordner für die Auskunft an.")
        wish = ExportWish(person=person, withhold=_grounds(withhold or []), papers=not without_papers)
        exported = _write(settings, wish, out)
    for sentence in _report(exported, out):
        typer.echo(sentence)


def _grounds(typed: list[str]) -> "dict[str, WithholdGround]":
    from casework.person_export import WithholdGround

    found: dict[str, WithholdGround] = {}
    for one in typed:
        number, _, ground = one.partition("=")
        try:
            found[case_number(number)] = WithholdGround(ground.strip().casefold())
        except ValueError:
            codes = ", ".join(WithholdGround)
            refuse(f"Bitte schreiben Sie --withhold NUMMER=GRUND. Mögliche Gründe: {codes}.")
    return found


def _write(settings: "Settings", wish: "ExportWish", out: Path) -> "PersonExport":
    """Write the disclosure; the folder is there when all of it is, and the record says so by then."""
    from bot.cli.person_folder import DATA_FILE, LETTER_FILE, data_of, new_folder, paper_files
    from bot.cli.person_letter import letter_of
    from documents.disclosure import write_disclosure

    with new_folder(out) as folder:
        exported = asyncio.run(_export(settings, wish))
        files = {case.number: paper_files(case) for case in exported.cases}
        folder.write(DATA_FILE, data_of(exported, files, settings.timezone))
        letter = letter_of(exported, files, settings.letter_head, settings.rulebook)
        folder.write(LETTER_FILE, write_disclosure(letter))
        for case in exported.cases:
            for paper, file in zip(case.papers, files[case.number], strict=True):
                if paper.content is not None:
                    folder.write(file, paper.content)
    return exported


async def _export(settings: "Settings", wish: "ExportWish") -> "PersonExport":
    from bot.clock import SystemClock
    from casework.person_export import export_person
    from storage.unit_of_work import SqlUnitsOfWork

    async with opened(settings) as (engine, ring):
        units = SqlUnitsOfWork(engine, ring, settings.timezone)
        return await export_person(units, wish, now=SystemClock().now())


def _report(exported: "PersonExport", out: Path) -> Iterator[str]:
    from bot.cli.person_letter import CHECK_FIRST

    papers = sum(paper.content is not None for case in exported.cases for paper in case.papers)
    yield f"Die Auskunft liegt in {out}: {counted(len(exported.cases))}, Schreiben und Scans: {papers}."
    for case in exported.cases:
        yield f"{case.number}: offengelegt{', besonders vertraulich' if case.confidential else ''}."
    for number, ground in exported.withheld:
        yield f"{number}: nicht offengelegt (Grund: {ground})."
    yield from others_left(exported.others)
    yield DRAFTS
    yield CHECK_FIRST
