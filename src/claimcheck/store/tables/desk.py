"""The reviewers' desk: what people said of a claim, whom a task is not for, second deciders, appeals, saved views."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text, UniqueConstraint, false

from claimcheck.store.tables.columns import at, maker, metadata, own_id, ref

corrections = Table(  # what a person reads on a page; a later one of the same field and document supersedes
    "corrections", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    ref("document_id", "documents"),
    Column("field", String(64), nullable=False),
    Column("page", Integer, nullable=True),
    Column("box", JSON, nullable=True),  # left, top, right, bottom as fractions of the page
    Column("value", Text, nullable=True),  # null: it stands nowhere, or nobody can read it
    Column("was", Text, nullable=True),  # what the machine read
    Column("why", String(16), nullable=False),  # misread, wrong_place, printed_so, unreadable, absent
    Column("by", String(64), nullable=False),
    at("created_at"), at("superseded_at", nullable=True),
    Index("ix_corrections_document_id", "document_id"),
    Index("ix_corrections_claim_id", "claim_id"),
)  # fmt: skip

chosen_sales = Table(  # which sale a person says that a claim line is of
    "chosen_sales", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    Column("line", Integer, nullable=False),
    ref("sale", "sales"),
    Column("by", String(64), nullable=False),
    at("created_at"),
    Index("ix_chosen_sales_claim_id", "claim_id"),
)  # fmt: skip

pair_verdicts = Table(  # whether two documents are one; the lower id first, the last answer counts
    "pair_verdicts", metadata, own_id(), maker(),
    Column("one", String(36), nullable=False),
    Column("other", String(36), nullable=False),
    Column("answer", String(16), nullable=False),  # same, same_sale, different, unsure
    Column("note", Text, nullable=False, server_default=""),
    Column("by", String(64), nullable=False),
    at("created_at"),
    Index("ix_pair_verdicts_one", "maker_id", "one"),
    Index("ix_pair_verdicts_other", "maker_id", "other"),
)  # fmt: skip

task_bars = Table(  # who may not take a task: it decided before, or put it back for a while
    "task_bars", metadata, own_id(), maker(),
    ref("task_id", "review_tasks"),
    Column("person", String(64), nullable=False),
    at("until", nullable=True),  # null: for good
    Index("ix_task_bars_task_id", "task_id", "person"),
    Index("ix_task_bars_person", "person", "task_id"),
)  # fmt: skip

task_notes = Table(  # what people said to one another about a claim's task
    "task_notes", metadata, own_id(), maker(),
    ref("task_id", "review_tasks"),
    ref("claim_id", "claims"),
    Column("kind", String(16), nullable=False),  # skipped, escalated, reopened
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=False),
    at("created_at"),
    Index("ix_task_notes_claim_id", "claim_id"),
)  # fmt: skip

sealed_verdicts = Table(  # a first verdict that waits for a second person's, who does not see it
    "sealed_verdicts", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("revision", Integer, nullable=False),
    ref("task_id", "review_tasks"),
    ref("next_task_id", "review_tasks"),  # on which the next person answers
    Column("verdict", String(16), nullable=False),
    Column("answer", JSON, nullable=False),
    Column("by", String(64), nullable=False),
    Column("opened", Boolean, nullable=False),  # the next person has answered: it is secret no more
    at("created_at"),
    Index("ix_sealed_verdicts_next_task_id", "next_task_id"),
    Index("ix_sealed_verdicts_claim_id", "claim_id"),
)  # fmt: skip

appeals = Table(
    "appeals", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("decision_id", String(36), nullable=False),  # the one that is appealed; it stays
    Column("state", String(16), nullable=False),  # open, upheld, overturned, withdrawn
    Column("text", Text, nullable=False),
    Column("documents", JSON, nullable=False),  # ids of those added
    ref("task_id", "review_tasks"),
    Column("outcome_id", String(36), nullable=True),  # the decision made on it
    Column("by", String(64), nullable=False),
    Column("decided_by", String(64), nullable=True),
    at("created_at"), at("decided_at", nullable=True),
    UniqueConstraint("decision_id"),
    Index("ix_appeals_state", "maker_id", "state", "created_at"),
    Index("ix_appeals_claim_id", "claim_id"),
)  # fmt: skip

inquiries = Table(  # a word asked of a person or department, and the answer; both hang on the claim
    "inquiries", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("asked_of", String(128), nullable=False),
    Column("question", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("answer", Text, nullable=True),
    Column("answered_by", String(64), nullable=True),
    at("created_at"), at("answered_at", nullable=True),
    Index("ix_inquiries_claim_id", "claim_id"),
    Index("ix_inquiries_open", "maker_id", "answered_at"),
)  # fmt: skip

dealer_messages = Table(  # what a person wrote to the dealer with a decision
    "dealer_messages", metadata, own_id(), maker(),
    ref("claim_id", "claims"),
    Column("decision_id", String(36), nullable=False),
    Column("language", String(16), nullable=False),
    Column("text", Text, nullable=False),
    Column("by", String(64), nullable=False),
    at("created_at"),
    Index("ix_dealer_messages_claim_id", "claim_id"),
)  # fmt: skip

saved_views = Table(
    "saved_views", metadata, own_id(), maker(),
    Column("person", String(64), nullable=False),
    Column("name", String(64), nullable=False),
    Column("query", Text, nullable=False),
    Column("shared", Boolean, nullable=False, server_default=false()),  # with all who have a queue
    at("created_at"),
    UniqueConstraint("person", "name"),
)  # fmt: skip

desk_drafts = Table(  # what a person has begun to answer: it survives a reload, and another machine
    "desk_drafts", metadata, own_id(), maker(),
    ref("task_id", "review_tasks"),
    Column("person", String(64), nullable=False),
    Column("decision_id", String(36), nullable=True),  # that the question arose from: another question, another draft
    Column("typed", JSON, nullable=False),
    at("changed_at"),
    UniqueConstraint("task_id", "person"),
    Index("ix_desk_drafts_changed_at", "changed_at"),
)  # fmt: skip

bulk_acts = Table(  # one act on many tasks: frozen by its preview, then carried out once
    "bulk_acts", metadata, own_id(), maker(),
    Column("act", String(16), nullable=False),  # return, reject, escalate
    Column("answer", JSON, nullable=False),
    Column("items", JSON, nullable=False),
    Column("result", JSON, nullable=True),
    Column("by", String(64), nullable=False),
    at("created_at"), at("done_at", nullable=True),
)  # fmt: skip
