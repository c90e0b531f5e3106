"""Signs that a PDF page was changed after it was made: things laid over its scan or text, and amounts in odd fonts."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said
from claimcheck.reading.lines import fraction_box
from claimcheck.reading.pdf.textlayer import DEEPEST, INVISIBLE, Glyph, painted, placement

COVERS = 0.5
"""Share of the page from which on a picture is a scan of it."""
FEW_LETTERS, FEW_PATCHES, SMALL = 80, 4, 0.04
"""More text than this over a scan is a form that was filled in, more or larger patches are how a scanner packed it."""
TELLING = re.compile(r"\d[.,]\d{2}(?!\d)|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{4,}")
LESS = re.compile(r"[-(\u2212]\s?[^\w\s]?\d|\d-(?!\d)")
"""How an amount is marked as taken off: `-3.75`, `($3.75)`, `3.75-`."""
SUBSET = re.compile(r"[A-Z]{6}\+")
FEWEST_WORDS, MOST_FAMILIES = 20, 3
AMOUNT = re.compile(r"\D{0,4}\d[\d.,\u2019 ]*[.,]\d{2}\D{0,4}")
CENTS = re.compile(r"[.,]\d{2}(?!\d)")
CANVAS = 1000
FEWEST_SIGNS, ALIKE, UPON, MOST_DOUBTFUL, PALEST = 3, 0.6, 0.7, 8, 230
"""Signs of a word, and how alike the heights and how large the common part are of two that stand upon each other."""
TWICE = 4.0
"""Points within which two texts stand in one place."""
Objects = Sequence[pypdfium2.PdfObject]


def signals(page: pypdfium2.PdfPage, number: int) -> tuple[Signal, ...]:
    """What was laid over the scan that fills a page, or over its text."""
    textpage = page.get_textpage()
    try:
        kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH]
        objects = list(page.get_objects(filter=kinds, max_depth=3, textpage=textpage))
        shares = [_share(each, page) if each.type == pdfium.FPDF_PAGEOBJ_IMAGE else 0.0 for each in objects]
        if not objects or max(shares) < COVERS:
            return tuple(_covers(objects, page, number))
        above = objects[shares.index(max(shares)) + 1 :]
        return (*_texts(above, page, number), *_patches(above, page, number))
    finally:
        textpage.close()


def _covers(objects: Objects, page: pypdfium2.PdfPage, number: int) -> Iterator[Signal]:
    """Small areas filled over text that was set before, with other text upon them."""
    plain = [each for each in objects if not each.level]
    texts = [(place, each) for place, each in enumerate(plain) if isinstance(each, pypdfium2.PdfTextObj)]
    found = 0
    for place, each in enumerate(plain):
        if each.type != pdfium.FPDF_PAGEOBJ_PATH or _share(each, page) > SMALL or not _hides(each, page):
            continue
        box = _box(each, page)
        below = [t for at, t in texts if at < place and _is_painted(t) and _inside(_box(t, page), box)]
        upon = [t for at, t in texts if at > place and _is_painted(t) and _inside(_box(t, page), box)]
        if below and _says_otherwise([t.extract() for t in below], [t.extract() for t in upon]):
            found += 1
            message = Said(
                "On page {page} “{text}” is covered by something laid over it.",
                page=number, text=below[0].extract().strip()[:30],
            )  # fmt: skip
            yield Signal("edited.covered_text", message, number, box, 1.0)
        if found >= FEW_PATCHES:
            return


def _says_otherwise(below: Iterable[str], upon: Iterable[str]) -> bool:
    """Whether an amount, a day or a number is shown that was not below; a form may set one once more, in brackets."""
    numbers = {(_digits(text), bool(LESS.search(text))) for text in below}
    return any(
        TELLING.search(text) and not {(_digits(text), False), (_digits(text), bool(LESS.search(text)))} & numbers
        for text in upon
    )


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _inside(box: Box, other: Box) -> bool:
    """Whether most of a box lies within another."""
    wide = min(box.right, other.right) - max(box.left, other.left)
    high = min(box.bottom, other.bottom) - max(box.top, other.top)
    size = (box.right - box.left) * (box.bottom - box.top)
    return wide > 0 and high > 0 and wide * high > 0.5 * size


def foreign_fonts(words: Iterable[tuple[Glyph, ...]], number: int, size: tuple[int, int]) -> Iterator[Signal]:
    """The one amount on a page that is set in a family of letters that nothing else there is set in.

    Who edits a PDF takes the letters at hand. Honest papers set amounts bold or large, but in a family they also use.
    """
    families = [({family(g.font) for g in letters if g.text.strip()}, letters) for letters in words]
    counts = Counter(name for names, _ in families for name in names)
    if len(families) < FEWEST_WORDS or len(counts) > MOST_FAMILIES:
        return
    for names, letters in families:
        text = "".join(glyph.text for glyph in letters)
        if len(names) == 1 and counts[next(iter(names))] == 1 and AMOUNT.fullmatch(text.strip()):
            message = Said(
                "On page {page} “{text}” is set in letters that nothing else on the page is set in.",
                page=number, text=text[:30],
            )  # fmt: skip
            yield Signal("edited.fonts_differ", message, number, _around(letters, size), 0.9)


def family(font: str) -> str:
    """The name of a font without the mark of its subset and its style."""
    return re.split(r"[-,]|(?:Bold|Italic|Regular|Oblique|MT|PS)", SUBSET.sub("", font))[0].casefold()


def crowded(
    page: pypdfium2.PdfPage, words: Iterable[tuple[Glyph, ...]], number: int, size: tuple[int, int]
) -> Iterator[Signal]:
    """Words that stand under others of about their size which say something else, and cannot be seen for a cover.

    Letters that are set twice for boldness say the same, a watermark is larger, and where one cell of a table runs into
    the next, both are seen.
    """
    placed = sorted(((_edges(letters), letters) for letters in words if _is_word(letters)), key=lambda one: one[0][1])
    pairs = list[tuple[Sequence[Glyph], Sequence[Glyph]]]()
    for at, (one, letters) in enumerate(placed):
        for other, others in placed[at + 1 :]:
            if other[1] > one[3]:
                break
            if _are_upon(one, other) and not _says_the_same(letters, others):
                pairs.append((letters, others))
    pairs.sort(key=lambda pair: not any(TELLING.search(_text(letters)) for letters in pair))  # what pays comes first
    texts = {_text(letters): letters for letters in list(chain(*pairs))[:MOST_DOUBTFUL]}
    hidden = _unseen(page, texts) if texts else None
    if hidden is not None:
        form = "On page {page} “{text}” is covered by something laid over it."
        message = Said(form, page=number, text=hidden[:30])
        yield Signal("edited.covered_text", message, number, _around(texts[hidden], size), 0.9)


def _unseen(page: pypdfium2.PdfPage, texts: Iterable[str]) -> str | None:
    """The first of these texts that is painted in ink, and whose taking away changes nothing on the page."""
    textpage = page.get_textpage()
    try:
        objects = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST, textpage=textpage))
        said = [(each, "".join(each.extract().split())) for each in objects if isinstance(each, pypdfium2.PdfTextObj)]
        whole = page.render(scale=1, grayscale=True).to_numpy().copy()
        for text in texts:
            places = dict[tuple[int, ...], list[pypdfium2.PdfTextObj]]()  # what is set twice in a place is one
            for each, own in said:
                if own and (text in own or own in text) and _is_inked(each):
                    places.setdefault(tuple(round(edge / TWICE) for edge in each.get_bounds()), []).append(each)
            for same in list(places.values())[:MOST_DOUBTFUL]:
                with ExitStack() as stack:
                    for each in same:
                        stack.enter_context(painted(each, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE))
                    if np.array_equal(whole, page.render(scale=1, grayscale=True).to_numpy()):
                        return text
    finally:
        textpage.close()
    return None


def _is_inked(text: pypdfium2.PdfTextObj) -> bool:
    """Whether a text is painted in a colour that is seen on paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    known = pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)
    pale = known and min(red.value, green.value, blue.value) > PALEST
    return _is_painted(text) and not pale and not (known and alpha.value == 0)


def _edges(letters: Sequence[Glyph]) -> tuple[float, float, float, float]:
    return (
        min(g.left for g in letters), min(g.top for g in letters),
        max(g.right for g in letters), max(g.bottom for g in letters),
    )  # fmt: skip


def _is_word(letters: Sequence[Glyph]) -> bool:
    return sum(glyph.text.isalnum() for glyph in letters) >= FEWEST_SIGNS


def _are_upon(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    """Whether two boxes of about one height lie mostly upon each other."""
    heights, widths = [b[3] - b[1] for b in (one, other)], [b[2] - b[0] for b in (one, other)]
    high = min(one[3], other[3]) - max(one[1], other[1])
    wide = min(one[2], other[2]) - max(one[0], other[0])
    return min(heights) > ALIKE * max(heights) and high > UPON * min(heights) and wide > ALIKE * min(widths)


def _says_the_same(letters: Sequence[Glyph], others: Sequence[Glyph]) -> bool:
    """Whether one word holds the other, and both the same number: one digit more, or cents no more, is another."""
    one, other = ("".join(g.text for g in each if g.text.isalnum()).casefold() for each in (letters, others))
    number, another = ((_digits(text), bool(CENTS.search(text))) for text in map(_text, (letters, others)))
    return number == another and (one in other or other in one)


def _text(letters: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in letters)


def _around(letters: Sequence[Glyph], size: tuple[int, int]) -> Box:
    return fraction_box(*_edges(letters), *size)


def mixed_fonts(words: Iterable[tuple[Glyph, ...]], number: int, size: tuple[int, int]) -> Iterator[Signal]:
    """Amounts and dates within which the font changes from one digit to the next."""
    for letters in words:
        text = "".join(glyph.text for glyph in letters)
        fonts = {family(glyph.font) for glyph in letters if glyph.text.isdigit()}
        if len(fonts) > 1 and TELLING.search(text):
            message = Said(
                "The digits of {text} on page {page} are set in different fonts.", page=number, text=text[:30]
            )
            yield Signal("edited.fonts_differ", message, number, _around(letters, size), 0.9)


def _texts(above: Objects, page: pypdfium2.PdfPage, number: int) -> Iterator[Signal]:
    shown = [each for each in above if isinstance(each, pypdfium2.PdfTextObj) and _is_painted(each)]
    texts = [(each, each.extract().strip()) for each in shown]
    if sum(len(text) for _, text in texts) > FEW_LETTERS:
        return
    for each, text in texts:
        if TELLING.search(text):
            message = Said("On page {page} the text “{text}” is laid over the scan.", page=number, text=text[:30])
            yield Signal("edited.text_over_scan", message, number, _box(each, page), 1.0)


def _patches(above: Objects, page: pypdfium2.PdfPage, number: int) -> Iterator[Signal]:
    found = [each for each in above if each.type != pdfium.FPDF_PAGEOBJ_TEXT and _hides(each, page)]
    if len(found) > FEW_PATCHES or any(_share(each, page) > SMALL for each in found):
        return
    for each in found:
        message = Said("On page {page} a patch is laid over the scan.", page=number)
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
