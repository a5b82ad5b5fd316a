"""What a conversation may know: handed in with every turn, so that it needs no clock and no store."""

from dataclasses import dataclass
from datetime import datetime

from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.vocabulary import StaffId


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Who talks, in which office, now."""

    actor: StaffId
    office: Office
    rulebook: Rulebook
    now: datetime
