"""Whom a paper of delivery has a car handed over to, and whom only a company's word for its driver names."""

import pytest
from paper import chinese_fields, chinese_values

SELLER, BUYER, PERSON = "枫叶汽车销售服务有限公司", "橡树物流有限公司", "陈立新"
PAPER = "      车辆交付证明\n{}\n车架号：LSVAA4180C2184843\n交付日期：2025年3月4日\n{}（盖章）"


@pytest.mark.parametrize("label", ["交付对象", "交车对象", "签收客户", "受领客户"])
@pytest.mark.parametrize("buyer", [BUYER, PERSON])
def test_whom_a_car_is_handed_over_to_is_who_bought_it(label: str, buyer: str) -> None:
    field = chinese_fields(PAPER.format(f"{label}：{buyer}", SELLER))["buyer_name"]
    assert (field.value, field.repaired) == (buyer, False)


@pytest.mark.parametrize("label", ["交付对象", "签收客户", "受领人", "提取人", "移交给"])
def test_who_takes_a_car_proves_no_buyer_where_a_company_may_have_sent_them(label: str) -> None:
    found = chinese_fields(PAPER.format(f"{label}：{PERSON}\n单据抬头  {BUYER}", SELLER)).get("buyer_name")
    assert found is None or found.value == BUYER or found.repaired


@pytest.mark.parametrize("label", ["受领人", "移交给", "交予", "提取单位", "签收方"])
def test_who_fetches_a_car_is_no_buyer_beside_its_owner(label: str) -> None:
    found = chinese_values(PAPER.format(f"{label}：顺达物流有限公司\n车主：{PERSON}", SELLER))
    assert found["buyer_name"] == PERSON


@pytest.mark.parametrize("sentence", [f"今{PERSON}已收到{SELLER}交付的车辆一台。", f"今收到{SELLER}交付的上述车辆。"])
def test_whose_car_was_received_is_no_buyer(sentence: str) -> None:
    assert chinese_values(PAPER.format(sentence, SELLER)).get("buyer_name") != SELLER


def test_a_receipt_for_what_a_customer_handed_over_still_names_them() -> None:
    text = f"收款收据\n今收到{PERSON}交付购车款人民币伍万元整。\n日期：2025年3月4日\n收款单位：{SELLER}"
    assert chinese_values(text).get("buyer_name") == PERSON


@pytest.mark.parametrize("label", ["发动机编号（号码）", "发动机号码（钢印号）", "发动机号"])
def test_a_bracket_behind_the_word_for_an_engines_number_is_part_of_it(label: str) -> None:
    assert chinese_values(PAPER.format(f"{label}：CA4711882", SELLER))["engine_number"] == "CA4711882"


@pytest.mark.parametrize("greeting", [f"尊敬的{BUYER}：", f"尊敬的客户{BUYER}："])
def test_whom_a_paper_greets_is_not_who_wrote_it(greeting: str) -> None:
    seller = chinese_values(PAPER.format(greeting, SELLER)).get("seller_name") or ""
    assert BUYER not in seller


@pytest.mark.parametrize("label", ["移交单位", "零售商", "供货单位", "经销商"])
def test_a_word_for_a_house_that_sells_names_no_person(label: str) -> None:
    paper = "      车辆交付证明\n{}：{}\n客户：{}\n交付日期：2025年3月4日"
    assert "seller_name" not in chinese_values(paper.format(label, "于佳", PERSON))
    assert chinese_values(paper.format(label, SELLER, PERSON))["seller_name"] == SELLER
