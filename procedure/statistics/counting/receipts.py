"""Chapters on what came in, how and from where, and what ended without an answer (GA I; R1-R7, A16-A18)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from procedure.days_in_words import MONTHS, day_in_words
from procedure.statistics.counting import words
from procedure.statistics.counting.counted import TOTAL, Counted
from procedure.statistics.counting.headings import headings
from procedure.statistics.counting.parts import About, Part, joined, line, partition, sum_of, table
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, Chart, CountTable
from procedure.statistics.template import Category
from procedure.vocabulary import EndReason


def key_figures(year: Counted) -> Part:
    """Chapter „eckdaten“: the year at a glance, the key date, the method."""
    return joined(standing(year), _marks(year), Part(notes=_method(year)))


def standing(year: Counted) -> Part:
    """Tell where the year's reactions stood on the key date."""
    about = About(
        key="stand",
        title="Stand am Stichtag",
        definition=(
            f"Kundenreaktionen, die {year.year} eingegangen sind, nach ihrem Stand am"
            f" {day_in_words(year.key_date)}. Abgeschlossen ist ein Vorgang ab dem Tag, an dem sein Ergebnis"
            " feststand; wo die Geschäftsleitung zeichnet, ab ihrer Unterschrift. Ohne Antwort beendet:"
            " zurückgenommen oder abgegeben. Ein wieder geöffneter Vorgang gilt als offen, bis er erneut"
            " abgeschlossen ist."
        ),
        first_column="Stand",
    )
    labels = ("abgeschlossen", "ohne Antwort beendet", "offen")
    return partition(about, list(zip(labels, year.standing, strict=True)), (TOTAL, year.total))


def _marks(year: Counted) -> Part:
    marks: dict[str, tuple[str, Callable[[CaseFacts], bool]]] = {
        "sammel": ("von mehreren Personen gemeinsam", lambda case: case.people > 1),
        "mehrfach": ("mehrmals eingegangen", lambda case: case.further_receipts > 0),
        "nachtrag": ("erst nach dem Stichtag erfasst", lambda case: case.registered_on > year.key_date),
        "wieder": ("nach dem Ende wieder geöffnet", lambda case: case.reopened_on is not None),
    }
    lines, relations = [], []
    for key, (label, holds) in marks.items():
        count = sum(holds(case) for case in year.received)
        yes = Cell(id=f"merkmal/{key}", count=count)
        no = Cell(id=f"merkmal/{key}/nicht", count=len(year.received) - count)
        lines.append(line(label, yes, no, year.total, key=yes.id))
        relations.append(sum_of(year.total, (yes, no)))
    marked = CountTable(
        key="merkmale",
        title="Besondere Merkmale",
        definition=(
            "Jede Zeile teilt alle Kundenreaktionen des Jahres. Eine gemeinsame Reaktion mehrerer Personen"
            " zählt einmal, ebenso eine, die auf mehreren Wegen einging. Was nach dem Stichtag erfasst wurde,"
            " aber vorher eingegangen ist, zählt mit."
        ),
        first_column="Merkmal",
        columns=("trifft zu", "trifft nicht zu", TOTAL),
        lines=tuple(lines),
    )
    return Part(tables=(marked,), relations=tuple(relations))


def _method(year: Counted) -> tuple[str, ...]:
    early = "Vorläufig: Der Stichtag war noch nicht erreicht, als gezählt wurde."
    return (
        *((early,) if year.judged_on < year.key_date else ()),
        f"Stichtag ist {day_in_words(year.key_date)}. Was danach geschah, zählt nicht.",
        "Eine Kundenreaktion zählt in dem Jahr, in dem sie beim Jobcenter eingegangen ist.",
        "Doppelt erfasste Reaktionen zählen einmal, irrtümlich erfasste gar nicht.",
        "Zurückgenommene und abgegebene Reaktionen zählen als eingegangen.",
        "Anliegen, Teams und die Art eines Gesprächs zählen so, wie sie zuletzt eingetragen waren.",
        "Eine entfallene Eingangsbestätigung gilt als von Anfang an entfallen.",
    )


def receipts(year: Counted) -> Part:
    """Chapter „eingaenge“: by month, and whether they had to be recorded."""
    by_month = Counter(case.received_on.month for case in year.received)
    months = About(
        key="monate",
        title="Eingänge je Monat",
        definition=(
            "Gezählt wird im Monat des Eingangs beim Jobcenter. Das ist der Tag, an dem die Reaktion erstmals"
            " bei irgendeiner Stelle des Jobcenters ankam."
        ),
        first_column="Monat",
        chart=Chart.COLUMNS,
    )
    month_cells = month_counts(by_month)
    owed = sum(case.obligatory for case in year.received)
    obligatory = About(
        key="pflicht",
        title="Pflicht und freiwillig",
        definition=(
            "Pflicht: schriftlich oder elektronisch eingegangen, am Telefon zeitaufwändig, nicht sofort"
            " abgeholfen oder bei einer Führungskraft eingegangen. Alles andere wurde freiwillig erfasst."
        ),
        first_column="Erfassung",
    )
    parts = [
        ("erfassungspflichtig", Cell(id="pflicht/ja", count=owed)),
        ("freiwillig erfasst", Cell(id="pflicht/nein", count=len(year.received) - owed)),
    ]
    return joined(
        partition(months, list(zip(MONTHS, month_cells, strict=True)), (TOTAL, year.total)),
        partition(obligatory, parts, (TOTAL, year.total)),
    )


def month_counts(by_month: Mapping[int, int]) -> list[Cell]:
    """Return the twelve months' cells."""
    return [Cell(id=f"eingaenge/monat/{month:02}", count=by_month.get(month, 0)) for month in range(1, 13)]


def channels(year: Counted) -> Part:
    """Chapter „eingangsweg“ (R1)."""
    about = About(
        key="eingangsweg",
        title="Eingangsweg",
        definition="Der Weg, auf dem die Reaktion zuerst einging. Jede Kundenreaktion hat genau einen.",
        first_column="Eingangsweg",
        chart=Chart.BARS,
    )
    found = [(case, case.channel) for case in year.received]
    return _by_word(year, about, "kanal", found, (year.template.channels, words.CHANNELS))


def origins(year: Counted) -> Part:
    """Chapter „herkunft“ (R2)."""
    about = About(
        key="herkunft",
        title="Herkunft",
        definition="Ob die Reaktion direkt oder über eine andere Stelle einging. Jede hat eine Herkunft.",
        first_column="Herkunft",
        chart=Chart.BARS,
    )
    found = [(case, case.origin) for case in year.received]
    return _by_word(year, about, "herkunft", found, (year.template.origins, words.ORIGINS))


def _by_word(
    year: Counted,
    about: About,
    prefix: str,
    found: Sequence[tuple[CaseFacts, StrEnum]],
    vocabulary: tuple[Sequence[Category], Mapping[StrEnum, str]],
) -> Part:
    lines = headings(*vocabulary)
    counts = Counter(lines.key(word) for _, word in found)
    parts = [
        (label, Cell(id=f"{prefix}/{key}", count=counts[key])) for key, label in lines.with_rest(counts).lines
    ]
    return partition(about, parts, (TOTAL, year.total))


def unanswered(year: Counted) -> Part:
    """Chapter „ohne_antwort“: withdrawn, handed over; duplicates and errors (A16-A18)."""
    reasons = Counter(case.end for case in year.received)
    closed, ended, still_open = year.standing
    withdrawn = Cell(id="beendet/zurueckgenommen", count=reasons[EndReason.WITHDRAWN])
    handed_over = Cell(id="beendet/abgegeben", count=reasons[EndReason.HANDED_OVER])
    about = About(
        key="ohne_antwort",
        title="Ohne Antwort beendet",
        definition=(
            "Zurückgenommen von der Kundin oder dem Kunden, oder an eine andere Behörde abgegeben: bis zum"
            " Stichtag. Beide zählen als eingegangen."
        ),
        first_column="Grund",
    )
    lines = [
        line("zurückgenommen", withdrawn),
        line("an eine andere Stelle abgegeben", handed_over),
        line("ohne Antwort beendet", ended, is_total=True),
        line("abgeschlossen", closed),
        line("offen", still_open),
        line(TOTAL, year.total, is_total=True),
    ]
    first = Part(
        tables=(table(about, lines),),
        relations=(sum_of(ended, (withdrawn, handed_over)), sum_of(year.total, year.standing)),
    )
    return joined(first, _left_out(year))


def _left_out(year: Counted) -> Part:
    about = About(
        key="nicht_gezaehlt",
        title="Angelegt, aber nicht als Eingang gezählt",
        definition=(
            "Vorgänge, die bis zum Stichtag mit einem anderen zusammengeführt oder als irrtümlich erfasst"
            " beendet wurden. Angelegt: alle Vorgänge zu Eingängen des Jahres."
        ),
        first_column="Vorgänge",
        column="Vorgänge",
    )
    duplicates = Cell(id="vorgaenge/doppelt", count=year.left_out.get(EndReason.MERGED, 0))
    errors = Cell(id="vorgaenge/irrtum", count=year.left_out.get(EndReason.RECORDED_IN_ERROR, 0))
    counts = (len(year.received), *year.left_out.values())
    parts = [
        ("mit einem anderen Vorgang zusammengeführt", duplicates),
        ("irrtümlich erfasst", errors),
        (TOTAL, year.total),
    ]
    return partition(about, parts, ("Angelegt", Cell(id="vorgaenge", count=sum(counts))))
