"""The kinds of questions a conversation is made of: a choice, several, yes or no, a text, a moment."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from cards.forms import Field, InputKind, Option
from cards.wording import long_date, long_instant
from dialogs.answers import SKIP, NotUnderstood, fold, understand_yes_no
from dialogs.choices import Aliases, choose_many, choose_one, in_order
from dialogs.context import Context
from dialogs.flow import Answers, Question
from dialogs.instants import HELP, canonical, is_canonical, is_day, shown, understand_instant

Relevant = Callable[[Answers, Context], bool]
Options = Callable[[Context, Answers], Sequence[Option]]

YES, NO = "ja", "nein"
YES_NO = (Option(value=YES, title="Ja"), Option(value=NO, title="Nein"))
SAY_YES_OR_NO = "Bitte antworten Sie mit „ja“ oder „nein“."
"""To typed words; beside a form's buttons one is to choose."""


def always(_answers: Answers, _context: Context) -> bool:
    """Ask everybody."""
    return True


def short_title(option: Option) -> str:
    """Return what an option is called, without the explanation in brackets."""
    return option.title.split(" (")[0]


def titles_of(chosen: str, options: Sequence[Option]) -> str:
    """Name the chosen options („Leistung A, Leistung B“)."""
    values = chosen.split(",")
    return ", ".join(short_title(option) for option in options if option.value in values)


def choice(  # noqa: PLR0913 - a question's parts, all by name
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    options: Options | Sequence[Option],
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

    def understand(text: str, context: Context, answers: Answers) -> str | NotUnderstood:
        meant = choose_one(text, of(context, answers), aliases)
        return NotUnderstood(error) if meant is None else meant

    def chosen(sent: str, context: Context, answers: Answers) -> str | NotUnderstood:
        known = in_order([sent], of(context, answers))
        return known[0] if known else NotUnderstood(error)

    return Question(
        id=id,
        field=asked,
        understand=understand,
        chosen=chosen,
        left_open=lambda _context: preset,
        in_words=lambda answer, context, answers: titles_of(answer, of(context, answers)),
        relevant=relevant,
    )


def several(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    options: Callable[[Context], Sequence[Option]],
    aliases: Aliases | None = None,
    error: str,
    hint: str = "",
    check: Callable[[tuple[str, ...]], str] = lambda _: "",
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

    def accepted(meant: tuple[str, ...] | None) -> str | NotUnderstood:
        if not meant:
            return NotUnderstood(error)
        objection = check(meant)
        return NotUnderstood(objection) if objection else ",".join(meant)

    def understand(text: str, context: Context, _answers: Answers) -> str | NotUnderstood:
        return accepted(choose_many(text, tuple(options(context)), aliases))

    def chosen(sent: str, context: Context, _answers: Answers) -> str | NotUnderstood:
        values = sent.split(",")
        known = in_order(values, options(context))
        return accepted(known if len(known) == len(set(values)) else None)

    return Question(
        id=id,
        field=asked,
        understand=understand,
        chosen=chosen,
        in_words=lambda answer, context, _answers: titles_of(answer, tuple(options(context))),
    )


def yes_no(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    kind: InputKind = InputKind.RADIO,
    hint: str = "",
    preset: str = "",
    relevant: Relevant = always,
) -> Question:
    """Ask for yes or no."""
    base = choice(
        id,
        label=label,
        kind=kind,
        options=YES_NO,
        error="Bitte wählen Sie „Ja“ oder „Nein“.",
        hint=hint,
        preset=preset,
        relevant=relevant,
    )

    def understand(text: str, context: Context, answers: Answers) -> str | NotUnderstood:
        answer = understand_yes_no(text)
        if answer is not None:
            return YES if answer else NO
        option = base.understand(text, context, answers)
        return NotUnderstood(SAY_YES_OR_NO) if isinstance(option, NotUnderstood) else option

    return replace(base, understand=understand)


def words(  # noqa: PLR0913 - a question's parts, all by name
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    most: int,
    error: str = "",
    long: bool = False,
    hint: str = "",
    none_words: frozenset[str] = frozenset(),
    check: Callable[[str], str] = lambda _: "",
    relevant: Relevant = always,
) -> Question:
    """Ask for a text of at most ``most`` characters; without an error sentence it is optional.

    ``none_words`` (folded) say that there is nothing to tell; ``check`` may object with a sentence.
    """

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.LONG_TEXT if long else InputKind.TEXT,
            label=label,
            error=error or f"Bitte höchstens {most} Zeichen.",
            required=bool(error),
            hint=hint,
            max_length=most,
        )

    def understand(text: str, _context: Context, _answers: Answers) -> str | NotUnderstood:
        kept = text.strip() if long else " ".join(text.split())
        if len(kept) > most:
            return NotUnderstood(f"Das sind {len(kept)} Zeichen. Bitte kürzen Sie auf höchstens {most}.")
        word = fold(kept)
        if not word or word in SKIP or word in none_words:
            return NotUnderstood(error) if error else ""
        objection = check(kept)
        return NotUnderstood(objection) if objection else kept

    return Question(id=id, field=asked, understand=understand, chosen=understand, relevant=relevant)


def moment(
    id: str,  # noqa: A002 - the question's id
    *,
    label: str,
    hint: str,
    required: bool,
    relevant: Relevant = always,
) -> Question:
    """Ask when something was; an optional one that is left open means now."""

    def asked(_context: Context, _answers: Answers) -> Field:
        return Field(
            id=id,
            kind=InputKind.TEXT,
            label=label,
            error=HELP,
            required=required,
            hint=hint,
            placeholder="heute 9 Uhr",
            max_length=60,
        )

    def understand(text: str, context: Context, _answers: Answers) -> str | NotUnderstood:
        result = understand_instant(text, context.now, context.rulebook.timezone)
        return result if isinstance(result, NotUnderstood) else canonical(result)

    def chosen(sent: str, context: Context, answers: Answers) -> str | NotUnderstood:
        return sent if is_canonical(sent, context.now) else understand(sent, context, answers)

    return Question(
        id=id,
        field=asked,
        understand=understand,
        chosen=chosen,
        left_open=_now,
        as_typed=_moment_as_typed,
        in_words=_moment_in_words,
        relevant=relevant,
    )


def _now(context: Context) -> str:
    return canonical(context.rulebook.local(context.now))


def _moment_as_typed(answer: str, context: Context) -> str:
    return shown(answer, context.rulebook.timezone) if answer else ""


def _moment_in_words(answer: str, context: Context, _answers: Answers) -> str:
    if is_day(answer):
        return long_date(date.fromisoformat(answer))
    return long_instant(context.rulebook.local(datetime.fromisoformat(answer)))
