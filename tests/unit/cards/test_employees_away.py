"""That those concerned are away stands on the card with the day, never with a name (A24)."""

from datetime import date

import pytest

from cards.case import case_card
from cards.history import history
from cards.sample_cases import answering, held
from cards.sample_parts import informed, owed
from cards.sample_views import NOW
from casework.part_views import HistoryLine
from procedure.duties import DutyKind
from procedure.vocabulary import InformingState, TeamId
from tests.unit.cards.reading import words

AWAY = informed(InformingState.OPEN, absent_until=date(2026, 12, 4))
OTHER = informed(InformingState.OPEN, team=TeamId("b"), team_name="Leistung B")


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ((AWAY,), "Beschäftigte: abwesend bis 4. Dezember, danach zu informieren"),
        (
            (AWAY, OTHER),
            "Leistung A: abwesend bis 4. Dezember, danach zu informieren; Leistung B: noch nicht informiert",
        ),
    ],
)
def test_the_card_says_until_when(parts: tuple[object, ...], told: str) -> None:
    assert told in words(case_card(answering(informing=parts)))
    assert "Beschäftigte:" not in words(case_card(answering(informing=(OTHER,))))


def test_the_duty_is_shown_with_the_new_day() -> None:
    due = owed(DutyKind.INFORM, date(2026, 12, 8), 12)
    text = words(case_card(held(informing=(AWAY,), duties=(due,))))
    assert "Informieren Sie bis Dienstag, 8. Dezember 2026 die betroffenen Beschäftigten." in text


def test_the_record_says_until_when() -> None:
    details = (("team", "leistung-a"), ("until", "2026-12-04"))
    away = HistoryLine(at=NOW, who="Tom Teamleiter", role=None, event="EmployeesAway", details=details)
    assert "ftigte abwesend: bis 4. Dezember" in str(history([away]))
