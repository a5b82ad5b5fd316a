"""The Teamleitung's card: what to do next comes first, with its date; then what it rests on."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cards.case import case_card
from cards.sample_cases import answering, at_team, contributing, done, held
from cards.sample_parts import a_closing, a_contribution, an_interim_notice, informed, owed
from cards.sample_views import NOW, taken
from casework.part_views import AcknowledgementView, DecisionView, TalkView
from casework.views import CaseView, Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    CaseState,
    ContributionState,
    DecisionState,
    InformingState,
    Lead,
    TalkForm,
    TalkState,
    TeamId,
    Treatment,
)
from tests.unit.cards.reading import box, words

DAY = date(2026, 11, 23)

SIGNS = DecisionView(state=DecisionState.TAKEN, lead=Lead.TEAM, final_signature=True)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (DutyKind.CONFIRM_RECEIPT, "Bestätigen Sie bis Montag, 23. November 2026, dass der ganze Vorgang"),
        (DutyKind.TAKE_OVER, "Bitte übernehmen Sie den Vorgang bis Montag, 23. November 2026."),
        (DutyKind.INFORM, "Informieren Sie bis Montag, 23. November 2026 die betroffenen Beschäftigten."),
        (DutyKind.CONTRIBUTE, "Liefern Sie bis Montag, 23. November 2026 den Beitrag Ihres Teams."),
        (DutyKind.NOTE_TALK, "Notieren Sie bis Montag, 23. November 2026 für die Geschäftsleitung"),
        (DutyKind.ANSWER, "Antworten Sie bis Mittwoch, 2. Dezember 2026."),
    ],
)
def test_the_first_own_duty_is_one_imperative_with_its_date(kind: DutyKind, sentence: str) -> None:
    view = held(holder_name="", mine=False, duties=(owed(kind, DAY, 2), owed(DutyKind.ANSWER, DAY, 2)))
    card = case_card(view)

    assert sentence in box(card)
    assert "Als Nächstes" in box(card)
    assert "2026" in card["fallbackText"]


@pytest.mark.parametrize("kind", list(DutyKind))
@pytest.mark.parametrize("left", [3, 0, -2])
@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.MANAGEMENT, Viewpoint.BGF])
def test_every_duty_has_a_sentence_from_every_office(kind: DutyKind, left: int, viewpoint: Viewpoint) -> None:
    text = box(case_card(at_team(viewpoint=viewpoint, duties=(owed(kind, DAY, left),))))

    assert "{" not in text
    assert " ." not in text
    assert "bitte bitte" not in text.lower()
    assert not left or "heute," not in text
    if left < 0 and kind is not DutyKind.ANSWER:
        assert "überfällig seit 2 Arbeitstagen" in text


def test_what_others_owe_is_not_asked_of_the_viewer() -> None:
    view = held(duties=(owed(DutyKind.DECIDE, DAY, 2, mine=False), owed(DutyKind.ANSWER, DAY, 8)))

    assert "Entscheiden Sie" not in box(case_card(view))


def test_what_is_due_soon_names_the_interim_notice() -> None:
    soon = answering(working_days_left=2)

    assert "Dauert es länger? Dann senden Sie vorher eine Zwischennachricht." in box(case_card(soon))
    assert "Zwischennachricht" not in box(case_card(answering(working_days_left=3)))
    assert "Zwischennachricht" not in box(case_card(replace(soon, steps=(Step.CLOSE, Step.OPEN))))


def test_before_the_acknowledgement_the_case_is_still_the_bgfs() -> None:
    view = at_team(
        state=CaseState.RECORDED,
        acknowledgement=AcknowledgementView(state=AcknowledgementState.OPEN),
        duties=(),
    )

    early = replace(view, duties=(owed(DutyKind.ANSWER, DAY, 8),))

    assert "Das BGF bestätigt zuerst den Eingang." in box(case_card(view))
    assert box(case_card(early)) == box(case_card(view))
    assert "fehlt noch" not in words(case_card(view))
    assert "Antworten Sie" in box(case_card(replace(early, holder_name="Tom Teamleiter", mine=True)))


def test_the_managements_terms_stand_right_below_what_to_do() -> None:
    text = words(case_card(held()))

    terms = "Maßgabe der Geschäftsleitung:\nBitte mit Leistung B abstimmen, bevor Sie antworten."
    assert text.index("Als Nächstes") < text.index(terms) < text.index("Betreff")


def test_an_open_decision_and_a_final_signature_are_told_before_they_block() -> None:
    open_decision = answering(decision=DecisionView(state=DecisionState.OPEN))

    assert "sobald die Geschäftsleitung über die Bearbeitung entschieden hat" in box(case_card(open_decision))
    assert "Vor dem Abschluss zeichnet die Geschäftsleitung." in box(case_card(answering(decision=SIGNS)))
    assert "Geschäftsleitung" not in box(case_card(answering()))


def test_what_is_missing_for_the_end_is_a_list() -> None:
    text = words(case_card(at_team()))

    assert "Für den Abschluss fehlt noch:\n○ Die Entscheidung der Geschäftsleitung fehlt.\n○ Die" in text
    assert "fehlt noch" not in words(case_card(answering()))
    assert "fehlt noch" not in words(case_card(contributing(missing=("Ein Beitrag fehlt.",))))


def test_a_result_at_the_management_leaves_nothing_to_do() -> None:
    view = answering(
        state=CaseState.FINAL_SIGNATURE,
        closing=a_closing(),
        duties=(owed(DutyKind.SIGN, DAY, 1, mine=False),),
    )
    text = words(case_card(view))

    assert "zur Schlusszeichnung vor. Für Sie ist nichts zu tun." in text
    assert "Vorgelegt: Dienstag, 1. Dezember 2026 von Tom Teamleiter" in text
    assert "○ Gezeichnet\nnoch offen" in text


def test_a_refused_signature_says_why_and_asks_to_revise() -> None:
    text = words(case_card(answering(revision_note="Bitte die Maßnahme genauer beschreiben.")))

    assert "Überarbeiten Sie das Ergebnis und schließen Sie bis Mittwoch, 2. Dezember 2026 wieder ab." in text
    assert "Warum nicht gezeichnet wurde:\nBitte die Maßnahme genauer beschreiben." in text


def test_interim_notices_are_counted_and_the_last_one_told() -> None:
    one = answering(interim_notices=(an_interim_notice(),))
    two = answering(interim_notices=(an_interim_notice(), an_interim_notice(number=2, late=True)))

    assert "Zwischennachricht: am 30. November, neue Frist 16. Dezember" in words(case_card(one))
    assert "Zwischennachricht: 2, die letzte am 30. November, verspätet, neue Frist" in words(case_card(two))


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((informed(),), "Beschäftigte: informiert am 23. November (2)"),
        ((informed(InformingState.NOBODY),), "Beschäftigte: niemand betroffen"),
        (
            (informed(InformingState.POSTPONED, reason="Ermittlungen"),),
            "Beschäftigte: aufgeschoben: Ermittlungen",
        ),
        (
            (informed(), informed(InformingState.OPEN, team=TeamId("b"), team_name="Leistung B")),
            "Beschäftigte: Leistung A: informiert am 23. November (2); Leistung B: noch nicht informiert",
        ),
    ],
)
def test_informing_is_told_by_state_and_number_only(parts: tuple[object, ...], told: str) -> None:
    assert told in words(case_card(answering(informing=parts)))


def test_what_was_agreed_about_a_spoken_reaction_stands_before_the_date() -> None:
    at = datetime(2026, 11, 24, 9, 0, tzinfo=NOW.tzinfo)
    appointment = taken(treatment=Treatment.APPOINTMENT, treatment_at=at)
    written = taken(treatment=Treatment.REFERRED_TO_WRITING)

    assert "Vereinbart: Termin am Dienstag, 24. November 2026, 9:00 Uhr. Antworten" in box(
        case_card(appointment)
    )
    assert "Die Kundin/der Kunde ist gebeten zu schreiben." in box(case_card(written))


def test_the_talk_the_management_decided_on_is_told_to_the_team() -> None:
    talk = TalkView(state=TalkState.DECIDED, form=TalkForm.NO_TALK, decision_note="Bitte selbst antworten.")
    text = words(case_card(answering(talk=talk)))

    assert "Gespräch: kein Gespräch" in text
    assert "Die Geschäftsleitung zum Gesprächswunsch:\nBitte selbst antworten." in text


@pytest.mark.parametrize("duties", [at_team().duties, held().duties])
def test_a_deputy_sees_that_she_acts_on_behalf(duties: tuple[object, ...]) -> None:
    card = case_card(at_team(viewpoint=Viewpoint.DEPUTY, duties=duties))

    assert "(i. V.)" in box(card)
    assert "(i. V.)" not in box(case_card(at_team(duties=duties)))


def test_whoever_does_not_hold_the_case_reads_who_does_and_still_her_own_beitrag() -> None:
    other = {"mine": False, "holder_name": "Sina Stellvertretung", "holder_on_behalf": True}
    plain = held(**other, duties=(owed(DutyKind.ANSWER, DAY, 8),))
    beside = held(**other, duties=(owed(DutyKind.ANSWER, DAY, 8), owed(DutyKind.NOTE_TALK, DAY, 2)))

    assert "Sina Stellvertretung (i. V.) hat den Vorgang" in box(case_card(plain))
    assert "Notieren Sie" in box(case_card(beside))


def test_a_closed_case_shows_its_result_and_no_duty() -> None:
    text = words(case_card(done()))

    for line in (
        "Der Vorgang ist abgeschlossen. Es ist nichts mehr zu tun.",
        "Abgeschlossen: Dienstag, 1. Dezember 2026 von Tom Teamleiter",
        "Ergebnis: begründet",
        "Antwort: versandt am 1. Dezember, als Brief",
        "Ursache: Ablauf",
        "Maßnahme: Anträge auf Weiterbewilligung",
    ):
        assert line in text
    assert "Maßgabe" not in text
    assert "Antwort bis" not in case_card(done())["fallbackText"]


def test_a_reopened_case_says_why() -> None:
    view = answering(reopened_reason="Die Antwort kam zurück.", taken_over_at=NOW + timedelta(days=2))

    assert "Warum der Vorgang wieder offen ist:\nDie Antwort kam zurück." in words(case_card(view))


def flooded(view: CaseView) -> CaseView:
    flood = '*_`<"\\😟' * 2_000
    return replace(
        view,
        subject=flood[:80],
        decision=replace(view.decision, instruction=flood),
        revision_note=flood,
        reopened_reason=flood,
        transfer_reason=flood,
        returned_reason=flood,
        returned_by=flood[:80],
        talk=TalkView(state=TalkState.DECIDED, note=flood, decision_note=flood, form=TalkForm.TELEPHONE),
        contributions=(a_contribution(mine=True, note=flood, state=ContributionState.RETURNED),) * 4,
        informing=(informed(InformingState.POSTPONED, reason=flood),),
        closing=a_closing(measure=flood, insight=flood, no_answer_reason=flood),
        missing=("Es fehlt noch etwas, das in einem Satz steht.",) * 8,
        origin_detail=flood,
        follow_up_of=flood,
        agreed_with=flood,
    )


@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.MANAGEMENT, Viewpoint.BGF])
@pytest.mark.parametrize("state", list(CaseState))
def test_a_card_always_fits_whatever_people_wrote(viewpoint: Viewpoint, state: CaseState) -> None:
    card = case_card(flooded(held(viewpoint=viewpoint, state=state, steps=tuple(Step))), notice="Ein Satz.")

    assert card["version"] == "1.5"
