"""Letters: made with a step or alone, by whom the rules say, all or nothing (R18, R24, R27-R29)."""

import asyncio
from datetime import date

import pytest

from casework.commands import TakeStep
from casework.errors import CaseNotFound, StaleCase
from casework.letter_ports import MEDIA_TYPE, LetterFailed
from casework.take_step import take_step
from procedure import steps
from procedure.case import Case
from procedure.case_parts import Acknowledgement, Document
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.vocabulary import (
    AcknowledgementState,
    CaseId,
    CaseState,
    Channel,
    DispatchWay,
    DocumentId,
    DocumentKind,
    Outcome,
    StaffId,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    MANAGEMENT,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_customer,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import House

LATER = steps.SendInterimNotice(
    until=date(2027, 1, 5),
    reason="Es fehlt noch eine Auskunft.",
    sent_on=date(2026, 12, 3),
    way=DispatchWay.LETTER,
)
ELSEWHERE = steps.HandOver(authority="Familienkasse Musterstadt")


def a_written_case(**overrides: object) -> Case:
    values: dict[str, object] = {
        "reaction": a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False),
        "state": CaseState.IN_PROGRESS_TEAM,
        "acknowledgement": Acknowledgement(state=AcknowledgementState.SENT),
        "holder": TEAM_LEAD_A,
    }
    return a_case(**(values | overrides))


@pytest.fixture
async def case(house: House) -> Case:
    kept = a_written_case()
    await house.has(kept)
    return kept


@pytest.fixture
async def unacknowledged(house: House) -> Case:
    kept = a_written_case(
        id=CaseId("unacknowledged"),
        number="KRM-2026-0007",
        state=CaseState.RECORDED,
        acknowledgement=Acknowledgement(state=AcknowledgementState.OPEN),
    )
    await house.has(kept)
    return kept


async def letters_of(units: FakeUnitsOfWork, case: Case) -> list[tuple[DocumentKind, str, str]]:
    async with units(reads_only=True) as unit:
        documents = await unit.documents.of_case(case.id)
        contents = [await unit.documents.content(document.id) for document in documents]
    return [
        (document.kind, document.name, (content or b"").decode())
        for document, content in zip(documents, contents, strict=True)
    ]


@pytest.mark.parametrize("who", [TEAM_LEAD_A, DEPUTY_A])
async def test_a_notice_of_delay_is_noted_and_written_in_one_press(
    house: House, units: FakeUnitsOfWork, case: Case, who: StaffId
) -> None:
    changed = await house.take(case, who, LATER)
    assert [notice.until for notice in changed.interim_notices] == [LATER.until]
    assert changed.version == 2
    ((kind, name, text),) = await letters_of(units, case)
    assert (kind, name) == (DocumentKind.INTERIM_NOTICE, "KRM-2026-0001 Zwischennachricht.docx")
    assert "grund=Es fehlt noch eine Auskunft." in text
    assert "neues_datum=Dienstag, 5. Januar 2027" in text
    assert [document.kind for document in changed.documents] == [DocumentKind.INTERIM_NOTICE]
    assert {"InterimNoticeSent", "DocumentAdded"} <= {entry.event for entry in units.audit_entries}


async def test_a_letter_is_kept_as_what_it_is(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    await house.take(case, TEAM_LEAD_A, LATER)
    async with units(reads_only=True) as unit:
        (letter,) = await unit.documents.of_case(case.id)
        content = await unit.documents.content(letter.id)
    assert (letter.media_type, letter.added_by, letter.added_at) == (MEDIA_TYPE, TEAM_LEAD_A, house.now)
    assert (letter.size, letter.expires_at) == (len(content or b""), None)


async def test_a_hand_over_to_another_authority_ends_the_case_with_its_letter(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    changed = await house.take(case, TEAM_LEAD_A, ELSEWHERE)
    assert changed.state is CaseState.ENDED
    ((kind, name, text),) = await letters_of(units, case)
    assert (kind, name) == (DocumentKind.HANDOVER_NOTICE, "KRM-2026-0001 Abgabenachricht.docx")
    assert "stelle=Familienkasse Musterstadt" in text


async def test_to_the_anonymous_nothing_is_written(house: House, units: FakeUnitsOfWork) -> None:
    nobody = a_written_case(
        reaction=a_reaction(
            channel=Channel.WRITTEN,
            parting=None,
            anonymous=True,
            customer=a_customer(name="", contact="", number=""),
        )
    )
    await house.has(nobody)
    changed = await house.take(nobody, TEAM_LEAD_A, ELSEWHERE)
    assert changed.state is CaseState.ENDED
    assert await letters_of(units, nobody) == []
    assert house.writer.written == 0


@pytest.mark.parametrize("step", [LATER, ELSEWHERE])
async def test_where_the_template_fails_nothing_has_happened(
    house: House, units: FakeUnitsOfWork, case: Case, step: steps.CaseStep
) -> None:
    house.writer.fails = True
    with pytest.raises(LetterFailed, match="Vorlage"):
        await house.take(case, TEAM_LEAD_A, step)
    assert units.cases_by_id[case.id] == case
    assert (units.audit_entries, units.notices_put, units.commands_processed) == ([], [], {})
    house.writer.fails = False
    assert (await house.take(case, TEAM_LEAD_A, step)).version == 2


async def test_without_a_way_to_write_the_step_is_refused_not_half_done(
    units: FakeUnitsOfWork, house: House, case: Case
) -> None:
    command = TakeStep(command_id="x", actor=TEAM_LEAD_A, case_id=case.id, version=1, step=LATER)
    with pytest.raises(LetterFailed):
        await take_step(units, command, rulebook=house.rulebook, now=house.now)
    assert units.cases_by_id[case.id] == case


async def test_a_refused_step_writes_no_letter(house: House, case: Case) -> None:
    with pytest.raises(IncompleteReaction):
        await house.take(case, TEAM_LEAD_A, steps.SendInterimNotice(
            until=date(2026, 12, 1), reason="", sent_on=date(2026, 12, 3), way=DispatchWay.LETTER
        ))  # fmt: skip
    with pytest.raises(NotPermitted):
        await house.take(case, BGF, LATER)
    assert house.writer.written == 0


async def test_a_repeated_press_writes_one_letter(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    once = await house.take(case, TEAM_LEAD_A, LATER)
    assert await house.take(case, TEAM_LEAD_A, LATER) == once
    assert len(await letters_of(units, case)) == 1
    assert house.writer.written == 1


async def test_the_bgf_makes_the_acknowledgement_before_it_is_sent(
    house: House, units: FakeUnitsOfWork, unacknowledged: Case
) -> None:
    changed = await house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT)
    assert changed.acknowledgement.state is AcknowledgementState.OPEN
    assert [document.kind for document in changed.documents] == [DocumentKind.ACKNOWLEDGEMENT]
    ((kind, name, text),) = await letters_of(units, unacknowledged)
    assert (kind, name) == (DocumentKind.ACKNOWLEDGEMENT, "KRM-2026-0007 Eingangsbestätigung.docx")
    assert "nr=KRM-2026-0007" in text
    sent = steps.SendAcknowledgement(sent_on=date(2026, 12, 3), way=DispatchWay.LETTER)
    assert (await house.take(changed, BGF, sent)).acknowledgement.state is AcknowledgementState.SENT


async def test_a_newer_letter_is_the_one_that_counts_and_the_older_one_stays(
    house: House, units: FakeUnitsOfWork, unacknowledged: Case
) -> None:
    first = await house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT)
    second = await house.write(first, BGF, DocumentKind.ACKNOWLEDGEMENT, command_id="letter-2")
    assert len(second.documents) == 2
    assert second.documents[0] == first.documents[0]
    assert len(await letters_of(units, unacknowledged)) == 2


async def test_the_office_that_leads_makes_the_answer_with_its_own_words(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    await house.write(
        case, TEAM_LEAD_A, DocumentKind.ANSWER, text="Der Bescheid ist unterwegs.", outcome=Outcome.FOUNDED
    )
    ((kind, name, text),) = await letters_of(units, case)
    assert (kind, name) == (DocumentKind.ANSWER, "KRM-2026-0001 Antwort.docx")
    assert "ergebnis_text=Der Bescheid ist unterwegs." in text
    assert "variante=begruendet" in text


async def test_an_answer_without_words_or_result_is_asked_for_in_a_sentence(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    with pytest.raises(LetterFailed, match="Ergebnis"):
        await house.write(case, TEAM_LEAD_A, DocumentKind.ANSWER, text="Der Bescheid ist unterwegs.")
    with pytest.raises(LetterFailed, match="in Ihren Worten"):
        await house.write(case, TEAM_LEAD_A, DocumentKind.ANSWER, outcome=Outcome.FOUNDED)
    assert units.cases_by_id[case.id] == case


@pytest.mark.parametrize("who", [TEAM_LEAD_A, MANAGEMENT])
async def test_the_acknowledgement_is_the_bgfs_alone(
    house: House, unacknowledged: Case, who: StaffId
) -> None:
    with pytest.raises(NotPermitted):
        await house.write(unacknowledged, who, DocumentKind.ACKNOWLEDGEMENT)


@pytest.mark.parametrize("who", [BGF, MANAGEMENT])
async def test_the_answer_belongs_to_the_office_that_leads(house: House, case: Case, who: StaffId) -> None:
    with pytest.raises(NotPermitted):
        await house.write(case, who, DocumentKind.ANSWER, text="Nein.", outcome=Outcome.UNFOUNDED)


@pytest.mark.parametrize("who", [TEAM_LEAD_B, EMPLOYEE, StaffId("nobody")])
async def test_a_stranger_makes_no_letter(house: House, case: Case, who: StaffId) -> None:
    with pytest.raises(CaseNotFound):
        await house.write(case, who, DocumentKind.ANSWER)


@pytest.mark.parametrize("kind", [DocumentKind.INTERIM_NOTICE, DocumentKind.OTHER])
async def test_letters_that_come_with_a_step_are_not_made_alone(
    house: House, case: Case, kind: DocumentKind
) -> None:
    with pytest.raises(StepNotAllowed):
        await house.write(case, TEAM_LEAD_A, kind)


async def test_a_letter_from_an_old_card_and_a_repeated_press_change_nothing(
    house: House, units: FakeUnitsOfWork, unacknowledged: Case
) -> None:
    once = await house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT)
    assert await house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT) == once
    with pytest.raises(StaleCase):
        await house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT, command_id="letter-2")
    assert units.cases_by_id[unacknowledged.id].documents == (
        Document(id=DocumentId(once.documents[0].id), kind=DocumentKind.ACKNOWLEDGEMENT),
    )


async def test_of_two_letters_made_at_once_one_is_kept_and_the_other_card_is_stale(
    house: House, units: FakeUnitsOfWork, unacknowledged: Case
) -> None:
    results = await asyncio.gather(
        house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT, command_id="a"),
        house.write(unacknowledged, BGF, DocumentKind.ACKNOWLEDGEMENT, command_id="b"),
        return_exceptions=True,
    )
    assert sorted(type(result).__name__ for result in results) == ["Case", "StaleCase"]
    assert len(await letters_of(units, unacknowledged)) == 1
    assert len(units.cases_by_id[unacknowledged.id].documents) == 1
