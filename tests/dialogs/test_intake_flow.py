"""The intake as a conversation: forth and back, help and leaving, wrong and stale answers."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cards.forms import FormInput, InputKind
from cards.verbs import (
    HELP,
    INTAKE_BACK,
    INTAKE_CANCEL,
    INTAKE_CONFIRM,
    INTAKE_DISCARD,
    INTAKE_NEXT,
    INTAKE_RESUME,
    INTAKE_START,
)
from dialogs import conversation
from dialogs.conversation import ASKED_ANEW, FIRST, NOTHING_STORED, STALE
from dialogs.flow import State
from procedure.errors import IncompleteReaction
from tests.dialogs.intake_chat import (
    CONCERN,
    DRAFT,
    LETTER,
    OPEN,
    WAITS,
    IntakeChat,
    a_context,
    at_circumstances,
    at_concern,
    at_details,
    at_letter,
    at_summary,
)
from tests.support.builders import REGISTERED_AT, TEAM_A


def at_channel() -> IntakeChat:
    return IntakeChat().starts()


def at_voluntary() -> IntakeChat:
    return at_circumstances().presses(**OPEN | {"resolved": "ja"})


def at_talk_note() -> IntakeChat:
    return at_details().presses(**WAITS | {"talk": "bedrohung"})


def at_another_office() -> IntakeChat:
    return at_letter(origin="sonstige")


def at_received() -> IntakeChat:
    return at_circumstances("schriftlich")


EVERY_STEP = {
    "channel": at_channel,
    "concern": at_concern,
    "circumstances": at_circumstances,
    "letter": at_received,
    "another office": at_another_office,
    "sender": at_letter,
    "voluntary": at_voluntary,
    "details": at_details,
    "talk note": at_talk_note,
    "summary": at_summary,
}
every_step = pytest.mark.parametrize("step", EVERY_STEP)


@every_step
@pytest.mark.parametrize("word", ["abbrechen", "Abbrechen.", "ABBRUCH"])
def test_abbrechen_ends_at_every_step_and_stores_nothing(step: str, word: str) -> None:
    chat = EVERY_STEP[step]().types(word)
    assert chat.farewell == NOTHING_STORED
    assert chat.last.command is None


@every_step
@pytest.mark.parametrize("verb", [INTAKE_CANCEL, INTAKE_DISCARD])
def test_the_cancel_button_ends_at_every_step(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    assert chat.sends(chat.button(verb)).farewell == NOTHING_STORED


@every_step
def test_the_cancel_button_of_an_older_card_of_the_draft_still_ends_it(step: str) -> None:
    chat = EVERY_STEP[step]()
    older = replace(chat.button(INTAKE_CANCEL), turn=chat.state.turn - 1)
    assert chat.sends(older).farewell == NOTHING_STORED


@every_step
@pytest.mark.parametrize("word", ["hilfe", "Hilfe!", "?", "help"])
def test_hilfe_explains_and_asks_again_at_every_step(step: str, word: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    asked = chat.last.replies[-1]
    chat.types(word)
    assert chat.state == before
    assert chat.last.replies[-1] == asked
    assert "abbrechen" in chat.said
    assert "zurück" in chat.said


@every_step
def test_the_help_button_does_as_the_word(step: str) -> None:
    pressed, typed = EVERY_STEP[step](), EVERY_STEP[step]()
    assert pressed.sends(FormInput(verb=HELP)).last == typed.types("hilfe").last


@every_step
@pytest.mark.parametrize("way", ["typed", "pressed"])
def test_zurueck_undoes_the_last_answer_alone_at_every_step(step: str, way: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state.history
    if step == "channel":
        return
    _ = chat.types("zurück") if way == "typed" else chat.goes_back()
    assert chat.state.history == before[:-1]


def test_zurueck_at_the_first_question_says_so_and_asks_it_again() -> None:
    for chat in (at_channel().types("zurück"), at_channel().goes_back()):
        assert chat.said == FIRST
        assert chat.form.title == "Wie hat sich die Kundin/der Kunde gemeldet?"


def test_the_first_card_offers_no_way_back() -> None:
    assert not at_channel().form.can_go_back
    assert at_concern().form.can_go_back


def test_what_zurueck_took_back_stands_in_the_form_again() -> None:
    chat = at_circumstances().goes_back()
    fields = chat.fields()
    assert fields["concerns"].value == CONCERN["concerns"]
    assert fields["teams"].value == CONCERN["teams"]
    assert fields["summary"].value == CONCERN["summary"]


def test_after_zurueck_weiter_takes_what_stands_in_the_form() -> None:
    forth = at_summary().confirms().command
    chat = at_summary().types("zurück", "zurück", "zurück")
    assert chat.form.title == "Worum geht es?"
    assert chat.types("weiter", "weiter", "weiter", "erfassen").command == forth


def test_a_moment_taken_back_stands_there_as_people_write_it() -> None:
    chat = at_received().presses(**LETTER).goes_back()
    assert chat.fields()["received"].value == "02.12.2026"
    typed = at_received().presses(**LETTER | {"received": "gestern 14 Uhr"}).goes_back()
    assert typed.fields()["received"].value == "02.12.2026 14:00"


def test_answers_after_zurueck_replace_the_earlier_ones() -> None:
    chat = at_circumstances().goes_back().presses(**CONCERN | {"summary": "Anderes Anliegen"})
    assert chat.state.answers["summary"] == "Anderes Anliegen"


@every_step
def test_a_button_of_an_older_card_shows_the_present_question(step: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    for verb in (INTAKE_NEXT, INTAKE_BACK, INTAKE_CONFIRM):
        chat.sends(replace(chat.button(verb), turn=chat.state.turn - 1))
        assert chat.said == STALE
        assert chat.state == before
        assert chat.last.replies[-1] == asked


@every_step
@pytest.mark.parametrize("verb", [INTAKE_NEXT, INTAKE_BACK, INTAKE_CONFIRM, INTAKE_CANCEL, INTAKE_RESUME])
def test_a_button_of_another_draft_changes_nothing(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.sends(replace(chat.button(verb), draft_id="another"))
    assert chat.said == STALE
    assert chat.state == before


def test_a_card_from_before_zurueck_is_stale_although_as_many_answers_are_given() -> None:
    chat = at_concern()
    older = chat.button(INTAKE_NEXT, **CONCERN)
    chat.presses(**CONCERN).goes_back()
    assert chat.sends(older).said == STALE


def test_pressing_twice_takes_the_first_press_and_shows_the_second_the_next_question() -> None:
    chat = at_concern()
    press = chat.button(INTAKE_NEXT, **CONCERN)
    assert chat.sends(press).form.title == "Wie war es?"
    assert chat.sends(press).said == STALE
    assert chat.form.title == "Wie war es?"


@pytest.mark.parametrize("step", [name for name in EVERY_STEP if name != "summary"])
def test_a_forged_confirmation_in_the_middle_records_nothing(step: str) -> None:
    chat = EVERY_STEP[step]()
    assert chat.sends(chat.button(INTAKE_CONFIRM)).last.command is None


@every_step
@pytest.mark.parametrize("verb", [INTAKE_RESUME, INTAKE_START])
def test_resuming_asks_the_present_question(step: str, verb: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    chat.sends(FormInput(verb=verb, draft_id=DRAFT if verb == INTAKE_RESUME else ""))
    assert chat.state == before
    assert chat.last.replies == (asked,)


@every_step
def test_neu_in_the_middle_goes_on_with_the_draft(step: str) -> None:
    chat = EVERY_STEP[step]()
    before, asked = chat.state, chat.last.replies[-1]
    chat.types("neu")
    assert "schon eine Aufnahme begonnen" in chat.said
    assert chat.state == before
    assert chat.last.replies[-1] == asked


def test_neu_with_a_whole_line_in_the_middle_is_no_answer_either() -> None:
    chat = at_concern().types("Lob", "Leistung A")
    chat.types("neu telefonisch Leistung B: Rückruf fehlt")
    assert "schon eine Aufnahme begonnen" in chat.said


def test_beschwerde_in_the_middle_is_an_answer() -> None:
    chat = at_concern().types("Beschwerde")
    assert chat.state.answers["concerns"] == "fachliche_beschwerde"


@every_step
@pytest.mark.parametrize(
    "text", ["xyzzy", "👍", "\u202everkehrt", "<b>fett</b> **und** [x](http://a)", "=1+1"]
)
def test_no_text_leads_anywhere_unseen(step: str, text: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.types(text)
    if chat.state == before:
        assert chat.said or any(asked.problem for asked in chat.form.fields)


@every_step
def test_a_text_of_100000_characters_is_refused_with_a_limit(step: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    chat.types("ä" * 100_000)
    assert chat.state == before
    assert "höchstens" in chat.said


@pytest.mark.parametrize("step", ["concern", "circumstances", "letter", "details"])
def test_what_was_typed_wrongly_comes_back_at_its_field(step: str) -> None:
    chat = EVERY_STEP[step]()
    first = chat.form.fields[0]
    chat.types("ganz anders")
    again = chat.form.fields[0]
    assert again.id == first.id
    assert again.value == "ganz anders"
    assert again.problem


def test_one_wrong_field_brings_the_whole_form_back_as_it_was_filled_in() -> None:
    chat = at_received().presses(**LETTER | {"received": "31.02.2026", "origin": "LRA", "leadership": "ja"})
    fields = chat.fields()
    assert fields["received"].problem
    assert fields["received"].value == "31.02.2026"
    assert fields["origin"].value == "LRA"
    assert fields["leadership"].value == "ja"
    assert not fields["origin"].problem


def test_unknown_fields_and_values_of_a_form_are_no_answers() -> None:
    chat = at_concern().presses(concerns="gold", teams="nirgends", summary="Da", channel="schriftlich", x="y")
    assert set(chat.fields()) == {"concerns", "teams", "summary"}
    assert chat.fields()["concerns"].problem
    assert chat.fields()["teams"].problem
    assert chat.state.answers == {"channel": "persoenlich"}


def test_a_summary_too_long_is_counted_for_the_person() -> None:
    chat = at_concern().presses(**CONCERN | {"summary": "x" * 4001})
    assert "4001" in chat.fields()["summary"].problem
    assert at_concern().presses(**CONCERN | {"summary": "x" * 4000}).form.title == "Wie war es?"


def test_at_the_summary_only_a_clear_word_records() -> None:
    for word in ("erfassen", "Erfassen!", "ja", "absenden"):
        assert at_summary().types(word).last.command is not None
    for word in ("nein", "vielleicht", "weiter?", "was?"):
        chat = at_summary().types(word)
        assert chat.last.command is None
        assert "erfassen" in chat.said
        assert chat.summary


def test_what_need_not_be_recorded_is_said_with_its_reason_and_offered() -> None:
    chat = at_voluntary()
    assert "muss nicht erfasst werden" in chat.form.intro
    assert chat.form.fields[0].kind is InputKind.BUTTONS


@pytest.mark.parametrize("answer", ["Nicht erfassen", "nein", "2"])
def test_nicht_erfassen_ends_and_stores_nothing(answer: str) -> None:
    assert at_voluntary().types(answer).farewell == NOTHING_STORED
    assert at_voluntary().presses(voluntary="nein").farewell == NOTHING_STORED


@pytest.mark.parametrize("answer", ["Freiwillig erfassen", "freiwillig", "ja", "1"])
def test_freiwillig_erfassen_goes_on_and_is_noted(answer: str) -> None:
    chat = at_voluntary().types(answer, "weiter")
    assert "freiwillig" in " ".join(chat.summary.sentences)
    assert chat.confirms().command.voluntary
    assert at_voluntary().presses(voluntary="ja").presses().confirms().command.voluntary


def test_the_steps_are_counted_without_the_offer_in_between() -> None:
    progress = [
        EVERY_STEP[step]() for step in ("channel", "concern", "circumstances", "voluntary", "details")
    ]
    assert [chat.form.progress for chat in progress] == [f"Schritt {n} von 5" for n in (1, 2, 3, 4, 4)]
    assert at_summary().summary.progress == "Schritt 5 von 5"


@every_step
def test_the_offer_to_go_on_names_the_step_and_no_content(step: str) -> None:
    chat = EVERY_STEP[step]()
    assert conversation.offer(chat.state, chat.context).startswith("Schritt ")


@every_step
def test_the_next_day_the_draft_goes_on_where_it_was(step: str) -> None:
    chat = EVERY_STEP[step]()
    asked = chat.last.replies[-1]
    chat.at(REGISTERED_AT + timedelta(hours=23)).sends(FormInput(verb=INTAKE_RESUME, draft_id=DRAFT))
    assert type(chat.last.replies[-1]) is type(asked)


def test_a_team_that_is_gone_is_asked_again_before_anything_is_recorded() -> None:
    chat = at_summary()
    office = chat.context.office
    teams = {key: replace(team, active=key != TEAM_A) for key, team in office.teams.items()}
    chat.context = replace(chat.context, office=replace(office, teams=teams))
    chat.confirms()
    assert chat.last.command is None
    assert set(chat.fields()) == {"teams"}
    assert chat.said == ASKED_ANEW
    assert chat.presses(teams="leistung-b").confirms().command.reaction.teams == ("leistung-b",)


def test_an_office_without_teams_is_told_whom_to_ask() -> None:
    context = a_context()
    empty = replace(context, office=replace(context.office, teams={}))
    assert "BGF" in IntakeChat(context=empty).starts().farewell


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"draft": 1, "turn": 0, "history": [], "undone": {}},
        {"draft": "d", "turn": "0", "history": [], "undone": {}},
        {"draft": "d", "turn": True, "history": [], "undone": {}},
        {"draft": "d", "turn": 0, "history": {}, "undone": {}},
        {"draft": "d", "turn": 0, "history": ["x"], "undone": {}},
        {"draft": "d", "turn": 0, "history": [{"channel": 1}], "undone": {}},
        {"draft": "d", "turn": 0, "history": [], "undone": ["x"]},
        {"draft": "d", "turn": 0, "history": []},
        {"py/object": "os.system", "draft": None},
    ],
)
def test_a_row_that_is_no_draft_is_a_type_error(data: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        State.from_json(data)


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        ({"channel": "Rauchzeichen", "x": "y"}, "channel"),
        ({"concerns": "folgereaktion"}, "concerns"),
        ({"concerns": ""}, "concerns"),
        ({"teams": "leistung-a,nirgends"}, "teams"),
        ({"summary": ""}, "summary"),
        ({"summary": "x" * 4001}, "summary"),
        ({"received": "2030-01-01"}, "received"),
        ({"origin": "sonstige"}, "origin_detail"),
        ({"talk": "bedrohung"}, "talk_note"),
        ({"legal_remedy": "vielleicht"}, "legal_remedy"),
        ({"confidential": "streng"}, "confidential"),
        ({"people": "viele"}, "people"),
        ({"people": "-1"}, "people"),
        ({"people": "1001"}, "people"),
        ({"origin": "AA"}, "authorised"),
        ({"origin": "AA", "authorised": "nein", "external_due": "2026-12-01"}, "external_due"),
        ({"origin": "AA", "authorised": "nein", "external_due": "bald"}, "external_due"),
    ],
)
def test_answers_that_hold_no_more_are_asked_again(wrong: dict[str, str], asked: str) -> None:
    answered = {"channel": "schriftlich", **CONCERN, **LETTER, "received": "2026-12-02"}
    details = {"talk": "kein", "name": "", "contact": "", "number": "", "people": ""}
    history = [{**answered, **details, **wrong}]
    stored = State.from_json({"draft": DRAFT, "turn": 1, "history": history, "undone": {}})
    resume = FormInput(verb=INTAKE_RESUME, draft_id=DRAFT)
    chat = IntakeChat(last=conversation.advance(stored, resume, a_context()))
    assert next(iter(chat.fields())) == asked
    assert conversation.offer(stored, chat.context).startswith("Schritt")
    assert chat.types("abbrechen").farewell == NOTHING_STORED


def test_an_answer_that_its_channel_does_not_ask_for_is_dropped() -> None:
    chat = at_received().presses(**LETTER).presses()
    history = [*chat.state.to_json()["history"], {"parting": "wartet", "voluntary": "ja"}]
    stored = State.from_json(chat.state.to_json() | {"history": history})
    chat.last = conversation.advance(stored, FormInput(verb=INTAKE_RESUME, draft_id=DRAFT), chat.context)
    command = chat.confirms().command
    assert command.reaction.parting is None
    assert not command.voluntary


def test_abbrechen_works_on_a_row_that_cannot_be_understood() -> None:
    stored = State.from_json({"draft": DRAFT, "turn": 9, "history": [{"channel": "?"}], "undone": {}})
    for leave in (FormInput(text="abbrechen"), FormInput(verb=INTAKE_CANCEL, draft_id=DRAFT)):
        assert conversation.advance(stored, leave, a_context()).state is None


@pytest.mark.parametrize("step", ["channel", "concern", "circumstances", "letter", "details", "talk note"])
@pytest.mark.parametrize("word", ["-", "weiter", "überspringen", ""])
def test_a_question_that_must_be_answered_cannot_be_skipped(step: str, word: str) -> None:
    chat = EVERY_STEP[step]()
    before = chat.state
    assert chat.types(word).form.fields[0].problem
    assert chat.state == before


def test_what_a_form_leaves_out_is_answered_as_it_was_preset() -> None:
    chat = at_details().presses(parting="wartet")
    assert chat.state.answers["talk"] == "kein"
    assert chat.state.answers["verbis"] == "nein"


def test_what_is_answered_anew_is_not_kept_a_second_time() -> None:
    chat = at_circumstances().goes_back()
    assert set(chat.state.undone) == set(CONCERN)
    assert chat.presses(**CONCERN).state.undone == {}


def test_a_future_or_ancient_moment_smuggled_into_the_form_is_refused() -> None:
    for forged in ("2030-01-01T10:00+01:00", "2030-01-01", "0001-01-01", "1999-01-01T10:00+01:00"):
        chat = at_received().presses(**LETTER | {"received": forged})
        assert chat.fields()["received"].problem, forged


def test_a_rule_that_the_questions_do_not_know_is_said_and_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise IncompleteReaction("summary", "Das geht nicht mehr.")

    chat = at_summary()
    monkeypatch.setattr(conversation, "check_complete", refuse)
    before = chat.state
    chat.confirms()
    assert chat.last.command is None
    assert chat.said == "Das geht nicht mehr."
    assert chat.state == before
    assert chat.summary


def test_after_zurueck_weiter_presses_no_button() -> None:
    chat = at_concern().types("zurück", "weiter")
    assert chat.form.fields[0].id == "channel"
    assert chat.form.fields[0].problem


def test_what_the_first_line_filled_in_is_said_without_repeating_the_story() -> None:
    chat = IntakeChat().starts("neu persönlich Leistung A: Bescheid seit sieben Wochen offen")
    assert chat.form.intro == "Schon notiert: Persönlich, Leistung A, Ihre Beschreibung."
    assert IntakeChat().starts("neu").form.intro == ""
