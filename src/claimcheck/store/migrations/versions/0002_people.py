"""People: accounts, one-time links, sessions, tries to sign in, drafts of claims."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "users",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("created_at", at, nullable=False),
        sa.Column("disabled_at", at, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_users_organisation_id_organisations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    for table, moments, index in (
        ("user_links", ("created_at", "expires_at"), False),
        ("user_sessions", ("created_at", "seen_at", "expires_at"), True),
    ):
        last = "used_at" if table == "user_links" else "revoked_at"
        op.create_table(
            table,
            sa.Column("id", sa.String(length=36), nullable=False),
            sa.Column("maker_id", sa.String(length=64), nullable=False),
            sa.Column("user_id", sa.String(length=36), nullable=False),
            sa.Column("token_sha256", sa.String(length=64), nullable=False),
            *(sa.Column(name, at, nullable=False) for name in moments),
            sa.Column(last, at, nullable=True),
            sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{table}_token_sha256")),
        )
        if index:
            op.create_index(f"ix_{table}_user_id", table, ["user_id"], unique=False)
    op.create_table(
        "sign_in_tries",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("last_at", at, nullable=False),
        sa.Column("blocked_until", at, nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sign_in_tries")),
    )
    op.create_index("ix_sign_in_tries_last_at", "sign_in_tries", ["last_at"], unique=False)
    op.create_table(
        "claim_drafts",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("maker_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("program", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.JSON(), nullable=False),
        sa.Column("documents", sa.JSON(), nullable=False),
        sa.Column("created_at", at, nullable=False),
        sa.Column("changed_at", at, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_claim_drafts_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_drafts")),
        sa.UniqueConstraint("user_id", "program", name=op.f("uq_claim_drafts_user_id_program")),
    )
