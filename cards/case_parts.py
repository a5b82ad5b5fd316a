"""The parts that the case cards share: head, how far it is, the sentences that stand on several cards."""

from cards.elements import Block, TextBlock
from cards.handover_words import named
from cards.layout import Stage, heading, side_by_side, text
from cards.wording import CHANNELS, KINDS, STATES, short_date
from casework.views import CaseView, Viewpoint
from procedure.vocabulary import AcknowledgementState, CaseState, DecisionState, InformingState

OVER = frozenset({CaseState.CLOSED, CaseState.ENDED, CaseState.ANONYMISED})

LEGAL_REMEDY = (
    "Das kann ein Widerspruch sein. Bitte geben Sie es auch an die Widerspruchsstelle. "
    "Die Widerspruchsfrist läuft weiter."
)
"""A31: the procedure stops no legal time limit."""

ABOUT_MANAGEMENT = (
    "Die Reaktion richtet sich gegen die Geschäftsleitung selbst: Bitte unterrichten Sie den Träger oder die "
    "Trägerversammlung; dort wird darüber entschieden, der Assistent verschickt nichts dorthin."
)
"""A26: shown to BGF and management until the file is complete; the case itself runs on as it would."""


def about_management(view: CaseView) -> list[Block]:
    """Say who else is to be told of a reaction about the management itself (A26)."""
    return [text(ABOUT_MANAGEMENT)] if view.about_management and view.filed_at is None else []


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
    # Who works on it is not the reporting person's business.
    shown = "" if view.viewpoint is Viewpoint.REPORTER else view.holder_name
    holder = named(shown, on_behalf=view.holder_on_behalf)
    state = text(STATES[view.state], bold=True)
    return [state, text(holder, subtle=True, spacing="none")] if holder else [state]


def about(view: CaseView, *, number: bool = False, teams: bool = True) -> str:
    """Write „Fachliche Beschwerde · persönlich · Leistung A“."""
    words = [view.number] if number else []
    words += [", ".join(KINDS[kind] for kind in view.concerns), CHANNELS[view.channel]]
    words += [", ".join(view.team_names)] if teams else []
    return " · ".join(word for word in words if word)


def stages(view: CaseView) -> list[Stage]:
    """Tell how far the case is for whoever works on it: four short words at most."""
    taken = view.taken_over_at
    in_work = Stage(
        word="In Arbeit", done=taken is not None, detail=short_date(taken) if taken else "noch offen"
    )
    between = _contributions(view) or _signature(view) or _informed(view)
    return [reported(view), in_work, *between, answer_stage(view)]


def management_stages(view: CaseView) -> list[Stage]:
    """Tell the management how far the case is."""
    first = _decided(view) if view.decision.state is not DecisionState.NOT_NEEDED else stages(view)[1]
    between = _contributions(view) or _signature(view)
    return [reported(view), first, *between, answer_stage(view)]


def bgf_stages(view: CaseView) -> list[Stage]:
    """Tell the BGF how far its own part is (R14, R18, R42)."""
    recorded = view.recorded_in_tool_at
    entered = Stage(
        word="Erfasst",
        done=recorded is not None,
        detail=short_date(recorded) if recorded else "noch offen",
    )
    first = [] if is_over(view) and view.acknowledge_by else [reported(view)]
    filed = [_filed(view)] if is_over(view) else []
    return [*first, entered, *_acknowledged(view), answer_stage(view), *filed]


def reported(view: CaseView) -> Stage:
    """Tell when it was reported: the first stage of every case."""
    return Stage(word="Gemeldet", done=True, detail=short_date(view.registered_at))


def answer_stage(view: CaseView) -> Stage:
    """Tell whether the customer has the final answer."""
    if view.state is CaseState.CLOSED:
        return Stage(word="Antwort", done=True, detail="abgeschlossen")
    if is_over(view):
        return Stage(word="Antwort", done=False, detail="nicht nötig")
    return Stage(word="Antwort", done=False, detail=f"bis {short_date(view.close_by)}")


def _contributions(view: CaseView) -> list[Stage]:
    there, asked = view.contributions_in
    if not asked:
        return []
    return [Stage(word="Beiträge", done=there == asked, detail=f"{there} von {asked} da")]


def _signature(view: CaseView) -> list[Stage]:
    signed = view.closing.signed_at if view.closing else None
    if signed is not None:
        return [Stage(word="Gezeichnet", done=True, detail=short_date(signed))]
    if view.state is CaseState.FINAL_SIGNATURE:
        return [Stage(word="Gezeichnet", done=False, detail="noch offen")]
    return []


def _informed(view: CaseView) -> list[Stage]:
    if not view.informing:
        return []
    settled = all(part.state in {InformingState.DONE, InformingState.NOBODY} for part in view.informing)
    days = [part.informed_on for part in view.informing if part.informed_on is not None]
    told = short_date(max(days)) if days else "niemand betroffen"
    return [Stage(word="Informiert", done=settled, detail=told if settled else "noch offen")]


def _decided(view: CaseView) -> Stage:
    at = view.decision.decided_at
    done = view.decision.state is DecisionState.TAKEN
    rest = "getroffen" if done else "noch offen"
    return Stage(word="Entschieden", done=done, detail=short_date(at) if at else rest)


def _acknowledged(view: CaseView) -> list[Stage]:
    part = view.acknowledgement
    match part.state:
        case AcknowledgementState.SENT:
            return [
                Stage(word="Bestätigt", done=True, detail=short_date(part.sent_on) if part.sent_on else "ja")
            ]
        case AcknowledgementState.WAIVED:
            return [Stage(word="Bestätigt", done=True, detail="entfällt")]
        case _ if view.acknowledge_by is not None:
            return [Stage(word="Bestätigt", done=False, detail=f"bis {short_date(view.acknowledge_by)}")]
        case _:
            return []


def _filed(view: CaseView) -> Stage:
    filed = view.filed_at
    return Stage(word="Abgelegt", done=filed is not None, detail=short_date(filed) if filed else "noch offen")
