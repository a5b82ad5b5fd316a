"""The demo's bot: ``krm-bot serve`` with a clock that can be put forward („zeit +14 Tage“).

A program of its own and not an option of ``serve``: no office can switch it on by accident.
"""

import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.demo.clock import DemoClock
from bot.demo.data import CLOCK
from bot.demo.errors import DemoError
from bot.demo.leash import end_with_parent

REFUSED = (
    "Das ist der Bot der Demo. Mit einer App-ID läuft er nicht: "
    "Bitte KRM_APP_ID leeren oder „krm-bot serve“ starten."
)


def main() -> None:
    """Serve in the demo's folder, which is the working folder; refused where real people could be meant."""
    end_with_parent()
    from bot.cli.serve import run
    from bot.configuration.settings import SettingsError, load_settings

    try:
        settings = load_settings()
        clock = DemoClock(Path.cwd() / CLOCK, SystemClock())
    except (SettingsError, DemoError) as error:
        sys.exit(str(error))
    if settings.has_credentials:
        sys.exit(REFUSED)
    run(settings, clock)


if __name__ == "__main__":
    main()
