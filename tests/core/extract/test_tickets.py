"""Receipts of a till that only `TICKET` or a short word for an invoice heads, and papers that look like them."""

import pytest
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import PROOF_OF_SALE

BREAD = """
BOULANGERIE DU CHENE
{}
12 rue des Ormes
14/03/2024 10:22
2 BAGUETTE        2,60
CAFE              1,80
TOTAL TTC         4,40
CB                4,40
"""


def kind(text: str) -> str:
    (document,) = extract(pages(page(text)), locale="fr-FR", currency="EUR")
    return document.kind


@pytest.mark.parametrize(
    "title", ["TICKET", "TICKET DE CAISSE", "Ticket N° 4711", "Kassenbon", "Bon", "RG 4711", "RE-Nr. 4711", "Beleg"]
)
def test_a_tills_title_over_things_that_add_up_and_their_payment_tells_a_receipt(title: str) -> None:
    assert kind(BREAD.format(title)) == "receipt"


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("CB                4,40", ""),
        ("CB                4,40", "CB                2,00"),
        ("CAFE              1,80", "CAFE              1,90"),
        ("2 BAGUETTE        2,60\nCAFE              1,80\n", ""),
    ],
    ids=["not paid", "paid in part", "another sum", "a slip of a terminal"],
)
def test_a_ticket_without_things_sum_or_payment_is_none(printed: str, instead: str) -> None:
    assert kind(BREAD.format("TICKET").replace(printed, instead)) not in PROOF_OF_SALE


@pytest.mark.parametrize("title", ["TICKET CADEAU", "TICKET CLIENT", "Küchenbon", "Pfandbon", "Bestellbon"])
def test_other_slips_of_a_till_are_none(title: str) -> None:
    assert kind(BREAD.format(title)) not in PROOF_OF_SALE


@pytest.mark.parametrize("title", ["TICKET PROVISOIRE", "TICKET ANNULÉ", "DEVIS"])
def test_a_ticket_that_says_that_nothing_was_sold_is_none(title: str) -> None:
    assert kind(BREAD.format(f"TICKET\n{title}")) not in PROOF_OF_SALE
