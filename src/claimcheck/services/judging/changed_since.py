"""What has changed since a claim was judged, by the time a person approves it.

A sale may have changed, a paper may have been added, another claim may have been paid for the same paper.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from claimcheck.core.judge import judge
from claimcheck.errors import Conflict
from claimcheck.model.said import Said
from claimcheck.model.sales import Sale
from claimcheck.model.wire import decode
from claimcheck.services.judging.gathering import build_case, gather, gather_surroundings
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions, facts
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.programs import sales
from claimcheck.store.reviewing.tasks import Task

CHANGED: Final = "sale.changed"
_PAPERS: Final = frozenset({"sha256", "facts", "number", "thing", "content"})
"""Kinds of fact by which one paper is recognised; by pictures it is not, since those of receipts look alike."""
_OF_OTHERS: Final = ("sale.", "document.duplicate", "document.reused")


def of_others(code: str) -> bool:
    """Whether a reason comes from the sales register or from other claims: it may arise at any time."""
    return code.startswith(_OF_OTHERS)


def check_unchanged(conn: Connection, claim: ClaimRow, task: Task, asked: Decided, named: Collection[str]) -> None:
    """Refuse an approval where something speaks against the claim that did not when the question was put.

    The claim is judged again only where one of its sales has changed, where it has papers that were not judged (an
    appeal adds some), or where another claim that may rest on the same papers was approved.

    Args:
        conn: a transaction that is in line with all decisions of the maker (`serialise`).
        claim: the claim's row.
        task: the task that is answered.
        asked: the decision that the task's question arises from.
        named: codes of reasons that the person approves over.

    Raises:
        Conflict: the code of what came up; `documents.reading`, added documents have to be read first.
    """
    judged = asked if asked.case else decisions.last_by_machine(conn, claim.maker_id, claim.id)
    if judged is None:
        return
    changed = _sale_changed(conn, task, asked, judged) or _has_more(conn, claim, judged)
    if not (changed or _paid_for(conn, claim, judged)):
        return
    found = gather(conn, claim.maker_id, claim.id)
    if found is None or not found.ready:
        raise Conflict("Documents of this claim are still being read; try again shortly.", code="documents.reading")
    known = {*named, *(one.code for one in asked.decision.findings if one.outcome not in ("pass", "not_applicable"))}
    for finding in judge(build_case(conn, found, gather_surroundings(conn, found))).findings:
        against = finding.outcome in ("fail", "unknown") and of_others(finding.code)
        if against and finding.code not in known:
            raise Conflict(
                Said(
                    "This came up since the question was put. {why} Correct or confirm a value to have the claim "
                    "judged again, or tick the reason “{code}” to approve all the same.",
                    why=finding.message,
                    code=finding.code,
                ),
                code=finding.code,
            )


def _sale_changed(conn: Connection, task: Task, asked: Decided, judged: Decided) -> bool:
    """Whether a sale that the claim stands on is another than the one it was judged on; not where that is asked."""
    if task.code == CHANGED:
        return False
    kept = {one.id: one for one in (decode(Sale, sale) for sale in judged.case.get("sales", ()))}
    wanted = {line.sale for line in asked.decision.lines if line.sale is not None}
    now = {one.id: one for one in sales.by_ids(conn, task.maker_id, sorted(wanted))}
    return any(now.get(one) != kept.get(one) for one in wanted)


def _has_more(conn: Connection, claim: ClaimRow, judged: Decided) -> bool:
    """Whether the claim has documents that the judgement did not look at."""
    if not judged.case or judged.revision == claim.revision:
        return False
    (said,) = claims.revisions(conn, claim, only=claim.revision)
    return not {document["id"] for document in judged.case["documents"]}.issuperset(said.documents)


def _paid_for(conn: Connection, claim: ClaimRow, judged: Decided) -> bool:
    """Whether a claim was approved meanwhile that the judgement did not look at, and that may be of the same paper."""
    seen = {prior["submission"] for prior in judged.case.get("priors", ())}
    return bool(facts.approved_sharing(conn, claim.maker_id, claim.id, _PAPERS) - seen)
