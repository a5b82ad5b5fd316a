"""Teams as an own process that misbehaves by a plan, and keeps what it has taken."""

import asyncio
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.faults.plan import TAKEN, UNSURE, Answer, Fault, Plan

LOG = "/_log"
HEALTHY = "/_healthy"


@dataclass(kw_only=True)
class MisbehavingTeams:
    """The connector's REST interface; a request for ``HEALTHY`` ends its misbehaviour."""

    answers: Iterator[Answer]
    healthy: bool = False
    log: list[dict[str, Any]] = field(default_factory=list)

    def app(self) -> web.Application:
        """Return the application."""
        app = web.Application()
        app.router.add_get(LOG, self._log)
        app.router.add_post(HEALTHY, self._heal)
        app.router.add_post("/v3/conversations/{chat}/activities", self._take)
        app.router.add_post("/v3/conversations/{chat}/activities/{activity}", self._take)
        app.router.add_put("/v3/conversations/{chat}/activities/{activity}", self._take)
        app.router.add_delete("/v3/conversations/{chat}/activities/{activity}", self._take)
        return app

    async def _log(self, request: web.Request) -> web.Response:
        return web.json_response(self.log[int(request.query.get("since", "0")) :])

    async def _heal(self, _: web.Request) -> web.Response:
        self.healthy = True
        return web.Response()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        answer = Answer() if self.healthy else next(self.answers)
        body = await request.json() if request.can_read_body else {}
        number = len(self.log) + 1
        new_id = f"sent-{number}"
        entry: dict[str, Any] = {
            "number": number,
            "at": time.monotonic(),
            "answered_at": None,
            "method": request.method,
            "life": request.headers.get("Authorization", ""),
            "chat": request.match_info["chat"],
            "activity": request.match_info["activity"] if request.method in {"PUT", "DELETE"} else new_id,
            "body": body,
            "taken": answer.fault in TAKEN,
            "unsure": answer.fault in UNSURE,
            "fault": answer.status if answer.fault is Fault.REFUSED else str(answer.fault),
        }
        self.log.append(entry)
        await asyncio.sleep(answer.seconds)
        entry["answered_at"] = time.monotonic()
        return await _given(request, answer, new_id)


async def _given(request: web.Request, answer: Answer, new_id: str) -> web.StreamResponse:
    if request.transport is None:  # whoever asked is dead by now
        return web.Response()
    match answer.fault:
        case Fault.RESET_BEFORE | Fault.RESET_AFTER:
            request.transport.abort()
            return web.Response()
        case Fault.CUT:
            half = web.StreamResponse(
                status=201, headers={"Content-Type": "application/json", "Content-Length": "4000"}
            )
            await half.prepare(request)
            await half.write(b'{"id": "se')
            request.transport.close()
            return half
        case Fault.REFUSED:
            headers = {"Retry-After": answer.retry_after} if answer.retry_after else {}
            code = {"error": {"code": "Refused", "message": "…"}}
            return web.json_response(code, status=answer.status, headers=headers)
    return web.json_response({"id": new_id}, status=201)


def run(plan: Plan, port: int) -> None:
    """Run it until it is ended; what this process runs."""
    os.environ.pop("KRM_APP_ID", None)
    teams = MisbehavingTeams(answers=plan.answers())
    web.run_app(teams.app(), host="127.0.0.1", port=port, print=None, handle_signals=False, access_log=None)
