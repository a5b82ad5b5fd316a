"""What is exported of a case for whoever enters it into the KRM-Tool (A1): facts, no text, nobody's name."""

from dataclasses import dataclass
from datetime import date

from procedure.statistics.facts import CaseFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One case."""

    facts: CaseFacts
    krm_tool_ref: str = ""
    """Its number in the KRM-Tool; empty: it has none yet."""
    recorded_in_tool_on: date | None = None
    """Local day on which somebody noted that it is in the KRM-Tool."""
    teams: tuple[str, ...] = ()
    """Names of the teams in ``facts.teams``; empty: their keys are written (A38)."""
    lead_team: str = ""
    """Name of the team that answers for it; empty: its key."""
