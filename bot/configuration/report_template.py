"""The template of the yearly report: a TOML file, as the Bundesagentur prescribes the format (GA VIII, R47).

What a file leaves out is as in the built-in one (``report_template.toml`` beside this module, printed by
``krm-bot report-template``); only the name of its version must be given.
"""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from bot.configuration.report_template_fields import TemplateFile
from bot.configuration.report_template_lines import line_of, syntax_line
from procedure.statistics.template import ReportTemplate

BUILT_IN: Final = "report_template.toml"
_MOST_BYTES: Final = 256 * 1024


class ReportTemplateError(ValueError):
    """The template cannot be used: one German sentence per problem, each naming file and line or field."""


def built_in_text() -> str:
    """Return the default as a commented TOML file to start one's own from."""
    return files(__package__).joinpath(BUILT_IN).read_text("utf-8")


def load_template(path: Path | None) -> ReportTemplate:
    """Read the office's template, the built-in one without a path; ReportTemplateError if it is wrong."""
    if path is None:
        return template_of(built_in_text(), BUILT_IN)
    try:
        with path.open("rb") as file:
            content = file.read(_MOST_BYTES + 1)
    except OSError:
        raise ReportTemplateError(
            f"Die Vorlage {path} ist nicht lesbar. Bitte prüfen Sie Pfad und Rechte."
        ) from None
    if len(content) > _MOST_BYTES:
        raise ReportTemplateError(f"Die Vorlage {path} ist zu groß. Bitte prüfen Sie den Pfad.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReportTemplateError(
            f"Die Vorlage {path} ist kein Text in UTF-8. Bitte speichern Sie sie als UTF-8."
        ) from None
    return template_of(text, path.name)


def template_of(text: str, name: str) -> ReportTemplate:
    """Read a template; ``name`` stands in the sentences of a ReportTemplateError."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ReportTemplateError(
            f"{name}, Zeile {syntax_line(error, text)}: Diese Zeile ist nicht lesbar. "
            "Bitte Anführungszeichen, Klammern und Gleichheitszeichen prüfen; jede Angabe darf nur einmal "
            "dastehen."
        ) from None
    try:
        return TemplateFile.model_validate(values).template()
    except ValidationError as error:
        raise ReportTemplateError("\n".join(_sentences(error, text, name))) from None


def _sentences(error: ValidationError, text: str, name: str) -> Iterator[str]:
    for item in error.errors():
        where = tuple(item["loc"])
        # A check of several fields names the one it is about.
        context = item.get("ctx", {}).get("error") if item["type"] == "value_error" else None
        if context is not None:
            where = (*where, *getattr(context, "where", ()))
        line = line_of(text, where)
        place = f"{name}, Zeile {line}" if line else name
        yield f"{place}: {_words(item['type'], where, str(context or ''))}"


def _words(kind: str, where: tuple[int | str, ...], own: str) -> str:
    field = ".".join(str(part) for part in where if isinstance(part, str))
    if own:
        return own
    if kind == "extra_forbidden":
        return f"Die Angabe „{field}“ gibt es nicht. Bitte prüfen Sie die Schreibweise."
    expected = TemplateFile.expected(where)
    if kind == "missing":
        return f"Die Angabe „{field}“ fehlt. Bitte {expected} angeben."
    return f"„{field}“: Bitte {expected} angeben."
