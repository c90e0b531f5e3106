"""Findings to verdict: which lead where, one reason for each field that is wrong, what would mend it, what to ask."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from claimcheck.core.rules.codes import code_for
from claimcheck.model.decisions import Finding, Question, Reason
from claimcheck.model.programs import Program, Verdict
from claimcheck.model.said import Said

PRECEDENCE: tuple[Verdict, ...] = ("reject", "review", "return", "approve")
"""The verdict of a claim is the first of these that any of its reasons has."""
_ILLEGIBLE = ("page.blank", "page.blurred")
_UNREADABLE = ("file.", "read.", *_ILLEGIBLE, "document.unreadable", "document.missing", "document.wrong_kind")


def reasons(findings: Iterable[Finding], program: Program) -> tuple[Reason, ...]:
    """One reason for each field that is wrong: its gravest finding, the more certain and earlier of equals."""
    by_field: dict[str, tuple[tuple[int, bool, bool, int], Finding, Verdict]] = {}
    for order, (finding, verdict) in enumerate(_telling(tuple(findings), program)):
        rank = (PRECEDENCE.index(verdict), finding.outcome != "fail", not finding.certain, order)
        if finding.field not in by_field or rank < by_field[finding.field][0]:
            by_field[finding.field] = (rank, finding, verdict)
    chosen = sorted(by_field.values(), key=lambda row: row[0])
    return tuple(_reason(finding, verdict) for _, finding, verdict in chosen)


def _telling(findings: Sequence[Finding], program: Program) -> list[tuple[Finding, Verdict]]:
    """The findings that stop the claim with where each leads, without those that only follow from another.

    A document used before has used its sale too; a page that could not be read proves no field, and of what kind it is
    nobody knows; and where something is plainly wrong, a person looks anyway, so mere doubts about other fields are not
    held against the claim. Where no document is attached at all, a person who looked would have nothing to look at: the
    claim goes back first.
    """
    wrong = [f for f in findings if f.outcome in ("fail", "unknown")]
    if any(f.code in _ILLEGIBLE for f in wrong):
        wrong = [f for f in wrong if f.code != "document.wrong_kind"]
    if any(f.code in ("document.duplicate", "document.reused") for f in wrong):
        wrong = [f for f in wrong if f.code not in ("sale.used", "sale.missing")]
    if any(f.code.startswith(_UNREADABLE) for f in wrong):
        wrong = [f for f in wrong if f.outcome == "fail" or f.field == "document"]
    rated = [(f, verdict_of(f, program)) for f in wrong]
    if any(f.outcome == "fail" for f in wrong):
        rated = [(f, v) for f, v in rated if f.outcome == "fail" or v != "review" or f.field == "document"]
    if any(f.code == "document.missing" and v == "return" for f, v in rated):
        rated = [(f, v) for f, v in rated if v != "review"]
    return rated


def verdict_of(finding: Finding, program: Program) -> Verdict:
    """Where a finding leads: by the program's `on_fail` (the longest prefix wins), else by the code's own default.

    The machine rejects on certain findings only; an uncertain one goes to a person.
    """
    row = code_for(finding.code)
    verdict = row.verdict if finding.outcome == "fail" else row.doubt
    if finding.outcome == "fail":
        if finding.code == "document.duplicate" and program.duplicates == "reject":
            verdict = "reject"
        parts = finding.code.split(".")
        for size in range(len(parts), 0, -1):
            if (named := program.on_fail.get(".".join(parts[:size]))) is not None:
                verdict = named
                break
    return "review" if verdict == "reject" and not finding.certain else verdict


def _reason(finding: Finding, verdict: Verdict) -> Reason:
    fix = code_for(finding.code).fix or None
    return Reason(
        finding.code, finding.field, finding.message, verdict, finding.claimed, finding.found, finding.place, fix
    )


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The gravest of some verdicts; approve where there is none."""
    return min(verdicts, key=PRECEDENCE.index, default="approve")


def question(found: Sequence[Reason]) -> Question | None:
    """The one question for a person: that of the gravest reason that leads to review."""
    for reason in found:
        if reason.verdict == "review":
            asked = code_for(reason.code).question or "May this claim be paid?"
            text = Said("{question} {why}", question=asked, why=reason.message)
            return Question(reason.code, reason.field, text, reason.place)
    return None


def rolled_up(lines: Sequence[Verdict], whole: Verdict, program: Program) -> Verdict:
    """The claim's verdict from its lines' and what concerns it as a whole.

    Where the program allows partial approval, a line that is rejected for certain does not hold back the others.
    """
    if program.partial and whole == "approve" and "approve" in lines:
        lines = [v for v in lines if v != "reject"]
    return worst((whole, *lines))
