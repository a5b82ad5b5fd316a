"""What can be chosen in the intake: the options as they are shown, and what else people call them."""

import re

from cards.forms import Option
from cards.wording import GROUNDS, KINDS, ORIGINS
from dialogs.context import Context
from dialogs.flow import Answers
from dialogs.intake_relevance import kept_from_lead
from dialogs.question_kinds import NO, YES
from procedure.office import Team
from procedure.vocabulary import Channel, ConcernKind, EscalationGround, Origin, Parting, TalkWish

CHANNEL_OPTIONS = (
    Option(value=Channel.IN_PERSON, title="Persönlich"),
    Option(value=Channel.TELEPHONE, title="Am Telefon"),
    Option(value=Channel.WRITTEN, title="Brief"),
    Option(value=Channel.ELECTRONIC, title="E-Mail oder online"),
)
CHANNEL_ALIASES = {
    Channel.IN_PERSON: ("vor Ort", "am Empfang", "am Tresen", "am Schalter", "Vorsprache", "hier"),
    Channel.TELEPHONE: ("telefonisch", "Telefon", "Anruf", "telefonat"),
    Channel.WRITTEN: ("schriftlich", "Post", "Schreiben", "Fax", "per Brief"),
    Channel.ELECTRONIC: ("elektronisch", "Mail", "Email", "E-Mail", "online", "per Mail"),
}
_KIND_TITLES = {
    ConcernKind.FACHLICHE_BESCHWERDE: "Fachliche Beschwerde (Bescheid, Bearbeitung, Erreichbarkeit, Ton)",
    ConcernKind.PETITION: "Petition (Landtag, Bundestag)",
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: "Dienstaufsichtsbeschwerde (Verhalten, mit dienstlichen Folgen)",
    ConcernKind.FACHAUFSICHTSBESCHWERDE: "Fachaufsichtsbeschwerde (Sache, an die Aufsicht)",
    ConcernKind.EINGABE: "Eingabe (etwa über Abgeordnete)",
    ConcernKind.FOLGEREAKTION: "Folgereaktion zu einem früheren Vorgang",
}
_BY_FREQUENCY = (
    ConcernKind.FACHLICHE_BESCHWERDE,
    ConcernKind.LOB,
    ConcernKind.IDEE_ANREGUNG,
    ConcernKind.FOLGEREAKTION,
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE,
    ConcernKind.FACHAUFSICHTSBESCHWERDE,
    ConcernKind.EINGABE,
    ConcernKind.PETITION,
)
KIND_OPTIONS = tuple(Option(value=kind, title=_KIND_TITLES.get(kind, KINDS[kind])) for kind in _BY_FREQUENCY)
KIND_ALIASES = {
    ConcernKind.FACHLICHE_BESCHWERDE: ("Beschwerde", "FB", "fachlich"),
    ConcernKind.LOB: ("Dank", "Danke"),
    ConcernKind.IDEE_ANREGUNG: ("Vorschlag", "Idee", "Anregung"),
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: ("DAB",),
    ConcernKind.FACHAUFSICHTSBESCHWERDE: ("FAB",),
    ConcernKind.FOLGEREAKTION: ("Folge",),
}
_ORIGIN_TITLES = {
    origin: "Direkt bei uns" if origin is Origin.DIRECT else words[:1].upper() + words[1:]
    for origin, words in ORIGINS.items()
}
ORIGIN_OPTIONS = tuple(Option(value=origin, title=_ORIGIN_TITLES[origin]) for origin in Origin)
ORIGIN_ALIASES = {
    Origin.DIRECT: ("selbst", "bei uns"),
    Origin.LRA: ("Landratsamt", "Landrat"),
    Origin.AA: ("Agentur", "Agentur für Arbeit", "Arbeitsagentur"),
    Origin.RD: ("Regionaldirektion",),
    Origin.ZENTRALE: ("Zentrale",),
    Origin.OTHER: ("andere", "sonstige", "andere Stelle"),
}
PARTING_ALIASES = {
    Parting.WAITING: ("wartend", "wartet am Telefon", "wartet hier", "wartet noch"),
    Parting.APPOINTMENT: ("Termin vereinbart",),
    Parting.REFERRED_TO_WRITING: ("schriftlich",),
    Parting.LEFT: ("gegangen", "ist gegangen", "ist weg", "aufgelegt", "hat aufgelegt", "Rückruf"),
}
TALK_ALIASES = {
    TalkWish.NONE: ("kein", "keins", "kein Gespräch", "nee", "ne", "nein danke"),
    TalkWish.WISH: ("ja", "jo", "ja bitte", "gewünscht", "Wunsch", "Gesprächswunsch"),
}

AGAINST_MANAGEMENT = "gl"
AGAINST_OPTIONS = (
    Option(value=NO, title="Nein"),
    Option(value=YES, title="Ja, gegen die Teamleitung"),
    Option(value=AGAINST_MANAGEMENT, title="Ja, gegen die Geschäftsleitung"),
)
"""A26: of the Teamleitung the case is kept, of the management the Träger is to be told."""
AGAINST_ALIASES = {
    NO: ("nee", "ne", "nein danke", "niemand"),
    YES: ("jo", "ja bitte", "Teamleitung", "TL"),
    AGAINST_MANAGEMENT: ("Geschäftsleitung", "Geschäftsführung"),
}


def team_options(context: Context) -> tuple[Option, ...]:
    """Offer the teams there are now."""
    active = sorted((t for t in context.office.teams.values() if t.active), key=_by_name)
    return tuple(Option(value=team.id, title=team.name) for team in active)


def _by_name(team: Team) -> list[tuple[int, str]]:
    """Sort „Team 2“ before „Team 10“."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", team.name.casefold())
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def talk_options(context: Context, answers: Answers) -> tuple[Option, ...]:
    """Offer the wish, which the Teamleitung sees first where it may (R39), and the three grounds (R38)."""
    where = "an die Geschäftsleitung" if kept_from_lead(answers, context) else "zuerst an die Teamleitung"
    return (
        Option(value=TalkWish.NONE, title="Nein"),
        Option(value=TalkWish.WISH, title=f"Ja (der Wunsch geht {where})"),
        *(Option(value=ground, title=f"Sofort: {GROUNDS[ground]}") for ground in EscalationGround),
    )


def parting_options(context: Context, answers: Answers) -> tuple[Option, ...]:
    """Offer how the front desk and the customer may have parted (R30, R31)."""
    where = "am Telefon" if answers.get("channel") == Channel.TELEPHONE else "hier"
    who = "Geschäftsleitung" if kept_from_lead(answers, context) else "Teamleitung"
    return (
        Option(value=Parting.WAITING, title=f"Die Kundin/der Kunde wartet {where} auf Antwort"),
        Option(value=Parting.APPOINTMENT, title="Wir haben einen Termin vereinbart"),
        Option(value=Parting.REFERRED_TO_WRITING, title="Auf Schriftform verwiesen"),
        Option(value=Parting.LEFT, title=f"Beendet, die {who} meldet sich"),
    )
