"""How a walk-in complaint is recorded in the front desk's window."""

from tests.e2e.chat_window import ChatWindow

SUMMARY = "Der Bescheid ist seit sieben Wochen offen."
CUSTOMER = "Karla Kundin"


def start(window: ChatWindow) -> None:
    """Begin: who came how."""
    window.write("neu")
    window.sees("Wie hat sich die Kundin/der Kunde gemeldet?")
    window.press("Persönlich")
    window.sees("Worum geht es?")


def tell_concern(window: ChatWindow) -> None:
    """Tell what it is about."""
    window.tick("Fachliche Beschwerde")
    window.tick("Leistung A")
    window.fill("In ein, zwei Sätzen: Was ist passiert?", SUMMARY)
    window.press("Weiter")
    window.sees("Wie war es?")


def tell_circumstances(window: ChatWindow) -> None:
    """Tell that it could not be settled at the desk."""
    window.tick("Nein", question="Konnten Sie das Anliegen sofort klären?")
    window.press("Weiter")
    window.sees("Was muss die Teamleitung noch wissen?")


def tell_details(window: ChatWindow) -> None:
    """Tell that the customer waits, and who it is."""
    window.tick("Die Kundin/der Kunde wartet hier auf Antwort")
    window.fill("Name der Kundin/des Kunden", CUSTOMER)
    window.press("Weiter")
    window.sees("Stimmt das so?")


def confirm(window: ChatWindow) -> None:
    """Record it."""
    window.press("Erfassen")
    window.sees("ist angelegt")


def record(window: ChatWindow) -> None:
    """Record the whole complaint."""
    start(window)
    tell_concern(window)
    tell_circumstances(window)
    tell_details(window)
    confirm(window)
