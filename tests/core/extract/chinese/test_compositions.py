"""Labels made of words that stand on no list together, and parties and numbers that are told by their own shape."""

import pytest
from paper import chinese_fields as fields
from paper import page, pages

from claimcheck.core.extract import extract
from claimcheck.model.documents import Box, Line, Page, Word

SELLER, BUYER, PERSON = "枫叶汽车销售有限公司", "橡树物流有限公司", "于佳"
SELLERS_ID, BUYERS_ID, PERSONS_ID = "91310115MA1K3X5Y93", "91110108MA01A2B396", "993105198205178060"
CHECKED = "LSVAA49J132047371"


def read(text: str) -> dict[str, str | None]:
    return {name: field.value for name, field in fields(text).items()}


@pytest.mark.parametrize(
    ("paper", "field", "value"),
    [
        (f"汽车销售合同\n车辆出售单位：{SELLER}\n购车一方：{BUYER}", "buyer_name", BUYER),
        (f"汽车销售合同\n车辆出售单位：{SELLER}\n购车一方：{BUYER}", "seller_name", SELLER),
        (f"新车移交签收单\n移交门店：{SELLER}\n车主：{PERSON}", "seller_name", SELLER),
        (f"车辆认购单\n认购客户：{BUYER}\n认购客户税务编号：{BUYERS_ID}", "buyer_id", BUYERS_ID),
        (f"汽车买卖约定书\n出让人（印）：{SELLER}    受让人（印）：{BUYER}", "seller_name", SELLER),
        ("汽车买卖约定书\n约定书编号：ZC-25-061", "invoice_number", "ZC-25-061"),
        ("订单详情\n订单编号 DD25011\n创建于 2025-06-11", "invoice_date", "2025-06-11"),
        (f"采购订单\n采购单位：长虹乡人民政府\n供应单位：{SELLER}", "buyer_name", "长虹乡人民政府"),
        (f"员工购车申请表\n申请员工    {PERSON}\n申购车型    枫叶牌CA7000", "buyer_name", PERSON),
        (f"交车确认书\n本人（签名）：{PERSON}\n已于2025年11月3日在{SELLER}提取轿车。", "seller_name", SELLER),
        ("一致性证书\n车辆品牌/车辆名称：枫叶牌/多用途乘用车\n车辆型号/名称：CA6501BEV3", "model_name", "CA6501BEV3"),
        ("合格证\n车辆品牌 枫叶牌    车辆名称 纯电动轿车\n车辆型号 CA7000EV", "model_name", "CA7000EV"),
        ("定车单\n品牌：枫叶牌CA7000A\n数量：1", "model_name", "枫叶牌CA7000A"),
        (f"汽车订购单\n车型枫叶牌CA7000AVIN{CHECKED}", "model_name", "枫叶牌CA7000A"),
    ],
)
def test_a_label_is_known_by_its_parts(paper: str, field: str, value: str) -> None:
    assert read(paper).get(field) == value


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("整车买卖约定书", "contract"),
        ("汽车销售合同 Vehicle Sales Contract", "contract"),
        ("购车款收讫凭据", "receipt"),
        ("电子转账凭证", "receipt"),
    ],
)
def test_a_title_is_known_by_its_end_and_with_english_beside_it(title: str, kind: str) -> None:
    (document,) = extract(pages(f"{title}\n编号：A2025-061"), locale="zh-CN", currency="CNY")
    assert document.kind == kind


def test_a_side_written_downwards_heads_its_block() -> None:
    found = read(
        f"""
                汽车购销合同
        卖  单位名称  {SELLER}
        车  信用代码  {SELLERS_ID}
        方  地址      文昌路9号
        购  姓名      {PERSON}
        车  证件号    {PERSONS_ID}
        人  住址      海棠路5号
        """
    )
    assert (found["seller_name"], found["seller_id"]) == (SELLER, SELLERS_ID)
    assert (found["buyer_name"], found["buyer_id"]) == (PERSON, PERSONS_ID)


def test_a_sentence_that_introduces_the_parties_tells_their_names_and_numbers() -> None:
    found = read(
        f"""
                汽车购买合约书
        本合约由{SELLER}（统一社会信用代码{SELLERS_ID}，以下称“卖车一方”）与{PERSON}（公民
        身份号码{PERSONS_ID}，以下称“买车一方”）于2025年9月8日在海棠市订立。
        """
    )
    assert (found["seller_name"], found["seller_id"]) == (SELLER, SELLERS_ID)
    assert (found["buyer_name"], found["buyer_id"]) == (PERSON, PERSONS_ID)


def test_numbers_without_a_label_that_is_known_go_to_the_parties_in_their_order() -> None:
    found = read(
        f"""
                汽车买卖合同
        出卖人：{SELLER}          买受人：{BUYER}
        登记：{SELLERS_ID}        登记：{BUYERS_ID}
        """
    )
    assert (found["seller_id"], found["buyer_id"]) == (SELLERS_ID, BUYERS_ID)


def test_the_only_companys_number_is_not_given_to_one_of_two_companies() -> None:
    found = read(f"汽车买卖合同\n出卖人：{SELLER}\n买受人：{BUYER}\n\n\n\n登记：{SELLERS_ID}")
    assert "seller_id" not in found
    assert "buyer_id" not in found


def test_letters_that_no_vin_holds_are_set_right_and_prove_nothing() -> None:
    vin = fields(f"汽车买卖合同\n车架号：{CHECKED.replace('0', 'O')}")["vin"]
    assert (vin.value, vin.repaired) == (CHECKED, True)


def test_a_vin_with_such_letters_that_does_not_hold_without_them_stays_as_it_is_printed_and_is_doubted() -> None:
    vin = fields("汽车买卖合同\n车架号：QWERA40F0H3276555")["vin"]
    assert (vin.value, vin.repaired, vin.confidence) == ("QWERA40F0H3276555", False, 0.5)


def test_a_model_goes_on_in_the_next_line_of_its_column_but_is_doubted() -> None:
    found = fields("汽车买卖合同\n厂牌型号    枫叶牌CA7000    颜色    白\n        BEV3CX")
    assert found["model_name"].value == "枫叶牌CA7000BEV3CX"
    assert found["model_name"].confidence < 0.8


def test_a_deposit_in_a_letter_is_no_price_though_its_sum_in_words_stands_between() -> None:
    found = read(f"订金约定函\n本人{PERSON}今交付定金人民币伍仟元整（¥5,000.00），双方另行签署正式合同。")
    assert "total_amount" not in found


def test_a_form_in_dollars_is_not_surely_in_yuan() -> None:
    money = fields(f"机动车销售统一发票\n购买方名称 {BUYER}\n价税合计 小写 $113000.00\n不含税价 $100000.00")["currency"]
    assert money.confidence < 0.5


def test_numbers_under_the_places_of_both_seals_are_those_of_their_columns() -> None:
    found = read(
        f"""
                汽车销售合同
        出卖人（甲方）：{SELLER}
        买受人（乙方）：{PERSON}

        甲方（盖章）：              乙方（签字）：
        统一社会信用代码：          身份证号码：
        {SELLERS_ID}          {PERSONS_ID}
        """
    )
    assert (found["seller_id"], found["buyer_id"]) == (SELLERS_ID, PERSONS_ID)


def test_a_companys_number_beside_a_persons_name_is_doubted() -> None:
    number = fields(f"汽车销售合同\n买受人：{PERSON}    税号：{SELLERS_ID}")["buyer_id"]
    assert number.confidence < 0.5


def test_an_owner_over_two_lines_with_a_document_ends_where_the_stroke_stands() -> None:
    found = read(
        f"""
                机动车登记证书
        1.机动车所有人/身份  阿里·艾力/居民身
        证明名称/号码        份证/{PERSONS_ID}
        """
    )
    assert (found["buyer_name"], found["buyer_id"]) == ("阿里·艾力", PERSONS_ID)


@pytest.mark.parametrize(
    ("paper", "field", "value"),
    [
        (f"购车订单\n客户姓名 证件号码 销售门店\n{PERSON} {PERSONS_ID} {SELLER}", "buyer_name", PERSON),
        (f"购车订单\n客户姓名 证件号码 销售门店\n{PERSON} {PERSONS_ID} {SELLER}", "seller_name", SELLER),
        (f"汽车销售合同\n销售方名称及统一 {SELLER}\n社会信用代码 {SELLERS_ID}", "seller_name", SELLER),
        (f"机动车登记证书\n1.机动车所有人/身 {BUYER}/统一社会信用代", "buyer_name", BUYER),
        (f"补贴申请表\n报废车辆 车牌号码 京A12345 车辆识别代号 {CHECKED}", "plate_number", None),
        ("公积金明细\n职工姓名  阿里·艾力\n单位名称  橡树物流有限公司", "buyer_name", "阿里·艾力"),
        ("机动车登记证书\n3.登记日期 2024-12- 4.机动车登记编", "registration_date", None),
    ],
)
def test_what_was_read_as_one_line_is_told_apart(paper: str, field: str, value: str | None) -> None:
    assert read(paper).get(field) == value


def test_one_number_for_both_parties_is_doubted() -> None:
    found = fields(f"汽车买卖合同\n出卖人：{SELLER}  税号：{SELLERS_ID}\n买受人：{BUYER}  税号：{SELLERS_ID}")
    assert max(found[name].confidence for name in ("seller_id", "buyer_id")) < 0.5


@pytest.mark.parametrize(
    ("kind", "label", "value", "field"),
    [
        ("机动车登记证书", ("4.机动车登", "记编号"), "京A12345", "plate_number"),
        ("机动车登记证书", ("9.车辆识别代", "号/车架号"), CHECKED, "vin"),
        ("汽车销售合同", ("购买方统一社会信", "用代码"), BUYERS_ID, "buyer_id"),
        ("汽车销售合同", ("买受", "人姓名"), PERSON, "buyer_name"),
        ("购车订单", ("经销商", "名称"), SELLER, "seller_name"),
    ],
)
@pytest.mark.parametrize("line", [0, 0.5, 1])
def test_a_label_that_breaks_anywhere_names_what_stands_beside_either_line(
    kind: str, label: tuple[str, str], value: str, field: str, line: float
) -> None:
    step, tall = 0.016, 0.02
    printed = ((kind, 0.35, 0.03), (label[0], 0.06, 0.1), (label[1], 0.06, 0.124), (value, 0.3, 0.1 + 0.024 * line))
    lines = [
        Line(text, box, 0.99, (Word(text, box, 0.99),))
        for text, left, top in printed
        for box in (Box(left, top, left + step * len(text), top + tall),)
    ]
    (document,) = extract(pages(Page(1, 800, 1130, tuple(lines), reader="drawn")), locale="zh-CN", currency="CNY")
    assert document.fields[field].value == value


def test_two_labels_with_a_value_each_are_not_taken_for_one_that_breaks() -> None:
    found = read(f"汽车销售合同\n客户      {PERSON}\n身份证号  {PERSONS_ID}")
    assert (found["buyer_name"], found["buyer_id"]) == (PERSON, PERSONS_ID)


def test_blocks_whose_side_stands_in_their_middle_are_told_by_their_order() -> None:
    found = read(
        f"""
                电子回单
             账户名   {PERSON}                     账户名   {SELLER}
        付款方  账号    138******89       收款方  账号    8459885168765298
        """
    )
    assert (found["buyer_name"], found["seller_name"]) == (PERSON, SELLER)


def test_a_sentence_of_taking_over_goes_over_two_lines() -> None:
    found = read(
        f"""
                新车交付确认书
        本人(单位){BUYER}于2025年02月19日在枫叶汽车
        销售有限公司提取所购车辆一台。
        """
    )
    assert (found["buyer_name"], found["seller_name"]) == (BUYER, SELLER)
    assert found["delivery_date"] == "2025-02-19"


def test_an_application_to_the_traffic_police_proves_no_sale() -> None:
    text = "机动车注册、转移、注销登记/转入申请表\n机动车获得凭证  销售统一发票  姓名/名称  于佳"
    (document,) = extract(pages(text), locale="zh-CN", currency="CNY")
    assert document.kind == "other"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("枫叶  (海棠)城市配送服务有限公司", "枫叶(海棠)城市配送服务有限公司"),
        ("枫叶税务师事务所  (普通合伙)", "枫叶税务师事务所(普通合伙)"),
    ],
)
def test_a_companys_bracket_in_the_next_cell_is_of_its_name(printed: str, name: str) -> None:
    assert read(f"机动车行驶证\n所有人  {printed}\n号牌号码  京A12345")["buyer_name"] == name


def test_the_digital_invoice_of_a_used_car_is_told_by_the_labels_that_only_it_has() -> None:
    text = f"电子发票\n买方单位/个人 {PERSON}\n卖方单位/个人 {SELLER}\n车牌照号 京A12345\n车价合计 ¥1.00"
    (document,) = extract(pages(text), locale="zh-CN", currency="CNY")
    assert document.kind == "motor_vehicle_invoice"


@pytest.mark.parametrize(
    ("row", "seller"),
    [
        (
            "收款单位（盖章）：枫叶汽车销售有限公司城东分    经手人：陈立\n         公司",
            "枫叶汽车销售有限公司城东分公司",
        ),
        ("收款单位（盖章）：枫叶（南湾）  汽车销售有限公司", "枫叶(南湾)汽车销售有限公司"),
        ("收款单位（盖章）：枫叶汽车销售有限公司\n         以上款项已收讫", "枫叶汽车销售有限公司"),
    ],
)
def test_a_companys_name_that_is_one_only_with_its_next_line_or_cell_is_put_together(row: str, seller: str) -> None:
    (document,) = extract(pages(page(f"收款收据\n今收到：{PERSON}\n{row}", across=80)))
    assert document.fields["seller_name"].value == seller


def test_the_end_of_a_number_that_a_line_cut_off_is_no_name() -> None:
    head = "机动车销售统一发票\n购买方名称及        橡树物流有限公司    91110108MA01A2B396"
    invoice = f"{head}\n身份证号码/      MA01A2B39\n组织机构代码"
    for text in (invoice, invoice.replace("橡树物流有限公司", "                ")):
        (document,) = extract(pages(text))
        named = document.fields.get("buyer_name")
        assert named is None or named.value == BUYER
