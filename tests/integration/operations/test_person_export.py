"""``krm-bot person export``: everything about one person, nobody else, whole or not at all."""

import json
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from sqlalchemy.ext.asyncio import AsyncEngine

from procedure.case import Case, Customer
from procedure.vocabulary import CaseId
from storage.keys import KeyRing
from storage.sealed_columns import sealed_tables
from storage.unit_of_work import SqlUnitsOfWork
from tests.support.builders import CASE_ID, a_case, a_customer, a_reaction, an_office
from tests.support.person_office import (
    NAMED,
    NUMBER,
    EachOnce,
    full_cases,
    krm,
    mark_of,
    with_office,
)
from tests.support.sealed_values import everything_opened

NOT_OF_A_CUSTOMER = {
    ("staff", "name"),
    ("dialog_states", "data"),
    ("audit_start", "secret"),
    ("report_runs", "words"),
    ("report_chapters", "text"),
    ("report_measures", "text"),
    ("report_measures", "responsible"),
    ("report_measures", "effect"),
}
"""Employees; drafts, of which no one can say whose they are; the key of the record; the yearly report."""

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Where the database makes no difference."""

Has = Callable[..., None]


def a_case_of(customer: Customer, position: int = 1) -> Case:
    return a_case(
        id=CASE_ID if position == 1 else CaseId(f"other-{position}"),
        number=f"KRM-2026-{position:04d}",
        reaction=a_reaction(customer=customer),
    )


def record_of(url: str, key_file: Path, case_id: CaseId) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []

    async def read(engine: AsyncEngine, keys: KeyRing) -> None:
        async with SqlUnitsOfWork(engine, keys)(reads_only=True) as unit:
            found.extend((entry.event, entry.details) for entry in await unit.audit.of_case(case_id))

    with_office(url, key_file, read)
    return found


def words_of(file: Path) -> str:
    return "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)


def test_every_sealed_field_is_handed_out_and_no_employee_is_named(
    database_url: str, key_file: Path, tmp_path: Path, office_has: Has
) -> None:
    texts = EachOnce()
    office_has(*full_cases(texts), texts=texts)

    result = krm("person", "export", "--number", "617a 123456", "--out", tmp_path / "out")

    assert result.exit_code == 0, result.output
    for personal in ("Marke", "Karla", "Musterweg", NUMBER):
        assert personal not in result.output
    data = (tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8")
    letter = words_of(tmp_path / "out" / "auskunft.docx")
    files = {file.read_bytes() for file in (tmp_path / "out" / "anlagen").iterdir()}
    kept: dict[tuple[str, str, tuple[object, ...]], str | bytes] = {}

    async def read(engine: AsyncEngine, keys: KeyRing) -> None:
        kept.update(await everything_opened(engine, keys))

    with_office(database_url, key_file, read)
    columns = {(one.table.name, column.name) for one in sealed_tables() for column in one.columns}
    seen = set()
    for (table, column, _), value in kept.items():
        if (table, column) in NOT_OF_A_CUSTOMER or not value:
            continue
        seen.add((table, column))
        if isinstance(value, bytes):
            assert value in files, (table, column)
        elif not value.startswith("KRM-"):
            assert mark_of(value) in data, (table, column)
            assert mark_of(value) in letter, (table, column)
    assert seen == columns - NOT_OF_A_CUSTOMER
    for said in (data, letter):
        for name in NAMED:
            assert name not in said
        for member in an_office().staff.values():
            first_name, _ = member.name.split()
            assert not re.search(rf"\b{first_name}\b", said, re.IGNORECASE)
            assert member.id not in said
            assert member.name not in said


@SQLITE
def test_the_data_say_their_form_and_name_offices_instead_of_people(tmp_path: Path, office_has: Has) -> None:
    office_has(a_case_of(a_customer()))
    result = krm("person", "export", "--number", NUMBER, "--out", tmp_path / "out")
    data = json.loads((tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8"))
    assert (data["format"], data["schema"]) == ("krm-auskunft", 1)
    assert data["hinweis"] in result.stdout
    assert data["hinweis"] in words_of(tmp_path / "out" / "auskunft.docx")
    (case,) = data["vorgaenge"]
    assert case["angaben"]["customer"]["name"] == "Karla Kundin"
    assert case["angaben"]["case"]["registered_by"] == "Eingangszone"
    assert case["verlauf"][-1]["einzelheiten"] == {"holder": "Teamleitung Leistung A"}
    assert case["papiere"][0]["datei"] == "anlagen/KRM-2026-0001-01.pdf"


@SQLITE
def test_nobody_else_can_read_what_was_written(tmp_path: Path, office_has: Has) -> None:
    office_has(a_case_of(a_customer()))
    (tmp_path / "out").mkdir(mode=0o755)
    krm("person", "export", "--number", NUMBER, "--out", tmp_path / "out")
    for path in (tmp_path / "out", *(tmp_path / "out").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_the_record_says_what_was_disclosed_and_what_was_withheld(
    database_url: str, key_file: Path, tmp_path: Path, office_has: Has
) -> None:
    one, other = a_case_of(a_customer()), a_case_of(a_customer(), 2)
    office_has(one, other)
    result = krm(
        *("person", "export", "--number", NUMBER, "--out", tmp_path / "out"),
        *("--withhold", "krm-2026-0002=dritte", "--without-papers"),
    )
    assert result.exit_code == 0, result.output
    assert record_of(database_url, key_file, one.id)[-1] == ("DisclosedToPerson", {"papers": "False"})
    assert record_of(database_url, key_file, other.id)[-1] == ("DisclosureWithheld", {"ground": "dritte"})
    data = json.loads((tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8"))
    assert [case["nummer"] for case in data["vorgaenge"]] == [one.number]
    assert data["zurueckgehalten"][0]["nummer"] == other.number
    assert "Berechtigte Interessen anderer Personen überwiegen" in words_of(
        tmp_path / "out" / "auskunft.docx"
    )
    assert not (tmp_path / "out" / "anlagen").exists()
    assert krm("audit", "verify").exit_code == 0


def test_people_of_one_household_are_not_mixed_up(
    database_url: str, key_file: Path, tmp_path: Path, office_has: Has
) -> None:
    hers, his = a_case_of(a_customer()), a_case_of(a_customer(name="Karl Kunde"), 2)
    office_has(hers, his)
    refused = krm("person", "export", "--number", NUMBER, "--out", tmp_path / "out")
    assert refused.exit_code == 1
    assert "KRM-2026-0001, KRM-2026-0002" in refused.stderr
    assert "Karl" not in refused.output
    assert list(tmp_path.glob("*out*")) == []
    assert record_of(database_url, key_file, hers.id)[-1][0] == "TakenOver"
    chosen = krm(
        *("person", "export", "--number", NUMBER, "--out", tmp_path / "out"),
        *("--leave-out", his.number),
    )
    assert chosen.exit_code == 0, chosen.output
    assert "Karl Kunde" not in (tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8")


def test_a_linked_case_of_somebody_else_is_named_to_the_operator_alone(
    tmp_path: Path, office_has: Has
) -> None:
    one = a_case_of(a_customer())
    one = replace(one, followed_by=("KRM-2026-0002", "KRM-2026-0003"))
    own = a_case_of(a_customer(number=""), 2)
    foreign = a_case_of(a_customer(name="Fred Fremd", number=""), 3)
    office_has(one, own, foreign)
    result = krm("person", "export", "--case", one.number, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    assert "darum nicht dabei: KRM-2026-0003." in result.stdout
    data = (tmp_path / "out" / "auskunft.json").read_text(encoding="utf-8")
    assert '"nummer": "KRM-2026-0002"' in data
    assert "KRM-2026-0003" not in data
    assert "Fremd" not in data


def test_a_name_alone_only_lists(tmp_path: Path, office_has: Has) -> None:
    office_has(a_case_of(a_customer()), a_case_of(a_customer(name="Karl Kunde"), 2))
    result = krm("person", "export", "--name", "kundin, karla", "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert "KRM-2026-0001, eingegangen am Donnerstag, 3. Dezember 2026\n" in result.stdout
    assert "KRM-2026-0002" not in result.stdout
    assert "Musterweg" not in result.stdout
    assert not (tmp_path / "out").exists()


REFUSED = {
    "kein Vorgang gespeichert": (1, ("--number", "999X")),
    "Den Vorgang KRM-2026-0999 gibt es nicht.": (1, ("--case", "krm-2026-0999")),
    "mit --number die Kundennummer": (2, ()),
    "KRM-2026-0999 gehört nicht": (1, ("--number", NUMBER, "--withhold", "KRM-2026-0999=dritte")),
    "Mögliche Gründe: aufgaben": (2, ("--number", NUMBER, "--withhold", "KRM-2026-0001=weil")),
}


@SQLITE
@pytest.mark.parametrize("sentence", REFUSED)
def test_what_cannot_be_is_said_in_a_sentence_and_leaves_nothing(
    sentence: str, tmp_path: Path, office_has: Has
) -> None:
    office_has(a_case_of(a_customer()))
    code, arguments = REFUSED[sentence]
    result = krm("person", "export", *arguments, "--out", tmp_path / "out")
    assert result.exit_code == code
    assert sentence in result.stderr
    assert not result.stdout
    assert list(tmp_path.glob("*out*")) == []


@SQLITE
def test_a_folder_that_is_not_empty_and_one_that_cannot_be_are_refused(
    key_file: Path, tmp_path: Path, office_has: Has
) -> None:
    office_has(a_case_of(a_customer()))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "etwas").touch()
    for out in ("full", "full/etwas", "nowhere/out", "full/etwas/out"):
        result = krm("person", "export", "--number", NUMBER, "--out", tmp_path / out)
        assert result.exit_code == 1, out
        assert "Bitte" in result.stderr
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["etwas"]
    key_file.unlink()
    result = krm("person", "export", "--number", NUMBER, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "Schlüsseldatei" in result.stderr


@SQLITE
def test_a_disk_that_is_full_leaves_nothing_half_written(
    tmp_path: Path, office_has: Has, monkeypatch: pytest.MonkeyPatch
) -> None:
    office_has(a_case_of(a_customer()))

    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("documents.disclosure.write_disclosure", full)
    result = krm("person", "export", "--number", NUMBER, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "lässt sich nicht schreiben" in result.stderr
    assert list(tmp_path.glob("*out*")) == []
