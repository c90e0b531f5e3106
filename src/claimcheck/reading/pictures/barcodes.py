"""QR codes and barcodes on a page picture."""

from __future__ import annotations

import zxingcpp

from claimcheck.model.documents import Barcode
from claimcheck.reading.lines import Picture, fraction_box
from claimcheck.reading.pictures import picture

LOOK_AT = 1600
"""Longest side, in pixels, at which codes are looked for: a code that is finer than that seldom prints."""
MAX_TEXT = 4000


def find(page: Picture, number: int) -> tuple[Barcode, ...]:
    """The codes on a page, top to bottom; texts longer than a code can sensibly hold are cut."""
    small = picture.grey(picture.fit(page, LOOK_AT))
    height, width = small.shape[:2]
    codes = []
    for code in zxingcpp.read_barcodes(small, try_rotate=False, try_invert=False):
        spot = code.position
        xs = [spot.top_left.x, spot.top_right.x, spot.bottom_left.x, spot.bottom_right.x]
        ys = [spot.top_left.y, spot.top_right.y, spot.bottom_left.y, spot.bottom_right.y]
        box = fraction_box(min(xs), min(ys), max(xs), max(ys), width, height)
        codes.append(Barcode(number, str(code.format), code.text[:MAX_TEXT], box))
    return tuple(sorted(codes, key=lambda code: (code.box.top, code.box.left)))
