"""Chapters on teams, on who leads, and on talks with the management (GA II, VI; R10, R12, R19, R38-R41)."""

from collections import Counter

from procedure.statistics.counting.counted import TOTAL, Counted
from procedure.statistics.counting.parts import About, Part, joined, line, partition, sum_of, table
from procedure.statistics.counting.receipts import month_counts
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, CountTable, Line, Relation, Secrecy
from procedure.vocabulary import Lead, TalkForm

_SEVERAL = "_mehrere"
_NO_TEAM = "_keins"
_ONE = "_ein"
_QUARTERS = ("1. Quartal", "2. Quartal", "3. Quartal", "4. Quartal")


def teams(year: Counted) -> Part:
    """Chapter „teams“: a team's figure is its Teamleitung's; never finer than a quarter, never by kind."""
    return joined(_lead(year), _how_many_teams(year), _by_team(year))


def _lead(year: Counted) -> Part:
    counts = Counter(case.lead for case in year.received)
    about = About(
        key="federfuehrung",
        title="Federführung",
        definition="Wer zuletzt federführend war. Bei mehreren Teams ist es die Geschäftsleitung.",
        first_column="Federführung",
    )
    parts = [
        ("Team", Cell(id="feder/team", count=counts[Lead.TEAM])),
        ("Geschäftsleitung", Cell(id="feder/gl", count=counts[Lead.MANAGEMENT])),
    ]
    return partition(about, parts, (TOTAL, year.total))


def _how_many_teams(year: Counted) -> Part:
    counts = Counter(_row(case) for case in year.received)
    one = len(year.received) - counts[_SEVERAL] - counts[_NO_TEAM]
    about = About(
        key="mehrteamig",
        title="Wie viele Teams betroffen sind",
        definition="Betroffene Teams, wie sie zuletzt genannt waren; ohne Teams, die nur gelobt wurden.",
        first_column="Betroffen",
    )
    parts = [
        ("ein Team", Cell(id=f"team/{_ONE}", count=one)),
        ("mehrere Teams", Cell(id=f"team/{_SEVERAL}", count=counts[_SEVERAL])),
        ("kein Team genannt", Cell(id=f"team/{_NO_TEAM}", count=counts[_NO_TEAM])),
    ]
    return partition(about, parts, (TOTAL, year.total))


def _row(case: CaseFacts) -> str:
    """Return the one line in which a case stands: its only team, or that it has several or none."""
    named = set(case.teams)
    if len(named) > 1:
        return _SEVERAL
    return next(iter(named), _NO_TEAM)


def _by_team(year: Counted) -> Part:
    counts = Counter((_row(case), (case.received_on.month + 2) // 3) for case in year.received)
    rows = [
        *_names(year, {row for row, _ in counts}),
        (_SEVERAL, "mehrere Teams"),
        (_NO_TEAM, "kein Team genannt"),
    ]
    lines: list[Line] = []
    relations: list[Relation] = []
    years: list[Cell] = []
    by_quarter: list[list[Cell]] = [[], [], [], []]
    for key, label in rows:
        quarters = [
            Cell(id=f"team/{key}/q{number}", count=counts[key, number], secrecy=Secrecy.BY_TEAM)
            for number in range(1, 5)
        ]
        secrecy = Secrecy.ORDINARY if key in {_SEVERAL, _NO_TEAM} else Secrecy.BY_TEAM
        whole = Cell(id=f"team/{key}", count=sum(counts[key, q] for q in range(1, 5)), secrecy=secrecy)
        lines.append(line(label, *quarters, whole))
        relations.append(sum_of(whole, quarters))
        years.append(whole)
        for column, cell in zip(by_quarter, quarters, strict=True):
            column.append(cell)
    totals = [
        Cell(id=f"eingaenge/quartal/{number}", count=sum(cell.count or 0 for cell in column))
        for number, column in enumerate(by_quarter, start=1)
    ]
    lines.append(line(TOTAL, *totals, year.total, is_total=True))
    one_team = Cell(id=f"team/{_ONE}", count=None)
    relations += [sum_of(total, column) for total, column in zip(totals, by_quarter, strict=True)]
    relations += [sum_of(year.total, years), sum_of(year.total, totals), sum_of(one_team, years[:-2])]
    months = month_counts({})
    relations += [sum_of(total, months[3 * at : 3 * at + 3]) for at, total in enumerate(totals)]
    by_team = CountTable(
        key="teams",
        title="Betroffene Teams je Quartal",
        definition=(
            "Gezählt wird im Quartal des Eingangs. Eine Kundenreaktion, die nur ein Team betrifft, steht bei"
            " diesem Team; betrifft sie mehrere, steht sie nur in der Zeile „mehrere Teams“. Teams zählen so,"
            " wie sie beim Vorgang zuletzt eingetragen waren."
        ),
        first_column="Team",
        columns=(*_QUARTERS, "Jahr"),
        lines=tuple(lines),
    )
    note = "Dienstaufsichtsbeschwerden und andere Arten werden nie je Team ausgewertet."
    return Part(tables=(by_team,), relations=tuple(relations), notes=(note,))


def _names(year: Counted, found: set[str]) -> list[tuple[str, str]]:
    """Name the teams of the office, and those that are known by their key only."""
    known = [(str(key), label) for key, label in year.teams.items()]
    others = found - {_SEVERAL, _NO_TEAM} - {key for key, _ in known}
    return [*known, *((key, key) for key in sorted(others))]


def talks(year: Counted) -> Part:
    """Chapter „gespraeche“: wishes, talks at once, how they went; threats as one sum only (R38-R41, A30)."""
    kinds = Counter(_talk(case) for case in year.received)
    at_once = Cell(id="gespraech/sofort", count=kinds["sofort"])
    wished = Cell(id="gespraech/wunsch", count=kinds["wunsch"])
    asked = Cell(id="gespraech", count=kinds["sofort"] + kinds["wunsch"])
    none = Cell(id="gespraech/nicht", count=kinds["nicht"])
    about = About(
        key="gespraeche",
        title="Gespräche mit der Geschäftsleitung",
        definition=(
            "Sofortgespräch: wegen Eskalation, Bedrohung oder schwerwiegender Gesamtsituation verlangt."
            " Gesprächswunsch: jeder andere Wunsch, mit der Geschäftsleitung zu sprechen. Jede"
            " Kundenreaktion zählt einmal."
        ),
        first_column="Gespräch",
    )
    lines = [
        line("Sofortgespräch", at_once),
        line("Gesprächswunsch", wished),
        line("mit Wunsch nach einem Gespräch", asked, is_total=True),
        line("ohne", none),
        line(TOTAL, year.total, is_total=True),
    ]
    first = Part(
        tables=(table(about, lines),),
        relations=(sum_of(asked, (at_once, wished)), sum_of(year.total, (asked, none))),
    )
    return joined(first, _went(year, asked), _threats(year))


def _talk(case: CaseFacts) -> str:
    if case.immediate_talk:
        return "sofort"
    return "wunsch" if case.talk_wish else "nicht"


def _went(year: Counted, asked: Cell) -> Part:
    counts = Counter(_went_how(case) for case in year.received if _talk(case) != "nicht")
    about = About(
        key="gespraech_verlauf",
        title="Was aus den Gesprächen wurde",
        definition=(
            "Geführt: bis zum Stichtag. Kein Gespräch: Die Geschäftsleitung hat entschieden, dass das Team"
            " antwortet."
        ),
        first_column="Verlauf",
    )
    parts = [
        ("geführt", Cell(id="gespraech/gefuehrt", count=counts["gefuehrt"])),
        ("kein Gespräch", Cell(id="gespraech/keins", count=counts["keins"])),
        ("noch nicht geführt", Cell(id="gespraech/offen", count=counts["offen"])),
    ]
    return partition(about, parts, ("mit Wunsch nach einem Gespräch", asked))


def _went_how(case: CaseFacts) -> str:
    if case.talk_held_on is not None:
        return "gefuehrt"
    return "keins" if case.talk_form is TalkForm.NO_TALK else "offen"


def _threats(year: Counted) -> Part:
    about = About(
        key="bedrohungen",
        title="Bedrohungen",
        definition="Alarme wegen einer Bedrohung, zu Kundenreaktionen des Jahres. Berichtet wird die Summe.",
        first_column="Alarme",
        column="Anzahl",
    )
    threats = Cell(id="bedrohungen", count=sum(case.threats for case in year.received))
    return Part(tables=(table(about, [line("Bedrohungen", threats, is_total=True)]),))
