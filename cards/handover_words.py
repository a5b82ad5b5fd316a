"""What was answered to a waiting customer: for the record on the card, and to say aloud at the desk."""

from datetime import date, datetime

from cards.wording import ANSWERS, clock_time, instant_in_sentence, long_date, long_instant
from casework.views import CaseView, HandoverView
from procedure.vocabulary import Channel, HandoverAnswer

WRITING_ALOUD = (
    "Wir möchten Ihr Anliegen gründlich prüfen.",
    "Bitte schildern Sie es uns schriftlich, als Brief oder als E-Mail.",
    "Sie bekommen dann eine schriftliche Antwort.",
    "Fällt Ihnen das Schreiben schwer? Dann schreiben wir es gern gemeinsam mit Ihnen auf.",
)
"""R31: the referral to the written form, in plain language, with help offered."""


def moment(view: CaseView, instant: datetime) -> str:
    """Write „um 9:05 Uhr“ of something today, with its day of anything earlier."""
    return instant_in_sentence(instant, _today(view))


def is_of_earlier_day(view: CaseView, handover: HandoverView) -> bool:
    """Tell whether the wait began before today: nobody says then that somebody stands there now."""
    return handover.waiting_since.date() < _today(view)


def waited_from(handover: HandoverView) -> str:
    """Write „am Montag, 23. November 2026, ab 9:05 Uhr“, of a wait on an earlier day."""
    return f"am {long_date(handover.waiting_since)}, ab {clock_time(handover.waiting_since)}"


def waits_in_short(view: CaseView, handover: HandoverView) -> str:
    """Say that nobody has answered yet: the customer waits, or waited on an earlier day."""
    if is_of_earlier_day(view, handover):
        return "Die Antwort an eine Kundin/einen Kunden steht noch aus."
    return "Eine Kundin/ein Kunde wartet."


def _today(view: CaseView) -> date:
    return view.today or view.received_at.date()


def answered(view: CaseView, handover: HandoverView) -> str:
    """Say who answered what and when: „Sie haben um 10:44 Uhr geantwortet: Ich komme.“ (R11, R37)."""
    who, have = ("Sie", "haben") if handover.answered_by_viewer else (answerer(handover), "hat")
    when = ""
    if handover.answered_at is not None:
        when = f" {moment(view, handover.answered_at)}"
    return f"{who} {have}{when} geantwortet: {answer(view, handover)}."


def answered_by(view: CaseView, handover: HandoverView) -> str:
    """Say who answered, where to find them, and when: for questions of the front desk."""
    who = place_of(answerer(handover), handover.answered_by_room)
    if handover.answered_at is None:
        return f"Geantwortet hat {who}."
    return f"Geantwortet hat {who}, {moment(view, handover.answered_at)}."


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
    if is_of_earlier_day(view, handover):
        return (
            f"Eine Kundin/ein Kunde wartete {waited_from(handover)}. Eine Antwort steht noch aus. "
            f"Bitte klären Sie das mit: {desk}."
        )
    since = clock_time(handover.waiting_since)
    return f"Eine Kundin/ein Kunde wartet seit {since} ohne Antwort. Bitte helfen Sie jetzt: {desk}."


def help_in_short(view: CaseView, handover: HandoverView) -> str:
    """Say the same in a few words, for the message list."""
    ask = "Bitte klären Sie das." if is_of_earlier_day(view, handover) else "Bitte helfen Sie jetzt."
    return f"{waits_in_short(view, handover)} {ask}"


def aloud(view: CaseView, handover: HandoverView) -> tuple[str, ...]:
    """Return the sentences for the customer; empty while nobody has answered (R31, R37)."""
    office = asked_office(handover)
    match handover.answer:
        case HandoverAnswer.COME:
            return (_comes_aloud(view, handover),)
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


def _comes_aloud(view: CaseView, handover: HandoverView) -> str:
    office = asked_office(handover)
    if is_of_earlier_day(view, handover):
        return f"{office} möchte mit Ihnen sprechen."
    if view.channel is Channel.TELEPHONE:
        return f"{office} ist gleich für Sie da. Bitte bleiben Sie am Apparat."
    return f"{office} kommt gleich zu Ihnen."


def follows(view: CaseView, handover: HandoverView) -> str:
    """Tell the front desk what follows for it."""
    who = handover.answered_by_name or "die antwortende Stelle"
    match handover.answer:
        case HandoverAnswer.COME:
            return _follows_coming(view, handover, who)
        case HandoverAnswer.APPOINTMENT:
            return f"Passt der Termin nicht? Dann rufen Sie bitte {who} an."
        case HandoverAnswer.CALLBACK:
            return f"Fehlt uns die Telefonnummer? Dann geben Sie sie bitte an {who} weiter."
        case HandoverAnswer.WRITTEN:
            return "Bitte geben Sie unsere Anschrift und die E-Mail-Adresse mit."
        case None:
            return "Die Antwort erscheint gleich hier."


def _follows_coming(view: CaseView, handover: HandoverView, who: str) -> str:
    if is_of_earlier_day(view, handover):
        return f"Ist die Kundin/der Kunde nicht mehr da? Dann rufen Sie bitte {who} an."
    if view.channel is Channel.TELEPHONE:
        return "Bitte stellen Sie das Gespräch durch."
    return "Bitte lassen Sie die Kundin/den Kunden kurz Platz nehmen."
