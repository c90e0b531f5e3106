"""A delivery's day that stands by the receiver's signature under no word but `日期`."""

import pytest
from paper import chinese_fields as fields

HEAD = "送货单\n单位：橡树物流有限公司\n品名    数量\n轮胎    4\n"


@pytest.mark.parametrize(
    "foot",
    [
        "收货人签字：陈立    日期：2025-11-07",
        "客户签字（盖章）：\n日期：2025-11-07",
        "收货单位：橡树物流有限公司    日期：2025年11月07日",
        "送货人：于佳  日期：2025-11-05    收货人：陈立  日期：2025-11-07",
        "送货人签字：于佳              收货人签字：陈立\n日期：2025-11-05              日期：2025-11-07",
    ],
)
def test_a_day_by_the_receivers_signature_is_that_of_a_delivery_and_proves_none(foot: str) -> None:
    found = fields(HEAD + foot)["delivery_date"]
    assert (found.value, found.repaired) == ("2025-11-07", True)


@pytest.mark.parametrize(
    "foot",
    [
        "送货人签字：于佳    日期：2025-11-05",
        "收货人签字：陈立\n制单人：于佳    日期：2025-11-05",
        "收货人签字：陈立  日期：2025-11-07\n客户签字：陈立  日期：2025-11-09",
        "日期：2025-11-05",
    ],
)
def test_a_day_by_another_hand_or_by_two_of_them_proves_no_delivery(foot: str) -> None:
    found = fields(HEAD + foot).get("delivery_date")
    assert found is None or found.repaired


def test_of_the_days_by_several_hands_the_receivers_is_taken_though_another_hand_signs_last() -> None:
    foot = "收货人签字：陈立    日期：2025-11-07\n司机：于佳    日期：2025-11-05"
    assert fields(HEAD + foot)["delivery_date"].value == "2025-11-07"


def test_a_day_beside_a_receiver_in_the_head_is_the_papers() -> None:
    head = "送货单\n收货人：陈立    日期：2025-11-05\n" + "品名    数量\n轮胎    4\n轮毂    4\n备注    2025-11-03\n"
    assert "delivery_date" not in fields(head)


def test_a_day_with_a_word_of_its_own_goes_first() -> None:
    found = fields(HEAD + "签收日期：2025-11-06\n客户签字：陈立    日期：2025-11-07")["delivery_date"]
    assert (found.value, found.repaired) == ("2025-11-06", False)


def test_the_day_on_which_goods_are_brought_stands_behind_that_on_which_they_are_taken() -> None:
    found = fields("送货单\n实际送货日期：2025-11-05\n签收日期：2025-11-07")["delivery_date"]
    assert found.value == "2025-11-07"


def test_a_plain_day_over_the_delivery_is_the_papers_own_and_one_at_a_signature_is_not() -> None:
    head = "送货单\n日期：2025-11-05    客户：枫叶酒店有限公司\n轮胎    4    1200.00\n"
    own = fields(f"{head}收货日期：2025-11-07")
    assert (own["invoice_date"].value, own["delivery_date"].value) == ("2025-11-05", "2025-11-07")
    assert (
        fields("送货单\n收货日期：2025-11-07\n送货人：于佳    日期：2025-11-05")["invoice_date"].value == "2025-11-07"
    )
    assert (
        fields("送货单\n送货人：于佳    日期：2025-11-05\n收货日期：2025-11-07")["invoice_date"].value == "2025-11-07"
    )


@pytest.mark.parametrize(
    "over",
    [
        "PDI检查    日期：2025-04-20",
        "PDI技师：于佳\n日期：2025-04-20",
        "审核：于佳    日期：2025-04-20",
        "发票号码：00583921    日期：2025-04-20",
        "项目    日期    经办人\nPDI检查    2025-04-20    于佳",
    ],
)
def test_a_plain_day_of_something_else_over_the_delivery_is_none_of_the_paper(over: str) -> None:
    paper = f"车辆交接单\n客户：陈立\n{over}\n交车日期：2025-05-08"
    assert fields(paper)["invoice_date"].value == "2025-05-08"


@pytest.mark.parametrize(
    "head", ["编号：JC20250506    日期：2025-05-06", "单号：JC20250506\n日期：2025-05-06"], ids=["beside", "over"]
)
def test_a_plain_day_by_the_papers_number_is_its_own(head: str) -> None:
    paper = f"车辆交接单\n客户：陈立\n{head}\n交车日期：2025-05-08"
    assert fields(paper)["invoice_date"].value == "2025-05-06"
