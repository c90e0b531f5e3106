"""The queue in one index; claims by program and by number; a key may have every scope."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_QUEUE = (
    "maker_id", "state", "program", "code", "dealer", "only_for", "leased_until", "due_at", "created_at", "value",
    "step", "priority", "leased_by", "id",
)  # fmt: skip


def upgrade() -> None:
    for name in ("dealer", "program"):
        op.add_column("review_tasks", sa.Column(name, sa.String(64), nullable=False, server_default=""))
        of_claim = f"SELECT {name} FROM claims WHERE claims.id = review_tasks.claim_id"  # noqa: S608 - our own names
        op.execute(f"UPDATE review_tasks SET {name} = ({of_claim})")  # noqa: S608
    op.create_index("ix_review_tasks_queue", "review_tasks", list(_QUEUE))
    op.create_index("ix_review_tasks_resolved_at", "review_tasks", ["maker_id", "state", "resolved_at"])
    op.create_index("ix_task_bars_person", "task_bars", ["person", "task_id"])
    op.create_index("ix_claims_program", "claims", ["maker_id", "program", "submission"])
    op.create_index("ix_claims_outside_id", "claims", ["maker_id", "outside_id"])
    with op.batch_alter_table("api_keys") as batch:
        batch.alter_column("scopes", type_=sa.Text(), existing_type=sa.String(200), existing_nullable=False,
                           existing_server_default="")  # fmt: skip
