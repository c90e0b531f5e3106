"""Who buys and who sells on letters of trade, and what is neither: clerks, makers, a label with a sign misread."""

import pytest
from paper import chinese_values as read

SELLER, BUYER, PERSON, CLERK = "枫叶汽车销售有限公司", "橡树物流有限公司", "乌云其木格", "于佳"


def letter(head: str, title: str, to: str, says: str) -> dict[str, str | None]:
    return read(f"""
{head}
{title}
致：{to}        订单号：DH20250728-4
收件人：陈立        日期：2025-07-28
发件人：{CLERK}        页数：共1页
{says}
车型                数量    小计（元）
枫叶牌CA7000BEV    4台    327600.00
订单总额            ¥327600.00
""")


@pytest.mark.parametrize(
    ("title", "says"),
    [
        ("车辆订货单", "我公司现向贵司订购以下车辆，请确认："),
        ("订货确认单", "我公司现向贵司订购以下车辆，请确认："),
        ("采购订单", "请按下列要求供货："),
    ],
)
def test_who_heads_an_order_buys_and_who_it_is_addressed_to_sells_and_no_clerk_does(title: str, says: str) -> None:
    found = letter(BUYER, title, SELLER, says)

    assert (found["kind"], found["buyer_name"], found["seller_name"]) == ("order", BUYER, SELLER)


@pytest.mark.parametrize(
    ("title", "says"),
    [("订单确认书", "感谢贵司订购以下车辆："), ("销售订单", "贵公司向我司订购的车辆如下：")],
)
def test_who_heads_the_answer_to_an_order_sells(title: str, says: str) -> None:
    found = letter(SELLER, title, BUYER, says)

    assert (found["buyer_name"], found["seller_name"]) == (BUYER, SELLER)


def test_who_sends_a_parcel_still_deals_with_its_carrier() -> None:
    found = read(f"快递运单\n发件人：{CLERK}\n收件人：陈立\n承运人：枫叶速运有限公司")

    assert (found["buyer_name"], found["seller_name"]) == (CLERK, "枫叶速运有限公司")


def test_a_name_without_a_surname_ends_where_a_label_begins_and_takes_no_town_from_the_line_under_it() -> None:
    contract = read(f"购车协议\n甲方：{SELLER}\n乙方：{PERSON}身份证号：993105198205178060\n乙方自愿购买甲方车辆。")
    statement = read(f"社会保险个人参保证明\n姓名      {PERSON}    社会保障号码  993105198205178060\n参保地    南湾市")

    assert (contract["buyer_name"], statement["buyer_name"]) == (PERSON, PERSON)


CAR_INVOICE = """
机动车销售统一发票        发票代码 138594350450
开票日期    2025-06-23
购买方名称及                                {beginning}识别号/
身份证号码/      {name}    统一社会信用代码/    91110108MA01A2B396
组织机构代码                                身份证明号码
车辆类型    载货汽车    厂牌型号    枫叶牌CA7000BEV
价税合计    叁拾贰万壹仟叁佰圆整    小写    ¥321300.00
销货单位名称    枫叶汽车销售有限公司
"""


@pytest.mark.parametrize("beginning", ["纳税人", "纳税入", "纳说人"])
def test_the_beginning_of_a_label_is_no_name_though_a_sign_of_it_was_misread(beginning: str) -> None:
    assert read(CAR_INVOICE.format(beginning=beginning, name=BUYER)).get("buyer_name") == BUYER


WARRANTY = """
家用汽车产品三包凭证
型号      CA7000BEV
生产者    名称    白桦汽车有限公司
          地址    示例市1号
销售者    名称    枫叶汽车销售有限公司
开具购车发票日期    2025-09-24    交付车辆日期    2025-09-27
消费者凭本凭证和购车发票享受三包服务。
"""


def test_a_warranty_card_is_no_invoice_though_it_names_one_and_its_maker_is_no_party() -> None:
    found = read(WARRANTY)

    assert (found["kind"], found["seller_name"], found.get("buyer_name")) == ("other", SELLER, None)


def test_a_warranty_among_what_an_invoice_lists_is_no_title() -> None:
    listed = (
        "枫叶汽车销售有限公司\n销售发票\n商品    数量    金额\n保修卡\n轮胎    2    1200.00\n合计：1200.00\n客户：于佳"
    )

    assert read(listed)["kind"] == "invoice"


@pytest.mark.parametrize(
    ("title", "kind"), [("新车交车检查表", "delivery_confirmation"), ("交车前检查表", "other"), ("接车检查单", "other")]
)
def test_a_list_of_what_was_checked_is_a_delivery_where_its_title_says_so(title: str, kind: str) -> None:
    assert read(f"{title}\n客户名称    于佳\n购车发票    √    车辆合格证    √\n日期    2025-04-03")["kind"] == kind


def test_an_invoice_that_begins_with_its_town_is_one() -> None:
    assert read("太原发票\n发票号码：123456\n卖方：枫叶汽车销售有限公司\n合计：1200.00")["kind"] == "invoice"
