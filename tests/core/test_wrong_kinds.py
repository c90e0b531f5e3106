"""Papers of other kinds than proofs of sale, where a program asks for them: contracts, licences, confirmations."""

from dataclasses import replace

import pytest
from factory import case, claim, prior, program
from lies import VIN, paper

from claimcheck.core.duplicates import fact_keys
from claimcheck.core.judge import judge
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
        ("无效  他用无效", True), ("□退车", True),
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


@pytest.mark.parametrize(
    ("listed", "asks"), [(("vehicle_licence",), True), ((), True), (("invoice", "vehicle_licence"), False)]
)
def test_a_vehicle_is_paid_for_once_where_its_licence_is_what_proves_it(listed: tuple[str, ...], *, asks: bool) -> None:
    licence = paper(LICENCE)
    documents = tuple(RequiredDocument(kind, required=False) for kind in listed)
    asked = replace(program(match={}), verify=("vin",), documents=documents, window=None)
    for sha256 in (licence.sha256, "another scan"):
        before = prior(licence, sha256=sha256)
        told = judge(case(claim=claim({"vin": VIN}), program=asked, documents=(licence,), sales=(), priors=(before,)))
        assert (told.verdict != "approve") == asks
        elsewhere = replace(before, program="another")
        told = judge(
            case(claim=claim({"vin": VIN}), program=asked, documents=(licence,), sales=(), priors=(elsewhere,))
        )
        assert told.verdict == "approve"
    assert ("thing", VIN) in fact_keys(licence.sha256, licence.pages, licence.extracted)
