"""The BGF's card: duties and dates, formal fields, hints; never the contents (R14-R18)."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from cards.card_rules import parts_of
from cards.case import case_card
from cards.sample_cases import a_written, acknowledged
from cards.sample_parts import EXPLANATION, owed
from cards.sample_views import NOW
from casework.part_views import AcknowledgementView, DecisionView, TalkView
from casework.views import Step
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    ConcernKind,
    DecisionState,
    DispatchWay,
    Origin,
    TalkState,
    WaiverReason,
)
from tests.unit.cards.reading import Card, titles, words


def bands(card: Card) -> list[object]:
    return [part for part in card["body"] if part.get("style") == "attention"]


def test_each_duty_stands_with_its_date_in_the_box() -> None:
    text = words(case_card(a_written()))

    assert text.startswith("Neue Kundenreaktion KRM-2026-0044 – bitte erfassen")
    assert "Erfassen Sie den Vorgang bis Freitag, 20. November 2026 im KRM-Tool" in text
    assert "Versenden Sie die Eingangsbestätigung bis Montag, 23. November 2026." in text
    assert "Bestätigung: bis Montag, 23. November 2026 (noch 2 Arbeitstage)" in text


def test_the_date_explains_itself_when_asked() -> None:
    card = case_card(a_written())

    unfolding = [
        action
        for part in parts_of(card["body"])
        for action in part.get("actions", [])
        if action["title"] == "Wie wurde diese Frist berechnet? …"
    ]
    assert [action["type"] for action in unfolding] == ["Action.ShowCard"]
    assert [part["text"] for part in unfolding[0]["card"]["body"]] == list(EXPLANATION)
    assert "berechnet" not in str(case_card(a_written(deadline_explanation=())))


@pytest.mark.parametrize(
    ("left", "sentence"),
    [
        (0, "Die Eingangsbestätigung ist heute fällig."),
        (-2, "Die Eingangsbestätigung ist überfällig seit 2 Arbeitstagen."),
    ],
)
def test_an_acknowledgement_that_cannot_wait_is_a_band_in_words(left: int, sentence: str) -> None:
    view = a_written(
        acknowledgement=AcknowledgementView(state=AcknowledgementState.OPEN, working_days_left=left),
        duties=(owed(DutyKind.ACKNOWLEDGE, date(2026, 11, 23), left),),
    )

    assert len(bands(case_card(view))) == 1
    assert sentence in words(case_card(view))
    assert bands(case_card(a_written())) == []


def test_a_late_forwarding_is_told_without_a_person() -> None:
    view = a_written(
        received_at=datetime(2026, 11, 12, 8, 30, tzinfo=NOW.tzinfo), acknowledge_by=date(2026, 11, 17)
    )

    assert "Spät weitergeleitet: eingegangen am 12. November, gemeldet am 19. November." in words(
        case_card(view)
    )
    assert "Spät weitergeleitet" not in words(case_card(a_written()))


def test_a_sent_acknowledgement_is_told_with_day_and_way() -> None:
    text = words(case_card(acknowledged()))

    assert "Bestätigung: versandt am 20. November, als Brief" in text
    assert "✓ Bestätigt\n20. November" in text
    assert "Versenden Sie" not in text


@pytest.mark.parametrize(
    ("part", "told"),
    [
        (
            AcknowledgementView(state=AcknowledgementState.WAIVED, waiver=WaiverReason.NO_ADDRESS),
            "entfällt: keine Anschrift",
        ),
        (
            AcknowledgementView(
                state=AcknowledgementState.WAIVED, waiver=WaiverReason.OTHER, note="persönlich besprochen"
            ),
            "entfällt: persönlich besprochen",
        ),
        (
            AcknowledgementView(
                state=AcknowledgementState.SENT, sent_on=date(2026, 11, 20), way=DispatchWay.EMAIL
            ),
            "versandt am 20. November, als E-Mail",
        ),
    ],
)
def test_a_settled_acknowledgement_says_how(part: AcknowledgementView, told: str) -> None:
    assert f"Bestätigung: {told}" in words(case_card(acknowledged(acknowledgement=part)))


def test_an_anonymous_letter_forbids_to_search_for_the_person() -> None:
    waived = AcknowledgementView(state=AcknowledgementState.WAIVED, waiver=WaiverReason.NO_ADDRESS)

    text = words(case_card(a_written(acknowledge_by=None, acknowledgement=waived, duties=())))

    assert "Bitte forschen Sie nicht nach, wer geschrieben hat." in text
    assert "forschen" not in words(case_card(a_written()))


@pytest.mark.parametrize(
    ("authorised", "rule"),
    [
        (False, "eine Kopie an die andere Stelle nur mit Vollmacht."),
        (True, "die andere Stelle darf eine Kopie bekommen, die Vollmacht liegt vor."),
    ],
)
def test_what_came_through_others_says_who_gets_letters(authorised: bool, rule: str) -> None:  # noqa: FBT001
    view = a_written(origin=Origin.LRA, third_party_authorised=authorised)

    assert rule in words(case_card(view))
    assert "Vollmacht" not in words(case_card(a_written()))


def test_a_petition_may_be_acknowledged_by_the_requesting_body() -> None:
    view = a_written(origin=Origin.OTHER, concerns=(ConcernKind.PETITION,))

    assert "Bestätigt die anfordernde Stelle den Eingang selbst?" in words(case_card(view))
    assert "anfordernde Stelle" not in words(case_card(a_written(origin=Origin.OTHER)))


def test_possible_duplicates_are_a_hint_with_numbers() -> None:
    view = a_written(possible_duplicates=("KRM-2026-0031", "KRM-2026-0038"))

    assert "Vielleicht schon erfasst: KRM-2026-0031, KRM-2026-0038." in words(case_card(view))


def test_what_a_team_gave_back_names_team_and_reason_and_asks_to_assign_it() -> None:
    view = acknowledged(
        returned_reason="Es geht um Unterhalt.",
        returned_by="Leistung A",
        duties=(owed(DutyKind.ASSIGN, date(2026, 11, 20), 1),),
        steps=(Step.RECLASSIFY, Step.OPEN),
    )
    text = words(case_card(view))

    assert text.startswith("Kundenreaktion KRM-2026-0044 – bitte neu zuordnen")
    assert (
        "Leistung A ist nicht zuständig. Ordnen Sie den Vorgang bis Freitag, 20. November 2026 neu zu."
        in text
    )
    assert "Grund der Rückgabe: Es geht um Unterhalt. Die Fristen laufen weiter." in text
    assert "Leistung A ist" not in case_card(view)["fallbackText"]


def test_group_confidential_follow_ups_and_further_receipts_are_formal_facts() -> None:
    view = a_written(
        people=12,
        confidential=True,
        follow_up_of="KRM-2026-0007",
        followed_by=("KRM-2026-0051",),
        further_receipts=2,
    )
    text = words(case_card(view))

    for fact in (
        "Personen: 12 gemeinsam",
        "Vertraulich: ja, nur für eigens Benannte",
        "Früherer Vorgang: KRM-2026-0007",
        "Spätere Vorgänge: KRM-2026-0051",
        "8:30 Uhr und 2-mal danach",
    ):
        assert fact in text


def test_the_way_of_others_is_told_in_states_only() -> None:
    view = acknowledged(
        decision=DecisionView(
            state=DecisionState.TAKEN, decided_at=NOW + timedelta(days=1), instruction="Bitte abstimmen."
        ),
        contributions_in=(2, 3),
        talk=TalkView(state=TalkState.NOTED, note="Die Kundin war dreimal hier."),
        revision_note="genauer",
        transfer_reason="zu groß",
        subject="Miete nicht gezahlt",
    )
    card = str(case_card(view))

    assert "getroffen am Freitag, 20. November 2026" in card
    assert "2 von 3 da" in card
    for content in ("abstimmen", "dreimal", "genauer", "zu groß", "Miete"):
        assert content not in card


def test_the_first_deadline_stays_visible_beside_a_moved_one() -> None:
    moved = replace(acknowledged(), close_by=date(2026, 12, 16), original_close_by=date(2026, 12, 2))

    assert "Erste Frist: Mittwoch, 2. Dezember 2026, verschoben" in words(case_card(moved))
    assert "Erste Frist" not in words(case_card(acknowledged()))


def test_the_buttons_are_the_steps_in_their_order() -> None:
    assert titles(case_card(acknowledged(steps=(Step.OPEN,))))[-1] == "Vorgang öffnen"


@pytest.mark.parametrize(
    ("received_at", "told"),
    [
        (NOW.replace(day=18, hour=0, minute=0), "Mittwoch, 18. November 2026"),
        (NOW.replace(day=18, hour=12, minute=0), "Mittwoch, 18. November 2026, 12:00 Uhr"),
    ],
    ids=["only the day was told", "noon was told"],
)
def test_a_receipt_shows_the_time_only_where_somebody_told_it(received_at: datetime, told: str) -> None:
    facts = [
        fact
        for part in parts_of(case_card(a_written(received_at=received_at)))
        for fact in part.get("facts", ())
        if fact["title"] == "Eingang"
    ]

    assert [fact["value"] for fact in facts] == [told]


def test_what_nobody_in_a_team_can_do_is_the_bgfs_to_see_to() -> None:
    day = date(2026, 12, 2)
    duties = (
        owed(DutyKind.RECORD, day, 5),
        owed(DutyKind.INFORM, day, 5),
        owed(DutyKind.ANSWER, day, 5),
    )
    text = words(case_card(a_written(duties=duties)))

    assert (
        "Teamleitung Leistung A: Dort ist gerade niemand da. Zu tun ist: Beschäftigte informieren, "
        "Antworten und abschließen. Bitte veranlassen Sie das, oder ordnen Sie den Vorgang neu zu." in text
    )
    assert "Erfassen Sie den Vorgang bis Mittwoch, 2. Dezember 2026" in text
    assert "Klären Sie das Anliegen." not in text
