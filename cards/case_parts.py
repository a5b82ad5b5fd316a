"""The parts that the case cards share: head, deadlines, facts, stages."""

from cards.elements import Block, TextBlock
from cards.handover_words import named, place_of
from cards.layout import Stage, heading, side_by_side, text
from cards.wording import (
    CHANNELS,
    GROUNDS,
    KINDS,
    ORIGINS,
    STATES,
    TALK_WISHES,
    long_date,
    long_instant,
    remaining,
    short_date,
)
from casework.views import CaseView
from procedure.vocabulary import CaseState, Origin, TalkWish

OVER = frozenset({CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED})

LEGAL_REMEDY = (
    "Das kann ein Widerspruch sein. Bitte geben Sie es auch an die Widerspruchsstelle. "
    "Die Widerspruchsfrist läuft weiter."
)
"""A31: the procedure stops no legal time limit."""


def is_over(view: CaseView) -> bool:
    """Tell whether nothing more is to be done about a case."""
    return view.state in OVER


def head(view: CaseView) -> list[Block]:
    """Say which case it is on the left, its state and holder on the right, in words."""
    kind = text(about(view), subtle=True, spacing="none")
    return [side_by_side([heading(view.number), kind], _state(view))]


def head_with_title(view: CaseView, title: str) -> list[Block]:
    """Say under a title of its own line which kind of case it is, and its state."""
    return [
        heading(title),
        side_by_side([text(about(view), subtle=True)], _state(view), spacing="small"),
    ]


def _state(view: CaseView) -> list[TextBlock]:
    holder = named(view.holder_name, on_behalf=view.holder_on_behalf)
    state = text(STATES[view.state], bold=True)
    return [state, text(holder, subtle=True, spacing="none")] if holder else [state]


def about(view: CaseView, *, number: bool = False, teams: bool = True) -> str:
    """Write „Fachliche Beschwerde · persönlich · Leistung A“."""
    words = [view.number] if number else []
    words += [", ".join(KINDS[kind] for kind in view.concerns), CHANNELS[view.channel]]
    words += [", ".join(view.team_names)] if teams else []
    return " · ".join(word for word in words if word)


def closing(view: CaseView) -> list[tuple[str, str]]:
    """State the closing date, and the last working day before it where that is another day (GA III, A10)."""
    if is_over(view):
        return [("Antwort bis", long_date(view.close_by))]
    left = remaining(view.working_days_left)
    if view.act_by == view.close_by:
        return [("Antwort bis", f"{long_date(view.close_by)} ({left})")]
    return [
        ("Antwort bis", long_date(view.close_by)),
        ("Handeln bis", f"{long_date(view.act_by)} ({left}), letzter Arbeitstag davor"),
    ]


def acknowledgement(view: CaseView) -> tuple[str, str]:
    """State until when the acknowledgement of receipt is owed (R22); empty for spoken ones (R23)."""
    return ("Eingangsbestätigung", f"bis {long_date(view.acknowledge_by)}" if view.acknowledge_by else "")


def arrival(view: CaseView) -> list[tuple[str, str]]:
    """State when it arrived, who passed it on, and through whom it came (R2, R17)."""
    reporter = place_of(view.reporter_name, view.reporter_room)
    reported = reporter
    if view.registered_at.date() != view.received_at.date():
        reported = f"{reporter}, am {short_date(view.registered_at)}"
    return [
        ("Eingang", long_instant(view.received_at)),
        ("Herkunft", origin(view)),
        ("Gemeldet von", reported),
    ]


def origin(view: CaseView) -> str:
    """Name the third party; empty for a direct reaction."""
    if view.origin is Origin.DIRECT:
        return ""
    return f"{ORIGINS[view.origin]}{f': {view.origin_detail}' if view.origin_detail.strip() else ''}"


ABOUT_LEAD = "die Teamleitung selbst; sie sieht diesen Vorgang nicht"


def wishes(view: CaseView) -> list[tuple[str, str]]:
    """State what was agreed and wished so far (R36, R38) and what it follows up (R9)."""
    return [
        ("Betrifft", ABOUT_LEAD if view.about_lead else ""),
        ("Abgestimmt", view.agreed_with),
        ("Gewünscht", "" if view.talk_wish is TalkWish.NONE else TALK_WISHES[view.talk_wish]),
        ("Anlass", GROUNDS[view.escalation_ground] if view.escalation_ground else ""),
        ("Früherer Vorgang", view.follow_up_of),
        ("Erfassung", "freiwillig, ohne Pflicht" if view.voluntary else ""),
    ]


def stages(view: CaseView) -> list[Stage]:
    """Tell how far the case is; short words, because three columns are narrow on a phone."""
    taken = view.taken_over_at
    return [
        Stage(word="Gemeldet", done=True, detail=short_date(view.registered_at)),
        Stage(word="In Arbeit", done=taken is not None, detail=short_date(taken) if taken else "noch offen"),
        answer_stage(view),
    ]


def answer_stage(view: CaseView) -> Stage:
    """Tell whether the customer has the final answer."""
    if view.state is CaseState.CLOSED:
        return Stage(word="Antwort", done=True, detail="abgeschlossen")
    if is_over(view):
        return Stage(word="Antwort", done=False, detail="nicht nötig")
    return Stage(word="Antwort", done=False, detail=f"bis {short_date(view.close_by)}")
