"""What may stand in a report's template, and what is refused (GA VIII, R47)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.configuration.fields import number, plain, yes_no
from procedure.statistics.template import CHAPTERS, QUALITATIVE, Category, ReportTemplate, Thresholds
from procedure.vocabulary import Cause, Channel, ConcernKind, Origin, Outcome

_WORDS: Final[dict[str, type[StrEnum]]] = {
    "channels": Channel,
    "origins": Origin,
    "concerns": ConcernKind,
    "outcomes": Outcome,
    "causes": Cause,
}
_COMMON_YEAR: Final = 2026
"""A day must exist in every year, so 29 February is none."""
_LINE = r"^[^\s\x00-\x1f\x7f](?:[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f])?$"
_KEY = r"^[a-z0-9][a-z0-9_-]*$"
_STRICT = ConfigDict(extra="forbid", frozen=True, strict=True)

# TOML has lists only; their items are checked as strictly as all the rest.
_Texts = Annotated[tuple[Annotated[str, Field(max_length=100)], ...], Field(strict=False, max_length=100)]
_Heading = Annotated[str, Field(pattern=_LINE, max_length=100)]


class _Refused(ValueError):  # noqa: N818 - named for the fact
    """Something is wrong with one of the fields; ``where`` names it."""

    def __init__(self, message: str, *where: int | str) -> None:
        self.where = where
        super().__init__(message)


class CategoryEntry(BaseModel):
    """A ``[[channels]]`` and so on."""

    model_config = _STRICT
    key: Annotated[str, Field(pattern=_KEY, max_length=60)] = plain(
        ..., "Kürzel der Zeile", "ein Kürzel aus Kleinbuchstaben, Ziffern, „_“ und „-“"
    )
    label: _Heading = plain(..., "Überschrift der Zeile", "eine Überschrift mit höchstens 100 Zeichen")
    words: _Texts = plain(
        ..., "Wörter, die hier gezählt werden", "die Wörter der Zeile als Liste", min_length=1
    )


class ThresholdsEntry(BaseModel):
    """``[thresholds]``: below 2, every number would be shown."""

    model_config = _STRICT
    ordinary: int = number(Thresholds().ordinary, "allgemein", 2, 1000)
    by_team: int = number(Thresholds().by_team, "je Team", 2, 1000)
    rates: int = number(Thresholds().rates, "Anteile und Zeiten", 2, 1000)


_DEFAULTS: Final = ReportTemplate(version="")
_Entries = Annotated[tuple[CategoryEntry, ...], Field(strict=False, max_length=100)]
_Days = Annotated[tuple[Annotated[int, Field(ge=1, le=366)], ...], Field(strict=False, max_length=20)]


def _categories(section: str) -> Any:  # noqa: ANN401 - as pydantic's Field
    return plain((), "Zeilen des Berichts", f"jede Zeile als eigenen Abschnitt [[{section}]]")


class TemplateFile(BaseModel):
    """The file as a whole; fields named as in ReportTemplate."""

    model_config = _STRICT
    version: Annotated[str, Field(pattern=_LINE, max_length=40)] = plain(
        ..., "Name der Vorlage", "einen Namen der Vorlage mit höchstens 40 Zeichen"
    )
    key_month: int = number(_DEFAULTS.key_month, "Monat des Stichtags", 1, 12)
    key_day: int = number(_DEFAULTS.key_day, "Tag des Stichtags", 1, 31)
    key_years_later: int = number(_DEFAULTS.key_years_later, "Jahre bis zum Stichtag", 0, 1)
    due_month: int = number(_DEFAULTS.due_month, "Monat des Termins", 1, 12)
    due_day: int = number(_DEFAULTS.due_day, "Tag des Termins", 1, 31)
    remind_days: _Days = plain(
        _DEFAULTS.remind_days, "Tage vor dem Termin", "eine Liste von Zahlen von 1 bis 366"
    )
    chapters: _Texts = plain(CHAPTERS, "Kapitel mit Zahlen", "eine Liste von Kapiteln", min_length=1)
    titles: dict[str, _Heading] = plain({}, "Überschriften", "Überschriften mit höchstens 100 Zeichen")
    qualitative: _Texts = plain(QUALITATIVE, "Kapitel mit Text", "eine Liste von Kapiteln")
    channels: _Entries = _categories("channels")
    origins: _Entries = _categories("origins")
    concerns: _Entries = _categories("concerns")
    outcomes: _Entries = _categories("outcomes")
    causes: _Entries = _categories("causes")
    thresholds: ThresholdsEntry = plain(ThresholdsEntry(), "Schwellen", "Zahlen von 2 bis 1000")
    unsuppressed: bool = yes_no(_DEFAULTS.unsuppressed, "Alle Zahlen zeigen")

    @model_validator(mode="after")
    def _known_chapters(self) -> Self:
        _known("chapters", self.chapters, CHAPTERS, "Kapitel mit Zahlen")
        _known("qualitative", self.qualitative, QUALITATIVE, "Kapitel mit Text")
        for key in self.titles:
            if key not in {*CHAPTERS, *QUALITATIVE}:
                raise _Refused(f"Das Kapitel „{key}“ gibt es nicht.", "titles", key)
        return self

    @model_validator(mode="after")
    def _possible_days(self) -> Self:
        key = _day("key_day", self.key_month, self.key_day, "Der Stichtag")
        due = _day("due_day", self.due_month, self.due_day, "Der Termin")
        if self.key_years_later and due < key:
            raise _Refused("Der Termin liegt vor dem Stichtag. Bitte eines von beiden ändern.", "due_month")
        if len(set(self.remind_days)) < len(self.remind_days):
            raise _Refused("Eine Zahl der Tage steht zweimal da.", "remind_days")
        return self

    @model_validator(mode="after")
    def _each_word_once(self) -> Self:
        for section, vocabulary in _WORDS.items():
            keys: set[str] = set()
            labels: set[str] = set()
            line_of_word: dict[str, str] = {}
            for position, entry in enumerate(self._entries(section)):
                if entry.key in keys:
                    raise _Refused(f"Das Kürzel „{entry.key}“ steht zweimal da.", section, position, "key")
                if entry.label in labels:
                    raise _Refused(
                        f"Die Überschrift „{entry.label}“ steht zweimal da.", section, position, "label"
                    )
                keys.add(entry.key)
                labels.add(entry.label)
                for word in entry.words:
                    _check_word(word, vocabulary, line_of_word, (section, position, "words"))
                    line_of_word[word] = entry.label
        return self

    def template(self) -> ReportTemplate:
        """Return what was read."""
        return ReportTemplate(
            version=self.version,
            key_month=self.key_month,
            key_day=self.key_day,
            key_years_later=self.key_years_later,
            due_month=self.due_month,
            due_day=self.due_day,
            remind_days=tuple(sorted(self.remind_days, reverse=True)),
            chapters=self.chapters,
            titles=dict(self.titles),
            qualitative=self.qualitative,
            thresholds=Thresholds(**self.thresholds.model_dump()),
            unsuppressed=self.unsuppressed,
            **{section: _as_categories(self._entries(section)) for section in _WORDS},
        )

    @classmethod
    def expected(cls, where: tuple[int | str, ...]) -> str:
        """Say what a field wants; completes „Bitte … angeben.“."""
        names = [part for part in where if isinstance(part, str)]
        model: type[BaseModel] = cls
        if len(names) > 1 and names[0] in {*_WORDS, "thresholds"}:
            model = ThresholdsEntry if names[0] == "thresholds" else CategoryEntry
            names = names[1:]
        field = model.model_fields.get(names[0]) if names else None
        extra = field.json_schema_extra if field is not None else None
        return str(extra["expected"]) if isinstance(extra, dict) else "eine Angabe, die es gibt,"

    def _entries(self, section: str) -> tuple[CategoryEntry, ...]:
        found: tuple[CategoryEntry, ...] = getattr(self, section)
        return found


def _known(field: str, given: tuple[str, ...], known: Collection[str], meaning: str) -> None:
    for chapter in given:
        if chapter not in known:
            raise _Refused(f"„{chapter}“ ist kein {meaning}. Möglich sind {', '.join(known)}.", field)
    if len(set(given)) < len(given):
        raise _Refused(f"In „{field}“ steht ein Kapitel zweimal.", field)


def _day(field: str, month: int, day: int, meaning: str) -> date:
    try:
        return date(_COMMON_YEAR, month, day)
    except ValueError:
        raise _Refused(
            f"{meaning} {day}.{month}. kommt nicht in jedem Jahr vor. Bitte einen anderen Tag angeben.", field
        ) from None


def _check_word(
    word: str, vocabulary: type[StrEnum], line_of_word: dict[str, str], where: tuple[int | str, ...]
) -> None:
    if word not in set(vocabulary):
        raise _Refused(f"Das Wort „{word}“ gibt es hier nicht. Möglich sind {', '.join(vocabulary)}.", *where)
    if word in line_of_word:
        raise _Refused(
            f"Das Wort „{word}“ steht schon unter „{line_of_word[word]}“. Bitte nur einmal angeben.", *where
        )


def _as_categories(entries: tuple[CategoryEntry, ...]) -> tuple[Category, ...]:
    return tuple(Category(key=entry.key, label=entry.label, words=entry.words) for entry in entries)
