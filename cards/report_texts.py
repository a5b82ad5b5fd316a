"""The chapters of the yearly report that people write: the list, the form of one, its versions (R46, R48)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from cards.action_elements import Action, ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.card_rules import CardTooLarge
from cards.elements import Block, Container
from cards.form_fields import field_blocks
from cards.forms import Field, InputKind
from cards.layout import heading, notice_band, small, text, verbatim
from cards.verbs import (
    REPORT_MEASURES,
    REPORT_SHOW,
    REPORT_TEXT,
    REPORT_TEXT_SAVE,
    REPORT_TEXT_VERSION,
    REPORT_TEXTS,
)
from cards.wording import long_instant
from casework.report_texts import TEXT_LENGTH
from casework.views_report import TextView

TEXT_ID: Final = "text"
ALL: Final = "Alle Kapitel"
SAVE: Final = "Speichern"
EARLIER: Final = "Frühere Fassungen"
NOT_WRITTEN: Final = "noch nicht geschrieben"

_HINT: Final = "Höchstens 5.000 Zeichen. Keine Namen und keine Zitate, an denen man jemanden erkennt."
_NOTES: Final = "Aus dem Jahr gesammelt"
_NOTES_HINT: Final = "Nur für Sie zum Schreiben. Das wird nicht gedruckt."
_CUT: Final = 1_500
_WHOLE: Final = 10 * TEXT_LENGTH
# How many notes are shown, and how much of the other's text: what was typed comes before both.
_ROOM: Final = ((20, _WHOLE), (8, _WHOLE), (0, _WHOLE), (0, _CUT))


def chapters_card(year: int, texts: Sequence[TextView], *, notice: str = "") -> Card:
    """List the chapters and how far each is."""
    title = f"Jahresbericht {year}: Kapitel"
    written = sum(bool(view.text) for view in texts)
    brief = f"{title}. {written} von {len(texts)} geschrieben."
    return card(
        body=[
            *notice_band(notice),
            heading(title),
            text(f"{written} von {len(texts)} Kapiteln sind geschrieben.", spacing="none"),
            *(_listed(year, number, view) for number, view in enumerate(texts, start=1)),
            small(
                f"Was Sie ändern, steht in der nächsten Version des Berichts: Schreiben Sie „bericht {year}“."
            ),
        ],
        actions=[
            button("Maßnahmen", REPORT_MEASURES, {"year": year}),
            button("Bericht zeigen", REPORT_SHOW, {"year": year}),
        ],
        fallback_text=brief,
        speak=brief,
    )


def chapter_card(
    year: int,
    view: TextView,
    *,
    notice: str = "",
    typed: str | None = None,
    problem: str = "",
    with_notes: bool = True,
) -> Card:
    """Draw the form of a chapter with what was gathered for it above it.

    ``typed`` is what somebody has written and could not keep: it stays in the form. If ``view`` has another
    text, that stands above it. Where not all of it fits, the notes give way first. ``with_notes``: the card
    does not stay in the chat, so that what cases noted may be on it.
    """
    gathered = view.gathered if with_notes else ()
    for notes, length in _ROOM:
        try:
            shown = replace(view, gathered=gathered[:notes])
            return _chapter(year, shown, length, notice=notice, typed=typed, problem=problem)
        except CardTooLarge:
            continue
    raise CardTooLarge(f"chapter {view.key} does not fit")


def version_card(year: int, version: TextView, *, latest: int) -> Card:
    """Show one version of a chapter as it was written."""
    title = f"{version.title}: Fassung {version.version} von {latest}"
    return card(
        body=[
            heading(title),
            text(_when(version), subtle=True, spacing="none"),
            *(verbatim(version.text) or [text("Das Kapitel wurde geleert.")]),
        ],
        actions=[
            *(
                button(words, REPORT_TEXT_VERSION, _of(year, version) | {"number": number})
                for words, number in (("Ältere", version.version - 1), ("Neuere", version.version + 1))
                if 1 <= number <= latest
            ),
            button("Zum Bearbeiten", REPORT_TEXT, _of(year, version)),
        ],
        fallback_text=title,
        speak=title,
    )


def _listed(year: int, number: int, view: TextView) -> Container:
    words = f"Nr. {number} {'ändern' if view.version else 'schreiben'}"
    # A button does not wrap on a phone: it is short, and its description names the chapter.
    write = button(words, REPORT_TEXT, _of(year, view), tooltip=f"{words}: {view.title}")
    return Container(
        spacing="medium",
        items=[
            text(f"{number}. {view.title}", bold=True),
            small(_when(view), spacing="none"),
            ActionSet(actions=[write]),
        ],
    )


def _chapter(year: int, view: TextView, length: int, *, notice: str, typed: str | None, problem: str) -> Card:
    title = f"{view.title}, Bericht {year}"
    differs = typed is not None and typed.strip() != view.text
    field = Field(
        id=TEXT_ID,
        kind=InputKind.LONG_TEXT,
        label="Ihr Text" if differs else "Text",
        error="",
        hint=_HINT,
        value=view.text if typed is None else typed,
        problem=problem,
        max_length=TEXT_LENGTH,
        required=False,
    )
    body: list[Block] = [*notice_band(notice), heading(title), text(_when(view), subtle=True, spacing="none")]
    body += _notes(view.gathered)
    if differs and view.version:
        body += _other(view, length)
    body += field_blocks([field])
    actions: list[Action] = [
        button(SAVE, REPORT_TEXT_SAVE, _of(year, view) | {"seen": view.version}, positive=True)
    ]
    if view.version:
        shown = _of(year, view) | {"number": view.version}
        actions.append(button(EARLIER, REPORT_TEXT_VERSION, shown, ignores_form=True))
    actions.append(button(ALL, REPORT_TEXTS, {"year": year}, ignores_form=True))
    brief = f"{title}: bitte schreiben oder ändern Sie den Text."
    return card(body=body, actions=actions, fallback_text=brief, speak=brief)


def _notes(notes: Sequence[str]) -> list[Block]:
    if not notes:
        return []
    return [
        Container(
            style="emphasis",
            bleed=True,
            spacing="medium",
            items=[
                heading(_NOTES, size="default"),
                small(_NOTES_HINT, spacing="none"),
                *(text(f"• {note}", spacing="small") for note in notes),
            ],
        )
    ]


def _other(view: TextView, length: int) -> list[Block]:
    """Show the text that is kept now, above the one that is not kept yet."""
    shown = view.text if len(view.text) <= length else f"{view.text[:length].rstrip()}…"
    more = [] if shown == view.text else [small(f"Gekürzt. Den ganzen Text zeigt „{EARLIER}“.")]
    words = verbatim(shown) or [text("Das Kapitel wurde geleert.")]
    return [
        Container(
            spacing="medium",
            items=[heading("So steht es jetzt im Bericht", size="default"), *words, *more],
        ),
        small("Bitte führen Sie beide Texte unten zusammen. „Speichern“ ersetzt den gespeicherten Text."),
    ]


def _when(view: TextView) -> str:
    if view.written_at is None:
        return NOT_WRITTEN
    return f"Fassung {view.version} vom {long_instant(view.written_at)}"


def _of(year: int, view: TextView) -> dict[str, object]:
    return {"year": year, "chapter": view.key}
