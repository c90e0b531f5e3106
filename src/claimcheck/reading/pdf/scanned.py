"""The picture that a scanned page holds: how sharp it is, and what it is before the page is drawn.

A drawing of the page that is larger than the picture shows no more of it.
"""

from __future__ import annotations

import io
from typing import Final

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from claimcheck.model.documents import Box
from claimcheck.reading.lines import Picture
from claimcheck.reading.pdf.textlayer import placement
from claimcheck.reading.pictures import history, picture
from claimcheck.reading.pictures.saved import Saved

COVERS: Final = 0.5
"""Share of a page that its picture covers where the page is a scan."""
MOST_SIDE: Final = 3600
"""Pixels of the longest side of a picture that is taken: a sheet of A4 at 300 dots per inch."""
LOST: Final = 0.2
"""The share of a drawing's contrast that may be lost by making it as small as the page's picture.

Of receipts of 110 to 240 pixels across, laid on pages of three sizes, none lost more than 0.18; print that stands over
such a picture loses 0.5 and more."""


def dots_per_inch(page: pypdfium2.PdfPage) -> float:
    """Of the sharpest picture on a page; 0 where it has none."""
    found = [0.0]
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = one.get_bounds()
        across, along = one.get_px_size()
        if right > left and top > bottom:  # a picture may lie on its side
            found.append(72 * max(across, along) / max(right - left, top - bottom))
    return max(found)


def saved(page: pypdfium2.PdfPage) -> Saved | None:
    """The one picture that most of a page is, as the file holds it; None where it is turned, mirrored or too large."""
    found = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    if len(found) != 1 or page.get_rotation() or max(found[0].get_px_size()) > MOST_SIDE:
        return None
    turn = found[0].get_matrix()
    across, along = placement(page, 1000, 1000), found[0].get_bounds()
    (left, bottom), (right, top) = across(along[0], along[1]), across(along[2], along[3])
    covers = max(0.0, right - left) * max(0.0, bottom - top) / 1000**2
    if found[0].level or turn.b or turn.c or turn.a <= 0 or turn.d <= 0 or covers < COVERS:
        return None
    told = _pixels(found[0], page)
    place = Box(left / 1000, top / 1000, right / 1000, bottom / 1000)  # which may reach beyond the page
    return Saved(*told, place) if told else None


def _pixels(one: pypdfium2.PdfImage, page: pypdfium2.PdfPage) -> tuple[Picture, int] | None:
    """A picture's pixels in grey and the quality that it was saved at; None where it is black and white or broken."""
    about = pdfium.FPDF_IMAGEOBJ_METADATA()
    pdfium.FPDFImageObj_GetImageMetadata(one, page, about)
    if about.bits_per_pixel < 8:
        return None
    try:
        if one.get_filters(skip_simple=True) == ["DCTDecode"]:
            with Image.open(io.BytesIO(bytes(one.get_data(decode_simple=True))), formats=("JPEG",)) as opened:
                if opened.size != one.get_px_size():  # the PDF says how large it is, and was asked before
                    return None
                last = history.last_quality(getattr(opened, "quantization", {}))
                return np.asarray(opened.convert("L"), np.uint8), last
        return np.asarray(one.get_bitmap().to_pil().convert("L"), np.uint8), 0
    except (OSError, SyntaxError, ValueError, pypdfium2.PdfiumError):
        return None


def shows_no_more(drawn: Picture, share: float) -> bool:
    """Whether a drawing shows no more than one with this share of its width and height: nothing sharper lies on it."""
    grey = picture.grey(drawn)
    height, width = grey.shape[:2]
    small = cv2.resize(
        grey, (max(1, round(width * share)), max(1, round(height * share))), interpolation=cv2.INTER_AREA
    )
    again = cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)
    lost = np.mean((grey.astype(np.float32) - again.astype(np.float32)) ** 2)
    return bool(lost <= LOST * np.var(grey.astype(np.float32)))
