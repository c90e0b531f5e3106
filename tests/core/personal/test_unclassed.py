"""What nothing of the sale accounts for is hidden, labelled or not; what the sale consists of is seen."""

import time

import pytest
from paper import Placed, put

from claimcheck.core.personal.unclassed import unclassed
from claimcheck.model.documents import Box, Line, Page, Word

TABLE: tuple[Placed, ...] = (("Description", 0.1, 0.4), ("Qty", 0.5, 0.4), ("Amount", 0.8, 0.4))
TOTAL: Placed = ("Total 45.90", 0.1, 0.8)


def left_of(*placed: Placed, stated: tuple[str, ...] = ()) -> str:
    """What is seen of these lines."""
    page = put(*placed)
    hidden = dict(unclassed(page, stated))
    seen = []
    for line in page.lines:
        signs = list(line.text)
        for start, end in hidden.get(line, ()):
            signs[start:end] = " " * (end - start)
        seen += "".join(signs).split()
    return " ".join(seen)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Anna Lee", ""), ("ANNA LEE", ""), ("anna lee", ""), ("A. Lee", ""), ("Lee, Anna", ","), ("Mary Price", ""),
        ("Thank you, Anna Lee", "Thank you,"), ("Anna Lee 14/03/2024", "14/03/2024"), ("Ref: Anna Lee", "Ref:"),
        ("Policy holder: Anna Lee", "Policy :"), ("Total 45.90 Anna Lee", "Total 45.90"), ("CustomerAnna", ""),
        ("Bezahlt von Kolja Dexheimer", "Bezahlt von"), ("Retiré par Solène Marchand", "par"),
        ("Odebrał Karol Deksler", ""), ("Dibayar oleh Siti Nurhaliza", "oleh"), ("谢谢惠顾，张伟", "谢谢惠顾，"),
        ("由张伟领取", "领取"), ("钱", ""), ("张", ""), ("张 伟", ""), ("英", ""),
        ("谢谢惠顾，张元", "谢谢惠顾，"), ("由张元领取", "由 领取"), ("签收 张克", "签收"), ("包和", ""),
        ("签字：钱", "签字："), ("会员张台", "会员"), ("司马 光", ""),
        ("Kolja Dexheimer and Ben", "and"), ("Kolja Dexheimer company", "company"),
        ("L. Avril", ""), ("Calle Mayor 12", ""), ("云栖市桂花巷27号", ""),
    ],
)  # fmt: skip
def test_who_somebody_is_needs_no_label_to_be_hidden(text: str, left: str) -> None:
    assert left_of((text, 0.1, 0.2)) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("QQ 12 34 56 C", ""), ("21 555 0123", ""), ("65070412345", ""), ("AB12 CDE", ""), ("L KD 88", ""),
        ("20-44-51 31926819", ""), ("532013000 14/03/2024", "14/03/2024"), ("Pass NP1234567", ""), ("00-950", ""),
    ],
)  # fmt: skip
def test_a_number_that_no_label_of_the_sale_announces_is_hidden(text: str, left: str) -> None:
    assert left_of((text, 0.1, 0.2)) == left


@pytest.mark.parametrize(
    "text",
    [
        "Invoice No: INV-10071", "Rechnungs-Nr.: 4711882", "VAT Reg No: GB 480 2291 73", "合计：9.00", "2024年3月14日",
        "金 额 9.00", "VAT @ 20.00%", "合", "税率/征收率",
        "Verkaufsdatum:30.04.25 17:12", "Anz.", "Sales Tax 8.25%", "Total a pagar", "Date d'émission:14/03/2024",
        "Date: 14.03.2024 12:05", "Subtotal 1,234.50", "Harbour Lamps Sdn Bhd", "杭州明灯照明有限公司", "TVA 20% 9,00",
        "Zwischensumme (netto) 45,00", "Importe total: 45,90 €", "Do zapłaty 45,90 zł", "4 new tyres",
        "Amount in words: forty five euros and ninety cents", "GRAND TOTAL 45.90", "Engine No: 4G63S4T-8812",
        "IMEI 356938035643809", "S/N C02XG2JHJG5H", "Seriennummer: 4K88-1234-ZZ", "N° de série 12345ABC",
        "序列号 SN123456", "型号 ABC-1234", "Odometer 45000", "Rg.-Nr. 2024/0815",
        "发票号码：12345678", "共3张", "计 2 张", "单张 9.00", "人民币（大写）肆拾伍元玖角整", "百十万千百十元角分",
    ],
)  # fmt: skip
def test_what_a_sale_consists_of_is_seen(text: str) -> None:
    assert left_of((text, 0.1, 0.2)) == text


@pytest.mark.parametrize(
    ("placed", "left"),
    [
        ((*TABLE, ("Brake pad BP-44118", 0.1, 0.45), ("45.90", 0.8, 0.45)), "Brake pad BP-44118 45.90"),
        ((*TABLE, ("Delivery to 12 Oak Street, Leeds", 0.1, 0.45), ("5.00", 0.8, 0.45)), "5.00"),
        ((*TABLE, ("Lieferung Lindenweg 2", 0.1, 0.45), ("5.00", 0.8, 0.45)), "5.00"),
        ((("Brake hose 25m", 0.1, 0.4), ("1 x 45.90", 0.1, 0.43)), "Brake hose 25m 1 x 45.90"),
        ((*TABLE, ("4 Michelin tyres", 0.1, 0.45), ("5.00", 0.8, 0.45)), "4 Michelin tyres 5.00"),
        ((*TABLE, ("Brake pad", 0.1, 0.45), ("Anna Lee", 0.55, 0.45), ("45.90", 0.8, 0.45)), "Brake pad 45.90"),
        ((*TABLE, ("Oil change for Anna Lee 45.90", 0.1, 0.45)), "Oil change for 45.90"),
        ((*TABLE, ("Patient: Anna Lee 45.90", 0.1, 0.45)), "Patient: 45.90"),
        ((*TABLE, ("Guest name: Anna Lee 45.90", 0.1, 0.45)), "Guest name: 45.90"),
        ((*TABLE, ("Guest slippers Sorrento 45.90", 0.1, 0.45)), "Guest slippers 45.90"),
        ((*TABLE, ("Lamp 45.90", 0.1, 0.45), TOTAL, ("Anna Lee 45.90", 0.1, 0.9)), "Lamp 45.90 Total 45.90 45.90"),
    ],
)  # fmt: skip
def test_what_was_bought_is_seen_and_for_whom_is_not(placed: tuple[Placed, ...], left: str) -> None:
    assert left_of(*placed).removeprefix("Description Qty Amount ") == left


@pytest.mark.parametrize(
    "heads",
    [
        ("Artikel", "Mge.", "EP", "GP"), ("Bezeichnung", "St.", "E-Preis", "Betrag"), ("Concepto", "Cant.", "P. unit."),
        ("Artículo", "Ctd.", "Precio", "Importe"), ("Descrizione", "Q.tà", "P. unitario"), ("Nazwa", "Ilość", "Cena"),
        ("Désignation", "Q.té", "P.U. HT"), ("Omschrijving", "Aant.", "Prijs"), ("Descrição", "Qtd.", "Pr. Unitário"),
        ("Butiran", "Kuantiti", "U.Price"), ("Item", "Qty", "U/Price"), ("Artikel", "Stück", "Preis"),
        ("Bezeichnung", "Men", "Einzel", "Gesamt"),
    ],
)  # fmt: skip
def test_heads_of_columns_are_seen_however_they_are_shortened(heads: tuple[str, ...]) -> None:
    placed: list[Placed] = [(said, 0.1 + 0.2 * place, 0.3) for place, said in enumerate(heads)]
    assert left_of(*placed, ("2", 0.3, 0.34), ("45.90", 0.7, 0.34)).removesuffix(" 2 45.90") == " ".join(heads)


def test_a_name_in_the_head_of_a_table_is_hidden() -> None:
    assert left_of(("Item Mary Price Qty", 0.1, 0.3), ("45.90", 0.7, 0.34)) == "Item Price Qty 45.90"
    assert left_of(("Item Mena Price Qty", 0.1, 0.3), ("45.90", 0.7, 0.34)) == "Item Price Qty 45.90"


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("Anna Lee 45.90", "45.90"), ("1 x Anna Lee 45.90", "1 x 45.90"), ("ANNALEE 45.90", "45.90"),
        ("LEE, ANNA 45.90", ", 45.90"), ("Brake pad A. Lee 45.90", "Brake pad 45.90"), ("Anna 45.90", "45.90"),
        ("Brot 45.90", "Brot 45.90"), ("4nna L33 45.90", "45.90"),
        ("Student Anna Lee course fee 45.90", "Student course fee 45.90"),
        ("brake pad anna lee 45.90", "brake pad 45.90"),
        ("VIN LSVAA49J132047371 Anna Lee", "VIN LSVAA49J132047371"), ("ANNA88 Brake pad 45.90", "Brake pad 45.90"),
        ("Brake pad/Anna/Lee 45.90", "Brake 45.90"), ("Anna White 45.90", "45.90"), ("Bram de Wit 45.90", "45.90"),
        ("Tan Bun course fee 45.90", "course fee 45.90"), ("Mark Price 45.90", "45.90"), ("Rose 45.90", "45.90"),
        ("机油滤清器 张伟 45.90", "机油滤清器 45.90"), ("马达 45.90", "45.90"),
        ("机油滤清器 黄金凤 45.90", "机油滤清器 45.90"), ("钱立新课程费 45.90", "课程费 45.90"),
        ("Li Na 45.90", "45.90"), ("Lee Min Ho 45.90", "45.90"), ("AMY45.90", ""),
        ("Oil change LK68 ZRT 45.90", "Oil change 45.90"), ("Oil change 65070412345 45.90", "Oil change 45.90"),
    ],
)  # fmt: skip
def test_a_name_among_what_was_bought_is_hidden_as_nothing_accounts_for_it(row: str, left: str) -> None:
    assert left_of((row, 0.1, 0.2)) == left


@pytest.mark.parametrize(
    "row",
    [
        "Brake pads BP-44118 45.90", "White rice 5 kg 9.00", "Bremsscheiben vorne 2 45,90", "4 new tyres 45.90",
        "Lampa biała 45,90", "Olio motore 5W-30 45,90", "Ayam goreng 9.00", "机油滤清器 2 45.90", "空调滤芯更换 45.90",
        "9555047302019 Shampoo 9.00", "Kabel HDMI 2m 9.00", "Total 9.00", "Cash 50.00", "Annual subscription 9.00",
    ],
)  # fmt: skip
def test_what_wares_consist_of_is_seen_among_what_was_bought(row: str) -> None:
    assert left_of((row, 0.1, 0.2)) == row


@pytest.mark.parametrize(
    ("row", "stated", "left"),
    [
        ("Nasi Kerabu 45.90", "Nasi Kerabu", "Nasi Kerabu 45.90"), ("Zetros Anna 45.90", "Zetros 1833", "Zetros 45.90"),
        ("Model: Zetros Anna", "Zetros", "Model: Zetros"), ("型号：帝豪", "吉利帝豪", "型号：帝豪"),
        ("Mercedes Lopez 45.90", "Mercedes-Benz C 200", "45.90"), ("Zetros", "Zetros", ""),
    ],
)  # fmt: skip
def test_what_claim_or_sale_states_of_a_ware_is_seen_where_wares_stand(row: str, stated: str, left: str) -> None:
    assert left_of((row, 0.1, 0.2), stated=(stated,)) == left


@pytest.mark.parametrize(
    ("row", "stated", "left"),
    [
        ("宋L", "宋L", "宋L"), ("秦PLUS DM-i", "比亚迪秦PLUS DM-i", "秦PLUS DM-i"), ("宋L", "汉EV", ""),
        ("宋伟L", "宋L", ""), ("宋安装", "宋L", ""),
    ],
)  # fmt: skip
def test_a_sign_and_a_letter_that_name_a_model_are_seen_where_it_is_stated(row: str, stated: str, left: str) -> None:
    placed: tuple[Placed, ...] = (("品名", 0.1, 0.4), ("数量", 0.5, 0.4), ("金额", 0.8, 0.4), (row, 0.1, 0.45))
    said = left_of(*placed, ("1辆", 0.5, 0.45), ("99800.00", 0.8, 0.45), stated=(stated,))
    assert said.removeprefix("品名 数量 金额 ").removesuffix("1辆 99800.00").strip() == left


@pytest.mark.parametrize("cell", ["2 Stck.", "10 m", "2 L", "2 UN", "1 pauschal", "2 Paar", "3 m²", "1.5 t"])
def test_how_much_was_bought_is_seen_in_whatever_unit(cell: str) -> None:
    left = left_of(*TABLE, ("Brake pad", 0.1, 0.45), (cell, 0.5, 0.45), ("45.90", 0.8, 0.45))
    assert left == f"Description Qty Amount Brake pad {cell} 45.90"


@pytest.mark.parametrize(
    "text",
    [
        "车型 品牌 车系 配置", "车身颜色 排量 座位数 里程", "指导价 成交价 裸车价", "购置税 交强险 商业险 车船税",
        "置换补贴", "Farbe: Hubraum Kraftstoff Benzin Erstzulassung", "HSN UOM Subt.",
    ],
)  # fmt: skip
def test_labels_and_charges_of_cars_are_seen(text: str) -> None:
    assert left_of((text, 0.1, 0.2)) == text


@pytest.mark.parametrize(
    ("row", "left"),
    [
        ("Skoda 45.90", "Skoda 45.90"),
        ("Volvo XC60 45.90", "Volvo XC60 45.90"),
        ("华为手机壳 45.90", "华为手机壳 45.90"),
        ("Mercedes-Benz C200 45.90", "Mercedes-Benz C200 45.90"),
        ("Mercedes 45.90", "45.90"),
        ("Kia 45.90", "45.90"),
        ("比亚迪轿车 45.90", "比亚迪轿车 45.90"),
        ("王长城 45.90", "45.90"),
        ("张长城课程费 45.90", "课程费 45.90"),
        ("学员李长城课程费 45.90", "学员 课程费 45.90"),
        ("长城 45.90", "45.90"),
    ],
)
def test_makers_are_seen_and_who_is_called_as_they_are_is_not(row: str, left: str) -> None:
    assert left_of((row, 0.1, 0.2)) == left


def test_a_name_that_goes_on_below_a_row_of_goods_is_hidden_in_both_lines() -> None:
    assert left_of(("Brake pad Anna", 0.1, 0.2), ("45.90", 0.8, 0.2), ("Lee", 0.1, 0.23)) == "Brake pad 45.90"


@pytest.mark.parametrize(
    ("placed", "left"),
    [
        ((("Starter Kit", 0.1, 0.2), ("1 x 16.00 16.00", 0.1, 0.23)), "Starter Kit 1 x 16.00 16.00"),
        ((("Price", 0.1, 0.2), ("45.90", 0.5, 0.2)), "Price 45.90"),
        ((("Price", 0.1, 0.2), ("Mary", 0.5, 0.2)), ""),
        ((("Order No", 0.1, 0.2), ("4711882", 0.5, 0.2)), "Order No 4711882"),
        ((("Order No", 0.1, 0.2), ("4711882", 0.1, 0.23)), "Order No 4711882"),
        ((("Passport", 0.1, 0.2), ("4711882", 0.5, 0.2)), ""),
    ],
)  # fmt: skip
def test_what_stands_beside_a_word_or_number_tells_what_it_is(placed: tuple[Placed, ...], left: str) -> None:
    assert left_of(*placed) == left


@pytest.mark.parametrize(
    "placed",
    [
        [("a1234567 " * 1500, 0.1, 0.2)],
        [("for Anna " * 800 + "9.00", 0.1, 0.2)],
        [("Customer a Anna " * 800, 0.1, 0.2)],
        [("Price", 0.001 * (at % 900), 0.2 + at * 1e-7) for at in range(600)],
        [("12345678", 0.001 * (at % 900), 0.2 + at * 1e-7) for at in range(600)],
    ],
    ids=["codes", "for whom", "labels", "words of a row", "numbers of a row"],
)
def test_a_line_or_row_of_thousands_of_words_takes_no_time(placed: list[Placed]) -> None:
    lines = tuple(
        Line(text, Box(left, top, 0.95, top + 0.02), 0.99, tuple(
            Word(said, Box(left, top, 0.95, top + 0.02), 0.99) for said in text.split()
        ))
        for text, left, top in placed
    )  # fmt: skip
    page = Page(1, 1000, 1000, lines, reader="drawn")
    began = time.process_time()

    list(unclassed(page))

    assert time.process_time() - began < 0.5
