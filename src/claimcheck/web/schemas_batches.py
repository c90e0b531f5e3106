"""What the API takes and gives about checking companies: batches, masked tasks, questions to the maker, rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from claimcheck.web.schemas import Box, Fence, Model, Name, Page, Text, with_example

_Code = Annotated[str, Field(max_length=64, pattern=r"^[a-z0-9_.]+$")]


class AssignIn(Model):
    """Claims to be given to a checking company: those under review that nobody works on, the oldest first."""

    model_config = with_example({"company": "north", "program": "spring-support", "size": 60, "hours": 24})

    company: Name = Field(description="outside id of the checking company")
    program: str = Field("", max_length=64, pattern=r"^[\w.-]*$", description="only claims under it; empty: any")
    region: Annotated[str, Field(max_length=64, pattern=r"^[^\x00-\x1f]*$")] = Field(
        "", description="only claims of dealers in it; empty: any"
    )
    size: int = Field(50, ge=1, le=500, description="claims, at most")
    hours: int = Field(24, ge=1, le=720, description="until they must be back")


class RuleIn(AssignIn):
    """Claims that are given to a company by the clock, again and again."""

    model_config = with_example({"company": "north", "program": "spring-support", "size": 60, "hours": 24, "share": 40})

    share: int = Field(100, ge=1, le=100, description="per cent of the claims that it is for")


class RuleOut(RuleIn):
    """A rule that is in force."""

    model_config = with_example(
        {"id": "018f9d5e-7c1a-7d4e-9a77-1f8f3a1c2b3d", "company": "north", "program": "spring-support", "region": "",
         "size": 60, "hours": 24, "share": 40, "created_at": "2026-05-12T09:00:00Z"}
    )  # fmt: skip

    id: str
    created_at: datetime


class Rules(BaseModel):
    """The rules that are in force, the oldest first."""

    rules: list[RuleOut]


class BatchOut(BaseModel):
    """A batch; counts are of its claims."""

    id: str
    number: int = Field(description="as people call it", examples=[88])
    company: str
    program: str
    region: str
    state: str = Field(description="waiting, held, returned, recalled or overdue")
    size: int
    open: int
    done: int
    returned: int = Field(description="came back unanswered")
    overdue: int = Field(description="lay too long")
    gone: int = Field(description="went on without an answer: withdrawn, or judged anew")
    due_at: datetime
    created_at: datetime
    pulled_at: datetime | None = None
    closed_at: datetime | None = None


class BatchTask(BaseModel):
    """A task in the list of a batch."""

    id: str
    claim_id: str = Field(description="the claimant's number, without personal data")
    program: str
    code: str
    state: str = Field(description="open, done, returned, overdue or gone")
    paused: bool = Field(description="waits for an answer of the maker; the clock stands still")
    due_at: datetime
    verdict: str | None = None


class BatchWithTasks(BatchOut):
    """A batch that the caller's company holds, with its tasks; none when it does not hold it now."""

    tasks: list[BatchTask]


class Batches(Page):
    """Batches, the newest first."""

    batches: list[BatchOut]


class RowOut(BaseModel):
    """One field as claim, page and sale have it."""

    field: str
    hidden: bool = Field(description="whether its values are personal data, and not shown")
    claimed: str
    found: str
    sold: str
    page_agrees: str = Field(description="=, ≠, ? or nothing")
    sale_agrees: str = Field(description="=, ≠, ? or nothing")
    why: list[str]


class LineRowOut(BaseModel):
    """One line of the claim; ▇▇▇ stands for what is hidden."""

    line: int
    fields: dict[str, str]
    quantity: str
    claimed_amount: str | None = Field(description="null where the program works it out")


class PictureOut(BaseModel):
    """Something to look at: a page with personal data painted over, or a field cut out of one."""

    document: int = Field(description="1-based: documents are numbered, not named")
    page: int
    part: str = Field(description="empty: the page; else the field that is cut out")
    url: str
    width: int
    height: int


class MarkOut(BaseModel):
    """Where a field stands."""

    field: str
    document: int
    page: int
    box: Box


class WhyOut(BaseModel):
    """A reason of the machine's verdict."""

    code: str
    field: str
    message: str


class QuestionOut(BaseModel):
    """A question of a checking company to the maker."""

    id: str
    text: str
    asked_at: datetime
    open: bool
    answer: str | None = None
    answered_at: datetime | None = None


class WaitingQuestion(QuestionOut):
    """A question that waits for an answer, with what it is about."""

    claim: str = Field(description="our id of the claim")
    claim_id: str
    program: str
    company: str
    batch: int


class Questions(BaseModel):
    """Questions that wait for an answer, the oldest first."""

    questions: list[WaitingQuestion]


class CheckTaskOut(BaseModel):
    """A task as a checking company sees it: no personal data is in it."""

    id: str
    batch: str
    claim_id: str
    program: str
    code: str
    question: str
    field: str = Field(description="that the question is about")
    decides: bool = Field(description="whether the answer decides, or recommends to a reviewer")
    state: str
    due_at: datetime
    paused: bool
    mine: bool = Field(description="whether the caller has taken it")
    fence: Fence
    taken_until: datetime | None
    fields: list[RowOut]
    lines: list[LineRowOut]
    reasons: list[WhyOut]
    pictures: list[PictureOut]
    marks: list[MarkOut]
    questions: list[QuestionOut]
    shut: bool = Field(description="whether all of it is hidden, for the program's rules cannot be read now")


class TakenOut(BaseModel):
    """A task that the caller has taken, or answered."""

    id: str
    batch: str
    state: str
    fence: Fence
    taken_until: datetime | None
    due_at: datetime
    verdict: str | None
    decides: bool


class AnswerIn(Model):
    """An answer to a task that the caller has taken."""

    model_config = with_example({"fence": 1, "verdict": "return", "codes": ["amount.contradicted"]})

    fence: Fence
    verdict: Literal["approve", "return", "reject"]
    codes: list[_Code] = Field([], max_length=50, description="to return or reject: why")
    ground: Text = Field("", description="to approve over a check that failed: why")


class AskIn(Model):
    """A question to the maker."""

    model_config = with_example({"fence": 1, "text": "Which of the two dates is the purchase?"})

    fence: Fence
    text: Text = Field(min_length=3)


class ReplyIn(Model):
    """The maker's answer to a checking company."""

    model_config = with_example({"text": "The first; the second is the delivery."})

    text: Text = Field(min_length=1)


class FiguresOut(BaseModel):
    """What a company was given in a period: assigned = done + returned + overdue + gone + open."""

    first: date
    last: date
    assigned: int
    done: int
    returned: int
    overdue: int
    gone: int
    open: int
    looked: int = Field(description="answers that another person answered too")
    agreed: int = Field(description="with the same verdict")
    agreement: float | None = Field(description="agreed of looked; null without any")
    bounds: tuple[float, float] = Field(description="its 95 % interval")


class ReportOut(BaseModel):
    """A report on a checking company."""

    company: str
    name: str
    period: str
    first: date
    last: date
    rows: list[FiguresOut]
    total: FiguresOut
    agrees_with_log: bool
    faults: list[str] = Field(description="where tables and audit log do not say the same")
