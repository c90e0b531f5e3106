"""Papers that look like a proof of sale and are none, or speak of two sales."""

import pytest
from lies import BILL, HEAD, PAID, VIN, billed, decided, paper, sold_by

from claimcheck.core.evidence.doubtful import doubtful
from claimcheck.core.evidence.proof import Source
from claimcheck.core.extract.page.rows import rows_of

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
        HEAD + "TOTAL  -45.90\nCASH  -45.90\n",
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


@pytest.mark.parametrize(
    "item",
    [
        "DEPOSIT FOR SOFA      45.90", "INSTALMENT 3/12      45.90", "BOOKING FEE      45.90",
        "MONTHLY RENTAL      45.90", "ANZAHLUNG      45.90", "ACOMPTE      45.90", "定金      45.90",
        "SOFA DEPOSITS      45.90",
        "PREPAYMENT SOFA      45.90", "DEP. SOFA      45.90", "RESERVATION OF SOFA      45.90",
        "INSTALLMENTS 3/12 VISA      45.90", "DEPOSIT FOR SOFA\n1 x 45.90      45.90",
        "DEPOSIT FOR SOFA      45.70\nBAG   0.20",
    ],
)  # fmt: skip
def test_a_total_that_is_a_part_of_a_price_asks_a_person(item: str) -> None:
    head = HEAD.partition("DESK LAMP")[0]
    assert [r.code for r in decided(f"{head}{item}\n{PAID}").reasons] == ["document.doubtful"]


@pytest.mark.parametrize(
    "paid",
    [
        f"DEPOSIT      0.90\n{PAID}",
        "TOTAL      45.90\nDEPOSIT PAID      45.90\nBALANCE DUE      0.00\n",
        f"DEPOSIT PAID      30.00{PAID}BALANCE      15.90\n",
        "TOTAL      45.90\nINSTALMENT 12 MONTHS   VISA      45.90\n",
        f"LOCATION: KL      45.90\n{PAID}",
        f"CAUTION LAMP      45.90\n{PAID}",
        f"{PAID}付款方式：分期      45.90\n",
        f"{PAID}备注：分期付款购车      45.90\n",
    ],
)
def test_a_way_of_paying_and_another_deposit_make_no_part_of_the_total(paid: str) -> None:
    assert decided(HEAD + paid).verdict == "approve"


@pytest.mark.parametrize("line", ["Contract no: 4711", "Ihre Bestellung Nr. 4711", "MEMBER CARD: 4711", "Kassenzettel"])
def test_what_a_head_refers_to_is_no_title(line: str) -> None:
    assert decided(HEAD.replace("TAX INVOICE", f"TAX INVOICE\n{line}") + PAID).verdict == "approve"


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
        "已全额退款",
        "交易关闭",
        "支付状态：未支付",
        "等待对方收款",
        "本车已退",
        "客户已退车",
        "已办理退车手续",
        "购车合同已解除",
        "此票无效",
        "已红字冲销",
        "发票已重开",
        "备注：换开发票",
        "备注 草稿",
        "红字机动车销售统一发票",
        "机动车销售统一发票（样票）",
        "备注 预开发票",
        "未收款先开票",
        "客户取消购车",
        "此车已退，发票作废",
        "已于2024年4月1日退车",
        "因质量问题已退车",
        "已做退车处理",
        "已退购车款",
        "注：本單已作廢",
        "购车款已退还",
        "收购发票",
        "质量问题，购车款已全额退还",
        "双方协商，订单已取消",
        "质量问题，已办理退车",
        "贷款未批，购车合同已解除",
        "备注：客户退车 票已作废",
        "备注：此票已作废，请勿使用",
        "发票已作废，见原件",
    ],
)
def test_a_chinese_mark_is_seen_in_any_cell_of_a_form(mark: str) -> None:
    told = decided(HEAD.replace("60112233                25.00", f"60112233   {mark}   25.00") + PAID)
    assert told.verdict != "approve"


@pytest.mark.parametrize(
    "remark",
    [
        "一车一票", "已付定金", "客户自提", "车辆已交付", "购车合同已签订", "合同有效",
        "未加盖发票专用章，无效", "如有涂改，作废", "预约提车", "先票后款", "原发票已作废，重新开具", "合同解除",
        "定金，已退款", "差价，已退款", "抵押 已解除", "延保服务，已取消", "报价单，已作废",
        "上张发票，已作废", "发票号01234567 已作废", "保险，客户已退", "贷款合同，合同已终止", "定金收据，票已作废",
        "车辆保养套餐，客户已取消", "本票作废，须退回原件", "逾期未付，合同已解除", "旧票已作废，本票为重开",
    ],
)  # fmt: skip
def test_what_a_remark_says_besides_is_no_mark(remark: str) -> None:
    assert decided(HEAD + PAID + f"备注 {remark}\n").verdict == "approve"


@pytest.mark.parametrize(
    "mark", ["复印件无效", "副本", "COPY", "SAMPLE", "VOID", "定金", "车款（首付款）", "*预付款*购车定金", "合同解除"]
)
def test_a_mark_in_any_cell_of_a_tax_invoice_asks_a_person_and_on_a_tills_slip_need_not(mark: str) -> None:
    invoice = paper(f"机动车销售统一发票\n发票号码 25327000000012345678   {mark}   12.00\n车辆识别代号/车架号码 " + VIN)
    slip = paper(HEAD + PAID + "复印件无效\nCOPY\n")
    found = [bool(doubtful([Source(one, one.extracted[0], rows_of(one.pages.pages))])) for one in (invoice, slip)]
    assert found == [True, False]


@pytest.mark.parametrize(
    ("printed", "asks"),
    [
        ("付款方式   □定金   □首付款   ☑全款", False),
        ("付款方式   ☑定金   □首付款   □全款", True),
        ("付款方式   □定金   □首付款   □全款", True),
        ("押金   无", False),
        ("定金   0", False),
        ("定金   刷卡", True),
    ],
)
def test_a_choice_of_a_form_that_was_not_made_is_no_mark(printed: str, *, asks: bool) -> None:
    receipt = paper(f"收款收据\nNO 0012345\n今收到：于佳\n{printed}\n人民币（小写）：￥158000.00")
    found = doubtful([Source(receipt, receipt.extracted[0], rows_of(receipt.pages.pages))])
    assert bool(found) is asks


def test_a_remark_that_a_deposit_came_before_the_price_is_no_mark() -> None:
    invoice = paper(f"机动车销售统一发票\n发票号码 25327000000012345678\n车辆识别代号/车架号码 {VIN}\n备注   已付定金")
    assert not doubtful([Source(invoice, invoice.extracted[0], rows_of(invoice.pages.pages))])


@pytest.mark.parametrize(("seller", "asks"), [("海风物流有限公司", True), ("海棠汽车销售有限公司", False)])
def test_an_invoice_by_which_a_company_sells_to_itself_asks_a_person(seller: str, *, asks: bool) -> None:
    invoice = paper(f"机动车销售统一发票\n购买方名称  海风物流有限公司\n车架号码 {VIN}\n销货单位名称  {seller}")
    assert bool(doubtful([Source(invoice, invoice.extracted[0], rows_of(invoice.pages.pages))])) is asks


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
        "REVISED INVOICE",
        "REMITTANCE ADVICE",
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
        "PAST DUE",
        "NO CHARGE",
        "TRADE",
        "CREDIT",
        "IN DISPUTE",
        "PAST DUE 30 DAYS",
        "Account 60 days past due",
        "PAST DUE                     Page 1",
        "PAID IN TRADE                Thank you",
        "NO CHARGE - PROMO",
        "RETURNED UNPAID",
        "CHARGED BACK",
    ],
)
def test_a_bill_that_says_that_it_is_not_to_be_paid_asks_a_person(stamp: str) -> None:
    assert billed(BILL.replace("Billing Address:", f"{stamp}\n\nBilling Address:")) != "approve"
    assert billed(f"{BILL}\n{stamp}\n") != "approve"


@pytest.mark.parametrize("said", ["PAST DUE", "COMPLIMENTARY"])
def test_a_bill_may_say_between_its_lines_and_its_total_that_it_is_not_paid(said: str) -> None:
    gross = "                                              Gross Total"
    assert billed(BILL.replace(gross, f"{said}\n{gross}")) != "approve"


@pytest.mark.parametrize("said", ["Credited", "Bonus"])
def test_what_is_said_of_one_spot_is_not_said_of_the_bill(said: str) -> None:
    assert billed(BILL.replace("2     02/12", f"{said}\n2     02/12")) == "approve"


@pytest.mark.parametrize(
    "terms", ["Credit", "On credit", "ABONADO", "Terms: Trade", "Current     1-30     30 days     Past due"]
)
def test_terms_of_payment_do_not_say_that_a_bill_is_unpaid(terms: str) -> None:
    assert billed(f"{BILL}\n{terms}\n") == "approve"


def test_for_whom_a_spot_is_broadcast_is_no_demonstration() -> None:
    assert billed(BILL.replace("12 Main St", "12 Main St                     Demo")) == "approve"


@pytest.mark.parametrize(
    ("beside", "asks"),
    [
        ("REFUND\nHARBOUR LAMPS SDN BHD\n20/03/2024\nREFUND TOTAL 45.90", True),
        ("From: shop@harbour.example\nYour purchase was refunded.\nReceipt HL-204417", True),
        ("TERMS OF SALE\nREFUNDS\nWithin 14 days with this receipt, for 5.00 each.", False),
    ],
)
def test_a_letter_that_says_that_the_sale_was_taken_back_asks_a_person(beside: str, *, asks: bool) -> None:
    told = decided(HEAD + PAID, beside)
    assert ("document.several" in {reason.code for reason in told.reasons}) == asks
    assert (told.verdict == "approve") != asks


@pytest.mark.parametrize(
    ("total", "told", "asks"),
    [
        ("9.90", "REFUND TOTAL 9.90", True), ("1,200.00", "Amount RM 1,200", True), ("1,200.00", "Amount 1200", True),
        ("20.00", "20/03/2024", False), ("20.00", "Visit us at 20 Main Street", False), ("9.90", "Amount 19.90", False),
    ],
)  # fmt: skip
def test_a_slip_takes_the_sale_back_whose_total_it_prints_in_any_spelling(total: str, told: str, *, asks: bool) -> None:
    sold = HEAD.split("DESK LAMP", maxsplit=1)[0] + f"DESK LAMP{total:>30}\nTOTAL{total:>34}\nCASH{total:>35}\n"
    slip = f"From: shop@harbour.example\nYour purchase was refunded.\n{told}"
    found = decided(sold, slip, total_amount=total.replace(",", ""))
    assert ("document.several" in {reason.code for reason in found.reasons}) == asks


@pytest.mark.parametrize(
    "title",
    [
        "FAKTURA KORYGUJĄCA", "WZ WYDANIE ZEWNĘTRZNE", "DODACÍ LIST", "Nabídka", "KREDITFAKTURA", "FØLGESEDDEL",
        "ORÇAMENTO", "GUIA DE REMESSA", "PAKBON", "BÁO GIÁ", "PHIẾU GIAO HÀNG", "FİYAT TEKLİFİ", "SURAT JALAN",
        "見積書", "納品書", "返品伝票", "ใบเสนอราคา", "НАКЛАДНАЯ", "ΠΡΟΣΦΟΡΑ", "DOCUMENTO GESTIONALE", "OFFERT",
    ],
)  # fmt: skip
def test_what_is_no_sale_is_told_by_its_title_wherever_sales_are_read(title: str) -> None:
    assert decided((HEAD + PAID).replace("TAX INVOICE", title)).verdict != "approve"


@pytest.mark.parametrize(
    ("head", "sold"),
    [
        ("FACTURE n° F-2044\nDevis n° D-17 du 11/03/2024", True), ("RECHNUNG Nr. 2044\nAngebot Nr. 17", True),
        ("DEVIS n° D-17\nFacture n° F-2044", False), ("FACTURE n° F-2044\nDEVIS n° D-17", False),
        ("Facture n° F-2044\nDevis n° D-17", False), ("FACTURE n° F-2044\nDevis", False),
        ("INVOICE No: 2044\nQuotation No 17", False),
    ],
)  # fmt: skip
def test_an_offer_that_an_invoice_refers_to_under_its_own_title_and_number_makes_it_none(
    head: str, *, sold: bool
) -> None:
    told = decided((HEAD + PAID).replace("TAX INVOICE", head))
    assert (told.verdict == "approve") == sold


OWN = "INVOICE\nInvoice No: 4711\n"


@pytest.mark.parametrize(
    "named",
    [
        "QUOTATION No. Q-881",
        "Quotation No: 881",
        "Estimate no. 881",
        "Offer no 881",
        "Angebotsnummer: 881",
        "Devis n° D-881",
        "Pro forma no: 881",
        "DELIVERY NOTE No. 881",
        "Vehicle Order No. 881",
    ],
)
def test_an_invoice_without_a_number_that_names_an_offer_with_one_may_be_that_offer(named: str) -> None:
    assert sold_by(f"VEHICLE INVOICE\n{named}\n") == "review"
    assert sold_by(f"VEHICLE INVOICE     {named}\n") == "review"
    assert sold_by(f"{OWN}{named}\n") == "approve"


@pytest.mark.parametrize(
    "head",
    [
        "INVOICE No. 4711\nPro forma No. 881\n",
        "Invoice No. 4711\nQuotation No. 881\n",
        "Invoice No: 4711\nLease agreement\n",
    ],
)
def test_what_stands_as_a_title_under_an_invoices_own_number_asks_a_person(head: str) -> None:
    assert sold_by(head) == "review"


@pytest.mark.parametrize("line", ["Bestilling 12", "Zamówienie nr 4", "CANCELADO", "Oferta dnia 20%", "Ordernr 55"])
def test_a_number_of_a_table_or_basket_and_a_word_for_paid_are_no_title(line: str) -> None:
    assert decided((HEAD + PAID).replace("TAX INVOICE", f"TAX INVOICE\n{line}")).verdict == "approve"


@pytest.mark.parametrize(
    "title",
    [
        "SELF-BILLED CREDIT NOTE",
        "CORRECTIVE INVOICE",
        "Pro-forma sales invoice",
        "Stornierte Rechnung",
        "INVOICE (COPY - VOID)",
        "INTERCOMPANY INVOICE",
        "ANKAUFSRECHNUNG",
    ],
)
def test_a_title_with_words_of_its_own_before_it_is_no_invoices(title: str) -> None:
    assert sold_by("SALES INVOICE\nInvoice No: 4711\n") == "approve"
    assert sold_by(f"{title}\nInvoice No: 4711\n") != "approve"
