"""Numbers and models of a car that go on in the next line, and lines below that are something else."""

from dataclasses import replace

import pytest
from paper import chinese_values, page, pages, put

from claimcheck.core.extract import extract

VIN = "LSVAU2A37N2183301"
CERTIFICATE = f"""
机动车整车出厂合格证
6.车辆识别代号：{VIN}
7.车身颜色：珍珠白
8.发动机编号以机体上的钢印为准：WP5948323
"""


@pytest.mark.parametrize(
    "below",
    [
        "9.排量和功率：1498/110",
        "12、排量和功率 1498/110",
        "3缸 涡轮增压",
        "2025款 白色",
        "2025-03-04 出厂",
        "排放标准：国六",
        "1498ml 110kW",
    ],
)
def test_an_engines_number_at_a_lines_end_takes_nothing_of_the_item_below(below: str) -> None:
    assert chinese_values(CERTIFICATE + below)["engine_number"] == "WP5948323"


@pytest.mark.parametrize("below", ["6座 白色 左置方向盘", "10.轮胎数：4", "2人 驾驶室准乘", "5门 三厢"])
def test_a_model_at_a_lines_end_takes_nothing_of_the_item_below(below: str) -> None:
    paper = f"车辆信息\n车架号：{VIN}\n车辆型号以工信部公告的型号为准：CA7150GL\n{below}"
    assert chinese_values(paper)["model_name"] == "CA7150GL"


def test_a_row_below_that_only_begins_with_figures_is_none_of_the_numbers_above() -> None:
    assert chinese_values(CERTIFICATE + "85 最高设计车速")["engine_number"] == "WP5948323"


def test_a_number_in_a_sentence_goes_on_in_the_next_line() -> None:
    paper = """
汽车买卖合同
第一条 乙方向甲方购买汽车壹辆，车身颜色为珍珠白，发动机号为WP59
48323，双方确认该车的配置与样车相同，不再另行说明。
"""
    assert chinese_values(paper)["engine_number"] == "WP5948323"


@pytest.mark.parametrize(
    ("rows", "model"),
    [
        ("厂牌型号    枫叶牌CA7000    颜色    白\n        BEV3CX", "枫叶牌CA7000BEV3CX"),
        ("厂牌型号    枫叶牌CA7000    颜色    白\n        7DCT", "枫叶牌CA7000"),
        ("厂牌型号    枫叶牌CA7000\n座位    BEV3CX", "枫叶牌CA7000"),
        ("厂牌型号    枫叶牌CA7000\n        BEV3CXWB19", "枫叶牌CA7000"),
    ],
)
def test_a_model_goes_on_in_its_column_where_the_line_below_is_no_longer_and_nothing_else(
    rows: str, model: str
) -> None:
    (document,) = extract(pages(page(f"汽车买卖合同\n{rows}", across=40)))
    assert document.fields["model_name"].value == model


@pytest.mark.parametrize(
    ("rows", "buyer"),
    [
        ("客户名称    枫叶酒店管理有限\n        公司", "枫叶酒店管理有限公司"),
        ("客户名称：枫叶集团酒店管理\n          橡树汽车销售有限公司", None),
        ("客户名称：枫叶酒店管理有限公\n          销售有限公司", None),
        ("客户名称：枫叶酒店管理\n          运输公司", None),
    ],
)
def test_another_companys_line_is_no_second_line_of_a_name(rows: str, buyer: str | None) -> None:
    (document,) = extract(pages(f"汽车订购单\n{rows}\n订单日期：2025-05-01"))
    found = document.fields.get("buyer_name")
    assert (found.value if found and found.supports[:1] == ("label",) else None) == buyer


def test_the_second_line_of_a_name_begins_where_the_first_lines_cell_does() -> None:
    name, rest = "枫叶汽车销售服务有限公司经开区", "分公司"
    drawn = put(("增值税普通发票", 0.3, 0.05), ("销售方名称", 0.05, 0.12), (name, 0.29, 0.115), (rest, 0.275, 0.135))
    lines = tuple(
        replace(line, box=line.box._replace(left=0.27)) if line.text == name else line for line in drawn.lines
    )
    (document,) = extract(pages(replace(drawn, lines=lines)))
    assert document.fields["seller_name"].value == name + rest
