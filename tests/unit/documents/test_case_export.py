"""The .csv for the KRM-Tool opens in Excel, holds facts only, and computes nothing (A1)."""

import csv
from dataclasses import replace
from datetime import date
from io import StringIO

import pytest

from casework.views_export import ExportRow
from documents.case_export import export_csv
from procedure.statistics.facts import CaseFacts, InterimFact, facts_of
from procedure.vocabulary import ConcernKind, Lead, Outcome, TeamId
from tests.support.builders import TEAM_A, a_case
from tests.support.house import RULEBOOK

NOTICE = InterimFact(sent_on=date(2026, 12, 17), until=date(2027, 1, 8), late=False)


def some_facts() -> CaseFacts:
    return facts_of(a_case(), RULEBOOK)


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_case_is_one_line_of_facts() -> None:
    facts = replace(
        some_facts(),
        concerns=(ConcernKind.PETITION, ConcernKind.FOLGEREAKTION),
        interim_notices=(NOTICE, replace(NOTICE, sent_on=date(2027, 1, 5))),
        closed_on=date(2027, 1, 7),
        outcome=Outcome.PARTLY_FOUNDED,
        lead=Lead.TEAM,
        lead_team=TEAM_A,
    )
    row = ExportRow(
        facts=facts, krm_tool_ref="4711", recorded_in_tool_on=date(2026, 12, 4), lead_team="Leistung A"
    )

    [read_back] = read(export_csv([row]))

    assert read_back["Nummer"] == facts.number
    assert read_back["Nummer im KRM-Tool"] == "4711"
    assert read_back["Im KRM-Tool erfasst am"] == "04.12.2026"
    assert read_back["Eingegangen am"] == "03.12.2026"
    assert read_back["Anliegensarten"] == "petition, folgereaktion"
    assert read_back["Teams"] == ", ".join(facts.teams)
    assert read_back["Federführendes Team"] == "Leistung A"
    assert read_back["Zwischennachrichten am"] == "17.12.2026, 05.01.2027"
    assert read_back["Abgeschlossen am"] == "07.01.2027"
    assert read_back["Ergebnis"] == "teilweise"
    assert read_back["Ursache"] == ""


def test_it_is_written_as_excel_in_german_reads_it() -> None:
    content = export_csv([ExportRow(facts=some_facts()), ExportRow(facts=some_facts())])

    assert content.startswith("\ufeffNummer;Nummer im KRM-Tool;".encode())
    assert content.endswith(b"\r\n")
    assert content.count(b"\r\n") == content.count(b"\n") == 3


def test_without_cases_there_are_headings_only() -> None:
    assert read(export_csv([])) == []
    assert export_csv([]).count(b"\r\n") == 1


def test_every_fact_has_its_column() -> None:
    [read_back] = read(export_csv([ExportRow(facts=some_facts())]))

    # Who was alerted, and why, is nothing for another system.
    untold = {"immediate_talk", "threats"}
    beyond_facts = 3  # reference, its day, obligatory
    assert len(read_back) == len(CaseFacts.__dataclass_fields__) - len(untold) + beyond_facts


@pytest.mark.parametrize(
    ("nasty", "written"),
    [
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x";"y")', '\'=HYPERLINK("http://x";"y")'),
        ("+49 123", "'+49 123"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("\n=1+1", "'=1+1"),
        (" =1+1", "'=1+1"),
        ("\u200b=1+1", "'=1+1"),
        ("\tA", "'A"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("A\r\n=1+1", "A =1+1"),
        ('A";=1+1;"', 'A";=1+1;"'),
        ("DDE;=cmd|' /C calc'!A0", "DDE;=cmd|' /C calc'!A0"),
    ],
)
def test_no_value_becomes_a_formula_or_a_further_cell(nasty: str, written: str) -> None:
    row = ExportRow(facts=some_facts(), krm_tool_ref=nasty, teams=(nasty,), lead_team=nasty)

    content = export_csv([row])

    [read_back] = read(content)
    assert read_back["Nummer im KRM-Tool"] == written
    assert read_back["Teams"] == written
    assert read_back["Federführendes Team"] == written
    assert read_back["Weitere Eingänge"] == "0"
    assert content.count(b"\n") == 2


def test_keys_of_teams_are_as_dangerous_as_names() -> None:
    facts = replace(some_facts(), teams=(TeamId("=cmd"),), lead_team=TeamId("@cmd"))

    [read_back] = read(export_csv([ExportRow(facts=facts)]))

    assert (read_back["Teams"], read_back["Federführendes Team"]) == ("'=cmd", "'@cmd")
