"""Chinese papers on which somebody, or something, else stands where a party or a car's number is looked for."""

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.model.documents import Field

SELLER, BUYER, PERSON = "枫叶市远航汽车销售有限公司", "枫叶市大地物流有限公司", "于佳"
BUYERS_ID, ANOTHERS_ID = "91310000MA1FL0A1XA", "91330000MA1FL0C3X0"
CONTRACT = f"汽车销售合同\n甲方（买方）：{BUYER}\n{BUYERS_ID}\n乙方（卖方）：{SELLER}\n"


def fields(text: str) -> dict[str, Field]:
    (document,) = extract(pages(text), locale="zh-CN", currency="CNY")
    return dict(document.fields)


def proved(text: str, name: str) -> str | None:
    """What a paper says of a field beyond doubt."""
    field = fields(text).get(name)
    return field.value if field and field.confidence > DOUBTED and not field.rivals else None


@pytest.mark.parametrize(
    "another",
    [
        f"丙方（担保方）：枫叶市长河担保有限公司\n代码 {ANOTHERS_ID}",
        f"贷款机构 枫叶市长河融资租赁有限公司 {ANOTHERS_ID}",
        f"枫叶市长河实业有限公司\n{ANOTHERS_ID}",
    ],
)
def test_a_third_partys_number_is_none_of_the_two(another: str) -> None:
    assert "seller_id" not in fields(CONTRACT + another)


def test_the_only_companys_number_is_not_that_of_the_only_company_where_it_stands_behind_another() -> None:
    paper = f"汽车销售合同\n买方：{PERSON}\n卖方：{SELLER}\n贷款机构 枫叶市长河融资租赁有限公司 {ANOTHERS_ID}"
    assert "seller_id" not in fields(paper)


def test_two_numbers_that_only_their_order_gives_to_the_parties_prove_neither() -> None:
    paper = f"{CONTRACT}登记：{ANOTHERS_ID}"
    assert fields(paper)["seller_id"].value == ANOTHERS_ID
    assert proved(paper, "seller_id") is None
