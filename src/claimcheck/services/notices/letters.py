"""A message that goes with a return or rejection: made of the reasons, a line each, in the language of its reader."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from claimcheck.model.decisions import Reason
from claimcheck.services.notices.wording import RETURNED_BY_PEOPLE, fix_of, head_of, reason_of
from claimcheck.services.words import WRITING


def sentence(language: str, code: str, reasons: Sequence[Reason], verdict: str = "return") -> str:
    """One reason as the dealer reads it: what is wrong, and what mends it where the claim comes back to be mended."""
    said = next((reason for reason in reasons if reason.code == code), None)
    if said is None:
        return by_code(language, code, verdict)
    wrong = reason_of(language, code, said.message, said.claimed, said.found, said.field)
    fix = fix_of(language, code, said.fix or "") if verdict == "return" else ""
    return f"{wrong}{WRITING[language].between}{fix}".strip()


@cache
def by_code(language: str, code: str, verdict: str) -> str:
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

    A code that the reviewer picked was said by itself when the message was composed, and is a reason by now; an older
    version may have said the mend without the fault, or the fault alone.
    """
    left = " ".join(message.split())
    head = " ".join(head_of(language, verdict, claim).split())
    if not (head and reasons and left.startswith(head)):
        return False
    left = left.removeprefix(head)
    for number, reason in enumerate(reasons, 1):
        said = next(
            (f" {number}. {one}" for one in _ways(language, reason, verdict) if left.startswith(f" {number}. {one}")),
            "",
        )
        if not said:
            return False
        left = left.removeprefix(said)
    return not left


def _ways(language: str, reason: Reason, verdict: str) -> list[str]:
    """All that a composed message may say of a reason, the longest first."""
    wrong = reason_of(language, reason.code, reason.message, reason.claimed, reason.found, reason.field)
    ways = {wrong, by_code(language, reason.code, "reject")}
    if verdict == "return":
        ways |= {sentence(language, reason.code, [reason]), by_code(language, reason.code, verdict)}
        ways.add(fix_of(language, reason.code, ""))
    return sorted((" ".join(one.split()) for one in ways if one), key=len, reverse=True)
