from paper import page

from claimcheck.core.extract.page.rows import rows_of
from claimcheck.model.documents import Box, Line, Page, Word


def test_a_label_and_its_amount_are_one_row_though_the_page_is_skewed() -> None:
    lines = (
        Line("TOTAL", Box(0.1, 0.500, 0.2, 0.520)),
        Line("CASH", Box(0.1, 0.530, 0.2, 0.550)),
        Line("45.90", Box(0.8, 0.506, 0.9, 0.526)),
        Line("50.00", Box(0.8, 0.536, 0.9, 0.556)),
    )
    assert [row.text for row in rows_of((Page(1, 600, 900, lines),))] == ["TOTAL  45.90", "CASH  50.00"]


def test_words_far_apart_in_one_line_are_two_cells() -> None:
    words = (
        Word("Net", Box(0.1, 0.1, 0.2, 0.12)),
        Word("Total", Box(0.21, 0.1, 0.3, 0.12)),
        Word("9.00", Box(0.7, 0.1, 0.8, 0.12)),
    )
    (row,) = rows_of((Page(1, 800, 1000, (Line("Net Total 9.00", Box(0.1, 0.1, 0.8, 0.12), 1.0, words),)),))
    assert [cell.text for cell in row.cells] == ["Net Total", "9.00"]


def test_a_place_within_a_line_is_the_box_of_its_words() -> None:
    (row,) = rows_of((page("Total Amount: 8.20", across=60),))
    start = row.text.index("8.20")
    box, confidence = row.place(start, start + 4)
    assert box.left > row.box.left + 0.1
    assert confidence == 0.99


def test_rows_are_counted_over_all_pages() -> None:
    rows = rows_of((page("one\ntwo"), page("three\nfour", number=2)))
    assert [(row.index, row.page) for row in rows] == [(0, 1), (1, 1), (2, 2), (3, 2)]
