"""Invoices in German, French, Italian and Spanish, by the many words that each language has for the same thing."""

import pytest
from paper import pages

from claimcheck.core.extract import extract

INVOICE = """
{seller}
{where}
{tax_id}

                                          {day}
{number}

{buyer}
Rue 8
75018 Paris

Lampe Nr 7               2     500,00        1.000,00
                         {net}       1.000,00
                         {tax}       200,00
                         {total}       1.200,00 €
"""
GERMAN = {"seller": "Ahorn Lampen GmbH", "where": "Hauptstr. 5, 12345 Waldstadt", "buyer": "Eiche Technik AG"}
FRENCH = {"seller": "La Lampe Bleue SARL", "where": "8 rue des Érables, 75018 Paris", "buyer": "Bois Clair SAS"}
ITALIAN = {"seller": "Lampade Acero S.r.l.", "where": "Via Roma 8, 20100 Milano", "buyer": "Quercia S.p.A."}
SPANISH = {"seller": "Lámparas Arce S.L.", "where": "Calle Mayor 8, 28013 Madrid", "buyer": "Roble Industrial S.A."}


@pytest.mark.parametrize(
    ("who", "words", "number", "tax_id"),
    [
        (
            GERMAN,
            "Steuernummer 27/123/45678|Waldstadt, 14. März 2024|Rechn.-Nr. R-118|Nettosumme|zzgl. 20 % MwSt.|Endbetrag",
            "R-118",
            "27/123/45678",
        ),
        (
            GERMAN,
            "UID: ATU12345678|Belegdatum 14.03.2024|Fakturanummer: R-118|Betrag exkl. MwSt.|20 % USt|Zu zahlen",
            "R-118",
            "ATU12345678",
        ),
        (
            FRENCH,
            "SIRET 123 456 824 00015|Paris, le 14 mars 2024|Numéro : F-118|Total hors taxes|T.V.A. 20 %|Net à payer",
            "F-118",
            "12345682400015",
        ),
        (
            FRENCH,
            "RCS Paris 123 456 824|Émise le 14 mars 2024|Facture n° : F-2024-118|Net HT|Total TVA|Total T.T.C.",
            "F-2024-118",
            "123456824",
        ),
        (
            ITALIAN,
            "P.IVA/C.F. 12345670017|Milano, lì 14/03/2024|Fatt. n. 118/2024|Tot. imponibile|Imposta|Netto a pagare",
            "118/2024",
            "12345670017",
        ),
        (
            ITALIAN,
            "Codice fiscale 12345670017|Data: 14 marzo 2024|N. Doc. 118/2024|Imponibile|Totale IVA|Totale documento",
            "118/2024",
            "12345670017",
        ),
        (
            SPANISH,
            "N.I.F. B12345674|Madrid, 14 de marzo de 2024|N.º Factura: A-1047|Base Imp.|Cuota 20%|Total con IVA",
            "A-1047",
            "B12345674",
        ),
        (
            SPANISH,
            "CIF B 12345674|Fecha: 14-mar-2024|Factura: A-1047|Importe base|I.V.A. (20%)|Importe a pagar",
            "A-1047",
            "B12345674",
        ),
    ],
)
def test_an_invoice_is_read_in_its_own_words(who: dict[str, str], words: str, number: str, tax_id: str) -> None:
    printed = dict(zip(("tax_id", "day", "number", "net", "tax", "total"), words.split("|"), strict=True))
    (document,) = extract(pages(INVOICE.format(**who, **printed)))
    found = {name: field.value for name, field in document.fields.items()}
    assert (found["seller_name"], found["seller_id"], found["invoice_number"]) == (who["seller"], tax_id, number)
    assert found["invoice_date"] == "2024-03-14"
    assert (found["net_amount"], found["tax_amount"], found["total_amount"]) == ("1000.00", "200.00", "1200.00")


def test_the_number_of_the_vat_register_comes_before_that_of_the_tax_office() -> None:
    said = "Steuernummer 27/123/45678  USt-IdNr. DE123456788|14.03.2024|Rechnung R-118|Netto|MwSt 20%|Summe"
    printed = dict(zip(("tax_id", "day", "number", "net", "tax", "total"), said.split("|"), strict=True))
    (document,) = extract(pages(INVOICE.format(**GERMAN, **printed)))
    assert document.fields["seller_id"].value == "DE123456788"


@pytest.mark.parametrize(
    "line", ["Facture F-118 du 14/03/2024", "Fattura n. 118 del 14/03/2024", "Émise le : 14/03/2024"]
)
def test_the_day_behind_an_invoices_own_number_is_its_day(line: str) -> None:
    (document,) = extract(pages(f"LAMPES ERABLE SARL\nFACTURE\n{line}\nTotal TTC   24,00"))
    day = document.fields["invoice_date"]
    assert (day.value, "label" in day.supports) == ("2024-03-14", True)


def test_a_sum_under_which_tax_and_the_whole_follow_is_what_is_taxed() -> None:
    sums = "Summe   100,00\n+ 19% MwSt   19,00\nBruttobetrag   119,00\n2 % Skonto bis 24.03.2024   2,38"
    (document,) = extract(pages(f"AHORN LEUCHTEN GMBH\nRECHNUNG\n{sums}"))
    total = document.fields["total_amount"]
    assert (total.value, total.rivals) == ("119.00", ())
    assert "arithmetic:net+tax" in total.supports
