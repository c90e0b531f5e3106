"""Accounts: organisations, invitations, second factors, settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)
_ADDED = {
    "organisations": (("region", 64, ""), ("language", 16, "en"), ("closed_at", _AT, None)),
    "api_keys": (("scopes", 200, ""),),
    "users": (
        ("theme", 8, "system"), ("totp_secret", 64, None), ("totp_pending", 64, None),
        ("totp_step", sa.BigInteger(), None),
    ),
    "user_links": (("purpose", 16, "password"),),
    "user_sessions": (("agent", 200, ""),),
}  # fmt: skip


def upgrade() -> None:
    for table, columns in _ADDED.items():
        for name, kind, default in columns:
            made = sa.String(length=kind) if isinstance(kind, int) else kind
            op.add_column(table, sa.Column(name, made, nullable=default is None, server_default=default))
    for name in ("action", "actor"):
        op.create_index(f"ix_audit_entries_{name}", "audit_entries", ["maker_id", name, "created_at"])
    _people()
    _settings()


def _people() -> None:
    op.create_table(
        "organisation_contacts", *_owned(),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        _refers("organisation_contacts", "organisation_id", "organisations"),
        _key("organisation_contacts"),
    )  # fmt: skip
    op.create_index("ix_organisation_contacts_organisation_id", "organisation_contacts", ["organisation_id"])
    op.create_table(
        "user_recovery_codes", *_owned(),
        sa.Column("user_id", sa.String(length=36), nullable=False),
        sa.Column("code_sha256", sa.String(length=64), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("used_at", _AT, nullable=True),
        _refers("user_recovery_codes", "user_id", "users"),
        _key("user_recovery_codes"),
    )  # fmt: skip
    op.create_index("ix_user_recovery_codes_user_id", "user_recovery_codes", ["user_id"])
    op.create_table(
        "reset_requests", _id(),
        sa.Column("user_id", sa.String(length=36), nullable=True),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("handled_at", _AT, nullable=True),
        _refers("reset_requests", "user_id", "users"),
        _key("reset_requests"),
    )  # fmt: skip
    op.create_index("ix_reset_requests_handled_at", "reset_requests", ["handled_at"])
    op.create_table(
        "sign_in_flows", _id(),
        sa.Column("state_sha256", sa.String(length=64), nullable=False),
        sa.Column("browser_sha256", sa.String(length=64), nullable=False),
        sa.Column("nonce", sa.String(length=64), nullable=False),
        sa.Column("verifier", sa.String(length=128), nullable=False),
        sa.Column("onward", sa.Text(), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("expires_at", _AT, nullable=False),
        _key("sign_in_flows"),
        sa.UniqueConstraint("state_sha256", name=op.f("uq_sign_in_flows_state_sha256")),
    )  # fmt: skip


def _settings() -> None:
    op.create_table(
        "maker_settings", *_owned(),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        _key("maker_settings"),
        sa.UniqueConstraint("maker_id", "name", name=op.f("uq_maker_settings_maker_id_name")),
    )  # fmt: skip
    op.create_table(
        "program_drafts", *_owned(),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("created_at", _AT, nullable=False),
        sa.Column("changed_at", _AT, nullable=False),
        _key("program_drafts"),
        sa.UniqueConstraint("maker_id", "name", "version", name=op.f("uq_program_drafts_maker_id_name_version")),
    )  # fmt: skip


def _id() -> sa.Column[str]:
    return sa.Column("id", sa.String(length=36), nullable=False)


def _owned() -> tuple[sa.Column[str], sa.Column[str]]:
    return _id(), sa.Column("maker_id", sa.String(length=64), nullable=False)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
