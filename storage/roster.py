"""The roster file (``docs/roster.example.toml``): who works here, as an office keeps it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from procedure.office import Absence, Office, StaffMember, Team
from procedure.vocabulary import Role, StaffId, TeamId
from storage.roster_source import Entry, Problem, RosterInvalid, read_entries
from storage.roster_values import ValueReader

STAFF_KEYS = ("object_id", "name", "roles", "room")
TEAM_KEYS = ("key", "name", "lead", "deputies")
ABSENCE_KEYS = ("person", "from", "until")
ROLES = (Role.EMPLOYEE, Role.FRONT_DESK, Role.BGF, Role.MANAGEMENT, Role.TRUSTED)
"""Leading and deputising are written with the team, so that they can be said in one place only."""

TEAM_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_TEAM_KEY = 64
LONGEST_NAME = 200
LONGEST_ROOM = 80


@dataclass(frozen=True, slots=True)
class Roster:
    """A checked roster; ``warnings`` are sentences for the person who imports it."""

    office: Office
    warnings: tuple[str, ...] = ()


def parse_roster(text: str) -> Roster:
    """Read a roster. RosterInvalid names every problem with its line and what to do."""
    reader = _Reader()
    entries = read_entries(text, ("staff", "teams", "absences"))
    members = [reader.member(entry) for entry in entries["staff"]]
    people = {member.id: member for member in members if member is not None}
    teams = [reader.team(entry) for entry in entries["teams"]]
    absences = [reader.absence(entry) for entry in entries["absences"]]
    reader.require_roles(people.values())
    reader.refuse_repetitions(entries["staff"], "object_id")
    reader.refuse_repetitions(entries["teams"], "key")
    if not entries["teams"]:
        reader.problems.append(Problem(0, "Es ist kein Team eingetragen. Bitte mit [[teams]] ergänzen."))
    if reader.problems:
        raise RosterInvalid(reader.problems)
    office = Office(
        staff=people,
        teams={team.id: team for team in teams if team is not None},
        absences=tuple(
            sorted(set(filter(None, absences)), key=lambda a: (a.staff_id, a.from_on, a.until_on))
        ),
    )
    return Roster(office, tuple(reader.warnings))


class _Reader(ValueReader):
    """Knows what makes a roster complete."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []
        self.people: set[StaffId] = set()
        """Everybody with an entry, even a faulty one: one mistake, one message."""

    def member(self, entry: Entry) -> StaffMember | None:
        """Read a ``[[staff]]`` entry."""
        self.refuse_unknown_keys(entry, STAFF_KEYS)
        staff_id = self.object_id(entry, "object_id", entry.values.get("object_id"))
        if staff_id is not None:
            self.people.add(staff_id)
        name = self.text(entry, "name", LONGEST_NAME)
        room = self.text(entry, "room", LONGEST_ROOM, required=False)
        roles = frozenset(filter(None, (self._role(entry, role) for role in self.items(entry, "roles"))))
        if staff_id is None or name is None or room is None:
            return None
        return StaffMember(id=staff_id, name=name, roles=roles, room=room)

    def team(self, entry: Entry) -> Team | None:
        """Read a ``[[teams]]`` entry; the people must be known by now."""
        self.refuse_unknown_keys(entry, TEAM_KEYS)
        key = self._team_key(entry)
        name = self.text(entry, "name", LONGEST_NAME)
        lead = self._person(entry, "lead", entry.values.get("lead"))
        found = [self._person(entry, "deputies", deputy) for deputy in self.items(entry, "deputies")]
        deputies = tuple(deputy for deputy in found if deputy is not None)
        if lead is not None and lead in deputies:
            self.add(entry, "deputies", "Die Teamleitung kann sich nicht selbst vertreten. Bitte streichen.")
        if len(set(deputies)) < len(deputies):
            self.add(entry, "deputies", "Eine Stellvertretung steht doppelt. Bitte einmal streichen.")
        if key is None or name is None or lead is None:
            return None
        if not found:
            self.warnings.append(f"Das Team „{name}“ hat keine Stellvertretung. Es vertritt das BGF.")
        return Team(id=key, name=name, lead=lead, deputies=deputies)

    def absence(self, entry: Entry) -> Absence | None:
        """Read an ``[[absences]]`` entry; the people must be known by now."""
        self.refuse_unknown_keys(entry, ABSENCE_KEYS)
        person = self._person(entry, "person", entry.values.get("person"))
        from_on = self.day(entry, "from")
        until_on = self.day(entry, "until")
        if person is None or from_on is None or until_on is None:
            return None
        if until_on < from_on:
            self.add(entry, "until", "Der letzte Tag liegt vor dem ersten. Bitte die Tage prüfen.")
            return None
        return Absence(staff_id=person, from_on=from_on, until_on=until_on)

    def require_roles(self, people: Iterable[StaffMember]) -> None:
        """Refuse an office in which nobody could receive what is meant for the BGF or the management."""
        held = {role for person in people for role in person.roles}
        for role, name in ((Role.BGF, "das BGF"), (Role.MANAGEMENT, "die Geschäftsleitung")):
            if role not in held:
                message = f'Für {name} ist niemand eingetragen. Bitte einer Person roles = ["{role}"] geben.'
                self.problems.append(Problem(0, message))

    def refuse_repetitions(self, entries: Iterable[Entry], key: str) -> None:
        """Refuse two entries for the same person or team."""
        first: dict[str, int] = {}
        for entry in entries:
            value = entry.values.get(key)
            if not isinstance(value, str):
                continue
            if (known := value.strip().lower()) in first:
                message = (
                    f"„{value}“ steht schon in Zeile {first[known]}. Bitte einen der Einträge streichen."
                )
                self.add(entry, key, message)
            first.setdefault(known, entry.line_of(key))

    def _role(self, entry: Entry, value: object) -> Role | None:
        if value in ROLES:
            return Role(str(value))
        if value in (Role.TEAM_LEAD, Role.DEPUTY):
            hint = "Leitung und Stellvertretung bitte beim Team eintragen (lead, deputies)."
        else:
            hint = f"Möglich sind: {', '.join(ROLES)}."
        self.add(entry, "roles", f"Bei „roles“ steht eine Rolle, die es hier nicht gibt. {hint}")
        return None

    def _person(self, entry: Entry, key: str, value: object) -> StaffId | None:
        person = self.object_id(entry, key, value)
        if person is not None and person not in self.people:
            message = f"Die Person „{person}“ ist nicht eingetragen. Bitte unter [[staff]] ergänzen."
            self.add(entry, key, message)
            return None
        return person

    def _team_key(self, entry: Entry) -> TeamId | None:
        key = self.text(entry, "key", LONGEST_TEAM_KEY)
        if key is None:
            return None
        if TEAM_KEY.fullmatch(key) is None:
            message = (
                f"„{key}“ ist kein Kurzname. Bitte nur Kleinbuchstaben, Ziffern und Bindestriche, "
                "zum Beispiel leistung-a."
            )
            self.add(entry, "key", message)
            return None
        return TeamId(key)
