"""Several machines, several clocks."""

from datetime import timedelta
from typing import Final

CLOCKS_APART: Final = timedelta(seconds=4)
"""By so much they may differ: what is over, or due, on one of them may not be so yet on another."""
