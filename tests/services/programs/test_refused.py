"""Refused lines of an import are said in the reader's language, whatever was in the cell."""

import re
from pathlib import Path

import pytest

from claimcheck.core import cells
from claimcheck.services.programs import refused, sales
from claimcheck.services.words import catalogue


@pytest.mark.parametrize("module", [cells, sales])
def test_whatever_is_wrong_with_a_cell_is_said_in_chinese(module: object) -> None:
    source = Path(str(getattr(module, "__file__", ""))).read_text("utf-8")
    forms = re.findall(r'(?:ValueError|Said)\(\s*f?"([^"]+)"', source) + re.findall(
        r'Reject\([^"]+"", f?"([^"]+)"\)', source
    )
    assert len(forms) >= 5
    for form in forms:
        message = re.sub(r"\{[^}]+\}", "7", form)
        assert refused.in_words("zh-Hans", message) != message, message


def test_the_file_of_refused_lines_holds_no_formula() -> None:
    made = refused.as_csv("en", [{"line": 3, "column": "=A1", "message": "=1+1 is no line number"}], ("l", "c", "w"))
    assert made.decode("utf-8-sig").splitlines() == ["l,c,w", "3,'=A1,'=1+1 is no line number"]


def test_every_form_is_in_the_catalogue() -> None:
    assert [form for form in refused._FORMS if form not in catalogue("zh-Hans")] == []
