"""The management's card: short form, what came before, the team's note, then the decision (R12, R33, R40)."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from cards.case import case_card
from cards.sample_cases import a_petition, answering, at_team, done, held, one_in
from cards.sample_parts import a_closing, a_contribution, delivered, owed
from cards.sample_views import NOW, for_management, taken
from casework.part_views import DecisionView, TalkView
from casework.views import CaseView, Step
from procedure.duties import DutyKind
from procedure.vocabulary import (
    CaseState,
    ContributionState,
    DecisionState,
    EscalationGround,
    Lead,
    TalkForm,
    TalkState,
    TalkWish,
    TeamId,
)
from tests.unit.cards.reading import titles, words
from tests.unit.cards.test_team_card import box

DAY = date(2026, 11, 23)
NOTE = "Die Kundin war dreimal hier."


def wished(**talk: object) -> CaseView:
    view = taken(leads=True, talk_wish=TalkWish.WISH)
    values: dict[str, object] = {"state": TalkState.WISHED}
    return for_management(replace(view, talk=TalkView(**(values | talk))), steps=(Step.OPEN,))


def test_the_decision_is_asked_with_its_date_and_stands_first() -> None:
    view = for_management(at_team(), duties=(owed(DutyKind.DECIDE, DAY, 2),), steps=(Step.DECIDE, Step.OPEN))
    card = case_card(view)

    assert "Entscheiden Sie bis Montag, 23. November 2026, wer den Vorgang bearbeitet." in box(card)
    assert "○ Entschieden\nnoch offen" in words(card)
    assert titles(card)[0] == "Bearbeitung entscheiden …"


def test_a_decision_taken_is_told_with_who_took_it() -> None:
    text = words(case_card(for_management(held())))

    assert "Entscheidung: Teamleitung Leistung A, entschieden von Gerd Geschäftsleitung" in text
    assert "Ihre Maßgabe:\nBitte mit Leistung B abstimmen" in text
    assert "✓ Entschieden\n20. November" in text


def test_the_short_form_names_what_who_since_when_and_what_came_before() -> None:
    text = words(
        case_card(for_management(held(follow_up_of="KRM-2026-0007", followed_by=("KRM-2026-0051",))))
    )

    for fact in (
        "Betreff: Weiterbewilligung seit sieben Wochen ohne Bescheid",
        "Federführend: Teamleitung Leistung A",
        "Eingang: Mittwoch, 18. November 2026, 8:30 Uhr",
        "Antwort bis: Mittwoch, 2. Dezember 2026 (noch 9 Arbeitstage)",
        "Früherer Vorgang: KRM-2026-0007",
        "Spätere Vorgänge: KRM-2026-0051",
    ):
        assert fact in text


def test_beitraege_are_counted_and_each_is_told() -> None:
    text = words(case_card(one_in()))

    assert "Es fehlen noch Beiträge: 1 von 2 da. Antworten Sie bis Freitag, 4. Dezember 2026." in text
    assert "Beiträge der Teams: 1 von 2 da" in text
    assert "Leistung A: da, am 24. November" in text
    assert "Markt und Integration: noch offen, bis Mittwoch, 25. November" in text
    assert "○ Beiträge\n1 von 2 da" in text


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (ContributionState.RETURNED, "zur Ergänzung zurückgegeben: Bitte Daten ergänzen."),
        (ContributionState.WAIVED, "nicht mehr nötig: Bitte Daten ergänzen."),
    ],
)
def test_a_beitrag_given_back_or_done_without_says_why(state: ContributionState, told: str) -> None:
    part = a_contribution(state=state, note="Bitte Daten ergänzen.")

    assert f"Leistung A: {told}" in words(case_card(one_in(contributions=(part,))))


def test_with_all_beitraege_the_answer_is_left() -> None:
    other = delivered(team=TeamId("b"), team_name="Leistung B")
    view = one_in(contributions=(delivered(), other), contributions_in=(2, 2), missing=())

    assert "Alle Beiträge sind da. Antworten Sie bis Freitag, 4. Dezember 2026." in box(case_card(view))
    assert "✓ Beiträge\n2 von 2 da" in words(case_card(view))


def test_a_date_set_by_others_names_to_whom_the_answer_goes() -> None:
    text = words(case_card(a_petition()))

    assert "Antwort an: Petitionsausschuss" in text
    assert "handeln bis Freitag, 4. Dezember; noch 11 Arbeitstage" in text


def test_a_transfer_says_why_the_team_wants_it() -> None:
    view = for_management(
        held(), transfer_reason="Es betrifft alle Teams.", duties=(owed(DutyKind.DECIDE, DAY, 2),)
    )
    text = words(case_card(view))

    assert "Das Team möchte den Vorgang an Sie abgeben. Entscheiden Sie" in text
    assert "Warum das Team abgeben möchte:\nEs betrifft alle Teams." in text


def test_while_the_note_is_missing_the_card_says_so() -> None:
    text = box(case_card(wished()))

    assert "Der Vermerk der Teamleitung fehlt noch. Erst danach entscheiden Sie über das Gespräch." in text


def test_with_the_note_the_talk_is_decided() -> None:
    view = replace(wished(state=TalkState.NOTED, note=NOTE), duties=(owed(DutyKind.DECIDE_TALK, DAY, 2),))
    text = words(case_card(view))

    assert "Entscheiden Sie bis Montag, 23. November 2026, ob und wie Sie das Gespräch führen." in text
    assert f"Vermerk der Teamleitung:\n{NOTE}" in text
    assert "fehlt noch" not in text


def test_an_alert_needs_no_note_and_is_a_band() -> None:
    view = replace(wished(ground=EscalationGround.BEDROHUNG), duties=(owed(DutyKind.DECIDE_TALK, DAY, 0),))
    card = case_card(view)

    assert [part for part in card["body"] if part.get("style") == "attention"]
    assert box(card).startswith("Dringend: Bedrohung.")
    assert "fehlt noch" not in words(card)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        (
            TalkForm.TELEPHONE,
            "Führen Sie das Gespräch telefonisch am Donnerstag, 26. November 2026, 10:00 Uhr.",
        ),
        (
            TalkForm.IN_PERSON,
            "Führen Sie das Gespräch persönlich am Donnerstag, 26. November 2026, 10:00 Uhr.",
        ),
        (TalkForm.IN_WRITING, "Antworten Sie bis Montag, 23. November 2026 schriftlich"),
    ],
)
def test_the_talk_that_was_decided_on_is_owed_in_its_form(form: TalkForm, sentence: str) -> None:
    at = datetime(2026, 11, 26, 10, 0, tzinfo=NOW.tzinfo)
    view = replace(
        wished(state=TalkState.DECIDED, form=form, appointment_at=at),
        duties=(owed(DutyKind.HOLD_TALK, DAY, 2),),
    )

    assert sentence in box(case_card(view))


def test_a_talk_held_is_told_with_its_day() -> None:
    view = wished(state=TalkState.HELD, form=TalkForm.TELEPHONE, held_on=date(2026, 11, 26))

    assert "Gespräch: telefonisch, geführt am 26. November" in words(case_card(view))


def test_the_signature_shows_the_result_before_the_other_facts() -> None:
    signs = DecisionView(state=DecisionState.TAKEN, lead=Lead.TEAM, final_signature=True)
    view = for_management(
        answering(),
        state=CaseState.FINAL_SIGNATURE,
        decision=signs,
        closing=a_closing(),
        duties=(owed(DutyKind.SIGN, DAY, 1),),
        steps=(Step.SIGN, Step.OPEN, Step.RETURN_FOR_REVISION),
    )
    text = words(case_card(view))

    assert "Prüfen Sie das Ergebnis und zeichnen Sie bis Montag, 23. November 2026." in text
    assert text.index("Ergebnis: begründet") < text.index("Betreff:")
    assert text.count("Ergebnis: begründet") == 1
    assert "mit Schlusszeichnung" in text


def test_a_signed_case_tells_who_signed() -> None:
    at = datetime(2026, 12, 2, 9, 0, tzinfo=NOW.tzinfo)
    closing = a_closing(signed_at=at, signed_by="Gerd Geschäftsleitung")

    text = words(case_card(for_management(done(closing=closing))))

    assert "Gezeichnet: 2. Dezember, Gerd Geschäftsleitung" in text


def test_where_a_team_leads_and_nothing_is_owed_the_management_rests() -> None:
    assert "Für Sie ist nichts zu tun." in box(case_card(for_management(held())))
