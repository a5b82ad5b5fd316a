"""Reads the fields of one JSON object; what is wrong is collected in German, not raised."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.cli.local_time import day_from, instant_from

_Term = TypeVar("_Term", bound=StrEnum)


class Fields:
    """One object of the file. A field that is absent or null reads as its type's „nothing“."""

    def __init__(self, data: Mapping[str, object]) -> None:
        self._data = data
        self.problems: list[str] = []

    def require(self, *names: str) -> None:
        """Note the fields that are absent or null."""
        missing = [name for name in names if self._data.get(name) is None]
        if missing:
            self.problems.append(f"Diese Felder fehlen: {', '.join(missing)}.")

    def flag(self, name: str) -> bool:
        """Read true or false."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, bool):
            self.problems.append(f"„{name}“ muss true oder false sein.")
        return value is True

    def text(self, name: str) -> str:
        """Read a text, trimmed."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, str):
            self.problems.append(f"„{name}“ muss ein Text sein.")
        return value.strip() if isinstance(value, str) else ""

    def flag_or_text(self, name: str) -> bool:
        """Read true or false, or a text that says more than „true“."""
        return bool(self.text(name)) if isinstance(self._data.get(name), str) else self.flag(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts."""
        value = self._data.get(name)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.problems.append(f"„{name}“ muss eine Liste von Texten sein.")
            return ()
        return tuple(item.strip() for item in value)

    def object(self, name: str) -> Mapping[str, object]:
        """Read an object within the object."""
        value = self._data.get(name)
        if value is not None and not isinstance(value, dict):
            self.problems.append(f"„{name}“ muss Felder in {{ }} enthalten.")
        return value if isinstance(value, dict) else {}

    def term(self, name: str, terms: type[_Term]) -> _Term | None:
        """Read one of the procedure's terms."""
        text = self.text(name)
        return self._term(name, terms, text) if text else None

    def terms(self, name: str, terms: type[_Term]) -> tuple[_Term, ...]:
        """Read a list of the procedure's terms."""
        found = (self._term(name, terms, text) for text in self.texts(name))
        return tuple(term for term in found if term is not None)

    def instant(self, name: str, timezone: ZoneInfo) -> datetime | None:
        """Read an instant; without a zone it is local time of the office."""
        text = self.text(name)
        try:
            return instant_from(text, timezone) if text else None
        except ValueError as error:
            self.problems.append(f"„{name}“: {error}")
            return None

    def day(self, name: str) -> date | None:
        """Read a day."""
        text = self.text(name)
        try:
            return day_from(text) if text else None
        except ValueError as error:
            self.problems.append(f"„{name}“: {error}")
            return None

    def _term(self, name: str, terms: type[_Term], text: str) -> _Term | None:
        try:
            return terms(text)
        except ValueError:
            self.problems.append(f"„{name}“ ist „{text}“. Möglich sind: {', '.join(terms)}.")
            return None
