"""Who may answer for a measure of the report: BGF, management, Teamleitungen; shown as offices (R48)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casework.report_ports import StoredMeasure
from procedure.office import Office
from procedure.representation import AudienceKind
from procedure.vocabulary import Role, StaffId

KEPT: Final = "wie_bisher"
"""Whoever it is now, although the roster does not offer that office any more."""
_MANAGEMENT: Final = "Geschäftsleitung"


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """An office that can be chosen."""

    key: str
    """In forms; no key of a person."""
    words: str
    """„Teamleitung Leistung A“; the report prints what ``printed`` leaves of it."""
    staff_id: StaffId | None
    """Who is reminded; None: the BGF."""


def owners(office: Office) -> tuple[Owner, ...]:
    """List the offices to choose from: BGF, management, and each team that somebody leads."""
    found = [Owner(key=AudienceKind.BGF, words="Büro der Geschäftsführung", staff_id=None)]
    management = office.holders(Role.MANAGEMENT)
    for number, person in enumerate(management, start=1):
        # Where several share the office, one of them must be the one who is reminded.
        name = f", {office.staff[person].name}" if len(management) > 1 else ""
        found.append(
            Owner(key=f"{AudienceKind.MANAGEMENT}/{number}", words=f"{_MANAGEMENT}{name}", staff_id=person)
        )
    teams = sorted(office.teams.values(), key=lambda team: team.name)
    found += [
        Owner(key=f"{AudienceKind.TEAM_LEAD}/{team.id}", words=f"Teamleitung {team.name}", staff_id=team.lead)
        for team in teams
        if team.active and team.lead is not None and office.member(team.lead) is not None
    ]
    return tuple(found)


def printed(words: str) -> str:
    """Return the office without the name that tells two of the management apart: the report is published."""
    return _MANAGEMENT if words.startswith(f"{_MANAGEMENT}, ") else words


def offered(office: Office, measure: StoredMeasure | None) -> tuple[Owner, ...]:
    """List the offices to choose from for a measure; whoever answers for it now can stay."""
    every = owners(office)
    if measure is None or _same(every, measure) is not None:
        return every
    return (Owner(key=KEPT, words=measure.responsible, staff_id=measure.owner), *every)


def key_of(office: Office, measure: StoredMeasure) -> str:
    """Return which of the offices offered answers for a measure now."""
    same = _same(owners(office), measure)
    return KEPT if same is None else same.key


def _same(every: Sequence[Owner], measure: StoredMeasure) -> Owner | None:
    return next(
        (each for each in every if (each.words, each.staff_id) == (measure.responsible, measure.owner)), None
    )
