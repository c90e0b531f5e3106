"""Licences as they are: rows close together, cells left empty, values that a frame's columns push aside."""

import pytest
from paper import chinese_values, pages, put

from claimcheck.core.extract import extract

ADDRESS = "平湾县解放路7号2层"


def licence_of_business(step: float) -> dict[str, str]:
    rows = [
        ("名    称", "橡树信息技术有限公司"),
        ("类    型", "有限责任公司"),
        ("住    所", ADDRESS),
        ("法定代表人", "陈立新"),
        ("注册资本", "人民币100.0000万元整"),
        ("成立日期", "2011年8月3日"),
    ]
    placed = [("营业执照", 0.4, 0.1), ("统一社会信用代码", 0.3, 0.2), ("91310115MA1K4BCD3T", 0.5, 0.2)]
    for i, (label, value) in enumerate(rows):
        placed += [(label, 0.1, 0.3 + i * step), (value, 0.3, 0.3 + i * step)]
    (document,) = extract(pages(put(*placed)), locale="zh-CN", currency="CNY")
    return {name: field.value or "" for name, field in document.fields.items()}


@pytest.mark.parametrize("step", [0.025, 0.03, 0.04, 0.06])
def test_an_address_ends_before_the_row_of_whoever_stands_for_the_company(step: float) -> None:
    assert licence_of_business(step)["address"] == ADDRESS


@pytest.mark.parametrize("label", ["发动机号码", "发动机号码 Engine No.", "发动机号"])
@pytest.mark.parametrize("day", ["2021-07-14", "2021.07.14", "2021/7/14", "2021年07-14"])
def test_an_engines_empty_cell_is_not_filled_from_a_day_or_a_label(label: str, day: str) -> None:
    paper = f"机动车行驶证\n号牌号码  京A12345\n{label}\n注册日期  {day}   发证日期  {day}"
    beside = f"机动车行驶证\n号牌号码  京A12345\n{label}  {day}  注册日期"
    assert "engine_number" not in chinese_values(paper)
    assert "engine_number" not in chinese_values(beside)


def test_a_word_under_an_engines_label_is_no_number_of_it() -> None:
    drawn = put(
        ("机动车行驶证", 0.3, 0.05),
        ("发动机号码", 0.1, 0.3),
        ("Engine No.", 0.1, 0.32),
        ("注册日期", 0.1, 0.38),
        ("2021-07-14", 0.3, 0.38),
    )
    (document,) = extract(pages(drawn), locale="zh-CN", currency="CNY")
    assert "engine_number" not in document.fields


@pytest.mark.parametrize("engine", ["4G15-123456", "12-345678", "A-2018-03-1234", "2018-1234567", "AB1234*E4T15B*"])
def test_an_engines_number_keeps_its_strokes(engine: str) -> None:
    assert chinese_values(f"机动车行驶证\n号牌号码  京A12345\n发动机号码  {engine}")["engine_number"] == engine


@pytest.mark.parametrize("plate", ["津C3506挂", "沪B1234学", "川A1234警", "粤Z1234港", "粤Z123A澳"])
def test_a_plate_may_end_in_the_sign_of_what_it_is_on(plate: str) -> None:
    assert chinese_values(f"机动车行驶证\n号牌号码  {plate}   车辆类型  重型半挂车")["plate_number"] == plate


@pytest.mark.parametrize("text", ["津C3506挂账", "粤Z1234港币", "沪B1234学校"])
def test_a_word_behind_four_figures_ends_no_plate(text: str) -> None:
    assert "plate_number" not in chinese_values(f"机动车行驶证\n号牌号码  {text}")
