"""A paper that was taken back, or only offers, is no proof of sale, however well its sums add up."""

import pytest
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.extract.papers.annulled import voided
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
    "title",
    [
        "REFUND",
        "*** VOID ***",
        "Cancelled Receipt",
        "CANCELLED 20/03/2024 14:22",
        "TRANSACTION DECLINED",
        "GOODS RETURN NOTE",
        "This receipt has been voided",
        "STORNO",
        "Diese Rechnung wurde storniert",
        "ANNULÉ",
        "RIMBORSO",
        "ANULADO",
        "DIBATALKAN",
        "作废",
        "此发票已作废",
    ],
)
def test_what_was_taken_back_is_a_credit_note(title: str) -> None:
    assert kind(title) == "credit_note"
    assert kind(foot=title) == "credit_note", "a stamp stands anywhere"


@pytest.mark.parametrize(
    "title",
    [
        "QUOTATION",
        "PROFORMA INVOICE",
        "DELIVERY ORDER",
        "TRAINING MODE",
        "SALES ORDER",
        "DEBIT NOTE",
        "PURCHASE ORDER",
        "STATEMENT OF ACCOUNT AS AT 31/03/2024",
        "PROFORMA INVOICE NO: 123",
        "DEBIT NOTE   No. D-7",
        "PROVISIONAL RECEIPT",
        "PRE-BILL",
        "PAYMENT REMINDER",
        "LIEFERSCHEIN",
        "DEVIS",
        "FACTURE PROFORMA",
        "PRECONTO",
        "ALBARÁN",
        "NOTA PENGHANTARAN",
        "报价单",
        "THIS IS NOT A RECEIPT",
        "This is a quotation only, and not an invoice.",
        "ORDER FORM",
        "PEDIDO",
    ],
)
def test_what_only_offers_or_delivers_is_no_proof_of_sale(title: str) -> None:
    assert kind(title) not in PROOF_OF_SALE


@pytest.mark.parametrize(
    "foot",
    [
        "NO REFUND WITHOUT RECEIPT",
        "VOID ITEM      -5.00",
        "VOID      -5.00",
        "VOID      0",
        "EXCHANGE !!",
        "COPY",
        "RETURNS",
        "Returns need this receipt",
    ],
)
def test_a_receipt_that_speaks_of_refunds_is_still_one(foot: str) -> None:
    assert kind(foot=foot) == "receipt"


@pytest.mark.parametrize("stamp", ["SAMPLE", "*** SPECIMEN ***", "TAX INVOICE (SAMPLE)", "DRAFT", "样张"])
def test_a_specimen_is_no_proof_wherever_it_says_so(stamp: str) -> None:
    assert kind(foot=stamp) not in PROOF_OF_SALE
    assert kind(title=stamp) not in PROOF_OF_SALE


@pytest.mark.parametrize(
    "reference", ["Delivery Order No: 5512", "Purchase Order: P-88", "Quotation No. 17", "Estimate #"]
)
def test_an_invoice_may_refer_to_what_came_before_it(reference: str) -> None:
    assert kind(f"TAX INVOICE\n    {reference}") == "receipt"


@pytest.mark.parametrize("beside", ["ORDER: 12", "Pedido: 12", "Estimate: 2048", "Bestellung 7"])
def test_a_receipt_without_a_title_may_tell_its_order(beside: str) -> None:
    assert kind(beside) == "receipt"


def test_a_draft_is_none_with_its_title_beside_the_sellers_name() -> None:
    text = """
        ACORN LAMPS LTD                              PROFORMA INVOICE
        8 Hill Road                                  No. 20417
        Description                                  Amount
        Desk lamp                                     25.00
        Total                                         25.00
    """
    (document,) = extract(pages(text))
    assert document.kind not in PROOF_OF_SALE


@pytest.mark.parametrize(
    ("title", "stands"),
    [
        ("DRAFT PURCHASE ORDER", False),
        ("HARBOUR MOTORS LTD          CANCELLED ORDER O-7741", False),
        ("PURCHASE ORDER - CANCELLED", False),
        ("SALES CONTRACT (VOID)", False),
        ("PRO FORMA", False),
        ("VERTRAGSENTWURF", False),
        ("买卖合同（草稿）", False),
        ("作废  买卖合同", False),
        ("NEW VEHICLE SALES AGREEMENT DRAFT", False),
        ("ORDER STATUS: CANCELLED", False),
        ("VORLÄUFIGE AUFTRAGSBESTÄTIGUNG", False),
        ("KAUFVERTRAG (ENTWURF)", False),
        ("BON DE COMMANDE ANNULÉ", False),
        ("PEDIDO CANCELADO", False),
        ("订购单已取消", False),
        ("PURCHASE ORDER\nCANCELLED ORDER", False),
        ("PURCHASE ORDER\nCancelled order", True),
        ("Cancelled order fee 50.00", True),
        ("1\n2\n3\nOrder cancelled          No", True),
        ("Service contract expired", True),
        ("Invalid delivery note", True),
        ("汽车买卖合同范本", True),
        ("原订购单已取消", True),
        ("如合同作废", True),
        ("此前协议作废", True),
        ("PURCHASE ORDER", True),
        ("Payment terms          Pro forma", True),
        ("Cancelled orders are charged 10 %", True),
        ("☐ Cancelled order", True),
        ("Sample policy applies to all orders", True),
        ("本合同自签字之日起生效", True),
    ],
)
def test_an_order_or_contract_that_its_title_calls_void_or_a_draft_does_not_stand(title: str, *, stands: bool) -> None:
    assert (voided(rows_of(pages(page(f"8 Quay Street\n{title}")).pages)) is None) == stands
