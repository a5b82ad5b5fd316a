"""The grammar of the cards as building blocks. All text is shown as written: no markdown anywhere."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cards.elements import (
    Block,
    Column,
    ColumnSet,
    Container,
    Fact,
    FactSet,
    RichTextBlock,
    TextBlock,
    TextRun,
)
from cards.plain_text import cleaned, one_line, plain

_MAX_PARAGRAPHS = 30
_NOTICE_LENGTH = 300
_MOST_ACROSS = 3
"""Stages of 320 pixels: a fourth would break their words."""


def text(words: str, *, subtle: bool = False, bold: bool = False, spacing: str | None = None) -> TextBlock:
    """Write a paragraph of our own words, or of ours and theirs."""
    return TextBlock(
        text=plain(words),
        wrap=True,
        is_subtle=subtle or None,
        weight="bolder" if bold else None,
        spacing=spacing,
    )


def small(words: str, *, spacing: str | None = "small") -> TextBlock:
    """Write a remark."""
    return TextBlock(text=plain(words), wrap=True, is_subtle=True, size="small", spacing=spacing)


def heading(words: str, *, size: str = "large") -> TextBlock:
    """Write a heading: what a screen reader jumps to."""
    return TextBlock(text=plain(words), wrap=True, style="heading", weight="bolder", size=size)


def warning(words: str) -> TextBlock:
    """Write a sentence that must not be overlooked; it says so in words, the colour only repeats it."""
    return TextBlock(text=plain(words), wrap=True, weight="bolder", color="attention")


def at_field(problem: str) -> list[Block]:
    """Say right above a field what is wrong with the answer (nothing if it is fine)."""
    return [warning(f"Das passt noch nicht: {one_line(problem, _NOTICE_LENGTH)}")] if problem else []


def verbatim(words: str, *, size: str | None = None) -> list[Block]:
    """Show what somebody wrote exactly as it was written, one block a paragraph (nothing if empty)."""
    paragraphs = [p.strip() for p in re.split(r"\n\s*\n", cleaned(words)) if p.strip()]
    if len(paragraphs) > _MAX_PARAGRAPHS:
        paragraphs = ["\n".join(paragraphs)]
    return [RichTextBlock(inlines=[TextRun(text=p, size=size)], spacing="small") for p in paragraphs]


def band(style: str, *items: Block) -> Container:
    """Draw a coloured band across the card, for what cannot wait."""
    return Container(style=style, bleed=True, items=list(items))


def box(title: str, *paragraphs: str) -> Container:
    """Draw the shaded box that says what comes next."""
    return Container(
        style="emphasis",
        bleed=True,
        spacing="medium",
        items=[text(title, bold=True), *(text(p, spacing="small") for p in paragraphs)],
    )


def say_aloud(*sentences: str, spacing: str = "medium") -> Container:
    """Draw the box with the words for the customer, large enough to read out."""
    quoted = [f"„{sentences[0]}", *sentences[1:]]
    quoted[-1] += "“"
    items: list[Block] = [text("Bitte sagen Sie:", bold=True)]
    items += [TextBlock(text=plain(s), wrap=True, size="large", spacing="small") for s in quoted]
    return Container(style="emphasis", bleed=True, spacing=spacing, items=items)


def notice_band(notice: str) -> list[Block]:
    """Put one sentence on top of a card, for example why a press had no effect (nothing if empty)."""
    return [band("accent", heading(one_line(notice, _NOTICE_LENGTH), size="default"))] if notice else []


def facts(pairs: Iterable[tuple[str, str]], *, limit: int = 300) -> list[Block]:
    """List labels with values of at most ``limit`` characters; empty ones are left out."""
    kept = [
        Fact(title=plain(title), value=plain(one_line(value, limit)))
        for title, value in pairs
        if value.strip()
    ]
    return [FactSet(facts=kept, spacing="medium")] if kept else []


def side_by_side(
    left: Sequence[Block], right: Sequence[TextBlock], *, short: bool = False, spacing: str | None = None
) -> ColumnSet:
    """Set what it is about on the left and its state on the right; both may wrap on a phone.

    The shares let a number („KRM-2026-0042“) and „Geschäftsleitung“ stand unbroken at 320 pixels.

    ``short``: what stands on the right is so short that it need not wrap.
    """
    for block in right:
        block.horizontal_alignment = "right"
    return ColumnSet(
        spacing=spacing,
        columns=[
            Column(width="stretch" if short else 13, items=list(left)),
            Column(width="auto" if short else 11, items=list(right)),
        ],
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the way: a short word, whether it is done, and when or until when."""

    word: str
    done: bool
    detail: str


def progress(stages: Sequence[Stage]) -> Container:
    """Show how far it is: ✓ and ○ with words, three beside each other; four in two rows, for the phone."""
    across = _MOST_ACROSS if len(stages) <= _MOST_ACROSS else 2
    rows = [stages[first : first + across] for first in range(0, len(stages), across)]
    return Container(
        spacing="medium",
        items=[ColumnSet(spacing="small", columns=[_stage(stage) for stage in row]) for row in rows],
    )


def _stage(stage: Stage) -> Column:
    return Column(
        width="stretch",
        items=[
            text(f"{'✓' if stage.done else '○'} {stage.word}"),
            small(stage.detail, spacing="none"),
        ],
    )
