"""What came to pass between a judgement and a person's yes to it: a sale changed, a paper came or was paid for."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import Connection

from claimcheck.core.judge import judge
from claimcheck.errors import Conflict
from claimcheck.model.said import Said
from claimcheck.model.sales import Sale
from claimcheck.model.wire import decode
from claimcheck.services.judging.gathering import attached, case_of, surroundings
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions, facts
from claimcheck.store.judging.decisions import Decided
from claimcheck.store.programs import sales
from claimcheck.store.reviewing.tasks import Task

CHANGED: Final = "sale.changed"
_PAPERS: Final = frozenset({"sha256", "facts", "number", "thing", "content"})
"""Facts by which one paper is known again; pictures of receipts look alike too often to ask for each."""
_OF_OTHERS: Final = ("sale.", "document.duplicate", "document.reused")


def of_others(code: str) -> bool:
    """Whether a reason arises from the sales register or from other claims, and may so come up at any time."""
    return code.startswith(_OF_OTHERS)


def unchanged(conn: Connection, claim: ClaimRow, task: Task, asked: Decided, named: Collection[str]) -> None:
    """Make sure that nothing speaks against a claim now that did not when the question was put.

    The claim is judged again only where a sale that it stands on is not as it was, where it has papers that were not
    judged, as an appeal adds them, or where another claim was approved that its papers may have been used for.

    Args:
        conn: a transaction that stands in line with all decisions of the maker.
        claim: as it stands.
        task: that is answered.
        asked: the decision that its question arises from.
        named: codes that the answer is given over all the same.

    Raises:
        Conflict: the code of what came up; `documents.reading`, added documents have to be read first.
    """
    judged = asked if asked.case else decisions.last_by_machine(conn, claim.maker_id, claim.id)
    if judged is None:
        return
    changed = _sale_changed(conn, task, asked, judged) or _has_more(conn, claim, judged)
    if not (changed or _paid_for(conn, claim, judged)):
        return
    found = attached(conn, claim.maker_id, claim.id)
    if found is None or not found.ready:
        raise Conflict("Documents of this claim are still being read; try again shortly.", code="documents.reading")
    known = {*named, *(one.code for one in asked.decision.findings if one.outcome not in ("pass", "not_applicable"))}
    for finding in judge(case_of(conn, found, surroundings(conn, found))).findings:
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
