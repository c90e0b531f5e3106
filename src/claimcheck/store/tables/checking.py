"""Checking companies: rules that assign claims, batches and their items, questions to the maker, masked pictures."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

assignment_rules = Table(  # what the clock gives to whom by itself
    "assignment_rules", metadata, own_id(), maker(),
    Column("company", String(64), nullable=False),
    Column("program", String(64), nullable=False),  # "": any
    Column("region", String(64), nullable=False),  # of the dealer; "": any
    Column("size", Integer, nullable=False),
    Column("hours", Integer, nullable=False),
    Column("share", Integer, nullable=False),  # per cent of the claims that it is for
    Column("actor", String(64), nullable=False),
    at("created_at"), at("ended_at", nullable=True),
)  # fmt: skip

batches = Table(
    "batches", metadata, own_id(), maker(),
    Column("number", Integer, nullable=False),
    Column("company", String(64), nullable=False),
    Column("program", String(64), nullable=False),
    Column("region", String(64), nullable=False),
    ref("rule_id", "assignment_rules", nullable=True),
    Column("state", String(16), nullable=False),  # waiting, held, returned, recalled, overdue
    Column("held_by", String(64), nullable=True),
    Column("actor", String(64), nullable=False),
    at("due_at"), at("created_at"), at("pulled_at", nullable=True), at("closed_at", nullable=True),
    at("warned_at", nullable=True),
    UniqueConstraint("maker_id", "number"),
    Index("ix_batches_company", "maker_id", "company", "state"),
)  # fmt: skip

batch_items = Table(
    "batch_items", metadata, own_id(), maker(),
    ref("batch_id", "batches"),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    ref("task_id", "review_tasks"),
    Column("task_fence", Integer, nullable=False),  # of the lease on the task that the batch holds
    Column("position", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # open, done, returned, overdue, gone
    Column("open_claim", String(36), nullable=True, unique=True),  # the claim's id while open: never in two batches
    Column("taken_by", String(64), nullable=True),
    at("taken_until", nullable=True),
    Column("fence", Integer, nullable=False),
    Column("verdict", String(16), nullable=True),
    Column("advice", Boolean, nullable=False),  # whether a reviewer of the maker decides after it
    Column("outcome", JSON, nullable=True),
    Column("by", String(64), nullable=True),
    Column("number", String(160), nullable=False, server_default=""),  # of the claim, without personal data
    at("due_at"), at("paused_at", nullable=True), at("created_at"), at("closed_at", nullable=True),
    UniqueConstraint("batch_id", "claim_id"),
    Index("ix_batch_items_task_id", "task_id"),
    Index("ix_batch_items_claim_id", "claim_id"),
    Index("ix_batch_items_created_at", "maker_id", "created_at"),
)  # fmt: skip

checker_questions = Table(
    "checker_questions", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    ref("item_id", "batch_items"),
    Column("open_item", String(36), nullable=True, unique=True),  # the item's id while unanswered: one at a time
    Column("text", Text, nullable=False),
    Column("asked_by", String(64), nullable=False),
    Column("answer", Text, nullable=True),
    Column("answered_by", String(64), nullable=True),
    at("asked_at"), at("answered_at", nullable=True),
    Index("ix_checker_questions_claim_id", "claim_id"),
)  # fmt: skip

masked_pictures = Table(  # made once for what was to be hidden; another claim or decision may hide more
    "masked_pictures", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    ref("document_id", "documents"),
    Column("page", Integer, nullable=False),
    Column("part", String(64), nullable=False),  # "": the page; else the field that is cut out of it
    Column("recipe", String(64), nullable=False),  # hash of what is shown and hidden
    Column("blob", String(255), nullable=False),
    Column("sha256", String(64), nullable=False),
    at("created_at"),
    UniqueConstraint("claim_id", "document_id", "page", "part", "recipe"),
)  # fmt: skip
