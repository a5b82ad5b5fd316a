"""The same alert on the same case does not reach the management twice in a day (R38, A30)."""

from datetime import timedelta

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Alert
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import EscalationGround, StaffId
from tests.support.builders import BGF, FRONT_DESK, TEAM_LEAD_A
from tests.unit.lifecycle.cases import handed_over
from tests.unit.lifecycle.situations import NOW, refused, situation

THREAT, GRAVE = EscalationGround.BEDROHUNG, EscalationGround.SCHWERWIEGENDE_GESAMTSITUATION
ALERT = steps.RaiseAlert(ground=THREAT, note="Drohung am Telefon")
OTHER = steps.RaiseAlert(ground=GRAVE, note="Verliert die Wohnung")
LATER = NOW + timedelta(minutes=20)


def alerted(case: Case | None = None, step: steps.RaiseAlert = ALERT) -> Case:
    return decide(situation(case or handed_over(), FRONT_DESK), step)[0]


def test_an_alert_is_kept_with_its_ground_and_its_time() -> None:
    assert alerted().alerts == (Alert(ground=THREAT, raised_at=NOW),)


@pytest.mark.parametrize("who", [FRONT_DESK, TEAM_LEAD_A, BGF])
def test_the_same_one_again_is_refused_with_when_the_management_was_told(who: StaffId) -> None:
    sentence = refused(situation(alerted(), who, now=LATER), ALERT)
    assert sentence == (
        "Die Geschäftsleitung ist zu diesem Anlass schon verständigt, heute um 10.16 Uhr; "
        "zu einem anderen Anlass geht es weiterhin."
    )


def test_another_ground_stays_possible_and_does_not_open_the_first_again() -> None:
    at = situation(alerted(), FRONT_DESK, now=LATER)
    assert permitted(at, steps.RaiseAlert)
    both, happened = decide(at, OTHER)
    assert happened == (events.AlertedLater(at=LATER, ground=GRAVE),)
    assert [alert.ground for alert in both.alerts] == [THREAT, GRAVE]
    assert "schon verständigt" in refused(situation(both, BGF, now=LATER), ALERT)
    assert "10.36 Uhr" in refused(situation(both, BGF, now=LATER), OTHER)


@pytest.mark.parametrize(
    ("hours", "possible"), [(13, False), (14, True)], ids=["the same evening", "after midnight"]
)
def test_the_next_day_it_may_be_raised_again(hours: int, possible: bool) -> None:  # noqa: FBT001 - a column
    at = situation(alerted(), FRONT_DESK, now=NOW + timedelta(hours=hours))
    if possible:
        again, _ = decide(at, ALERT)
        assert len(again.alerts) == 2
    else:
        assert "schon verständigt" in refused(at, ALERT)
