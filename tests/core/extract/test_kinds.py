import pytest
from paper import page, pages

from claimcheck.core.extract import extract


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("ACORN LAMPS\nTAX INVOICE\nTOTAL   5.00\nCASH   5.00\nCHANGE   0.00\nTHANK YOU", "receipt"),
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
