"""The terms of the procedure. Values are the office's German words, as stored and exported."""

from enum import StrEnum
from typing import NewType

CaseId = NewType("CaseId", str)
"""Internal key of a case (a UUID); people see the case number instead."""

StaffId = NewType("StaffId", str)
"""The Entra object id of an employee: the only identity Teams vouches for."""

TeamId = NewType("TeamId", str)
"""The team's key in the roster, for example ``leistung-a``."""

DocumentId = NewType("DocumentId", str)
"""Key of a stored letter, scan or text (a UUID)."""


class Channel(StrEnum):
    """The four ways in which a reaction arrives (GA I, R1)."""

    WRITTEN = "schriftlich"
    ELECTRONIC = "elektronisch"
    TELEPHONE = "telefonisch"
    IN_PERSON = "persoenlich"

    @property
    def is_oral(self) -> bool:
        """Spoken at the desk or on the phone (GA V), as opposed to in writing including e-mail (GA III)."""
        return self in {Channel.TELEPHONE, Channel.IN_PERSON}


class Origin(StrEnum):
    """Where a reaction comes from: directly or through a third party (GA I, R2)."""

    DIRECT = "direkt"
    LRA = "LRA"
    AA = "AA"
    RD = "RD"
    ZENTRALE = "Zentrale"
    OTHER = "sonstige"


class ConcernKind(StrEnum):
    """Anliegensart: the seven kinds of GA I and the Eingabe of GA II (R8, A4)."""

    FACHLICHE_BESCHWERDE = "fachliche_beschwerde"
    LOB = "lob"
    IDEE_ANREGUNG = "idee_anregung"
    PETITION = "petition"
    EINGABE = "eingabe"
    DIENSTAUFSICHTSBESCHWERDE = "dienstaufsichtsbeschwerde"
    FACHAUFSICHTSBESCHWERDE = "fachaufsichtsbeschwerde"
    FOLGEREAKTION = "folgereaktion"


class RecordReason(StrEnum):
    """Why a reaction must be recorded (GA I, the four bullet points; R3-R6)."""

    WRITTEN_OR_ELECTRONIC = "schriftlich_oder_elektronisch"
    TIME_CONSUMING_CALL = "telefonisch_zeitaufwaendig"
    NOT_REMEDIED = "vor_ort_nicht_abgeholfen"
    LEADERSHIP = "fuehrungskraft_ab_teamleitung"


class Lead(StrEnum):
    """Who answers for a case, „federführend“ (GA II)."""

    TEAM = "team"
    MANAGEMENT = "GL"


class Role(StrEnum):
    """Office held by an employee; leading or deputising a team is kept with the team."""

    EMPLOYEE = "beschaeftigt"
    FRONT_DESK = "eingangszone"
    TEAM_LEAD = "teamleitung"
    DEPUTY = "stv_teamleitung"
    BGF = "bgf"
    MANAGEMENT = "geschaeftsleitung"
    TRUSTED = "vertrauliche_vorgaenge"
    """BGF-Leitung, and whom the management names: they alone see confidential cases (A34)."""


class CaseState(StrEnum):
    """Life cycle of a recorded case (Z1-Z8; a draft is no case)."""

    RECORDED = "erfasst"
    WITH_TEAM_LEAD = "bei_teamleitung"
    IN_PROGRESS_TEAM = "in_bearbeitung_team"
    IN_PROGRESS_MANAGEMENT = "in_bearbeitung_gl"
    FINAL_SIGNATURE = "schlusszeichnung_gl"
    CLOSED = "abgeschlossen"
    ENDED = "beendet_ohne_antwort"
    ANONYMISED = "anonymisiert"


class EscalationGround(StrEnum):
    """The three grounds for an immediate talk with the management (GA VI, R38)."""

    ESKALATION = "eskalation"
    BEDROHUNG = "bedrohung"
    SCHWERWIEGENDE_GESAMTSITUATION = "schwerwiegende_gesamtsituation"


class TalkWish(StrEnum):
    """Does the customer want to talk to the management (GA VI)?"""

    NONE = "kein"
    WISH = "wunsch"
    IMMEDIATE = "sofort"


class Parting(StrEnum):
    """How the front desk and the customer parted (GA III last sentence and V; R30, R31, R36)."""

    WAITING = "wartet"
    APPOINTMENT = "termin_vereinbart"
    REFERRED_TO_WRITING = "auf_schriftform_verwiesen"
    LEFT = "gegangen"


class HandoverAnswer(StrEnum):
    """What the Teamleitung tells a waiting customer (GA V, R37)."""

    COME = "ich_komme"
    APPOINTMENT = "termin"
    CALLBACK = "rueckruf"
    WRITTEN = "schriftform"


class AcknowledgementState(StrEnum):
    """How far the Eingangsbestätigung is (GA III, R22, R23)."""

    NOT_NEEDED = "nicht_noetig"
    OPEN = "offen"
    SENT = "versandt"
    WAIVED = "entfaellt"


class DispatchWay(StrEnum):
    """How a letter reached the customer."""

    LETTER = "brief"
    EMAIL = "e_mail"
    BY_HAND = "uebergeben"
    ONLINE = "online"


class WaiverReason(StrEnum):
    """Why there is no acknowledgement of receipt (R25, A15, A22)."""

    NO_ADDRESS = "keine_anschrift"
    BY_REQUESTING_BODY = "anfordernde_stelle_bestaetigt"
    ANSWERED_ALREADY = "schon_beantwortet"
    OTHER = "sonstiges"


class DecisionState(StrEnum):
    """Has the management decided who works on a written reaction (GA IV, R33, A3)?"""

    NOT_NEEDED = "nicht_noetig"
    OPEN = "offen"
    TAKEN = "getroffen"


class ContributionState(StrEnum):
    """How far a team's Beitrag is (GA II, R13)."""

    OPEN = "offen"
    DELIVERED = "geliefert"
    RETURNED = "zurueck"
    WAIVED = "verzichtet"


class InformingState(StrEnum):
    """Have the employees concerned been informed (GA II, R21, A24)?"""

    OPEN = "offen"
    DONE = "erledigt"
    NOBODY = "niemand"
    POSTPONED = "aufgeschoben"


class TalkState(StrEnum):
    """How far the wish to talk to the management is (GA VI, R38-R41)."""

    NONE = "kein"
    WISHED = "wunsch"
    NOTED = "tl_vermerk"
    DECIDED = "entschieden"
    HELD = "gefuehrt"


class TalkForm(StrEnum):
    """The form the management chooses (GA VI, R41)."""

    TELEPHONE = "telefonisch"
    IN_WRITING = "schriftlich"
    IN_PERSON = "persoenlich"
    NO_TALK = "kein_gespraech"


class Treatment(StrEnum):
    """How the Teamleitung deals with a spoken reaction (GA III, V; R30, R37)."""

    IN_PROGRESS = "in_bearbeitung"
    APPOINTMENT = "termin_vereinbart"
    REFERRED_TO_WRITING = "auf_schriftform_verwiesen"
    TO_MANAGEMENT = "an_gl_gegeben"


class Outcome(StrEnum):
    """Result of a case (A32)."""

    FOUNDED = "begruendet"
    PARTLY_FOUNDED = "teilweise"
    UNFOUNDED = "unbegruendet"
    UNDETERMINED = "nicht_feststellbar"
    NOT_APPLICABLE = "entfaellt"


class AnswerKind(StrEnum):
    """How the customer got the result (R30)."""

    SENT = "antwort_versandt"
    IN_TALK = "im_gespraech_geklaert"
    NOT_REQUIRED = "keine_antwort_erforderlich"
    NO_LETTER_CAME = "keine_schriftliche_reaktion"
    """A13: asked to write, the customer did not."""


class Cause(StrEnum):
    """What led to it, for the qualitative part of the report (GA VIII, R48)."""

    PROCESS = "prozess"
    INFORMATION = "information"
    REACHABILITY = "erreichbarkeit"
    BEHAVIOUR = "verhalten"
    LAW = "recht"
    TECHNOLOGY = "technik"
    EXTERNAL = "extern"


class EndReason(StrEnum):
    """Why a case ended without an answer (Z7)."""

    WITHDRAWN = "zurueckgenommen"
    MERGED = "zusammengefuehrt"
    HANDED_OVER = "abgegeben"
    RECORDED_IN_ERROR = "fehlerfassung"


class HoldGround(StrEnum):
    """Why a case is kept although the time for which it may be kept is over."""

    PETITION = "petition"
    LAWSUIT = "klage"
    CRIMINAL_CHARGE = "strafanzeige"
    RESTRICTION = "einschraenkung"
    """Art. 18 DSGVO: the person asked that the data be kept, but not worked with."""


class DocumentKind(StrEnum):
    """What a stored document is (GA VII, R42)."""

    INCOMING = "eingang"
    ACKNOWLEDGEMENT = "eingangsbestaetigung"
    INTERIM_NOTICE = "zwischennachricht"
    ANSWER = "antwort"
    STATEMENT = "stellungnahme"
    CONTRIBUTION = "beitrag"
    HANDOVER_NOTICE = "abgabenachricht"
    WITHDRAWAL_NOTICE = "ruecknahmebestaetigung"
    OTHER = "sonstiges"
