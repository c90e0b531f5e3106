"""Chinese papers that everyone words as they like: who buys and who sells, numbers, days and prices in many words."""

import pytest
from paper import chinese_fields as fields
from paper import chinese_values as read
from paper import pages

from claimcheck.core.extract import extract

SELLER, BUYER = "枫叶汽车销售有限公司", "橡树物流有限公司"
SOLD = f"汽车买卖合同\n卖方：{SELLER}\n买方：{BUYER}\n"
SELLERS_ID, BUYERS_ID = "91310115MA1K3X5Y6Z", "91110108MA01A2B3C4"


def parties(text: str) -> tuple[str | None, str | None]:
    found = read(text)
    return found.get("seller_name"), found.get("buyer_name")


@pytest.mark.parametrize(
    ("seller", "buyer"),
    [
        ("乙方（销售方）：", "甲方（购车方）："),
        ("出卖方（以下简称甲方）：", "买受方（以下简称乙方）："),
        ("供方 Supplier: ", "需方 Buyer: "),
        ("销售单位：", "客户名称："),
        ("经销商全称：", "订货单位："),
        ("收款单位：", "付款单位："),
        ("卖方    名称：", "买方    名称："),
    ],
)
def test_parties_go_by_many_words(seller: str, buyer: str) -> None:
    assert parties(f"汽车购销合同\n{seller}{SELLER}\n{buyer}{BUYER}\n联系电话：13900000000") == (SELLER, BUYER)


@pytest.mark.parametrize(
    ("clause", "first_sells"),
    [
        ("甲方向乙方购买车辆事宜达成如下协议", False),
        ("甲方将其所有的车辆出售给乙方", True),
        ("乙方应于交货后三日内向甲方开具发票，甲方应于十日内付清货款", False),
        ("甲方交付车辆，乙方支付车款", True),
    ],
)
def test_the_clauses_tell_who_of_the_two_sells(clause: str, *, first_sells: bool) -> None:
    found = parties(f"车辆买卖协议\n甲方：{SELLER}\n乙方：{BUYER}\n{clause}")
    assert found == ((SELLER, BUYER) if first_sells else (BUYER, SELLER))


def test_where_no_clause_tells_the_sides_nobody_is_taken_for_the_buyer() -> None:
    found = read(f"合作协议\n甲方：{SELLER}\n乙方：{BUYER}\n双方友好协商，共同遵守。")
    assert "buyer_name" not in found


@pytest.mark.parametrize(
    "block",
    [
        "甲方（出卖人）              乙方（买受人）\n"
        f"名称：{SELLER}    名称：{BUYER}\n代码：{SELLERS_ID}    代码：{BUYERS_ID}",
        f"供方：{SELLER}\n税号：{SELLERS_ID}\n需方：{BUYER}\n税号：{BUYERS_ID}",
        f"卖方名称：{SELLER}   卖方税号：{SELLERS_ID}\n买方名称：{BUYER}   买方税号：{BUYERS_ID}",
    ],
)
def test_a_number_without_a_side_is_that_of_its_section(block: str) -> None:
    found = read(f"汽车买卖合同\n{block}")
    assert (found["seller_id"], found["buyer_id"]) == (SELLERS_ID, BUYERS_ID)
    assert (found["seller_name"], found["buyer_name"]) == (SELLER, BUYER)


@pytest.mark.parametrize(
    ("kind", "printed", "number"),
    [
        ("汽车购销合同", "合同号：XS-2025-0311", "XS-2025-0311"),
        ("车辆买卖协议", "协议编号：MM20251107", "MM20251107"),
        ("购车订单", "订单号：DD20251107001", "DD20251107001"),
        ("销售订单", "单据编号：XSDD-2025-11-0007", "XSDD-2025-11-0007"),
        ("收款收据", "NO.0012345", "0012345"),
        ("收款收据", "N：07919438", "07919438"),
        ("采购订单", "订单编号：P02025110712", "PO2025110712"),
    ],
)
def test_a_papers_own_number_goes_by_its_kinds_words(kind: str, printed: str, number: str) -> None:
    assert read(f"{kind}\n{printed}\n客户：{BUYER}")["invoice_number"] == number


def test_a_nought_read_for_an_o_before_the_day_of_a_number_is_said_to_be_set_right() -> None:
    (document,) = extract(pages("采购订单\n订单编号：P02025110712\n需方：橡树物流有限公司"))
    assert document.fields["invoice_number"].repaired


@pytest.mark.parametrize(
    "printed",
    ["签约日期：二〇二五年十一月七日", "签订时间：2025.11.07", "签署日期  2025/11/07", "合同日期：2025年11月7日"],
)
def test_a_contracts_day_is_read_in_every_spelling(printed: str) -> None:
    assert read(f"汽车销售合同\n卖方：{SELLER}\n{printed}")["invoice_date"] == "2025-11-07"


def test_a_receipt_names_who_paid_and_who_was_paid() -> None:
    found = read(f"收款收据\n今收到  {BUYER}\n交来  购车款\n收款单位（盖章）：{SELLER}     收款人：周文远")
    assert (found["kind"], found["seller_name"], found["buyer_name"]) == ("receipt", SELLER, BUYER)


def test_the_company_in_the_head_sells_to_the_customer() -> None:
    assert parties(f"{SELLER}\n订 货 单\n客户名称：{BUYER}\n品名  数量") == (SELLER, BUYER)


@pytest.mark.parametrize("beside", ["签订地点", "地址：平湾县解放路7号院", "联系电话", "金额合计"])
def test_what_is_no_name_is_not_taken_for_one(beside: str) -> None:
    assert read(f"汽车买卖合同\n买方：\n{beside}").get("buyer_name") is None


def test_a_price_in_a_sentence_is_read_by_its_numerals_and_figures() -> None:
    found = read(f"汽车销售合同\n卖方：{SELLER}\n总价人民币158000元（大写壹拾伍万捌仟元整）。")
    assert found["total_amount"] == "158000.00"


def test_a_clause_on_the_invoice_to_be_given_makes_no_invoice() -> None:
    found = read(f"设备购销合同\n供方：{SELLER}\n需方：{BUYER}\n乙方应于收款后十日内开具增值税专用发票。")
    assert found["kind"] == "contract"


def test_english_beside_a_label_is_no_part_of_its_value() -> None:
    found = read(
        "机动车行驶证\n所有人 Owner 橡树物流有限公司\n品牌型号 Model 枫叶牌CA7000\n住址 Address 平湾县解放路7号"
    )
    assert (found["buyer_name"], found["model_name"], found["address"]) == (BUYER, "枫叶牌CA7000", "平湾县解放路7号")


def test_a_label_and_a_value_that_run_on_into_the_next_line_are_read() -> None:
    found = read("""
汽车买卖合同
第一条 乙方向甲方购买厂牌型号为枫叶(MAPLE)牌CA7000的汽车壹辆，车身颜色为珍珠白，发
动机号为H369005，车辆识别代号（车架号）为LSVAU2A37
N2183301，双方确认该车的配置与样车相同，不再另行说明。
""")
    assert (found["engine_number"], found["vin"]) == ("H369005", "LSVAU2A37N2183301")
    assert found["model_name"] == "枫叶(MAPLE)牌CA7000"


def test_a_registers_number_within_brackets_is_whole() -> None:
    assert read("汽车买卖合同\n合同编号：平汽销字（2025）第8292号")["invoice_number"] == "平汽销字(2025)第8292号"


def test_a_certificate_laid_open_on_a_page_without_its_title_is_told_by_its_labels() -> None:
    found = read("""
注册登记摘要信息栏                          注册登记机动车信息栏
1.机动车所有人  橡树物流有限公司/营业执照      5.车辆类型  轻型货车
3.登记日期  2025-06-13  4.机动车登记编号  皖AN5058      16.转向形式  方向盘
9.车辆识别代号  LSVAU2A37N2183301      20.轮胎规格  205/60R16
""")
    assert (found["kind"], found["vin"]) == ("registration_certificate", "LSVAU2A37N2183301")


def test_a_number_under_a_partys_name_at_the_foot_is_that_partys() -> None:
    found = read(f"""
汽车供货合同
甲方（购买方）：{BUYER}
乙方（销售方）：{SELLER}
甲 方 (盖章)                              乙 方 (盖章)
单位名称：{BUYER}                单位名称：{SELLER}
税号：{BUYERS_ID}             税号：{SELLERS_ID}
""")
    assert (found["seller_id"], found["buyer_id"]) == (SELLERS_ID, BUYERS_ID)


def test_a_brokers_number_is_nobodys_who_deals() -> None:
    found = read("""
二手车销售统一发票
买方单位/个人  于佳    单位代码/身份证号码  993105198205178060
卖方单位/个人  枫叶汽车贸易有限公司
经营、拍卖单位  橡树二手车经纪有限公司    纳税人识别号  91310115MA1K3X5Y6Z
""")
    assert found["seller_name"] == "枫叶汽车贸易有限公司"
    assert "seller_id" not in found


def test_what_stands_beside_the_head_of_a_block_is_no_partys_name() -> None:
    found = read(
        "机动车销售统一发票\n购方信息          已验车\n购方名称：橡树物流有限公司      购方税号：91110108MA01A2B3C4"
    )
    assert found["buyer_name"] == BUYER


def test_the_day_of_a_statement_is_read_with_a_clock_glued_to_it() -> None:
    found = read(
        "住房公积金个人账户明细\n账户姓名：丁一      证件号码：993105198205178060\n打印时间：2025-06-1511:11:45"
    )
    assert (found["buyer_name"], found["issue_date"]) == ("丁一", "2025-06-15")


def test_a_letter_from_the_buyer_goes_to_the_seller() -> None:
    assert parties(f"{BUYER}\n订货单\n致：{SELLER}\n请按本订单备货。\n采购单位：{BUYER}") == (SELLER, BUYER)


def test_the_day_an_account_was_opened_is_not_the_day_of_the_paper() -> None:
    found = read("住房公积金缴存证明\n姓名  丁一\n开户日期  2015-07-01\n打印日期  2025.10.18")
    assert found["issue_date"] == "2025-10-18"


def test_a_telephone_shows_the_plate_without_a_label() -> None:
    assert read("电子行驶证\n豫A·D2421\n车辆类型  小型轿车\n所有人  橡树物流有限公司")["plate_number"] == "豫AD2421"


def test_letters_of_a_number_are_no_currency() -> None:
    assert "currency" not in read(f"订货单\n订单编号：DH2025-1673\n致：{SELLER}\n采购单位：{BUYER}")


def test_a_deposit_is_no_price() -> None:
    found = read(f"车辆买卖合同\n卖方：{SELLER}\n第三条 买方于合同签订时支付定金2,000.00元，余款当日付清。")
    assert "total_amount" not in found


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        (
            f"机动车商业保险保险单\n投保人姓名：于佳\n被保险人   姓名（名称）   {BUYER}\n保险期间：一年",
            "buyer_name",
            BUYER,
        ),
        ("机动车商业保险保险单\n姓名   于佳\n与被保险人关系   配偶", "buyer_name", None),
        ("机动车商业保险保险单\n姓名   于佳\n受益人\n姓名   石岩\n证件号码   993105198205178060", "buyer_id", None),
        ("机动车行驶证\n号牌号码   沪A12345\n所有人\nOwner   于佳\n注册日期 2025-11-07", "buyer_name", "于佳"),
        ("车辆订单\n客户名称：枫叶咨询中心（有限合伙）", "buyer_name", "枫叶咨询中心(有限合伙)"),
        ("收款收据\nNO 0012345\n本人未在枫叶汽车销售有限公司购车", "seller_name", None),
        ("收   据\nNO:0012345 2025年11月7日\n今收到：于佳", "invoice_number", "0012345"),
        ("置换补贴申请表\n旧车信息\n车牌号码：沪A12345\n新车信息\n车型：枫叶牌CA7000", "plate_number", None),
        (f"{SOLD}总价人民币壹拾伍万捌仟元整，其中定金人民币伍仟元整。", "total_amount", "158000.00"),
        (f"{SOLD}付首付款后提车，总价人民币壹拾伍万捌仟元整。\n保险费为人民币伍仟元整。", "total_amount", None),
    ],
    ids=[
        "insured",
        "relation",
        "beneficiary",
        "english",
        "partnership",
        "denied",
        "joined",
        "exchanged",
        "deposit",
        "insurance",
    ],
)
def test_what_stands_beside_a_value_is_told_from_it(text: str, field: str, value: str | None) -> None:
    assert read(text).get(field) == value


@pytest.mark.parametrize(
    ("name", "sure"),
    [
        ("   于佳", True),
        ("   郄佳", True),
        ("   格日勒图", True),
        ("   扎西卓玛", True),
        ("   枫叶汽贸", True),
        ("   合格", False),
        ("：枫叶小馆", True),
    ],
)
def test_a_word_that_looks_like_no_name_is_no_sure_one_where_no_colon_announces_it(name: str, *, sure: bool) -> None:
    (document,) = extract(pages(f"车辆买卖合同\n卖方：{SELLER}\n买方{name}"), locale="zh-CN", currency="CNY")
    assert (document.fields["buyer_name"].confidence > 0.75) is sure


@pytest.mark.parametrize("title", ["销售出库单", "送货单", "发货单"])
@pytest.mark.parametrize(("behind", "day"), [("", "2025-02-02"), ("\n制单日期：2025-02-03", None)])
def test_the_only_day_of_a_sheet_of_goods_sent_out_may_be_the_deliverys_and_proves_none(
    title: str, behind: str, day: str | None
) -> None:
    paper = f"{title}\n日    期：2025-02-02   编号：XOUT139606\n购货单位：枫叶酒店有限公司{behind}"
    handed = fields(paper).get("delivery_date")
    assert (handed and handed.value) == day
    assert handed is None or handed.repaired
