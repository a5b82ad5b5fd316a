"""What the invented office wrote for its yearly report: chapters and measures."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from casework.views_report import MeasureState, MeasureView, TextView

WRITTEN_AT = datetime(2027, 1, 12, 15, 40, tzinfo=ZoneInfo("Europe/Berlin"))


def a_text(key: str, title: str, text: str) -> TextView:
    """Make a chapter that somebody has written."""
    return TextView(
        key=key,
        title=title,
        text=text,
        version=1,
        written_at=WRITTEN_AT,
        gathered=("Baustein aus einem Abschluss, der nicht gedruckt wird",),
    )


TEXTS = (
    a_text(
        "schwerpunkte",
        "Schwerpunkte",
        "Die meisten Beschwerden betrafen lange Bearbeitungszeiten im ersten Quartal.\n\n"
        "Auffällig waren drei Themen:\n"
        "- Nachgereichte Unterlagen wurden spät zugeordnet.\n"
        "- Bescheide waren schwer zu verstehen.\n"
        "- Das Telefon war mittags nicht besetzt.",
    ),
    a_text("ursachen", "Ursachen", "Häufigste Ursache war der Ablauf, gefolgt von fehlender Information."),
    TextView(key="massnahmen", title="Beschlossene Maßnahmen", text="", version=0),
    a_text("wirkung", "Wirkung der Vorjahresmaßnahmen", "Zwei von drei Maßnahmen haben gewirkt."),
    TextView(key="lob", title="Lob", text="", version=0),
    a_text("ideen", "Ideen und Umsetzung", "Das Schild am Aufzug ist erneuert."),
    TextView(key="zusammenarbeit", title="Zusammenarbeit mit Dritten", text="", version=0),
    TextView(key="ausblick", title="Ausblick", text="", version=0),
)

MEASURES = (
    MeasureView(
        id="m-1",
        year=2026,
        text="Das Servicetelefon ist auch von 12 bis 13 Uhr besetzt.",
        responsible="Teamleitung Leistung A",
        due_on=date(2027, 3, 31),
        state=MeasureState.OPEN,
    ),
    MeasureView(
        id="m-2",
        year=2026,
        text="Bescheiden liegt ein Merkblatt in einfacher Sprache bei.",
        responsible="Geschäftsleitung",
        due_on=None,
        state=MeasureState.DONE,
        done_on=date(2026, 11, 2),
    ),
)

EARLIER_MEASURES = (
    MeasureView(
        id="m-0",
        year=2025,
        text="Eingescannte Post wird am selben Tag zugeordnet.",
        responsible="BGF",
        due_on=date(2026, 6, 30),
        state=MeasureState.DONE,
        done_on=date(2026, 5, 18),
        effect="Beschwerden über verlorene Post gingen von 31 auf 12 zurück.",
    ),
    MeasureView(
        id="m-00",
        year=2025,
        text="Ein zweiter Schalter in der Eingangszone.",
        responsible="Geschäftsleitung",
        due_on=date(2026, 9, 30),
        state=MeasureState.DROPPED,
    ),
)
