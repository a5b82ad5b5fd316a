"""Errors of the use cases; the rules' own errors pass through. Messages are for people."""

from procedure.case import Case


class CaseworkError(Exception):
    """Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or type(self).__doc__)


class StaleCase(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Karte ist nicht mehr aktuell. Hier ist der neue Stand."""

    def __init__(self, case: Case) -> None:
        super().__init__()
        self.case = case


class CaseNotFound(CaseworkError):  # noqa: N818 - named for the fact
    """Diesen Vorgang gibt es nicht, oder er liegt nicht in Ihrer Zuständigkeit."""


class UnknownPerson(CaseworkError):  # noqa: N818 - named for the fact
    """Ich kenne Sie noch nicht. Bitte wenden Sie sich an das BGF, damit es Sie einträgt."""


class VersionConflict(CaseworkError):  # noqa: N818 - named for the fact
    """Jemand anderes hat den Vorgang im selben Augenblick geändert."""
