"""Who receives what is meant for an office rather than a person (GA II, R11, A25).

Resolved when a message is sent and when a button is pressed, never stored, so that an absence
reported a minute ago already counts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from procedure.office import Office
from procedure.vocabulary import Role, StaffId, TeamId


class AudienceKind(StrEnum):
    """The offices a notice can be meant for."""

    TEAM_LEAD = "teamleitung"
    DEPUTY = "stv_teamleitung"
    BGF = "bgf"
    MANAGEMENT = "geschaeftsleitung"
    PERSON = "person"
    HOLDERS = "karteninhaber"
    """Everybody who holds a card of the case."""


@dataclass(frozen=True, slots=True)
class Audience:
    """An office, with the team or person it refers to where there is one."""

    kind: AudienceKind
    ref: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}" if self.ref else str(self.kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what ``str`` wrote."""
        kind, _, ref = text.partition(":")
        return cls(AudienceKind(kind), ref)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A person who stands for an office on a day."""

    staff_id: StaffId
    on_behalf: bool = False
    """„i. V.“: as a deputy."""


def recipients(
    audience: Audience, office: Office, on: date, *, excluded: frozenset[StaffId] = frozenset()
) -> tuple[Recipient, ...]:
    """Name the people who stand for an office on a local day; never nobody while the BGF is staffed.

    A Teamleitung who is absent is represented by the first present deputy, then by any deputy,
    last by the BGF (R11). ``excluded`` are people with a conflict of interest (A26): they are
    passed over, and a team without anybody else goes to the management.
    """
    match audience.kind:
        case AudienceKind.TEAM_LEAD | AudienceKind.DEPUTY:
            return _for_team(audience, office, on, excluded)
        case AudienceKind.BGF:
            return _group(office, Role.BGF, on, excluded)
        case AudienceKind.MANAGEMENT:
            return _group(office, Role.MANAGEMENT, on, excluded) or _group(office, Role.BGF, on, excluded)
        case AudienceKind.PERSON:
            person = StaffId(audience.ref)
            known = office.member(person) is not None and person not in excluded
            return (Recipient(staff_id=person),) if known else ()
        case AudienceKind.HOLDERS:
            return ()


def _for_team(
    audience: Audience, office: Office, on: date, excluded: frozenset[StaffId]
) -> tuple[Recipient, ...]:
    team = office.teams.get(TeamId(audience.ref))
    if team is not None:
        deputies = [d for d in team.deputies if office.member(d) is not None and d not in excluded]
        present = [d for d in deputies if not office.is_absent(d, on)]
        lead = team.lead
        if (
            audience.kind is AudienceKind.TEAM_LEAD
            and lead is not None
            and lead not in excluded
            and not office.is_absent(lead, on)
        ):
            return (Recipient(staff_id=lead),)
        for deputy in present or deputies:
            return (Recipient(staff_id=deputy, on_behalf=True),)
        if excluded:
            management = _group(office, Role.MANAGEMENT, on, excluded)
            if management:
                return management
    return _group(office, Role.BGF, on, excluded)


def _group(office: Office, role: Role, on: date, excluded: frozenset[StaffId]) -> tuple[Recipient, ...]:
    everybody = [m for m in office.holders(role) if m not in excluded]
    present = [m for m in everybody if not office.is_absent(m, on)]
    return tuple(Recipient(staff_id=m) for m in present or everybody)
