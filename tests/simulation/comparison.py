"""Holds what was sent at a moment against what should have been: none missing, none doubled."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from casework.views_reminder import Reminder
from tests.simulation.oracle import Message
from tests.simulation.rules import Owed, Told, local, same_thing
from tests.simulation.stores import Sent


def compared(
    now: datetime, expected: Mapping[str, Message], dropped: Mapping[str, set[Told]], sent: Iterable[Sent]
) -> list[str]:
    """Say what is wrong, each thing in a line; empty where the two agree.

    ``dropped`` may be in a message or not: it was decided on before a process died and is owed no more,
    so that the card leaves it out.
    """
    sent = list(sent)
    when = f"{local(now):%a %d.%m.%Y %H:%M:%S}"
    found = [
        f"{when} {person}: {number} messages at once"
        for person, number in Counter(message.person for message in sent).items()
        if number > 1
    ]
    found += [f"{when} {m.person}: a message of {local(m.at)}" for m in sent if m.at != now]
    found += [f"{when} {m.person}: the same twice" for m in sent if len(set(m.says)) < len(m.says)]
    actual: dict[str, set[Told]] = {}
    for message in sent:
        actual.setdefault(message.person, set()).update(message.says)
    for person in sorted(actual.keys() | expected.keys()):
        is_told, should = actual.get(person, set()), expected.get(person, frozenset())
        found += [f"{when} {person}: missing {_line(told)}" for told in sorted(should - is_told)]
        too_much = is_told - should - dropped.get(person, set())
        found += [f"{when} {person}: too much {_line(told)}" for told in sorted(too_much)]
    return found


def merged(sent: Iterable[Sent]) -> list[Sent]:
    """Draw what each person got in several messages of one moment into one."""
    by_person: dict[str, Sent] = {}
    for message in sent:
        known = by_person.get(message.person, replace(message, items=()))
        by_person[message.person] = replace(known, items=known.items + message.items)
    return list(by_person.values())


def card_compared(now: datetime, expected: Message, card: Reminder, person: str) -> list[str]:
    """Say what is wrong with the card of a message: each thing that is owed stands on it once."""
    owed: list[Owed] = []
    for told in expected:
        if not any(same_thing(one, told.owed) for one in owed):
            owed.append(told.owed)
    of_cases: dict[str, Counter[str]] = {}
    for one in owed:
        of_cases.setdefault(one.case, Counter())[one.kind] += 1
    shown = {one.case_id: Counter(str(line.kind) for line in one.lines) for one in card.cases}
    when = f"{local(now):%a %d.%m.%Y %H:%M:%S}"
    found = [
        f"{when} {person}: the card says {dict(kinds)} of {case[:8]}, not {dict(of_cases.get(case, {}))}"
        for case, kinds in shown.items()
        if kinds != of_cases.get(case)
    ]
    if len(shown) + card.more != len(of_cases):
        found.append(
            f"{when} {person}: the card counts {len(shown)} and {card.more} of {len(of_cases)} cases"
        )
    return found


def _line(told: Told) -> str:
    owed = told.owed
    return f"{owed.case[:8]} {owed.kind} of {owed.office} due {owed.due_on} stage {told.stage}"
