"""A case: everything that a judgement may look at. `core.judge` is a pure function of it."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model.claims import Claim
from claimcheck.model.documents import Box, Extracted, Pages, SecondLook
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale, SaleUse


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """An attached document: its bytes' hash, what was read, what stands on it, and the second looks so far."""

    id: str
    sha256: str
    pages: Pages
    extracted: tuple[Extracted, ...]
    looks: tuple[SecondLook, ...] = ()


@dataclass(frozen=True, slots=True)
class PriorDocument:
    """A proof document of another claim that is alive (not withdrawn, not rejected), for the search of duplicates.

    Attributes:
        claim: outside id of that claim; `submission` says whether it came first.
        sha256: of the file's bytes.
        picture_hashes, scan_hashes: of its pages (`Page`).
        extracted: what stands on it.
    """

    claim: str
    submission: int
    program: str
    document: str
    sha256: str
    picture_hashes: tuple[str, ...]
    extracted: tuple[Extracted, ...]
    scan_hashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person reads on a page in place of what the machine read.

    Attributes:
        value: normalised; None: the document does not say it, or nobody can read it.
        page, box: where it stands.
        by: who read it.
    """

    document: str
    field: str
    value: str | None
    page: int | None = None
    box: Box | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """Whether a document of the case and one of another claim are the same, as a person said."""

    document: str
    prior: str
    same: bool


@dataclass(frozen=True, slots=True)
class Case:
    """What is judged: one claim revision with all that it is held against.

    Attributes:
        sales: candidates, found by blocking on the claim's and documents' values; a superset of those that agree.
        uses: what other claims have used of those sales.
        priors: proof documents of claims with a lower submission number that may be the same as these.
        corrections: what people read on these documents; they are in `documents` already.
        pairs: what people said of these documents and those of others.
        draws: what the claim's sample is drawn by: random, its own first, then those of claims that it may repeat.
    """

    claim: Claim
    program: Program
    documents: tuple[CaseDocument, ...]
    sales: tuple[Sale, ...] = ()
    uses: tuple[SaleUse, ...] = ()
    priors: tuple[PriorDocument, ...] = ()
    corrections: tuple[Correction, ...] = ()
    pairs: tuple[JudgedPair, ...] = ()
    draws: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place worth a second look: the document, its page, the box to crop and why."""

    document: str
    page: int
    box: Box
    why: str
