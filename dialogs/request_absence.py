"""Reads „abwesend bis Freitag“, „abwesend Tom Teamleiter vom 1.12. bis 5.12.“, „wieder da“ (R11)."""

import re
from datetime import date

from dialogs.answers import NotUnderstood, fold
from dialogs.context import Context
from dialogs.request_days import borrowed, counts_from_another, day_ahead, day_before
from dialogs.request_kinds import Away, Back, Unclear
from procedure.vocabulary import StaffId

UNTIL_WHEN = "Bis wann? Bitte schreiben Sie zum Beispiel „abwesend bis Freitag“."
WHICH_DAYS = (
    "Diese Tage habe ich nicht verstanden, bitte schreiben Sie zum Beispiel „abwesend bis Freitag“ oder "
    "„abwesend vom 1.12. bis 5.12.“."
)
WRONG_ORDER = (
    "Der letzte Tag liegt vor dem ersten, bitte schreiben Sie zum Beispiel „abwesend vom 1.12. bis 5.12.“."
)
WHO = (
    "Diesen Namen finde ich nicht, bitte schreiben Sie Vor- und Nachnamen, zum Beispiel "
    "„abwesend Tom Teamleiter bis Freitag“."
)

_AWAY = re.compile(r"\b(?:abwesend|abwesenheit|nicht da|im urlaub|urlaub)\b", re.IGNORECASE)
_BACK = re.compile(r"\b(?:wieder|zurück und wieder) (?:da|anwesend|im haus)\b", re.IGNORECASE)
_FILLER = re.compile(r"^(?:ich|ich bin|bin|ist|bitte|melde)\b\s*|\s*\b(?:ist|bin|bin ich)$", re.IGNORECASE)
_SPAN = re.compile(
    r"(?:(?P<who>.*?)\s*\b)?(?:vom?|von|ab|zwischen)\s+(?P<first>.+?)\s*(?:-|–|\bbis\b|\bund\b)\s*(?P<last>.+)",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"(?:(?P<who>.*?)\s*\b)?bis\s+(?P<last>.+)", re.IGNORECASE)
_BARE_SPAN = re.compile(r"(?P<who>\D*?)(?P<first>[0-9].*?)\s*(?:-|–|\bbis\b)\s*(?P<last>[0-9].*)")
_FROM = re.compile(r"(?:(?P<who>.*?)\s*\b)?(?:ab|seit)\s+(?P<first>.+)", re.IGNORECASE)
_ONE_DAY = re.compile(
    r"(?:(?P<who>.*?)\s*\b)?(?P<day>heute|morgen|übermorgen|uebermorgen|am\s+.+)", re.IGNORECASE
)
_SHAPES = (_SPAN, _UNTIL, _BARE_SPAN, _FROM, _ONE_DAY)
_BEFORE_A_DAY = re.compile(
    r"^(?:einschließlich|einschl\.?|inklusive|zum|zu|dem|den|am|nur)\s+", re.IGNORECASE
)
_LONGEST = 160
"""Characters: what is longer is a story, not a request."""


def understand_absence(text: str, context: Context) -> Away | Back | Unclear | None:
    """Read who is away from when to when, or back; None if it is about neither."""
    words = " ".join(text.split()).strip(" .!?")
    if len(words) > _LONGEST:
        return None
    back = _BACK.search(words)
    if back is not None:
        rest = _bare(words[: back.start()] + words[back.end() :])
        return _about(rest, context, Back)
    away = _AWAY.search(words)
    if away is None or not _leads(words[: away.start()], context):
        return None
    return _away(_bare(f"{words[: away.start()]} {words[away.end() :]}"), context)


def _leads(before: str, context: Context) -> bool:
    """Tell whether the word stands where a request has it: in front, or behind a name or „ich bin bis …“."""
    rest = _bare(before)
    return (
        not rest
        or rest.casefold().startswith(("bis ", "vom ", "von ", "ab "))
        or _person(rest, context) is not None
    )


def _bare(words: str) -> str:
    rest = " ".join(words.split()).strip(" :,")
    while (shorter := _FILLER.sub("", rest).strip(" :,")) != rest:
        rest = shorter
    return rest


def _away(rest: str, context: Context) -> Away | Unclear:
    if not rest or _person(rest, context) is not None:
        return Unclear(sentence=UNTIL_WHEN)
    found = next(filter(None, (shape.fullmatch(rest) for shape in _SHAPES)), None)
    if found is None:
        return Unclear(sentence=WHICH_DAYS)
    parts = {name: words.strip() for name, words in found.groupdict().items() if words}
    who = _person(_bare(parts.get("who", "")), context)
    if who is None:
        return Unclear(sentence=WHO)
    if "day" in parts:
        parts["first"] = parts["last"] = parts["day"]
    if "last" not in parts:
        return Unclear(sentence=UNTIL_WHEN)
    days = _days(_day_words(parts.get("first", "heute")), _day_words(parts["last"]), context)
    if isinstance(days, str):
        return Unclear(sentence=days)
    # „Vom 1.12. bis 5.12.“, said on the 3rd: what is over needs no deputy any more.
    return Away(staff_id=who, from_on=max(days[0], context.rulebook.day(context.now)), until_on=days[1])


def _days(first_words: str, last_words: str, context: Context) -> tuple[date, date] | str:
    """Read both days; the sentence that helps where that is not possible."""
    if counts_from_another(last_words):
        first = day_ahead(borrowed(first_words, last_words), context)
        today = context.rulebook.day(context.now)
        after = first if isinstance(first, date) and first > today else None
        last = day_ahead(last_words, context, after=after)
    else:
        last = day_ahead(last_words, context)
        if isinstance(last, NotUnderstood):
            return WHICH_DAYS
        first = day_before(borrowed(first_words, last_words), last, context)
        if isinstance(first, NotUnderstood) and isinstance(day_ahead(first_words, context), date):
            return WRONG_ORDER
    if isinstance(first, NotUnderstood) or isinstance(last, NotUnderstood):
        return WHICH_DAYS
    return first, last


def _day_words(words: str) -> str:
    rest = words.strip()
    while (shorter := _BEFORE_A_DAY.sub("", rest)) != rest:
        rest = shorter
    return rest


def _about(rest: str, context: Context, kind: type[Back]) -> Back | Unclear | None:
    who = _person(rest, context)
    if who is None:
        # „Der Kunde ist wieder da“ is a sentence of somebody's story.
        return None
    return kind(staff_id=who)


def _person(words: str, context: Context) -> StaffId | None:
    """Find who is meant: oneself without a name, else the only active employee of that name."""
    wanted = fold(words)
    if not wanted:
        return context.actor
    active = [member for member in context.office.staff.values() if member.active]
    for fits in (lambda name: name == wanted, lambda name: wanted in name.split()):
        found = [member.id for member in active if fits(fold(member.name))]
        if len(found) == 1:
            return found[0]
    return None
