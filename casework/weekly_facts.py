"""A weekly summary as it is kept until it is delivered: counts, case numbers, kinds of duties, dates.

JSON, because what was counted on Monday morning is what the channel is told, whenever that is. Nothing
about people is in it; a team's name only where the office wants it in its channel.
"""

import json
from dataclasses import asdict
from datetime import date
from typing import Any

from casework.views_weekly import DueThisWeek, WeekCount, WeeklyView
from procedure.duties import DutyKind


def to_facts(view: WeeklyView) -> str:
    """Write a view as JSON."""
    return json.dumps(asdict(view), default=date.isoformat, ensure_ascii=False, separators=(",", ":"))


def from_facts(facts: str) -> WeeklyView:
    """Read what ``to_facts`` wrote."""
    read: dict[str, Any] = json.loads(facts)
    return WeeklyView(
        **read
        | {
            "from_on": date.fromisoformat(read["from_on"]),
            "until_on": date.fromisoformat(read["until_on"]),
            "due": tuple(
                DueThisWeek(
                    **due | {"kind": DutyKind(due["kind"]), "due_on": date.fromisoformat(due["due_on"])}
                )
                for due in read["due"]
            ),
            "weeks": tuple(WeekCount(**week) for week in read["weeks"]),
        }
    )
