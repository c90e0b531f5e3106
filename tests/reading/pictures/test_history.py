"""A word that was put on a picture after it was first saved lacks the history of the rest."""

import io
from random import Random

import numpy as np
import pytest
from PIL import Image

from claimcheck.model.documents import Box, Line
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


def test_a_value_put_there_later_is_told_with_its_place() -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    place = honest.boxes["total_amount"][0]
    changed = forgery.retyped_png(honest.data, place, Random(4))
    found = history.signals(grey(changed), lines_of(paper), 1)
    assert [signal.code for signal in found] == ["edited.other_history"]
    assert found[0].box is not None
    assert abs(found[0].box.top - place[1]) < 0.02


def test_a_picture_saved_twice_as_a_whole_is_honest() -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    out = io.BytesIO()
    Image.open(io.BytesIO(honest.data)).save(out, "JPEG", quality=93)
    assert history.signals(grey(out.getvalue()), lines_of(paper), 1, last=93) == ()


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


@pytest.mark.parametrize(("top", "left"), [(3, 5), (0, 2), (7, 0)])
def test_a_value_put_on_a_picture_that_was_cropped_is_told(top: int, left: int) -> None:
    paper = receipt(EN, Random(4), day_of(Random(4)))
    honest = scan(paper, "r.jpg", Random(4), "noise", dpi=200)
    out = io.BytesIO()
    Image.fromarray(np.asarray(Image.open(io.BytesIO(honest.data)))[top:, left:]).save(out, "PNG")
    changed = forgery.retyped_png(out.getvalue(), honest.boxes["total_amount"][0], Random(4))
    assert history.signals(grey(out.getvalue()), lines_of(paper), 1) == ()
    assert [signal.code for signal in history.signals(grey(changed), lines_of(paper), 1)] == ["edited.other_history"]
