"""Whatever people answer, the intake comes to an end, and typing and pressing lead to the same place."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cards.forms import FormInput, FormView, SummaryView
from cards.intake import form_card, summary_card
from cards.verbs import INTAKE_BACK, INTAKE_CONFIRM, INTAKE_NEXT
from casework.commands import RegisterReaction
from dialogs.conversation import NOTHING_STORED, STALE
from dialogs.replies import Ask, Confirm
from procedure.recording import check_complete, recording_duty
from procedure.switches import Switches
from tests.dialogs.intake_chat import DRAFT, IntakeChat, a_context
from tests.properties.dialogs.people import LONGEST_CLICKED, LONGEST_TYPED, Person

switches = st.builds(Switches, record_on_tl_referral=st.booleans(), ack_oral=st.booleans())
starts = st.sampled_from(
    ["neu", "neu persönlich Leistung A: Bescheid offen", "neu Brief, Lob: Danke", "Beschwerde: zu laut"]
)
words = st.text(st.characters(), max_size=40) | st.sampled_from(
    [
        "x" * 100_000,
        "Leistung A, " * 9_000,
        "😡" * 5_000,
        "\u202eשלום\u0000",
        "\ud800",
        "<script>alert(1)</script>",
        "[Link](https://example.org)",
        "weiter",
        "zurück",
        "hilfe",
        "neu",
        "ja",
        "2",
        "gestern",
        "32.13.9999",
        "vor 999 Wochen",
        " " * 19_000,
    ]
)


def asks(chat: IntakeChat) -> bool:
    return any(isinstance(reply, Ask) for reply in chat.last.replies)


def confirms(chat: IntakeChat) -> bool:
    return any(isinstance(reply, Confirm) for reply in chat.last.replies)


def questions(chat: IntakeChat) -> list[FormView | SummaryView]:
    """Return what is asked, without what was understood just before: that is said once."""
    asked: list[FormView | SummaryView] = []
    for reply in chat.last.replies:
        if isinstance(reply, Ask):
            asked.append(replace(reply.form, intro=""))
        elif isinstance(reply, Confirm):
            asked.append(replace(reply.summary, intro=""))
    return asked


def clicked(person: Person, chat: IntakeChat) -> RegisterReaction | None:
    while chat.last.state is not None and asks(chat):
        before = len(chat.state.history)
        person.fill(chat)
        assert chat.last.state is None or len(chat.state.history) == before + 1, chat.form
    return chat.confirms().last.command if chat.last.state is not None else None


def typed(person: Person, chat: IntakeChat) -> RegisterReaction | None:
    while chat.last.state is not None and asks(chat):
        before = len(chat.state.history)
        person.type(chat)
        assert chat.last.state is None or len(chat.state.history) == before + 1, chat.form
    return chat.types("erfassen").last.command if chat.last.state is not None else None


@settings(deadline=None)
@given(st.data(), switches, starts)
def test_every_clicked_walk_ends_in_a_complete_command_or_stores_nothing(
    data: st.DataObject, chosen: Switches, start: str
) -> None:
    chat = IntakeChat(context=a_context(switches=chosen)).starts(start)

    command = clicked(Person(data), chat)

    assert chat.exchanges <= LONGEST_CLICKED
    if command is None:
        assert chat.farewell == NOTHING_STORED
        return
    check_complete(command.reaction, chat.context.now)
    duty = recording_duty(command.reaction, chosen)
    assert duty.must_record is not command.voluntary
    assert (command.command_id, command.actor) == (DRAFT, chat.context.actor)


@settings(deadline=None)
@given(st.data(), switches, starts)
def test_typed_and_clicked_answers_lead_to_the_same_command(
    data: st.DataObject, chosen: Switches, start: str
) -> None:
    person = Person(data)
    context = a_context(switches=chosen)
    by_hand = clicked(person, IntakeChat(context=context).starts(start))
    chat = IntakeChat(context=context).starts(start)

    by_keyboard = typed(person, chat)

    assert by_keyboard == by_hand
    assert chat.exchanges <= LONGEST_TYPED


def somewhere(data: st.DataObject) -> IntakeChat:
    """Come to any place of the intake, by pressing and typing."""
    chat = IntakeChat().starts(data.draw(starts))
    person = Person(data, {"voluntary": "ja"})
    for press in data.draw(st.lists(st.booleans(), max_size=12)):
        if not asks(chat):
            break
        if press:
            person.fill(chat)
        else:
            person.type(chat)
    return chat


@settings(deadline=None)
@given(st.data(), st.booleans())
def test_back_undoes_exactly_one_answer_and_shows_it_again(data: st.DataObject, press: bool) -> None:  # noqa: FBT001 - drawn
    chat = somewhere(data)
    if not asks(chat):
        return
    before, asked = chat.state, chat.form
    person = Person(data, {"voluntary": "ja"})
    after = (person.fill(chat) if data.draw(st.booleans()) else person.type(chat)).state
    undone = after.history[-1]

    if press:
        chat.goes_back()
    else:
        chat.types("zurück")

    assert chat.state.history == before.history
    assert chat.state.turn > after.turn > before.turn
    assert [question.id for question in chat.form.fields] == [question.id for question in asked.fields]
    shown = {question.id: question.value for question in chat.form.fields if question.id in undone}
    chat.presses(**({question.id: person.answer(question) for question in asked.fields} | shown))
    assert {question: chat.state.answers[question] for question in undone} == undone


@settings(deadline=None)
@given(st.data(), st.sampled_from([INTAKE_NEXT, INTAKE_BACK, INTAKE_CONFIRM]))
def test_a_press_on_an_old_card_has_no_effect_and_gets_the_present_question(
    data: st.DataObject, verb: str
) -> None:
    chat = somewhere(data)
    before, asked = chat.state, questions(chat)
    draft, turn = data.draw(
        st.tuples(st.just(DRAFT), st.integers(-5, 40).filter(lambda t: t != before.turn))
        | st.tuples(st.text(max_size=40).filter(lambda d: d != DRAFT), st.integers(-5, 40))
    )

    chat.sends(FormInput(verb=verb, draft_id=draft, turn=turn, values={"channel": "schriftlich"}))

    assert chat.state == before
    assert chat.said == STALE
    assert questions(chat) == asked
    assert chat.last.command is None


@settings(deadline=None)
@given(st.data(), words)
def test_no_words_break_the_conversation(data: st.DataObject, text: str) -> None:
    chat = somewhere(data)
    before = chat.state.to_json()

    kept = chat.state
    chat.types(text)

    assert kept.to_json() == before, "a turn changed the state it was given"
    assert_goes_on(chat)


@settings(deadline=None)
@given(st.data(), st.dictionaries(st.text(max_size=12), words, max_size=4), st.lists(words, max_size=12))
def test_no_values_break_the_conversation(
    data: st.DataObject, other: dict[str, str], sent: list[str]
) -> None:
    chat = somewhere(data)
    ids = [asked.id for asked in chat.form.fields] if asks(chat) else []
    values = other | dict(zip(ids, sent, strict=False))

    chat.sends(FormInput(verb=INTAKE_NEXT, draft_id=DRAFT, turn=chat.state.turn, values=values))

    assert_goes_on(chat)


@settings(deadline=None)
@given(st.data(), st.lists(words, max_size=4), st.booleans())
def test_cancel_works_after_anything(data: st.DataObject, texts: list[str], press: bool) -> None:  # noqa: FBT001 - drawn
    chat = somewhere(data)
    for text in texts:
        if chat.last.state is None or chat.last.command is not None:
            return
        chat.types(text)
    if chat.last.state is None:
        return

    ended = chat.cancels() if press else chat.types("Abbrechen!")

    assert ended.farewell == NOTHING_STORED
    assert ended.last.command is None


def assert_goes_on(chat: IntakeChat) -> None:
    """Make sure that it has ended, or asks something that can be drawn."""
    step = chat.last
    if step.state is None or step.command is not None:
        return
    last = step.replies[-1]
    assert isinstance(last, Ask | Confirm)
    card = form_card(last.form) if isinstance(last, Ask) else summary_card(last.summary)
    assert card["fallbackText"]
    if isinstance(last, Ask):
        assert all(len(shown.value) <= 20_000 for shown in last.form.fields)
