"""The evidence on a page's picture: frames beside the print, and a number of its own for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from claimcheck.model.decisions import Place
from claimcheck.model.documents import Box
from claimcheck.services.claiming.views import DocumentView, PageView
from claimcheck.web.pages.sheet import Drawn, Mark, sheet


def file_of(name: str, pages: int) -> DocumentView:
    """A file of so many pages of 1,000 by 1,000 pixels."""
    drawn = tuple(PageView(n, 1000, 1000, "ocr", "rapidocr", picture=True) for n in range(1, pages + 1))
    return DocumentView(
        name, "D001", name, "image/png", 1, "", "read", "en-GB", datetime(2026, 1, 2, tzinfo=UTC), pages=drawn
    )


def drawn(*boxes: tuple[float, float, float, float]) -> tuple[Drawn, ...]:
    """How marks lie on a page of 1,000 by 1,000 pixels."""
    marks = [Mark(n, "support", Place("D", 1, Box(*box))) for n, box in enumerate(boxes, 1)]
    shown = sheet([file_of("D", 1)], marks, document="", page=0, zoom=100)
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


def offered(documents: list[DocumentView], document: str, page: int) -> list[str]:
    """What stands there to choose a page from: the file and the page, `…` for those left out."""
    shown = sheet(documents, [], document=document, page=page, zoom=100)
    assert shown is not None
    return [f"{one.filename} {one.page}" if one else "…" for one in shown.offered]


def test_a_few_pages_are_all_there_to_be_chosen() -> None:
    assert offered([file_of("a", 1), file_of("b", 2)], "a", 1) == ["a 1", "b 1", "b 2"]


def test_of_many_pages_those_about_the_one_shown_are_offered_and_the_first_of_each_other_file() -> None:
    files = [file_of("a", 2), file_of("b", 200), file_of("c", 1)]

    assert offered(files, "b", 99) == [
        "a 1", "b 1", "…", "b 97", "b 98", "b 99", "b 100", "b 101", "…", "b 200", "c 1",
    ]  # fmt: skip
    assert offered(files, "b", 2) == ["a 1", "b 1", "b 2", "b 3", "b 4", "…", "b 200", "c 1"]
    assert offered(files, "c", 1) == ["a 1", "b 1", "c 1"]


@pytest.mark.parametrize(("asked", "seen"), [(99, 99), (0, 1), (201, 200), (7, 6)])
def test_a_page_is_asked_for_by_its_number_and_the_nearest_is_shown(asked: int, seen: int) -> None:
    """The seventh could not be drawn."""
    file = file_of("b", 200)
    file = replace(file, pages=tuple(one for one in file.pages if one.number != 7))
    shown = sheet([file_of("a", 2), file], [], document="b", page=asked, zoom=100)
    assert shown is not None
    assert (shown.filename, shown.page, shown.last) == ("b", seen, 200)
