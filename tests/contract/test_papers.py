"""Letters and scans, links that work once, and the history of what was typed."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from casework.errors import VersionConflict
from casework.ports import Correction, StoredDocument, UnitsOfWork
from procedure.vocabulary import CaseId, DocumentId, DocumentKind
from tests.contract.keeping import keep_all
from tests.support.builders import BGF, CASE_ID, FRONT_DESK, REGISTERED_AT, TEAM_LEAD_A, a_case

EXPIRES_AT = REGISTERED_AT + timedelta(hours=24)
WAITING = StoredDocument(
    id=DocumentId("3f2504e0-4f89-41d3-9a0c-0305e82c3301"),
    case_id=None,
    kind=DocumentKind.OTHER,
    name="Beschwerde Müller – 3. Seite.pdf",
    media_type="application/pdf",
    size=5,
    added_at=REGISTERED_AT,
    added_by=FRONT_DESK,
    expires_at=EXPIRES_AT,
)
WITH_CASE = replace(
    WAITING, id=DocumentId("with-case"), case_id=CASE_ID, kind=DocumentKind.ANSWER, expires_at=None
)
CONTENTS = (b"", b"%PDF-", bytes(range(256)) * 4_000)


async def keep(units: UnitsOfWork, document: StoredDocument, content: bytes = b"%PDF-") -> None:
    async with units() as unit:
        await unit.documents.add(document, content)
        await unit.commit()


class TestDocuments:
    @pytest.mark.parametrize("content", CONTENTS, ids=len)
    async def test_a_document_and_its_bytes_come_back(self, units: UnitsOfWork, content: bytes) -> None:
        await keep(units, WAITING, content)
        async with units(reads_only=True) as unit:
            assert await unit.documents.get(WAITING.id) == WAITING
            assert await unit.documents.content(WAITING.id) == content

    async def test_what_is_not_there_is_none(self, units: UnitsOfWork) -> None:
        async with units(reads_only=True) as unit:
            assert await unit.documents.get(WAITING.id) is None
            assert await unit.documents.content(WAITING.id) is None
            assert await unit.documents.of_case(CASE_ID) == []

    async def test_the_documents_of_a_case_are_listed_oldest_first(self, units: UnitsOfWork) -> None:
        other = a_case(id=CaseId("other"), number="KRM-2026-0002")
        await keep_all(units, [a_case(), other])
        newer = replace(WITH_CASE, id=DocumentId("a"), added_at=REGISTERED_AT + timedelta(minutes=1))
        elsewhere = replace(WITH_CASE, id=DocumentId("b"), case_id=other.id)
        for document in (newer, WITH_CASE, elsewhere, WAITING):
            await keep(units, document)
        async with units(reads_only=True) as unit:
            assert await unit.documents.of_case(CASE_ID) == [WITH_CASE, newer]
            assert await unit.documents.of_case(other.id) == [elsewhere]

    async def test_a_waiting_document_is_put_to_a_case_and_stays(self, units: UnitsOfWork) -> None:
        await keep_all(units, [a_case()])
        await keep(units, WAITING)
        async with units() as unit:
            await unit.documents.put_to_case(WAITING.id, CASE_ID, DocumentKind.INCOMING)
            await unit.commit()
        put = replace(WAITING, case_id=CASE_ID, kind=DocumentKind.INCOMING, expires_at=None)
        async with units() as unit:
            assert await unit.documents.drop_expired(EXPIRES_AT + timedelta(days=99)) == 0
            assert await unit.documents.of_case(CASE_ID) == [put]
            assert await unit.documents.content(WAITING.id) == b"%PDF-"

    async def test_a_document_is_put_to_one_case_only(self, units: UnitsOfWork) -> None:
        await keep_all(units, [a_case()])
        await keep(units, WAITING)
        async with units() as unit:
            await unit.documents.put_to_case(WAITING.id, CASE_ID, DocumentKind.INCOMING)
            for document_id in (WAITING.id, DocumentId("unknown")):
                with pytest.raises(VersionConflict):
                    await unit.documents.put_to_case(document_id, CASE_ID, DocumentKind.INCOMING)

    async def test_of_simultaneous_attempts_exactly_one_puts_it(self, units: UnitsOfWork) -> None:
        await keep_all(units, [a_case()])
        await keep(units, WAITING)

        async def attempt() -> bool:
            async with units() as unit:
                try:
                    await unit.documents.put_to_case(WAITING.id, CASE_ID, DocumentKind.INCOMING)
                except VersionConflict:
                    return False
                await unit.commit()
                return True

        assert sum(await asyncio.gather(*(attempt() for _ in range(6)))) == 1

    async def test_what_nobody_wanted_is_dropped_at_the_very_instant(self, units: UnitsOfWork) -> None:
        await keep_all(units, [a_case()])
        later = replace(WAITING, id=DocumentId("later"), expires_at=EXPIRES_AT + timedelta(microseconds=1))
        for document in (WAITING, later, WITH_CASE):
            await keep(units, document)
        async with units() as unit:
            assert await unit.documents.drop_expired(EXPIRES_AT - timedelta(microseconds=1)) == 0
            assert await unit.documents.drop_expired(EXPIRES_AT) == 1
            await unit.commit()
        async with units(reads_only=True) as unit:
            assert await unit.documents.get(WAITING.id) is None
            assert await unit.documents.content(WAITING.id) is None
            assert await unit.documents.get(later.id) == later
            assert await unit.documents.get(WITH_CASE.id) == WITH_CASE

    async def test_one_that_waits_can_be_thrown_away_and_one_of_a_case_cannot(
        self, units: UnitsOfWork
    ) -> None:
        await keep_all(units, [a_case()])
        for document in (WAITING, WITH_CASE):
            await keep(units, document)
        for document_id in (WAITING.id, WAITING.id, WITH_CASE.id, DocumentId("unknown")):
            async with units() as unit:
                await unit.documents.discard(document_id)
                await unit.commit()
        async with units(reads_only=True) as unit:
            assert await unit.documents.get(WAITING.id) is None
            assert await unit.documents.content(WAITING.id) is None
            assert await unit.documents.get(WITH_CASE.id) == WITH_CASE
            assert await unit.documents.content(WITH_CASE.id) == b"%PDF-"

    async def test_without_commit_nothing_was_kept(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            await unit.documents.add(WAITING, b"%PDF-")
        async with units(reads_only=True) as unit:
            assert await unit.documents.get(WAITING.id) is None


class TestUsedLinks:
    async def use(self, units: UnitsOfWork, link_id: str, minutes: int = 5) -> bool:
        async with units() as unit:
            first = await unit.links.use(link_id, REGISTERED_AT + timedelta(minutes=minutes))
            await unit.commit()
            return first

    async def test_a_link_works_once(self, units: UnitsOfWork) -> None:
        assert [await self.use(units, "one") for _ in range(3)] == [True, False, False]
        async with units(reads_only=True) as unit:
            assert await unit.links.is_used("one")
            assert not await unit.links.is_used("another")
        assert await self.use(units, "another")

    async def test_a_use_that_was_undone_does_not_count(self, units: UnitsOfWork) -> None:
        async with units() as unit:
            assert await unit.links.use("one", REGISTERED_AT)
        assert await self.use(units, "one")

    async def test_other_links_used_meanwhile_bring_none_back(self, units: UnitsOfWork) -> None:
        assert await self.use(units, "one")
        assert await self.use(units, "much later", minutes=60 * 23)
        assert not await self.use(units, "one")

    async def test_of_simultaneous_uses_exactly_one_works(self, units: UnitsOfWork) -> None:
        assert sum(await asyncio.gather(*(self.use(units, "one") for _ in range(6)))) == 1


class TestCorrections:
    async def test_corrections_come_back_oldest_first(self, units: UnitsOfWork) -> None:
        first = Correction(
            case_id=CASE_ID,
            at=REGISTERED_AT,
            actor=BGF,
            field="customer.name",
            old="Karla Kundin",
            new="Karla Künden",
            reason="Schreibfehler",
        )
        second = replace(first, actor=TEAM_LEAD_A, old="", at=REGISTERED_AT - timedelta(hours=1))
        await keep_all(units, [a_case()])
        for corrections in ([first], [], [second]):
            async with units() as unit:
                await unit.corrections.append(corrections)
                await unit.commit()
        async with units(reads_only=True) as unit:
            assert await unit.corrections.of_case(CASE_ID) == [first, second]
            assert await unit.corrections.of_case(CaseId("another")) == []
