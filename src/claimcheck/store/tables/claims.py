"""Programs, claims with their revisions and lines, decisions, and the questions put to people."""

from __future__ import annotations

from sqlalchemy import JSON, BigInteger, Column, Float, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

programs = Table(
    "programs", metadata, own_id(), maker(),
    Column("name", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    at("published_at"), at("superseded_at", nullable=True),
    UniqueConstraint("maker_id", "name", "version"),
)  # fmt: skip

program_drafts = Table(  # versions that are being written; publishing takes the text over
    "program_drafts", metadata, own_id(), maker(),
    Column("name", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("actor", String(64), nullable=False),
    at("created_at"), at("changed_at"),
    UniqueConstraint("maker_id", "name", "version"),
)  # fmt: skip

submissions = Table(  # one row per maker: where the next submission number comes from
    "submissions", metadata,
    Column("maker_id", String(64), primary_key=True),
    Column("next", BigInteger, nullable=False),
)  # fmt: skip

claims = Table(
    "claims", metadata, own_id(), maker(),
    Column("outside_id", String(128), nullable=False),
    Column("dealer", String(64), nullable=False),
    Column("program", String(64), nullable=False),
    Column("submission", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # core.lifecycle
    Column("decision_id", String(36), nullable=True),
    at("created_at"), at("changed_at"), at("decided_at", nullable=True),
    UniqueConstraint("maker_id", "dealer", "outside_id"),
    UniqueConstraint("maker_id", "submission"),
    Index("ix_claims_state", "maker_id", "state", "submission"),
    Index("ix_claims_dealer", "maker_id", "dealer", "submission"),
    Index("ix_claims_program", "maker_id", "program", "submission"),
    Index("ix_claims_outside_id", "maker_id", "outside_id"),
    # Days: what a list narrows them by stands in it, so that claims that are not shown are not fetched.
    Index("ix_claims_created_at", "maker_id", "created_at", "submission", "dealer", "program", "state"),
)  # fmt: skip

claim_revisions = Table(
    "claim_revisions", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("actor", String(64), nullable=False),
    at("created_at"),
    UniqueConstraint("claim_id", "revision"),
)  # fmt: skip

claim_lines = Table(
    "claim_lines", metadata, own_id(), maker(),
    ref("revision_id", "claim_revisions"),
    Column("number", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("claimed_minor", BigInteger, nullable=True),
    Column("currency", String(3), nullable=True),
    Column("sale_id", String(128), nullable=True),
    UniqueConstraint("revision_id", "number"),
)  # fmt: skip

claim_documents = Table(
    "claim_documents", metadata, own_id(), maker(),
    ref("revision_id", "claim_revisions"),
    ref("document_id", "documents"),
    Column("position", Integer, nullable=False),
    UniqueConstraint("revision_id", "document_id"),
    Index("ix_claim_documents_document_id", "document_id"),
)  # fmt: skip

decisions = Table(
    "decisions", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),  # 1-based within the claim
    Column("verdict", String(16), nullable=False),
    Column("by", String(64), nullable=False),  # machine, or the actor's id
    Column("decision", JSON, nullable=False),  # wire of model.decisions.Decision
    Column("case", JSON, nullable=False),  # ids and versions that replay gathers from; see services.judging.process
    Column("program_version", String(64), nullable=False),
    Column("engine_version", String(64), nullable=False),
    Column("seconds", Float, nullable=False, default=0.0),
    at("created_at"),
    UniqueConstraint("claim_id", "sequence"),
)  # fmt: skip

review_tasks = Table(
    "review_tasks", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("dealer", String(64), nullable=False, server_default=""),  # the claim's, so that the queue is one index
    Column("program", String(64), nullable=False, server_default=""),
    Column("revision", Integer, nullable=False),
    Column("decision_id", String(36), nullable=True),
    Column("code", String(64), nullable=False),
    Column("question", JSON, nullable=False),
    Column("state", String(16), nullable=False),  # open, resolved, withdrawn
    Column("leased_by", String(64), nullable=True),
    at("leased_until", nullable=True),
    Column("fence", Integer, nullable=False, default=0),
    Column("outcome", JSON, nullable=True),
    at("created_at"), at("resolved_at", nullable=True),
    Column("step", String(16), nullable=False, server_default="first"),  # first, second, third, appeal
    Column("only_for", String(64), nullable=True),  # a person's id, or `admin`; null: any reviewer
    Column("priority", Integer, nullable=False, server_default="5"),  # 1 comes first
    Column("value", BigInteger, nullable=True),  # hundredths of the currency's unit
    Column("currency", String(3), nullable=True),
    Column("seconds", Integer, nullable=True),  # from taking it to answering it
    at("due_at", nullable=True), at("taken_at", nullable=True),
    Index("ix_review_tasks_state", "maker_id", "state", "created_at"),
    Index("ix_review_tasks_resolved_at", "maker_id", "state", "resolved_at"),
    Index(  # all that the queue counts and sorts by: it never looks at the rows themselves
        "ix_review_tasks_queue", "maker_id", "state", "program", "code", "dealer", "only_for", "leased_until", "due_at",
        "created_at", "value", "step", "priority", "leased_by", "id",
    ),
    Index("ix_review_tasks_claim_id", "claim_id"),
)  # fmt: skip
