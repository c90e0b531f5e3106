"""The number of a receipt, by the many words that tills print before it."""

import pytest
from paper import pages

from claimcheck.core.extract import extract

RECEIPT = """
     LAMPENHAUS AHORN GmbH
      Hauptstr. 5
    12345 Waldstadt
{}

Lampe                 24,99
SUMME     EUR         24,99
Bar       EUR         30,00
Rückgeld  EUR          5,01
14.03.2024 17:22
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Bon-Nr. 4711", "4711"),
        ("Bonnummer 004711", "004711"),
        ("Beleg: 100234", "100234"),
        ("Rechnung Nr 2024-118", "2024-118"),
        ("Vorgangsnr. 88123", "88123"),
        ("N° ticket : 004512", "004512"),
        ("Ticket de caisse n° 33871", "33871"),
        ("No de ticket: 33871", "33871"),
        ("Scontrino n. 0042", "0042"),
        ("N. DOC. 0042-0117", "0042-0117"),
        ("Folio: 98123", "98123"),
        ("NOTE N° 70509", "70509"),
        ("FATTURA IMMEDIATA N. 6132/A", "6132/A"),
        ("CASH BILL      No. 8643", "8643"),
        ("Recibo nº 5512", "5512"),
        ("FACTURA SIMPLIFICADA T-1047", "T-1047"),
        ("Ref: 778123", "778123"),
        ("RCT# 10023", "10023"),
        ("Docket 10023", "10023"),
        ("No. Bil: 10023", "10023"),
        ("OR No. 10023", "10023"),
        ("流水号: 20240314001", "20240314001"),
    ],
)
def test_a_receipt_has_a_number_under_many_names(line: str, number: str) -> None:
    (document,) = extract(pages(RECEIPT.format(line)))
    assert document.fields["invoice_number"].value == number


@pytest.mark.parametrize("line", ["Bon 14.03.2024", "Ticket 17:22", "Sales: 24.99", "Check 24,99", "Ref 12"])
def test_a_day_a_time_and_an_amount_are_no_number(line: str) -> None:
    (document,) = extract(pages(RECEIPT.format(line)))
    assert "invoice_number" not in document.fields


def test_the_papers_own_number_comes_before_the_one_of_the_card_payment() -> None:
    (document,) = extract(pages(RECEIPT.format("Ref: 778123\nReceipt No: 10023")))
    assert document.fields["invoice_number"].value == "10023"
