"""A pressed button as it arrives: input, not authority, and read strictly."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeGuard

from casework.errors import CaseworkError
from casework.views import Step
from procedure.vocabulary import CaseId, DocumentId

_MAX_VERSION: Final = 1_000_000
_MAX_INPUT: Final = 4_100
"""Characters of one input: above what any field takes, so that a longer text is refused as too long."""
_MAX_INPUTS: Final = 60
_MAX_KEY: Final = 64
"""A UUID has 36 characters."""

OURS: Final = frozenset({"case", "version", "verb", "step", "page", "document", "opened"})
"""What the buttons themselves send; no input is called like that."""


class UnreadablePress(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Karte kann ich nicht lesen. Bitte schreiben Sie „hilfe“, dann geht es weiter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A button of a case card, read from what the client sent."""

    case_id: CaseId
    version: int
    typed: Mapping[str, str]
    """The form's inputs by id."""
    step: Step | None = None
    """Whose form is to be unfolded."""
    page: int = 1
    """Which of the further steps are to be shown."""
    document: DocumentId | None = None
    """Which document is asked for."""
    opened: bool = False
    """The button stood on the opened full text."""

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> "Press":
        """Read the data of a button; UnreadablePress if they are not ours."""
        case_id, version, step = data.get("case"), data.get("version"), data.get("step")
        page, document = data.get("page", 1), data.get("document")
        if not _is_key(case_id) or not _is_number(version):
            raise UnreadablePress
        if not _is_number(page) or not (document in (None, "") or _is_key(document)):
            raise UnreadablePress
        if step is not None and not (isinstance(step, str) and step in set(Step)):
            raise UnreadablePress
        return cls(
            case_id=CaseId(case_id),
            version=version,
            typed=_typed(data),
            step=None if step is None else Step(step),
            page=page,
            document=DocumentId(document) if document else None,
            opened=data.get("opened") is True,
        )


def _typed(data: Mapping[str, Any]) -> Mapping[str, str]:
    """Return the inputs as texts: some clients send numbers and ticks as what they are."""
    typed: dict[str, str] = {}
    for key, value in data.items():
        if key in OURS or len(typed) == _MAX_INPUTS:
            continue
        if isinstance(value, bool):
            typed[key] = "true" if value else "false"
        elif isinstance(value, str | int | float):
            # Cut, not dropped: what is far too long is then refused as too long, not taken for missing.
            typed[key] = str(value)[:_MAX_INPUT]
    return typed


def _is_key(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= _MAX_KEY


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MAX_VERSION
