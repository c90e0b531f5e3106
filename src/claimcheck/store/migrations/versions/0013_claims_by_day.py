"""Claims by the day of their submission."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_OF_A_LIST = ("maker_id", "created_at", "submission", "dealer", "program", "state")


def upgrade() -> None:
    op.create_index("ix_claims_created_at", "claims", list(_OF_A_LIST))
