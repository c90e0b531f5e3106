"""Signs in a PDF that it was changed: later revisions of its pages, and notes typed on them."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import chain, islice
from typing import Final

import numpy as np
import pikepdf
import pypdfium2
from numpy.typing import NDArray

from claimcheck.model.documents import Box, Signal
from claimcheck.model.said import Said
from claimcheck.reading.lines import fraction_box
from claimcheck.reading.pdf import notes

MAX_REVISIONS, MAX_STREAMS = 12, 500
SEEN_DPI, SEEN, MAX_POINTS = 60, 48, 2000
"""How finely two revisions of a page are drawn, how many grey levels make a difference, and the longest side."""


CHANGED: Final = {
    "text": "The text on page {page} was changed after the file was first saved.",
    "picture": "A picture on page {page} was replaced after the file was first saved.",
}


def signals(opened: pikepdf.Pdf, data: bytes) -> Iterator[Signal]:
    """What tells of changes in an open PDF; `data` are the bytes that it was opened from."""
    for number, page in enumerate(opened.pages, start=1):
        yield from notes.signals(page, number)
    for end in _earlier_ends(data):
        # What cannot be opened is no revision: a file made for quick web view has such an end near its beginning.
        with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(data[:end]), attempt_recovery=False) as before:
            changed = dict(_changed(before, opened))
            places = _places(data[:end], data, list(changed))
            for number, what in changed.items():
                yield Signal("edited.revised", Said(CHANGED[what], page=number), number, places.get(number), 0.9)
            return


def _places(before: bytes, after: bytes, numbers: Sequence[int]) -> dict[int, Box]:
    """Where pages look otherwise than they did: the box round all that differs, where it is a part of the page."""
    found: dict[int, Box] = {}
    try:
        with pypdfium2.PdfDocument(before) as old, pypdfium2.PdfDocument(after) as new:
            for number in numbers[:MAX_REVISIONS]:
                box = difference(drawn(old, number), drawn(new, number))
                if box is not None:
                    found[number] = box
    except (pypdfium2.PdfiumError, IndexError):
        pass  # the change is told without its place
    return found


def drawn(opened: pypdfium2.PdfDocument, number: int) -> NDArray[np.uint8]:
    """A page as it looks, grey and coarse, notes and forms with it."""
    page = opened[number - 1]
    scale = SEEN_DPI / 72 * min(1.0, MAX_POINTS / max(*page.get_size(), 1.0))
    return np.array(page.render(scale=scale, grayscale=True).to_numpy(), np.uint8).squeeze()


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> Box | None:
    """The box round all in which two pictures of a page differ; None where they do not, or are not of one size."""
    if one.shape != other.shape:
        return None
    rows, columns = np.nonzero(np.abs(one.astype(np.int16) - other) > SEEN)
    if not rows.size:
        return None
    height, width = one.shape
    return fraction_box(
        float(columns.min()), float(rows.min()), float(columns.max() + 1), float(rows.max() + 1), width, height
    )


def _earlier_ends(data: bytes) -> list[int]:
    ends = [found.end() for found in re.finditer(rb"%%EOF", data)]
    return [end for end in ends[:MAX_REVISIONS] if data[end:].strip()]


def _changed(before: pikepdf.Pdf, after: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    """Numbers of the pages that now show text that they did not, or lack a picture that they had; and which."""
    for number, (old, new) in enumerate(zip(before.pages, after.pages, strict=False), start=1):
        was, now = _streams(old), _streams(new)
        lost, added = set(was) - set(now), set(now) - set(was)
        if any(notes.SHOWS_TEXT.search(each) for each in (*lost, *added)):
            yield number, "text"
        elif _pictures(old) - _pictures(new):
            yield number, "picture"


def _pictures(page: pikepdf.Page) -> set[bytes]:
    """The packed pictures that a page lists, as digests."""
    return {hashlib.sha256(one.read_raw_bytes()).digest() for one in page.get_images().values()}


def _streams(page: pikepdf.Page) -> list[bytes]:
    """Drawing instructions of a page: its own, those of the forms that it uses, and what its notes look like."""
    contents = page.obj.get("/Contents")
    streams = contents if isinstance(contents, pikepdf.Array) else (contents,)
    own = (bytes(each.read_bytes()).strip() for each in streams if isinstance(each, pikepdf.Stream))
    upon = (look for note in notes.laid_upon(page) for look in notes.appearances(note))
    return list(islice(chain(own, notes.forms(page.resources), upon), MAX_STREAMS))
