import json
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from procedure.deadlines import Deadlines, deadlines_for
from procedure.switches import Switches
from procedure.vocabulary import Channel
from procedure.working_days import WorkingCalendar

BERLIN = ZoneInfo("Europe/Berlin")
EXAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "deadline_examples.json").read_text(encoding="utf-8")
)


def deadlines(
    received: str,
    channel: Channel = Channel.WRITTEN,
    switches: Switches | None = None,
    *,
    anonymous: bool = False,
    external_due_on: date | None = None,
) -> Deadlines:
    switches = switches or Switches()
    return deadlines_for(
        channel=channel,
        received_at=datetime.fromisoformat(received).replace(tzinfo=BERLIN),
        calendar=WorkingCalendar.from_switches(switches),
        switches=switches,
        timezone=BERLIN,
        anonymous=anonymous,
        external_due_on=external_due_on,
    )


def as_facts(result: Deadlines) -> dict[str, Any]:
    return {
        "received_on": result.received_on.isoformat(),
        "acknowledge_by": result.acknowledge_by.isoformat() if result.acknowledge_by else None,
        "acknowledge_reminders": [day.isoformat() for day in result.acknowledge_reminders],
        "close_by": result.close_by.isoformat(),
        "act_by": result.act_by.isoformat(),
        "close_reminders": [day.isoformat() for day in result.close_reminders],
    }


def test_the_table_of_examples_is_complete() -> None:
    assert len(EXAMPLES) == 28
    assert sum(not example["switches"] for example in EXAMPLES) == 26


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e['number']}-{e['received']}")
def test_deadlines_and_reminders_are_those_of_the_table(example: dict[str, Any]) -> None:
    came_out = as_facts(
        deadlines(example["received"], Channel(example["channel"]), Switches(**example["switches"]))
    )
    inputs = {"number", "received", "channel", "switches"}
    assert came_out == came_out | {name: value for name, value in example.items() if name not in inputs}


def test_of_749_receipts_on_working_days_33_end_on_a_free_day() -> None:
    calendar = WorkingCalendar()
    every_day = [
        date.fromordinal(n) for n in range(date(2025, 1, 1).toordinal(), date(2028, 1, 1).toordinal())
    ]
    receipts = [day for day in every_day if calendar.is_working_day(day)]
    ends = [deadlines(f"{day}T12:00").close_by for day in receipts]
    assert len(receipts) == 749
    assert sum(not calendar.is_working_day(end) for end in ends) == 33


@pytest.mark.parametrize("channel", [Channel.TELEPHONE, Channel.IN_PERSON])
def test_spoken_reactions_are_not_acknowledged_but_answered(channel: Channel) -> None:
    result = deadlines("2026-12-03T10:00", channel)
    assert result.acknowledge_by is None
    assert result.acknowledge_reminders == ()
    assert result.close_by == date(2026, 12, 17)
    assert "Eine Eingangsbestätigung ist nicht nötig, weil die Reaktion mündlich war." in result.explanation


def test_spoken_reactions_are_acknowledged_by_switch() -> None:
    result = deadlines("2026-12-03T10:00", Channel.TELEPHONE, Switches(ack_oral=True))
    assert result.acknowledge_by == date(2026, 12, 8)


def test_anonymous_reactions_are_answered_but_not_acknowledged() -> None:
    result = deadlines("2026-04-20T09:00", anonymous=True)
    assert result.acknowledge_by is None
    assert result.acknowledge_reminders == ()
    assert result.close_by == date(2026, 5, 4)
    assert "Eine Eingangsbestätigung entfällt: keine Anschrift." in result.explanation


@pytest.mark.parametrize("received", ["2026-04-03T10:00", "2026-04-05T10:00", "2026-04-06T23:59"])
def test_receipt_on_a_free_day_counts_from_the_next_working_day_by_switch(received: str) -> None:
    result = deadlines(received, switches=Switches(weekend_receipt="next_workday"))
    assert result.received_on == date(2026, 4, 7)
    assert result.acknowledge_by == date(2026, 4, 10)
    assert result.close_by == date(2026, 4, 21)
    assert (
        "Das zählt als Eingang am Dienstag, 7. April 2026, dem nächsten Arbeitstag." in result.explanation[1]
    )


@pytest.mark.parametrize(
    ("received", "counts_on"),
    [
        ("2026-12-03T15:59", date(2026, 12, 3)),
        ("2026-12-03T16:00", date(2026, 12, 4)),
        ("2026-12-04T16:00", date(2026, 12, 5)),  # a Saturday, which counts
    ],
)
def test_receipt_at_or_after_the_cutoff_counts_for_the_next_day(received: str, counts_on: date) -> None:
    assert deadlines(received, switches=Switches(receipt_cutoff=time(16))).received_on == counts_on


def test_cutoff_and_weekend_together_lead_to_monday() -> None:
    switches = Switches(receipt_cutoff=time(16), weekend_receipt="next_workday")
    assert deadlines("2026-12-04T16:00", switches=switches).received_on == date(2026, 12, 7)


def test_the_cutoff_is_local_time() -> None:
    switches = Switches(receipt_cutoff=time(16))
    result = deadlines_for(
        channel=Channel.WRITTEN,
        received_at=datetime(2026, 12, 3, 15, 0, tzinfo=UTC),
        calendar=WorkingCalendar(),
        switches=switches,
        timezone=BERLIN,
    )
    assert result.received_on == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("received", "close_by"),
    [
        ("2025-04-17T10:00", date(2025, 5, 2)),  # 1 May is a Thursday
        ("2026-11-01T12:00", date(2026, 11, 16)),  # Sunday to Sunday
        ("2026-03-23T09:00", date(2026, 4, 7)),  # Easter Monday
        ("2025-12-11T09:00", date(2025, 12, 29)),  # 25 and 26 December, then the weekend
        ("2025-12-17T09:00", date(2025, 12, 31)),  # a day off of the office does not move it
        ("2028-12-10T09:00", date(2028, 12, 27)),  # Sunday 24 December to Wednesday
        ("2029-12-09T09:00", date(2029, 12, 24)),  # Sunday to Monday 24 December, a day off only here
    ],
)
def test_the_closing_day_moves_on_from_rest_days_by_law_by_switch(received: str, close_by: date) -> None:
    result = deadlines(received, switches=Switches(closing_rollover="next_workday"))
    assert result.close_by == close_by
    assert result.act_by <= close_by


def test_a_moved_closing_day_names_every_day_it_passed_over() -> None:
    result = deadlines("2025-12-11T09:00", switches=Switches(closing_rollover="next_workday"))
    assert (
        "Abschluss bis Montag, 29. Dezember 2025: 14 Kalendertage nach Eingang, verschoben wegen "
        "25.12. Erster Weihnachtstag (Feiertag), 26.12. Zweiter Weihnachtstag (Feiertag), "
        "27.12. Samstag, 28.12. Sonntag."
    ) in result.explanation


@pytest.mark.parametrize(
    ("due", "act_by"),
    [(date(2026, 5, 8), date(2026, 5, 5)), (date(2026, 6, 30), date(2026, 6, 25))],
)
def test_a_day_set_by_a_requesting_body_replaces_the_14_days_and_is_acted_on_three_working_days_ahead(
    due: date, act_by: date
) -> None:
    result = deadlines("2026-05-04T09:00", external_due_on=due)
    assert (result.close_by, result.act_by) == (due, act_by)
    assert result.acknowledge_by == date(2026, 5, 7)
    assert "wären Montag, 18. Mai 2026" in result.explanation[-2]
    assert "3 Arbeitstage vor dem Termin" in result.explanation[-1]


@pytest.mark.parametrize(("lead_days", "act_by"), [(0, date(2026, 5, 13)), (3, date(2026, 5, 11))])
def test_an_external_day_is_not_moved_but_acted_on_before(lead_days: int, act_by: date) -> None:
    switches = Switches(closing_rollover="next_workday", external_lead_days=lead_days)
    result = deadlines("2026-05-04T09:00", switches=switches, external_due_on=date(2026, 5, 14))
    assert result.close_by == date(2026, 5, 14)
    assert result.act_by == act_by


@pytest.mark.parametrize("due", [date(2026, 5, 5), date(2026, 5, 6)])
def test_an_external_day_too_near_is_acted_on_by_the_working_day_after_the_receipt(due: date) -> None:
    assert deadlines("2026-05-04T09:00", external_due_on=due).act_by == date(2026, 5, 5)


def test_reminders_on_or_before_the_day_of_receipt_fall_away() -> None:
    result = deadlines("2026-05-04T09:00", external_due_on=date(2026, 5, 5))
    assert result.close_reminders == (date(2026, 5, 5),)
    assert deadlines("2026-05-04T09:00", external_due_on=date(2026, 5, 4)).close_reminders == ()


def test_the_explanation_names_every_free_day_passed_over() -> None:
    assert deadlines("2026-12-23T09:00", Channel.ELECTRONIC).explanation == (
        "Eingang: Mittwoch, 23. Dezember 2026. Der Tag des Eingangs zählt nicht mit.",
        (
            "Eingangsbestätigung bis Mittwoch, 30. Dezember 2026: 3. Arbeitstag nach Eingang; "
            "24.12. dienstfrei, 25.12. Erster Weihnachtstag (Feiertag), "
            "26.12. Zweiter Weihnachtstag (Feiertag), 27.12. Sonntag."
        ),
        "Abschluss bis Mittwoch, 6. Januar 2027: 14 Kalendertage nach Eingang.",
        (
            "Handeln bis Dienstag, 5. Januar 2027: letzter Arbeitstag in der Frist; "
            "06.01. Heilige Drei Könige (Feiertag)."
        ),
    )


def test_the_explanation_is_short_where_nothing_is_passed_over() -> None:
    assert deadlines("2026-02-09T09:30").explanation[1:] == (
        "Eingangsbestätigung bis Donnerstag, 12. Februar 2026: 3. Arbeitstag nach Eingang.",
        "Abschluss bis Montag, 23. Februar 2026: 14 Kalendertage nach Eingang.",
    )


def test_the_explanation_says_that_a_free_day_counts_as_day_of_receipt() -> None:
    sentence = "Auch ein freier Tag zählt als Tag des Eingangs: 24.12. dienstfrei."
    assert sentence in deadlines("2026-12-24T13:50").explanation


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        deadlines_for(
            channel=Channel.WRITTEN,
            received_at=datetime(2026, 12, 24),  # noqa: DTZ001 - a mistake to be refused
            calendar=WorkingCalendar(),
            switches=Switches(),
            timezone=BERLIN,
        )
