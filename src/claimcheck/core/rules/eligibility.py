"""The eligibility rules: each says pass, fail, unknown or not applicable, and why, in a sentence that a dealer reads.

Add a rule: write the function, add a row to `RULES` (or to `STANDING`, for what every program has), and a test.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from functools import reduce

from vininfo import Vin

from claimcheck.core.rules.subject import Rule, Subject
from claimcheck.core.values import compare
from claimcheck.core.values.money import exponent
from claimcheck.model.decisions import Finding, Outcome
from claimcheck.model.documents import PROOF_OF_SALE
from claimcheck.model.programs import Program
from claimcheck.model.said import Said

_NO_PARAMS: Mapping[str, str] = {}
_AROUND_THE_WORLD = timedelta(days=1)
"""A shop may be a day ahead of the program's zone."""


def window(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The date on the document must fall on one of the program's days, the first and the last included."""
    span = subject.program.window
    if span is None:
        return Finding("date.outside_window", "not_applicable", "invoice_date", "The program has no dates.")
    text, certain = subject.value(span.field)
    day = compare.as_date(text) if text else None
    if day is None or (not certain and span.field not in subject.documented):
        return Finding("date.missing", "unknown", span.field, Said("No date was found for {field}.", field=span.field))
    if not certain:
        message = Said("The document does not show {field} clearly enough to tell whether it counts.", field=span.field)
        place = subject.places.get(span.field)
        return Finding("date.unproved", "unknown", span.field, message, subject.claimed.get(span.field), text, place)
    inside = span.first <= day <= span.last
    form = "{day} is outside the program's dates, {first_day} to {last_day}."
    if inside:
        form = "{day} is within {first_day} to {last_day}."
    message = Said(form, day=day, first_day=span.first, last_day=span.last)
    return Finding(
        "date.outside_window", "pass" if inside else "fail", span.field, message, subject.claimed.get(span.field),
        text, subject.places.get(span.field), certain=certain,
    )  # fmt: skip


def not_ahead(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The date on the document is no later than the day of the claim: nothing was sold that day yet."""
    name, made = "invoice_date", subject.claim.submitted_on
    text, _ = subject.value(name)
    day = compare.as_date(text) if text else None
    if day is None or made is None:
        return Finding("date.unproved", "not_applicable", name, "There are no two days to compare.")
    if day <= made + _AROUND_THE_WORLD:
        return Finding("date.unproved", "pass", name, Said("{day} had come when the claim was made.", day=day))
    message = Said("{day} is later than the day of the claim, {other_day}.", day=day, other_day=made)
    return Finding(
        "date.unproved", "unknown", name, message, subject.claimed.get(name), text, subject.places.get(name)
    )  # fmt: skip


def effective(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The claim must be made while this version of the program is in force."""
    day, program = subject.claim.submitted_on, subject.program
    if day is None:
        return Finding("program.not_effective", "not_applicable", "program", "The day of submission is not known.")
    early = program.effective_from is not None and day < program.effective_from
    late = program.effective_to is not None and day > program.effective_to
    form = "On {day} version {version} of the program was in force."
    if early or late:
        form = form.replace("in force", "not in force yet" if early else "no longer in force")
    return Finding(
        "program.not_effective", "fail" if early or late else "pass", "program",
        Said(form, day=day, version=program.version), certain=True,
    )  # fmt: skip


def required_documents(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """Each kind of document that the program asks for must be attached."""
    wanted = [row.kind for row in subject.program.documents if row.required]
    if not wanted:
        return Finding("document.missing", "not_applicable", "document", "The program asks for no document.")
    kinds: set[str] = {e.kind for e in subject.kinds}
    missing = _missing(wanted, kinds)
    if not missing:
        return Finding("document.missing", "pass", "document", "All documents that the program asks for are there.")
    if not subject.kinds and subject.claim.documents:
        return Finding("document.unreadable", "unknown", "document", "What is attached could not be read.")
    if not subject.kinds:
        return Finding(
            "document.missing", "fail", "document", Said("Missing: {kinds}.", kinds=", ".join(missing)), certain=True
        )
    message = _missing_by_line(wanted, {**subject.beside, subject.line.number: kinds})
    if subject.unclear:
        message = Said("{why} {more_why}", why=message, more_why=subject.unclear[0].message)
    return Finding("document.wrong_kind", "fail", "document", message)


def _missing_by_line(wanted: Sequence[str], beside: Mapping[int, Collection[str]]) -> Said:
    """A sentence on each group of lines that lack the same kinds; it names no line where all are one group."""
    groups: dict[tuple[str, ...], list[int]] = {}
    for line, there in beside.items():
        groups.setdefault(tuple(_missing(wanted, there)), []).append(line)
    told = []
    for missing, lines in groups.items():
        there = sorted({kind for line in lines for kind in beside[line]})
        listed = {"kinds": ", ".join(missing), "more": ", ".join(there)}
        if missing and len(groups) == 1:
            told.append(Said("Missing: {kinds}; attached: {more}.", **listed))
        elif missing:
            form = "Missing for line {line}: {kinds}; attached: {more}."
            if len(lines) > 1:
                form = "Missing for lines {line}: {kinds}; attached: {more}."
            told.append(Said(form, line=", ".join(map(str, lines)), **listed))
    return reduce(lambda one, other: Said("{why} {more_why}", why=one, more_why=other), told)


def _missing(wanted: Sequence[str], there: Collection[str]) -> list[str]:
    """The kinds that are wanted and not there; any proof of sale is one."""
    return [k for k in wanted if not (PROOF_OF_SALE & set(there) if k == "proof_of_sale" else k in there)]


def positive_total(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The total of a purchase is more than nothing: a refund is no purchase."""
    text, _ = subject.value("total_amount")
    total = compare.as_amount(text) if text else None
    if total is None:
        return Finding("amount.below_minimum", "not_applicable", "total_amount", "There is no total to look at.")
    outcome: Outcome = "pass" if total > 0 else "fail"
    message = Said("The total is {amount}.", amount=total)
    return Finding("amount.below_minimum", outcome, "total_amount", message, subject.claimed.get("total_amount"), text)


def whole_units(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The quantity must be more than nothing, and in whole units where the sale is."""
    asked = subject.line.quantity
    if not asked.is_finite() or asked <= 0:
        message = Said("{n} units cannot be claimed.", n=asked)
        return Finding("quantity.invalid", "fail", "quantity", message, str(asked), certain=True)
    whole = asked == asked.to_integral_value()
    if not whole and (subject.sale is None or subject.sale.quantity == subject.sale.quantity.to_integral_value()):
        message = Said("{n} is no whole number of units.", n=asked)
        return Finding("quantity.invalid", "unknown", "quantity", message, str(asked))
    return Finding("quantity.invalid", "pass", "quantity", Said("{n} units are claimed.", n=asked), str(asked))


def amount_between(subject: Subject, params: Mapping[str, str]) -> Finding:
    """The amount on the document must lie between the program's minimum and maximum, both included."""
    name = params.get("field", "total_amount")
    text, certain = subject.value(name)
    amount = compare.as_amount(text) if text else None
    if amount is None:
        return Finding("amount.missing", "unknown", name, Said("No {field} was found.", field=name))
    if not certain:
        return _unclear(subject, name, text)
    own = subject.program.currency
    stated = subject.claimed.get("currency") or own
    if not compare.currencies(stated, own).same:
        message = Said("The claim is in {currency}; the program's limits are in {own}.", currency=stated, own=own)
        return Finding("currency.unproved", "unknown", "currency", message, stated)
    low, high = (Decimal(params[k]) if k in params else None for k in ("min", "max"))
    place, claimed = subject.places.get(name), subject.claimed.get(name)
    if low is not None and amount < low:
        message = Said("{amount} is less than the program's minimum of {low_amount}.", amount=amount, low_amount=low)
        return Finding("amount.below_minimum", "fail", name, message, claimed, text, place, certain=certain)
    if high is not None and amount > high:
        message = Said("{amount} is more than the program's maximum of {high_amount}.", amount=amount, high_amount=high)
        return Finding("amount.above_maximum", "fail", name, message, claimed, text, place, certain=certain)
    message = Said("{amount} is within the program's limits.", amount=amount)
    return Finding("amount.below_minimum", "pass", name, message, claimed, text)


def claimed_within_document(subject: Subject, params: Mapping[str, str]) -> Finding:
    """What is claimed may not be more than the document shows (or than the share of it that the program pays)."""
    asked = subject.line.claimed_amount
    if asked is None:
        return Finding("amount.above_document", "not_applicable", "claimed_amount", "The program works the amount out.")
    text, certain = subject.value("total_amount")
    total = compare.as_amount(text) if text else None
    if total is None:
        return Finding("amount.missing", "unknown", "total_amount", "No total amount was found.")
    if not certain:
        return _unclear(subject, "total_amount", text)
    most = total * Decimal(params.get("share", "1"))
    outcome: Outcome = "pass" if asked <= most else "fail"
    message = Said("{amount} is claimed; the document allows {most_amount}.", amount=asked, most_amount=most)
    return Finding("amount.above_document", outcome, "claimed_amount", message, str(asked), str(most), certain=certain)


def amount_backed(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """What is claimed is borne out by a total that the document proves, or by the sale's record for those units."""
    asked = subject.line.claimed_amount
    if asked is None:
        return Finding("amount.unproved", "not_applicable", "claimed_amount", "The program works the amount out.")
    text, certain = subject.value("total_amount")
    sold = _recorded(subject)
    cent = Decimal(1).scaleb(-exponent(subject.program.currency))
    borne_out = sold is not None and asked < sold + cent  # a share may be rounded up
    if subject.program.duplicates == "allow" and sold is None and text is not None:
        sold = _units_of(subject, compare.as_amount(text))
    if subject.shared and sold is None:
        message = "The document serves another claim, too, and no sales record says what of its total is this one's."
        return Finding("amount.unproved", "unknown", "claimed_amount", message, str(asked), text)
    if subject.program.duplicates == "allow" and sold is not None and asked >= sold + cent:  # it serves other claims
        message = Said("{amount} is claimed; the sale's units come to {most_amount}.", amount=asked, most_amount=sold)
        return Finding("amount.above_document", "unknown", "claimed_amount", message, str(asked), str(sold))
    if certain or borne_out:
        return Finding("amount.unproved", "pass", "claimed_amount", "A total bears out what is claimed.", str(asked))
    if text is None or "total_amount" not in subject.documented:
        return Finding("amount.missing", "unknown", "total_amount", "No total amount was found.")
    return _unclear(subject, "total_amount", text)


def _recorded(subject: Subject) -> Decimal | None:
    """What the sale's record holds, in the claim's money, for as many units as the line claims; None where unknown."""
    if subject.sale is None or subject.sale.quantity <= 0:
        return None
    own = subject.program.currency
    recorded, stated = (some.get("currency") or own for some in (subject.sale.fields, subject.claimed))
    total = compare.as_amount(subject.sale.fields.get("total_amount", ""))
    if total is None or not compare.currencies(recorded, stated).same:
        return None
    return total * min(Decimal(1), subject.line.quantity / subject.sale.quantity)


def _units_of(subject: Subject, total: Decimal | None) -> Decimal | None:
    """What of a document's total falls to the line, where its sale has more units; None where nothing tells."""
    sold = subject.sale.quantity if subject.sale is not None else Decimal(0)
    return total * subject.line.quantity / sold if total is not None and sold > subject.line.quantity else None


def quantity_within_sale(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """No more units may be claimed than the sales record shows as sold."""
    if subject.sale is None:
        return Finding("quantity.above_sale", "not_applicable", "quantity", "There is no sales record to compare with.")
    asked, sold = subject.line.quantity, subject.sale.quantity
    outcome: Outcome = "pass" if asked <= sold else "fail"
    message = Said("{n} units are claimed; {sold} were sold.", n=asked, sold=sold)
    return Finding("quantity.above_sale", outcome, "quantity", message, str(asked), str(sold), certain=True)


def field_present(subject: Subject, params: Mapping[str, str]) -> Finding:
    """The claim must state this field, or the document show it."""
    name = params["field"]
    text, _ = subject.value(name)
    if text:
        return Finding("field.missing", "pass", name, Said("The {field} is there.", field=name))
    return Finding("field.missing", "fail", name, Said("The {field} is missing.", field=name), certain=True)


def vin_check_digit(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The VIN must have 17 letters and digits; where its check digit does not fit, a person looks at it.

    The digit binds in some markets only (North America, China), so a wrong one is a doubt and no failure.
    """
    text, _ = subject.value("vin")
    if not text:
        return Finding("vin.malformed", "not_applicable", "vin", "No VIN is claimed or shown.")
    vin = compare.fold_number(text)
    place = subject.places.get("vin")
    if len(vin) != 17 or not vin.isalnum() or set("IOQ") & set(vin):
        message = Said("{vin} is not a VIN: 17 letters and digits, without I, O and Q.", vin=text)
        return Finding("vin.malformed", "fail", "vin", message, text, None, place, certain=True)
    if Vin(vin).verify_checksum():
        return Finding("vin.check_digit", "pass", "vin", "The VIN's check digit fits.")
    message = Said("The check digit of {vin} does not fit.", vin=vin)
    return Finding("vin.check_digit", "unknown", "vin", message, text, None, place)


STANDING: tuple[Rule, ...] = (
    # what every program has, by its own keys
    Rule("window", 1, window),
    Rule("not_ahead", 1, not_ahead),
    Rule("effective", 1, effective),
    Rule("required_documents", 1, required_documents),
    Rule("positive_total", 1, positive_total),
    Rule("whole_units", 1, whole_units),
    Rule("amount_backed", 1, amount_backed),
)

RULES: tuple[Rule, ...] = (
    # what a program may list under `rules:`
    Rule(
        "amount_between", 1, amount_between, {"min": "number?", "max": "number?", "field": "field?"},
        holds="total_amount",
    ),
    Rule("claimed_within_document", 1, claimed_within_document, {"share": "share?"}, holds="total_amount"),
    Rule("quantity_within_sale", 1, quantity_within_sale),
    Rule("field_present", 1, field_present, {"field": "field"}),
    Rule("vin_check_digit", 1, vin_check_digit),
)  # fmt: skip
_NAMED: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


def held_to_program(program: Program) -> frozenset[str]:
    """Fields whose value a rule or the window holds against the program's figures: it must be certain."""
    held = {ref.params.get("field") or rule.holds for ref in program.rules if (rule := _NAMED[ref.name]).holds}
    return frozenset(held | ({program.window.field} if program.window is not None else set()))


def check(subject: Subject) -> tuple[Finding, ...]:
    """The findings of all rules that the program has, in the order of the file."""
    standing = tuple(rule.check(subject, _NO_PARAMS) for rule in STANDING)
    return standing + tuple(_NAMED[ref.name].check(subject, ref.params) for ref in subject.program.rules)


def _unclear(subject: Subject, name: str, text: str | None) -> Finding:
    message = Said("The document does not show {field} clearly enough to hold it against the program.", field=name)
    return Finding(
        "amount.unproved", "unknown", name, message, subject.claimed.get(name), text, subject.places.get(name)
    )
