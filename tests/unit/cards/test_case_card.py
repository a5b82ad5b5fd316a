"""The same case from each office: what now, the facts, how far, the buttons."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cards.case import case_card
from cards.sample_parts import a_closing, owed
from cards.sample_views import NOW, a_case, a_letter, for_bgf, for_reporter, taken, waiting
from casework.views import Step, Viewpoint
from procedure.duties import DutyKind
from procedure.vocabulary import CaseState, ConcernKind, Lead, Origin, TalkWish
from tests.unit.cards.reading import field, fields_in_sight, pressed, titles, words


def test_the_teamleitung_sees_case_state_duty_facts_and_progress_in_this_order() -> None:
    text = words(case_card(a_case()))

    order = [
        "KRM-2026-0042",
        "Fachliche Beschwerde · persönlich · Leistung A",
        "Bei der Teamleitung",
        "Als Nächstes",
        "Ihr Team ist zuständig. Bitte übernehmen Sie den Vorgang.",
        "Betreff: Bescheid seit sieben Wochen offen",
        "Antwort bis: Donnerstag, 3. Dezember 2026 (noch 10 Arbeitstage)",
        "Eingang: Donnerstag, 19. November 2026, 10:42 Uhr",
        "Gemeldet von: Erika Empfang, Zimmer 004",
        "✓ Gemeldet",
        "○ In Arbeit",
        "○ Antwort",
    ]
    assert [text.index(line) for line in order] == sorted(text.index(line) for line in order)


def test_taking_over_is_the_positive_button() -> None:
    card = case_card(a_case())

    assert titles(card) == ["Übernehmen", "Vorgang öffnen"]
    assert pressed(card, "Übernehmen")["style"] == "positive"
    assert pressed(card, "Übernehmen")["verb"] == "case.take_over"


def test_whoever_holds_the_case_is_told_until_when_to_answer() -> None:
    card = case_card(taken())

    assert "Klären Sie das Anliegen. Antworten Sie bis Donnerstag, 3. Dezember 2026." in words(card)
    assert "In Bearbeitung\nTom Teamleiter" in words(card)
    assert "✓ In Arbeit" in words(card)


def test_others_are_told_who_holds_it_and_when_to_take_it_over() -> None:
    card = case_card(
        taken(
            mine=False,
            holder_name="Sina Stellvertretung",
            holder_on_behalf=True,
            steps=(Step.TAKE_OVER, Step.OPEN),
        )
    )

    assert (
        "Sina Stellvertretung (i. V.) hat den Vorgang um 11:12 Uhr übernommen. "
        "Übernehmen Sie nur, wenn Sie den Vorgang weiterführen." in words(card)
    )
    assert "nichts zu tun" not in card["speak"]
    assert "style" not in pressed(card, "Übernehmen")


def test_the_deputy_takes_over_on_behalf() -> None:
    away = a_case(viewpoint=Viewpoint.DEPUTY, duties=(owed(DutyKind.TAKE_OVER, date(2026, 11, 20), 1),))

    assert (
        "Sie vertreten die Teamleitung. Bitte übernehmen Sie den Vorgang bis Freitag, 20. November 2026 "
        "(i. V.)." in words(case_card(away))
    )


def test_a_deputy_whose_teamleitung_is_here_has_nothing_to_do_however_late_it_is() -> None:
    here = case_card(a_case(viewpoint=Viewpoint.DEPUTY, leads=True, working_days_left=-2))

    assert "Zuständig ist die Teamleitung Leistung A. Übernehmen Sie nur, wenn Sie einspringen." in words(
        here
    )
    assert "nichts zu tun" not in words(here) + here["speak"]
    assert not [part for part in here["body"] if part.get("style") == "attention"]
    assert "Übernehmen" in titles(here)


def test_the_management_takes_over_what_it_leads_and_rests_where_a_team_does() -> None:
    led = words(case_card(a_letter()))
    not_led = words(case_card(a_case(viewpoint=Viewpoint.MANAGEMENT, steps=(Step.OPEN,))))

    assert "Die Geschäftsleitung ist federführend. Bitte übernehmen Sie den Vorgang." in led
    assert "Zuständig ist die Teamleitung Leistung A. Für Sie ist nichts zu tun." in not_led


@pytest.mark.parametrize(
    ("days", "sentence", "deadline"),
    [
        (0, "Die Frist endet heute.", "Antworten Sie heute."),
        (-1, "Die Antwort ist überfällig seit 1 Arbeitstag.", "Antworten Sie bitte umgehend."),
        (-2, "Die Antwort ist überfällig seit 2 Arbeitstagen.", "Antworten Sie bitte umgehend."),
    ],
)
def test_what_cannot_wait_is_a_band_that_says_so_in_words(days: int, sentence: str, deadline: str) -> None:
    card = case_card(taken(working_days_left=days))

    bands = [part for part in card["body"] if part.get("style") == "attention"]
    assert len(bands) == 1
    assert sentence in words(card)
    assert deadline in words(card)


def test_there_is_no_band_while_there_is_time_or_when_it_is_over() -> None:
    for view in (taken(), taken(state=CaseState.CLOSED, working_days_left=-3)):
        assert not [part for part in case_card(view)["body"] if part.get("style") == "attention"]


@pytest.mark.parametrize("state", [CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED])
def test_an_ended_case_says_that_nothing_is_to_be_done(state: CaseState) -> None:
    text = words(case_card(taken(state=state)))

    assert "Es ist nichts mehr zu tun." in text
    assert "Arbeitstag" not in text


def test_the_last_working_day_before_a_free_closing_day_is_named() -> None:
    text = words(
        case_card(a_case(close_by=date(2026, 12, 6), act_by=date(2026, 12, 4), working_days_left=11))
    )

    assert (
        "Antwort bis: Sonntag, 6. Dezember 2026 (handeln bis Freitag, 4. Dezember; noch 11 Arbeitstage)"
        in text
    )
    assert text.count("Arbeitstage") == 1


def test_origin_wish_earlier_case_and_voluntary_record_are_told_when_there_are_any() -> None:
    text = words(
        case_card(
            a_case(
                origin=Origin.OTHER,
                origin_detail="Wahlkreisbüro",
                talk_wish=TalkWish.WISH,
                follow_up_of="KRM-2026-0007",
                voluntary=True,
                concerns=(ConcernKind.FOLGEREAKTION, ConcernKind.LOB),
            )
        )
    )

    assert "Herkunft: über eine andere Stelle: Wahlkreisbüro" in text
    assert "Gewünscht: Gespräch mit der Geschäftsleitung" in text
    assert "Früherer Vorgang: KRM-2026-0007" in text
    assert "Erfassung: freiwillig, ohne Pflicht" in text
    assert "Folgereaktion, Lob · persönlich" in text


def test_a_report_of_another_day_names_that_day() -> None:
    text = words(case_card(a_letter()))

    assert "Eingang: Mittwoch, 18. November 2026, 8:30 Uhr" in text
    assert "Gemeldet von: Erika Empfang, Zimmer 004" in text
    assert "✓ Gemeldet\n19. November" in text


def test_the_bgf_is_asked_to_record_and_to_send_the_acknowledgement() -> None:
    card = case_card(for_bgf(a_letter()))

    assert words(card).startswith("Neue Kundenreaktion KRM-2026-0043 – bitte erfassen")
    assert "Erfassen Sie den Vorgang im KRM-Tool und bestätigen Sie das hier." in words(card)
    assert "Versenden Sie die Eingangsbestätigung bis Montag, 23. November 2026." in words(card)
    assert "Bestätigung: bis Montag, 23. November 2026" in words(card)
    assert titles(card) == ["Als erfasst bestätigen …", "Vorgang öffnen"]
    assert pressed(card, "Bestätigen")["verb"] == "case.record"
    assert "isRequired" not in field(card, "krm_tool_ref")


def test_the_bgf_owes_no_acknowledgement_for_spoken_reactions() -> None:
    assert "Eingangsbestätigung" not in words(case_card(for_bgf(waiting())))


def test_the_bgf_does_not_see_the_subject() -> None:
    assert "Miete" not in words(case_card(for_bgf(a_case())))


def test_after_recording_the_bgf_sees_when_and_under_which_number() -> None:
    card = case_card(for_bgf(a_case(), recorded=True))

    assert "Im KRM-Tool: erfasst am Donnerstag, 19. November 2026, 11:42 Uhr, Nummer 4711" in words(card)
    assert "✓ Erfasst" in words(card)
    assert "Für Sie ist gerade nichts zu tun." in words(card)
    assert titles(card) == ["Vorgang öffnen"]


def test_a_number_that_is_too_long_comes_back_to_the_bgf() -> None:
    card = case_card(
        for_bgf(a_case()), problem={"krm_tool_ref": "Bitte kürzen."}, typed={"krm_tool_ref": "4711 a"}
    )

    assert fields_in_sight(card) == ["krm_tool_ref"]
    assert field(card, "krm_tool_ref")["value"] == "4711 a"
    assert titles(card) == ["Bestätigen", "Zurück"]


def test_the_reporting_person_sees_state_and_words_for_the_customer_but_no_course_and_no_step() -> None:
    card = case_card(for_reporter(a_case()))

    assert "„Ihr Anliegen ist aufgenommen. Zuständig ist die Teamleitung Leistung A." in words(card)
    assert "✓" not in words(card)
    assert titles(card) == ["Stand aktualisieren"]


@pytest.mark.parametrize(
    ("state", "how"), [(CaseState.CLOSED, "abgeschlossen"), (CaseState.ENDED, "beendet")]
)
def test_the_reporting_person_of_an_ended_case_learns_the_bare_fact(state: CaseState, how: str) -> None:
    card = case_card(for_reporter(taken(state=state, closing=a_closing())))

    assert words(card).splitlines() == [
        f"KRM-2026-0042 ist {how}.",
        "Sie müssen nichts mehr tun. Vielen Dank für Ihre Meldung.",
    ]
    assert titles(card) == []


def test_whoever_reported_it_may_pass_on_a_wish_or_raise_the_alarm() -> None:
    view = replace(for_reporter(a_case()), steps=(Step.WISH_TALK, Step.RAISE_ALERT))
    card = case_card(view)

    assert titles(card) == [
        "Stand aktualisieren",
        "Gesprächswunsch festhalten",
        "Geschäftsleitung sofort verständigen …",
    ]
    assert all("style" not in action for action in card["actions"])
    assert len(fields_in_sight(case_card(view, unfolded=Step.RAISE_ALERT))) == 2
    assert fields_in_sight(card) == []


def test_a_letter_is_told_to_whoever_asks_and_names_nobody_who_works_on_it() -> None:
    text = words(case_card(for_reporter(a_letter(holder_name="Gerd Geschäftsleitung"))))

    assert "Wenn die Kundin/der Kunde fragt\nIhr Anliegen ist aufgenommen." in text
    assert "Bitte sagen Sie" not in text
    assert "Gerd" not in text


def test_a_room_with_words_in_it_stays_as_it_is() -> None:
    assert "Erika Empfang, Haus B" in words(case_card(a_case(reporter_room="Haus B")))
    assert "Gemeldet von: Erika Empfang\n" in words(case_card(a_case(reporter_room=""))) + "\n"


@pytest.mark.parametrize("viewpoint", list(Viewpoint))
@pytest.mark.parametrize("state", list(CaseState))
@pytest.mark.parametrize("lead", list(Lead))
def test_every_state_can_be_drawn_from_every_place(
    viewpoint: Viewpoint, state: CaseState, lead: Lead
) -> None:
    for handover in (None, waiting().handover):
        for steps in ((), tuple(Step)):
            view = a_case(viewpoint=viewpoint, state=state, lead=lead, handover=handover, steps=steps)
            assert case_card(view, notice="Ein Satz.")["version"] == "1.5"


def test_a_card_stays_small_whatever_people_wrote() -> None:
    flood = '*_`<"\\😟' * 2_000
    view = replace(
        waiting(legal_remedy_check=True),
        subject=flood[:80],
        agreed_with=flood,
        follow_up_of=flood,
        origin=Origin.OTHER,
        origin_detail=flood,
        reporter_name=flood[:100],
        team_names=("Leistung A",) * 12,
        taken_over_at=NOW + timedelta(days=1),
    )

    assert (
        case_card(view, notice=flood, problem={"day": flood}, typed={"place": flood})["type"]
        == "AdaptiveCard"
    )
    assert case_card(replace(view, steps=tuple(Step)), notice=flood)["type"] == "AdaptiveCard"
