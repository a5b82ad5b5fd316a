"""Settings of letters and files: head, templates, address for links, size."""

import os
from pathlib import Path

import pytest

from bot.configuration.settings import SettingsError, load_settings
from casework.letter_ports import LetterHead
from tests.unit.bot.test_settings import CREDENTIALS, load


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in os.environ:
        if name.upper().startswith("KRM_"):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_a_demo_on_this_machine() -> None:
    settings = load_settings()

    assert settings.reachable_at == "http://127.0.0.1:3978"
    assert settings.file_delivery == "link"
    assert settings.max_file_bytes == 10 * 1024 * 1024
    assert settings.templates_dir is None
    assert settings.letter_head.office_name == "Jobcenter Musterstadt"


def test_links_lead_to_the_port_of_this_machine_or_to_the_public_address(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert load(monkeypatch, KRM_PORT="4000").reachable_at == "http://127.0.0.1:4000"
    public = load(monkeypatch, KRM_PUBLIC_URL="https://krm.example.org/bot/")
    assert public.reachable_at == "https://krm.example.org/bot"


def test_the_letter_head_is_the_office_s(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(
        monkeypatch,
        KRM_OFFICE_NAME="Jobcenter Beispielkreis",
        KRM_OFFICE_ADDRESS="Allee 5,  54321 Beispielstadt",
        KRM_OFFICE_PHONE="0999 1",
        KRM_PRIVACY_URL="https://beispielkreis.example/daten",
        KRM_OFFICE_SIGNATURE="Ihr Team",
        KRM_TEMPLATES_DIR="vorlagen",
    )

    assert settings.letter_head == LetterHead(
        office_name="Jobcenter Beispielkreis",
        address="Allee 5, 54321 Beispielstadt",
        phone="0999 1",
        privacy_url="https://beispielkreis.example/daten",
        signature="Ihr Team",
    )
    assert settings.templates_dir == Path("vorlagen")


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("KRM_PUBLIC_URL", "http://krm.example.org", "KRM_PUBLIC_URL: Bitte eine Adresse angeben, die mit"),
        ("KRM_PUBLIC_URL", "https://krm.example.org/?a=b", "KRM_PUBLIC_URL: Bitte eine Adresse ohne „?“"),
        ("KRM_FILE_DELIVERY", "mail", "KRM_FILE_DELIVERY: Bitte „link“ oder „onedrive“ angeben."),
        ("KRM_MAX_FILE_MB", "0", "KRM_MAX_FILE_MB: Bitte eine Zahl von 1 bis 50 angeben."),
        ("KRM_MAX_FILE_MB", "51", "KRM_MAX_FILE_MB: Bitte eine Zahl von 1 bis 50 angeben."),
        ("KRM_PRIVACY_URL", "http://x.example", "KRM_PRIVACY_URL: Bitte eine Adresse angeben, die mit https"),
        ("KRM_PRIVACY_URL", "https://", "KRM_PRIVACY_URL: Bitte eine Adresse angeben, die mit https://"),
        ("KRM_OFFICE_NAME", "   ", "KRM_OFFICE_NAME: Bitte einen Text in einer Zeile angeben."),
    ],
)
def test_a_wrong_value_is_refused_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, sentence: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, **{variable: value})

    assert str(refusal.value).startswith(sentence)
    assert "\n" not in str(refusal.value)


def test_http_is_enough_on_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, KRM_PUBLIC_URL="http://127.0.0.1:9000").reachable_at == "http://127.0.0.1:9000"


def test_a_bot_that_others_reach_needs_an_address_for_its_links(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {"KRM_HOST": "192.168.1.5", **CREDENTIALS}
    with pytest.raises(SettingsError, match=r"KRM_PUBLIC_URL: Bitte die Adresse angeben, unter der"):
        load(monkeypatch, **given)

    assert load(monkeypatch, **given, KRM_FILE_DELIVERY="onedrive").file_delivery == "onedrive"
