"""The report's numbers once more, slowly and another way: one question per figure, asked of every case.

Written from the definitions that stand beside the figures, not from the counting's code: nothing of it is
used here, and no number is derived from another. A question answers yes or no for one case and the Stichtag.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from procedure.statistics.facts import CaseFacts

Question: TypeAlias = Callable[[CaseFacts, date], bool]


def happened(day: date | None, key: date) -> bool:
    return day is not None and not day > key


def in_year(case: CaseFacts, year: int, key: date) -> bool:
    return date(year, 1, 1) <= case.received_on <= min(date(year, 12, 31), key)


def ended_as(case: CaseFacts, key: date, *reasons: str) -> bool:
    return happened(case.ended_on, key) and case.end is not None and case.end.value in reasons


def counts(case: CaseFacts, year: int, key: date) -> bool:
    return in_year(case, year, key) and not ended_as(case, key, "zusammengefuehrt", "fehlerfassung")


def closed(case: CaseFacts, key: date) -> bool:
    return happened(case.closed_on, key)


def gone(case: CaseFacts, key: date) -> bool:
    return ended_as(case, key, "zurueckgenommen", "abgegeben")


def still_open(case: CaseFacts, key: date) -> bool:
    return not closed(case, key) and not gone(case, key)


def promised(case: CaseFacts, key: date) -> date:
    day = case.first_close_by
    for notice in case.interim_notices:
        if happened(notice.sent_on, key) and notice.until > day:
            day = notice.until
    return day


def notices(case: CaseFacts, key: date) -> int:
    return len([1 for notice in case.interim_notices if happened(notice.sent_on, key)])


def tardy(case: CaseFacts, key: date) -> bool:
    return any(happened(notice.sent_on, key) and notice.late for notice in case.interim_notices)


def owed(case: CaseFacts) -> bool:
    return case.acknowledge_by is not None and case.acknowledgement.value in {"offen", "versandt"}


def sent(case: CaseFacts, key: date) -> bool:
    return owed(case) and happened(case.acknowledged_on, key)


def over_before_due(case: CaseFacts, key: date) -> bool:
    days = [day for day in (case.closed_on, case.ended_on) if day is not None and day <= key]
    return case.acknowledge_by is not None and any(day <= case.acknowledge_by for day in days)


def due(case: CaseFacts) -> date:
    return case.acknowledge_by or date.max


def asks(case: CaseFacts) -> bool:
    return case.talk_wish or case.immediate_talk


def held(case: CaseFacts, key: date) -> bool:
    return asks(case) and happened(case.talk_held_on, key)


def first_in_time(case: CaseFacts, key: date) -> bool:
    return closed(case, key) and case.closed_on is not None and case.closed_on <= case.first_close_by


def as_promised(case: CaseFacts, key: date) -> bool:
    if not closed(case, key) or first_in_time(case, key) or notices(case, key) == 0:
        return False
    return case.closed_on is not None and case.closed_on <= promised(case, key) and not tardy(case, key)


def late_closed(case: CaseFacts, key: date) -> bool:
    return closed(case, key) and not first_in_time(case, key) and not as_promised(case, key)


QUESTIONS: dict[str, Question] = {
    "eingaenge": lambda _c, _k: True,
    "stand/abgeschlossen": closed,
    "stand/beendet": gone,
    "stand/offen": still_open,
    "stand/ohne_ergebnis": lambda c, k: not closed(c, k),
    "merkmal/sammel": lambda c, _k: c.people >= 2,
    "merkmal/mehrfach": lambda c, _k: c.further_receipts >= 1,
    "merkmal/nachtrag": lambda c, k: not happened(c.registered_on, k),
    "merkmal/wieder": lambda c, k: happened(c.reopened_on, k),
    "merkmal/sammel/nicht": lambda c, _k: c.people == 1,
    "merkmal/mehrfach/nicht": lambda c, _k: c.further_receipts == 0,
    "merkmal/nachtrag/nicht": lambda c, k: happened(c.registered_on, k),
    "merkmal/wieder/nicht": lambda c, k: not happened(c.reopened_on, k),
    "pflicht/ja": lambda c, _k: len(c.reasons) > 0,
    "pflicht/nein": lambda c, _k: len(c.reasons) == 0,
    "feder/team": lambda c, _k: c.lead.value == "team",
    "feder/gl": lambda c, _k: c.lead.value == "GL",
    "team/_ein": lambda c, _k: len(c.teams) == 1,
    "team/_mehrere": lambda c, _k: len(c.teams) >= 2,
    "team/_keins": lambda c, _k: not c.teams,
    "eb/rechtzeitig": lambda c, k: sent(c, k) and (c.acknowledged_on or date.max) <= due(c),
    "eb/verspaetet": lambda c, k: sent(c, k) and (c.acknowledged_on or date.max) > due(c),
    "eb/ausstehend": lambda c, k: owed(c) and not sent(c, k) and not over_before_due(c, k) and k > due(c),
    "eb/laufend": lambda c, k: owed(c) and not sent(c, k) and not over_before_due(c, k) and k <= due(c),
    "eb/zu_bestaetigen": lambda c, k: owed(c) and (sent(c, k) or (not over_before_due(c, k) and k > due(c))),
    "eb/entfallen": lambda c, k: (
        c.acknowledgement.value == "entfaellt" or (owed(c) and not sent(c, k) and over_before_due(c, k))
    ),
    "eb/nicht_noetig": lambda c, _k: not owed(c) and c.acknowledgement.value != "entfaellt",
    "abschluss/erste_frist": first_in_time,
    "abschluss/zugesagt": as_promised,
    "abschluss/eingehalten": lambda c, k: first_in_time(c, k) or as_promised(c, k),
    "abschluss/verspaetet": late_closed,
    "abschluss/verspaetet_mit": lambda c, k: late_closed(c, k) and notices(c, k) > 0,
    "abschluss/verspaetet_ohne": lambda c, k: late_closed(c, k) and notices(c, k) == 0,
    "offen/laufend": lambda c, k: still_open(c, k) and k <= promised(c, k),
    "offen/abgelaufen": lambda c, k: still_open(c, k) and k > promised(c, k),
    "zn/0": lambda c, k: notices(c, k) == 0,
    "zn/1": lambda c, k: notices(c, k) == 1,
    "zn/2": lambda c, k: notices(c, k) == 2,
    "zn/3": lambda c, k: notices(c, k) >= 3,
    "zn/mit": lambda c, k: notices(c, k) >= 1,
    "zn/rechtzeitig": lambda c, k: notices(c, k) >= 1 and not tardy(c, k),
    "zn/verspaetet": tardy,
    "folge/ja": lambda c, _k: c.is_follow_up,
    "folge/nein": lambda c, _k: not c.is_follow_up,
    "folge/verknuepft": lambda c, _k: c.is_follow_up and "folgereaktion" not in c.concerns,
    "gespraech/sofort": lambda c, _k: c.immediate_talk,
    "gespraech/wunsch": lambda c, _k: c.talk_wish and not c.immediate_talk,
    "gespraech": lambda c, _k: asks(c),
    "gespraech/nicht": lambda c, _k: not asks(c),
    "gespraech/gefuehrt": held,
    "gespraech/keins": lambda c, k: asks(c) and not held(c, k) and c.talk_form == "kein_gespraech",
    "gespraech/offen": lambda c, k: asks(c) and not held(c, k) and c.talk_form != "kein_gespraech",
    "beendet/zurueckgenommen": lambda c, k: ended_as(c, k, "zurueckgenommen"),
    "beendet/abgegeben": lambda c, k: ended_as(c, k, "abgegeben"),
    "ursache/_keine": lambda c, k: closed(c, k) and c.cause is None,
}


def yes(cases: Sequence[CaseFacts], key: date, question: Question) -> int:
    """Ask every case."""
    answer = 0
    for case in cases:
        if question(case, key):
            answer += 1
    return answer


def oldest_nine_of_ten(days: Sequence[int]) -> int:
    """Try every number of days from the smallest on until nine of ten are no longer."""
    for limit in range(min(days), max(days) + 1):
        if Fraction(sum(day <= limit for day in days), len(days)) >= Fraction(9, 10):
            return limit
    raise AssertionError(days)


def by_words(
    words: Sequence[str], prefix: str, asked: Callable[[CaseFacts, date, str], bool]
) -> Iterator[tuple[str, Question]]:
    """Ask the same of every word of a vocabulary."""
    for word in words:
        yield f"{prefix}/{word}", lambda case, key, word=word: asked(case, key, word)  # type: ignore[misc]
