"""Pages with a vehicle invoice's fields and not its title, and those of a system that only keeps what one has."""

import pytest
from paper import chinese_values, page, pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import PROOF_OF_SALE

FIELDS = """
发票号码：25442000000012345678
开票日期：2025-03-04
购买方名称：陈立新
销售方名称：枫叶汽车销售服务有限公司
车辆识别代号：LSVAA4180C2184843
价税合计：￥113000.00
"""
TITLES = [
    "机动车发票",
    "机动车发票详情",
    "数电票（机动车）",
    "全量发票查询\n票种：数电票（机动车）",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_vehicle_invoice_is_surely_one_by_the_states_own_title_only(title: str) -> None:
    assert chinese_values(title + FIELDS)["kind"] != "motor_vehicle_invoice"


@pytest.mark.parametrize(
    "title", ["机动车发票管理", "机动车销售统一发票录入", "发票上传", "开票申请", "机动车发票台账"]
)
def test_a_page_where_invoices_are_kept_or_asked_for_proves_no_sale(title: str) -> None:
    assert chinese_values(title + FIELDS)["kind"] not in PROOF_OF_SALE


def test_an_orders_part_on_its_invoice_leaves_it_an_order() -> None:
    assert chinese_values("整车订单\n机动车发票信息" + FIELDS)["kind"] == "order"


@pytest.mark.parametrize(("title", "sure"), [("查询结果", False), ("购车发票", True)])
def test_what_only_labels_tell_to_be_an_invoice_is_not_surely_one(title: str, sure: bool) -> None:
    (document,) = extract(pages(page(title + FIELDS)), locale="zh-CN", currency="CNY")
    assert (document.kind, document.kind_confidence > 0.5) == ("invoice", sure)
