"""Refused lines of an import are said in the reader's language, on the page and in the file."""

from pathlib import Path

import pytest

from claimcheck.core.values import sheet_cells
from claimcheck.model.said import Said
from claimcheck.services.programs import refused_lines, sales
from claimcheck.services.words import catalogue
from claimcheck.store.programs.imports import Reject
from tests.services.test_words import told_in


@pytest.mark.parametrize("module", [sheet_cells, sales], ids=["sheet_cells", "sales"])
def test_whatever_is_wrong_with_a_line_is_there_in_chinese(module: object) -> None:
    forms = told_in(Path(str(getattr(module, "__file__", ""))))
    assert len(forms) >= 5
    assert {form for form in forms if form not in catalogue("zh-Hans")} == set()


def test_the_file_of_refused_lines_speaks_the_readers_language_and_holds_no_formula() -> None:
    reject = Reject(3, "=A1", Said("“{text}” is no line number", text="7x"))
    formula = Reject(4, "", "=1+1")
    made = refused_lines.as_csv("zh-Hans", [reject, formula], ("行", "列", "问题"))
    assert made.decode("utf-8-sig").splitlines() == ["行,列,问题", "3,'=A1,“7x”不是行号", "4,,'=1+1"]
