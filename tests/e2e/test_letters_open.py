"""Every letter opens in a word processor and prints on one page: a broken .docx cannot pass."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.configuration.letter_settings import LetterSettings
from documents.letter_kinds import LETTER_KINDS, LetterKind
from documents.letter_samples import LetterSample, letter_samples
from documents.letters import DocxLetterWriter

SECONDS = 180
SAMPLES = {sample.letter.file_name: sample for sample in letter_samples(LetterSettings().letter_head)}
EXPECTED = {
    "eingangsbestaetigung.docx": (
        "Sie ist am Donnerstag, 3. Dezember 2026, bei uns eingegangen und trägt das Zeichen KRM-2026-0042.",
        "Unsere Antwort erhalten Sie voraussichtlich bis Donnerstag, 17. Dezember 2026.",
        "Dieses Schreiben ersetzt keinen Widerspruch und ändert keine Fristen.",
    ),
    "eingangsbestaetigung-lob.docx": (
        "vielen Dank für Ihre freundlichen Worte.",
        "Dieses Schreiben ersetzt keinen Widerspruch und ändert keine Fristen.",
    ),
    "zwischennachricht.docx": (
        "Der Grund dafür: Uns fehlt noch eine Auskunft Ihrer Krankenkasse.",
        "Wir antworten Ihnen voraussichtlich bis Freitag, 8. Januar 2027.",
    ),
    "zwischennachricht-stelle.docx": (
        "Petitionsausschuss des Landtags",
        "Der Grund dafür: Zwei Teams arbeiten uns noch zu.",
        "Wir antworten Ihnen voraussichtlich bis Freitag, 8. Januar 2027.",
    ),
    "antwort-begruendet.docx": (
        "Sie haben recht, und das tut uns leid.",
        "Ihr Antrag lag sieben Wochen bei uns.",
        "Das haben wir veranlasst: Ihr Antrag ist entschieden.",
    ),
    "antwort-teilweise.docx": ("In einem Teil haben Sie recht", "Kopie an: Landratsamt"),
    "antwort-unbegruendet.docx": ("Den Ablauf sehen wir aber anders.", "zusammen 12 Personen"),
    "antwort-nicht-feststellbar.docx": ("konnten wir leider nicht mehr klären.",),
    "antwort-entfaellt.docx": ("Dabei ging es um Ihre Anregung.", "Das Schild am Aufzug haben wir erneuert."),
    "antwort-lob.docx": ("Wir haben uns sehr darüber gefreut und sie weitergegeben.",),
    "antwort-stelle.docx": ("Petitionsausschuss des Landtags", "Sie betrifft Karla Kundin."),
    "abgabenachricht.docx": (
        "Familienkasse Musterstadt, Beispielweg 7, 12345 Musterstadt",
        "Die Antwort bekommen Sie von dort.",
    ),
    "ruecknahmebestaetigung.docx": (
        "dass Sie Ihre Beschwerde zurücknehmen.",
        "Damit schließen wir die Sache ab.",
    ),
}


def run(*command: str) -> str:
    """Run a program of the machine; its words are the failure's."""
    name, package = command[0], "libreoffice-writer-nogui" if command[0] == "soffice" else "poppler-utils"
    assert shutil.which(name), f"Es fehlt {name}. Debian: sudo apt-get install {package}"
    ended = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Turn all letters into PDF, in one start of the word processor with a profile of its own."""
    folder = tmp_path_factory.mktemp("letters")
    writer = DocxLetterWriter()
    letters = []
    for name, sample in SAMPLES.items():
        path = folder / name
        path.write_bytes(sample.write(writer))
        letters.append(str(path))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *letters)
    return folder


def test_each_letter_is_expected_to_say_something() -> None:
    assert set(EXPECTED) == set(SAMPLES) == {letter.file_name for letter in LETTER_KINDS}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_letter_opens_and_prints_on_one_page_with_its_sentences(
    name: str, printed: Path, pictures: Path
) -> None:
    pdf = (printed / name).with_suffix(".pdf")

    words = " ".join(run("pdftotext", "-layout", "-enc", "UTF-8", str(pdf), "-").split())

    for sentence in EXPECTED[name]:
        assert sentence in words
    assert_frame_of_a_letter(words, SAMPLES[name], SAMPLES[name].letter)
    assert "Pages: 1 " in " ".join(run("pdfinfo", str(pdf)).split())
    picture = pictures / f"letter-{pdf.stem}"
    run("pdftoppm", "-r", "70", "-png", "-singlefile", str(pdf), str(picture))


def assert_frame_of_a_letter(words: str, sample: LetterSample, letter: LetterKind) -> None:
    """Expect what stands on every letter, and nothing that was meant for the template."""
    assert f"Unser Zeichen: {sample.fields['nr']}" in words
    assert f"{sample.fields['anrede']}," in words
    assert f"Freundliche Grüße {sample.fields['absender']}" in words
    assert "Seite 1 von 1" in words
    for address_line in sample.fields["anschrift"].splitlines():
        assert address_line in words
    assert not re.search(r"[{}]", words), letter.file_name
