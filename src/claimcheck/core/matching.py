"""Which sales record is behind a claim line: explained scores, the choice, and what differs.

A record is held against what is claimed; where the document says otherwise, `verify` tells. The document's values only
help to find the record: one that agrees with the document and not with the claim is found, and differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from claimcheck.core.blocking import DAYS_AROUND
from claimcheck.core.values import compare
from claimcheck.model.case import Case
from claimcheck.model.claims import ClaimLine
from claimcheck.model.decisions import Candidate, Finding
from claimcheck.model.documents import Field
from claimcheck.model.programs import Program, Tolerance
from claimcheck.model.said import Said
from claimcheck.model.sales import Sale, SaleUse

IDENTITIES = frozenset({"vin", "serial_number", "invoice_number", "engine_number"})
"""Fields that name one sale by themselves."""
PARTIES = (("seller_id", "seller_name"), ("buyer_id", "buyer_name"))
"""What tells whose a record is that has an invoice's number, the surest first: such numbers repeat over sellers."""
WEIGHTS: Mapping[str, float] = {
    "vin": 4, "serial_number": 4, "engine_number": 3, "invoice_number": 4, "total_amount": 3, "invoice_date": 2,
    "seller_name": 2.5, "buyer_name": 2,
}  # fmt: skip
"""How much each field says about which record it is; 1 where it is not listed."""


@dataclass(frozen=True, slots=True)
class Match:
    """What was found for a line: the sale, and findings on it.

    Attributes:
        sale: the record behind the line, agreeing or not; None where there is none.
        differing: fields on which the chosen record does not agree.
    """

    sale: Sale | None
    findings: tuple[Finding, ...] = ()
    differing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _WeighedField:
    """How one field of a record compares with what is claimed.

    Attributes:
        weight: how much the field says about which record it is.
        score: how alike the two are, from 0 to 1; with the document's value, where that is more alike.
        agrees: whether claim and record agree within the program's tolerance.
        documented: whether they do not, but the document agrees with the record.
        apart: whether the difference tells of another party, or of a day too far off to be a slip.
        form, values: the comparison in words, which few of the records that are weighed come to need.
    """

    name: str
    weight: float
    score: float
    agrees: bool
    documented: bool
    apart: bool
    form: str
    values: Mapping[str, str]

    @property
    def why(self) -> Said:
        return Said(self.form, **self.values)


@dataclass(frozen=True, slots=True)
class _Weighed:
    sale: Sale
    score: float
    differing: tuple[str, ...]
    documented: tuple[str, ...]
    """Differing fields on which the record agrees with the document."""
    named: bool
    """Whether the record has the vehicle or device that the claim names, or else the document, or the invoice's number
    and no other party."""
    apart: bool
    """Whether it is of another party, or of a day too far off to be a slip, by claim and document."""
    dealer: bool
    fields: tuple[_WeighedField, ...]
    money: compare.Comparison | None
    """How the currencies differ, where that is not one of the fields."""

    @property
    def agrees(self) -> bool:
        return self.dealer and not self.differing and not self.sale.cancelled

    @property
    def explanation(self) -> tuple[str, ...]:
        told = [one.why for one in self.fields]
        if self.money is not None:
            told.append(Said("{field}: {why}", field="currency", why=self.money.explanation))
        if not self.dealer:
            told.append(Said("the record is another dealer's, {dealer}", dealer=self.sale.dealer))
        return tuple(told)


def match(case: Case, line: ClaimLine, documented: Mapping[str, Field]) -> Match:
    """Choose the record behind one line among the case's sales."""
    program = case.program
    if not program.match:
        return Match(None, findings=(Finding("sale.missing", "not_applicable", "sale", "No sale is needed."),))
    claimed = {**case.claim.fields, **line.fields}
    chosen = _choose(case, line, claimed, documented)
    if chosen is None:
        return Match(None, (_missing(line),))
    return Match(chosen.sale, _findings(chosen, line, case, claimed), chosen.differing)


def candidates(case: Case, line: ClaimLine, documented: Mapping[str, Field]) -> tuple[Candidate, ...]:
    """The records that are likeliest to be behind one line, with how they compare: what a person is shown."""
    if not case.program.match:
        return ()
    weighed = _weighed(case.sales, case, {**case.claim.fields, **line.fields}, documented)
    return tuple(Candidate(w.sale.id, w.sale.sale_id, round(w.score, 4), w.agrees, w.explanation) for w in weighed[:10])


def _weighed(
    sales: Iterable[Sale], case: Case, claimed: Mapping[str, str], documented: Mapping[str, Field]
) -> list[_Weighed]:
    """How each record compares, the likeliest first."""
    weighed = [_weigh(sale, case.program, claimed, documented, case.claim.dealer) for sale in sales]
    return sorted(weighed, key=lambda w: (-w.agrees, -w.score, w.sale.sale_id, w.sale.line))


def _weigh(
    sale: Sale, program: Program, claimed: Mapping[str, str], documented: Mapping[str, Field], dealer: str
) -> _Weighed:
    """Hold one record against what is claimed, field by field of the program's `match`."""
    fields = tuple(_weigh_field(name, sale, program, claimed, documented) for name in program.match)
    differing = [one.name for one in fields if not one.agrees]
    if (money := _in_other_money(sale, program, claimed)) is not None:
        differing.append("currency")
    same_dealer = not sale.dealer or sale.dealer == dealer
    total = sum(one.weight for one in fields)
    score = sum(one.weight * one.score for one in fields) / total if total else 0.0
    things = (_names(sale, name, claimed, documented) for name in IDENTITIES - {"invoice_number"})
    numbered = _names(sale, "invoice_number", claimed, documented) and not _of_others(sale, claimed, documented)
    return _Weighed(
        sale=sale,
        score=score * (1.0 if same_dealer else 0.5),
        differing=tuple(differing),
        documented=tuple(one.name for one in fields if one.documented),
        named=numbered or any(things),
        apart=any(one.apart for one in fields),
        dealer=same_dealer,
        fields=fields,
        money=money,
    )


def _weigh_field(
    name: str, sale: Sale, program: Program, claimed: Mapping[str, str], documented: Mapping[str, Field]
) -> _WeighedField:
    """Hold one field of a record against what is claimed, and where that differs, against the document."""
    printed = documented[name].value if name in documented else None
    recorded, stated = _compared(name, sale, program, claimed, printed)
    return _held(name, program.match[name], recorded, stated, printed or "")


def _compared(
    name: str, sale: Sale, program: Program, claimed: Mapping[str, str], printed: str | None
) -> tuple[str, str]:
    """What the record and the claim, or where it is silent its document, say of a field; "" where they do not."""
    own = program.currency if name == "currency" else ""
    return sale.fields.get(name) or own, claimed.get(name) or printed or own


@lru_cache(maxsize=4096)  # the lines of a large claim share seller, day and total with each other, and so do records
def _held(name: str, tolerance: Tolerance, recorded: str, stated: str, printed: str) -> _WeighedField:
    weight, values = WEIGHTS.get(name, 1.0), {"field": name}
    if not recorded or not stated:
        form = "{field}: the claim does not state it" if recorded else "{field}: the record does not state it"
        return _WeighedField(name, weight, 0.0, False, False, name.endswith("_name"), form, values)
    result, agrees = held_to(name, tolerance, stated, recorded)
    with_document = held_to(name, tolerance, printed, recorded) if printed and printed != stated else None
    score = max(result.score, with_document[0].score if with_document else 0.0)
    documents_own = not agrees and with_document is not None and with_document[1]
    far = compare.subject(name) == "date" and _far(stated, recorded)
    apart = not agrees and not documents_own and (name.endswith("_name") or far)
    values["why"] = result.explanation
    return _WeighedField(name, weight, score, agrees, documents_own, apart, "{field}: {why}", values)


def _far(stated: str, recorded: str) -> bool:
    """Whether two days are so far apart that they are of two sales."""
    one, two = compare.as_date(stated), compare.as_date(recorded)
    return one is not None and two is not None and abs((one - two).days) > DAYS_AROUND


def _names(sale: Sale, name: str, claimed: Mapping[str, str], documented: Mapping[str, Field]) -> bool:
    """Whether a record has the number that a claim or its document has in this field."""
    printed = documented[name].value if name in documented else None
    stated, recorded = claimed.get(name) or printed or "", sale.fields.get(name) or ""
    if not compare.fold_number(stated) or compare.fold_number(stated) != compare.fold_number(recorded):
        return False
    return compare.comparison_for(name)(stated, recorded).score >= 1.0


def _of_others(sale: Sale, claimed: Mapping[str, str], documented: Mapping[str, Field]) -> bool:
    """Whether a record is of another seller than the claim, or else its document, or, where it has none, another buyer.

    The id of a register is often its own, and a name is written in several ways: one that is the same tells.
    """
    for names in PARTIES:
        same = [
            compare.comparison_for(name)(stated, recorded).same
            for name in names
            if (stated := claimed.get(name) or (documented[name].value if name in documented else None))
            and (recorded := sale.fields.get(name))
        ]
        if same:
            return not any(same)
    return False


def _in_other_money(sale: Sale, program: Program, claimed: Mapping[str, str]) -> compare.Comparison | None:
    """How the currencies differ where amounts are matched and the program does not list the currency besides.

    A record, or a claim, that names none is in the program's.
    """
    if "currency" in program.match or not any(compare.subject(name) == "amount" for name in program.match):
        return None
    own = program.currency
    result = compare.currencies(claimed.get("currency") or own, sale.fields.get("currency") or own)
    return None if result.same else result


def held_to(name: str, tolerance: Tolerance, stated: str, recorded: str) -> tuple[compare.Comparison, bool]:
    """The comparison that the tolerance asks for, and whether it is within the limit."""
    if tolerance.how == "days":
        return compare.dates(stated, recorded), _within(name, tolerance, stated, recorded)
    if tolerance.how == "amount":
        return compare.amounts(stated, recorded), _within(name, tolerance, stated, recorded)
    result = compare.comparison_for(name)(stated, recorded)
    return result, result.score >= (float(tolerance.limit) if tolerance.how == "name" else 1.0)


def _within(name: str, tolerance: Tolerance, stated: str, recorded: str) -> bool:
    """Whether two values are within the tolerance: as `held_to`, without the words."""
    if tolerance.how == "days":
        one, two = compare.as_date(stated), compare.as_date(recorded)
        return one is not None and two is not None and abs((one - two).days) <= tolerance.limit
    if tolerance.how == "amount":
        a, b = compare.as_amount(stated), compare.as_amount(recorded)
        return a is not None and b is not None and abs(a - b) <= tolerance.limit
    numbers = tolerance.how != "name" and compare.subject(name) == "number"
    if numbers and compare.fold_number(stated) != compare.fold_number(recorded):
        return False
    return held_to(name, tolerance, stated, recorded)[1]


def _choose(
    case: Case, line: ClaimLine, claimed: Mapping[str, str], documented: Mapping[str, Field]
) -> _Weighed | None:
    """The record behind the line: of those that it may mean the best that agrees, else one that is it but differs.

    Another's sale is answered exactly like one that does not exist. Of a large claim's many records few agree with a
    line: only those are weighed, or all where none does.
    """
    meant = [s for s in case.sales if s.dealer in ("", case.claim.dealer) and line.sale_id in (None, "", s.sale_id)]
    agree = _agreeing(case.program, claimed, documented)
    if agreeing := _weighed([s for s in meant if agree(s)], case, claimed, documented):
        return next((w for w in agreeing if _left(w.sale, case) >= line.quantity), agreeing[0])
    weighed = _weighed(meant, case, claimed, documented)
    return next((w for w in weighed if line.sale_id or _recognised(w, case.program)), None)


def _agreeing(program: Program, claimed: Mapping[str, str], documented: Mapping[str, Field]) -> Callable[[Sale], bool]:
    """A test whether a record agrees with the claim in all that is matched, what tells records apart at once first."""
    held = sorted(program.match.items(), key=lambda one: compare.subject(one[0]) not in ("number", "amount"))
    sought = [(name, tolerance, documented[name].value if name in documented else None) for name, tolerance in held]

    def agrees(sale: Sale) -> bool:
        if sale.cancelled:
            return False
        for name, tolerance, printed in sought:
            recorded, stated = _compared(name, sale, program, claimed, printed)
            if not recorded or not stated or not _within(name, tolerance, stated, recorded):
                return False
        return _in_other_money(sale, program, claimed) is None

    return agrees


def _recognised(weighed: _Weighed, program: Program) -> bool:
    """Whether a record that does not agree is still clearly this sale and no look-alike.

    It is when it agrees on something that names one sale, or differs in one field only (or, beyond that, where it
    says what the document says): a record of another party, or of a day months away, that shares the amount is another
    sale. What names one sale may tell, too, where the program does not match by it.
    """
    agreed = set(program.match) - set(weighed.differing)
    if agreed & IDENTITIES or (weighed.named and not any(name.endswith("_name") for name in weighed.differing)):
        return True
    if weighed.apart:
        return False
    unexplained = set(weighed.differing) - set(weighed.documented)
    return weighed.named or (len(unexplained) <= 1 and len(agreed | set(weighed.documented)) >= 2)


def _missing(line: ClaimLine) -> Finding:
    message = "No sale in the register agrees with this claim."
    if line.sale_id:
        message = Said("No sale {sale} in the register agrees with this claim.", sale=line.sale_id)
    return Finding("sale.missing", "fail", "sale", message, claimed=line.sale_id, line=line.number)


def _findings(chosen: _Weighed, line: ClaimLine, case: Case, claimed: Mapping[str, str]) -> tuple[Finding, ...]:
    sale, found = chosen.sale, []
    for name in chosen.differing:
        recorded = sale.fields.get(name)
        message = Said("Sale {sale} does not state {field}.", sale=sale.sale_id, field=name)
        if recorded:
            message = Said("Sale {sale} shows {value} for {field}.", sale=sale.sale_id, value=recorded, field=name)
        found.append(Finding("sale.differs", "fail", name, message, claimed.get(name), recorded, line=line.number))
    if sale.cancelled:
        message = Said("Sale {sale} was cancelled.", sale=sale.sale_id)
        found.append(Finding("sale.cancelled", "fail", "sale", message, line=line.number, certain=True))
    left = _left(sale, case)
    if left < line.quantity:
        users = ", ".join(dict.fromkeys(u.claim for u in _uses(sale, case)))
        message = Said("Sale {sale} was already claimed for, by {claims}.", sale=sale.sale_id, claims=users)
        if not users:
            message = Said(
                "Sale {sale} is of {n} units; {asked} are claimed.", sale=sale.sale_id, n=sale.quantity,
                asked=line.quantity,
            )  # fmt: skip
        found.append(Finding("sale.used", "fail", "sale", message, found=users or None, line=line.number))
    if not found:
        message = Said("Sale {sale} agrees with the claim.", sale=sale.sale_id)
        found.append(
            Finding(
                "sale.missing",
                "pass",
                "sale",
                message,
                found=sale.sale_id,
                line=line.number,
                supports=chosen.explanation,
            )
        )
    return tuple(found)


def _uses(sale: Sale, case: Case) -> list[SaleUse]:
    """What others have used of a sale under this program (`Case.uses` holds no use of the claim itself)."""
    return [use for use in case.uses if use.sale == sale.id and use.program == case.program.name]


def _left(sale: Sale, case: Case) -> Decimal:
    """Units of the sale that other claims, and this claim's earlier lines, have left."""
    return sale.quantity - sum((u.quantity for u in _uses(sale, case)), Decimal(0))
