"""Talks to the intake as a chat does: keeps the state as stored JSON, sees cards as their values."""

import json
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from cards.forms import Field, FormInput, FormView, SummaryView
from cards.verbs import INTAKE_BACK, INTAKE_CANCEL, INTAKE_CONFIRM, INTAKE_NEXT
from casework.commands import RegisterReaction
from dialogs import conversation
from dialogs.context import Context
from dialogs.conversation import Advance
from dialogs.flow import State
from dialogs.replies import Ask, Confirm, Ended, Say
from procedure.case import Reaction
from procedure.recording import check_complete
from procedure.rulebook import Rulebook
from procedure.switches import Switches
from procedure.working_days import WorkingCalendar
from tests.support.builders import FRONT_DESK, REGISTERED_AT, an_office

BERLIN = ZoneInfo("Europe/Berlin")
DRAFT = "draft-1"


def a_context(now: datetime = REGISTERED_AT, switches: Switches | None = None) -> Context:
    """Return the front desk's view of the invented office (Thursday, 3 December 2026, 10:14)."""
    chosen = switches or Switches()
    calendar = WorkingCalendar.from_switches(chosen)
    rulebook = Rulebook(switches=chosen, calendar=calendar, timezone=BERLIN)
    return Context(actor=FRONT_DESK, office=an_office(), rulebook=rulebook, now=now)


@dataclass(kw_only=True)
class IntakeChat:
    """One person's intake. Every turn is counted, and goes through stored JSON as in the office."""

    context: Context = field(default_factory=a_context)
    exchanges: int = 0
    last: Advance = field(default_factory=lambda: Advance(state=None))

    @property
    def state(self) -> State:
        assert self.last.state is not None, "the conversation is over"
        return self.last.state

    @property
    def form(self) -> FormView:
        """The form that is asked now."""
        asked = [reply.form for reply in self.last.replies if isinstance(reply, Ask)]
        assert asked, self.last.replies
        return asked[-1]

    @property
    def summary(self) -> SummaryView:
        """The summary that is shown now."""
        shown = [reply.summary for reply in self.last.replies if isinstance(reply, Confirm)]
        assert shown, self.last.replies
        return shown[-1]

    @property
    def said(self) -> str:
        """The sentences before the card."""
        return " ".join(reply.text for reply in self.last.replies if isinstance(reply, Say))

    @property
    def farewell(self) -> str:
        """What is said when it is over and nothing was stored."""
        assert self.last.state is None
        return " ".join(reply.text for reply in self.last.replies if isinstance(reply, Ended))

    @property
    def command(self) -> RegisterReaction:
        assert self.last.command is not None, self.last.replies
        return self.last.command

    @property
    def reaction(self) -> Reaction:
        """The reaction as it will be recorded; complete by the rules."""
        check_complete(self.command.reaction, self.context.now)
        return self.command.reaction

    def fields(self) -> dict[str, Field]:
        return {asked.id: asked for asked in self.form.fields}

    def fact(self, label: str) -> str:
        """Return what the summary says about something; empty if it does not mention it."""
        return dict(self.summary.facts).get(label, "")

    def starts(self, text: str = "neu") -> "IntakeChat":
        self.last = conversation.start(text, self.context, DRAFT)
        return self

    def types(self, *texts: str) -> "IntakeChat":
        for text in texts:
            self.sends(FormInput(text=text))
        return self

    def presses(self, **values: str) -> "IntakeChat":
        """Press „Weiter“, or an option that is a button of its own."""
        return self.sends(self.button(INTAKE_NEXT, **values))

    def goes_back(self) -> "IntakeChat":
        return self.sends(self.button(INTAKE_BACK))

    def cancels(self) -> "IntakeChat":
        return self.sends(self.button(INTAKE_CANCEL))

    def confirms(self) -> "IntakeChat":
        return self.sends(self.button(INTAKE_CONFIRM))

    def button(self, verb: str, **values: str) -> FormInput:
        """Return a press on the newest card."""
        return FormInput(verb=verb, draft_id=DRAFT, turn=self.state.turn, values=values)

    def sends(self, given: FormInput) -> "IntakeChat":
        stored = State.from_json(json.loads(json.dumps(self.state.to_json())))
        assert stored == self.state
        self.last = conversation.advance(stored, given, self.context)
        self.exchanges += 1
        return self

    def at(self, now: datetime) -> "IntakeChat":
        """Let time pass."""
        self.context = replace(self.context, now=now)
        return self


CONCERN = {"concerns": "fachliche_beschwerde", "teams": "leistung-a", "summary": "Bescheid fehlt"}
OPEN = {
    "resolved": "nein",
    "origin": "direkt",
    "leadership": "nein",
    "concerns_lead": "nein",
    "confidential": "nein",
}
WAITS = {"parting": "wartet", "talk": "kein", "name": "Karla Kundin", "verbis": "nein"}
LETTER = {
    "received": "gestern",
    "origin": "direkt",
    "leadership": "nein",
    "concerns_lead": "nein",
    "confidential": "nein",
    "legal_remedy": "nein",
}


def at_concern(channel: str = "persoenlich") -> IntakeChat:
    """Come to „Worum geht es?“."""
    return IntakeChat().starts().presses(channel=channel)


def at_circumstances(channel: str = "persoenlich", **concern: str) -> IntakeChat:
    """Come to „Wie war es?“ or „Wann und woher?“."""
    return at_concern(channel).presses(**(CONCERN | concern))


def at_letter(**circumstances: str) -> IntakeChat:
    """Come to „Wer hat sich gemeldet?“ for a letter of yesterday."""
    return at_circumstances("schriftlich").presses(**(LETTER | circumstances))


def at_letter_of_another_office(**answers: str) -> IntakeChat:
    """Come to the same for a letter through the Agentur für Arbeit; it sets no date and gets no copy."""
    return at_letter(origin="AA").presses(**answers)


def at_details(**circumstances: str) -> IntakeChat:
    """Come to „Was muss die Teamleitung noch wissen?“ for an open walk-in."""
    return at_circumstances().presses(**(OPEN | circumstances))


def at_summary(**details: str) -> IntakeChat:
    """Come to „Stimmt das so?“ for a walk-in who waits."""
    return at_details().presses(**(WAITS | details))
