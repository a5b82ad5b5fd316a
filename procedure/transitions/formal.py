"""The BGF's formal steps, and keeping the record right (GA II, III, VII; R14, R16-R18, R42, A36)."""

from dataclasses import replace

from procedure import events, steps
from procedure.errors import StepNotAllowed
from procedure.situation import Situation, not_over, only_bgf
from procedure.transitions.rule import Decision, Rule, Table, optional

TOOL_REF_LENGTH = 40


def _may_confirm_recorded(at: Situation) -> None:
    not_over(at)
    only_bgf(at)
    if at.case.recorded_in_tool_at is not None:
        raise StepNotAllowed("Dieser Vorgang ist schon als erfasst bestätigt.")


def _confirm_recorded(at: Situation, step: steps.ConfirmRecorded) -> Decision:
    ref = optional("krm_tool_ref", step.krm_tool_ref, TOOL_REF_LENGTH)
    changed = replace(at.case, recorded_in_tool_at=at.now, krm_tool_ref=ref)
    return changed, (events.RecordedInTool(at=at.now),)


TABLE: Table = {steps.ConfirmRecorded: Rule(_may_confirm_recorded, _confirm_recorded)}
