"""Measures name the way by which they use personal data."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Measures of before have not said anything."""
    op.add_column("measure", sa.Column("personal_path", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("measure", "personal_path")
