"""The BGF's formal steps; they live in ``filing``."""

from procedure.transitions.filing import TABLE, TOOL_REF_LENGTH

__all__ = ["TABLE", "TOOL_REF_LENGTH"]
