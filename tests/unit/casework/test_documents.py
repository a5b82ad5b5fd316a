"""Files: they wait for a case, belong to it, and are read through a link that works once (R42-R45)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from casework.documents import drop_expired, waiting_document
from casework.errors import CaseNotFound, DocumentNotFound, FileGone, LinkExpired, LinkUsed, UnknownPerson
from procedure.case import Case
from procedure.errors import IncompleteReaction, NotPermitted
from procedure.vocabulary import Channel, DocumentId, DocumentKind, Role, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    a_case,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import LINK_ENDS, NOW, House


@pytest.fixture
async def case(house: House) -> Case:
    kept = a_case(reaction=a_reaction(channel=Channel.WRITTEN, parting=None, referred_to_team_lead=False))
    await house.has(kept)
    return kept


async def stored(house: House, case: Case) -> DocumentId:
    document = await house.receive(BGF)
    await house.put(document, case.number, BGF)
    return document


async def test_a_received_file_waits_a_day_for_its_case(house: House, units: FakeUnitsOfWork) -> None:
    document = await house.receive(BGF)
    async with units() as unit:
        kept = await unit.documents.get(document)
        content = await unit.documents.content(document)
    assert kept is not None
    assert (kept.case_id, kept.size, kept.added_by) == (None, 17, BGF)
    assert kept.expires_at == NOW + timedelta(hours=24)
    assert content == b"%PDF-1.7 invented"


async def test_an_empty_file_and_a_strangers_file_are_not_kept(house: House) -> None:
    with pytest.raises(IncompleteReaction, match="leer"):
        await house.receive(BGF, b"")
    with pytest.raises(UnknownPerson):
        await house.receive(StaffId("nobody"))


async def test_a_file_is_put_to_the_case_named_however_the_number_is_typed(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    document = await house.receive(BGF)
    changed = await house.put(document, " krm-2026-0001 ", BGF)
    assert [(d.id, d.kind) for d in changed.documents] == [(document, DocumentKind.INCOMING)]
    assert (changed.version, units.cases_by_id[case.id]) == (2, changed)
    async with units() as unit:
        lying = await unit.documents.of_case(case.id)
    assert [(d.id, d.kind, d.expires_at) for d in lying] == [(document, DocumentKind.INCOMING, None)]
    assert [e.event for e in units.audit_entries] == ["DocumentAdded"]
    assert "Scan" not in str(units.audit_entries)


async def test_putting_it_twice_is_putting_it_once(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    document = await house.receive(BGF)
    once = await house.put(document, case.number, BGF)
    assert await house.put(document, case.number, BGF) == once
    with pytest.raises(FileGone):
        await house.put(document, case.number, BGF, command_id="put-2")
    assert units.cases_by_id[case.id] == once


async def test_only_who_sent_a_file_puts_it_to_a_case(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    document = await house.receive(BGF)
    with pytest.raises(FileGone):
        await house.put(document, case.number, TEAM_LEAD_A)
    assert units.cases_by_id[case.id].documents == ()


@pytest.mark.parametrize("number", ["KRM-2026-0001", "KRM-2026-9999", ""])
async def test_a_strangers_number_and_an_unknown_one_are_alike(house: House, case: Case, number: str) -> None:
    assert case.number == "KRM-2026-0001"
    document = await house.receive(TEAM_LEAD_B)
    with pytest.raises(CaseNotFound) as refused:
        await house.put(document, number, TEAM_LEAD_B)
    assert str(refused.value) == CaseNotFound.__doc__
    assert await waiting_document(house.units, document, TEAM_LEAD_B, now=NOW)


async def test_the_rules_say_who_puts_what(house: House, case: Case) -> None:
    document = await house.receive(TEAM_LEAD_A)
    with pytest.raises(NotPermitted):
        await house.put(document, case.number, TEAM_LEAD_A, DocumentKind.ACKNOWLEDGEMENT)
    assert await waiting_document(house.units, document, TEAM_LEAD_A, now=NOW)


async def test_after_a_day_a_file_that_nobody_wanted_is_gone(house: House, case: Case) -> None:
    document = await house.receive(BGF)
    later = NOW + timedelta(hours=24)
    house.now = later
    with pytest.raises(FileGone):
        await house.put(document, case.number, BGF)
    with pytest.raises(FileGone):
        await waiting_document(house.units, document, BGF, now=later)
    assert await drop_expired(house.units, now=later) == 1
    assert await drop_expired(house.units, now=later) == 0


async def test_what_lies_with_a_case_is_never_dropped(house: House, case: Case) -> None:
    document = await stored(house, case)
    assert await drop_expired(house.units, now=NOW + timedelta(days=999)) == 0
    assert (await house.fetch(document, BGF))[1] == b"%PDF-1.7 invented"


@pytest.mark.parametrize(("who", "role"), [(TEAM_LEAD_A, Role.TEAM_LEAD), (DEPUTY_A, Role.DEPUTY)])
async def test_a_link_brings_the_document_and_is_written_down(
    house: House, units: FakeUnitsOfWork, case: Case, who: StaffId, role: Role
) -> None:
    document = await stored(house, case)
    known, content = await house.fetch(document, who)
    assert (known.id, known.name, content) == (document, "Scan.pdf", b"%PDF-1.7 invented")
    entry = units.audit_entries[-1]
    assert (entry.event, entry.actor, entry.role, entry.on_behalf, entry.details) == (
        "DocumentFetched", who, role, role is Role.DEPUTY, {"document_id": document},
    )  # fmt: skip


async def test_a_link_works_once(house: House, units: FakeUnitsOfWork, case: Case) -> None:
    document = await stored(house, case)
    await house.fetch(document, BGF)
    before = len(units.audit_entries)
    with pytest.raises(LinkUsed, match="schon benutzt"):
        await house.fetch(document, BGF)
    assert len(units.audit_entries) == before
    await house.fetch(document, BGF, "link-2")


async def test_a_link_ends_after_its_time(house: House, case: Case) -> None:
    document = await stored(house, case)
    house.now = LINK_ENDS
    with pytest.raises(LinkExpired, match="abgelaufen"):
        await house.fetch(document, BGF)
    house.now = LINK_ENDS - timedelta(seconds=1)
    await house.fetch(document, BGF)


@pytest.mark.parametrize("who", [TEAM_LEAD_B, EMPLOYEE, FRONT_DESK, StaffId("nobody")])
async def test_whoever_may_not_read_the_case_gets_no_document_and_spoils_no_link(
    house: House, units: FakeUnitsOfWork, case: Case, who: StaffId
) -> None:
    document = await stored(house, case)
    with pytest.raises(DocumentNotFound):
        await house.fetch(document, who)
    assert "DocumentFetched" not in {entry.event for entry in units.audit_entries}
    await house.fetch(document, BGF)


async def test_a_link_made_before_the_office_changed_is_judged_by_the_office_now(
    house: House, units: FakeUnitsOfWork, case: Case
) -> None:
    document = await stored(house, case)
    gone = replace(units.office.staff[TEAM_LEAD_A], active=False)
    units.office = replace(units.office, staff={**units.office.staff, TEAM_LEAD_A: gone})
    with pytest.raises(DocumentNotFound):
        await house.fetch(document, TEAM_LEAD_A)


async def test_a_file_that_still_waits_and_one_that_never_was_are_alike(house: House) -> None:
    waiting = await house.receive(BGF)
    for document in (waiting, DocumentId("none")):
        with pytest.raises(DocumentNotFound):
            await house.fetch(document, BGF)
