"""Put right what was typed wrongly, with its history; what is left empty stays as it is (A21, A35)."""

from cards.step_forms.answers import Answers
from cards.step_forms.fields import (
    ChoiceField,
    DayField,
    NumberField,
    Options,
    TextField,
    TickField,
    TimeField,
    from_words,
    today,
)
from cards.step_forms.form import StepForm
from cards.step_forms.lengths import NO_NAMES
from cards.step_forms.recurring_fields import reason_field
from cards.wording import CHANNELS, ORIGINS, PARTINGS, TALK_WISHES, parting_in_words
from casework.views import CaseView, Step, Viewpoint
from procedure import steps
from procedure.errors import IncompleteReaction
from procedure.recording import SUMMARY_MAX_LENGTH, TEXT_MAX_LENGTH
from procedure.vocabulary import Channel, Origin, Parting, TalkState, TalkWish

MOST_PEOPLE = 9_999

ERASED = frozenset({"-", "–"})
"""Typed alone into a field: what stands there is removed."""

_YES_NO: Options = (("ja", "ja"), ("nein", "nein"))


def _yes_no(_view: CaseView) -> Options:
    return _YES_NO


def _formally(view: CaseView) -> bool:
    """Receipt, origin and dates are the BGF's (R14, R16)."""
    return view.viewpoint is Viewpoint.BGF


def _removes_external_due(view: CaseView) -> bool:
    return _formally(view) and view.external_due_on is not None


def _partings(view: CaseView) -> Options:
    return [
        (key.value, parting_in_words(key, view.channel)) for key in PARTINGS if key is not Parting.WAITING
    ]


def _spoken(view: CaseView) -> bool:
    """Ask how one parted where it was spoken, or may turn out to have been (R30)."""
    return view.channel.is_oral or _formally(view)


def _wishes(_view: CaseView) -> Options:
    return [(wish.value, TALK_WISHES[wish]) for wish in (TalkWish.NONE, TalkWish.WISH)]


def _wish_open(view: CaseView) -> bool:
    """Ask who leads, while the wish has not come to the management (R39)."""
    untouched = view.talk.state in {TalkState.NONE, TalkState.WISHED} and view.talk.ground is None
    return view.leads and untouched


def text_if_any(answers: Answers, name: str) -> str | None:
    """Tell the new text: None leaves it, empty removes it."""
    typed = answers.text(name)
    return "" if typed in ERASED else typed or None


def _read(answers: Answers) -> steps.Correct:
    correction = steps.Correct(
        reason=answers.text("reason"),
        channel=answers.choice_if_any("channel", Channel),
        parting=answers.choice_if_any("parting", Parting),
        handover_agreed_with=text_if_any(answers, "handover_agreed_with"),
        escalation_note=text_if_any(answers, "escalation_note"),
        follow_up_of=text_if_any(answers, "follow_up_of"),
        summary=text_if_any(answers, "summary"),
        customer_name=text_if_any(answers, "customer_name"),
        customer_contact=text_if_any(answers, "customer_contact"),
        customer_number=text_if_any(answers, "customer_number"),
        received_at=answers.instant("day", "time"),
        origin=answers.choice_if_any("origin", Origin),
        origin_detail=text_if_any(answers, "origin_detail"),
        external_due_on=answers.day_if_any("external_due_on"),
        remove_external_due=answers.ticked("remove_external_due"),
        third_party_authorised=answers.yes_or_no("third_party_authorised"),
        origin_in_verbis=answers.yes_or_no("origin_in_verbis"),
        legal_remedy_check=answers.yes_or_no("legal_remedy_check"),
        people=answers.number_if_any("people"),
        resolved_on_spot=answers.yes_or_no("resolved_on_spot"),
        time_consuming=answers.yes_or_no("time_consuming"),
        reached_leadership=answers.yes_or_no("reached_leadership"),
        talk_wish=answers.choice_if_any("talk_wish", TalkWish),
        concerns_management=answers.yes_or_no("concerns_management"),
    )
    if correction == steps.Correct(reason=correction.reason):
        raise IncompleteReaction("reason", "Bitte tragen Sie mindestens eine richtige Angabe ein.")
    return correction


CORRECT = StepForm(
    step=Step.CORRECT,
    title="Angaben berichtigen",
    submit="Berichtigung festhalten",
    other_names={"received_at": "day"},
    intro=lambda _: (
        "Tragen Sie nur ein, was falsch war. Was leer ist, bleibt, wie es ist.",
        "Ein einzelner Strich „-“ löscht die Angabe. Die alte Angabe bleibt im Verlauf.",
    ),
    fields=(
        reason_field("Warum berichtigen Sie?"),
        TextField(name="customer_name", label="Name der Kundin/des Kunden", limit=TEXT_MAX_LENGTH),
        TextField(name="customer_contact", label="Anschrift oder Kontakt", limit=TEXT_MAX_LENGTH),
        TextField(name="customer_number", label="Kundennummer", limit=TEXT_MAX_LENGTH),
        TextField(
            name="summary",
            label="Worum es geht",
            hint=NO_NAMES,
            limit=SUMMARY_MAX_LENGTH,
            lines=True,
        ),
        ChoiceField(
            name="channel",
            label="Eingangsweg",
            options=from_words(CHANNELS),
            hint="Mündlich oder schriftlich ändert, was zu tun ist.",
            applies=_formally,
        ),
        ChoiceField(
            name="parting",
            label="Wie sind Sie verblieben?",
            options=_partings,
            hint="Nur bei mündlichen Reaktionen.",
            applies=_spoken,
        ),
        DayField(
            name="day",
            label="Eingegangen am",
            latest=today,
            hint="Ein anderer Tag verschiebt die Fristen.",
            applies=_formally,
        ),
        TimeField(name="time", label="um", applies=_formally),
        ChoiceField(name="origin", label="Herkunft", options=from_words(ORIGINS), applies=_formally),
        TextField(name="origin_detail", label="Andere Stelle", limit=TEXT_MAX_LENGTH, applies=_formally),
        DayField(name="external_due_on", label="Termin der anfordernden Stelle", applies=_formally),
        TickField(
            name="remove_external_due",
            label="Diesen Termin",
            tick="entfernen",
            applies=_removes_external_due,
        ),
        ChoiceField(
            name="third_party_authorised",
            label="Vollmacht der anderen Stelle liegt vor",
            options=_yes_no,
            applies=_formally,
        ),
        ChoiceField(name="origin_in_verbis", label="Ursprung in VerBIS vermerkt", options=_yes_no),
        ChoiceField(name="legal_remedy_check", label="Kann ein Widerspruch sein", options=_yes_no),
        TextField(
            name="follow_up_of",
            label="Früherer Vorgang",
            hint="Nummer oder kurze Beschreibung.",
            limit=TEXT_MAX_LENGTH,
        ),
        TextField(
            name="handover_agreed_with",
            label="Übergabe abgestimmt mit",
            limit=TEXT_MAX_LENGTH,
            applies=lambda view: view.channel.is_oral,
        ),
        TextField(
            name="escalation_note",
            label="Anlass für das sofortige Gespräch",
            hint=NO_NAMES,
            limit=TEXT_MAX_LENGTH,
            applies=lambda view: view.escalation_ground is not None,
        ),
        ChoiceField(
            name="resolved_on_spot",
            label="Sofort geklärt",
            options=_yes_no,
            applies=lambda view: view.channel.is_oral,
        ),
        ChoiceField(
            name="time_consuming",
            label="Längere Nachforschungen nötig",
            options=_yes_no,
            hint="Zählt nur bei Anrufen.",
            applies=lambda view: view.channel.is_oral,
        ),
        ChoiceField(
            name="reached_leadership",
            label="Eine Teamleitung oder die Geschäftsleitung hat sie erhalten",
            options=_yes_no,
        ),
        ChoiceField(
            name="talk_wish",
            label="Gewünscht",
            options=_wishes,
            applies=_wish_open,
        ),
        ChoiceField(
            name="concerns_management",
            label="Richtet sich gegen die Geschäftsleitung selbst",
            options=_yes_no,
            applies=_formally,
        ),
        NumberField(name="people", label="Wie viele Personen beschweren sich?", least=1, most=MOST_PEOPLE),
    ),
    read=_read,
)
"""Nothing is filled in: the customer's details never stand on the card of a case."""
