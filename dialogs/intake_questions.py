"""What the intake asks: all that GA I, III, V and VI need to know (R1-R9, R30, R36, R38, R45)."""

from dataclasses import replace

from cards.forms import InputKind
from dialogs.answers import understand_yes_no
from dialogs.counts import how_many_people
from dialogs.days import day_set
from dialogs.flow import Question
from dialogs.intake_options import (
    AGAINST_ALIASES,
    AGAINST_OPTIONS,
    CHANNEL_ALIASES,
    CHANNEL_OPTIONS,
    KIND_ALIASES,
    KIND_OPTIONS,
    ORIGIN_ALIASES,
    ORIGIN_OPTIONS,
    PARTING_ALIASES,
    TALK_ALIASES,
    parting_options,
    talk_options,
    team_options,
)
from dialogs.intake_relevance import (
    came_through_an_unlisted_office,
    came_through_others,
    day_of_arrival,
    is_by_telephone,
    is_follow_up,
    is_immediate,
    is_in_writing,
    is_open_talk,
    is_oral,
    is_to_be_agreed,
)
from dialogs.question_kinds import NO, Relevant, choice, moment, several, words, yes_no
from procedure.recording import MAX_PEOPLE, SUMMARY_MAX_LENGTH, TEXT_MAX_LENGTH
from procedure.vocabulary import ConcernKind, Origin, TalkWish

CHANNEL_TITLE = "Wie hat sich die Kundin/der Kunde gemeldet?"
NO_REACTION = (
    "Ein Widerspruch, ein Antrag oder eine Bitte um Auskunft allein ist keine Kundenreaktion. Bitte brechen "
    "Sie dann ab und geben das Schreiben gleich weiter, einen Widerspruch an die Widerspruchsstelle."
)
"""R52: what goes another way. Mixed cases are recorded and passed on besides (A31)."""
EARLIER_CASE = (
    "Eine Rücknahme oder eine Reaktion, die schon erfasst ist, gehört zum früheren Vorgang. Bitte brechen "
    "Sie auch dann ab und melden sie dem BGF, am besten mit der Nummer des Vorgangs."
)
"""A16, A17: the BGF has it noted at the earlier case."""
PRIVACY = "Bitte keine Gesundheitsdaten und keine Namen von Beschäftigten, nur was zur Klärung nötig ist."
NEEDS_GROUND = (
    "Ein sofortiges Gespräch ist nur bei Eskalation, Bedrohung oder schwerwiegender Gesamtsituation "
    "möglich. Bitte wählen Sie einen dieser Gründe, oder schalten Sie zuerst die Teamleitung ein."
)


def _object_to_lonely_follow_up(chosen: tuple[str, ...]) -> str:
    # Asked at the field; procedure.recording decides it again when the case is opened (R9).
    if chosen == (ConcernKind.FOLGEREAKTION,):
        return "Bitte wählen Sie zur Folgereaktion mindestens eine weitere Anliegensart."
    return ""


def _object_to_agreed_with_nobody(told: str) -> str:
    return "Mit wem haben Sie die Übergabe abgestimmt?" if understand_yes_no(told) else ""


_NOT_TOLD = frozenset({"keine", "keiner", "keins", "nichts", "ohne", "nein", "anonym", "unbekannt", "x"})
_NOT_AGREED = frozenset({"nein", "nee", "ne", "noch nicht", "nicht", "niemand", "mit niemandem", "keine"})

CHANNEL = choice(
    "channel",
    label=CHANNEL_TITLE,
    kind=InputKind.BUTTONS,
    options=CHANNEL_OPTIONS,
    aliases=CHANNEL_ALIASES,
    error="Bitte wählen Sie: persönlich, am Telefon, Brief oder E-Mail.",
)
CONCERNS = several(
    "concerns",
    label="Anliegen (mehrere möglich)",
    options=lambda _: KIND_OPTIONS,
    aliases=KIND_ALIASES,
    check=_object_to_lonely_follow_up,
    hint=f"{NO_REACTION} {EARLIER_CASE}",
    error="Bitte wählen Sie mindestens ein Anliegen aus der Liste.",
)
TEAMS = several(
    "teams",
    label="Welches Team betrifft es? (mehrere möglich)",
    options=team_options,
    error="Bitte wählen Sie mindestens ein Team aus der Liste.",
)
SUMMARY = words(
    "summary",
    label="In ein, zwei Sätzen: Was ist passiert?",
    long=True,
    most=SUMMARY_MAX_LENGTH,
    hint=PRIVACY,
    error="Bitte beschreiben Sie das Anliegen kurz.",
)
FOLLOW_UP = words(
    "follow_up_of",
    label="Auf welchen früheren Vorgang bezieht es sich?",
    most=TEXT_MAX_LENGTH,
    hint="Die Nummer (KRM-2026-0042) oder, wenn Sie sie nicht kennen, eine kurze Beschreibung.",
    error="Bitte nennen Sie den früheren Vorgang oder beschreiben Sie ihn kurz.",
    relevant=is_follow_up,
)
RESOLVED = yes_no("resolved", label="Konnten Sie das Anliegen sofort klären?", relevant=is_oral)
TIME_CONSUMING = yes_no(
    "time_consuming",
    label="Sind dafür längere Nachforschungen nötig?",
    hint="Zum Beispiel mehr als etwa 15 Minuten, oder Sie brauchen andere Akten oder Stellen.",
    relevant=is_by_telephone,
)
LEADERSHIP = yes_no(
    "leadership",
    label="Hat eine Teamleitung oder die Geschäftsleitung die Reaktion schon erhalten?",
    preset=NO,
)
CONCERNS_LEAD = choice(
    "concerns_lead",
    label="Richtet sich die Reaktion gegen die Teamleitung oder die Geschäftsleitung selbst?",
    kind=InputKind.CHOICE,
    options=AGAINST_OPTIONS,
    aliases=AGAINST_ALIASES,
    error="Bitte wählen Sie, ob sich die Reaktion gegen eine Leitung selbst richtet.",
    preset=NO,
)
RECEIVED = moment(
    "received",
    label="Wann ist die Reaktion bei uns eingegangen?",
    hint="Der Tag, an dem sie zum ersten Mal im Haus war, zum Beispiel der Eingangsstempel.",
    required=True,
    relevant=is_in_writing,
)
ORIGIN = choice(
    "origin",
    label="Direkt bei uns oder über eine andere Stelle?",
    kind=InputKind.CHOICE,
    options=ORIGIN_OPTIONS,
    aliases=ORIGIN_ALIASES,
    preset=Origin.DIRECT,
    error="Bitte wählen Sie, woher die Reaktion kommt.",
)
ORIGIN_DETAIL = words(
    "origin_detail",
    label="Über welche Stelle?",
    most=TEXT_MAX_LENGTH,
    error="Bitte nennen Sie die Stelle.",
    relevant=came_through_an_unlisted_office,
)
AUTHORISED = yes_no(
    "authorised",
    label="Darf diese Stelle eine Kopie unserer Schreiben erhalten?",
    hint="Nur mit Vollmacht oder gesetzlicher Befugnis. Unsere Antwort geht sonst allein an die Kundin/den "
    "Kunden.",
    preset=NO,
    relevant=came_through_others,
)
EXTERNAL_DUE = day_set(
    "external_due",
    label="Hat diese Stelle einen Termin gesetzt?",
    hint="Der Termin tritt an die Stelle der 14 Tage. Leer lassen, wenn es keinen gibt.",
    not_before=day_of_arrival,
    relevant=came_through_others,
)
CONFIDENTIAL = yes_no(
    "confidential",
    label="Gehört die Kundin/der Kunde zu unseren Beschäftigten oder deren Angehörigen?",
    kind=InputKind.CHOICE,
    hint="Wenn ja, ist der Vorgang vertraulich: Die Teamleitung sieht ihn nicht.",
    preset=NO,
)
PEOPLE = how_many_people(
    "people",
    label="Wie viele Personen beschweren sich gemeinsam?",
    hint="Leer lassen bei einer Person. Bei mehreren ist der Name oben die Kontaktperson.",
    most=MAX_PEOPLE,
    relevant=is_in_writing,
)
LEGAL_REMEDY = yes_no(
    "legal_remedy",
    label="Kann das Schreiben ein Widerspruch sein?",
    hint="Wenn ja, geben Sie es bitte zusätzlich sofort an die Widerspruchsstelle. Deren Frist läuft weiter.",
    preset=NO,
    relevant=is_in_writing,
)
PARTING = choice(
    "parting",
    label="Wie sind Sie verblieben?",
    options=parting_options,
    aliases=PARTING_ALIASES,
    error="Bitte wählen Sie, wie Sie verblieben sind.",
    relevant=is_open_talk,
)
AGREED = words(
    "agreed_with",
    label="Haben Sie die Übergabe schon abgestimmt? Mit wem und wann?",
    most=TEXT_MAX_LENGTH,
    hint="Leer lassen, wenn noch nicht. Eine kurze Absprache vorab ist empfohlen.",
    none_words=_NOT_AGREED,
    check=_object_to_agreed_with_nobody,
    relevant=is_to_be_agreed,
)
TALK = choice(
    "talk",
    label="Möchte die Kundin/der Kunde mit der Geschäftsleitung sprechen?",
    kind=InputKind.CHOICE,
    options=talk_options,
    aliases=TALK_ALIASES,
    hint="„Sofort“ alarmiert die Geschäftsleitung: nur bei Eskalation, Bedrohung oder "
    "schwerwiegender Gesamtsituation.",
    preset=TalkWish.NONE,
    error=NEEDS_GROUND,
)
TALK_NOTE = words(
    "talk_note",
    label="Was ist der Grund? Ein Satz genügt.",
    most=TEXT_MAX_LENGTH,
    error="Bitte nennen Sie den Grund in einem Satz.",
)
NAME = words(
    "name",
    label="Name der Kundin/des Kunden",
    most=TEXT_MAX_LENGTH,
    hint="Leer lassen, wenn anonym. Den Vorgang bearbeiten wir dann ohne Antwort.",
    none_words=_NOT_TOLD,
)
CONTACT = words("contact", label="Anschrift, Telefon oder E-Mail", most=TEXT_MAX_LENGTH, none_words=_NOT_TOLD)
NUMBER = words("number", label="Kundennummer", most=TEXT_MAX_LENGTH, none_words=_NOT_TOLD)
VERBIS = yes_no("verbis", label="Wurde das Gespräch schon in VerBIS vermerkt?", preset=NO, relevant=is_oral)
HAPPENED = moment(
    "happened",
    label="Wann hat sich die Kundin/der Kunde gemeldet?",
    hint="Leer lassen, wenn es gerade eben war.",
    required=False,
    relevant=is_oral,
)


def _talk(asked: Relevant) -> tuple[Question, Question]:
    """At the desk a threat comes first; of a letter first the sender is told."""
    note = replace(
        TALK_NOTE,
        relevant=lambda answers, context: asked(answers, context) and is_immediate(answers, context),
    )
    return replace(TALK, relevant=asked), note


CHANNEL_STEP: tuple[Question, ...] = (CHANNEL,)
CONCERN_STEP: tuple[Question, ...] = (CONCERNS, TEAMS, SUMMARY, FOLLOW_UP)
CIRCUMSTANCES_STEP: tuple[Question, ...] = (
    RESOLVED,
    TIME_CONSUMING,
    RECEIVED,
    ORIGIN,
    ORIGIN_DETAIL,
    AUTHORISED,
    EXTERNAL_DUE,
    LEADERSHIP,
    CONCERNS_LEAD,
    CONFIDENTIAL,
    LEGAL_REMEDY,
)
DETAILS_STEP: tuple[Question, ...] = (
    PARTING,
    *_talk(is_oral),
    NAME,
    CONTACT,
    NUMBER,
    PEOPLE,
    *_talk(is_in_writing),
    AGREED,
    HAPPENED,
    VERBIS,
)
