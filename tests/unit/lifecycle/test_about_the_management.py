"""A reaction about the management itself (A26): the BGF says so, the case runs on with everybody it had."""

from dataclasses import replace

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.duties import duties_of
from procedure.lifecycle import TABLE, decide, permitted
from procedure.responsibility import responsibility_for
from procedure.switches import Switches
from procedure.vocabulary import StaffId
from tests.support.builders import BGF, DEPUTY_A, MANAGEMENT, TEAM_LEAD_A, a_reaction
from tests.unit.lifecycle.cases import closed, handed_over, managed, spoken, written
from tests.unit.lifecycle.situations import NOW, refused, rulebook, situation

AGAINST = steps.Correct(reason="Steht im Brief", concerns_management=True)
STATIONS = [spoken(), written(), handed_over(), managed()]


@pytest.mark.parametrize("case", STATIONS)
def test_the_bgf_says_that_it_is_about_the_management(case: Case) -> None:
    changed, happened = decide(situation(case, BGF), AGAINST)
    assert changed.reaction == replace(case.reaction, concerns_management=True)
    assert happened == (events.Corrected(at=NOW, fields="concerns_management"),)
    back, _ = decide(situation(changed, BGF), replace(AGAINST, concerns_management=False))
    assert back.reaction == case.reaction


@pytest.mark.parametrize(
    ("case", "who"), [(managed(), MANAGEMENT), (handed_over(), TEAM_LEAD_A), (handed_over(), DEPUTY_A)]
)
def test_whoever_leads_neither_says_so_nor_takes_it_back(case: Case, who: StaffId) -> None:
    sentence = "Ob es um die Geschäftsleitung selbst geht, hält das BGF fest."
    assert refused(situation(case, who), AGAINST) == sentence
    said = replace(case, reaction=replace(case.reaction, concerns_management=True))
    assert refused(situation(said, who), replace(AGAINST, concerns_management=False)) == sentence


def test_after_the_end_nothing_is_put_right() -> None:
    assert "schon beendet" in refused(situation(closed(), BGF), AGAINST)


@pytest.mark.parametrize("case", STATIONS)
def test_every_step_stays_possible_and_every_duty_has_its_office(case: Case) -> None:
    said = replace(case, reaction=replace(case.reaction, concerns_management=True))
    for who in (TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT):
        for step in TABLE:
            assert permitted(situation(said, who), step) is permitted(situation(case, who), step)
    assert duties_of(said, rulebook()) == duties_of(case, rulebook())


def test_who_leads_does_not_depend_on_it() -> None:
    plain = a_reaction()
    about = replace(plain, concerns_management=True)
    assert responsibility_for(about, Switches()) == responsibility_for(plain, Switches())
