from decimal import Decimal

import pytest
from paper import pages

from claimcheck.core.extract import extract
from claimcheck.core.extract.calibration import DOUBTED
from claimcheck.core.extract.money.words import capital_numerals, chinese_amount
from claimcheck.model.documents import Barcode, Box

VAT_INVOICE = """
1100193130          北京增值税专用发票          No 05950604
                                                开票日期：2023年08月31日
名    称：枫叶酒店有限公司
纳税人识别号：91110108MA01A2B3C4
货物名称      数量     单价      金额         税率      税额
台灯          10       100.00    1000.00      13%       130.00
合            计                 ￥1000.00              ￥130.00
价税合计（大写）   壹仟壹佰叁拾元整        （小写）￥1130.00
名    称：橡树灯具有限公司
纳税人识别号：91310115MA1K3X5Y6Z
"""


def test_a_vat_invoice_names_buyer_above_seller() -> None:
    (document,) = extract(pages(VAT_INVOICE))
    found = {name: field.value for name, field in document.fields.items()}
    assert document.kind == "vat_invoice"
    assert (found["buyer_name"], found["seller_name"]) == ("枫叶酒店有限公司", "橡树灯具有限公司")
    assert (found["buyer_id"], found["seller_id"]) == ("91110108MA01A2B3C4", "91310115MA1K3X5Y6Z")
    assert (found["invoice_code"], found["invoice_number"]) == ("1100193130", "05950604")
    assert (found["net_amount"], found["tax_amount"], found["total_amount"]) == ("1000.00", "130.00", "1130.00")
    assert (found["invoice_date"], found["currency"]) == ("2023-08-31", "CNY")
    assert "words" in document.fields["total_amount"].supports


def test_the_sum_of_a_first_page_is_no_total_of_a_vat_invoice() -> None:
    printed = VAT_INVOICE.splitlines()
    page_sum = "小计   ￥1000.00   ￥130.00   ￥1130.00"
    (document,) = extract(pages("\n".join([*printed[:7], page_sum, *printed[9:]])))
    assert document.kind == "vat_invoice"
    assert document.fields["total_amount"].confidence <= DOUBTED


@pytest.mark.parametrize(("margin", "sides"), [("", ("", "")), ("   购买方记帐", ("", "")), ("", ("", "销售方  "))])
def test_a_party_whose_sides_word_was_not_read_stands_by_the_forms_order_and_proves_nothing(
    margin: str, sides: tuple[str, str]
) -> None:
    above, below = (f"{side}名    称：" for side in sides)
    upper, _, lower = VAT_INVOICE.replace("130.00\n合", f"130.00{margin}\n合").partition("名    称：枫叶")
    (document,) = extract(pages(f"{upper}{above}枫叶{lower.replace('名    称：', below)}"))
    parties = {name: field for name, field in document.fields.items() if name.startswith(("buyer_", "seller_"))}
    told = {"seller_name": "橡树灯具有限公司", "seller_id": "91310115MA1K3X5Y6Z"}
    expected = {"buyer_name": "枫叶酒店有限公司", "buyer_id": "91110108MA01A2B3C4"} | told
    assert told.keys() <= parties.keys()
    assert all(expected[name] == field.value for name, field in parties.items())
    assert all(field.confidence <= DOUBTED for name, field in parties.items() if not (sides[1] and name in told))


def test_its_qr_code_supports_what_is_printed() -> None:
    code = Barcode(
        1, "QRCode", "01,01,1100193130,05950604,1000.00,20230831,12345678901234567890,A1B2", Box(0, 0, 0.1, 0.1)
    )
    (document,) = extract(pages(VAT_INVOICE, barcodes=(code,)))
    assert "barcode" in document.fields["invoice_number"].supports
    assert "barcode" in document.fields["net_amount"].supports, (
        "the QR code of this type carries the amount without tax"
    )
    assert "barcode" not in document.fields["total_amount"].supports


def test_a_vehicle_licence_gives_plate_vin_and_dates() -> None:
    (document,) = extract(
        pages("""
            中华人民共和国机动车行驶证
号牌号码  京A12345      车辆类型  小型轿车
住址  北京市海淀区橡树街7号
品牌型号  枫叶牌CA7000
车辆识别代号  LFV2A21K5A3123456
发动机号码  H369005
注册日期  2013-06-17      发证日期  2013-06-18
""")
    )
    found = {name: field.value for name, field in document.fields.items()}
    assert document.kind == "vehicle_licence"
    assert (found["plate_number"], found["vin"], found["engine_number"]) == ("京A12345", "LFV2A21K5A3123456", "H369005")
    assert (found["registration_date"], found["issue_date"]) == ("2013-06-17", "2013-06-18")
    assert (found["model_name"], found["address"]) == ("枫叶牌CA7000", "北京市海淀区橡树街7号")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("壹仟贰佰元伍角整", "1200.50"),
        ("壹拾柒万伍仟捌佰圆整", "175800"),
        ("壹万肆仟伍佰零捌元整", "14508"),
        ("叁元零伍分", "3.05"),
    ],
)
def test_capital_numerals(words: str, value: str) -> None:
    assert chinese_amount(words) == Decimal(value)


def test_an_amount_in_words_that_says_another_contradicts_the_total() -> None:
    (document,) = extract(pages(VAT_INVOICE.replace("壹仟壹佰叁拾元整", "壹仟玖佰叁拾元整")))
    total = document.fields["total_amount"]
    assert "words.disagree" in total.supports
    assert total.alternatives == ("1930.00",)


@pytest.mark.parametrize("lost", ["戴仟壹佰叁拾元整", "壹仟佰叁拾元整", "壹仟壹佰叁戴元整"])
def test_numerals_that_were_misread_contradict_nothing(lost: str) -> None:
    (document,) = extract(pages(VAT_INVOICE.replace("壹仟壹佰叁拾元整", lost)))
    assert "words.disagree" not in document.fields["total_amount"].supports


@pytest.mark.parametrize("amount", ["10.00", "1005.30", "100200.00", "200000.05", "12345678.90", "99.01"])
def test_capital_numerals_are_read_as_they_are_written(amount: str) -> None:
    assert chinese_amount(capital_numerals(Decimal(amount))) == Decimal(amount)


CAR_INVOICE = """
                      机动车销售统一发票
开票日期  2023-08-31                                发票代码  143001734660
                                                    发票号码  01652821
购买方名称及      枫叶酒店有限公司          纳税人识别号    91110108MA01A2B3C4
身份证号码/
组织机构代码
车辆类型  轿车      厂牌型号  枫叶牌CA7000EV      产地  中国
合格证号  YC0123456789012     进口证明书号        商检单号
发动机号码  H369005      车辆识别代号/车架号码  LFV2A21K5A3123456
价税合计  壹拾壹万叁仟元整       小写  ￥113000.00
销货单位名称   橡树汽车销售有限公司       电话   0101-2345678
纳税人识别号   91310115MA1K3X5Y6Z         账号   6222000011112222
增值税税额  ￥13000.00      不含税价   ￥100000.00
"""


def test_a_car_invoice_gives_each_party_its_number() -> None:
    (document,) = extract(pages(CAR_INVOICE))
    found = {name: field.value for name, field in document.fields.items()}
    assert document.kind == "motor_vehicle_invoice"
    assert (found["buyer_name"], found["buyer_id"]) == ("枫叶酒店有限公司", "91110108MA01A2B3C4")
    assert (found["seller_name"], found["seller_id"]) == ("橡树汽车销售有限公司", "91310115MA1K3X5Y6Z")
    assert (found["vin"], found["engine_number"], found["model_name"]) == (
        "LFV2A21K5A3123456",
        "H369005",
        "枫叶牌CA7000EV",
    )
    assert "words" in document.fields["total_amount"].supports


@pytest.mark.parametrize(
    "printed",
    [
        "填开日期  2023-08-31",
        "开具日期  2023-08-31",
        "开票日期  2023~08~31",
        "开票日期  2023    年08月    31日",
        "开票日期  2023一08一31",
    ],
)
def test_a_forms_day_is_told_by_each_of_its_words_and_with_a_stroke_misread(printed: str) -> None:
    (document,) = extract(pages(CAR_INVOICE.replace("开票日期  2023-08-31", printed)))
    day = document.fields["invoice_date"]
    assert (day.value, day.repaired, day.supports[:1]) == ("2023-08-31", False, ("label",))


def test_another_day_on_a_form_is_not_its_own() -> None:
    printed = CAR_INVOICE.replace("开票日期  2023-08-31", "交车日期  2023-08-31")
    (document,) = extract(pages(printed))
    assert document.fields["invoice_date"].supports[:1] != ("label",)


@pytest.mark.parametrize("label", ["合格证开具日期", "合同开具日期", "原车发票日期"])
def test_the_day_of_another_thing_proves_none_of_a_form_and_does_not_hide_its_own(label: str) -> None:
    (document,) = extract(pages(CAR_INVOICE.replace("开票日期  2023-08-31", f"{label}  2023-08-25")))
    assert document.fields.get("invoice_date") is None or document.fields["invoice_date"].supports[:1] != ("label",)
    beside = f"{label}  2023-08-25    开票日期  2023-08-31"
    (document,) = extract(pages(CAR_INVOICE.replace("开票日期  2023-08-31", beside)))
    assert document.fields["invoice_date"].value == "2023-08-31"


def test_the_day_on_which_a_form_was_asked_for_does_not_pass_for_its_own() -> None:
    asked = CAR_INVOICE.replace("开票日期  2023-08-31", "开票申请日期  2023-08-25\n开票日期  2023-08-31")
    (document,) = extract(pages(asked))
    assert document.fields["invoice_date"].value == "2023-08-31"


def test_a_label_with_one_sign_misread_is_known() -> None:
    (document,) = extract(pages(CAR_INVOICE.replace("厂牌型号", "工牌型号").replace("发动机号码", "发动机呈码")))
    assert document.fields["engine_number"].value == "H369005"
    assert document.fields["model_name"].value == "枫叶牌CA7000EV"


def test_side_by_side_the_left_party_buys() -> None:
    (document,) = extract(
        pages("""
                电子发票（普通发票）
发票号码：23312000000012345678                      开票日期：2023年08月31日
名称：枫叶酒店有限公司                              名称：橡树灯具有限公司
统一社会信用代码/纳税人识别号：91110108MA01A2B3C4   统一社会信用代码/纳税人识别号：91310115MA1K3X5Y6Z
合计      ￥1000.00     ￥130.00
价税合计（大写）  壹仟壹佰叁拾元整      （小写）￥1130.00
""")
    )
    found = {name: field.value for name, field in document.fields.items()}
    assert (found["buyer_name"], found["seller_name"]) == ("枫叶酒店有限公司", "橡树灯具有限公司")
    assert (found["buyer_id"], found["seller_id"]) == ("91110108MA01A2B3C4", "91310115MA1K3X5Y6Z")


def test_a_social_insurance_statement_names_the_person() -> None:
    (document,) = extract(
        pages("""
              社会保险参保缴费证明
姓名：周文远      公民身份号码：110101199001011237
参保单位：枫叶酒店有限公司
打印日期：2023-08-31
""")
    )
    found = {name: field.value for name, field in document.fields.items()}
    assert document.kind == "insurance_statement"
    assert (found["buyer_name"], found["buyer_id"]) == ("周文远", "110101199001011237")
    assert found["issue_date"] == "2023-08-31"


def test_the_number_that_the_machine_printed_again_supports_it_or_is_its_rival() -> None:
    again = CAR_INVOICE.replace("购买方名称及 ", "机打号码  01652821\n购买方名称及 ")
    (document,) = extract(pages(again))
    assert "repeat:2" in document.fields["invoice_number"].supports
    (document,) = extract(pages(again.replace("机打号码  01652821", "机打号码  01652827")))
    assert document.fields["invoice_number"].rivals == ("01652827",)


def test_dates_that_the_reader_ran_together_go_to_the_labels_before_them() -> None:
    (document,) = extract(
        pages("""
            中华人民共和国机动车行驶证
号牌号码  京A12345
车辆识别代号  LFV2A21K5A3123456
注册日期              发证日期
          2013-06-172013-06-18
""")
    )
    assert document.fields["registration_date"].value == "2013-06-17"
    assert document.fields["issue_date"].value == "2013-06-18"


def test_a_title_that_a_seal_parts_is_still_one() -> None:
    (document,) = extract(pages(CAR_INVOICE.replace("机动车销售统一发票", "机动车      销售统一发票")))
    assert document.kind == "motor_vehicle_invoice"


def test_labels_printed_sign_by_sign_are_put_together() -> None:
    (document,) = extract(
        pages("""
                      营业执照
          统一社会信用代码  91110108MA01A2B3C4
名      称      枫叶酒店有限公司
类      型      有限责任公司
住      所      平湾县解放路7号
""")
    )
    found = {name: field.value for name, field in document.fields.items()}
    assert (found["buyer_name"], found["address"]) == ("枫叶酒店有限公司", "平湾县解放路7号")


def test_a_plate_begins_with_a_provinces_sign() -> None:
    (document,) = extract(pages("机动车行驶证\n号牌号码  护A1O345"))
    plate = document.fields["plate_number"]
    assert (plate.value, plate.repaired) == ("沪A10345", True)


@pytest.mark.parametrize(
    ("printed", "value", "repaired"),
    [
        ("粵B12345", "粤B12345", False),  # the same sign in its traditional shape
        ("粤B·12345", "粤B12345", False),
        ("渝AD12345", "渝AD12345", False),
        ("渝A012345", "渝AD12345", True),  # a new-energy plate has a letter first or last among its six signs
        ("苏E12345D", "苏E12345D", False),
    ],
)
def test_a_plate_is_read_as_plates_are_made(printed: str, value: str, *, repaired: bool) -> None:
    (document,) = extract(pages(f"机动车行驶证\n号牌号码  {printed}"))
    found = document.fields["plate_number"]
    assert (found.value, found.repaired) == (value, repaired)


def test_a_plate_that_begins_with_no_provinces_sign_is_doubted() -> None:
    (document,) = extract(pages("机动车行驶证\n号牌号码  粟A12345"))
    assert document.fields["plate_number"].confidence < 0.5


def test_names_and_labels_read_in_traditional_signs_are_those_of_the_form() -> None:
    (document,) = extract(pages("營業執照\n統一社會信用代碼  91110108MA01A2B3C4\n名稱  博遠餐飲管理有限公司"))
    assert document.fields["buyer_name"].value == "博远餐饮管理有限公司"
    assert document.kind == "business_licence"


def test_a_business_licence_names_its_company_where_the_label_was_not_read() -> None:
    (document,) = extract(
        pages("""
              营业执照
统一社会信用代码 91110108MA01A2B3C4
              博远餐饮管理有限公司
类  型        有限责任公司(自然人投资或控股)
住  所        平湾县解放路7号
""")
    )
    name = document.fields["buyer_name"]
    assert (name.value, name.supports) == ("博远餐饮管理有限公司", ("layout",))


def test_a_label_that_lost_its_first_sign_and_a_date_with_a_wavy_dash_are_read() -> None:
    (document,) = extract(pages("机动车行驶证\n动机号码  H369005\n牌型号  枫叶牌CA7000\n发证日期  2025-11~22"))
    found = {name: field.value for name, field in document.fields.items()}
    assert (found["engine_number"], found["model_name"], found["issue_date"]) == (
        "H369005",
        "枫叶牌CA7000",
        "2025-11-22",
    )


def test_a_total_whose_figures_a_seal_hides_is_read_from_its_numerals() -> None:
    (document,) = extract(pages(VAT_INVOICE.replace("￥1130.00", "")))
    total = document.fields["total_amount"]
    assert (total.value, total.supports) == ("1130.00", ("words", "arithmetic:net+tax"))
    assert total.repaired
    assert (document.fields["net_amount"].value, document.fields["tax_amount"].value) == ("1000.00", "130.00")


def test_numerals_do_not_overrule_figures_that_are_printed() -> None:
    (document,) = extract(pages(VAT_INVOICE.replace("（小写）￥1130.00", "（小写）￥1000.00")))
    assert "words.disagree" in document.fields["total_amount"].supports


def test_a_chinese_invoice_is_in_yuan_whatever_letters_stand_beside() -> None:
    (document,) = extract(pages(VAT_INVOICE.replace("￥", "").replace("台灯", "EUR 12.00 台灯")))
    assert document.fields["currency"].value == "CNY"


@pytest.mark.parametrize("label", ["登记日期", "初次登记日期", "车辆注册日期"])
def test_a_policys_day_of_registration_is_its_cars_and_no_day_of_the_paper(label: str) -> None:
    policy = f"机动车交通事故责任强制保险单\n被保险人  于佳\n号牌号码  京A12345\n{label}  2025年06月21日"
    (document,) = extract(pages(f"{policy}\n保险费合计：760.00元\n签单日期：2025年06月23日"))
    days = {name: field.value for name, field in document.fields.items() if name.endswith("_date")}
    assert (days["registration_date"], days["issue_date"]) == ("2025-06-21", "2025-06-23")
    assert days.get("invoice_date") != "2025-06-21"


@pytest.mark.parametrize("label", ["注册时间", "APP注册日期", "App 登记日期", "登记日期（用户）", "注册日期"])
def test_a_day_of_registration_that_may_be_a_users_proves_no_cars(label: str) -> None:
    policy = f"机动车交通事故责任强制保险单\n被保险人  于佳\n号牌号码  京A12345\n{label}：2025年06月21日"
    (document,) = extract(pages(f"{policy}\n保险费合计：760.00元\n签单日期：2025年06月23日"))
    assert document.fields["registration_date"].repaired
    assert document.fields.get("invoice_date") is None or document.fields["invoice_date"].value != "2025-06-21"


@pytest.mark.parametrize("label", ["用户注册日期", "微信注册日期", "客户登记日期"])
def test_a_users_day_of_registration_is_no_cars(label: str) -> None:
    policy = f"机动车交通事故责任强制保险单\n被保险人  于佳\n号牌号码  京A12345\n{label}：2025年06月21日"
    (document,) = extract(pages(f"{policy}\n保险费合计：760.00元\n签单日期：2025年06月23日"))
    assert "registration_date" not in document.fields


@pytest.mark.parametrize(
    "row",
    [
        "排量  1.498L    登记日期  2025年06月21日",
        "排量 1.498L登记日期 2025年06月21日",
        "登记日期  2025年06月21日    使用性质  非营运",
        "登记日期（初次）：2025年06月21日",
        "发动机号：WP5948323\n注册日期：2025年06月21日",
        "发动机号：WP5948323\n登记日期（年月日）：2025年06月21日",
    ],
)
def test_a_day_of_registration_within_the_cars_block_is_the_cars(row: str) -> None:
    policy = f"机动车交通事故责任强制保险单\n号牌号码  京A12345\n被保险人  于佳\n{row}\n保险费合计：760.00元"
    (document,) = extract(pages(policy))
    found = document.fields["registration_date"]
    assert (found.value, found.repaired) == ("2025-06-21", False)


def test_a_persons_day_of_registration_with_an_insurance_is_no_cars() -> None:
    (document,) = extract(pages("社会保险参保证明\n姓名  于佳\n登记日期  2015年06月21日\n打印日期：2025年06月23日"))
    assert "registration_date" not in document.fields


@pytest.mark.parametrize("owner", ["南湾市枫叶酒店有限公司", "于佳"])
def test_an_owners_name_is_no_address(owner: str) -> None:
    licence = f"中华人民共和国机动车行驶证\n号牌号码  京A12345\n所有人   {owner}\n住    址\n  {owner}"
    (document,) = extract(pages(f"{licence}\n品牌型号  枫叶牌CA7000"))
    assert "address" not in document.fields


@pytest.mark.parametrize(("label", "seller"), [("铛货单位名称", "橡树汽车销售有限公司"), ("发货单位名称", None)])
def test_a_label_whose_sign_for_the_side_was_misread_names_it_by_a_like_sign_only_and_proves_nothing(
    label: str, seller: str | None
) -> None:
    paper = CAR_INVOICE.replace("销货单位名称", label)
    for text in (paper, paper.replace("购买方名称及", "")):
        (document,) = extract(pages(text))
        found, bought = document.fields.get("seller_name"), document.fields.get("buyer_name")
        assert found is None or found.confidence <= DOUBTED
        assert (found and found.value) == seller or text != paper
        assert bought is None or bought.value == "枫叶酒店有限公司"
