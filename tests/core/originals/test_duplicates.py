"""One document behind two claims is found; two like documents are not one."""

from dataclasses import replace

import pytest
from factory import case, document, pages, prior, program, receipt_lines

from claimcheck.core.originals.duplicates import bits_apart, fact_keys, find
from claimcheck.core.originals.likeness import weigh
from claimcheck.core.values.fingerprints import clocks, fingerprint
from claimcheck.model.case import CaseDocument, JudgedPair


def other(**changed: str) -> CaseDocument:
    return document(receipt_lines(**changed), sha256="cc")


def test_the_same_bytes_are_the_same_document() -> None:
    assert weigh(document(), prior(document(), sha256="aa")).score == 1.0


def test_another_picture_of_the_same_receipt_is_the_same_document() -> None:
    assert weigh(other(), prior(document())).score >= 0.9


def test_a_cropped_and_misread_picture_of_it_is_too() -> None:
    lines = [line.replace("60112233", "60112288").replace("14:22:09", "14:22:08") for line in receipt_lines()[1:-1]]
    assert weigh(document(lines), prior(document())).score >= 0.5


@pytest.mark.parametrize(
    "changed",
    [
        {"number": "HL-204982", "clock": "14:22"},  # the same seller, day and total, another number
        {"day": "18/03/2024", "number": "HL-204418", "clock": "09:01:55"},
        {"total": "46.90", "number": "HL-204418", "clock": "15:40:31"},
    ],
)
def test_a_look_alike_is_another_document(changed: dict[str, str]) -> None:
    assert weigh(other(**changed), prior(document())).score < 0.5


def test_slips_of_one_form_that_look_alike_are_told_apart_by_day_and_number() -> None:
    mine = document(receipt_lines(day="18/03/2024", number="HL-204418"), picture_hash="00000000000000ff")
    theirs = document(receipt_lines(day="10/03/2024", number="HL-203419"), picture_hash="00000000000000fe")
    assert weigh(mine, prior(theirs)).score < 0.5


@pytest.mark.parametrize("changed", [{"day": "18/03/2024"}, {"total": "46.90"}])
def test_a_value_that_was_set_anew_makes_no_other_document(changed: dict[str, str]) -> None:
    assert 0.5 <= weigh(other(**changed), prior(document())).score < 0.9


def scan(of: CaseDocument, scan_hash: str) -> CaseDocument:
    pages = tuple(replace(page, scan_hash=scan_hash) for page in of.pages.pages)
    return replace(of, pages=replace(of.pages, pages=pages))


@pytest.mark.parametrize(("bits", "same"), [(0xFF, True), (0xFFFFFFF, False)])
def test_another_number_on_the_very_same_scan_makes_no_other_document(bits: int, *, same: bool) -> None:
    mine = scan(other(number="HL-209999", clock="14:22"), f"{bits:064x}")
    assert (weigh(mine, prior(scan(document(), f"{0:064x}"))).score >= 0.5) == same


def test_another_number_on_a_receipt_of_the_same_second_makes_no_other_document() -> None:
    assert 0.5 <= weigh(other(number="HL-209999"), prior(document())).score < 0.9
    assert weigh(other(number="HL-209999", clock="14:22:41"), prior(document())).score < 0.5


@pytest.mark.parametrize(
    ("mine", "theirs", "hours"),
    [
        ("00:00:00", "00:00:00", ""),
        ("12:00:00", "12:00:00", ""),
        ("14:22", "14:22", "OPEN 09:00:00 - 18:30:00"),
        ("14:22:09", "16:51:40", "OPEN 09:00:15 - 18:30:00"),
    ],
)
def test_a_time_that_no_till_kept_makes_no_one_document(mine: str, theirs: str, hours: str) -> None:
    one, two = (
        document([*receipt_lines(number=number, clock=clock), hours], sha256=number)
        for number, clock in (("HL-204417", mine), ("HL-209999", theirs))
    )
    assert weigh(one, prior(two)).score < 0.5


def test_only_a_till_keeps_the_second_of_a_purchase() -> None:
    mine, theirs = (
        replace(one, extracted=(replace(one.extracted[0], kind="invoice"),))
        for one in (other(number="HL-209999"), document())
    )
    assert weigh(mine, prior(theirs)).score < 0.5


def test_another_number_and_time_make_another_document_even_on_a_like_scan() -> None:
    mine = scan(other(number="HL-209999", clock="15:01:44"), f"{0:064x}")
    assert weigh(mine, prior(scan(document(), f"{0:064x}"))).score < 0.5


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [("14:22:09", "14:22", "same"), ("26.06.2509:26", "09:26", "same"), ("8:05", "08:05", "same"),
     ("14:22", "14:23", "differs"), ("14:22", "No 1423", "unknown")],
)  # fmt: skip
def test_times_of_day_tell_papers_apart(one: str, other: str, told: str) -> None:
    assert clocks(fingerprint(pages([one])), fingerprint(pages([other]))) == told


def test_a_like_picture_alone_decides_nothing() -> None:
    mine = document(receipt_lines(number="HL-9", day="01/02/2024"), picture_hash="00000000000000ff")
    theirs = document(["OCEAN TRADING", "RECEIPT", "Date: 05/06/2024", "Total   9.99"], picture_hash="00000000000000fe")
    assert weigh(mine, prior(theirs)).score < 0.5


def unnumbered(printed: str, *facts: str, picture_hash: str = "") -> CaseDocument:
    """A paper without a number of its own that prints these numbers, and of which these facts were read."""
    shown = document(sha256=printed, picture_hash=picture_hash)
    (paper,) = shown.extracted
    fields = {name: field for name, field in paper.fields.items() if name in facts}
    return replace(shown, extracted=(replace(paper, fields=fields, fingerprint=tuple(printed.split())),))


SIX = "10001 20002 30003 40004 50005 60006"
DAY, TOTAL, SELLER = "invoice_date", "total_amount", "seller_name"


@pytest.mark.parametrize(
    ("other", "facts", "alike", "score", "why"),
    [
        (SIX, (DAY, TOTAL), False, 0.95, "date and total are the same, and {n} % of the printed numbers"),
        (SIX, (DAY,), True, 0.95, "the pages look alike, and {n} % of the printed numbers are the same"),
        (SIX, (DAY,), False, 0.7, "{n} % of the printed numbers are the same"),
        ("10001 20002", (DAY,), True, 0.0, ""),  # two numbers are on many papers
        ("10001 123", (DAY, TOTAL, SELLER), False, 0.6,
         "seller, date and total are the same, and no number tells the two apart"),
        ("10001 123", (DAY, TOTAL), False, 0.0, ""),
        ("10001 20002 30003 40004 71717 82828", (DAY, TOTAL, SELLER), False, 0.0, ""),
        ("10001 20002 30003 71717 82828", (DAY, TOTAL, SELLER), True, 0.6,
         "seller, date and total are the same, and no number tells the two apart"),
    ],
)  # fmt: skip
def test_papers_without_a_number_are_told_by_all_that_they_print(
    other: str, facts: tuple[str, ...], alike: bool, score: float, why: str
) -> None:
    hashes = ("00000000000000ff", "00000000000000fe" if alike else "ffffffffffffff00")
    mine, theirs = (unnumbered(one, *facts, picture_hash=bits) for one, bits in zip((SIX, other), hashes, strict=True))
    found = weigh(mine, prior(theirs))
    assert (found.score, getattr(found.explanation, "form", found.explanation)) == (score, why)


def test_another_time_and_one_number_of_its_own_make_another_purchase() -> None:
    mine, theirs = (unnumbered(f"{SIX} {own}", DAY, TOTAL, SELLER) for own in ("71717 09:15", "82828 14:22"))
    assert weigh(mine, prior(theirs)).score == 0.0
    assert weigh(mine, prior(unnumbered(f"{SIX} 82828", DAY, TOTAL, SELLER))).score == 0.95


def test_a_document_that_proves_no_sale_may_serve_many_claims() -> None:
    licence = document()
    licence = replace(licence, extracted=(replace(licence.extracted[0], kind="business_licence"),))
    assert weigh(licence, prior(licence, sha256="aa")).score == 0.0


@pytest.mark.parametrize(
    ("where", "asked", "code"),
    [
        ("lamps", ("vin",), "document.reused"),
        ("bulbs", ("vin",), None),
        ("lamps", (), None),
    ],
)
def test_a_vehicle_is_supported_once_by_a_program_that_asks_for_it(
    where: str, asked: tuple[str, ...], code: str | None
) -> None:
    vin = "VIN: LSVAA49J132047371"
    earlier = replace(prior(document([*receipt_lines(), vin])), program=where)
    anew = document([*receipt_lines(day="02/05/2024", number="HL-300551", clock="09:01:55", total="46.90"), vin])
    finding, _ = find(case(documents=(anew,), priors=(earlier,), program=program(verify=asked)))
    assert (finding and finding.code) == code


def test_what_a_person_told_apart_is_no_duplicate_unless_the_bytes_are_the_same() -> None:
    said = (JudgedPair("doc-1", "doc-0", same=False),)
    scanned_anew, same_file = prior(document()), prior(document(), sha256="aa")
    assert find(case(priors=(scanned_anew,)))[1] == "C-0"
    assert find(case(priors=(scanned_anew,), pairs=said)) == (None, None)
    assert find(case(priors=(same_file,), pairs=said))[1] == "C-0"


def test_an_order_is_found_again_as_a_receipt_is_and_a_licence_is_not() -> None:
    shown = document()
    kinds = {
        kind: {found for found, _ in fact_keys("aa", shown.pages, [replace(shown.extracted[0], kind=kind)])}
        for kind in ("receipt", "order", "business_licence")
    }
    assert kinds["order"] == kinds["receipt"] > kinds["business_licence"] == {"sha256"}


def test_the_earliest_claim_is_named() -> None:
    twice = (prior(document(), claim="C-5", submission=5), prior(document(), claim="C-2", submission=2))
    finding, claim = find(case(priors=twice))
    assert finding is not None
    assert claim == "C-2"
    assert find(case(priors=twice, program=program(duplicates="allow"))) == (None, None)


def test_readings_of_one_document_share_a_key_and_keys_fit_their_column() -> None:
    clear = document()
    worse = pages([line.replace("60112233", "60112288") for line in receipt_lines()[1:]])
    mine = set(fact_keys("aa", clear.pages, clear.extracted))
    theirs = set(fact_keys("bb", worse, document(receipt_lines()[1:]).extracted))
    assert mine & theirs
    assert all(len(kind) <= 16 and len(key) <= 255 for kind, key in mine)


def test_near_pictures_share_a_band() -> None:
    keys = [
        {k for k in fact_keys("x", pages([], picture_hash=h), ()) if k[0] == "picture"}
        for h in ("0123456789abcdef", "0123456789abcdee")
    ]
    assert keys[0] & keys[1]


def test_the_fingerprint_holds_the_long_numbers_once() -> None:
    assert fingerprint(pages(["A 12 345 345", "14:22 6,789.00"])) == ("1422", "14:22", "345", "678900")


@pytest.mark.parametrize(
    ("other", "apart"),
    [("0123456789abcdef", 0), ("0123456789abcdee", 1), ("fedc456789abcdef", 16), ("0123456689abcdee", 2)],
)
def test_how_far_two_pictures_are_apart_is_told_by_their_rows(other: str, apart: int) -> None:
    mine, theirs = (
        [key for kind, key in fact_keys("x", pages([], picture_hash=one), ()) if kind == "picture"]
        for one in ("0123456789abcdef", other)
    )
    assert bits_apart(mine, theirs) == apart


def test_of_several_pages_the_nearest_tell_how_far_two_documents_are_apart() -> None:
    assert bits_apart(["0:0000", "0:00ff"], ["0:ffff", "0:00fe"]) == 1
