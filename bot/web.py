"""The bot on the web: Teams' endpoint, links to files, and two for the machine room, nothing else."""

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import web

from bot.adapter import HostAdapter
from bot.files.pages import FilePages
from bot.incoming import TurnHandler
from bot.logs import new_incident
from bot.rejection import Rejected

_log = structlog.get_logger("web")

MESSAGES_PATH = "/api/messages"
MAX_BODY_BYTES = 256 * 1024
"""Teams' own limit for a message is about 100 KB."""

_NOTHING_ALLOWED = "default-src 'none'; frame-ancestors 'none'"
"""What an answer may load and do that does not say so itself."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    # The default names the versions of Python and aiohttp.
    "Server": "krm-bot",
}

_ADVICE = {
    HTTPStatus.UNAUTHORIZED: {"WWW-Authenticate": "Bearer"},
    HTTPStatus.TOO_MANY_REQUESTS: {"Retry-After": "60"},
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def build_web_app(
    *,
    handler: TurnHandler,
    adapter: HostAdapter,
    readiness: Callable[[], Awaitable[bool]],
    files: FilePages | None = None,
) -> web.Application:
    """Compose the web application; ``readiness`` says whether the bot can work (store, schema, keys).

    Without ``files`` there are no links to files.
    """

    async def messages(request: web.Request) -> web.Response:
        return await adapter.process(request, handler)

    async def alive(_: web.Request) -> web.Response:
        return web.Response(text="ok")

    async def ready(_: web.Request) -> web.Response:
        if await readiness():
            return web.Response(text="ready")
        return web.Response(text="not ready", status=HTTPStatus.SERVICE_UNAVAILABLE)

    app = web.Application(client_max_size=MAX_BODY_BYTES, middlewares=[_answer_errors])
    app.router.add_post(MESSAGES_PATH, messages)
    app.router.add_get("/healthz", alive)
    app.router.add_get("/readyz", ready)
    if files is not None:
        files.add_to(app)
    app.on_response_prepare.append(_add_headers)
    return app


def make_runner(app: web.Application, *, shutdown_seconds: float = 15.0) -> web.AppRunner:
    """Make the server for an application, one that puts nothing of a request into the log.

    At the end turns under way get ``shutdown_seconds``; Teams waits no longer for an answer either.
    aiohttp itself logs what it cannot read with a traceback, and that quotes the request's headers.
    """
    logger = logging.getLogger("krm.web")
    logger.filters = [_incident_instead]
    return web.AppRunner(app, access_log=None, logger=logger, shutdown_timeout=shutdown_seconds)


def _incident_instead(record: logging.LogRecord) -> bool:
    """Log an incident id and the kind of error in place of a record that quotes a request."""
    kind = record.exc_info[0] if record.exc_info else None
    _log.warning("http_failed", incident=new_incident(), error=kind.__name__ if kind else record.levelname)
    return False


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    response.headers.setdefault("Content-Security-Policy", _NOTHING_ALLOWED)


@web.middleware
async def _answer_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer every error with a status and an incident id; the log gets the id and a code, no value."""
    try:
        return await handler(request)
    except Rejected as rejected:
        incident = new_incident()
        _log.warning("rejected", incident=incident, status=rejected.status.value, reason=rejected.reason)
        return _error(rejected.status, incident)
    except web.HTTPException as answer:
        if answer.status < HTTPStatus.BAD_REQUEST:
            raise
        return web.Response(status=answer.status, headers=_allowed_methods(answer))
    except Exception as error:  # noqa: BLE001 - the web's boundary: nothing of an error may get out
        incident = new_incident()
        _log.error("request_failed", incident=incident, error=type(error).__name__)
        return _error(HTTPStatus.INTERNAL_SERVER_ERROR, incident)


def _error(status: HTTPStatus, incident: str) -> web.Response:
    return web.json_response({"incident": incident}, status=status, headers=_ADVICE.get(status, {}))


def _allowed_methods(answer: web.HTTPException) -> dict[str, str]:
    return {"Allow": answer.headers["Allow"]} if "Allow" in answer.headers else {}
