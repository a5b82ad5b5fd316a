"""Buttons: what they are called, what they send, and what an old client sends instead."""

from collections.abc import Mapping, Sequence

from cards.action_elements import Execute, InnerCard, ShowCard, Submit
from cards.elements import Block
from cards.plain_text import cleaned


def button(
    title: str,
    verb: str,
    data: Mapping[str, object],
    *,
    positive: bool = False,
    secondary: bool = False,
    ignores_form: bool = False,
    tooltip: str | None = None,
) -> Execute:
    """Build a button; clients that do not know Action.Execute send the same data with the verb in it.

    ``ignores_form``: pressing it neither checks nor sends what is in the form.
    """
    title = cleaned(title)
    inputs = "none" if ignores_form else None
    style = "positive" if positive else None
    mode = "secondary" if secondary else None
    return Execute(
        title=title,
        verb=verb,
        data=dict(data),
        style=style,
        mode=mode,
        tooltip=tooltip,
        associated_inputs=inputs,
        fallback=Submit(
            title=title,
            data={**data, "verb": verb},
            style=style,
            mode=mode,
            associated_inputs=inputs,
        ),
    )


def form_button(title: str, form: Sequence[Block], submit: Execute, *, positive: bool = False) -> ShowCard:
    """Build a button that unfolds a form inside the card; „…“ at the end of its title says so."""
    return ShowCard(
        title=f"{title} …",
        style="positive" if positive else None,
        card=InnerCard(body=list(form), actions=[submit]),
    )
