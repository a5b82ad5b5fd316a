"""``krm-bot cards``: the gallery, and the golden files it is compared with.

After a wanted change: ``krm-bot cards --out tests/data/cards``, look at the difference, commit it.
"""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from bot.cli import cards as command
from cards.samples import samples

GOLDEN = Path(__file__).parents[2] / "data" / "cards"
RENEW = "Gewollt? Dann: krm-bot cards --out tests/data/cards"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the command once, into a folder that does not exist yet: drawing every card takes a second."""
    folder = tmp_path_factory.mktemp("gallery") / "neu"
    app = typer.Typer()
    command.register(app)
    result = CliRunner().invoke(app, ["--out", str(folder)])
    assert result.exit_code == 0, result.output
    assert f"{len(samples())} Karten" in result.output
    return folder


def test_it_writes_every_sample_as_json_one_file_a_card(written: Path) -> None:
    cards = samples()
    assert {path.stem for path in written.iterdir()} == set(cards)
    for path in written.iterdir():
        assert json.loads(path.read_text(encoding="utf-8")) == cards[path.stem]


def test_the_golden_files_are_the_gallery() -> None:
    assert {path.stem for path in GOLDEN.glob("*.json")} == set(samples()), RENEW


@pytest.mark.parametrize("name", sorted(samples()))
def test_a_card_looks_as_it_was_approved(name: str, written: Path) -> None:
    approved = (GOLDEN / f"{name}.json").read_text(encoding="utf-8")

    assert (written / f"{name}.json").read_text(encoding="utf-8") == approved, RENEW
