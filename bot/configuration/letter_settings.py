"""What stands on every letter of the office, and where its templates are."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from bot.configuration import checks as check
from bot.configuration.fields import plain
from casework.letter_ports import LetterHead

Line = Annotated[str, AfterValidator(check.one_line)]


class LetterSettings(BaseModel):
    """The letter head; the defaults are an invented office for trying things out."""

    templates_dir: Path | None = plain(
        None,
        "Ordner mit eigenen Briefvorlagen (.docx); leer: die eingebauten Vorlagen",
        "den Pfad eines Ordners",
    )
    office_name: Line = plain("Jobcenter Musterstadt", "Name des Hauses im Briefkopf", "den Namen des Hauses")
    office_address: Line = plain(
        "Musterstraße 1, 12345 Musterstadt",
        "Anschrift des Hauses: Straße und Ort, mit Komma getrennt",
        "eine Anschrift wie „Musterstraße 1, 12345 Musterstadt“",
    )
    office_phone: Line = plain(
        "0123 456-789", "Telefon für Rückfragen der Kundinnen und Kunden", "eine Telefonnummer"
    )
    privacy_url: Annotated[str, AfterValidator(check.web_page)] = plain(
        "https://www.jobcenter-musterstadt.example/datenschutz",
        "Seite, auf der steht, wie das Haus mit Daten umgeht",
        "eine Adresse mit https",
    )
    office_signature: Line = plain(
        "Ihr Jobcenter Musterstadt", "Wer unter dem Gruß steht", "den Absender unter dem Gruß"
    )

    @property
    def letter_head(self) -> LetterHead:
        """Who writes, as ``casework.letter_fields`` needs it."""
        return LetterHead(
            office_name=self.office_name,
            address=self.office_address,
            phone=self.office_phone,
            privacy_url=self.privacy_url,
            signature=self.office_signature,
        )
