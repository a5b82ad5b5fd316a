"""The BGF has recorded a case in the KRM-Tool (GA II; R14, A1)."""

from dataclasses import replace

from procedure import events, steps
from procedure.errors import StepNotAllowed
from procedure.situation import Situation, only_bgf
from procedure.transitions.rule import Decision, Rule, Table, optional
from procedure.vocabulary import CaseState

TOOL_REF_LENGTH = 40


def not_filed(at: Situation) -> None:
    """Refuse what comes after the end of the BGF's own work, which outlasts the case's (R14, R42)."""
    if at.case.filed_at is not None:
        raise StepNotAllowed("Die Ablage ist schon bestätigt.")
    if at.case.state is CaseState.ANONYMISED:
        raise StepNotAllowed("Dieser Vorgang ist schon beendet.")


def _may_confirm_recorded(at: Situation) -> None:
    only_bgf(at)
    not_filed(at)
    if at.rules.switches.krm_tool == "none":
        raise StepNotAllowed("Ein KRM-Tool ist hier nicht in Gebrauch.")
    if at.case.recorded_in_tool_at is not None:
        raise StepNotAllowed("Dieser Vorgang ist schon als erfasst bestätigt.")


def _confirm_recorded(at: Situation, step: steps.ConfirmRecorded) -> Decision:
    ref = optional("krm_tool_ref", step.krm_tool_ref, TOOL_REF_LENGTH)
    changed = replace(at.case, recorded_in_tool_at=at.now, krm_tool_ref=ref)
    return changed, (events.RecordedInTool(at=at.now),)


TABLE: Table = {steps.ConfirmRecorded: Rule(_may_confirm_recorded, _confirm_recorded)}
