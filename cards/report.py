"""The yearly report in the chat: while it is put together, as a draft with its gaps, released (R46)."""

from collections.abc import Iterator
from datetime import datetime

from cards.action_elements import Action, ActionSet, OpenUrl
from cards.buttons import button
from cards.card import Card, card
from cards.card_rules import CardTooLarge
from cards.elements import Block
from cards.figure_charts import cells_in, chart_blocks, table_in
from cards.figure_words import duration_words, legend, share_words, signs_in, whole
from cards.layout import band, box, facts, heading, notice_band, small, text
from cards.statistics import in_words
from cards.verbs import REPORT_FILE, REPORT_MEASURES, REPORT_RELEASE, REPORT_SHOW, REPORT_TEXTS
from cards.wording import long_date, long_instant
from casework.views_report import MeasureState, ReportView
from procedure.statistics.figures import CountTable, Share, Sign

DOWNLOAD = "Herunterladen (fünf Minuten gültig)"
ASKED = "Bitte stimmen Sie im Chat zu, dann liegt die Datei gleich in Ihrem OneDrive."
EARLY = "Der Stichtag kommt noch: Diese Zahlen sind vorläufig."
NOTHING_MISSING = "Es fehlt nichts."
AGAIN = "Was Sie ändern, steht im Bericht, wenn Sie noch einmal „bericht {year}“ schreiben."
FORMATS = {"xlsx": "Excel", "docx": "Word"}
"""Formats of the files, and how their buttons are called."""

_SHOWN = ("monate", "anliegen", "ergebnis")
"""Tables drawn on the card; all are in the files."""
_IN_SHORT = ("eingangsbestaetigung", "abschluss")
_MEASURES, _EFFECTS = "massnahmen", "wirkung"
"""Chapters printed with the measures of the year, and with what those of the year before brought about."""
_CHECKSUM = 12
"""Digits of the checksum that people compare."""


def report_card(
    view: ReportView, *, now: datetime, may_release: bool, notice: str = "", link: str = ""
) -> Card:
    """Draw a run. ``now`` is local. ``link``: a file was asked for, here it is.

    Where not all charts fit into one card, the last ones give way; they are in the files.
    """
    tables = [table for key in _SHOWN if (table := table_in(view.figures, key)) is not None]
    while True:
        try:
            return _drawn(view, tables, now, may_release=may_release, notice=notice, link=link)
        except CardTooLarge:
            if not tables:
                raise
            tables = tables[:-1]


def _drawn(
    view: ReportView, tables: list[CountTable], now: datetime, *, may_release: bool, notice: str, link: str
) -> Card:
    title = f"Jahresbericht {view.year}"
    state = state_words(view)
    thresholds = view.template.thresholds
    offer: list[Block] = [ActionSet(actions=[OpenUrl(title=DOWNLOAD, url=link)])] if link else []
    body: list[Block] = [*notice_band(notice), heading(title), text(state, bold=True, spacing="none")]
    body += _running(view, now)
    body += facts(
        [
            ("Version", f"{view.version} vom {long_instant(view.made_at)}"),
            ("Stichtag", long_date(view.key_date)),
            ("Vorzulegen bis", _due_words(view, now)),
            *_in_short(view),
        ]
    )
    # Right below the first signs: whoever meets one lower down has read what it means.
    explained = legend(signs_in(cells_in(tables, _shares(view))), thresholds)
    body += [small(explained)] if explained else []
    if view.released_at is None:
        body.append(
            box("Das fehlt noch", *(_missing(view) or [NOTHING_MISSING]), AGAIN.format(year=view.year))
        )
    for table in tables:
        body += chart_blocks(table, thresholds)
    body += in_words(tables, thresholds)
    body.append(small(f"Prüfsumme {view.checksum[:_CHECKSUM]}"))
    # The card is long, and its buttons stand at the end: the link appears beside what was pressed.
    body += offer
    brief = " ".join([f"{title}, {state}.", *(_missing(view) if view.released_at is None else [])])
    return card(
        body=body,
        actions=_actions(view, may_release=may_release),
        fallback_text=brief,
        speak=brief,
        full_width=True,
    )


def release_question_card(view: ReportView, *, now: datetime) -> Card:
    """Ask once more: what is released stays released (R46); warns before the Stichtag. ``now`` is local."""
    title = f"Jahresbericht {view.year} freigeben?"
    missing = _missing(view)
    body: list[Block] = [
        heading(title),
        text(f"Version {view.version} vom {long_instant(view.made_at)}."),
        text("Was freigegeben ist, bleibt, wie es ist. Änderungen brauchen danach eine neue Version."),
        *([band("warning", text(EARLY, bold=True))] if _is_early(view, now) else []),
        *([band("warning", text("Das fehlt noch:", bold=True), *map(text, missing))] if missing else []),
    ]
    data: dict[str, object] = {"year": view.year, "version": view.version}
    return card(
        body=body,
        actions=[
            button("Ja, freigeben", REPORT_RELEASE, {**data, "confirmed": True}, positive=True),
            button("Zurück", REPORT_SHOW, data, ignores_form=True),
        ],
        fallback_text=f"{title} Version {view.version}.",
        speak=title,
    )


def progress_card(year: int, done: int = 0, total: int = 0) -> Card:
    """Say how far it is; the report takes this card's place."""
    words = f"Ich stelle den Bericht {year} zusammen …"
    counted = f"{whole(done)} von {whole(total)} Vorgängen gezählt" if total else ""
    body: list[Block] = [heading(f"Jahresbericht {year}"), text(words)]
    body += [text(counted, spacing="small")] if counted else []
    return card(body=body, fallback_text=f"{words} {counted}".strip(), speak=words)


def not_made_card(year: int, sentence: str) -> Card:
    """Say why there is no report."""
    body: list[Block] = [heading(f"Jahresbericht {year}"), text(sentence)]
    return card(body=body, fallback_text=sentence, speak=sentence)


def export_card(year: int, cases: int, link: str) -> Card:
    """Offer the year's cases for the KRM-Tool (A1); without a link the person is asked in the chat."""
    words = f"{whole(cases)} Vorgänge" if cases != 1 else "1 Vorgang"
    title = f"Export {year}: {words}"
    offer: Block = ActionSet(actions=[OpenUrl(title=DOWNLOAD, url=link)]) if link else text(ASKED)
    body: list[Block] = [
        heading(title),
        text("Eine CSV-Datei für das KRM-Tool, mit allen Vorgängen, die Sie sehen dürfen. Ohne Namen."),
        offer,
        small("Der Abruf wird protokolliert."),
    ]
    return card(body=body, fallback_text=title, speak=title)


def state_words(view: ReportView) -> str:
    """Say whether the management has released it."""
    if view.released_at is None and view.released_version is not None:
        return f"Neuer Entwurf. Freigegeben ist Version {view.released_version}"
    if view.released_at is None:
        return "Entwurf, noch nicht freigegeben"
    return f"Freigegeben am {long_date(view.released_at.date())}"


def _actions(view: ReportView, *, may_release: bool) -> list[Action]:
    year: dict[str, object] = {"year": view.year}
    run = {**year, "version": view.version}
    files = [
        button(title, REPORT_FILE, {**run, "format": name}, tooltip=f"{title}-Datei des Berichts holen")
        for name, title in FORMATS.items()
    ]
    written = [
        button("Kapitel bearbeiten", REPORT_TEXTS, year),
        button("Maßnahmen", REPORT_MEASURES, year),
    ]
    release = [button("Freigeben", REPORT_RELEASE, run)] if may_release else []
    return [*files, *written, *(release if view.released_at is None else []), *_released(view)]


def _released(view: ReportView) -> list[Action]:
    """Lead to the released version: what is changed after it makes newer drafts, it stays the report."""
    if view.released_version in {None, view.version}:
        return []
    data: dict[str, object] = {"year": view.year, "version": view.released_version}
    return [button(f"Freigegebene Version {view.released_version}", REPORT_SHOW, data, ignores_form=True)]


def _running(view: ReportView, now: datetime) -> list[Block]:
    return [text(EARLY, spacing="small")] if _is_early(view, now) else []


def _due_words(view: ReportView, now: datetime) -> str:
    """Write the day, and of a draft that it is over: a card that says no more reads as if there were time."""
    day = view.template.due_on(view.year)
    over = view.released_at is None and view.released_version is None and now.date() > day
    return f"{long_date(day)} (dieser Tag ist vorbei)" if over else long_date(day)


def _is_early(view: ReportView, now: datetime) -> bool:
    return now.date() <= view.key_date


def _in_short(view: ReportView) -> Iterator[tuple[str, str]]:
    for chapter in view.figures.chapters:
        if chapter.key in _IN_SHORT:
            for share in chapter.shares:
                yield share.label, share_words(share, view.template.thresholds)
            for duration in chapter.durations:
                if duration.sign is not Sign.TOO_FEW:
                    yield duration.label, duration_words(duration)


def _shares(view: ReportView) -> list[Share]:
    return [share for each in view.figures.chapters if each.key in _IN_SHORT for share in each.shares]


def _missing(view: ReportView) -> list[str]:
    """Say which chapters nobody has written, and which measures have no date.

    The chapters about measures are printed with the measures themselves: where there are some, nothing is
    missing.
    """
    told = {_MEASURES} if view.measures else set()
    told |= {_EFFECTS} if any(measure.effect.strip() for measure in view.earlier_measures) else set()
    unwritten = [each.title for each in view.texts if not each.text.strip() and each.key not in told]
    undated = sum(measure.due_on is None and measure.state is MeasureState.OPEN for measure in view.measures)
    said = [f"Nicht geschrieben: {', '.join(unwritten)}."] if unwritten else []
    if undated:
        said.append("1 Maßnahme ohne Termin." if undated == 1 else f"{undated} Maßnahmen ohne Termin.")
    return said
