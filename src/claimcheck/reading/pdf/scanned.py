"""How sharp the picture on a scanned page is: a drawing of the page that is larger than it shows no more of it."""

from __future__ import annotations

from typing import Final

import cv2
import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from claimcheck.reading.lines import Picture
from claimcheck.reading.pictures import picture

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
