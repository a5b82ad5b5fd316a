"""Takes one step of the life cycle with a case, as the person who pressed saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from casework.changing import keep, one_change, put_to, situation_of
from casework.commands import TakeStep
from casework.corrections import CORRECTING, corrections_between
from casework.errors import StaleCase
from casework.follow_ups import link_anew, unlinked_anew
from casework.letters import LETTER_STEPS, Letter, Letters, letter_of_step, prepared
from casework.merge import normalised, take_over, target_of
from casework.ports import UnitOfWork, UnitsOfWork
from casework.shield_merged import shield_merged
from casework.transact import transact
from procedure.actor import Actor
from procedure.case import Case
from procedure.lifecycle import decide, permitted
from procedure.office import Office
from procedure.rulebook import Rulebook
from procedure.situation import Situation
from procedure.steps import AskDeputy, CaseStep, MergeInto, Shield
from procedure.vocabulary import CaseId, DocumentKind


async def take_step(
    units: UnitsOfWork,
    command: TakeStep,
    *,
    rulebook: Rulebook,
    now: datetime,
    letters: Letters | None = None,
) -> tuple[Case, Office]:
    """Apply a step once. Returns the case as it stands afterwards, and the roster it was judged by.

    A notice of delay and a hand-over bring their letter with them; merging a duplicate changes two
    cases. All of it is one transaction. Raises CaseNotFound (also for those who may not see it),
    StaleCase (the card is older than the case), LetterFailed, or the rules' refusals; then nothing
    has changed.
    """
    letter = None
    if isinstance(command.step, LETTER_STEPS):
        wanted = partial(_letter_wanted, step=command.step)
        letter = await prepared(units, command, wanted, rulebook=rulebook, now=now, letters=letters)
    return await transact(units, partial(_take_step, command, rulebook, now, letter))


def _letter_wanted(at: Situation, *, step: CaseStep) -> tuple[DocumentKind, Mapping[str, str]] | None:
    decide(at, step)  # what the rules refuse needs no letter
    return letter_of_step(at, step)


async def _take_step(
    command: TakeStep, rulebook: Rulebook, now: datetime, letter: Letter | None, unit: UnitOfWork
) -> tuple[Case, Office]:
    case = await unit.cases.get(command.case_id)
    at = await situation_of(case, command.actor, unit, rulebook=rulebook, now=now)
    if at.case.version != command.version:
        if await unit.commands.case_of(command.command_id) == at.case.id:
            return at.case, at.office  # pressed twice: a step that had its effect moved the version on
        raise StaleCase(at.case)
    changed = await _carry_out(at, command.step, letter, unit)
    await unit.commands.remember(command.command_id, changed.id, now)
    return changed, at.office


async def _carry_out(at: Situation, step: CaseStep, letter: Letter | None, unit: UnitOfWork) -> Case:
    if isinstance(step, MergeInto):
        return await _merge(at, normalised(step), unit)
    if letter is None:
        changed, happened = decide(at, step)
    else:
        documented, added = put_to(at, letter.document)
        changed, happened = decide(replace(at, case=documented), step)
        changed, happened = one_change(at, (changed, added + happened))
        await unit.documents.add(letter.document, letter.content)
    changed, happened = await unlinked_anew(at, (changed, happened), unit)
    if isinstance(step, CORRECTING):  # before the record, whose entry vouches for them
        await unit.corrections.append(corrections_between(at, changed, step.reason))
    await keep(at, changed, happened, unit)
    if isinstance(step, Shield):
        await shield_merged(at, changed, step, unit)
    await link_anew(at, changed, unit)
    return changed


async def _merge(at: Situation, step: MergeInto, unit: UnitOfWork) -> Case:
    ended, happened = decide(at, step)
    at_target = replace(at, case=await target_of(at, step, unit))
    target, taken_over = take_over(at.case, at_target)
    changes = ((at, ended, happened), (at_target, target, taken_over))
    # Always in the same order: two merges in opposite directions must not wait for each other.
    for where, changed, what in sorted(changes, key=lambda change: change[1].id):
        await keep(where, changed, what, unit)
    return ended


async def due_handovers(units: UnitsOfWork, *, now: datetime) -> Sequence[CaseId]:
    """Name the cases whose waiting customer nobody has answered in time."""
    async with units(reads_only=True) as unit:
        return await unit.cases.due_handovers(now)


async def ask_deputy(units: UnitsOfWork, case_id: CaseId, *, rulebook: Rulebook, now: datetime) -> bool:
    """Ask the deputy for a customer whom nobody has answered in time; False if that is settled already.

    Two replicas may tick at once: the loser finds it done.
    """
    return await transact(units, partial(_ask_deputy, case_id, rulebook, now))


async def ask_deputy_at_once(
    units: UnitsOfWork, case_id: CaseId, *, rulebook: Rulebook, now: datetime
) -> bool:
    """Ask the deputy because whoever was asked first cannot be reached; False where nobody waits any more."""
    return await transact(units, partial(_ask_at_once, case_id, rulebook, now))


async def _ask_at_once(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> bool:
    case = await unit.cases.get(case_id)
    if case is None:
        return False
    at = Situation(case=case, actor=Actor.system(), office=await unit.staff.office(), now=now, rules=rulebook)
    if not permitted(at, AskDeputy):
        return False
    await _ask(at, unit)
    return True


async def _ask_deputy(case_id: CaseId, rulebook: Rulebook, now: datetime, unit: UnitOfWork) -> bool:
    case = await unit.cases.get(case_id)
    if case is None or case_id not in await unit.cases.due_handovers(now):
        return False
    office = await unit.staff.office()
    await _ask(Situation(case=case, actor=Actor.system(), office=office, now=now, rules=rulebook), unit)
    return True


async def _ask(at: Situation, unit: UnitOfWork) -> None:
    changed, happened = decide(at, AskDeputy(timed_out=True))
    await keep(at, changed, happened, unit)
