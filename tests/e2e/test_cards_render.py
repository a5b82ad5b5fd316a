"""Every card of the gallery in the official renderer, in a real browser: no warning, nothing lost.

Needs npm's ``adaptivecards`` under ``node_modules``. Pictures of the cards
are left in ``tests/e2e/output/cards`` for people to look at.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cards.card_rules import parts_of
from cards.samples import samples

ROOT = Path(__file__).parents[2]
BUNDLE = ROOT / "node_modules/adaptivecards/dist/adaptivecards.min.js"
HOST_CONFIG = Path(__file__).with_name("teams_host_config.json")
PICTURES = Path(__file__).with_name("output") / "cards"

STYLE = """
body { margin: 0; padding: 12px; background: #F5F5F5; font: 14px "Segoe UI", Arial, sans-serif; }
#card { width: 448px; background: white; border: 1px solid #E0E0E0; border-radius: 4px; }
.ac-pushButton { font: 600 14px "Segoe UI", Arial, sans-serif; background: white; padding: 6px 12px;
  border: 1px solid #D1D1D1; border-radius: 4px; color: #242424; }
.ac-pushButton.style-positive { background: #5B5FC7; border-color: #5B5FC7; color: white; }
.ac-actionSet { flex-wrap: wrap; row-gap: 8px; }
.ac-input { font: 14px "Segoe UI", Arial, sans-serif; padding: 6px; border: 1px solid #D1D1D1;
  border-radius: 4px; box-sizing: border-box; }
textarea.ac-input { min-height: 80px; }
"""

# Teams interprets markdown; this knows just what the cards use of it: escapes and paragraphs.
DRAW = r"""
([payload, config]) => {
  const html = (text) => text.replace(/\\([\\*_`<~&])/g, (_, c) => c)
    .replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\n\n/g, "</p><p>");
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = `<p>${html(text)}</p>`;
    result.didProcess = true;
  };
  // The renderer checks "lang" with a global expression, which refuses every second card of a page.
  AdaptiveCards.AdaptiveCard.langProperty.regEx.lastIndex = 0;
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(config);
  const context = new AdaptiveCards.SerializationContext();
  card.parse(payload, context);
  const events = [];
  for (let i = 0; i < context.eventCount; i++) events.push(context.getEventAt(i).message);
  card.validateProperties().validationEvents.forEach((e) => events.push(e.message));
  const drawn = card.render();
  document.getElementById("card").replaceChildren(drawn ?? "");
  return events;
}
"""

TOO_WIDE = """
() => [...document.querySelectorAll(".ac-textBlock, .ac-richTextBlock, .ac-columnSet, .ac-container, html")]
  .filter((drawn) => drawn.scrollWidth > drawn.clientWidth + 1).map((drawn) => drawn.innerText)
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page with the renderer."""
    page = browser.new_page(viewport={"width": 480, "height": 900})
    page.set_content(f'<html lang="de"><style>{STYLE}</style><div id="card"></div></html>')
    page.add_script_tag(path=BUNDLE)
    yield page
    page.close()


def draw(page: Page, card: dict[str, Any]) -> list[str]:
    """Draw a card and return what the renderer or the console complains about."""
    complaints: list[str] = []

    def note(message: Any) -> None:  # noqa: ANN401 - a playwright event
        complaints.append(message.text)

    page.on("console", note)
    events = page.evaluate(DRAW, [card, json.loads(HOST_CONFIG.read_text(encoding="utf-8"))])
    page.remove_listener("console", note)
    return [*events, *complaints]


def unknown_charts(card: dict[str, Any]) -> list[str]:
    """Expect what the renderer says of each chart, which only Teams draws: its fallback stands there."""
    kinds = [part["type"] for part in parts_of(card) if part["type"].startswith("Chart.")]
    return [f'Unknown element type "{kind}". Fallback will be used if present.' for kind in kinds]


def not_folded(card: dict[str, Any], part: Mapping[str, Any]) -> bool:
    """Tell whether a row of buttons is in sight from the start."""
    return part is card or part["type"] == "ActionSet"


@pytest.mark.parametrize("name", sorted(samples()))
def test_every_sample_parses_and_renders_without_a_warning(name: str, page: Page) -> None:
    card = samples()[name]

    assert draw(page, card) == unknown_charts(card)

    PICTURES.mkdir(parents=True, exist_ok=True)
    page.locator("#card").screenshot(path=PICTURES / f"{name}.png")
    rows = [part["actions"] for part in parts_of(card) if "actions" in part and not_folded(card, part)]
    titles = [action["title"] for row in rows for action in row if action.get("mode") != "secondary"]
    shown = page.locator("#card .ac-pushButton:visible").all_inner_texts()
    assert sorted(title for title in shown if title != "...") == sorted(titles)
    assert page.locator('#card [role="heading"]').count() >= 1


def test_the_renderer_does_complain_about_a_wrong_card(page: Page) -> None:
    wrong = {
        "type": "AdaptiveCard",
        "version": "1.5",
        "body": [{"type": "Input.Text", "isRequired": True}, {"type": "Unknown"}],
    }

    assert len(draw(page, wrong)) >= 3


@pytest.mark.parametrize("name", ["handover", "bgf"])
def test_a_form_unfolds_with_its_inputs(name: str, page: Page) -> None:
    card = samples()[name]
    inner = [action for action in card["actions"] if action["type"] == "Action.ShowCard"]
    assert inner

    assert draw(page, card) == []
    for action in inner:
        page.get_by_role("button", name=action["title"]).click()
        for part in parts_of(action["card"]):
            if part["type"].startswith("Input."):
                assert page.get_by_text(part["label"]).first.is_visible()
        page.locator("#card").screenshot(path=PICTURES / f"{name}_{action['title'].split()[0].lower()}.png")


def test_what_people_wrote_is_shown_as_they_wrote_it(page: Page) -> None:
    draw(page, samples()["summary"])

    shown = page.locator("#card").inner_text().replace("\u2060", "")
    assert "<b>Dringend</b> 😟" in shown
    assert "karla_kundin@example.org" in shown
    assert page.locator("#card b").count() == 0


def test_the_bgf_unfolds_how_a_date_came_about(page: Page) -> None:
    assert draw(page, samples()["letter_bgf_new"]) == []
    explained = page.get_by_text("Der dritte Arbeitstag danach")
    assert not explained.is_visible()

    page.get_by_role("button", name="Wie wurde diese Frist berechnet? …").click()

    assert explained.is_visible()
    page.locator("#card").screenshot(path=PICTURES / "letter_bgf_new_explained.png")


def test_where_no_chart_is_drawn_its_numbers_stand_in_words(page: Page) -> None:
    card = samples()["weekly"]

    assert draw(page, card) == unknown_charts(card) != []

    assert page.get_by_text("6 neu, 5 abgeschlossen").first.is_visible()


@pytest.mark.parametrize("name", ["reminder_team", "reminder_bgf", "reminder_many", "weekly", "weekly_chat"])
def test_it_fits_on_a_narrow_phone(name: str, browser: Browser) -> None:
    narrow = browser.new_page(viewport={"width": 320, "height": 900})
    narrow.set_content(
        f'<html lang="de"><style>{STYLE}#card {{ width: 294px; }}</style><div id="card"></div>'
    )
    narrow.add_script_tag(path=BUNDLE)

    draw(narrow, samples()[name])

    PICTURES.mkdir(parents=True, exist_ok=True)
    narrow.locator("#card").screenshot(path=PICTURES / f"{name}_narrow.png")
    assert narrow.evaluate(TOO_WIDE) == []
    narrow.close()


def test_a_reminder_unfolds_why_a_thing_is_due_on_its_day(page: Page) -> None:
    draw(page, samples()["reminder_team"])
    explained = page.get_by_text("Der Tag des Eingangs zählt nicht mit").first
    assert not explained.is_visible()

    page.get_by_role("button", name="Wie wurde diese Frist berechnet? 0031 …").click()

    assert explained.is_visible()
