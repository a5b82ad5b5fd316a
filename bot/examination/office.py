"""Gaps in the roster: the chain of deputies must not end in nobody (GA II, A25)."""

from collections.abc import Collection, Iterator

from bot.examination.finding import Finding, error, fine, hint
from procedure.office import Office, Team
from procedure.vocabulary import Role, StaffId

ROSTER = "Personal"
_IMPORT = "Bitte in der Personalliste eintragen und „krm-bot staff import“ ausführen."
_OFFICES = ((Role.BGF, "Im BGF"), (Role.MANAGEMENT, "In der Geschäftsleitung"))


def examine_office(office: Office, reachable: Collection[StaffId]) -> Iterator[Finding]:
    """Look for offices without people and for people whom the assistant cannot write to.

    Names of staff are said: whoever runs the command keeps the roster.
    """
    people = [person for person in office.staff.values() if person.active]
    if not people:
        yield error(ROSTER, "Es ist niemand eingetragen.", _IMPORT)
        return
    gaps = [*_offices(office), *_teams(office)]
    yield from gaps
    if not gaps:
        yield fine(ROSTER, f"{len(people)} Personen; jedes Amt ist besetzt.")
    unknown = sorted((p.name for p in people if p.id not in reachable), key=str.casefold)
    if unknown:
        yield hint(
            "Chats",
            f"Diese Personen kann der Bot nicht anschreiben: {', '.join(unknown)}.",
            "Bitte den Bot in Teams zuweisen, oder die Personen bitten, ihm einmal „hilfe“ zu schreiben.",
        )
    else:
        yield fine("Chats", "Alle Personen können angeschrieben werden.")


def _offices(office: Office) -> Iterator[Finding]:
    for role, where in _OFFICES:
        if not office.holders(role):
            yield error(ROSTER, f"{where} ist niemand eingetragen.", _IMPORT)


def _teams(office: Office) -> Iterator[Finding]:
    teams = [team for team in office.teams.values() if team.active]
    if not teams:
        yield error(ROSTER, "Es ist kein Team eingetragen.", _IMPORT)
    for team in sorted(teams, key=lambda one: one.name.casefold()):
        yield from _team(team, office)


def _team(team: Team, office: Office) -> Iterator[Finding]:
    has_lead = team.lead is not None and office.member(team.lead) is not None
    has_deputy = any(office.member(deputy) is not None for deputy in team.deputies)
    if not has_lead and not has_deputy:
        yield error(ROSTER, f"{team.name} hat weder Teamleitung noch Stellvertretung.", _IMPORT)
    elif not has_lead:
        yield error(ROSTER, f"{team.name} hat keine Teamleitung.", _IMPORT)
    elif not has_deputy:
        yield hint(ROSTER, f"{team.name} hat keine Stellvertretung.", _IMPORT)
