"""The tables. Every row carries its maker; our ids are UUIDv7 as text; time is UTC; money is integer minor units.

What is superseded is kept: decisions, program versions, revisions and audit entries are only ever added.
`work` is the outbox and the lease in one: a row is written in the transaction that makes the work necessary, a
dispatcher hints it to Redis, a worker leases it with a fencing number, and it ends in the transaction of its result.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)  # fmt: skip

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime in UTC; SQLite has no zones, so they are put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Refuse naive times: they are a bug in the caller."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a naive datetime may not be stored")
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """The stored time, aware."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


def _id() -> Column[str]:
    return Column("id", String(36), primary_key=True)


def _maker() -> Column[str]:
    return Column("maker_id", String(64), nullable=False)


def _ref(name: str, target: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, String(36), ForeignKey(f"{target}.id"), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> Column[datetime]:
    return Column(name, UTCDateTime(), nullable=nullable)


organisations = Table(
    "organisations", metadata, _id(), _maker(),
    Column("outside_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False),  # maker, dealer, checker
    Column("name", Text, nullable=False),
    _at("created_at"),
    UniqueConstraint("maker_id", "outside_id"),
)  # fmt: skip

api_keys = Table(
    "api_keys", metadata, _id(), _maker(),
    _ref("organisation_id", "organisations"),
    Column("role", String(16), nullable=False),
    Column("label", Text, nullable=False),
    Column("prefix", String(16), nullable=False, unique=True),
    Column("secret_sha256", String(64), nullable=False),
    _at("created_at"), _at("expires_at", nullable=True), _at("revoked_at", nullable=True),
)  # fmt: skip

idempotency_keys = Table(
    "idempotency_keys", metadata, _id(), _maker(),
    Column("api_key_id", String(36), nullable=False),
    Column("key", String(255), nullable=False),
    Column("request_sha256", String(64), nullable=False),
    Column("status", Integer, nullable=True),  # null while the first call is under way
    Column("body", JSON, nullable=True),
    _at("created_at"),
    UniqueConstraint("api_key_id", "key"),
    Index("ix_idempotency_keys_created_at", "created_at"),
)  # fmt: skip

programs = Table(
    "programs", metadata, _id(), _maker(),
    Column("name", String(64), nullable=False),
    Column("version", String(64), nullable=False),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False),
    _at("published_at"), _at("superseded_at", nullable=True),
    UniqueConstraint("maker_id", "name", "version"),
)  # fmt: skip

documents = Table(
    "documents", metadata, _id(), _maker(),
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
    _at("created_at"), _at("read_at", nullable=True),
    Index("ix_documents_owner", "maker_id", "organisation", "id"),
    Index("ix_documents_sha256", "maker_id", "sha256"),
)  # fmt: skip

readings = Table(  # immutable; a cache by (sha256, reader version, locale) within a maker
    "readings", metadata, _id(), _maker(),
    Column("sha256", String(64), nullable=False),
    Column("reader_version", String(128), nullable=False),
    Column("locale", String(16), nullable=False, default=""),
    Column("pages", JSON, nullable=False),  # wire of model.documents.Pages
    Column("pictures", JSON, nullable=False),  # {"1": blob key, …}
    _at("created_at"),
    UniqueConstraint("maker_id", "sha256", "reader_version", "locale"),
)  # fmt: skip

second_looks = Table(
    "second_looks", metadata, _id(), _maker(),
    Column("sha256", String(64), nullable=False),
    Column("page", Integer, nullable=False),
    Column("box", String(64), nullable=False),
    Column("reader", String(128), nullable=False),
    Column("look", JSON, nullable=False),
    _at("created_at"),
    UniqueConstraint("maker_id", "sha256", "page", "box", "reader"),
)  # fmt: skip

submissions = Table(  # one row per maker: where the next submission number comes from
    "submissions", metadata,
    Column("maker_id", String(64), primary_key=True),
    Column("next", BigInteger, nullable=False),
)  # fmt: skip

claims = Table(
    "claims", metadata, _id(), _maker(),
    Column("outside_id", String(128), nullable=False),
    Column("dealer", String(64), nullable=False),
    Column("program", String(64), nullable=False),
    Column("submission", BigInteger, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # core.lifecycle
    Column("decision_id", String(36), nullable=True),
    _at("created_at"), _at("changed_at"), _at("decided_at", nullable=True),
    UniqueConstraint("maker_id", "dealer", "outside_id"),
    UniqueConstraint("maker_id", "submission"),
    Index("ix_claims_state", "maker_id", "state", "submission"),
    Index("ix_claims_dealer", "maker_id", "dealer", "submission"),
)  # fmt: skip

claim_revisions = Table(
    "claim_revisions", metadata, _id(), _maker(),
    _ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("note", Text, nullable=False, default=""),
    Column("actor", String(64), nullable=False),
    _at("created_at"),
    UniqueConstraint("claim_id", "revision"),
)  # fmt: skip

claim_lines = Table(
    "claim_lines", metadata, _id(), _maker(),
    _ref("revision_id", "claim_revisions"),
    Column("number", Integer, nullable=False),
    Column("fields", JSON, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("claimed_minor", BigInteger, nullable=True),
    Column("currency", String(3), nullable=True),
    Column("sale_id", String(128), nullable=True),
    UniqueConstraint("revision_id", "number"),
)  # fmt: skip

claim_documents = Table(
    "claim_documents", metadata, _id(), _maker(),
    _ref("revision_id", "claim_revisions"),
    _ref("document_id", "documents"),
    Column("position", Integer, nullable=False),
    UniqueConstraint("revision_id", "document_id"),
    Index("ix_claim_documents_document_id", "document_id"),
)  # fmt: skip

document_facts = Table(  # how a possible duplicate is found: one row per (claim, fact); core.duplicates makes the keys
    "document_facts", metadata, _id(), _maker(),
    _ref("claim_id", "claims"),
    _ref("document_id", "documents", nullable=True),  # null: what the claim states, known before any document is read
    Column("kind", String(16), nullable=False),  # sha256, picture, facts, claimed
    Column("key", String(255), nullable=False),
    Index("ix_document_facts_key", "maker_id", "kind", "key"),
    Index("ix_document_facts_claim_id", "claim_id"),
)  # fmt: skip

sales_imports = Table(
    "sales_imports", metadata, _id(), _maker(),
    Column("source", String(64), nullable=False),
    Column("filename", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("mode", String(16), nullable=False),  # all, partial
    Column("counts", JSON, nullable=False),
    Column("rejects", JSON, nullable=False),
    Column("actor", String(64), nullable=False),
    _at("created_at"),
    Index("ix_sales_imports_file", "maker_id", "source", "sha256"),
)  # fmt: skip

sales = Table(  # one row per sale line
    "sales", metadata, _id(), _maker(),
    Column("source", String(64), nullable=False),
    Column("sale_id", String(128), nullable=False),
    Column("line", Integer, nullable=False),
    Column("dealer", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("total_minor", BigInteger, nullable=True),
    Column("currency", String(3), nullable=True),
    Column("sold_on", Date, nullable=True),
    Column("number_key", String(128), nullable=True),  # invoice number, folded
    Column("vin", String(32), nullable=True),
    Column("cancelled", Boolean, nullable=False, default=False),
    _at("changed_at"),
    UniqueConstraint("maker_id", "source", "sale_id", "line"),
    Index("ix_sales_sale_id", "maker_id", "sale_id"),
    Index("ix_sales_total", "maker_id", "total_minor"),
    Index("ix_sales_sold_on", "maker_id", "dealer", "sold_on"),
    Index("ix_sales_number", "maker_id", "number_key"),
    Index("ix_sales_vin", "maker_id", "vin"),
)  # fmt: skip

sale_uses = Table(
    "sale_uses", metadata, _id(), _maker(),
    _ref("sale", "sales"),
    Column("program", String(64), nullable=False),
    _ref("claim_id", "claims"),
    Column("line", Integer, nullable=False),
    Column("quantity", String(40), nullable=False),
    Column("state", String(16), nullable=False),  # held, settled, released
    _at("created_at"), _at("changed_at"),
    UniqueConstraint("sale", "program", "claim_id", "line"),
    Index("ix_sale_uses_claim_id", "claim_id"),
)  # fmt: skip

decisions = Table(
    "decisions", metadata, _id(), _maker(),
    _ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),  # 1-based within the claim
    Column("verdict", String(16), nullable=False),
    Column("by", String(64), nullable=False),  # machine, or the actor's id
    Column("decision", JSON, nullable=False),  # wire of model.decisions.Decision
    Column("case", JSON, nullable=False),  # ids and versions that replay gathers from; see services.process
    Column("program_version", String(64), nullable=False),
    Column("engine_version", String(64), nullable=False),
    Column("seconds", Float, nullable=False, default=0.0),
    _at("created_at"),
    UniqueConstraint("claim_id", "sequence"),
)  # fmt: skip

review_tasks = Table(
    "review_tasks", metadata, _id(), _maker(),
    _ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("decision_id", String(36), nullable=True),
    Column("code", String(64), nullable=False),
    Column("question", JSON, nullable=False),
    Column("state", String(16), nullable=False),  # open, resolved, withdrawn
    Column("leased_by", String(64), nullable=True),
    _at("leased_until", nullable=True),
    Column("fence", Integer, nullable=False, default=0),
    Column("outcome", JSON, nullable=True),
    _at("created_at"), _at("resolved_at", nullable=True),
    Index("ix_review_tasks_state", "maker_id", "state", "created_at"),
    Index("ix_review_tasks_claim_id", "claim_id"),
)  # fmt: skip

work = Table(
    "work", metadata, _id(), _maker(),
    Column("stage", String(16), nullable=False),  # read, judge
    Column("subject_id", String(36), nullable=False),  # document or claim
    Column("generation", Integer, nullable=False, default=1),  # claim revision and re-judgements count it up
    Column("state", String(16), nullable=False),  # open, done, dead
    Column("attempts", Integer, nullable=False, default=0),
    Column("fence", Integer, nullable=False, default=0),
    Column("leased_by", String(64), nullable=True),
    _at("leased_until", nullable=True),
    _at("not_before"),
    _at("dispatched_at", nullable=True),
    Column("last_error", Text, nullable=True),
    _at("created_at"), _at("finished_at", nullable=True),
    UniqueConstraint("stage", "subject_id", "generation"),
    Index("ix_work_due", "state", "stage", "not_before"),
)  # fmt: skip

audit_entries = Table(  # a hash chain per subject (claim or document); ids, codes and hashes, no personal data
    "audit_entries", metadata, _id(), _maker(),
    Column("subject_id", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("action", String(64), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("details", JSON, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    _at("created_at"),
    UniqueConstraint("subject_id", "sequence"),
    Index("ix_audit_entries_created_at", "maker_id", "created_at"),
)  # fmt: skip

audit_seals = Table(
    "audit_seals", metadata, _id(), _maker(),
    Column("day", Date, nullable=False),
    Column("heads", Integer, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    _at("created_at"),
    UniqueConstraint("maker_id", "day"),
)  # fmt: skip

events = Table(  # what the live stream sends; the id is the Last-Event-ID
    "events", metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    _maker(),
    Column("organisation", String(64), nullable=False),
    Column("subject", String(16), nullable=False),  # document, claim, task
    Column("subject_id", String(36), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("data", JSON, nullable=False),
    _at("created_at"),
    Index("ix_events_subject", "maker_id", "subject_id", "id"),
)  # fmt: skip

users = Table(  # people; machines have api_keys
    "users", metadata, _id(), _maker(),
    _ref("organisation_id", "organisations"),
    Column("email", String(254), nullable=False, unique=True),  # folded; one sign-in for the whole installation
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("language", String(16), nullable=False),  # en, zh-Hans
    Column("password", String(255), nullable=True),  # argon2; null until the one-time link was used
    _at("created_at"), _at("disabled_at", nullable=True),
)  # fmt: skip

user_links = Table(  # one-time links by which a person sets a password
    "user_links", metadata, _id(), _maker(),
    _ref("user_id", "users"),
    Column("token_sha256", String(64), nullable=False, unique=True),
    _at("created_at"), _at("expires_at"), _at("used_at", nullable=True),
)  # fmt: skip

user_sessions = Table(
    "user_sessions", metadata, _id(), _maker(),
    _ref("user_id", "users"),
    Column("token_sha256", String(64), nullable=False, unique=True),
    _at("created_at"), _at("seen_at"), _at("expires_at"), _at("revoked_at", nullable=True),
    Index("ix_user_sessions_user_id", "user_id"),
)  # fmt: skip

sign_in_tries = Table(  # by hash of account name or address, whether or not there is such an account
    "sign_in_tries", metadata,
    Column("key", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    _at("last_at"), _at("blocked_until", nullable=True),
    Index("ix_sign_in_tries_last_at", "last_at"),
)  # fmt: skip

claim_drafts = Table(  # what a person has entered of a claim that is not sent yet: one a program
    "claim_drafts", metadata, _id(), _maker(),
    _ref("user_id", "users"),
    Column("program", String(64), nullable=False),
    Column("fields", JSON, nullable=False),
    Column("documents", JSON, nullable=False),
    _at("created_at"), _at("changed_at"),
    UniqueConstraint("user_id", "program"),
)  # fmt: skip
