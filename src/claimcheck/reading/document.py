"""One file to what was read of it, by its kind; runs in the reader child."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from claimcheck.model.documents import Problem
from claimcheck.reading import editors, einvoice, image
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Reader
from claimcheck.reading.ofd.conversion import convert
from claimcheck.reading.outcome import FileRead, PageRead, Unreadable
from claimcheck.reading.pdf import pages as pdf_pages
from claimcheck.reading.pdf import structure
from claimcheck.reading.pictures.laid import AS_GIVEN, Laid


def read(
    data: bytes, *, media_type: str, limits: Limits, reader: Reader, page_done: Callable[[PageRead], None]
) -> FileRead:
    """Read a file of a known kind, handing each page to `page_done` as soon as it is read.

    Raises:
        Unreadable: the whole file cannot be read; the problem says why.
    """
    if media_type in image.FORMATS:
        pages = image.read(data, media_type=media_type, limits=limits, reader=reader)
        return _whole(FileRead(signals=tuple(editors.signals(data))), pages, page_done)
    if media_type == "application/pdf":
        return _read_pdf(data, limits, reader, page_done)
    if media_type == "application/ofd":
        return _read_ofd(data, limits, reader, page_done)
    if media_type == "application/xml":
        return FileRead(structured=einvoice.read(data, limits))
    raise Unreadable(
        "file.unsupported",
        "This kind of file cannot be read. Send a PDF or OFD, or a JPEG, PNG, WebP, HEIC or TIFF picture.",
    )


def _read_pdf(data: bytes, limits: Limits, reader: Reader, page_done: Callable[[PageRead], None]) -> FileRead:
    opened = pdf_pages.open_file(data, limits)
    try:
        # First, since it takes a thousandth of what drawing does and stops files that are made to stop us.
        whole = structure.read(data, limits)
        return _whole(whole, pdf_pages.read(opened, limits=limits, reader=reader), page_done)
    finally:
        opened.close()


def _read_ofd(data: bytes, limits: Limits, reader: Reader, page_done: Callable[[PageRead], None]) -> FileRead:
    drawn, carried = convert(data, limits)
    opened = pdf_pages.open_file(drawn, limits)
    try:
        return _whole(carried, pdf_pages.read(opened, limits=limits, reader=reader), page_done)
    finally:
        opened.close()


def _whole(file: FileRead, pages: Iterable[PageRead], page_done: Callable[[PageRead], None]) -> FileRead:
    """Hand on each page and say what concerns the whole file, with its places on the pages as they are shown.

    A blank page is a problem only where no page says anything: backs of sheets are scanned too.
    """
    blank, said = list[Problem](), False
    laid = dict[int | None, Laid]()
    for page in pages:
        said = said or bool(page.page.lines)
        blank += [problem for problem in page.problems if problem.code == "page.blank"]
        laid[page.page.number] = page.laid
        page_done(replace(page, problems=tuple(each for each in page.problems if each.code != "page.blank")))
    signals = tuple(shown for each in file.signals for shown in laid.get(each.page, AS_GIVEN).signals([each]))
    return replace(file, problems=(*file.problems, *(() if said else blank[:1])), signals=signals)
