"""The eligibility rules: each says pass, fail, unknown or not applicable, and why, in a sentence that a dealer reads.

Add a rule: write the function, add a row to `RULES` (or to `STANDING`, for what every program has), and a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from vininfo import Vin

from claimcheck.core import compare
from claimcheck.core.rules.subject import Rule, Subject
from claimcheck.model.decisions import Finding, Outcome
from claimcheck.model.documents import PROOF_OF_SALE

_NO_PARAMS: Mapping[str, str] = {}


def window(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The date on the document must fall on one of the program's days, the first and the last included."""
    span = subject.program.window
    if span is None:
        return Finding("date.outside_window", "not_applicable", "invoice_date", "The program has no dates.")
    text, certain = subject.value(span.field)
    day = compare.as_date(text) if text else None
    if day is None or (not certain and span.field not in subject.documented):
        return Finding("date.missing", "unknown", span.field, f"No date was found for {_words(span.field)}.")
    if not certain:
        message = f"The document does not show {_words(span.field)} clearly enough to tell whether it counts."
        place = subject.places.get(span.field)
        return Finding("date.unproved", "unknown", span.field, message, subject.claimed.get(span.field), text, place)
    inside = span.first <= day <= span.last
    days = f"{span.first} to {span.last}"
    message = f"{day} is within {days}." if inside else f"{day} is outside the program's dates, {days}."
    return Finding(
        "date.outside_window", "pass" if inside else "fail", span.field, message, subject.claimed.get(span.field),
        text, subject.places.get(span.field), certain=certain,
    )  # fmt: skip


def effective(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The claim must be made while this version of the program is in force."""
    day, program = subject.claim.submitted_on, subject.program
    if day is None:
        return Finding("program.not_effective", "not_applicable", "program", "The day of submission is not known.")
    early = program.effective_from is not None and day < program.effective_from
    late = program.effective_to is not None and day > program.effective_to
    state = "not in force yet" if early else "no longer in force" if late else "in force"
    return Finding(
        "program.not_effective", "fail" if early or late else "pass", "program",
        f"On {day} version {program.version} of the program was {state}.", certain=True,
    )  # fmt: skip


def required_documents(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """Each kind of document that the program asks for must be attached."""
    wanted = [row.kind for row in subject.program.documents if row.required]
    if not wanted:
        return Finding("document.missing", "not_applicable", "document", "The program asks for no document.")
    kinds = {e.kind for e in subject.kinds}
    missing = [k for k in wanted if not (kinds & PROOF_OF_SALE if k == "proof_of_sale" else k in kinds)]
    if not missing:
        return Finding("document.missing", "pass", "document", "All documents that the program asks for are there.")
    if not subject.kinds and subject.claim.documents:
        return Finding("document.unreadable", "unknown", "document", "What is attached could not be read.")
    if not subject.kinds:
        return Finding("document.missing", "fail", "document", f"Missing: {_list(missing)}.", certain=True)
    message = f"Missing: {_list(missing)}; attached: {_list(sorted(kinds))}."
    return Finding("document.wrong_kind", "fail", "document", message)


def positive_total(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The total of a purchase is more than nothing: a refund is no purchase."""
    text, _ = subject.value("total_amount")
    total = compare.as_amount(text) if text else None
    if total is None:
        return Finding("amount.below_minimum", "not_applicable", "total_amount", "There is no total to look at.")
    outcome: Outcome = "pass" if total > 0 else "fail"
    message = f"The total is {total}."
    return Finding("amount.below_minimum", outcome, "total_amount", message, subject.claimed.get("total_amount"), text)


def whole_units(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """The quantity must be more than nothing, and in whole units where the sale is."""
    asked = subject.line.quantity
    if not asked.is_finite() or asked <= 0:
        message = f"{asked} units cannot be claimed."
        return Finding("quantity.invalid", "fail", "quantity", message, str(asked), certain=True)
    whole = asked == asked.to_integral_value()
    if not whole and (subject.sale is None or subject.sale.quantity == subject.sale.quantity.to_integral_value()):
        return Finding("quantity.invalid", "unknown", "quantity", f"{asked} is no whole number of units.", str(asked))
    return Finding("quantity.invalid", "pass", "quantity", f"{asked} units are claimed.", str(asked))


def amount_between(subject: Subject, params: Mapping[str, str]) -> Finding:
    """The amount on the document must lie between the program's minimum and maximum, both included."""
    name = params.get("field", "total_amount")
    text, certain = subject.value(name)
    amount = compare.as_amount(text) if text else None
    if amount is None:
        return Finding("amount.missing", "unknown", name, f"No {_words(name)} was found.")
    if not certain:
        return _unclear(subject, name, text)
    low, high = (Decimal(params[k]) if k in params else None for k in ("min", "max"))
    place, claimed = subject.places.get(name), subject.claimed.get(name)
    if low is not None and amount < low:
        message = f"{amount} is less than the program's minimum of {low}."
        return Finding("amount.below_minimum", "fail", name, message, claimed, text, place, certain=certain)
    if high is not None and amount > high:
        message = f"{amount} is more than the program's maximum of {high}."
        return Finding("amount.above_maximum", "fail", name, message, claimed, text, place, certain=certain)
    return Finding("amount.below_minimum", "pass", name, f"{amount} is within the program's limits.", claimed, text)


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
    message = f"{asked} is claimed; the document allows {most}."
    return Finding("amount.above_document", outcome, "claimed_amount", message, str(asked), str(most), certain=certain)


def quantity_within_sale(subject: Subject, _params: Mapping[str, str]) -> Finding:
    """No more units may be claimed than the sales record shows as sold."""
    if subject.sale is None:
        return Finding("quantity.above_sale", "not_applicable", "quantity", "There is no sales record to compare with.")
    asked, sold = subject.line.quantity, subject.sale.quantity
    outcome: Outcome = "pass" if asked <= sold else "fail"
    message = f"{asked} units are claimed; {sold} were sold."
    return Finding("quantity.above_sale", outcome, "quantity", message, str(asked), str(sold), certain=True)


def field_present(subject: Subject, params: Mapping[str, str]) -> Finding:
    """The claim must state this field, or the document show it."""
    name = params["field"]
    text, _ = subject.value(name)
    if text:
        return Finding("field.missing", "pass", name, f"The {_words(name)} is there.")
    return Finding("field.missing", "fail", name, f"The {_words(name)} is missing.", certain=True)


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
        message = f"{text} is not a VIN: 17 letters and digits, without I, O and Q."
        return Finding("vin.malformed", "fail", "vin", message, text, None, place, certain=True)
    if Vin(vin).verify_checksum():
        return Finding("vin.check_digit", "pass", "vin", "The VIN's check digit fits.")
    return Finding("vin.check_digit", "unknown", "vin", f"The check digit of {vin} does not fit.", text, None, place)


STANDING: tuple[Rule, ...] = (
    # what every program has, by its own keys
    Rule("window", 1, window),
    Rule("effective", 1, effective),
    Rule("required_documents", 1, required_documents),
    Rule("positive_total", 1, positive_total),
    Rule("whole_units", 1, whole_units),
)

RULES: tuple[Rule, ...] = (
    # what a program may list under `rules:`
    Rule("amount_between", 1, amount_between, {"min": "number?", "max": "number?", "field": "field?"}),
    Rule("claimed_within_document", 1, claimed_within_document, {"share": "number?"}),
    Rule("quantity_within_sale", 1, quantity_within_sale),
    Rule("field_present", 1, field_present, {"field": "field"}),
    Rule("vin_check_digit", 1, vin_check_digit),
)


def check(subject: Subject) -> tuple[Finding, ...]:
    """The findings of all rules that the program has, in the order of the file."""
    named = {rule.name: rule for rule in RULES}
    standing = tuple(rule.check(subject, _NO_PARAMS) for rule in STANDING)
    return standing + tuple(named[ref.name].check(subject, ref.params) for ref in subject.program.rules)


def _unclear(subject: Subject, name: str, text: str | None) -> Finding:
    message = f"The document does not show {_words(name)} clearly enough to hold it against the program."
    return Finding(
        "amount.unproved", "unknown", name, message, subject.claimed.get(name), text, subject.places.get(name)
    )


def _words(name: str) -> str:
    return name.replace("_", " ")


def _list(kinds: list[str]) -> str:
    return ", ".join(_words(k) for k in kinds)
