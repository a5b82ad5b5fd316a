"""What the server of processes imports once: everything that the bot imports in the course of its start."""

import bot.app
import bot.cli.serve  # noqa: F401 - the import is what this is for
import tests.faults.clock  # noqa: F401 - idem
