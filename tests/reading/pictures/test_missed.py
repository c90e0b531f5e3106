"""What the first pass over a page missed is read again from near by; a stain beside a heading changes nothing."""

from collections.abc import Sequence

import cv2
import numpy as np

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.lines import Picture, Reading, Strip
from claimcheck.reading.pictures import missed

BLANK = np.full((1000, 600, 3), 255, np.uint8)


class Scripted:
    """A reader that answers each crop and strip with what it was told."""

    name = "scripted"

    def __init__(self, lines: Sequence[Line] = (), text: str = "") -> None:
        self.lines, self.text = tuple(lines), text
        self.seen: list[tuple[int, ...]] = []

    def read(self, picture: Picture, *, detail: int) -> Reading:
        self.seen.append(picture.shape)
        return Reading(picture, 0, self.lines)

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        self.seen.extend(strip.shape for strip in strips)
        return tuple(Strip(self.text, 0.97) for _ in strips)


def line(text: str, top: float, left: float = 0.1, right: float = 0.4, sure: float = 0.99) -> Line:
    box = Box(left, top, right, round(top + 0.03, 4))
    return Line(text, box, sure, (Word(text, box, sure),))


def texts(lines: Sequence[Line]) -> list[str]:
    return [one.text for one in lines]


def test_a_total_without_its_amount_is_looked_at_from_near_by() -> None:
    first = (
        line("LAMP", 0.5),
        line("25.00", 0.5, 0.7, 0.9),
        line("TOTAL", 0.6),
        line("CASH", 0.65),
        line("-00", 0.65, 0.8, 0.9, 0.8),
    )
    (band,) = missed.unanswered(BLANK, first)

    def near(text: str, top: float, bottom: float) -> Line:
        size = band.bottom - band.top
        box = Box(0.7, (top - band.top) / size, 0.9, (bottom - band.top) / size)
        return Line(text, box, 0.99, (Word(text, box, 0.99),))

    found = missed.complete(Scripted([near("25.00", 0.6, 0.63), near("30.00", 0.65, 0.68)]), BLANK, first)
    assert texts(found) == ["LAMP", "25.00", "TOTAL", "25.00", "CASH", "30.00"]


def test_what_was_read_well_stays() -> None:
    total = line("25.00", 0.6, 0.7, 0.9)
    assert missed.unanswered(BLANK, (line("TOTAL", 0.6), total)) == ()
    assert missed.merged((total,), (line("26.00", 0.6, 0.7, 0.9, 0.98),)) == (total,)
    assert missed.merged((total,), (line("TOTAL 25.00", 0.6, 0.1, 0.6),)) != (total,)


def printed(text: str, shade: int) -> tuple[Picture, Line]:
    """A page with a heading whose first word is printed in another shade, and the heading as read without it."""
    page = BLANK.copy()
    cv2.putText(page, text, (60, 126), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (shade, shade, shade), 3)
    cv2.putText(page, "LAMPS SDN BHD", (230, 126), cv2.FONT_HERSHEY_SIMPLEX, 1.0, (0, 0, 0), 3)
    return page, line("LAMPS SDN BHD", 0.1, 0.37, 0.85)


def test_a_faint_word_before_a_heading_is_read_along_the_row() -> None:
    page, heading = printed("HOME", 225)
    reader = Scripted(text="HOME LAMPS SDN BHD")
    (look,) = missed.headings(reader, cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), (heading,), 1)
    assert (look.text, look.reader) == ("HOME LAMPS SDN BHD", "scripted")
    assert look.box.left < heading.box.left


def test_clean_paper_and_what_was_read_beside_a_heading_ask_nothing() -> None:
    reader = Scripted(text="ANYTHING ELSE")
    bare, heading = printed("", 0)
    assert missed.headings(reader, cv2.cvtColor(bare, cv2.COLOR_BGR2GRAY), (heading,), 1) == ()
    page, _ = printed("HILL", 0)
    beside = line("HILL", 0.1, 0.09, 0.3)
    assert missed.headings(reader, cv2.cvtColor(page, cv2.COLOR_BGR2GRAY), (heading, beside), 1) == ()
    assert reader.seen == []
