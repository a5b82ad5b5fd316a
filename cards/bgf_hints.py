"""What the BGF has to know about a case besides its dates: one short sentence each."""

from cards.case_parts import LEGAL_REMEDY, about_management, is_over
from cards.elements import Block
from cards.layout import small, text
from cards.wording import one_line, short_date
from casework.views import CaseView
from procedure.vocabulary import AcknowledgementState, CaseState, ConcernKind, Origin, WaiverReason

NO_FILING = "eAkte und VerBIS: keine Ablage. Eine Papierakte ist nicht nötig."
"""R43, R44."""

VERBIS_NOTE = "In VerBIS gehört nur ein kurzer Erledigungsvermerk, ohne Inhalt."
"""R45: only where the origin was recorded there."""

ANONYMOUS = (
    "Ohne Anschrift: Eingangsbestätigung und Zwischennachricht entfallen. "
    "Bitte forschen Sie nicht nach, wer geschrieben hat."
)
"""A15."""


_REASON_LENGTH = 300


def hints(view: CaseView) -> list[Block]:
    """Return what applies to this case, most important first (nothing if nothing does)."""
    if is_over(view):
        filing = [NO_FILING, *([VERBIS_NOTE] if view.origin_in_verbis else [])]
        if view.filed_at or view.state is CaseState.ANONYMISED:
            return []
        return [*about_management(view), text(" ".join(filing))]
    sentences = [
        _returned(view),
        _late(view),
        _duplicates(view),
        ANONYMOUS if view.acknowledgement.waiver is WaiverReason.NO_ADDRESS else "",
        _third_party(view),
        LEGAL_REMEDY if view.legal_remedy_check else "",
    ]
    given = [s for s in sentences if s]
    return about_management(view) + [text(s) if n == 0 else small(s) for n, s in enumerate(given)]


def _returned(view: CaseView) -> str:
    """A18: a team gave it back, with its reason; the deadlines run on."""
    if not view.returned_reason:
        return ""
    reason = one_line(view.returned_reason, _REASON_LENGTH).rstrip(".")
    return f"Grund der Rückgabe: {reason}. Die Fristen laufen weiter."


def _late(view: CaseView) -> str:
    """A35: it reached the BGF when its first date had (nearly) passed; nobody is named."""
    due = view.acknowledge_by
    if due is None or view.acknowledgement.state is not AcknowledgementState.OPEN:
        return ""
    if view.registered_at.date() < due:
        return ""
    received, reported = short_date(view.received_at), short_date(view.registered_at)
    return f"Spät weitergeleitet: eingegangen am {received}, gemeldet am {reported}."


def _duplicates(view: CaseView) -> str:
    """A17: only a hint; a person decides."""
    if not view.possible_duplicates:
        return ""
    numbers = ", ".join(view.possible_duplicates)
    return f"Vielleicht schon erfasst: {numbers}. Bitte prüfen Sie, ob es dasselbe Anliegen ist."


def _third_party(view: CaseView) -> str:
    """A22: who gets letters when it came through somebody else."""
    if view.origin is Origin.DIRECT:
        return ""
    rule = "Schreiben gehen an die Kundin/den Kunden"
    if view.third_party_authorised:
        rule = f"{rule}; die andere Stelle darf eine Kopie bekommen, die Vollmacht liegt vor."
    else:
        rule = f"{rule}, eine Kopie an die andere Stelle nur mit Vollmacht."
    owed = view.acknowledgement.state is AcknowledgementState.OPEN
    if owed and ConcernKind.PETITION in view.concerns:
        rule = (
            f"{rule} Bestätigt die anfordernde Stelle den Eingang selbst? Dann entfällt unsere Bestätigung."
        )
    return rule
