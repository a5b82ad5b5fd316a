"""The disclosure to a person opens in a word processor and prints with its headings and sentences."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from bot.cli.person_letter import letter_of
from casework.person_export import ExportWish, WithholdGround, export_person
from casework.person_found import PersonWanted
from documents.disclosure import write_disclosure
from procedure.vocabulary import CaseId
from tests.e2e.test_letters_open import run
from tests.support.builders import an_office
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, RULEBOOK, SENDER
from tests.support.person_office import NUMBER, EachOnce, full_cases

SENTENCES = (
    "Auskunft über Ihre Daten",
    "Vor der Herausgabe muss eine Person alles durchsehen",
    "bewahren wir einen Vorgang noch 2 volle Kalenderjahre auf",
    "Guten Tag Karla Kundin,",
    "Musterweg 1",
    "Vorgang KRM-2026-0001",
    "Was uns mitgeteilt wurde",
    "[Beschäftigte/r]",
    "Diesen Vorgang legen wir nicht offen.",
    "Ihre Rechte",
    "Freundliche Grüße",
    "Seite 1 von ",
)


async def a_disclosure() -> bytes:
    """Disclose three full cases, and a fourth that is withheld."""
    units = FakeUnitsOfWork(an_office())
    cases = full_cases(EachOnce())[:3]
    async with units() as unit:
        for case in cases:
            await unit.cases.add(case)
        await unit.cases.add(replace(cases[0], id=CaseId("withheld"), number="KRM-2026-0099"))
        await unit.commit()
    wish = ExportWish(
        person=PersonWanted(number=NUMBER),
        withhold={"KRM-2026-0099": WithholdGround.OTHERS},
        papers=False,
    )
    export = await export_person(units, wish, now=NOW)
    letter = letter_of(export, {case.number: () for case in export.cases}, SENDER, RULEBOOK)
    return write_disclosure(letter)


def test_it_opens_and_prints(tmp_path: Path, pictures: Path) -> None:
    file = tmp_path / "auskunft.docx"
    # In a thread: the browser of the tests beside this one keeps an event loop running in the main one.
    with ThreadPoolExecutor(max_workers=1) as other:
        file.write_bytes(other.submit(lambda: asyncio.run(a_disclosure())).result())

    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(file))

    pdf = file.with_suffix(".pdf")
    words = " ".join(run("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-").split())
    for sentence in SENTENCES:
        assert sentence in words
    assert not re.search(r"[{}]", words)
    run("pdftoppm", "-r", "70", "-png", "-l", "2", str(pdf), str(pictures / "disclosure"))
