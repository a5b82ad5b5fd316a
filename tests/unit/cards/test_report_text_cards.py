"""The report's chapters and measures on cards: all that is typed fits, and nothing is lost (R46, R48)."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from cards.card import Card
from cards.card_rules import MAX_CHARACTERS, parts_of, size_of
from cards.measures import PAGE, due_measures_card, measure_form_card, measures_card
from cards.press import UnreadablePress
from cards.report_press import ReportPress
from cards.report_texts import NOT_WRITTEN, chapter_card, chapters_card, version_card
from casework.measure_owners import Owner
from casework.measures import EFFECT_LENGTH, MOST, TEXT_LENGTH, MeasureEntry, MeasureForm
from casework.report_gathered import MOST_NOTES, NOTE_LENGTH
from casework.report_texts import TEXT_LENGTH as CHAPTER_LENGTH
from casework.report_titles import QUALITATIVE_TITLES
from casework.views_report import MeasureState, MeasureView, TextView

AT = datetime(2027, 1, 20, 10, 0, tzinfo=UTC)
MEASURE_ID = "6f9619ff-8b86-4d01-b42d-00c04fc96500"
LOB = TextView(key="lob", title="Lob", text="Viel Lob", version=3, written_at=AT)
ENTRY = MeasureEntry(
    view=MeasureView(
        id=MEASURE_ID,
        year=2026,
        text="Wegweiser",
        responsible="Geschäftsleitung",
        due_on=date(2027, 3, 1),
        state=MeasureState.OPEN,
    ),
    version=2,
    owner="geschaeftsleitung/1",
)
FORM = MeasureForm(
    entry=ENTRY, owners=(Owner(key="geschaeftsleitung/1", words="Geschäftsleitung", staff_id=None),)
)
WORST = ('"', "\\", "😀", "\n", "ä", "<b>", "{{DATE(", "\x00", "\u202e")


def words_of(card: Card) -> str:
    found = [str(part.get(key, "")) for part in parts_of(card["body"]) for key in ("text", "value", "label")]
    runs = [run["text"] for part in parts_of(card["body"]) for run in part.get("inlines", ())]
    return "\n".join([*found, *runs])


def value_of(card: Card, input_id: str) -> str:
    (found,) = [part for part in parts_of(card) if part.get("id") == input_id]
    return str(found.get("value", ""))


class TestChapters:
    def test_each_chapter_says_how_far_it_is(self) -> None:
        views = [
            TextView(key=key, title=title, text="", version=0) for key, title in QUALITATIVE_TITLES.items()
        ]

        words = words_of(chapters_card(2026, [LOB, *views[:4], *views[5:]]))

        assert "1 von 8 Kapiteln sind geschrieben." in words
        assert "Fassung 3 vom Mittwoch, 20. Januar 2027" in words
        assert words.count(NOT_WRITTEN) == 7

    def test_buttons_are_short_for_a_phone_and_their_descriptions_name_the_chapter(self) -> None:
        long = TextView(key="ausblick", title="Zusammenarbeit mit Dritten im Sozialraum", text="", version=0)

        card = chapters_card(2026, [LOB, long])

        presses = [action for part in parts_of(card["body"]) for action in part.get("actions", ())]
        assert [press["title"] for press in presses] == ["Nr. 1 ändern", "Nr. 2 schreiben"]
        assert [press["tooltip"] for press in presses] == [
            "Nr. 1 ändern: Lob",
            "Nr. 2 schreiben: Zusammenarbeit mit Dritten im Sozialraum",
        ]
        assert "2. Zusammenarbeit mit Dritten im Sozialraum" in words_of(card)

    @pytest.mark.parametrize("sign", WORST)
    def test_the_longest_text_and_all_notes_fit_into_a_card(self, sign: str) -> None:
        long = (sign * CHAPTER_LENGTH)[:CHAPTER_LENGTH]
        view = replace(LOB, text=long, gathered=(sign * NOTE_LENGTH,) * MOST_NOTES)

        for card in (
            chapter_card(2026, view),
            chapter_card(2026, view, typed=(f"x{long}")[:CHAPTER_LENGTH], notice="Jemand war schneller."),
            version_card(2026, view, latest=3),
        ):
            assert size_of(card) <= MAX_CHARACTERS

    def test_of_two_texts_both_stand_on_the_card(self) -> None:
        other = "A" * CHAPTER_LENGTH
        mine = "B" * CHAPTER_LENGTH

        card = chapter_card(2026, replace(LOB, text=other), typed=mine, notice="Jemand war schneller.")

        assert value_of(card, "text") == mine
        assert other in words_of(card)

    def test_what_closings_noted_stays_off_a_card_that_stays_in_the_chat(self) -> None:
        view = replace(LOB, gathered=("KRM-2026-0001: Freundlich",))

        assert "Freundlich" in words_of(chapter_card(2026, view))
        assert "Freundlich" not in words_of(chapter_card(2026, view, with_notes=False))

    def test_versions_lead_to_their_neighbours(self) -> None:
        def titles(number: int) -> list[str]:
            card = version_card(2026, replace(LOB, version=number), latest=3)
            return [action["title"] for action in card["actions"]]

        assert titles(1) == ["Neuere", "Zum Bearbeiten"]
        assert titles(2) == ["Ältere", "Neuere", "Zum Bearbeiten"]
        assert titles(3) == ["Ältere", "Zum Bearbeiten"]


class TestMeasures:
    @pytest.mark.parametrize("sign", WORST)
    def test_the_longest_measures_fit_into_a_card(self, sign: str) -> None:
        view = replace(
            ENTRY.view, text=(sign * TEXT_LENGTH)[:TEXT_LENGTH], effect=(sign * EFFECT_LENGTH)[:EFFECT_LENGTH]
        )
        every = [
            replace(ENTRY, view=replace(view, id=f"{MEASURE_ID[:-2]}{number:02d}")) for number in range(MOST)
        ]

        for card in (
            *(measures_card(2026, every, page=page) for page in (1, 2, 99)),
            measure_form_card(2026, MEASURE_ID, replace(FORM, entry=every[0]), typed={"text": "anders"}),
            due_measures_card(every),
        ):
            assert size_of(card) <= MAX_CHARACTERS

    def test_a_long_list_has_pages_and_a_page_that_is_none_is_the_nearest(self) -> None:
        every = [
            replace(ENTRY, view=replace(ENTRY.view, text=f"Maßnahme {number}"))
            for number in range(1, PAGE + 2)
        ]

        assert f"{PAGE + 1}. Maßnahme {PAGE + 1}" not in words_of(measures_card(2026, every))
        for page in (2, 77):
            assert f"Maßnahme {PAGE + 1}" in words_of(measures_card(2026, every, page=page))

    def test_what_was_typed_stays_and_what_is_kept_stands_above(self) -> None:
        card = measure_form_card(2026, MEASURE_ID, FORM, typed={"text": "Neues Schild", "due": "2027-05-01"})

        assert (value_of(card, "text"), value_of(card, "due")) == ("Neues Schild", "2027-05-01")
        assert value_of(card, "owner") == "geschaeftsleitung/1"
        assert "So steht sie jetzt da" in words_of(card)
        assert "So steht sie jetzt da" not in words_of(measure_form_card(2026, MEASURE_ID, FORM))


class TestPress:
    def test_what_a_button_does_not_say_is_empty(self) -> None:
        press = ReportPress.read({})

        assert (press.year, press.chapter, press.seen, press.number, press.page) == (0, "", 0, 0, 1)
        assert (press.measure, dict(press.typed)) == ("", {})

    @pytest.mark.parametrize(
        "data",
        [
            {"year": "2026"},
            {"year": True},
            {"year": -1},
            {"year": 10**9},
            {"year": None},
            {"seen": 1.5},
            {"chapter": 7},
            {"chapter": "x" * 41},
            {"chapter": "../lob"},
            {"measure": "m1"},
            {"measure": MEASURE_ID.upper()},
            {"measure": ["a"]},
            {"page": "2"},
        ],
    )
    def test_what_no_button_of_ours_sends_is_refused(self, data: dict[str, object]) -> None:
        with pytest.raises(UnreadablePress):
            ReportPress.read(data)

    def test_inputs_are_texts_of_bounded_length(self) -> None:
        press = ReportPress.read({"year": 2026, "text": "x" * 90_000, "state": 7, "verb": "report.text"})

        assert set(press.typed) == {"text"}
        assert len(press.typed["text"]) == CHAPTER_LENGTH + 100
