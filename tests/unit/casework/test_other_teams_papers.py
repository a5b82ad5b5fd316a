"""Who is asked for a Beitrag reads the reaction and her own team's papers alone (A26, R13, R20)."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from casework.document_facts import document_of_case
from casework.errors import DocumentNotFound
from casework.ports import AuditEntry, Correction
from casework.present import Presenter
from casework.views import FullTextView
from procedure.case import Case
from procedure.case_parts import Contribution, Informing, Talk
from procedure.office import Team
from procedure.vocabulary import (
    CaseState,
    Channel,
    ConcernKind,
    DocumentId,
    DocumentKind,
    Lead,
    Role,
    StaffId,
    TalkState,
)
from tests.support.builders import (
    BGF,
    DEPUTY_A,
    MANAGEMENT,
    TEAM_A,
    TEAM_B,
    TEAM_LEAD_A,
    TEAM_LEAD_B,
    TEAM_LEAD_MI,
    TEAM_MI,
    a_case,
    a_reaction,
)
from tests.support.fakes import FakeUnitsOfWork
from tests.support.house import NOW, RULEBOOK, House

ADDED = (
    ("incoming", BGF, DocumentKind.INCOMING),
    ("of a", TEAM_LEAD_A, DocumentKind.STATEMENT),
    ("of a's deputy", DEPUTY_A, DocumentKind.CONTRIBUTION),
    ("of b", TEAM_LEAD_B, DocumentKind.STATEMENT),
    ("the management's", MANAGEMENT, DocumentKind.OTHER),
)
EVERYTHING = {name for name, *_ in ADDED}
OF_A = {"incoming", "of a", "of a's deputy"}


def a_petition(**overrides: Any) -> Case:  # noqa: ANN401 - any field of a case
    values: dict[str, Any] = {
        "reaction": a_reaction(
            channel=Channel.WRITTEN,
            concerns=(ConcernKind.PETITION,),
            teams=(TEAM_A, TEAM_B),
            parting=None,
            referred_to_team_lead=False,
        ),
        "lead": Lead.MANAGEMENT,
        "state": CaseState.IN_PROGRESS_MANAGEMENT,
        "contributions": tuple(
            Contribution(team=team, requested_at=NOW, due_on=date(2026, 12, 10)) for team in (TEAM_A, TEAM_B)
        ),
        "informing": (Informing(team=TEAM_A), Informing(team=TEAM_B, reason="Berta ist krank")),
        "talk": Talk(state=TalkState.NOTED, note="Vermerk von Team A"),
    }
    return a_case(**(values | overrides))


async def with_papers(house: House, case: Case) -> dict[str, DocumentId]:
    """Let everybody put a paper to the case; tell each by its name."""
    await house.has(case)
    papers = {}
    for number, (name, who, kind) in enumerate(ADDED):
        papers[name] = await house.receive(who)
        await house.put(papers[name], case.number, who, kind, command_id=f"put-{number}")
    return papers


async def opened(house: House, case: Case, who: StaffId) -> FullTextView:
    found = await house.open(case, who)
    view = Presenter(office=found.office, rulebook=RULEBOOK, now=house.now).full_text(
        found.case, who, documents=found.documents, history=found.history, corrections=found.corrections
    )
    assert view is not None
    return view


WHO_READS = [
    (MANAGEMENT, EVERYTHING),
    (BGF, EVERYTHING),
    (TEAM_LEAD_A, OF_A),
    (DEPUTY_A, OF_A),
    (TEAM_LEAD_B, {"incoming", "of b"}),
]


@pytest.mark.parametrize(("who", "readable"), WHO_READS)
async def test_the_full_text_lists_what_each_may_read(house: House, who: StaffId, readable: set[str]) -> None:
    case = a_petition()
    papers = await with_papers(house, case)
    listed = {document.id for document in (await opened(house, case, who)).documents}
    assert listed == {papers[name] for name in readable}


@pytest.mark.parametrize(("who", "readable"), WHO_READS)
async def test_what_is_not_listed_is_not_handed_out(house: House, who: StaffId, readable: set[str]) -> None:
    papers = await with_papers(house, a_petition())
    for name, document in papers.items():
        if name in readable:
            assert (await house.fetch(document, who, f"link-{name}"))[0].id == document
            assert await document_of_case(house.units, document, who, rulebook=RULEBOOK, now=NOW)
            continue
        with pytest.raises(DocumentNotFound):
            await house.fetch(document, who, f"link-{name}")
        with pytest.raises(DocumentNotFound):
            await document_of_case(house.units, document, who, rulebook=RULEBOOK, now=NOW)


async def test_a_refused_paper_is_not_on_record_as_read(house: House, units: FakeUnitsOfWork) -> None:
    papers = await with_papers(house, a_petition())
    with pytest.raises(DocumentNotFound):
        await house.fetch(papers["of a"], TEAM_LEAD_B)
    assert "DocumentFetched" not in {entry.event for entry in units.audit_entries}


async def test_who_leads_reads_all_of_it(house: House) -> None:
    case = a_petition()
    papers = await with_papers(house, case)
    kept = house.units.cases_by_id[case.id]
    async with house.units() as unit:
        await unit.cases.save(replace(kept, lead=Lead.TEAM, version=kept.version + 1))
        await unit.commit()
    assert {d.id for d in (await opened(house, case, TEAM_LEAD_A)).documents} == set(papers.values())


async def test_no_line_of_the_record_names_another_team_or_its_people(house: House) -> None:
    case = a_petition()
    await with_papers(house, case)
    await house.open(case, TEAM_LEAD_A)
    view = await opened(house, case, TEAM_LEAD_B)
    everything = repr((view.documents, view.history, view.corrections, view.contributions, view.case.talk))
    for name in ("Tom", "Sina", "Vermerk von Team A", TEAM_A):
        assert name not in everything
    assert [line.event for line in view.history if line.who == "Berta Beispiel"] == [
        "DocumentAdded",
        "FullTextOpened",
    ]
    whole = repr((await opened(house, case, MANAGEMENT)).history)
    assert "Tom" in whole
    assert "Sina" in whole


async def test_the_assistants_and_the_managements_lines_about_another_team_are_left_out(house: House) -> None:
    case = a_petition()
    entries = tuple(
        AuditEntry(
            case_id=case.id,
            at=NOW,
            actor=MANAGEMENT,
            role=Role.MANAGEMENT,
            on_behalf=False,
            event="ContributionRequested",
            details={"team": team},
        )
        for team in (TEAM_A, TEAM_B)
    )
    view = presenter(house).full_text(case, TEAM_LEAD_B, history=entries)
    assert view is not None
    assert [dict(line.details) for line in view.history] == [{"team": TEAM_B}]


async def test_corrections_of_and_about_another_team_are_left_out(house: House) -> None:
    def a_correction(actor: StaffId, field: str, new: str) -> Correction:
        return Correction(
            case_id=a_petition().id, at=NOW, actor=actor, field=field, old="", new=new, reason=""
        )

    done = (
        a_correction(BGF, "summary", "richtig"),
        a_correction(TEAM_LEAD_A, "summary", "von A"),
        a_correction(BGF, "informing", "Leistung A: 2 informiert"),
        a_correction(BGF, "informing", "Leistung B: 1 informiert"),
    )
    view = presenter(house).full_text(a_petition(), TEAM_LEAD_B, corrections=done)
    assert view is not None
    assert [line.new for line in view.corrections] == ["richtig", "Leistung B: 1 informiert"]


def test_whether_other_teams_are_informed_is_not_shown(house: House) -> None:
    seen = {who: presenter(house).case(a_petition(), who) for who in (MANAGEMENT, TEAM_LEAD_A, TEAM_LEAD_B)}
    teams = {who: [part.team for part in view.informing] for who, view in seen.items() if view is not None}
    assert teams == {MANAGEMENT: [TEAM_A, TEAM_B], TEAM_LEAD_A: [TEAM_A], TEAM_LEAD_B: [TEAM_B]}


def test_the_note_for_the_talk_stays_with_its_team_and_the_management(house: House) -> None:
    for who, note in (
        (MANAGEMENT, "Vermerk von Team A"),
        (TEAM_LEAD_A, "Vermerk von Team A"),
        (TEAM_LEAD_B, ""),
    ):
        view = presenter(house).case(a_petition(), who)
        assert view is not None
        assert view.talk.note == note


def test_that_another_teams_teamleitung_reported_it_is_not_shown(house: House) -> None:
    case = a_petition(registered_by=TEAM_LEAD_A)
    theirs, own = presenter(house).case(case, TEAM_LEAD_B), presenter(house).case(case, DEPUTY_A)
    assert theirs is not None
    assert own is not None
    assert (theirs.reporter_name, theirs.reporter_room) == ("", "")
    assert own.reporter_name == "Tom Teamleiter"


async def test_a_paper_of_somebody_who_stands_for_both_teams_could_be_the_others(house: House) -> None:
    shared = Team(id=TEAM_B, name="Leistung B", lead=TEAM_LEAD_B, deputies=(DEPUTY_A,))
    house.units.office = replace(house.units.office, teams={**house.units.office.teams, TEAM_B: shared})
    papers = await with_papers(house, a_petition())
    for who in (TEAM_LEAD_A, TEAM_LEAD_B):
        with pytest.raises(DocumentNotFound):
            await house.fetch(papers["of a's deputy"], who)
    assert await house.fetch(papers["of a's deputy"], DEPUTY_A)


async def test_a_team_that_was_only_asked_reads_no_more(house: House) -> None:
    asked = Contribution(team=TEAM_MI, requested_at=NOW, due_on=date(2026, 12, 10))
    case = a_petition(contributions=(asked,))
    papers = await with_papers(house, case)
    view = await opened(house, case, TEAM_LEAD_MI)
    assert {d.id for d in view.documents} == {papers["incoming"]}
    assert view.case.informing == ()


def presenter(house: House) -> Presenter:
    return Presenter(office=house.units.office, rulebook=RULEBOOK, now=NOW)
