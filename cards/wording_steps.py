"""The German words of the whole procedure: one for each value of its parts, and for what happened."""

from collections.abc import Mapping

from procedure.duties import DutyKind
from procedure.vocabulary import (
    AcknowledgementState,
    AnswerKind,
    Cause,
    ContributionState,
    DecisionState,
    DispatchWay,
    DocumentKind,
    EndReason,
    HoldGround,
    InformingState,
    Lead,
    Outcome,
    TalkForm,
    TalkState,
    Treatment,
    WaiverReason,
)

ACKNOWLEDGEMENT_STATES: Mapping[AcknowledgementState, str] = {
    AcknowledgementState.NOT_NEEDED: "nicht nötig",
    AcknowledgementState.OPEN: "noch offen",
    AcknowledgementState.SENT: "versandt",
    AcknowledgementState.WAIVED: "entfällt",
}

DISPATCH_WAYS: Mapping[DispatchWay, str] = {
    DispatchWay.LETTER: "als Brief",
    DispatchWay.EMAIL: "als E-Mail",
    DispatchWay.BY_HAND: "persönlich übergeben",
    DispatchWay.ONLINE: "über das Online-Postfach",
}

WAIVER_REASONS: Mapping[WaiverReason, str] = {
    WaiverReason.NO_ADDRESS: "keine Anschrift",
    WaiverReason.BY_REQUESTING_BODY: "die anfordernde Stelle bestätigt selbst",
    WaiverReason.ANSWERED_ALREADY: "schon beantwortet",
    WaiverReason.OTHER: "anderer Grund",
}

DECISION_STATES: Mapping[DecisionState, str] = {
    DecisionState.NOT_NEEDED: "nicht nötig",
    DecisionState.OPEN: "noch offen",
    DecisionState.TAKEN: "getroffen",
}

DECISIONS: Mapping[Lead, str] = {
    Lead.TEAM: "Das Team beauftragen",
    Lead.MANAGEMENT: "Selbst federführend bearbeiten",
}
"""What the management may decide (R33)."""

CONTRIBUTION_STATES: Mapping[ContributionState, str] = {
    ContributionState.OPEN: "noch offen",
    ContributionState.DELIVERED: "geliefert",
    ContributionState.RETURNED: "zur Ergänzung zurückgegeben",
    ContributionState.WAIVED: "nicht mehr nötig",
}

INFORMING_STATES: Mapping[InformingState, str] = {
    InformingState.OPEN: "noch offen",
    InformingState.DONE: "informiert",
    InformingState.NOBODY: "niemand betroffen",
    InformingState.POSTPONED: "aufgeschoben",
}

TALK_STATES: Mapping[TalkState, str] = {
    TalkState.NONE: "kein Gespräch gewünscht",
    TalkState.WISHED: "gewünscht",
    TalkState.NOTED: "Vermerk der Teamleitung liegt vor",
    TalkState.DECIDED: "entschieden",
    TalkState.HELD: "geführt",
}

TALK_FORMS: Mapping[TalkForm, str] = {
    TalkForm.TELEPHONE: "Telefonisch",
    TalkForm.IN_WRITING: "Schriftlich",
    TalkForm.IN_PERSON: "Persönlich",
    TalkForm.NO_TALK: "Kein Gespräch, das Team antwortet",
}

TREATMENTS: Mapping[Treatment, str] = {
    Treatment.IN_PROGRESS: "in Bearbeitung",
    Treatment.APPOINTMENT: "Termin vereinbart",
    Treatment.REFERRED_TO_WRITING: "auf Schriftform verwiesen",
    Treatment.TO_MANAGEMENT: "an die Geschäftsleitung gegeben",
}

OUTCOMES: Mapping[Outcome, str] = {
    Outcome.FOUNDED: "begründet",
    Outcome.PARTLY_FOUNDED: "teilweise begründet",
    Outcome.UNFOUNDED: "unbegründet",
    Outcome.UNDETERMINED: "nicht feststellbar",
    Outcome.NOT_APPLICABLE: "entfällt (Lob, Idee, Rücknahme)",
}

ANSWER_KINDS: Mapping[AnswerKind, str] = {
    AnswerKind.SENT: "Antwort versandt",
    AnswerKind.IN_TALK: "Im Gespräch geklärt",
    AnswerKind.NOT_REQUIRED: "Keine Antwort erforderlich",
    AnswerKind.NO_LETTER_CAME: "Keine schriftliche Reaktion gekommen",
}

CAUSES: Mapping[Cause, str] = {
    Cause.PROCESS: "Ablauf",
    Cause.INFORMATION: "Information",
    Cause.REACHABILITY: "Erreichbarkeit",
    Cause.BEHAVIOUR: "Verhalten",
    Cause.LAW: "Recht",
    Cause.TECHNOLOGY: "Technik",
    Cause.EXTERNAL: "außerhalb des Jobcenters",
}

END_REASONS: Mapping[EndReason, str] = {
    EndReason.WITHDRAWN: "zurückgenommen",
    EndReason.MERGED: "mit einem anderen Vorgang zusammengeführt",
    EndReason.HANDED_OVER: "an eine andere Stelle abgegeben",
    EndReason.RECORDED_IN_ERROR: "irrtümlich erfasst",
}

DOCUMENT_KINDS: Mapping[DocumentKind, str] = {
    DocumentKind.INCOMING: "Eingegangenes Schreiben",
    DocumentKind.ACKNOWLEDGEMENT: "Eingangsbestätigung",
    DocumentKind.INTERIM_NOTICE: "Zwischennachricht",
    DocumentKind.ANSWER: "Antwort",
    DocumentKind.STATEMENT: "Stellungnahme",
    DocumentKind.CONTRIBUTION: "Beitrag",
    DocumentKind.HANDOVER_NOTICE: "Abgabenachricht",
    DocumentKind.WITHDRAWAL_NOTICE: "Rücknahmebestätigung",
    DocumentKind.OTHER: "Sonstiges",
}

HOLD_GROUNDS: Mapping[HoldGround, str] = {
    HoldGround.PETITION: "Petition",
    HoldGround.LAWSUIT: "Klage",
    HoldGround.CRIMINAL_CHARGE: "Strafanzeige",
    HoldGround.RESTRICTION: "Verarbeitung eingeschränkt",
}

DUTIES: Mapping[DutyKind, str] = {
    DutyKind.RECORD: "Im KRM-Tool erfassen",
    DutyKind.ACKNOWLEDGE: "Eingangsbestätigung versenden",
    DutyKind.ASSIGN: "Neu zuordnen",
    DutyKind.FILE: "Ablage prüfen",
    DutyKind.DECIDE: "Über die Bearbeitung entscheiden",
    DutyKind.DECIDE_TALK: "Über das Gespräch entscheiden",
    DutyKind.HOLD_TALK: "Gespräch führen",
    DutyKind.SIGN: "Schlusszeichnung",
    DutyKind.NOTE_TALK: "Vermerk zum Gesprächswunsch",
    DutyKind.CONFIRM_RECEIPT: "Empfang bestätigen",
    DutyKind.TAKE_OVER: "Übernehmen",
    DutyKind.INFORM: "Beschäftigte informieren",
    DutyKind.CONTRIBUTE: "Beitrag liefern",
    DutyKind.ANSWER: "Antworten und abschließen",
}

EVENTS: Mapping[str, str] = {
    "Registered": "Aufgenommen",
    "HandoverOpened": "Kundin/Kunde wartet",
    "DeputyAsked": "Stellvertretung gefragt",
    "HandoverAnswered": "Wartende Kundin/wartender Kunde hat Antwort",
    "StateChanged": "Stand geändert",
    "TakenOver": "Übernommen",
    "RecordedInTool": "Im KRM-Tool erfasst",
    "AlertRaised": "Geschäftsleitung sofort verständigt",
    "AcknowledgementSent": "Eingangsbestätigung versandt",
    "AcknowledgementWaived": "Eingangsbestätigung entfällt",
    "AcknowledgementOwed": "Eingangsbestätigung ist zu versenden",
    "DecisionOwed": "Geschäftsleitung hat zu entscheiden",
    "ReceiptConfirmed": "Empfang bestätigt",
    "Filed": "Ablage vollständig",
    "Reclassified": "Anliegensart oder Team geändert",
    "LeadChanged": "Federführung geändert",
    "Corrected": "Angaben berichtigt",
    "DeadlineMoved": "Frist verschoben",
    "TeamDeadlineMoved": "Frist verschoben",
    "ReceiptAdded": "Weiterer Eingang vermerkt",
    "DocumentAdded": "Dokument abgelegt",
    "FollowedUp": "Folgereaktion verknüpft",
    "FollowUpRemoved": "Verknüpfung der Folgereaktion gelöst",
    "Decided": "Geschäftsleitung hat entschieden",
    "TransferRequested": "Abgabe an die Geschäftsleitung erbeten",
    "ContributionRequested": "Beitrag angefordert",
    "ContributionDelivered": "Beitrag geliefert",
    "ContributionReturned": "Beitrag zurückgegeben",
    "ContributionWaived": "Auf den Beitrag verzichtet",
    "TalkWished": "Gespräch mit der Geschäftsleitung gewünscht",
    "TalkNoted": "Vermerk zum Gesprächswunsch",
    "TalkDecided": "Über das Gespräch entschieden",
    "TalkHeld": "Gespräch geführt",
    "AlertedLater": "Geschäftsleitung sofort verständigt",
    "Treated": "Umgang entschieden",
    "NotResponsible": "Als nicht zuständig zurückgegeben",
    "Informed": "Beschäftigte informiert",
    "EmployeesAway": "Beschäftigte abwesend",
    "InterimNoticeSent": "Zwischennachricht versandt",
    "SubmittedForSignature": "Zur Schlusszeichnung vorgelegt",
    "Signed": "Schlussgezeichnet",
    "SignatureRefused": "Zur Überarbeitung zurückgegeben",
    "Closed": "Abgeschlossen",
    "Ended": "Ohne Antwort beendet",
    "Reopened": "Wiederaufgenommen",
    "HoldPlaced": "Aufbewahrung gesperrt",
    "HoldLifted": "Sperre der Aufbewahrung aufgehoben",
    "FullTextOpened": "Wortlaut gelesen",
    "DocumentFetched": "Dokument abgerufen",
    "NotesRead": "Erkenntnisse für den Jahresbericht gelesen",
    "DisclosedToPerson": "Auskunft an die Person erteilt",
    "DisclosureWithheld": "Auskunft an die Person verweigert",
    "ErasureRefused": "Löschung abgelehnt",
}
"""By the class name of the event; what the record holds besides them is what was read."""


def event_in_words(event: str) -> str:
    """Name what happened; a word for all that an older record may hold."""
    return EVENTS.get(event, "Eintrag")
