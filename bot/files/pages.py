"""What a person sees who follows a link to a file: one page, one button, then the file.

Looking at the page uses nothing up, because programs that scan messages follow every link; pressing
the button does. The token stands in the path alone and is never logged.
"""

import base64
import hashlib
import html
import re
import unicodedata
from http import HTTPStatus
from urllib.parse import quote

import structlog
from aiohttp import web

from bot.files.downloads import PATH, Downloads
from bot.files.tickets import Ticket, TicketRefused
from bot.files.year_files import is_year_file
from casework.errors import CaseworkError, LinkExpired, LinkUsed
from casework.ports import StoredDocument
from procedure.errors import ProcedureError

_log = structlog.get_logger("files")

YEAR_AGAIN = "Bitte fordern Sie die Datei in Teams noch einmal an, dann bekommen Sie einen neuen Link."
"""For a file of a year, which lies with no case."""
AGAIN = "Bitte öffnen Sie in Teams den Vorgang noch einmal, dann bekommen Sie einen neuen Link."
EXPIRED = f"Dieser Link ist abgelaufen. Er gilt fünf Minuten. {AGAIN}"
USED = f"Dieser Link wurde schon benutzt. Er gilt nur einmal. {AGAIN}"
NOT_OURS = f"Dieser Link ist unvollständig oder verändert. {AGAIN}"
NOT_FOUND = (
    "Diese Datei gibt es nicht, oder der Vorgang liegt nicht in Ihrer Zuständigkeit. "
    "Bitte wenden Sie sich an das BGF."
)
YEAR_NOT_FOUND = (
    "Diese Datei gibt es nicht, oder Sie dürfen sie nicht mehr abrufen. Bitte wenden Sie sich an das BGF."
)

_STYLE = (
    "body{font:1.125rem/1.5 sans-serif;max-width:40rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}button{font:inherit;padding:.6rem 1.2rem;border:2px solid #1f4e79;border-radius:.3rem;"
    "background:#1f4e79;color:#fff;cursor:pointer}button:focus-visible{outline:3px solid #c25700;"
    "outline-offset:3px}"
)
_PAGE = """<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""
_BUTTON = (
    "<p>Die Datei enthält vertrauliche Angaben. Sie können sie einmal herunterladen. Der Abruf wird "
    'protokolliert.</p>\n<form method="post"><button type="submit">Datei herunterladen</button></form>'
)
_UNSAFE_IN_NAME = re.compile(r'[\x00-\x1f\x7f"\\/:*?<>|%;]')


class FilePages:
    """The two answers of a link: the page, and the file."""

    def __init__(self, downloads: Downloads) -> None:
        self._downloads = downloads

    def add_to(self, app: web.Application) -> None:
        """Add the routes."""
        app.router.add_get(f"{PATH}/{{token}}", self.show, allow_head=False)
        app.router.add_post(f"{PATH}/{{token}}", self.fetch)

    async def show(self, request: web.Request) -> web.Response:
        """Show the button; nothing is used up."""
        try:
            ticket = self._ticket(request)
        except TicketRefused:
            return _page("Der Link geht nicht", NOT_OURS, HTTPStatus.FORBIDDEN)
        if self._downloads.tickets.has_expired(ticket):
            return _page("Der Link ist abgelaufen", _for(ticket, EXPIRED), HTTPStatus.GONE)
        return _html("Datei herunterladen", _BUTTON, HTTPStatus.OK)

    async def fetch(self, request: web.Request) -> web.Response:
        """Use the link up and send the file."""
        try:
            ticket = self._ticket(request)
        except TicketRefused:
            return _page("Der Link geht nicht", NOT_OURS, HTTPStatus.FORBIDDEN)
        try:
            document, content = await self._downloads.fetch(ticket)
        except LinkExpired:
            return _page("Der Link ist abgelaufen", _for(ticket, EXPIRED), HTTPStatus.GONE)
        except LinkUsed:
            return _page("Der Link wurde schon benutzt", _for(ticket, USED), HTTPStatus.GONE)
        except (CaseworkError, ProcedureError):
            missing = YEAR_NOT_FOUND if is_year_file(ticket.document_id) else NOT_FOUND
            return _page("Die Datei gibt es nicht", missing, HTTPStatus.NOT_FOUND)
        _log.info("file_fetched", document_id=document.id)
        return web.Response(body=content, headers=_as_attachment(document))

    def _ticket(self, request: web.Request) -> Ticket:
        return self._downloads.tickets.read(request.match_info["token"])


def _for(ticket: Ticket, sentence: str) -> str:
    """Say how to get a new link to what the ticket was for."""
    return sentence.replace(AGAIN, YEAR_AGAIN) if is_year_file(ticket.document_id) else sentence


def _as_attachment(document: StoredDocument) -> dict[str, str]:
    """Let the browser save the file, whatever it is, instead of showing it in the bot's name."""
    name = _UNSAFE_IN_NAME.sub("_", document.name).strip(" .") or "Datei"
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() or "Datei"
    encoded = quote(name.encode("utf-8", "replace"))
    return {
        "Content-Type": document.media_type or "application/octet-stream",
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}",
        "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    }


def _page(title: str, sentence: str, status: HTTPStatus) -> web.Response:
    return _html(title, f"<p>{html.escape(sentence)}</p>", status)


def _html(title: str, body: str, status: HTTPStatus) -> web.Response:
    style_hash = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{style_hash}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    return web.Response(
        text=_PAGE.format(title=html.escape(title), style=_STYLE, body=body),
        content_type="text/html",
        status=status,
        headers={"Content-Security-Policy": policy},
    )
