"""What a form fills in and leaves out, by what the case is like (R13, R21, R29, R30, R45, A13, A15, A20)."""

from dataclasses import replace
from datetime import date

import pytest

from cards.elements import as_dict
from cards.step_buttons import NOT_TYPED, has_form, step_button
from cards.step_forms.registry import FORMS
from casework.part_views import AcknowledgementView, DecisionView, LetterView
from casework.views import CaseView, Step, Viewpoint
from procedure import steps
from procedure.vocabulary import (
    AnswerKind,
    Channel,
    ConcernKind,
    ContributionState,
    DecisionState,
    DispatchWay,
    DocumentId,
    DocumentKind,
    HandoverAnswer,
    InformingState,
    Lead,
    Outcome,
    Parting,
    TeamId,
    Treatment,
    WaiverReason,
)
from tests.unit.cards.step_answers import RULEBOOK, drawn, inputs
from tests.unit.cards.step_views import (
    TEAM_A,
    TEAM_B,
    TEAM_C,
    TEAM_D,
    TEAM_E,
    TEAM_F,
    TODAY,
    a_contribution,
    a_handover,
    an_informing,
    everything,
)

VIEW = everything()
PLAIN = everything(origin_in_verbis=False, answers=(AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED))
NO_LETTER = replace(PLAIN, answers=(AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED, AnswerKind.NO_LETTER_CAME))


def offered(view: CaseView, step: Step, name: str) -> list[str]:
    choices = inputs(view, step)[FORMS[step].ids[name]]["choices"]
    assert isinstance(choices, list)
    return [choice["value"] for choice in choices]


def asked(view: CaseView, step: Step) -> list[str]:
    return [field.name for field in FORMS[step].asked(view)]


def filled_in(view: CaseView, step: Step, name: str) -> object:
    return inputs(view, step)[FORMS[step].ids[name]].get("value", "")


def sent_along(view: CaseView, step: Step) -> dict[str, str]:
    button = as_dict(step_button(view, step, NOT_TYPED, positive=False))
    press = button["card"]["actions"][0] if "card" in button else button
    return {key: value for key, value in press["data"].items() if key not in {"case", "version"}}


def test_an_acknowledgement_is_taken_to_be_sent_today_by_letter() -> None:
    assert filled_in(VIEW, Step.SEND_ACKNOWLEDGEMENT, "sent_on") == "2026-11-19"
    assert filled_in(VIEW, Step.SEND_ACKNOWLEDGEMENT, "way") == "brief"
    assert inputs(VIEW, Step.SEND_ACKNOWLEDGEMENT)["ack_sent_sent_on"]["max"] == "2026-11-19"


def test_an_interim_notice_suggests_the_view_s_day_and_takes_none_before_the_promised_one() -> None:
    until = inputs(VIEW, Step.SEND_INTERIM_NOTICE)["interim_send_until"]

    assert (until["value"], until["min"]) == ("2026-12-17", "2026-12-04")
    assert "Bisher zugesagt: Donnerstag, 3. Dezember 2026." in str(drawn(VIEW, Step.SEND_INTERIM_NOTICE))


def test_after_the_promised_day_the_new_one_comes_after_today() -> None:
    late = replace(VIEW, close_by=date(2026, 11, 10), further_until=date(2026, 12, 3))
    until = inputs(late, Step.SEND_INTERIM_NOTICE)["interim_send_until"]

    assert (until["value"], until["min"]) == ("2026-12-03", "2026-11-20")


@pytest.mark.parametrize(
    ("until", "remark"),
    [
        (date(2026, 12, 10), ""),
        (date(2026, 12, 12), "Hinweis: Samstag, 12. Dezember 2026 ist kein Arbeitstag."),
        (date(2026, 12, 17), ""),
        (date(2026, 12, 18), "Hinweis: Der neue Termin liegt mehr als 28 Tage in der Zukunft."),
    ],
)
def test_a_free_day_or_a_long_time_is_allowed_with_a_hint(until: date, remark: str) -> None:
    notice = steps.SendInterimNotice(
        until=until, reason="Die Akte fehlt.", sent_on=TODAY, way=DispatchWay.LETTER
    )

    assert FORMS[Step.SEND_INTERIM_NOTICE].remark(notice, RULEBOOK, TODAY) == remark


def test_praise_is_closed_without_an_answer_and_says_why() -> None:
    praise = replace(PLAIN, concerns=(ConcernKind.LOB,))

    assert sent_along(praise, Step.CLOSE) == {"case_close_outcome": "entfaellt"}
    assert sent_along(praise, Step.WRITE_ANSWER) == {"answer_write_outcome": "entfaellt"}
    assert filled_in(praise, Step.CLOSE, "answer") == "keine_antwort_erforderlich"
    assert filled_in(praise, Step.CLOSE, "no_answer_reason") == "Lob, der Dank ist weitergegeben."
    assert asked(praise, Step.CLOSE) == ["answer", "no_answer_reason", "measure", "insight"]


def test_thanks_for_praise_that_were_written_are_closed_as_sent() -> None:
    thanked = replace(PLAIN, concerns=(ConcernKind.LOB,), answers=(AnswerKind.SENT, AnswerKind.NOT_REQUIRED))

    assert filled_in(thanked, Step.CLOSE, "answer") == "antwort_versandt"
    assert {"answered_on", "way"} <= set(asked(thanked, Step.CLOSE))


def test_an_anonymous_case_is_closed_without_an_answer_and_says_why() -> None:
    anonymous = replace(
        PLAIN,
        acknowledgement=AcknowledgementView(waiver=WaiverReason.NO_ADDRESS),
        answers=(AnswerKind.NOT_REQUIRED,),
    )

    assert filled_in(anonymous, Step.CLOSE, "answer") == "keine_antwort_erforderlich"
    assert filled_in(anonymous, Step.CLOSE, "no_answer_reason")
    assert not {"answered_on", "way"} & set(asked(anonymous, Step.CLOSE))
    assert "Antwort versandt" not in str(drawn(anonymous, Step.CLOSE))


def test_where_an_answer_lies_with_the_case_it_is_taken_to_be_sent_today_by_letter() -> None:
    for channel in (Channel.WRITTEN, Channel.IN_PERSON):
        kinds = (AnswerKind.SENT, AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED)
        answered = replace(PLAIN, channel=channel, answers=kinds)

        assert filled_in(answered, Step.CLOSE, "answer") == "antwort_versandt"
        assert filled_in(answered, Step.CLOSE, "way") == "brief"
        assert filled_in(answered, Step.CLOSE, "answered_on") == "2026-11-19"
        assert "sobald die Antwort beim Vorgang liegt" not in str(drawn(answered, Step.CLOSE))


@pytest.mark.parametrize("step", [Step.CLOSE, Step.WRITE_ANSWER])
def test_the_result_that_the_letter_tells_is_suggested(step: Step) -> None:
    answer = LetterView(id=DocumentId("letter"), kind=DocumentKind.ANSWER, outcome=Outcome.PARTLY_FOUNDED)

    assert filled_in(replace(PLAIN, letter=answer), step, "outcome") == "teilweise"
    assert filled_in(replace(PLAIN, letter=replace(answer, outcome=None)), step, "outcome") == ""
    assert filled_in(PLAIN, step, "outcome") == ""


def test_what_was_spoken_about_is_settled_in_the_talk() -> None:
    assert PLAIN.answers == (AnswerKind.IN_TALK, AnswerKind.NOT_REQUIRED)
    assert filled_in(PLAIN, Step.CLOSE, "answer") == "im_gespraech_geklaert"
    assert filled_in(PLAIN, Step.CLOSE, "answered_on") == "2026-11-19"
    assert "way" not in asked(PLAIN, Step.CLOSE)


def test_a_letter_without_an_answer_says_how_one_comes_and_suggests_nothing() -> None:
    letter = replace(PLAIN, channel=Channel.WRITTEN, answers=(AnswerKind.NOT_REQUIRED,))

    assert offered(letter, Step.CLOSE, "answer") == ["keine_antwort_erforderlich"]
    assert filled_in(letter, Step.CLOSE, "answer") == ""
    assert "sobald die Antwort beim Vorgang liegt" in str(drawn(letter, Step.CLOSE))
    assert not {"answered_on", "way"} & set(asked(letter, Step.CLOSE))


@pytest.mark.parametrize(
    "asked_to_write",
    [
        replace(NO_LETTER, treatment=Treatment.REFERRED_TO_WRITING),
        replace(NO_LETTER, parting=Parting.REFERRED_TO_WRITING),
        replace(NO_LETTER, handover=a_handover(answer=HandoverAnswer.WRITTEN)),
    ],
)
def test_no_letter_came_is_offered_only_where_one_was_asked_for(asked_to_write: CaseView) -> None:
    assert "keine_schriftliche_reaktion" in offered(asked_to_write, Step.CLOSE, "answer")
    assert "entfaellt" in offered(asked_to_write, Step.CLOSE, "outcome")
    assert filled_in(asked_to_write, Step.CLOSE, "answer") == ""
    assert "keine_schriftliche_reaktion" not in offered(PLAIN, Step.CLOSE, "answer")


def test_a_complaint_is_founded_or_not_and_never_without_a_result() -> None:
    idea = replace(VIEW, concerns=(ConcernKind.IDEE_ANREGUNG,))

    assert "entfaellt" not in offered(VIEW, Step.CLOSE, "outcome")
    assert "entfaellt" in offered(idea, Step.CLOSE, "outcome")


def test_verbis_is_asked_for_only_where_the_origin_is_there() -> None:
    assert "case_close_verbis_noted" in inputs(VIEW, Step.CLOSE)
    assert "case_close_verbis_noted" not in inputs(replace(VIEW, origin_in_verbis=False), Step.CLOSE)


def test_an_open_decision_suggests_the_office_that_leads() -> None:
    still_open = replace(VIEW, decision=DecisionView(state=DecisionState.OPEN))

    assert filled_in(still_open, Step.DECIDE, "lead") == "team"
    assert filled_in(replace(still_open, lead=Lead.MANAGEMENT), Step.DECIDE, "lead") == "GL"
    assert filled_in(VIEW, Step.DECIDE, "lead") == ""
    assert filled_in(replace(still_open, transfer_reason="Zu groß."), Step.DECIDE, "lead") == ""


def test_kinds_and_teams_start_from_what_they_are() -> None:
    assert filled_in(VIEW, Step.RECLASSIFY, "concerns") == "fachliche_beschwerde"
    assert filled_in(VIEW, Step.RECLASSIFY, "teams") == "team-a,team-b"
    assert "case_reclassify_follow_up_of" in inputs(VIEW, Step.RECLASSIFY)
    known = replace(VIEW, follow_up_of="KRM-2026-0001")
    assert "case_reclassify_follow_up_of" not in inputs(known, Step.RECLASSIFY)


def test_a_possible_duplicate_is_suggested() -> None:
    assert filled_in(replace(VIEW, possible_duplicates=("KRM-2026-0007",)), Step.MERGE, "target_number") == (
        "KRM-2026-0007"
    )
    assert filled_in(VIEW, Step.MERGE, "target_number") == ""


def test_a_correction_fills_nothing_in_and_leaves_dates_and_origin_to_the_bgf() -> None:
    assert all(
        not part.get("value") or part["type"] == "Input.Toggle"
        for part in inputs(VIEW, Step.CORRECT).values()
    )
    theirs = inputs(replace(VIEW, viewpoint=Viewpoint.TEAM_LEAD), Step.CORRECT)
    assert "case_correct_summary" in theirs
    assert not {"case_correct_day", "case_correct_origin", "case_correct_external_due_on"} & set(theirs)


@pytest.mark.parametrize(
    ("step", "teams"),
    [
        (Step.DELIVER_CONTRIBUTION, [TEAM_A, TEAM_B]),
        (Step.WAIVE_CONTRIBUTION, [TEAM_A, TEAM_B]),
        (Step.RETURN_CONTRIBUTION, [TEAM_C, TEAM_E]),
        (Step.REQUEST_CONTRIBUTION, [TEAM_D, TEAM_F]),
        (Step.INFORM_EMPLOYEES, [TEAM_A, TEAM_B]),
        (Step.NOBODY_CONCERNED, [TEAM_A, TEAM_B]),
        (Step.EMPLOYEES_ABSENT, [TEAM_A, TEAM_B]),
        (Step.POSTPONE_INFORMING, [TEAM_A, TEAM_B]),
    ],
)
def test_of_several_teams_in_question_none_is_suggested(step: Step, teams: list[TeamId]) -> None:
    assert offered(VIEW, step, "team") == teams
    assert filled_in(VIEW, step, "team") == ""


def test_a_teamleitung_is_offered_her_own_teams_only() -> None:
    view = replace(
        VIEW,
        contributions=(
            a_contribution(TEAM_A, ContributionState.OPEN),
            a_contribution(TEAM_B, ContributionState.OPEN, mine=False),
        ),
        informing=(
            an_informing(TEAM_A, InformingState.POSTPONED),
            an_informing(TEAM_B, InformingState.OPEN, mine=False),
        ),
    )

    assert sent_along(view, Step.DELIVER_CONTRIBUTION) == {"contribution_deliver_team": TEAM_A}
    assert sent_along(view, Step.INFORM_EMPLOYEES) == {"inform_done_team": TEAM_A}
    assert "contribution_deliver_team" not in inputs(view, Step.DELIVER_CONTRIBUTION)


def test_with_one_team_nobody_concerned_is_one_press() -> None:
    view = replace(VIEW, informing=(an_informing(TEAM_A, InformingState.OPEN),))

    assert not has_form(view, Step.NOBODY_CONCERNED)
    assert sent_along(view, Step.NOBODY_CONCERNED) == {"inform_nobody_team": TEAM_A}
    wish = FORMS[Step.NOBODY_CONCERNED].wish(sent_along(view, Step.NOBODY_CONCERNED), RULEBOOK)
    assert wish == steps.NobodyConcerned(team=TEAM_A)


def test_the_teams_of_the_teamleitung_it_is_about_are_not_asked_for_a_beitrag() -> None:
    about_lead = replace(VIEW, about_lead=True, contributions=())

    assert not {TEAM_A, TEAM_B} & set(offered(about_lead, Step.REQUEST_CONTRIBUTION, "team"))


def test_the_teams_concerned_come_first() -> None:
    assert (
        offered(replace(VIEW, contributions=(), chosen_teams=(TEAM_C,)), Step.REQUEST_CONTRIBUTION, "team")[0]
        == TEAM_C
    )


def test_only_the_number_of_employees_is_asked_for_never_who() -> None:
    assert inputs(VIEW, Step.INFORM_EMPLOYEES)["inform_done_count"]["type"] == "Input.Number"
    assert "Namen werden hier nicht gespeichert" in str(drawn(VIEW, Step.INFORM_EMPLOYEES))
