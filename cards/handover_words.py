"""What was answered to a waiting customer: for the record on the card, and to say aloud at the desk."""

from cards.wording import ANSWERS, clock_time, instant_in_sentence, long_instant
from casework.views import CaseView, HandoverView
from procedure.vocabulary import Channel, HandoverAnswer

WRITING_ALOUD = (
    "Wir möchten Ihr Anliegen gründlich prüfen.",
    "Bitte schildern Sie es uns schriftlich, als Brief oder als E-Mail.",
    "Sie bekommen dann eine schriftliche Antwort.",
    "Fällt Ihnen das Schreiben schwer? Dann schreiben wir es gern gemeinsam mit Ihnen auf.",
)
"""R31: the referral to the written form, in plain language, with help offered."""


def answered(view: CaseView, handover: HandoverView) -> str:
    """Say who answered what and when: „Sie haben um 10:44 Uhr geantwortet: Ich komme.“ (R11, R37)."""
    who, have = ("Sie", "haben") if handover.answered_by_viewer else (answerer(handover), "hat")
    when = ""
    if handover.answered_at is not None:
        when = f" {instant_in_sentence(handover.answered_at, view.received_at.date())}"
    return f"{who} {have}{when} geantwortet: {answer(view, handover)}."


def answered_by(view: CaseView, handover: HandoverView) -> str:
    """Say who answered, where to find them, and when: for questions of the front desk."""
    who = place_of(answerer(handover), handover.answered_by_room)
    if handover.answered_at is None:
        return f"Geantwortet hat {who}."
    return f"Geantwortet hat {who}, {instant_in_sentence(handover.answered_at, view.received_at.date())}."


def answer_in_short(view: CaseView, handover: HandoverView) -> str:
    """Name the answer without its details; empty while there is none."""
    return answer_name(handover.answer, view.channel) if handover.answer else ""


def answer_name(answer: HandoverAnswer, channel: Channel) -> str:
    """Name an answer: nobody comes to a telephone call."""
    if answer is HandoverAnswer.COME and channel is Channel.TELEPHONE:
        return "Ich übernehme das Gespräch"
    return ANSWERS[answer]


def answer(view: CaseView, handover: HandoverView) -> str:
    """Name the answer with its details, without a full stop."""
    match handover.answer:
        case HandoverAnswer.APPOINTMENT:
            return f"Termin am {appointment(handover)}"
        case HandoverAnswer.CALLBACK:
            return f"Rückruf {handover.callback}".strip().rstrip(".")
        case _:
            return answer_in_short(view, handover) or "noch offen"


def appointment(handover: HandoverView) -> str:
    """Write „Dienstag, 24. November 2026, 9:00 Uhr, Zimmer 214“."""
    when = long_instant(handover.appointment_at) if handover.appointment_at else ""
    return ", ".join(part for part in (when, handover.place.strip()) if part)


def answerer(handover: HandoverView) -> str:
    """Name who answered, with „(i. V.)“ for a deputy."""
    return named(handover.answered_by_name, on_behalf=handover.on_behalf) or asked_office(handover)


def named(name: str, *, on_behalf: bool) -> str:
    """Write a name as it goes on record: „Sina Stellvertretung (i. V.)“."""
    return f"{name} (i. V.)" if name and on_behalf else name


def place_of(name: str, room: str) -> str:
    """Write where somebody is found: „Erika Empfang, Zimmer 004“."""
    if not room.strip():
        return name
    return f"{name}, {room}" if any(c.isspace() for c in room.strip()) else f"{name}, Zimmer {room}"


def asked_office(handover: HandoverView) -> str:
    """Name the office that was asked, with its article."""
    return "Die Geschäftsleitung" if handover.with_management else "Die Teamleitung"


def called_for_help(view: CaseView) -> str:
    """Say what to do to somebody asked too who has no answers to give; empty for everybody else."""
    handover = view.handover
    if handover is None or handover.answer is not None or not handover.viewer_asked_too:
        return ""
    desk = place_of(view.reporter_name, view.reporter_room)
    since = clock_time(handover.waiting_since)
    return f"Eine Kundin/ein Kunde wartet seit {since} ohne Antwort. Bitte helfen Sie jetzt: {desk}."


def aloud(view: CaseView, handover: HandoverView) -> tuple[str, ...]:
    """Return the sentences for the customer; empty while nobody has answered (R31, R37)."""
    office = asked_office(handover)
    match handover.answer:
        case HandoverAnswer.COME if view.channel is Channel.TELEPHONE:
            return (f"{office} ist gleich für Sie da. Bitte bleiben Sie am Apparat.",)
        case HandoverAnswer.COME:
            return (f"{office} kommt gleich zu Ihnen.",)
        case HandoverAnswer.APPOINTMENT:
            return (f"{office} bietet Ihnen einen Termin an: {appointment(handover)}.", "Passt Ihnen das?")
        case HandoverAnswer.CALLBACK:
            return (
                f"{office} ruft Sie zurück: {handover.callback.strip().rstrip('.')}.",
                "Unter welcher Nummer erreichen wir Sie?",
            )
        case HandoverAnswer.WRITTEN:
            return WRITING_ALOUD
        case None:
            return ()


def follows(view: CaseView, handover: HandoverView) -> str:
    """Tell the front desk what follows for it."""
    who = handover.answered_by_name or "die antwortende Stelle"
    match handover.answer:
        case HandoverAnswer.COME if view.channel is Channel.TELEPHONE:
            return "Bitte stellen Sie das Gespräch durch."
        case HandoverAnswer.COME:
            return "Bitte lassen Sie die Kundin/den Kunden kurz Platz nehmen."
        case HandoverAnswer.APPOINTMENT:
            return f"Passt der Termin nicht? Dann rufen Sie bitte {who} an."
        case HandoverAnswer.CALLBACK:
            return f"Fehlt uns die Telefonnummer? Dann geben Sie sie bitte an {who} weiter."
        case HandoverAnswer.WRITTEN:
            return "Bitte geben Sie unsere Anschrift und die E-Mail-Adresse mit."
        case None:
            return "Die Antwort erscheint gleich hier."
