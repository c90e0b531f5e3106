"""Documents, what was read on them, and the facts that possible duplicates are found by."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

documents = Table(
    "documents", metadata, own_id(), maker(),
    Column("organisation", String(64), nullable=False),  # outside id of the owner
    Column("filename", Text, nullable=False),  # the client's name: data, never a path
    Column("media_type", String(64), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("blob", String(255), nullable=False),
    Column("state", String(16), nullable=False),  # received, read, failed
    Column("locale", String(16), nullable=False, default=""),
    Column("reading_id", String(36), nullable=True),
    Column("problem", JSON, nullable=True),
    at("created_at"), at("read_at", nullable=True),
    Index("ix_documents_owner", "maker_id", "organisation", "id"),
    Index("ix_documents_sha256", "maker_id", "sha256"),
    Index("ix_documents_state", "maker_id", "state"),
)  # fmt: skip

readings = Table(  # immutable; a cache by (sha256, reader version, locale) within a maker
    "readings", metadata, own_id(), maker(),
    Column("sha256", String(64), nullable=False),
    Column("reader_version", String(128), nullable=False),
    Column("locale", String(16), nullable=False, default=""),
    Column("pages", JSON, nullable=False),  # wire of model.documents.Pages
    Column("pictures", JSON, nullable=False),  # {"1": blob key, …}
    at("created_at"),
    UniqueConstraint("maker_id", "sha256", "reader_version", "locale"),
)  # fmt: skip

second_looks = Table(
    "second_looks", metadata, own_id(), maker(),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("box", String(64), nullable=False),
    Column("reader", String(128), nullable=False),
    Column("look", JSON, nullable=False),
    at("created_at"),
    UniqueConstraint("maker_id", "sha256", "page", "box", "reader"),
)  # fmt: skip

document_facts = Table(  # how a possible duplicate is found: one row per (claim, fact); core.duplicates makes the keys
    "document_facts", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    ref("document_id", "documents", nullable=True),  # null: what the claim states, known before any document is read
    Column("kind", String(16), nullable=False),  # sha256, picture, facts, claimed
    Column("key", String(255), nullable=False),
    Index("ix_document_facts_key", "maker_id", "kind", "key"),
    Index("ix_document_facts_claim_id", "claim_id"),
)  # fmt: skip
