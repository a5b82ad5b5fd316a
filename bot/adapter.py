"""The SDK's adapter, subclassed: our own check in front, kept clients behind, plain answers to invokes.

Stock it answers 500 to each invoke that has a body, because it serialises the body twice; it checks
tokens incompletely and after parsing; and it spends 20 ms of CPU per turn on building clients.
"""

import asyncio
from functools import partial
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import web
from botbuilder.core import InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity, ActivityTypes, ChannelAccount, ConversationAccount
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.activity_reader import parse_activity, read_incoming
from bot.authentication import Authenticator
from bot.connector import PooledConnectorFactory
from bot.incoming import Incoming, Kind, TurnHandler
from bot.invoke_answers import apology
from bot.logs import new_incident
from bot.rate_limit import Admission, RateLimit
from bot.rejection import Rejected
from bot.replies import ConversationReplies
from bot.sending.messenger import Messenger
from bot.sending.send_failure import SendFailed

_log = structlog.get_logger("host")

BODY_SECONDS = 10.0
"""How long a request may take to arrive."""
AUDIENCE = AuthenticationConstants.TO_CHANNEL_FROM_BOT_OAUTH_SCOPE
APOLOGY = (
    "Das hat leider nicht geklappt. Bitte versuchen Sie es noch einmal. "
    "Wenn es wieder nicht geht, nennen Sie dem BGF bitte diese Nummer: {incident}"
)
TOO_MANY = (
    "Das waren sehr viele Eingaben auf einmal. Ihre letzte Eingabe habe ich nicht angenommen. "
    "Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."
)
_LIMITED = frozenset({Kind.MESSAGE, Kind.INVOKE, Kind.OTHER})
"""That somebody has installed or removed the assistant is always heard."""
_TURN = "krm.turn"
_BODY = "krm.answer"


class PooledAuthentication(BotFrameworkAuthentication):  # type: ignore[misc]  # the SDK ships no types
    """The SDK's seam for tokens and clients: hands out the pooled ones and checks nothing itself."""

    def __init__(self, connectors: PooledConnectorFactory) -> None:
        self._connectors = connectors

    async def authenticate_request(self, *_: object) -> AuthenticateRequestResult:
        """Refuse: a request is checked before there is an activity (``bot.authentication``)."""
        raise PermissionError("not a way in")

    async def authenticate_streaming_request(self, *_: object) -> AuthenticateRequestResult:
        """Refuse: Teams does not stream."""
        raise PermissionError("not a way in")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002 - SDK
        """Return the pooled factory."""
        return self._connectors

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:
        """Build none: the assistant signs nobody in, and building one costs as much as a whole turn."""

    def admitted(self, app_id: str, service_url: str) -> AuthenticateRequestResult:
        """Return what the SDK's own check would have found for a request ours has let pass."""
        result = AuthenticateRequestResult()
        claims = {
            AuthenticationConstants.AUDIENCE_CLAIM: app_id,
            AuthenticationConstants.SERVICE_URL_CLAIM: service_url,
        }
        result.claims_identity = ClaimsIdentity(claims, is_authenticated=True)
        result.audience = AUDIENCE
        result.connector_factory = self._connectors
        return result


class HostAdapter(CloudAdapter):  # type: ignore[misc]  # the SDK ships no types
    """Takes a request to the handler and its answer back."""

    def __init__(
        self,
        *,
        app_id: str,
        authenticator: Authenticator,
        connectors: PooledConnectorFactory,
        rate_limit: RateLimit,
    ) -> None:
        self._app_id = app_id
        self._authenticator = authenticator
        self._rate_limit = rate_limit
        self._replies = partial(ConversationReplies, messenger=Messenger(connectors))
        self._pooled = PooledAuthentication(connectors)
        super().__init__(self._pooled)
        self.on_turn_error = self._apologise

    async def process(self, request: web.Request, handler: TurnHandler) -> web.Response:
        """Check, read and handle one request; Rejected for one that is turned away."""
        caller = await self._authenticator.authenticate(request.headers, request.remote)
        activity = parse_activity(await _body(request))
        self._authenticator.authorize(caller, activity)
        turn = read_incoming(activity, self._replies)
        if not turn.is_addressed:
            return web.Response(status=HTTPStatus.CREATED)
        if turn.kind in _LIMITED:
            admission = self._rate_limit.admit(turn.staff_id or turn.user_id or turn.conversation_id)
            if admission is not Admission.ADMITTED:
                return await _too_many(turn, aloud=admission is Admission.REFUSED_ALOUD)

        body: dict[str, Any] = {}

        async def logic(context: TurnContext) -> None:
            context.turn_state[_TURN] = turn
            context.turn_state[_BODY] = body
            await _dispatch(context, turn, handler)

        answer = await self.process_activity(
            self._pooled.admitted(self._app_id, turn.service_url), _sdk_activity(turn), logic
        )
        if answer is None:
            return web.Response(status=HTTPStatus.CREATED)
        # Written once, from where it was made: on the SDK's way a card is copied and serialised part by part.
        return web.json_response(body, status=answer.status)

    async def _apologise(self, context: TurnContext, error: Exception) -> None:
        """Tell the person with an incident id; the log gets the id and the kind of error, never a value."""
        turn: Incoming = context.turn_state[_TURN]
        incident = new_incident()
        _log.error("turn_failed", incident=incident, kind=turn.kind, error=type(error).__name__)
        sentence = APOLOGY.format(incident=incident)
        if turn.kind is Kind.INVOKE:
            await _answer(context, apology(turn.name, sentence))
        elif turn.kind is Kind.MESSAGE and not isinstance(error, SendFailed):
            try:
                await turn.replies.send_text(sentence)
            except SendFailed as failure:
                _log.warning("apology_not_sent", incident=incident, code=failure.code)


async def _too_many(turn: Incoming, *, aloud: bool) -> web.Response:
    """Refuse a turn of a person who takes too many: never acknowledged, and no reason for a second flood."""
    answer = apology(turn.name, TOO_MANY) if turn.kind is Kind.INVOKE else {}
    if answer:
        _log.warning("turn_refused", kind=turn.kind, reason="too_many_turns")
        return web.json_response(answer)
    if aloud and turn.kind is Kind.MESSAGE and turn.is_personal:
        try:
            await turn.replies.send_text(TOO_MANY)
        except SendFailed as failure:
            _log.warning("refusal_not_sent", code=failure.code)
    raise Rejected(HTTPStatus.TOO_MANY_REQUESTS, "too_many_turns")


async def _dispatch(context: TurnContext, turn: Incoming, handler: TurnHandler) -> None:
    match turn.kind:
        case Kind.MESSAGE:
            await handler.on_message(turn)
        case Kind.INVOKE:
            await _answer(context, await handler.on_invoke(turn))
        case Kind.INSTALLED:
            await handler.on_installed(turn)
        case Kind.REMOVED:
            await handler.on_removed(turn)
        case Kind.OTHER:
            await handler.on_other(turn)


async def _answer(context: TurnContext, body: dict[str, Any]) -> None:
    context.turn_state[_BODY].update(body)
    response = InvokeResponse(status=HTTPStatus.OK)
    await context.send_activity(Activity(type=ActivityTypes.invoke_response, value=response))


async def _body(request: web.Request) -> bytes:
    if request.content_type != "application/json":
        raise Rejected(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "not_application_json")
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Rejected(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "body_too_large") from None
    except web.RequestPayloadError:
        raise Rejected.malformed("body_not_decodable") from None
    except TimeoutError:
        raise Rejected(HTTPStatus.REQUEST_TIMEOUT, "body_too_slow") from None


def _sdk_activity(turn: Incoming) -> Activity:
    """Tell the SDK as much as its pipeline needs; the rest of the activity has been read already."""
    return Activity(
        type=ActivityTypes.invoke if turn.kind is Kind.INVOKE else ActivityTypes.message,
        id=turn.activity_id or None,
        service_url=turn.service_url,
        channel_id=turn.channel_id,
        conversation=ConversationAccount(id=turn.conversation_id),
        from_property=ChannelAccount(id=turn.user_id),
        recipient=ChannelAccount(id=turn.bot_id),
        locale=turn.locale or None,
    )
