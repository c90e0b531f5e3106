"""Chinese labels of words that nobody listed, values behind shared labels, and what stands without a label."""

import pytest
from paper import chinese_values as read
from paper import pages

from claimcheck.core.extract import extract

SELLER, BUYER, PERSON = "枫叶汽车销售有限公司", "橡树物流有限公司", "于佳"
SELLERS_ID, BUYERS_ID, PERSONS_ID = "91310115MA1K3X5Y93", "91110108MA01A2B396", "993105198205178060"
VIN, CHECKED = "LSVAU2A37N2183301", "LSVAA49J132047371"


@pytest.mark.parametrize(
    ("paper", "field", "value"),
    [
        ("采购订单\n请购编号：QG2025-77\n客户：橡树物流有限公司", "invoice_number", "QG2025-77"),
        ("采购订单\n商户编号：8983101\n订单号：DD2025-77", "invoice_number", "DD2025-77"),
        ("购车订单\n交车日期：2025-12-07\n下订日期：2025-11-07\n客户：于佳", "invoice_date", "2025-11-07"),
        ("收款收据\n下单日期：2025-10-01\n收款日期：2025-11-07", "invoice_date", "2025-11-07"),
        ("车辆交付单\n订单号：DD001\n交付单号：JF2025-77", "invoice_number", "JF2025-77"),
        ("医疗保险参保证明\n姓名：于佳\n首次参保日期：2015-07-01\n经办日期：2025-11-07", "issue_date", "2025-11-07"),
        ("电子行驶证\n初登日期  2025/11/07\n发证时间  2025/11/09", "registration_date", "2025-11-07"),
        ("机动车登记证书\n所有人姓名  于佳\n车型  CA7000", "buyer_name", PERSON),
        ("订货单\nTo（供货方）：枫叶汽车销售有限公司\n单号：DH001", "seller_name", SELLER),
        ("机动车行驶证\n所有    于佳\n人\n\n品牌    枫叶牌CA7000\n型号", "model_name", "枫叶牌CA7000"),
        ("电子行驶证\n发动机号码  AB.C1234567", "engine_number", "ABC1234567"),
        ("采购订单\n订单号：0R2025041185178", "invoice_number", "OR2025041185178"),
        ("购车订单\n          订单详情\n客户姓名  于佳", "seller_name", None),
        ("收款收据    No 0012345\n客户：于佳", "invoice_number", "0012345"),
        ("送货单    No 0012345\n品名    编号    单位    数量\n轮胎    A877    套    1", "invoice_number", "0012345"),
        ("送货单\n送货日期：2025-11-07", "delivery_date", "2025-11-07"),
        ("机动车行驶证\n所有人  阿里・艾力\n号牌号码  京A12345", "buyer_name", "阿里·艾力"),
        ("交车确认单\n车型  CA7000\n颜色  白\n资料  齐\n里程  9\n机动车销售统一发票", "kind", "delivery_confirmation"),
        ("商品车送达确认单\n发车日期：2025-11-05\n送达日期：2025-11-07", "delivery_date", "2025-11-07"),
        ("非税收入统一票据\n票据代码：61479123  票据号码：9835814491", "invoice_number", "9835814491"),
        ("收款证明\n今收到于佳交来购车款人民币壹拾伍万贰仟\n肆佰伍拾壹圆整。", "total_amount", "152451.00"),
        ("收款证明\n账单详情\n-3942.17\n支付时间  2025-05-06", "total_amount", "3942.17"),
        ("机动车登记证书\n机动车登记编号  京A10707\n转移登记\n机动车登记编号  京B20808", "plate_number", "京B20808"),
        ("机动车整车出厂合格证\n车辆型号  CA7000\n轮胎规格  205\n轮胎数  4\n转向形式  方向盘", "kind", "other"),
        ("电子回单\n付款人  户名  橡树物流有限公司\n收款人  户名  枫叶汽车销售有限公司", "seller_name", SELLER),
        ("员工购车审批表\n员工姓名  于佳\n附：身份证、机动车销售统一发票复印件", "kind", "other"),
        ("报废机动车回收证明\n号牌号码  京A12345\n使用性质  私\n整备质量  1\n检验记录  无", "kind", "other"),
        ("车辆一致性证书\nCCC证书签发日期：2024-03-18\n签发日期：2025-10-16", "issue_date", "2025-10-16"),
        ("税收完税证明\n纳税人识别号  91110108MA01A2B396  纳税人名称  橡树物流有限公司", "buyer_id", BUYERS_ID),
        ("内购车审批表\n提车经销商  枫叶汽车销售有限公司", "seller_name", SELLER),
        ("收据\n收款单位（盖章）：枫叶汽车销售有限公司会计：于佳", "seller_name", SELLER),
        (
            "机动车登记证书\n机动车所有人/身份证明名称/号码  于佳\n/居民身份证/993105198205178060",
            "buyer_id",
            PERSONS_ID,
        ),
        (
            "补贴申请表\n二手车发票号：12345678\n发票号码：25312000000012345678",
            "invoice_number",
            "25312000000012345678",
        ),
        ("收款证明\n兹证明我司收到橡树物流有限公司支付的购车款", "buyer_name", BUYER),
        ("车辆交付证明\n本人于佳（身份证号：993105198205178060）提车", "buyer_name", PERSON),
        ("收据\n本人在枫叶汽车销售有限公司\n购买汽车一辆", "seller_name", SELLER),
        ("收 据\n收款单位 Payee：枫叶汽车销售有限公司", "seller_name", SELLER),
        ("以旧换新补贴申请表\n发票金额  100.00\n申请人  于佳", "kind", "other"),
        ("置换协议\n旧车\n车架号  LFV2A21K5A3123456\n新车\n车架号  LSVAU2A37N2183301", "vin", "LSVAU2A37N2183301"),
        ("销售合同\n车辆总价款壹拾伍万元整（￥150,000.00）\n定金伍仟元整（￥5,000.00）", "total_amount", "150000.00"),
    ],
)
def test_labels_are_told_by_their_heads_and_what_stands_before_them(paper: str, field: str, value: str | None) -> None:
    assert read(paper).get(field) == value


@pytest.mark.parametrize(
    "owner",
    [
        "1.机动车所有人/身份证明名称/号码  于佳/居民身份证/993105198205178060",
        "                于佳\n1.机动车所有人/身份     居民身份证\n证明名称/号码         993105198205178060",
        "1.机动车所有      于佳\n人/身份证明名称/号码  居民身份证/993105198205178060",
        "机动车所有人\n身份证明名称    于佳/居民身份证/993105198205178060\n号码",
    ],
)
def test_an_owner_stands_beside_a_certificates_label_wherever_that_breaks(owner: str) -> None:
    found = read(
        f"            机动车登记证书\n\n{owner}\n\n"
        "               安澜市公安局\n2.登记机关             2025-11-07\n               交通警察支队\n\n"
        "4.机动车登记编号    京A10707"
    )

    assert (found["buyer_name"], found["buyer_id"]) == (PERSON, PERSONS_ID)
    assert found["registration_date"] == "2025-11-07"


@pytest.mark.parametrize(
    ("goods", "note", "vin"),
    [
        (f"*汽车*轿车    {CHECKED}    辆    1", "", CHECKED),
        (f"*机动车*轿车{CHECKED}    辆    1", "", CHECKED),
        ("*汽车*轿车    CA7000    辆    1", f"车架号：{CHECKED}", CHECKED),
        (f"*维修*保养费    {CHECKED}    次    1", "", None),
        (f"*汽车配件*滤芯    适用{CHECKED}    个    1", "", None),
        ("*汽车*轿车    CA7000    辆    1", f"旧车 {CHECKED}", None),
        ("*汽车*轿车    CA7000    辆    1", f"旧车车架号：{CHECKED}", None),
        ("*汽车*轿车    CA7000    辆    1", f"置换车辆：{CHECKED}", None),
    ],
)
def test_a_tax_invoices_car_is_the_one_in_its_goods(goods: str, note: str, vin: str | None) -> None:
    found = read(f"电子发票（普通发票）    发票号码：25312000000012345678\n项目名称    规格型号\n{goods}\n备注  {note}")
    assert found.get("vin") == vin


@pytest.mark.parametrize("other", ["领款人", "原车主", "旧车车主", "报废车主", "交车人", "受益人", "报销人", "职工"])
@pytest.mark.parametrize("paper", ["收款收据", "销售发票", "交车确认单"])
def test_who_is_no_buyer_is_none_on_a_paper_of_a_sale(paper: str, other: str) -> None:
    assert "buyer_name" not in read(f"{paper}\n日期：2025-11-07\n卖方：{SELLER}\n合计：￥1000.00\n{other}：{PERSON}")


@pytest.mark.parametrize(
    ("sentence", "side", "name"),
    [
        ("本人在{0}购买汽车", "seller_name", SELLER),
        ("本人未在{0}购车", "seller_name", None),
        ("如需在{0}提车请提前预约", "seller_name", None),
        ("本人已在{0}提车", "seller_name", SELLER),
        ("我公司（{0}）已收到货款", "seller_name", SELLER),
        ("我公司（{0}）向销售店支付购车款", "seller_name", None),
        ("兹证明未收到{1}支付的购车款", "buyer_name", None),
        ("款项交给{1}", "buyer_name", None),
        ("兹证明收到{1}支付的购车款", "buyer_name", BUYER),
    ],
)
def test_a_sentence_names_who_dealt_only_where_it_says_that_they_did(sentence: str, side: str, name: str) -> None:
    (document,) = extract(pages(f"收款证明\n{sentence.format(SELLER, BUYER)}"), locale="zh-CN", currency="CNY")
    found = document.fields.get(side)
    assert (found.value if found and found.repaired else None) == name


CAR_INVOICE = "发票代码  132001234567  发票号码  01234567\n合格证\n价税合计  元\n厂牌型号  C7\n限乘人数  5\n吨位"


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("账单详情\n当前状态  支付成功\n商户全称  枫叶汽车销售有限公司", "receipt"),
        ("账单详情\n当前状态  待支付\n商户全称  枫叶汽车销售有限公司", "other"),
        ("转账结果\n等待对方收款", "other"),
        ("维修结算单", "receipt"),
        ("维修预结算单", "other"),
        ("待结算单", "other"),
        ("模拟结算单", "other"),
        (CAR_INVOICE, "invoice"),
    ],
)
def test_a_title_counts_where_it_is_one_and_says_that_money_was_paid(paper: str, kind: str) -> None:
    assert read(paper)["kind"] == kind


def test_a_day_whose_last_figure_was_lost_is_none() -> None:
    assert "issue_date" not in read("机动车行驶证\n号牌号码  京A12345\n发证日期  2025-02-2")


@pytest.mark.parametrize(
    ("paper", "total"),
    [
        ("购车合同\n裸车价：150000.00\n购置税：13000.00\n合计：163000.00", "163000.00"),
        ("购车合同\n车辆价格：150000.00元\n精品加装：13000.00元\n合计：163000.00元", "163000.00"),
        ("购车合同\n优惠后单价：70000.00元\n数量：2\n合计：140000.00元", "140000.00"),
        ("购车合同\n优惠后单价：70000.00元  数量：2  合计：140000.00元", "140000.00"),
        ("购车合同\n车辆价格：150000.00元\n定金：13000.00元", "150000.00"),
        ("购车合同\n成交总价：163000.00元\n合计：163000.00元\n转账金额：50000.00元", "163000.00"),
        ("购车合同\n合同总价：200000.00元\n本次支付：50000.00元", "200000.00"),
        ("购车合同\n价款：200000.00元\n转账金额：50000.00元", "200000.00"),
        ("二手车买卖合同\n车辆交易金额：200000.00元", "200000.00"),
        ("收款收据\n合同总价：200000.00元\n本次收款：50000.00元", "50000.00"),
        ("收款收据\n今收到：张三\n交来购车定金 ¥20,000.00\n收款单位：枫叶汽车销售有限公司", None),
        ("收款收据\n今收到张三交来购车定金人民币贰万元整 ¥20,000.00\n收款单位：枫叶汽车销售有限公司", None),
        ("收款证明\n账单详情\n退款金额  -5000.00\n支付时间  2025-05-06", None),
    ],
)
def test_the_price_is_the_whole_one_and_a_payment_is_the_price_on_its_slip_only(paper: str, total: str | None) -> None:
    assert read(paper).get("total_amount") == total


def test_a_sum_over_a_price_of_the_car_alone_is_its_rival() -> None:
    (document,) = extract(pages("购车合同\n" + "裸车价：150000.00元\n" * 4 + "合计：163000.00元"), locale="zh-CN")
    assert "163000.00" in document.fields["total_amount"].rivals


@pytest.mark.parametrize(
    ("behind", "number"),
    [
        ("地址 光华路5号 开户行 工商银行光华支行 账号 310066661018800123", None),
        ("  开户行及账号  工商银行光华支行 310066661018800123", None),
        ("地址 光华路5号 编码 310066661018800123", None),
        ("地址 光华路5号 编码 91310115MA1K3X5Y93", SELLERS_ID),
        ("地址 光华路5号 编码 91310115MA1K3XSY93", SELLERS_ID),
        ("账号 310066661018800123 编码 91310115MA1K3X5Y93", SELLERS_ID),
    ],
)
def test_an_account_is_no_companys_number(behind: str, number: str | None) -> None:
    assert read(f"购车合同\n卖方：枫叶汽车销售有限公司 {behind}\n买方：于佳").get("seller_id") == number


def test_labels_with_a_stroke_between_share_what_stands_behind_them() -> None:
    found = read(
        "机动车销售统一发票\n发票代码/发票号码：131001520001/00123456\n购买方名称/证件号：于佳/993105198205178060\n"
        f"车架号/发动机号：{VIN}/H369005"
    )
    assert (found["invoice_code"], found["invoice_number"]) == ("131001520001", "00123456")
    assert (found["buyer_name"], found["buyer_id"], found["engine_number"]) == (PERSON, PERSONS_ID, "H369005")


@pytest.mark.parametrize("name", ["甲方证件号", "甲方身份证号码"])
def test_a_letters_number_is_that_of_its_side(name: str) -> None:
    found = read(f"二手车买卖合同\n甲方（购车方）：{PERSON}\n乙方（售车方）：{SELLER}\n{name}：{PERSONS_ID}")
    assert found["buyer_id"] == PERSONS_ID
    assert "seller_id" not in found


def test_numbers_under_the_names_of_both_sides_are_theirs() -> None:
    found = read(f"""
电子发票（普通发票）
购 买 方                            销 售 方
{BUYER}                            {SELLER}
{BUYERS_ID}                  {SELLERS_ID}
""")
    assert (found["buyer_id"], found["seller_id"]) == (BUYERS_ID, SELLERS_ID)


def test_a_person_has_an_identity_number_and_not_the_employers_code() -> None:
    found = read(f"""
社会保险参保证明
单位名称：{BUYER}    统一社会信用代码：{BUYERS_ID}
序号    姓名    身份证号码
1       {PERSON}    {PERSONS_ID}
""")
    assert (found["buyer_name"], found["buyer_id"]) == (PERSON, PERSONS_ID)


@pytest.mark.parametrize(
    ("label", "amount"),
    [("成交价", "158000.00"), ("开票价", "158000.00"), ("含税总计", "158000.00")],
)
def test_a_price_is_told_from_its_parts(label: str, amount: str) -> None:
    found = read(f"购车订单\n指导价  168000.00\n{label}  158000.00\n定金  5000.00\n尾款  153000.00")
    assert found["total_amount"] == amount


def test_the_car_invoice_of_the_digital_kind_is_a_car_invoice() -> None:
    assert read("电子发票（机动车销售统一发票）\n发票号码：25312000000012345678")["kind"] == "motor_vehicle_invoice"


@pytest.mark.parametrize(("title", "kind"), [("送 货 单", "delivery_confirmation"), ("网上银行电子回单", "receipt")])
def test_papers_of_what_followed_a_deal_are_known(title: str, kind: str) -> None:
    assert read(f"{title}\n单号：XS001")["kind"] == kind


def test_the_one_print_that_can_be_a_vin_is_it_but_not_surely() -> None:
    (document,) = extract(pages(f"机动车行驶证\n沪A12345\n{VIN}"))
    assert (document.fields["vin"].value, document.fields["vin"].confidence < 0.9) == (VIN, True)


def test_what_stands_under_the_head_of_a_block_is_a_name_only_where_it_surely_is() -> None:
    found = read(f"""
北京增值税专用发票
            名称：{BUYER}
购买方      纳税人识别号：{BUYERS_ID}
税总函      货物名称
            名称：{SELLER}
销售方      纳税人识别号：{SELLERS_ID}
""")
    assert (found["buyer_name"], found["seller_name"]) == (BUYER, SELLER)


def test_a_number_of_noughts_is_nobodys() -> None:
    found = read(f"机动车销售统一发票\n购买方名称  {PERSON}  纳税人识别号  000000000000000\n        {PERSONS_ID}")
    assert found.get("buyer_id") == PERSONS_ID


def test_columns_that_were_read_as_one_line_are_told_apart_at_a_vin() -> None:
    found = read(f"机动车销售统一发票\n厂牌型号 发动机号 车辆识别代号\n枫叶牌CA7000 H369005 {VIN} 白色")
    assert found["engine_number"] == "H369005"


def test_a_stamp_beside_the_place_of_a_sellers_seal_is_no_name() -> None:
    found = read(f"增值税专用发票\n名称：{BUYER}\n名称：{SELLER}\n开票人：陈立    销售方：（章）\n           电验军")
    assert found["seller_name"] == SELLER
