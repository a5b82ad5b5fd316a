"""``krm-bot person erase``: what may go is gone for good, what may not is said and recorded."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.case import Case
from procedure.case_parts import Closing, Ending, Hold
from procedure.retention import Obstacle
from procedure.vocabulary import (
    AnswerKind,
    CaseId,
    CaseState,
    Channel,
    EndReason,
    HoldGround,
    Outcome,
)
from storage.keys import KeyRing
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.audit_record import tamper
from tests.support.builders import MANAGEMENT, REGISTERED_AT, a_case, a_customer, a_reaction
from tests.support.person_office import (
    CASES,
    NUMBER,
    EachOnce,
    full_cases,
    krm,
    with_office,
)
from tests.support.sealed_values import everything_opened

Has = Callable[..., None]
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where the database makes no difference."""


@pytest.fixture
def sealed(database_url: str, key_file: Path) -> Callable[[], list[str | bytes]]:
    """Return a way to open all that is kept about customers."""

    def opened() -> list[str | bytes]:
        found: list[str | bytes] = []

        async def read(engine: AsyncEngine, keys: KeyRing) -> None:
            kept = await everything_opened(engine, keys)
            found.extend(
                value for (table, _, _), value in kept.items() if table not in {"staff", "audit_start"}
            )

        with_office(database_url, key_file, read)
        return found

    return opened


@pytest.fixture
def record_of(database_url: str, key_file: Path) -> Callable[[CaseId], list[tuple[str, dict[str, str]]]]:
    """Return a way to read the record of a case."""

    def read_all(case_id: CaseId) -> list[tuple[str, dict[str, str]]]:
        found: list[tuple[str, dict[str, str]]] = []

        async def read(engine: AsyncEngine, keys: KeyRing) -> None:
            async with SqlUnitsOfWork(engine, keys)(reads_only=True) as unit:
                found.extend((entry.event, entry.details) for entry in await unit.audit.of_case(case_id))

        with_office(database_url, key_file, read)
        return found

    return read_all


def over(position: int = 1) -> Case:
    """Build a case that was closed today and found complete: too early for the clock, not for a request."""
    return a_case(
        id=CaseId(f"case-{position}"),
        number=f"KRM-2026-{position:04d}",
        state=CaseState.CLOSED,
        reaction=a_reaction(customer=a_customer(), channel=Channel.WRITTEN, parting=None),
        closing=Closing(
            outcome=Outcome.FOUNDED,
            answer=AnswerKind.SENT,
            closed_at=REGISTERED_AT,
            closed_by=MANAGEMENT,
            measure="Entschieden",
        ),
        filed_at=REGISTERED_AT,
    )


def test_afterwards_nothing_sealed_is_left_and_the_record_is_whole(
    office_has: Has,
    sealed: Callable[[], list[str | bytes]],
    record_of: Callable[[CaseId], list[tuple[str, dict[str, str]]]],
) -> None:
    texts = EachOnce()
    cases = full_cases(texts)
    office_has(*cases, texts=texts)
    assert sum(bool(value) for value in sealed()) > 100

    result = krm("person", "erase", "--number", NUMBER, "--yes")

    assert result.exit_code == 0, result.output
    assert f"Anonymisiert: {CASES} Vorgänge. Abgelehnt und so festgehalten: 0 Vorgänge." in result.stdout
    left = [value for value in sealed() if value]
    assert [value for value in left if not str(value).startswith("KRM-")] == []
    for case in cases:
        ((event, details),) = record_of(case.id)
        assert (event, details["why"]) == ("Anonymised", "antrag")
    assert krm("audit", "verify").exit_code == 0


def test_a_second_time_changes_nothing(
    office_has: Has, record_of: Callable[[CaseId], list[tuple[str, dict[str, str]]]]
) -> None:
    office_has(over())
    krm("person", "erase", "--number", NUMBER, "--yes")
    before = record_of(over().id)
    by_case = krm("person", "erase", "--case", "KRM-2026-0001", "--yes")
    assert by_case.exit_code == 0
    assert "KRM-2026-0001: ist schon anonymisiert." in by_case.stdout
    by_number = krm("person", "erase", "--number", NUMBER, "--yes")
    assert by_number.exit_code == 1
    assert "kein Vorgang gespeichert" in by_number.stderr
    assert record_of(over().id) == before
    assert krm("person", "export", "--case", "KRM-2026-0001", "--out", "out").exit_code == 1


def test_before_it_is_confirmed_nothing_happens(
    office_has: Has,
    sealed: Callable[[], list[str | bytes]],
    record_of: Callable[[CaseId], list[tuple[str, dict[str, str]]]],
) -> None:
    office_has(over(), replace(over(2), filed_at=None))
    before = sealed()
    dry = krm("person", "erase", "--number", NUMBER, "--dry-run", "--yes")
    unsure = krm("person", "erase", "--number", NUMBER)
    assert (dry.exit_code, unsure.exit_code) == (0, 2)
    assert "KRM-2026-0001: würde anonymisiert." in dry.stdout
    assert "Es würde anonymisiert: 1 Vorgang. Es würde abgelehnt: 1 Vorgang." in dry.stdout
    assert "Es wurde nichts gelöscht. Zum Löschen bitte --yes ergänzen." in unsure.stderr
    assert sorted(map(str, sealed())) == sorted(map(str, before))
    assert [event for event, _ in record_of(over(2).id)] == ["Corrected", "TakenOver"]


RUNNING = replace(over(), state=CaseState.RECORDED, closing=None, filed_at=None)
HELD = replace(over(), holds=(Hold(ground=HoldGround.LAWSUIT, placed_at=REGISTERED_AT, note="Az. 1"),))
MERGED = replace(
    over(),
    state=CaseState.ENDED,
    closing=None,
    ending=Ending(
        reason=EndReason.MERGED, ended_at=REGISTERED_AT, ended_by=MANAGEMENT, target="KRM-2026-0002"
    ),
)
OBSTACLES = {
    Obstacle.RUNNING: ("Der Vorgang läuft noch.", RUNNING, ()),
    Obstacle.OWED: ("Ablage noch nicht als vollständig", replace(over(), filed_at=None), ()),
    Obstacle.HELD: ("Die Löschung ist gesperrt", HELD, ()),
    Obstacle.MERGED_INTO_KEPT: (
        "mit einem anderen zusammengeführt",
        MERGED,
        (replace(RUNNING, id=CaseId("case-2"), number="KRM-2026-0002"),),
    ),
}


def test_every_obstacle_but_the_time_is_tried() -> None:
    assert set(OBSTACLES) == set(Obstacle) - {Obstacle.TOO_EARLY}


@SQLITE
@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_a_refusal_is_said_with_its_reason_and_recorded(
    obstacle: Obstacle,
    office_has: Has,
    record_of: Callable[[CaseId], list[tuple[str, dict[str, str]]]],
) -> None:
    sentence, case, others = OBSTACLES[obstacle]
    office_has(case, *others, over(3))
    result = krm("person", "erase", "--number", NUMBER, "--yes")
    assert result.exit_code == 1
    (line,) = [said for said in result.stdout.splitlines() if said.startswith(case.number)]
    assert "wird nicht gelöscht" in line
    assert sentence in line
    assert "Bitte" in line
    assert record_of(case.id)[-1] == ("ErasureRefused", {"obstacles": obstacle})
    assert "KRM-2026-0003: ist jetzt anonymisiert." in result.stdout
    assert "Karla" not in result.output
    assert krm("audit", "verify").exit_code == 0


@SQLITE
def test_a_case_whose_record_was_changed_stays_and_the_others_go(
    database_url: str, key_file: Path, office_has: Has
) -> None:
    office_has(over(), over(2))

    async def change(engine: AsyncEngine, _: KeyRing) -> None:
        await tamper(engine, ["UPDATE audit_entries SET event = 'Other' WHERE case_id = 'case-1'"])

    with_office(database_url, key_file, change)
    result = krm("person", "erase", "--number", NUMBER, "--yes")
    assert result.exit_code == 1
    assert "KRM-2026-0001: wird nicht gelöscht. Die Aufzeichnung ist nicht unversehrt" in result.stdout
    assert "KRM-2026-0002: ist jetzt anonymisiert." in result.stdout
    assert "Anonymisiert: 1 Vorgang." in result.stdout


@SQLITE
def test_the_refusal_is_told_in_the_next_disclosure(office_has: Has, tmp_path: Path) -> None:
    office_has(HELD)
    krm("person", "erase", "--case", HELD.number, "--yes")
    krm("person", "export", "--case", HELD.number, "--out", tmp_path / "out")
    data = json.loads((tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8"))
    last = data["vorgaenge"][0]["verlauf"][-1]
    assert "Löschung abgelehnt" in last["text"]
    assert data["vorgaenge"][0]["angaben"]["holds"][0]["note"] == "Az. 1"


@SQLITE
@pytest.mark.usefixtures("key_file")
def test_a_name_alone_erases_nothing(office_has: Has, sealed: Callable[[], list[str | bytes]]) -> None:
    office_has(over())
    before = sealed()
    result = krm("person", "erase", "--name", "Karla", "--yes")
    assert result.exit_code == 0
    assert "nichts gelöscht" in result.stdout
    assert sealed() == before
