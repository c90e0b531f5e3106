"""Words, amounts and days as a language writes them."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from claimcheck import core
from claimcheck.core.lifecycle import CLAIM_MOVES
from claimcheck.web.pages.words import amount, catalogue, day, moment, word


def test_a_sentence_is_its_own_key_and_takes_values() -> None:
    assert word("en", "Page {n} of {file}", n=2, file="a.pdf") == "Page 2 of a.pdf"
    assert word("zh-Hans", "Page {n} of {file}", n=2, file="a.pdf") == "a.pdf第2页"


def test_a_field_of_a_programs_own_shows_as_it_is_written() -> None:
    assert word("zh-Hans", "field.colour_code") == "colour code"


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_move_of_a_claim_has_a_name_in_its_history(language: str) -> None:
    moves = {f"act.claim.{move}" for ways in CLAIM_MOVES.values() for move in ways}
    assert {move for move in moves if move not in catalogue(language)} == set()


def test_what_a_sum_is_made_of_is_named_in_chinese() -> None:
    engine = "".join(file.read_text("utf-8") for file in Path(core.__file__).parent.rglob("*.py"))
    sums = {part for said in re.findall(r'"arithmetic:([a-z+-]+)', engine) for part in re.split(r"[+-]", said)}
    assert {part for part in sums if f"sum.{part}" not in catalogue("zh-Hans")} == set()
    assert [word(language, "sum.cash") for language in ("en", "zh-Hans")] == ["cash", "现金"]


def test_amounts_keep_every_place_that_they_have() -> None:
    assert amount("en", Decimal("1234567.50")) == "1,234,567.50"
    assert amount("zh-Hans", Decimal(19)) == "19"


def test_moments_are_shown_in_utc() -> None:
    there = datetime(2024, 5, 1, 23, 30, tzinfo=timezone(timedelta(hours=-2)))
    assert moment("en", there) == "2 May 2024 01:30 UTC"
    assert moment("zh-Hans", there) == "2024年5月2日 01:30 UTC"


def test_what_is_no_date_stays_as_it_was_written() -> None:
    assert day("en", "2024-05-12") == "12 May 2024"
    assert day("zh-Hans", "2024-05-12") == "2024年5月12日"
    assert day("en", "<b>soon</b>") == "<b>soon</b>"
