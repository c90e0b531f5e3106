"""Claims on devices by their serial numbers: what a paper states of them, and what it states of other things."""

from dataclasses import replace

import pytest
from factory import case, claim, document, prior, program, receipt_lines, sale
from lies import HEAD, PAID, decided, paper

from claimcheck.core.judge import judge
from claimcheck.core.originals.duplicates import fact_keys, find
from claimcheck.model.case import CaseDocument
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Decision

ONE, TWO, OTHER = "KX40-88121", "KX40-88122", "KX40-90333"


def slip(*under: str, foot: str = "", head: str = "") -> str:
    """A receipt with these rows under its first item, at its foot, and over its items."""
    second = "BULB E27"
    text = HEAD.replace(second, "\n".join((*under, second))).replace("TAX INVOICE", f"TAX INVOICE\n{head}")
    return text + PAID + foot


def told(text: str, serial: str) -> str:
    return decided(text, verify=("serial_number",), serial_number=serial).verdict


@pytest.mark.parametrize("label", ["S/N: {}", "Serial No. {}", "SN {}", "序列号：{}"])
def test_a_device_is_proved_by_the_serial_under_its_item(label: str) -> None:
    assert told(slip(label.format(ONE)), ONE) == "approve"


@pytest.mark.parametrize("claimed", [TWO, OTHER, ONE[:-1], ONE + "1", "X" + ONE])
def test_another_serial_than_the_papers_is_not_approved(claimed: str) -> None:
    assert told(slip(f"S/N: {ONE}"), claimed) != "approve"


def test_a_serial_that_was_misread_for_one_that_looks_like_it_asks_a_person() -> None:
    assert told(slip("S/N: KX4O-88I21"), ONE) == "review"


@pytest.mark.parametrize("where", ["head", "foot"])
@pytest.mark.parametrize(
    "label",
    ["S/N: {}", "POS SN: {}", "Machine S/N {}", "Fiscal Serial No: {}", "Certificate serial no {}", "Serial No {}"],
)
def test_the_number_of_a_till_or_of_the_paper_proves_no_device(where: str, label: str) -> None:
    stated = {where: label.format(ONE)}
    assert told(slip(**stated), ONE) != "approve"
    assert told(slip(f"S/N: {TWO}", **stated), ONE) != "approve"
    assert told(slip(f"S/N: {TWO}", **stated), TWO) == "approve"


@pytest.mark.parametrize(
    "rows",
    [
        ("Terminal S/N: {}",), ("TRADE-IN S/N: {}",), ("OLD UNIT S/N: {}",), ("REPLACES S/N: {}",),
        ("LAMP RETURNED               -20.90", "S/N: {}"), ("S/N: {} (RETURNED)",), ("FAULTY UNIT", "S/N: {}"),
        ("REPAIR LABOUR                 20.90", "S/N: {}"), ("RENTAL OF SPEAKER S/N: {}",), ("WARRANTY PLAN S/N: {}",),
        ("S/N: {} 4417",), ("S/N: {}/2",),
    ],
)  # fmt: skip
def test_a_device_that_was_not_sold_is_not_supported(rows: tuple[str, ...]) -> None:
    assert told(slip(*(row.format(ONE) for row in rows)), ONE) != "approve"


def lines(*serials: str, text: str, units: str = "1") -> Decision:
    asked = replace(program(match={}), verify=("total_amount", "serial_number"))
    stated = tuple(ClaimLine(i, {"serial_number": one}) for i, one in enumerate(serials, 1))
    return judge(case(claim=claim(lines=stated), program=asked, documents=(paper(text),), sales=()))


@pytest.mark.parametrize("rows", [(f"S/N: {ONE}, {TWO}",), (f"S/N: {ONE}", f"S/N: {TWO}")], ids=["a-row", "rows"])
def test_each_of_several_devices_is_proved_by_the_line_that_states_it_and_by_it_alone(rows: tuple[str, ...]) -> None:
    both = slip(*rows)
    assert lines(ONE, TWO, text=both).verdict == "approve"
    assert lines(ONE, text=both).verdict == "approve"
    assert lines(ONE, OTHER, text=both).verdict != "approve"
    assert lines(TWO, TWO, text=both).verdict != "approve"


@pytest.mark.parametrize(
    ("first", "second", "approved"),
    [
        ((ONE, "204417"), (OTHER, "204999"), True),
        ((ONE, "204999"), (OTHER, "204417"), False),
        ((ONE, "204417"), (ONE, "204999"), False),
        ((ONE, "204417"), (TWO, "204999"), False),
    ],
    ids=["its own", "swapped", "one device", "no receipt"],
)
def test_devices_with_a_receipt_each_are_proved_by_their_own(
    first: tuple[str, str], second: tuple[str, str], *, approved: bool
) -> None:
    anew = slip(f"S/N: {OTHER}").replace("204417", "204999").replace("17/03/2024 14:22:09", "18/03/2024 09:01:55")
    asked = replace(program(match={}), verify=("total_amount", "serial_number", "invoice_number"))
    stated = tuple(
        ClaimLine(i, {"serial_number": serial, "invoice_number": f"HL-{bill}"})
        for i, (serial, bill) in enumerate((first, second), 1)
    )
    papers = (paper(slip(f"S/N: {ONE}")), paper(anew, "doc-2"))
    told = judge(case(claim=claim(lines=stated), program=asked, documents=papers, sales=()))
    assert (told.verdict == "approve") == approved


def test_a_claim_that_states_no_serial_takes_none_of_several() -> None:
    matched = {**program().match, "serial_number": program().match["currency"]}
    asked = replace(program(match=matched), verify=(*program().verify, "serial_number"))
    for serials, verdict in ((f"{ONE}, {TWO}", "review"), (ONE, "approve")):
        shown = paper(slip(f"S/N: {serials}"))
        assert judge(case(program=asked, documents=(shown,), sales=(sale(serial_number=ONE),))).verdict == verdict


def paper_of(printed: list[str], serial: str) -> CaseDocument:
    total = next(i for i, line in enumerate(printed) if line.upper().startswith("TOTAL"))
    return document([*printed[:total], serial, *printed[total:]])


def test_no_serial_proves_for_two_claims_whichever_of_its_paper_it_is() -> None:
    earlier = prior(paper_of(receipt_lines(), f"S/N: {ONE}, {TWO}"))
    anew = receipt_lines(day="02/05/2024", number="HL-300551", clock="09:01:55", total="46.90")
    asked = program(verify=("serial_number",))
    for serial, code in ((TWO, "document.reused"), (OTHER, None)):
        finding, _ = find(case(documents=(paper_of(anew, f"S/N: {serial}"),), priors=(earlier,), program=asked))
        assert (finding and finding.code) == code


def test_each_serial_of_a_paper_proposes_the_claims_that_it_was_used_for() -> None:
    shown = paper_of(receipt_lines(), f"S/N: {ONE}, {TWO}")
    things = {key for kind, key in fact_keys("aa", shown.pages, shown.extracted) if kind == "thing"}
    assert things == {"KX4088121", "KX4088122"}
