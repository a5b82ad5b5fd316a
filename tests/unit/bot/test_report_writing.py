"""Buttons of the report's chapters and measures: what was typed stays, what cases noted does not (R48)."""

import json
from dataclasses import replace
from typing import Any

import pytest

from bot.clock import FixedClock
from bot.incoming import Incoming, Kind
from bot.report.writing import ReportWriting
from cards import verbs
from cards.measures import EFFECT_OF
from cards.press import UnreadablePress
from casework.report_access import NoSuchReport
from casework.report_ports import StoredMeasure
from casework.report_texts import TEXT_LENGTH, NoSuchChapter
from casework.staff_names import NO_NAMES_IN_REPORT
from casework.views_report import MeasureState
from procedure.case_parts import Closing
from procedure.errors import NotPermitted
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import AnswerKind, CaseState, Outcome, StaffId
from tests.acceptance.cards import texts_of
from tests.support.builders import BGF, REGISTERED_AT, TEAM_LEAD_A, a_case
from tests.support.house import NOW, RULEBOOK, House

MEASURE_ID = "6f9619ff-8b86-4d01-b42d-00c04fc96500"
NOTED = "Schilder fehlen"
CHAPTER: dict[str, Any] = {"year": 2026, "chapter": "schwerpunkte"}
MEASURE: dict[str, Any] = {
    "year": 2026,
    "measure": MEASURE_ID,
    "seen": 0,
    "text": "Wegweiser",
    "owner": "bgf",
}


@pytest.fixture
async def writing() -> ReportWriting:
    """Make an office in which one closing noted something."""
    return await writing_in(House())


async def writing_in(house: House) -> ReportWriting:
    closing = Closing(
        outcome=Outcome.FOUNDED,
        answer=AnswerKind.SENT,
        closed_at=REGISTERED_AT,
        closed_by=TEAM_LEAD_A,
        insight=NOTED,
    )
    await house.has(replace(a_case(handover=None), state=CaseState.CLOSED, closing=closing))
    return ReportWriting(
        units=house.units,
        rulebook=RULEBOOK,
        template=ReportTemplate(version="1"),
        clock=FixedClock(NOW),
        new_id=lambda: MEASURE_ID,
    )


def a_turn(kind: Kind = Kind.INVOKE, who: StaffId = BGF) -> Incoming:
    return Incoming(
        kind=kind,
        activity_id="1",
        staff_id=who,
        tenant_id="t",
        conversation_id="c",
        conversation_type="personal",
        service_url="https://channel.example",
        channel_id="msteams",
        bot_id="b",
        user_id="u",
        locale="de-DE",
        replies=None,  # type: ignore[arg-type] # nobody speaks here
    )


async def shown(writing: ReportWriting, verb: str, data: dict[str, Any], **turn: Any) -> str:  # noqa: ANN401
    return "\n".join(texts_of(await writing.on_press(a_turn(**turn), verb, data)))


async def test_what_cases_noted_is_on_no_card_that_stays_in_the_chat(writing: ReportWriting) -> None:
    assert NOTED in await shown(writing, "report.text", CHAPTER)
    assert NOTED not in await shown(writing, "report.text", CHAPTER, kind=Kind.MESSAGE)
    await shown(writing, "report.text_save", {**CHAPTER, "seen": 0, "text": "Eins"})
    late = {**CHAPTER, "seen": 0, "text": "Zwei"}
    assert NOTED not in await shown(writing, "report.text_save", late, kind=Kind.MESSAGE)
    assert NOTED in await shown(writing, "report.text_save", late)


async def test_what_cases_noted_is_in_the_record_as_read_where_a_card_shows_it_and_nowhere_else() -> None:
    house = House()
    writing = await writing_in(house)
    late = {**CHAPTER, "seen": 0, "text": "Zwei"}
    long = {**CHAPTER, "seen": 1, "text": "y" * (TEXT_LENGTH + 1)}
    await shown(writing, "report.text_save", {**CHAPTER, "seen": 0, "text": "Eins"})
    for verb, data, kind in (
        ("report.text", CHAPTER, Kind.INVOKE),
        ("report.text", CHAPTER, Kind.MESSAGE),
        ("report.text_save", late, Kind.INVOKE),
        ("report.text_save", late, Kind.MESSAGE),
        ("report.text_save", long, Kind.INVOKE),
        ("report.texts", CHAPTER, Kind.INVOKE),
    ):
        before = len(house.units.audit_entries)
        is_shown = NOTED in await shown(writing, verb, data, kind=kind)
        new = [(entry.event, entry.actor) for entry in house.units.audit_entries[before:]]
        assert new == [("NotesRead", BGF)] * is_shown, (verb, kind)
    assert len(house.units.audit_entries) == 2


async def test_a_text_that_is_too_long_stays_in_the_form_with_a_sentence(writing: ReportWriting) -> None:
    words = await shown(writing, "report.text_save", {**CHAPTER, "seen": 0, "text": "y" * (TEXT_LENGTH + 50)})

    assert "höchstens 5.000 Zeichen" in words
    assert "y" * TEXT_LENGTH in words


async def test_a_text_that_names_an_employee_stays_in_the_form_with_a_sentence(
    writing: ReportWriting,
) -> None:
    due = {**MEASURE, "due": "2027-02-01"}
    decided = "6f9619ff-8b86-4d01-b42d-00c04fc96501"
    await shown(writing, "measure.put", {**due, "measure": decided})
    named = "Dank an Tom Teamleiter für seine Geduld."
    for verb, data in (
        ("report.text_save", {**CHAPTER, "seen": 0, "text": named}),
        ("measure.put", {**due, "text": named}),
        ("measure.put", {**due, "measure": decided, "seen": 1, "effect": named}),
    ):
        card = await writing.on_press(a_turn(), verb, data)
        assert NO_NAMES_IN_REPORT in "".join(texts_of(card))
        assert f'"value": "{named}"' in json.dumps(card, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"due": "übermorgen"}, "Bitte geben Sie einen Termin an."),
        ({"due": "2027-03-01", "state": "halb"}, "Bitte wählen Sie den Stand."),
        ({"due": "2027-03-01", "owner": "niemand"}, "Bitte wählen Sie, wer zuständig ist."),
    ],
)
async def test_what_is_wrong_with_a_measure_stands_at_its_field(
    writing: ReportWriting, changes: dict[str, str], sentence: str
) -> None:
    await shown(writing, "measure.put", {**MEASURE, "due": "2027-02-01"})

    words = await shown(writing, "measure.put", {**MEASURE, "seen": 1, "text": "Neues Schild", **changes})

    assert sentence in words
    assert "Neues Schild" in words


async def test_a_form_of_a_new_measure_has_a_key_of_its_own(writing: ReportWriting) -> None:
    card = await writing.on_press(a_turn(), "measure.form", {"year": 2026})

    assert card["actions"][0]["data"] == {"year": 2026, "measure": MEASURE_ID, "seen": 0}


@pytest.mark.parametrize(
    ("verb", "data", "error"),
    [
        ("report.texts", {"year": 2031}, NoSuchReport),
        ("report.texts", {}, NoSuchReport),
        ("report.text", {"year": 2026, "chapter": "wetter"}, NoSuchChapter),
        ("report.text_version", {**CHAPTER, "number": 1}, NoSuchChapter),
        ("measure.put", {"year": 2026, "text": "x"}, UnreadablePress),
        ("measure.form", {"year": "2026"}, UnreadablePress),
    ],
)
async def test_what_no_card_sends_is_one_sentence(
    writing: ReportWriting, verb: str, data: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"\.$"):
        await writing.on_press(a_turn(), verb, data)


async def test_every_button_asks_who_presses_it(writing: ReportWriting) -> None:
    for verb in ("report.texts", "report.text", "report.text_save", "report.text_version", "report.measures"):
        with pytest.raises(NotPermitted):
            await writing.on_press(a_turn(who=TEAM_LEAD_A), verb, {**CHAPTER, "number": 1})


@pytest.mark.parametrize(
    ("seen", "effect", "sentence"),
    [
        pytest.param(1, "Alle finden hin", "Ihre Angaben sind noch nicht gespeichert", id="faster"),
        pytest.param(2, "Frau Empfang ist froh", NO_NAMES_IN_REPORT, id="a name"),
    ],
)
async def test_what_came_of_a_measure_stays_in_its_field_when_it_is_not_kept(
    writing: ReportWriting, seen: int, effect: str, sentence: str
) -> None:
    due = StoredMeasure(
        id=MEASURE_ID,
        year=2026,
        text="Wegweiser erneuern",
        responsible="Teamleitung Leistung A",
        owner=TEAM_LEAD_A,
        due_on=RULEBOOK.day(NOW),
        state=MeasureState.OPEN,
    )
    async with writing.units() as unit:
        await unit.reports.put_measure(due)
        await unit.reports.put_measure(replace(due, text="Neue Wegweiser", row_version=2))
        await unit.commit()
    pressed = {"measure": MEASURE_ID, "seen": seen, f"{EFFECT_OF}{MEASURE_ID}": effect}

    card = await writing.on_press(a_turn(who=TEAM_LEAD_A), verbs.MEASURE_DONE, pressed)

    assert sentence in "".join(texts_of(card))
    assert f'"value": "{effect}"' in json.dumps(card, ensure_ascii=False)
