"""Who may hand us an activity: the channel's token, checked before the body is even read.

The SDK's own check is not used. It answers 500 to bad tokens, skips the service URL and the channel
when the activity leaves them out, takes tokens without expiry or from other issuers, knows no tenant,
and fetches keys with a blocking call.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol

import jwt

from bot.activity_reader import Activity, channel_id, service_url, tenant_ids
from bot.rejection import Rejected
from bot.service_hosts import ServiceHosts, is_loopback
from bot.signing_keys import SigningKeys

ISSUER = "https://api.botframework.com"
CHANNEL = "msteams"
LEEWAY_SECONDS = 300
"""What the clocks of two data centres may differ, as the protocol allows."""
_PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP")


@dataclass(frozen=True, slots=True)
class Caller:
    """What is certain about a request before its body is read."""

    service_url: str | None
    """The service URL the token was made for; None without tokens (loopback only)."""
    endorsements: frozenset[str] = field(default=frozenset())
    """The channels the key that signed the token may speak for."""


class Authenticator(Protocol):
    """Decides who may hand us an activity."""

    async def authenticate(self, headers: Mapping[str, str], remote: str | None) -> Caller:
        """Check the request itself; Rejected otherwise. ``remote`` is the address of the peer."""

    def authorize(self, caller: Caller, activity: Activity) -> None:
        """Check that the activity is one this caller may hand over; Rejected (403, 400) otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelAuthenticator:
    """Accepts what Teams' channel signed for this app, from one tenant."""

    app_id: str
    tenant_id: str
    service_hosts: ServiceHosts
    keys: SigningKeys

    async def authenticate(self, headers: Mapping[str, str], remote: str | None) -> Caller:  # noqa: ARG002 - port
        """Check signature, issuer, audience and times; Rejected (401) otherwise."""
        token = _bearer(headers)
        key_id = _key_id(token)
        key = await self.keys.find(key_id)
        if key is None:
            if not self.keys.are_known:
                raise Rejected(HTTPStatus.SERVICE_UNAVAILABLE, "keys_unavailable")
            raise Rejected.unauthorized("unknown_key")
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                key.key,
                algorithms=["RS256"],
                audience=self.app_id,
                issuer=ISSUER,
                leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iss", "aud"], "strict_aud": True},
            )
        except jwt.PyJWTError as error:
            # The class name is one of a fixed set (ExpiredSignatureError, ...); the message may hold values.
            raise Rejected.unauthorized(type(error).__name__) from None
        claimed = claims.get("serviceurl")
        if not isinstance(claimed, str) or not claimed:
            raise Rejected.unauthorized("no_serviceurl_claim")
        return Caller(service_url=claimed, endorsements=key.endorsements)

    def authorize(self, caller: Caller, activity: Activity) -> None:
        """Check channel, service URL and tenant of the activity against the token and the settings."""
        if channel_id(activity) != CHANNEL:
            raise Rejected.forbidden("wrong_channel")
        if CHANNEL not in caller.endorsements:
            raise Rejected.forbidden("key_not_endorsed")
        if service_url(activity) != caller.service_url:
            raise Rejected.forbidden("wrong_service_url")
        check_service_host(self.service_hosts, activity)
        if tenant_ids(activity) != {self.tenant_id}:
            # Also when the two places name different tenants, and when none does.
            raise Rejected.forbidden("wrong_tenant")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnauthenticatedLoopback:
    """Accepts programs of this machine without a token: the Playground sends none.

    Only for a bot without credentials, which binds to loopback alone (see ``Settings``). Requests a proxy
    passed on, and those a web page smuggled in under another host name, come from elsewhere.
    """

    service_hosts: ServiceHosts
    tenant_id: str = ""

    async def authenticate(self, headers: Mapping[str, str], remote: str | None) -> Caller:
        """Accept a direct connection from this machine; Rejected (403) otherwise."""
        if remote is None or not is_loopback(remote):
            raise Rejected.forbidden("not_from_this_machine")
        if any(name in headers for name in _PROXY_HEADERS):
            raise Rejected.forbidden("passed_on_by_a_proxy")
        host = headers.get("Host", "")
        name = host.partition("]")[0].lstrip("[") if host.startswith("[") else host.partition(":")[0]
        if not is_loopback(name):
            raise Rejected.forbidden("foreign_host_name")
        if "Origin" in headers:
            raise Rejected.forbidden("from_a_web_page")
        return Caller(service_url=None)

    def authorize(self, caller: Caller, activity: Activity) -> None:  # noqa: ARG002 - port
        """Check channel, service host and tenant as for everybody else."""
        if channel_id(activity) != CHANNEL:
            raise Rejected.forbidden("wrong_channel")
        check_service_host(self.service_hosts, activity)
        tenants = tenant_ids(activity)
        if len(tenants) > 1 or (self.tenant_id and tenants != {self.tenant_id}):
            raise Rejected.forbidden("wrong_tenant")


def check_service_host(hosts: ServiceHosts, activity: Activity) -> None:
    """Refuse an activity that wants its answer, and our token, sent to a foreign host."""
    if not hosts.allows(service_url(activity)):
        raise Rejected.forbidden("foreign_service_host")


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise Rejected.unauthorized("no_token")
    return token


def _key_id(token: str) -> str:
    try:
        header = jwt.get_unverified_header(token)
    except (jwt.PyJWTError, ValueError, RecursionError):
        # PyJWT reads the header's JSON as it comes, however deep it is nested.
        raise Rejected.unauthorized("not_a_token") from None
    key_id = header.get("kid")
    # Checked before the key is looked for, so that a useless token costs no fetch.
    if header.get("alg") != "RS256" or not isinstance(key_id, str) or not key_id:
        raise Rejected.unauthorized("wrong_algorithm_or_no_key")
    return key_id
