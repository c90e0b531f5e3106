"""What a PDF's structure tells beside its pages: whether it is whole, and the e-invoices that it carries."""

from __future__ import annotations

import io
import re

import pikepdf

from claimcheck.model.documents import Problem
from claimcheck.model.said import Said
from claimcheck.reading.limits import MEGABYTE, Limits
from claimcheck.reading.outcome import FileRead
from claimcheck.reading.pdf import attachments, packed, revised, signatures

BREAKS_OFF = "The PDF breaks off before its end. Send the whole file again."
MAX_CONTENT = 48 * MEGABYTE


def read(data: bytes, limits: Limits) -> FileRead:
    """Embedded invoices, and problems with the file as a whole; anything that cannot be followed is a problem.

    Raises:
        Unreadable: a page unpacks to so much that drawing it would only cost time.
    """
    problems = [Problem("file.truncated", BREAKS_OFF)] if breaks_off(data) else []
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            found = attachments.find(opened, limits)
            damaged = [] if problems else sorted(_damaged(opened, limits))
            signals = (*revised.signals(opened, data), *signatures.signals(opened, data))
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, NotImplementedError):
        message = "The PDF is damaged. Save or print it to a new PDF and send that."
        return FileRead(problems=(*problems, Problem("file.unreadable", message)))
    for number in damaged:
        message = Said("Page {page} of the PDF is damaged. Save or print it to a new PDF and send that.", page=number)
        problems.append(Problem("file.unreadable", message, number))
    return FileRead(found.structured, (*problems, *found.problems), signals)


def _damaged(opened: pikepdf.Pdf, limits: Limits) -> set[int]:
    return {*packed.damaged_pages(opened, MAX_CONTENT), *packed.damaged_scans(opened, 2 * limits.max_pages)}


def breaks_off(data: bytes) -> bool:
    """Whether the end is missing: such a file can often be opened, but lacks what stood there."""
    tail = data[-4096:].rstrip(b"\0")[-2048:]
    if b"%%EOF" not in tail:
        return True
    starts = re.findall(rb"startxref\s+(\d{1,12})", tail)
    return bool(starts) and int(starts[-1]) >= len(data)
