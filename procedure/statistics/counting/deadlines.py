"""Chapters on the deadlines: acknowledgement, closing, interim notices (GA III; R22-R29, A10, A11, A21)."""

from collections import Counter
from datetime import date

from procedure.statistics.counting.counted import TOTAL, Counted, is_closed, is_ended
from procedure.statistics.counting.parts import About, Part, joined, line, partition, share, sum_of, table
from procedure.statistics.counting.receipts import standing
from procedure.statistics.facts import CaseFacts
from procedure.statistics.figures import Cell, Chart, Duration
from procedure.statistics.rounding import MEDIAN, median, ninth_decile
from procedure.vocabulary import AcknowledgementState

_FIRST = (
    "Die erste Frist sind 14 Kalendertage nach dem Eingang, oder der Tag, den eine andere Stelle gesetzt hat."
)


def acknowledgements(year: Counted) -> Part:
    """Chapter „eingangsbestaetigung“: share = in time / (owed - waived) (R22, R23)."""
    counts = Counter(_acknowledged(case, year.judged_on) for case in year.received)
    in_time, late, missing, waived, running, none = (
        Cell(id=f"eb/{key}", count=counts[key])
        for key in ("rechtzeitig", "verspaetet", "ausstehend", "entfallen", "laufend", "nicht_noetig")
    )
    due = Cell(id="eb/zu_bestaetigen", count=sum(cell.count or 0 for cell in (in_time, late, missing)))
    about = About(
        key="eingangsbestaetigung",
        title="Eingangsbestätigungen",
        definition=(
            "Rechtzeitig: spätestens am dritten Arbeitstag nach dem Eingang versandt. Entfallen: mit Grund"
            " weggelassen, oder der Vorgang war bis zum Fristtag ohne Bestätigung zu Ende. Noch nicht fällig:"
            " nicht versandt, und die Frist endet am Stichtag oder später. Nicht nötig: mündliche Reaktionen,"
            " auch wenn sie freiwillig bestätigt wurden."
        ),
        first_column="Eingangsbestätigung",
        chart=Chart.BARS,
    )
    lines = [
        line("rechtzeitig versandt", in_time),
        line("verspätet versandt", late),
        line("nicht versandt, Frist abgelaufen", missing),
        line("zu bestätigen", due, is_total=True),
        line("entfallen", waived),
        line("noch nicht fällig", running),
        line("nicht nötig", none),
        line(TOTAL, year.total, is_total=True),
    ]
    quota = share(
        "eb",
        "Rechtzeitig bestätigt",
        "Rechtzeitig versandte Bestätigungen, geteilt durch alle, die bis zum Stichtag zu versenden waren;"
        " ohne entfallene.",
        part=in_time,
        whole=due,
    )
    return Part(
        tables=(table(about, lines),),
        shares=(quota,),
        relations=(sum_of(due, (in_time, late, missing)), sum_of(year.total, (due, waived, running, none))),
    )


def _acknowledged(case: CaseFacts, judged_on: date) -> str:
    state, due_on = case.acknowledgement, case.acknowledge_by
    if state is AcknowledgementState.WAIVED:
        return "entfallen"
    if due_on is None or state is AcknowledgementState.NOT_NEEDED:
        return "nicht_noetig"
    if case.acknowledged_on is not None:
        return "rechtzeitig" if case.acknowledged_on <= due_on else "verspaetet"
    over_on = case.ended_on or case.closed_on
    if over_on is not None and over_on <= due_on:
        return "entfallen"
    return "ausstehend" if judged_on > due_on else "laufend"


def closings(year: Counted) -> Part:
    """Chapter „abschluss“: in time, as promised, late; how long it took; what is open."""
    return joined(standing(year), _closed(year), _open(year), _times(year))


def _closed(year: Counted) -> Part:
    counts = Counter(_closed_how(case) for case in year.closed)
    first, promised, late_with, late_without = (
        Cell(id=f"abschluss/{key}", count=counts[key])
        for key in ("erste_frist", "zugesagt", "verspaetet_mit", "verspaetet_ohne")
    )
    kept = Cell(id="abschluss/eingehalten", count=counts["erste_frist"] + counts["zugesagt"])
    late = Cell(id="abschluss/verspaetet", count=counts["verspaetet_mit"] + counts["verspaetet_ohne"])
    closed = year.standing[0]
    about = About(
        key="abschluss",
        title="Abschluss und Frist",
        definition=(
            f"{_FIRST} Zugesagte Frist: der letzte in einer Zwischennachricht genannte Tag; jede"
            " Zwischennachricht muss vor Ablauf der Frist versandt sein, die bis dahin galt."
        ),
        first_column="Abschluss",
        chart=Chart.BARS,
    )
    lines = [
        line("innerhalb der ersten Frist", first),
        line("innerhalb der zugesagten Frist", promised),
        line("Frist eingehalten", kept, is_total=True),
        line("verspätet, mit Zwischennachricht", late_with),
        line("verspätet, ohne Zwischennachricht", late_without),
        line("verspätet", late, is_total=True),
        line("abgeschlossen", closed, is_total=True),
    ]
    whole = "geteilt durch alle bis zum Stichtag abgeschlossenen."
    return Part(
        tables=(table(about, lines),),
        shares=(
            share(
                "erste_frist",
                "Innerhalb der ersten Frist abgeschlossen",
                f"Vorgänge, die in der ersten Frist abgeschlossen wurden, {whole} {_FIRST}",
                part=first,
                whole=closed,
            ),
            share(
                "eingehalten",
                "Erste oder zugesagte Frist eingehalten",
                f"Vorgänge, die in der ersten oder der zugesagten Frist abgeschlossen wurden, {whole}",
                part=kept,
                whole=closed,
            ),
        ),
        relations=(
            sum_of(kept, (first, promised)),
            sum_of(late, (late_with, late_without)),
            sum_of(closed, (kept, late)),
        ),
    )


def _closed_how(case: CaseFacts) -> str:
    notices = case.interim_notices
    closed_on = case.closed_on
    if closed_on is not None and closed_on <= case.first_close_by:
        return "erste_frist"
    if not notices:
        return "verspaetet_ohne"
    healed = not any(notice.late for notice in notices)
    in_time = closed_on is not None and closed_on <= _deadline(case)
    return "zugesagt" if healed and in_time else "verspaetet_mit"


def _deadline(case: CaseFacts) -> date:
    """Return the day that was promised last; the first deadline if none was."""
    return max((notice.until for notice in case.interim_notices), default=case.first_close_by)


def _open(year: Counted) -> Part:
    waiting = [case for case in year.received if not is_closed(case) and not is_ended(case)]
    overdue = sum(year.judged_on > _deadline(case) for case in waiting)
    about = About(
        key="offen",
        title="Am Stichtag offen",
        definition=(
            "Weder abgeschlossen noch beendet. Abgelaufen: Der Stichtag liegt nach der zuletzt zugesagten"
            " Frist, ohne Zwischennachricht nach der ersten. Vorgänge, die noch auf die Unterschrift der"
            " Geschäftsleitung warten, sind offen."
        ),
        first_column="Frist",
    )
    parts = [
        ("Frist läuft noch", Cell(id="offen/laufend", count=len(waiting) - overdue)),
        ("Frist abgelaufen", Cell(id="offen/abgelaufen", count=overdue)),
    ]
    return partition(about, parts, ("offen", year.standing[2]))


def _times(year: Counted) -> Part:
    days = [(case.closed_on - case.received_on).days for case in year.closed if case.closed_on is not None]
    duration = Duration(
        key="bearbeitung",
        label="Vom Eingang bis zum Abschluss",
        definition=(
            "Kalendertage vom Tag des Eingangs (Tag 0) bis zum Tag des Abschlusses, für alle bis zum Stichtag"
            f" abgeschlossenen Vorgänge. {MEDIAN}"
        ),
        of=year.standing[0],
        median=median(days),
        ninth_decile=ninth_decile(days),
    )
    return Part(durations=(duration,))


def interim_notices(year: Counted) -> Part:
    """Chapter „zwischennachricht“: reactions with none, one, two, three or more (R27, A11)."""
    counts = Counter(min(len(case.interim_notices), 3) for case in year.received)
    none, one, two, more = (Cell(id=f"zn/{number}", count=counts[number]) for number in range(4))
    any_ = Cell(id="zn/mit", count=counts[1] + counts[2] + counts[3])
    about = About(
        key="zwischennachricht",
        title="Kundenreaktionen nach Zahl der Zwischennachrichten",
        definition="Zwischennachrichten, die bis zum Stichtag versandt waren.",
        first_column="Zwischennachrichten",
    )
    lines = [
        line("eine", one),
        line("zwei", two),
        line("drei oder mehr", more),
        line("mit Zwischennachricht", any_, is_total=True),
        line("keine", none),
        line(TOTAL, year.total, is_total=True),
    ]
    late = sum(any(notice.late for notice in case.interim_notices) for case in year.received)
    punctual = About(
        key="zn_frist",
        title="Zwischennachrichten und Frist",
        definition="Rechtzeitig: jede bis zum Ablauf der Frist versandt, die bis dahin galt.",
        first_column="Versand",
    )
    parts = [
        ("alle rechtzeitig", Cell(id="zn/rechtzeitig", count=(any_.count or 0) - late)),
        ("mindestens eine verspätet", Cell(id="zn/verspaetet", count=late)),
    ]
    return joined(
        Part(
            tables=(table(about, lines),),
            relations=(sum_of(any_, (one, two, more)), sum_of(year.total, (any_, none))),
            notes=("Die Gründe stehen in den Zwischennachrichten selbst. Sie werden nicht gezählt.",),
        ),
        partition(punctual, parts, ("mit Zwischennachricht", any_)),
    )
