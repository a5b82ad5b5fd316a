from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from procedure.deadlines import Deadlines, deadlines_for
from procedure.switches import Switches
from procedure.vocabulary import Channel
from procedure.working_days import LAENDER, WorkingCalendar
from tests.properties.procedure.second_calendar import day_in_berlin, is_working_day_in_bw, last_sunday

BERLIN = ZoneInfo("Europe/Berlin")
YEARS = range(2020, 2040)
FIRST, LAST = datetime(YEARS[0], 1, 1), datetime(YEARS[-1], 12, 31, 23, 59)  # noqa: DTZ001 - zone added below

instants = st.datetimes(FIRST, LAST, timezones=st.just(UTC))
switches = st.builds(
    Switches,
    land=st.sampled_from(LAENDER),
    weekend_receipt=st.sampled_from(["actual", "next_workday"]),
    closing_rollover=st.sampled_from(["none", "next_workday"]),
    receipt_cutoff=st.none() | st.times(),
    ack_oral=st.booleans(),
)
channels = st.sampled_from(Channel)


class CalendarWithOneMoreHoliday(WorkingCalendar):
    """What a new law would make of the calendar."""

    def __init__(self, land: str, holiday: date) -> None:
        super().__init__(land)
        self._holiday = holiday

    def _free_days_of(self, year: int) -> dict[date, str]:
        free = super()._free_days_of(year)
        return free | {self._holiday: "Neuer Feiertag (Feiertag)"} if year == self._holiday.year else free


def deadlines(
    received_at: datetime,
    *,
    channel: Channel = Channel.WRITTEN,
    calendar: WorkingCalendar | None = None,
    chosen: Switches | None = None,
) -> Deadlines:
    chosen = chosen or Switches()
    return deadlines_for(
        channel=channel,
        received_at=received_at,
        calendar=calendar or WorkingCalendar.from_switches(chosen),
        switches=chosen,
        timezone=BERLIN,
    )


@settings(max_examples=300)
@given(instants, channels, switches, st.integers(-2, 40), st.sampled_from(["law", "office"]))
def test_one_more_holiday_never_makes_a_deadline_earlier(
    received_at: datetime, channel: Channel, chosen: Switches, distance: int, given_by: str
) -> None:
    more = received_at.date() + timedelta(days=distance)
    calendar = (
        CalendarWithOneMoreHoliday(chosen.land, more)
        if given_by == "law"
        else WorkingCalendar(chosen.land, (*chosen.extra_non_working_days, more.isoformat()))
    )
    before = deadlines(received_at, channel=channel, chosen=chosen)
    after = deadlines(received_at, channel=channel, chosen=chosen, calendar=calendar)
    assert after.received_on >= before.received_on
    assert after.close_by >= before.close_by
    assert (after.acknowledge_by is None) is (before.acknowledge_by is None)
    if before.acknowledge_by is not None and after.acknowledge_by is not None:
        assert after.acknowledge_by >= before.acknowledge_by


@given(instants, channels, switches)
def test_what_holds_for_every_receipt(received_at: datetime, channel: Channel, chosen: Switches) -> None:
    calendar = WorkingCalendar.from_switches(chosen)
    result = deadlines(received_at, channel=channel, chosen=chosen, calendar=calendar)
    assert (result.acknowledge_by is None) is (channel.is_oral and not chosen.ack_oral)
    if result.acknowledge_by is not None:
        assert calendar.is_working_day(result.acknowledge_by)
        assert calendar.working_days_between(result.received_on, result.acknowledge_by) == 3
    assert result.close_by >= result.received_on + timedelta(days=14)
    assert result.received_on < result.act_by <= result.close_by
    assert calendar.is_working_day(result.act_by)
    if chosen.closing_rollover == "none":
        assert result.close_by == result.received_on + timedelta(days=14)
    for reminders, due in (
        (result.acknowledge_reminders, result.acknowledge_by),
        (result.close_reminders, result.act_by),
    ):
        assert list(reminders) == sorted(set(reminders))
        assert all(calendar.is_working_day(day) and day > result.received_on for day in reminders)
        assert not reminders or reminders[-1] == due
    assert all(sentence.endswith(".") for sentence in result.explanation)


@given(instants, channels)
def test_every_free_day_in_the_acknowledgement_period_is_explained(
    received_at: datetime, channel: Channel
) -> None:
    result = deadlines(received_at, channel=channel)
    if result.acknowledge_by is None:
        return
    (sentence,) = [s for s in result.explanation if s.startswith("Eingangsbestätigung bis")]
    day = result.received_on + timedelta(days=1)
    while day < result.acknowledge_by:
        assert (f"{day:%d.%m.} " in sentence) is not is_working_day_in_bw(day)
        day += timedelta(days=1)


@given(instants)
def test_the_day_of_receipt_is_the_local_day_at_every_instant(received_at: datetime) -> None:
    assert deadlines(received_at).received_on == day_in_berlin(received_at)


def test_in_every_night_of_changing_clocks_each_quarter_of_an_hour_falls_on_its_local_day() -> None:
    calendar = WorkingCalendar()
    for year in YEARS:
        for month in (3, 10):
            noon_before = datetime.combine(last_sunday(year, month) - timedelta(days=1), time(12), UTC)
            for quarter in range(36 * 4 + 1):
                instant = noon_before + timedelta(minutes=15 * quarter)
                assert deadlines(instant, calendar=calendar).received_on == day_in_berlin(instant)


def test_a_minute_before_midnight_is_still_the_same_day_on_every_day_of_twenty_years() -> None:
    calendar = WorkingCalendar()
    day = date(YEARS[0], 1, 1)
    while day.year <= YEARS[-1]:
        last_minute = datetime.combine(day, time(23, 59), BERLIN)
        for received_at in (last_minute, last_minute.astimezone(UTC)):
            result = deadlines(received_at, calendar=calendar)
            assert result.received_on == day
            assert result.close_by == day + timedelta(days=14)
        next_minute = last_minute.astimezone(UTC) + timedelta(minutes=1)
        assert deadlines(next_minute, calendar=calendar).received_on == day + timedelta(days=1)
        day += timedelta(days=1)
