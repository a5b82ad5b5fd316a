"""„Kundin/Kunde wartet“: what the Teamleitung and the deputy see and can answer (GA V, R35-R37)."""

from dataclasses import replace
from datetime import timedelta

from cards.case import case_card
from cards.sample_views import HANDOVER_STEPS, NOW, a_handover, an_answer, for_bgf, taken, waiting
from casework.views import Step, Viewpoint
from procedure.vocabulary import Channel, EscalationGround, HandoverAnswer, TalkWish
from tests.unit.cards.berlin import berlin
from tests.unit.cards.reading import field, fields_in_sight, pressed, titles, words

STALE = "Diese Karte ist nicht mehr aktuell. Hier ist der neue Stand."


def test_it_says_who_waits_where_since_when_and_about_what() -> None:
    card = case_card(waiting())

    assert words(card).startswith("Kundin/Kunde wartet am Empfang\nseit 10:42 Uhr\n")
    assert "KRM-2026-0042 · Fachliche Beschwerde · persönlich · Leistung A" in words(card)
    assert "Bescheid seit sieben Wochen offen, Miete nicht gezahlt" in words(card)
    assert "Aufgenommen von: Erika Empfang, Zimmer 004" in words(card)
    assert "KRM-2026-0042" in card["fallbackText"]


def test_all_five_answers_and_the_case_are_in_sight_and_the_refresh_is_not() -> None:
    card = case_card(waiting())

    assert titles(card) == [
        "Ich komme",
        "Termin anbieten …",
        "Rückruf …",
        "Bitte schriftlich",
        "An Stellvertretung",
        "Vorgang öffnen",
    ]
    assert titles(card, overflow=True) == ["Stand aktualisieren"]
    assert pressed(card, "Ich komme")["style"] == "positive"


def test_buttons_carry_the_step_as_verb_and_the_case_with_its_version() -> None:
    card = case_card(waiting(version=7))

    for title, step in {
        "Ich komme": Step.COME,
        "Termin mitteilen": Step.APPOINTMENT,
        "Rückruf mitteilen": Step.CALLBACK,
        "Bitte schriftlich": Step.WRITTEN,
        "An Stellvertretung": Step.ASK_DEPUTY,
        "Vorgang öffnen": Step.OPEN,
    }.items():
        press = pressed(card, title)
        assert press["verb"] == step.value
        assert press["data"] == {"case": "6f9619ff-8b86-4d01-b42d-00c04fc964ff", "version": 7}


def test_only_permitted_steps_become_buttons() -> None:
    card = case_card(waiting(steps=(Step.COME, Step.OPEN)))

    assert titles(card) == ["Ich komme", "Vorgang öffnen"]


def test_an_appointment_asks_for_day_time_and_place() -> None:
    card = case_card(waiting())

    assert field(card, "day")["type"] == "Input.Date"
    assert field(card, "day")["min"] == "2026-11-19"
    assert field(card, "day")["isRequired"]
    assert field(card, "time")["type"] == "Input.Time"
    assert field(card, "place")["label"] == "Ort (freiwillig)"
    assert field(card, "callback")["isRequired"]
    assert fields_in_sight(card) == []


def test_a_wrong_answer_comes_back_unfolded_with_what_was_typed_and_the_remedy_at_the_field() -> None:
    card = case_card(
        waiting(),
        problem={"day": "Bitte wählen Sie einen Zeitpunkt, der noch kommt."},
        typed={"day": "2026-11-18", "time": "09:00", "place": "Zimmer 214"},
    )

    assert fields_in_sight(card) == ["day", "time", "place"]
    assert [field(card, name)["value"] for name in ("day", "time", "place")] == [
        "2026-11-18",
        "09:00",
        "Zimmer 214",
    ]
    assert "Das passt noch nicht: Bitte wählen Sie einen Zeitpunkt, der noch kommt." in words(card)
    assert titles(card) == ["Termin mitteilen", "Zurück"]
    assert pressed(card, "Zurück")["verb"] == "case.refresh"
    assert pressed(card, "Zurück")["associatedInputs"] == "none"


def test_a_callback_without_words_comes_back_in_its_own_form() -> None:
    card = case_card(waiting(), problem={"callback": "Bitte sagen Sie, wann Sie zurückrufen."}, typed={})

    assert fields_in_sight(card) == ["callback"]


def test_what_an_input_cannot_show_is_left_out() -> None:
    card = case_card(
        waiting(),
        problem={"day": "Kein Tag."},
        typed={"day": "übermorgen", "time": "25:00", "place": "a" * 500},
    )

    assert "value" not in field(card, "day")
    assert "value" not in field(card, "time")
    assert field(card, "place")["value"] == "a" * 80


def test_a_problem_without_its_form_is_told_on_top() -> None:
    card = case_card(waiting(steps=(Step.COME, Step.OPEN)), problem={"day": "Bitte wählen Sie einen Tag."})

    assert words(card).startswith("Bitte wählen Sie einen Tag.")


def test_a_stale_press_gets_the_fresh_card_with_one_sentence_on_top() -> None:
    card = case_card(waiting(), notice=STALE)

    assert words(card).startswith(f"{STALE}\nKundin/Kunde wartet")


def test_on_the_phone_the_words_fit_the_phone() -> None:
    card = case_card(waiting(channel=Channel.TELEPHONE))

    assert words(card).startswith("Kundin/Kunde wartet am Telefon")
    assert titles(card)[0] == "Ich übernehme das Gespräch"


def test_the_deputy_knows_that_she_answers_on_behalf_and_who_was_asked_when() -> None:
    card = case_card(
        waiting(
            viewpoint=Viewpoint.DEPUTY,
            handover=a_handover(
                deputy_asked_at=NOW + timedelta(minutes=5), deputy_name="Sina Stellvertretung"
            ),
        )
    )

    assert "Sie antworten in Vertretung (i. V.)." in words(card)
    assert "Auch gefragt: Sina Stellvertretung, um 10:47 Uhr" in words(card)


def test_whether_the_hand_over_was_agreed_is_shown_also_when_it_was_not() -> None:
    assert "Abgestimmt: noch nicht" in words(case_card(waiting()))
    assert "Abgestimmt: Tom Teamleiter, 10:40 Uhr" in words(
        case_card(waiting(agreed_with="Tom Teamleiter, 10:40 Uhr"))
    )


def test_wish_ground_and_possible_objection_are_told_in_words() -> None:
    view = waiting(
        talk_wish=TalkWish.IMMEDIATE, escalation_ground=EscalationGround.ESKALATION, legal_remedy_check=True
    )

    assert "Gewünscht: sofortiges Gespräch mit der Geschäftsleitung" in words(case_card(view))
    assert "Anlass: Eskalation" in words(case_card(view))
    assert "Widerspruchsfrist läuft weiter" in words(case_card(view))


def test_who_cannot_answer_sees_the_case_instead() -> None:
    card = case_card(waiting(viewpoint=Viewpoint.MANAGEMENT, steps=(Step.OPEN,)))

    assert "Die zuständige Stelle ist gefragt. Für Sie ist nichts zu tun." in words(card)
    assert titles(card) == ["Vorgang öffnen"]


def test_the_bgf_sees_its_own_duties_while_a_customer_waits() -> None:
    card = case_card(for_bgf(waiting()))

    assert words(card).startswith("Neue Kundenreaktion KRM-2026-0042 – bitte erfassen")
    assert "wartet auf Antwort, seit 10:42 Uhr" in words(card)


def test_after_the_answer_the_card_says_who_answered_what_and_when() -> None:
    mine = an_answer(HandoverAnswer.COME, answered_by_viewer=True)
    deputy = an_answer(HandoverAnswer.COME, answered_by_name="Sina Stellvertretung", on_behalf=True)

    own = case_card(waiting(handover=mine, steps=(Step.TAKE_OVER, Step.OPEN)))
    others = case_card(waiting(handover=deputy, steps=(Step.TAKE_OVER, Step.OPEN)))

    assert "Sie haben um 10:44 Uhr geantwortet: Ich komme." in words(own)
    assert "Bitte übernehmen Sie nach dem Gespräch den Vorgang." in words(own)
    assert "Sina Stellvertretung (i. V.) hat um 10:44 Uhr geantwortet: Ich komme." in words(others)
    assert not set(titles(own)) & {"Ich komme", "Bitte schriftlich"}


def test_an_answer_of_another_day_names_the_day() -> None:
    late = an_answer(HandoverAnswer.WRITTEN, answered_at=berlin(2026, 11, 20, 8, 1))

    card = case_card(waiting(handover=late, steps=(Step.OPEN,)))

    assert "Tom Teamleiter hat am 20. November um 8:01 Uhr geantwortet: Bitte schriftlich." in words(card)


def test_a_promised_appointment_stays_in_sight_of_whoever_holds_the_case() -> None:
    promised = an_answer(
        HandoverAnswer.APPOINTMENT,
        appointment_at=berlin(2026, 11, 24, 9, 0),
        place="Zimmer 214",
        answered_by_viewer=True,
    )

    card = case_card(taken(handover=promised))

    assert "Zugesagt: Termin am Dienstag, 24. November 2026, 9:00 Uhr, Zimmer 214." in words(card)


def test_text_of_people_is_shown_as_they_wrote_it() -> None:
    view = replace(
        waiting(), subject="**<b>x</b>** [hier](https://boese.example)", agreed_with="_Tom_ <at>Alle</at>"
    )

    card = case_card(view)

    assert "**<b>x</b>** [hier](https://boese.example)" in words(card)
    assert r"\_Tom\_ \<at>Alle\</at>" in words(card)


def test_the_steps_of_the_samples_are_those_a_card_knows() -> None:
    assert set(HANDOVER_STEPS) <= set(Step)
