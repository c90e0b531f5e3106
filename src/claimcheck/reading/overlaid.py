"""Signs that a PDF page was changed after it was made: things laid over its scan, and amounts set in two fonts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.model.documents import Box, Signal
from claimcheck.reading.lines import fraction_box
from claimcheck.reading.pdftext import INVISIBLE, Glyph, placement

COVERS = 0.5
"""Share of the page from which on a picture is a scan of it."""
FEW_LETTERS, FEW_PATCHES, SMALL = 80, 4, 0.04
"""More text than this over a scan is a form that was filled in, more or larger patches are how a scanner packed it."""
TELLING = re.compile(r"\d[.,]\d{2}(?!\d)|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{4,}")
CANVAS = 1000
Objects = Sequence[pypdfium2.PdfObject]


def signals(page: pypdfium2.PdfPage, number: int) -> tuple[Signal, ...]:
    """What was laid over the scan that fills a page; nothing where no picture does."""
    textpage = page.get_textpage()
    try:
        kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH]
        objects = list(page.get_objects(filter=kinds, max_depth=3, textpage=textpage))
        shares = [_share(each, page) if each.type == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0 for each in objects]
        if not objects or max(shares) < COVERS:
            return ()
        above = objects[shares.index(max(shares)) + 1 :]
        return (*_texts(above, page, number), *_patches(above, page, number))
    finally:
        textpage.close()


def mixed_fonts(words: Iterable[tuple[Glyph, ...]], number: int, size: tuple[int, int]) -> Iterator[Signal]:
    """Amounts and dates within which the font changes from one digit to the next."""
    for letters in words:
        text = "".join(glyph.text for glyph in letters)
        fonts = {glyph.font for glyph in letters if glyph.text.isdigit()}
        if len(fonts) > 1 and TELLING.search(text):
            box = fraction_box(
                min(g.left for g in letters), min(g.top for g in letters),
                max(g.right for g in letters), max(g.bottom for g in letters), *size,
            )  # fmt: skip
            message = f"The digits of {text[:30]} on page {number} are set in different fonts."
            yield Signal("edited.fonts_differ", message, number, box, 0.9)


def _texts(above: Objects, page: pypdfium2.PdfPage, number: int) -> Iterator[Signal]:
    shown = [each for each in above if isinstance(each, pypdfium2.PdfTextObj) and _is_painted(each)]
    texts = [(each, each.extract().strip()) for each in shown]
    if sum(len(text) for _, text in texts) > FEW_LETTERS:
        return
    for each, text in texts:
        if TELLING.search(text):
            message = f"On page {number} the text {text[:30]!r} is laid over the scan."
            yield Signal("edited.text_over_scan", message, number, _box(each, page), 1.0)


def _patches(above: Objects, page: pypdfium2.PdfPage, number: int) -> Iterator[Signal]:
    found = [each for each in above if each.type != pdfium.FPDF_PAGEOBJ_TEXT and _hides(each, page)]
    if len(found) > FEW_PATCHES or any(_share(each, page) > SMALL for each in found):
        return
    for each in found:
        message = f"On page {number} a patch is laid over the scan."
        yield Signal("edited.patch_over_scan", message, number, _box(each, page), 0.9)


def _is_painted(text: pypdfium2.PdfTextObj) -> bool:
    return pdfium.FPDFTextObj_GetTextRenderMode(text) not in INVISIBLE and not pdfium.FPDFPageObj_HasTransparency(text)


def _hides(each: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> bool:
    """Whether an object covers what is below it: a filled area or a picture that one cannot see through."""
    if pdfium.FPDFPageObj_HasTransparency(each) or _share(each, page) < 1e-5:
        return False
    if each.type == pdfium.FPDF_PAGEOBJ_PATH:
        fill, stroke = pdfium.c_int(), pdfium.c_int()
        pdfium.FPDFPath_GetDrawMode(each, fill, stroke)
        left, bottom, right, top = each.get_bounds()
        return bool(fill.value) and min(right - left, top - bottom) > 4
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    pdfium.FPDFImageObj_GetImageMetadata(each, page, about)
    return bool(about.bits_per_pixel > 1)


def _share(each: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> float:
    left, bottom, right, top = each.get_bounds()
    width, height = page.get_size()
    return float(max(0.0, right - left) * max(0.0, top - bottom) / (width * height))


def _box(each: pypdfium2.PdfObject, page: pypdfium2.PdfPage) -> Box:
    place = placement(page, CANVAS, CANVAS)
    left, bottom, right, top = each.get_bounds()
    (x0, y0), (x1, y1) = place(left, bottom), place(right, top)
    return fraction_box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), CANVAS, CANVAS)
