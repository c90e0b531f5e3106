"""The desk: corrections, pairs, appeals, second deciders, saved views."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for column in (
        sa.Column("step", sa.String(16), nullable=False, server_default="first"),
        sa.Column("only_for", sa.String(64), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False, server_default="5"),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(3), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=True),
        sa.Column("due_at", _AT, nullable=True),
        sa.Column("taken_at", _AT, nullable=True),
    ):
        op.add_column("review_tasks", column)
    _said()
    _tasks()
    _appeals()
    _queue()


def _said() -> None:
    _table(
        "corrections", _ref("claim_id", "claims"), sa.Column("revision", sa.Integer(), nullable=False),
        _ref("document_id", "documents"), _text("field", 64), sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("box", sa.JSON(), nullable=True), _text("value", nullable=True), _text("was", nullable=True),
        _text("why", 16), _text("by", 64), _at("created_at"), _at("superseded_at", nullable=True),
        indices={"document_id": ("document_id",), "claim_id": ("claim_id",)},
    )  # fmt: skip
    _table(
        "chosen_sales", _ref("claim_id", "claims"), sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False), _ref("sale", "sales"), _text("by", 64), _at("created_at"),
        indices={"claim_id": ("claim_id",)},
    )  # fmt: skip
    _table(
        "pair_verdicts", _text("one", 36), _text("other", 36), _text("answer", 16),
        sa.Column("note", sa.Text(), nullable=False, server_default=""), _text("by", 64), _at("created_at"),
        indices={"one": ("maker_id", "one"), "other": ("maker_id", "other")},
    )  # fmt: skip


def _tasks() -> None:
    _table(
        "task_bars", _ref("task_id", "review_tasks"), _text("person", 64), _at("until", nullable=True),
        indices={"task_id": ("task_id", "person")},
    )  # fmt: skip
    _table(
        "task_notes", _ref("task_id", "review_tasks"), _ref("claim_id", "claims"), _text("kind", 16), _text("text"),
        _text("by", 64), _at("created_at"), indices={"claim_id": ("claim_id",)},
    )  # fmt: skip
    _table(
        "sealed_verdicts", _ref("claim_id", "claims"), sa.Column("revision", sa.Integer(), nullable=False),
        _ref("task_id", "review_tasks"), _ref("next_task_id", "review_tasks"), _text("verdict", 16),
        sa.Column("answer", sa.JSON(), nullable=False), _text("by", 64),
        sa.Column("opened", sa.Boolean(), nullable=False), _at("created_at"),
        indices={"next_task_id": ("next_task_id",), "claim_id": ("claim_id",)},
    )  # fmt: skip


def _appeals() -> None:
    _table(
        "appeals", _ref("claim_id", "claims"), _text("decision_id", 36), _text("state", 16), _text("text"),
        sa.Column("documents", sa.JSON(), nullable=False), _ref("task_id", "review_tasks"),
        _text("outcome_id", 36, nullable=True), _text("by", 64), _text("decided_by", 64, nullable=True),
        _at("created_at"), _at("decided_at", nullable=True),
        sa.UniqueConstraint("decision_id", name=op.f("uq_appeals_decision_id")),
        indices={"state": ("maker_id", "state", "created_at"), "claim_id": ("claim_id",)},
    )  # fmt: skip
    _table(
        "inquiries", _ref("claim_id", "claims"), _text("asked_of", 128), _text("question"), _text("by", 64),
        _text("answer", nullable=True), _text("answered_by", 64, nullable=True), _at("created_at"),
        _at("answered_at", nullable=True), indices={"claim_id": ("claim_id",), "open": ("maker_id", "answered_at")},
    )  # fmt: skip
    _table(
        "dealer_messages", _ref("claim_id", "claims"), _text("decision_id", 36), _text("language", 16), _text("text"),
        _text("by", 64), _at("created_at"), indices={"claim_id": ("claim_id",)},
    )  # fmt: skip


def _queue() -> None:
    _table(
        "saved_views", _text("person", 64), _text("name", 64), _text("query"), _at("created_at"),
        sa.UniqueConstraint("person", "name", name=op.f("uq_saved_views_person_name")),
    )  # fmt: skip
    _table(
        "bulk_acts", _text("act", 16), sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("items", sa.JSON(), nullable=False), sa.Column("result", sa.JSON(), nullable=True), _text("by", 64),
        _at("created_at"), _at("done_at", nullable=True),
    )  # fmt: skip


def _table(name: str, *columns: Any, indices: dict[str, tuple[str, ...]] | None = None) -> None:
    """A table with our id, its maker and foreign keys named as everywhere."""
    keys = [
        sa.ForeignKeyConstraint([c.name], [f"{c.info['of']}.id"], name=op.f(f"fk_{name}_{c.name}_{c.info['of']}"))
        for c in columns
        if isinstance(c, sa.Column) and "of" in c.info
    ]
    op.create_table(
        name, _text("id", 36), _text("maker_id", 64), *columns, *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )  # fmt: skip
    for short, over in (indices or {}).items():
        op.create_index(f"ix_{name}_{short}", name, list(over))


def _ref(name: str, of: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(36), nullable=False, info={"of": of})


def _text(name: str, length: int | None = None, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=nullable)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _AT, nullable=nullable)
