"""People's words in a card: shown as written, whatever they contain."""

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards.plain_text import cleaned, one_line, plain, spoken

JOINER = "\u2060"
MARKDOWN = MarkdownIt("js-default")
"""The parser of the web clients, with its tables and struck-through text."""

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from(list("*_`~[]()<>!#+-=|&;:/\\\"'{}$ \n\r\t.1aZä") + list(BIDI)),
        st.characters(),
    ),
    max_size=60,
)


def shown(text: str) -> str:
    """Return what a markdown client shows of a text, without the tags of its paragraphs."""
    html = MARKDOWN.render(text).replace("<p>", "").replace("</p>\n", "\n\n")
    assert "<" not in html, html
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(entity, character)
    return html


def squeezed(text: str) -> str:
    return "".join(text.replace(JOINER, "").split())


@settings(max_examples=1_000)
@given(NASTY)
def test_markdown_shows_exactly_what_was_written(text: str) -> None:
    assert squeezed(shown(plain(text))) == squeezed(cleaned(text))


@given(NASTY)
def test_no_control_character_and_no_turned_direction_survives(text: str) -> None:
    kept = cleaned(text)

    assert not set(kept) & set(BIDI)
    assert all(c == "\n" or unicodedata.category(c) not in {"Cc", "Cs"} for c in kept)
    kept.encode("utf-8")


@given(NASTY)
def test_no_date_function_of_a_card_survives(text: str) -> None:
    assert "{{" not in plain("{{DATE(2026-11-19T10:42:00Z,LONG)}}" + text)
    assert "${" not in cleaned(text + "${name}")


@given(st.text(alphabet=st.characters(categories=["L", "N", "Zs"]), max_size=60))
def test_letters_and_digits_of_every_script_stay_as_they_are(text: str) -> None:
    assert squeezed(plain(text)) == squeezed(text)


@given(NASTY, st.integers(min_value=1, max_value=80))
def test_one_line_is_one_line_of_at_most_the_given_length(text: str, limit: int) -> None:
    line = one_line(text, limit)

    assert len(line) <= limit
    assert "\n" not in line


@given(NASTY)
def test_speech_contains_no_markup(text: str) -> None:
    assert not re.search("[<>&]", spoken(text))


@pytest.mark.parametrize(
    "text",
    [
        "<b>dringend</b> <script>alert(1)</script> <!-- x -->",
        "[Hier klicken](https://boese.example) ![Bild](https://boese.example/x.png)",
        "[a]: https://boese.example",
        "<https://boese.example>",
        "# Überschrift",
        "> Zitat",
        "- Punkt",
        "1. Punkt",
        "3. Dezember 2026",
        "***wichtig*** __fett__ ~~weg~~ `code`",
        "karla_kundin@example.org",
        "C:\\Ordner\\*",
        "&lt;b&gt; &amp; &#60;",
        "a | b",
        "===",
    ],
)
def test_what_looks_like_markdown_or_html_is_shown_as_text(text: str) -> None:
    assert shown(plain(text)).strip().replace(JOINER, "") == text


def test_an_address_keeps_its_underscore_without_a_backslash() -> None:
    assert plain("karla_kundin@example.org") == "karla_kundin@example.org"


def test_a_link_is_broken_for_phones_that_ignore_the_backslash() -> None:
    assert "](" not in plain("[Hier](https://boese.example)")


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا", "😟👩🏽‍💼🏳️‍🌈", "Zoë Łukasz Nguyễn", "Ünal İlhan"])
def test_emoji_and_right_to_left_letters_survive(text: str) -> None:
    assert plain(text) == text


def test_an_override_of_the_direction_is_removed() -> None:
    assert plain("Karla\u202e nidnuK\u202c \u2066x\u2069") == "Karla nidnuK x"


def test_paragraphs_stay_paragraphs() -> None:
    assert (
        plain("erste Zeile\r\nzweite\u2028dritte\n\n\nvierte") == "erste Zeile\n\nzweite\n\ndritte\n\nvierte"
    )


def test_half_a_character_becomes_the_replacement_character() -> None:
    assert plain("a\ud83db") == "a\ufffdb"
