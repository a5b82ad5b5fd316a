"""A customer waited on an earlier day: every card names the day, and nobody „wartet“ any more (R35-R37)."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.sending.rendering import render
from cards.case import case_card
from cards.front_desk import deputy_asked_card, handed_over_card
from cards.sample_parts import owed
from cards.sample_views import NOW, a_handover, an_answer, for_bgf, for_management, for_reporter, waiting
from casework.views import CaseView, HandoverView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.notification import NoticeKind
from procedure.vocabulary import Channel, HandoverAnswer
from tests.unit.cards.reading import Card, titles, words

LATER = date(2026, 12, 3)
WAITED = "Die Kundin/der Kunde wartete am Donnerstag, 19. November 2026, ab 10:42 Uhr am Empfang."
ASKED = a_handover(deputy_asked_at=NOW + timedelta(days=1), deputy_name="Sina Stellvertretung")
NOW_CLAIMS = ("wartet ", "erwartet", "gleich", "Moment", "Platz nehmen", "jetzt")


def later(handover: HandoverView | None = None, **overrides: Any) -> CaseView:  # noqa: ANN401
    return waiting(**({"handover": handover or a_handover(), "today": LATER} | overrides))


def claims_nothing_of_now(card: Card) -> bool:
    said = " ".join([words(card), card["fallbackText"], card.get("speak", "")])
    return not [claim for claim in NOW_CLAIMS if claim in said]


def test_the_asked_one_reads_the_day_and_that_the_answer_is_owed_and_has_all_buttons() -> None:
    card = case_card(later(ASKED))
    assert words(card).startswith(f"Eine Antwort steht noch aus\n{WAITED}\n")
    assert "Auch gefragt: Sina Stellvertretung, am 20. November um 10:42 Uhr" in words(card)
    assert titles(card) == titles(case_card(waiting()))
    assert WAITED in card["fallbackText"]
    assert claims_nothing_of_now(card)


def test_on_the_same_day_the_customer_waits() -> None:
    card = case_card(later(today=NOW.date()))
    assert words(card).startswith("Kundin/Kunde wartet am Empfang\nseit 10:42 Uhr\n")


def test_on_the_telephone_it_says_so() -> None:
    assert "ab 10:42 Uhr am Telefon." in words(case_card(later(channel=Channel.TELEPHONE)))


def test_of_another_year_the_year_is_named() -> None:
    card = case_card(later(ASKED, today=date(2027, 1, 4)))
    assert "Sina Stellvertretung, am 20. November 2026 um 10:42 Uhr" in words(card)


def test_the_bgf_reads_the_day_in_its_facts() -> None:
    card = case_card(for_bgf(later()))
    fact = "wartete am Donnerstag, 19. November 2026, ab 10:42 Uhr; Antwort steht noch aus"
    assert f"Kundin/Kunde: {fact}" in words(card)
    assert claims_nothing_of_now(card)


@pytest.mark.parametrize("look_from", [for_bgf, for_management])
def test_who_is_asked_for_help_is_not_sent_to_somebody_who_is_gone(look_from: Any) -> None:  # noqa: ANN401
    helped = a_handover(deputy_asked_at=NOW, deputy_name="das BGF", viewer_asked_too=True)
    card = case_card(look_from(later(helped)))
    assert "ab 10:42 Uhr. Eine Antwort steht noch aus." in words(card)
    assert "Bitte klären Sie das mit: Erika Empfang, Zimmer 004." in words(card)
    assert claims_nothing_of_now(card)


def test_who_is_not_asked_reads_that_an_answer_is_owed() -> None:
    card = case_card(later(viewpoint=Viewpoint.MANAGEMENT, steps=(Step.OPEN,)))
    assert "steht noch aus. Die zuständige Stelle ist gefragt. Für Sie ist nichts zu tun." in words(card)
    assert claims_nothing_of_now(card)


def test_who_answered_that_she_comes_is_expected_by_nobody_on_a_later_day() -> None:
    come = an_answer(HandoverAnswer.COME, answered_by_viewer=True, answered_at=NOW.replace(month=12, day=3))
    duties = (owed(DutyKind.TAKE_OVER, date(2026, 11, 20), -9),)
    card = case_card(later(come, steps=(Step.TAKE_OVER, Step.OPEN), duties=duties))
    assert "Bitte übernehmen Sie den Vorgang umgehend." in words(card)
    assert claims_nothing_of_now(card)


def test_the_answer_names_its_day_once_that_is_over() -> None:
    view = later(an_answer(HandoverAnswer.WRITTEN), steps=(Step.OPEN,))
    assert "Tom Teamleiter hat am 19. November um 10:44 Uhr geantwortet" in words(case_card(view))
    today = later(an_answer(HandoverAnswer.WRITTEN), steps=(Step.OPEN,), today=NOW.date())
    assert "Tom Teamleiter hat um 10:44 Uhr geantwortet" in words(case_card(today))


@pytest.mark.parametrize("channel", [Channel.IN_PERSON, Channel.TELEPHONE])
def test_the_desk_says_nothing_of_a_moment_to_somebody_who_is_gone(channel: Channel) -> None:
    come = for_reporter(later(an_answer(HandoverAnswer.COME), channel=channel))
    card = handed_over_card(come)
    assert "„Die Teamleitung möchte mit Ihnen sprechen.“" in words(card)
    assert "Ist die Kundin/der Kunde nicht mehr da? Dann rufen Sie bitte Tom Teamleiter an." in words(card)
    assert "Geantwortet hat Tom Teamleiter, Zimmer 214, am 19. November um 10:44 Uhr." in words(card)
    asked = deputy_asked_card(for_reporter(later(ASKED, channel=channel)))
    assert "Ich habe am 20. November um 10:42 Uhr auch Sina Stellvertretung gefragt." in words(asked)
    for drawn in (card, asked, case_card(for_reporter(later(channel=channel)))):
        assert claims_nothing_of_now(drawn)


def test_the_message_list_calls_nobody_to_the_desk() -> None:
    assert render(NoticeKind.CASE_FOR_TEAM, later()).summary == "KRM-2026-0042: Eine Antwort steht noch aus"
    assert render(NoticeKind.CASE_FOR_TEAM, waiting()).summary == "KRM-2026-0042: Kundin/Kunde wartet"
