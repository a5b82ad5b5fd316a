"""Settings: every refusal is one German sentence that names the variable and the remedy."""

import dataclasses
import os
from datetime import time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.configuration.checks import LAENDER
from bot.configuration.settings import Settings, SettingsError, load_settings, unknown_variables, variable
from procedure.switches import Switches

APP_ID = "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0"
TENANT_ID = "9a8b7c6d-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
CREDENTIALS = {"KRM_APP_ID": APP_ID, "KRM_APP_PASSWORD": "geheim", "KRM_TENANT_ID": TENANT_ID}
REACHABLE = {**CREDENTIALS, "KRM_PUBLIC_URL": "https://krm.jobcenter.example"}


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("KRM_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def load(monkeypatch: pytest.MonkeyPatch, **variables: str) -> Settings:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def test_without_any_variable_the_defaults_hold() -> None:
    settings = load_settings()

    assert settings.database_url == "sqlite+aiosqlite:///var/krm.sqlite3"
    assert (settings.host, settings.port) == ("127.0.0.1", 3978)
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert settings.switches == Switches()
    assert not settings.has_credentials


def test_each_switch_of_the_rules_is_a_setting() -> None:
    names = {field.name for field in dataclasses.fields(Switches)} - {"land"} | {"state"}

    assert names <= set(Settings.model_fields)


def test_each_setting_says_what_it_means_and_what_is_expected() -> None:
    for field in Settings.model_fields.values():
        assert field.description
        assert isinstance(field.json_schema_extra, dict)
        assert field.json_schema_extra["expected"]


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        ("KRM_STATE", "BY", "land", "BY"),
        ("KRM_STATE", "de-nw", "land", "NW"),
        ("KRM_RECORD_ON_TL_REFERRAL", "false", "record_on_tl_referral", False),
        ("KRM_FACHAUFSICHTSBESCHWERDE_LEAD", "GL", "fachaufsichtsbeschwerde_lead", "GL"),
        ("KRM_WEEKEND_RECEIPT", "next_workday", "weekend_receipt", "next_workday"),
        ("KRM_RECEIPT_CUTOFF", "15:30", "receipt_cutoff", time(15, 30)),
        ("KRM_RECEIPT_CUTOFF", "keine", "receipt_cutoff", None),
        ("KRM_RECEIPT_CUTOFF", "", "receipt_cutoff", None),
        (
            "KRM_EXTRA_NON_WORKING_DAYS",
            "12-24, 2026-05-15",
            "extra_non_working_days",
            ("12-24", "2026-05-15"),
        ),
        ("KRM_EXTRA_NON_WORKING_DAYS", "keine", "extra_non_working_days", ()),
        ("KRM_HANDOVER_MINUTES", "10", "handover_minutes", 10),
        ("KRM_GL_DECISION", "standing_order", "gl_decision", "standing_order"),
        ("KRM_INTERIM_MAX_DAYS", "14", "interim_max_days", 14),
        ("KRM_INTERIM_NOTIFY_GL_FROM", "1", "interim_notify_gl_from", 1),
        ("KRM_CONTRIBUTION_LEAD_DAYS", "0", "contribution_lead_days", 0),
        ("KRM_EXTERNAL_LEAD_DAYS", "2", "external_lead_days", 2),
        ("KRM_INFORM_WITHIN_DAYS", "3", "inform_within_days", 3),
        ("KRM_REOPEN_DAYS", "60", "reopen_days", 60),
        ("KRM_DUPLICATE_WINDOW_DAYS", "90", "duplicate_window_days", 90),
        ("KRM_PRAISE_SHORT_PATH", "false", "praise_short_path", False),
        ("KRM_WRITTEN_FOLLOWUP_RESTARTS_CLOSING", "true", "written_followup_restarts_closing", True),
        ("KRM_KRM_TOOL", "none", "krm_tool", "none"),
    ],
)
def test_a_variable_sets_a_switch(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, field: str, expected: object
) -> None:
    assert getattr(load(monkeypatch, **{name: value}).switches, field) == expected


def test_a_file_named_env_is_read_and_the_environment_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("KRM_PORT=4000\nKRM_STATE=BE\n", "utf-8")

    settings = load(monkeypatch, KRM_STATE="HH")

    assert (settings.port, settings.state) == (4000, "HH")


@pytest.mark.parametrize("land", LAENDER)
def test_each_of_the_sixteen_laender_is_accepted(monkeypatch: pytest.MonkeyPatch, land: str) -> None:
    assert load(monkeypatch, KRM_STATE=land).switches.land == land
    assert len(LAENDER) == 16


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"KRM_STATE": "XX"}, "KRM_STATE: Bitte eines der Kürzel BB, BE, BW"),
        ({"KRM_PORT": "0"}, "KRM_PORT: Bitte eine Zahl von 1 bis 65535 angeben."),
        ({"KRM_PORT": "70000"}, "KRM_PORT: Bitte eine Zahl von 1 bis 65535 angeben."),
        ({"KRM_PORT": "abc"}, "KRM_PORT: Bitte eine Zahl von 1 bis 65535 angeben."),
        ({"KRM_TIMEZONE": "Mars/Nord"}, "KRM_TIMEZONE: Bitte eine Zeitzone wie „Europe/Berlin“ angeben."),
        ({"KRM_ACK_ORAL": "vielleicht"}, "KRM_ACK_ORAL: Bitte „true“ oder „false“ angeben."),
        ({"KRM_WEEKEND_RECEIPT": "x"}, "KRM_WEEKEND_RECEIPT: Bitte „actual“ oder „next_workday“ angeben."),
        ({"KRM_RECEIPT_CUTOFF": "26:00"}, "KRM_RECEIPT_CUTOFF: Bitte eine Uhrzeit wie „15:30“"),
        ({"KRM_RECEIPT_CUTOFF": "900"}, "KRM_RECEIPT_CUTOFF: Bitte eine Uhrzeit wie „15:30“"),
        ({"KRM_EXTRA_NON_WORKING_DAYS": "13-40"}, "KRM_EXTRA_NON_WORKING_DAYS: „13-40“ ist kein Tag. Bitte"),
        ({"KRM_HANDOVER_MINUTES": "0"}, "KRM_HANDOVER_MINUTES: Bitte eine Zahl von 1 bis 240 angeben."),
        ({"KRM_GL_DECISION": "nie"}, "KRM_GL_DECISION: Bitte „before_closing“, „before_forwarding“ oder"),
        ({"KRM_INTERIM_MAX_DAYS": "0"}, "KRM_INTERIM_MAX_DAYS: Bitte eine Zahl von 1 bis 366 angeben."),
        ({"KRM_REOPEN_DAYS": "1000"}, "KRM_REOPEN_DAYS: Bitte eine Zahl von 1 bis 366 angeben."),
        ({"KRM_CONTRIBUTION_LEAD_DAYS": "-1"}, "KRM_CONTRIBUTION_LEAD_DAYS: Bitte eine Zahl von 0 bis 30"),
        ({"KRM_KRM_TOOL": "auto"}, "KRM_KRM_TOOL: Bitte „none“ oder „manual“ angeben."),
        ({"KRM_DATABASE_URL": "mysql://x"}, "KRM_DATABASE_URL: Bitte mit sqlite+aiosqlite://"),
        ({"KRM_APP_ID": "mein-bot"}, "KRM_APP_ID: Bitte die ID aus Entra angeben"),
        ({"KRM_HOST": "http://x"}, "KRM_HOST: Bitte eine IP-Adresse oder „localhost“ angeben."),
        ({"KRM_LOGIN_ENDPOINT": "http://login.example"}, "KRM_LOGIN_ENDPOINT: Bitte eine Adresse angeben"),
        ({"KRM_LOGIN_ENDPOINT": "http://127.0.0.1:80@x.example"}, "KRM_LOGIN_ENDPOINT: Bitte eine Adresse"),
        ({"KRM_OPENID_METADATA_URL": "login.example"}, "KRM_OPENID_METADATA_URL: Bitte eine Adresse angeben"),
        (
            {"KRM_ALLOWED_SERVICE_HOSTS": "https://x.de"},
            "KRM_ALLOWED_SERVICE_HOSTS: „https://x.de“ ist kein Host",
        ),
        ({"KRM_ALLOWED_SERVICE_HOSTS": "*.com"}, "KRM_ALLOWED_SERVICE_HOSTS: „*.com“ ist kein Host. Bitte"),
    ],
)
def test_a_wrong_value_is_refused_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, **variables)

    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "krm.jobcenter.example"])  # noqa: S104 - refused
def test_a_public_address_without_credentials_is_refused(monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    with pytest.raises(SettingsError, match=r"KRM_HOST: Bitte 127\.0\.0\.1 angeben, denn ohne KRM_APP_ID"):
        load(monkeypatch, KRM_HOST=host)

    assert load(monkeypatch, KRM_HOST=host, **REACHABLE).has_credentials


@pytest.mark.parametrize("missing", sorted(CREDENTIALS))
def test_half_of_the_credentials_is_refused(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    given = {name: value for name, value in CREDENTIALS.items() if name != missing}

    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, **given)

    assert str(refusal.value).startswith(f"{missing}: Bitte auch setzen")


def test_loopback_may_be_a_service_host_only_for_a_bot_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    hosts = "smba.trafficmanager.net,127.0.0.1:56150,localhost"
    assert load(monkeypatch, KRM_ALLOWED_SERVICE_HOSTS=hosts).service_hosts.allows(
        "http://127.0.0.1:56150/_c"
    )

    with pytest.raises(
        SettingsError, match=r"KRM_ALLOWED_SERVICE_HOSTS: Bitte 127\.0\.0\.1, localhost streichen"
    ):
        load(monkeypatch, KRM_HOST="192.168.1.5", **REACHABLE)


def test_several_wrong_values_are_told_at_once_one_per_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, KRM_PORT="x", KRM_STATE="x")

    named = [line.partition(":")[0] for line in str(refusal.value).splitlines()]
    assert sorted(named) == ["KRM_PORT", "KRM_STATE"]


def test_no_refusal_repeats_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(
            monkeypatch,
            KRM_DATABASE_URL="mysql://krm:geheimes-kennwort@db/krm",
            KRM_APP_PASSWORD="geheimes-kennwort",
        )

    assert "geheimes-kennwort" not in str(refusal.value) + repr(refusal.value.__context__)
    assert "geheimes-kennwort" not in repr(
        load(monkeypatch, KRM_DATABASE_URL="sqlite+aiosqlite://", **CREDENTIALS)
    )


def test_settings_cannot_be_changed_afterwards() -> None:
    settings: Any = load_settings()

    with pytest.raises(ValueError, match="frozen"):
        settings.port = 1


def test_a_misspelt_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_STAET", "BY")
    Path(".env").write_text("KRM_PROT=1\nOTHER=2\n", "utf-8")

    assert unknown_variables() == ("KRM_PROT", "KRM_STAET")
    assert variable("state") == "KRM_STATE"
