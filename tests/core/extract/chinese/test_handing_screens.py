"""Screens of a car's handing over, which confirm none; titles behind letters."""

import pytest
from paper import chinese_fields, chinese_values

VIN = "LSVAU2A37N2183301"
CAR = f"车架号：{VIN}\n客户姓名：陈立新\n"


@pytest.mark.parametrize("title", ["交付详情", "提车信息", "电子签收", "客户提车确认", "车辆已交付", "交付进度"])
def test_the_screen_of_a_handing_over_confirms_none(title: str) -> None:
    found = chinese_values(f"{title}\n状态：已交付\n{CAR}交付时间：2025-03-04 10:22")
    assert found["kind"] != "delivery_confirmation"


def test_an_order_stays_one_where_it_says_that_its_car_was_handed_over() -> None:
    assert chinese_values(f"订单详情\n已交付\n{CAR}下单时间：2025-03-01")["kind"] == "order"


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
