"""Likeness: whether two papers behind two claims are one, by what is printed on them and by their pictures.

The hash of a picture never decides: receipts of one seller look alike to it. The hash of the printed part says whether
two pictures are of one scan; then a value that differs was set anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.values import compare
from claimcheck.core.values.fingerprints import (
    Clock,
    clocks,
    fingerprint,
    one_second,
    other_numbers,
    overlap,
    own_numbers,
)
from claimcheck.model.case import CaseDocument, PriorDocument
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field
from claimcheck.model.said import Said

PICTURE_BITS = 10
"""Hashes of 64 bits that differ in at most so many may be of one picture."""
SCAN_BITS = 10
"""Hashes of 256 bits of the printed part that differ in at most so many are of one scan: a value set anew changed up to
8. Receipts of one seller for the same goods, scanned on another day, differ in 12 and more."""
ALIKE = 0.7
"""Share of the printed numbers that two readings of one document have in common, at the least. On scans that were
turned, cropped and re-encoded it was 0.77 or more; other receipts of one seller reach 0.89, so facts decide."""
FEWEST_NUMBERS = 5
"""Printed numbers from which on their share says something."""
CONFIDENT = 0.8
"""Below this confidence a field's value does not tell two documents apart."""
_ONE_THING = 0.65
"""How likely two papers are one that name the same vehicle or device: a person is asked."""
LONG_NUMBER = 4
"""Digits from which on a number is not given out twice in one shop on one day."""
THINGS = frozenset({"vin", "serial_number"})
"""What names one vehicle or device; a program that asks for it supports each once."""
FACTS = ("invoice_date", "total_amount", "invoice_number")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How surely two documents are one, and why in words."""

    score: float
    explanation: str


OTHERS: Final = Likeness(0.0, "")
"""Two documents: nobody is told why they are not one."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What two files' pictures have in common: the whole page at a glance, or the very scan of what is printed."""

    alike: bool
    one_scan: bool


@dataclass(frozen=True, slots=True)
class Common:
    """What two documents have in common.

    Attributes:
        apart: facts whose confident values differ; `agree`: those that are the same on both.
        share: of the printed numbers.
        clock: whether the printed times of day are the same.
        second: whether they are the same to the second.
        seller: the names are the same.
    """

    apart: tuple[str, ...]
    agree: frozenset[str]
    share: float
    clock: Clock
    second: bool
    seller: bool

    @property
    def day(self) -> bool:
        """Whether both are of one day."""
        return "invoice_date" in self.agree

    @property
    def total(self) -> bool:
        """Whether both come to one total."""
        return "total_amount" in self.agree

    @property
    def nearly_all(self) -> bool:
        """Whether what is printed is the same but for a few values."""
        return self.share >= ALIKE and (self.seller or self.share > ALIKE)


def weigh(
    document: CaseDocument,
    prior: PriorDocument,
    kinds: frozenset[str] = PROOF_OF_SALE,
    things: frozenset[str] = frozenset(),
) -> Likeness:
    """How likely a document is the one of an earlier claim: 0.9 and above is certain, below 0.5 it is another.

    Args:
        document: of the case.
        prior: of the earlier claim.
        kinds: of document that prove one sale only; another, a licence say, may serve many claims.
        things: fields of which two papers may not share a value, as they name what is supported once.
    """
    proofs = [e for e in document.extracted if e.kind in kinds]
    earlier = [e for e in prior.extracted if e.kind in kinds]
    if document.sha256 == prior.sha256:
        if proofs or not document.extracted:
            return Likeness(1.0, "the two files are the same, byte for byte")
        return OTHERS
    pictures = _pictures(document, prior)
    best = OTHERS
    for one in proofs:
        tokens = one.fingerprint or fingerprint(document.pages, one.pages)
        for other in earlier:
            likeness = _weigh(one, tokens, other, pictures)
            best = likeness if likeness.score > best.score else best
            if best.score < _ONE_THING and (thing := _one_thing(one, other, things)):
                best = Likeness(_ONE_THING, Said("both are on {text}", text=thing))
    return best


def _one_thing(one: Extracted, other: Extracted, things: frozenset[str]) -> str:
    """The vehicle or device that two papers speak of, by its number; "" where they speak of none or of two."""
    first, second = ({number for name in things for number in numbers_of(paper, name)} for paper in (one, other))
    return min(first & second, default="")


def numbers_of(paper: Extracted, name: str) -> frozenset[str]:
    """The vehicles or devices that a paper names: it may name several, a row each."""
    field = paper.fields.get(name)
    several = field.rivals if field is not None else ()
    return frozenset(compare.fold_number(text) for text in (value_of(paper, name), *several)) - {""}


def _weigh(one: Extracted, tokens: Sequence[str], other: Extracted, pictures: Pictures) -> Likeness:
    """The first of these that says something: facts that differ, facts that are the same, then what else is printed."""
    if one.kind != "receipt" and not pictures.one_scan and _numbered_apart(one, other):
        return OTHERS
    common = _common(one, tokens, other)
    if common.apart:
        return _set_anew(one, common, pictures)
    if alike := _numbered_alike(common):
        return alike
    if _printed_apart(common, tokens, other, pictures):
        return OTHERS
    return _printed_alike(common, pictures, min(len(tokens), len(other.fingerprint))) or _bought_alike(common)


def _numbered_alike(common: Common) -> Likeness | None:
    """One number, which other sellers may use too, with one more fact and a sign that the seller is one."""
    if "invoice_number" not in common.agree or not (common.seller or common.share >= ALIKE / 2):
        return None
    if common.day:
        return Likeness(1.0, "number and date are the same")
    return Likeness(1.0, "number and total are the same") if common.total else None


def _printed_apart(common: Common, tokens: Sequence[str], other: Extracted, pictures: Pictures) -> bool:
    """Whether numbers, or a time and a number, that only one of the two prints make them two purchases."""
    if own_numbers(tokens, other.fingerprint) >= 2 and not pictures.alike:
        return True
    return common.clock == "differs" and other_numbers(tokens, other.fingerprint) > 0


def _printed_alike(common: Common, pictures: Pictures, numbers: int) -> Likeness | None:
    """Nearly the same numbers, of which the paper with fewer prints `numbers`: sure with facts or pictures beside."""
    if common.share < ALIKE or numbers < FEWEST_NUMBERS:
        return None
    n = round(common.share * 100)
    if common.day and common.total:
        return Likeness(0.95, Said("date and total are the same, and {n} % of the printed numbers", n=n))
    if pictures.alike:
        return Likeness(0.95, Said("the pages look alike, and {n} % of the printed numbers are the same", n=n))
    return Likeness(0.7, Said("{n} % of the printed numbers are the same", n=n))


def _bought_alike(common: Common) -> Likeness:
    if common.day and common.total and common.seller:
        return Likeness(0.6, "seller, date and total are the same, and no number tells the two apart")
    return OTHERS


def _numbered_apart(one: Extracted, other: Extracted) -> bool:
    """Whether two papers' own numbers differ: most pairs' do, and all that they print is dear to compare."""
    return _apart(one, other, "invoice_number") and not _agree(one, other, "invoice_number")


def _set_anew(one: Extracted, common: Common, pictures: Pictures) -> Likeness:
    """Two papers with confident values that differ: two purchases, or one paper on which a value was set anew.

    Two receipts of one till differ in their number and in their time or day. Where two of these tell them apart,
    nothing else makes them one; where the number is the same, so is the paper; else one scan with one change is, or
    a till's receipt that says the same to the second, whatever its number.
    """
    name = common.apart[0]
    if not common.nearly_all or ("invoice_number" in common.apart and common.clock == "differs"):
        return OTHERS
    if common.clock == "differs" and not _long(one, "invoice_number"):
        return OTHERS
    numbered = "invoice_number" in common.agree and _long(one, "invoice_number")
    if len(common.apart) == 1 and numbered and len(common.agree) == 2:
        return Likeness(0.7, Said("all but the {field} is the same, the number too", field=name))
    if one.kind == "receipt" and common.apart == ("invoice_number",) and common.second and len(common.agree) == 2:
        return Likeness(0.7, "all but the number is the same, the time to the second too")
    if len(common.apart) == 1 and pictures.one_scan and common.clock != "differs":
        return Likeness(0.7, Said("the two are one scan, and only the {field} differs", field=name))
    return OTHERS


def _common(one: Extracted, tokens: Sequence[str], other: Extracted) -> Common:
    return Common(
        apart=tuple(name for name in FACTS if _apart(one, other, name) and not _both_on_both(one, tokens, other, name)),
        agree=frozenset(name for name in FACTS if _agree(one, other, name)),
        share=overlap(tokens, other.fingerprint),
        clock=clocks(tokens, other.fingerprint),
        second=one_second(tokens, other.fingerprint),
        seller=compare.names(value_of(one, "seller_name"), value_of(other, "seller_name")).same,
    )


def _apart(one: Extracted, other: Extracted, name: str) -> bool:
    """Whether a fact's confident values say that these are two documents."""
    left, right = one.fields.get(name), other.fields.get(name)
    if not (_confident(left) and _confident(right)) or left is None or right is None:
        return False
    same = compare.comparison_for(name)(left.value or "", right.value or "").same
    alternatives = {*left.alternatives, *right.alternatives} & {left.value, right.value}
    return not same and not alternatives and not (name == "invoice_number" and _near(left, right))


def _both_on_both(one: Extracted, tokens: Sequence[str], other: Extracted, name: str) -> bool:
    """Whether both papers print both values: then the two totals are of one paper, read differently."""
    left, right = ("".join(c for c in value_of(each, name) if c.isdigit()) for each in (one, other))
    return name == "total_amount" and {left, right} <= set(tokens) & set(other.fingerprint)


def _near(left: Field, right: Field) -> bool:
    """Whether two numbers may be one, misread or cut short."""
    one, two = compare.fold_confused(left.value or ""), compare.fold_confused(right.value or "")
    return one == two or (min(len(one), len(two)) >= 4 and (one in two or two in one))


def _confident(value: Field | None) -> bool:
    return value is not None and bool(value.value) and value.confidence >= CONFIDENT and not value.repaired


def _agree(one: Extracted, other: Extracted, name: str) -> bool:
    left, right = one.fields.get(name), other.fields.get(name)
    if left is None or right is None:
        return False
    values = {v for v in (left.value, *left.alternatives) if v}
    return any(compare.comparison_for(name)(a, b).same for a in values for b in (right.value, *right.alternatives) if b)


def value_of(document: Extracted, name: str) -> str:
    """What was read of a field; "" where nothing was."""
    found = document.fields.get(name)
    return (found.value or "") if found is not None else ""


def _long(document: Extracted, name: str) -> bool:
    return sum(c.isdigit() for c in value_of(document, name)) >= LONG_NUMBER


def _pictures(document: CaseDocument, prior: PriorDocument) -> Pictures:
    mine = document.pages.pages
    return Pictures(
        alike=_within(PICTURE_BITS, (p.picture_hash for p in mine), prior.picture_hashes),
        one_scan=_within(SCAN_BITS, (p.scan_hash for p in mine), prior.scan_hashes),
    )


def _within(bits: int, mine: Iterable[str], theirs: Iterable[str]) -> bool:
    left, right = ([int(text, 16) for text in hashes if text] for hashes in (mine, theirs))
    return any((a ^ b).bit_count() <= bits for a in left for b in right)
