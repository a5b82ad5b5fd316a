"""Whom a case must be kept from (A26, A34)."""

from procedure.case import Case
from procedure.office import Office
from procedure.vocabulary import Role, StaffId


def trusted_people(office: Office) -> frozenset[StaffId]:
    """Name who of management and BGF may see confidential cases (A34); all of them where nobody is named."""
    knowing = frozenset((*office.holders(Role.BGF), *office.holders(Role.MANAGEMENT)))
    return knowing.intersection(office.holders(Role.TRUSTED)) or knowing


def conflicted(case: Case, office: Office) -> frozenset[StaffId]:
    """Name the people in the roster to whom nothing of a case goes.

    Those it is about; of a confidential case everybody but trusted people of management and BGF.
    """
    passed_over = {person for person in office.staff if person in case.excluded}
    if case.reaction.confidential:
        passed_over |= office.staff.keys() - trusted_people(office)
    return frozenset(passed_over)
