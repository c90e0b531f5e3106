"""Page pictures: the JPEG that the web serves, the hash that proposes duplicates, blank and blurred pages."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from claimcheck.model.documents import Line
from claimcheck.reading.lines import Picture

HASH_SIDE = 32
HASH_KEEP = 8
SCAN_SIDE, SCAN_KEEP = 64, 16


def fit(picture: Picture, longest: int) -> Picture:
    """The picture with no side longer than `longest` pixels."""
    height, width = picture.shape[:2]
    scale = longest / max(height, width)
    if scale >= 1:
        return picture
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8)


def encode(picture: Picture, quality: int) -> bytes:
    """The picture as JPEG."""
    done, data = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError("the page picture could not be written")
    return data.tobytes()


def decode(data: bytes) -> Picture:
    """A page picture that `encode` wrote."""
    page = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if page is None:
        raise ValueError("not a page picture")
    return np.asarray(page, np.uint8)


def picture_hash(picture: Picture) -> str:
    """64 bits, as 16 hex digits: which of the lowest 8 × 8 cosine waves of the page are above their median.

    Scaling, re-encoding and slight cropping change few of the bits; another page of one form may share many, so the
    hash proposes duplicates and never decides them.
    """
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, (HASH_SIDE, HASH_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:HASH_KEEP, :HASH_KEEP].flatten()
    # The first wave is the brightness of the whole page, which tells nothing and would drown the median.
    bits = low > np.median(low[1:])
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"


def scan_hash(page: Picture, lines: Sequence[Line]) -> str:
    """256 bits, as 64 hex digits, of the part of a page that is printed on; empty where nothing is.

    Taken between the outermost lines, so that cropping the margin changes nothing. Of 7,000 pairs of receipts, of one
    seller's among them, none differs in fewer than 18 of the bits; one scan saved in several ways differs in up to 14.

    Args:
        page: grey, upright.
        lines: what was read on it.
    """
    height, width = page.shape[:2]
    if not lines:
        return ""
    edges = np.array([line.box for line in lines])
    left, right = np.percentile(edges[:, 0], 3), np.percentile(edges[:, 2], 97)
    top, bottom = edges[:, 1].min(), edges[:, 3].max()
    part = page[int(top * height) : int(bottom * height) + 1, int(left * width) : int(right * width) + 1]
    if min(part.shape) < SCAN_KEEP:
        return ""
    small = cv2.resize(part, (SCAN_SIDE, SCAN_SIDE), interpolation=cv2.INTER_AREA).astype(np.float32)
    low = cv2.dct(small)[:SCAN_KEEP, :SCAN_KEEP].flatten()
    low[0] = low[1]  # brightness tells nothing
    bits = low > np.median(low)
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):064x}"


def grey(page: Picture) -> Picture:
    """The page without colour, height × width."""
    return np.asarray(cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), np.uint8)


def is_blank(picture: Picture) -> bool:
    """Whether nothing at all is printed: certain only, because a blank page keeps a claim from approval."""
    grey = cv2.cvtColor(fit(picture, 800), cv2.COLOR_BGR2GRAY)
    edges = cv2.Canny(cv2.GaussianBlur(grey, (3, 3), 0), 40, 120)
    return bool(np.count_nonzero(edges) < 0.0005 * edges.size)


def is_bare(picture: Picture) -> bool:
    """Whether the page is of one colour to the last pixel, as a drawn page without anything on it is and no scan."""
    first = picture[:1, :1]
    return bool((picture[::64, ::64] == first).all()) and bool((picture == first).all())


def is_blurred(picture: Picture) -> bool:
    """Whether no edge on the page is sharp enough to be a letter; asked only of a page on which nothing was read."""
    grey = cv2.cvtColor(fit(picture, 1200), cv2.COLOR_BGR2GRAY)
    return float(cv2.Laplacian(grey, cv2.CV_64F).var()) < 12.0
