"""The picture that a scanned page holds, as its file holds it."""

import io

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from claimcheck.model.documents import Box
from claimcheck.reading.pdf import scanned
from claimcheck.reading.pictures.saved import Saved

VALUES = np.random.default_rng(4).integers(0, 256, (320, 200, 3), np.uint8)


def packed(kind: str) -> bytes:
    out = io.BytesIO()
    Image.fromarray(VALUES).save(out, kind, quality=80)
    return out.getvalue()


def held(picture: bytes, place: tuple[float, float, float, float], turned: int = 0) -> Saved | None:
    """What is taken from a sheet of 400 × 500 points with a picture at left, bottom, width, height."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 500))
    left, bottom, width, height = place
    canvas.translate(left, bottom)
    canvas.rotate(turned)
    canvas.drawImage(ImageReader(io.BytesIO(picture)), 0, 0, width, height)
    canvas.save()
    return scanned.saved(pypdfium2.PdfDocument(out.getvalue())[0])


@pytest.mark.parametrize(("kind", "last"), [("JPEG", 80), ("PNG", 0)])
def test_a_scan_is_taken_pixel_by_pixel_with_its_quality(kind: str, last: int) -> None:
    data = packed(kind)
    found = held(data, (40, 50, 320, 400))
    assert found is not None
    assert found.last == last
    assert np.array_equal(found.picture, np.asarray(Image.open(io.BytesIO(data)).convert("L")))
    assert found.place == pytest.approx(Box(0.1, 0.1, 0.9, 0.9), abs=0.001)


@pytest.mark.parametrize(
    ("place", "turned"),
    [((100, 100, 200, 200), 0), ((400, 0, 500, 400), 90)],
    ids=["a part of the page", "on its side"],
)
def test_another_picture_is_not_taken(place: tuple[float, float, float, float], turned: int) -> None:
    assert held(packed("JPEG"), place, turned) is None


def test_a_picture_larger_than_a_sheet_s_scan_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "MOST_SIDE", 300)
    assert held(packed("JPEG"), (40, 50, 320, 400)) is None
