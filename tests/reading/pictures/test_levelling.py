"""Pages laid askew: told by their lines, turned level, read once more; and left alone where that helps nothing."""

import math
from dataclasses import replace
from random import Random

import cv2
import numpy as np
import pytest
from PIL import Image
from reading import drawn

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading import document, image, sandbox
from claimcheck.reading.limits import Limits
from claimcheck.reading.lines import Picture, Reading, fraction_box, line_of
from claimcheck.reading.pictures.levelling import falls, levelled, turned
from fixtures import degrade, forgery, tamper
from fixtures.invention import EN
from fixtures.make import day_of
from fixtures.receipts import receipt

SIDE = 1000


def line(top: int, degrees: float, *, words: int = 3) -> Line:
    """A line of words 150 pixels apart that falls by so many degrees."""
    slope = math.tan(math.radians(degrees))
    starts = [(100 + 150 * n, round(top + 150 * n * slope)) for n in range(words)]
    boxes = [fraction_box(x, y, x + 80, y + 20, SIDE, SIDE) for x, y in starts]
    return line_of([Word("word", box, 0.9) for box in boxes])


def page(*degrees: float) -> tuple[Line, ...]:
    return tuple(line(100 + 90 * n, fall) for n, fall in enumerate(degrees))


class Levelled(drawn.FakeReader):
    """Reads so many lines on whatever it is shown."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = page(*[0.0] * lines)

    def read(self, picture: Picture, *, detail: int) -> Reading:
        return Reading(picture, 180, self.lines)


class OverPrint(drawn.FakeReader):
    """Reads one page's print, and nothing of what lies across it."""

    def __init__(self, first: Reading) -> None:
        super().__init__()
        _, laid = turned(first.picture, 12.0, 2200)
        self.lines = tuple(replace(line, box=laid.box(line.box), words=()) for line in first.lines)

    def read(self, picture: Picture, *, detail: int) -> Reading:
        return Reading(picture, 0, self.lines)


@pytest.mark.parametrize(
    ("lines", "degrees"),
    [
        (page(12, 12.5, 11.5, 12, -20), 12),
        (page(0, 0, 0, 0), 0),
        (page(-9, -9, 0, 0, 9, 9), None),  # a page that bows
        (page(12, 12), None),
    ],
)
def test_a_page_falls_as_its_lines_do_where_they_say_it_as_one(lines: tuple[Line, ...], degrees: float | None) -> None:
    found = falls(lines, SIDE, SIDE)
    assert found == (None if degrees is None else pytest.approx(degrees, abs=0.2))


@pytest.mark.parametrize(("askew", "lines", "read_again"), [(12.0, 6, True), (12.0, 2, False), (3.0, 6, False)])
def test_a_page_askew_is_read_level_unless_that_loses_print(askew: float, lines: int, read_again: bool) -> None:
    first = Reading(np.full((SIDE, SIDE, 3), 200, np.uint8), 90, page(*[askew] * 6))
    found, _ = levelled(Levelled(lines), first, 960, 2200)
    assert (found is not first) is read_again
    assert found.turned == (270 if read_again else 90)


@pytest.mark.parametrize("degrees", [12.0, -20.0, 78.0])
def test_a_turned_page_is_whole_and_its_lines_are_level(degrees: float) -> None:
    shown = np.full((400, 600, 3), 240, np.uint8)
    along, down = 150 * math.cos(math.radians(degrees)), 150 * math.sin(math.radians(degrees))
    first, last = (round(300 - along), round(200 - down)), (round(300 + along), round(200 + down))
    cv2.line(shown, first, last, (0, 0, 0), 5)
    rows, columns = np.nonzero(turned(shown, degrees, 2200)[0][..., 0] < 120)
    assert np.ptp(rows) < 10
    assert np.ptp(columns) == pytest.approx(300, abs=12)


@pytest.mark.parametrize("text", ["VOID", "COPY", "作废"])
def test_what_only_the_askew_page_showed_is_kept_at_its_place(text: str) -> None:
    stamp = line_of([Word(text, fraction_box(150, 850, 250, 880, SIDE, SIDE), 0.6)])
    first = Reading(np.full((SIDE, SIDE, 3), 200, np.uint8), 0, (*page(*[12.0] * 6), stamp))
    found, laid = levelled(Levelled(6), first, 960, 2200)
    kept = [line.box for line in found.lines if line.text == text]
    assert len(kept) == 1
    assert kept[0].left == pytest.approx(laid.box(stamp.box).left)


def test_a_stamp_across_the_print_that_the_level_page_reads_as_print_still_annuls_the_paper() -> None:
    first = Reading(np.full((SIDE, SIDE, 3), 200, np.uint8), 0, page(*[12.0] * 6))
    over = line_of([Word("VOID", first.lines[2].words[1].box, 0.7)])
    found, _ = levelled(OverPrint(first), replace(first, lines=(*first.lines, over)), 960, 2200)
    assert "VOID" in [line.text for line in found.lines]


@pytest.mark.parametrize("shape", [(2200, 1600, 3), (2200, 300, 3), (1600, 2200)])
def test_a_level_page_is_no_larger_than_a_page_may_be(shape: tuple[int, ...]) -> None:
    sheet, _ = turned(np.full(shape, 255, np.uint8), 44.0, 2200)
    assert max(sheet.shape[:2]) <= 2200
    assert sheet.ndim == len(shape)


@pytest.mark.parametrize(("degrees", "longest"), [(12.0, 2200), (-33.0, 500)])
def test_a_place_is_told_where_it_lies_on_the_level_page(degrees: float, longest: int) -> None:
    given = np.full((600, 800, 3), 255, np.uint8)
    given[100:120, 200:240] = 0
    level, laid = turned(given, degrees, longest)
    rows, columns = np.nonzero(level[..., 0] < 128)
    high, wide = level.shape[:2]
    box = laid.box(Box(200 / 800, 100 / 600, 240 / 800, 120 / 600))
    assert (box.left * wide, box.right * wide) == pytest.approx((columns.min(), columns.max() + 1), abs=2)
    assert (box.top * high, box.bottom * high) == pytest.approx((rows.min(), rows.max() + 1), abs=2)


class Askew(drawn.FakeReader):
    """Reads a page as askew by 12 degrees at first, then as level."""

    def __init__(self) -> None:
        super().__init__()
        self.falls = [12.0, 0.0]

    def read(self, picture: Picture, *, detail: int) -> Reading:
        return Reading(picture, 0, page(*[self.falls.pop(0) if self.falls else 0.0] * 6))


@pytest.mark.parametrize(("seconds", "levelled"), [(60.0, True), (0.0, False)])
def test_a_page_that_took_most_of_its_time_is_not_read_again(seconds: float, levelled: bool) -> None:
    frame = np.full((SIDE, SIDE, 3), 200, np.uint8)
    frame[:20, :20] = 90  # a page of one colour is not looked at
    read = image.read_page(frame, number=1, limits=Limits(seconds_per_page=seconds), reader=Askew())
    assert (read.page.width > SIDE) is levelled


def test_what_concerns_the_whole_file_is_told_where_it_is_shown() -> None:
    sheet = Image.new("RGB", (SIDE, SIDE), "grey")
    sheet.paste("black", (0, 0, 20, 20))  # a page of one colour is not looked at
    scan = tamper.scan_pdf(drawn.saved(sheet, "JPEG"))
    noted = tamper.typed_note(scan, (0.6, 0.3, 0.7, 0.33), Random(4))

    def told(reader: drawn.FakeReader) -> Box:
        read = document.read(
            noted, media_type="application/pdf", limits=Limits(), reader=reader, page_done=lambda _: None
        )
        return next(each.box for each in read.signals if each.box is not None)

    _, laid = turned(np.zeros((SIDE, SIDE, 3), np.uint8), 12.0, 2200)
    assert tuple(told(Askew())) == pytest.approx(tuple(laid.box(told(drawn.FakeReader()))), abs=0.002)


@pytest.mark.slow
@pytest.mark.parametrize("degrees", [12.0, 78.0, 192.0])
def test_a_page_is_read_whichever_way_it_lies(degrees: float) -> None:
    shown, _ = turned(np.asarray(drawn.picture().convert("RGB"), np.uint8), degrees, 2200)
    read = sandbox.read(drawn.saved(Image.fromarray(shown), "PNG"), media_type="image/png", reader="rapidocr")
    assert [line.text for line in read.pages.pages[0].lines] == list(drawn.TEXTS)


def askew_receipt(degrees: float) -> tuple[bytes, Box]:
    """A receipt on a scanner's bed, saved as JPEG; and where its total lies."""
    sheet = receipt(EN, Random(4), day_of(Random(4))).sheets[0]
    level, quads = degrade.noise(sheet.picture(200), sheet.quads(200 / 72), Random(4))
    total = Box(*degrade.boxes_of(quads, level)["total_amount"][0])
    shown, laid = turned(level, -degrees, 2200)
    return drawn.saved(Image.fromarray(shown[..., ::-1]), "JPEG", quality=60), laid.box(total)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "media_type", "code"),
    [
        (forgery.retyped_png, "image/png", "edited.other_history"),
        (forgery.foreign_jpeg, "image/jpeg", "edited.other_history"),
        (tamper.text_over_scan, "application/pdf", "edited.text_over_scan"),
    ],
)
def test_a_changed_total_on_an_askew_page_is_told_where_it_is_shown(
    way: tamper.Way, media_type: str, code: str
) -> None:
    data, place = askew_receipt(8.0)
    honest = sandbox.read(data, media_type="image/jpeg", reader="rapidocr")
    changed = sandbox.read(way(data, place, Random(4)), media_type=media_type, reader="rapidocr")
    assert honest.pages.signals == ()
    boxes = [signal.box for signal in changed.pages.signals if signal.code == code]
    assert len(boxes) == 1
    total = next(line.box for line in honest.pages.pages[0].lines if line.text.lower().startswith("total"))
    assert boxes[0] is not None
    assert boxes[0].top < (total.top + total.bottom) / 2 < boxes[0].bottom
    assert boxes[0].left > total.right
