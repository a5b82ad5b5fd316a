"""The BGF's card of a case that is over: filing it, how it ended, and when (R42-R45)."""

from datetime import date, timedelta

import pytest

from cards.case import case_card
from cards.sample_cases import acknowledged, done
from cards.sample_parts import a_closing, owed
from cards.sample_views import NOW, for_bgf_later
from casework.part_views import EndingView
from casework.views import CaseView, Step
from procedure.duties import DutyKind
from procedure.vocabulary import (
    CaseState,
    EndReason,
)
from tests.unit.cards.reading import words


def after_the_end(**overrides: object) -> CaseView:
    values: dict[str, object] = {
        "duties": (owed(DutyKind.FILE, date(2026, 12, 4), 3),),
        "steps": (Step.CONFIRM_FILED, Step.OPEN),
    }
    return for_bgf_later(done(), **(values | overrides))


def test_after_the_end_the_file_is_checked_and_nothing_is_filed_elsewhere() -> None:
    text = words(case_card(after_the_end(missing=("Die Antwort liegt nicht beim Vorgang.",))))

    assert text.startswith("Kundenreaktion KRM-2026-0044 – bitte Ablage prüfen")
    assert (
        "Ergänzen Sie die Ablage bis Freitag, 4. Dezember 2026: Senden Sie mir, was unten noch fehlt, "
        "als Datei." in text
    )
    assert "eAkte und VerBIS: keine Ablage." in text
    assert "Für die Ablage fehlt noch:\n○ Die Antwort liegt nicht beim Vorgang." in text
    assert "○ Abgelegt\nnoch offen" in text


def test_the_short_note_in_verbis_is_told_only_where_it_began_there() -> None:
    assert "Erledigungsvermerk" in words(case_card(after_the_end(origin_in_verbis=True)))
    assert "Erledigungsvermerk" not in words(case_card(after_the_end()))
    assert "Erledigungsvermerk" not in words(case_card(acknowledged(origin_in_verbis=True)))


def test_a_filed_case_has_nothing_left() -> None:
    text = words(case_card(after_the_end(filed_at=NOW + timedelta(days=15), duties=(), steps=(Step.OPEN,))))

    assert "Es ist nichts mehr zu tun." in text
    assert "✓ Abgelegt" in text
    assert "eAkte" not in text


@pytest.mark.parametrize(
    ("reason", "target", "told"),
    [
        (EndReason.WITHDRAWN, "", "22. November: zurückgenommen"),
        (EndReason.MERGED, "KRM-2026-0031", "mit einem anderen Vorgang zusammengeführt, KRM-2026-0031"),
        (EndReason.RECORDED_IN_ERROR, "", "irrtümlich erfasst"),
    ],
)
def test_a_case_that_ended_says_why(reason: EndReason, target: str, told: str) -> None:
    ending = EndingView(reason=reason, ended_at=NOW + timedelta(days=3), note="", target=target)

    text = words(case_card(after_the_end(state=CaseState.ENDED, closing=None, ending=ending)))

    assert told in text
    assert "○ Antwort\nnicht nötig" in text


def test_a_closing_after_the_deadline_says_so() -> None:
    late = after_the_end(closing=a_closing(late=True))

    assert "von Tom Teamleiter, nach der Frist" in words(case_card(late))
    assert "nach der Frist" not in words(case_card(after_the_end()))
