"""Can the bot check who speaks to it, and log in to speak itself? Both are asked over the network."""

from collections.abc import AsyncIterator

from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.connector_token import ConnectorToken
from bot.examination.finding import Finding, error, fine
from bot.http_session import open_session
from bot.sending.send_failure import SendFailed
from bot.signing_keys import SigningKeys

TEAMS = "Teams"


async def examine_teams(settings: Settings, clock: Clock) -> AsyncIterator[Finding]:
    """Fetch the channel's keys and a token, and throw both away; nothing without credentials."""
    if not settings.has_credentials:
        return
    async with open_session() as session:
        keys = SigningKeys(session, settings.openid_metadata_url, clock)
        known = await keys.preload()
        await keys.close()
        if known:
            yield fine(TEAMS, "Die Schlüssel des Teams-Dienstes sind erreichbar.")
        else:
            yield error(
                TEAMS,
                "Die Schlüssel des Teams-Dienstes sind nicht erreichbar.",
                "Bitte prüfen, ob Firewall und Proxy KRM_OPENID_METADATA_URL durchlassen.",
            )
        token = ConnectorToken(
            session,
            login_endpoint=settings.login_endpoint,
            tenant_id=settings.tenant_id,
            app_id=settings.app_id,
            app_password=settings.app_password,
            clock=clock,
        )
        try:
            await token.get()
        except SendFailed as failed:
            yield error(
                TEAMS,
                f"Der Bot kann sich bei Entra nicht anmelden ({failed.code}).",
                "Bitte KRM_APP_ID, KRM_APP_PASSWORD (abgelaufen?) und KRM_TENANT_ID prüfen, "
                "und ob die Firewall KRM_LOGIN_ENDPOINT durchlässt.",
            )
        else:
            yield fine(TEAMS, "Die Anmeldung bei Entra gelingt.")
