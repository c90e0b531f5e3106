"""Screens of a car's handing over, and of one that is still to come; titles behind letters."""

import pytest
from paper import chinese_fields, chinese_values

VIN = "LSVAU2A37N2183301"
CAR = f"车架号：{VIN}\n客户姓名：陈立新\n"


@pytest.mark.parametrize("title", ["交付详情", "提车信息", "电子签收", "客户提车确认", "交付完成"])
def test_the_screen_of_a_handing_over_that_was_done_confirms_the_delivery(title: str) -> None:
    found = chinese_values(f"{title}\n状态：已交付\n{CAR}交付时间：2025-03-04 10:22")
    assert (found["kind"], found["delivery_date"]) == ("delivery_confirmation", "2025-03-04")


@pytest.mark.parametrize(
    "state",
    [
        "待交付",
        "状态：待客户签收",
        "尚未提车",
        "预约提车",
        "交付完成后请评价",
        "已交付定金",
        "下单    付款    运输    已交付\n当前：运输中",
        "是否已提车：否",
        "□已提车 ☑运输中",
        "已交车\n维修工单：W2025",
        "已提车\n退车申请已通过",
        "已提车\n司机：陈立新",
        "已提车，等待审核",
    ],
)
def test_the_screen_of_a_handing_over_still_to_come_confirms_none(state: str) -> None:
    found = chinese_values(f"交付详情\n{state}\n{CAR}交付时间：2025-03-04 10:22")
    assert found["kind"] != "delivery_confirmation"


@pytest.mark.parametrize("title", ["车辆已交付", "交付进度", "运输状态"])
def test_a_state_or_a_list_of_states_heads_no_paper_of_delivery(title: str) -> None:
    assert chinese_values(f"{title}\n已提车\n{CAR}提车时间：2025-03-04")["kind"] != "delivery_confirmation"


def test_an_order_stays_one_where_it_says_that_its_car_was_handed_over() -> None:
    assert chinese_values(f"订单详情\n已交付\n{CAR}下单时间：2025-03-01")["kind"] == "order"


def test_the_head_of_a_part_far_down_is_no_title_of_a_screen() -> None:
    assert chinese_values(f"车辆档案\n{CAR}颜色：白\n交付详情\n已交付")["kind"] == "other"


@pytest.mark.parametrize(
    ("title", "kind"),
    [("PDI 交车检查表", "delivery_confirmation"), ("PDI交付检查单", "delivery_confirmation"), ("PDI检查表", "other")],
)
def test_letters_before_a_title_are_no_part_of_it(title: str, kind: str) -> None:
    assert chinese_values(f"{title}\n{CAR}")["kind"] == kind


@pytest.mark.parametrize(("sent", "proves"), [("发货日期：2025-03-01\n", False), ("", True)])
def test_a_receivers_day_proves_no_papers_own_day_where_another_one_is_that_of_sending(sent: str, proves: bool) -> None:
    day = chinese_fields(f"发货单\n{sent}{CAR}签收日期：2025-03-04")["invoice_date"]
    assert (day.value, not day.repaired) == ("2025-03-04", proves)
