"""``krm-bot cards``: writes the gallery of cards, for looking at and as golden files of the tests."""

import json
from pathlib import Path
from typing import Annotated

import typer

from cards.samples import samples


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""

    @app.command("cards")
    def write_cards(
        out: Annotated[Path, typer.Option("--out", help="Ordner für die Dateien; wird angelegt.")],
    ) -> None:
        """Schreibt jede Karte mit erfundenen Daten als JSON, eine Datei je Karte."""
        out.mkdir(parents=True, exist_ok=True)
        gallery = samples()
        for name, card in gallery.items():
            text = json.dumps(card, ensure_ascii=False, indent=1)
            (out / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")
        print(f"{len(gallery)} Karten in {out}")
