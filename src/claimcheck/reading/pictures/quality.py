"""What would make a picture easier to read, told to the sender. Advice, no problem: what was read stands."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from claimcheck.core.extract.page.letters import are_small
from claimcheck.core.extract.page.tilt import is_crooked
from claimcheck.model.documents import Advice, Line, Page
from claimcheck.model.said import Said
from claimcheck.reading.lines import Picture

UNSURE, VERY_UNSURE = 0.90, 0.80
"""Mean confidence of the reader below which something is wrong with the picture."""
SOFT = 400.0
"""Variance of the Laplacian on the lines, brought to full contrast, below which edges are soft."""
DARK = 90
"""Grey level of the paper below which a picture is dark."""
FAINT = 60
"""Grey levels between print and paper below which print is faint."""


def advice(page: Picture, lines: Sequence[Line], number: int) -> tuple[Advice, ...]:
    """At most one sentence on a page: where its rows or its letters cannot be trusted, or the reader itself was unsure.

    Args:
        page: grey, upright, as large as the boxes were found on.
        lines: what was read on it.
        number: of the page.
    """
    letters = sum(len(line.text) for line in lines)
    if not letters:
        return ()
    seen = Page(number, page.shape[1], page.shape[0], tuple(lines))
    if is_crooked(seen):
        form = "Page {page} is askew or curled: photograph it again, from above, lying flat and straight."
        return (Advice("quality.askew", Said(form, page=number), number),)
    if are_small(seen):
        form = "The print on page {page} is too small to be read with certainty: photograph it again, closer."
        return (Advice("quality.small", Said(form, page=number), number),)
    sure = sum(line.confidence * len(line.text) for line in lines) / letters
    if sure >= UNSURE:
        return ()
    crops = [crop for line in lines if (crop := _crop(page, line)).size > 64]
    paper = median(float(np.percentile(crop, 90)) for crop in crops) if crops else 255.0
    depth = median(float(np.percentile(crop, 90) - np.percentile(crop, 5)) for crop in crops) if crops else 255.0
    if paper < DARK:
        form = "Page {page} is too dark to be read with certainty: photograph it again, in better light."
        return (Advice("quality.dark", Said(form, page=number), number),)
    if depth < FAINT:
        form = "The print on page {page} is too faint to be read with certainty: scan it darker, or in better light."
        return (Advice("quality.faint", Said(form, page=number), number),)
    if sure < VERY_UNSURE or (crops and median(_sharpness(crop) for crop in crops) < SOFT):
        form = "Page {page} is too blurred to be read with certainty: photograph it again, closer and held still."
        return (Advice("quality.blurred", Said(form, page=number), number),)
    return ()


def _crop(page: Picture, line: Line) -> Picture:
    height, width = page.shape[:2]
    box = line.box
    return page[
        int(box.top * height) : int(box.bottom * height) + 1, int(box.left * width) : int(box.right * width) + 1
    ]


def _sharpness(crop: Picture) -> float:
    low, high = np.percentile(crop, (5, 95))
    full = ((crop.astype(np.float32) - float(low)) * (255.0 / max(float(high - low), 20.0))).astype(np.float32)
    return float(cv2.Laplacian(full, cv2.CV_32F).var())
