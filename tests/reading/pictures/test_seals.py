"""Lines under a seal are read without its ink; plain print, coloured titles and what a seal says are left alone."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest

from claimcheck.model.documents import Box, Line, Word
from claimcheck.reading.lines import Picture, Reading, Strip
from claimcheck.reading.pictures import seals

RED, BLACK = (60, 40, 205), (30, 30, 30)  # blue, green, red
SEALED = Box(0.3, 0.4, 0.6, 0.7)


def page(*, seal: bool = True, figures: bool = True, ink: tuple[int, int, int] = BLACK) -> Picture:
    """Rows of print, a row of figures, and a translucent ring across that row."""
    made = np.full((800, 800, 3), 250, np.uint8)
    for top in range(60, 780, 90):
        if figures or not 300 < top < 580:
            cv2.putText(made, f"ROW {top} 1130.00", (240, top), cv2.FONT_HERSHEY_SIMPLEX, 1.0, ink, 2)
    if not seal:
        return made
    over = made.copy()
    cv2.circle(over, (360, 440), 115, RED, 9)
    cv2.putText(over, "SEAL", (290, 470), cv2.FONT_HERSHEY_SIMPLEX, 1.8, RED, 6)
    return np.asarray(cv2.addWeighted(over, 0.55, made, 0.45, 0), np.uint8)


class Scripted:
    """A reader that answers what it was told, and keeps what it was given."""

    name = "scripted"

    def __init__(self, *lines: Line) -> None:
        self.lines = lines
        self.seen: list[Picture] = []

    def read(self, picture: Picture, *, detail: int) -> Reading:
        self.seen.append(picture)
        return Reading(picture, 0, self.lines)

    def recognise(self, strips: Sequence[Picture]) -> tuple[Strip, ...]:
        return ()


def line(text: str, sure: float = 0.99, left: float = 0.3, right: float = 0.6, top: float = 0.51) -> Line:
    box = Box(left, top, right, top + 0.05)
    return Line(text, box, sure, (Word(text, box, sure),))


def completed(first: Sequence[Line], without_seal: Sequence[Line]) -> list[str]:
    return [one.text for one in seals.complete(Scripted(*without_seal), page(), first, 960)]


def test_a_seal_over_print_is_found() -> None:
    (seal,) = seals.find(page())
    assert seal.box == pytest.approx(Box(0.3, 0.4, 0.6, 0.7), abs=0.02)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(page(seal=False), id="black print"),
        pytest.param(page(seal=False, ink=RED), id="all in red"),
        pytest.param(page(figures=False), id="a seal on bare paper"),
        pytest.param(cv2.cvtColor(cv2.cvtColor(page(), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR), id="a grey copy"),
    ],
)
def test_nothing_is_read_again_where_no_colour_lies_on_print(other: Picture) -> None:
    reader = Scripted()
    assert seals.complete(reader, other, [line("1130.00")], 960) == (line("1130.00"),)
    assert not reader.seen


def test_the_seals_ink_is_taken_out_and_the_print_beneath_stays() -> None:
    sealed, plain = page(), page(seal=False)
    lifted, ink = seals.without(sealed, seals.find(sealed))
    ring = slice(553, 557), slice(355, 365), 1
    assert sealed[ring].mean() < 150 < 225 < lifted[ring].mean()
    print_ = (plain[400:480, 250:470, 1] < 60) & ink[400:480, 250:470]
    assert print_.any()
    assert np.percentile(lifted[400:480, 250:470][print_], 90) < 160


def test_a_line_that_the_seal_had_hidden_is_added() -> None:
    assert completed([], [line("1130.00")]) == ["1130.00"]


def test_a_line_with_strokes_of_the_seal_in_it_gives_way() -> None:
    assert completed([line("11SEAL.00", 0.8)], [line("1130.00")]) == ["1130.00"]


def test_a_sure_line_stays_where_it_reads_worse_without_the_seal() -> None:
    assert completed([line("1130.00", 0.98)], [line("1180.00", 0.9)]) == ["1130.00"]


def test_a_part_of_a_line_does_not_take_its_place() -> None:
    assert completed([line("TOTAL 1130.00", 0.9)], [line("00", 0.99, left=0.52)]) == ["TOTAL 1130.00"]


def test_a_line_beside_the_seal_stays_as_it_was_read_first() -> None:
    beside = line("1130.00", 0.6, left=0.7, right=0.9)
    assert completed([beside], [line("1180.00", 0.99, left=0.7, right=0.9)]) == ["1130.00"]


def test_a_seal_that_annuls_the_paper_is_still_told() -> None:
    assert "VOID" in completed([line("VOID", 0.8)], [line("1130.00")])
