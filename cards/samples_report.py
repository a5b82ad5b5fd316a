"""The gallery of the yearly numbers: statistics, teams by quarter, report, export."""

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cards.card import Card
from cards.report import export_card, not_made_card, progress_card, release_question_card, report_card
from cards.sample_figures import sample_figures, sample_quarters
from cards.statistics import counting_card, not_counted_card, statistics_card, teams_card
from casework.views_report import MeasureState, MeasureView, ReportView, TextView
from casework.views_statistics import StatisticsView, TeamsView
from procedure.statistics.template import ReportTemplate

_BERLIN = ZoneInfo("Europe/Berlin")
_NOW = datetime(2026, 11, 19, 14, 5, tzinfo=_BERLIN)
_MADE_AT = datetime(2027, 1, 14, 9, 5, tzinfo=_BERLIN)
_TEMPLATE = ReportTemplate(version="Muster 1")
_FAILED = "Der Bericht 2026 ist nicht fertig geworden, bitte schreiben Sie noch einmal „bericht 2026“."

STATISTICS = StatisticsView(
    year=2026, counted_at=_NOW, figures=sample_figures(), thresholds=_TEMPLATE.thresholds
)
QUARTERS = TeamsView(
    year=2026, counted_at=_NOW, quarters=3, table=sample_quarters(), thresholds=_TEMPLATE.thresholds
)
DRAFT = ReportView(
    year=2026,
    version=2,
    checksum="5f1c0a9e3b7d24681357acdf02468bdf5f1c0a9e3b7d24681357acdf02468bdf",
    made_at=_MADE_AT,
    released_at=None,
    key_date=date(2026, 12, 31),
    template=_TEMPLATE,
    figures=sample_figures(),
    protected=True,
    texts=(
        TextView(key="schwerpunkte", title="Schwerpunkte", text="Lange Bearbeitungszeiten.", version=1),
        TextView(key="ursachen", title="Ursachen", text="", version=0),
        TextView(key="ausblick", title="Ausblick", text="", version=0),
    ),
    measures=(
        MeasureView(
            id="m-1",
            year=2026,
            text="Das Servicetelefon ist auch mittags besetzt.",
            responsible="Teamleitung Leistung A",
            due_on=None,
            state=MeasureState.OPEN,
        ),
    ),
)
RELEASED = replace(DRAFT, released_at=datetime(2027, 3, 4, 11, 0, tzinfo=_BERLIN), texts=(), measures=())


def report_samples() -> dict[str, Card]:
    """Draw what is about a year."""
    at = _MADE_AT
    return {
        "statistics": statistics_card(STATISTICS, now=_NOW),
        "statistics_counting": counting_card(2026),
        "statistics_failed": not_counted_card(2026, "Ich konnte 2026 nicht zählen."),
        "statistics_teams": teams_card(QUARTERS, now=_NOW),
        "statistics_teams_none_yet": teams_card(replace(QUARTERS, quarters=0, table=None), now=_NOW),
        "report_progress": progress_card(2026, 1200, 3400),
        "report_failed": not_made_card(2026, _FAILED),
        "report_draft": report_card(DRAFT, now=at, may_release=False),
        "report_draft_management": report_card(DRAFT, now=_NOW, may_release=True),
        "report_link": report_card(
            DRAFT, now=at, may_release=True, link="https://bot.jobcenter.example/files/abc"
        ),
        "report_release_question": release_question_card(DRAFT, now=at),
        "report_release_question_early": release_question_card(DRAFT, now=_NOW),
        "report_released": report_card(
            RELEASED, now=at, may_release=True, notice="Der Bericht ist freigegeben."
        ),
        "report_draft_after_release": report_card(
            replace(DRAFT, version=5, released_version=3), now=at, may_release=False
        ),
        "export": export_card(2026, 387, "https://bot.jobcenter.example/files/abc"),
    }
