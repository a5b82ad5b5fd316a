"""Errors of the rules. Every message is a German sentence that says what to do."""


class ProcedureError(Exception):
    """Das ist nach der Geschäftsanweisung nicht möglich."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class IncompleteReaction(ProcedureError):  # noqa: N818 - named for the fact
    """Eine Pflichtangabe fehlt oder ist nicht möglich."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


class StepNotAllowed(ProcedureError):  # noqa: N818 - named for the fact
    """Dieser Schritt ist im jetzigen Stand nicht möglich."""


class NotPermitted(ProcedureError):  # noqa: N818 - named for the fact
    """Dafür fehlt Ihnen die Berechtigung. Bitte wenden Sie sich an das BGF."""
