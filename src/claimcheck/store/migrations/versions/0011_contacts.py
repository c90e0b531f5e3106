"""Notices to the contact that an organisation names, who may have no account."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notices") as batch:
        batch.alter_column("user_id", existing_type=sa.String(36), nullable=True)
        batch.add_column(sa.Column("contact_id", sa.String(36), nullable=True))
        batch.create_foreign_key(
            op.f("fk_notices_contact_id_organisation_contacts"), "organisation_contacts", ["contact_id"], ["id"]
        )
