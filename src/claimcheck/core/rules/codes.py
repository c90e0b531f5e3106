"""Reason codes as data: the verdict that each leads to unless `on_fail` says otherwise, and what mends it."""

from __future__ import annotations

from dataclasses import dataclass

from claimcheck.model.programs import Verdict


@dataclass(frozen=True, slots=True)
class Code:
    """One stable reason code.

    Attributes:
        verdict: where a `fail` leads; an `unknown` of it leads to `doubt`.
        fix: the smallest change that would pass, as the claimant reads it; empty where a person must look.
        question: what a person is asked, where the verdict is review.
    """

    code: str
    verdict: Verdict
    doubt: Verdict
    fix: str = ""
    question: str = ""


_SAME = "Does the document say what the claim says?"

CODES: tuple[Code, ...] = (
    Code(
        "amount.contradicted",
        "review",
        "review",
        "Claim the amount that the document shows.",
        "Which amount does the document show?",
    ),
    Code(
        "amount.unproved",
        "review",
        "review",
        "Send a clearer picture of the document, closer to the total.",
        "Is the claimed amount the one on the document?",
    ),
    Code("amount.missing", "return", "return", "Send a document that shows the amount."),
    Code(
        "date.contradicted",
        "review",
        "review",
        "Claim the date that the document shows.",
        "Which date does the document show?",
    ),
    Code(
        "date.unproved",
        "review",
        "review",
        "Send a clearer picture of the document, with the date.",
        "Is the claimed date the one on the document?",
    ),
    Code("date.missing", "return", "return", "Send a document that shows the date."),
    Code(
        "date.outside_window",
        "review",
        "review",
        "Only purchases inside the program's dates count.",
        "Does the date on the document fall inside the program's dates?",
    ),
    Code(
        "name.contradicted",
        "review",
        "review",
        "Claim the name that the document shows.",
        "Whose name does the document show?",
    ),
    Code(
        "name.unproved",
        "review",
        "review",
        "Send a clearer picture of the document, with the whole heading.",
        "Is the claimed name the one on the document?",
    ),
    Code("name.missing", "return", "return", "Send a document that shows the name."),
    Code(
        "currency.contradicted",
        "review",
        "review",
        "Claim in the currency that the document shows.",
        "In which currency is the document?",
    ),
    Code(
        "currency.unproved",
        "review",
        "review",
        "Send a document that shows in which currency was paid.",
        "In which currency was the total paid?",
    ),
    Code(
        "number.contradicted",
        "review",
        "review",
        "Claim the number that the document shows.",
        "Which number does the document show?",
    ),
    Code(
        "number.unproved",
        "review",
        "review",
        "Send a clearer picture of the document, with the number.",
        "Is the claimed number the one on the document?",
    ),
    Code("number.missing", "return", "return", "Send a document that shows the number."),
    Code("address.contradicted", "review", "review", "Claim the address that the document shows.", _SAME),
    Code("address.unproved", "review", "review", "Send a clearer picture of the document.", _SAME),
    Code("address.missing", "return", "return", "Send a document that shows the address."),
    Code("text.contradicted", "review", "review", "Claim what the document shows.", _SAME),
    Code("text.unproved", "review", "review", "Send a clearer picture of the document.", _SAME),
    Code("text.missing", "return", "return", "Send a document that shows it."),
    Code("claim.malformed", "return", "return", "Correct this value and send the claim again."),
    Code("field.missing", "return", "return", "State this field in the claim."),
    Code("document.missing", "return", "return", "Attach the document that the program asks for."),
    Code("document.wrong_kind", "return", "return", "Attach a document of the kind that the program asks for."),
    Code(
        "document.unreadable",
        "return",
        "return",
        "Send the document again: a sharp, complete picture or the original PDF.",
    ),
    Code(
        "read.poison",
        "review",
        "review",
        "Save the file anew, or print and scan it, and send it again.",
        "Reading this file failed each time it was tried. What does it show?",
    ),
    Code("document.duplicate", "review", "review", "", "Is this the same document as the one of the earlier claim?"),
    Code(
        "document.several",
        "review",
        "review",
        "Claim each purchase on its own, with its own document.",
        "Which of the documents is claimed?",
    ),
    Code(
        "document.doubtful",
        "review",
        "review",
        "Send the document that proves the sale, with nothing upon it that says otherwise.",
        "Does this document prove a sale that stands?",
    ),
    Code(
        "document.askew",
        "review",
        "review",
        "Photograph the page again, from above, lying flat and straight.",
        "Do the values on this crooked page say what the claim says?",
    ),
    Code(
        "document.small",
        "review",
        "review",
        "Photograph the page again, closer.",
        "Does the small print on this page say what the claim says?",
    ),
    Code("document.reused", "review", "review", "", "Are these two purchases, or one claimed twice?"),
    Code(
        "layers.disagree",
        "review",
        "review",
        "Send the document as it was issued.",
        "Which of the file's layers tells what was sold?",
    ),
    Code(
        "document.edited",
        "review",
        "review",
        "Send the document as it was issued.",
        "Was the document changed after it was issued?",
    ),
    Code(
        "sale.missing", "review", "review", "", "Is there a sale behind this claim that the register does not hold yet?"
    ),
    Code("sale.differs", "review", "review", "", "Which is right: the sales record, or the document?"),
    Code("sale.ambiguous", "review", "review", "Name the sale in the claim.", "Which of these sales is it?"),
    Code("sale.used", "review", "review", "", "Was this sale already claimed for?"),
    Code("sale.cancelled", "review", "review", "", "Was this sale taken back?"),
    Code(
        "sale.changed",
        "review",
        "review",
        "",
        "The sale behind this approved claim was changed or cancelled since. Does the approval stand?",
    ),
    Code(
        "program.not_effective",
        "review",
        "review",
        "Claim under the program version of that date.",
        "Was the program in force?",
    ),
    Code("amount.below_minimum", "review", "review", "", "Does the amount reach the program's minimum?"),
    Code("amount.above_maximum", "review", "review", "", "May this amount be paid?"),
    Code(
        "amount.above_document",
        "review",
        "review",
        "Claim no more than the document shows.",
        "May more be claimed than the document shows?",
    ),
    Code("quantity.above_sale", "review", "review", "Claim no more units than were sold.", "How many units were sold?"),
    Code("quantity.invalid", "return", "review", "Claim whole units, one or more.", "Can part of a unit be claimed?"),
    Code("vin.check_digit", "review", "review", "Check the VIN for a mistyped character.", "Is the VIN right?"),
    Code("claim.corrected", "review", "review", "", "With what a person read on the page, may the claim be paid?"),
    Code(
        "claim.earlier_undecided",
        "review",
        "review",
        "",
        "An earlier claim that may concern the same purchase is still undecided. Which of the two is right?",
    ),
    Code("claim.sampled", "review", "review", "", "Drawn for a look by a person: may the claim be paid?"),
    Code("claim.reopened", "review", "review", "", "Does the decision stand?"),
    Code("claim.appealed", "review", "review", "", "Does the decision stand, with what the appeal brings?"),
    Code("poison", "review", "review", "", "The claim could not be judged by the machine. May it be paid?"),
    Code("vin.malformed", "return", "return", "State the VIN: 17 letters and digits, without I, O and Q."),
)

_BY_CODE = {row.code: row for row in CODES}


def code_for(code: str) -> Code:
    """The row of a code; codes of problems with a file (`file.*`, `read.*`, `page.*`) share that of the unreadable."""
    row = _BY_CODE.get(code)
    return row if row is not None else Code(code, "return", "return", _BY_CODE["document.unreadable"].fix)


def prefixes() -> frozenset[str]:
    """All that a program's `on_fail` may name: codes, and prefixes of them up to a dot."""
    subjects = {row.code.split(".", 1)[0] for row in CODES} | {"file", "read", "page"}
    return frozenset(subjects | set(_BY_CODE))
