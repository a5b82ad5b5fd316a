"""Twelve cases made by hand, and every number of their report written out (GA VIII, R46)."""

from dataclasses import replace
from datetime import date

from procedure.statistics.facts import CaseFacts, InterimFact
from procedure.statistics.figures import Figures
from procedure.vocabulary import (
    AcknowledgementState,
    Cause,
    Channel,
    ConcernKind,
    EndReason,
    Lead,
    Origin,
    Outcome,
    RecordReason,
    TalkForm,
    TeamId,
)
from tests.support.some_facts import TEMPLATE, a_year, counts_of, some_facts

SENT, WAIVED, NOT_NEEDED = (
    AcknowledgementState.SENT,
    AcknowledgementState.WAIVED,
    AcknowledgementState.NOT_NEEDED,
)
MARKT = TeamId("markt")
ORAL = {
    "channel": Channel.TELEPHONE,
    "acknowledgement": NOT_NEEDED,
    "acknowledge_by": None,
    "reasons": (RecordReason.NOT_REMEDIED,),
}


def notice(sent: date, until: date, *, late: bool = False) -> InterimFact:
    return InterimFact(sent_on=sent, until=until, late=late)


CLOSED_ON_ITS_LAST_DAY = some_facts(
    1,
    acknowledgement=SENT,
    acknowledged_on=date(2026, 5, 7),
    closed_on=date(2026, 5, 18),
    outcome=Outcome.FOUNDED,
    cause=Cause.PROCESS,
)
CLOSED_A_DAY_LATE = some_facts(
    2,
    acknowledgement=SENT,
    acknowledged_on=date(2026, 5, 8),
    closed_on=date(2026, 5, 19),
    outcome=Outcome.UNFOUNDED,
    origin=Origin.LRA,
    teams=(TeamId("leistung-a"), MARKT),
    lead=Lead.MANAGEMENT,
)
CLOSED_AS_PROMISED = some_facts(
    3,
    acknowledgement=WAIVED,
    acknowledge_by=None,
    interim_notices=(
        notice(date(2026, 5, 18), date(2026, 6, 1)),
        notice(date(2026, 6, 1), date(2026, 6, 10)),
    ),
    closed_on=date(2026, 6, 10),
    outcome=Outcome.PARTLY_FOUNDED,
    cause=Cause.LAW,
)
CLOSED_LATE_THOUGH_PROMISED = some_facts(
    4,
    **ORAL,
    interim_notices=(notice(date(2026, 5, 20), date(2026, 6, 1), late=True),),
    closed_on=date(2026, 5, 30),
    outcome=Outcome.UNDETERMINED,
)
A_COMPLAINT_WITH_PRAISE = some_facts(
    5,
    received_on=date(2026, 1, 1),
    first_close_by=date(2026, 1, 15),
    acknowledge_by=date(2026, 1, 7),
    acknowledgement=SENT,
    acknowledged_on=date(2026, 1, 5),
    concerns=(ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.LOB),
    channel=Channel.ELECTRONIC,
    closed_on=date(2026, 1, 5),
    outcome=Outcome.NOT_APPLICABLE,
    people=7,
    reasons=(),
)
A_FOLLOW_UP_OF_THE_FIRST = some_facts(
    6,
    **ORAL,
    concerns=(ConcernKind.FOLGEREAKTION, ConcernKind.DIENSTAUFSICHTSBESCHWERDE),
    lead=Lead.MANAGEMENT,
    is_follow_up=True,
    follow_up_of="KRM-2026-0001",
    talk_wish=True,
    talk_held_on=date(2026, 6, 2),
)
A_THREAT = some_facts(7, **ORAL, teams=(MARKT,), talk_wish=True, immediate_talk=True, threats=2)
WITHDRAWN_BEFORE_IT_WAS_ACKNOWLEDGED = some_facts(
    8, ended_on=date(2026, 5, 7), end=EndReason.WITHDRAWN, talk_wish=True, talk_form=TalkForm.NO_TALK
)
HANDED_OVER_UNACKNOWLEDGED = some_facts(9, ended_on=date(2026, 5, 8), end=EndReason.HANDED_OVER)
OPEN_AT_NEW_YEAR = some_facts(
    10,
    received_on=date(2026, 12, 31),
    registered_on=date(2027, 1, 4),
    acknowledge_by=date(2027, 1, 7),
    first_close_by=date(2027, 1, 14),
    acknowledgement=SENT,
    acknowledged_on=date(2027, 1, 4),
    closed_on=date(2027, 1, 5),
    outcome=Outcome.FOUNDED,
    cause=Cause.TECHNOLOGY,
    teams=(),
    reopened_on=date(2027, 1, 6),
    further_receipts=1,
)
MERGED = some_facts(11, ended_on=date(2026, 5, 5), end=EndReason.MERGED)
AN_ERROR = some_facts(12, ended_on=date(2026, 5, 5), end=EndReason.RECORDED_IN_ERROR, threats=1)

FACTS: tuple[CaseFacts, ...] = (
    CLOSED_ON_ITS_LAST_DAY,
    CLOSED_A_DAY_LATE,
    CLOSED_AS_PROMISED,
    CLOSED_LATE_THOUGH_PROMISED,
    A_COMPLAINT_WITH_PRAISE,
    A_FOLLOW_UP_OF_THE_FIRST,
    A_THREAT,
    WITHDRAWN_BEFORE_IT_WAS_ACKNOWLEDGED,
    HANDED_OVER_UNACKNOWLEDGED,
    OPEN_AT_NEW_YEAR,
    MERGED,
    AN_ERROR,
)

EXPECTED = {
    "eingaenge": 10,
    "stand/abgeschlossen": 5,
    "stand/beendet": 2,
    "stand/offen": 3,
    "stand/ohne_ergebnis": 5,
    "merkmal/sammel": 1,
    "merkmal/sammel/nicht": 9,
    "merkmal/mehrfach": 1,
    "merkmal/mehrfach/nicht": 9,
    "merkmal/nachtrag": 1,
    "merkmal/nachtrag/nicht": 9,
    "merkmal/wieder/nicht": 10,
    "eingaenge/monat/01": 1,
    "eingaenge/monat/05": 8,
    "eingaenge/monat/12": 1,
    "eingaenge/quartal/1": 1,
    "eingaenge/quartal/2": 8,
    "eingaenge/quartal/4": 1,
    "pflicht/ja": 9,
    "pflicht/nein": 1,
    "kanal/schriftlich": 6,
    "kanal/elektronisch": 1,
    "kanal/telefonisch": 3,
    "herkunft/direkt": 9,
    "herkunft/LRA": 1,
    "anliegen/fachliche_beschwerde": 9,
    "anliegen/lob": 1,
    "anliegen/folgereaktion": 1,
    "anliegen/dienstaufsichtsbeschwerde": 1,
    "nennungen": 12,
    "nennungen/_weitere": 2,
    "feder/team": 8,
    "feder/gl": 2,
    "team/_ein": 8,
    "team/_mehrere": 1,
    "team/_mehrere/q2": 1,
    "team/_keins": 1,
    "team/_keins/q4": 1,
    "team/leistung-a": 7,
    "team/leistung-a/q1": 1,
    "team/leistung-a/q2": 6,
    "team/markt": 1,
    "team/markt/q2": 1,
    "eb/rechtzeitig": 2,
    "eb/verspaetet": 1,
    "eb/ausstehend": 1,
    "eb/zu_bestaetigen": 4,
    "eb/entfallen": 2,
    "eb/laufend": 1,
    "eb/nicht_noetig": 3,
    "abschluss/erste_frist": 2,
    "abschluss/zugesagt": 1,
    "abschluss/eingehalten": 3,
    "abschluss/verspaetet_mit": 1,
    "abschluss/verspaetet_ohne": 1,
    "abschluss/verspaetet": 2,
    "offen/laufend": 1,
    "offen/abgelaufen": 2,
    "zn/0": 8,
    "zn/1": 1,
    "zn/2": 1,
    "zn/mit": 2,
    "zn/rechtzeitig": 1,
    "zn/verspaetet": 1,
    "ergebnis/begruendet": 1,
    "ergebnis/teilweise": 1,
    "ergebnis/unbegruendet": 1,
    "ergebnis/nicht_feststellbar": 1,
    "ergebnis/entfaellt": 1,
    "ergebnis_je_art/fachliche_beschwerde/begruendet": 1,
    "ergebnis_je_art/fachliche_beschwerde/teilweise": 1,
    "ergebnis_je_art/fachliche_beschwerde/unbegruendet": 1,
    "ergebnis_je_art/fachliche_beschwerde/nicht_feststellbar": 1,
    "ergebnis_je_art/fachliche_beschwerde/entfaellt": 1,
    "ergebnis_je_art/fachliche_beschwerde/_ohne": 4,
    "ergebnis_je_art/lob/entfaellt": 1,
    "ergebnis_je_art/folgereaktion/_ohne": 1,
    "ergebnis_je_art/dienstaufsichtsbeschwerde/_ohne": 1,
    "nennungen/ergebnis/begruendet": 1,
    "nennungen/ergebnis/teilweise": 1,
    "nennungen/ergebnis/unbegruendet": 1,
    "nennungen/ergebnis/nicht_feststellbar": 1,
    "nennungen/ergebnis/entfaellt": 2,
    "nennungen/ergebnis/_ohne": 6,
    "nennungen/_weitere/entfaellt": 1,
    "nennungen/_weitere/_ohne": 1,
    "ursache/prozess": 1,
    "ursache/recht": 1,
    "ursache/_keine": 3,
    "folge/ja": 1,
    "folge/nein": 9,
    "folge/ergebnis/begruendet": 1,
    "gespraech": 3,
    "gespraech/sofort": 1,
    "gespraech/wunsch": 2,
    "gespraech/nicht": 7,
    "gespraech/gefuehrt": 1,
    "gespraech/keins": 1,
    "gespraech/offen": 1,
    "bedrohungen": 2,
    "beendet/zurueckgenommen": 1,
    "beendet/abgegeben": 1,
    "vorgaenge": 12,
    "vorgaenge/doppelt": 1,
    "vorgaenge/irrtum": 1,
}
"""All that is not zero."""


def found() -> Figures:
    return a_year(*FACTS)


def test_every_number_of_a_small_year() -> None:
    assert {name: count for name, count in counts_of(found()).items() if count} == EXPECTED


def test_every_share_of_a_small_year() -> None:
    shares = {share.key: share.percent for chapter in found().chapters for share in chapter.shares}
    assert shares == {"eb": 50.0, "erste_frist": 40.0, "eingehalten": 60.0, "folge": 10.0}


def test_the_times_of_a_small_year() -> None:
    """4, 14, 15, 26 and 37 days."""
    (duration,) = [each for chapter in found().chapters for each in chapter.durations]
    assert (duration.of.count, duration.median, duration.ninth_decile) == (5, 15.0, 37.0)


def test_the_year_after_counts_none_of_them() -> None:
    assert not any(counts_of(a_year(*FACTS, year=2027)).values())


def test_a_later_stichtag_sees_what_happened_meanwhile() -> None:
    later = replace(TEMPLATE, key_month=1, key_day=5, key_years_later=1)
    counts = counts_of(a_year(*FACTS, template=later))
    assert (counts["stand/abgeschlossen"], counts["stand/offen"], counts["ergebnis/begruendet"]) == (6, 2, 2)
    assert (counts["eb/rechtzeitig"], counts["eb/laufend"], counts["merkmal/nachtrag"]) == (3, 0, 0)
    assert (counts["ursache/technik"], counts["merkmal/wieder"], counts["eingaenge"]) == (1, 0, 10)
