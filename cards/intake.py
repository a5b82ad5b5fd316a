"""The cards of the conversation that takes a reaction down: its steps, the summary, what stays afterwards."""

from collections.abc import Sequence

from cards.action_elements import Action, ActionSet
from cards.buttons import button
from cards.card import Card, card
from cards.elements import Block
from cards.form_fields import drawn_as_buttons, field_blocks, hint
from cards.forms import Field, FormView, InputKind, SummaryView
from cards.front_desk import deputy_asked_card, handed_over_card, receipt_card
from cards.layout import at_field, band, facts, heading, small, text, verbatim
from cards.verbs import INTAKE_BACK, INTAKE_CANCEL, INTAKE_CONFIRM, INTAKE_DISCARD, INTAKE_NEXT

__all__ = [
    "deputy_asked_card",
    "form_card",
    "handed_over_card",
    "receipt_card",
    "replaced_card",
    "summary_card",
]

WHERE_THE_TEXT_GOES = (
    "Diese Angaben lesen nur die zuständigen Stellen. Jeder Blick in den Wortlaut wird protokolliert."
)

_VALUES_LENGTH = 5_500
"""All values of a summary together: more than a draft holds, and few enough for the card to arrive."""
_FACT_LENGTH = 200
"""What is longer gets paragraphs of its own."""
_WORD_LENGTH = 22
"""Letters of the longest word that stands whole in a fact on a phone."""


def form_card(form: FormView) -> Card:
    """Draw one step. A single question with few options is answered by one press, the rest by „Weiter“."""
    choice = drawn_as_buttons(form.fields)
    body = _top(form.progress, form.title, form.warning, form.intro)
    leaving = _leaving(_data(form), can_go_back=form.can_go_back)
    if choice is not None:
        body += _option_buttons(form, choice)
        actions: list[Action] = leaving
    else:
        body += field_blocks(form.fields)
        if any(field.kind in {InputKind.TEXT, InputKind.LONG_TEXT} for field in form.fields):
            body.append(small(WHERE_THE_TEXT_GOES, spacing="medium"))
        actions = [button(form.submit, INTAKE_NEXT, _data(form), positive=True), *leaving]
    brief = f"{form.progress}: {form.title}" if form.progress else form.title
    if form.warning:
        brief = f"{form.warning} {brief}"
    return card(
        body=body,
        actions=actions,
        fallback_text=f"{brief} Sie können die Antwort auch schreiben.",
        speak=brief,
    )


def summary_card(summary: SummaryView) -> Card:
    """Draw what will be recorded and what follows from it; nothing is stored yet."""
    body = _top(summary.progress, "Stimmt das so?", "", summary.intro)
    body += _own_words(summary.facts)
    if summary.sentences:
        body.append(band("emphasis", *(text(sentence) for sentence in summary.sentences)))
    body.append(small(f"Gespeichert wird erst, wenn Sie „{summary.submit}“ drücken."))
    data = _data(summary)
    actions: list[Action] = [button(summary.submit, INTAKE_CONFIRM, data, positive=True)]
    if summary.discard:
        actions.append(button(summary.discard, INTAKE_DISCARD, data))
    actions += _leaving(data, can_go_back=True)
    brief = f"{summary.progress}: Stimmt das so? Noch ist nichts gespeichert.".removeprefix(": ")
    return card(body=body, actions=actions, fallback_text=brief, speak=brief)


def replaced_card(words: str) -> Card:
    """Draw the small card that stands where an answered form stood; ``words`` hold no personal data."""
    return card(body=[heading(words, size="default")], fallback_text=words, speak=words)


def _top(progress: str, title: str, warning: str, intro: str) -> list[Block]:
    body: list[Block] = [band("attention", heading(warning, size="default"))] if warning else []
    body.append(heading(title, size="medium"))
    if progress:
        body.append(small(progress, spacing="none"))
    if intro:
        body.append(text(intro))
    return body


def _option_buttons(form: FormView, field: Field) -> list[Block]:
    # The heading is the question: the label of its only field would say it twice.
    options: list[Action] = [
        button(o.title, INTAKE_NEXT, {**_data(form), "values": {field.id: o.value}}) for o in field.options
    ]
    return [*at_field(field.problem), ActionSet(actions=options), *hint(field)]


def _own_words(pairs: Sequence[tuple[str, str]]) -> list[Block]:
    left = _VALUES_LENGTH
    shown: list[Block] = []
    short: list[tuple[str, str]] = []
    long: list[Block] = []
    for label, value in pairs:
        kept = value[: max(80, left)]
        left -= len(kept)
        alone = [text(label, bold=True), *verbatim(kept)]
        if len(kept) > _FACT_LENGTH:
            long += alone
        elif _is_wide(kept):
            shown += [*facts(short), *alone]
            short = []
        else:
            short.append((label, kept))
    return [*shown, *facts(short), *long]


def _is_wide(value: str) -> bool:
    """Tell whether a word, like an address, is wider than a fact's column on a phone, and would be cut."""
    return any(len(word) > _WORD_LENGTH for word in value.split())


def _leaving(data: dict[str, object], *, can_go_back: bool) -> list[Action]:
    back = button("Zurück", INTAKE_BACK, data, ignores_form=True)
    cancel = button("Abbrechen", INTAKE_CANCEL, data, ignores_form=True)
    return [back, cancel] if can_go_back else [cancel]


def _data(step: FormView | SummaryView) -> dict[str, object]:
    return {"draft": step.draft_id, "turn": step.turn}
