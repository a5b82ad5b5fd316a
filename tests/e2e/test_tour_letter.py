"""docs/tour.md: a written complaint from receipt to closing, over five windows (GA II-VII)."""

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.chat_window import PATIENCE_MILLISECONDS
from tests.e2e.tour import Guided, Tour

SUMMARY = "Der Bescheid ist seit sieben Wochen offen."
CUSTOMER = "Karla Kundin"


def test_a_letter_comes_in(tour: Tour, pictures: Path) -> None:
    with tour.chapter("1. A letter comes in") as people:
        erika = people["Erika"]
        erika.types("neu")
        erika.presses("Brief")
        erika.ticks("Fachliche Beschwerde")
        erika.ticks("Leistung A")
        erika.fills("In ein, zwei Sätzen: Was ist passiert?", SUMMARY)
        erika.presses("Weiter")
        erika.fills("Wann ist die Reaktion bei uns eingegangen?", "gestern")
        erika.presses("Weiter")
        erika.fills("Name der Kundin/des Kunden", CUSTOMER)
        erika.fills("Anschrift, Telefon oder E-Mail", "Beispielweg 7, 12345 Musterstadt")
        erika.presses("Weiter")
        erika.sees("Das BGF bestätigt den Eingang bis")
        erika.presses("Erfassen")
        erika.sees("ist angelegt")
        people["Bea"].sees("bitte erfassen")
        people["Gerd"].sees("Entscheiden Sie bis")
        tour.picture(pictures, "tour-letter", "Erika", "Bea", "Gerd")


def test_bgf_files_the_scan_and_acknowledges(tour: Tour, pictures: Path, tmp_path: Path) -> None:
    with tour.chapter("2. The BGF records and acknowledges it") as people:
        bea = people["Bea"]
        number = tour.number_seen_by("Bea")
        bea.presses("Als erfasst bestätigen …")
        bea.records("Bestätigen")
        bea.types_into_the_terminal("s")
        bea.sees("Zu welchem Vorgang gehört die Datei?")
        bea.fills("Nummer des Vorgangs", number)
        bea.chooses("Was ist es?", "Eingegangenes Schreiben")
        bea.presses("Ablegen")
        bea.sees("Eingegangenes Schreiben liegt jetzt bei")
        bea.types("fristen")
        bea.sees("Fristen: 1")
        bea.presses("0001 öffnen")
        bea.records("Bestätigung erstellen")
        bea.presses("Eingangsbestätigung ansehen")
        download_once(bea, tmp_path)
        bea.presses("Vorgang öffnen")
        bea.sees("Ihr Zugriff ist protokolliert.")
        bea.presses("Karte wieder schließen", "Bestätigung versandt …")
        tour.picture(pictures, "tour-acknowledge", "Bea")
        bea.records("Versand festhalten")
        bea.sees("versandt am")


def download_once(bea: Guided, folder: Path) -> None:
    page = bea.opens("Herunterladen (fünf Minuten gültig)")
    with page.expect_download() as started:
        bea.presses_on(page, "Datei herunterladen")
    letter = folder / started.value.suggested_filename
    started.value.save_as(letter)
    bea.presses_on(page, "Datei herunterladen")
    bea.reads_on(page, "Der Link wurde schon benutzt")
    page.close()

    assert letter.suffix == ".docx"
    assert CUSTOMER in zipfile.ZipFile(letter).read("word/document.xml").decode()


def test_management_decides_and_the_team_sees_its_instruction(tour: Tour, pictures: Path) -> None:
    with tour.chapter("3. The management decides") as people:
        gerd, tom = people["Gerd"], people["Tom"]
        gerd.presses("Bearbeitung entscheiden …")
        gerd.fills("Maßgabe für das Team (freiwillig)", "Bitte den Bescheid in dieser Woche erteilen.")
        gerd.records("So entscheiden")
        gerd.sees("Ihre Maßgabe:")
        tom.sees("Maßgabe der Geschäftsleitung:")
        tom.records("Empfang bestätigen")
        tour.picture(pictures, "tour-decision", "Gerd", "Tom")
        tom.presses("Beschäftigte informiert …")
        tom.fills("Wie viele Beschäftigte?", "2")
        tom.records("Information festhalten")
        tom.sees("(2)")


def test_deputy_sends_an_interim_notice_while_the_lead_is_away(tour: Tour, pictures: Path) -> None:
    with tour.chapter("4. Tom is away, Sina stands in") as people:
        tom, sina = people["Tom"], people["Sina"]
        tom.types("abwesend bis morgen")
        tom.sees("vertreten durch Sina Stellvertretung")
        sina.sees("Sie handeln in Vertretung (i. V.).")
        sina.records("Übernehmen")
        sina.sees("Sina Stellvertretung (i. V.)")
        sina.presses("Zwischennachricht erfassen …")
        sina.fills("Warum dauert es länger?", "Uns fehlt noch eine Auskunft der Krankenkasse.")
        sina.records("Schreiben erstellen und erfassen")
        sina.sees("neue Frist")
        people["Bea"].sees("neue Frist")
        tour.picture(pictures, "tour-deputy", "Tom", "Sina", "Bea")
        tom.types("wieder da")
        tom.sees("Willkommen zurück.")


def test_team_answers_and_closes(tour: Tour, pictures: Path) -> None:
    with tour.chapter("5. The answer") as people:
        tom = people["Tom"]
        tom.types("meine")
        tom.sees("Ihre Aufgaben: 1")
        tom.presses("0001 öffnen")
        tom.records("Übernehmen")
        tom.presses("Antwort erstellen …")
        tom.chooses("Was ist das Ergebnis?", "begründet")
        tom.fills("Ergebnis in Worten", "Ihr Antrag lag zu lange bei uns. Der Bescheid ist heute ergangen.")
        tom.records("Schreiben erstellen")
        tom.presses("Antwort ansehen", "Abschließen …")
        tom.chooses("Was ist das Ergebnis?", "begründet")
        tom.chooses("Auf welchem Weg?", "als Brief")
        tour.picture(pictures, "tour-closing", "Tom")
        tom.records("Vorgang abschließen")
        tom.sees("Der Vorgang ist abgeschlossen.")


def test_bgf_files_it_and_the_front_desk_learns_the_bare_fact(tour: Tour, pictures: Path) -> None:
    with tour.chapter("6. The end, and finding it again") as people:
        bea, erika, gerd = people["Bea"], people["Erika"], people["Gerd"]
        number = tour.number_seen_by("Bea")
        bea.sees("bitte Ablage prüfen")
        bea.records("Ablage vollständig")
        bea.sees("Es ist nichts mehr zu tun.")
        erika.sees("ist abgeschlossen.")
        assert_says_nothing_of_the_result(people["Erika"].window.page)
        # The same card has told her unasked; what she asks for comes beside it.
        told = erika.window.said.filter(has_text="Sie müssen nichts mehr tun.")
        unasked = told.count()
        erika.types(f"status {number}")
        expect(told).not_to_have_count(unasked, timeout=PATIENCE_MILLISECONDS)
        erika.sees("Sie müssen nichts mehr tun.")
        gerd.types("offen")
        gerd.sees("Offene Vorgänge: keine")
        bea.types("suche Leistung A abgeschlossen")
        bea.sees("Suche: 1")
        tour.picture(pictures, "tour-end", "Bea", "Erika")


def assert_says_nothing_of_the_result(page: Page) -> None:
    """Who reported it learns that it is over, nothing else (A19, section 4)."""
    for word in (CUSTOMER, SUMMARY, "begründet", "Bescheid ist heute ergangen"):
        expect(page.locator(".fai-OutputCard", has_text=word)).to_have_count(0)
