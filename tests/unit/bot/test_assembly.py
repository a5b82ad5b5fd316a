"""What is checked before the bot starts: a letter that could not be written stops it (R24)."""

from pathlib import Path

import pytest

from bot.assembly import checked_letters
from bot.configuration.settings import Settings, SettingsError
from casework.letter_ports import WRITTEN_KINDS


def settings(templates_dir: Path | None) -> Settings:
    return Settings(_env_file=None, templates_dir=templates_dir)  # type: ignore[call-arg]


def test_the_built_in_templates_are_in_order() -> None:
    letters = checked_letters(settings(None))
    assert letters.sender.office_name == "Jobcenter Musterstadt"
    assert len({letters.new_id() for _ in WRITTEN_KINDS}) == len(WRITTEN_KINDS)


def test_a_folder_that_is_not_there_is_one_german_sentence(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"gibt es nicht\. Bitte prüfen Sie KRM_TEMPLATES_DIR"):
        checked_letters(settings(tmp_path / "nirgends"))


def test_a_template_that_is_no_document_is_named(tmp_path: Path) -> None:
    (tmp_path / "eingangsbestaetigung.docx").write_bytes(b"kein Dokument")
    with pytest.raises(SettingsError, match=r"eingangsbestaetigung\.docx"):
        checked_letters(settings(tmp_path))
