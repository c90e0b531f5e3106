"""Chinese papers on which somebody, or something, else stands where a party or a car's number is looked for."""

import pytest
from paper import chinese_fields as fields

from claimcheck.core.extract.calibration import DOUBTED

SELLER, BUYER, PERSON = "枫叶市远航汽车销售有限公司", "枫叶市大地物流有限公司", "于佳"
BUYERS_ID, ANOTHERS_ID = "91310000MA1FL0A1XA", "91330000MA1FL0C3X0"
CONTRACT = f"汽车销售合同\n甲方（买方）：{BUYER}\n{BUYERS_ID}\n乙方（卖方）：{SELLER}\n"


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


@pytest.mark.parametrize(
    ("party", "printed", "misread"),
    [(BUYER, "91310000MA1FL0A1XA", "91310000MA1FL0A1XB"), (PERSON, "993105198205178060", "993105198205178061")],
)
def test_a_partys_number_whose_check_sign_fails_was_misread_and_proves_nobody(
    party: str, printed: str, misread: str
) -> None:
    paper = "汽车销售合同\n甲方（买方）：{}\n证件号码：{}\n乙方（卖方）：{}"
    assert proved(paper.format(party, printed, SELLER), "buyer_id") == printed
    assert fields(paper.format(party, misread, SELLER))["buyer_id"].value == misread
    assert proved(paper.format(party, misread, SELLER), "buyer_id") is None


def test_the_first_sentence_that_introduces_a_side_counts_and_a_second_one_is_a_doubt() -> None:
    paper = (
        f"汽车销售合同\n{BUYER}（以下简称买方）与{SELLER}（以下简称卖方）订立本合同，\n"
        "原由枫叶市大山汽车有限公司（以下简称供应商）提供的报价作废"
    )
    assert fields(paper)["seller_name"].value == SELLER
    assert proved(paper, "seller_name") is None
    assert proved(paper, "buyer_name") == BUYER


@pytest.mark.parametrize("before", ["原卖方", "经双方协商一致", "根据协议卖方"])
def test_a_name_that_a_sentence_introduces_begins_behind_the_sentences_own_words(before: str) -> None:
    paper = f"汽车销售合同\n{before}{SELLER}（以下简称卖方）与{BUYER}（以下简称买方）订立本合同"
    assert fields(paper)["seller_name"].value == SELLER


@pytest.mark.parametrize(
    "party",
    [
        f"{BUYER}（委托枫叶市长河代理有限公司{ANOTHERS_ID}办理，以下简称买方）",
        "于佳（监护人李长河身份证993105198205178060，以下简称买方）",
        "于佳（代理人李长河，身份证993105198205178060，以下简称买方）",
    ],
)
def test_a_number_in_a_partys_bracket_behind_somebody_elses_name_is_not_the_partys(party: str) -> None:
    assert proved(f"汽车销售合同\n{party}与{SELLER}（以下简称卖方）订立合同", "buyer_id") is None


def test_a_companys_number_behind_its_representatives_name_is_its_own() -> None:
    buyer = f"{BUYER}（法定代表人：李长河，统一社会信用代码{BUYERS_ID}，以下简称买方）"
    paper = f"汽车销售合同\n{buyer}\n与{SELLER}（以下简称卖方）订立合同"
    assert proved(paper, "buyer_id") == BUYERS_ID


def test_two_names_behind_the_same_label_are_doubted() -> None:
    assert proved(f"汽车销售合同\n买方：{SELLER}\n买方：{BUYER}", "buyer_name") is None
    assert proved(f"汽车销售合同\n买方：{BUYER}\n卖方：{SELLER}\n买方：{BUYER}", "buyer_name") == BUYER


@pytest.mark.parametrize("word", ["供应部门", "销售中心", "销售展厅", "交车中心", "经销人", "售车企业"])
def test_who_works_in_a_house_that_sells_is_not_the_seller(word: str) -> None:
    paper = f"购车订单\n客户姓名：{PERSON}\n{word}：李长河\n收款方：{SELLER}"
    assert fields(paper)["seller_name"].value == SELLER
    assert fields(paper.replace("李长河", "枫叶市大山汽车有限公司"))["seller_name"].value == "枫叶市大山汽车有限公司"


@pytest.mark.parametrize("word", ["销售单位/个人", "出卖单位或个人", "零售商（个人）"])
def test_a_person_may_sell_where_the_label_says_a_person_or_a_house(word: str) -> None:
    assert fields(f"汽车销售合同\n买方：{BUYER}\n{word}：{PERSON}")["seller_name"].value == PERSON


@pytest.mark.parametrize(
    "table",
    [
        "车架号 发动机号 车牌号码\nLFV2A21K8E3012345 2024款 京A12345",
        "品牌型号 发动机号 车架号\n枫叶牌 CA7000A1 LFV2A21K8E3012345",
    ],
)
def test_a_year_or_a_model_in_a_column_for_engines_is_no_engines_number(table: str) -> None:
    found = fields(f"汽车销售合同\n买方：{PERSON}\n卖方：{SELLER}\n{table}")
    assert found["vin"].value == "LFV2A21K8E3012345"
    assert "engine_number" not in found


def test_columns_that_only_blanks_tell_apart_prove_nothing_unless_a_number_stands_in_its_own() -> None:
    paper = f"购车订单\n客户姓名 车型 销售门店\n{PERSON} 枫叶牌CA7000 {SELLER}"
    assert fields(paper)["seller_name"].value == SELLER
    assert proved(paper, "seller_name") is None
    assert proved(paper.replace("车型", "车架号").replace("枫叶牌CA7000", "LFV2A21K8E3012345"), "seller_name") == SELLER


@pytest.mark.parametrize(
    "label",
    [
        "红字开票日期", "（申请）开票日期", "原票-开票日期", "（合格证）开具日期", "〔原票〕开票日期",
        "“原票”开票日期",
        "对应蓝字：开票日期", "开票日期（原票）", "申 请 开 票 日 期", "[冲销]开票日期", "（原票）開票日期",
        "最迟-开票日期", "（厂家）开票日期", "负数-开票日期", "（退票）开票日期", "登记证-开具日期", "希望：开票日期",
        "厂家发票： 开票日期", "厂家发票的开票日期", "供应商-开票日期", "第二次开票日期", "负数 开票日期",
        "旧车开票日期", "原蓝字发票开票日期", "对应的蓝字发票开票日期", "原蓝票：开票日期", "保险单开票日期",
        "原发票：  开票日期", "采购单：开票日期", "重新开票日期", "开票日期（换开）", "换开后开票日期",
        "开票日期（厂家）",
        "进货发票开票日期", "上游开票日期", "定金开票日期", "另一张发票开票日期", "第二张发票开票日期",
        "调整后开票日期",
    ],
)  # fmt: skip
def test_the_day_of_another_invoice_is_not_the_invoices_own(label: str) -> None:
    form = f"机动车销售统一发票\n{{}}\n购买方名称：{PERSON}\n厂牌型号：枫叶牌CA7000\n合格证号：WAE1234567"
    assert proved(form.format(f"{label}：2025-03-04"), "invoice_date") is None
    assert proved(form.format(f"开票日期：2025-03-04\n{label}：2025-03-01"), "invoice_date") == "2025-03-04"


@pytest.mark.parametrize(
    "beside", ["厂家：        ", "供应商： ", "申请单：        ", "合格证：      ", "退货单      "]
)
def test_a_label_left_empty_beside_the_day_does_not_make_it_another_invoices(beside: str) -> None:
    form = f"机动车销售统一发票\n{beside}开票日期：2025-03-04\n购买方名称：{PERSON}\n合格证号：WAE1234567"
    assert proved(form, "invoice_date") == "2025-03-04"


@pytest.mark.parametrize(
    "paper",
    [
        f"机动车销售统一发票\n购买方名称  {BUYER}\n厂牌型号  枫叶牌CA7000\n合格证号  WAE1234567\n销货单位名称  {BUYER}",
        f"电子发票（增值税专用发票）\n购买方信息  名称：{BUYER}\n销售方信息  名称：{BUYER}\n价税合计（小写）¥100.00",
        f"购车合同\n出卖人：{BUYER}\n买受人：{BUYER}",
        f"收款收据\n付款单位：{BUYER}\n收款单位：{BUYER}",
    ],
)
def test_who_is_named_as_both_parties_is_kept_as_both_and_proved_as_neither(paper: str) -> None:
    found = fields(paper)
    assert (found["buyer_name"].value, found["seller_name"].value) == (BUYER, BUYER)
    assert proved(paper, "buyer_name") is proved(paper, "seller_name") is None


@pytest.mark.parametrize(
    "another", ["“原票”开票日期：2025-03-04", "开票日期：2025-03-04（原票）", "某处信息 开票日期：2025-03-04"]
)
def test_another_invoices_day_over_a_papers_own_does_not_pass_for_it(another: str) -> None:
    paper = f"汽车销售订单\n订单编号：DD0001\n{another}\n开票日期：2025-04-07\n客户：{PERSON}\n销售方：{SELLER}"
    assert proved(paper, "invoice_date") != "2025-03-04"


@pytest.mark.parametrize(
    "label",
    [
        "数电票开票日期", "专票开票日期", "（一）开票日期", "（客户联）开票日期", "天河店 开票日期",
        "太原店 开票日期",
        "基本信息 开票日期", "全国统一发票监制章 开票日期", "申请人：李长河 开票日期", "发票开票日期", "填开日期",
        "合同编号： 开票日期", "合格证号：开票日期", "注册登记联 开票日期", "开票日期/登记日期",
        "（蓝字）开票日期", "开票日期（蓝字）", "计划内 开票日期", "部门：采购 开票日期", "机动车发票开票日期",
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["机动车销售统一发票\n厂牌型号：枫叶牌CA7000\n合格证号：WAE1234567", "销售发票"])
def test_an_invoices_own_day_is_proved_under_whatever_own_words_stand_before_its_label(title: str, label: str) -> None:
    assert proved(f"{title}\n{label}：2025-03-04\n购买方名称：{PERSON}", "invoice_date") == "2025-03-04"


def test_an_invoices_day_is_not_that_of_its_contract() -> None:
    paper = f"销售发票\n发票编号：FP0001\n{{}}合同签订日期：2025-03-04\n客户名称：{PERSON}\n销售方：{SELLER}"
    assert proved(paper.format("开票日期：2025-04-07\n"), "invoice_date") == "2025-04-07"
    assert proved(paper.format(""), "invoice_date") is None


@pytest.mark.parametrize("label", ["发票开具日期", "开具日期", "开单日期"])
def test_two_days_of_issue_prove_neither_on_a_plain_invoice(label: str) -> None:
    paper = (
        f"销售发票\n发票编号：FP0001\n{label}：2025-03-04\n开票日期：2025-04-07\n客户名称：{PERSON}\n销售方：{SELLER}"
    )
    found = fields(paper)["invoice_date"]
    assert (found.value in {"2025-03-04", "2025-04-07"}, "label" in found.supports) == (True, False)
