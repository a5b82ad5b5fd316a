"""Cases with everything in them that a case can hold, drawn by chance but the same for the same seed.

A field that is added to a case is filled from its type without a word here: a store that forgets it
is found out.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from random import Random
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from procedure.case import Case, Handover, Reaction
from procedure.case_parts import Document
from procedure.duties import Duty, DutyKind
from procedure.representation import Audience, AudienceKind
from procedure.vocabulary import CaseId, DocumentId, HandoverAnswer, StaffId, TeamId
from tests.support.builders import REGISTERED_AT, an_office

TEXTS = ("", "ein Satz", "Zeile eins\nZeile zwei – „wörtlich“ 😀", "Öffnungszeiten ß", " ")
SPREAD_HOURS = 24 * 20
"""How far instants lie from REGISTERED_AT, to either side."""


class RandomCases:
    """Draws cases in the invented office."""

    def __init__(self, seed: int, texts: Sequence[str] = TEXTS) -> None:
        self._texts = texts
        self._random = Random(seed)  # noqa: S311 - nothing secret
        self._office = an_office()
        self._count = 0

    def many(self, count: int) -> list[Case]:
        """Draw cases that can stand side by side in a store."""
        return [self.case() for _ in range(count)]

    def case(self) -> Case:
        """Draw a case, in its first version, with an id and a number of its own."""
        self._count += 1
        drawn: Case = self._filled(Case)
        return replace(
            drawn,
            id=CaseId(f"{self._count:08d}-8b86-4d01-b42d-00c04fc964ff"),
            number=f"KRM-2026-{self._count:04d}",
            version=1,
            handover=self._handover(drawn.handover),
            documents=self._documents(drawn.documents),
        )

    def reaction(self) -> Reaction:
        """Draw a reaction."""
        drawn: Reaction = self._filled(Reaction)
        return drawn

    def duties(self) -> tuple[Duty, ...]:
        """Draw what is owed about a case."""
        return tuple(
            Duty(
                kind=self._random.choice(list(DutyKind)),
                audience=self._random.choice(self.audiences()),
                due_on=self._day(),
            )
            for _ in range(self._random.randrange(4))
        )

    def audiences(self) -> list[Audience]:
        """Name the offices that can owe something."""
        teams = sorted(self._office.teams)
        leads = [Audience(AudienceKind.TEAM_LEAD, team) for team in teams]
        return [*leads, Audience(AudienceKind.BGF), Audience(AudienceKind.MANAGEMENT)]

    def _filled(self, kind: type) -> Any:  # noqa: ANN401 - whatever ``kind`` is
        hints = get_type_hints(kind)
        return kind(**{field.name: self._value(hints[field.name], field.name) for field in fields(kind)})

    def _value(self, hint: Any, name: str) -> Any:  # noqa: ANN401 - whatever the hint says
        options = get_args(hint)
        if get_origin(hint) is tuple:
            return self._several(options[0], name)
        if NoneType in options:
            (wanted,) = (option for option in options if option is not NoneType)
            return None if self._random.random() < 0.4 else self._value(wanted, name)
        if isinstance(hint, type) and is_dataclass(hint):
            return self._filled(hint)
        return self._word(hint, name)

    def _word(self, hint: Any, name: str) -> Any:  # noqa: ANN401 - idem
        words: dict[Any, Sequence[Any]] = {
            StaffId: sorted(self._office.staff),
            TeamId: sorted(self._office.teams),
            bool: (False, True),
            int: range(1, 5),
            str: ("KRM-2025-0001", "KRM-2026-0007") if "number" in name else self._texts,
        }
        if hint in words:
            return self._random.choice(words[hint])
        if hint is datetime:
            return self._instant()
        if hint is date:
            return self._day()
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return self._random.choice(list(hint))
        return str(self._random.getrandbits(64))

    def _several(self, hint: Any, name: str) -> tuple[Any, ...]:  # noqa: ANN401 - idem
        drawn = [self._value(hint, "number" if name == "followed_by" else name) for _ in range(3)]
        return tuple(dict.fromkeys(drawn[: self._random.randrange(4)]))

    def _handover(self, drawn: Handover | None) -> Handover | None:
        if drawn is None:
            return None
        answer = None if drawn.answered_at is None else (drawn.answer or HandoverAnswer.COME)
        return replace(drawn, answer=answer)

    def _documents(self, drawn: tuple[Document, ...]) -> tuple[Document, ...]:
        return tuple(
            replace(document, id=DocumentId(f"{self._count:08d}-{position:04d}"))
            for position, document in enumerate(drawn)
        )

    def _instant(self) -> datetime:
        minutes = self._random.randint(-60 * SPREAD_HOURS, 60 * SPREAD_HOURS)
        return (REGISTERED_AT + timedelta(minutes=minutes, microseconds=7)).astimezone(UTC)

    def _day(self) -> date:
        return self._instant().date()
