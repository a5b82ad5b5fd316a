"""What the intake shows before anything is stored: the person's own words, and what follows from them."""

from collections.abc import Iterator

from cards.forms import SummaryView
from cards.handover_words import WRITING_ALOUD
from cards.wording import (
    CHANNELS,
    GROUNDS,
    KINDS,
    ORIGINS,
    TALK_WISHES,
    long_date,
    long_instant,
    parting_in_words,
)
from dialogs.context import Context
from dialogs.flow import Answers, State
from dialogs.instants import is_day
from dialogs.intake import STEPS, duty_of, reaction_of, told_moment
from procedure.case import Reaction
from procedure.deadlines import deadlines_of
from procedure.escalation import must_alert
from procedure.recording import expects_answer
from procedure.responsibility import responsibility_for
from procedure.vocabulary import Origin, Parting, TalkWish


def summary_of(state: State, context: Context) -> SummaryView:
    """Sum up a finished draft."""
    answers = state.answers
    reaction = reaction_of(answers, context)
    return SummaryView(
        draft_id=state.draft_id,
        turn=state.turn,
        progress=f"Schritt {STEPS} von {STEPS}",
        facts=tuple((label, value) for label, value in _facts(reaction, answers, context) if value),
        sentences=tuple(_sentences(reaction, answers, context)),
    )


def _facts(reaction: Reaction, answers: Answers, context: Context) -> Iterator[tuple[str, str]]:
    office = context.office
    yield "Eingangsweg", CHANNELS[reaction.channel]
    yield "Eingang", _arrival(reaction, answers, context)
    origin = ORIGINS[reaction.origin]
    yield "Herkunft", reaction.origin_detail if reaction.origin is Origin.OTHER else origin
    yield "Anliegen", ", ".join(KINDS[kind] for kind in reaction.concerns)
    yield "Bezug", reaction.follow_up_of
    yield "Team", ", ".join(office.team_name(team) for team in reaction.teams)
    yield "Was ist passiert", reaction.summary
    yield "Verblieben", parting_in_words(reaction.parting, reaction.channel) if reaction.parting else ""
    # R36 only recommends it: „nein“ is allowed, and shown.
    yield "Übergabe abgestimmt", answers["agreed_with"] or "nein" if "agreed_with" in answers else ""
    if reaction.talk_wish is not TalkWish.NONE:
        ground = f" ({GROUNDS[reaction.escalation_ground]})" if reaction.escalation_ground else ""
        yield "Wunsch", TALK_WISHES[reaction.talk_wish] + ground
    yield "Begründung", reaction.escalation_note
    yield "Kundin/Kunde", reaction.customer.name or ("anonym" if reaction.anonymous else "")
    yield "Kontakt", reaction.customer.contact
    yield "Kundennummer", reaction.customer.number
    yield "Personen", f"Sammelbeschwerde von {reaction.people} Personen" if reaction.people > 1 else ""
    yield "Termin der Stelle", long_date(reaction.external_due_on) if reaction.external_due_on else ""
    yield "Kopie", _copy(reaction) if "authorised" in answers else ""
    yield "Vertraulich", "ja, die Teamleitung sieht den Vorgang nicht" if reaction.confidential else ""
    yield "Sofort geklärt", "ja" if reaction.resolved_on_spot else ""
    yield "Leitung", "hat die Reaktion schon erhalten" if reaction.reached_leadership else ""
    yield "Betroffen", " und ".join(_about(reaction))
    yield "VerBIS", "Gespräch ist vermerkt" if reaction.origin_in_verbis else ""


def _about(reaction: Reaction) -> Iterator[str]:
    if reaction.concerns_lead:
        yield "die Teamleitung selbst"
    if reaction.concerns_management:
        yield "die Geschäftsleitung selbst"


def _copy(reaction: Reaction) -> str:
    return "die Stelle darf eine erhalten" if reaction.third_party_authorised else "keine an die Stelle"


def _arrival(reaction: Reaction, answers: Answers, context: Context) -> str:
    local = context.rulebook.local(reaction.received_at)
    return long_date(local) if is_day(told_moment(answers)) else long_instant(local)


def _sentences(reaction: Reaction, answers: Answers, context: Context) -> Iterator[str]:
    rulebook = context.rulebook
    duty = duty_of(answers, context)
    yield duty.explanation if duty.must_record else "Sie erfassen diese Reaktion freiwillig."
    lead = responsibility_for(reaction, rulebook.switches, team_name=context.office.team_name)
    yield lead.reason
    if reaction.parting is Parting.WAITING:
        first = f"Teamleitung {context.office.team_name(lead.first_contact)}" if lead.first_contact else ""
        yield f"Nach dem Erfassen frage ich sofort die {first or 'Geschäftsleitung'}."
    deadlines = deadlines_of(reaction, rulebook)
    if deadlines.acknowledge_by is not None:
        yield f"Das BGF bestätigt den Eingang bis {long_date(deadlines.acknowledge_by)}."
    due = "Die Antwort ist fällig" if expects_answer(reaction) else "Abzuschließen ist der Vorgang"
    yield f"{due} bis {long_date(deadlines.close_by)}."
    if reaction.anonymous:
        yield "Ohne Namen und Anschrift bearbeiten wir den Vorgang, aber ohne schriftliche Antwort."
    if reaction.people > 1:
        yield from _about_a_group(reaction)
    if reaction.parting is Parting.REFERRED_TO_WRITING:
        yield f"Bitte sagen Sie: „{' '.join(WRITING_ALOUD)}“"
    if must_alert(reaction):
        yield "Die Geschäftsleitung wird sofort alarmiert."
    if reaction.legal_remedy_check:
        yield "Bitte geben Sie das Schreiben zusätzlich sofort an die Widerspruchsstelle."


def _about_a_group(reaction: Reaction) -> Iterator[str]:
    if not reaction.anonymous:
        yield "Unsere Schreiben gehen an die Kontaktperson."
    yield "Geht es auch um einzelne Leistungsfälle, erfassen Sie diese bitte je für sich."
