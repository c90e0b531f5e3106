"""One claimed value against the page: proof, contradiction, and what leaves it open."""

from dataclasses import replace
from typing import Any

import pytest
from factory import case, claim, document, program, receipt_lines

from claimcheck.core.doubts import doubts
from claimcheck.core.evidence.proof import DISAGREE, PERSON, Evidence
from claimcheck.core.extract.chinese.sums import WORDS_DISAGREE
from claimcheck.core.verify import sources, verify
from claimcheck.model.case import CaseDocument
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import Box, Extracted, Field, SecondLook


def checked(field: str, value: str, shown: CaseDocument, *, bar: float = 0.95) -> Finding:
    asked = case(claim=claim(**{field: value}), documents=(shown,), program=program(verify=(field,), confidence=bar))
    return verify(asked, sources(asked), dict(asked.claim.fields))[0]


@pytest.mark.parametrize(
    "printed",
    ["HARBOUR LAMPS SDN BHD", "HARBOUR LAMPS S/B", "HARBOUR LAMPS SDN BHD (774512-K)", "HARB0UR LAMPS SDN BHO"],
)
def test_a_seller_is_proved_however_it_is_printed(printed: str) -> None:
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", document(receipt_lines(seller=printed))).outcome == "pass"


@pytest.mark.parametrize("printed", ["HARBOUR LAMPS (PENANG) SDN BHD", "HARBOUR SDN BHD", "HARBOUR LAMPS TRADING"])
def test_a_like_seller_is_not_the_seller(printed: str) -> None:
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", document(receipt_lines(seller=printed))).outcome != "pass"


@pytest.mark.parametrize(("claimed", "outcome"), [("Ocean Trading (33528)", "pass"), ("Ocean Trading (33529)", "fail")])
def test_a_buyer_claimed_with_the_number_that_stands_behind_the_name_is_the_buyer(claimed: str, outcome: str) -> None:
    lines = receipt_lines()
    shown = document([*lines[:6], "Advertiser:   Ocean Trading (33528)", *lines[6:]])
    read = Field(
        "buyer_name", "Ocean Trading", "Ocean Trading", 0.99, 1, Box(0.75, 0.34, 0.85, 0.36), supports=("label",)
    )
    (paper,) = shown.extracted
    shown = replace(shown, extracted=(replace(paper, fields={**paper.fields, "buyer_name": read}),))
    assert checked("buyer_name", claimed, shown).outcome == outcome


def test_an_amount_that_only_stands_in_the_row_of_another_contradicts_it_no_less() -> None:
    shown = document()
    field = shown.extracted[0].fields["total_amount"]
    assert field.box is not None
    row = SecondLook(1, Box(0.03, field.box.top, 0.97, field.box.bottom), "TAX 2.60 TOTAL 45.90", 0.9, "second")
    assert checked("total_amount", "2.60", replace(shown, looks=(row,))).outcome == "fail"


def test_a_seller_printed_over_two_rows_is_found() -> None:
    shown = document(["AMPANG 21", "FIRST LAMPS SDN BHD", *receipt_lines()[1:]])
    assert checked("seller_name", "Ampang 21 First Lamps Sdn Bhd", shown).outcome == "pass"


def test_the_buyer_is_not_the_seller() -> None:
    lines = receipt_lines()
    shown = document([lines[0], *lines[1:4], "BILL TO: OCEAN TRADING SDN BHD", *lines[5:]])
    assert checked("seller_name", "Ocean Trading Sdn Bhd", shown).outcome != "pass"


@pytest.mark.parametrize(
    "label", [["BILL TO:"], ["CONSIGNEE:"], ["FINANCE COMPANY:"], ["ISSUED TO   "], ["LANDLORD"], []]
)
def test_whoever_stands_over_the_seller_is_not_surely_the_seller(label: list[str]) -> None:
    shown = document([*label, "ORCHID MOTORS SDN BHD", *receipt_lines()])
    assert checked("seller_name", "Orchid Motors Sdn Bhd", shown).outcome != "pass"


@pytest.mark.parametrize(
    "label", [["BILL TO:", "ACC 300-C01"], ["SOLD TO", "A/C NO: 12345"], ["MEMBER:"], ["CASH SALES TO"], []]
)
def test_whoever_stands_below_the_seller_is_not_the_seller(label: list[str]) -> None:
    lines = receipt_lines()
    shown = document([*lines[:4], *label, "ORCHID MOTORS SDN BHD", *lines[5:]])
    assert checked("seller_name", "Orchid Motors Sdn Bhd", shown).outcome == "fail"
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", shown).outcome == "pass"


@pytest.mark.parametrize(
    ("head", "claimed"),
    [
        (["KLANG", "HARBOUR LAMPS SDN BHD"], "8, Jalan Pelita 3"),
        (["88 HARBOUR LAMPS SDN BHD (774512-K)"], "Harbour Lamps Sdn Bhd"),
        (["4471802 HARBOUR LAMPS SDN BHD"], "88 Harbour Lamps Sdn Bhd"),
        (["HARBOUR LAMPS SDN BHD", "Menara Orkid"], "Menara Orkid"),
        (["tan ah kow", "HARBOUR LAMPS SDN BHD"], "Tan Ah Kow"),
        (["HARBOUR LAMPS &", "SHADES (IPOH) SDN BHD"], "Harbour Lamps"),
        (["HARBOUR LAMPS &", "CO. (M) SDN BHD"], "Co. (M) Sdn Bhd"),
        (["ORKID SQUARE", "HARBOUR LAMPS SDN BHD"], "Orkid Square"),
        (["HARBOUR LAMPS SHOP", "AMINAH"], "Aminah Sdn Bhd"),
        (["HARBOUR LAMPS SHOP", "AMINAH"], "Aminah"),
        (["HARBOUR LAMPS", "HARBOUR LAMPS (IPOH) SDN BHD"], "Harbour Lamps Sdn Bhd"),
        (["HARBOUR LAMPS", "HARBOUR LAMPS SHADES SDN BHD"], "Harbour Lamps"),
    ],
)
def test_another_line_of_the_head_is_not_the_seller(head: list[str], claimed: str) -> None:
    shown = document([*head, *receipt_lines()[2:]])
    assert checked("seller_name", claimed, shown).outcome != "pass"


@pytest.mark.parametrize(
    ("head", "claimed"),
    [
        (["HARBOUR LAMPS", "HARBOUR LAMPS (M) SDN BHD"], "Harbour Lamps"),
        (["HARBOUR LAMPS", "ORKID TRADING SDN BHD"], "Orkid Trading Sdn Bhd"),
        (["20240 TRADING SDN BHD"], "20240 Trading Sdn Bhd"),
    ],
)
def test_a_name_of_its_own_in_the_head_is_the_seller(head: list[str], claimed: str) -> None:
    assert checked("seller_name", claimed, document([*head, *receipt_lines()[2:]])).outcome == "pass"


def test_a_legal_form_misread_in_the_print_still_makes_it_the_seller_where_a_scribble_was_read_into_the_name() -> None:
    shown = document(receipt_lines(seller="HARBOUR LAMPS 5/B"))
    field = replace(shown.extracted[0].fields["seller_name"], value="PAIT HARBOUR LAMPS S/B")
    fields = {**shown.extracted[0].fields, "seller_name": field}
    shown = replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))
    assert checked("seller_name", "Harbour Lamps S/B", shown).outcome == "pass"
    assert checked("seller_name", "Harbour Lamps Ltd", shown).outcome != "pass"


def test_grounds_for_a_like_name_are_no_grounds_for_the_claimed_one() -> None:
    shown = document(receipt_lines(seller="HARBOURS LAMPION SDN BHD"))
    field = replace(shown.extracted[0].fields["seller_name"], supports=("repeat:2", "xml", "barcode"))
    shown = replace(shown, extracted=(replace(shown.extracted[0], fields={"seller_name": field}),))
    assert checked("seller_name", "Harbours Lampian Sdn Bhd", shown).outcome == "unknown"


def test_a_faint_word_read_wider_proves_a_name_where_the_second_reader_sees_it_too() -> None:
    shown = document(receipt_lines(seller="LAMPS SDN BHD"))
    page = shown.pages.pages[0]
    row = page.lines[0].box
    look = SecondLook(1, row, "HARBOUR LAMPS SDN BHD (774512-K)", 0.97, "rapidocr")
    again = replace(shown, pages=replace(shown.pages, pages=(replace(page, looks=(look,)),)))

    def seen(text: str) -> CaseDocument:
        return replace(again, looks=(SecondLook(1, row, text, 0.4, "second"),))

    borne_out = seen("HAREOUB LAMPS 5DN BHO")
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", again).outcome == "fail"  # one reader, asked twice
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", seen("LAMPS SDN BHD")).outcome == "fail"
    assert checked("seller_name", "Harbour Lamps Sdn Bhd", borne_out).outcome == "pass"
    assert checked("seller_name", "Harbour Shades Sdn Bhd", borne_out).outcome == "fail"
    assert checked("seller_name", "Lamps Sdn Bhd", again).outcome == "unknown"  # a word more is another name
    stained = replace(page, looks=(replace(look, text="R LAMPS SDN BHD"),))
    stain = replace(shown, pages=replace(shown.pages, pages=(stained,)))
    assert checked("seller_name", "Lamps Sdn Bhd", stain).outcome == "pass"


def test_a_paper_that_proves_a_value_does_not_outweigh_one_that_contradicts_it() -> None:
    asked = program(verify=("vin",))
    honest, other = (stating(vin, at) for at, vin in enumerate(("LSVAA2BR5NN012345", "LSVAA2BR5NN054321")))
    both = case(claim=claim(vin="LSVAA2BR5NN012345"), documents=(honest, other), program=asked)
    assert verify(replace(both, documents=(honest,)), sources(both)[:1], dict(both.claim.fields))[0].outcome == "pass"
    finding = verify(both, sources(both), dict(both.claim.fields))[0]
    assert (finding.outcome, finding.code, finding.found) == ("fail", "number.contradicted", "LSVAA2BR5NN054321")


def stating(vin: str, at: int) -> CaseDocument:
    """The receipt with a VIN on it."""
    shown = document(id=f"doc-{at}")
    fields = {**shown.extracted[0].fields, "vin": Field("vin", vin, vin, 0.99, 1, Box(0.1, 0.5, 0.5, 0.52))}
    return replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))


@pytest.mark.parametrize(
    ("ground", "proved", "outcome"),
    [
        ("sentence", 0.99, "unknown"),
        ("label.other", 0.99, "unknown"),
        ("label", 0.99, "fail"),
        ("sentence", 0.6, "fail"),
    ],
)
def test_a_day_that_proves_nothing_lets_a_person_be_asked_where_another_paper_proves_another_one(
    ground: str, proved: float, outcome: str
) -> None:
    def handed(on: str, support: str, confidence: float) -> CaseDocument:
        read = Field("delivery_date", on, on, confidence, 1, Box(0.1, 0.1, 0.3, 0.12), "drawn", (support,))
        shown = document(["DELIVERY NOTE", on])
        return replace(shown, extracted=(replace(shown.extracted[0], fields={"delivery_date": read}),))

    shown = (handed("2024-03-17", "label", proved), handed("2024-03-15", ground, 0.9))
    asked = case(
        claim=claim(delivery_date="2024-03-17"),
        documents=shown,
        program=program(verify=("delivery_date",), documents=()),
    )
    assert verify(asked, sources(asked), dict(asked.claim.fields))[0].outcome == outcome


def test_a_number_that_nothing_names_proves_nothing() -> None:
    assert checked("invoice_number", "03-5550 1234", document([*receipt_lines()[:6], "THANK YOU"])).outcome == "unknown"


def test_a_name_in_the_small_print_is_not_the_seller() -> None:
    shown = document([*receipt_lines(), "SOFTWARE BY", "OCEAN TRADING SDN BHD"])
    assert checked("seller_name", "Ocean Trading Sdn Bhd", shown).outcome == "fail"


def test_what_is_missing_is_unknown_and_says_so() -> None:
    finding = checked("invoice_number", "XX-9", document(receipt_lines()[:5]))
    assert (finding.outcome, finding.code) == ("unknown", "number.missing")


def test_a_date_that_the_page_leaves_open_is_no_proof_of_either_meaning() -> None:
    shown = document(receipt_lines(day="04/03/2024"))
    fields = dict(shown.extracted[0].fields)
    fields["invoice_date"] = replace(fields["invoice_date"], value=None, alternatives=("2024-03-04", "2024-04-03"))
    shown = replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))
    assert checked("invoice_date", "2024-03-04", shown).outcome == "unknown"
    assert checked("invoice_date", "2024-04-03", shown).outcome == "unknown"
    assert checked("invoice_date", "2024-05-03", shown).outcome == "fail"


def reading(**changes: object) -> Evidence:
    return replace(Evidence(True, 0.6, "45.90", Place("d"), exact=True), **changes)  # type: ignore[arg-type]


def test_a_value_is_proved_by_a_confident_reading_or_by_two_origins() -> None:
    assert reading(confidence=0.96).proves(0.95)
    assert not reading(supports=("label",)).proves(0.95)  # the label says what it is, not that it is read well
    assert reading(supports=("second_reader",)).proves(0.95)  # two readers read the same
    assert not reading(confidence=0.3, supports=("repeat:2", "repeat:3")).proves(0.95)  # one origin
    assert reading(confidence=0.3, supports=("repeat:2", "arithmetic:net+tax")).proves(0.95)


def test_a_repaired_or_contradicted_reading_proves_nothing_alone() -> None:
    assert not reading(confidence=0.99, exact=False).proves(0.95)
    assert not reading(exact=False, supports=("second_reader",)).proves(0.95)
    assert not reading(confidence=0.99, contradictions=("the second reader reads 45.80",)).proves(0.95)


def faint_date() -> tuple[CaseDocument, CaseDocument]:
    """A receipt whose date was read without confidence, and the same."""
    shown = document()
    weak = replace(shown.extracted[0].fields["invoice_date"], confidence=0.6)
    extracted: tuple[Extracted, ...] = (
        replace(shown.extracted[0], fields={**shown.extracted[0].fields, "invoice_date": weak}),
    )
    return replace(shown, extracted=extracted), shown


def test_a_second_look_settles_a_weak_reading_and_silence_does_not() -> None:
    shown, _ = faint_date()
    assert checked("invoice_date", "2024-03-17", shown).outcome == "unknown"
    asked = case(documents=(shown,))
    (doubt,) = doubts(asked)
    assert doubt.why.startswith("invoice_date")
    looks = {
        "pass": SecondLook(doubt.page, doubt.box, "17/03/2024", 0.7, "second"),
        "unknown": SecondLook(doubt.page, doubt.box, "", 0.0, "second"),
    }
    for outcome, look in looks.items():
        assert checked("invoice_date", "2024-03-17", replace(shown, looks=(look,))).outcome == outcome


@pytest.mark.parametrize("weak", [faint_date()[0], document(receipt_lines(day="17/0:/2024"))], ids=["faint", "broken"])
def test_a_second_look_by_the_reader_that_made_the_reading_is_no_support(weak: CaseDocument) -> None:
    same = weak.pages.pages[0].reader
    (doubt,) = doubts(case(documents=(weak,), program=program(verify=("invoice_date",))))
    for reader, outcome in ((same, "unknown"), ("second", "pass")):
        looked = replace(weak, looks=(SecondLook(doubt.page, doubt.box, "17/03/2024", 0.95, reader),))
        assert checked("invoice_date", "2024-03-17", looked).outcome == outcome


def test_a_second_reader_that_reads_otherwise_holds_the_claim_back() -> None:
    (doubt,) = doubts(case(documents=(faint_date()[0],)))
    otherwise, unsure = (SecondLook(doubt.page, doubt.box, "19/03/2024", sure, "second") for sure in (0.95, 0.5))
    looked = {sure: checked("invoice_date", "2024-03-17", document(looks=(sure,))) for sure in (otherwise, unsure)}
    assert {sure: finding.outcome for sure, finding in looked.items()} == {otherwise: "unknown", unsure: "pass"}
    assert looked[otherwise].contradictions == ("the second reader reads 2024-03-19",)


def test_what_a_person_read_is_not_contradicted_by_a_reader() -> None:
    (doubt,) = doubts(case(documents=(faint_date()[0],)))
    looked = document(looks=(SecondLook(doubt.page, doubt.box, "19/03/2024", 0.95, "second"),))
    assert (
        checked("invoice_date", "2024-03-17", grounded(looked, "invoice_date", PERSON, reader=PERSON)).outcome == "pass"
    )


def grounded(shown: CaseDocument, name: str, *supports: str, **changes: Any) -> CaseDocument:
    """The document with other grounds for what it says in one field."""
    fields = dict(shown.extracted[0].fields)
    fields[name] = replace(fields[name], supports=supports, **changes)
    return replace(shown, extracted=(replace(shown.extracted[0], fields=fields),))


def test_of_several_printed_amounts_something_must_say_which_is_the_total() -> None:
    twice = grounded(document(), "total_amount", "repeat:2", "second_reader", confidence=0.6)
    labelled = grounded(document(), "total_amount", "label", "second_reader", confidence=0.6)
    assert [checked("total_amount", "45.90", one).outcome for one in (twice, labelled)] == ["unknown", "pass"]


@pytest.mark.parametrize(
    "against", [{"supports": (DISAGREE,)}, {"supports": (WORDS_DISAGREE,)}, {"rivals": ("54.90",)}], ids=str
)
def test_a_total_that_something_on_the_document_denies_is_not_proved(against: dict[str, Any]) -> None:
    shown = document()
    supports = (*shown.extracted[0].fields["total_amount"].supports, *against.get("supports", ()))
    denied = grounded(shown, "total_amount", *supports, rivals=against.get("rivals", ()))
    assert [checked("total_amount", "45.90", one).outcome for one in (shown, denied)] == ["pass", "unknown"]


def test_only_proofs_of_sale_and_the_kinds_that_a_program_lists_prove_a_claim() -> None:
    paper = replace(document(), extracted=(replace(document().extracted[0], kind="business_licence"),))
    listed = (*program().documents, replace(program().documents[0], kind="business_licence"))
    outcomes = {}
    for documents in (program().documents, listed, ()):
        asked = case(documents=(paper,), program=program(verify=("total_amount",), documents=documents))
        outcomes[len(documents)] = verify(asked, sources(asked), dict(asked.claim.fields))[0].outcome
    assert outcomes == {1: "unknown", 2: "pass", 0: "pass"}


@pytest.mark.parametrize("printed", ["17/0:/2024", "17/Nar/2024", "17 mor 2024"])
def test_a_date_with_one_misread_sign_is_proved_by_the_second_reader(printed: str) -> None:
    shown = document(receipt_lines(day=printed))
    asked = case(claim=claim(invoice_date="2024-03-17"), documents=(shown,), program=program(verify=("invoice_date",)))
    (doubt,) = doubts(asked)
    looks = {"17/03/2024": "pass", "17/08/2024": "unknown", "": "unknown"}
    for text, outcome in looks.items():
        looked = replace(shown, looks=(SecondLook(doubt.page, doubt.box, text, 0.95, "second"),))
        assert checked("invoice_date", "2024-03-17", looked).outcome == outcome
    assert checked("invoice_date", "2024-04-19", shown).code == "date.missing"  # it cannot be that day


def test_two_tries_of_the_second_reader_stand_below_each_other() -> None:
    shown = document(receipt_lines(day="17/0:/2024"))
    (doubt,) = doubts(
        case(claim=claim(invoice_date="2024-03-17"), documents=(shown,), program=program(verify=("invoice_date",)))
    )
    looked = replace(shown, looks=(SecondLook(doubt.page, doubt.box, "l7 O: 2\n17/03/2024", 0.4, "second"),))
    assert checked("invoice_date", "2024-03-17", looked).outcome == "pass"


def test_nothing_is_looked_at_twice_and_nothing_where_all_is_proved() -> None:
    shown, clear = faint_date()
    assert doubts(case(documents=(clear,))) == ()
    (doubt,) = doubts(case(documents=(shown,)))
    looked = replace(shown, looks=(SecondLook(doubt.page, doubt.box, "", 0.0, "second"),))
    assert doubts(case(documents=(looked,))) == ()


def misread(again: str) -> CaseDocument:
    """A receipt over 43.30 and 2.60 whose total is read as 46.90, and so once more by the same reader."""
    lines = [*receipt_lines()[:10], "Total excl GST   43.30", "GST   2.60", "Total incl GST   46.90"]
    shown = document(lines)
    page = shown.pages.pages[0]
    total = next(line for line in page.lines if line.text == "46.90")
    looks = (SecondLook(1, total.box, again, 0.92, "rapidocr"),) if again else ()
    return replace(shown, pages=replace(shown.pages, pages=(replace(page, looks=looks),)))


@pytest.mark.parametrize(
    ("claimed", "again", "proved"),
    [
        ("45.90", "", False),
        ("45.90", "Total incl GST 45.90", True),
        ("45.90", "Total incl GST 46.90", False),
        ("47.90", "Total incl GST 47.90", False),  # no sum bears it out
    ],
)
def test_a_total_with_a_digit_misread_is_proved_as_it_reads_in_even_contrast_by_its_sum(
    claimed: str, again: str, proved: bool
) -> None:
    assert (checked("total_amount", claimed, misread(again)).outcome == "pass") == proved


@pytest.mark.parametrize("sure", [0.95, 0.6])
def test_a_total_that_another_reader_reads_as_the_first_did_is_not_misread(sure: float) -> None:
    shown = misread("Total incl GST 45.90")
    box = shown.pages.pages[0].looks[0].box
    looked = replace(shown, looks=(SecondLook(1, box, "46.90", sure, "second"),))
    assert checked("total_amount", "45.90", looked).outcome != "pass"


@pytest.mark.parametrize(
    "bears_out",
    [
        {"supports": ("label", "words")},
        {"supports": ("label", "barcode")},
        {"supports": ("label", "xml")},
        {"supports": ("label", "arithmetic:items")},
        {"supports": ("label", PERSON)},
        {"supports": ("label", DISAGREE)},
        {"supports": ("label", WORDS_DISAGREE)},
        {"supports": ("label",), "rivals": ("54.90",)},
        {"supports": ("label",), "reader": PERSON},
    ],
    ids=str,
)
def test_a_total_that_anything_else_bears_out_or_denies_is_not_misread(bears_out: dict[str, Any]) -> None:
    shown = misread("Total incl GST 45.90")
    more = {name: told for name, told in bears_out.items() if name != "supports"}
    denied = grounded(shown, "total_amount", *bears_out["supports"], **more)
    again = grounded(shown, "total_amount", "label", "repeat:2")  # misread in both places
    assert [checked("total_amount", "45.90", one).outcome for one in (again, denied)] == ["pass", "unknown"]
