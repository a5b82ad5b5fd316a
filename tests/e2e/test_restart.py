"""A restart of the bot loses nothing: not a draft, not a case, not a card, not an answer."""

from tests.e2e import intake
from tests.e2e.conftest import Windows
from tests.e2e.demo_process import DemoProcess


def test_restart_between_questions_loses_no_answer(windows: Windows, demo: DemoProcess) -> None:
    desk, lead = windows.of("Erika Empfang"), windows.of("Tom Teamleiter")
    intake.start(desk)
    intake.tell_concern(desk)

    demo.restart_bot()

    intake.tell_circumstances(desk)
    intake.tell_details(desk)
    desk.sees(intake.SUMMARY)
    intake.confirm(desk)
    lead.sees_button("Ich komme")


def test_restart_after_recording_loses_neither_card_nor_answer(windows: Windows, demo: DemoProcess) -> None:
    desk, lead = windows.of("Erika Empfang"), windows.of("Tom Teamleiter")
    intake.record(desk)
    lead.sees_button("Ich komme")

    demo.restart_bot()

    lead.press("Ich komme", within=lead.card_with("Kundin/Kunde wartet"))
    lead.sees("geantwortet: Ich komme")
    desk.sees("Die Teamleitung kommt gleich zu Ihnen.")


def test_restart_right_after_the_answer_does_not_swallow_it(windows: Windows, demo: DemoProcess) -> None:
    desk, lead = windows.of("Erika Empfang"), windows.of("Tom Teamleiter")
    intake.record(desk)
    lead.press("Ich komme", within=lead.card_with("Kundin/Kunde wartet"))
    lead.sees("geantwortet: Ich komme")

    demo.restart_bot()

    desk.sees("Die Teamleitung kommt gleich zu Ihnen.")
