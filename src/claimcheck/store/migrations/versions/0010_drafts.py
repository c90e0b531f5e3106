"""Drafts of the desk; organisations whose people must have a second factor."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "desk_drafts",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("maker_id", sa.String(64), nullable=False),
        sa.Column("task_id", sa.String(36), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("decision_id", sa.String(36), nullable=True),
        sa.Column("typed", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["task_id"], ["review_tasks.id"], name=op.f("fk_desk_drafts_task_id_review_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_drafts")),
        sa.UniqueConstraint("task_id", "person", name=op.f("uq_desk_drafts_task_id_person")),
    )
    op.create_index("ix_desk_drafts_changed_at", "desk_drafts", ["changed_at"])
    op.add_column("organisations", sa.Column("second_factor", sa.Boolean(), nullable=False, server_default=sa.false()))
