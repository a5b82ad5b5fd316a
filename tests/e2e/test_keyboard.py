"""Everything works with the keyboard alone: Tab, Space, Enter and letters (WCAG 2.1.1)."""

from tests.e2e import intake
from tests.e2e.chat_window import ChatWindow
from tests.e2e.conftest import Windows


def press_key_on(window: ChatWindow, name: str, key: str) -> None:
    window.tab_to(name)
    window.page.keyboard.press(key)


def test_complaint_is_recorded_and_answered_without_a_mouse(windows: Windows) -> None:
    desk, lead = windows.of("Erika Empfang"), windows.of("Tom Teamleiter")

    desk.tab_to("Nachricht")
    desk.page.keyboard.type("neu")
    desk.page.keyboard.press("Enter")
    desk.sees("Wie hat sich die Kundin/der Kunde gemeldet?")
    press_key_on(desk, "Persönlich", "Enter")
    desk.sees("Worum geht es?")
    press_key_on(desk, "Fachliche Beschwerde", "Space")
    press_key_on(desk, "Leistung A", "Space")
    desk.tab_to("In ein, zwei Sätzen: Was ist passiert?")
    desk.page.keyboard.type(intake.SUMMARY)
    press_key_on(desk, "Weiter", "Enter")
    desk.sees("Wie war es?")
    desk.tab_to("Ja")
    desk.page.keyboard.press("ArrowDown")
    press_key_on(desk, "Weiter", "Enter")
    desk.sees("Was muss die Teamleitung noch wissen?")
    press_key_on(desk, "Die Kundin/der Kunde wartet hier auf Antwort", "Space")
    press_key_on(desk, "Weiter", "Enter")
    desk.sees("Stimmt das so?")
    press_key_on(desk, "Erfassen", "Enter")
    desk.sees("ist angelegt")

    lead.sees_button("Ich komme")
    press_key_on(lead, "Ich komme", "Enter")
    desk.sees("Die Teamleitung kommt gleich zu Ihnen.")
