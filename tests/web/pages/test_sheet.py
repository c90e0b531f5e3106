"""The evidence on a page's picture: frames beside the print, and a number of its own for each."""

from __future__ import annotations

from datetime import UTC, datetime

from claimcheck.model.decisions import Place
from claimcheck.model.documents import Box
from claimcheck.services.claiming.views import DocumentView, PageView
from claimcheck.web.pages.sheet import Drawn, Mark, sheet


def drawn(*boxes: tuple[float, float, float, float]) -> tuple[Drawn, ...]:
    """How marks lie on a page of 1,000 by 1,000 pixels."""
    page = PageView(1, 1000, 1000, "ocr", "rapidocr", picture=True)
    document = DocumentView(
        "D", "D001", "a.png", "image/png", 1, "", "read", "en-GB", datetime(2026, 1, 2, tzinfo=UTC), pages=(page,)
    )
    marks = [Mark(n, "support", Place("D", 1, Box(*box))) for n, box in enumerate(boxes, 1)]
    shown = sheet([document], marks, document="", page=0, zoom=100)
    assert shown is not None
    return shown.boxes


def test_a_frame_stands_off_from_the_print() -> None:
    (box,) = drawn((0.2, 0.2, 0.3, 0.22))

    assert (box.x, box.x + box.width, box.y, box.y + box.height) == (194, 306, 194, 226)


def test_frames_of_neighbours_part_the_room_between_them() -> None:
    amount, currency = drawn((0.2, 0.2, 0.3, 0.22), (0.304, 0.2, 0.35, 0.22))

    assert amount.x + amount.width == currency.x == 302


def test_the_frame_of_a_single_sign_leaves_the_next_one_uncovered() -> None:
    (pound,) = drawn((0.2, 0.2, 0.212, 0.22))

    assert pound.x + pound.width == 215


def test_two_values_at_one_place_show_both_numbers() -> None:
    total, payable = drawn((0.2, 0.2, 0.3, 0.22), (0.2, 0.2, 0.3, 0.22))

    assert abs(total.tab_x - payable.tab_x) >= total.tab or abs(total.tab_y - payable.tab_y) >= total.tab
