"""Reads a file of example cases with which an office tries its own configuration."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.cli.case_fields import Fields
from procedure.case import Reaction
from procedure.vocabulary import Channel, ConcernKind, EscalationGround, Origin, TalkWish, TeamId

REQUIRED: Final = (
    *("id", "channel", "origin", "received_at", "types", "teams", "resolved_on_spot"),
    *("time_consuming", "reached_management", "wants_management_talk", "threat"),
)
"""What the rules need. A fact that is left out is not taken for „no“: it may be misspelt."""

OPTIONAL: Final = (
    *("text", "note", "config_sensitive", "expected", "anonymous", "grave_situation", "escalation_reason"),
    *("concerns_lead", "legal_remedy_check", "withdraws", "duplicate_of", "follow_up_of", "external_due"),
    *("praised_teams", "referred_to_team_lead"),
)

_STAND_IN: Final = datetime(2024, 1, 1, tzinfo=UTC)
"""Stands for a receipt that could not be read, so that the rest of the case is checked as well."""


class CaseFileError(Exception):
    """The file cannot be used; ``problems`` are German sentences, each naming its case."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One example case."""

    id: str
    reaction: Reaction
    expected: Mapping[str, object]
    """Empty where the file expects nothing."""
    unknown_fields: tuple[str, ...]


def read_cases(path: Path, timezone: ZoneInfo) -> tuple[RuleCase, ...]:
    """Read all cases, or raise CaseFileError with everything that is wrong with any of them."""
    cases: list[RuleCase] = []
    problems: list[str] = []
    names: set[str] = set()
    for number, entry in enumerate(_entries(path), start=1):
        if not isinstance(entry, dict):
            problems.append(f"Fall Nummer {number}: Das ist kein Fall. Bitte Felder in {{ }} angeben.")
            continue
        fields = Fields(entry)
        case = _case(fields, entry, timezone)
        name = f"Fall {case.id}" if case.id else f"Fall Nummer {number} (ohne „id“)"
        if case.id and name in names:
            fields.problems.append("Diese „id“ kommt mehrmals vor.")
        names.add(name)
        problems += [f"{name}: {problem}" for problem in fields.problems]
        cases.append(case)
    if problems:
        raise CaseFileError(*problems)
    return tuple(cases)


def _entries(path: Path) -> list[object]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
        json.dumps(data, ensure_ascii=False).encode()  # half a character can be escaped, but not printed
    except FileNotFoundError:
        raise CaseFileError(f"Die Datei „{path}“ gibt es nicht. Bitte prüfen Sie den Namen.") from None
    except OSError:
        raise CaseFileError(
            f"„{path}“ kann ich nicht lesen. Bitte geben Sie eine lesbare Datei an."
        ) from None
    except json.JSONDecodeError as error:
        raise CaseFileError(
            f"Die Datei „{path}“ ist kein gültiges JSON. "
            f"Der Fehler steht in Zeile {error.lineno}, Zeichen {error.colno}."
        ) from None
    except (ValueError, RecursionError):
        raise CaseFileError(f"Die Datei „{path}“ ist kein gültiges JSON in UTF-8.") from None
    if not isinstance(data, list) or not data:
        raise CaseFileError(f"Die Datei „{path}“ muss eine Liste mit mindestens einem Fall enthalten.")
    return data


def _case(fields: Fields, entry: Mapping[str, object], timezone: ZoneInfo) -> RuleCase:
    fields.require(*REQUIRED)
    return RuleCase(
        id=fields.text("id"),
        reaction=_reaction(fields, timezone),
        expected=fields.object("expected"),
        unknown_fields=tuple(name for name in entry if name not in {*REQUIRED, *OPTIONAL}),
    )


def _reaction(fields: Fields, timezone: ZoneInfo) -> Reaction:
    """Build the reaction; where a field is wrong, something stands in for it and the case is refused."""
    channel = fields.term("channel", Channel) or Channel.WRITTEN
    reached = fields.flag("reached_management")
    ground = _ground(fields)
    return Reaction(
        channel=channel,
        origin=fields.term("origin", Origin) or Origin.DIRECT,
        received_at=fields.instant("received_at", timezone) or _STAND_IN,
        concerns=fields.terms("types", ConcernKind),
        teams=tuple(map(TeamId, fields.texts("teams"))),
        praised_teams=tuple(map(TeamId, fields.texts("praised_teams"))),
        summary=fields.text("text"),
        anonymous=fields.flag("anonymous"),
        resolved_on_spot=fields.flag("resolved_on_spot"),
        time_consuming=fields.flag("time_consuming"),
        # The format does not say how a spoken reaction came to a Teamleitung. GA V sends every one
        # there, so it counts as passed on, which an office may read otherwise (A2).
        reached_leadership=reached and not channel.is_oral,
        referred_to_team_lead=fields.flag("referred_to_team_lead") or (reached and channel.is_oral),
        concerns_lead=fields.flag("concerns_lead"),
        talk_wish=_talk_wish(ground, wanted=fields.flag("wants_management_talk")),
        escalation_ground=ground,
        legal_remedy_check=fields.flag("legal_remedy_check"),
        withdraws=fields.flag_or_text("withdraws"),
        duplicate_of=fields.text("duplicate_of"),
        follow_up_of=fields.text("follow_up_of"),
        external_due_on=fields.day("external_due"),
    )


def _ground(fields: Fields) -> EscalationGround | None:
    named = fields.term("escalation_reason", EscalationGround)
    grave = fields.flag("grave_situation")
    if fields.flag("threat"):
        return EscalationGround.BEDROHUNG
    return EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION if grave else named


def _talk_wish(ground: EscalationGround | None, *, wanted: bool) -> TalkWish:
    """Take a wish on the ground of an escalation for immediate; the other grounds alert by themselves."""
    if not wanted:
        return TalkWish.NONE
    return TalkWish.IMMEDIATE if ground is EscalationGround.ESKALATION else TalkWish.WISH
