"""The demo as the person at the keyboard meets it."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.demo.data import demo_folder
from bot.demo.people import CHANNEL_NAME, CHANNEL_READER, Person
from bot.demo.run import Demo
from procedure.days_in_words import day_in_words

CHANNEL = ("Kanal des Teams", f"links auf „{CHANNEL_NAME}“ klicken")
TIMEZONE = ZoneInfo("Europe/Berlin")
"""The demo's bot keeps the default."""

HINTS = """
Öffnen Sie die ersten beiden Adressen nebeneinander im Browser und schreiben Sie als Erika Empfang:

    neu

Nach der Erfassung erscheint die Karte im Fenster der Teamleitung. Laden Sie die Fenster nicht neu:
Sie zeigen dann nur noch, was danach kommt. Gespeichert bleibt alles.

Was geschieht, wenn niemand etwas tut? Schreiben Sie in einem Fenster „zeit +14 Tage“: Die Uhr aller Fenster
geht vor, und was dann fällig ist, kommt sofort. Mit „zeit +3 Jahre“ wird auch anonymisiert, was nicht mehr
aufbewahrt werden muss."""

KEYS = """Mit der Eingabetaste: r startet den Bot neu.
                      s legt Bea Büro einen eingescannten Brief in den Chat."""


async def run_demo(folder: Path, *, fresh: bool, smoke: bool) -> None:
    """Run the demo until Ctrl-C; with ``smoke`` only until every window has greeted the bot."""
    with demo_folder(folder, fresh=fresh) as own:
        async with _ended_by_signals():
            print(f"KRM-Bot: Demo mit erfundenen Personen. Die Daten liegen in {own}.")
            async with Demo(own) as demo:
                print("Alle Fenster haben den Bot begrüßt.")
                print(_table(demo))
                if demo.clock().ahead:
                    print(_where_the_clock_stands(demo))
                if smoke:
                    return
                print(HINTS)
                await _until_something_ends(demo)


def _table(demo: Demo) -> str:
    rows = [(*_whose(person), window.address) for person, window in demo.windows.items()]
    name_width, office_width = (max(len(row[column]) for row in rows) for column in (0, 1))
    lines = (f"  {name:<{name_width}}  {office:<{office_width}}  {address}" for name, office, address in rows)
    return "\n".join(("", *lines))


def _whose(person: Person) -> tuple[str, str]:
    return CHANNEL if person == CHANNEL_READER else (person.name, person.office)


def _where_the_clock_stands(demo: Demo) -> str:
    now = demo.clock().now().astimezone(TIMEZONE)
    return (
        f"\nDie Uhr der Demo geht vor: Es ist {day_in_words(now.date())}, {now:%H:%M} Uhr. "
        "Von vorn beginnt „make demo ARGS=--fresh“."
    )


@asynccontextmanager
async def _ended_by_signals() -> AsyncIterator[None]:
    """Let Ctrl-C and SIGTERM end the block in order; a second one ends the children at once."""
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    if task is None:
        raise RuntimeError("not inside a task")
    ended = False

    def end() -> None:
        nonlocal ended
        if not ended:
            print("\nBeende die Demo …")
        ended = True
        task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    try:
        yield
    except asyncio.CancelledError:
        if not ended:
            raise
        print("Beendet. Mit „make demo“ geht es mit denselben Daten weiter.")
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


async def _until_something_ends(demo: Demo) -> None:
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(demo.watch())
            group.create_task(_do_what_is_typed(demo))
    except ExceptionGroup as several:
        raise several.exceptions[0] from None


async def _do_what_is_typed(demo: Demo) -> None:
    """Restart the bot on „r“, so that everyone can see that nothing is lost; send a scan on „s“."""
    if not sys.stdin.isatty():
        print("\nBeenden: Strg+C.")
        return
    print(f"\nBeenden: Strg+C.\n{KEYS}")
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str]()

    def typed() -> None:
        line = sys.stdin.readline()
        if not line:
            loop.remove_reader(sys.stdin)
        lines.put_nowait(line.strip().lower())

    loop.add_reader(sys.stdin, typed)
    try:
        while True:
            match await lines.get():
                case "r":
                    print("Starte den Bot neu …")
                    await demo.restart_bot()
                    print("Der Bot ist wieder da. Schreiben Sie in den Fenstern einfach weiter.")
                case "s":
                    await demo.send_scan()
                    print("Der eingescannte Brief liegt im Fenster von Bea Büro.")
    finally:
        loop.remove_reader(sys.stdin)
