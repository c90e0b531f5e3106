"""What was paid on Chinese bills that sum up work and material by themselves, before a discount."""

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Extracted

SUMS = "工时费合计：729.56    材料费合计：4735.15    优惠金额：80.00    付款方式：微信"


def bill(last: str, title: str = "机动车维修费用结算清单", sums: str = SUMS) -> Extracted:
    (document,) = extract(
        pages(f"""
枫叶汽车维修有限公司
{title}
结算单号：JS250331925    结算日期：2025-03-31
客户名称    橡树物流有限公司    车牌号    京A12345
序号    维修项目    工时费
1       检测        729.56
序号    材料名称    材料费
1       皮带        4735.15
{sums}
{last}
"""),
        locale="zh-CN",
        currency="CNY",
    )
    return document


@pytest.mark.parametrize(
    "last",
    [
        "大写：伍仟叁佰捌拾肆圆柒角壹分    实收金额：5384.71",
        "实收金额：5384.71",
        "应付：5384.71",
        "合计金额：5384.71",
        "合计：5464.71    实收：5384.71",
        "应收金额：5384.71\n实收：5400.00    找零：15.29",
    ],
)
def test_what_is_left_of_the_sums_of_each_kind_of_cost_is_the_total(last: str) -> None:
    found = bill(last)

    assert found.kind == "receipt"
    assert found.fields["total_amount"].value == "5384.71"


def test_that_the_sums_come_to_what_was_received_proves_it() -> None:
    assert "arithmetic:parts" in bill("实收金额：5384.71").fields["total_amount"].supports
    assert not bill("实收金额：5304.71").fields["total_amount"].supports


@pytest.mark.parametrize("last", ["", "实收金额：", "实收金额：2000.00    欠款：3384.71"])
def test_the_sum_of_one_kind_of_cost_is_never_the_total_though_the_whole_was_not_read(last: str) -> None:
    total = bill(last).fields.get("total_amount")

    assert total is None or (total.value not in {"729.56", "4735.15"} and not total.supports)


def test_the_only_sum_of_a_bill_is_its_total_whatever_it_is_called() -> None:
    assert bill("实收金额：4735.15", sums="材料费合计：4735.15").fields["total_amount"].value == "4735.15"


def test_what_is_left_to_be_paid_in_advance_of_the_work_is_no_receipt() -> None:
    assert bill("实收金额：5384.71", title="维修预结算清单").kind == "other"
