"""What the reader child builds up while it reads a file, and how it says that something is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from claimcheck.model.documents import Advice, Barcode, Page, Pages, Problem, Signal, StructuredInvoice
from claimcheck.reading.pictures.laid import AS_GIVEN, Laid


class Unreadable(Exception):
    """The file, or one page of it, cannot be read; carries the `Problem` to report.

    Raised inside the reader child only: what leaves it is a value.
    """

    def __init__(self, code: str, message: str, page: int | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, page)


@dataclass(frozen=True, slots=True)
class PageRead:
    """One page with its picture (a JPEG) and what hangs on it; `laid` is how it lies against the page in the file."""

    page: Page
    picture: bytes
    barcodes: tuple[Barcode, ...] = ()
    problems: tuple[Problem, ...] = ()
    signals: tuple[Signal, ...] = ()
    advice: tuple[Advice, ...] = ()
    laid: Laid = AS_GIVEN


@dataclass(frozen=True, slots=True)
class FileRead:
    """What concerns the whole file; its pages were handed on one by one."""

    structured: tuple[StructuredInvoice, ...] = ()
    problems: tuple[Problem, ...] = ()
    signals: tuple[Signal, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What `sandbox.read` answers.

    Attributes:
        pages: the reading, problems included.
        pictures: page number to JPEG.
    """

    pages: Pages
    pictures: Mapping[int, bytes] = field(default_factory=dict)
