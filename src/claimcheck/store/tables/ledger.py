"""What holds the rest together: work with its leases, the audit chain, the event stream, kept answers."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id

work = Table(
    "work", metadata, own_id(), maker(),
    Column("stage", String(16), nullable=False),  # read, judge
    Column("subject_id", String(36), nullable=False),  # document or claim
    Column("generation", Integer, nullable=False, default=1),  # claim revision and re-judgements count it up
    Column("state", String(16), nullable=False),  # open, done, dead
    Column("attempts", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("leased_by", String(64), nullable=True),
    at("leased_until", nullable=True),
    at("not_before"),
    at("dispatched_at", nullable=True),
    Column("last_error", Text, nullable=True),
    at("created_at"), at("finished_at", nullable=True),
    UniqueConstraint("stage", "subject_id", "generation"),
    Index("ix_work_due", "state", "stage", "not_before"),
)  # fmt: skip

audit_entries = Table(  # a hash chain per subject (claim or document); ids, codes and hashes, no personal data
    "audit_entries", metadata, own_id(), maker(),
    Column("subject_id", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("action", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("details", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    at("created_at"),
    UniqueConstraint("subject_id", "sequence"),
    Index("ix_audit_entries_created_at", "maker_id", "created_at"),
    Index("ix_audit_entries_action", "maker_id", "action", "created_at"),
    Index("ix_audit_entries_actor", "maker_id", "actor", "created_at"),
)  # fmt: skip

audit_seals = Table(
    "audit_seals", metadata, own_id(), maker(),
    Column("day", Date, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    at("created_at"),
    UniqueConstraint("maker_id", "day"),
)  # fmt: skip

events = Table(  # what the live stream sends; the id is the Last-Event-ID
    "events", metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    maker(),
    Column("organisation", String(64), nullable=False),
    Column("subject", String(16), nullable=False),  # document, claim, task
    Column("subject_id", String(36), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    at("created_at"),
    Index("ix_events_subject", "maker_id", "subject_id", "id"),
)  # fmt: skip

idempotency_keys = Table(
    "idempotency_keys", metadata, own_id(), maker(),
    Column("api_key_id", String(36), nullable=False),
    Column("key", String(255), nullable=False),
    Column("request_sha256", String(64), nullable=False),
    Column("status", Integer, nullable=True),  # null while the first call is under way
    Column("body", JSON, nullable=True),
    at("created_at"),
    UniqueConstraint("api_key_id", "key"),
    Index("ix_idempotency_keys_created_at", "created_at"),
)  # fmt: skip
