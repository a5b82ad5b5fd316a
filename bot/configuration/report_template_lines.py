"""Where something stands in a template's TOML text, so that a refusal can name the line."""

import re
import tomllib
from typing import Final

_HEADER: Final = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_-]+)\s*\]\]?\s*(#.*)?")
_ASSIGNMENT: Final = re.compile(r"\s*\"?([A-Za-z0-9_-]+)\"?\s*[=.]")
_SYNTAX_LINE: Final = re.compile(r"at line (\d+)")


def line_of(text: str, where: tuple[int | str, ...]) -> int:
    """Return the line of a value, named as pydantic does („channels“, 1, „words“).

    Of what is around it if it has no line of its own; 0 if that is not there either.
    """
    found = 0
    lines = _lines(text)
    for length in range(1, len(where) + 1):
        found = lines.get(where[:length], found)
    return found


def syntax_line(error: tomllib.TOMLDecodeError, text: str) -> int:
    """Return the line that cannot be read; the last if the text ends too early."""
    match = _SYNTAX_LINE.search(str(error))
    return int(match[1]) if match else len(text.splitlines())


def _lines(text: str) -> dict[tuple[int | str, ...], int]:
    lines: dict[tuple[int | str, ...], int] = {}
    section: tuple[int | str, ...] = ()
    entries: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.fullmatch(line):
            name = header[1]
            lines.setdefault((name,), number)
            section = (name,)
            if line.lstrip().startswith("[["):
                section = (name, entries.get(name, 0))
                entries[name] = entries.get(name, 0) + 1
            lines.setdefault(section, number)
        elif assignment := _ASSIGNMENT.match(line):
            lines.setdefault((*section, assignment[1]), number)
    return lines
