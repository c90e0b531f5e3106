"""Names that look like companies or wares are hidden as others are; companies and wares are seen."""

import pytest
from paper import put

from claimcheck.core.personal.names import names_a_company
from claimcheck.core.personal.parties import may_be_told
from claimcheck.core.personal.unclassed import unclassed


def left_of(text: str) -> str:
    """What is seen of a line."""
    page = put((text, 0.1, 0.2))
    signs = list(text)
    for start, end in (span for spans in dict(unclassed(page)).values() for span in spans):
        signs[start:end] = " " * (end - start)
    return " ".join("".join(signs).split())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Lee spa treatment 45.90", "spa treatment 45.90"), ("Hannah Dexheimer Spa 45.90", "Spa 45.90"),
        ("Dexheimer Limited 45.90", "Limited 45.90"), ("Anna Lee SAS 45.90", "45.90"),
        ("Anna Lee corporation tax 45.90", "tax 45.90"), ("Anna Lee Ltd edition 45.90", "Ltd edition 45.90"),
        ("Brembo S.p.A. 45.90", "Brembo S.p.A. 45.90"), ("Dexheimer GmbH 45.90", "Dexheimer GmbH 45.90"),
        ("Nasri Sdn Bhd 45.90", "Nasri Sdn Bhd 45.90"),
    ],
)  # fmt: skip
def test_a_legal_form_among_what_was_bought_is_one_as_companies_write_it_and_at_the_end(text: str, left: str) -> None:
    assert left_of(text) == left


@pytest.mark.parametrize(
    "text", ["Anna Lee spa", "Anna Lee Spa", "Anna Lee sas", "Anna Lee Gesellschaft", "Lee inc VAT"]
)
def test_a_word_that_is_a_legal_form_too_makes_no_company(text: str) -> None:
    assert not names_a_company(text)


@pytest.mark.parametrize(
    "text",
    [
        "HARBOUR LAMPS LIMITED", "Rossi S.p.A.", "ROSSI SPA", "Delacroix SAS", "Harbour Lamps Ltd, Leeds",
        "Kowalski sp. z o.o.", "Tan & Sons Pte. Ltd. Invoice", "Dexheimer GmbH & Co. KG",
    ],
)  # fmt: skip
def test_companies_are_named_as_they_write_themselves(text: str) -> None:
    assert names_a_company(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王知行", ""),
        ("欧阳知行", ""),
        ("李景行 课程费 45.90", "课程费 45.90"),
        ("赵院", ""),
        ("收款人王知行", "收款人"),
        ("通达汽修厂", "通达汽修厂"),
        ("王记饭店", "王记饭店"),
        ("上海通达车行", "上海通达车行"),
        ("中国银行", "中国银行"),
    ],
)
def test_a_chinese_name_that_ends_as_shops_do_is_hidden(text: str, left: str) -> None:
    assert left_of(text) == left


def test_a_chinese_name_that_ends_as_shops_do_is_told_nowhere() -> None:
    assert not may_be_told("seller_name", "王知行", ())
    assert may_be_told("seller_name", "王记饭店", ())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("王安装 45.90", "45.90"),
        ("李高速通行费 45.90", "通行费 45.90"),
        ("张经济 45.90", "45.90"),
        ("共3张发票", "共3张发票"),
        ("1 包面粉 45.90", "1 包面粉 45.90"),
        ("单发票", "单发票"),
        ("黄金项链 45.90", "黄金项链 45.90"),
        ("水龙头 45.90", "水龙头 45.90"),
    ],
)
def test_a_surname_takes_the_ware_with_it_that_it_stands_before(text: str, left: str) -> None:
    assert left_of(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Su Pek Tin 45.90", "45.90"),
        ("Tee 4.50", "4.50"),
        ("Pia lesson 45.90", "lesson 45.90"),
        ("Terima kasih", "Terima kasih"),
        ("Chip and PIN", "Chip and PIN"),
        ("Kasih Uma", ""),
        ("Mąka piła 45.90", "Mąka piła 45.90"),
    ],
)
def test_wares_that_people_are_called_by_are_seen_beside_other_words_only(text: str, left: str) -> None:
    assert left_of(text) == left
