# ruff: noqa: T201 - a command prints
"""A long run by hand: ``python -m tests.replicas --pause 60 --rounds 10 --seed 7``.

Each round is an office of its own with three replicas at the office's own times: a message claimed by who
stands still stays claimed for 100 seconds, so a pause of 60 keeps its claims and one of 120 loses them.
``--short`` takes the times of the test instead. ``--ticks`` plays a Monday at eight: reminders, escalations
and the weekly summary, while one is killed and one stands still. What is wrong is printed with its seed; the
exit status is 1.
"""

import argparse
import asyncio
import os

from tests.replicas.processes import SHORT, Times
from tests.replicas.run import run
from tests.replicas.ticks import SHORT_TICKS, run_ticks
from tests.support.databases import PostgresTemplate


def main() -> int:
    """Play as many rounds as asked for."""
    parser = argparse.ArgumentParser(description="three replicas: one killed, one paused, load running")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pause", type=float, default=60.0, help="seconds that one stands still")
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3)), help="of the first round")
    parser.add_argument("--short", action="store_true", help="claims of seconds, as in the test")
    parser.add_argument("--ticks", action="store_true", help="a Monday at eight instead of people at work")
    arguments = parser.parse_args()
    play, short = (run_ticks, SHORT_TICKS) if arguments.ticks else (run, SHORT)
    times, found = short if arguments.short else Times(), 0
    with PostgresTemplate.started() as template:
        for seed in range(arguments.seed, arguments.seed + arguments.rounds):
            with template.lent() as url:
                figures = asyncio.run(play(seed, url, times, pause_seconds=arguments.pause))
            print(figures, *(f"  WRONG {what}" for what in figures.wrong), sep="\n", flush=True)
            found += len(figures.wrong)
    print(f"{arguments.rounds} rounds, {found} things wrong")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
