r"""Makes people's words harmless in a card: nothing in them formats, links, counts or turns around.

A TextBlock interprets markdown, and so does a fact. Where a character can only be disarmed by a
backslash we write one (desktop and web remove it). Where an invisible WORD JOINER is enough we take
that, because phones show the backslash and follow a link in spite of it.
"""

import re
import unicodedata

_JOINER = "\u2060"

# Turn the direction of the text around them; letters of right-to-left scripts need none of these.
_BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_NO_MARKUP = str.maketrans({"<": None, ">": None, "&": "und"})

_BACKSLASH = re.compile(
    r"""
    [\\*`]                              # escape, emphasis, code
    | (?<![^\W_])_ | _(?![^\W_])        # emphasis; inside a word (max_muster) it is none
    | ~(?=~) | (?<=~)~                  # struck through
    | <(?=[a-zA-Z/!?])                  # a tag, a comment, a link in brackets
    | &(?=\#?\w+;)                      # an entity
    """,
    re.VERBOSE,
)
_LINK_ENDS = re.compile(r"](?=[(\[:])")
_TEMPLATE = re.compile(r"([{$])(?=\{)")
_LINE_MARK = re.compile(r"^(?=[-+>#]|\d+[.)])")


def cleaned(text: str) -> str:
    r"""Remove what cannot be seen and misleads: control characters and bidi overrides and isolates.

    Ends of lines become ``\n``, half characters (lone surrogates) the replacement character.
    Date functions of cards (``{{DATE(…)}}``) are broken up. Emoji and right-to-left letters stay.
    """
    lines = _LINE_ENDS.sub("\n", text).replace("\t", " ")
    # Most texts hold nothing of the kind; asking Python about all at once is far quicker.
    harmless = lines.replace("\n", " ").isprintable()
    kept = lines if harmless else "".join(_visible(character) for character in lines)
    return _TEMPLATE.sub(rf"\1{_JOINER}", kept)


def plain(text: str) -> str:
    """Return text that a TextBlock or a fact shows as it was written; paragraphs stay paragraphs."""
    lines = [line.strip() for line in cleaned(text).split("\n")]
    return "\n\n".join(_disarmed(line) for line in lines if line)


def spoken(text: str) -> str:
    """Return text to be read out: nothing in it is markup for the voice (SSML)."""
    return " ".join(cleaned(text).translate(_NO_MARKUP).split())


def one_line(text: str, limit: int) -> str:
    """Return cleaned text without ends of lines, cut with „…“ after ``limit`` characters."""
    line = " ".join(cleaned(text).split())
    return line if len(line) <= limit else f"{line[: limit - 1].rstrip()}…"


def _visible(character: str) -> str:
    if character in _BIDI_CONTROLS:
        return ""
    match unicodedata.category(character):
        case "Cc" if character != "\n":
            return ""
        case "Cs":
            return "\ufffd"
        case _:
            return character


def _disarmed(line: str) -> str:
    line = _BACKSLASH.sub(lambda found: f"\\{found[0]}", line)
    line = _LINK_ENDS.sub(f"]{_JOINER}", line)
    return _LINE_MARK.sub(_JOINER, line)
