"""Why a request is turned away before anybody acts on it."""

from http import HTTPStatus


class Rejected(Exception):  # noqa: N818 - named for the fact
    """A request that is answered with a 4xx (503 while no key is known), never acted on.

    ``reason`` is a fixed code for the log. Nothing from the request goes into it.
    """

    def __init__(self, status: HTTPStatus, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason

    @classmethod
    def unauthorized(cls, reason: str) -> "Rejected":
        """Turn away a request without a valid token."""
        return cls(HTTPStatus.UNAUTHORIZED, reason)

    @classmethod
    def forbidden(cls, reason: str) -> "Rejected":
        """Turn away a valid token that is not for this activity."""
        return cls(HTTPStatus.FORBIDDEN, reason)

    @classmethod
    def malformed(cls, reason: str) -> "Rejected":
        """Turn away what is no activity."""
        return cls(HTTPStatus.BAD_REQUEST, reason)
