"""What the API takes and gives about the desk: corrections, sales, pairs, appeals, words asked of others."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from claimcheck.web.schemas import Box, Fence, FieldName, Model, OutsideId, Page, Text, with_example

_ID = "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"
_Id = Annotated[str, Field(max_length=64, pattern=r"^[0-9A-Za-z-]+$")]
_Said = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]
_Why = Literal["misread", "wrong_place", "printed_so", "unreadable", "absent"]
_Pair = Literal["same", "same_sale", "different", "unsure"]


class CorrectionIn(Model):
    """What a page says, as a person reads it."""

    model_config = with_example(
        {"fence": 3, "document": _ID, "field": "total_amount", "value": "16.00", "why": "misread", "page": 1,
         "box": [0.61, 0.72, 0.74, 0.75]}
    )  # fmt: skip

    fence: Fence
    document: _Id
    field: FieldName
    value: Text = Field("", description="dates ISO, amounts plain decimals; empty where unreadable or absent")
    why: _Why
    page: int | None = Field(None, ge=1, le=100_000)
    box: Box | None = None


class SaleIn(Model):
    """Which of the sales that were weighed the claim is of."""

    model_config = with_example({"fence": 3, "sale": _ID, "line": 1})

    fence: Fence
    sale: _Id = Field(description="our id of the sale, as `candidates` of the claim's decision name it")
    line: int = Field(1, ge=1, le=10_000)


class PairIn(Model):
    """Whether a document of the claim and one of another claim are one."""

    model_config = with_example({"fence": 3, "document": _ID, "other": _ID, "answer": "different"})

    fence: Fence
    document: _Id
    other: _Id
    answer: _Pair
    note: Text = ""


class EscalateIn(Model):
    """To whom a task is given."""

    model_config = with_example({"fence": 3, "to": "admin", "why": "Is this stamp genuine?"})

    fence: Fence
    to: _Id = Field("admin", description="`admin`, or the id of a person who decides")
    why: _Said


class WaitingOut(BaseModel):
    """Open tasks of one program and reason."""

    program: str
    code: str
    open: int
    free: int


class QueueOut(BaseModel):
    """What waits for the caller."""

    open: int
    free: int
    overdue: int
    older_than_days: dict[int, int] = Field(description="tasks asked more than so many days ago")
    worth_at_least: dict[int, int] = Field(description="tasks on claims of so much or more, each in its own currency")
    median_seconds: int | None = Field(description="from taking a task to answering it, over the last 200")
    waiting: list[WaitingOut]


class LabelOut(BaseModel):
    """Reading truth: what a person read on a page, to measure readers by."""

    id: str
    sha256: str = Field(description="of the file")
    document: str
    program: str
    field: str
    value: str | None = Field(description="null: it stands nowhere, or nobody can read it")
    was: str | None = Field(description="what the machine had read")
    why: _Why
    page: int | None
    box: list[float] | None
    created_at: datetime


class Labels(Page):
    """Reading truth, the first made first."""

    labels: list[LabelOut]


class AppealIn(Model):
    """Why a decision is wrong, and what is added."""

    model_config = with_example({"text": "The sale is in the June file.", "add_documents": [_ID]})

    text: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]
    add_documents: Annotated[list[_Id], Field(max_length=50)] = Field(default_factory=list)


class AppealOut(BaseModel):
    """An appeal against a decision."""

    id: str
    claim: str = Field(description="our id of the claim")
    claim_id: OutsideId = Field(description="the claimant's own number")
    program: str
    dealer: str
    state: Literal["open", "upheld", "overturned", "withdrawn"]
    text: str
    documents: list[str]
    decision: str = Field(description="id of the decision that is appealed")
    appealed: str = Field(description="its verdict")
    outcome: str | None = Field(description="id of the decision made on the appeal")
    created_at: datetime
    decided_at: datetime | None


class Appeals(Page):
    """Appeals, the last first."""

    appeals: list[AppealOut]


class AppealCount(BaseModel):
    """How many appeals a program had, and how they ended."""

    program: str
    appealed: int
    open: int
    upheld: int
    overturned: int
    withdrawn: int


class AppealReport(BaseModel):
    """How appeals ended, by program."""

    programs: list[AppealCount]


class GroundIn(Model):
    """Why a decided claim is opened again."""

    model_config = with_example({"ground": "The invoice was cancelled since."})

    ground: _Said


class InquiryIn(Model):
    """A word asked of a person or department."""

    model_config = with_example({"asked_of": "Sales control", "question": "Was this vehicle sold in March?"})

    asked_of: OutsideId
    question: _Said


class InquiryAnswerIn(Model):
    """The answer to what was asked."""

    model_config = with_example({"answer": "Yes, on 14 March."})

    answer: _Said


class InquiryOut(BaseModel):
    """A word asked on a claim; `answer` is null while it is waited for."""

    id: str
    claim: str
    asked_of: str
    question: str
    answer: str | None
    created_at: datetime
    answered_at: datetime | None


class Inquiries(BaseModel):
    """What was asked on a claim, the first first."""

    inquiries: list[InquiryOut]
