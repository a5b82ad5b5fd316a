"""Activities and presses of any shape: no 500, no failed turn, nothing kept of what was refused, no hang."""

import asyncio
from typing import Any

import structlog
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import verbs
from casework.views import Step
from procedure.vocabulary import StaffId
from tests.acceptance.conftest import Bot
from tests.acceptance.test_walk_in import record
from tests.fuzz.anything import JSON, TEXTS
from tests.fuzz.conftest import changed_since, kept
from tests.support.builders import FRONT_DESK, TEAM_LEAD_A
from tests.support.channel import message, pressed, submitted

STRANGER = StaffId("99999999-9999-4999-8999-999999999999")
ONE_TURN_SECONDS = 5
FUZZ = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
FAILED = {"turn_failed", "request_failed", "http_failed"}
"""A failed turn is answered with a sentence and 201; only the log tells."""

FIELDS = [*sorted(message("https://x.example/")), "value", "attachments", "entities", "replyToId", "name"]
_KINDS = ("message", "invoke", "installationUpdate", "conversationUpdate", "typing", "messageReaction")
VERBS = st.one_of(
    st.sampled_from(sorted(Step)),
    st.sampled_from(
        sorted(value for name, value in vars(verbs).items() if name.isupper() and isinstance(value, str))
    ),
    TEXTS,
)
OURS = (
    "case",
    "version",
    "draft",
    "turn",
    "step",
    "page",
    "document",
    "opened",
    "file",
    "query",
    "text",
    "day",
    "year",
    "chapter",
    "seen",
    "number",
    "measure",
)
FORGED = st.dictionaries(st.one_of(st.sampled_from(OURS), TEXTS), JSON, max_size=6)


async def _sent(bot: Bot, activity: dict[str, Any], allowed: set[int]) -> None:
    with structlog.testing.capture_logs() as events:
        async with asyncio.timeout(ONE_TURN_SECONDS):
            status, _ = await bot.post(activity)
    assert status in allowed
    assert not [event for event in events if event["event"] in FAILED]


@FUZZ
@given(
    kind=st.sampled_from(_KINDS),
    changes=st.dictionaries(st.sampled_from(FIELDS), JSON, min_size=1, max_size=4),
)
async def test_an_activity_with_any_fields_is_taken_or_refused_and_never_fails(
    fuzzed: Bot, kind: str, changes: dict[str, Any]
) -> None:
    before = kept(fuzzed)
    activity = fuzzed.chat(STRANGER).address(message(fuzzed.connector.url, "neu"))

    await _sent(fuzzed, activity | {"type": kind} | changes, {200, 201, 400, 403})

    assert changed_since(before, fuzzed) == []


@FUZZ
@given(verb=VERBS, data=FORGED, old_client=st.booleans())
async def test_a_press_with_any_data_is_answered_and_keeps_nothing(
    fuzzed: Bot, verb: str, data: dict[str, Any], *, old_client: bool
) -> None:
    before = kept(fuzzed)
    url = fuzzed.connector.url
    activity = submitted(url, data | {"verb": verb}) if old_client else pressed(url, verb, data)

    await _sent(fuzzed, fuzzed.chat(TEAM_LEAD_A).address(activity), {200, 201, 400})

    # The one verb that needs no data of ours: whoever works here may begin an intake.
    meant = {"dialog_states"} if verb == verbs.INTAKE_START else set()
    assert set(changed_since(before, fuzzed)) <= meant


@FUZZ
@given(step=st.sampled_from(sorted(Step)), inputs=FORGED)
async def test_a_step_on_a_real_case_by_a_stranger_keeps_nothing_whatever_its_inputs(
    fuzzed: Bot, step: str, inputs: dict[str, Any]
) -> None:
    before = kept(fuzzed)
    real = fuzzed.chat(TEAM_LEAD_A).button("Vorgang öffnen").data
    activity = pressed(fuzzed.connector.url, step, inputs | dict(real))

    await _sent(fuzzed, fuzzed.chat(STRANGER).address(activity), {200, 400})

    assert changed_since(before, fuzzed) == []


@FUZZ
@given(step=st.sampled_from(sorted(Step)), inputs=FORGED)
async def test_a_step_on_a_real_case_by_its_lead_never_fails_and_the_case_can_still_be_read(
    fuzzed: Bot, step: str, inputs: dict[str, Any]
) -> None:
    lead = fuzzed.chat(TEAM_LEAD_A)
    real = dict(lead.button("Vorgang öffnen").data)

    await _sent(fuzzed, lead.address(pressed(fuzzed.connector.url, step, inputs | real)), {200, 400})

    assert isinstance(await lead.sends(verbs.CASE_REFRESH, real), dict)


@FUZZ
@given(text=TEXTS)
async def test_any_typed_text_gets_an_answer(fuzzed: Bot, text: str) -> None:
    desk = fuzzed.chat(FRONT_DESK)

    await _sent(fuzzed, desk.address(message(fuzzed.connector.url, text)), {201})


async def test_the_comparison_notices_a_draft_that_was_really_recorded(fuzzed: Bot) -> None:
    before = kept(fuzzed)

    await record(fuzzed.chat(FRONT_DESK))

    assert {"cases", "audit_entries", "processed_commands", "outbox"} <= set(changed_since(before, fuzzed))


async def test_the_comparison_notices_a_draft(fuzzed: Bot) -> None:
    before = kept(fuzzed)

    await fuzzed.chat(FRONT_DESK).types("neu")

    assert "dialog_states" in changed_since(before, fuzzed)
