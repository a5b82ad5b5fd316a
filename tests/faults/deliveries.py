"""What must be true of messages afterwards: each owed one came once, and its card shows the case as it is."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from bot.sending.card_kinds import LIVE
from bot.sending.relay import UNREPORTED
from procedure.notice_kind import NoticeKind
from storage.tables import OutboxState
from tests.faults.explained import explained
from tests.faults.ledger import Ledger, Row
from tests.faults.people import number_of

RECEIPT_SECONDS = 1.0
"""How long it may take to note a receipt that Teams has written: two commits on a busy machine."""
READ_LATE_SECONDS = 2.0
"""How long Teams may take on a busy machine to read what had been sent."""


def undelivered(ledger: Ledger) -> Iterator[str]:
    """Look for what is open, dead without a report, or marked delivered and in no chat; and for old cards."""
    stands = {
        (entry["chat"], number_of(entry["body"])) for entry in ledger.office.channel.log if entry["taken"]
    }
    for row in ledger.outbox:
        what = f"{row['kind']} of {ledger.number(row['case_id'])} for {row['staff_id']}, {row['last_error']}"
        wrong = ""
        if row["state"] == OutboxState.OPEN:
            wrong = f"still open: {what}"
        elif row["state"] == OutboxState.DEAD and row["kind"] == NoticeKind.DEAD_LETTER:
            wrong = f"nobody was told: {what}" if ledger.is_about_dead(row) else ""
        elif row["state"] == OutboxState.DEAD and row["kind"] not in UNREPORTED and not ledger.is_told(row):
            wrong = f"dead without a report: {what}"
        elif (
            row["state"] == OutboxState.DELIVERED
            and row["kind"] not in UNREPORTED
            and (f"a:{row['staff_id']}", ledger.number(row["case_id"])) not in stands
        ):
            wrong = f"marked delivered, stands in no chat: {what}"
        if wrong:
            yield explained(ledger, wrong, row["case_id"], row["staff_id"])
    yield from _old(ledger)


def _old(ledger: Ledger) -> Iterator[str]:
    """Look for cards that do not show the case as it is, and for people who hold two of one case."""
    versions = {case.id: case.version for case in ledger.kept}
    shown = {
        (entry["chat"], entry["activity"]): entry for entry in ledger.office.channel.log if entry["taken"]
    }
    for card in ledger.rows["sent_cards"]:
        entry = shown.get((f"a:{card['staff_id']}", card["activity_id"]))
        what = f"{card['kind']} of {ledger.number(card['case_id'])} for {card['staff_id']}"
        if entry is None:
            yield explained(ledger, f"a card that was never sent: {what}", card["case_id"], card["staff_id"])
        elif (old := _versions_on(entry["body"]) - {versions[card["case_id"]]}) and not _was_refused(
            ledger, card
        ):
            said = f"{what} shows {old}, not {versions[card['case_id']]}"
            yield explained(ledger, said, card["case_id"], card["staff_id"])
    live = Counter(
        (card["case_id"], card["staff_id"]) for card in ledger.rows["sent_cards"] if card["kind"] in LIVE
    )
    for (case_id, staff_id), cards in live.items():
        if cards > 1:
            said = f"{cards} live cards of {ledger.number(case_id)} for {staff_id}"
            yield explained(ledger, said, case_id, staff_id)


def _was_refused(ledger: Ledger, card: Row) -> bool:
    """Tell whether the very message that was to bring the card up to date was refused for good."""
    owed = ledger.of_person(NoticeKind.CARD_REFRESH, card["case_id"], card["staff_id"])
    return bool(owed) and owed[-1]["state"] == OutboxState.DEAD


def _versions_on(value: object) -> set[int]:
    """Return the versions that buttons of a card carry."""
    if isinstance(value, list):
        return set().union(*(_versions_on(inner) for inner in value))
    if not isinstance(value, dict):
        return set()
    own = {value["version"]} if isinstance(value.get("version"), int) else set()
    return own.union(*(_versions_on(inner) for inner in value.values()))


def too_often(ledger: Ledger) -> Iterator[str]:
    """Look for messages that came twice although no receipt was lost, by the channel or by a kill."""
    sent: dict[tuple[str, str, str], list[dict[str, Any]]] = defaultdict(list)
    for entry in ledger.office.channel.log:
        number = number_of(entry["body"])
        if entry["method"] == "POST" and entry["taken"] and number and entry["body"].get("summary"):
            sent[entry["chat"], number, entry["body"]["summary"]].append(entry)
    for (chat, number, summary), entries in sent.items():
        needless = [
            (first, again)
            for first, again in itertools.pairwise(entries)
            if not first["unsure"] and not _was_in_flight(ledger, first, again)
        ]
        # Two messages about the case that did not arrive are two reports, which look alike.
        alike = _reports_to(ledger, chat, number) if "nicht zugestellt" in summary else 1
        for first, again in needless[max(0, alike - 1) :]:
            after = again["at"] - first["at"]
            case_id = next((case.id for case in ledger.kept if case.number == number), None)
            said = f"twice without need: {number} {chat} „{summary}“ {after:.1f} s later"
            yield explained(ledger, said, case_id, chat.removeprefix("a:"))


def _was_in_flight(ledger: Ledger, first: dict[str, Any], again: dict[str, Any]) -> bool:
    """Tell whether the bot died between sending a message and the note of its receipt.

    Each process has a token of its own, so what came twice from one process was not in flight. What a
    process had sent may be read after its death.
    """
    until = (first["answered_at"] or first["at"]) + RECEIPT_SECONDS
    died = any(first["at"] - READ_LATE_SECONDS <= at <= until for at in ledger.office.killed_at)
    return died and first["life"] != again["life"]


def _reports_to(ledger: Ledger, chat: str, number: str) -> int:
    """Count the reports about a case that a person was owed."""
    return sum(
        row["kind"] == NoticeKind.DEAD_LETTER
        and f"a:{row['staff_id']}" == chat
        and ledger.number(row["case_id"]) == number
        for row in ledger.outbox
    )
