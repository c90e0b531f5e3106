import time

import pytest
from paper import page, pages

from claimcheck.core.evidence import prints
from claimcheck.core.extract import extract
from claimcheck.core.extract.page.rows import LONGEST, rows_of
from claimcheck.core.extract.parties import receipts
from claimcheck.model.documents import Box, Line, Page, Pages, Word

LOTS = 400


@pytest.mark.parametrize(
    "text",
    [
        "Total: 1.00 " + "." * 100_000,
        "1,234.56 " * 10_000,
        "(" * 5_000 + "SDN BHD" + ")" * 5_000,
        "\n".join(f"Net {i}.00     Tax {i}.10     Total {i}.20" for i in range(LOTS)),
        "\n".join(f"Date: {1 + i % 28:02d}/{1 + i % 12:02d}/20{10 + i % 20}" for i in range(LOTS)),
        "\n".join("seller bill to invoice no: " + "x" * 40 for _ in range(LOTS)),
        "NORTHWIND SDN BHD" + " -" * 20_000 + "x",
        "\x00\ufeff\u202e Total \u0660\u0661.\u0662\u0663 \ud7ff",
    ],
    ids=["punctuation", "one-line", "brackets", "amounts", "dates", "labels", "dashes", "odd-signs"],
)
def test_a_hostile_page_costs_seconds_at_the_most(text: str) -> None:
    started = time.process_time()
    extract(pages(page(text)))
    assert time.process_time() - started < 3


def test_a_registration_number_is_sought_in_time_that_grows_with_the_text() -> None:
    blank = "NORTHWIND" + " " * 2_000 + "x"
    started = time.process_time()
    assert not any(found.search(blank) for found in (receipts._REGISTRATION, prints._REGISTRATION))
    assert time.process_time() - started < 1


@pytest.mark.parametrize("text", ["1" * 2_000 + "x", "12345 " * 400 + "x1", "_ " * 1_000 + "1"])
def test_the_edges_of_a_name_are_cut_in_time_that_grows_with_the_text(text: str) -> None:
    started = time.process_time()
    prints.bare_names(text)
    assert time.process_time() - started < 1


def beside(cell: str, cells: int) -> Pages:
    """A page with one row of so many equal cells."""
    places = [Box(i / cells, 0.1, (i + 0.9) / cells, 0.12) for i in range(cells)]
    lines = tuple(Line(cell, box, 0.99, (Word(cell, box, 0.99),)) for box in places)
    return Pages("drawn", "image/png", (Page(1, 800, 1130, lines, reader="drawn"),))


def test_no_row_is_longer_than_patterns_can_bear_and_none_of_its_cells_is_lost() -> None:
    found = rows_of(beside("1-" * 500, 50).pages)
    assert max(len(row.text) for row in found) <= LONGEST
    assert sum(len(row.cells) for row in found) == 50


def test_a_row_of_a_hundred_cells_costs_seconds_at_the_most() -> None:
    started = time.process_time()
    extract(beside("1-" * 200, 100))
    assert time.process_time() - started < 5


def test_a_page_of_words_for_a_side_written_downwards_costs_seconds_at_the_most() -> None:
    cells = [(sign, i % 20, i // 20) for i, sign in enumerate("车卖方" * 200)]
    lines = [Line("汽车销售合同", Box(0.4, 0.0, 0.6, 0.01), 0.99, ())]
    for sign, column, row in cells:
        box = Box(0.02 + 0.048 * column, 0.012 + 0.016 * row, 0.058 + 0.048 * column, 0.026 + 0.016 * row)
        lines.append(Line(sign, box, 0.99, (Word(sign, box, 0.99),)))
    started = time.process_time()
    extract(pages(Page(1, 800, 1130, tuple(lines), reader="drawn")), locale="zh-CN", currency="CNY")
    assert time.process_time() - started < 3
