"""That the Träger is to be told of a reaction about the management stands on two cards (A26)."""

from dataclasses import replace

import pytest

from cards.case import case_card
from cards.case_parts import ABOUT_MANAGEMENT
from cards.sample_views import NOW, a_case, for_bgf, waiting
from casework.views import CaseView, Viewpoint
from procedure.vocabulary import CaseState
from tests.unit.cards.reading import words

GL = Viewpoint.MANAGEMENT
READERS = [for_bgf(a_case()), a_case(viewpoint=GL)]


@pytest.mark.parametrize("view", READERS, ids=["bgf", "management"])
def test_bgf_and_management_read_whom_to_tell(view: CaseView) -> None:
    card = words(case_card(replace(view, about_management=True)))
    assert ABOUT_MANAGEMENT in card
    assert "Träger" in card
    assert ABOUT_MANAGEMENT not in words(case_card(view))


@pytest.mark.parametrize("view", READERS, ids=["bgf", "management"])
def test_after_the_end_they_read_it_until_the_file_is_complete(view: CaseView) -> None:
    over = replace(view, state=CaseState.CLOSED, about_management=True)
    assert ABOUT_MANAGEMENT in words(case_card(over))
    assert ABOUT_MANAGEMENT not in words(case_card(replace(over, filed_at=NOW)))


@pytest.mark.parametrize("viewpoint", [Viewpoint.TEAM_LEAD, Viewpoint.DEPUTY, Viewpoint.REPORTER])
def test_nobody_else_reads_it(viewpoint: Viewpoint) -> None:
    assert "Träger" not in words(case_card(a_case(viewpoint=viewpoint, about_management=True)))
    assert "Träger" not in words(case_card(waiting(viewpoint=viewpoint, about_management=True)))
