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


class SightOver(CaseNotFound):
    """Somebody's own report, after the day for which she sees it: to her it is not lost (GA VI)."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Von Ihnen erfasste Vorgänge sehen Sie 24 Stunden lang. {number} ist erfasst und wird "
            "bearbeitet. Fragen dazu beantwortet das BGF."
        )


class UnknownPerson(CaseworkError):  # noqa: N818 - named for the fact
    """Ich kenne Sie noch nicht. Bitte wenden Sie sich an das BGF, damit es Sie einträgt."""


class VersionConflict(CaseworkError):  # noqa: N818 - named for the fact
    """Jemand anderes hat den Vorgang im selben Augenblick geändert."""


class DocumentNotFound(CaseworkError):  # noqa: N818 - named for the fact
    """Dieses Dokument gibt es nicht, oder der Vorgang liegt nicht in Ihrer Zuständigkeit."""


class FileGone(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Datei liegt nicht mehr bereit. Bitte senden Sie sie noch einmal."""


class LinkUsed(CaseworkError):  # noqa: N818 - named for the fact
    """Dieser Link wurde schon benutzt. Bitte öffnen Sie den Vorgang noch einmal."""


class LinkExpired(CaseworkError):  # noqa: N818 - named for the fact
    """Dieser Link ist abgelaufen. Bitte öffnen Sie den Vorgang noch einmal."""
