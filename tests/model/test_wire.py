"""The model survives the trip through JSON: what is stored is what is judged."""

import json
from datetime import date
from decimal import Decimal

import pytest

from claimcheck.model.decisions import Decision, Finding, LineVerdict, Place, Reason
from claimcheck.model.documents import Box, Extracted, Field, Line, Page, Pages, Word
from claimcheck.model.programs import Program, Tolerance, Window
from claimcheck.model.said import Said
from claimcheck.model.wire import decode, encode

TOTAL = Field("total_amount", "16.00", raw="16.00", confidence=0.9, page=1, box=Box(0.1, 0.2, 0.3, 0.4))


def through_json(value):
    return decode(type(value), json.loads(json.dumps(encode(value))))


@pytest.mark.parametrize(
    "value",
    [
        Pages(
            "r1",
            "image/jpeg",
            (Page(1, 800, 600, (Line("a b", Box(0, 0, 1, 0.1), 0.5, (Word("a", Box(0, 0, 0.4, 0.1)),)),)),),
        ),
        Extracted((1, 2), "receipt", 0.9, {"total_amount": TOTAL}),
        Program(
            "p",
            "1",
            "UTC",
            "en-GB",
            "EUR",
            date(2026, 1, 1),
            None,
            ("vin",),
            Window("invoice_date", date(2026, 1, 1), date(2026, 2, 1)),
            match={"total_amount": Tolerance("amount", Decimal("0.00"))},
            on_fail={"sale": "review"},
        ),
        Decision(
            "review",
            (Reason("amount.contradicted", "total_amount", "…", "review", place=Place("d1", 1, Box(0, 0, 1, 1))),),
            (Finding("amount.contradicted", "fail", "total_amount", "…"),),
            (LineVerdict(1, "review", payable=Decimal("3.10")),),
            {"total_amount": TOTAL},
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_value_comes_back_as_it_went(value):
    assert through_json(value) == value


def test_what_equals_its_default_is_left_out():
    assert encode(Field("vin", None)) == {"name": "vin", "value": None}


def test_a_field_of_a_later_version_is_ignored():
    assert decode(Field, {"name": "vin", "value": "X", "invented_later": 1}) == Field("vin", "X")


def test_decimals_keep_their_digits():
    assert through_json(LineVerdict(1, "approve", payable=Decimal("0.10"))).payable.as_tuple().exponent == -2


def test_a_sentence_comes_back_with_its_values() -> None:
    said = Said("{field}: {why}", field="vin", why=Said("both are {one}", one="LZ9"))
    back = decode(Finding, json.loads(json.dumps(encode(Finding("number.missing", "pass", "vin", said)))))
    assert back.message == "vin: both are LZ9"
    assert isinstance(back.message, Said)
    assert back.message.values["why"] == "both are LZ9"
