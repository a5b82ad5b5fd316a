"""Files that people send to the assistant wait until they are put to a case (R42)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from bot.clock import Clock
from bot.files.download import FileDownload
from bot.incoming import Incoming, SentFile
from cards.actions import UnreadablePress
from cards.card import Card
from cards.files import (
    FileView,
    file_discarded_card,
    file_question_card,
    file_receipt_card,
    file_refused_card,
)
from cards.verbs import FILE_DISCARD, FILE_PUT
from casework.commands import PutToCase
from casework.documents import discard_waiting, keep_waiting, put_to_case, waiting_document
from casework.errors import CaseNotFound, CaseworkError, FileGone
from casework.ports import StoredDocument, UnitsOfWork
from dialogs.requests import number_in
from documents.file_types import accept
from documents.refusal import FileRefused
from procedure.errors import ProcedureError
from procedure.rulebook import Rulebook
from procedure.vocabulary import DocumentId, DocumentKind, StaffId

_log = structlog.get_logger("files")

PASTED = "Eingefügte Bilder kann ich nicht abholen, bitte hängen Sie die Datei mit der Büroklammer an."
MOST_FILES = 10
TOO_MANY = f"Das sind zu viele Dateien auf einmal, bitte senden Sie höchstens {MOST_FILES}."
NO_NUMBER = "Bitte geben Sie die Nummer an, zum Beispiel KRM-2026-0042."
NO_KIND = "Bitte wählen Sie, was es ist."
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedFiles:
    """Takes files in and puts them to the cases that their senders name."""

    units: UnitsOfWork
    rulebook: Rulebook
    download: FileDownload
    clock: Clock
    new_id: Callable[[], str]

    def knows(self, verb: str) -> bool:
        """Tell whether a verb belongs to the card of a received file."""
        return verb in {FILE_PUT, FILE_DISCARD}

    async def on_files(self, turn: Incoming) -> None:
        """Answer each file with a card: which case does it belong to, or why it is not taken."""
        number = number_in(turn.text)
        for file in turn.files[:MOST_FILES]:
            await turn.replies.send_card(await self._receive(file, turn.staff_id, number))
        if len(turn.files) > MOST_FILES:
            await turn.replies.send_card(file_refused_card(TOO_MANY))

    async def on_press(self, turn: Incoming, verb: str, data: Mapping[str, Any]) -> Card:
        """Put the file to its case, or drop it; what was typed stays where something is missing."""
        document_id = data.get("document")
        if not isinstance(document_id, str) or not 0 < len(document_id) <= _LONGEST_ID:
            raise UnreadablePress
        try:
            if verb == FILE_DISCARD:
                await discard_waiting(
                    self.units, DocumentId(document_id), turn.staff_id, now=self.clock.now()
                )
                return file_discarded_card()
            return await self._put(turn, DocumentId(document_id), data)
        except FileGone as gone:
            return file_refused_card(str(gone))

    async def _receive(self, file: SentFile, actor: StaffId, number: str) -> Card:
        try:
            return await self._keep(file, actor, number)
        except (CaseworkError, ProcedureError) as error:
            _log.info("file_refused", reason=type(error).__name__)
            return file_refused_card(str(error))

    async def _keep(self, file: SentFile, actor: StaffId, number: str) -> Card:
        if not file.download_url:
            raise FileRefused(PASTED)
        content = await self.download.fetch(file.download_url)
        accepted = accept(file.name, content, self.download.max_mb * 1024 * 1024)
        document_id = await keep_waiting(
            self.units,
            content,
            name=accepted.name,
            media_type=accepted.media_type,
            actor=actor,
            now=self.clock.now(),
            new_id=self.new_id,
        )
        view = FileView(document_id=document_id, name=accepted.name, size=len(content))
        return file_question_card(view, typed={"number": number})

    async def _put(self, turn: Incoming, document_id: DocumentId, data: Mapping[str, Any]) -> Card:
        actor = turn.staff_id
        typed = {key: value for key in ("number", "kind") if isinstance(value := data.get(key), str)}
        number, kind = number_in(typed.get("number", "")), _kind(typed.get("kind", ""))
        if not number:
            return await self._again(document_id, actor, typed, {"number": NO_NUMBER})
        if kind is None:
            return await self._again(document_id, actor, typed, {"kind": NO_KIND})
        command = PutToCase(
            # The channel repeats a press under new ids: what makes it the same is what it would do.
            command_id=f"{document_id}/{number}/{kind}/{actor}",
            actor=actor,
            document_id=document_id,
            number=number,
            kind=kind,
        )
        try:
            case, _ = await put_to_case(self.units, command, rulebook=self.rulebook, now=self.clock.now())
        except CaseNotFound as error:
            return await self._again(document_id, actor, typed, {"number": str(error)})
        except ProcedureError as error:
            return await self._again(document_id, actor, typed, {"kind": str(error)})
        # The receipt is shown in one client only: the message itself still names the file.
        await turn.replies.note(turn.reply_to_id, (case.id,))
        return file_receipt_card(number, kind)

    async def _again(
        self,
        document_id: DocumentId,
        actor: StaffId,
        typed: Mapping[str, str],
        problem: Mapping[str, str],
    ) -> Card:
        waiting = await waiting_document(self.units, document_id, actor, now=self.clock.now())
        return file_question_card(_view(waiting), problem=problem, typed=typed)


def _view(document: StoredDocument) -> FileView:
    return FileView(document_id=document.id, name=document.name, size=document.size)


def _kind(text: str) -> DocumentKind | None:
    try:
        return DocumentKind(text)
    except ValueError:
        return None
