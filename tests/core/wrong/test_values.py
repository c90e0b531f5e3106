"""Days, numbers and names that stand on the paper and are not those of the sale."""

from dataclasses import replace

import pytest
from factory import case, claim, sale, stands_on
from lies import BILL, HEAD, PAID, VIN, billed, decided
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.core.judge import judge
from claimcheck.model.case import CaseDocument


def test_a_paper_on_two_vehicles_proves_neither() -> None:
    one = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    assert decided(one, verify=("vin",), vin=VIN).verdict == "approve"
    two = one.replace("DESK LAMP", "VIN: LSVAA49J132047372\nDESK LAMP")
    assert decided(two, verify=("vin",), vin=VIN).verdict != "approve"


@pytest.mark.parametrize("over", ["ORKID MALL", "ORKID LAMPS SHOP"])
def test_a_line_under_the_name_that_was_read_is_not_the_seller(over: str) -> None:
    text = (HEAD + PAID).replace("HARBOUR LAMPS SDN BHD", f"{over}\nHARBOUR STORES").replace("(774512-K)\n", "")
    assert decided(text, seller_name="Harbour Stores").verdict == "review"


@pytest.mark.parametrize(("claimed", "verdict"), [("Orkid Enterprise", "approve"), ("Posted", "review")])
def test_what_is_stamped_over_a_name_is_not_the_seller(claimed: str, verdict: str) -> None:
    text = (HEAD + PAID).replace("HARBOUR LAMPS SDN BHD", "POSTED\nORKID ENTERPRISE")
    assert decided(text, seller_name=claimed).verdict == verdict


@pytest.mark.parametrize("claimed", ["Pelita Lamps", "Counter 2", "Tax Invoice", "Bulb E27"])
def test_where_no_seller_was_read_no_line_of_the_page_proves_one(claimed: str) -> None:
    read = pages(page(HEAD.replace("HARBOUR LAMPS SDN BHD\n(774512-K)", "PELITA LAMPS\nCOUNTER 2") + PAID))
    found = stands_on(read)[0]
    blank = replace(found, fields={n: f for n, f in found.fields.items() if n != "seller_name"})
    shown = CaseDocument("doc-1", "doc-1", read, (blank,))
    asked = case(claim=claim(seller_name=claimed), documents=(shown,), sales=(sale(seller_name=claimed),))
    assert judge(asked).verdict != "approve"


@pytest.mark.parametrize(("sure", "verdict"), [(0.6, "approve"), (0.3, "review")])
def test_a_name_likelier_misread_than_right_is_no_surer_for_being_claimed(sure: float, verdict: str) -> None:
    read = pages(page(HEAD + PAID))
    found = stands_on(read)[0]
    faint = replace(found.fields["seller_name"], confidence=sure, supports=())
    shown = CaseDocument("doc-1", "doc-1", read, (replace(found, fields={**found.fields, "seller_name": faint}),))
    assert judge(case(documents=(shown,))).verdict == verdict


@pytest.mark.parametrize("digit", range(0, 17, 3))
def test_a_vin_off_by_one_sign_is_another_vehicle(digit: int) -> None:
    text = HEAD.replace("DESK LAMP", f"VIN: {VIN}\nDESK LAMP") + PAID
    other = VIN[:digit] + ("8" if VIN[digit] != "8" else "3") + VIN[digit + 1 :]
    assert decided(text, verify=("vin",), vin=other).verdict != "approve"


@pytest.mark.parametrize(
    ("printed", "claimed", "verdict"),
    [
        (VIN.replace("0", "O"), VIN, "review"),  # its check digit tells the figure, and nobody else saw it
        ("WVWZZZ1KZAWOOO001", "WVWZZZ1KZAW000001", "review"),
        ("WVWZZZ1KZAWOOO001", "WVWZZZ1KZAW000002", "review"),
        ("WVWZZZ1KZAWOOO001", "WVWZZZ1KZAWOOO001", "approve"),
    ],
)
def test_figures_claimed_where_the_page_reads_letters_that_no_vin_holds_ask_a_person(
    printed: str, claimed: str, verdict: str
) -> None:
    text = HEAD.replace("DESK LAMP", f"VIN: {printed}\nDESK LAMP") + PAID
    assert decided(text, verify=("vin",), vin=claimed).verdict == verdict


@pytest.mark.parametrize(
    "said",
    [
        "Trade-in VIN: {}", "Part exchange\nVIN: {}", "Swap from VIN: {}", "Inzahlungnahme FIN: {}", "Reprise VIN: {}",
        "VIN: {} (trade-in)", "VIN: {}   TRADE-IN", "VIN: {} old car", "USED CAR TAKEN IN VIN: {}",
        "TRADE-IN\nORION 2018\nCOLOUR RED\nPLATE WXY 1234\nVIN: {}", "Trade-in 5000.00 VIN: {}",
        "Trade-in - VIN: {}", "Chassis of the vehicle taken in part exchange\nVIN: {}",
    ],
)  # fmt: skip
def test_the_vehicle_that_was_traded_in_is_not_the_one_that_was_sold(said: str) -> None:
    other = "LFKXNPMN4PK022618"
    said = said.format(other)
    alone = HEAD.replace("DESK LAMP", f"{said}\nDESK LAMP") + PAID
    assert decided(alone, verify=("vin",), vin=other).verdict != "approve"
    both = alone.replace(said, f"VIN: {VIN}\nCOLOUR BLUE\nSEATS FIVE\nFUEL PETROL\n{said}")
    assert decided(both, verify=("vin",), vin=VIN).verdict == "approve"


@pytest.mark.parametrize(
    "over",
    [
        "PAYMENT: BANK LOAN",
        "NO REFUND OR EXCHANGE",
        "TRADE IN: -",
        "WE BUY AND TRADE IN CARS",
        "Less trade-in\nCar sold",
    ],
)
def test_words_of_a_sale_over_its_vehicle_do_not_make_it_another(over: str) -> None:
    text = HEAD.replace("DESK LAMP", f"{over}\nVIN: {VIN}\nDESK LAMP") + PAID
    assert decided(text, verify=("vin",), vin=VIN).verdict == "approve"


@pytest.mark.parametrize(
    ("printed", "part"),
    [
        ("STUDIO   54", "Studio"), ("CAFE   101   SDN BHD", "Cafe"), ("ACME CORP 7 STORES", "Acme Corp"),
        ("STUDIO 7 INC 24", "Studio 7 Inc"), ("BROWN (CO)", "Brown"),
        ("AB LTD\nAB LTDX TRADING LTD", "AB Ltdx Trading Ltd"), ("OAK LTD\nOAK LTD PARTNER ELM LTD", "Elm Ltd"),
    ],
)  # fmt: skip
def test_a_part_of_the_sellers_name_or_one_that_begins_alike_is_another(printed: str, part: str) -> None:
    text = (HEAD + PAID).replace("HARBOUR LAMPS SDN BHD", printed)
    assert decided(text, seller_name=part).verdict != "approve"


def test_nobody_sells_to_himself() -> None:
    text = HEAD.replace("TAX INVOICE", "TAX INVOICE\nBill To: {}") + PAID
    for buyer, verdict in ("Orchid Motors Sdn Bhd", "approve"), ("Harbour Lamps Sdn Bhd", "review"):
        assert decided(text.format(buyer), verify=("buyer_name",), buyer_name=buyer).verdict == verdict


@pytest.mark.parametrize("number", ["HL-20441", "HL-2044170", "204417", "HL-204418", "HL-204417A", "774512-K"])
def test_a_number_that_shares_a_part_is_another(number: str) -> None:
    assert decided(HEAD + PAID, verify=("invoice_number",), invoice_number=number).verdict != "approve"


@pytest.mark.parametrize(
    ("printed", "claimed"),
    [("KL", "KI"), ("Kl", "KI"), ("B5", "BS"), ("GO", "G0"), ("BALL", "BALI"), ("BURN", "BUM"), ("TAL", "TAI")],
)
def test_a_letter_of_a_short_word_tells_companies_apart(printed: str, claimed: str) -> None:
    text = (HEAD + PAID).replace("HARBOUR LAMPS", f"{printed} LAMPS")
    assert decided(text, seller_name=f"{claimed} Lamps Sdn Bhd").verdict != "approve"


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


@pytest.mark.parametrize("label", ["置换车辆车架号：", "备注：抵押车辆VIN: "])
def test_the_car_that_was_taken_in_exchange_is_not_the_one_that_was_sold(label: str) -> None:
    sold, other = "LFKXNPMN4PK022618", VIN
    text = f"机动车销售统一发票\n车辆识别代号/  {sold}\n车架号码\n价税合计  小写 ¥193926.00\n{label}{other}\n"
    (found,) = extract(pages(page(text)), locale="zh-CN", currency="CNY")
    assert {found.fields["vin"].value, *found.fields["vin"].rivals} == {sold, other}


@pytest.mark.parametrize("title", ["INVOICE", "Invoice"])
def test_a_bill_for_broadcast_time_is_approved_by_its_own_day_and_number(title: str) -> None:
    assert billed(BILL.replace("INVOICE\n", f"{title}\n")) == "approve"
    assert billed(BILL.replace("Air Date", "Date    ")) == "approve"


def test_whom_a_bill_is_sent_to_is_not_surely_the_buyer_where_another_is_named() -> None:
    assert billed(BILL, buyer_name="Elm Media Buying LLC") != "approve"


@pytest.mark.parametrize("label", ["Contract #", "Contract Number", "Order Number", "Rep Order #", "Check #"])
def test_a_bills_lone_number_of_what_was_agreed_or_of_a_cheque_is_not_its_own(label: str) -> None:
    assert billed(BILL.replace("Invoice #  ", label)) != "approve"


def test_who_sold_the_time_is_not_the_station() -> None:
    text = BILL.replace("Flight       02/05/2024 - 02/25/2024", "Sold By      Pine Hill Ford         ")
    assert billed(text, seller_name="Pine Hill Ford") != "approve"
