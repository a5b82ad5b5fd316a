"""What the intake makes of the answers: facts of a reaction (GA I, III, V, VI)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dialogs.intake import DANGER
from dialogs.intake_questions import PRIVACY
from procedure.switches import Switches
from procedure.vocabulary import (
    Channel,
    ConcernKind,
    EscalationGround,
    Origin,
    Parting,
    TalkWish,
)
from tests.dialogs.intake_chat import (
    LETTER,
    OPEN,
    WAITS,
    IntakeChat,
    a_context,
    at_circumstances,
    at_concern,
    at_details,
    at_summary,
)
from tests.support.builders import FRONT_DESK, REGISTERED_AT, TEAM_A, TEAM_B


def test_walk_in_takes_five_exchanges_by_clicking() -> None:
    chat = IntakeChat().starts("neu")
    chat.presses(channel="persoenlich")
    chat.presses(concerns="fachliche_beschwerde", teams="leistung-a", summary="Bescheid fehlt")
    chat.presses(resolved="nein", origin="direkt", leadership="nein", concerns_lead="nein")
    chat.presses(parting="wartet", talk="kein", name="Karla Kundin", verbis="nein")
    chat.confirms()

    assert chat.exchanges == 5
    assert chat.reaction.parting is Parting.WAITING


def test_walk_in_takes_nine_exchanges_by_typing_with_weiter() -> None:
    chat = IntakeChat().starts("neu")
    chat.types("persönlich", "Beschwerde", "Leistung A", "Bescheid seit sieben Wochen offen")
    chat.types("nein", "weiter", "wartet", "weiter", "erfassen")

    assert chat.exchanges == 9
    assert chat.reaction.parting is Parting.WAITING


def test_walk_in_begun_in_one_line_takes_four_exchanges_by_clicking_and_six_by_typing() -> None:
    line = "neu persönlich Leistung A: Bescheid seit sieben Wochen offen"
    clicked = IntakeChat().starts(line)
    clicked.presses(concerns="fachliche_beschwerde").presses(**OPEN).presses(**WAITS).confirms()
    typed = IntakeChat().starts(line).types("Beschwerde", "nein", "weiter", "wartet", "weiter", "erfassen")

    assert clicked.exchanges == 4
    assert typed.exchanges == 6
    assert clicked.reaction.summary == typed.reaction.summary == "Bescheid seit sieben Wochen offen"


def test_command_carries_the_draft_as_its_id_and_the_person_who_talks() -> None:
    command = at_summary().confirms().command
    assert command.command_id == "draft-1"
    assert command.actor == FRONT_DESK
    assert not command.voluntary


def test_typical_walk_in_is_a_complete_reaction() -> None:
    reaction = at_summary().confirms().reaction
    assert reaction.channel is Channel.IN_PERSON
    assert reaction.concerns == (ConcernKind.FACHLICHE_BESCHWERDE,)
    assert reaction.teams == (TEAM_A,)
    assert reaction.origin is Origin.DIRECT
    assert reaction.customer.name == "Karla Kundin"
    assert not reaction.anonymous
    assert reaction.received_at == REGISTERED_AT
    assert reaction.talk_wish is TalkWish.NONE


def test_first_card_warns_of_danger_and_the_concern_card_of_health_data() -> None:
    assert IntakeChat().starts().form.warning == DANGER
    assert at_concern().fields()["summary"].hint == PRIVACY


def test_danger_is_the_first_sentence_also_when_the_first_question_is_answered_already() -> None:
    begun = IntakeChat().starts("neu persönlich Leistung A: Er schreit")
    assert begun.form.warning == DANGER
    assert begun.presses(concerns="fachliche_beschwerde").form.warning == ""


@pytest.mark.parametrize("ground", list(EscalationGround))
def test_naming_a_ground_for_an_immediate_talk_warns_of_danger_again(ground: EscalationGround) -> None:
    asked = at_details().presses(**WAITS | {"talk": ground})
    assert asked.form.warning == DANGER
    assert asked.form.title == "Warum kann es nicht warten?"


def test_danger_names_alarm_and_emergency_numbers_before_anything_else() -> None:
    assert DANGER.index("Alarm") < DANGER.index("110") < DANGER.index("112") < DANGER.index("Aufnahme")


def test_typing_on_after_the_note_goes_back_to_the_details() -> None:
    chat = at_details().types("wartet", "Bedrohung", "Er droht mit Schlägen")
    assert chat.form.title == "Was muss die Teamleitung noch wissen?"
    assert chat.form.warning == ""


def test_details_are_asked_for_whom_they_concern() -> None:
    assert at_details().form.title == "Was muss die Teamleitung noch wissen?"
    assert at_details(concerns_lead="ja").form.title == "Was ist noch wichtig?"
    assert at_circumstances("schriftlich").presses(**LETTER).form.title == "Wer hat sich gemeldet?"


def test_what_is_essential_comes_first_and_what_is_optional_last() -> None:
    assert next(iter(at_details().fields())) == "parting"
    assert [asked.required for asked in at_details().form.fields] == [True] + [False] * 7
    assert next(iter(at_circumstances().fields())) == "resolved"


def test_summary_of_a_waiting_customer_says_who_is_asked_at_once() -> None:
    assert "Nach dem Erfassen frage ich sofort die Teamleitung Leistung A." in at_summary().summary.sentences
    about_lead = at_details(concerns_lead="ja").presses(**WAITS).summary.sentences
    assert "Nach dem Erfassen frage ich sofort die Geschäftsleitung." in about_lead
    assert not any("frage ich" in sentence for sentence in at_summary(parting="gegangen").summary.sentences)


def test_concern_card_says_that_a_widerspruch_alone_is_no_kundenreaktion() -> None:
    hint = at_concern().fields()["concerns"].hint
    assert "Widerspruch" in hint
    assert "Widerspruchsstelle" in hint


def test_several_concerns_and_teams_may_be_chosen() -> None:
    chat = at_circumstances(concerns="fachliche_beschwerde,lob", teams="leistung-a,leistung-b")
    reaction = chat.presses(**OPEN).presses(**WAITS).confirms().reaction
    assert reaction.concerns == (ConcernKind.FACHLICHE_BESCHWERDE, ConcernKind.LOB)
    assert reaction.teams == (TEAM_A, TEAM_B)


def test_folgereaktion_alone_is_refused_at_its_field() -> None:
    chat = at_circumstances(concerns="folgereaktion")
    assert "weitere Anliegensart" in chat.fields()["concerns"].problem
    assert chat.fields()["concerns"].value == "folgereaktion"


def test_folgereaktion_asks_for_the_earlier_case() -> None:
    chat = at_circumstances(concerns="fachliche_beschwerde,folgereaktion")
    assert list(chat.fields()) == ["follow_up_of"]
    refused = chat.presses(follow_up_of="  ")
    assert "früheren Vorgang" in refused.fields()["follow_up_of"].problem
    chat.presses(follow_up_of="KRM-2026-0042").presses(**OPEN).presses(**WAITS)
    assert chat.fact("Bezug") == "KRM-2026-0042"
    assert chat.confirms().reaction.follow_up_of == "KRM-2026-0042"


@pytest.mark.parametrize(
    ("parting", "said"),
    [
        ("wartet", Parting.WAITING),
        ("termin_vereinbart", Parting.APPOINTMENT),
        ("auf_schriftform_verwiesen", Parting.REFERRED_TO_WRITING),
        ("gegangen", Parting.LEFT),
    ],
)
def test_every_parting_of_an_open_talk_is_recorded(parting: str, said: Parting) -> None:
    assert at_summary(parting=parting).confirms().reaction.parting is said


@pytest.mark.parametrize(
    ("typed", "parting"),
    [
        ("wartet", Parting.WAITING),
        ("wartet hier", Parting.WAITING),
        ("Termin", Parting.APPOINTMENT),
        ("schriftlich", Parting.REFERRED_TO_WRITING),
        ("Schriftform", Parting.REFERRED_TO_WRITING),
        ("Der Kunde wartet", Parting.WAITING),
        ("gegangen", Parting.LEFT),
        ("ist weg", Parting.LEFT),
        ("Rückruf", Parting.LEFT),
        ("4", Parting.LEFT),
    ],
)
def test_a_parting_may_be_typed_as_people_say_it(typed: str, parting: Parting) -> None:
    chat = at_details().types(typed, "weiter", "erfassen")
    assert chat.reaction.parting is parting


def test_how_they_parted_must_be_told() -> None:
    chat = at_details().presses(**WAITS | {"parting": ""})
    assert chat.fields()["parting"].problem
    assert chat.fields()["name"].value == "Karla Kundin"


def test_referral_to_writing_shows_the_sentences_to_say_aloud() -> None:
    shown = " ".join(at_summary(parting="auf_schriftform_verwiesen").summary.sentences)
    assert "Bitte sagen Sie" in shown
    assert "schriftlich" in shown


def test_on_the_phone_the_customer_waits_there_and_lengthy_research_is_asked_for() -> None:
    chat = at_circumstances("telefonisch")
    assert "time_consuming" in chat.fields()
    chat.presses(**OPEN, time_consuming="ja")
    assert "am Telefon" in chat.fields()["parting"].options[0].title
    reaction = chat.types("wartet am Telefon", "weiter", "erfassen").reaction
    assert reaction.time_consuming
    assert reaction.parting is Parting.WAITING


def test_a_call_settled_after_lengthy_research_must_be_recorded() -> None:
    chat = at_circumstances("telefonisch").presses(**OPEN | {"resolved": "ja"}, time_consuming="ja")
    assert "voluntary" not in chat.fields()
    assert "parting" not in chat.fields()


def test_lengthy_research_is_asked_for_on_the_phone_alone() -> None:
    assert "time_consuming" not in at_circumstances().fields()
    assert "time_consuming" not in at_circumstances("schriftlich").fields()


@pytest.mark.parametrize("channel", ["schriftlich", "elektronisch"])
def test_writing_asks_when_and_whence_and_not_how_they_parted(channel: str) -> None:
    chat = at_circumstances(channel)
    assert "resolved" not in chat.fields()
    chat.presses(**LETTER)
    assert list(chat.fields()) == ["name", "contact", "number", "people", "talk"]
    assert not any(asked.required for asked in chat.form.fields)
    reaction = chat.presses(name="Karla Kundin").confirms().reaction
    assert reaction.channel == channel
    assert reaction.parting is None
    assert reaction.received_at == datetime(2026, 12, 2, 11, tzinfo=UTC)


def test_a_letter_must_say_when_it_arrived() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER | {"received": ""})
    assert "Tag" in chat.fields()["received"].problem


def test_summary_names_the_day_of_a_letter_and_claims_no_time() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER).presses(name="Karla Kundin")
    assert chat.fact("Eingang") == "Mittwoch, 2. Dezember 2026"
    assert any("bestätigt den Eingang bis Montag, 7. Dezember 2026" in s for s in chat.summary.sentences)


def test_a_letter_that_may_be_a_widerspruch_is_recorded_and_sent_on() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER | {"legal_remedy": "ja"}).presses()
    assert any("Widerspruchsstelle" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.legal_remedy_check


def test_a_walk_in_cannot_be_a_widerspruch() -> None:
    assert "legal_remedy" not in at_circumstances().fields()


def test_another_office_must_be_named() -> None:
    chat = at_circumstances().presses(**OPEN | {"origin": "sonstige"})
    assert list(chat.fields()) == ["origin_detail", "authorised", "external_due"]
    assert chat.presses(origin_detail=" ").fields()["origin_detail"].problem
    chat.presses(origin_detail="Wahlkreisbüro").presses(**WAITS)
    assert chat.fact("Herkunft") == "Wahlkreisbüro"
    assert chat.confirms().reaction.origin is Origin.OTHER


def test_without_name_contact_and_number_it_is_anonymous_and_the_summary_says_so() -> None:
    chat = at_summary(name="")
    assert chat.fact("Kundin/Kunde") == "anonym"
    assert chat.confirms().reaction.anonymous


@pytest.mark.parametrize("told", ["anonym", "-", "keine", "unbekannt", "nein", "  "])
def test_a_name_that_says_nobody_is_none_typed_or_written_into_the_form(told: str) -> None:
    assert at_summary(name=told).confirms().reaction.anonymous


def test_somebody_with_a_number_only_is_not_anonymous() -> None:
    reaction = at_summary(name="", number="617A123456").confirms().reaction
    assert not reaction.anonymous
    assert reaction.customer.number == "617A123456"


def test_an_anonymous_letter_needs_no_acknowledgement() -> None:
    chat = at_circumstances("schriftlich").presses(**LETTER).presses()
    assert not any("bestätigt den Eingang" in sentence for sentence in chat.summary.sentences)


@pytest.mark.parametrize("told", ["nein", "noch nicht", "-", ""])
def test_a_hand_over_not_agreed_is_allowed_and_shown(told: str) -> None:
    chat = at_summary(agreed_with=told)
    assert chat.fact("Übergabe abgestimmt") in {"nein", "noch nicht"}
    assert chat.confirms().reaction.handover_agreed_with == ""


def test_a_hand_over_agreed_names_with_whom() -> None:
    chat = at_summary(agreed_with="Tom Teamleiter, 10 Uhr")
    assert chat.fact("Übergabe abgestimmt") == "Tom Teamleiter, 10 Uhr"


def test_a_hand_over_agreed_with_nobody_named_is_asked_again() -> None:
    chat = at_details().presses(**WAITS | {"agreed_with": "ja"})
    assert "Mit wem" in chat.fields()["agreed_with"].problem


def test_a_wish_to_talk_is_no_alarm() -> None:
    chat = at_summary(talk="wunsch")
    assert chat.fact("Wunsch") == "Gespräch mit der Geschäftsleitung"
    assert not any("alarmiert" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.talk_wish is TalkWish.WISH


@pytest.mark.parametrize("ground", list(EscalationGround))
def test_an_immediate_talk_needs_its_ground_and_a_note(ground: EscalationGround) -> None:
    chat = at_details().presses(**WAITS | {"talk": ground})
    assert list(chat.fields()) == ["talk_note"]
    assert chat.presses(talk_note="").fields()["talk_note"].problem
    chat.presses(talk_note="Droht der Kollegin")
    assert any("alarmiert" in sentence for sentence in chat.summary.sentences)
    reaction = chat.confirms().reaction
    assert reaction.talk_wish is TalkWish.IMMEDIATE
    assert reaction.escalation_ground is ground
    assert reaction.escalation_note == "Droht der Kollegin"


def test_an_immediate_talk_without_a_ground_is_refused_with_the_way_out() -> None:
    chat = at_details().types("wartet")
    while next(iter(chat.fields())) != "talk":
        chat.types("-")
    refused = chat.types("sofort")
    assert "Bedrohung" in refused.fields()["talk"].problem
    assert "Teamleitung" in refused.fields()["talk"].problem


def test_talk_wish_may_be_typed_as_yes_or_no() -> None:
    def asked() -> IntakeChat:
        chat = at_details().types("wartet")
        while next(iter(chat.fields())) != "talk":
            chat.types("-")
        return chat

    assert asked().types("ja", "weiter", "erfassen").reaction.talk_wish is TalkWish.WISH
    assert asked().types("nein", "weiter", "erfassen").reaction.talk_wish is TalkWish.NONE


def test_a_reaction_about_the_teamleitung_goes_to_the_management() -> None:
    chat = at_details(concerns_lead="ja").presses(**WAITS)
    assert any("Teamleitung selbst" in sentence for sentence in chat.summary.sentences)
    assert chat.confirms().reaction.concerns_lead


def test_what_was_noted_in_verbis_is_kept() -> None:
    assert at_summary(verbis="ja").confirms().reaction.origin_in_verbis


def test_a_walk_in_an_hour_ago_arrived_then() -> None:
    reaction = at_summary(happened="vor einer Stunde").confirms().reaction
    assert reaction.received_at == REGISTERED_AT - timedelta(hours=1)


def test_a_walk_in_left_open_arrived_when_it_was_asked_not_when_it_is_confirmed_next_day() -> None:
    chat = at_summary()
    reaction = chat.at(REGISTERED_AT + timedelta(hours=23)).confirms().reaction
    assert reaction.received_at == REGISTERED_AT


def test_summary_says_why_who_and_by_when() -> None:
    sentences = " ".join(at_summary().summary.sentences)
    assert "muss erfasst werden, weil das Anliegen vor Ort nicht sofort geklärt wurde" in sentences
    assert "Federführend ist die Teamleitung Leistung A" in sentences
    assert "Donnerstag, 17. Dezember 2026" in sentences


def test_summary_shows_everything_that_was_told() -> None:
    chat = at_details(leadership="ja").presses(
        parting="gegangen",
        agreed_with="Tom Teamleiter",
        talk="wunsch",
        name="Karla Kundin",
        contact="Musterweg 1",
        number="617A123456",
        verbis="ja",
    )
    shown = " ".join(value for _, value in chat.summary.facts)
    for told in ("persönlich", "Bescheid fehlt", "Leistung A", "Fachliche Beschwerde", "gegangen"):
        assert told in shown
    for told in ("Tom Teamleiter", "Karla Kundin", "Musterweg 1", "617A123456", "vermerkt", "Gespräch"):
        assert told in shown
    assert chat.fact("Leitung")
    assert at_details(concerns_lead="ja").presses(**WAITS).fact("Betroffen") == "die Teamleitung selbst"


def test_what_the_switches_do_not_oblige_to_record_is_offered_voluntarily() -> None:
    context = a_context(switches=replace(Switches(), record_on_tl_referral=False))
    chat = IntakeChat(context=context).starts("neu persönlich Lob Leistung A: Freundlich")
    chat.presses(**OPEN | {"resolved": "ja"})
    assert list(chat.fields()) == ["voluntary"]


@pytest.mark.parametrize("parting", list(Parting))
def test_who_waits_or_is_called_back_is_referred_to_the_teamleitung(parting: Parting) -> None:
    reaction = at_summary(parting=parting).confirms().reaction
    assert reaction.referred_to_team_lead == (parting in {Parting.WAITING, Parting.LEFT})


def test_one_team_that_is_not_ours_spoils_the_list() -> None:
    chat = at_concern().presses(concerns="lob", teams="leistung-a,nirgends", summary="Danke")
    assert chat.fields()["teams"].problem
