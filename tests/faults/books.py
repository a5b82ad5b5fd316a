"""What must be true afterwards, read from the database and from people's chats."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from procedure.case import Case
from procedure.duties import duties_of
from procedure.notice_kind import NoticeKind
from procedure.rulebook import Rulebook
from tests.faults.deliveries import too_often, undelivered
from tests.faults.explained import explained
from tests.faults.ledger import Ledger, read_ledger
from tests.faults.office import Office
from tests.faults.people import Decider
from tests.support.house import RULEBOOK


async def wrong_in(office: Office, rulebook: Rulebook = RULEBOOK) -> list[str]:
    """Return a sentence for each thing that was lost, half done, or done too often."""
    ledger = await read_ledger(office)
    return [
        *office.channel.errors,
        *(f"asked again: {what}" for each in office.recorders for what in each.asked_again),
        *_lost(ledger),
        *_half(ledger, rulebook),
        *undelivered(ledger),
        *too_often(ledger),
    ]


def _lost(ledger: Ledger) -> Iterator[str]:
    """Compare what was acknowledged with what is stored: once each, as it was said."""
    stored = Counter((case.reaction.summary, case.number) for case in ledger.kept)
    said = Counter(pair for each in ledger.office.recorders for pair in each.recorded.items())
    yield from (f"lost: {what}" for what in (said - stored).elements())
    yield from (f"stored, never said: {what}" for what in (stored - said).elements())
    lead, bgf = ledger.office.deciders
    for case in ledger.kept:
        if case.number in lead.done and case.holder != lead.person:
            yield explained(ledger, f"lost: „Übernehmen“ of {case.number}", case.id, lead.person)
        if case.number in bgf.done and case.krm_tool_ref != f"T-{case.number}":
            yield explained(ledger, f"lost: „Bestätigen“ of {case.number}", case.id, bgf.person)
        for who in ledger.office.deciders:
            if case.number not in who.done and not _may_lack(ledger, case, who):
                what = f"owed and never offered: „{who.title}“ of {case.number}"
                yield explained(ledger, what, case.id, who.person)


def _may_lack(ledger: Ledger, case: Case, who: Decider) -> bool:
    """Tell whether the very card that offers the button was refused for good, and the BGF told of it."""
    owed = ledger.of_person(who.brought_by, case.id, who.person)
    return bool(owed) and all(ledger.is_dead_and_told(row) for row in owed)


def _half(ledger: Ledger, rulebook: Rulebook) -> Iterator[str]:
    """Look for cases without all of their record, duties, notices and commands, each once."""
    numbers = sorted(case.number for case in ledger.kept)
    if numbers != [f"KRM-2026-{number:04}" for number in range(1, len(ledger.kept) + 1)]:
        yield f"a gap among the numbers: {numbers}"
    shapes: dict[Any, dict[Any, list[Case]]] = defaultdict(lambda: defaultdict(list))
    for case in ledger.kept:
        of_case = {
            name: [row for row in all_ if row["case_id"] == case.id] for name, all_ in ledger.rows.items()
        }
        owed = [(duty.kind, str(duty.audience), duty.due_on) for duty in duties_of(case, rulebook)]
        by_position = sorted(of_case["duties"], key=lambda row: row["position"])
        noted = [(row["kind"], row["audience"], row["due_on"]) for row in by_position]
        if owed != noted:
            yield f"duties of {case.number}: {noted} instead of {owed}"
        if case.version != len(of_case["processed_commands"]):
            yield f"{case.number}: version {case.version}, commands {len(of_case['processed_commands'])}"
        told = Counter(
            (row["kind"], row["audience"])
            for row in of_case["outbox"]
            if row["parent_id"] is None and row["kind"] != NoticeKind.CARD_REFRESH
        )
        events = Counter(row["event"] for row in of_case["audit_entries"])
        did = tuple(who.title for who in ledger.office.deciders if case.number in who.done)
        shapes[did][tuple(sorted(told.items())), tuple(sorted(events.items()))].append(case)
    # Cases for which the same people did their part had the same history: whichever differs has lost
    # something or has it twice.
    for did, alike in shapes.items():
        if len(alike) > 1:
            rarest = min(alike.values(), key=len)[0]
            named = {shape: [case.number for case in those] for shape, those in alike.items()}
            yield explained(ledger, f"records or notices differ after {did}: {named}", rarest.id)
