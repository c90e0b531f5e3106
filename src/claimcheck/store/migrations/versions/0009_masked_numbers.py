"""Items of batches know their claim's number without personal data, and their task; documents are counted by state."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("batch_items", sa.Column("number", sa.String(160), nullable=False, server_default=""))
    op.create_index("ix_batch_items_task_id", "batch_items", ["task_id"])
    op.create_index("ix_documents_state", "documents", ["maker_id", "state"])
