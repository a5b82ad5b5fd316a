"""Faults put into what was found after eight: the checker must see each of them."""

import json
from collections.abc import Iterator
from dataclasses import replace

from storage.tables import OutboxState
from tests.replicas.told import Account, Entry
from tests.support.builders import EMPLOYEE

LONG_AFTER = 100.0
"""Seconds."""


def planted(account: Account) -> Iterator[tuple[str, Account]]:
    """Yield a faulty account after the other, each named for its fault."""
    account = replace(account, given_up=())
    first = next(entry for entry in account.log if entry["chat"] != account.channel)
    week = next(entry for entry in account.log if entry["chat"] == account.channel)
    item, row = account.items[0], account.rows[0]
    yield "a message came twice", _with(account, _later(first))
    yield "a message never came", _without(account, first)
    yield "somebody was told what she is not owed", _with(account, first | {"chat": f"a:{EMPLOYEE}"})
    yield "a thing is kept twice", replace(account, items=[*account.items, item])
    yield "a thing is kept for nobody", replace(account, items=account.items[1:])
    yield "a thing waits", replace(account, items=[replace(item, message=None), *account.items[1:]])
    yield "a stage was permitted twice", replace(account, permissions=[*account.permissions, item.told])
    later = replace(item.told, stage=item.told.stage + 90)
    yield "a stage was permitted too early", replace(account, permissions=[*account.permissions, later])
    yield "a stage has no permission", replace(account, permissions=[])
    open_row = (*row[:3], OutboxState.OPEN)
    yield "a row is open", replace(account, rows=[open_row, *account.rows[1:]])
    yield "the week stands there twice", _with(account, _later(week))
    yield "the week is missing", _without(account, week)
    yield "the week was made twice", replace(account, weeks=[*account.weeks, "2026-W52"])
    miscounted = json.loads(json.dumps(week).replace("Offen: ", "Offen: 9"))
    yield "the week is miscounted", _with(_without(account, week), miscounted)


def _later(entry: Entry) -> Entry:
    """Send a message again, from the same process: what that had sent was not in flight."""
    at = entry["at"] + LONG_AFTER
    return entry | {"at": at, "answered_at": at}


def _with(account: Account, entry: Entry) -> Account:
    return replace(account, log=[*account.log, entry])


def _without(account: Account, entry: Entry) -> Account:
    """Take a message away, also where it stands twice because of a kill."""
    return replace(account, log=[one for one in account.log if one["body"] != entry["body"]])
