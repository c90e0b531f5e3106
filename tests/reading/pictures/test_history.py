"""A word that was put on a picture after it was first saved lacks the history of the rest."""

import io
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image

from claimcheck.model.documents import Box, Line, Signal
from claimcheck.reading.pictures import history
from fixtures import forgery
from fixtures.invention import EN
from fixtures.make import day_of
from fixtures.paper import Paper, scan
from fixtures.receipts import receipt
from fixtures.sheet import extent


def lines_of(paper: Paper) -> list[Line]:
    sheet = paper.sheets[0]
    sides = (sheet.width, sheet.height) * 2
    boxes = [Box(*(edge / side for edge, side in zip(extent(ink), sides, strict=True))) for ink in sheet.inks]
    return [Line(ink.text, box, 0.99) for ink, box in zip(sheet.inks, boxes, strict=True)]


def grey(data: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(data)).convert("L"))


def told(page: np.ndarray, lines: list[Line], last: int = 0) -> tuple[Signal, ...]:
    return history.signals(history.lacks(page, lines, last), lines, 1)


def test_a_value_put_there_later_is_told_with_its_place() -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    place = honest.boxes["total_amount"][0]
    changed = forgery.retyped_png(honest.data, place, Random(4))
    found = told(grey(changed), lines_of(paper))
    assert [signal.code for signal in found] == ["edited.other_history"]
    assert found[0].box is not None
    assert abs(found[0].box.top - place[1]) < 0.02


def test_a_picture_saved_twice_as_a_whole_is_honest() -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    out = io.BytesIO()
    Image.open(io.BytesIO(honest.data)).save(out, "JPEG", quality=93)
    assert told(grey(out.getvalue()), lines_of(paper), last=93) == ()


def test_a_number_that_an_office_types_above_the_print_is_no_change_of_it() -> None:
    number = Line("3180301", Box(0.1, 0.01, 0.3, 0.03), 0.99)
    below = [Line("Total 45.90", Box(0.1, 0.5, 0.4, 0.52), 0.99), Line("3180", Box(0.6, 0.5, 0.7, 0.52), 0.99)]
    assert history.is_filed(number, [number, *below])
    assert not history.is_filed(below[1], [number, *below])


@pytest.mark.parametrize("quality", [60, 82, 95])
def test_the_last_quality_is_read_from_the_tables(quality: int) -> None:
    out = io.BytesIO()
    Image.new("L", (16, 16)).save(out, "JPEG", quality=quality)
    tables = Image.open(io.BytesIO(out.getvalue())).quantization
    assert abs(history.last_quality(tables) - quality) <= 1
    assert history.last_quality({1: tables[0]}) == history.last_quality(tables)  # numbered from 1: as good a file


@pytest.mark.parametrize(("top", "left"), [(3, 5), (0, 2), (7, 0)])
def test_a_value_put_on_a_picture_that_was_cropped_is_told(top: int, left: int) -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    out = io.BytesIO()
    Image.fromarray(np.asarray(Image.open(io.BytesIO(honest.data)))[top:, left:]).save(out, "PNG")
    changed = forgery.retyped_png(out.getvalue(), honest.boxes["total_amount"][0], Random(4))
    assert told(grey(out.getvalue()), lines_of(paper)) == ()
    assert [signal.code for signal in told(grey(changed), lines_of(paper))] == ["edited.other_history"]


def test_what_a_viewer_writes_over_a_scan_on_a_picture_of_its_screen_is_no_change_of_the_scan() -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = grey(scan(paper, "r.jpg", Random(4), "noise", dpi=200).data)
    bar = 51
    screen = np.full((honest.shape[0] + bar, honest.shape[1]), 240, np.uint8)
    screen[bar:] = honest
    cv2.putText(screen, "100% 1/12 11:21", (20, 36), cv2.FONT_HERSHEY_SIMPLEX, 1, 30, 2, cv2.LINE_AA)
    high = screen.shape[0]
    down = [
        Line(line.text, line.box._replace(**{
            edge: (getattr(line.box, edge) * honest.shape[0] + bar) / high for edge in ("top", "bottom")
        }), 0.99)
        for line in lines_of(paper)
    ]  # fmt: skip
    assert told(screen, [Line("100% 1/12 11:21", Box(0.0, 8 / high, 0.6, 44 / high), 0.99), *down]) == ()
