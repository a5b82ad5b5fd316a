"""What the reporting person sees after recording: the receipt, the answer to say aloud, the state."""

from datetime import date

from cards.card import Card, card
from cards.case_parts import LEGAL_REMEDY, head
from cards.elements import Block
from cards.handover_words import (
    WRITING_ALOUD,
    aloud,
    answer_in_short,
    answered,
    answered_by,
    asked_office,
    follows,
    is_of_earlier_day,
    moment,
)
from cards.layout import band, box, facts, heading, notice_band, say_aloud, small, text
from cards.step_buttons import NOT_TYPED, refresh_button, step_button
from cards.what_now import Below, form_or_buttons
from cards.wording import STATES, long_date
from casework.views import CaseView, ReceiptView, Step

OF_REPORTER = frozenset({Step.WISH_TALK, Step.RAISE_ALERT})
"""What whoever reported a case may still do about it."""
SEEN_FOR_A_DAY = "Sie sehen diesen Vorgang 24 Stunden lang."


def receipt_card(view: ReceiptView) -> Card:
    """Draw the receipt in place of the form: number, who answers, by when, what to say. No personal data."""
    body: list[Block] = [
        heading(f"Vorgang {view.number} ist angelegt"),
        text(_informed(view), spacing="none", subtle=True),
    ]
    if view.alerted:
        body.append(band("attention", text(_alerted(view))))
    if view.spoken:
        body.append(say_aloud(*_sentences(view)))
    if view.waiting:
        office = "der Teamleitung " if view.team_asked else ""
        body.append(text(f"Die Antwort {office}erscheint gleich hier.", bold=True))
    body += facts(
        [
            ("Zuständig", view.lead_name),
            ("Eingangsbestätigung", f"bis {long_date(view.acknowledge_by)}" if view.acknowledge_by else ""),
            ("Antwort bis", long_date(view.close_by)),
            ("Erfassung", "freiwillig, ohne Pflicht" if view.voluntary else ""),
        ]
    )
    if view.legal_remedy_check:
        body.append(text(LEGAL_REMEDY))
    if view.seen_for_a_day:
        body.append(small(SEEN_FOR_A_DAY))
    brief = f"{view.number} ist angelegt. {_responsible(view.lead_name, view.close_by)}"
    return card(body=body, fallback_text=brief, speak=brief)


def handed_over_card(view: CaseView) -> Card:
    """Draw the answer to a waiting customer as a sentence to say aloud (R37), or the state without one."""
    handover = view.handover
    if handover is None or handover.answer is None:
        return reporter_card(view)
    title = f"Antwort zu {view.number}: {answer_in_short(view, handover)}"
    return card(
        body=[
            band("good", heading(title, size="medium")),
            say_aloud(*aloud(view, handover), spacing="none"),
            text(follows(view, handover)),
            small(answered_by(view, handover)),
        ],
        fallback_text=f"{view.number}: Die Antwort für die Kundin/den Kunden ist da.",
        speak=" ".join(["Bitte sagen Sie:", *aloud(view, handover)]),
    )


def deputy_asked_card(view: CaseView) -> Card:
    """Tell the front desk who is asked too: a deputy or an office; the answer if it has come meanwhile."""
    handover = view.handover
    if handover is None or handover.answer is not None:
        return handed_over_card(view)
    also = f"auch {handover.deputy_name}" if handover.deputy_name else "noch einmal"
    since = f" {moment(view, handover.deputy_asked_at)}" if handover.deputy_asked_at else ""
    brief = f"{view.number}: Noch keine Antwort. Ich frage weiter nach."
    body: list[Block] = [heading(f"Noch keine Antwort zu {view.number}", size="medium")]
    if is_of_earlier_day(view, handover):
        body.append(text(f"Ich habe{since} {also} gefragt. Die Antwort erscheint hier."))
    else:
        body += [
            text(f"Ich habe{since} {also} gefragt. Die Antwort erscheint gleich hier."),
            say_aloud("Bitte haben Sie noch einen Moment Geduld. Ich frage gerade weiter nach."),
        ]
    return card(
        body=body,
        fallback_text=brief,
        speak=brief,
    )


def reporter_card(view: CaseView, *, notice: str = "", below: Below | None = None) -> Card:
    """Draw one's own report: its state, who answers, by when, what to tell the customer; not its course.

    Whoever reported a case may still pass on a wish to talk to the management, or raise the alarm (GA VI).
    """
    form, _ = form_or_buttons(view, below or Below())
    offered = [step for step in view.steps if step in OF_REPORTER]
    further = [step_button(view, step, NOT_TYPED, positive=False) for step in offered]
    body: list[Block] = [*notice_band(notice), *head(view), _for_customer(view)]
    if view.handover is not None and view.handover.answer is not None:
        body.append(text(answered(view, view.handover)))
    body += facts([("Zuständig", view.lead_name), ("Antwort bis", long_date(view.close_by))])
    brief = f"{view.number}, {STATES[view.state]}. {_responsible(view.lead_name, view.close_by)}"
    buttons = [] if form else [refresh_button(view), *further]
    return card(body=[*body, *form], actions=buttons, fallback_text=brief, speak=brief)


def _alerted(view: ReceiptView) -> str:
    return (
        f"Dringend: {_offices(view.alerted)} alarmiert. "
        "Bei Gefahr lösen Sie bitte zuerst den Alarm aus oder wählen 110 oder 112."
    )


def _informed(view: ReceiptView) -> str:
    return f"{_offices(view.informed)} informiert."


def _offices(names: tuple[str, ...]) -> str:
    *most, last = names
    listed = f"{', '.join(most)} und {last}" if most else last
    return f"{listed[:1].upper()}{listed[1:]} {'werden' if most else 'wird'}"


def _sentences(view: ReceiptView) -> tuple[str, ...]:
    if view.waiting:
        return ("Einen Moment bitte, ich frage gerade nach.",)
    if view.referred_to_writing:
        return WRITING_ALOUD
    if not view.answer_promised:
        return ("Vielen Dank. Wir haben das aufgenommen und geben es weiter.",)
    return _taken_down(view.lead_name, long_date(view.close_by))


def _taken_down(lead_name: str, until: str) -> tuple[str, ...]:
    return (
        f"Ihr Anliegen ist aufgenommen. Zuständig ist die {lead_name}.",
        f"Sie bekommen eine Antwort bis {until}.",
    )


def _responsible(lead_name: str, close_by: date) -> str:
    return f"Zuständig: {lead_name}. Antwort bis {long_date(close_by)}."


def _for_customer(view: CaseView) -> Block:
    if not view.channel.is_oral:
        return box("Wenn die Kundin/der Kunde fragt", *_taken_down(view.lead_name, long_date(view.close_by)))
    unanswered = view.handover is None or view.handover.answer is None
    if view.handover is not None and unanswered and is_of_earlier_day(view, view.handover):
        return box("Wenn die Kundin/der Kunde fragt", *_taken_down(view.lead_name, long_date(view.close_by)))
    if view.handover is None:
        return say_aloud(*_taken_down(view.lead_name, long_date(view.close_by)))
    if view.handover.answer is None:
        asked = asked_office(view.handover).replace("Die ", "die ")
        return say_aloud(f"Einen Moment bitte, ich frage gerade {asked}.")
    return say_aloud(*aloud(view, view.handover))
