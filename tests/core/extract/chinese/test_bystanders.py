"""Chinese papers that name somebody, some day or some sum beside what is asked for: it proves nothing of the sale."""

import pytest
from paper import chinese_fields as fields
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.calibration import DOUBTED

SHOP, CARRIER, BUYER, PERSON, CLERK = "枫叶汽车销售有限公司", "白桦检测技术有限公司", "橡树物流有限公司", "于佳", "陈立"
CONTRACT = f"购车合同\n甲方（卖方）：{SHOP}\n乙方（买方）：{PERSON}\n"


def proved(text: str, name: str) -> str | None:
    """What a paper says of a field beyond doubt."""
    field = fields(text).get(name)
    return field.value if field and field.confidence > DOUBTED and not (field.rivals or field.repaired) else None


@pytest.mark.parametrize(
    ("paper", "buyer", "seller"),
    [
        (f"交车确认单\n托运单位：{SHOP}\n承运单位：{CARRIER}\n收货单位：{BUYER}\n签收日期：2025-11-07", BUYER, None),
        (f"订单详情\n寄件人：{CLERK}\n收货人：{PERSON}\n卖家：{SHOP}", PERSON, SHOP),
        (f"收据\n寄件人：{CLERK}\n付款人：{PERSON}\n收款单位：{SHOP}", PERSON, SHOP),
        (f"{SHOP}\n物流送货单\n承运商：{CARRIER}\n收货单位：{BUYER}", BUYER, SHOP),
        (f"{SHOP}\n送货单\n运送单位：{CARRIER}\n收货单位：{BUYER}", BUYER, SHOP),
        (f"运输送货单\n承运单位：{CARRIER}\n收货单位：{BUYER}\n{SHOP}", BUYER, SHOP),
        # on a waybill nobody says whether the shop or who gets the goods deals with the carrier
        (f"货物托运单\n托运人：{SHOP}\n承运人：{CARRIER}\n收货单位：{BUYER}", None, None),
        (f"货物托运单\n托运人：{BUYER}\n承运人：{CARRIER}", BUYER, CARRIER),
        (f"运费收据\n付款单位：{BUYER}\n托运人：{SHOP}\n收款单位：{CARRIER}", BUYER, CARRIER),
    ],
)
def test_who_carries_goods_and_who_has_them_carried_deal_on_papers_of_carriage_only(
    paper: str, buyer: str | None, seller: str | None
) -> None:
    assert (proved(paper, "buyer_name"), proved(paper, "seller_name")) == (buyer, seller)


@pytest.mark.parametrize(
    ("paper", "buyer", "seller"),
    [
        (f"购车合同\n卖方：{SHOP}\n买方：{PERSON}\n原车主：{CLERK}\n新车主：{PERSON}", PERSON, SHOP),
        (f"二手车销售合同\n卖方：{SHOP}\n买方：{PERSON}\n原车主：{CLERK}   新车主：{BUYER}", PERSON, SHOP),
        (f"收据\n旧车主：{CLERK}\n新车主：{PERSON}\n收款单位：{SHOP}\n金额：500.00", PERSON, SHOP),
    ],
)
def test_a_cars_owners_are_the_parties_only_where_nobody_is_said_to_buy_or_sell(
    paper: str, buyer: str, seller: str
) -> None:
    assert (proved(paper, "buyer_name"), proved(paper, "seller_name")) == (buyer, seller)


@pytest.mark.parametrize("who", ["司机", "店长", "教练", "导购", "推荐人", "介绍人", "交车专员", "收款人", "财务"])
def test_a_name_beside_a_word_for_what_one_does_is_no_buyer(who: str) -> None:
    assert "buyer_name" not in fields(f"收据\n收款单位：{SHOP}\n{who}姓名：{CLERK}\n金额：2000.00")


@pytest.mark.parametrize(
    "paper",
    [
        f"购车合同\n卖方：{SHOP}\n开户行：工商银行\n户名：{CARRIER}\n账号：12345678901234",
        f"购车合同\n卖方：{SHOP}\n户名：{CARRIER}",
        f"收据\n收款单位：{SHOP}\n户名：{CLERK}\n开户行：工商银行\n金额：2000.00",
    ],
)
def test_an_accounts_name_beside_its_bank_is_no_buyer(paper: str) -> None:
    assert "buyer_name" not in fields(paper)


@pytest.mark.parametrize(
    "paper",
    [
        f"{SHOP}\n二手车销售单\n原车主：{CLERK}\n新车主：{PERSON}",
        f"二手车买卖协议\n甲方：{SHOP}\n乙方：{PERSON}\n原车主：{CLERK}\n新车主：{PERSON}",
    ],
)
def test_who_had_a_car_before_does_not_sell_it_where_others_may(paper: str) -> None:
    assert proved(paper, "seller_name") != CLERK
    alone = f"车辆交易合同\n原车主：{CLERK}\n新车主：{PERSON}\n交易平台    {CARRIER}"
    assert fields(alone)["seller_name"].value == CLERK


def test_the_day_from_which_a_contract_holds_does_not_prove_when_it_was_made() -> None:
    assert fields(f"{CONTRACT}本合同自2024年6月1日起生效。")["invoice_date"].value == "2024-06-01"
    assert proved(f"{CONTRACT}本合同自2024年6月1日起生效。", "invoice_date") is None


def test_the_only_name_that_no_word_gives_a_side_proves_no_buyer() -> None:
    paper = f"收据\n学员姓名：{PERSON}\n收款单位：{SHOP}\n金额：2000.00"

    assert fields(paper)["buyer_name"].value == PERSON
    assert proved(paper, "buyer_name") is None
    assert proved(paper.replace("学员", "客户"), "buyer_name") == PERSON


@pytest.mark.parametrize("asked", ["（公章）", "（合同专用章）", "（财务专用章）"])
def test_the_buyer_over_a_seal_of_its_own_does_not_sell(asked: str) -> None:
    beside = f"收据\n今收到购车款\n{BUYER}                {SHOP}\n{asked}              （财务专用章）"
    alone = f"收据\n交款单位：{BUYER}\n金额：2000.00\n\n          {BUYER}\n          {asked}"

    assert "seller_name" not in fields(beside)
    assert "seller_name" not in fields(alone)


@pytest.mark.parametrize(
    "says",
    [
        "本合同依据双方于2022年3月1日签订的框架协议订立。",
        "本协议为双方于2022年3月1日签订的购车合同之补充协议。",
        "双方于2022年3月1日签署的经销协议继续有效。",
        "原合同自2022年3月1日起生效，现已终止。",
        "交强险自2022年3月1日起生效。",
        "置换补贴政策自2022年3月1日起生效。",
        "甲方于2022年3月1日签订本合同所附的租赁合同。",
        "双方于2022年3月1日签订了《框架协议》，据此订立本合同。",
    ],
)
def test_the_day_of_another_contract_is_not_this_ones(says: str) -> None:
    assert proved(f"{CONTRACT}{says}\n日期：2024年5月6日", "invoice_date") == "2024-05-06"
    assert proved(f"{CONTRACT}{says}", "invoice_date") is None


def test_a_printed_day_goes_before_one_that_a_sentence_tells() -> None:
    says = "本合同于2022年3月1日签订。"

    assert fields(f"{CONTRACT}{says}")["invoice_date"].value == "2022-03-01"
    assert fields(f"{CONTRACT}双方于2022年3月1日在南湾市签订本合同。")["invoice_date"].value == "2022-03-01"
    assert proved(f"{CONTRACT}{says}\n日期：2024年5月6日", "invoice_date") == "2024-05-06"


@pytest.mark.parametrize("came", ["到达", "到货", "卸货", "运抵", "送货"])
@pytest.mark.parametrize("taken", ["签收", "验收", "交车"])
def test_goods_are_delivered_on_the_day_on_which_they_are_taken(came: str, taken: str) -> None:
    paper = f"送货单\n收货单位：{BUYER}\n{came}日期：2025-11-01\n{taken}日期：2025-11-07"

    assert proved(paper, "delivery_date") == "2025-11-07"
    assert proved(f"到货验收单\n收货单位：{BUYER}\n{came}日期：2025-11-01", "delivery_date") == "2025-11-01"


@pytest.mark.parametrize("sent", ["发运", "发货", "出库"])
def test_the_day_on_which_goods_leave_proves_no_delivery(sent: str) -> None:
    paper = f"商品车送达确认单\n收货单位：{BUYER}\n{sent}日期：2025-11-01"

    assert fields(paper)["delivery_date"].value == "2025-11-01"
    assert proved(paper, "delivery_date") is None


def test_a_companys_code_with_a_sign_that_none_holds_proves_nothing() -> None:
    assert proved(f"{CONTRACT}卖方税号：91310000MA1FL0SS1A", "seller_id") is None


def test_the_only_plate_of_a_registration_certificate_is_its_own() -> None:
    one = f"机动车登记证书\n打动车。    京A12345\n机动车所有人  {PERSON}"

    assert fields(one)["plate_number"].value == "京A12345"
    assert "plate_number" not in fields(f"{one}\n变更前    京B54321")


@pytest.mark.parametrize(
    ("paper", "number"),
    [
        (f"{CONTRACT}合同备案号：BA-99\n合同编号：HT-2024-01", "HT-2024-01"),
        (f"{CONTRACT}合同登记编号：DJ-0001\n合同编号：HT-2024-01", "HT-2024-01"),
        ("销售订单\n订单系统编号：SYS0001\n订单编号：DD20240101\n客户名称：于佳", "DD20240101"),
        ("收据\n第 0012345 号\nNo 7654321\n交款人：于佳\n金额：20.00", "7654321"),
    ],
)
def test_the_number_under_which_a_paper_is_kept_goes_behind_its_own(paper: str, number: str) -> None:
    assert proved(paper, "invoice_number") == number


@pytest.mark.parametrize(
    "says",
    [
        "以名下车牌京B12345轿车抵价",
        "买方以车牌京B12345轿车置换",
        "旧车牌京B12345",
        "买方以自有枫叶牌CA7000BEV轿车抵价",
        "买方将名下的枫叶牌CA7000BEV交卖方置换",
    ],
)
def test_a_car_given_in_exchange_is_not_the_one_that_is_sold(says: str) -> None:
    found = fields(f"{CONTRACT}{says}")

    assert ("plate_number" in found, "model_name" in found) == (False, False)


def test_a_new_plate_beside_an_old_one_is_the_cars() -> None:
    assert proved(f"{CONTRACT}旧车牌京B12345换新车牌京A12345", "plate_number") == "京A12345"


MIXED = """
增值税电子普通发票
项目名称      金额      税率      税额
*谷物*大米    879.85    {rate}      ***
*谷物*油      100.00              13.00
{sum}
价税合计（大写）  玖佰玖拾贰圆捌角伍分    （小写）¥992.85
备注  {remark}    应收金额¥992.85
"""


@pytest.mark.parametrize("summed", ["", "合计          ¥979.85             ¥13.00", "合计          ¥979.85"])
@pytest.mark.parametrize(("rate", "remark"), [("免税", ""), ("", "免税")])
def test_the_total_of_an_invoice_that_is_taxed_in_part_is_not_its_net(rate: str, remark: str, summed: str) -> None:
    assert proved(MIXED.format(rate=rate, remark=remark, sum=summed), "net_amount") != "992.85"


@pytest.mark.parametrize("paid", ["定金抵扣", "预付款抵扣", "定金优惠"])
@pytest.mark.parametrize("left", ["应付余款", "应付尾款", "应付金额"])
def test_what_was_paid_beforehand_is_not_taken_off_a_price(paid: str, left: str) -> None:
    paper = f"{CONTRACT}车辆总价：100000.00元\n{paid}：5000.00元\n{left}：95000.00元"

    assert proved(paper, "total_amount") == "100000.00"


@pytest.mark.parametrize("paid", ["定金抵扣", "旧车置换抵扣", "优惠"])
def test_what_is_left_to_pay_beforehand_is_no_price(paid: str) -> None:
    paper = f"{CONTRACT}车辆总价：100000.00元\n{paid}：5000.00元\n应付定金：95000.00元"

    assert fields(paper)["total_amount"].value == "100000.00"


@pytest.mark.parametrize(
    "paper",
    [
        f"医疗保险住院费用结算单\n收款单位：{SHOP}\n姓名：{PERSON}\n合计：2000.00",
        f"医疗保险参保人结算单\n收款单位：{SHOP}\n姓名：{PERSON}\n合计：2000.00",
        f"医疗保险收费票据\n交款人：{PERSON}\n收款单位：{SHOP}",
        f"社会保险费缴款凭证\n缴款人：{BUYER}\n金额：200.00",
        f"订单详情\n支付成功\n商家：{SHOP}\n实付款 2000.00\n支付时间 2025-11-07",
    ],
)
def test_a_receipt_is_one_whatever_it_was_paid_for(paper: str) -> None:
    (document,) = extract(pages(paper), locale="zh-CN", currency="CNY")

    assert document.kind == "receipt"


def test_who_takes_a_car_over_is_not_proved_to_buy_it_where_a_company_may_have_sent_them() -> None:
    handed = f"车辆提车单\n提车日期：2025-11-07\n提车人：{PERSON}\n发车单位：{SHOP}"
    assert proved(handed, "buyer_name") == PERSON
    assert proved(f"{SHOP}\n{handed}", "buyer_name") == PERSON
    assert proved(handed.replace("提车日期", f"派车部：{BUYER}\n提车日期"), "buyer_name") is None
    assert proved(handed.replace("提车日期", f"提车单位/个人：{BUYER}\n提车日期"), "buyer_name") == BUYER


def test_who_sends_goods_off_at_a_papers_foot_does_not_sell_them() -> None:
    sent = f"{SHOP}\n发货单\n客户名称：{BUYER}\n发货人：{CLERK}    收货人：{PERSON}"
    assert proved(sent, "seller_name") == SHOP
    assert proved(sent.replace(f"发货人：{CLERK}", f"发货人：{SHOP}"), "seller_name") == SHOP


@pytest.mark.parametrize(
    "another", ["合同日期", "合同签订日期", "订车日期", "签订日期", "预订日期", "送货日期", "出库日期", "发货日期"]
)
def test_a_receipts_own_day_goes_before_that_of_a_contract_or_of_the_goods(another: str) -> None:
    paid = f"收款收据\n{another}：2025-11-01\n日期：2025-11-07\n付款人：{PERSON}\n收款单位：{SHOP}\n金额：500.00"
    assert proved(paid, "invoice_date") == "2025-11-07"
    assert proved(paid.replace("日期：2025-11-07", "收款日期：2025-11-07"), "invoice_date") == "2025-11-07"


@pytest.mark.parametrize("another", ["合同日期", "订车日期", "预订日期", "发货日期"])
def test_the_day_of_a_contract_or_of_the_goods_proves_none_of_a_receipt(another: str) -> None:
    paid = f"收款收据\n{another}：2025-11-01\n付款人：{PERSON}\n收款单位：{SHOP}\n金额：500.00"
    assert proved(paid, "invoice_date") is None


@pytest.mark.parametrize("beside", ["承运单位：白桦物流有限公司", "生产厂家：枫叶汽车制造有限公司"])
def test_who_carries_or_makes_a_car_sends_nobody_to_fetch_it(beside: str) -> None:
    paper = f"车辆交接单\n销售单位：{SHOP}\n{beside}\n提车人：{PERSON}\n提车日期：2025-11-07"
    assert proved(paper, "buyer_name") == PERSON
    assert proved(paper.replace("承运单位", "用车单位").replace("生产厂家", "用车单位"), "buyer_name") != PERSON


@pytest.mark.parametrize(
    ("car", "model"),
    [("品牌：枫叶牌CA7150GL    型号：1.5T豪华", "枫叶牌CA7150GL"), ("品牌：枫叶    型号：CA7150GL", "CA7150GL")],
)
def test_a_makes_label_that_has_the_model_with_it_goes_before_a_trim(car: str, model: str) -> None:
    assert proved(f"汽车订购单\n{car}", "model_name") == model
