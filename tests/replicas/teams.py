"""Teams as ``tests.faults`` knows it, with channels besides the chats."""

import time

from aiohttp import web

from tests.faults.teams import MisbehavingTeams


class TeamsWithChannels(MisbehavingTeams):
    """Takes a post in a channel, and keeps it in the same log."""

    def app(self) -> web.Application:
        """Return the application."""
        app = super().app()
        app.router.add_post("/v3/conversations", self._post_in_channel)
        return app

    async def _post_in_channel(self, request: web.Request) -> web.Response:
        body = await request.json()
        number, now = len(self.log) + 1, time.monotonic()
        self.log.append(
            {
                "number": number,
                "at": now,
                "answered_at": now,
                "method": request.method,
                "life": request.headers.get("Authorization", ""),
                "chat": body["channelData"]["channel"]["id"],
                "activity": f"sent-{number}",
                "body": body["activity"],
                "taken": True,
                "unsure": False,
                "fault": "none",
            }
        )
        return web.json_response({"id": f"sent-{number}", "activityId": f"sent-{number}"}, status=201)
