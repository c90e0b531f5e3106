"""A digit that stands twice on a picture to the last pixel was copied, where the picture was once saved as JPEG."""

import io
from random import Random

import cv2
import numpy as np
from PIL import Image

from claimcheck.model.documents import Box, Line, Signal
from claimcheck.reading.pictures import copied, history
from fixtures import retouched
from fixtures.invention import EN
from fixtures.make import day_of
from fixtures.paper import Paper, scan
from fixtures.receipts import receipt
from fixtures.sheet import extent

PAPER = receipt(EN, Random(4), day_of(Random(4)))
SCAN = scan(PAPER, "r.jpg", Random(4), "noise", dpi=200)


def lines_of(paper: Paper) -> list[Line]:
    sheet = paper.sheets[0]
    sides = (sheet.width, sheet.height) * 2
    boxes = [Box(*(edge / side for edge, side in zip(extent(ink), sides, strict=True))) for ink in sheet.inks]
    return [Line(ink.text, box, 0.99) for ink, box in zip(sheet.inks, boxes, strict=True)]


def told(data: bytes) -> tuple[Signal, ...]:
    page, lines = np.asarray(Image.open(io.BytesIO(data)).convert("L")), lines_of(PAPER)
    return copied.signals(page, history.lacks(page, lines), lines, 1)


def test_a_digit_from_another_amount_is_told_at_both_places_where_it_was_put_first() -> None:
    place = SCAN.boxes["total_amount"][0]
    found = told(retouched.copied_png(SCAN.data, place, Random(4)))
    assert [signal.code for signal in found] == ["edited.copied"] * 2
    assert found[0].box is not None
    assert abs(found[0].box.top - place[1]) < 0.02


def test_a_picture_that_nobody_changed_has_no_digit_twice() -> None:
    assert told(SCAN.data) == ()


def test_equal_digits_that_a_computer_drew_are_no_copies() -> None:
    """Such a picture was never a JPEG."""
    out = io.BytesIO()
    Image.fromarray(PAPER.sheets[0].picture(200)).save(out, "PNG")
    assert told(out.getvalue()) == ()


def test_a_photograph_beside_what_a_computer_drew_is_no_history_of_its_digits() -> None:
    drawn = np.asarray(Image.fromarray(PAPER.sheets[0].picture(200)).convert("L")).copy()
    foot = (drawn.shape[0] - 248) // 8 * 8
    seen = cv2.GaussianBlur(np.random.default_rng(5).normal(128, 300, (240, 240)), (0, 0), 2).clip(0, 255)
    _, photograph = cv2.imencode(".jpg", seen.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, 80])
    drawn[foot : foot + 240, 8:248] = cv2.imdecode(photograph, cv2.IMREAD_GRAYSCALE)
    out = io.BytesIO()
    Image.fromarray(drawn).save(out, "PNG")
    assert told(out.getvalue()) == ()
