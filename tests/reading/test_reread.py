"""The second reader works inside the sandbox: a silent one would look like a faded page, and nobody would notice."""

from __future__ import annotations

import pytest

from claimcheck.model.documents import Box
from claimcheck.reading import sandbox, tesseract, tesslib
from claimcheck.reading.pictures import picture
from fixtures.sheet import Sheet, jpeg


@pytest.mark.slow
def test_a_second_look_reads_what_stands_in_the_box() -> None:
    sheet = Sheet(300, 100)
    sheet.text(20, 50, "TOTAL 319.83", size=14)
    (look,) = sandbox.reread({1: jpeg(sheet.picture(200))}, [(1, Box(0.0, 0.3, 1.0, 0.65))])
    assert "319.83" in look.text
    assert look.confidence > 0.5


@pytest.mark.slow
def test_the_program_reads_several_strips_at_once_as_the_library_reads_each(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet(300, 100)
    sheet.text(20, 50, "TOTAL 319.83", size=14)
    strip = picture.grey(sheet.picture(200))
    strips = [strip, strip[:, :400]]
    by_library = [[row.text for row in each] for each in tesseract.rows_of_each(strips, layout=6, languages="eng")]
    monkeypatch.setattr(tesslib, "load", lambda: None)
    by_program = [[row.text for row in each] for each in tesseract.rows_of_each(strips, layout=6, languages="eng")]
    assert by_library == by_program == [["TOTAL", "319.83"]] * 2
