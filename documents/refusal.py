"""A file that is not kept."""

from casework.errors import CaseworkError


class FileRefused(CaseworkError):  # noqa: N818 - named for the fact
    """Diese Datei nehme ich nicht an."""
