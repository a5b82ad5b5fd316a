"""Reads „suche Leistung A offen seit 1. März“: keys, words of the office, days. Text is never searched."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cards.forms import Option
from casework.requests import SearchCases
from dialogs.answers import NotUnderstood, fold
from dialogs.choices import choose_one, names_of
from dialogs.context import Context
from dialogs.request_days import borrowed, day_ahead, day_behind
from dialogs.request_kinds import Unclear
from procedure.vocabulary import CaseState, TeamId

EXAMPLE = (
    "Ich suche nach Nummer, Kundennummer, Team, Stand oder Eingang, nie nach Namen, zum Beispiel "
    "„suche Leistung A offen seit 1. März“."
)
WHICH_DAYS = (
    "Diese Tage habe ich nicht verstanden, bitte schreiben Sie zum Beispiel „suche vom 1.3. bis 15.3.“ oder "
    "„suche seit 1. März“."
)
WRONG_ORDER = (
    "Der letzte Tag liegt vor dem ersten, bitte schreiben Sie zum Beispiel „suche vom 1.3. bis 15.3.“."
)
ONE_TEAM = "Bitte nennen Sie nur ein Team, zum Beispiel „suche Leistung A“."

_DAY = r"[^,;]+?"
_END = r"(?=$|[,;])"
_SPAN = re.compile(
    rf"\b(?:vom|von|zwischen)\s+(?P<first>{_DAY})\s*(?:-|–|\bbis\b|\bund\b)\s*(?:zum\s+)?(?P<last>{_DAY}){_END}",
    re.IGNORECASE,
)
_BARE_SPAN = re.compile(r"(?P<first>\b[0-9]{1,2}\.\S*)\s*(?:-|–)\s*(?P<last>[0-9]{1,2}\.\S*)")
_FROM = re.compile(rf"\b(?:seit|ab)\s+(?:dem\s+)?(?P<first>{_DAY}){_END}", re.IGNORECASE)
_UNTIL = re.compile(rf"\bbis\s+(?:zum\s+)?(?P<last>{_DAY}){_END}", re.IGNORECASE)
_ON = re.compile(
    rf"\b(?:vom|am)\s+(?P<on>{_DAY}){_END}|\b(?P<near>heute|gestern|vorgestern)\b", re.IGNORECASE
)
_SHAPES = (_SPAN, _BARE_SPAN, _FROM, _UNTIL, _ON)
_CUSTOMER = re.compile(r"(?<!\w)(?P<number>[0-9]{3} ?[A-Za-z] ?[0-9]{6})(?!\w)")
_FILLER = frozenset(
    {"team", "der", "die", "das", "und", "mit", "fur", "in", "im", "stand", "status", "alle", "vorgange"}
    | {"vorgang", "falle", "reaktionen", "kundenreaktionen", "kundennummer", "eingang", "eingegangen", "nach"}
    | {"von", "bei", "kunde", "kundin", "zustand", "nummer", "aus"}
)
_OPEN = frozenset({"offen", "offene", "offenen", "laufend", "laufende"})
_STATES: Mapping[str, tuple[CaseState, ...]] = {
    "erfasst": (CaseState.RECORDED,),
    "neu": (CaseState.RECORDED,),
    "bei teamleitung": (CaseState.WITH_TEAM_LEAD,),
    "teamleitung": (CaseState.WITH_TEAM_LEAD,),
    "in bearbeitung": (CaseState.IN_PROGRESS_TEAM, CaseState.IN_PROGRESS_MANAGEMENT),
    "bearbeitung": (CaseState.IN_PROGRESS_TEAM, CaseState.IN_PROGRESS_MANAGEMENT),
    "in bearbeitung geschaftsleitung": (CaseState.IN_PROGRESS_MANAGEMENT,),
    "geschaftsleitung": (CaseState.IN_PROGRESS_MANAGEMENT,),
    "gl": (CaseState.IN_PROGRESS_MANAGEMENT,),
    "schlusszeichnung": (CaseState.FINAL_SIGNATURE,),
    "abgeschlossen": (CaseState.CLOSED,),
    "abgeschlossene": (CaseState.CLOSED,),
    "erledigt": (CaseState.CLOSED,),
    "beendet": (CaseState.ENDED,),
    "beendet ohne antwort": (CaseState.ENDED,),
    "beendete": (CaseState.ENDED,),
    "anonymisiert": (CaseState.ANONYMISED,),
}
_LONGEST_NAME = 10
"""Words of a team's name."""
_LONGEST = 200


@dataclass(slots=True)
class _Criteria:
    teams: set[TeamId] = field(default_factory=set)
    states: dict[CaseState, None] = field(default_factory=dict)
    open_only: bool = False


def understand_search(text: str, asked: str, context: Context) -> SearchCases | Unclear:
    """Read what stands behind „suche“; one sentence if any word of it is none of ours."""
    rest = " ".join(text.split()).strip(" .!?:")
    if not rest or len(rest) > _LONGEST:
        return Unclear(sentence=EXAMPLE)
    customer = _CUSTOMER.search(rest)
    if customer is not None:
        rest = _without(rest, customer)
    days, rest = _days(rest, context)
    if isinstance(days, Unclear):
        return days
    found = _Criteria()
    words = [word for word in re.split(r"[\s,;]+", rest) if word]
    while words:
        count = _read(words, found, context)
        if not count:
            return Unclear(sentence=EXAMPLE)
        words = words[count:]
    if len(found.teams) > 1:
        return Unclear(sentence=ONE_TEAM)
    first, last = days
    wanted = SearchCases(
        asked=asked,
        customer_number="".join(customer["number"].split()).upper() if customer else "",
        team=next(iter(found.teams), None),
        open_only=found.open_only,
        states=tuple(found.states),
        received_from=first,
        received_until=last,
    )
    return Unclear(sentence=EXAMPLE) if wanted == SearchCases(asked=asked) else wanted


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}".strip()


def _days(text: str, context: Context) -> tuple[tuple[date | None, date | None] | Unclear, str]:
    """Take the days out of the words. What follows a day belongs to it only as far as it is one."""
    for shape in _SHAPES:
        found = shape.search(text)
        if found is not None:
            return _bounds(found, text, context)
    return (None, None), text


def _bounds(
    found: re.Match[str], text: str, context: Context
) -> tuple[tuple[date | None, date | None] | Unclear, str]:
    parts = {name: words for name, words in found.groupdict().items() if words}
    words = parts.get("last") or parts.get("first") or parts.get("on") or parts["near"]
    # „seit 1. März offen“: the longest beginning that is a day; the rest are other criteria.
    taken, after = _leading_day(words, context)
    if not taken:
        return Unclear(sentence=WHICH_DAYS), text
    left = f"{text[: found.start()]} {after} {text[found.end() :]}".strip()
    if "on" in parts or "near" in parts:
        day = day_behind(taken, context)
        return ((day, day) if isinstance(day, date) else Unclear(sentence=WHICH_DAYS)), left
    first: date | NotUnderstood | None = None
    last: date | NotUnderstood | None = None
    if "last" in parts:
        last = day_behind(taken, context)
    if "first" in parts:
        first = day_behind(borrowed(parts["first"], taken) if "last" in parts else taken, context)
    if isinstance(first, date) and isinstance(last, NotUnderstood):
        last = day_ahead(taken, context, after=first)
    if isinstance(first, NotUnderstood) or isinstance(last, NotUnderstood):
        return Unclear(sentence=WHICH_DAYS), left
    if first is not None and last is not None and last < first:
        return Unclear(sentence=WRONG_ORDER), left
    return (first, last), left


def _leading_day(words: str, context: Context) -> tuple[str, str]:
    parts = words.split()
    for count in range(len(parts), 0, -1):
        head = " ".join(parts[:count])
        if any(isinstance(read(head, context), date) for read in (day_behind, day_ahead)):
            return head, " ".join(parts[count:])
    return "", words


def _read(words: list[str], found: _Criteria, context: Context) -> int:
    """Understand as many leading words as possible; return how many, 0 for none."""
    options = [
        Option(value=team.id, title=team.name) for team in context.office.teams.values() if team.active
    ]
    for count in range(min(len(words), _LONGEST_NAME), 0, -1):
        phrase = fold(" ".join(words[:count]))
        team = next((o.value for o in options if phrase in names_of(o, {})), None)
        if team is not None:
            found.teams.add(TeamId(team))
            return count
        if phrase in _STATES:
            found.states |= dict.fromkeys(_STATES[phrase])
            return count
        if phrase in _OPEN:
            found.open_only = True
            return count
    if fold(words[0]) in _FILLER:
        return 1
    meant = choose_one(words[0], options) if not words[0].isdigit() else None
    if meant is not None:
        found.teams.add(TeamId(meant))
        return 1
    return 0
