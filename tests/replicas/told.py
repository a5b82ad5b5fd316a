"""What must be true when eight is over: everybody was told what is owed, once, and the channel the week."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from cards.wording_steps import DUTIES
from procedure.notice_kind import NoticeKind
from storage.tables import OutboxState
from tests.acceptance.cards import texts_of
from tests.faults.deliveries import READ_LATE_SECONDS, RECEIPT_SECONDS
from tests.replicas.due import HOUR, Due
from tests.replicas.week import words_of_the_week
from tests.simulation.rules import Owed, Told, same_thing

CASE = re.compile(r"(KRM-2026-\d{4}) · ")
LINE = re.compile(f"({'|'.join(map(re.escape, DUTIES.values()))})( \\(.+\\))? bis ")
MORE = re.compile(r"und (\d+) weiterer? Vorg")

Entry = dict[str, Any]
"""What was sent, as ``tests.faults.teams`` keeps it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing kept for one person."""

    person: str
    message: str | None
    told: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is found after eight, of that morning alone."""

    log: Sequence[Entry]
    killed_at: Sequence[float]
    items: Sequence[Item]
    rows: Sequence[tuple[str, str | None, str, str]]
    """Of the outbox: id, person, kind, state."""
    permissions: Sequence[Told]
    weeks: Sequence[str]
    channel: str
    given_up: Collection[str] = ()
    """Chats in which a replica waited too long for an answer, on a machine with too much to do."""

    def sent(self, chat: str) -> list[Entry]:
        """Return what stands in a chat or a channel, in order."""
        return [entry for entry in self.log if entry["chat"] == chat and entry["taken"]]


def wrong_with(account: Account, due: Due) -> list[str]:
    """Return a sentence for each thing that is missing, doubled, late or not owed."""
    return [
        *(f"not delivered: {kind} for {who}: {state}" for _, who, kind, state in _undelivered(account)),
        *_kept(account, due),
        *_permitted(account, due),
        *_arrived(account, due),
        *(f"twice without need: {first['chat']} {_summary(first)}" for first, _ in needless(account)),
        *_in_the_channel(account, due),
    ]


def _undelivered(account: Account) -> Iterator[tuple[str, str | None, str, str]]:
    return (row for row in account.rows if row[3] in {OutboxState.OPEN, OutboxState.DEAD})


def _kept(account: Account, due: Due) -> Iterator[str]:
    kept: dict[str, Counter[Told]] = defaultdict(Counter)
    for item in account.items:
        kept[item.person][item.told] += 1
        if item.message is None:
            yield f"waits for a message: {_said(item.told, due)} for {item.person}"
    for person in sorted(kept.keys() | due.messages.keys()):
        should = Counter(due.messages.get(person, ()))
        yield from (f"never told: {_said(one, due)} to {person}" for one in (should - kept[person]))
        yield from (f"not owed, or twice: {_said(one, due)} to {person}" for one in (kept[person] - should))


def _permitted(account: Account, due: Due) -> Iterator[str]:
    told = {one for message in due.messages.values() for one in message}
    given = Counter(account.permissions)
    yield from (f"permitted {often} times: {_said(one, due)}" for one, often in given.items() if often > 1)
    yield from (f"permitted and not owed: {_said(one, due)}" for one in given.keys() - due.permitted)
    yield from (f"without permission: {_said(one, due)}" for one in told - given.keys())


def _arrived(account: Account, due: Due) -> Iterator[str]:
    """Hold the cards in the chats against the messages that were owed."""
    messages: dict[str, list[Counter[tuple[str, str]]]] = defaultdict(list)
    for message, person, kind, _ in account.rows:
        says = [item.told.owed for item in account.items if item.message == message]
        if kind == NoticeKind.REMINDER and person is not None and says:
            messages[f"a:{person}"].append(_lines(says, due))
    for chat in sorted({entry["chat"] for entry in account.log} - {account.channel} | messages.keys()):
        entries = account.sent(chat)
        for lines in messages[chat]:
            if not any(_fits(entry, lines) for entry in entries):
                yield f"never arrived in {chat}: {len(lines)} things"
        for entry in entries:
            fits = any(_fits(entry, lines) for lines in messages[chat])
            if not fits and not any(_was_cut_off(account, entry, later) for later in entries):
                yield f"not owed in {chat}: {entry['method']} {_summary(entry)}"


def needless(account: Account) -> Iterator[tuple[Entry, Entry]]:
    """Yield what came twice although nobody was killed or stood still between sending and receipt."""
    return (pair for pair in doubled(account) if not _was_cut_off(account, *pair))


def doubled(account: Account) -> Iterator[tuple[Entry, Entry]]:
    """Yield each message with the same one after it."""
    before: dict[tuple[str, str], Entry] = {}
    for entry in account.log:
        key = entry["chat"], json.dumps(entry["body"].get("attachments"), sort_keys=True)
        if entry["taken"] and key in before:
            yield before[key], entry
        before[key] = entry


def _was_cut_off(account: Account, first: Entry, again: Entry) -> bool:
    """Judge as ``tests.faults.deliveries`` does: in flight at a death, and sent again by another process."""
    until = (first["answered_at"] or first["at"]) + RECEIPT_SECONDS
    died = any(first["at"] - READ_LATE_SECONDS <= at <= until for at in account.killed_at)
    if first["chat"] in account.given_up:
        return again["at"] > first["at"]  # it cannot know that Teams has taken it
    return died and again["at"] > first["at"] and first["life"] != again["life"]


def _in_the_channel(account: Account, due: Due) -> Iterator[str]:
    posts = account.sent(account.channel)
    if len(account.weeks) != 1 or not posts:
        yield f"the week: {list(account.weeks)}, {len(posts)} posts"
    for post in posts:
        says = " ".join(texts_of(_card(post))) + _card(post).get("fallbackText", "")
        should = words_of_the_week(due.cases, HOUR.date())
        yield from (f"the week lacks „{words}“" for words in should if words not in says)


def _lines(says: Sequence[Owed], due: Due) -> Counter[tuple[str, str]]:
    """Count what a card must say: of one thing one line, however often it was kept."""
    once: list[Owed] = []
    for owed in says:
        if not any(same_thing(owed, other) for other in once):
            once.append(owed)
    words = {str(kind): word for kind, word in DUTIES.items()}
    return Counter((due.numbers[owed.case], words[owed.kind]) for owed in once)


def _fits(entry: Entry, lines: Counter[tuple[str, str]]) -> bool:
    """Tell whether a card says just that: all of each case it shows, and how many it does not show."""
    shown, more, number = Counter[tuple[str, str]](), 0, ""
    for words in texts_of(_card(entry)):
        if case := CASE.match(words):
            number = case[1]
        elif line := LINE.match(words):
            shown[number, line[1]] += 1
        elif rest := MORE.match(words):
            more = int(rest[1])
    cases = {number for number, _ in shown}
    of_these = Counter({line: often for line, often in lines.items() if line[0] in cases})
    return entry["method"] == "POST" and shown == of_these and len({n for n, _ in lines}) == len(cases) + more


def _card(entry: Entry) -> dict[str, Any]:
    attachments = entry["body"].get("attachments") or [{}]
    card: dict[str, Any] = attachments[0].get("content") or {}
    return card


def _summary(entry: Entry) -> str:
    return f"„{entry['body'].get('summary', '')}“"


def _said(told: Told, due: Due) -> str:
    owed = told.owed
    return f"{due.numbers.get(owed.case, owed.case)} {owed.kind} of {owed.office}, stage {told.stage}"
