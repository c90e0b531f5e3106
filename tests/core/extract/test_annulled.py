"""A paper that was taken back, or only offers, is no proof of sale, however well its sums add up."""

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import PROOF_OF_SALE

SLIP = """
    ACORN LAMPS
    8 HILL ROAD
    {title}
    No. 20417
    17/03/2024
    DESK LAMP      25.00
    TOTAL          25.00
    CASH           30.00
    CHANGE          5.00
    {foot}
"""


def kind(title: str = "TAX INVOICE", foot: str = "THANK YOU") -> str:
    (document,) = extract(pages(SLIP.format(title=title, foot=foot)))
    return document.kind


@pytest.mark.parametrize(
    "title", ["REFUND", "*** VOID ***", "Cancelled Receipt", "GOODS RETURN NOTE", "STORNO", "作废"]
)
def test_what_was_taken_back_is_a_credit_note(title: str) -> None:
    assert kind(title) == "credit_note"
    assert kind(foot=title) == "credit_note", "a stamp stands anywhere"


@pytest.mark.parametrize("title", ["QUOTATION", "PROFORMA INVOICE", "DELIVERY ORDER", "TRAINING MODE", "SALES ORDER"])
def test_what_only_offers_or_delivers_is_no_proof_of_sale(title: str) -> None:
    assert kind(title) not in PROOF_OF_SALE


@pytest.mark.parametrize(
    "foot", ["NO REFUND WITHOUT RECEIPT", "VOID ITEM      -5.00", "VOID      -5.00", "EXCHANGE !!", "COPY"]
)
def test_a_receipt_that_speaks_of_refunds_is_still_one(foot: str) -> None:
    assert kind(foot=foot) == "receipt"
