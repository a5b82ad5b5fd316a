"""docs/tour.md: a customer wants to talk to the management (GA VI; R38-R41)."""

from pathlib import Path

from playwright.sync_api import expect

from tests.e2e.tour import Tour


def test_teamleitung_notes_first_then_the_management_chooses_the_form(tour: Tour, pictures: Path) -> None:
    with tour.chapter("10. A wish to talk to the management") as people:
        erika, tom, gerd = people["Erika"], people["Tom"], people["Gerd"]
        erika.types("neu telefonisch Leistung A: Der Bescheid ist seit sieben Wochen offen.")
        erika.sees("Schon notiert: Am Telefon, Leistung A, Ihre Beschreibung.")
        erika.ticks("Fachliche Beschwerde")
        erika.presses("Weiter")
        erika.ticks("Nein", question="Konnten Sie das Anliegen sofort klären?")
        erika.ticks("Nein", question="Sind dafür längere Nachforschungen nötig?")
        erika.presses("Weiter")
        erika.ticks("Beendet, die Teamleitung meldet sich")
        erika.chooses(
            "Möchte die Kundin/der Kunde mit der Geschäftsleitung sprechen?",
            "Ja (der Wunsch geht zuerst an die Teamleitung)",
        )
        erika.fills("Name der Kundin/des Kunden", "Karla Kundin")
        erika.presses("Weiter", "Erfassen")
        erika.sees("Bitte sagen Sie:")
        tom.sees("für die Geschäftsleitung, worum es im Gespräch geht.")
        # The management is asked for nothing before the Teamleitung has written its note (R39).
        expect(gerd.window.card.get_by_role("button", name="Über das Gespräch entscheiden …")).to_have_count(
            0
        )
        tom.presses("Vermerk für die Geschäftsleitung …")
        tom.fills("Was soll die Geschäftsleitung vorab wissen?", "Der Bescheid geht morgen hinaus.")
        tom.records("Vermerk weitergeben")
        gerd.sees("Vermerk der Teamleitung:")
        gerd.presses("Über das Gespräch entscheiden …")
        gerd.ticks("Telefonisch")
        gerd.fills("Hinweis für die Teamleitung", "Ich rufe heute an.")
        tour.picture(pictures, "tour-talk", "Erika", "Gerd")
        gerd.records("Entscheidung mitteilen")
        tom.sees("Ich rufe heute an.")
        gerd.presses("Gespräch geführt …")
        gerd.records("Gespräch festhalten")
        tom.sees("geführt am")


def test_teamleitung_closes_what_was_settled_in_a_talk(tour: Tour, pictures: Path) -> None:
    with tour.chapter("11. Settled in the talk") as people:
        tom, erika = people["Tom"], people["Erika"]
        tom.records("Übernehmen")
        tom.records("Niemand betroffen")
        tom.presses("Abschließen …")
        tom.chooses("Was ist das Ergebnis?", "unbegründet")
        tom.records("Vorgang abschließen")
        tom.sees("Der Vorgang ist abgeschlossen.")
        erika.sees("ist abgeschlossen.")
        tour.picture(pictures, "tour-talk-end", "Tom", "Erika")
