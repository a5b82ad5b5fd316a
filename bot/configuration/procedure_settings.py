"""The readings of the GA an office may choose: one setting for each switch of ``procedure.switches``."""

from datetime import time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator

from bot.configuration import checks as check
from bot.configuration.fields import number, plain, yes_no
from procedure.switches import Switches

_DEFAULTS = Switches()


class ProcedureSettings(BaseModel):
    """Fields named as the switches they set, except ``state``, which is the switch ``land``."""

    state: Annotated[str, BeforeValidator(check.land)] = plain(
        _DEFAULTS.land, "Bundesland, dessen Feiertage gelten", f"eines der Kürzel {', '.join(check.LAENDER)}"
    )
    krm_tool: Literal["none", "manual"] = plain(
        _DEFAULTS.krm_tool,
        "A1: ob das BGF Vorgänge auch in ein eigenes KRM-Tool einträgt",
        "„none“ oder „manual“",
    )
    record_on_tl_referral: bool = yes_no(
        _DEFAULTS.record_on_tl_referral, "A2: an die Teamleitung weitergegebene Reaktionen werden erfasst"
    )
    gl_decision: Literal["before_closing", "before_forwarding", "standing_order"] = plain(
        _DEFAULTS.gl_decision,
        "A3: wann die Geschäftsleitung über eine schriftliche Reaktion entscheidet: vor dem Abschluss, "
        "vor der Übergabe an das Team oder durch eine Daueranweisung",
        "„before_closing“, „before_forwarding“ oder „standing_order“",
    )
    fachaufsichtsbeschwerde_lead: Literal["team", "GL"] = plain(
        _DEFAULTS.fachaufsichtsbeschwerde_lead,
        "A5: wer eine Fachaufsichtsbeschwerde federführend bearbeitet",
        "„team“ oder „GL“",
    )
    conflict_of_interest_to_gl: bool = yes_no(
        _DEFAULTS.conflict_of_interest_to_gl,
        "A26: Reaktionen über die Teamleitung selbst gehen an die Geschäftsleitung",
    )
    multi_team_counts_praise: bool = yes_no(
        _DEFAULTS.multi_team_counts_praise,
        "A27: auch ein Team, das nur gelobt wird, zählt als beteiligtes Team",
    )
    weekend_receipt: Literal["actual", "next_workday"] = plain(
        _DEFAULTS.weekend_receipt,
        "A8: Eingang an einem freien Tag zählt an diesem Tag oder am nächsten Arbeitstag",
        "„actual“ oder „next_workday“",
    )
    receipt_cutoff: Annotated[time | None, BeforeValidator(check.cutoff)] = plain(
        _DEFAULTS.receipt_cutoff,
        "A8: ab dieser Uhrzeit zählt ein Eingang zum nächsten Tag",
        "eine Uhrzeit wie „15:30“ oder „keine“",
    )
    extra_non_working_days: Annotated[
        tuple[str, ...], BeforeValidator(check.split_list), AfterValidator(check.days)
    ] = plain(
        _DEFAULTS.extra_non_working_days,
        "A9: weitere freie Tage, mit Komma getrennt",
        "Tage wie „12-24,2026-05-15“ oder „keine“",
    )
    closing_rollover: Literal["none", "next_workday"] = plain(
        _DEFAULTS.closing_rollover,
        "A10: die Abschlussfrist rückt von einem freien Tag auf den nächsten Arbeitstag",
        "„none“ oder „next_workday“",
    )
    interim_max_days: int = number(
        _DEFAULTS.interim_max_days,
        "A11: nach mehr als so vielen Tagen bis zum neuen Datum einer Zwischennachricht warnt der Bot",
        1,
        366,
    )
    interim_notify_gl_from: int = number(
        _DEFAULTS.interim_notify_gl_from,
        "A11: von dieser Zwischennachricht an erfährt die Geschäftsleitung davon",
        1,
        99,
    )
    written_followup_restarts_closing: bool = yes_no(
        _DEFAULTS.written_followup_restarts_closing,
        "A13: das Schreiben nach einem Gespräch lässt die 14 Tage neu beginnen",
    )
    ack_oral: bool = yes_no(_DEFAULTS.ack_oral, "A14: Eingangsbestätigung auch für mündliche Reaktionen")
    duplicate_window_days: int = number(
        _DEFAULTS.duplicate_window_days,
        "A17: so viele Tage zurück sucht der Bot nach einer möglichen Dublette",
        1,
        366,
    )
    reopen_days: int = number(
        _DEFAULTS.reopen_days, "A19: so viele Tage lang darf ein Vorgang wieder geöffnet werden", 1, 366
    )
    praise_short_path: bool = yes_no(
        _DEFAULTS.praise_short_path, "A20: ein Lob darf ohne eigene Antwort abgeschlossen werden"
    )
    external_lead_days: int = number(
        _DEFAULTS.external_lead_days,
        "A21: so viele Arbeitstage vor der Frist einer anderen Stelle wird geantwortet",
        0,
        30,
    )
    contribution_lead_days: int = number(
        _DEFAULTS.contribution_lead_days,
        "A23: so viele Arbeitstage vor dem letzten Bearbeitungstag sind Beiträge der Teams fällig",
        0,
        30,
    )
    inform_within_days: int = number(
        _DEFAULTS.inform_within_days,
        "A24: so viele Arbeitstage nach der Übergabe sind die Beschäftigten informiert",
        1,
        30,
    )
    handover_minutes: int = number(
        _DEFAULTS.handover_minutes,
        "GA V: nach so vielen Minuten ohne Antwort wird die Stellvertretung gefragt",
        1,
        240,
    )

    @property
    def switches(self) -> Switches:
        """The readings of the GA this office has chosen."""
        names = set(Switches.__dataclass_fields__) - {"land"}
        return Switches(land=self.state, **{name: getattr(self, name) for name in names})
