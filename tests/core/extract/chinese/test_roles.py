"""Who deals, when and for how much on Chinese papers whose words must be told apart by what stands beside them."""

import pytest
from paper import chinese_fields as fields
from paper import chinese_values as read

SELLER, BUYER, PERSON, OTHER = "枫叶汽车销售有限公司", "橡树物流有限公司", "于佳", "白桦检测技术有限公司"


CARRIED = "货物托运单\n托运人  橡树物流有限公司    收货人  白桦检测技术有限公司\n承运人  枫叶汽车销售有限公司"
SOLD = "销售订单\n销售门店    枫叶汽车销售有限公司\n客户名称    橡树物流有限公司\n税号  91110108MA01A2B396"
SEALED = "收据\n交款人：于佳\n金额：2000.00\n\n          枫叶汽车销售有限公司\n          （财务专用章）"
INSURED = "参保缴费凭证\n姓名：于佳    社会保障号：993105198205178060\n出具日期：2025-11-07"
SIGNED = "签收单\n发货日期：2025-11-05\n收货单位：橡树物流有限公司\n签收日期：2025-11-07"
OFFICE = "白石市住房和城乡建设局"


@pytest.mark.parametrize(
    ("paper", "field", "value"),
    [
        # of two labels one over the other, each with its value, none is the other's beginning
        (SOLD, "buyer_name", BUYER),
        # who has goods carried deals with the carrier
        (CARRIED, "buyer_name", BUYER),
        (CARRIED, "seller_name", SELLER),
        ("运费结算单\n委托方：橡树物流有限公司\n承运方：枫叶汽车销售有限公司", "seller_name", SELLER),
        ("商品车交接单\n承运商：白桦检测技术有限公司\n发运方：枫叶汽车销售有限公司", "seller_name", SELLER),
        ("结账单\n消费合计    1200.00\n会员优惠    -100.00\n实收    1100.00", "total_amount", "1100.00"),
        ("二手车买卖协议\n甲方将自有枫叶牌CA7000BEV小型轿车一辆卖给乙方。", "model_name", "枫叶牌CA7000BEV"),
        ("二手车买卖协议\n甲方将轿车一辆（车牌京A12345）以人民币壹拾伍万元整卖给乙方。", "plate_number", "京A12345"),
        ("购车合同\n卖方：枫叶汽车销售有限公司\n买方：于佳\n承运方：白桦检测技术有限公司", "seller_name", SELLER),
        ("车辆交易合同\n原车主  于佳    新车主  陈立\n车牌号  京A12345", "seller_name", PERSON),
        # the one name that no side's word announces is the other party's
        ("收据\n户名  于佳\n收费单位  枫叶汽车销售有限公司", "buyer_name", PERSON),
        ("收据\n学员姓名：于佳\n联系人姓名：陈立\n收款单位：枫叶汽车销售有限公司", "buyer_name", PERSON),
        (SEALED, "seller_name", SELLER),
        # goods leave on one day and are received on another
        (SIGNED, "delivery_date", "2025-11-07"),
        ("购车协议\n买方应于2025-11-20前付清。\n本协议自2025年11月07日起生效。", "invoice_date", "2025-11-07"),
        ("收据\n第 0012345 号\n交款人：于佳", "invoice_number", "0012345"),
        ("服务合同\n合同登记编号：JS-2025-07\n甲方（买方）：于佳", "invoice_number", "JS-2025-07"),
        ("收费票据\n应收合计：1200.00\n减免金额：100.00\n实收金额：1100.00", "total_amount", "1100.00"),
        ("购车协议\n甲方将其名下的枫叶牌CA7000BEV\n转让给乙方。", "model_name", "枫叶牌CA7000BEV"),
        (INSURED, "kind", "insurance_statement"),
        ("进账单（回单）\n出票人  橡树物流有限公司", "kind", "receipt"),
        ("订单详情\n交易成功\n收货人：于佳\n订单编号  DD202511070001", "kind", "order"),
        (f"政府票据\n收款单位（章）：{OFFICE}\n票据号码：9835814491", "seller_name", OFFICE),
    ],
)  # fmt: skip
def test_what_stands_beside_tells_whose_a_value_is(paper: str, field: str, value: str) -> None:
    assert read(paper).get(field) == value


LETTER = """
提车确认函
致：枫叶汽车销售有限公司
我司橡树物流有限公司于2025年11月07日在贵司提取枫叶牌CA7000BEV壹台，验收合格。
现授权我司员工于佳（身份证号993105198205178060）办理提车手续。
"""


def test_a_letter_of_taking_over_tells_both_parties_and_not_whom_its_writer_sends() -> None:
    found = read(LETTER)

    assert (found["kind"], found["buyer_name"], found["seller_name"]) == ("delivery_confirmation", BUYER, SELLER)
    assert found["delivery_date"] == "2025-11-07"


def test_a_letter_that_asks_for_a_car_says_of_no_day_that_it_was_taken_over() -> None:
    asked = LETTER.replace("于2025年11月07日在贵司提取", "拟于2025年11月07日在贵司提取")

    assert read(asked).get("delivery_date") is None


@pytest.mark.parametrize("rate", ["免税", "不征税"])
def test_the_net_of_an_invoice_without_tax_is_its_total(rate: str) -> None:
    invoice = f"""
                增值税电子普通发票
项目名称      金额      税率      税额
*谷物*大米    879.85    {rate}      ***
合计          ¥879.85             ***
价税合计（大写）  捌佰柒拾玖圆捌角伍分    （小写）¥879.85
"""
    found = read(invoice)

    assert (found["net_amount"], found.get("tax_amount")) == ("879.85", None)
    assert "net_amount" not in read(invoice.replace(rate, "13%").replace("***", "    "))


def test_a_company_behind_a_word_that_nobody_knows_is_no_party() -> None:
    assert read("二手车交易单\n新车主  陈立\n交易平台    白桦检测技术有限公司").get("seller_name") is None


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("您的爱车已于2025年11月07日完成交付。", "2025-11-07"),
        ("车辆已于2025年11月07日顺利完成交车。", "2025-11-07"),
        ("我司（橡树物流有限公司）于2025年11月07日收到贵司交付的轿车壹辆。", "2025-11-07"),
        ("您的爱车将于2025年11月07日完成交付。", None),
        ("双方同意于2025年11月07日完成交付。", None),
        ("客户原定于2025年11月07日完成交付，因故延期。", None),
        ("您的爱车预计于2025年11月07日完成交付。", None),
        ("我司（橡树物流有限公司）未于2025年11月07日收到贵司交付的轿车。", None),
    ],
)
def test_a_sentence_says_on_which_day_a_car_was_handed_over(sentence: str, day: str | None) -> None:
    found = fields(f"新车交付确认书\n{sentence}\n制单日期：2025-11-09").get("delivery_date")
    assert (found.value if found and not found.repaired else None) == day


def test_a_letters_writer_who_took_goods_over_buys_them_of_its_reader() -> None:
    letter = f"提车确认函\n致：{SELLER}\n我司（{BUYER}）于2025年11月7日收到贵司交付的轿车壹辆，车况良好。"
    found = read(letter)
    assert (found["buyer_name"], found["seller_name"]) == (BUYER, SELLER)
    paid = f"收款确认函\n致：{BUYER}\n我司（{SELLER}）于2025年11月7日收到贵司支付的购车款，特此确认。"
    assert read(paid)["seller_name"] == SELLER
