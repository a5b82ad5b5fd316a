"""Whom a case must be kept from (A26)."""

from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import is_about
from procedure.office import Office
from procedure.vocabulary import StaffId


def conflicted(case: Case, office: Office) -> frozenset[StaffId]:
    """Name the people in the roster whom a case is about: nothing of it goes to them."""
    return frozenset(person for person in office.staff if is_about(case, Actor.of(person, office)))
