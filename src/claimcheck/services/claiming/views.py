"""What callers see of documents and claims: frozen values that the API and the command line print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision
from claimcheck.model.documents import Advice, Extracted, Problem


@dataclass(frozen=True, slots=True)
class PageView:
    """One page as it was read; `picture` says whether there is a picture to show."""

    number: int
    width: int
    height: int
    layer: str
    reader: str
    picture: bool


@dataclass(frozen=True, slots=True)
class DocumentView:
    """An uploaded file and, once it has been read, what stands on it.

    Attributes:
        state: `received`, `read` or `failed`.
        problems: what is wrong with it; the machine approves nothing over one.
        extracted: the documents found in the file.
        advice: how its sender could take a better picture; it stops nothing.
    """

    id: str
    organisation: str
    filename: str
    media_type: str
    size: int
    sha256: str
    state: str
    locale: str
    created_at: datetime
    read_at: datetime | None = None
    problems: tuple[Problem, ...] = ()
    pages: tuple[PageView, ...] = ()
    extracted: tuple[Extracted, ...] = ()
    advice: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionView:
    """One decision on a claim; `by` is `machine` or the id of a person's key, `seconds` what judging took."""

    id: str
    revision: int
    sequence: int
    by: str
    decision: Decision
    seconds: float
    created_at: datetime


@dataclass(frozen=True, slots=True)
class RevisionView:
    """What a claim said at one time."""

    revision: int
    fields: Mapping[str, str]
    lines: tuple[ClaimLine, ...]
    documents: tuple[str, ...]
    note: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim as it stands.

    Attributes:
        outside_id: the claimant's own number.
        state: of `core.lifecycle.CLAIM_MOVES`.
        decision: the one that stands; None before the first.
        decisions: all of them, first first; empty in lists.
        revisions: all of them, first first; the current one only in lists.
    """

    id: str
    outside_id: str
    program: str
    dealer: str
    submission: int
    revision: int
    state: str
    created_at: datetime
    changed_at: datetime
    decided_at: datetime | None
    decision: DecisionView | None = None
    decisions: tuple[DecisionView, ...] = ()
    revisions: tuple[RevisionView, ...] = ()

    @property
    def current(self) -> RevisionView:
        """What the claim says now."""
        return self.revisions[-1]

    @property
    def verdict(self) -> str | None:
        """The verdict that stands; None before the first decision."""
        return self.decision.decision.verdict if self.decision else None


@dataclass(frozen=True, slots=True)
class AuditView:
    """One entry of a claim's audit chain."""

    sequence: int
    action: str
    actor: str
    details: Mapping[str, Any]
    hash: str
    created_at: datetime
