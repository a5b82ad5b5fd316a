"""Everything a step is judged by: the case, who acts, in which office and house, when, under which rules."""

from dataclasses import dataclass
from datetime import date, datetime

from procedure.actor import Actor
from procedure.case import Case
from procedure.errors import NotPermitted, StepNotAllowed
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.standing import answers_for, office_of, on_behalf
from procedure.vocabulary import CaseState, Role

OVER = frozenset({CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED})
"""The states in which nothing more is done, but for reopening and filing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A case at one moment, as one person faces it."""

    case: Case
    actor: Actor
    office: Office
    now: datetime
    rules: Rulebook

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.rules.day(self.now)

    @property
    def role(self) -> Role | None:
        """The office in which the person faces the case; None for a stranger."""
        return office_of(self.case, self.actor)

    @property
    def answers(self) -> bool:
        """The person belongs to the office that leads."""
        return answers_for(self.case, self.actor)

    @property
    def is_on_behalf(self) -> bool:
        """The person acts „i. V.“."""
        return on_behalf(self.case, self.actor)


def not_over(at: Situation) -> None:
    """Refuse every step on a case that has ended."""
    if at.case.state in OVER:
        raise StepNotAllowed("Dieser Vorgang ist schon beendet.")


def only_bgf(at: Situation) -> None:
    """Refuse everybody but the BGF (R14, R18)."""
    if not at.actor.is_bgf or (at.role is None):
        raise NotPermitted("Das ist Sache des BGF.")


def only_management(at: Situation) -> None:
    """Refuse everybody but the management (GA IV, VI)."""
    if at.role is not Role.MANAGEMENT:
        raise NotPermitted("Das entscheidet die Geschäftsleitung.")


def only_lead(at: Situation) -> None:
    """Refuse everybody who does not belong to the office that leads (R16, R28)."""
    if not at.answers:
        raise NotPermitted("Das ist Sache der federführenden Stelle.")
