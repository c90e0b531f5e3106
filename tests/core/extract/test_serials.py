"""Serial numbers of devices are read among the items of a paper, and those of tills and of papers are not."""

import pytest
from paper import page, pages

from claimcheck.core.extract import extract

TABLE = """
NORTHGATE AUDIO LTD
TAX INVOICE
Invoice No: NA-20417
Date: 17/03/2024
{head}
Description             Qty      Price     Amount
AMPLIFIER KESTREL 40      1     599.00     599.00
{item}
Total                                      599.00
{foot}
"""
SLIP = """
NORTHGATE AUDIO LTD
RECEIPT
{head}
Receipt No: 20417
17/03/2024 14:22
AMPLIFIER KESTREL 40               599.00
{item}
TOTAL                              599.00
CASH                               600.00
CHANGE                               1.00
{foot}
"""


def serials(text: str) -> tuple[str, ...]:
    """What a paper states, the first one and those beside it."""
    (document,) = extract(pages(page(text, across=100)))
    field = document.fields.get("serial_number")
    return (field.value or "", *field.rivals) if field is not None else ()


def among(form: str, item: str = "", head: str = "", foot: str = "") -> tuple[str, ...]:
    return serials(form.format(head=head, item=item, foot=foot))


@pytest.mark.parametrize("form", [TABLE, SLIP], ids=["invoice", "receipt"])
@pytest.mark.parametrize(
    "label",
    [
        "Serial No: {}", "Serial No.   {}", "S/N: {}", "SN:{}", "S/N {}", "Ser. No. {}", "Serial number: {}",
        "Numéro de série : {}", "N° de série : {}", "Seriennummer: {}", "Serien-Nr. {}", "Matricola: {}",
        "N. di serie: {}", "Número de serie: {}", "序列号：{}", "产品序列号: {}", "机身号：{}", "串号:{}",
    ],
)  # fmt: skip
def test_a_label_among_the_items_names_a_device(form: str, label: str) -> None:
    assert among(form, label.format("KX40-88121")) == ("KX40-88121",)


@pytest.mark.parametrize("form", [TABLE, SLIP], ids=["invoice", "receipt"])
@pytest.mark.parametrize(
    "other",
    [
        "Machine S/N: WX40881217", "POS SN: WX40881217", "Terminal S/N WX40881217", "Fiscal serial no: WX40881217",
        "ECR Serial No: WX40881217", "MRC S/N: WX40881217", "Cash register serial number: WX40881217",
        "Printer S/N: WX40881217", "Invoice serial no: 40881217", "票据序号: 40881217",
        "Certificate serial no: 40881217",
        "TSE-Seriennummer: WX40881217", "Seriennummer der Kasse: WX40881217", "No. de serie del certificado: 40881217",
        "MIN: 18031 SN: WX40881217", "手机号: 13800138000", "发动机号: WX40881217", "税控机号: 40881217",
    ],
)  # fmt: skip
def test_no_machine_of_the_shop_and_no_paper_is_a_device_wherever_it_stands(form: str, other: str) -> None:
    assert [among(form, **{place: other}) for place in ("item", "head", "foot")] == [(), (), ()]


@pytest.mark.parametrize("form", [TABLE, SLIP], ids=["invoice", "receipt"])
@pytest.mark.parametrize("bare", ["S/N: WX40881217", "Serial No. 40881217", "Seriennummer: WX40881217"])
def test_a_bare_label_over_the_items_or_under_their_totals_may_be_the_papers_or_the_tills(form: str, bare: str) -> None:
    assert among(form, head=bare) == among(form, foot=bare) == ()


def test_a_serial_right_over_the_first_price_is_an_items_only_where_its_name_stands_over_it() -> None:
    text = SLIP.format(head="", item="", foot="").replace("17/03/2024 14:22", "17/03/2024 14:22\nS/N: KX40-88121")
    assert serials(text) == ()
    apart = "17/03/2024 14:22\nAMPLIFIER KESTREL 40\nS/N: KX40-88121\n1 x                                599.00"
    assert serials(SLIP.format(head="", item="", foot="").replace("17/03/2024 14:22", apart)) == ("KX40-88121",)


def test_a_column_of_serials_names_a_device_a_row() -> None:
    table = """
    NORTHGATE AUDIO LTD
    TAX INVOICE
    Invoice No: NA-20417
    S/N   Description             Serial No         Amount
    1     AMPLIFIER KESTREL 40    KX40-88121        599.00
    2     AMPLIFIER KESTREL 40    KX40-88122        599.00
    3     CABLE                                      10.00
    Total                                          1208.00
    """
    assert serials(table) == ("KX40-88121", "KX40-88122")


def test_serials_stand_behind_one_label_with_commas_or_right_under_it() -> None:
    assert among(TABLE, "S/N: KX40-88121, KX40-88122") == ("KX40-88121", "KX40-88122")
    assert among(TABLE, "Serial number:\nKX40-88121") == ("KX40-88121",)


def test_a_telephones_number_is_checked_by_its_last_digit() -> None:
    (document,) = extract(pages(page(TABLE.format(head="", item="IMEI: 49 015420 323751 8", foot=""))))
    assert document.fields["serial_number"].value == "490154203237518"
    (document,) = extract(pages(page(TABLE.format(head="", item="IMEI: 49 015420 323751 9", foot=""))))
    assert document.fields["serial_number"].confidence <= 0.5


@pytest.mark.parametrize(
    "other", ["S/N: 1", "S/N: 00017", "S/N: AMPLIFIER", "S/N: 17-03-2024", "S/N: 599.00", "BSN: KX40-88121", "S/N: N/A"]
)
def test_counts_days_words_and_sums_are_no_serials(other: str) -> None:
    assert among(TABLE, other) == ()
