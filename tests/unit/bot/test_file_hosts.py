"""Which addresses a file may come from or go to: Teams' own, by https; nothing that is smuggled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.files.hosts import FileHosts

TEAMS = FileHosts()
LOCAL = FileHosts(loopback=True)


@pytest.mark.parametrize(
    "url",
    [
        "https://jobcenter-my.sharepoint.com/personal/x/_layouts/15/download.aspx?UniqueId=1&tempauth=ey.a_b-c",
        "https://JOBCENTER-my.SharePoint.com/x%20y",
        "https://eu-api.asm.skype.svc.ms/x",
        "https://northeurope1-mediap.svc.ms:443/transform",
    ],
)
def test_teams_own_hosts_are_allowed(url: str) -> None:
    assert TEAMS.allows(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://jobcenter-my.sharepoint.com/x",
        "https://sharepoint.com.evil.example/x",
        "https://evilsharepoint.com/x",
        "https://sharepoint.com/x",
        "https://jobcenter.sharepoint.com:8443/x",
        "https://jobcenter.sharepoint.com@evil.example/x",
        "https://user:pw@jobcenter.sharepoint.com/x",
        "https://evil.example/?x=.sharepoint.com",
        "https://evil.example#.sharepoint.com",
        "https://evil.example\\.sharepoint.com/x",
        "https://evil.example/.sharepoint.com",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::1%25.sharepoint.com]/x",
        "https://127.0.0.1%2f.sharepoint.com/x",
        "https://127.0.0.1;.sharepoint.com/x",
        "https://.sharepoint.com/x",
        "https://a.sharepoint.com./x",
        "https://localhost/x",
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "ftp://a.sharepoint.com/x",
        "https://a.sharepoint.com/\nx",
        "https://a.sharepoint.com:99999/",
        "https://a.sharepoint.com/" + "x" * 5_000,
    ],
)
def test_everything_else_is_refused(url: str) -> None:
    assert not TEAMS.allows(url)


def test_this_machine_counts_only_where_it_is_allowed() -> None:
    assert LOCAL.allows("http://127.0.0.1:8080/file?x=1")
    assert LOCAL.allows("https://a.sharepoint.com/x")
    assert not LOCAL.allows("http://10.0.0.1/x")
    assert not LOCAL.allows("file://localhost/etc/passwd")


@given(st.text() | st.from_regex(r"https://[a-z.@:/\\#?]{0,30}sharepoint\.com.{0,10}"))
def test_no_text_is_an_error(url: str) -> None:
    assert TEAMS.allows(url) in {True, False}
