"""docs/tour.md: a petition over two teams, led by the management, with two contributions (R12, R13)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.tour import Guided, Tour

GIVE = "An die Geschäftsleitung geben"


def test_petition_arrives_through_another_authority_with_its_date(tour: Tour, pictures: Path) -> None:
    with tour.chapter("7. A petition about two teams") as people:
        bea = people["Bea"]
        bea.types("neu")
        bea.presses("Brief")
        bea.ticks("Petition")
        bea.ticks("Leistung A")
        bea.ticks("Leistung B")
        bea.fills("In ein, zwei Sätzen: Was ist passiert?", "Zwei Bescheide widersprechen sich.")
        bea.presses("Weiter")
        bea.fills("Wann ist die Reaktion bei uns eingegangen?", "heute")
        bea.chooses("Direkt bei uns oder über eine andere Stelle?", "Über das Landratsamt")
        bea.presses("Weiter")
        bea.picks("Hat diese Stelle einen Termin gesetzt?", datetime.now(UTC).date() + timedelta(weeks=3))
        bea.presses("Weiter")
        bea.fills("Name der Kundin/des Kunden", "Karl Kunde")
        bea.presses("Weiter")
        bea.sees("Termin der Stelle")
        bea.sees("Federführend ist die Geschäftsleitung")
        bea.presses("Erfassen")
        bea.sees("bitte erfassen")
        bea.presses("Als erfasst bestätigen …")
        bea.records("Bestätigen")
        bea.presses("Bestätigung entfällt …")
        bea.chooses("Warum entfällt sie?", "die anfordernde Stelle bestätigt selbst")
        bea.records("Ohne Bestätigung weiter")
        for name in ("Tom", "Sina"):
            people[name].sees("0 von 2 da")
        people["Gerd"].sees("Beiträge der Teams: 0 von 2 da")
        people["Gerd"].sees("Es fehlen noch Beiträge: 0 von 2 sind da.")
        assert_cannot_close(people["Gerd"])
        tour.picture(pictures, "tour-petition", "Gerd", "Tom", "Sina")


def assert_cannot_close(gerd: Guided) -> None:
    expect(gerd.window.card.get_by_role("button", name="Abschließen …")).to_have_count(0)


def test_both_teams_contribute_and_one_is_asked_again(tour: Tour, pictures: Path) -> None:
    with tour.chapter("8. Two contributions") as people:
        gerd, tom, sina = people["Gerd"], people["Tom"], people["Sina"]
        gerd.records("Empfang bestätigen")
        tom.presses("Niemand betroffen …")
        tom.chooses("Für welches Team?", "Leistung A")
        tom.records("Festhalten: niemand betroffen")
        tom.sees("niemand betroffen")
        tom.presses("Beitrag liefern …")
        tom.chooses("Für welches Team?", "Leistung A")
        tom.fills("Ihr Beitrag", "Unser Bescheid ist vom 3. November.")
        tom.records(GIVE)
        gerd.sees("Beiträge der Teams: 1 von 2 da")
        sina.presses("Beschäftigte informiert …")
        sina.fills("Wie viele Beschäftigte?", "3")
        sina.records("Information festhalten")
        sina.sees("(3)")
        sina.presses("Beitrag liefern …")
        sina.fills("Ihr Beitrag", "Unser Bescheid kam später.")
        sina.records(GIVE)
        gerd.sees("Beiträge der Teams: 2 von 2 da")
        gerd.presses("Vorgang öffnen")
        gerd.sees("Unser Bescheid kam später.")
        gerd.presses("Karte wieder schließen", "Weitere Schritte", "Beitrag zurückgeben …")
        gerd.chooses("Für welches Team?", "Leistung B")
        gerd.fills("Was fehlt noch?", "Bitte nennen Sie das Datum.")
        gerd.records("Zur Ergänzung zurückgeben")
        gerd.sees("Beiträge der Teams: 1 von 2 da")
        sina.sees("Die Geschäftsleitung hat den Beitrag zurückgegeben.")
        tour.picture(pictures, "tour-contribution", "Gerd", "Sina")
        sina.presses("Beitrag liefern …")
        sina.fills("Ihr Beitrag", "Unser Bescheid ist vom 17. November.")
        sina.records(GIVE)
        gerd.sees("Alle Beiträge sind da.")


def test_management_answers_and_everybody_sees_it(tour: Tour, pictures: Path) -> None:
    with tour.chapter("9. The management answers") as people:
        gerd = people["Gerd"]
        gerd.presses("Antwort erstellen …")
        gerd.chooses("Was ist das Ergebnis?", "teilweise begründet")
        gerd.fills("Ergebnis in Worten", "Der zweite Bescheid gilt.")
        gerd.records("Schreiben erstellen")
        gerd.presses("Abschließen …")
        gerd.chooses("Was ist das Ergebnis?", "teilweise begründet")
        gerd.chooses("Auf welchem Weg?", "als Brief")
        gerd.records("Vorgang abschließen")
        gerd.sees("Der Vorgang ist abgeschlossen.")
        for name in ("Tom", "Sina"):
            people[name].sees("Der Vorgang ist abgeschlossen.")
        people["Bea"].sees("bitte Ablage prüfen")
        tour.picture(pictures, "tour-petition-end", "Gerd", "Bea")
