"""Advice to the sender of a picture: one sentence, and only where the reader was unsure or could not but guess."""

import cv2
import numpy as np
import pytest
from reading import drawn

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.lines import Picture
from claimcheck.reading.pictures import picture, quality


def page() -> Picture:
    return np.asarray(drawn.picture().convert("L"), np.uint8)


def lines(confidence: float, *, tall: float = 36 / 700) -> tuple[Line, ...]:
    """The rows of the drawn page, as wide as they are."""
    tops = [(64 + 90 * row) / 700 for row in range(len(drawn.TEXTS))]
    boxes = [Box(60 / 700, top, 0.4, top + tall) for top in tops]
    return tuple(Line(text, box, confidence) for text, box in zip(drawn.TEXTS, boxes, strict=True))


def codes(shown: Picture, confidence: float, **shape: float) -> list[str]:
    return [advice.code for advice in quality.advice(shown, lines(confidence, **shape), 1)]


def test_what_was_read_surely_needs_no_advice() -> None:
    assert codes(page() // 4, 0.97) == []


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        (cv2.GaussianBlur(page(), (0, 0), 4), "quality.blurred"),
        (page() // 4, "quality.dark"),
        ((page() // 8 + 180).astype(np.uint8), "quality.faint"),
    ],
)
def test_the_sender_is_told_what_is_wrong_with_the_picture(shown: Picture, code: str) -> None:
    assert codes(shown, 0.85) == [code]


@pytest.mark.parametrize("confidence", [0.85, 0.99])
def test_letters_that_are_too_small_come_first_however_surely_they_were_read(confidence: float) -> None:
    assert codes(picture.fit(drawn_bgr(), 150)[..., 0], confidence) == ["quality.small"]


def test_a_sharp_page_of_which_the_reader_is_little_unsure_is_left_alone() -> None:
    assert codes(page(), 0.88) == []


def drawn_bgr() -> Picture:
    return np.asarray(drawn.picture(), np.uint8)


def test_a_page_whose_rows_run_askew_is_asked_for_again_however_surely_it_was_read() -> None:
    steep = tuple(
        Line(
            "left right",
            Box(0.1, top, 0.8, top + 0.18),
            0.99,
            (
                Word("left", Box(0.1, top, 0.2, top + 0.03), 0.99),
                Word("right", Box(0.7, top + 0.15, 0.8, top + 0.18), 0.99),
            ),
        )
        for top in (0.1, 0.3, 0.5, 0.7)
    )
    assert [advice.code for advice in quality.advice(page(), steep, 1)] == ["quality.askew"]
