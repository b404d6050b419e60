"""The first tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """From nothing to 0001."""
    _history()
    _bodies()
    _catalogues()
    _matches()
    _plans()


def downgrade() -> None:
    """Back to nothing."""
    for name in (
        "plan_draft",
        "measure",
        "target_state",
        "target_coverage",
        "record_match",
        "catalogue_record",
        "catalogue_import",
        "body_fact",
        "body_profile",
        "changed_row",
        "change",
    ):
        op.drop_table(name)


def _history() -> None:
    op.create_table(
        "change",
        *_common(),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        _text("actor"),
        _text("command"),
        _json("inserted"),
        _json("updated"),
        _json("deleted"),
        sa.Column("undoes", sa.BigInteger()),
        sa.Column("undone_by", sa.BigInteger()),
        sa.PrimaryKeyConstraint("body_code", "sequence"),
    )
    op.create_index("ux_change_sequence", "change", ["sequence"], unique=True)
    op.create_table(
        "changed_row",
        *_common(),
        _text("table_name"),
        _text("row_key"),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("before_version", sa.BigInteger()),
        sa.Column("after_version", sa.BigInteger()),
        sa.Column("before", sa.JSON()),
        sa.PrimaryKeyConstraint("body_code", "table_name", "row_key", "sequence"),
        sa.ForeignKeyConstraint(
            ["body_code", "sequence"], ["change.body_code", "change.sequence"], name="fk_changed_row_change"
        ),
    )
    op.create_index("ix_changed_row_sequence", "changed_row", ["body_code", "sequence", "table_name"])


def _bodies() -> None:
    op.create_table(
        "body_profile",
        *_common(),
        _text("name"),
        _json("details"),
        _text("note"),
        sa.PrimaryKeyConstraint("body_code"),
    )
    op.create_table(
        "body_fact",
        *_common(),
        _text("fact_key"),
        _text("answer"),
        _text("note"),
        sa.PrimaryKeyConstraint("body_code", "fact_key"),
    )


def _catalogues() -> None:
    op.create_table(
        "catalogue_import",
        *_common(),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        _text("catalogue_name"),
        _text("file_name"),
        _text("sha256"),
        _text("form"),
        _text("encoding"),
        _count("record_count"),
        _count("new_count"),
        _count("updated_count"),
        _count("unchanged_count"),
        _count("vanished_count"),
        _count("returned_count"),
        _json("repairs"),
        _json("skipped"),
        _text("actor"),
        sa.PrimaryKeyConstraint("body_code", "sequence"),
    )
    op.create_index(
        "ix_catalogue_import_name", "catalogue_import", ["body_code", "catalogue_name", "sequence"]
    )
    import_key = ["catalogue_import.body_code", "catalogue_import.sequence"]
    op.create_table(
        "catalogue_record",
        *_common(),
        _text("record_id"),
        _text("catalogue_name"),
        _text("title"),
        _text("title_folded"),
        _text("description"),
        _text("organization"),
        _text("licence"),
        _text("frequency"),
        _text("modified"),
        _text("url"),
        _json("resources"),
        _json("details"),
        _text("digest"),
        sa.Column("first_seen", sa.BigInteger(), nullable=False),
        sa.Column("last_seen", sa.BigInteger()),
        sa.Column("vanished_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("body_code", "record_id"),
        sa.ForeignKeyConstraint(
            ["body_code", "first_seen"], import_key, name="fk_catalogue_record_first_seen"
        ),
        sa.ForeignKeyConstraint(["body_code", "last_seen"], import_key, name="fk_catalogue_record_last_seen"),
    )


def _matches() -> None:
    op.create_table(
        "record_match",
        *_common(),
        _text("record_id"),
        _text("target_kind"),
        _text("target_id"),
        sa.Column("score", sa.Float(), nullable=False),
        _text("decision"),
        _text("decided_by"),
        _json("evidence"),
        _text("note"),
        sa.PrimaryKeyConstraint("body_code", "record_id", "target_kind", "target_id"),
        sa.ForeignKeyConstraint(
            ["body_code", "record_id"],
            ["catalogue_record.body_code", "catalogue_record.record_id"],
            name="fk_record_match_record",
        ),
    )
    op.create_index(
        "ix_record_match_target",
        "record_match",
        ["body_code", "target_kind", "target_id", "decision", "record_id"],
    )
    op.create_table(
        "target_coverage",
        *_common(),
        _text("target_kind"),
        _text("target_id"),
        _count("accepted_count"),
        _count("review_count"),
        sa.PrimaryKeyConstraint("body_code", "target_kind", "target_id"),
    )


def _plans() -> None:
    op.create_table(
        "target_state",
        *_common(),
        _text("target_kind"),
        _text("target_id"),
        _text("state"),
        _text("reason"),
        _text("section"),
        sa.Column("fiscal_year", sa.Integer()),
        _text("note"),
        sa.PrimaryKeyConstraint("body_code", "target_kind", "target_id"),
    )
    op.create_table(
        "measure",
        *_common(),
        sa.Column("measure_id", sa.BigInteger(), nullable=False),
        _text("title"),
        _text("action_id"),
        _json("pillars"),
        _json("priority_fields"),
        _json("grounds"),
        _text("outline"),
        _text("section"),
        _json("kpis"),
        _json("schedule"),
        _json("data_used"),
        _json("data_published"),
        _text("note"),
        sa.PrimaryKeyConstraint("body_code", "measure_id"),
    )
    op.create_table(
        "plan_draft",
        *_common(),
        sa.Column("draft_id", sa.BigInteger(), nullable=False),
        _text("kind"),
        _text("title"),
        _text("generated_text"),
        _text("edited_text"),
        _text("as_of"),
        sa.PrimaryKeyConstraint("body_code", "draft_id"),
    )


def _common() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("body_code", sa.String(), nullable=False),
        sa.Column("row_version", sa.BigInteger(), nullable=False),
        sa.Column("created_in", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _count(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)
