"""German words for every value, and days and times as people read them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

import pytest

from cards import wording
from procedure import vocabulary
from tests.unit.cards.berlin import berlin

TABLES: dict[type[StrEnum], Mapping[StrEnum, str]] = {
    vocabulary.Channel: wording.CHANNELS,
    vocabulary.Origin: wording.ORIGINS,
    vocabulary.ConcernKind: wording.KINDS,
    vocabulary.CaseState: wording.STATES,
    vocabulary.Role: wording.ROLES,
    vocabulary.Lead: wording.LEADS,
    vocabulary.Parting: wording.PARTINGS,
    vocabulary.TalkWish: wording.TALK_WISHES,
    vocabulary.EscalationGround: wording.GROUNDS,
    vocabulary.HandoverAnswer: wording.ANSWERS,
}


@pytest.mark.parametrize("values", TABLES, ids=lambda values: values.__name__)
def test_every_value_has_a_word_of_its_own_without_underscores(values: type[StrEnum]) -> None:
    words = TABLES[values]

    assert set(words) == set(values)
    assert len(set(words.values())) == len(words)
    assert not any("_" in word or "*" in word or "ae" in word.lower() for word in words.values())


def test_only_who_was_here_can_leave() -> None:
    left = vocabulary.Parting.LEFT

    assert wording.parting_in_words(left, vocabulary.Channel.IN_PERSON) == "gegangen"
    assert wording.parting_in_words(left, vocabulary.Channel.TELEPHONE) == "Gespräch beendet"
    waiting = wording.parting_in_words(vocabulary.Parting.WAITING, vocabulary.Channel.TELEPHONE)
    assert waiting == "wartet auf Antwort"


def test_days_and_instants_are_written_out() -> None:
    instant = berlin(2026, 12, 3, 9, 5)

    assert wording.long_date(date(2026, 12, 3)) == "Donnerstag, 3. Dezember 2026"
    assert wording.short_date(date(2026, 3, 1)) == "1. März"
    assert wording.clock_time(instant) == "9:05 Uhr"
    assert wording.long_instant(instant) == "Donnerstag, 3. Dezember 2026, 9:05 Uhr"
    assert wording.long_instant(berlin(2026, 12, 3, 12, 0)) == "Donnerstag, 3. Dezember 2026, 12:00 Uhr"


def test_a_time_that_nobody_told_is_not_shown() -> None:
    assert wording.long_instant(berlin(2026, 12, 3, 0, 0)) == "Donnerstag, 3. Dezember 2026"
    assert wording.long_instant(berlin(2026, 7, 3, 0, 0)) == "Freitag, 3. Juli 2026"


def test_a_time_names_its_day_when_that_is_not_known() -> None:
    instant: datetime = berlin(2026, 12, 4, 10, 44)

    assert wording.instant_in_sentence(instant, date(2026, 12, 4)) == "um 10:44 Uhr"
    assert wording.instant_in_sentence(instant, date(2026, 12, 3)) == "am 4. Dezember um 10:44 Uhr"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (8, "noch 8 Arbeitstage"),
        (1, "noch 1 Arbeitstag"),
        (0, "heute"),
        (-1, "überfällig seit 1 Arbeitstag"),
        (-2, "überfällig seit 2 Arbeitstagen"),
    ],
)
def test_remaining_time_is_counted_in_working_days(days: int, words: str) -> None:
    assert wording.remaining(days) == words
