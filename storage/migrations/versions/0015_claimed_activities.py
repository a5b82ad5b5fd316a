"""An activity is claimed while it is handled: one that died with its process is taken up by its repetition.

No instant means handled: that is what a process of the release before notes, at the beginning.
"""

import sqlalchemy as sa
from alembic import op

from storage.column_types import UtcInstant

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("seen_activities", sa.Column("claimed_until", UtcInstant))
