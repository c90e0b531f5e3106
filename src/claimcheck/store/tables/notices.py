"""What goes out: notices to people with their mails, and webhooks with their deliveries."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

notices = Table(  # one per person and turn of a claim; the inbox shows it, a mail carries it
    "notices", metadata, own_id(), maker(),
    ref("user_id", "users", nullable=True),  # or, of a dealer that names one, the contact without an account
    ref("contact_id", "organisation_contacts", nullable=True),
    ref("claim_id", "claims", nullable=True),
    Column("kind", String(64), nullable=False),  # an action of the audit log, or `link.…`
    Column("decision_id", String(36), nullable=True),
    Column("data", JSON, nullable=False),  # what the text is made of beside the claim; no personal data
    Column("state", String(16), nullable=False),  # store.notices says which
    Column("subject", Text, nullable=True),  # as it went out
    Column("body", Text, nullable=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("last_error", Text, nullable=True),
    at("created_at"), at("not_before"), at("sent_at", nullable=True), at("read_at", nullable=True),
    Index("ix_notices_due", "state", "not_before"),
    Index("ix_notices_user", "user_id", "id"),
    Index("ix_notices_claim_id", "claim_id"),
)  # fmt: skip

notice_choices = Table(
    "notice_choices", metadata,
    Column("user_id", String(36), primary_key=True),
    Column("mail", String(16), nullable=False),  # at_once, daily, weekly, none
    at("changed_at"),
)  # fmt: skip

notice_templates = Table(  # superseded, never changed; program "" serves every program
    "notice_templates", metadata, own_id(), maker(),
    Column("program", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("actor", String(64), nullable=False),
    at("created_at"), at("superseded_at", nullable=True),
    Index("ix_notice_templates_kind", "maker_id", "kind", "language"),
)  # fmt: skip

webhooks = Table(
    "webhooks", metadata, own_id(), maker(),
    Column("organisation", String(64), nullable=False),  # outside id: its claims are told, the maker's hears of all
    Column("everything", Boolean, nullable=False),  # of every organisation: the maker's own
    Column("url", Text, nullable=False),
    Column("secret", String(64), nullable=False),
    at("created_at"), at("disabled_at", nullable=True),
    Index("ix_webhooks_organisation", "maker_id", "organisation"),
)  # fmt: skip

webhook_deliveries = Table(
    "webhook_deliveries", metadata, own_id(), maker(),  # the id is what the receiver tells repeats by
    ref("webhook_id", "webhooks"),
    Column("kind", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("state", String(16), nullable=False),  # waiting, delivered, failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("status", Integer, nullable=True),
    Column("last_error", Text, nullable=True),
    at("created_at"), at("not_before"), at("delivered_at", nullable=True),
    Index("ix_webhook_deliveries_due", "state", "not_before"),
    Index("ix_webhook_deliveries_webhook_id", "webhook_id", "id"),
)  # fmt: skip

signing_keys = Table(  # what links in mails are signed with
    "signing_keys", metadata,
    Column("purpose", String(64), primary_key=True),
    Column("secret", String(64), nullable=False),
    at("created_at"),
    UniqueConstraint("secret"),
)  # fmt: skip
