"""Chapters on kinds, results, causes and reactions that follow others (GA I, VIII; R8, R9, R48, A4, A32)."""

from collections import Counter

from procedure.statistics.counting import words
from procedure.statistics.counting.counted import TOTAL, Counted, is_closed
from procedure.statistics.counting.headings import Headings, headings
from procedure.statistics.counting.parts import About, Part, joined, line, partition, share, sum_of, table
from procedure.statistics.counting.results_by_kind import further, mentions_by_kind, results_by_kind
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, Chart
from procedure.vocabulary import ConcernKind


def concerns(year: Counted) -> Part:
    """Chapter „anliegen“: mentions, and the reactions they stand in, apart (R8)."""
    cells, mentions = mentions_by_kind(year)
    labels = [label for _, label in year.concerns.lines]
    kinds = About(
        key="anliegen",
        title="Anliegensarten",
        definition=(
            "Eine Kundenreaktion kann mehrere Arten nennen. Sie zählt in jeder Zeile, zu der eine ihrer Arten"
            " gehört, je einmal. Deshalb kann es mehr Nennungen als Kundenreaktionen geben."
        ),
        first_column="Anliegensart",
        column="Nennungen",
        chart=Chart.BARS,
    )
    both = About(
        key="nennungen",
        title="Kundenreaktionen und Nennungen",
        definition="Weitere Nennungen: jede Zeile, in der eine Kundenreaktion über die erste hinaus zählt.",
        first_column="Zählung",
        column="Anzahl",
    )
    return joined(
        partition(kinds, list(zip(labels, cells, strict=True)), ("Nennungen insgesamt", mentions)),
        partition(
            both,
            [(TOTAL, year.total), ("weitere Nennungen", further(year))],
            ("Nennungen insgesamt", mentions),
        ),
        Part(notes=("Themen werden nicht gezählt. Sie stehen im Textteil des Berichts.",)),
    )


def results(year: Counted) -> Part:
    """Chapter „ergebnis“: results, by kind too, and causes (A32, R48)."""
    counts = Counter(year.outcomes.key(case.outcome) for case in year.closed)
    _, ended, waiting = year.standing
    about = About(
        key="ergebnis",
        title="Ergebnis",
        definition=(
            "Das Ergebnis der Vorgänge, die bis zum Stichtag abgeschlossen waren. „Entfällt“ steht bei Lob"
            " und Ideen. Beendete und offene Vorgänge haben kein Ergebnis."
        ),
        first_column="Ergebnis",
        chart=Chart.BARS,
    )
    found = [(label, Cell(id=f"ergebnis/{key}", count=counts[key])) for key, label in year.outcomes.lines]
    closed = partition(about, found, ("abgeschlossen", year.standing[0]))
    without = About(
        key="ohne_ergebnis",
        title="Ohne Ergebnis",
        definition="Kundenreaktionen, die am Stichtag kein Ergebnis hatten.",
        first_column="Stand",
    )
    rest = Cell(id="stand/ohne_ergebnis", count=(ended.count or 0) + (waiting.count or 0))
    lines = [
        line("ohne Antwort beendet", ended),
        line("offen", waiting),
        line("ohne Ergebnis", rest, is_total=True),
        line("abgeschlossen", year.standing[0]),
        line(TOTAL, year.total, is_total=True),
    ]
    sums = (
        sum_of(rest, (ended, waiting)),
        sum_of(year.total, (year.standing[0], rest)),
        sum_of(year.total, year.standing),
    )
    none = Part(tables=(table(without, lines),), relations=sums)
    return joined(closed, none, results_by_kind(year), _causes(year))


def _causes(year: Counted) -> Part:
    lines = headings(year.template.causes, words.CAUSES)
    counts = Counter(lines.key(case.cause) if case.cause else "" for case in year.closed)
    about = About(
        key="ursachen",
        title="Ursachen",
        definition=(
            "Die Ursache, die beim Abschluss genannt wurde. Die Angabe ist freiwillig. Gezählt werden"
            " Vorgänge, die bis zum Stichtag abgeschlossen waren."
        ),
        first_column="Ursache",
        chart=Chart.BARS,
    )
    parts = [
        (label, Cell(id=f"ursache/{key}", count=counts[key])) for key, label in lines.with_rest(counts).lines
    ]
    parts.append(("keine Angabe", Cell(id="ursache/_keine", count=counts[""])))
    return partition(about, parts, ("abgeschlossen", year.standing[0]))


def follow_ups(year: Counted) -> Part:
    """Chapter „folgereaktionen“: how many, and what had come of the case before (R9)."""
    following = [case for case in year.received if case.is_follow_up]
    named = sum(ConcernKind.FOLGEREAKTION in case.concerns for case in following)
    yes = Cell(id="folge/ja", count=len(following))
    no = Cell(id="folge/nein", count=len(year.received) - len(following))
    about = About(
        key="folgereaktionen",
        title="Folgereaktionen",
        definition=(
            "Folgereaktion: als solche benannt, oder mit einem früheren Vorgang verknüpft. Sie zählt im Jahr"
            " ihres eigenen Eingangs."
        ),
        first_column="Art",
    )
    how = About(
        key="folge_angabe",
        title="Woran erkannt",
        definition="Benannt: „Folgereaktion“ ist als Anliegensart eingetragen.",
        first_column="Angabe",
    )
    named_id = _named_id(year)
    marks = [
        ("als Folgereaktion benannt", Cell(id=named_id, count=named)),
        ("nur verknüpft", Cell(id="folge/verknuepft", count=len(following) - named)),
    ]
    return joined(
        partition(about, [("Folgereaktionen", yes), ("andere", no)], (TOTAL, year.total)),
        partition(how, marks, ("Folgereaktionen", yes)),
        _predecessors(year, following, yes),
        Part(
            shares=(
                share(
                    "folge",
                    "Folgereaktionen",
                    "Folgereaktionen, geteilt durch alle Kundenreaktionen des Jahres.",
                    part=yes,
                    whole=year.total,
                ),
            )
        ),
    )


def _named_id(year: Counted) -> str:
    """Return the id of the kind's own line; where it shares one with other kinds, an id by itself."""
    key = year.concerns.key(ConcernKind.FOLGEREAKTION)
    alone = [word for word in ConcernKind if year.concerns.key(word) == key]
    return f"anliegen/{key}" if len(alone) == 1 else "folge/benannt"


def _predecessors(year: Counted, following: list[CaseFacts], total: Cell) -> Part:
    counts = Counter(_result_before(year, case) for case in following)
    lines: Headings = year.outcomes.with_rest(counts)
    about = About(
        key="folge_ergebnis",
        title="Folgereaktionen nach dem Ergebnis des früheren Vorgangs",
        definition=(
            "Ergebnis, das der frühere Vorgang am Stichtag hatte. Unbekannt: Der frühere Vorgang ist nur"
            " beschrieben oder nicht im ausgewerteten Bestand."
        ),
        first_column="Ergebnis des früheren Vorgangs",
    )
    parts = [(label, Cell(id=f"folge/ergebnis/{key}", count=counts[key])) for key, label in lines.lines]
    parts.append(("noch ohne Ergebnis", Cell(id="folge/ergebnis/_ohne", count=counts["_ohne"])))
    parts.append(("unbekannt", Cell(id="folge/ergebnis/_unbekannt", count=counts["_unbekannt"])))
    return partition(about, parts, ("Folgereaktionen", total))


def _result_before(year: Counted, case: CaseFacts) -> str:
    before = year.known.get(case.follow_up_of) if case.follow_up_of else None
    if before is None:
        return "_unbekannt"
    return year.outcomes.key(before.outcome) if is_closed(before) else "_ohne"
