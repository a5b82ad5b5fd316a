"""The kinds of questions a conversation is made of: a choice, several, yes or no, a text, a moment."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from cards.forms import Field, InputKind, Option
from dialogs.answers import NotUnderstood, choose_many, choose_one, fold, understand_yes_no
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.instants import HELP, understand_instant

Aliases = Mapping[Any, Sequence[str]]
"""Other words for an option, by its value."""

Relevant = Callable[[Answers, Context], bool]

YES, NO = "ja", "nein"
YES_NO = (Option(value=YES, title="Ja"), Option(value=NO, title="Nein"))


def always(_answers: Answers, _context: Context) -> bool:
    """Ask everybody."""
    return True


def choice(  # noqa: PLR0913 - a question's parts, all by name
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    options: Callable[[Context, Answers], Sequence[Option]] | Sequence[Option],
    kind: InputKind = InputKind.RADIO,
    aliases: Aliases | None = None,
    error: str,
    hint: str = "",
    preset: str = "",
    relevant: Relevant = always,
) -> Question:
    """Ask for one of several options; with a preset the question may be left as it is."""

    def of(context: Context, answers: Answers) -> tuple[Option, ...]:
        return tuple(options(context, answers) if callable(options) else options)

    def asked(context: Context, answers: Answers) -> Field:
        return Field(
            id=id,
            kind=kind,
            label=label,
            error=error,
            required=not preset,
            options=of(context, answers),
            value=preset,
            hint=hint,
        )

    def understand(text: str, context: Context) -> str | NotUnderstood:
        chosen = choose_one(text, of(context, {}), aliases)
        return NotUnderstood(error) if chosen is None else chosen

    return Question(id=id, field=asked, understand=understand, relevant=relevant)


def several(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    options: Callable[[Context], Sequence[Option]],
    aliases: Aliases | None = None,
    error: str,
    hint: str = "",
    check: Callable[[tuple[str, ...]], str] = lambda _: "",
    relevant: Relevant = always,
) -> Question:
    """Ask for one or more of several options; ``check`` may object with a sentence."""

    def asked(context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.MULTI,
            label=label,
            error=error,
            options=tuple(options(context)),
            hint=hint,
        )

    def understand(text: str, context: Context) -> str | NotUnderstood:
        chosen = choose_many(text, tuple(options(context)), aliases)
        if chosen is None:
            return NotUnderstood(error)
        objection = check(chosen)
        return NotUnderstood(objection) if objection else ",".join(chosen)

    return Question(id=id, field=asked, understand=understand, relevant=relevant)


def yes_no(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    hint: str = "",
    preset: str = "",
    relevant: Relevant = always,
) -> Question:
    """Ask for yes or no."""
    error = "Bitte antworten Sie mit „ja“ oder „nein“."

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.RADIO,
            label=label,
            error=error,
            required=not preset,
            options=YES_NO,
            value=preset,
            hint=hint,
        )

    def understand(text: str, _context: Context) -> str | NotUnderstood:
        answer = understand_yes_no(text)
        if answer is None:
            chosen = choose_one(text, YES_NO)
            return NotUnderstood(error) if chosen is None else chosen
        return YES if answer else NO

    return Question(id=id, field=asked, understand=understand, relevant=relevant)


def words(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    most: int,
    error: str = "",
    long: bool = False,
    hint: str = "",
    placeholder: str = "",
    relevant: Relevant = always,
) -> Question:
    """Ask for a text of at most ``most`` characters; without an error sentence it is optional."""

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.LONG_TEXT if long else InputKind.TEXT,
            label=label,
            error=error or f"Bitte höchstens {most} Zeichen.",
            required=bool(error),
            hint=hint,
            placeholder=placeholder,
            max_length=most,
        )

    def understand(text: str, _context: Context) -> str | NotUnderstood:
        kept = text.strip() if long else " ".join(text.split())
        if len(kept) > most:
            return NotUnderstood(f"Das sind {len(kept)} Zeichen. Bitte kürzen Sie auf höchstens {most}.")
        if error and not fold(kept):
            return NotUnderstood(error)
        return kept

    return Question(id=id, field=asked, understand=understand, relevant=relevant)


def moment(id: str, *, label: str, hint: str, relevant: Relevant = always, required: bool) -> Question:  # noqa: A002
    """Ask when something was; optional ones left open mean now."""

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.TEXT,
            label=label,
            error=HELP,
            required=required,
            hint=hint,
            placeholder="heute 9 Uhr",
            max_length=40,
        )

    def understand(text: str, context: Context) -> str | NotUnderstood:
        result = understand_instant(text, context.now, context.rulebook.timezone)
        return result if isinstance(result, NotUnderstood) else result.isoformat(timespec="minutes")

    return Question(id=id, field=asked, understand=understand, relevant=relevant)
