"""The app package is what Teams' official schema asks for, and its words are words the bot understands."""

import json
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import typer
from typer.testing import CliRunner

from bot.app_package import PackageError, build_package, render_manifest
from bot.cli import package
from dialogs.intake_prefill import wants_intake
from dialogs.requests import understand_request
from tests.dialogs.intake_chat import a_context

SCHEMAS = Path(__file__).parents[2] / "data" / "teams_manifest_1_19"
APP_ID = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"
DOMAIN = "krm.jobcenter.example"


@pytest.fixture
def contents(tmp_path: Path) -> dict[str, bytes]:
    out = tmp_path / "krm-bot.zip"
    build_package(app_id=APP_ID, domain=DOMAIN, out=out)
    with zipfile.ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def schema(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((SCHEMAS / name).read_text("utf-8"))
    return read


def test_the_manifest_is_valid_against_the_official_schema(contents: dict[str, bytes]) -> None:
    manifest = json.loads(contents["manifest.json"])

    jsonschema.Draft4Validator(schema("MicrosoftTeams.schema.json")).validate(manifest)
    assert manifest["bots"][0]["botId"] == APP_ID
    assert manifest["developer"]["privacyUrl"] == f"https://{DOMAIN}/datenschutz"
    assert "{{" not in contents["manifest.json"].decode()


def test_the_english_strings_are_valid_and_translate_every_string_of_the_manifest(
    contents: dict[str, bytes],
) -> None:
    manifest, english = json.loads(contents["manifest.json"]), json.loads(contents["en.json"])

    jsonschema.Draft4Validator(schema("MicrosoftTeams.Localization.schema.json")).validate(english)
    lists = manifest["bots"][0]["commandLists"]
    commands = {
        f"bots[0].commandLists[{i}].commands[{j}].{part}"
        for i, commands in enumerate(lists)
        for j in range(len(commands["commands"]))
        for part in ("title", "description")
    }
    texts = {"name.short", "name.full", "description.short", "description.full"}
    assert set(english) - {"$schema"} == commands | texts


def test_command_titles_stay_german_because_teams_types_them_for_the_person(
    contents: dict[str, bytes],
) -> None:
    manifest, english = json.loads(contents["manifest.json"]), json.loads(contents["en.json"])
    personal = [command["title"] for command in manifest["bots"][0]["commandLists"][0]["commands"]]

    assert personal == [
        "neu",
        "meine",
        "offen",
        "fristen",
        "suche",
        "status",
        "abwesend",
        "wieder da",
        "wochenübersicht",
        "hilfe",
    ]
    assert [english[f"bots[0].commandLists[0].commands[{n}].title"] for n in range(10)] == personal


def test_every_command_is_one_the_assistant_understands(contents: dict[str, bytes]) -> None:
    manifest = json.loads(contents["manifest.json"])
    commands = [command for each in manifest["bots"][0]["commandLists"] for command in each["commands"]]

    for command in commands:
        words = [command["title"], *re.findall(r"zum Beispiel: (.+)$", command["description"])]
        for text in words:
            known = understand_request(text, a_context()) is not None or wants_intake(text)
            assert known, text


def test_the_bot_is_for_people_and_teams_and_takes_files(contents: dict[str, bytes]) -> None:
    bot = json.loads(contents["manifest.json"])["bots"][0]

    assert bot["scopes"] == ["personal", "team"]
    assert bot["supportsFiles"] is True


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_have_the_size_teams_asks_for(contents: dict[str, bytes], name: str, size: int) -> None:
    assert contents[name][:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", contents[name][16:24]) == (size, size)


def test_the_outline_is_white_on_transparent(contents: dict[str, bytes]) -> None:
    pixels = _rgba(contents["outline.png"], 32)

    assert {pixel[:3] for pixel in pixels if pixel[3] > 0} == {(255, 255, 255)}
    assert sum(pixel[3] == 0 for pixel in pixels) > len(pixels) / 2


def test_the_same_office_gets_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.zip", "b.zip"):
        build_package(app_id=APP_ID, domain=DOMAIN, out=tmp_path / name)

    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


@pytest.mark.parametrize("app_id", ["", "mein-bot", "0f1e2d3c", '"}, "id": "x', f"{APP_ID}x"])
def test_a_wrong_app_id_is_refused(app_id: str) -> None:
    with pytest.raises(PackageError, match=r"App-ID.*Bitte|Bitte.*App-ID"):
        render_manifest(app_id=app_id, domain=DOMAIN)


@pytest.mark.parametrize(
    "domain",
    [
        "",
        "https://x.example",
        "x.example/pfad",
        "x.example:8080",
        "127.0.0.1",
        "localhost",
        "x..example",
        "-x.example",
        'x.example"',
        "jobcenter müller.de",
        f"{'a' * 64}.example",
        f"{'a.' * 130}example",
    ],
)
def test_a_wrong_domain_is_refused(domain: str) -> None:
    with pytest.raises(PackageError, match="Bitte"):
        render_manifest(app_id=APP_ID, domain=domain)


def test_the_command_writes_the_file_and_says_what_to_do_with_it(tmp_path: Path) -> None:
    out = tmp_path / "krm-bot.zip"

    result = _run("--app-id", APP_ID, "--domain", DOMAIN, "--out", str(out))

    assert result.exit_code == 0
    assert "Teams Admin Center" in result.output
    assert zipfile.is_zipfile(out)


@pytest.mark.parametrize(
    "arguments",
    [
        ("--app-id", "x", "--domain", DOMAIN),
        ("--app-id", APP_ID, "--domain", "https://x"),
        ("--app-id", APP_ID),
        ("--domain", DOMAIN),
        ("--app-id", APP_ID, "--domain", DOMAIN, "--out", "/nirgendwo/krm-bot.zip"),
    ],
)
def test_a_wrong_input_is_one_german_sentence_and_exit_status_2(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = _run(*arguments)

    assert result.exit_code == 2
    assert re.search(r"\bBitte\b", result.output)
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def _run(*arguments: str) -> Any:  # noqa: ANN401 - click's Result
    app = typer.Typer()
    package.register(app)
    return CliRunner().invoke(app, list(arguments))


def _rgba(png: bytes, size: int) -> list[tuple[int, ...]]:
    """Read the pixels of an RGBA picture."""
    data, at = b"", 8
    while at < len(png):
        (length,), kind = struct.unpack(">I", png[at : at + 4]), png[at + 4 : at + 8]
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, width, before, pixels = zlib.decompress(data), size * 4, bytes(size * 4), []
    for row in range(size):
        start = row * (width + 1)
        line = bytearray(raw[start + 1 : start + 1 + width])
        for i in range(width):
            left, up = (line[i - 4] if i >= 4 else 0), before[i]
            corner = before[i - 4] if i >= 4 else 0
            line[i] = (line[i] + _predicted(raw[start], left, up, corner)) & 255
        before = bytes(line)
        pixels += [tuple(line[i : i + 4]) for i in range(0, width, 4)]
    return pixels


def _predicted(kind: int, left: int, up: int, corner: int) -> int:
    """Predict a byte as the five filters of PNG do."""
    guess = left + up - corner
    nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
    return (0, left, up, (left + up) // 2, nearest[2])[kind]
