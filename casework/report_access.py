"""Who works on the yearly report: BGF and management, for years that have begun (R46; RACI)."""

from datetime import datetime
from typing import Final

from casework.errors import CaseworkError, UnknownPerson
from procedure.actor import Actor
from procedure.errors import NotPermitted
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId

FIRST_YEAR: Final = 2000
_NOT_YOURS: Final = "Den Jahresbericht bearbeiten nur das BGF und die Geschäftsleitung."
_NOT_YOUR_MEASURES: Final = "Die Maßnahmen des Jahresberichts führen das BGF und die Geschäftsleitung."
_YOU_ARE_REMINDED: Final = "An Ihre eigenen erinnere ich Sie am Termin."
"""To Teamleitungen, who may answer for one (R48)."""


class NoSuchReport(CaseworkError):  # noqa: N818 - named for the fact
    """Für dieses Jahr gibt es keinen Bericht. Bitte nennen Sie ein Jahr, das schon begonnen hat."""


def report_writer(staff_id: StaffId, office: Office, rulebook: Rulebook, now: datetime) -> Actor:
    """Return who may write; UnknownPerson or NotPermitted for everybody else."""
    if office.member(staff_id) is None:
        raise UnknownPerson
    actor = Actor.of(staff_id, office, rulebook.day(now))
    if not (actor.is_bgf or actor.is_management):
        raise NotPermitted(_NOT_YOURS)
    return actor


def measures_writer(staff_id: StaffId, office: Office, rulebook: Rulebook, now: datetime) -> Actor:
    """Return who may list and change measures: ``report_writer``, with what a Teamleitung may expect."""
    try:
        return report_writer(staff_id, office, rulebook, now)
    except NotPermitted:
        leads = Actor.of(staff_id, office, rulebook.day(now)).leads
        sentences = (_NOT_YOUR_MEASURES, _YOU_ARE_REMINDED) if leads else (_NOT_YOUR_MEASURES,)
        raise NotPermitted(" ".join(sentences)) from None


def check_year(year: int, rulebook: Rulebook, now: datetime) -> None:
    """Accept a year that has begun; NoSuchReport for any other."""
    if not FIRST_YEAR <= year <= rulebook.day(now).year:
        raise NoSuchReport
