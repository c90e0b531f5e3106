"""Cases made by hand for tests: a drawn receipt as its lines, a claim on it, and the sale behind it. All invented."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from claimcheck.core.extract import extract
from claimcheck.core.rules.programfile import parse
from claimcheck.model.case import Case, CaseDocument, PriorDocument
from claimcheck.model.claims import Claim, ClaimLine
from claimcheck.model.documents import Box, Extracted, Line, Page, Pages, SecondLook
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale

PROGRAM = """
program: lamps
version: "1"
timezone: Asia/Kuala_Lumpur
locale: en-MY
currency: MYR
verify: [seller_name, invoice_date, total_amount, currency]
window: {field: invoice_date, from: 2024-01-01, to: 2024-12-31}
documents: [{kind: proof_of_sale}]
match: {seller_name: 0.9, invoice_date: 3 days, total_amount: 0.00, currency: exact}
confidence: 0.95
"""

CLAIMED = {
    "seller_name": "Harbour Lamps Sdn Bhd",
    "invoice_date": "2024-03-17",
    "total_amount": "45.90",
    "currency": "MYR",
}


def program(text: str = PROGRAM, **changes: object) -> Program:
    """The test program, with some of its attributes changed."""
    return replace(parse(text, filename="lamps.yaml"), **changes)  # type: ignore[arg-type]


@cache
def stands_on(read: Pages, locale: str = "en-MY", currency: str = "MYR") -> tuple[Extracted, ...]:
    """What stands on these pages. Many tests hold the same paper against another claim: it is gone through once."""
    return extract(read, locale=locale, currency=currency)


def receipt_lines(
    seller: str = "HARBOUR LAMPS SDN BHD",
    day: str = "17/03/2024",
    total: str = "45.90",
    number: str = "HL-204417",
    clock: str = "14:22:09",
) -> list[str]:
    """The lines of a receipt."""
    return [
        seller, "(774512-K)", "8, JALAN PELITA 3, TAMAN PELITA", "50460 KUALA LUMPUR", "TEL: 03-5550 1234",
        "TAX INVOICE",
        f"Invoice No: {number}", f"Date: {day} {clock}", "DESK LAMP 60112233   25.00", "BULB E27 60119977   20.90",
        f"Total (RM)   {total}", "CASH   50.00", f"CHANGE   {Decimal(50) - Decimal(total)}", "THANK YOU",
    ]  # fmt: skip


def pages(lines: Sequence[str], *, confidence: float = 0.99, picture_hash: str = "") -> Pages:
    """One page with these lines, top to bottom; three blanks set what follows at the right edge."""
    placed: list[Line] = []
    for i, text in enumerate(lines):
        top = 0.04 + 0.05 * i
        for part, (left, right) in zip(text.split("   "), ((0.1, 0.6), (0.75, 0.9)), strict=False):
            placed.append(Line(part, Box(left, top, right, top + 0.02), confidence))
    return Pages("test", "image/jpeg", (Page(1, 600, 1000, tuple(placed), picture_hash=picture_hash),))


def document(
    lines: Sequence[str] | None = None,
    *,
    id: str = "doc-1",  # noqa: A002
    sha256: str = "aa",
    confidence: float = 0.99,
    looks: tuple[SecondLook, ...] = (),
    picture_hash: str = "",
) -> CaseDocument:
    """A read document; by default the receipt that proves `CLAIMED`."""
    read = pages(receipt_lines() if lines is None else lines, confidence=confidence, picture_hash=picture_hash)
    return CaseDocument(id, sha256, read, stands_on(read), looks)


def prior(source: CaseDocument, *, claim: str = "C-0", sha256: str = "bb", submission: int = 1) -> PriorDocument:
    """The same document behind an earlier claim, in another file unless `sha256` says so."""
    hashes = tuple(p.picture_hash for p in source.pages.pages)
    scans = tuple(p.scan_hash for p in source.pages.pages)
    return PriorDocument(claim, submission, "lamps", "doc-0", sha256, hashes, source.extracted, scans)


def sale(sale_id: str = "S-1", *, dealer: str = "D1", quantity: int = 1, **fields: str) -> Sale:
    """A sales record that agrees with `CLAIMED` but for the fields given."""
    return Sale(sale_id.lower(), sale_id, 1, dealer, {**CLAIMED, **fields}, Decimal(quantity))


def claim(
    fields: Mapping[str, str] | None = None, *, lines: tuple[ClaimLine, ...] = (ClaimLine(1),), **changed: str
) -> Claim:
    """A claim of dealer D1, the tenth that was submitted; `changed` fields lie."""
    stated = {**(CLAIMED if fields is None else fields), **changed}
    return Claim("C-1", "C-1", "lamps", "D1", 10, 1, stated, lines, ("doc-1",))


def case(**changes: object) -> Case:
    """A case that is approved, with some parts replaced."""
    made = Case(claim(), program(), (document(),), (sale(),))
    return replace(made, **changes)  # type: ignore[arg-type]
