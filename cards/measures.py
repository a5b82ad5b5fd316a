"""Measures of the yearly report: the list, the form of one, and those that are due (R46, R48)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from cards.action_elements import ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.elements import Block, Container
from cards.form_fields import field_blocks
from cards.forms import Field, InputKind, Option
from cards.layout import facts, heading, notice_band, small, text
from cards.plain_text import one_line
from cards.verbs import MEASURE_DONE, MEASURE_FORM, MEASURE_PUT, REPORT_MEASURES, REPORT_SHOW, REPORT_TEXTS
from cards.wording import long_date
from casework.measures import EFFECT_LENGTH, TEXT_LENGTH, MeasureEntry, MeasureForm
from casework.views_report import MeasureState, MeasureView

PAGE: Final = 6
"""Measures on one card."""
DUE_SHOWN: Final = 5
STATES: Final[Mapping[MeasureState, str]] = {
    MeasureState.OPEN: "offen",
    MeasureState.DONE: "erledigt",
    MeasureState.DROPPED: "verworfen",
}
EFFECT_OF: Final = "effect-"
NOTHING: Final[Mapping[str, str]] = {}
_SHOWN: Final = 160


def measures_card(year: int, entries: Sequence[MeasureEntry], *, page: int = 1, notice: str = "") -> Card:
    """List a year's measures, some on each page."""
    title = f"Maßnahmen aus dem Bericht {year}"
    open_ones = sum(entry.view.state is MeasureState.OPEN for entry in entries)
    counted = (
        f"{len(entries)} beschlossen, davon {open_ones} offen." if entries else "Noch keine beschlossen."
    )
    pages = max(1, -(-len(entries) // PAGE))
    page = min(max(page, 1), pages)
    first = (page - 1) * PAGE
    others = [
        button(words, REPORT_MEASURES, {"year": year, "page": number})
        for words, number in (("Vorige Seite", page - 1), ("Nächste Seite", page + 1))
        if 1 <= number <= pages
    ]
    return card(
        body=[
            *notice_band(notice),
            heading(title),
            text(counted, spacing="none"),
            *(
                _listed(year, number, entry)
                for number, entry in enumerate(entries[first : first + PAGE], start=first + 1)
            ),
            *([small(f"Seite {page} von {pages}")] if pages > 1 else []),
        ],
        actions=[
            button("Neue Maßnahme", MEASURE_FORM, {"year": year}, positive=True),
            *others,
            button("Kapitel", REPORT_TEXTS, {"year": year}),
            button("Bericht zeigen", REPORT_SHOW, {"year": year}),
        ],
        fallback_text=f"{title}. {counted}",
        speak=f"{title}. {counted}",
    )


def measure_form_card(
    year: int,
    measure_id: str,
    form: MeasureForm,
    *,
    notice: str = "",
    typed: Mapping[str, str] = NOTHING,
    problem: Mapping[str, str] = NOTHING,
) -> Card:
    """Draw the form of a measure; what was typed stays in it, and what is kept stands above if it differs."""
    entry = form.entry
    title = "Maßnahme ändern" if entry is not None else "Neue Maßnahme"
    now = _values(entry)
    fields = [
        replace(field, value=typed.get(field.id, now[field.id]), problem=problem.get(field.id, ""))
        for field in _fields(form)
    ]
    differs = entry is not None and any(typed.get(key, value) != value for key, value in now.items())
    body: list[Block] = [*notice_band(notice), heading(f"{title}, Bericht {year}")]
    if differs and entry is not None:
        body += [heading("So steht sie jetzt da", size="default"), text(entry.view.text), *_facts(entry.view)]
    seen = entry.version if entry is not None else 0
    return card(
        body=[*body, *field_blocks(fields)],
        actions=[
            button(
                "Speichern", MEASURE_PUT, {"year": year, "measure": measure_id, "seen": seen}, positive=True
            ),
            button("Alle Maßnahmen", REPORT_MEASURES, {"year": year}, ignores_form=True),
        ],
        fallback_text=f"{title}, Bericht {year}",
        speak=f"{title}, Bericht {year}",
    )


def due_measures_card(
    entries: Sequence[MeasureEntry], *, notice: str = "", typed: Mapping[str, str] = NOTHING
) -> Card:
    """Remind whoever answers for measures of those that are due; empty: there is nothing left.

    ``typed``: what somebody has written and could not keep stays in its field.
    """
    title = due_measures_line(len(entries))
    shown = entries[:DUE_SHOWN]
    more = len(entries) - len(shown)
    return card(
        body=[
            *notice_band(notice),
            heading(title, size="medium"),
            *(
                _due(entry, number if len(shown) > 1 else 0, typed)
                for number, entry in enumerate(shown, start=1)
            ),
            *([small(f"Und {more} weitere. Sie kommen, sobald diese erledigt sind.")] if more else []),
            *([small("Ist eine Maßnahme noch nicht fertig? Den Termin ändert das BGF.")] if shown else []),
        ],
        fallback_text=title,
        speak=title,
    )


def due_measures_line(count: int) -> str:
    """Say for the list of messages what is due; no personal data."""
    if not count:
        return "Keine Maßnahme ist fällig"
    return "Eine Maßnahme ist fällig" if count == 1 else f"{count} Maßnahmen sind fällig"


def _listed(year: int, number: int, entry: MeasureEntry) -> Container:
    view = entry.view
    return Container(
        spacing="medium",
        items=[
            text(f"{number}. {one_line(view.text, _SHOWN)}", bold=True),
            *_facts(view),
            ActionSet(
                actions=[button(f"Nr. {number} ändern", MEASURE_FORM, {"year": year, "measure": view.id})]
            ),
        ],
    )


def _due(entry: MeasureEntry, number: int, typed: Mapping[str, str]) -> Container:
    view = entry.view
    title = f"Nr. {number} ist erledigt" if number else "Erledigt"
    effect = Field(
        id=f"{EFFECT_OF}{view.id}",
        kind=InputKind.TEXT,
        label=f"Wirkung von Nr. {number} (freiwillig)" if number else "Was hat sie gebracht? (freiwillig)",
        error="",
        value=typed.get(f"{EFFECT_OF}{view.id}", ""),
        max_length=EFFECT_LENGTH,
        required=False,
    )
    data = {"measure": view.id, "seen": entry.version}
    return Container(
        spacing="medium",
        items=[
            text(f"{number}. {view.text}" if number else view.text, bold=True),
            *_facts(view),
            *field_blocks([effect]),
            ActionSet(actions=[button(title, MEASURE_DONE, data, positive=True)]),
        ],
    )


def _facts(view: MeasureView) -> list[Block]:
    return facts(
        [
            ("Zuständig", view.responsible),
            ("Termin", long_date(view.due_on) if view.due_on else ""),
            ("Stand", STATES[view.state] + (f" am {long_date(view.done_on)}" if view.done_on else "")),
            ("Wirkung", one_line(view.effect, _SHOWN)),
        ]
    )


def _values(entry: MeasureEntry | None) -> dict[str, str]:
    if entry is None:
        return {"text": "", "owner": "", "due": "", "state": MeasureState.OPEN.value, "effect": ""}
    view = entry.view
    due = view.due_on.isoformat() if view.due_on else ""
    return {
        "text": view.text,
        "owner": entry.owner,
        "due": due,
        "state": view.state.value,
        "effect": view.effect,
    }


def _fields(form: MeasureForm) -> list[Field]:
    owners = tuple(Option(value=owner.key, title=owner.words) for owner in form.owners)
    asked = [
        Field(
            id="text",
            kind=InputKind.LONG_TEXT,
            label="Was wird geändert?",
            error="Bitte schreiben Sie, was geändert wird.",
            hint=f"Höchstens {TEXT_LENGTH} Zeichen. Bitte keine Namen.",
            max_length=TEXT_LENGTH,
        ),
        Field(
            id="owner",
            kind=InputKind.CHOICE,
            label="Wer ist zuständig?",
            error="Bitte wählen Sie, wer zuständig ist.",
            options=owners,
        ),
        Field(
            id="due",
            kind=InputKind.DATE,
            label="Bis wann?",
            error="Bitte geben Sie einen Termin an.",
            hint="An diesem Tag wird erinnert, danach jede Woche.",
        ),
    ]
    return asked if form.entry is None else [*asked, *_outcome()]


def _outcome() -> list[Field]:
    """Ask what became of a measure: of a new one there is nothing to say."""
    return [
        Field(
            id="state",
            kind=InputKind.RADIO,
            label="Stand",
            error="Bitte wählen Sie den Stand.",
            options=tuple(Option(value=state.value, title=words) for state, words in STATES.items()),
        ),
        Field(
            id="effect",
            kind=InputKind.LONG_TEXT,
            label="Was hat sie gebracht? (freiwillig)",
            error="",
            hint="Steht im Bericht des nächsten Jahres unter „Wirkung“.",
            max_length=EFFECT_LENGTH,
            required=False,
        ),
    ]
