"""Titles and labels of Chinese papers that are put together of known parts: what was done, and the word for a paper."""

import pytest
from paper import chinese_fields as fields
from paper import chinese_values as read
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.calibration import DOUBTED

SELLER, BUYER = "枫叶汽车销售有限公司", "橡树物流有限公司"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("整车订购确认单", "order"),
        ("新车预定确认书", "order"),
        ("设备采购确认函", "order"),
        ("办公用品请购单", "order"),
        ("商品车交货单", "delivery_confirmation"),
        ("新车点交确认书", "delivery_confirmation"),
        ("交车记录表", "delivery_confirmation"),
        ("设备验收报告", "delivery_confirmation"),
        ("送货回单", "delivery_confirmation"),
        ("消费凭证", "receipt"),
        ("非税收入票据", "receipt"),
        ("医疗门诊票据", "receipt"),
        ("银行到账通知书", "receipt"),
        ("银行刷卡单", "receipt"),
        ("收款确认函", "receipt"),
        ("商品车发运交接单", "delivery_confirmation"),
        # what undoes a sale, announces one or says who pays for whose insurance proves none
        ("交车结清单", "other"),
        ("ETC交付确认单", "other"),
        ("车辆发运单", "other"),
        ("退款回单", "other"),
        ("销货退回单", "other"),
        ("退车确认单", "other"),
        ("贷项凭单", "other"),
        ("发货通知单", "other"),
        ("缴费通知单", "other"),
        ("购车意向书", "other"),
        ("汽车报价单", "other"),
        ("基本养老保险缴费凭证", "insurance_statement"),
        ("失业保险电子回单", "receipt"),
        # a bill is no receipt before it is paid, and nothing was sold for a gift
        ("结账单", "receipt"),
        ("预结账单", "other"),
        ("结账单(预结)", "other"),
        ("挂账结账单", "other"),
        ("预授权签购单", "other"),
        ("未付款凭证", "other"),
        ("欠款结账单", "other"),
        ("待收款收据", "other"),
        ("收银小票 预打印", "other"),
        ("小票（未支付）", "other"),
        ("补缴欠费收据", "receipt"),
        ("收款收据\n收取上月未结账单", "receipt"),
        ("未开票收据", "receipt"),
        ("未来汽车收款凭证", "receipt"),
        ("虚拟商品消费凭证", "receipt"),
        ("捐赠票据", "other"),
        ("车辆到店确认单", "other"),
    ],
)
def test_a_title_is_known_by_what_was_done_and_the_word_for_a_paper(title: str, kind: str) -> None:
    (document,) = extract(pages(f"{title}\n备注：无"), locale="zh-CN", currency="CNY")
    assert document.kind == kind


@pytest.mark.parametrize("foot", ["凭小票退换 概不赊欠", "谢绝赊账 小票请保管", "小票存根 请勿催单"])
def test_a_slips_line_on_credit_does_not_say_that_it_is_unpaid(foot: str) -> None:
    slip = f"深圳橡树家电有限公司\n电冰箱 BCD-256    1    2999.00\n合计    2999.00\n时间 2025-05-06\n{foot}"
    (document,) = extract(pages(slip), locale="zh-CN", currency="CNY")
    assert document.kind == "receipt"


@pytest.mark.parametrize(
    ("paper", "field", "value"),
    [
        (f"购销合同\n购入方：{BUYER}", "buyer_name", BUYER),
        (f"维修费收据\n付方：{BUYER}\n收方：{SELLER}", "seller_name", SELLER),
        (f"转账凭证\n转出户名：{BUYER}\n转入户名：{SELLER}", "buyer_name", BUYER),
        (f"设备合同\n买方：{BUYER}\n让售方：{SELLER}", "seller_name", SELLER),
        ("交车确认单\n实际交车日期：2025-11-07", "delivery_date", "2025-11-07"),
        ("交车确认单\n车辆交付时间：2025-11-07", "delivery_date", "2025-11-07"),
        ("交车确认单\n预计交车日期：2025-11-07", "delivery_date", None),
        ("购车订单\n提车车型：枫叶牌CA7000BEV", "model_name", "枫叶牌CA7000BEV"),
        ("购车订单\n上牌号码：京A12345", "plate_number", "京A12345"),
        ("购车合同\n发动机钢印号：ABC1234567", "engine_number", "ABC1234567"),
    ],
)
def test_a_label_is_known_by_who_does_what(paper: str, field: str, value: str | None) -> None:
    assert read(paper).get(field) == value


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        ("购车合同\n合同备案号：BA-2025-99", "invoice_number"),
        (
            f"汽车销售合同\n甲方（买方）：{BUYER}\n91310000MA1FL0A1XA\n乙方（卖方）：{SELLER}\n登记：91330000MA1FL0C3X0",
            "seller_id",
        ),
    ],
)
def test_what_another_keeps_a_paper_by_and_what_only_its_order_gives_to_a_party_prove_nothing(
    paper: str, name: str
) -> None:
    found = fields(paper)[name]
    assert found.repaired
    assert found.confidence <= DOUBTED


@pytest.mark.parametrize(
    "word", ["维修厂", "承修厂", "旗舰店", "代销单位", "批发商", "收单商户", "执收单位", "填开单位"]
)
def test_a_house_that_a_receipt_names_is_not_who_was_paid(word: str) -> None:
    paper = f"收款收据\n{word}：白桦检测技术有限公司\n收款单位：{SELLER}\n金额：￥3000.00"
    assert read(paper)["seller_name"] == SELLER


@pytest.mark.parametrize("word", ["需用单位", "请购单位", "租用单位", "用车单位", "需求单位"])
def test_who_uses_goods_is_not_who_buys_them(word: str) -> None:
    assert read(f"采购订单\n{word}：白桦检测技术有限公司\n采购单位：{BUYER}")["buyer_name"] == BUYER


@pytest.mark.parametrize(
    "word", ["实际发货日期", "车辆出库日期", "货物发货时间", "发货完成日期", "客户到店日期", "货到日期"]
)
def test_a_day_on_which_goods_left_or_came_proves_no_delivery(word: str) -> None:
    assert fields(f"车辆交接单\n{word}：2024-03-01")["delivery_date"].repaired
    assert read(f"送货单\n{word}：2024-03-01\n签收日期：2024-03-05")["delivery_date"] == "2024-03-05"


@pytest.mark.parametrize("label", ["交车日期（预计）", "签收日期（暂定）", "收货时间：预计"])
def test_a_day_yet_to_come_is_no_day_of_delivery(label: str) -> None:
    assert "delivery_date" not in read(f"车辆交接单\n{label}：2024-03-05")


@pytest.mark.parametrize(
    "row",
    [
        "交车日期：2024-03-05（预计）",
        "交车日期：2024年3月5日 预计",
        "交车日期：2024-03-05（以实际交付为准）",
        "交车日期：2024年3月5日前",
        "交车日期：2024-03-05 10:30左右",
        "交车日期：2024-03-05    暂定",
        "预计    交车日期：2024-03-05",
        "预计\n交车日期：2024-03-05",
        "交车日期：2024-03-05\n          （预计）",
        "交车日期\n2024-03-05（预计）",
        "合同交车日期：2024-03-05",
        "预计/实际交车日期：2024-03-05",
        "交车日期：2024-03-05（改为2024-03-12）",
        "交车日期：2024-03-05 改期至 2024-03-12",
        "交车日期：2024-03-05（取消）",
    ],
)
def test_words_about_a_day_of_delivery_say_that_it_is_yet_to_come(row: str) -> None:
    assert "delivery_date" not in read(f"车辆交接单\n{row}")


@pytest.mark.parametrize(
    "row",
    [
        "交车日期：2024-03-05 10:30",
        "交车日期：2024-03-05 无其他要求",
        "交车日期：2024-03-05 验收前请检查外观",
        "对应交车日期：2024-03-05",
        "客户要求：无\n交车日期：2024-03-05",
        "合同    交车日期：2024-03-05",
        "交车日期：2024-03-05 合同编号：HT001",
        "交车日期：2024-03-05 前挡玻璃：完好",
        "交车日期：2024-03-05 左右后视镜：完好",
        "交车日期：2024-03-05\n预约    无",
        "交车日期    2024-03-05\n上牌    预约",
        "交车日期：2024-03-05（□预计 ☑实际）",
    ],
)
def test_other_words_about_a_day_of_delivery_leave_it_one(row: str) -> None:
    day = fields(f"车辆交接单\n{row}")["delivery_date"]
    assert (day.value, day.repaired) == ("2024-03-05", False)


@pytest.mark.parametrize("label", ["交车日期（实际）", "签收日期（客户填写）", "收货时间"])
def test_a_day_that_came_is_one(label: str) -> None:
    assert read(f"车辆交接单\n{label}：2024-03-05")["delivery_date"] == "2024-03-05"


@pytest.mark.parametrize("word", ["收货单位", "接货单位", "签收单位", "使用单位", "用车单位"])
def test_who_receives_goods_stands_behind_who_pays_them(word: str) -> None:
    received = f"收款收据\n{word}：白桦检测技术有限公司"
    assert read(f"{received}\n付款单位：{BUYER}")["buyer_name"] == BUYER
    assert read(received)["buyer_name"] == "白桦检测技术有限公司"


@pytest.mark.parametrize("paper", ["车辆交接单", "购车合同"])
@pytest.mark.parametrize("planned", ["2024-03-05", "2024-03-01"])
def test_a_planned_day_hides_no_day_that_came(paper: str, planned: str) -> None:
    assert read(f"{paper}\n预计交车日期：{planned}\n实际交车日期：2024-03-05")["delivery_date"] == "2024-03-05"
    assert read(f"{paper}\n交车日期：2024-03-05   预计交车日期：{planned}")["delivery_date"] == "2024-03-05"
    assert "delivery_date" not in read(f"{paper}\n拟交车日期：{planned}")


@pytest.mark.parametrize(
    ("row", "came"),
    [
        ("交车日期：2024-03-05 合同编号：HT001", True),
        ("交车日期：2024-03-05 应付款：0", True),
        ("交车日期：2024-03-05 预计上牌：5月", True),
        ("本合同车辆交车日期：2024-03-05", True),
        ("交车日期：2024-03-05前", False),
        ("交车日期：2024-03-05（具体以通知为准）", False),
        ("合同交车日期：2024-03-05", False),
    ],
)
def test_a_receipts_day_of_delivery_is_lost_to_a_plan_and_not_to_the_next_label(row: str, came: bool) -> None:
    found = fields(f"收款收据\n收款单位：橡树汽车销售有限公司\n金额：20.00\n收款日期：2024-03-01\n{row}")
    assert ("delivery_date" in found and not found["delivery_date"].repaired) == came
