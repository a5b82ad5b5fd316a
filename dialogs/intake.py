"""The intake as a flow, and the command that its answers amount to."""

from datetime import date, datetime
from functools import partial

from cards.forms import InputKind, Option
from casework.commands import RegisterReaction
from dialogs import intake_questions as ask
from dialogs.context import Context
from dialogs.flow import Answers, State, Step
from dialogs.instants import instant_of, not_ahead
from dialogs.intake_options import AGAINST_MANAGEMENT
from dialogs.intake_relevance import is_immediate, is_open_talk, is_oral, kept_from_lead
from dialogs.question_kinds import NO, YES, choice
from procedure.case import Customer, Reaction
from procedure.recording import RecordingDuty, recording_duty
from procedure.vocabulary import (
    Channel,
    ConcernKind,
    EscalationGround,
    Origin,
    Parting,
    TalkWish,
    TeamId,
)

DANGER = (
    "Ist gerade jemand in Gefahr? Lösen Sie bitte zuerst den Alarm aus oder wählen Sie 110 oder 112. "
    "Die Aufnahme kann warten."
)
"""A30: the assistant is no emergency call."""

VOLUNTARY_ID = "voluntary"
_VOLUNTARY_TITLE = "Möchten Sie die Reaktion trotzdem festhalten?"

VOLUNTARY = choice(
    VOLUNTARY_ID,
    label=_VOLUNTARY_TITLE,
    kind=InputKind.BUTTONS,
    options=(
        Option(value=YES, title="Freiwillig erfassen"),
        Option(value=NO, title="Nicht erfassen"),
    ),
    error="Bitte wählen Sie „Freiwillig erfassen“ oder „Nicht erfassen“.",
    relevant=lambda answers, context: "channel" in answers and not duty_of(answers, context).must_record,
    aliases={YES: ("ja", "freiwillig"), NO: ("nein",)},
)


def _always(words: str) -> partial[str]:
    return partial(_constant, words)


def _constant(words: str, _answers: Answers, _context: Context) -> str:
    return words


def _circumstances_title(answers: Answers, context: Context) -> str:
    return "Wie war es?" if is_oral(answers, context) else "Wann und woher?"


def _details_title(answers: Answers, context: Context) -> str:
    if _owes_a_note(answers, context):
        return "Warum kann es nicht warten?"
    if not is_open_talk(answers, context):
        return "Wer hat sich gemeldet?"
    if kept_from_lead(answers, context):
        return "Was ist noch wichtig?"
    return "Was muss die Teamleitung noch wissen?"


def _danger_at_hand(answers: Answers, context: Context) -> str:
    return DANGER if _owes_a_note(answers, context) else ""


def _owes_a_note(answers: Answers, context: Context) -> bool:
    return is_immediate(answers, context) and ask.TALK_NOTE.id not in answers


FLOW: tuple[Step, ...] = (
    Step(
        title=_always(ask.CHANNEL_TITLE),
        questions=ask.CHANNEL_STEP,
        warning=_always(DANGER),
    ),
    Step(title=_always("Worum geht es?"), questions=ask.CONCERN_STEP),
    Step(title=_circumstances_title, questions=ask.CIRCUMSTANCES_STEP),
    Step(
        title=_always(_VOLUNTARY_TITLE),
        questions=(VOLUNTARY,),
        intro=lambda answers, context: duty_of(answers, context).explanation,
    ),
    Step(
        title=_details_title,
        questions=ask.DETAILS_STEP,
        warning=_danger_at_hand,
    ),
)
_REFERRED = frozenset({Parting.WAITING, Parting.LEFT})
"""The Teamleitung is to answer now, or to get in touch: the reaction is passed on to it (A2)."""

STEPS = 5
"""Channel, concern, circumstances, details, summary; the offer to record voluntarily comes in between."""


def duty_of(answers: Answers, context: Context) -> RecordingDuty:
    """Ask the rules whether what is known so far must be recorded."""
    return recording_duty(reaction_of(answers, context), context.rulebook.switches)


def command_of(state: State, context: Context) -> RegisterReaction:
    """Build the command of a finished draft. The draft's id makes pressing twice the same command."""
    answers = state.answers
    return RegisterReaction(
        command_id=state.draft_id,
        actor=context.actor,
        reaction=reaction_of(answers, context),
        voluntary=answers.get(VOLUNTARY_ID) == YES,
    )


def reaction_of(answers: Answers, context: Context) -> Reaction:
    """Build the reaction that the answers describe, as far as they go."""
    channel = Channel(answers["channel"])
    parting = Parting(answers["parting"]) if answers.get("parting") else None
    talk, ground = _talk(answers.get("talk", ""))
    customer = Customer(
        name=answers.get("name", ""), contact=answers.get("contact", ""), number=answers.get("number", "")
    )
    told = told_moment(answers)
    return Reaction(
        channel=channel,
        received_at=_received_at(told, context),
        origin=Origin(answers.get("origin") or Origin.DIRECT),
        origin_detail=answers.get("origin_detail", ""),
        concerns=tuple(ConcernKind(kind) for kind in _split(answers.get("concerns", ""))),
        teams=tuple(TeamId(team) for team in _split(answers.get("teams", ""))),
        summary=answers.get("summary", ""),
        customer=customer,
        anonymous=customer.is_anonymous,
        resolved_on_spot=answers.get("resolved") == YES,
        time_consuming=answers.get("time_consuming") == YES,
        reached_leadership=answers.get("leadership") == YES,
        referred_to_team_lead=parting in _REFERRED and not kept_from_lead(answers, context),
        concerns_lead=answers.get("concerns_lead") == YES,
        concerns_management=answers.get("concerns_lead") == AGAINST_MANAGEMENT,
        talk_wish=talk,
        escalation_ground=ground,
        escalation_note=answers.get("talk_note", ""),
        parting=parting,
        handover_agreed_with=answers.get("agreed_with", ""),
        origin_in_verbis=answers.get("verbis") == YES,
        follow_up_of=answers.get("follow_up_of", ""),
        legal_remedy_check=answers.get("legal_remedy") == YES,
        confidential=answers.get("confidential") == YES,
        people=int(answers.get("people") or 1),
        third_party_authorised=answers.get("authorised") == YES,
        external_due_on=date.fromisoformat(answers["external_due"]) if answers.get("external_due") else None,
    )


def _received_at(told: str, context: Context) -> datetime:
    return not_ahead(instant_of(told, context.rulebook.timezone), context.now) if told else context.now


def _talk(answer: str) -> tuple[TalkWish, EscalationGround | None]:
    if answer in set(EscalationGround):
        return TalkWish.IMMEDIATE, EscalationGround(answer)
    return TalkWish(answer or TalkWish.NONE), None


def told_moment(answers: Answers) -> str:
    """Return when the reaction arrived, as it was told; empty before that was asked."""
    return answers.get("received") or answers.get("happened") or ""


def _split(joined: str) -> list[str]:
    return [part for part in joined.split(",") if part]
