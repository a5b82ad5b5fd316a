"""A walk-in complaint, from the front desk's chat to the Teamleitung's card and back (GA V, R35-R37)."""

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e import intake
from tests.e2e.conftest import Windows

NUMBER = re.compile(r"KRM-\d{4}-\d{4}")


def test_front_desk_records_and_the_team_lead_answers(windows: Windows, pictures: Path) -> None:
    desk, lead, bgf = windows.of("Erika Empfang"), windows.of("Tom Teamleiter"), windows.of("Bea Büro")
    both = {"Erika Empfang, Empfang": desk, "Tom Teamleiter, Teamleitung Leistung A": lead}
    desk.sees("Guten Tag Erika")
    lead.sees("Guten Tag Tom")

    intake.start(desk)
    intake.tell_concern(desk)
    intake.tell_circumstances(desk)
    intake.tell_details(desk)
    intake.confirm(desk)

    expect(desk.newest).to_contain_text(NUMBER)
    lead.sees("Kundin/Kunde wartet")
    lead.sees_button("Ich komme")
    bgf.sees("bitte erfassen")
    windows.picture_side_by_side(both, pictures / "waiting.png")

    lead.press("Ich komme", within=lead.card_with("Kundin/Kunde wartet"))
    lead.sees("geantwortet: Ich komme")
    desk.sees("Die Teamleitung kommt gleich zu Ihnen.")
    windows.picture_side_by_side(both, pictures / "demo.png")


def test_answered_forms_leave_no_personal_data_in_the_chat(windows: Windows) -> None:
    desk = windows.of("Erika Empfang")

    intake.record(desk)

    everything = " ".join(desk.said.all_inner_texts())
    assert intake.CUSTOMER not in everything
    assert intake.SUMMARY not in everything


def test_complaint_in_one_line_asks_only_the_rest(windows: Windows) -> None:
    desk, lead = windows.of("Erika Empfang"), windows.of("Tom Teamleiter")
    desk.write("neu persönlich Leistung A: Bescheid seit sieben Wochen offen")

    desk.sees("Worum geht es?")
    desk.tick("Fachliche Beschwerde")
    desk.press("Weiter")
    desk.sees("Wie war es?")
    intake.tell_circumstances(desk)
    intake.tell_details(desk)
    intake.confirm(desk)

    lead.sees_button("Ich komme")
