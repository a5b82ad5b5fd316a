"""Under which line of the report a word of ours is counted (R47); no word is ever lost."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from procedure.statistics.template import Category

REST: Final = "_sonstige"
"""What no category names. Keys of ours begin with „_“, those of templates do not."""
REST_LABEL: Final = "Sonstige"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """The lines of one vocabulary, in the order of the report."""

    lines: tuple[tuple[str, str], ...]
    """Key and label."""
    key_of: Mapping[str, str]

    def key(self, word: StrEnum | None) -> str:
        """Return the line under which a word is counted."""
        return REST if word is None else self.key_of.get(word, REST)

    def with_rest(self, found: Container[str]) -> "Headings":
        """Add the line „Sonstige“ if something was found that no line names."""
        if REST not in found or any(key == REST for key, _ in self.lines):
            return self
        return Headings(lines=(*self.lines, (REST, REST_LABEL)), key_of=self.key_of)


def headings(categories: Sequence[Category], words: Mapping[StrEnum, str]) -> Headings:
    """Return the lines that a template prescribes; each word by itself where it prescribes none.

    A word that two categories name is counted under the first.
    """
    if not categories:
        return Headings(
            lines=tuple((word.value, label) for word, label in words.items()),
            key_of={word.value: word.value for word in words},
        )
    key_of: dict[str, str] = {}
    for category in categories:
        for word in category.words:
            key_of.setdefault(word, category.key)
    lines = tuple((category.key, category.label) for category in categories)
    found = Headings(lines=lines, key_of=key_of)
    return found if all(word in key_of for word in words) else found.with_rest({REST})
