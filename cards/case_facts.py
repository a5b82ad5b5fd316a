"""The facts of a case as label and value: dates written out, time in working days, empty ones fall out."""

from cards.case_parts import is_over
from cards.handover_words import named, place_of
from cards.wording import (
    GROUNDS,
    ORIGINS,
    TALK_WISHES,
    long_date,
    long_instant,
    remaining,
    short_date,
    weekday_date,
)
from cards.wording_steps import (
    ANSWER_KINDS,
    CAUSES,
    CONTRIBUTION_STATES,
    DISPATCH_WAYS,
    END_REASONS,
    INFORMING_STATES,
    OUTCOMES,
    TALK_FORMS,
    TALK_STATES,
    WAIVER_REASONS,
)
from casework.part_views import ContributionView, InformingView
from casework.views import CaseView, Viewpoint
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    CaseState,
    ContributionState,
    InformingState,
    Origin,
    TalkForm,
    TalkState,
    TalkWish,
    Treatment,
    WaiverReason,
)

Facts = list[tuple[str, str]]

# A label of two words would wrap beside a long value: the space in it does not break.
REPORTED_BY = "Gemeldet\u00a0von"
EARLIER = "Früherer\u00a0Vorgang"
LATER = "Spätere\u00a0Vorgänge"

ABOUT_LEAD = "die Teamleitung selbst; sie sieht diesen Vorgang nicht"


def closing(view: CaseView) -> Facts:
    """State in one line until when to answer, by when to act, how much time is left (GA III, A10)."""
    if is_over(view):
        return []
    left = remaining(view.working_days_left)
    if view.act_by != view.close_by:
        left = f"handeln bis {weekday_date(view.act_by)}; {left}"
    moved = view.original_close_by
    first = f"{long_date(moved)}, verschoben" if moved is not None and moved != view.close_by else ""
    set_by_others = view.external_due_on if view.external_due_on != view.close_by else None
    return [
        ("Antwort bis", f"{long_date(view.close_by)} ({left})"),
        ("Erste Frist", first),
        ("Frist der Stelle", long_date(set_by_others) if set_by_others else ""),
        ("Antwort an", (view.origin_detail or "anfordernde Stelle") if view.external_due_on else ""),
    ]


def acknowledgement(view: CaseView) -> tuple[str, str]:
    """State how far the acknowledgement of receipt is (R22); empty for spoken ones (R23)."""
    part = view.acknowledgement
    words = ""
    match part.state:
        case AcknowledgementState.SENT:
            way = f", {DISPATCH_WAYS[part.way]}" if part.way else ""
            words = f"versandt am {short_date(part.sent_on)}{way}" if part.sent_on else f"versandt{way}"
        case AcknowledgementState.WAIVED:
            words = f"entfällt: {_waiver(part.waiver, part.note)}"
        case _ if view.acknowledge_by is not None and not is_over(view):
            left = f" ({remaining(part.working_days_left)})" if part.working_days_left is not None else ""
            words = f"bis {long_date(view.acknowledge_by)}{left}"
        case _:
            pass
    # The whole word would take half the width of a phone from every fact of the card.
    return ("Bestätigung", words)


def open_acknowledgement(view: CaseView) -> tuple[str, str]:
    """State to whoever leads that the receipt is still to be acknowledged, or why not: sent needs no fact."""
    title, words = acknowledgement(view)
    shown = view.leads and view.acknowledgement.state is not AcknowledgementState.SENT
    return (title, words if shown else "")


def _waiver(reason: WaiverReason | None, note: str) -> str:
    if reason is None or (reason is WaiverReason.OTHER and note.strip()):
        return note
    return WAIVER_REASONS[reason]


def interim_notices(view: CaseView) -> tuple[str, str]:
    """State how many Zwischennachrichten there are, and the last one (R27-R29, A11)."""
    if not view.interim_notices:
        return ("Zwischennachricht", "")
    last = view.interim_notices[-1]
    late = ", verspätet" if last.late else ""
    when = f"am {short_date(last.sent_on)}{late}, neue Frist {short_date(last.until)}"
    count = len(view.interim_notices)
    return ("Zwischennachricht", when if count == 1 else f"{count}, die letzte {when}")


def informing(view: CaseView) -> tuple[str, str]:
    """State whether the employees concerned know (R21): a number at most, never a name.

    That nobody has told them yet needs no fact, unless they are away (A24); a team that does not lead
    reads about itself alone.
    """
    own = {part.team for part in view.contributions} if not view.leads else set()
    of_others = view.viewpoint in {Viewpoint.TEAM_LEAD, Viewpoint.DEPUTY} and own
    parts = [part for part in view.informing if not of_others or part.mine or part.team in own]
    if all(part.state is InformingState.OPEN and part.absent_until is None for part in parts):
        return ("Beschäftigte", "")
    words = "; ".join(_informing(part, named_team=len(parts) > 1) for part in parts)
    return ("Beschäftigte", words)


def _informing(part: InformingView, *, named_team: bool) -> str:
    words = INFORMING_STATES[part.state]
    match part.state:
        case InformingState.OPEN if part.absent_until is not None:
            words = f"abwesend bis {short_date(part.absent_until)}, danach zu informieren"
        case InformingState.OPEN:
            words = "noch nicht informiert"
        case InformingState.DONE if part.informed_on is not None:
            number = f" ({part.count})" if part.count else ""
            words = f"informiert am {short_date(part.informed_on)}{number}"
        case InformingState.POSTPONED if part.reason.strip():
            words = f"{words}: {part.reason}"
        case _:
            pass
    return f"{part.team_name}: {words}" if named_team else words


def contribution(part: ContributionView) -> str:
    """State how far one team's Beitrag is (R13)."""
    match part.state:
        case ContributionState.OPEN:
            return f"noch offen, bis {weekday_date(part.due_on)}"
        case ContributionState.DELIVERED:
            return f"da, am {short_date(part.delivered_at)}" if part.delivered_at else "da"
        case _:
            note = f": {part.note}" if part.note.strip() else ""
            return f"{CONTRIBUTION_STATES[part.state]}{note}"


def talk(view: CaseView) -> Facts:
    """State how far the wish to talk to the management is (R38-R41)."""
    part = view.talk
    if part.state is TalkState.NONE:
        wish = "" if view.talk_wish is TalkWish.NONE else TALK_WISHES[view.talk_wish]
        return [
            ("Gewünscht", wish),
            ("Anlass", GROUNDS[view.escalation_ground] if view.escalation_ground else ""),
        ]
    ground = part.ground or view.escalation_ground
    words = TALK_STATES[part.state]
    if part.form is not None:
        form = "kein Gespräch" if part.form is TalkForm.NO_TALK else TALK_FORMS[part.form].lower()
        when = f", {long_instant(part.appointment_at)}" if part.appointment_at else ""
        words = f"{form}{when}"
    if part.held_on is not None:
        words = f"{words}, geführt am {short_date(part.held_on)}"
    return [("Gespräch", words), ("Anlass", GROUNDS[ground] if ground else "")]


def treatment(view: CaseView) -> tuple[str, str]:
    """State what was agreed about a spoken reaction (R30, R37)."""
    match view.treatment:
        case Treatment.APPOINTMENT if view.treatment_at is not None:
            return ("Vereinbart", f"Termin am {long_instant(view.treatment_at)}")
        case Treatment.REFERRED_TO_WRITING:
            return ("Vereinbart", "Kundin/Kunde schreibt uns")
        case _:
            return ("Vereinbart", "")


def arrival(view: CaseView) -> Facts:
    """State when it arrived, who passed it on, and through whom it came (R2, R17); when is a stage."""
    more = f" und {view.further_receipts}-mal danach" if view.further_receipts else ""
    return [
        ("Eingang", f"{long_instant(view.received_at)}{more}"),
        ("Herkunft", origin(view)),
        (REPORTED_BY, place_of(view.reporter_name, view.reporter_room)),
    ]


def origin(view: CaseView) -> str:
    """Name the third party; empty for a direct reaction."""
    if view.origin is Origin.DIRECT:
        return ""
    return f"{ORIGINS[view.origin]}{f': {view.origin_detail}' if view.origin_detail.strip() else ''}"


def relations(view: CaseView) -> Facts:
    """State what it follows up and what followed (R9), and what is special about it."""
    return [
        ("Betrifft", ABOUT_LEAD if view.about_lead else ""),
        (EARLIER, view.follow_up_of),
        (LATER, ", ".join(view.followed_by)),
        ("Personen", f"{view.people} gemeinsam" if view.people > 1 else ""),
        ("Vertraulich", "ja, nur für eigens Benannte" if view.confidential else ""),
        ("Abgestimmt", view.agreed_with),
        ("Erfassung", "freiwillig, ohne Pflicht" if view.voluntary else ""),
    ]


def result(view: CaseView) -> Facts:
    """State the result of a case that is closed or waits for its signature, or why it ended."""
    if view.ending is not None and view.state is not CaseState.CLOSED:
        target = f", {view.ending.target}" if view.ending.target.strip() else ""
        return [
            ("Beendet", f"{short_date(view.ending.ended_at)}: {END_REASONS[view.ending.reason]}{target}"),
            ("Grund", view.ending.note),
        ]
    part = view.closing
    if part is None:
        return []
    by = named(part.closed_by, on_behalf=part.on_behalf)
    late = ", nach der Frist" if part.late else ""
    return [
        ("Abgeschlossen" if is_over(view) else "Vorgelegt", f"{long_date(part.closed_at)} von {by}{late}"),
        ("Ergebnis", OUTCOMES[part.outcome]),
        ("Antwort", _answer(view)),
        ("Ursache", CAUSES[part.cause] if part.cause else ""),
        ("Maßnahme", part.measure),
        ("Erkenntnis", part.insight),
        ("Gezeichnet", f"{short_date(part.signed_at)}, {part.signed_by}" if part.signed_at else ""),
    ]


def _answer(view: CaseView) -> str:
    part = view.closing
    if part is None:
        return ""
    words = "versandt" if part.answer is AnswerKind.SENT else ANSWER_KINDS[part.answer]
    if part.answered_on is not None:
        words = f"{words} am {short_date(part.answered_on)}"
    if part.way is not None:
        words = f"{words}, {DISPATCH_WAYS[part.way]}"
    return f"{words}: {part.no_answer_reason}" if part.no_answer_reason.strip() else words
