"""A digit that was copied over another one of its value is its double, to the grain of the paper."""

import io
from random import Random

import numpy as np
import pytest
from PIL import Image
from reading.test_history import grey, lines_of

from claimcheck.reading import copied
from fixtures import forgery
from fixtures.invention import EN
from fixtures.make import day_of
from fixtures.paper import Drawn, Paper, scan
from fixtures.receipts import receipt


def drawn(seed: int, effect: str) -> tuple[Paper, Drawn]:
    paper = receipt(EN, Random(seed), day_of(Random(seed)))
    return paper, scan(paper, "r.jpg", Random(seed), effect, dpi=200)


@pytest.mark.parametrize("way", [forgery.pasted_png, forgery.pasted_jpeg])
def test_a_digit_copied_within_its_value_is_told_with_its_place(way: forgery.tamper.Way) -> None:
    paper, honest = drawn(7, "noise")
    place = honest.boxes["total_amount"][0]
    found = copied.signals(grey(way(honest.data, place, Random(7))), lines_of(paper), 1)
    assert [signal.code for signal in found] == ["edited.copied"]
    assert found[0].box is not None
    assert abs(found[0].box.top - place[1]) < 0.02


@pytest.mark.parametrize("effect", ["noise", "clean", "photo", "shadow", "blur"])
def test_digits_that_are_printed_twice_are_no_copies(effect: str) -> None:
    for seed in (7, 8):
        paper, honest = drawn(seed, effect)
        assert copied.signals(grey(honest.data), lines_of(paper), 1) == ()


def test_of_what_a_computer_drew_alike_everywhere_nothing_is_said() -> None:
    paper, honest = drawn(4, "clean")
    page = grey(honest.data)
    flat = np.where(page < 128, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(flat).save(out, "PNG")
    assert copied.signals(grey(out.getvalue()), lines_of(paper), 1) == ()
