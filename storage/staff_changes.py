"""What is recorded of a roster's change: who got or lost which office. Ids and roles, no names."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import Any

from procedure.office import Office, StaffMember, Team
from procedure.vocabulary import StaffId


class StaffEvent(StrEnum):
    """What can happen to a person or a team."""

    JOINED = "aufgenommen"
    LEFT = "ausgetragen"
    RETURNED = "wieder_aufgenommen"
    DETAILS = "angaben_geaendert"
    """Name or room; which is not written down."""
    ROLES = "rollen_geaendert"
    ABSENCES = "abwesenheiten_eingelesen"
    ABSENT = "abwesend_gemeldet"
    BACK = "anwesend_gemeldet"
    TEAM_ADDED = "team_angelegt"
    TEAM_CLOSED = "team_geschlossen"
    TEAM_REOPENED = "team_wieder_angelegt"
    TEAM_RENAMED = "team_umbenannt"
    LEAD = "teamleitung_geaendert"
    DEPUTIES = "vertretung_geaendert"
    YEAR = "jahr_begonnen"
    """A year gave its first case number: so a whole year cannot be removed unnoticed."""
    RETENTION = "anonymisiert"
    """Cases were anonymised: how many, and how many entries of their records were removed."""
    REPORT_MADE = "bericht_erstellt"
    REPORT_RELEASED = "bericht_freigegeben"
    """A run of the yearly report, with its checksum (R46)."""
    REPORT_TAKEN = "bericht_abgerufen"
    """Somebody took a file of the report, or the year's cases for the KRM-Tool (A1)."""
    MEASURE_CHANGED = "massnahme_geaendert"
    """Somebody added or changed a measure of the report, or said that it is done."""


Change = tuple[str, StaffEvent, dict[str, str]]
"""Who or which team, what, and between which values."""


def entries_for(
    before: Office, after: Office, away: Iterable[StaffId], now: datetime
) -> list[dict[str, Any]]:
    """Return the rows of ``staff_audit`` for the way from one roster to the next.

    ``away`` are the people whose absences in the file have changed.
    """
    found: list[Change] = [
        *((staff_id, StaffEvent.ABSENCES, {}) for staff_id in sorted(away)),
        *chain.from_iterable(_person(before.staff.get(p.id), p) for p in after.staff.values()),
        *chain.from_iterable(_team(before.teams.get(t.id), t) for t in after.teams.values()),
    ]
    return [
        {"at": now, "subject": subject, "event": event, "details": details}
        for subject, event, details in found
    ]


def year_begun(year: int, at: datetime) -> dict[str, Any]:
    """Return the row of ``staff_audit`` that says a year has case numbers."""
    return {"at": at, "subject": str(year), "event": StaffEvent.YEAR, "details": {}}


def cases_anonymised(cases: int, entries: int, at: datetime) -> dict[str, Any]:
    """Return the row of ``staff_audit`` that explains why the record of the cases has become shorter."""
    details = {"cases": str(cases), "entries": str(entries)}
    return {"at": at, "subject": "retention", "event": StaffEvent.RETENTION, "details": details}


def report_made(year: int, version: int, checksum: str, by: StaffId | None, at: datetime) -> dict[str, Any]:
    """Return the row of ``staff_audit`` about a run; made on the command line if by nobody."""
    return _report(StaffEvent.REPORT_MADE, year, version, checksum, by) | {"at": at}


def report_released(year: int, version: int, checksum: str, by: StaffId, at: datetime) -> dict[str, Any]:
    """Return the row of ``staff_audit`` that says a run was released."""
    return _report(StaffEvent.REPORT_RELEASED, year, version, checksum, by) | {"at": at}


def report_taken(year: int, file: str, by: StaffId | None, at: datetime) -> dict[str, Any]:
    """Return the row of ``staff_audit`` about a file that left; on the command line if by nobody."""
    subject = f"report-{year}"
    return {
        "at": at,
        "subject": subject,
        "event": StaffEvent.REPORT_TAKEN,
        "details": {"file": file, "by": by or ""},
    }


def measure_changed(
    year: int, measure: str, state: str, due_on: str, by: StaffId, at: datetime
) -> dict[str, Any]:
    """Return the row of ``staff_audit`` about a measure as it stands now, without its words."""
    details = {"measure": measure, "state": str(state), "due_on": due_on, "by": by}
    return {
        "at": at,
        "subject": f"report-{year}",
        "event": StaffEvent.MEASURE_CHANGED,
        "details": details,
    }


def _report(event: StaffEvent, year: int, version: int, checksum: str, by: StaffId | None) -> dict[str, Any]:
    details = {"version": str(version), "checksum": checksum, "by": by or ""}
    return {"subject": f"report-{year}", "event": event, "details": details}


def _person(old: StaffMember | None, new: StaffMember) -> Iterator[Change]:
    if old is None:
        yield new.id, StaffEvent.JOINED, {}
    elif old.active != new.active:
        yield new.id, StaffEvent.RETURNED if new.active else StaffEvent.LEFT, {}
    elif (old.name, old.room) != (new.name, new.room):
        yield new.id, StaffEvent.DETAILS, {}
    old_roles = ",".join(sorted(old.roles)) if old is not None else ""
    new_roles = ",".join(sorted(new.roles))
    if old_roles != new_roles:
        yield new.id, StaffEvent.ROLES, _old_and_new(old_roles, new_roles)


def _team(old: Team | None, new: Team) -> Iterator[Change]:
    if old is None:
        yield new.id, StaffEvent.TEAM_ADDED, {}
    elif old.active != new.active:
        yield new.id, StaffEvent.TEAM_REOPENED if new.active else StaffEvent.TEAM_CLOSED, {}
    elif old.name != new.name:
        yield new.id, StaffEvent.TEAM_RENAMED, {}
    old_lead = (old.lead if old is not None else None) or ""
    if old_lead != (new.lead or ""):
        yield new.id, StaffEvent.LEAD, _old_and_new(old_lead, new.lead or "")
    old_deputies = ",".join(old.deputies) if old is not None else ""
    if old_deputies != ",".join(new.deputies):
        yield new.id, StaffEvent.DEPUTIES, _old_and_new(old_deputies, ",".join(new.deputies))


def _old_and_new(old: str, new: str) -> dict[str, str]:
    return {"old": old, "new": new}
