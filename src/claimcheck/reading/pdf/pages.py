"""PDF files: each page by its text layer where that can be trusted, else by its picture.

PDFium opens and draws; no script, launch action or embedded file is ever run, since this build has no engine for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.core.extract.page.letters import are_small
from claimcheck.model.documents import Page, Problem
from claimcheck.model.said import Said
from claimcheck.reading import image
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reader
from claimcheck.reading.outcome import PageRead, Unreadable
from claimcheck.reading.pdf import layers, overlaid, scanned, structure, textlayer
from claimcheck.reading.pictures import barcodes, picture, quality
from claimcheck.reading.pictures.laid import QUARTERS

TEXT_DPI, SCAN_DPI = 130, 200
MAX_SIDE_POINTS = 14_400.0
"""The longest page that PDF 1.7 knows: 200 inches."""
GARBLED, UNSEEN = 0.05, 0.2
COVERS = 0.5
FEW_LETTERS = 250
TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}
PASSWORD_NEEDED = 4


def open_file(data: bytes, limits: Limits) -> pypdfium2.PdfDocument:
    """Open a PDF.

    Raises:
        Unreadable: it needs a password, has too many pages, or is no PDF after all.
    """
    try:
        opened = pypdfium2.PdfDocument(data)
        # Form fields are part of what a person sees.
        opened.init_forms()
        count = len(opened)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == PASSWORD_NEEDED:
            raise Unreadable(
                "file.encrypted", "The PDF is locked with a password. Save it without the password and send it again."
            ) from error
        if structure.breaks_off(data):
            raise Unreadable("file.truncated", structure.BREAKS_OFF) from error
        raise Unreadable(
            "file.unreadable", "The PDF is damaged and cannot be opened. Save or print it to a new PDF and send that."
        ) from error
    if count > limits.max_pages:
        raise Unreadable(
            "file.too_many_pages",
            Said(
                "The file has {n} pages; at most {most} can be read. Send only the pages needed.",
                n=count,
                most=limits.max_pages,
            ),
        )
    if count == 0:
        raise Unreadable("file.unreadable", "The PDF has no pages. Save or print it to a new PDF and send that.")
    return opened


def read(opened: pypdfium2.PdfDocument, *, limits: Limits, reader: Reader) -> Iterator[PageRead]:
    """Read the pages of an open PDF, one by one."""
    for index in range(len(opened)):
        try:
            page = load(opened, index)
        except pypdfium2.PdfiumError:
            message = Said(
                "Page {page} of the PDF is damaged. Save or print it to a new PDF and send that.", page=index + 1
            )
            yield PageRead(Page(index + 1, 0, 0, ()), b"", problems=(Problem("file.unreadable", message, index + 1),))
            continue
        try:
            yield _read_page(page, index + 1, limits, reader)
        finally:
            page.close()


def load(opened: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """A page with its form fields and notes, which are part of what a person sees, made part of what is read."""
    page = opened[index]
    if not any(_prints(page, number) for number in range(pdfium.FPDFPage_GetAnnotCount(page))):
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    return opened[index]


def _prints(page: pypdfium2.PdfPage, number: int) -> bool:
    """Whether an annotation shows anything: all but links and pop-ups may."""
    note = pdfium.FPDFPage_GetAnnot(page, number)
    kind = pdfium.FPDFAnnot_GetSubtype(note) if note else pdfium.FPDF_ANNOT_LINK
    pdfium.FPDFPage_CloseAnnot(note)
    return kind not in (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


def _read_page(page: pypdfium2.PdfPage, number: int, limits: Limits, reader: Reader) -> PageRead:
    width, height = page.get_size()
    if not (0 < width <= MAX_SIDE_POINTS and 0 < height <= MAX_SIDE_POINTS):
        message = Said(
            "Page {page} is {width} × {height} inches. Save it at its real size and send it.",
            page=number, width=f"{width / 72:.0f}", height=f"{height / 72:.0f}",
        )  # fmt: skip
        return PageRead(Page(number, 0, 0, ()), b"", problems=(Problem("file.too_many_pixels", message, number),))
    drawn = _draw(page, TEXT_DPI, limits)
    with textlayer.without_text(page):
        bare = _draw(page, TEXT_DPI, limits)
    layer = textlayer.read(page, drawn, bare)
    found = list(overlaid.signals(page, number))
    read, size = None, (drawn.shape[1], drawn.shape[0])
    if not any(signal.code == "edited.covered_text" for signal in found):
        found += overlaid.crowded(page, layer.runs, number, size)
    if _can_be_trusted(page, layer):
        found += overlaid.mixed_fonts(layer.runs, number, size)
        found += overlaid.foreign_fonts(layer.runs, number, size)
        read = _by_text(page, layer, drawn, number, limits, reader)
    if read is None:
        read = _by_picture(page, number, limits, reader)
    return replace(read, signals=(*read.signals, *read.laid.signals(found)))


def _by_text(
    page: pypdfium2.PdfPage, layer: textlayer.TextLayer, drawn: Picture, number: int, limits: Limits, reader: Reader
) -> PageRead | None:
    """A page as its text says; None where its print does not confirm that, and where what it is shall be seen."""
    upright = _upright(drawn, layer.turned)
    words = textlayer.turn(layer.visible, layer.turned)
    height, width = upright.shape[:2]
    told = Page(
        number=number,
        width=width,
        height=height,
        lines=textlayer.lines(words, width / height),
        layer="text",
        reader="pdfium",
        turned=layer.turned,
        picture_hash=picture.picture_hash(upright),
    )

    def sharp() -> Picture:
        return _upright(_draw(page, SCAN_DPI, limits), layer.turned)

    compared = layers.compared(layer, told, words, upright, sharp, reader)
    if not compared.confirmed:
        return None
    return PageRead(
        told,
        picture.encode(upright, limits.picture_quality),
        barcodes=barcodes.find(upright, number),
        problems=compared.problems,
        laid=QUARTERS[layer.turned],
    )


def _by_picture(page: pypdfium2.PdfPage, number: int, limits: Limits, reader: Reader) -> PageRead:
    """A page as its picture shows it; kept no larger than that is where its letters are then too small to be told."""
    sharp = _draw(page, SCAN_DPI, limits)
    read = image.read_page(sharp, number=number, limits=limits, reader=reader, saved=scanned.saved(page))
    share = scanned.dots_per_inch(page) / 72 / _scale(page, SCAN_DPI, limits)
    if not 0 < share < 1:
        return read
    held = replace(read.page, width=round(read.page.width * share), height=round(read.page.height * share))
    if not are_small(held) or not scanned.shows_no_more(sharp, share):
        return read
    # The words are those of the larger drawing, which are the better read.
    shown = picture.fit(picture.decode(read.picture), max(held.width, held.height))
    return replace(
        read,
        page=replace(held, width=shown.shape[1], height=shown.shape[0]),
        picture=picture.encode(shown, limits.picture_quality),
        advice=quality.advice(picture.grey(shown), held.lines, number),
    )


def _upright(drawn: Picture, degrees: int) -> Picture:
    return np.ascontiguousarray(cv2.rotate(drawn, TURNS[degrees])) if degrees else drawn


def _draw(page: pypdfium2.PdfPage, dpi: float, limits: Limits) -> Picture:
    bitmap = page.render(scale=_scale(page, dpi, limits), force_bitmap_format=pdfium.FPDFBitmap_BGR)
    try:
        return np.array(bitmap.to_numpy(), np.uint8)
    finally:
        bitmap.close()


def _scale(page: pypdfium2.PdfPage, dpi: float, limits: Limits) -> float:
    width, height = page.get_size()
    return float(min(dpi / 72, limits.max_picture_side / max(width, height)))


def _can_be_trusted(page: pypdfium2.PdfPage, layer: textlayer.TextLayer) -> bool:
    """Whether the text layer is what a person sees on the page, and all of it."""
    letters = sum(len(word.text) for word in layer.visible)
    if letters == 0 or layer.garbled > GARBLED or layer.unseen > UNSEEN:
        return False
    covered, text_below = _pictures(page)
    return covered < COVERS or (letters >= FEW_LETTERS and not text_below and layer.covered <= UNSEEN)


def _pictures(page: pypdfium2.PdfPage) -> tuple[float, bool]:
    """How much of the page its pictures cover, and whether most of the text was painted before the largest of them."""
    edges = page.get_bbox()
    area = (edges[2] - edges[0]) * (edges[3] - edges[1])
    covered, largest, texts_before, texts = 0.0, 0.0, 0, 0
    for found in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT], max_depth=3):
        if found.type == pdfium.FPDF_PAGEOBJ_TEXT:
            texts += 1
            continue
        left, bottom, right, top = found.get_bounds()
        across, along = min(right, edges[2]) - max(left, edges[0]), min(top, edges[3]) - max(bottom, edges[1])
        share = max(0.0, across) * max(0.0, along) / area
        covered += share
        if share > largest:
            largest, texts_before = share, texts
    return covered, texts > 0 and texts_before > 0.5 * texts
