"""Ways to a wrong approval, each an example: what is claimed stands on the paper, and the paper does not prove it."""

from dataclasses import replace

import pytest
from factory import CLAIMED, case, claim, program, sale
from paper import page, pages

from claimcheck.core.doubtful import doubtful
from claimcheck.core.evidence import Source
from claimcheck.core.extract import extract
from claimcheck.core.extract.rows import rows_of
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Decision

HEAD = """
HARBOUR LAMPS SDN BHD
(774512-K)
8, JALAN PELITA 3, TAMAN PELITA
50460 KUALA LUMPUR
TAX INVOICE
Invoice No: HL-204417
Date: 17/03/2024 14:22:09
DESK LAMP 60112233                25.00
BULB E27 60119977                 20.90
"""
PAID = """
TOTAL                             45.90
CASH                              50.00
CHANGE                             4.10
"""
VIN = "LSVAA49J132047371"


def paper(text: str, name: str = "doc-1") -> CaseDocument:
    read = pages(page(text))
    return CaseDocument(name, name, read, extract(read, locale="en-MY", currency="MYR"))


def decided(*papers: str, verify: tuple[str, ...] = (), **claimed: str) -> Decision:
    documents = tuple(paper(text, f"doc-{i}") for i, text in enumerate(papers, 1))
    rules = program() if not verify else replace(program(), verify=(*program().verify, *verify))
    known = {name: value for name, value in claimed.items() if name in CLAIMED}
    return judge(case(claim=claim(**claimed), program=rules, documents=documents, sales=(sale(**known),)))


def test_the_receipt_by_itself_is_approved() -> None:
    assert decided(HEAD + PAID).verdict == "approve"


@pytest.mark.parametrize(
    ("tail", "total"),
    [
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "45.90"),
        ("TOTAL  45.90\nVOUCHER  -20.00\nTOTAL  25.90\n", "25.90"),
        ("TOTAL  45.90\nTOTAL  45.90\nDISCOUNT  -5.90\nCASH  40.00\n", "45.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "25.90"),
        ("DEPOSIT  20.00\nTOTAL  45.90\nBALANCE DUE  25.90\nCASH  25.90\n", "20.00"),
        ("TOTAL  45.90\nPAID BY VOUCHER  45.90\nAMOUNT DUE  0.00\n", "45.90"),
        (PAID + "REFUND  45.90\n", "45.90"),
        (PAID + "REFUNDED 18/03/2024  20.90\n", "45.90"),
        ("TOTAL  45.90\nVOID  45.90\n", "45.90"),
        ("SUBTOTAL  45.90\nSST 6%  2.75\nTOTAL  48.65\nCASH  50.00\nCHANGE  1.35\n", "45.90"),
        ("TOTAL  45.92\nROUNDING  -0.02\nNETT TOTAL  45.90\nCASH  50.00\nCHANGE  4.10\n", "45.92"),
        ("TOTAL  45.92\nROUNDING  -0.02\nTOTAL ROUNDED  45.90\nCASH  50.00\nCHANGE  4.10\n", "45.92"),
        ("TOTAL  45.90\nTIP  5.00\nTOTAL CHARGED  50.90\nVISA  50.90\n", "50.90"),
        ("TOTAL  12.00\nPREVIOUS BALANCE  33.90\nTOTAL DUE  45.90\n", "45.90"),
        ("TOTAL  -45.90\n", "45.90"),
        ("TOTAL RM 12.345\n", "12345.00"),
    ],
)
def test_an_amount_that_is_printed_is_not_the_total_of_the_purchase(tail: str, total: str) -> None:
    assert decided(HEAD + tail, total_amount=total).verdict != "approve"


def test_change_by_another_name_is_no_refund() -> None:
    assert decided(HEAD + PAID.replace("CHANGE", "REFUND")).fields["total_amount"].rivals == ()


SECOND = HEAD.replace("17/03", "19/03").replace("204417", "204999") + PAID.replace("45.90", "30.00").replace(
    "4.10", "20.00"
)


@pytest.mark.parametrize(
    "beside",
    [
        SECOND,
        (HEAD + PAID).replace("HARBOUR LAMPS", "ORCHID MOTORS"),
        (HEAD + PAID).replace("TAX INVOICE", "CREDIT NOTE").replace("17/03", "18/03"),
        (HEAD + PAID).replace("TAX INVOICE", "REFUND"),
    ],
)
def test_a_second_document_that_says_otherwise_asks_a_person(beside: str) -> None:
    told = decided(HEAD + PAID, beside)
    assert [(r.code, r.verdict) for r in told.reasons] == [("document.several", "review")]


@pytest.mark.parametrize(
    "second",
    [
        "Date: 19/03/2024 10:11\nROPE  12.00\n",
        "Sold on: 2 May 2024 10:11\nROPE  12.00\n",
        "ROPE  12.00\nInvoice No: KD-880155\n",
    ],
)
def test_two_purchases_on_one_picture_ask_a_person(second: str) -> None:
    told = decided(HEAD + second + PAID)
    assert ("document.several", "review") in [(r.code, r.verdict) for r in told.reasons]


@pytest.mark.parametrize(
    "more",
    [
        "Printed: 19/03/2024 10:11\n",
        "17/03/2024 14:25\n",
        "Valid until 30/04/2024 23:59\n",
        "Invoice No: HL-204417\n",
    ],
)
def test_one_purchase_may_print_other_days_and_its_number_again(more: str) -> None:
    assert decided(HEAD + PAID + more).verdict == "approve"


def test_an_evening_that_ends_after_midnight_is_one_purchase() -> None:
    late = (HEAD + PAID).replace("14:22:09", "23:52:09") + "Date: 18/03/2024 00:14\n"
    assert "document.several" not in [r.code for r in decided(late).reasons]


def test_a_paper_on_two_vehicles_proves_neither() -> None:
    one = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    assert decided(one, verify=("vin",), vin=VIN).verdict == "approve"
    two = one.replace("DESK LAMP", "VIN: LSVAA49J132047372\nDESK LAMP")
    assert decided(two, verify=("vin",), vin=VIN).verdict != "approve"


@pytest.mark.parametrize("digit", range(0, 17, 3))
def test_a_vin_off_by_one_sign_is_another_vehicle(digit: int) -> None:
    text = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    other = VIN[:digit] + ("8" if VIN[digit] != "8" else "3") + VIN[digit + 1 :]
    assert decided(text, verify=("vin",), vin=other).verdict != "approve"


@pytest.mark.parametrize("number", ["HL-20441", "HL-2044170", "204417", "HL-204418", "HL-204417A", "774512-K"])
def test_a_number_that_shares_a_part_is_another(number: str) -> None:
    assert decided(HEAD + PAID, verify=("invoice_number",), invoice_number=number).verdict != "approve"


def test_a_discount_of_nothing_with_the_whole_stated_again_takes_nothing_off() -> None:
    tail = "TOTAL AMOUNT  45.90\nDISCOUNT  0.00\nAFTER DISCOUNT  45.90\nTOTAL SALES  45.90\n"
    assert decided(HEAD + tail).fields["total_amount"].rivals == ()


@pytest.mark.parametrize(
    "mark",
    [
        "TEST", "*** TEMPLATE ***", "T E S T", "TEST TEST TEST", "EXCHANGE", "CORRECTED INVOICE", "INVALID",
        "PENDING PAYMENT",
        "KORRIGIERTE RECHNUNG", "ÉCHANGE", "FATTURA RETTIFICATIVA", "FACTURA SUSTITUTIVA", "INVOIS PEMBETULAN", "模板",
    ],
)  # fmt: skip
def test_a_word_upon_the_paper_that_may_say_that_it_proves_nothing_asks_a_person(mark: str) -> None:
    for marked in (
        HEAD.replace("TAX INVOICE", f"TAX INVOICE\n{mark}") + PAID,
        HEAD.replace("14:22:09", f"14:22:09      {mark}") + PAID,
        HEAD + PAID + mark,
    ):
        assert [(r.code, r.verdict) for r in decided(marked).reasons] == [("document.doubtful", "review")]


@pytest.mark.parametrize("title", ["QUOTATION", "DELIVERY ORDER", "ANGEBOT", "DEVIS", "报价单"])
def test_the_title_of_another_paper_at_the_foot_asks_a_person(title: str) -> None:
    assert "document.doubtful" in [r.code for r in decided(HEAD + PAID + title).reasons]


@pytest.mark.parametrize(
    "foot",
    [
        "GOODS SOLD ARE NOT RETURNABLE FOR REFUND OR\nEXCHANGE",
        "COPY",
        "DUPLICATE",
        "RETURNS\nWithin 7 days with this receipt.",
        "PAYMENT ADVICE",
        "TEST: OK",
        "DELIVERY ORDER NO: 5512",
    ],
)
def test_what_a_receipt_prints_of_its_terms_casts_no_doubt_on_it(foot: str) -> None:
    assert decided(HEAD + PAID + foot).verdict == "approve"


SLIP = """
RECEIPT
HARBOUR LAMPS SDN BHD
TID 22110033
DATE: 17/03/2024 14:25
TOTAL:                         RM45.90
TOTAL                          RM45.90
APPR CODE 004411
"""


def test_a_cards_slip_proves_no_sale_and_casts_no_doubt_on_the_receipt_beside_it() -> None:
    assert [r.code for r in decided(SLIP).reasons] == ["document.doubtful"]
    assert decided(HEAD + PAID, SLIP).verdict == "approve"
    assert decided(SLIP, HEAD + PAID).verdict == "approve"


@pytest.mark.parametrize(
    ("printed", "claimed"),
    [("KL", "KI"), ("Kl", "KI"), ("B5", "BS"), ("GO", "G0"), ("BALL", "BALI"), ("BURN", "BUM"), ("TAL", "TAI")],
)
def test_a_letter_of_a_short_word_tells_companies_apart(printed: str, claimed: str) -> None:
    text = (HEAD + PAID).replace("HARBOUR LAMPS", f"{printed} LAMPS")
    assert decided(text, seller_name=f"{claimed} Lamps Sdn Bhd").verdict != "approve"


@pytest.mark.parametrize(
    ("mark", "behind"),
    [("BND", ""), ("B$", ""), ("₱ ", ""), ("Ksh ", ""), ("", " NT$"), ("", " kr"), ("(AED)   ", ""), ("S$", "")],
)
def test_a_foreign_currencys_mark_at_the_total_is_no_ringgit(mark: str, behind: str) -> None:
    tail = f"TOTAL   {mark}45.90{behind}\nCASH   50.00\nCHANGE   4.10\n"
    assert "currency.contradicted" in [r.code for r in decided(HEAD + tail).reasons]


@pytest.mark.parametrize("item", ["PEN", "TOP", "CUP", "GEL"])
def test_a_thing_whose_name_is_a_currencys_code_is_a_thing(item: str) -> None:
    assert decided(HEAD.replace("DESK LAMP", item) + PAID).verdict == "approve"


@pytest.mark.parametrize(
    "label",
    [
        "Replaces invoice no:", "Ref. original bill", "Cancels invoice no:", "Previous receipt no:", "Credit for slip:",
        "Ersetzt Rechnung Nr.", "Remplace la facture n°", "Sostituisce fattura n.", "Sustituye a la factura n",
        "Menggantikan invois no:", "原发票号码:",
    ],
)  # fmt: skip
def test_the_number_of_the_paper_that_this_one_replaces_is_not_its_own(label: str) -> None:
    own = "Invoice No: HL-204417"
    for lines in (f"{label} HL-100001", f"{own}\n{label} HL-100001", f"{label} HL-100001\n{own}"):
        told = decided((HEAD + PAID).replace(own, lines), verify=("invoice_number",), invoice_number="HL-100001")
        assert told.verdict != "approve"
    both = decided(
        (HEAD + PAID).replace(own, f"{label} HL-100001\n{own}"), verify=("invoice_number",), invoice_number="HL-204417"
    )
    assert both.verdict == "approve"


@pytest.mark.parametrize(
    "title",
    [
        "PAYMENT PLAN", "Hire purchase agreement", "2nd reminder", "Order acknowledgement", "Deposit invoice",
        "Anzahlungsrechnung Nr. 4711", "Leasingvertrag", "Buchungsbestätigung", "Offene Posten", "Lettre de relance",
        "Facture d'acompte", "Offre de prix", "Fattura di acconto", "Conferma ordine", "Factura de anticipo",
        "Solicitud de pago", "Surat peringatan bayaran", "Tender", "Situation n° 1", "订购意向书", "定金收据",
    ],
)  # fmt: skip
def test_a_title_whose_last_word_says_that_nothing_is_paid_yet_asks_a_person(title: str) -> None:
    told = decided(HEAD.replace("TAX INVOICE", f"{title}\nTAX INVOICE") + PAID)
    assert [(r.code, r.verdict) for r in told.reasons] == [("document.doubtful", "review")]


@pytest.mark.parametrize("line", ["Contract no: 4711", "Ihre Bestellung Nr. 4711", "MEMBER CARD: 4711", "Kassenzettel"])
def test_what_a_head_refers_to_is_no_title(line: str) -> None:
    assert decided(HEAD.replace("TAX INVOICE", f"TAX INVOICE\n{line}") + PAID).verdict == "approve"


@pytest.mark.parametrize("said", ["AMOUNT RM'000", "in thousands", "Betrag in TEUR", "单位：千元"])
def test_amounts_in_thousands_are_not_the_amounts_that_are_printed(said: str) -> None:
    assert "document.doubtful" in [r.code for r in decided(HEAD.replace("DESK", f"{said}\nDESK") + PAID).reasons]


@pytest.mark.parametrize("said", ["Currency: BND", "All prices in PHP", "ITEM          AMOUNT (BND)"])
def test_a_currency_that_is_named_once_for_all_amounts_is_theirs(said: str) -> None:
    assert "currency.contradicted" in [r.code for r in decided(HEAD.replace("DESK", f"{said}\nDESK") + PAID).reasons]


@pytest.mark.parametrize(
    "when",
    [
        "17/03/2024 - 30/03/2024", "Date: 17/03/2024 to 30/03/2024", "vom 17/03/2024 bis 30/03/2024",
        "17/03/2024至30/03/2024", "Remplace la facture n° 88 du 17/03/2024", "Mahnung zu Rechnung 88 vom 17/03/2024",
        "Downloaded 17/03/2024 14:22", "Your order of 17/03/2024 14:22",
        "Unser Angebot vom 17/03/2024 14:22", "Stampato il 17/03/2024 14:22", "下单时间 17/03/2024 14:22",
        "Settled 17/03/2024 14:22", "Fiscal day 17/03/2024 14:22",
    ],
)  # fmt: skip
def test_a_day_of_a_period_or_of_another_act_is_not_the_day_of_the_sale(when: str) -> None:
    assert decided((HEAD + PAID).replace("Date: 17/03/2024 14:22:09", when)).verdict != "approve"


@pytest.mark.parametrize(
    "label", ["Order no", "Booking ref", "Voucher no", "Contract no", "Payment ref", "Host ref", "TA-Nr.", "订单编号"]
)
def test_a_lone_number_of_an_order_or_a_payment_is_not_the_invoices(label: str) -> None:
    text = (HEAD + PAID).replace("Invoice No: HL-204417", f"{label}: HL-100001")
    assert decided(text, verify=("invoice_number",), invoice_number="HL-100001").verdict != "approve"


@pytest.mark.parametrize("label", ["Purchaser", "Käufer", "Facturé à", "Spett.le", "Facturar a"])
def test_the_name_under_a_buyers_label_over_the_head_is_not_the_seller(label: str) -> None:
    text = f"{label}\nORCHID MOTORS SDN BHD\n" + HEAD + PAID
    assert decided(text, seller_name="Orchid Motors Sdn Bhd").verdict != "approve"


@pytest.mark.parametrize(
    "mark",
    [
        "作废",
        "此联作废",
        "已红冲",
        "销项负数",
        "票样",
        "试打",
        "预览",
        "发票遗失",
        "仅供报价",
        "待开票",
        "此联不作报销凭证",
    ],
)
def test_a_chinese_mark_is_seen_in_any_cell_of_a_form(mark: str) -> None:
    told = decided(HEAD.replace("60112233                25.00", f"60112233   {mark}   25.00") + PAID)
    assert told.verdict != "approve"


def test_a_tax_invoice_on_which_stands_that_copies_are_void_is_a_copy_and_a_tills_slip_is_not() -> None:
    invoice = paper("机动车销售统一发票\n复印件无效\n发票号码 25327000000012345678\n车辆识别代号/车架号码 " + VIN)
    slip = paper(HEAD + PAID + "复印件无效\n")
    found = [bool(doubtful([Source(one, one.extracted[0], rows_of(one.pages.pages))])) for one in (invoice, slip)]
    assert found == [True, False]


@pytest.mark.parametrize("label", ["置换车辆车架号：", "备注：抵押车辆VIN: "])
def test_the_car_that_was_taken_in_exchange_is_not_the_one_that_was_sold(label: str) -> None:
    sold, other = "LFKXNPMN4PK022618", VIN
    text = f"机动车销售统一发票\n车辆识别代号/  {sold}\n车架号码\n价税合计  小写 ¥193926.00\n{label}{other}\n"
    (found,) = extract(pages(page(text)), locale="zh-CN", currency="CNY")
    assert {found.fields["vin"].value, *found.fields["vin"].rivals} == {sold, other}


BILL = """
KXYZ TELEVISION LLC                                                   INVOICE
PO Box 12, Oaktown, TX 75001
Remit To:                       Advertiser   Oak Valley Motors        Invoice Date  03/01/2024
KXYZ Television LLC             Product      Spring Sale              Invoice #     88001-1
PO Box 12                       Flight       02/05/2024 - 02/25/2024  Order #       99001

Billing Address:
Elm Media Buying LLC
12 Main St

Line  Air Date    Day  Time      Length  Program            Rate
1     02/05/2024  Mon  6:12 PM   :30     Evening News       600.00
2     02/12/2024  Mon  6:14 PM   :30     Evening News       600.00
                                               Gross Total        1,200.00
                                               Agency Commission  180.00
                                               Net Amount Due     1,020.00
"""
BILLED = {
    "seller_name": "KXYZ Television LLC", "buyer_name": "Oak Valley Motors", "invoice_number": "88001-1",
    "invoice_date": "2024-03-01", "total_amount": "1200.00",
}  # fmt: skip


def billed(text: str, **lies: str) -> str:
    """The verdict on a bill for broadcast time."""
    read = pages(replace(page(text, across=110), layer="text"))
    stated = {**BILLED, **lies}
    asked = replace(program(), currency="USD", locale="en-US", verify=tuple(stated), match={})
    found = CaseDocument("d", "d", read, extract(read, locale="en-US", currency="USD"))
    return judge(case(claim=claim(stated), program=asked, documents=(found,), sales=(sale(**stated),))).verdict


@pytest.mark.parametrize("title", ["INVOICE", "Invoice"])
def test_a_bill_for_broadcast_time_is_approved_by_its_own_day_and_number(title: str) -> None:
    assert billed(BILL.replace("INVOICE\n", f"{title}\n")) == "approve"
    assert billed(BILL.replace("Air Date", "Date    ")) == "approve"


@pytest.mark.parametrize(
    "title",
    [
        "ORDER CONFIRMATION",
        "CONTRACT",
        "PROPOSAL",
        "QUOTE",
        "DRAFT INVOICE",
        "STATEMENT",
        "ORDER",
        "AFFIDAVIT",
        "TIME ORDER",
    ],
)
def test_a_title_beside_the_letterhead_counts_where_only_labels_say_invoice(title: str) -> None:
    assert billed(BILL.replace("INVOICE\n", f"{title}\n")) != "approve"


@pytest.mark.parametrize(
    "stamp",
    [
        "DO NOT PAY",
        "ESTIMATE ONLY",
        "PRELIMINARY",
        "SUBJECT TO CHANGE",
        "VOID - DUPLICATE",
        "SUPERSEDED BY 88001-2",
        "TENTATIVE",
    ],
)
def test_a_bill_that_says_that_it_is_not_to_be_paid_asks_a_person(stamp: str) -> None:
    assert billed(BILL.replace("Billing Address:", f"{stamp}\n\nBilling Address:")) != "approve"


def test_whom_a_bill_is_sent_to_is_not_surely_the_buyer_where_another_is_named() -> None:
    assert billed(BILL, buyer_name="Elm Media Buying LLC") != "approve"
