"""Each office puts its own notes right, with a reason (R14, R18, R21, R28, R50)."""

from dataclasses import replace
from datetime import date

import pytest

from procedure import events, steps
from procedure.case import Case
from procedure.case_parts import Informing, InterimNotice
from procedure.lifecycle import decide, permitted
from procedure.vocabulary import CaseState, DispatchWay, InformingState, StaffId
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    EMPLOYEE,
    FRONT_DESK,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
)
from tests.unit.lifecycle.cases import (
    INFORMED,
    SENT,
    about_the_lead,
    closed,
    handed_over,
    managed,
    spoken,
    written,
)
from tests.unit.lifecycle.situations import NOW, day, refused, refused_field, situation
from tests.unit.lifecycle.taking import take

EVERYBODY = (FRONT_DESK, TEAM_LEAD_A, DEPUTY_A, BGF, MANAGEMENT, TEAM_LEAD_B, EMPLOYEE)
FRIDAY = NOW.replace(day=4)


def correct(**values: object) -> steps.CorrectNotes:
    return steps.CorrectNotes(**({"reason": "Vertippt"} | values))  # type: ignore[arg-type]  # any field of it


def allowed(case: Case) -> set[StaffId]:
    return {who for who in EVERYBODY if permitted(situation(case, who), steps.CorrectNotes)}


def noticed(**overrides: object) -> Case:
    notices = tuple(
        InterimNotice(
            number=number,
            sent_on=day(4),
            until=until,
            reason="x",
            way=DispatchWay.LETTER,
            late=False,
            noted_at=NOW,
        )
        for number, until in ((1, day(22)), (2, date(2027, 1, 8)))
    )
    last = notices[-1].until
    values = {"interim_notices": notices, "close_by": last, "act_by": last, "original_close_by": day(17)}
    return handed_over(**(values | overrides))


def test_without_a_note_of_her_own_nobody_has_anything_to_correct() -> None:
    assert allowed(written()) == allowed(managed(acknowledgement=written().acknowledgement)) == set()
    assert "nichts vermerkt" in refused(situation(written(), BGF), correct(krm_tool_ref="4711"))


def test_each_office_corrects_its_own() -> None:
    assert allowed(spoken(recorded_in_tool_at=NOW)) == allowed(handed_over()) == {BGF}
    assert allowed(noticed(acknowledgement=written().acknowledgement)) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(spoken(informing=INFORMED)) == {TEAM_LEAD_A, DEPUTY_A}
    assert allowed(about_the_lead(informing=INFORMED, acknowledgement=written().acknowledgement)) == {
        MANAGEMENT
    }


@pytest.mark.parametrize(
    ("values", "who"),
    [
        ({"krm_tool_ref": "4711"}, TEAM_LEAD_A),
        ({"ack_way": DispatchWay.EMAIL}, TEAM_LEAD_A),
        ({"interim_way": DispatchWay.EMAIL}, BGF),
        ({"informed_count": 3}, BGF),
    ],
)
def test_the_notes_of_another_office_are_refused(values: dict[str, object], who: StaffId) -> None:
    case = noticed(recorded_in_tool_at=NOW, informing=INFORMED)
    assert "berichtigt" in refused(situation(case, who), correct(**values))


class TestKrmTool:
    def test_its_number_is_put_right_or_removed_until_the_file_is_complete(self) -> None:
        case = spoken(recorded_in_tool_at=NOW, krm_tool_ref="4711")
        changed, happened = decide(situation(case, BGF), correct(krm_tool_ref=" 4712 "))
        assert (changed.krm_tool_ref, changed.recorded_in_tool_at) == ("4712", NOW)
        assert happened == (events.Corrected(at=NOW, fields="krm_tool_ref"),)
        assert take(case, correct(krm_tool_ref=""), BGF)[0].krm_tool_ref == ""
        over = closed(replace(handed_over(), recorded_in_tool_at=NOW))
        assert take(over, correct(krm_tool_ref="1"), BGF)[0].krm_tool_ref == "1"
        assert allowed(replace(over, filed_at=NOW)) == set()

    def test_a_number_that_is_too_long_is_refused(self) -> None:
        case = spoken(recorded_in_tool_at=NOW)
        assert refused_field(situation(case, BGF), correct(krm_tool_ref="x" * 41)) == "krm_tool_ref"


class TestAcknowledgement:
    def test_its_day_and_way_are_put_right_and_nothing_else(self) -> None:
        at = situation(handed_over(), BGF, now=FRIDAY)
        changed, happened = decide(at, correct(ack_sent_on=day(4), ack_way=DispatchWay.EMAIL))
        assert changed.acknowledgement == replace(SENT, sent_on=day(4), way=DispatchWay.EMAIL)
        assert changed.acknowledge_by == day(8)
        assert happened == (events.Corrected(at=FRIDAY, fields="ack_sent_on,ack_way"),)

    @pytest.mark.parametrize("sent_on", [day(2), day(4)])
    def test_it_went_out_after_the_receipt_and_not_after_today(self, sent_on: date) -> None:
        assert refused_field(situation(handed_over(), BGF), correct(ack_sent_on=sent_on)) == "ack_sent_on"


class TestInterimNotice:
    def test_the_newest_is_meant_unless_one_is_named(self) -> None:
        now = NOW.replace(day=22)
        case, happened = take(noticed(), correct(interim_sent_on=day(22)), TEAM_LEAD_A, now=now)
        assert [n.sent_on for n in case.interim_notices] == [day(4), day(22)]
        assert happened == ["Corrected"]
        first = correct(interim_number=1, interim_way=DispatchWay.EMAIL)
        case, _ = take(noticed(), first, TEAM_LEAD_A)
        assert [n.way for n in case.interim_notices] == [DispatchWay.EMAIL, DispatchWay.LETTER]

    @pytest.mark.parametrize(("number", "last_day"), [(1, 17), (2, 22)])
    def test_it_is_late_after_the_day_that_ran_then(self, number: int, last_day: int) -> None:
        def late(sent_on: date) -> bool:
            step = correct(interim_number=number, interim_sent_on=sent_on)
            case, _ = take(noticed(), step, TEAM_LEAD_A, now=NOW.replace(day=28))
            return case.interim_notices[number - 1].late

        assert (late(day(last_day)), late(day(last_day + 1))) == (False, True)

    @pytest.mark.parametrize("number", [-1, 3])
    def test_one_that_does_not_exist_is_refused_at_its_field(self, number: int) -> None:
        step = correct(interim_number=number, interim_way=DispatchWay.EMAIL)
        assert refused_field(situation(noticed(), TEAM_LEAD_A), step) == "interim_number"

    def test_once_the_case_is_over_it_stands(self) -> None:
        assert allowed(closed(noticed(acknowledgement=written().acknowledgement))) == {BGF}
        way = correct(interim_way=DispatchWay.EMAIL)
        assert "solange der Vorgang läuft" in refused(situation(closed(noticed()), BGF), way)


class TestInforming:
    def test_date_and_number_are_put_right(self) -> None:
        at = situation(spoken(informing=INFORMED), TEAM_LEAD_A, now=FRIDAY)
        changed, happened = decide(at, correct(informed_on=day(4), informed_count=3))
        assert changed.informing == (
            Informing(team=TEAM_A, state=InformingState.DONE, informed_on=day(4), count=3),
        )
        assert happened == (
            events.Corrected(at=FRIDAY, fields="informing"),
            events.Informed(at=FRIDAY, team=TEAM_A, state=InformingState.DONE),
        )

    def test_nobody_by_mistake_and_somebody_by_mistake(self) -> None:
        nobody = (Informing(team=TEAM_A, state=InformingState.NOBODY),)
        step = correct(informed_on=day(3), informed_count=2)
        assert take(spoken(informing=nobody), step, TEAM_LEAD_A)[0].informing == INFORMED
        assert take(spoken(informing=INFORMED), correct(informed_count=0), DEPUTY_A)[0].informing == nobody
        at = situation(spoken(informing=nobody), TEAM_LEAD_A)
        assert refused_field(at, correct(informed_on=day(3))) == "informed_count"
        assert refused_field(at, correct(informed_count=1)) == "informed_on"

    def test_with_several_teams_of_hers_she_says_which(self) -> None:
        both = tuple(replace(INFORMED[0], team=team) for team in (TEAM_A, TEAM_B))
        case = about_the_lead(
            reaction=replace(about_the_lead().reaction, teams=(TEAM_A, TEAM_B)), informing=both
        )
        at = situation(case, MANAGEMENT)
        assert refused_field(at, correct(informed_count=3)) == "team"
        changed, _ = take(case, correct(team=TEAM_B, informed_count=3), MANAGEMENT)
        assert [row.count for row in changed.informing] == [2, 3]

    @pytest.mark.parametrize("count", [-1, 1000])
    def test_a_number_that_cannot_be_is_refused(self, count: int) -> None:
        at = situation(spoken(informing=INFORMED), TEAM_LEAD_A)
        assert refused_field(at, correct(informed_count=count)) == "informed_count"

    def test_once_the_case_is_over_it_stands(self) -> None:
        over = closed(spoken(informing=INFORMED))
        assert over.state is CaseState.CLOSED
        assert allowed(over) == {BGF}
        assert "berichtigt" in refused(situation(over, BGF), correct(informed_count=3))


def test_what_changes_nothing_or_has_no_reason_is_refused() -> None:
    at = situation(handed_over(), BGF)
    assert refused(at, correct()) == "Es hat sich nichts geändert."
    assert refused(at, correct(ack_way=DispatchWay.LETTER)) == "Es hat sich nichts geändert."
    assert refused_field(at, correct(reason=" ", ack_way=DispatchWay.EMAIL)) == "reason"
