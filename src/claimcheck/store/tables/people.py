"""People and machines that ask: organisations, keys, accounts, sessions, what they have begun to write."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

organisations = Table(
    "organisations", metadata, own_id(), maker(),
    Column("outside_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # maker, dealer, checker
    Column("name", Text, nullable=False),
    at("created_at"),
    UniqueConstraint("maker_id", "outside_id"),
)  # fmt: skip

api_keys = Table(
    "api_keys", metadata, own_id(), maker(),
    ref("organisation_id", "organisations"),
    Column("role", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("prefix", String(16), nullable=False, unique=True),
    Column("secret_sha256", String(64), nullable=False),
    at("created_at"), at("expires_at", nullable=True), at("revoked_at", nullable=True),
)  # fmt: skip

users = Table(  # people; machines have api_keys
    "users", metadata, own_id(), maker(),
    ref("organisation_id", "organisations"),
    Column("email", String(254), nullable=False, unique=True),  # folded; one sign-in for the whole installation
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(16), nullable=False),  # en, zh-Hans
    Column("password", String(255), nullable=True),  # argon2; null until the one-time link was used
    at("created_at"), at("disabled_at", nullable=True),
)  # fmt: skip

user_links = Table(  # one-time links by which a person sets a password
    "user_links", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("token_sha256", String(64), nullable=False, unique=True),
    at("created_at"), at("expires_at"), at("used_at", nullable=True),
)  # fmt: skip

user_sessions = Table(
    "user_sessions", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("token_sha256", String(64), nullable=False, unique=True),
    at("created_at"), at("seen_at"), at("expires_at"), at("revoked_at", nullable=True),
    Index("ix_user_sessions_user_id", "user_id"),
)  # fmt: skip

sign_in_tries = Table(  # by hash of account name or address, whether or not there is such an account
    "sign_in_tries", metadata,
    Column("key", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    at("last_at"), at("blocked_until", nullable=True),
    Index("ix_sign_in_tries_last_at", "last_at"),
)  # fmt: skip

claim_drafts = Table(  # what a person has entered of a claim that is not sent yet: one a program
    "claim_drafts", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("program", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
    at("created_at"), at("changed_at"),
    UniqueConstraint("user_id", "program"),
)  # fmt: skip
