from typing import get_args

import pytest
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.papers.kinds import KINDS_OF_PAPER
from claimcheck.model.documents import PROOF_OF_SALE, Kind


def test_every_kind_has_one_row_that_tells_it() -> None:
    assert sorted(row.kind for row in KINDS_OF_PAPER) == sorted(set(get_args(Kind)) - {"other"})
    assert set(get_args(Kind)) > PROOF_OF_SALE


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ACORN LAMPS\nTAX INVOICE\nTOTAL   5.00\nCASH   5.00\nCHANGE   0.00\nTHANK YOU", "receipt"),
        ("ACORN LAMPS\nTAX INVOICE\nTOTAL   5.00\nE-WALLET   5.00\nITEMS: 2", "receipt"),
        ("机动车销售统一发票\n发票代码 143001734660", "motor_vehicle_invoice"),
        ("中华人民共和国机动车行驶证", "vehicle_licence"),
        ("营业执照\n统一社会信用代码", "business_licence"),
        ("社会保险参保证明", "insurance_statement"),
        ("检验报告单\n结果", "other"),
    ],
)
def test_a_narrow_or_titled_page_tells_its_kind(text: str, kind: str) -> None:
    (document,) = extract(pages(text))
    assert document.kind == kind
    assert 0 < document.kind_confidence <= 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("INVOICE", "invoice"),
        ("CREDIT NOTE", "credit_note"),
        ("PURCHASE ORDER", "order"),
        ("FACTURE N° F-17", "invoice"),
        ("GOODS DECLARATION\nBILL OF ENTRY", "customs_declaration"),
        ("VEHICLE DELIVERY CONFIRMATION\nOrder no.: V-88120", "delivery_confirmation"),
        ("ÜBERGABEPROTOKOLL", "delivery_confirmation"),
    ],
)
def test_a_wide_page_is_told_by_its_title(title: str, kind: str) -> None:
    body = "\nItem description                    Quantity          Unit price          Amount in full with all taxes"
    (document,) = extract(pages(page(title + body, across=110)))
    assert document.kind == kind


def test_a_label_of_a_form_may_be_spelled_out() -> None:
    text = "REGISTRATION CERTIFICATE\nVehicle Identification Number   WBAXX00000XX00000\nKeeper   A. Oak"
    (document,) = extract(pages(page(text, across=110)))
    assert document.fields["vin"].value == "WBAXX00000XX00000"


def test_a_delivery_confirmation_says_which_car_was_handed_over_when() -> None:
    text = """
    VEHICLE DELIVERY CONFIRMATION
    Customer: Copperbeech Hardware Ltd            Date of delivery: 14 March 2025
    Model: Skjold Combi 2.0                       VIN: WVWZZZ1KZAW000001
    Engine no.: CJX118273                         Registration mark: BX25 KLM
    """
    (document,) = extract(pages(page(text, across=110)))
    assert {name: field.value for name, field in document.fields.items() if "label" in field.supports} == {
        "buyer_name": "Copperbeech Hardware Ltd",
        "delivery_date": "2025-03-14",
        "model_name": "Skjold Combi 2.0",
        "vin": "WVWZZZ1KZAW000001",
        "engine_number": "CJX118273",
        "plate_number": "BX25 KLM",
    }


def test_a_spanish_car_invoice_tells_the_car_and_its_registration_apart_from_the_day_of_the_sale() -> None:
    text = """
    AUTOMOVILES PINAR S.L.                        FACTURA
    CIF: B12345678                                Factura n.º: FV-2025/0417
    Cliente: TALLERES BRISA S.A.                  Fecha: 14/03/2025
    Marca: Skjold     Modelo: Combi 2.0           N.º de motor: CJX118273
    N.º de bastidor: WVWZZZ1KZAW000001            Matrícula: 4821 KLM
    Fecha de matriculación: 18/03/2025
    Base imponible                                                        20.000,00
    IVA 21 %                                                               4.200,00
    TOTAL FACTURA                                                       24.200,00 €
    """
    (document,) = extract(pages(page(text, across=110)), locale="es-ES")
    told = {name: field.value for name, field in document.fields.items()}
    assert told | {
        "vin": "WVWZZZ1KZAW000001", "engine_number": "CJX118273", "plate_number": "4821 KLM",
        "model_name": "Combi 2.0", "invoice_date": "2025-03-14", "registration_date": "2025-03-18",
        "invoice_number": "FV-2025/0417", "total_amount": "24200.00",
    } == told  # fmt: skip
    assert document.fields["invoice_date"].rivals == ()


@pytest.mark.parametrize(("locale", "day"), [("fr-FR", "2025-01-11"), ("en-US", "2025-11-01"), ("", None)])
def test_a_labelled_day_that_the_page_leaves_open_is_read_as_its_country_does(locale: str, day: str | None) -> None:
    text = """
    PROCÈS-VERBAL DE LIVRAISON
    Client: ATELIERS BRISE SARL                   Date de livraison: 11/01/2025
    N° de châssis: WVWZZZ1KZAW000001              Immatriculation: YN-173-CN
    """
    (document,) = extract(pages(page(text, across=110)), locale=locale)
    delivered = document.fields.get("delivery_date")
    assert (delivered.value if delivered else None) == day
    assert document.fields["plate_number"].value == "YN-173-CN"


OF_A_CAR = """
Harapan Motors Sdn Bhd
{title}
Customer: Tan Wei Ming                          {label}
Date: 04/03/2025                                Salesman: Aina
Chassis No: PL1BT3SNRLB123456

Description                                       Amount
Perak Aruna 1.5                                70,000.00
Total                                          70,000.00
"""


def of_a_car(title: str, label: str) -> str:
    (document,) = extract(pages(page(OF_A_CAR.format(title=title, label=label), across=90)))
    return document.kind


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("VEHICLE SALES INVOICE", "Sales Order No: SO-123"),
        ("VEHICLE SALES INVOICE", "Order Date: 01/03/2025"),
        ("Car Invoice", "Delivery Order No: 5"),
        ("TAX INVOICE", "Receipt No: 6"),
        ("INVOIS JUALAN KENDERAAN", "Quotation Ref: Q-1"),
        ("KFZ-RECHNUNG", "Auftragsbestätigung Nr. 7 vom 01.03.2025"),
        ("FACTURE DE VENTE VEHICULE NEUF", "Bon de commande n° 77 du 01/03/2025"),
        ("FATTURA DI VENDITA", "Ordine d'acquisto: 77"),
        ("FACTURA DE VENTA", "Albarán: 5"),
        ("INVOICE / DELIVERY ORDER", "Order Confirmation No. 77"),
    ],
)
def test_a_title_that_says_invoice_goes_before_labels_that_name_other_papers(title: str, label: str) -> None:
    assert of_a_car(title, label) == "invoice"


@pytest.mark.parametrize(
    ("title", "label", "kind"),
    [
        ("VEHICLE SALES ORDER", "Invoice to: Tan Wei Ming", "order"),
        ("Vehicle Order Form", "Invoice No: 4711", "order"),
        ("BOOKING FORM", "Invoice date (planned): 10/03/2025", "order"),
        ("Verbindliche Bestellung", "Rechnung an: Tan", "order"),
        ("PROPOSTA D'ACQUISTO", "Fattura a: Tan", "order"),
        ("ORDER", "Invoice Address", "order"),
        ("SALES AGREEMENT", "Tax Invoice No: 7", "contract"),
        ("KAUFVERTRAG", "Rechnung folgt", "contract"),
        ("CONTRAT DE VENTE", "Facture à: Tan", "contract"),
        ("VEHICLE DELIVERY CONFIRMATION", "Invoice No: 4711", "delivery_confirmation"),
    ],
)
def test_an_order_or_contract_that_names_its_invoice_stays_one(title: str, label: str, kind: str) -> None:
    assert of_a_car(title, label) == kind


@pytest.mark.parametrize("title", ["PROFORMA INVOICE", "CREDIT NOTE", "QUOTATION", "DELIVERY NOTE"])
def test_what_is_no_proof_by_its_title_stays_none_beside_the_label_of_an_invoice(title: str) -> None:
    assert of_a_car(title, "Sales Invoice: 7") not in PROOF_OF_SALE


@pytest.mark.parametrize(
    ("title", "label", "stands"),
    [
        ("Lieferschein Nr. 5", "Fahrzeugrechnung", False),
        ("Quotation No. 17", "Vehicle Invoice", False),
        ("DELIVERY NOTE NO: 5", "Sales Invoice", False),
        ("Fahrzeugrechnung", "Lieferschein Nr. 5", True),
        ("Vehicle Invoice", "Quotation No. 17", True),
    ],
)
def test_of_two_papers_named_in_a_head_the_first_is_its_own(title: str, label: str, stands: bool) -> None:
    assert (of_a_car(title, label) in PROOF_OF_SALE) == stands


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Rechnung Nr. 4711\n2. Mahnung                         Datum 12.03.2025", ""),
        ("RECHNUNG", "Übergabeprotokoll Nr. 7"),
        ("Invoice 4711\nPro forma invoice                        Date 12/03/2025", ""),
        ("Vehicle Invoice                    Pro forma", ""),
        ("Vehicle invoice                    Reminder no. 2", ""),
        ("Facture n° F-4711\nRelance n° 2                           12/03/2025", ""),
        ("Factura nº 4711\nRecordatorio de pago                   12/03/2025", ""),
    ],
)
def test_another_papers_title_under_an_invoices_is_that_of_its_paper(title: str, label: str) -> None:
    assert of_a_car(title, label) not in PROOF_OF_SALE


@pytest.mark.parametrize(
    ("title", "label"),
    [
        ("Invoice No: 4711", "Vehicle order no: 881"),
        ("Rechnung Nr. 4711", "Fahrzeugbestellung Nr. 881 vom 01.02.2025"),
        ("RECHNUNG Nr. 4711", "Kaufvertrag"),
        ("TAX INVOICE No. 4711", "Hire Purchase Agreement"),
        ("TAX INVOICE", "Proforma No: 881"),
        ("RECHNUNG", "Proforma-Nr.: 881"),
        ("Facture", "Rappel : commande n° 881"),
        ("INVOICE", "Reminder: service due 12/03/2026"),
    ],
)
def test_an_invoice_stays_one_over_what_names_its_order_its_contract_or_its_offer(title: str, label: str) -> None:
    assert of_a_car(title, label) == "invoice"


def test_a_word_over_its_number_is_no_title() -> None:
    assert of_a_car("TV AND RADIO                       CONTRACT\n12 Main St      300643\nINVOICE", "") == "invoice"
