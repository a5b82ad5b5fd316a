"""What must be true afterwards, read from the database and from people's chats."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from bot.sending.relay import UNREPORTED
from procedure.case import Case
from procedure.duties import duties_of
from procedure.notice_kind import NoticeKind
from procedure.rulebook import Rulebook
from procedure.vocabulary import CaseId
from storage.connection import Connection
from storage.engine import create_engine, reading
from storage.key_file import load_key_ring
from storage.tables import OutboxState, audit_entries, cases, duties, outbox, processed_commands, sent_cards
from storage.unit_of_work import SqlUnitsOfWork
from tests.faults.office import Office
from tests.faults.people import number_of
from tests.support.house import RULEBOOK

RECEIPT_SECONDS = 3.0
"""A kill so soon after a message was taken can have hit its receipt."""


async def wrong_in(office: Office, rulebook: Rulebook = RULEBOOK) -> list[str]:
    """Return a sentence for each thing that was lost, half done, or done too often."""
    engine = create_engine(office.database_url)
    keys = load_key_ring(office.folder / "krm.key")
    try:
        async with reading(engine) as connection:
            ids = (await connection.execute(select(cases.c.id))).scalars().all()
            rows = await _rows(connection)
        async with SqlUnitsOfWork(engine, keys)(reads_only=True) as unit:
            kept = [case for case_id in ids if (case := await unit.cases.get(CaseId(case_id)))]
    finally:
        await engine.dispose()
    return [
        *office.channel.errors,
        *(f"asked again: {what}" for each in office.recorders for what in each.asked_again),
        *_lost(office, kept, _reported_dead(rows)),
        *_half(kept, rows, rulebook, _reported_dead(rows)),
        *_undelivered(office, kept, rows),
        *_too_often(office),
    ]


async def _rows(connection: Connection) -> dict[str, list[Any]]:
    """Read what is kept beside the cases."""
    tables = (audit_entries, duties, outbox, processed_commands, sent_cards)
    return {table.name: list((await connection.execute(select(table))).mappings()) for table in tables}


def _reported_dead(rows: dict[str, list[Any]]) -> set[tuple[str, str]]:
    """Name the (case, person) pairs whose card the channel refused for good: the BGF knows, nobody waits."""
    reported = {row["parent_id"] for row in rows["outbox"] if row["kind"] == NoticeKind.DEAD_LETTER}
    return {(row["case_id"], row["staff_id"]) for row in rows["outbox"] if row["id"] in reported}


def _lost(office: Office, kept: list[Case], dead: set[tuple[str, str]]) -> Iterator[str]:
    """Compare what was acknowledged with what is stored: once each, as it was said."""
    stored = Counter((case.reaction.summary, case.number) for case in kept)
    said = Counter(pair for each in office.recorders for pair in each.recorded.items())
    yield from (f"lost: {what}" for what in (said - stored).elements())
    yield from (f"stored, never said: {what}" for what in (stored - said).elements())
    lead, bgf = office.deciders
    for case in kept:
        if case.number in lead.done and case.holder != lead.person:
            yield f"lost: „Übernehmen“ of {case.number}"
        if case.number in bgf.done and case.krm_tool_ref != f"T-{case.number}":
            yield f"lost: „Bestätigen“ of {case.number}"
        for who in office.deciders:
            if case.number not in who.done and (case.id, who.person) not in dead:
                yield f"owed and never offered: „{who.title}“ of {case.number}"


def _half(
    kept: list[Case], rows: dict[str, list[Any]], rulebook: Rulebook, dead: set[tuple[str, str]]
) -> Iterator[str]:
    """Look for cases without all of their record, duties, notices and commands, each once."""
    numbers = sorted(case.number for case in kept)
    if numbers != [f"KRM-2026-{number:04}" for number in range(1, len(kept) + 1)]:
        yield f"a gap among the numbers: {numbers}"
    shapes: dict[Any, list[str]] = defaultdict(list)
    for case in kept:
        of_case = {name: [row for row in all_ if row["case_id"] == case.id] for name, all_ in rows.items()}
        owed = [(duty.kind, str(duty.audience), duty.due_on) for duty in duties_of(case, rulebook)]
        by_position = sorted(of_case["duties"], key=lambda row: row["position"])
        noted = [(row["kind"], row["audience"], row["due_on"]) for row in by_position]
        if owed != noted:
            yield f"duties of {case.number}: {noted} instead of {owed}"
        if case.version != len(of_case["processed_commands"]):
            yield f"{case.number}: version {case.version}, commands {len(of_case['processed_commands'])}"
        if any(case.id == about for about, _ in dead):
            continue  # its people could not do all that the others did
        told = Counter(
            (row["kind"], row["audience"])
            for row in of_case["outbox"]
            if row["parent_id"] is None and row["kind"] != NoticeKind.CARD_REFRESH
        )
        events = Counter(row["event"] for row in of_case["audit_entries"])
        shape = (tuple(sorted(told.items())), tuple(sorted(events.items())))
        shapes[shape].append(case.number)
    # All cases had the same history, so whichever differs has lost something or has it twice.
    if len(shapes) > 1:
        yield f"records or notices differ: {dict(shapes)}"


def _undelivered(office: Office, kept: list[Case], rows: dict[str, list[Any]]) -> Iterator[str]:
    """Look for what is open, dead without a report, or marked delivered and in no chat; and for old cards."""
    numbers = {case.id: case.number for case in kept}
    reported = {row["parent_id"] for row in rows["outbox"] if row["kind"] == NoticeKind.DEAD_LETTER}
    stands = {(entry["chat"], number_of(entry["body"])) for entry in office.channel.log if entry["taken"]}
    for row in rows["outbox"]:
        what = f"{row['kind']} of {numbers.get(row['case_id'])} for {row['staff_id']}"
        if row["state"] == OutboxState.OPEN:
            yield f"still open: {what}, {row['last_error']}"
        elif row["state"] == OutboxState.DEAD:
            if row["id"] not in reported and row["kind"] not in UNREPORTED:
                yield f"dead without a report: {what}, {row['last_error']}"
        elif (
            row["state"] == OutboxState.DELIVERED
            and row["kind"] not in UNREPORTED
            and (f"a:{row['staff_id']}", numbers.get(row["case_id"])) not in stands
        ):
            yield f"marked delivered, stands in no chat: {what}"
    versions = {case.id: case.version for case in kept}
    # A refresh that the channel refused for good owes nobody anything: the next press brings the fresh card.
    refused = {
        (row["case_id"], row["staff_id"]) for row in rows["outbox"] if row["state"] == OutboxState.DEAD
    }
    shown = {(entry["chat"], entry["activity"]): entry for entry in office.channel.log if entry["taken"]}
    for card in rows["sent_cards"]:
        entry = shown.get((f"a:{card['staff_id']}", card["activity_id"]))
        if entry is None:
            yield f"a card that was never sent: {card['kind']} {numbers[card['case_id']]}"
        elif (card["case_id"], card["staff_id"]) not in refused and (
            old := _versions_on(entry["body"]) - {versions[card["case_id"]]}
        ):
            yield f"{card['kind']} of {numbers[card['case_id']]} shows {old}, not {versions[card['case_id']]}"


def _versions_on(value: object) -> set[int]:
    """Return the versions that buttons of a card carry."""
    if isinstance(value, list):
        return set().union(*(_versions_on(inner) for inner in value))
    if not isinstance(value, dict):
        return set()
    own = {value["version"]} if isinstance(value.get("version"), int) else set()
    return own.union(*(_versions_on(inner) for inner in value.values()))


def _too_often(office: Office) -> Iterator[str]:
    """Look for messages that came twice although no receipt was lost, by the channel or by a kill."""
    sent: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for entry in office.channel.log:
        number = number_of(entry["body"])
        if entry["method"] == "POST" and entry["taken"] and number and entry["body"].get("summary"):
            sent[entry["chat"], number, entry["body"]["summary"]].append(entry)
    for (chat, number, summary), entries in sent.items():
        for first, again in itertools.pairwise(entries):
            killed = any(first["at"] <= at <= first["at"] + RECEIPT_SECONDS for at in office.killed_at)
            if not first["unsure"] and not killed:
                after = again["at"] - first["at"]
                yield f"twice without need: {number} {chat} „{summary}“ {after:.1f} s later"
