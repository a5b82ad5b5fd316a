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
    audience: Audience,
    office: Office,
    on: date,
    *,
    conflicted: frozenset[StaffId] = frozenset(),
    already: frozenset[StaffId] = frozenset(),
) -> tuple[Recipient, ...]:
    """Name the people who stand for an office on a local day; never nobody while the BGF is staffed.

    An absent Teamleitung is represented by the first present deputy, then by any deputy, last by
    the BGF (R11). ``conflicted`` are the people a case is about: they are passed over, and a team
    with nobody else goes to the management (A26). ``already`` are deputies who were asked before.
    """
    match audience.kind:
        case AudienceKind.TEAM_LEAD:
            return _for_team(audience.ref, office, on, conflicted, already, ask_lead=True)
        case AudienceKind.DEPUTY:
            return _for_team(audience.ref, office, on, conflicted, already, ask_lead=False)
        case AudienceKind.BGF:
            return _group(office, Role.BGF, on, conflicted)
        case AudienceKind.MANAGEMENT:
            return _group(office, Role.MANAGEMENT, on, conflicted) or _group(office, Role.BGF, on, conflicted)
        case AudienceKind.PERSON:
            person = StaffId(audience.ref)
            known = office.member(person) is not None and person not in conflicted
            return (Recipient(staff_id=person),) if known else ()
        case AudienceKind.HOLDERS:
            return ()


def _for_team(
    team_id: str,
    office: Office,
    on: date,
    conflicted: frozenset[StaffId],
    already: frozenset[StaffId],
    *,
    ask_lead: bool,
) -> tuple[Recipient, ...]:
    team = office.teams.get(TeamId(team_id))
    if team is None:
        return _group(office, Role.BGF, on, conflicted)
    lead = team.lead
    if ask_lead and lead is not None and lead not in conflicted and not office.is_absent(lead, on):
        return (Recipient(staff_id=lead),)
    deputies = [d for d in team.deputies if office.member(d) is not None and d not in conflicted | already]
    present = [d for d in deputies if not office.is_absent(d, on)]
    for deputy in present or deputies:
        return (Recipient(staff_id=deputy, on_behalf=True),)
    if lead in conflicted:
        management = _group(office, Role.MANAGEMENT, on, conflicted)
        if management:
            return management
    return _group(office, Role.BGF, on, conflicted)


def _group(office: Office, role: Role, on: date, conflicted: frozenset[StaffId]) -> tuple[Recipient, ...]:
    everybody = [m for m in office.holders(role) if m not in conflicted]
    present = [m for m in everybody if not office.is_absent(m, on)]
    return tuple(Recipient(staff_id=m) for m in present or everybody)
