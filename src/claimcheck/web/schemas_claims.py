"""What the API shows of documents and claims."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel, Field

from claimcheck.web.schemas import Box, Page


class ProblemOut(BaseModel):
    """What is wrong with a document, and what to do."""

    code: str = Field(examples=["file.truncated"])
    message: str
    page: int | None = None


class AdviceOut(BaseModel):
    """How the sender could take a better picture."""

    code: str = Field(examples=["quality.blurred"])
    message: str
    page: int


class FieldOut(BaseModel):
    """A value that stands on a document, with its evidence; `value` is null where the page leaves it open."""

    value: str | None
    raw: str
    confidence: float
    page: int | None = None
    box: Box | None = None
    reader: str
    supports: list[str]
    alternatives: list[str] = Field(default_factory=list)
    document: str | None = Field(None, description="our id of the document, where several are meant")


class LineItemOut(BaseModel):
    """One line of an invoice."""

    values: dict[str, str]
    page: int | None = None
    box: Box | None = None


class FoundDocument(BaseModel):
    """One document as found in a file: a file may hold several."""

    pages: list[int]
    kind: str
    kind_confidence: float
    fields: dict[str, FieldOut]
    line_items: list[LineItemOut]


class PageOut(BaseModel):
    """One page, and where its picture is."""

    number: int
    width: int
    height: int
    layer: str
    reader: str
    picture: str | None = Field(None, description="path of the JPEG")


class DocumentOut(BaseModel):
    """An uploaded file and what was read of it."""

    id: str
    filename: str
    media_type: str
    size: int
    sha256: str
    state: str = Field(description="received, read or failed")
    created_at: datetime
    read_at: datetime | None = None
    problems: list[ProblemOut]
    pages: list[PageOut]
    documents: list[FoundDocument] = Field(description="what stands on it, with no claim in mind")
    advice: list[AdviceOut] = Field(default=[], description="how to take a better picture; it stops nothing")


class PlaceOut(BaseModel):
    """Where a value stands."""

    document: str
    page: int | None = None
    box: Box | None = None


class ReasonOut(BaseModel):
    """One reason of a verdict: one per field that is wrong."""

    code: str = Field(examples=["amount.contradicted"])
    field: str
    message: str
    verdict: str
    claimed: str | None = None
    found: str | None = None
    place: PlaceOut | None = None
    fix: str | None = Field(None, description="the smallest change that would pass")


class LineVerdictOut(BaseModel):
    """What became of one line."""

    line: int
    verdict: str
    sale_id: str | None = None
    quantity: str
    payable: str | None = None


class DecisionOut(BaseModel):
    """One decision; a later one supersedes it."""

    id: str
    revision: int
    sequence: int
    by: str = Field(description="machine, or the key of a person")
    verdict: str
    reasons: list[ReasonOut]
    question: str | None = None
    lines: list[LineVerdictOut]
    fields: dict[str, FieldOut] = Field(description="what the documents say")
    sale_id: str | None = None
    duplicate_of: str | None = None
    program_version: str
    engine_version: str
    seconds: float
    created_at: datetime


class LineOut(BaseModel):
    """One thing claimed for."""

    number: int
    fields: dict[str, str]
    quantity: str
    claimed_amount: str | None = None
    sale_id: str | None = None


class RevisionOut(BaseModel):
    """What a claim said at one time."""

    revision: int
    fields: dict[str, str]
    lines: list[LineOut]
    documents: list[str]
    note: str
    created_at: datetime


class ClaimSummary(BaseModel):
    """A claim in a list."""

    id: str
    claim_id: str = Field(description="the claimant's own number")
    program: str
    dealer: str
    submission: int
    revision: int
    state: str = Field(description="waiting, judging, approved, returned, rejected, review or withdrawn")
    verdict: str | None = None
    reasons: list[ReasonOut]
    created_at: datetime
    changed_at: datetime
    decided_at: datetime | None = None


class ClaimOut(ClaimSummary):
    """A claim with all that it has said and all that was decided on it."""

    lines: list[LineOut]
    documents: list[str]
    revisions: list[RevisionOut]
    decision: DecisionOut | None = Field(None, description="the one that stands")
    decisions: list[DecisionOut]


class Claims(Page):
    """Claims, the last submitted first."""

    claims: list[ClaimSummary]
