"""Figures of an invented year for the gallery: made up, not counted; some numbers are hidden already."""

from collections.abc import Sequence

from procedure.days_in_words import MONTHS
from procedure.statistics.figures import (
    Cell,
    Chapter,
    Chart,
    CountTable,
    Duration,
    Figures,
    Line,
    Secrecy,
    Share,
    Sign,
)

_WHAT = "Gezählt werden Kundenreaktionen, die im Jahr eingegangen sind."
_TOTAL = "Kundenreaktionen insgesamt"
_MONTHLY = (38, 31, 44, 29, 27, 33, 25, 21, 36, 41, 35, 0)
_SMALL, _LOCKED = Sign.SMALL, Sign.COMPLEMENT
_QUARTERLY: "Sequence[tuple[str, Sequence[Shown]]]" = (
    ("Leistung A", (31, 24, 22)),
    ("Leistung B", (27, 19, 21)),
    ("Markt und Integration", (18, 16, 14)),
    ("Unterhalt und Rückforderung", (_SMALL, 9, _SMALL)),
    ("Empfang", (_LOCKED, 7, _LOCKED)),
    ("mehrere Teams", (17, 8, 9)),
    ("kein Team genannt", (9, 6, 8)),
    (_TOTAL, (113, 89, 82)),
)

Shown = int | Sign
Rows = Sequence[tuple[str, Shown]]


def sample_figures(year: int = 2026) -> Figures:
    """Return the figures of 360 reactions."""
    return Figures(
        year=year,
        definitions="Muster 1",
        chapters=(
            Chapter(key="eingaenge", title="Eingänge", tables=(_months(),)),
            Chapter(key="eingangsweg", title="Eingangsweg", tables=(_ways(),)),
            Chapter(key="anliegen", title="Anliegensarten", tables=(_kinds(),)),
            Chapter(key="teams", title="Teams", tables=(sample_quarters(),)),
            _acknowledgements(),
            _closings(),
            Chapter(key="ergebnis", title="Ergebnisse", tables=(_results(),)),
        ),
    )


def sample_quarters() -> CountTable:
    """Return the teams in three quarters."""
    lines = [
        Line(
            key=label,
            label=label,
            cells=tuple(_cell(f"teams/{label}/{at}", value, by_team=True) for at, value in enumerate(values)),
            is_total=label == _TOTAL,
        )
        for label, values in _QUARTERLY
    ]
    return CountTable(
        key="teams",
        title="Betroffene Teams je Quartal",
        definition=_WHAT,
        first_column="Team",
        columns=("1. Quartal", "2. Quartal", "3. Quartal"),
        lines=tuple(lines),
    )


def _months() -> CountTable:
    rows = list(zip(MONTHS, _MONTHLY, strict=True))
    return _table("monate", "Eingänge je Monat", "Monat", [*rows, (_TOTAL, 360)], chart=Chart.COLUMNS)


def _ways() -> CountTable:
    rows = (("schriftlich", 112), ("elektronisch", 138), ("telefonisch", 66), ("persönlich", 44))
    return _table("eingangsweg", "Eingangsweg", "Eingangsweg", [*rows, (_TOTAL, 360)])


def _kinds() -> CountTable:
    rows: Rows = (
        ("Fachliche Beschwerde", 231),
        ("Lob", 48),
        ("Idee oder Anregung", 37),
        ("Petition", _SMALL),
        ("Eingabe", 17),
        ("Dienstaufsichtsbeschwerde", 24),
        ("Fachaufsichtsbeschwerde", _LOCKED),
        ("Folgereaktion", 29),
    )
    return _table("anliegen", "Anliegensarten", "Anliegensart", [*rows, ("Nennungen insgesamt", 394)])


def _acknowledgements() -> Chapter:
    rows: Rows = (
        ("rechtzeitig versandt", 219),
        ("verspätet versandt", 14),
        ("nicht versandt, Frist abgelaufen", 3),
        ("zu bestätigen", 236),
        ("entfallen", 11),
        ("noch nicht fällig", 3),
        ("nicht nötig", 110),
    )
    table = _table("eingangsbestaetigung", "Eingangsbestätigungen", "Eingangsbestätigung", rows)
    quota = _share("Rechtzeitig bestätigt", 219, 236, 92.8)
    return Chapter(key="eingangsbestaetigung", title="Bestätigung", tables=(table,), shares=(quota,))


def _closings() -> Chapter:
    rows: Rows = (
        ("innerhalb der ersten Frist", 241),
        ("innerhalb der zugesagten Frist", 47),
        ("verspätet, mit Zwischennachricht", 9),
        ("verspätet, ohne Zwischennachricht", 15),
        ("abgeschlossen", 312),
    )
    return Chapter(
        key="abschluss",
        title="Abschluss",
        tables=(_table("abschluss", "Abschluss und Frist", "Abschluss", rows),),
        shares=(
            _share("Innerhalb der ersten Frist abgeschlossen", 241, 312, 77.2),
            _share("Erste oder zugesagte Frist eingehalten", 288, 312, 92.3),
        ),
        durations=(
            Duration(
                key="bearbeitung",
                label="Vom Eingang bis zum Abschluss",
                definition=_WHAT,
                of=_cell("abschluss/abgeschlossen", 312),
                median=9.5,
                ninth_decile=16.0,
            ),
        ),
    )


def _results() -> CountTable:
    rows: Rows = (
        ("begründet", 98),
        ("teilweise begründet", 61),
        ("unbegründet", 87),
        ("nicht feststellbar", 12),
        ("entfällt", 54),
        ("abgeschlossen", 312),
    )
    return _table("ergebnis", "Ergebnis", "Ergebnis", rows)


def _table(key: str, title: str, first_column: str, rows: Rows, *, chart: Chart = Chart.BARS) -> CountTable:
    totals = {_TOTAL, "Nennungen insgesamt", "zu bestätigen", "abgeschlossen"}
    return CountTable(
        key=key,
        title=title,
        definition=_WHAT,
        first_column=first_column,
        columns=("Kundenreaktionen",),
        lines=tuple(
            Line(key=label, label=label, cells=(_cell(f"{key}/{label}", shown),), is_total=label in totals)
            for label, shown in rows
        ),
        chart=chart,
    )


def _share(label: str, part: int, whole: int, percent: float) -> Share:
    return Share(
        key=label,
        label=label,
        definition=_WHAT,
        part=_cell(f"{label}/teil", part),
        whole=_cell(f"{label}/ganzes", whole),
        percent=percent,
    )


def _cell(cell_id: str, shown: Shown, *, by_team: bool = False) -> Cell:
    secrecy = Secrecy.BY_TEAM if by_team else Secrecy.ORDINARY
    if isinstance(shown, Sign):
        return Cell(id=cell_id, count=None, sign=shown, secrecy=secrecy)
    return Cell(id=cell_id, count=shown, secrecy=secrecy)
