"""Reading the roster's TOML text with line numbers, so that an error can say where it is."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]\]?\s*(#.*)?")
ASSIGNMENT = re.compile(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*=")
SYNTAX_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something to correct in a roster file; line 0 means the file as a whole."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"Zeile {self.line}: {self.message}" if self.line else self.message


class RosterInvalid(Exception):  # noqa: N818 - named for the fact
    """The roster cannot be imported; each problem says where and what to do."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[section]]`` of the file: its values and the lines they stand on."""

    line: int
    values: Mapping[str, Any]
    lines: Mapping[str, int]

    def line_of(self, key: str) -> int:
        """Return the line of a value; of the entry if it has none."""
        return self.lines.get(key, self.line)


def read_entries(text: str, sections: Sequence[str]) -> dict[str, list[Entry]]:
    """Parse TOML into the entries of each section. RosterInvalid on bad syntax or an unknown section."""
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RosterInvalid([_syntax_problem(error, text)]) from None
    places = _scan(text)
    unknown = [key for key in content if key not in sections]
    if unknown:
        raise RosterInvalid([_unknown_section(key, places, sections) for key in unknown])
    entries: dict[str, list[Entry]] = {}
    for section in sections:
        values = content.get(section, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            line = places[section][0][0] if section in places else 0
            message = f"Bitte jeden Eintrag mit einer eigenen Zeile [[{section}]] beginnen."
            raise RosterInvalid([Problem(line, message)])
        found = places.get(section, [])
        # Entries written in another form than [[section]] have no lines of their own.
        known = found if len(found) == len(values) else [(0, {})] * len(values)
        entries[section] = [
            Entry(line, value, lines) for value, (line, lines) in zip(values, known, strict=True)
        ]
    return entries


def _scan(text: str) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """Find for each section header its line and the lines of the assignments below it."""
    places: dict[str, list[tuple[int, dict[str, int]]]] = {}
    current: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := HEADER.fullmatch(line):
            current = {}
            places.setdefault(header[1], []).append((number, current))
        elif assignment := ASSIGNMENT.match(line):
            current.setdefault(assignment[1], number)
    return places


def _syntax_problem(error: tomllib.TOMLDecodeError, text: str) -> Problem:
    found = SYNTAX_LINE.search(str(error))
    line = int(found[1]) if found else len(text.splitlines())
    return Problem(
        line,
        "Diese Zeile ist nicht lesbar. Bitte Anführungszeichen, Klammern und Gleichheitszeichen prüfen; "
        'Texte stehen in "…", Tage ohne Anführungszeichen, jede Angabe nur einmal.',
    )


def _unknown_section(
    key: str, places: Mapping[str, list[tuple[int, dict[str, int]]]], sections: Sequence[str]
) -> Problem:
    line = places[key][0][0] if key in places else 0
    allowed = ", ".join(f"[[{section}]]" for section in sections)
    return Problem(line, f"Den Abschnitt „{key}“ gibt es nicht. Möglich sind {allowed}.")
