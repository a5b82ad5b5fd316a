"""Who receives what is meant for an office rather than a person (GA II, R11, A25).

Resolved when a message is sent and when a button is pressed, never stored, so that an absence
reported a minute ago already counts.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Self

from procedure.chain import stand_ins
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
    CHANNEL = "kanal"
    """The channel of the weekly summary: no person."""


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


def asked_second(team: TeamId | None) -> Audience:
    """Name the office that is asked too when nobody answers a waiting customer in time (R35, R37).

    The deputy of the team that was asked first; the BGF where the management was (A26).
    """
    return Audience(AudienceKind.BGF) if team is None else Audience(AudienceKind.DEPUTY, team)


def recipients(
    audience: Audience, office: Office, on: date, *, conflicted: frozenset[StaffId] = frozenset()
) -> tuple[StaffId, ...]:
    """Name the people who stand for an office on a local day.

    An absent Teamleitung is represented by the first who stands in for her and is here, along the
    chain of deputies (R11, A25); if nobody is, by the BGF. Those who stand for the Teamleitung are
    asked first and passed over when the deputy is asked too. ``conflicted`` are the people a case
    must be kept from: they are passed over, also as somebody's deputy, and a team with nobody else
    goes to the management (A26). BGF and management step in for each other; nobody is left only
    when neither has an active person.
    """
    match audience.kind:
        case AudienceKind.TEAM_LEAD:
            return _asked_first(audience.ref, office, on, conflicted)
        case AudienceKind.DEPUTY:
            first = frozenset(_asked_first(audience.ref, office, on, conflicted))
            # Whoever is left after those; if nobody is, the same people once more rather than nobody.
            return _stand_in(audience.ref, office, on, conflicted | first) or _last_resort(
                office, on, conflicted, first
            )
        case AudienceKind.BGF:
            return _last_resort(office, on, conflicted)
        case AudienceKind.MANAGEMENT:
            return _management(office, on, conflicted)
        case AudienceKind.PERSON:
            person = StaffId(audience.ref)
            return (person,) if office.member(person) is not None and person not in conflicted else ()
        case AudienceKind.HOLDERS | AudienceKind.CHANNEL:
            return ()


def _asked_first(
    team_id: str, office: Office, on: date, conflicted: frozenset[StaffId]
) -> tuple[StaffId, ...]:
    team = office.teams.get(TeamId(team_id))
    if team is None or not team.active:
        # Dissolved in the middle of a case: who led it acts for it no more (A38), the BGF assigns it anew.
        return _last_resort(office, on, conflicted)
    lead = team.lead
    if lead is not None and lead not in conflicted and not office.is_absent(lead, on):
        return (lead,)
    found = _stand_in(team_id, office, on, conflicted)
    if found:
        return found
    return _management(office, on, conflicted) if lead in conflicted else _last_resort(office, on, conflicted)


def _stand_in(team_id: str, office: Office, on: date, passed_over: frozenset[StaffId]) -> tuple[StaffId, ...]:
    here = (
        person
        for person in stand_ins(TeamId(team_id), office, on)
        if person not in passed_over and not office.is_absent(person, on)
    )
    return tuple(islice(here, 1))


def _last_resort(
    office: Office, on: date, conflicted: frozenset[StaffId], asked: frozenset[StaffId] = frozenset()
) -> tuple[StaffId, ...]:
    for passed_over in (conflicted | asked, conflicted):
        for role in (Role.BGF, Role.MANAGEMENT):
            found = _group(office, role, on, passed_over)
            if found:
                return found
    return ()


def _management(office: Office, on: date, conflicted: frozenset[StaffId]) -> tuple[StaffId, ...]:
    return _group(office, Role.MANAGEMENT, on, conflicted) or _group(office, Role.BGF, on, conflicted)


def _group(office: Office, role: Role, on: date, passed_over: frozenset[StaffId]) -> tuple[StaffId, ...]:
    everybody = [m for m in office.holders(role) if m not in passed_over]
    present = [m for m in everybody if not office.is_absent(m, on)]
    return tuple(present or everybody)
