"""Claims of several cars with an invoice and a licence each: every car brings both, and no paper of another's helps."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest
from factory import stands_on
from paper import page, pages

from claimcheck.core.doubts import doubts
from claimcheck.core.judge import judge
from claimcheck.core.rules.programfile import parse
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.sales import Sale

ONE, TWO, THIRD = "LSVAA49J132047371", "LFKXNPMN4PK022618", "LSVNV2182E2100001"
PROGRAM = """
program: fleet
version: "1"
timezone: Asia/Shanghai
locale: zh-CN
currency: CNY
verify: [buyer_name, vin, invoice_number, invoice_date, total_amount]
window: {field: invoice_date, from: 2025-01-01, to: 2025-12-31}
documents: [{kind: motor_vehicle_invoice, required: true}, {kind: vehicle_licence, required: true}]
match: {vin: exact, buyer_name: 0.9, total_amount: 0.00}
confidence: 0.95
"""
INVOICE = """
机动车销售统一发票
发票代码 132011890120        开票日期 2025-03-17
发票号码 {number}
购买方名称  海风物流有限公司
车辆类型  轿车    厂牌型号  海棠HT7150
合格证号  WAB1234567      发动机号码  {engine}
车辆识别代号/车架号码  {vin}
价税合计  {words}      小写  ¥{total}
销货单位名称  海棠汽车销售有限公司
"""
LICENCE = """
中华人民共和国机动车行驶证
号牌号码 苏A{plate}
所有人 海风物流有限公司
车辆识别代号 {vin}
发动机号码 {engine}
"""
FIRST = (
    INVOICE.format(number="00012345", vin=ONE, engine="A123456", words="拾万元整", total="100000.00"),
    LICENCE.format(plate="12345", vin=ONE, engine="A123456"),
)
SECOND = (
    INVOICE.format(number="00012346", vin=TWO, engine="B998877", words="壹拾贰万元整", total="120000.00"),
    LICENCE.format(plate="54321", vin=TWO, engine="B998877"),
)
BUYER = {"buyer_name": "海风物流有限公司"}


def car(number: int, vin: str, bill: str, total: str) -> ClaimLine:
    own = {"vin": vin, "invoice_number": bill, "invoice_date": "2025-03-17", "total_amount": total}
    return ClaimLine(number, own, claimed_amount=Decimal(3000))


CARS = (car(1, ONE, "00012345", "100000.00"), car(2, TWO, "00012346", "120000.00"))


def held(papers: Sequence[str], lines: Sequence[ClaimLine] = CARS) -> Case:
    documents = []
    for i, text in enumerate(papers, 1):
        read = pages(page(text))
        documents.append(CaseDocument(f"doc-{i}", f"doc-{i}", read, stands_on(read, "zh-CN", "CNY")))
    sales = [
        Sale(f"s-{vin}", f"S-{vin}", 1, "D1", {**BUYER, "vin": vin, "total_amount": total}, Decimal(1))
        for vin, total in ((ONE, "100000.00"), (TWO, "120000.00"))
    ]
    made = Claim("C-1", "C-1", "fleet", "D1", 10, 1, BUYER, tuple(lines), tuple(one.id for one in documents))
    return Case(made, parse(PROGRAM, filename="fleet.yaml"), tuple(documents), tuple(sales))


def test_two_cars_with_an_invoice_and_a_licence_each_are_approved() -> None:
    for papers in ((*FIRST, *SECOND), (SECOND[1], FIRST[1], SECOND[0], FIRST[0])):
        decision = judge(held(papers))
        assert (decision.verdict, decision.reasons) == ("approve", ())
        assert [one.sale_id for one in decision.lines] == [f"S-{ONE}", f"S-{TWO}"]


@pytest.mark.parametrize(
    "papers",
    [
        (*FIRST, SECOND[0]),
        (*FIRST, SECOND[0], FIRST[1].replace("12345", "12346")),
        (*FIRST, SECOND[0], SECOND[1].replace(f"车辆识别代号 {TWO}", "")),
        (*FIRST, SECOND[1]),
        (*FIRST, SECOND[0], SECOND[1].replace("B998877", "Z111111")),
        (*FIRST, *SECOND, SECOND[1].replace(TWO, THIRD)),
        (*FIRST, SECOND[0].replace("海风物流有限公司", "江岸运输有限公司"), SECOND[1]),
    ],
    ids=["no licence", "the first's twice", "of no car", "no invoice", "another engine", "of a third", "another buyer"],
)
def test_a_car_without_its_own_papers_is_not_approved_on_the_others(papers: tuple[str, ...]) -> None:
    assert judge(held(papers)).verdict != "approve"


def test_the_line_that_has_no_licence_is_named() -> None:
    (reason,) = judge(held((*FIRST, SECOND[0]))).reasons
    assert (reason.code, str(reason.message)) == (
        "document.wrong_kind",
        "Missing for line 2: vehicle licence; attached: motor vehicle invoice.",
    )


def test_two_cars_of_one_price_on_one_day_are_approved_on_their_own_papers() -> None:
    alike = SECOND[0].replace("壹拾贰万元整", "拾万元整").replace("120000.00", "100000.00")
    made = held((*FIRST, alike, SECOND[1]), (CARS[0], car(2, TWO, "00012346", "100000.00")))
    sold = [replace(one, fields={**one.fields, "total_amount": "100000.00"}) for one in made.sales]
    assert judge(replace(made, sales=tuple(sold))).verdict == "approve"


@pytest.mark.parametrize("engine", ["A123456", "B998877", ""])
def test_a_licence_with_another_cars_plate_is_asked_about(engine: str) -> None:
    silent = SECOND[0].replace("发动机号码  B998877", "")
    copy = LICENCE.format(plate="12345", vin=TWO, engine=engine)
    (reason,) = judge(held((*FIRST, silent, copy))).reasons
    assert (reason.code, reason.verdict) == ("document.reused", "review")


LICENSED = PROGRAM.replace(
    "verify: [buyer_name, vin, invoice_number, invoice_date, total_amount]\n"
    "window: {field: invoice_date, from: 2025-01-01, to: 2025-12-31}\n"
    "documents: [{kind: motor_vehicle_invoice, required: true}, ", "verify: [buyer_name, vin]\ndocuments: [",
).replace(", total_amount: 0.00", "")  # fmt: skip
UNDER = "住址 江苏省南京市秦淮区中山路188号\n注册日期 2025-03-20 发证日期 2025-03-20\n证芯编号 32100988776{}\n"


@pytest.mark.parametrize("matched", [True, False])
def test_where_licences_alone_prove_each_car_has_its_own_and_no_copy(*, matched: bool) -> None:
    asked = parse(LICENSED if matched else LICENSED.replace("{vin: exact, buyer_name: 0.9}", "{}"), filename="one.yaml")
    lines = tuple(ClaimLine(i, {"vin": vin}) for i, vin in enumerate((ONE, TWO), 1))
    first, second = FIRST[1] + UNDER.format("65"), SECOND[1] + UNDER.format("77")
    assert judge(replace(held((first, second), lines), program=asked)).verdict == "approve"
    for copy in (first.replace(ONE, TWO), first.replace(ONE, TWO).replace("号牌号码 苏A12345", "")):
        assert judge(replace(held((first, copy), lines), program=asked)).verdict != "approve"


def test_cars_swapped_between_invoices_are_not_approved() -> None:
    swapped = (car(1, TWO, "00012345", "100000.00"), car(2, ONE, "00012346", "120000.00"))
    assert judge(held((*FIRST, *SECOND), swapped)).verdict != "approve"


def test_a_car_that_an_invoice_only_mentions_is_not_sold_though_its_licence_is_there() -> None:
    both = FIRST[0].replace("发动机号码  A123456", "") + f"车辆识别代号 {TWO}\n"
    lines = (CARS[0], car(2, TWO, "00012345", "100000.00"))
    made = held((both, FIRST[1], SECOND[1]), lines)
    sold = [replace(one, fields={**one.fields, "total_amount": "100000.00"}) for one in made.sales]
    (reason,) = judge(replace(made, sales=tuple(sold))).reasons
    assert (reason.code, reason.field) == ("number.unproved", "vin")


@pytest.mark.parametrize("mentioned", [f"备注 置换车辆{TWO}\n", f"另一辆车辆识别代号 {TWO}\n", f"未交付 {TWO}\n"])
def test_a_licence_that_only_mentions_another_car_is_not_that_cars(mentioned: str) -> None:
    assert judge(held((FIRST[0], SECOND[0], FIRST[1] + mentioned))).verdict != "approve"


def test_an_engine_that_another_cars_invoice_alone_names_is_no_rival() -> None:
    silent = SECOND[0].replace("发动机号码  B998877", "")
    assert judge(held((*FIRST, silent, SECOND[1]))).verdict == "approve"


def test_each_line_has_the_doubtful_readings_of_its_own_papers_looked_at_again() -> None:
    clear = held((*FIRST, *SECOND))
    assert doubts(clear) == ()
    invoice = clear.documents[2]
    fields = {name: replace(field, confidence=0.4) for name, field in invoice.extracted[0].fields.items()}
    faint = replace(invoice, extracted=(replace(invoice.extracted[0], fields=fields),))
    unclear = replace(clear, documents=(*clear.documents[:2], faint, clear.documents[3]))
    assert {doubt.document for doubt in doubts(unclear)} == {"doc-3"}
