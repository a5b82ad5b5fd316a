"""docs/tour.md and the tests that play it tell the same."""

import re
from pathlib import Path

import pytest

from tests.e2e.tour import DOCUMENT, WHO, Chapter, Kind, Mark, chapters

TEXT = DOCUMENT.read_text(encoding="utf-8")
PLAYED = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_tour_*.py"))
FIRST = "1. A letter comes in"


def test_every_chapter_with_steps_is_played_once_and_no_other() -> None:
    played = re.findall(r'tour\.chapter\("([^"]+)"\)', PLAYED)

    assert sorted(played) == sorted(chapters(TEXT))


def test_every_picture_of_the_document_is_taken_and_there() -> None:
    shown = re.findall(r"\]\(images/([^)]+)\.png\)", TEXT)
    taken = re.findall(r'tour\.picture\(pictures, "([^"]+)"', PLAYED)

    assert sorted(shown) == sorted(taken)
    assert all((DOCUMENT.parent / "images" / f"{name}.png").is_file() for name in shown)


def test_every_step_begins_with_one_of_the_people() -> None:
    assert {mark.person for marks in chapters(TEXT).values() for mark in marks} == set(WHO)


def test_marks_are_read_in_their_order_over_line_ends() -> None:
    text = "## A\n\nHow **not** to.\n\n1. Tom types `a b`, **Ab\n   …** and sees „c“.\n2. Bea rests.\n"

    assert chapters(text) == {
        "A": [
            Mark("Tom", Kind.TYPE, "a b"),
            Mark("Tom", Kind.PRESS, "Ab …"),
            Mark("Tom", Kind.SEE, "c"),
        ]
    }


@pytest.mark.parametrize(
    ("person", "kind", "words"),
    [("Erika", Kind.TYPE, "alt"), ("Tom", Kind.TYPE, "neu"), ("Erika", Kind.PRESS, "neu")],
)
def test_what_the_document_does_not_say_here_cannot_be_done(person: str, kind: Kind, words: str) -> None:
    with pytest.raises(AssertionError, match=re.escape("docs/tour.md")):
        Chapter(FIRST).done(person, kind, words)


def test_chapter_that_is_not_played_to_its_end_fails() -> None:
    chapter = Chapter(FIRST)
    chapter.done("Erika", Kind.TYPE, "neu")

    with pytest.raises(AssertionError, match="not played"):
        chapter.end()
