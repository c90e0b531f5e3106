"""A message that goes with a return or rejection: made of the reasons, a line each, in the language of its reader."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

from claimcheck.model.decisions import Reason
from claimcheck.services.notices.wording import RETURNED_BY_PEOPLE, fix_of, head_of, reason_of
from claimcheck.services.words import WRITING

PICKED: Final = "A reviewer found: {code}."
"""What a decision says of a code that the reviewer picked and no check found."""


def sentence(language: str, code: str, reasons: Sequence[Reason], verdict: str = "return") -> str:
    """One reason as the dealer reads it: what is wrong, and what mends it where the claim comes back to be mended."""
    said = next((reason for reason in reasons if reason.code == code), None)
    if said is None:
        return _by_code(language, code, verdict)
    wrong = reason_of(language, code, said.message, said.claimed, said.found, said.field)
    fix = fix_of(language, code, said.fix or "") if verdict == "return" else ""
    return f"{wrong}{WRITING[language].between}{fix}".strip()


@cache
def _by_code(language: str, code: str, verdict: str) -> str:
    """A reason that the decision does not give, as its code says it."""
    fix = fix_of(language, code, "") if verdict == "return" else ""
    wrong = reason_of(language, code, "", None, None)
    if language == "zh-Hans":
        return f"{wrong}{fix}"
    wrong = f"{wrong.rstrip('.')}."
    return f"{wrong} {fix}".rstrip() if code in RETURNED_BY_PEOPLE else fix or wrong


def compose(language: str, claim: str, verdict: str, codes: Sequence[str], reasons: Sequence[Reason]) -> str:
    """The message that goes with a verdict.

    Args:
        language: `en` or `zh-Hans`.
        claim: the claimant's own number of it.
        verdict: `return` or `reject`.
        codes: of the reasons that it stands on, in order.
        reasons: of the decision, for their values.

    Returns:
        Empty for any other verdict, and without reasons.
    """
    head = head_of(language, verdict, claim)
    if not head or not codes:
        return ""
    lines = [f"{number}. {sentence(language, code, reasons, verdict)}" for number, code in enumerate(codes, 1)]
    return "\n".join((head, *lines))


def as_made(message: str, language: str, claim: str, verdict: str, reasons: Sequence[Reason]) -> bool:
    """Whether a message says what the reasons say and nothing more: nobody wrote a word of it.

    A code that the reviewer picked was said by itself when the message was composed, and is a reason by now.
    """
    codes = [reason.code for reason in reasons]
    known = [reason for reason in reasons if reason.message != PICKED.format(code=reason.code)]
    made = (compose(language, claim, verdict, codes, one).split() for one in (reasons, known))
    return bool(message.strip()) and message.split() in made
