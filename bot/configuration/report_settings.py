"""Where the office's template of the yearly report is (GA VIII, R47)."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel

from bot.configuration.fields import plain
from bot.configuration.report_template import load_template
from procedure.statistics.template import ReportTemplate


def _usable(path: Path | None) -> Path | None:
    """Refuse a template that cannot be used at the start, not months later when the report is due."""
    load_template(path)
    return path


class ReportSettings(BaseModel):
    """The template of the yearly report."""

    report_template: Annotated[Path | None, AfterValidator(_usable)] = plain(
        None,
        "Vorlage des Jahresberichts (TOML, siehe krm-bot report-template); leer: die eingebaute Vorlage",
        "den Pfad einer Datei",
    )

    @property
    def template(self) -> ReportTemplate:
        """The template, read anew."""
        return load_template(self.report_template)
