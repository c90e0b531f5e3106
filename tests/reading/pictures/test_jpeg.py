"""JPEGs that lack data: told, however their decoders make up for it; whole ones never."""

import io
import random

import numpy as np
import pytest
from PIL import Image
from reading import drawn
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.reading import document
from claimcheck.reading.limits import Limits
from claimcheck.reading.pictures import jpeg

WAYS = {
    "baseline": {"quality": 80},
    "optimised": {"quality": 90, "optimize": True},
    "restarts": {"quality": 85, "restart_marker_rows": 1},
    "progressive": {"quality": 80, "progressive": True},
    "grey": {"quality": 75},
}


def scan(way: str) -> bytes:
    """A page of print on paper with grain, as a camera or scanner writes it."""
    page = np.asarray(drawn.picture(), np.int16)
    page = page + np.random.default_rng(4).normal(0, 6, page.shape).astype(np.int16)
    image = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
    return drawn.saved(image.convert("L") if way == "grey" else image, "JPEG", **WAYS[way])


@pytest.mark.parametrize("way", WAYS)
def test_a_whole_picture_lacks_nothing(way: str) -> None:
    assert jpeg.damage(scan(way)) == ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_picture_that_breaks_off_is_cut_and_one_closed_by_hand_damaged(way: str, part: float) -> None:
    data = scan(way)
    kept = data[: int(part * len(data))]
    assert jpeg.damage(kept) == "cut"
    assert jpeg.damage(kept + data[-2:]) == "damaged"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fill", [b"", b"\0"])
def test_a_gap_in_the_middle_is_told_whether_or_not_something_fills_it(way: str, fill: bytes) -> None:
    data, dice = scan(way), random.Random(7)
    for _ in range(6):
        at, size = dice.randrange(1500, len(data) - 3000), dice.randrange(400, 2500)
        assert jpeg.damage(data[:at] + fill * size + data[at + size :]) == "damaged"


def test_a_progressive_picture_without_its_last_scans_is_not_whole() -> None:
    data = scan("progressive")
    assert jpeg.damage(data[: data.rfind(b"\xff\xda")] + data[-2:]) == "damaged"


def test_filling_before_the_end_is_no_damage() -> None:
    data = scan("baseline")
    assert jpeg.damage(data[:-2] + bytes(120) + data[-2:]) == ""


def test_a_pdf_with_a_damaged_scan_says_which_page() -> None:
    data = scan("baseline")
    # ReportLab takes the picture's bytes as they are.
    holed = data[: len(data) // 2] + data[len(data) // 2 + 900 :]

    def page(picture: bytes) -> object:
        def draw(canvas: Canvas) -> None:
            name = io.BytesIO(picture)
            canvas.drawImage(ImageReader(name), 0, 0, *A4)

        return draw

    for picture, expected in ((data, []), (holed, [("file.unreadable", 2)])):
        done = document.read(
            drawn.pdf(page(data), page(picture)),
            media_type="application/pdf",
            limits=Limits(),
            reader=drawn.FakeReader(),
            page_done=lambda _: None,
        )
        assert [(problem.code, problem.page) for problem in done.problems] == expected
