"""Duplicates: the same proof document behind another claim, after re-photographing, turning, cropping or re-encoding.

A picture's hash and shared facts only propose; what is printed decides. Two receipts of one seller, day and total are
two purchases when their numbers differ.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from claimcheck.core import compare
from claimcheck.model.case import Case, CaseDocument, PriorDocument
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import PROOF_OF_SALE, Extracted, Field, Pages

PICTURE_BITS = 10
"""Hashes of 64 bits that differ in at most so many may be of one picture."""
ALIKE = 0.7
"""Share of the printed numbers that two readings of one document have in common, at the least. On scans that were
turned, cropped and re-encoded it was 0.77 or more; other receipts of one seller reach 0.89, so facts decide."""
CONFIDENT = 0.8
"""Below this confidence a field's value does not tell two documents apart."""
MAY_PROVE = frozenset({"order", "contract"})
"""Kinds that prove a sale in a program that lists them."""
_MOST_TOKENS = 120
_BANDS = 6


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whether two documents are one, how sure, and why in words."""

    score: float
    explanation: str


def fingerprint(pages: Pages, numbers: Iterable[int] | None = None) -> tuple[str, ...]:
    """The numbers of three digits and more that are printed on some pages, sorted; at most 120 of them.

    Args:
        pages: what was read.
        numbers: 1-based pages; None for all.
    """
    wanted = None if numbers is None else set(numbers)
    found: set[str] = set()
    for page in pages.pages:
        if wanted is None or page.number in wanted:
            for line in page.lines:
                found.update(_numbers(line.text))
    if not pages.pages:
        for invoice in pages.structured:
            for value in invoice.fields.values():
                found.update(_numbers(value))
    return tuple(sorted(sorted(found, key=_spread)[:_MOST_TOKENS]))


def _numbers(text: str) -> Iterator[str]:
    for word in unicodedata.normalize("NFKC", text).split():
        digits = "".join(c for c in word if c.isdigit())
        if 3 <= len(digits) <= 24:
            yield digits


def _spread(token: str) -> str:
    return hashlib.blake2b(token.encode(), digest_size=8).hexdigest()


def fact_keys(sha256: str, pages: Pages, extracted: Sequence[Extracted]) -> tuple[tuple[str, str], ...]:
    """The rows by which a possible duplicate of a document is looked up: (kind, key), each key short.

    Kinds: `sha256`; `picture`, bands of the pages' DCT hashes; `facts`, seller with date and total, or date with total;
    `number`, invoice number with total; `content`, bands of a minhash over the printed numbers.
    """
    rows: list[tuple[str, str]] = [("sha256", sha256)]
    for page in pages.pages:
        rows.extend(("picture", f"{band}:{part}") for band, part in enumerate(_bands(page.picture_hash)))
    for document in extracted:
        if document.kind not in PROOF_OF_SALE | MAY_PROVE:
            continue
        day, total = _value(document, "invoice_date"), _amount_key(_value(document, "total_amount"))
        number = compare.fold_number(_value(document, "invoice_number"))
        if day and total:
            rows.append(("facts", f"{day}|{total}"))
        if number and total:
            rows.append(("number", f"{number[:64]}|{total}"))
        rows.extend(_content_keys(document.fingerprint or fingerprint(pages, document.pages)))
    return tuple(dict.fromkeys(rows))


def _bands(picture_hash: str) -> list[str]:
    """A 64-bit hash in four parts of 16 bits: hashes at most three bits apart share one, most near ones too."""
    if len(picture_hash) != 16:
        return []
    return [picture_hash[start : start + 4] for start in range(0, 16, 4)]


def _content_keys(tokens: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Minhash bands: two readings that share four fifths of their numbers meet in one of six bands 19 times in 20."""
    if len(tokens) < 5:
        return
    for band in range(_BANDS):
        lowest = [
            min(hashlib.blake2b(token.encode(), digest_size=6, salt=bytes([band, row])).hexdigest() for token in tokens)
            for row in range(2)
        ]
        yield "content", f"{band}:{lowest[0]}{lowest[1]}"


def find(case: Case) -> tuple[Finding | None, str | None]:
    """The earliest other claim that one of the case's proof documents was already used for.

    Returns:
        A finding and the earlier claim's outside id, or (None, None) where there is none or the program allows it.
    """
    if case.program.duplicates == "allow":
        return None, None
    hits: list[tuple[int, PriorDocument, CaseDocument, Likeness]] = []
    kinds = PROOF_OF_SALE | ({row.kind for row in case.program.documents} & MAY_PROVE)
    for prior in case.priors:
        for document in case.documents:
            likeness = weigh(document, prior, kinds)
            if likeness.score >= 0.5:
                hits.append((prior.submission, prior, document, likeness))
    if not hits:
        return None, None
    _, prior, document, likeness = max(hits, key=lambda hit: (round(hit[3].score, 2), -hit[0]))
    sure = likeness.score >= compare.SAME
    message = f"This document was already used for claim {prior.claim}: {likeness.explanation}."
    if not sure:
        message = f"This may be the document of claim {prior.claim}: {likeness.explanation}."
    page = document.pages.pages[0].number if document.pages.pages else None
    finding = Finding(
        "document.duplicate" if sure else "document.reused", "fail" if sure else "unknown", "document", message,
        found=prior.claim, place=Place(document.id, page), certain=sure, contradictions=(likeness.explanation,),
    )  # fmt: skip
    return finding, prior.claim


def weigh(document: CaseDocument, prior: PriorDocument, kinds: frozenset[str] = PROOF_OF_SALE) -> Likeness:
    """How likely a document is the one of an earlier claim: 0.9 and above is certain, below 0.5 it is another.

    Args:
        document: of the case.
        prior: of the earlier claim.
        kinds: of document that prove one sale only; another, a licence say, may serve many claims.
    """
    proofs = [e for e in document.extracted if e.kind in kinds]
    earlier = [e for e in prior.extracted if e.kind in kinds]
    if document.sha256 == prior.sha256:
        if proofs or not document.extracted:
            return Likeness(1.0, "the two files are the same, byte for byte")
        return Likeness(0.0, "not a proof of sale")
    picture = _same_picture(document, prior)
    best = Likeness(0.0, "nothing in common")
    for one in proofs:
        tokens = one.fingerprint or fingerprint(document.pages, one.pages)
        for other in earlier:
            likeness = _weigh_facts(one, tokens, other, picture)
            best = likeness if likeness.score > best.score else best
    return best


def _weigh_facts(one: Extracted, tokens: Sequence[str], other: Extracted, picture: bool) -> Likeness:
    apart = _apart(one, other)
    share = overlap(tokens, other.fingerprint)
    own = _own_numbers(tokens, other.fingerprint)
    if apart and (not (picture and share >= ALIKE) or _other_slip(tokens, other.fingerprint)):
        return Likeness(0.0, f"{apart} differs")
    day, total = _agree(one, other, "invoice_date"), _agree(one, other, "total_amount")
    seller = compare.names(_value(one, "seller_name"), _value(other, "seller_name")).same
    if _agree(one, other, "invoice_number") and (day or total) and (seller or share >= ALIKE / 2):
        return Likeness(1.0, f"number and {'date' if day else 'total'} are the same")
    if own and not picture:
        return Likeness(0.0, "the numbers printed on the two differ")
    if share >= ALIKE and min(len(tokens), len(other.fingerprint)) >= 5:
        if (day and total) or picture:
            return Likeness(0.95, f"date and total are the same, and {share:.0%} of the printed numbers")
        return Likeness(0.7, f"{share:.0%} of the printed numbers are the same")
    if day and total and seller:
        return Likeness(0.6, "seller, date and total are the same, and no number tells the two apart")
    return Likeness(0.0, "other facts")


def overlap(one: Sequence[str], other: Sequence[str]) -> float:
    """The share of the shorter list's numbers that the longer holds too (a cropped picture loses some)."""
    left, right = set(one), set(other)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def _own_numbers(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether each has two or more long numbers that the other lacks even with misread digits: two slips, not one.

    One alone may be a slip of the reader, a mark written on the paper, or half of a number cut in two.
    """
    return min(len(_lacking(one, other)), len(_lacking(other, one))) >= 2


def _other_slip(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two slips of one form, of different days say, differ in another long number as well, if by a digit."""
    left, right = ({token for token in tokens if len(token) >= 5} for tokens in (one, other))
    return min(len(left - right), len(right - left)) >= 2


def _lacking(one: Sequence[str], other: Sequence[str]) -> list[str]:
    held = set(other)
    return [token for token in one if len(token) >= 5 and token not in held and not _has_near(token, other)]


def _has_near(token: str, others: Sequence[str]) -> bool:
    """Whether one of the others is this number misread: a digit in six, or cut short."""
    slips = max(1, len(token) // 6)
    return any(
        Levenshtein.distance(token, near, score_cutoff=slips) <= slips
        or (len(near) >= 4 and (near in token or token in near))
        for near in others
    )


def _apart(one: Extracted, other: Extracted) -> str:
    """The first field whose confident values say that these are two documents; empty where none does."""
    for name in ("invoice_date", "total_amount", "invoice_number"):
        left, right = one.fields.get(name), other.fields.get(name)
        if not (_confident(left) and _confident(right)) or left is None or right is None:
            continue
        same = compare.comparison_for(name)(left.value or "", right.value or "")
        alternatives = {*left.alternatives, *right.alternatives} & {left.value, right.value}
        if not same.same and not alternatives and not (name == "invoice_number" and _near(left, right)):
            return name
    return ""


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


def _value(document: Extracted, name: str) -> str:
    found = document.fields.get(name)
    return (found.value or "") if found is not None else ""


def _amount_key(text: str) -> str:
    amount = compare.as_amount(text) if text else None
    return f"{amount:.2f}" if amount is not None else ""


def _same_picture(document: CaseDocument, prior: PriorDocument) -> bool:
    mine = [int(p.picture_hash, 16) for p in document.pages.pages if p.picture_hash]
    theirs = [int(h, 16) for h in prior.picture_hashes if h]
    return any((a ^ b).bit_count() <= PICTURE_BITS for a in mine for b in theirs)
