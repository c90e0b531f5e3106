"""The text layer of one PDF page as words in places, and how far it may be trusted.

Only text that a person sees counts: what a drawing of the page without its text lacks. Invisible text (render mode 3,
the layer that OCR programs put over a scan), text off the page, of no size, white on white, seen through, clipped away
or behind something is left out; `TextLayer.hidden` keeps it, so that hidden amounts can be reported.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from claimcheck.model.documents import Line, Word
from claimcheck.reading.lines import Picture, fraction_box, is_ideograph, line_of
from claimcheck.reading.pictures.laid import QUARTERS

MIN_SIZE = 2.0
"""Points below which print is not print."""
INK = 24
"""Grey levels between paper and ink below which nothing is seen."""
CORE = 0.2
"""Part of a digit's sides that is left out when its own ink is sought: its neighbours reach in there."""
DEEPEST = 15
"""How deep forms within forms are followed."""
MAX_CHARACTERS = 60_000
INVISIBLE = (3, 7)
CLOSE = 0.5
"""In heights of the line: what parts an ideograph from the next sign."""
WIDE_GAP = 1.8
"""In heights of the line: what parts two columns."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character in pixels of the rendered page.

    Attributes:
        mode: how it is painted, 3 for not at all.
        font: the name of its font; `face`: a number that tells fonts of one name apart.
        retold: whether the file says for it what it is to be read as, whatever is printed.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    mode: int
    size: float
    font: str = ""
    face: int = 0
    retold: bool = False


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The words of a page's text layer.

    Attributes:
        visible: words that are seen where they stand.
        hidden: words that are not, or not wholly: then what is seen of them is among the visible.
        garbled: share of the characters that have no meaning: no mapping, private use, control.
        unseen: share of the characters that are painted invisibly; `covered`: that are not seen for any cause.
        turned: degrees clockwise that the page must be turned for its text to stand upright.
        runs: the characters of each visible word.
    """

    visible: tuple[Word, ...]
    hidden: tuple[Word, ...]
    garbled: float
    unseen: float
    turned: int
    covered: float = 0.0
    runs: tuple[tuple[Glyph, ...], ...] = ()


def read(page: pypdfium2.PdfPage, rendered: Picture, bare: Picture) -> TextLayer:
    """The text layer of a page.

    Args:
        page: open.
        rendered: its picture; boxes are fractions of that, before any turning.
        bare: the same without the page's text, drawn within `without_text`.
    """
    height, width = rendered.shape[:2]
    blue, green, red = cv2.split(cv2.absdiff(rendered, bare))
    ink = cv2.max(cv2.max(blue, green), red) >= INK
    textpage = page.get_textpage()
    try:
        glyphs = tuple(_glyphs(page, textpage, width, height))
    finally:
        textpage.close()
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not printed:
        return TextLayer((), (), 0.0, 0.0, 0)
    seen, hidden = list[tuple[Glyph, ...]](), list[tuple[Glyph, ...]]()
    for letters in _words(glyphs):
        shown = _seen(letters, ink)
        if shown:
            seen.append(shown)
        if len(shown) < len(letters):
            hidden.append(letters)
    return TextLayer(
        visible=tuple(_word(letters, width, height) for letters in seen),
        hidden=tuple(_word(letters, width, height) for letters in hidden),
        runs=tuple(seen),
        garbled=sum(_is_garbled(glyph.text) for glyph in printed) / len(printed),
        unseen=sum(glyph.mode in INVISIBLE for glyph in printed) / len(printed),
        covered=sum(_stands_on(glyph, width, height) for letters in hidden for glyph in letters) / len(printed),
        turned=_turned(glyphs),
    )


@contextmanager
def without_text(page: pypdfium2.PdfPage) -> Iterator[None]:
    """Within the block, the page is drawn without its text."""
    with ExitStack() as stack:
        for text in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=DEEPEST):
            stack.enter_context(painted(text, pdfium.FPDF_TEXTRENDERMODE_INVISIBLE))
        yield


@contextmanager
def painted(text: pypdfium2.PdfObject, mode: int) -> Iterator[None]:
    """Within the block, a text is painted in another mode."""
    before = pdfium.FPDFTextObj_GetTextRenderMode(text)
    pdfium.FPDFTextObj_SetTextRenderMode(text, mode)
    try:
        yield
    finally:
        pdfium.FPDFTextObj_SetTextRenderMode(text, before)


def turn(words: Iterable[Word], degrees: int) -> tuple[Word, ...]:
    """Words of a page that is turned clockwise by a multiple of 90 degrees."""
    return tuple(Word(word.text, QUARTERS[degrees].box(word.box), word.confidence) for word in words)


def lines(words: Sequence[Word], shape: float) -> tuple[Line, ...]:
    """Words grouped as an OCR reader would: those at one height, with no wide gap between them, are a line.

    Args:
        words: upright.
        shape: the page's width divided by its height, since boxes are fractions of each.
    """
    found = list[list[Word]]()
    for row in _rows(words):
        run = list[Word]()
        for word in row:
            height = word.box.bottom - word.box.top
            if run and (word.box.left - run[-1].box.right) * shape > WIDE_GAP * height:
                found.append(run)
                run = []
            run.append(word)
        found.append(run)
    return tuple(line_of(run, text=_text(run, shape)) for run in found)


def _text(run: Sequence[Word], shape: float) -> str:
    """The words of a line with the blanks that a person sees: ideographs stand without any."""
    text = run[0].text
    for before, word in pairwise(run):
        beside = is_ideograph(before.text[-1]) or is_ideograph(word.text[0])
        gap, height = (word.box.left - before.box.right) * shape, word.box.bottom - word.box.top
        text += ("" if beside and gap < CLOSE * height else " ") + word.text
    return text


def _glyphs(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, width: int, height: int) -> Iterator[Glyph]:
    place = placement(page, width, height)
    loose = pdfium.FS_RECTF()
    painted: dict[int, tuple[int, str, int, bool]] = {}
    for index in range(min(textpage.count_chars(), MAX_CHARACTERS)):
        code = pdfium.FPDFText_GetUnicode(textpage, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        if text.isspace():
            yield Glyph("\n" if text in "\r\n" else " ", 0, 0, 0, 0, 0, 0)
            continue
        if not pdfium.FPDFText_GetLooseCharBox(textpage, index, ctypes.byref(loose)):
            continue
        owner = pdfium.FPDFText_GetTextObject(textpage, index)
        key = ctypes.cast(owner, ctypes.c_void_p).value or 0
        if key not in painted:
            painted[key] = _painted(owner) if key else (0, "", 0, False)
        ends = place(loose.left, loose.bottom), place(loose.right, loose.top)
        (x0, x1), (y0, y1) = sorted((ends[0][0], ends[1][0])), sorted((ends[0][1], ends[1][1]))
        size = min(abs(loose.top - loose.bottom), 10 * abs(loose.right - loose.left))
        # Where a line breaks inside a word, PDFium answers with a mark of its own in place of the hyphen.
        text = "-" if code in (0x2, 0xAD, 0xFFFE) else text
        mode, font, face, retold = painted[key]
        yield Glyph(text, x0, y0, x1, y1, mode, size, font, face, retold)


def _painted(owner: pdfium.FPDF_PAGEOBJECT) -> tuple[int, str, int, bool]:
    """How a text is painted, its font's name with the mark of its subset, that font, and whether it is retold."""
    name = ctypes.create_string_buffer(128)
    font = pdfium.FPDFTextObj_GetFont(owner)
    pdfium.FPDFFont_GetBaseFontName(font, name, len(name))
    face = ctypes.cast(font, ctypes.c_void_p).value or 0
    return pdfium.FPDFTextObj_GetTextRenderMode(owner), name.value.decode("latin-1"), face, _is_retold(owner)


def _is_retold(owner: pdfium.FPDF_PAGEOBJECT) -> bool:
    size = ctypes.c_ulong()
    marks = (pdfium.FPDFPageObj_GetMark(owner, i) for i in range(max(0, pdfium.FPDFPageObj_CountMarks(owner))))
    return any(
        pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"ActualText", None, 0, ctypes.byref(size)) for mark in marks
    )


def placement(page: pypdfium2.PdfPage, width: int, height: int) -> Callable[[float, float], tuple[float, float]]:
    """From page points to pixels of a rendering of that size, minding crop box and rotation, by three points."""
    far = 10_000

    def ask(x: float, y: float) -> tuple[float, float]:
        dx, dy = ctypes.c_int(), ctypes.c_int()
        # Asked on a canvas a hundred times as fine, since the answer comes in whole pixels.
        canvas = (0, 0, width * 100, height * 100, 0)
        pdfium.FPDF_PageToDevice(page, *canvas, x, y, ctypes.byref(dx), ctypes.byref(dy))
        return dx.value / 100, dy.value / 100

    (ox, oy), (ax, ay), (bx, by) = ask(0, 0), ask(far, 0), ask(0, far)
    across, along = ((ax - ox) / far, (ay - oy) / far), ((bx - ox) / far, (by - oy) / far)
    return lambda x, y: (ox + across[0] * x + along[0] * y, oy + across[1] * x + along[1] * y)


def _words(glyphs: Iterable[Glyph]) -> Iterator[tuple[Glyph, ...]]:
    run = list[Glyph]()
    for glyph in glyphs:
        if glyph.text.isspace() or is_ideograph(glyph.text):
            if run:
                yield tuple(run)
            run = []
            if not glyph.text.isspace():
                yield (glyph,)
            continue
        if run and _stands_apart(run[-1], glyph):
            yield tuple(run)
            run = []
        run.append(glyph)
    if run:
        yield tuple(run)


def _stands_apart(before: Glyph, glyph: Glyph) -> bool:
    """Whether two characters that follow each other in the file do not on the page."""
    size = max(before.bottom - before.top, before.right - before.left)
    across = max(glyph.left - before.right, before.left - glyph.right)
    along = max(glyph.top - before.bottom, before.top - glyph.bottom)
    return max(across, along) > 0.6 * size


def _seen(letters: tuple[Glyph, ...], ink: NDArray[np.bool_]) -> tuple[Glyph, ...]:
    """What is seen of a word: all of it or nothing, but for digits that something covers."""
    if letters[0].mode in INVISIBLE or max(glyph.size for glyph in letters) < MIN_SIZE:
        return ()
    edges = (min(g.left for g in letters), min(g.top for g in letters),
             max(g.right for g in letters), max(g.bottom for g in letters))  # fmt: skip
    if not _is_inked(ink, *edges):
        return ()
    digits = [glyph for glyph in letters if glyph.text.isdecimal()]
    covered = {id(glyph) for glyph in digits if not _is_inked(ink, *_core(glyph))}
    if digits and len(covered) == len(digits):
        return ()
    return tuple(glyph for glyph in letters if id(glyph) not in covered)


def _core(glyph: Glyph) -> tuple[float, float, float, float]:
    across, along = CORE * (glyph.right - glyph.left), CORE * (glyph.bottom - glyph.top)
    return glyph.left + across, glyph.top + along, glyph.right - across, glyph.bottom - along


def _is_inked(ink: NDArray[np.bool_], left: float, top: float, right: float, bottom: float) -> bool:
    height, width = ink.shape
    if right < 0 or bottom < 0:
        return False  # off the page
    rows = slice(max(0, int(top)), min(height, int(bottom) + 1))
    return bool(ink[rows, max(0, int(left)) : min(width, int(right) + 1)].any())


def _stands_on(glyph: Glyph, width: int, height: int) -> bool:
    return glyph.left < width and glyph.right > 0 and glyph.top < height and glyph.bottom > 0


def _word(letters: Sequence[Glyph], width: int, height: int) -> Word:
    left, top = min(g.left for g in letters), min(g.top for g in letters)
    right, bottom = max(g.right for g in letters), max(g.bottom for g in letters)
    return Word("".join(g.text for g in letters), fraction_box(left, top, right, bottom, width, height))


def _is_garbled(text: str) -> bool:
    code = ord(text[0])
    return code == 0xFFFD or 0xE000 <= code <= 0xF8FF or code >= 0xF0000 or code < 0x20 or 0x7F <= code < 0xA0


def _turned(glyphs: Sequence[Glyph]) -> int:
    """Which way most of the text runs; scripts that run leftwards say nothing."""
    steps = {0: 0.0, 90: 0.0, 180: 0.0, 270: 0.0}
    for before, glyph in pairwise(glyphs):
        if not before.text.isalnum() or not glyph.text.isalnum() or "\u0590" <= glyph.text <= "\u08ff":
            continue
        across = (glyph.left + glyph.right - before.left - before.right) / 2
        along = (glyph.top + glyph.bottom - before.top - before.bottom) / 2
        if abs(across) > 2 * abs(along):
            steps[0 if across > 0 else 180] += 1
        elif abs(along) > 2 * abs(across):
            steps[90 if along < 0 else 270] += 1
    best = max(steps, key=lambda degrees: steps[degrees])
    return best if steps[best] > 10 and steps[best] > 0.8 * sum(steps.values()) else 0


def _rows(words: Sequence[Word]) -> Iterator[list[Word]]:
    """Top to bottom: words whose middles stand at one height, left to right."""
    row = list[Word]()
    for word in sorted(words, key=lambda word: word.box.top + word.box.bottom):
        middle, height = (word.box.top + word.box.bottom) / 2, word.box.bottom - word.box.top
        if row:
            first = row[0].box
            if middle - (first.top + first.bottom) / 2 > 0.5 * min(height, first.bottom - first.top):
                yield sorted(row, key=lambda word: word.box.left)
                row = []
        row.append(word)
    if row:
        yield sorted(row, key=lambda word: word.box.left)
