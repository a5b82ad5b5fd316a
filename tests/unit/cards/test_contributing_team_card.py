"""The card of a team that contributes: its Beitrag and its own employees, no duty of others (GA II, IV)."""

from datetime import date

from cards.case import case_card
from cards.sample_cases import contributing
from cards.sample_parts import a_contribution, delivered, informed, owed
from casework.part_views import AcknowledgementView
from casework.views import Step
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    ContributionState,
    TeamId,
)
from tests.unit.cards.reading import box, titles, words

DAY = date(2026, 11, 23)


def test_a_contributing_team_reads_about_its_own_employees_and_no_formal_duty_of_others() -> None:
    other = informed(team=TeamId("markt-und-integration"), team_name="Markt und Integration", mine=False)
    open_letter = AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=2)
    text = words(case_card(contributing(informing=(informed(), other), acknowledgement=open_letter)))

    assert "Beschäftigte: informiert am 23. November (2)" in text
    assert "Markt und Integration:" not in text
    assert "Eingangsbestätigung" not in text


def test_a_contributing_team_is_asked_for_its_beitrag_and_for_no_answer() -> None:
    card = case_card(contributing())

    assert "Liefern Sie bis Mittwoch, 25. November 2026 den Beitrag Ihres Teams." in box(card)
    assert "Ihr Beitrag: noch offen, bis Mittwoch, 25. November" in words(card)
    assert "Federführend: Geschäftsleitung" in words(card)
    assert titles(card)[:2] == ["Beitrag liefern …", "Vorgang öffnen"]


def test_a_delivered_beitrag_leaves_nothing_to_do() -> None:
    view = contributing(contributions=(delivered(),), duties=(), steps=(Step.OPEN,))

    assert "Gerd Geschäftsleitung hat den Vorgang" in box(case_card(view))
    assert "Für Sie ist nichts zu tun." in box(case_card(view))
    assert "Ihr Beitrag: da, am 24. November" in words(case_card(view))


def test_a_returned_beitrag_says_why_and_a_late_one_is_a_band() -> None:
    returned = a_contribution(
        state=ContributionState.RETURNED, note="Bitte Daten ergänzen.", mine=True, owed=True
    )
    text = words(case_card(contributing(contributions=(returned,))))
    late = contributing(duties=(owed(DutyKind.CONTRIBUTE, DAY, -1),))

    assert "Die Geschäftsleitung hat den Beitrag zurückgegeben. Ergänzen Sie" in text
    assert "Warum der Beitrag zurückkam:\nBitte Daten ergänzen." in text
    assert "Der Beitrag ist überfällig seit 1 Arbeitstag." in box(case_card(late))


def test_a_beitrag_that_another_teamleitung_owes_is_not_spoken_of() -> None:
    own = a_contribution(mine=True, owed=True)
    other = a_contribution(
        team=TeamId("leistung-b"),
        team_name="Leistung B",
        mine=True,
        state=ContributionState.RETURNED,
        note="Bitte Daten ergänzen.",
    )
    text = words(case_card(contributing(contributions=(own, other))))

    assert "Beitrag Leistung A: noch offen" in text
    assert "Beitrag Leistung B" not in text
    assert "Bitte Daten ergänzen." not in text
    assert "zurückgegeben" not in text


def test_an_overdue_answer_of_others_is_no_alarm_for_a_contributing_team() -> None:
    card = case_card(contributing(working_days_left=-3))

    assert not [part for part in card["body"] if part.get("style") == "attention"]
