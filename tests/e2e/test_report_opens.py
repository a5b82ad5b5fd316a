"""The yearly report's two files open in an office suite and print with everything that stands in them."""

import re
from pathlib import Path

import pytest

from documents.report_docx import report_document
from documents.report_xlsx import report_workbook
from tests.e2e.test_letters_open import run
from tests.support.reports import CHECKSUM, sample_view

EXPECTED = {
    "bericht.docx": (
        "Jobcenter Musterstadt",
        "Jahresbericht Kundenreaktionsmanagement",
        "Donnerstag, 14. Januar 2027, 9.05 Uhr",
        CHECKSUM,
        "Inhalt Zeichen und Schutz Zahlen 1 Eckdaten und Methode 2 Eingänge",
        "„< 3“: Die Zahl ist größer als null und kleiner als 3.",
        "über die Agentur für Arbeit •",
        "Unterhalt und Rückforderung < 5",
        "288 351 82,1 %",
        "Nachgereichte Unterlagen wurden spät zugeordnet.",
        "Noch nicht geschrieben.",
        "Beschwerden über verlorene Post",
        "Seite 2 von ",
        "Jobcenter Musterstadt · Version 2",
    ),
    "zahlen.xlsx": (
        "Jahresbericht Kundenreaktionsmanagement 2026",
        "Berichtsjahr 2026 · Version 2 · Entwurf",
        CHECKSUM,
        "„< 3“: Die Zahl ist größer als null und kleiner als 3.",
        "über die Agentur für Arbeit •",
        "über die Zentrale < 3",
        "Gesamt 387",
        "Definitionen",
        "Seite 2 von 9",
    ),
}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Turn both files into PDF, in one start of the office suite with a profile of its own."""
    folder = tmp_path_factory.mktemp("report")
    view = sample_view()
    files = {"bericht.docx": report_document(view), "zahlen.xlsx": report_workbook(view)}
    for name, content in files.items():
        (folder / name).write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    paths = [str(folder / name) for name in files]
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *paths)
    return folder


@pytest.mark.parametrize("name", EXPECTED)
def test_it_opens_and_prints_everything(name: str, printed: Path, pictures: Path) -> None:
    pdf = (printed / name).with_suffix(".pdf")
    # Debian: sudo apt-get install libreoffice-writer-nogui libreoffice-calc-nogui
    assert pdf.exists(), f"{name} wurde nicht gedruckt. Es fehlt vielleicht libreoffice-calc-nogui."

    words = run("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-")

    # How wide a space must be to be one is a guess of the program that reads.
    for sentence in EXPECTED[name]:
        assert "".join(sentence.split()) in "".join(words.split())
    assert not re.search(r"#(?:REF|NAME|VALUE|WERT)|Err:\d", words)
    run("pdftoppm", "-r", "70", "-png", str(pdf), str(pictures / f"report-{pdf.stem}"))
