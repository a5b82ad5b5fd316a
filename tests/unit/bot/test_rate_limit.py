"""A flood by one person is refused, counted by the minute; nobody else is touched."""

import pytest

from bot.rate_limit import Admission, RateLimit

SEVERAL = 5


class Seconds:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def limit(seconds: Seconds) -> RateLimit:
    return RateLimit(SEVERAL, seconds)


def test_as_many_turns_as_allowed_are_admitted_and_the_next_is_refused_aloud_once(limit: RateLimit) -> None:
    admissions = [limit.admit("erika") for _ in range(SEVERAL + 3)]

    assert admissions[:SEVERAL] == [Admission.ADMITTED] * SEVERAL
    assert admissions[SEVERAL:] == [Admission.REFUSED_ALOUD, Admission.REFUSED, Admission.REFUSED]


def test_a_flood_of_one_person_takes_nothing_from_another(limit: RateLimit) -> None:
    for _ in range(SEVERAL * 100):
        limit.admit("erika")

    assert [limit.admit("tom") for _ in range(SEVERAL)] == [Admission.ADMITTED] * SEVERAL


def test_after_a_minute_the_person_is_heard_again_even_if_the_flood_never_stopped(
    limit: RateLimit, seconds: Seconds
) -> None:
    admissions = []
    for _ in range(130):
        admissions.append(limit.admit("erika"))
        seconds.now += 1

    # Refused turns do not count: five a minute get through, and one sentence a minute is said.
    assert admissions[:60].count(Admission.ADMITTED) == SEVERAL
    assert admissions[61:121].count(Admission.ADMITTED) == SEVERAL
    assert admissions.count(Admission.REFUSED_ALOUD) <= 3


def test_turns_spread_over_the_minute_are_all_admitted(limit: RateLimit, seconds: Seconds) -> None:
    for _ in range(100):
        assert limit.admit("erika") is Admission.ADMITTED
        seconds.now += 60 / SEVERAL + 0.001


def test_nobody_is_remembered_longer_than_a_minute(limit: RateLimit, seconds: Seconds) -> None:
    for number in range(1_000):
        limit.admit(f"person-{number}")
    assert limit.watched == 1_000

    seconds.now += 61
    limit.admit("erika")

    assert limit.watched == 1
