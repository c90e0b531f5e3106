"""What the API takes and gives, as types: OpenAPI is made of these, and their examples."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from claimcheck.services.claiming.draft_lines import MOST_SENT


def _clean(text: str) -> str:
    # NUL and lone surrogates cannot be stored everywhere; other controls have no business in a value.
    if any(ord(c) < 32 and c not in "\t\n\r" for c in text) or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("holds characters that cannot be taken")
    return text


Text = Annotated[str, Field(max_length=2000), AfterValidator(_clean)]
Name = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_clean)]
OutsideId = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_clean)]
FieldName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
Fields = Annotated[dict[FieldName, Text], Field(max_length=100)]
Amount = Annotated[Decimal, Field(max_digits=18, decimal_places=4, ge=0)]
Quantity = Annotated[Decimal, Field(max_digits=12, decimal_places=3, gt=0)]
Fence = Annotated[
    int, Field(ge=0, le=2**31 - 1, description="what the lease of a task gave: the proof that it is yours")
]
Box = Annotated[
    list[float],
    Field(min_length=4, max_length=4, description="left, top, right, bottom: fractions of the upright page"),
]


class Model(BaseModel):
    """Base of all: unknown members are refused, so that a misspelt one is not lost."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def with_example(example: dict[str, Any]) -> ConfigDict:
    """How a payload is read: nothing unknown, and this as its example."""
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [example]})


class Fault(BaseModel):
    """One thing that is wrong with a request or a file."""

    field: str | None = None
    line: int | None = None
    column: int | str | None = Field(
        None, description="the name of a table's column, or the place in a line of text, from 1"
    )
    message: str


class Problem(BaseModel):
    """An error (RFC 9457, application/problem+json)."""

    type: str = Field(examples=["urn:claimcheck:problem:file.too_large"])
    title: str
    status: int
    code: str = Field(description="stable; branch on it", examples=["file.too_large"])
    detail: str = Field(description="a sentence that says what to do")
    retry: bool = Field(default=False, description="whether the same call may succeed later")
    errors: list[Fault] | None = None


class Me(BaseModel):
    """Who the key belongs to."""

    organisation: str
    role: str
    maker: str


class LineIn(Model):
    """One thing claimed for."""

    fields: Fields = Field(default_factory=dict, description="what is claimed of this line: vin, serial_number, …")
    quantity: Quantity = Decimal(1)
    claimed_amount: Amount | None = None
    sale_id: OutsideId | None = None


class ClaimIn(Model):
    """A claim on documents that were uploaded before."""

    model_config = with_example(
        {
            "program": "spring-rebate",
            "claim_id": "R-2024-0017",
            "fields": {
                "seller_name": "Northwind Motors Ltd",
                "invoice_date": "2024-05-31",
                "total_amount": "1234.50",
                "currency": "EUR",
            },
            "lines": [{"quantity": "1", "claimed_amount": "150.00", "fields": {"serial_number": "SN-88121"}}],
            "documents": ["018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"],
        }
    )

    program: Name
    claim_id: OutsideId | None = Field(None, description="your own number of the claim, unique among yours")
    fields: Fields
    lines: Annotated[list[LineIn], Field(max_length=MOST_SENT)] = Field(default_factory=list)
    documents: Annotated[list[Annotated[str, Field(max_length=64), AfterValidator(_clean)]], Field(max_length=50)]


class RevisionIn(Model):
    """What changes of a returned claim; what is left out stays as it was."""

    model_config = with_example(
        {"add_documents": ["018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d"], "note": "The invoice, scanned again."}
    )

    fields: Fields | None = Field(None, description="all fields of the new revision")
    lines: Annotated[list[LineIn], Field(max_length=MOST_SENT)] | None = None
    documents: (
        Annotated[list[Annotated[str, Field(max_length=64), AfterValidator(_clean)]], Field(max_length=50)] | None
    ) = Field(None, description="all documents of the new revision")
    add_documents: Annotated[
        list[Annotated[str, Field(max_length=64), AfterValidator(_clean)]], Field(max_length=50)
    ] = Field(default_factory=list, description="documents besides those that the claim has")
    note: Text = ""


class UploadResult(BaseModel):
    """What became of one uploaded file."""

    filename: str
    status: Literal["accepted", "refused"]
    id: str | None = Field(default=None, description="of the document; name it in a claim")
    sha256: str | None = None
    problem: Problem | None = None


class Uploads(BaseModel):
    """One result per file, in the order sent."""

    documents: list[UploadResult]


class ProgramOut(BaseModel):
    """One published version of a program."""

    name: str
    version: str
    published_at: datetime
    superseded_at: datetime | None = None
    sha256: str
    text: str | None = Field(None, description="the file as published; in the answer for one program only")


class ImportOut(BaseModel):
    """One import of sales records."""

    id: str
    source: str
    filename: str
    mode: str
    created_at: datetime
    counts: dict[str, int] = Field(
        examples=[{"rows": 3, "added": 2, "changed": 1, "cancelled": 0, "unchanged": 0, "rejected": 0, "tasks": 0}]
    )
    rejects: list[Fault]


class LeaseIn(Model):
    """For how long a task is taken."""

    model_config = with_example({"seconds": 600})

    seconds: Annotated[int, Field(ge=30, le=3600)] = 600


class FenceIn(Model):
    """The fence that the lease gave; a lease that went to another makes it useless."""

    model_config = with_example({"fence": 3})

    fence: Fence


class RenewIn(FenceIn):
    """Hold a lease for longer."""

    model_config = with_example({"fence": 3, "seconds": 600})

    seconds: Annotated[int, Field(ge=30, le=3600)] = 600


class ResolveIn(FenceIn):
    """The answer to a task."""

    model_config = with_example(
        {"fence": 3, "verdict": "return", "codes": ["amount.contradicted"], "ground": "The invoice shows 1134.50."}
    )

    verdict: Literal["approve", "return", "reject"]
    codes: Annotated[list[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.]{0,63}$")]], Field(max_length=50)] = Field(
        default_factory=list, description="reason codes that the answer stands on; needed to return or reject"
    )
    ground: Text = Field("", description="why; needed to approve over a check that failed")
    message: Annotated[str, Field(max_length=4000), AfterValidator(_clean)] = Field(
        "", description="what the dealer is told of a return or rejection; empty: the reasons tell it"
    )
    language: Literal["", "en", "zh-Hans"] = Field("", description="of the message")


class TaskOut(BaseModel):
    """A question on a claim, put to a person."""

    id: str
    claim: str = Field(description="our id of the claim")
    claim_id: str = Field(description="the claimant's own number")
    program: str
    dealer: str
    revision: int
    code: str
    question: dict[str, Any]
    state: str
    leased_by: str | None = None
    leased_until: datetime | None = None
    fence: Fence
    outcome: dict[str, Any] | None = None
    created_at: datetime
    resolved_at: datetime | None = None
    step: str = Field("first", description="`first`; `second` and `third` where two people decide; `appeal`")
    priority: int = Field(5, description="1 comes first")
    due_at: datetime | None = None
    seconds: int | None = Field(None, description="from taking it to answering it")


class Page(BaseModel):
    """The end of a list's page."""

    next: str | None = Field(None, description="send it as `after` to get the next page")


class Tasks(Page):
    """Tasks, the oldest first."""

    tasks: list[TaskOut]


class Imports(Page):
    """Imports, the newest first."""

    imports: list[ImportOut]


class Programs(BaseModel):
    """The last published version of each program."""

    programs: list[ProgramOut]


class ProgramVersions(BaseModel):
    """All versions of one program, the last published first."""

    versions: list[ProgramOut]
