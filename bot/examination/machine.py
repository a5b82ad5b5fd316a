"""What can be seen without the database: settings, files, holidays, letters."""

import os
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bot.configuration.settings import Settings, unknown_variables
from bot.examination.finding import Finding, error, fine, hint
from documents.letters import template_problems
from procedure.working_days import LAST_YEAR
from storage.engine import embedded_file

OTHERS_MAY = stat.S_IRWXG | stat.S_IRWXO


def examine_machine(settings: Settings, today: date) -> Iterator[Finding]:
    """Look at everything that the settings say and name."""
    yield from _settings(settings)
    yield from _files(settings)
    yield _holidays(today)
    yield from _letters(settings)
    if settings.channel is None:
        yield hint(
            "Kanal",
            "Die Wochenübersicht steht in keinem Kanal.",
            "Bitte KRM_WEEKLY_CHANNEL auf den Link zum Kanal setzen, wenn sie dort stehen soll.",
        )


def _settings(settings: Settings) -> Iterator[Finding]:
    about = "Einstellungen"
    if settings.has_credentials:
        yield fine(about, "Die Einstellungen sind lesbar und passen zusammen.")
    else:
        yield hint(
            about,
            "Der Bot hat keine Anmeldung und ist nur auf diesem Rechner erreichbar.",
            "Für Teams bitte KRM_APP_ID, KRM_APP_PASSWORD und KRM_TENANT_ID setzen.",
        )
    for name in unknown_variables():
        yield hint(about, f"{name} ist keine Einstellung.", "Bitte die Schreibweise prüfen.")


def _files(settings: Settings) -> Iterator[Finding]:
    for about, file in (
        ("Schlüssel", settings.key_file),
        ("Datenbank", embedded_file(settings.database_url)),
    ):
        if file is None or not file.exists() or os.name != "posix":
            continue  # a missing one is named by whoever opens it
        if about == "Schlüssel":
            if stat.S_IMODE(file.stat().st_mode) & OTHERS_MAY:
                yield error(about, f"{file} ist für andere lesbar.", f"Bitte „chmod 600 {file}“ ausführen.")
            else:
                yield fine(about, f"Nur das Konto des Bots darf {file} lesen.")
        elif _is_open_to_others(file):
            yield error(
                about,
                f"{file} ist für andere lesbar; Termine und Nummern stehen offen darin.",
                f"Bitte „chmod 700 {file.parent}“ ausführen.",
            )
        else:
            yield fine(about, f"Nur das Konto des Bots kommt an {file}.")


def _is_open_to_others(file: Path) -> bool:
    """Tell whether somebody else may read a file and may enter the folder it is in."""
    return all(stat.S_IMODE(place.stat().st_mode) & OTHERS_MAY for place in (file, file.absolute().parent))


def _holidays(today: date) -> Finding:
    about, year = "Feiertage", today.year + 1
    if year > LAST_YEAR:
        return error(
            about,
            f"Für {year} sind keine Feiertage bekannt.",
            "Bitte das Programm aktualisieren: Fristen über das Jahresende kann es sonst nicht berechnen.",
        )
    return fine(about, f"Die Feiertage von {today.year} und {year} sind bekannt.")


def _letters(settings: Settings) -> Iterator[Finding]:
    problems = template_problems(settings.templates_dir)
    for problem in problems:
        yield error("Briefvorlagen", problem, "Bitte die Vorlage in Word berichtigen.")
    if not problems:
        yield fine("Briefvorlagen", "Alle Vorlagen lassen sich füllen.")
