"""The wording of the built-in letters: plain, polite, without names of employees or talk of consequences."""

from dataclasses import dataclass
from typing import Final

from casework.letter_fields import ERGEBNIS_TEXT, MASSNAHME, PRAISE, REQUESTING_BODY
from procedure.vocabulary import DocumentKind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph with placeholders; left out where the field ``only_with`` is empty."""

    text: str
    only_with: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A letter between its greeting and its „Freundliche Grüße“."""

    subject: str
    paragraphs: tuple[Paragraph, ...]


NO_LEGAL_REMEDY: Final = (
    "Bitte beachten Sie: Dieses Schreiben ersetzt keinen Widerspruch und ändert keine Fristen."
)
"""A31: the procedure stops no legal time limit."""
_LEGAL_REMEDY: Final = (
    f"{NO_LEGAL_REMEDY} Wenn Sie gegen einen Bescheid vorgehen möchten, lesen Sie bitte, was am Ende des "
    "Bescheids dazu steht."
)
_QUESTIONS: Final = "Haben Sie Fragen? Sie erreichen uns unter {{ telefon }}."
_PRIVACY: Final = "Wie wir mit Ihren Daten umgehen, lesen Sie hier: {{ link }}"
_GROUP: Final = Paragraph(text="{{ gruppe }}", only_with="gruppe")
_RESULT: Final = "{{ ergebnis_text }}"
_ABOUT: Final = "am {{ eingang }}, {{ kontakt }}. Dabei ging es um {{ anliegen_kurz }}."


def _wording(subject: str, *paragraphs: str | Paragraph) -> Wording:
    return Wording(
        subject=subject,
        paragraphs=tuple(p if isinstance(p, Paragraph) else Paragraph(text=p) for p in paragraphs),
    )


def _answer(verdict: str, *closing: str | Paragraph) -> Wording:
    return _wording("Antwort auf Ihr Anliegen", _ABOUT, verdict, _RESULT, *closing, _GROUP, _QUESTIONS)


_DONE: Final = Paragraph(text="Das haben wir veranlasst: {{ massnahme }}", only_with=MASSNAHME)

WORDINGS: Final[dict[tuple[DocumentKind, str], Wording]] = {
    (DocumentKind.ACKNOWLEDGEMENT, ""): _wording(
        "Wir haben Ihr Anliegen erhalten",
        "vielen Dank für Ihre Rückmeldung. Sie ist am {{ eingang }}, bei uns eingegangen und trägt das "
        "Zeichen {{ nr }}. Bitte nennen Sie dieses Zeichen, wenn Sie sich dazu noch einmal melden.",
        "Wir gehen Ihrem Anliegen sorgfältig nach. Unsere Antwort erhalten Sie voraussichtlich bis "
        "{{ abschluss }}. Brauchen wir länger, sagen wir Ihnen vorher Bescheid und nennen Ihnen den Grund.",
        _LEGAL_REMEDY,
        _GROUP,
        f"{_QUESTIONS} {_PRIVACY}",
    ),
    (DocumentKind.ACKNOWLEDGEMENT, PRAISE): _wording(
        "Vielen Dank für Ihr Lob",
        "vielen Dank für Ihre freundlichen Worte. Sie haben uns am {{ eingang }}, erreicht und tragen das "
        "Zeichen {{ nr }}.",
        "Wir freuen uns sehr darüber und geben Ihr Lob gern weiter.",
        NO_LEGAL_REMEDY,
        _GROUP,
        f"{_QUESTIONS} {_PRIVACY}",
    ),
    (DocumentKind.INTERIM_NOTICE, ""): _wording(
        "Zwischennachricht zu Ihrem Anliegen",
        "Ihr Anliegen hat uns am {{ eingang }}, erreicht. Leider können wir Ihnen "
        "noch nicht abschließend antworten.",
        "Der Grund dafür: {{ grund }}",
        "Wir antworten Ihnen voraussichtlich bis {{ neues_datum }}. Vielen Dank für Ihre Geduld.",
        _GROUP,
        _QUESTIONS,
    ),
    (DocumentKind.INTERIM_NOTICE, REQUESTING_BODY): _wording(
        "Zwischennachricht zu Ihrer Anfrage",
        "Ihre Anfrage hat uns am {{ eingang }}, erreicht."
        "{% if name %} Sie betrifft {{ name }}.{% endif %} Leider können wir Ihnen noch nicht abschließend "
        "antworten.",
        "Der Grund dafür: {{ grund }}",
        "Wir antworten Ihnen voraussichtlich bis {{ neues_datum }}. Vielen Dank für Ihre Geduld.",
        _QUESTIONS,
    ),
    (DocumentKind.ANSWER, Outcome.FOUNDED): _answer(
        "Wir haben das geprüft. Sie haben recht, und das tut uns leid.",
        _DONE,
        "Danke, dass Sie uns darauf aufmerksam gemacht haben.",
    ),
    (DocumentKind.ANSWER, Outcome.PARTLY_FOUNDED): _answer(
        "Wir haben das geprüft. In einem Teil haben Sie recht, und das tut uns leid. Einen anderen Teil "
        "sehen wir anders.",
        _DONE,
        "Danke, dass Sie uns darauf aufmerksam gemacht haben.",
    ),
    (DocumentKind.ANSWER, Outcome.UNFOUNDED): _answer(
        "Wir haben das geprüft. Wir verstehen, dass Sie sich geärgert haben. Den Ablauf sehen wir aber "
        "anders.",
        "Wenn Sie noch etwas dazu sagen möchten, melden Sie sich bitte. Wir hören Ihnen zu.",
    ),
    (DocumentKind.ANSWER, Outcome.UNDETERMINED): _answer(
        "Wir haben das geprüft. Was genau geschehen ist, konnten wir leider nicht mehr klären. Wir bedauern, "
        "dass Sie unzufrieden waren.",
        "Wenn Sie noch etwas dazu sagen möchten, melden Sie sich bitte. Wir hören Ihnen zu.",
    ),
    (DocumentKind.ANSWER, Outcome.NOT_APPLICABLE): _answer(
        "Vielen Dank dafür. Wir haben uns damit beschäftigt."
    ),
    (DocumentKind.ANSWER, PRAISE): _wording(
        "Vielen Dank für Ihr Lob",
        "Ihre freundlichen Worte haben uns am {{ eingang }}, erreicht. Wir haben "
        "uns sehr darüber gefreut und sie weitergegeben.",
        Paragraph(text=_RESULT, only_with=ERGEBNIS_TEXT),
        _GROUP,
        _QUESTIONS,
    ),
    (DocumentKind.ANSWER, REQUESTING_BODY): _wording(
        "Stellungnahme zu Ihrer Anfrage",
        "Ihre Anfrage hat uns am {{ eingang }}, erreicht."
        "{% if name %} Sie betrifft {{ name }}.{% endif %} Dazu nehmen wir so Stellung:",
        _RESULT,
        Paragraph(text="Das haben wir veranlasst: {{ massnahme }}", only_with=MASSNAHME),
        _QUESTIONS,
    ),
    (DocumentKind.HANDOVER_NOTICE, ""): _wording(
        "Eine andere Stelle ist zuständig",
        "Ihr Anliegen hat uns am {{ eingang }}, erreicht. Wir können es nicht "
        "selbst klären, denn dafür ist eine andere Stelle zuständig:",
        "{{ stelle }}",
        "Wir haben Ihr Anliegen dorthin weitergegeben. Sie müssen nichts weiter tun. Die Antwort bekommen "
        "Sie von dort.",
        _LEGAL_REMEDY,
        _GROUP,
        _QUESTIONS,
    ),
    (DocumentKind.WITHDRAWAL_NOTICE, ""): _wording(
        "Sie haben Ihr Anliegen zurückgenommen",
        "am {{ eingang }}, {{ kontakt }}. Inzwischen haben Sie uns mitgeteilt, dass Sie {{ anliegen_kurz }} "
        "zurücknehmen.",
        "Damit schließen wir die Sache ab. Sie müssen nichts weiter tun.",
        "Vielen Dank, dass Sie uns Bescheid gegeben haben.",
        _GROUP,
        _QUESTIONS,
    ),
}
"""Each built-in letter by its kind and wording."""
