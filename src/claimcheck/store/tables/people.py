"""People and machines that ask: organisations, keys, accounts, sessions, what they have begun to write, settings."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

organisations = Table(
    "organisations", metadata, own_id(), maker(),
    Column("outside_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # maker, dealer, checker
    Column("name", Text, nullable=False),
    Column("region", String(64), nullable=False, server_default=""),  # of a dealer, or of a regional office
    Column("language", String(16), nullable=False, server_default="en"),  # in which it is written to
    Column("second_factor", Boolean, nullable=False, server_default=false()),  # its people must have one
    at("created_at"), at("closed_at", nullable=True),
    UniqueConstraint("maker_id", "outside_id"),
)  # fmt: skip

organisation_contacts = Table(  # whom to write to, and from when until when (both days included)
    "organisation_contacts", metadata, own_id(), maker(),
    ref("organisation_id", "organisations"),
    Column("purpose", String(16), nullable=False),  # claims, payments
    Column("name", Text, nullable=False),
    Column("email", String(254), nullable=False),
    Column("from_day", Date, nullable=False),
    Column("until_day", Date, nullable=True),
    at("created_at"),
    Index("ix_organisation_contacts_organisation_id", "organisation_id"),
)  # fmt: skip

api_keys = Table(
    "api_keys", metadata, own_id(), maker(),
    ref("organisation_id", "organisations"),
    Column("role", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("prefix", String(16), nullable=False, unique=True),
    Column("secret_sha256", String(64), nullable=False),
    Column("scopes", Text, nullable=False, server_default=""),  # "": all that the role may do
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
    Column("theme", String(8), nullable=False, server_default="system"),  # system, light, dark
    Column("totp_secret", String(64), nullable=True),  # null: no second factor
    Column("totp_pending", String(64), nullable=True),  # shown as a picture, not confirmed by a code yet
    Column("totp_step", BigInteger, nullable=True),  # of the last code taken: a code works once
    at("created_at"), at("disabled_at", nullable=True),
)  # fmt: skip

user_recovery_codes = Table(  # in place of a code of the second factor, each once
    "user_recovery_codes", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("code_sha256", String(64), nullable=False),
    at("created_at"), at("used_at", nullable=True),
    Index("ix_user_recovery_codes_user_id", "user_id"),
)  # fmt: skip

user_links = Table(  # one-time tokens: to set a password, or between the password and the second factor
    "user_links", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("purpose", String(16), nullable=False, server_default="password"),  # password, second
    Column("token_sha256", String(64), nullable=False, unique=True),
    at("created_at"), at("expires_at"), at("used_at", nullable=True),
)  # fmt: skip

user_sessions = Table(
    "user_sessions", metadata, own_id(), maker(),
    ref("user_id", "users"),
    Column("token_sha256", String(64), nullable=False, unique=True),
    Column("agent", String(200), nullable=False, server_default=""),  # the browser, as it names itself
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

reset_requests = Table(  # somebody asked for a new password; `user_id` is null where there is no such account
    "reset_requests", metadata, own_id(),
    ref("user_id", "users", nullable=True),
    at("created_at"), at("handled_at", nullable=True),
    Index("ix_reset_requests_handled_at", "handled_at"),
)  # fmt: skip

sign_in_flows = Table(  # on the way to a company's own directory and back
    "sign_in_flows", metadata, own_id(),
    Column("state_sha256", String(64), nullable=False, unique=True),
    Column("browser_sha256", String(64), nullable=False),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False),
    Column("onward", Text, nullable=False),
    at("created_at"), at("expires_at"),
)  # fmt: skip

maker_settings = Table(  # what a maker set otherwise than the default
    "maker_settings", metadata, own_id(), maker(),
    Column("name", String(64), nullable=False),
    Column("value", JSON, nullable=False),
    Column("actor", String(64), nullable=False),
    at("changed_at"),
    UniqueConstraint("maker_id", "name"),
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
