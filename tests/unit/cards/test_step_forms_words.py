"""Every value of the procedure has its German words, and so has everything that can happen to a case."""

from collections.abc import Mapping
from enum import StrEnum

import pytest

from cards import wording_steps
from procedure import events
from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    ContributionState,
    DecisionState,
    DispatchWay,
    DocumentKind,
    EndReason,
    HoldGround,
    InformingState,
    Lead,
    Outcome,
    TalkForm,
    TalkState,
    Treatment,
    WaiverReason,
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (wording_steps.ACKNOWLEDGEMENT_STATES, AcknowledgementState),
        (wording_steps.DISPATCH_WAYS, DispatchWay),
        (wording_steps.WAIVER_REASONS, WaiverReason),
        (wording_steps.DECISION_STATES, DecisionState),
        (wording_steps.DECISIONS, Lead),
        (wording_steps.CONTRIBUTION_STATES, ContributionState),
        (wording_steps.INFORMING_STATES, InformingState),
        (wording_steps.TALK_STATES, TalkState),
        (wording_steps.TALK_FORMS, TalkForm),
        (wording_steps.TREATMENTS, Treatment),
        (wording_steps.OUTCOMES, Outcome),
        (wording_steps.ANSWER_KINDS, AnswerKind),
        (wording_steps.CAUSES, Cause),
        (wording_steps.END_REASONS, EndReason),
        (wording_steps.DOCUMENT_KINDS, DocumentKind),
        (wording_steps.HOLD_GROUNDS, HoldGround),
        (wording_steps.DUTIES, DutyKind),
    ],
)
def test_every_value_has_words_of_its_own(words: Mapping[StrEnum, str], values: type[StrEnum]) -> None:
    assert set(words) == set(values)
    assert len(set(words.values())) == len(words)
    assert all(word.strip() and "_" not in word and "*" not in word for word in words.values())


def test_everything_that_can_happen_is_told_in_words() -> None:
    happenings = {event.__name__ for event in events.Event.__subclasses__()}

    assert happenings <= set(wording_steps.EVENTS)
    assert {"FullTextOpened", "DocumentFetched", "NotesRead"} <= set(wording_steps.EVENTS)


def test_what_an_older_record_holds_still_has_a_line() -> None:
    assert wording_steps.event_in_words("SomethingOfThePast") == "Eintrag"
