"""Papers of other kinds than proofs of sale, where a program asks for them: contracts, licences, confirmations."""

from dataclasses import replace

import pytest
from factory import case, claim, prior, program
from lies import HEAD, PAID, VIN, paper

from claimcheck.core.judge import judge
from claimcheck.core.originals.duplicates import fact_keys
from claimcheck.model.programs import RequiredDocument

CONTRACT = """
SALES CONTRACT
Contract No: K-2044
Seller: Harbour Lamps Sdn Bhd
Buyer: Orchid Motors Sdn Bhd
DESK LAMP                         45.90
Total (RM)                        45.90
Signed by both parties
"""
LICENCE = f"""
中华人民共和国机动车行驶证
号牌号码  沪A12345   车辆类型  小型轿车
所有人  上海明灯贸易有限公司
车辆识别代号  {VIN}
注册日期  2024-03-17   发证日期  2024-03-17
"""


@pytest.mark.parametrize(
    ("mark", "stands"),
    [
        ("", True), ("Demo", True), ("CANCELLATION", True), ("DRAFT", False), ("SPECIMEN", False), ("VOID", False),
        ("CANCELLED 20/03/2024", False), ("This contract is terminated", False), ("Status: cancelled", False),
        ("已注销", False), ("样本", False), ("注销登记", True),
        ("无效  他用无效", True), ("□退车", True), ("此票无效", False), ("本证已被注销", False),
        ("车辆已报废", False), ("登记状态：注销", False), ("登记状态：正常", True), ("复印件", True),
        ("复印无效", True), ("本证逾期无效", True), ("强制报废期止 2040-03-20", True),
        ("合同解除", True), ("第八条  合同终止", True), ("抵押登记  解除", True), ("已终止", False),
        ("合同终止 2024年3月20日", False), ("合同已解除", False),
        ("第九条  退款", True), ("已退款", False), ("退车", False), ("仅供备案使用", True),
        ("未付款", True), ("票样", False),
        ("Cancelled by ________", True), ("Terminated by", True), ("Cancelled on", True), ("Expired on", True),
        ("Cancelled on 20/03/2024", False), ("Terminated by the seller on 20/03/2024", False),
        ("Cancelled by: AMY", False), ("Test certificate", True), ("Training", True), ("TEST", False),
        ("Previous contract   2019   Expired", True), ("Contract no 4711   EXPIRED", False),
        ("Status: Pending", True), ("Payment status: Unpaid", True), ("Original purchase date: 17/03/2024", True),
        ("Goodwill allowance  5.00", True),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("text", "kind", "claimed"),
    [(CONTRACT, "contract", {"seller_name": "Harbour Lamps Sdn Bhd"}), (LICENCE, "vehicle_licence", {"vin": VIN})],
)
def test_a_paper_of_any_kind_proves_nothing_once_it_says_that_it_does_not_stand(
    text: str, kind: str, claimed: dict[str, str], mark: str, *, stands: bool
) -> None:
    asked = replace(program(match={}), verify=tuple(claimed), documents=(RequiredDocument(kind),), window=None)
    told = judge(case(claim=claim(claimed), program=asked, documents=(paper(f"{text}{mark}\n"),), sales=()))
    assert (told.verdict == "approve") == stands
    assert stands or [reason.code for reason in told.reasons] == ["document.doubtful"]


DELIVERED = f"""
VEHICLE DELIVERY CONFIRMATION
Dealer: Harbour Lamps Sdn Bhd
Delivered to: Orchid Motors Sdn Bhd
Delivery date: 17/03/2024
1  VIN: {VIN}
2  VIN: LSVAA49J132047398
"""
SOLD = paper(HEAD + PAID, "doc-2")
BOUGHT = {
    "seller_name": "Harbour Lamps Sdn Bhd", "total_amount": "45.90", "invoice_date": "2024-03-17",
    "buyer_name": "上海明灯贸易有限公司",
}  # fmt: skip


def test_of_a_paper_of_vehicles_its_vehicle_and_its_numbers_are_kept_to_find_it_again() -> None:
    licence = paper(f"{LICENCE}总质量 1860kg  整备质量 1420kg  档案编号 310012345678\n")
    keys = fact_keys(licence.sha256, licence.pages, licence.extracted)
    assert ("thing", VIN) in keys
    assert "content" in {kind for kind, _ in keys}


@pytest.mark.parametrize("listed", [("vehicle_licence",), (), ("invoice", "vehicle_licence")])
def test_a_vehicle_is_paid_for_once_where_its_licence_is_what_proves_it(listed: tuple[str, ...]) -> None:
    licence = paper(LICENCE)
    documents = tuple(RequiredDocument(kind, required=False) for kind in listed)
    asked = replace(program(match={}), verify=("vin",), documents=documents, window=None)
    for sha256 in (licence.sha256, "another scan"):
        before = prior(licence, sha256=sha256)
        told = judge(case(claim=claim({"vin": VIN}), program=asked, documents=(licence,), sales=(), priors=(before,)))
        assert told.verdict == "review"
        elsewhere = replace(before, program="another")
        told = judge(
            case(claim=claim({"vin": VIN}), program=asked, documents=(licence,), sales=(), priors=(elsewhere,))
        )
        assert told.verdict == "approve"


@pytest.mark.parametrize("listed", [(), ("vehicle_licence",)])
def test_a_second_purchase_may_be_for_the_vehicle_of_the_first(listed: tuple[str, ...]) -> None:
    licence = paper(LICENCE, "doc-9")
    documents = tuple(RequiredDocument(kind) for kind in listed)
    asked = replace(program(match={}), documents=documents, window=None, duplicates="reject")
    asked = replace(asked, verify=("seller_name", "total_amount", "invoice_date"))
    before = prior(licence, sha256=licence.sha256)
    told = judge(case(claim=claim(BOUGHT), program=asked, documents=(SOLD, licence), sales=(), priors=(before,)))
    assert told.verdict == "approve"


def test_a_licence_that_alone_names_the_vehicle_is_asked_about_beside_another_sale() -> None:
    licence = paper(LICENCE, "doc-9")
    asked = replace(program(match={}), verify=("seller_name", "total_amount", "invoice_date", "vin"), window=None)
    asked = replace(asked, documents=(RequiredDocument("vehicle_licence"),), duplicates="reject")
    stated, before = claim({**BOUGHT, "vin": VIN}), prior(licence, sha256=licence.sha256)
    told = judge(case(claim=stated, program=asked, documents=(SOLD, licence), sales=(), priors=(before,)))
    assert (told.verdict, [reason.code for reason in told.reasons]) == ("review", ["document.reused"])


@pytest.mark.parametrize(
    ("text", "kind", "vin", "verdict"),
    [(LICENCE, "vehicle_licence", VIN, "reject"), (DELIVERED, "delivery_confirmation", VIN[:-2] + "98", "review")],
)
def test_a_person_says_whether_a_list_of_vehicles_was_used_for_this_one(
    text: str, kind: str, vin: str, verdict: str
) -> None:
    used, documents = paper(text), (RequiredDocument(kind),)
    asked = replace(program(match={}), verify=("vin",), documents=documents, window=None, duplicates="reject")
    before = prior(used, sha256=used.sha256)
    told = judge(case(claim=claim({"vin": vin}), program=asked, documents=(used,), sales=(), priors=(before,)))
    assert told.verdict == verdict
