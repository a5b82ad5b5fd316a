"""What is different between two states of the rules, as codes for the record and in words for people (A9).

A code is a word or a switch, a colon and its new value: „frei:2026-05-22“, „closing_rollover:none“.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from procedure.days_in_words import MONTHS, WEEKDAYS
from procedure.duties import DutyKind
from procedure.rule_facts import OWN_DAY_OFF, RuleFacts

FREE: Final = "frei"
WORKING: Final = "arbeitstag"
ANEW: Final = "neu_berechnet"
"""What the dates were computed with is not known any more."""

MOST: Final = 3
"""Reasons that one sentence holds."""

_RECEIPT: Final = ("weekend_receipt", "receipt_cutoff", "timezone", "land")
_ANSWER: Final = (
    "closing_rollover",
    "external_lead_days",
    "written_followup_restarts_closing",
    *_RECEIPT,
)
_MOVED_BY: Final[Mapping[DutyKind, tuple[str, ...]]] = {
    DutyKind.ACKNOWLEDGE: _RECEIPT,
    DutyKind.ANSWER: _ANSWER,
    DutyKind.CONTRIBUTE: ("contribution_lead_days", *_ANSWER),
    DutyKind.INFORM: ("inform_within_days", "timezone", "land"),
    DutyKind.DECIDE: ("timezone", "land"),
}
"""Which switches can move a deadline, the likeliest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is different now."""

    code: str
    name: str = ""
    """What the day is called that is free now."""

    @property
    def subject(self) -> str:
        """The code without its value: a switch, or what happened to a day."""
        return self.code.partition(":")[0]

    @property
    def day(self) -> date | None:
        """The day that is free now, or is no more."""
        return date.fromisoformat(self.code.partition(":")[2]) if self.subject in {FREE, WORKING} else None


UNKNOWN: Final = Difference(code=ANEW)


def differences(old: RuleFacts, new: RuleFacts) -> tuple[Difference, ...]:
    """Name what is different: days first, in their order, then switches.

    Days of a year that only one of the two knows are none: the years noted move on by themselves.
    """
    known = {day.year for day in old.free_days} & {day.year for day in new.free_days}
    days = sorted(day for day in {*old.free_days, *new.free_days} if day.year in known)
    changed = [_of_day(day, old.free_days.get(day), new.free_days.get(day)) for day in days]
    names = [name for name in sorted(new.switches) if name in _SWITCHES]
    switched = [
        Difference(code=f"{name}:{_value(new.switches[name])}")
        for name in names
        if name in old.switches and old.switches[name] != new.switches[name]
    ]
    if old.timezone != new.timezone:
        switched.append(Difference(code=f"timezone:{new.timezone}"))
    return (*(found for found in changed if found is not None), *switched)


def reasons_for(
    kind: DutyKind, spans: Sequence[tuple[date, date]], changed: Iterable[Difference]
) -> tuple[Difference, ...]:
    """Choose why a deadline has moved: days that lie within it, otherwise the switch that it rests on.

    ``spans`` are the days to look at, both ends included, the narrowest first.
    """
    found = tuple(changed)
    for first, last in spans:
        within = [d for d in found if d.day is not None and first <= d.day <= last]
        if within:
            return tuple(within[:MOST])
    switches = {d.subject: d for d in found if d.day is None}
    moving = tuple(switches[name] for name in _MOVED_BY.get(kind, ()) if name in switches)
    return moving[:MOST] or (UNKNOWN,)


def codes_of(chosen: Iterable[Difference]) -> str:
    """Write the reasons down for the record."""
    return ",".join(difference.code for difference in chosen)


def because(chosen: Iterable[Difference]) -> str:
    """Say why, as a clause: „weil Freitag, der 22. Mai 2026, ein freier Tag ist (dienstfrei)“."""
    return " und ".join(f"weil {_words(difference)}" for difference in chosen)


def because_of_codes(codes: str) -> str:
    """Say why, from what stands in the record; empty where nothing readable does."""
    known = [Difference(code=code) for code in codes.split(",") if _is_readable(code)]
    return because(known)


def _of_day(day: date, before: str | None, after: str | None) -> Difference | None:
    """Tell what became of a day; that it is only called something else moves nothing."""
    if after is None:
        return Difference(code=f"{WORKING}:{day.isoformat()}")
    if before is None or (before == OWN_DAY_OFF) is not (after == OWN_DAY_OFF):
        return Difference(code=f"{FREE}:{day.isoformat()}", name=after)
    return None


def _value(value: object) -> str:
    return "" if value is None else str(value)


def _is_readable(code: str) -> bool:
    try:
        _words(Difference(code=code))
    except (ValueError, KeyError):
        return False
    return True


def _words(difference: Difference) -> str:
    day = difference.day
    if day is not None:
        when = f"{WEEKDAYS[day.weekday()]}, der {day.day}. {MONTHS[day.month - 1]} {day.year},"
        if difference.subject == WORKING:
            return f"{when} kein freier Tag mehr ist"
        name = difference.name.replace(" (Feiertag)", ", Feiertag")
        return f"{when} ein freier Tag ist{f' ({name})' if name else ''}"
    return _SWITCHES[difference.subject](difference.code.partition(":")[2])


def _working_days(value: str) -> str:
    return "einen Arbeitstag" if int(value) == 1 else f"{int(value)} Arbeitstage"


def _cutoff(value: str) -> str:
    if not value:
        return "ein Eingang jetzt zu jeder Uhrzeit am selben Tag zählt"
    return f"ein Eingang ab {time.fromisoformat(value):%H:%M} Uhr jetzt zum nächsten Tag zählt"


def _contribution_lead(value: str) -> str:
    return f"Beiträge jetzt {_working_days(value)} vor dem letzten Tag für die Antwort fällig sind"


def _external_lead(value: str) -> str:
    return f"jetzt {_working_days(value)} vor dem Termin der anfordernden Stelle zu antworten ist"


def _inform(value: str) -> str:
    within = "eines Arbeitstags" if int(value) == 1 else f"von {int(value)} Arbeitstagen"
    return f"die Beschäftigten jetzt innerhalb {within} zu informieren sind"


_SWITCHES: Final[Mapping[str, Callable[[str], str]]] = {
    ANEW: lambda _: "die Fristen nach den geltenden Regeln neu berechnet sind",
    "closing_rollover": {
        "none": "der 14. Tag jetzt auch dann gilt, wenn er frei ist",
        "next_workday": "der 14. Tag jetzt auf den nächsten Werktag verschoben wird",
    }.__getitem__,
    "weekend_receipt": {
        "actual": "ein freier Tag jetzt selbst als Tag des Eingangs zählt",
        "next_workday": "ein Eingang an einem freien Tag jetzt am nächsten Arbeitstag zählt",
    }.__getitem__,
    "receipt_cutoff": _cutoff,
    "contribution_lead_days": _contribution_lead,
    "external_lead_days": _external_lead,
    "inform_within_days": _inform,
    "written_followup_restarts_closing": {
        "True": "die 14 Tage jetzt mit dem Schreiben neu beginnen, das nach dem Gespräch kam",
        "False": "die 14 Tage jetzt mit dem Gespräch beginnen, auch wenn ein Schreiben nachkam",
    }.__getitem__,
    "timezone": lambda value: f"jetzt die Ortszeit {value} gilt",
    "land": lambda value: f"jetzt die Feiertage des Landes {value} gelten",
}
"""What a switch that can move a deadline means now, by its value."""
