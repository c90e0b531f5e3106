"""A task as a checking company sees it: its fields, as claim, page and sale state them, and the lines of its claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from claimcheck.core.personal import HIDDEN, redact, redact_value
from claimcheck.model.decisions import Finding, Place
from claimcheck.model.documents import FIELDS
from claimcheck.services.checking.masking import Hidden, places_of


@dataclass(frozen=True, slots=True)
class Row:
    """One field, as claim, page and sale have it; hidden values are not in it.

    Attributes:
        page_mark, sale_mark: how they agree with the claim: =, ≠, ? or nothing.
        differs: whether the page shows another value than is claimed; a rule alone may be against it, too.
        hidden: whether its values are hidden from the company.
        supports: what speaks for what the page shows, in words; `contradictions` what against it.
    """

    number: int
    name: str
    claimed: str
    found: str
    sold: str
    page_mark: str
    sale_mark: str
    differs: bool
    hidden: bool
    supports: tuple[str, ...]
    contradictions: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """What speaks for a value and against it."""
        return tuple(dict.fromkeys((*self.supports, *self.contradictions)))


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the claim; values that are hidden are not in its fields.

    Attributes:
        asked: what it asks for; None where the program works it out.
    """

    number: int
    fields: Mapping[str, str]
    quantity: Decimal
    asked: Decimal | None


def line_rows(claim: Hidden) -> tuple[LineRow, ...]:
    """The lines of a claim, each with what it states for itself."""
    return tuple(
        LineRow(
            line.number, {name: _said(claim, name, text) for name, text in line.fields.items() if name in FIELDS},
            line.quantity, line.claimed_amount,
        )
        for line in claim.revision.lines
    )  # fmt: skip


def rows_of(claim: Hidden, asked: str) -> tuple[Row, ...]:
    """Every field that claim, page or sale states, those in doubt first."""
    decision, sold = claim.decision, next(iter(claim.sales), None)
    findings = decision.findings if decision else ()
    names = dict.fromkeys((
        *claim.revision.fields, *(f.field for f in findings if decision and f.field in decision.fields),
        *(sold.fields if sold else ()),
    ))  # fmt: skip
    rows = [
        _row(claim, name, [f for f in findings if f.field == name], sold.fields.get(name, "") if sold else "")
        for name in names
        if name in FIELDS  # of what no program knows, nobody can say whether it is personal
    ]
    rows.sort(key=lambda row: (row.name != asked, not {row.page_mark, row.sale_mark} & {"≠", "?"}))
    return tuple(replace(row, number=number) for number, row in enumerate(rows, 1))


def _row(claim: Hidden, name: str, findings: Sequence[Finding], sold: str) -> Row:
    hides, secrets, decision = claim.secrets.hides(name), claim.secrets, claim.decision
    on_page = [f for f in findings if not f.code.startswith("sale.")]
    marks = _mark(on_page), _mark([f for f in findings if f.code.startswith("sale.")])
    differs = any(f.differs for f in on_page)
    if hides:
        return Row(0, name, HIDDEN, HIDDEN, HIDDEN if sold else "", *marks, differs, True, (), (), ())
    read = decision.fields.get(name) if decision else None
    supports = dict.fromkeys(redact(secrets, said) for f in on_page for said in f.supports)
    against = dict.fromkeys(redact(secrets, said) for f in on_page for said in f.contradictions)
    texts = (claim.revision.fields.get(name, ""), (read.value or read.raw) if read else "", sold)
    claimed, found, sold = (_said(claim, name, text) for text in texts)
    return Row(
        0,
        name,
        claimed,
        found,
        sold,
        *marks,
        differs,
        False,
        tuple(supports),
        tuple(against),
        places_of(decision, name),
    )


def _said(claim: Hidden, name: str, text: str) -> str:
    """A value of a field with personal data hidden."""
    return HIDDEN if claim.secrets.hides(name) else redact_value(claim.secrets, text, looked_at=name in claim.looked_at)


def _mark(findings: Sequence[Finding]) -> str:
    outcomes = {finding.outcome for finding in findings}
    return "≠" if "fail" in outcomes else "?" if "unknown" in outcomes else "=" if "pass" in outcomes else ""
