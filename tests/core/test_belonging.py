"""Papers beside the proof of sale that speak of another vehicle, or of another buyer and no vehicle."""

from dataclasses import replace

import pytest
from factory import case, claim, program, stands_on
from lies import VIN
from paper import page, pages

from claimcheck.core.belonging import belonging
from claimcheck.core.evidence.owned import own_papers
from claimcheck.core.extract import extract
from claimcheck.core.extract.page.rows import rows_of
from claimcheck.core.tied import printed
from claimcheck.core.verify import sources
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Finding
from claimcheck.model.documents import Kind
from claimcheck.model.programs import RequiredDocument

NUMBER, NAMESAKES = "身份证号码  110101199003070046\n", "身份证号码  320106198502147833\n"
INVOICE = f"""
机动车销售统一发票
发票号码 00012345
购买方名称  王小明
{NUMBER}发动机号码  A123456    车辆识别代号/车架号码  {VIN}
销货单位名称  海棠汽车销售有限公司
"""
LICENCE = f"""
中华人民共和国机动车行驶证
所有人 王小明
车辆识别代号 {VIN}
发动机号码 A123456
"""
STATEMENT = """
社会保险参保缴费证明
姓名  王小明
"""


@pytest.mark.parametrize(
    ("beside", "another"),
    [
        (LICENCE, False),
        (LICENCE.replace(VIN, "LFKXNPMN4PK022618"), True),
        (LICENCE.replace("A123456", "B998877"), True),
        (LICENCE.replace("A123456", "A123458"), False),
        (LICENCE.replace("王小明", "李大伟"), False),
        (STATEMENT, False),
        (STATEMENT.replace("王小明", "李大伟"), True),
        (STATEMENT + NUMBER, False),
        (STATEMENT + NAMESAKES, True),
        (STATEMENT + NUMBER.replace("70046", "7002X"), True),
        (STATEMENT + NUMBER.replace("70046", "10046"), False),
    ],
    ids=[
        "its licence",
        "another car's",
        "another engine",
        "engine misread",
        "owner",
        "its statement",
        "another's",
        "its number",
        "of the same name",
        "the next number",
        "misread",
    ],
)
def test_a_paper_beside_the_invoice_is_of_its_vehicle_or_of_its_buyer(beside: str, *, another: bool) -> None:
    read = [pages(page(text)) for text in (INVOICE, beside)]
    papers = tuple(
        CaseDocument(str(at), str(at), one, extract(one, locale="zh-CN", currency="CNY")) for at, one in enumerate(read)
    )
    asked = replace(program(), currency="CNY", locale="zh-CN", verify=("invoice_number",), documents=())
    judged = case(claim=claim({"invoice_number": "00012345"}), program=asked, documents=papers, sales=())
    found = sources(judged)
    assert bool(belonging(judged, found, own_papers(judged, found))) is another


CAR = f"""
HARBOUR MOTORS LTD
8 Quay Street
London E14 9SH
INVOICE
Invoice No: HM-20417
Invoice Date: 17/03/2024

Invoice to:
Elm Leasing Ltd
12 Main Street

Corsa 1.2   VIN: {VIN}   14,400.00
Agreement No: AG-9911
Total GBP   14,400.00
"""
CONTRACT = """
HARBOUR MOTORS LTD
8 Quay Street
SALES AGREEMENT
Agreement date: 01/03/2024
{named}
One new Corsa 1.2 in white
"""


KEPT = """
Vehicle Registration Certificate V5C
Registration number  LK24 ABC
Registered keeper {keeper}
"""


@pytest.mark.parametrize(("keeper", "asked"), [("Elm Leasing Ltd", False), ("Harbour Motors Ltd", True)])
def test_a_car_that_its_seller_still_keeps_is_asked_about(keeper: str, *, asked: bool) -> None:
    assert bool(beside(KEPT.format(keeper=keeper), "registration_certificate", required=True)) is asked


@pytest.mark.parametrize(
    ("number", "text", "stands"),
    [
        ("17032024", "17/03/2024", False),
        ("15012026", "15. 01. 2026", False),
        ("1440000", "14400.00", False),
        ("12345", "Betrag 12.345,67 EUR", False),
        ("12345", "Kilometerstand 12.345 km", False),
        ("12345", "金额12345元", False),
        ("HM20417", "17/03/2024    14400.00    HM-20417", True),
        ("2024/03/1234", "Ref 2024/03/1234", True),
        ("HL 204417", "Sale by invoice HL 204417 of 17 March", True),
        ("A123456", "发动机号A123456，白色", True),
        ("12345678", "1234    5678", False),
        ("LK24 ABC", "Registration number: LK24 ABC", True),
        ("LK24 ABC", "Reg LK24 ABC Vauxhall Corsa", True),
        ("LK24 ABC", "Reg LK24 ABCD Vauxhall Corsa", False),
        ("WXYZ 1234", "Vehicle WXYZ 1234 Perodua Myvi", True),
        ("W 1234", "Vehicle W 1234 A Proton", False),
        ("M-AB 1234", "Amtliches Kennzeichen M AB 1234 VW Golf", True),
        ("AB 1234", "Amtliches Kennzeichen M AB 1234 VW Golf", False),
        ("AB-123-CD", "Immatriculation AB 123 CD", True),
        ("京A12345", "号牌号码京A12345", True),
        ("INV 2024 0417", "sale by invoice INV 2024 0417 of May", True),
        ("INV 2024", "sale by invoice INV 2024 0417 of May", False),
    ],
)
def test_a_number_stands_as_a_whole_in_groups_too_and_a_day_or_an_amount_is_none(
    number: str, text: str, *, stands: bool
) -> None:
    assert printed(rows_of([page(text)])).has_number("invoice_number", number) is stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("110101********0046", True),
        ("110***********0046", True),
        ("110101199003**0046", True),
        ("110101********0038", False),
        ("110101******0046", False),
        ("110101**********46", False),
    ],
)
def test_a_number_whose_middle_is_hidden_ties_by_what_it_shows_and_its_length(text: str, *, stands: bool) -> None:
    assert printed(rows_of([page(text)])).has_number("buyer_id", "110101199003070046") is stands


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Robert Smith", "Insured: Robert J. Smith", True),
        ("Anna Mueller", "Insured: Frau Müller, Anna", True),
        ("Jørgen Sørensen", "Policyholder: Sørensen, Jørgen", True),
        ("B & B Motors Ltd", "We insure B & B Motors Ltd of London", True),
        ("B & B Motors Ltd", "We insure Quay Motors Ltd of London", False),
        ("A. Smith", "Insured: A. Smith", True),
        ("A. Smith", "Insured: Brian A. Smith", False),
        ("A. Smith", "This is to confirm that Brian Smith is insured with us", False),
        ("Wang Li", "We insure Wang Wei and his driver Li Chen", False),
        ("Wang Li", "Drivers: Chen Wang, Li Wei", False),
        ("John James", "Drivers: Anna James, John Miller", False),
        ("Wang Li", "Insured: Chen Wang\nLi Wei", False),
        ("Max May", "valid to max. 15 May 2025", False),
        ("Thomas Bauer", "Insured: Thomas Baur", False),
        ("Carla Lina", "Policyholder: Carla Lina", True),
        ("Li Na", "Policyholder: Carla Lina", False),
        ("New Car Sdn Bhd", "The policy covers a new car", False),
        ("A. B. Trading Sdn Bhd", "We insure A. B. Trading Sdn Bhd of Ipoh", True),
        ("J. Smith", "We insure J. Smith of 12 Main St", True),
        ("Elm Leasing (M) Sdn Bhd", "Insured: Elm Leasing Sdn Bhd", True),
        ("Robert Smith", "Insured: Robert Smith Junior", False),
        ("Ali bin Ahmad", "Insured: Siti binti Ali bin Ahmad", False),
        ("Kumar Raj", "Insured: Siva a/l Kumar Raj", False),
        ("Kumar a/l Raj", "Insured: Kumar A/L Raj", True),
        ("Siti Nurhaliza binti Tarudin", "Insured: Siti Nurhaliza binti\nTarudin", True),
        ("王明", "姓名  王明", True),
        ("王明", "姓名  王明参", False),
        ("王明", "姓名  王明和\n参保地  某市", False),
        ("张有", "张有为先生", False),
        ("王明", "王明自愿参保", True),
        ("王明", "王明于2020年入职", True),
        ("王明", "兹证明王明同志为我公司员工", True),
        ("王明", "兹证明王明辉为我公司员工", False),
        ("王明", "兹证明王明（身份证号110101199003070046）系我公司员工", True),
        ("王明", "参保人员王明已参加社会保险", True),
    ],
)
def test_a_name_is_its_words_together_and_in_any_order_only_where_nothing_else_stands(
    name: str, text: str, *, stands: bool
) -> None:
    assert printed(rows_of([page(text)])).has_name(name) is stands


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Surname: Smith\nFirst name: Robert", True),
        ("Surname    First name\nSmith    Robert", False),
        ("Surname\nSmith\nFirst name\nRobert", True),
        ("Nom SMITH Prénom Robert", True),
        ("Name: Smith\nVorname(n): Robert", True),
        ("Apellidos: SMITH    Nombre: ROBERT", True),
        ("1. SMITH\n2. MR ROBERT JOHN\n3. 01.02.1980", False),
        ("Policyholder: Robert\nSmith", False),
        ("Insured: Smith, Robert, 12 Main St", True),
        ("Halter: Smith, Robert, geb. 01.02.1980", True),
        ("Insured: Robert John Smith", False),
        ("Surname: Smith\nFirst name: Peter", False),
        ("Surname: Smith\nFirst names: Peter Robert", False),
        ("1. SMITH\n2. MR ROBERT\n3. 01.02.1980", True),
        ("Insured: Smith\nDriver: Robert", False),
        ("Agent: Smith\nRobert Jones", False),
        ("Drivers: Robert Jones, Smith", False),
        ("Surname: Jones    Surname: Smith\nFirst name: Robert    First name: Anna", False),
        ("Surname: Jones    Surname: Brown    Surname: Smith\nFirst name: Robert    First name: Anna", False),
        ("Insured: Smith, Peter\nAgent: Robert", False),
        ("Insured: Brown, Robert, Smith Street", False),
        ("Insured: Anna Smith and Robert Jones", False),
    ],
)
def test_a_persons_names_may_stand_in_labelled_places_of_their_own(text: str, *, stands: bool) -> None:
    assert printed(rows_of([page(text)])).has_name("Robert Smith") is stands


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Robert John Smith", "Insured: Robert Smith"),
        ("Hans Muller", "Insured: Hans-Peter Muller"),
        ("Oak Services Ltd", "Insured: Oak Financial Services Ltd"),
    ],
)
def test_a_name_with_a_word_more_or_less_is_another(name: str, text: str) -> None:
    assert not printed(rows_of([page(text)])).has_name(name)


@pytest.mark.parametrize("required", [True, False])
@pytest.mark.parametrize(
    ("named", "its"),
    [
        (f"VIN: {VIN}", True),
        ("Buyer: Elm Leasing Ltd", True),
        ("between us and Elm Leasing Ltd of London", True),
        ("Invoice no: HM-20417", True),
        (f"VIN {VIN[:3]} {VIN[3:9]} {VIN[9:]}", True),
        (f"Chassis, last eight: {VIN[-8:]}", True),
        ("between us and Elm\nLeasing Limited of London", True),
        ("Leasing, Elm", True),
        ("Buyer and keeper ELMLEASING LTD", True),
        ("Buyer: Elm Leasing (North) Ltd", False),
        ("Buyer: Elm Leasing Services Ltd", False),
        ("Witness: Elm Jones\nLeasing desk 4", False),
        ("Agreement no: AG-9911", True),
        ("Agreement no: 14400", False),
        ("Buyer: Oak Rentals Ltd", False),
        ("Buyer: Oak Rentals Ltd\n3 Elmleasing Road", False),
        ("", False),
    ],
)
def test_a_paper_that_is_required_says_that_it_is_of_this_sale(named: str, *, its: bool, required: bool) -> None:
    found = beside(CONTRACT.format(named=named), "contract", required=required)
    assert bool(found) is (required and not its)


def beside(text: str, kind: Kind, *, required: bool) -> tuple[Finding, ...]:
    """What is found of a paper of this kind beside the car's invoice."""
    read = [pages(page(one)) for one in (CAR, text)]
    papers = tuple(CaseDocument(str(at), str(at), one, stands_on(one, "en-GB", "GBP")) for at, one in enumerate(read))
    assert papers[1].extracted[0].kind == kind
    wanted = (RequiredDocument("proof_of_sale"), RequiredDocument(kind, required=required))
    asked = replace(program(), currency="GBP", locale="en-GB", verify=("invoice_number",), documents=wanted)
    judged = case(claim=claim({"invoice_number": "HM-20417"}), program=asked, documents=papers, sales=())
    return belonging(judged, sources(judged), own_papers(judged, sources(judged)))
