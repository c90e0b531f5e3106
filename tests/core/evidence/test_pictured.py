"""A page so crooked that labels and values of different rows stand side by side, or too small, is for a person."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from factory import case
from paper import page, pages

from claimcheck.core.evidence.pictured import badly_pictured
from claimcheck.core.extract import extract
from claimcheck.core.extract.page.tilt import strays
from claimcheck.core.judge import judge
from claimcheck.core.verify import sources
from claimcheck.model.case import CaseDocument
from claimcheck.model.documents import Box, Line, Page

RECEIPT = """
NORTHWIND TRADING SDN BHD
8, JALAN PELITA 3, TAMAN PELITA
50460 KUALA LUMPUR
TAX INVOICE NO 204417
Date: 14/03/2024 14:22:09
DESK LAMP 60112233                25.00
THANK YOU AND COME AGAIN SOON
"""


def fallen(one: Page, fall: Callable[[float], float]) -> Page:
    """The page with each of its words lower by what `fall` says for its place between left, 0, and right, 1."""

    def lower(box: Box) -> Box:
        down = fall((box.left + box.right) / 2)
        return Box(box.left, box.top + down, box.right, box.bottom + down)

    def moved(line: Line) -> Line:
        words = tuple(replace(word, box=lower(word.box)) for word in line.words)
        return replace(line, box=lower(line.box), words=words)

    return replace(one, lines=tuple(moved(line) for line in one.lines))


def codes(one: Page) -> list[str]:
    read = pages(one)
    paper = CaseDocument("doc-1", "doc-1", read, extract(read, locale="en-MY", currency="MYR"))
    return [reason.code for reason in judge(case(documents=(paper,))).reasons]


@pytest.mark.parametrize("fall", [-0.02, 0.0, 0.02])
def test_a_page_that_lies_nearly_straight_asks_nothing_for_it(fall: float) -> None:
    assert "document.askew" not in codes(fallen(page(RECEIPT), lambda across: fall * across))


@pytest.mark.parametrize("fall", [-0.3, 0.3])
def test_a_page_that_lies_steeply_askew_is_for_a_person(fall: float) -> None:
    assert "document.askew" in codes(fallen(page(RECEIPT), lambda across: fall * across))


def test_a_page_that_is_bowed_is_for_a_person() -> None:
    assert "document.askew" in codes(fallen(page(RECEIPT), lambda across: 0.4 * (across - 0.2) ** 2))


def smaller(one: Page, size: float) -> Page:
    return replace(one, width=round(one.width * size), height=round(one.height * size))


@pytest.mark.parametrize(("size", "asked"), [(1.0, False), (0.7, False), (0.4, True)])
def test_print_that_is_too_small_to_be_sure_of_is_for_a_person(size: float, *, asked: bool) -> None:
    assert ("document.small" in codes(smaller(page(RECEIPT), size))) is asked


def test_the_text_of_a_file_may_be_as_small_as_it_likes() -> None:
    assert "document.small" not in codes(replace(smaller(page(RECEIPT), 0.1), layer="text"))


def test_the_text_of_a_file_is_level_whatever_its_words_say() -> None:
    assert strays(replace(fallen(page(RECEIPT), lambda across: 0.3 * across), layer="text")) == 0


def test_small_print_is_for_a_person_on_every_page_that_may_prove() -> None:
    tiny = replace(pages(page(RECEIPT)), pages=(replace(page(RECEIPT), width=120, height=150),))
    (read, *_) = extract(tiny, locale="en-MY", currency="MYR")
    paper = CaseDocument("doc-1", "doc-1", tiny, (replace(read, kind="vehicle_licence"),))
    sources_of = sources(case(documents=(paper,)))
    assert [one.code for one in badly_pictured(sources_of, {"invoice", "vehicle_licence"})] == ["document.small"]
    assert not badly_pictured(sources_of, {"invoice"})
