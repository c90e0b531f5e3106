"""A page that was laid askew groups into rows as a level one does, and a level one is left alone."""

from dataclasses import replace

from paper import page

from claimcheck.core.extract.page.rows import rows_of
from claimcheck.model.documents import Box, Line, Page

TABLE = "\n".join(f"名称{i}号      数量{i}        单价{i}00.00        金额{i}50.00" for i in range(1, 9))


def askew(one: Page, fall: float) -> Page:
    """The page with its right edge lower than its left by a fraction of its height."""

    def moved(line: Line) -> Line:
        down = fall * ((line.box.left + line.box.right) / 2 - 0.5)
        box = Box(line.box.left, line.box.top + down, line.box.right, line.box.bottom + down)
        return replace(line, box=box, words=())

    return replace(one, lines=tuple(moved(line) for line in one.lines))


def texts(one: Page) -> list[str]:
    return [row.text for row in rows_of((one,))]


def test_a_page_laid_askew_has_the_rows_of_the_level_one() -> None:
    level = page(TABLE)
    for fall in (-0.06, -0.03, 0.03, 0.06):
        assert texts(askew(level, fall)) == texts(level)


def test_boxes_stay_where_they_are_on_the_picture() -> None:
    fallen = askew(page(TABLE), 0.05)
    boxes = {cell.box for row in rows_of((fallen,)) for cell in row.cells}
    assert boxes == {line.box for line in fallen.lines}


def test_a_level_page_is_left_alone() -> None:
    assert all(cell.off == 0 for row in rows_of((page(TABLE),)) for cell in row.cells)


def test_strokes_without_width_at_one_place_do_no_harm() -> None:
    level = page(TABLE)
    strokes = tuple(
        replace(line, box=Box(0.5, line.box.top, 0.5, line.box.bottom), words=())
        for line in (*level.lines, *level.lines)
    )
    assert rows_of((replace(level, lines=(*askew(level, 0.03).lines, *strokes)),))
