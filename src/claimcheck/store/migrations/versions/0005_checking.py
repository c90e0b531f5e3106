"""Checking companies: batches, assignments, questions to the maker."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _assignment_rules()
    _batches()
    _batch_items()
    _checker_questions()
    _masked_pictures()


def _assignment_rules() -> None:
    op.create_table(
        "assignment_rules", *_owned(),
        *(_text(name, 64) for name in ("company", "program", "region")),
        *(_number(name) for name in ("size", "hours", "share")),
        _text("actor", 64), _at("created_at"), _at("ended_at", nullable=True),
        _key("assignment_rules"),
    )  # fmt: skip


def _batches() -> None:
    op.create_table(
        "batches", *_owned(), _number("number"),
        *(_text(name, 64) for name in ("company", "program", "region")),
        _text("rule_id", 36, nullable=True), _text("state", 16), _text("held_by", 64, nullable=True),
        _text("actor", 64), _at("due_at"), _at("created_at"),
        *(_at(name, nullable=True) for name in ("pulled_at", "closed_at", "warned_at")),
        _refers("batches", "rule_id", "assignment_rules"), _key("batches"),
        sa.UniqueConstraint("maker_id", "number", name=op.f("uq_batches_maker_id_number")),
    )  # fmt: skip
    op.create_index("ix_batches_company", "batches", ["maker_id", "company", "state"])


def _batch_items() -> None:
    op.create_table(
        "batch_items", *_owned(),
        _text("batch_id", 36), _text("claim_id", 36), _number("revision"), _text("task_id", 36), _number("task_fence"),
        _number("position"), _text("state", 16), _text("open_claim", 36, nullable=True),
        _text("taken_by", 64, nullable=True), _at("taken_until", nullable=True), _number("fence"),
        _text("verdict", 16, nullable=True), sa.Column("advice", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True), _text("by", 64, nullable=True),
        _at("due_at"), _at("paused_at", nullable=True), _at("created_at"), _at("closed_at", nullable=True),
        _refers("batch_items", "batch_id", "batches"), _refers("batch_items", "claim_id", "claims"),
        _refers("batch_items", "task_id", "review_tasks"), _key("batch_items"),
        sa.UniqueConstraint("open_claim", name=op.f("uq_batch_items_open_claim")),
        sa.UniqueConstraint("batch_id", "claim_id", name=op.f("uq_batch_items_batch_id_claim_id")),
    )  # fmt: skip
    op.create_index("ix_batch_items_claim_id", "batch_items", ["claim_id"])
    op.create_index("ix_batch_items_created_at", "batch_items", ["maker_id", "created_at"])


def _checker_questions() -> None:
    op.create_table(
        "checker_questions", *_owned(),
        _text("claim_id", 36), _text("item_id", 36), _text("open_item", 36, nullable=True),
        sa.Column("text", sa.Text(), nullable=False), _text("asked_by", 64),
        sa.Column("answer", sa.Text(), nullable=True), _text("answered_by", 64, nullable=True),
        _at("asked_at"), _at("answered_at", nullable=True),
        _refers("checker_questions", "claim_id", "claims"), _refers("checker_questions", "item_id", "batch_items"),
        _key("checker_questions"),
        sa.UniqueConstraint("open_item", name=op.f("uq_checker_questions_open_item")),
    )  # fmt: skip
    op.create_index("ix_checker_questions_claim_id", "checker_questions", ["claim_id"])


def _masked_pictures() -> None:
    same = ("claim_id", "document_id", "page", "part", "recipe")
    op.create_table(
        "masked_pictures", *_owned(),
        _text("claim_id", 36), _text("document_id", 36), _number("page"), _text("part", 64), _text("recipe", 64),
        _text("blob", 255), _text("sha256", 64), _at("created_at"),
        _refers("masked_pictures", "claim_id", "claims"), _refers("masked_pictures", "document_id", "documents"),
        _key("masked_pictures"),
        sa.UniqueConstraint(*same, name=op.f("uq_masked_pictures_" + "_".join(same))),
    )  # fmt: skip


def _owned() -> tuple[sa.Column[Any], sa.Column[Any]]:
    return _text("id", 36), _text("maker_id", 64)


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _number(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _at(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _AT, nullable=nullable)


def _key(table: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}_{target}"))
