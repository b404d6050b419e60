"""Answers to the questions of decision sheets."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table for the answers."""
    op.create_table(
        "sheet_answer",
        sa.Column("body_code", sa.String(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("created_in", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("target_kind", "target_id", "check_id", "answer", "note", "asked")
        ),
        sa.PrimaryKeyConstraint("body_code", "target_kind", "target_id", "check_id"),
    )


def downgrade() -> None:
    """Without it."""
    op.drop_table("sheet_answer")
