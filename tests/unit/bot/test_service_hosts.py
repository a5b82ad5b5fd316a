"""The allow-list of hosts: our token goes nowhere else, however the address is dressed up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.service_hosts import DEFAULT_SERVICE_HOSTS, ServiceHost, ServiceHosts, is_loopback

TEAMS = ServiceHosts.parse(DEFAULT_SERVICE_HOSTS)
LOCAL = ServiceHosts.parse(("127.0.0.1", "localhost:56150", "[::1]"))


@pytest.mark.parametrize(
    "url",
    [
        "https://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net/emea/9a8b7c6d-5e4f-4d3c-8b1a-0f1e2d3c4b5a/",
        "https://SMBA.trafficmanager.net:443/de/",
        "https://europe.botframework.com",
        "https://a.b.teams.microsoft.com/x",
    ],
)
def test_teams_own_hosts_are_allowed(url: str) -> None:
    assert TEAMS.allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://smba.trafficmanager.net/teams/",
        "https://smba.trafficmanager.net:8443/teams/",
        "https://smba.trafficmanager.net.evil.example/",
        "https://evil.example/smba.trafficmanager.net/",
        "https://evil.example#smba.trafficmanager.net",
        "https://evil.example?smba.trafficmanager.net",
        "https://smba.trafficmanager.net@evil.example/",
        "https://evil.example\\@smba.trafficmanager.net/",
        "https://smba.trafficmanager.net\\.evil.example/",
        "https://smba.traffic\nmanager.net/",
        "https://smba.trafficmanager.net /",
        " https://smba.trafficmanager.net/",
        "https://smba.trafficmanager.net/?x=1",
        "https://smba.trafficmanager.net/{x}/",
        "https://smba.trafficmanager.net/../x",
        "https://smba.trafficmanager.net/a/./b",
        "https://smba.trafficmanager.net//evil.example/",
        "https://evilbotframework.com/",
        "https://botframework.com/",
        "https://teams.microsoft.com/",
        "https://127.0.0.1/",
        "http://127.0.0.1/",
        "https://smba.trafficmanager.net:99999/",
        "https://[::1/",
        "ftp://smba.trafficmanager.net/",
        "//smba.trafficmanager.net/",
        "smba.trafficmanager.net",
        "",
    ],
)
def test_everything_else_is_not(url: str) -> None:
    assert not TEAMS.allows(url)


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("http://127.0.0.1:56199/_connector", True),
        ("http://127.0.0.1/", True),
        ("http://localhost:56150/_connector", True),
        ("http://localhost:56151/_connector", False),
        ("http://[::1]:56150/_connector", True),
        ("http://127.0.0.2/", False),
        ("http://127.0.0.1.evil.example/", False),
    ],
)
def test_this_machine_may_do_without_tls_and_on_any_port_unless_one_is_named(
    url: str, *, allowed: bool
) -> None:
    assert LOCAL.allows(url) is allowed


@given(st.text())
def test_no_text_at_all_raises_an_error(url: str) -> None:
    assert not TEAMS.allows(url)
    assert not LOCAL.allows(f"https://{url}/") or "127.0.0.1" in url or "::1" in url


@pytest.mark.parametrize(
    "entry", ["", "*", "*.com", "https://x.de", "x y", "x.de/teams", "x:0", "x:99999", "x:a", "-x"]
)
def test_an_entry_that_is_no_host_is_refused_in_german(entry: str) -> None:
    with pytest.raises(ValueError, match=r"ist kein Host\. Bitte"):
        ServiceHost.parse(entry)


def test_loopback_is_recognised_in_each_spelling() -> None:
    assert all(
        is_loopback(host) for host in ("127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "LOCALHOST")
    )
    assert not any(is_loopback(host) for host in ("", "0.0.0.0", "10.0.0.1", "localhost.example", "::"))  # noqa: S104
