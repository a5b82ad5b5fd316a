"""The guard in front of the Playground: this machine only, and never longer than the demo."""

import json
import subprocess
from pathlib import Path

import pytest

from bot.demo import playground
from bot.demo.node import find_node

GUARD = Path(playground.__file__).with_name("guard.cjs")


def run(script: str, *, stdin: int | None = subprocess.PIPE) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [find_node().executable, "--require", str(GUARD), "-e", script],
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )


def answer(script: str) -> dict[str, object]:
    process = run(script)
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


def test_program_ends_when_the_demo_is_gone() -> None:
    process = run("setInterval(() => {}, 1000); console.log('da')")
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stdout.readline() == "da\n"

    process.stdin.close()

    assert process.wait(10) == 0
    process.stdout.close()
