"""Reports who is away and who is back; whoever stands in is called at once (GA II; R11, A25)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Final

from casework.commands import ReportAbsence, ReportReturn
from casework.errors import UnknownPerson
from casework.notices import Notice
from casework.office_words import name_of
from casework.permissions import scope_of_assistant
from casework.ports import UnitOfWork, UnitsOfWork
from casework.search import Search
from casework.transact import transact
from procedure.actor import Actor
from procedure.chain import stand_ins
from procedure.errors import IncompleteReaction, NotPermitted, StepNotAllowed
from procedure.notification import NoticeKind
from procedure.office import Absence, Office
from procedure.representation import Audience, AudienceKind, recipients
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId, Role, StaffId, TeamId

LONGEST_DAYS: Final = 366
"""How long one absence may last, first and last day included."""
_AT_ONCE: Final = 100
"""Cases read in one go while the stand-ins are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Represented:
    """Who acts for the Teamleitung of one team."""

    team: TeamId
    team_name: str
    by: str
    """The person's name, or the office with its article: „das BGF“."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceReported:
    """What is known now: until when, and who stands in from the first day on."""

    absence: Absence
    name: str
    represented: tuple[Represented, ...]
    """One for each team the person leads."""


async def report_absence(
    units: UnitsOfWork, command: ReportAbsence, *, rulebook: Rulebook, now: datetime
) -> AbsenceReported:
    """Keep an absence, reported by the person herself or, for others, by BGF or management.

    Where it begins today, whoever stands in is told of every case that waits for the absent person.
    Reported twice is reported once. Raises UnknownPerson, NotPermitted or IncompleteReaction.
    """
    return await transact(units, partial(_report_absence, command, rulebook, now))


async def report_return(
    units: UnitsOfWork, command: ReportReturn, *, rulebook: Rulebook, now: datetime
) -> str:
    """Let a person be back from today on and return her name.

    Absences planned for later stay, unless she is here already: then it is these that she takes back.
    Raises UnknownPerson, NotPermitted, or StepNotAllowed where no absence is known.
    """
    return await transact(units, partial(_report_return, command, rulebook, now))


def represented(office: Office, staff_id: StaffId, on: date) -> tuple[Represented, ...]:
    """Say who acts for each team that a person leads on a local day on which she is away."""
    return tuple(
        Represented(team=team, team_name=office.team_name(team), by=_acting(team, office, on))
        for team in sorted(office.leads(staff_id), key=office.team_name)
    )


def _acting(team: TeamId, office: Office, on: date) -> str:
    people = _recipients(team, office, on)
    if set(people) <= set(stand_ins(team, office, on)):
        return ", ".join(name_of(person, office) for person in people) or "niemand"
    return "das BGF" if set(people) <= set(office.holders(Role.BGF)) else "die Geschäftsleitung"


def _recipients(team: TeamId, office: Office, on: date) -> tuple[StaffId, ...]:
    return recipients(Audience(AudienceKind.TEAM_LEAD, team), office, on)


async def _report_absence(
    command: ReportAbsence, rulebook: Rulebook, now: datetime, unit: UnitOfWork
) -> AbsenceReported:
    office = await unit.staff.office()
    today = rulebook.day(now)
    _check_person(command.actor, command.staff_id, office, today)
    _check_days(command.from_on, command.until_on, today)
    absence = Absence(staff_id=command.staff_id, from_on=command.from_on, until_on=command.until_on)
    then = replace(office, absences=(*office.absences, absence))
    if absence not in office.absences:
        await unit.staff.add_absence(absence, by=command.actor, at=now)
        await unit.notices.put(await _calls(command.staff_id, (office, then), today, now, unit))
    return AbsenceReported(
        absence=absence,
        name=name_of(command.staff_id, office),
        represented=represented(then, command.staff_id, command.from_on),
    )


async def _report_return(command: ReportReturn, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> str:
    office = await unit.staff.office()
    today = rulebook.day(now)
    _check_person(command.actor, command.staff_id, office, today)
    away_now = office.is_absent(command.staff_id, today)
    planned = [a for a in office.absences if a.staff_id == command.staff_id and a.from_on > today]
    ended = await unit.staff.end_absences(command.staff_id, on=today, by=command.actor, at=now)
    if not ended:
        raise StepNotAllowed("Es ist keine Abwesenheit gemeldet, die beendet werden kann.")
    if away_now:
        # Back from an illness, next month's holiday stands; only who is here takes the plan back.
        for absence in planned:
            await unit.staff.add_absence(absence, by=command.actor, at=now)
    return name_of(command.staff_id, office)


def _check_person(actor: StaffId, concerned: StaffId, office: Office, today: date) -> None:
    if office.member(actor) is None:
        raise UnknownPerson
    person = Actor.of(actor, office, today)
    if actor != concerned and not (person.is_bgf or person.is_management):
        raise NotPermitted("Die Abwesenheit anderer melden nur das BGF und die Geschäftsleitung.")
    if office.member(concerned) is None:
        raise IncompleteReaction("staff_id", "Diese Person steht nicht im Verzeichnis.")


def _check_days(from_on: date, until_on: date, today: date) -> None:
    if from_on < today:
        raise IncompleteReaction("from_on", "Der erste Tag der Abwesenheit darf nicht vorbei sein.")
    if until_on < from_on:
        raise IncompleteReaction("until_on", "Der letzte Tag darf nicht vor dem ersten liegen.")
    if (until_on - from_on).days >= LONGEST_DAYS:
        raise IncompleteReaction("until_on", f"Eine Abwesenheit kann höchstens {LONGEST_DAYS} Tage dauern.")


async def _calls(
    absent: StaffId, before_and_then: tuple[Office, Office], today: date, now: datetime, unit: UnitOfWork
) -> Sequence[Notice]:
    """Call whoever acts from today on to each case that owes something of a team left alone.

    That is a team the person led until now, or in which she stood in for somebody.
    """
    before, then = before_and_then
    left = [
        team.id
        for team in before.teams.values()
        if team.active
        and absent in _recipients(team.id, before, today)
        and absent not in _recipients(team.id, then, today)
    ]
    audiences = [Audience(AudienceKind.TEAM_LEAD, team) for team in left]
    return [
        Notice(kind=NoticeKind.NEWS_FOR_TEAM, audience=audience, case_id=case_id, due_at=now)
        for audience in audiences
        for case_id in await _owing(audience, now, unit)
    ]


async def _owing(audience: Audience, now: datetime, unit: UnitOfWork) -> Sequence[CaseId]:
    search, scope = Search(owed_by=(audience,)), scope_of_assistant(now)
    cases: list[CaseId] = []
    while True:
        page = len(cases) // _AT_ONCE + 1
        found = await unit.finder.find(search, scope, page=page, size=_AT_ONCE)
        cases += found.cases
        if not found.cases or len(cases) >= found.total:
            return cases
