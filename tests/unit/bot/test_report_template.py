"""The template of the yearly report is a strict TOML file, and each refusal names line and field (R47)."""

import os
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import report_template
from bot.configuration.report_template import ReportTemplateError, built_in_text, load_template, template_of
from bot.configuration.settings import SettingsError, load_settings
from procedure.statistics.template import Category, ReportTemplate, Thresholds

HEAD = 'version = "BA 2027"\n'


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("KRM_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def refusal(text: str) -> str:
    with pytest.raises(ReportTemplateError) as refused:
        template_of(text, "ba.toml")
    return str(refused.value)


def run(*arguments: str) -> tuple[int, str, str]:
    app = typer.Typer()
    report_template.register(app)
    result = CliRunner().invoke(app, list(arguments))
    return result.exit_code, result.stdout, result.stderr


def test_the_built_in_template_says_what_holds_without_one() -> None:
    assert load_template(None) == ReportTemplate(version="KRM 1")


def test_the_template_that_is_printed_loads_back_to_the_same(tmp_path: Path) -> None:
    code, output, _ = run()
    (tmp_path / "eigene.toml").write_text(output, "utf-8")

    assert code == 0
    assert output.startswith("# Vorlage des Jahresberichts")
    assert load_template(tmp_path / "eigene.toml") == load_template(None)


def test_what_is_left_out_is_as_in_the_built_in_template() -> None:
    assert template_of(HEAD, "ba.toml") == ReportTemplate(version="BA 2027")


def test_everything_can_be_set() -> None:
    template = template_of(
        """
        version = "BA 2027"
        key_month = 1
        key_day = 15
        key_years_later = 1
        due_month = 2
        due_day = 28
        remind_days = [7, 30]
        chapters = ["anliegen", "eckdaten"]
        qualitative = []
        unsuppressed = true
        [thresholds]
        by_team = 6
        [titles]
        anliegen = "Beschwerdearten"
        lob = "Anerkennung"
        [[channels]]
        key = "post"
        label = "Schriftlich"
        words = ["schriftlich", "elektronisch"]
        [[causes]]
        key = "it"
        label = "Technik"
        words = ["technik"]
        """,
        "ba.toml",
    )

    assert template == ReportTemplate(
        version="BA 2027",
        key_month=1,
        key_day=15,
        key_years_later=1,
        due_month=2,
        due_day=28,
        remind_days=(30, 7),
        chapters=("anliegen", "eckdaten"),
        qualitative=(),
        unsuppressed=True,
        thresholds=Thresholds(by_team=6),
        titles={"anliegen": "Beschwerdearten", "lob": "Anerkennung"},
        channels=(Category(key="post", label="Schriftlich", words=("schriftlich", "elektronisch")),),
        causes=(Category(key="it", label="Technik", words=("technik",)),),
    )
    assert template.key_date(2027) == date(2028, 1, 15)


CHANNEL = '[[channels]]\nkey = "a"\nlabel = "A"\nwords = ["schriftlich"]\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "ba.toml: Die Angabe „version“ fehlt. Bitte einen Namen der Vorlage"),
        ('version = ""', "Zeile 1: „version“: Bitte einen Namen"),
        (HEAD + 'farbe = "rot"', "Zeile 2: Die Angabe „farbe“ gibt es nicht."),
        (HEAD + '[farben]\nrot = "ja"', "Zeile 2: Die Angabe „farben“ gibt es nicht."),
        (HEAD + "key_month = ", "Zeile 2: Diese Zeile ist nicht lesbar."),
        (HEAD + "key_day = 1\nkey_day = 2", "Zeile 3: Diese Zeile ist nicht lesbar."),
        (HEAD + "key_month = 13", "Zeile 2: „key_month“: Bitte eine Zahl von 1 bis 12 angeben."),
        (HEAD + 'key_month = "3"', "Zeile 2: „key_month“: Bitte eine Zahl von 1 bis 12 angeben."),
        (HEAD + "key_month = true", "Zeile 2: „key_month“: Bitte eine Zahl von 1 bis 12 angeben."),
        (HEAD + "key_month = 2\nkey_day = 30", "Zeile 3: Der Stichtag 30.2. kommt nicht in jedem Jahr vor."),
        (HEAD + "due_day = 29\ndue_month = 2", "Zeile 2: Der Termin 29.2. kommt nicht in jedem Jahr vor."),
        (HEAD + "key_years_later = 1\ndue_month = 5", "Zeile 3: Der Termin liegt vor dem Stichtag."),
        (HEAD + "key_years_later = 2", "Zeile 2: „key_years_later“: Bitte eine Zahl von 0 bis 1 angeben."),
        (HEAD + "remind_days = [14, 0]", "Zeile 2: „remind_days“: Bitte eine Liste von Zahlen"),
        (HEAD + "remind_days = [14, 14]", "Zeile 2: Eine Zahl der Tage steht zweimal da."),
        (
            HEAD + 'chapters = ["wetter"]',
            "Zeile 2: „wetter“ ist kein Kapitel mit Zahlen. Möglich sind eckdaten",
        ),
        (HEAD + "chapters = []", "Zeile 2: „chapters“: Bitte eine Liste von Kapiteln angeben."),
        (HEAD + 'chapters = ["teams", "teams"]', "Zeile 2: In „chapters“ steht ein Kapitel zweimal."),
        (HEAD + 'qualitative = ["teams"]', "Zeile 2: „teams“ ist kein Kapitel mit Text."),
        (HEAD + '[titles]\nwetter = "Wetter"', "Zeile 3: Das Kapitel „wetter“ gibt es nicht."),
        (HEAD + '[titles]\nlob = ""', "Zeile 3: „titles.lob“: Bitte Überschriften"),
        (
            HEAD + "[thresholds]\nordinary = 1",
            "Zeile 3: „thresholds.ordinary“: Bitte eine Zahl von 2 bis 1000",
        ),
        (HEAD + "[thresholds]\nganz = 1", "Zeile 3: Die Angabe „thresholds.ganz“ gibt es nicht."),
        (HEAD + CHANNEL.replace('"A"', '"  "'), "Zeile 4: „channels.label“: Bitte eine Überschrift"),
        (HEAD + CHANNEL.replace('"A"', '""'), "Zeile 4: „channels.label“: Bitte eine Überschrift"),
        (HEAD + CHANNEL.replace('"a"', '"_a"'), "Zeile 3: „channels.key“: Bitte ein Kürzel"),
        (HEAD + CHANNEL.replace('["schriftlich"]', "[]"), "Zeile 5: „channels.words“: Bitte die Wörter"),
        (
            HEAD + CHANNEL.replace("schriftlich", "fax"),
            "Zeile 5: Das Wort „fax“ gibt es hier nicht. Möglich sind schriftlich, elektronisch",
        ),
        (
            HEAD + CHANNEL + '[[channels]]\nkey = "b"\nlabel = "B"',
            "Zeile 6: Die Angabe „channels.words“ fehlt.",
        ),
        (
            HEAD + CHANNEL + CHANNEL.replace('"a"', '"b"').replace('"A"', '"B"'),
            "Zeile 9: Das Wort „schriftlich“ steht schon unter „A“.",
        ),
        (HEAD + CHANNEL + CHANNEL, "Zeile 7: Das Kürzel „a“ steht zweimal da."),
        (HEAD + CHANNEL + CHANNEL.replace('"a"', '"b"'), "Zeile 8: Die Überschrift „A“ steht zweimal da."),
    ],
)
def test_each_mistake_is_refused_with_file_line_and_field(text: str, sentence: str) -> None:
    refused = refusal(text)

    assert refused.startswith("ba.toml")
    assert sentence in refused
    assert "\n" not in refused


def test_several_mistakes_are_named_at_once() -> None:
    refused = refusal(HEAD + "key_month = 13\nfarbe = 1")

    assert [line.partition(":")[0] for line in refused.splitlines()] == [
        "ba.toml, Zeile 2",
        "ba.toml, Zeile 3",
    ]


@pytest.mark.parametrize("kind", ["missing", "folder", "latin", "huge"])
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "ba.toml"
    if kind == "folder":
        path.mkdir()
    elif kind == "latin":
        path.write_bytes('version = "Prüfung"'.encode("latin-1"))
    elif kind == "huge":
        path.write_bytes(b"#" * 300_000)

    with pytest.raises(ReportTemplateError, match=r"^Die Vorlage .*ba\.toml ist .*\. Bitte .*\.$"):
        load_template(path)


def test_a_wrong_template_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ba.toml").write_text("key_month = 1", "utf-8")
    monkeypatch.setenv("KRM_REPORT_TEMPLATE", "ba.toml")

    with pytest.raises(SettingsError, match=r"^KRM_REPORT_TEMPLATE: ba\.toml: Die Angabe „version“ fehlt"):
        load_settings()


def test_the_office_s_template_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ba.toml").write_text("\ufeff" + HEAD, "utf-8")
    assert load_settings().template == load_template(None)

    monkeypatch.setenv("KRM_REPORT_TEMPLATE", "ba.toml")

    assert load_settings().template.version == "BA 2027"


def test_an_own_template_can_be_checked_on_the_command_line(tmp_path: Path) -> None:
    path = tmp_path / "ba.toml"
    path.write_text(HEAD, "utf-8")
    assert run("--check", str(path)) == (0, "Die Vorlage „BA 2027“ ist in Ordnung.\n", "")

    path.write_text(HEAD + "key_day = 0", "utf-8")
    code, output, error = run("--check", str(path))

    assert (code, output) == (2, "")
    assert error == "ba.toml, Zeile 2: „key_day“: Bitte eine Zahl von 1 bis 31 angeben.\n"


def test_the_built_in_text_names_every_field() -> None:
    text = built_in_text()

    for field in ReportTemplate.__dataclass_fields__:
        assert f"{field} = " in text or f"[{field}]" in text
