"""The channel of the weekly summary: its id or Teams' link to it; all else is refused with the remedy."""

import os
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.configuration.channel_settings import ChannelAddress, parse_channel
from bot.configuration.settings import Settings, SettingsError, load_settings

TENANT = "9a8b7c6d-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
OTHER_TENANT = "11111111-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
GROUP = "22222222-5e4f-4d3c-8b1a-0f1e2d3c4b5a"
CHANNEL = "19:e5a4c1d0_b2-a3@thread.tacv2"
CREDENTIALS = {
    "KRM_APP_ID": "0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0",
    "KRM_APP_PASSWORD": "geheim",
    "KRM_TENANT_ID": TENANT,
}


def link(channel: str = CHANNEL, tenant: str = TENANT, group: str = GROUP, **changes: str) -> str:
    """Write the link as Teams' menu of a channel gives it."""
    host = changes.get("host", "teams.microsoft.com")
    query = changes.get("query", f"groupId={group}&tenantId={tenant}&ngc=true")
    return f"https://{host}/l/channel/{quote(channel, safe='')}/Organisation%20%26%20Zahlen?{query}"


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


def test_without_the_setting_there_is_no_channel_and_no_team_is_named() -> None:
    assert load_settings().channel is None
    assert load_settings().channel_show_team is False


@pytest.mark.parametrize("channel", [CHANNEL, f"  {CHANNEL} ", "19:0123456789abcdef@thread.skype"])
def test_a_channel_s_id_is_taken(monkeypatch: pytest.MonkeyPatch, channel: str) -> None:
    address = load(monkeypatch, KRM_WEEKLY_CHANNEL=channel).channel

    assert address == ChannelAddress(channel_id=channel.strip())


@pytest.mark.parametrize(
    "text",
    [
        link(),
        link(host="teams.cloud.microsoft"),
        link(tenant=TENANT.upper(), group=GROUP.upper()),
        link(query=f"tenantId={TENANT}&groupId={GROUP}"),
        f"https://teams.microsoft.com/l/channel/{CHANNEL}/Allgemein?groupId={GROUP}&tenantId={TENANT}",
    ],
)
def test_the_link_to_the_channel_is_taken(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    address = load(monkeypatch, KRM_WEEKLY_CHANNEL=text, **CREDENTIALS).channel

    assert address == ChannelAddress(channel_id=CHANNEL, group_id=GROUP, tenant_id=TENANT)
    assert address.names == {CHANNEL, GROUP}


@pytest.mark.parametrize(
    "text",
    [
        "Wochenübersicht",
        "19:abc",
        "19:abc@thread.v2",
        "19:../x@thread.tacv2",
        f"{CHANNEL};messageid=1",
        "https://teams.microsoft.com/l/team/19%3Aabc%40thread.tacv2/conversations",
        link(host="teams.microsoft.com.evil.example"),
        link(host="evil@teams.microsoft.com"),
        link().replace("https", "http"),
        link(channel="19:abc@unq.gbl.spaces"),
        link(query=""),
        link(query=f"groupId={GROUP}"),
        link(query=f"tenantId={TENANT}"),
        link(tenant="jobcenter"),
        f"19:{'a' * 2000}@thread.tacv2",
        "https://[teams/l/channel/x",
    ],
)
def test_something_unreadable_is_refused_with_the_settings_name_and_the_remedy(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, KRM_WEEKLY_CHANNEL=text)

    said = str(refusal.value)
    assert said.startswith("KRM_WEEKLY_CHANNEL: Bitte den Link angeben")
    assert "„Link zum Kanal abrufen“" in said
    assert "\n" not in said
    with pytest.raises(ValueError, match="Bitte den Link"):
        parse_channel(text)


def test_a_channel_of_another_tenant_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(SettingsError) as refusal:
        load(monkeypatch, KRM_WEEKLY_CHANNEL=link(tenant=OTHER_TENANT), **CREDENTIALS)

    said = str(refusal.value)
    assert said.startswith("KRM_WEEKLY_CHANNEL: Dieser Kanal gehört zu einem anderen Mandanten.")
    assert "KRM_TENANT_ID" in said
    assert OTHER_TENANT not in said


def test_a_bot_without_a_tenant_has_none_to_compare_with(monkeypatch: pytest.MonkeyPatch) -> None:
    address = load(monkeypatch, KRM_WEEKLY_CHANNEL=link(tenant=OTHER_TENANT)).channel

    assert address is not None


def test_naming_teams_is_switched_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, KRM_CHANNEL_SHOW_TEAM="true").channel_show_team is True
