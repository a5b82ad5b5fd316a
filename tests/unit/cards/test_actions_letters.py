"""A letter is offered as soon as it is made; documents are fetched by a link (R18, R42)."""

from dataclasses import replace

import pytest

from casework.errors import DocumentNotFound
from procedure.case import Case
from procedure.case_parts import Acknowledgement
from procedure.vocabulary import AcknowledgementState, CaseState, Channel, DocumentKind
from tests.support.builders import BGF, FRONT_DESK, TEAM_LEAD_A, a_case, a_reaction
from tests.unit.cards.desk import Desk
from tests.unit.cards.reading import pressed, titles, words
from tests.unit.cards.test_actions_kept import INTERIM

DOWNLOAD = "Herunterladen (fünf Minuten gültig)"


@pytest.fixture
async def desk() -> Desk:
    return Desk()


async def a_letter_case(desk: Desk) -> Case:
    reaction = a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False)
    case = replace(
        a_case(reaction=reaction), acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN)
    )
    await desk.house.has(case)
    return case


async def a_talk_case(desk: Desk) -> Case:
    case = replace(a_case(), handover=None, state=CaseState.IN_PROGRESS_TEAM, holder=TEAM_LEAD_A)
    await desk.house.has(case)
    return case


async def test_the_acknowledgement_is_made_by_one_press_and_offered_at_once(desk: Desk) -> None:
    case = await a_letter_case(desk)

    card = await desk.press("ack.write", case, BGF)

    made = desk.stored(case).documents[-1]
    assert made.kind is DocumentKind.ACKNOWLEDGEMENT
    assert words(card).startswith("Das Schreiben liegt jetzt beim Vorgang.")
    assert titles(card)[0] == DOWNLOAD
    assert pressed(card, DOWNLOAD)["type"] == "Action.OpenUrl"
    assert pressed(card, DOWNLOAD)["url"] == f"https://bot.example/d/{made.id}?fuer={BGF}"


async def test_where_files_come_another_way_there_is_no_button_that_leads_nowhere(desk: Desk) -> None:
    case = await a_letter_case(desk)
    actions = replace(desk.actions, link_for=lambda _document, _person: "")

    card = await actions.press(
        "ack.write", {"case": str(case.id), "version": case.version}, BGF, desk.house.now
    )

    assert words(card).startswith("Das Schreiben liegt jetzt beim Vorgang.")
    assert DOWNLOAD not in titles(card)


async def test_the_same_press_makes_one_letter(desk: Desk) -> None:
    case = await a_letter_case(desk)

    first = await desk.press("ack.write", case, BGF)
    again = await desk.press("ack.write", case, BGF)

    assert again == first
    assert len(desk.stored(case).documents) == 1


async def test_the_answer_is_made_from_what_was_typed(desk: Desk) -> None:
    case = await a_talk_case(desk)

    await desk.press(
        "answer.write",
        case,
        TEAM_LEAD_A,
        answer_write_outcome="begruendet",
        answer_write_text="Der Bescheid ist heute hinausgegangen.",
        answer_write_measure="Die Miete ist nachgezahlt.",
    )

    made = desk.stored(case).documents[-1]
    _, content = await desk.house.fetch(made.id, TEAM_LEAD_A)
    assert made.kind is DocumentKind.ANSWER
    assert "Der Bescheid ist heute hinausgegangen." in content.decode()
    assert "Die Miete ist nachgezahlt." in content.decode()


async def test_a_notice_of_delay_brings_its_letter_with_it(desk: Desk) -> None:
    case = await a_talk_case(desk)

    card = await desk.press("interim.send", case, TEAM_LEAD_A, **INTERIM)

    assert desk.stored(case).documents[-1].kind is DocumentKind.INTERIM_NOTICE
    assert DOWNLOAD in titles(card)
    assert "Das Schreiben liegt jetzt beim Vorgang." in words(card)
    assert "Hinweis: Donnerstag, 24. Dezember 2026 ist kein Arbeitstag." in words(card)


async def test_a_step_without_a_letter_offers_none(desk: Desk) -> None:
    case = await a_letter_case(desk)
    await desk.press("ack.write", case, BGF)

    card = await desk.press("case.record", desk.stored(case), BGF)

    assert DOWNLOAD not in titles(card)


async def test_a_document_is_asked_for_on_the_opened_text_and_offered_there(desk: Desk) -> None:
    case = await a_letter_case(desk)
    await desk.press("ack.write", case, BGF)
    text = await desk.press("case.open", case, BGF)

    card = await desk.clicks(text, "Eingangsbestätigung ansehen", BGF)

    assert words(card).startswith(f"{case.number}: Wortlaut")
    assert titles(card)[0] == DOWNLOAD


async def test_on_the_card_of_the_case_it_is_offered_without_opening_the_text(desk: Desk) -> None:
    case = await a_letter_case(desk)
    await desk.press("ack.write", case, BGF)
    made = desk.stored(case).documents[-1].id

    card = await desk.press("file.fetch", case, BGF, document=str(made))

    assert titles(card)[0] == DOWNLOAD
    assert case.reaction.summary not in words(card).splitlines()
    assert "FullTextOpened" not in [entry.event for entry in desk.house.units.audit_entries]


@pytest.mark.parametrize("opened", [True, False])
async def test_a_document_of_another_case_is_not_found(desk: Desk, *, opened: bool) -> None:
    case = await a_letter_case(desk)

    with pytest.raises(DocumentNotFound):
        await desk.press("file.fetch", case, BGF, document="of-another-case", opened=opened)


async def test_the_reporting_person_gets_no_document(desk: Desk) -> None:
    case = await a_letter_case(desk)
    await desk.press("ack.write", case, BGF)
    made = desk.stored(case).documents[-1].id

    with pytest.raises(DocumentNotFound):
        await desk.press("file.fetch", case, FRONT_DESK, document=str(made))
