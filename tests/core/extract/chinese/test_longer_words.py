"""Things, codes and other people's numbers on Chinese papers that stand where a party is looked for."""

import pytest
from paper import chinese_fields, chinese_values, pages, put

from claimcheck.core.extract import extract
from claimcheck.core.extract.calibration import DOUBTED

SELLER, BUYER, PERSON = "枫叶汽车销售有限公司", "橡树物流有限公司", "陈立新"
HANDED = f"车辆交接确认书\n接车客户：{BUYER}\n车架号：LSVAA4180C2184843\n{{}}\n交车日期：2025年3月4日"


@pytest.mark.parametrize(
    "things",
    [
        "□ 用户手册    □ 保养手册",
        "☑用户手册    ☑安全带",
        "□ 客户使用说明    □ 备用钥匙",
        "□ 车主手册    □ 主钥匙",
        "□ 客户卡片    □ 保养手册",
        "□ 购车发票    □ 保养手册",
    ],
)
def test_what_is_handed_over_with_a_car_is_no_buyer(things: str) -> None:
    assert chinese_values(HANDED.format(things))["buyer_name"] == BUYER


@pytest.mark.parametrize("label", ["客户", "用户", "客户名称", "用户单位", "客户/个人"])
@pytest.mark.parametrize("buyer", [BUYER, PERSON])
def test_the_word_itself_still_names_who_buys(label: str, buyer: str) -> None:
    assert chinese_values(f"车辆交接确认书\n{label}    {buyer}\n交车日期：2025年3月4日")["buyer_name"] == buyer


def _car_invoice(*in_cell: str) -> str | None:
    placed = [(text, 0.3, 0.2 + 0.02 * i) for i, text in enumerate(in_cell)]
    page = put(
        ("机动车销售统一发票", 0.4, 0.05),
        ("购买方名称及", 0.1, 0.19), ("身份证号码/", 0.1, 0.21), ("组织机构代码", 0.1, 0.23),
        ("车辆类型", 0.1, 0.3), ("轿车", 0.3, 0.3), ("厂牌型号", 0.5, 0.3), ("枫叶牌CA7000", 0.7, 0.3),
        ("合格证号", 0.1, 0.35), ("价税合计", 0.1, 0.4), ("￥113000.00", 0.3, 0.4),
        ("销货单位名称", 0.1, 0.5), (SELLER, 0.3, 0.5),
        *placed,
    )  # fmt: skip
    (document,) = extract(pages(page))
    field = document.fields.get("buyer_name")
    return field.value if field else None


@pytest.mark.parametrize("code", ["MA01A2B3-4", "YUHTYMP7-X", "71092345-6"])
def test_an_old_organisation_code_under_a_name_is_none(code: str) -> None:
    assert _car_invoice(BUYER, code) == BUYER
    assert _car_invoice(code) is None


def test_a_name_in_latin_letters_may_hold_a_hyphen_and_a_figure() -> None:
    assert _car_invoice("7-ELEVEN TRADING") == "7-ELEVENTRADING"


def _sure_of_sellers_number(buyers: str) -> float:
    page = put(
        ("电子发票(增值税专用发票)", 0.3, 0.05), ("发票号码：25322643892186771876", 0.65, 0.05),
        ("开票日期：2025年05月14日", 0.65, 0.07),
        (buyers, 0.01, 0.13), (f"名称：{BUYER}", 0.15, 0.11), ("纳税人识别号：91110108MA01A2B396", 0.15, 0.15),
        ("销售方信息", 0.51, 0.13), (f"名称：{SELLER}", 0.62, 0.11), ("纳税人识别号：91310115MA1K3X5Y93", 0.62, 0.15),
        ("价税合计", 0.1, 0.3), ("￥73645.49", 0.7, 0.3),
    )  # fmt: skip
    (document,) = extract(pages(page))
    return document.fields["seller_id"].confidence


def test_the_number_of_a_block_whose_word_was_misread_proves_no_seller() -> None:
    assert _sure_of_sellers_number("购买方信息") > DOUBTED
    assert _sure_of_sellers_number("购实方信息") <= DOUBTED


@pytest.mark.parametrize("person", [PERSON, "司马光远"])
def test_a_funds_letter_names_the_comrade_whose_fund_it_tells(person: str) -> None:
    letter = f"住房公积金缴存情况证明\n{person}同志的住房公积金缴存情况如下：\n1.个人账号：952327340514\n经办人 于佳"
    assert chinese_values(letter).get("buyer_name") == person


def test_a_funds_letter_about_a_companys_people_names_no_person() -> None:
    letter = "住房公积金缴存情况证明\n我单位全体同志的住房公积金缴存情况如下：\n1.单位账号：952327340514"
    assert "buyer_name" not in chinese_fields(letter)


def test_a_slip_that_acknowledges_goods_is_a_paper_of_delivery() -> None:
    found = chinese_values(f"收货回执单\n供货单位：{SELLER}\n收货单位：{BUYER}\n签收日期：2025-03-04")
    assert (found["kind"], found["delivery_date"]) == ("delivery_confirmation", "2025-03-04")
