"""When the bot writes on its own account is a setting; impossible times are refused with name and remedy."""

import os
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import settings as settings_command
from bot.configuration.checks import LAENDER
from bot.configuration.settings import Settings, SettingsError, load_settings
from procedure.working_hours import WorkingHours


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


def test_the_bot_writes_from_seven_to_six_and_reminds_at_eight_unless_told_otherwise() -> None:
    assert load_settings().rulebook.hours == WorkingHours(opens=time(7), closes=time(18), reminds_at=time(8))


def test_the_three_times_reach_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load(
        monkeypatch, KRM_REMINDERS_FROM="6:30", KRM_REMINDERS_UNTIL="16:15", KRM_REMINDERS_AT=" 09:45 "
    ).rulebook

    assert rules.hours == WorkingHours(opens=time(6, 30), closes=time(16, 15), reminds_at=time(9, 45))
    # Monday 7 December 2026; Berlin is an hour ahead.
    assert rules.is_at_work(datetime(2026, 12, 7, 5, 30, tzinfo=UTC))
    assert not rules.is_at_work(datetime(2026, 12, 7, 5, 29, tzinfo=UTC))
    assert not rules.is_at_work(datetime(2026, 12, 7, 15, 15, tzinfo=UTC))
    assert rules.reminder_at(datetime(2026, 12, 7, tzinfo=UTC).date()) == datetime(
        2026, 12, 7, 8, 45, tzinfo=UTC
    )


def test_the_reminders_may_be_due_when_the_office_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, KRM_REMINDERS_AT="07:00").rulebook.hours.reminds_at == time(7)


def test_an_empty_variable_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, KRM_REMINDERS_FROM="").rulebook.hours == WorkingHours()


AFTER_OPENING = "KRM_REMINDERS_UNTIL: Bitte eine Uhrzeit nach KRM_REMINDERS_FROM ({}) angeben."
WITHIN = (
    "KRM_REMINDERS_AT: Bitte eine Uhrzeit ab {} (KRM_REMINDERS_FROM) "
    "und vor {} (KRM_REMINDERS_UNTIL) angeben."
)
A_LAND = f"KRM_STATE: Bitte eines der Kürzel {', '.join(LAENDER)} angeben."


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"KRM_REMINDERS_FROM": "18:00", "KRM_REMINDERS_UNTIL": "07:00"}, AFTER_OPENING.format("18:00")),
        ({"KRM_REMINDERS_FROM": "18:00"}, AFTER_OPENING.format("18:00")),
        ({"KRM_REMINDERS_UNTIL": "06:59"}, AFTER_OPENING.format("07:00")),
        ({"KRM_REMINDERS_AT": "06:59"}, WITHIN.format("07:00", "18:00")),
        ({"KRM_REMINDERS_AT": "18:00"}, WITHIN.format("07:00", "18:00")),
        ({"KRM_REMINDERS_FROM": "08:01"}, WITHIN.format("08:01", "18:00")),
        ({"KRM_REMINDERS_UNTIL": "08:00"}, WITHIN.format("07:00", "08:00")),
        ({"KRM_REMINDERS_AT": "24:00"}, "KRM_REMINDERS_AT: Bitte eine Uhrzeit wie „08:00“ angeben."),
        ({"KRM_REMINDERS_AT": "acht"}, "KRM_REMINDERS_AT: Bitte eine Uhrzeit wie „08:00“ angeben."),
        ({"KRM_REMINDERS_FROM": "7"}, "KRM_REMINDERS_FROM: Bitte eine Uhrzeit wie „08:00“ angeben."),
        ({"KRM_REMINDERS_UNTIL": "keine"}, "KRM_REMINDERS_UNTIL: Bitte eine Uhrzeit wie „08:00“ angeben."),
        ({"KRM_STATE": "Bayern"}, A_LAND),
        ({"KRM_STATE": "DE"}, A_LAND),
        ({"KRM_TIMEZONE": "Europa/Berlin"}, "KRM_TIMEZONE: Bitte eine Zeitzone wie „Europe/Berlin“ angeben."),
        ({"KRM_TIMEZONE": "../Berlin"}, "KRM_TIMEZONE: Bitte eine Zeitzone wie „Europe/Berlin“ angeben."),
        ({"KRM_TIMEZONE": "Europe"}, "KRM_TIMEZONE: Bitte eine Zeitzone wie „Europe/Berlin“ angeben."),
    ],
)
def test_an_impossible_configuration_is_refused_with_the_settings_name_and_the_remedy(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, **variables)

    assert str(refusal.value) == sentence


def test_the_command_lists_the_times_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRM_REMINDERS_AT", "9:05")
    monkeypatch.setenv("KRM_RECEIPT_CUTOFF", "15:30")
    app = typer.Typer()
    settings_command.register(app)

    output = CliRunner().invoke(app, []).output

    assert "KRM_REMINDERS_FROM\n  Ab wann der Bot an Arbeitstagen von sich aus schreibt" in output
    assert "  Vorgabe: 07:00\n" in output
    assert "  Vorgabe: 18:00\n" in output
    assert "  Vorgabe: 08:00\n  Jetzt:   09:05\n" in output
    assert "  Vorgabe: keine\n  Jetzt:   15:30\n" in output
