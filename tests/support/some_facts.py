"""Facts of cases for the statistics: a plain one to vary, and random ones that hang together loosely."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from procedure.statistics.counting import figures
from procedure.statistics.facts import CaseFacts, InterimFact
from procedure.statistics.figures import Cell, Figures
from procedure.statistics.template import ReportTemplate
from procedure.vocabulary import (
    AcknowledgementState,
    Cause,
    Channel,
    ConcernKind,
    EndReason,
    Lead,
    Origin,
    Outcome,
    RecordReason,
    TalkForm,
    TeamId,
)

TEAMS: Final = {TeamId("leistung-a"): "Leistung A", TeamId("markt"): "Markt und Integration"}
TEMPLATE: Final = ReportTemplate(version="2026-1")

_PLAIN: Final = CaseFacts(
    number="KRM-2026-0001",
    received_on=date(2026, 5, 4),
    registered_on=date(2026, 5, 4),
    channel=Channel.WRITTEN,
    origin=Origin.DIRECT,
    concerns=(ConcernKind.FACHLICHE_BESCHWERDE,),
    teams=(TeamId("leistung-a"),),
    lead=Lead.TEAM,
    lead_team=TeamId("leistung-a"),
    reasons=(RecordReason.WRITTEN_OR_ELECTRONIC,),
    people=1,
    acknowledgement=AcknowledgementState.OPEN,
    acknowledge_by=date(2026, 5, 7),
    acknowledged_on=None,
    first_close_by=date(2026, 5, 18),
    close_by=date(2026, 5, 18),
    interim_notices=(),
    closed_on=None,
    outcome=None,
    answer=None,
    cause=None,
    ended_on=None,
    end=None,
    reopened_on=None,
    follow_up_of="",
    is_follow_up=False,
    talk_wish=False,
    immediate_talk=False,
    threats=0,
    talk_form=None,
    talk_held_on=None,
    further_receipts=0,
)


def some_facts(number: int = 1, **other: Any) -> CaseFacts:  # noqa: ANN401 - any field
    """Return a written complaint of 4 May 2026, open and not yet acknowledged, with other fields as told."""
    return replace(_PLAIN, **{"number": f"KRM-2026-{number:04}", **other})


def a_year(*facts: CaseFacts, year: int = 2026, template: ReportTemplate = TEMPLATE, **more: Any) -> Figures:  # noqa: ANN401 - previous
    """Count a year of the invented office."""
    return figures(facts, year=year, template=template, teams=TEAMS, **more)


def cells_of(figures: Figures) -> dict[str, Cell]:
    """Return every cell of the tables, by id."""
    return {
        cell.id: cell
        for chapter in figures.chapters
        for table in chapter.tables
        for line in table.lines
        for cell in line.cells
    }


def counts_of(figures: Figures) -> Mapping[str, int | None]:
    """Return every number of the tables, by id."""
    return {key: cell.count for key, cell in cells_of(figures).items()}


class RandomFacts:
    """Draws facts of some years; days lie close together, so that many fall on a deadline or the Stichtag."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - nothing secret
        self._count = 0

    def many(self, count: int) -> list[CaseFacts]:
        """Draw so many, with numbers of their own."""
        return [self.one() for _ in range(count)]

    def one(self) -> CaseFacts:
        """Draw one."""
        draw = self._random
        self._count += 1
        received = date(draw.choice((2025, 2026, 2026, 2026, 2027)), 1, 1) + timedelta(draw.randrange(365))
        if draw.random() < 0.2:
            received = date(2026, 12, 31) - timedelta(draw.randrange(20))
        due = draw.choice((None, received + timedelta(3), received + timedelta(5)))
        first = received + timedelta(draw.choice((14, 14, 14, 30, 5)))
        closed = draw.choice((None, received + timedelta(draw.randrange(40))))
        ended = None if closed or draw.random() < 0.6 else received + timedelta(draw.randrange(40))
        kinds = draw.sample(list(ConcernKind), draw.choice((1, 1, 1, 2, 3)))
        linked = draw.random() < 0.2
        return CaseFacts(
            number=f"KRM-2026-{self._count:04}",
            received_on=received,
            registered_on=received + timedelta(draw.randrange(4)),
            channel=draw.choice(list(Channel)),
            origin=draw.choice(list(Origin)),
            concerns=tuple(kinds),
            teams=self._teams(),
            lead=draw.choice(list(Lead)),
            lead_team=None,
            reasons=draw.choice(((), (RecordReason.LEADERSHIP,))),
            people=draw.choice((1, 1, 1, 4)),
            acknowledgement=draw.choice(list(AcknowledgementState)),
            acknowledge_by=due,
            acknowledged_on=draw.choice((None, received + timedelta(draw.randrange(8)))),
            first_close_by=first,
            close_by=first,
            interim_notices=self._notices(received, first),
            closed_on=closed,
            outcome=draw.choice(list(Outcome)) if closed else None,
            answer=None,
            cause=draw.choice([None, *Cause]) if closed else None,
            ended_on=ended,
            end=draw.choice(list(EndReason)) if ended else None,
            reopened_on=draw.choice((None, received + timedelta(draw.randrange(60)))),
            follow_up_of=f"KRM-2026-{draw.randrange(1, self._count + 3):04}" if linked else "",
            is_follow_up=linked or ConcernKind.FOLGEREAKTION in kinds,
            talk_wish=draw.random() < 0.4,
            immediate_talk=draw.random() < 0.2,
            threats=draw.choice((0, 0, 0, 1, 2)),
            talk_form=draw.choice([None, *TalkForm]),
            talk_held_on=draw.choice((None, received + timedelta(draw.randrange(30)))),
            further_receipts=draw.choice((0, 0, 2)),
        )

    def _teams(self) -> tuple[TeamId, ...]:
        known = [*TEAMS, TeamId("aufgeloest")]
        return tuple(self._random.sample(known, self._random.choice((0, 1, 1, 1, 2, 3))))

    def _notices(self, received: date, first: date) -> tuple[InterimFact, ...]:
        notices = []
        until = first
        for _ in range(self._random.choice((0, 0, 0, 1, 1, 2, 3, 4))):
            sent = received + timedelta(self._random.randrange(35))
            late = sent > until
            until += timedelta(self._random.randrange(1, 15))
            notices.append(InterimFact(sent_on=sent, until=until, late=late))
        return tuple(notices)
