"""The guard in front of the Playground: this machine only, and never longer than the demo."""

import json
import os
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.demo import playground
from bot.demo.node import find_node

GUARD = Path(playground.__file__).with_name("guard.cjs")


def run(script: str, *, channel_port: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [find_node().executable, "--require", str(GUARD), "-e", script],
        env=os.environ | {"DEMO_CHANNEL_PORT": "" if channel_port is None else str(channel_port)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def answer(script: str, *, channel_port: int | None = None) -> dict[str, object]:
    process = run(script, channel_port=channel_port)
    assert process.stdout is not None
    line = process.stdout.readline()
    process.communicate(timeout=10)
    loaded: dict[str, object] = json.loads(line)
    return loaded


@pytest.mark.parametrize(
    "call", ["server.listen(0, said)", "server.listen({ port: 0, host: '127.0.0.1' }, said)"]
)
def test_servers_listen_on_the_loopback_interface(call: str) -> None:
    said = answer(
        "const server = require('http').createServer();"
        "const said = () => console.log(JSON.stringify(server.address()));" + call
    )

    assert said["address"] == "127.0.0.1"


@pytest.mark.parametrize(
    "call",
    [
        "require('net').connect(443, '192.0.2.1')",
        "require('net').connect({ port: 443, host: '192.0.2.1' })",
        "require('https').get('https://192.0.2.1/')",
        "require('http').get('http://telemetry.example/')",
    ],
)
def test_connections_to_other_machines_are_refused_at_once(call: str) -> None:
    said = answer(f"{call}.on('error', (e) => console.log(JSON.stringify({{ message: e.message }})))")

    assert said["message"] == "The demo talks to this machine only."


def test_connections_on_this_machine_work() -> None:
    said = answer(
        "const http = require('http');"
        "const server = http.createServer((q, a) => a.end('ja'));"
        "server.listen(0, () => http.get({ port: server.address().port, host: 'localhost' }, (a) =>"
        " console.log(JSON.stringify({ status: a.statusCode }))));"
    )

    assert said["status"] == 200


class ChannelWindow(BaseHTTPRequestHandler):
    """Stands in for the window that shows the team's channel."""

    def do_POST(self) -> None:
        told = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.end_headers()
        self.wfile.write(b"channel " + self.path.encode() + b" " + told)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def channel_port() -> Iterator[int]:
    server = HTTPServer(("127.0.0.1", 0), ChannelWindow)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "arrives"),
    [
        ("/_connector/v3/conversations", "201 channel /_connector/v3/conversations card"),
        ("/_connector/v3/conversations/a:bgf/activities", "200 person"),
    ],
)
def test_a_post_in_the_channel_alone_goes_to_the_channel_s_window(
    channel_port: int, path: str, arrives: str
) -> None:
    said = answer(
        "const http = require('http');"
        "const person = http.createServer((q, a) => { q.resume(); a.end('person'); });"
        f"const call = () => ({{ port: person.address().port, path: {path!r}, method: 'POST',"
        " headers: { 'content-length': 4 } });"
        "person.listen(0, () => http.request(call(), (a) => { let text = '';"
        " a.on('data', (part) => { text += part; });"
        " a.on('end', () => console.log(JSON.stringify({ text: `${a.statusCode} ${text}` })));"
        "}).end('card'));",
        channel_port=channel_port,
    )

    assert said["text"] == arrives


def test_program_ends_when_the_demo_is_gone() -> None:
    process = run("setInterval(() => {}, 1000); console.log('da')")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "da\n"

    process.stdin.close()

    assert process.wait(10) == 0
    process.stdout.close()
