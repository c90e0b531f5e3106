"""Chinese papers of a deal whose words differ from the tax office's forms: contracts, orders, used cars, letters."""

import pytest
from paper import pages

from claimcheck.core.extract import extract

CONTRACT = """
                    汽车买卖合同
                                        合同编号：HT202511-4471
{seller}枫叶汽车销售有限公司
{buyer}橡树物流有限公司
品牌型号              车辆识别代号            数量      单价（元）
枫叶牌CA7000          LSVAU2A37N2183301       1         158000.00
合同总价款：人民币（大写）壹拾伍万捌仟圆整
（小写）￥158000.00
出卖方（盖章）：                买受方（盖章）：
签订日期：2025年11月07日
"""
ORDER = """
              采购订单
订单编号：DH20251107            下单日期：2025-11-07
采购方：橡树物流有限公司
供应商：枫叶汽车销售有限公司
序号    物料名称    数量    金额
1       货架        1       1561.93
合计    小写：￥1561.93
"""
USED_CAR = """
              二手车销售统一发票
发票代码 144852480464      发票号码 69754159      开票日期 2025-11-28
买方单位/个人      于佳                        单位代码/身份证号码  993105198205178060
买方单位/个人住址  幸福里小区5栋
卖方单位/个人      枫叶汽车贸易有限公司         单位代码/身份证号码  91310115MA1K3X5Y6Z
车牌照号  云CR5768     登记证号  867521113461     厂牌型号  枫叶牌CA7000
车架号/车辆识别代码  LSVAU2A37N2183301
车价合计（大写） 壹拾伍万捌仟圆整      小写 ￥158000.00
"""


def read(text: str) -> dict[str, str | None]:
    (document,) = extract(pages(text))
    return {"kind": document.kind, **{name: field.value for name, field in document.fields.items()}}


@pytest.mark.parametrize(
    ("seller", "buyer"), [("甲方（卖方）：", "乙方（买方）："), ("出卖人：", "买受人："), ("供方：", "需方：")]
)
def test_a_contract_names_its_parties_in_many_words(seller: str, buyer: str) -> None:
    found = read(CONTRACT.format(seller=seller, buyer=buyer))
    assert (found["seller_name"], found["buyer_name"]) == ("枫叶汽车销售有限公司", "橡树物流有限公司")


def test_a_contract_has_its_own_number_and_day_and_the_car_in_its_table() -> None:
    found = read(CONTRACT.format(seller="卖方：", buyer="买方："))
    assert (found["kind"], found["invoice_number"], found["invoice_date"]) == (
        "contract",
        "HT202511-4471",
        "2025-11-07",
    )
    assert (found["vin"], found["model_name"]) == ("LSVAU2A37N2183301", "枫叶牌CA7000")


def test_an_orders_buyer_is_not_taken_for_its_seller() -> None:
    found = read(ORDER)
    assert (found["kind"], found["seller_name"], found["buyer_name"]) == (
        "order",
        "枫叶汽车销售有限公司",
        "橡树物流有限公司",
    )
    assert (found["invoice_number"], found["invoice_date"]) == ("DH20251107", "2025-11-07")


def test_a_used_cars_invoice_has_buyer_seller_and_plate() -> None:
    found = read(USED_CAR)
    assert (found["kind"], found["buyer_name"], found["seller_name"]) == (
        "motor_vehicle_invoice",
        "于佳",
        "枫叶汽车贸易有限公司",
    )
    assert (found["buyer_id"], found["plate_number"]) == ("993105198205178060", "云CR5768")


def test_a_number_beside_the_buyers_label_is_no_name() -> None:
    assert "buyer_name" not in read("机动车销售统一发票\n购买方名称    91310115MA1K3X5Y6Z\n厂牌型号   枫叶牌CA7000")


def test_a_letter_names_the_person_in_its_sentence() -> None:
    found = read("住房公积金缴存证明\n兹证明 于佳，身份证号码：993105198205178060，\n系我单位职工。")
    assert (found["buyer_name"], found["buyer_id"]) == ("于佳", "993105198205178060")
