"""Headings of chapters and lines, in the report's German."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from procedure.vocabulary import Cause, Channel, ConcernKind, Origin, Outcome

TITLES: Final[Mapping[str, str]] = {
    "eckdaten": "Eckdaten und Methode",
    "eingaenge": "Eingänge",
    "eingangsweg": "Eingangsweg",
    "herkunft": "Herkunft",
    "anliegen": "Anliegensarten",
    "teams": "Teams und Federführung",
    "eingangsbestaetigung": "Eingangsbestätigung",
    "abschluss": "Abschluss",
    "zwischennachricht": "Zwischennachrichten",
    "ergebnis": "Ergebnisse und Ursachen",
    "folgereaktionen": "Folgereaktionen",
    "gespraeche": "Gespräche mit der Geschäftsleitung",
    "ohne_antwort": "Ohne Antwort beendet",
    "vorjahr": "Vergleich mit dem Vorjahr",
}

CHANNELS: Final[Mapping[StrEnum, str]] = {
    Channel.WRITTEN: "schriftlich",
    Channel.ELECTRONIC: "elektronisch",
    Channel.TELEPHONE: "telefonisch",
    Channel.IN_PERSON: "persönlich",
}

ORIGINS: Final[Mapping[StrEnum, str]] = {
    Origin.DIRECT: "direkt",
    Origin.LRA: "über das Landratsamt",
    Origin.AA: "über die Agentur für Arbeit",
    Origin.RD: "über die Regionaldirektion",
    Origin.ZENTRALE: "über die Zentrale",
    Origin.OTHER: "über eine andere Stelle",
}

CONCERNS: Final[Mapping[StrEnum, str]] = {
    ConcernKind.FACHLICHE_BESCHWERDE: "Fachliche Beschwerde",
    ConcernKind.LOB: "Lob",
    ConcernKind.IDEE_ANREGUNG: "Idee oder Anregung",
    ConcernKind.PETITION: "Petition",
    ConcernKind.EINGABE: "Eingabe",
    ConcernKind.DIENSTAUFSICHTSBESCHWERDE: "Dienstaufsichtsbeschwerde",
    ConcernKind.FACHAUFSICHTSBESCHWERDE: "Fachaufsichtsbeschwerde",
    ConcernKind.FOLGEREAKTION: "Folgereaktion",
}

OUTCOMES: Final[Mapping[StrEnum, str]] = {
    Outcome.FOUNDED: "begründet",
    Outcome.PARTLY_FOUNDED: "teilweise begründet",
    Outcome.UNFOUNDED: "unbegründet",
    Outcome.UNDETERMINED: "nicht feststellbar",
    Outcome.NOT_APPLICABLE: "entfällt",
}

CAUSES: Final[Mapping[StrEnum, str]] = {
    Cause.PROCESS: "Ablauf",
    Cause.INFORMATION: "Information",
    Cause.REACHABILITY: "Erreichbarkeit",
    Cause.BEHAVIOUR: "Verhalten",
    Cause.LAW: "Recht",
    Cause.TECHNOLOGY: "Technik",
    Cause.EXTERNAL: "außerhalb des Jobcenters",
}
