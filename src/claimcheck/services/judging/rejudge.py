"""Judging again: what a change in the sales register does to claims that wait for a sale, or stand on one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from claimcheck.core.rules.codes import code_for
from claimcheck.model.decisions import Decision, Question
from claimcheck.model.parties import Actor
from claimcheck.model.sales import Sale
from claimcheck.services.judging.asking import ask
from claimcheck.services.judging.changed_since import CHANGED
from claimcheck.services.judging.moves import judge_again, moved
from claimcheck.services.judging.sharing import keys_of_sale
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.database import serialise
from claimcheck.store.judging import decisions, facts, uses
from claimcheck.store.programs import sales
from claimcheck.store.reviewing import tasks

WAITING: Final = ("review", "returned")
"""States in which a claim may still get what it lacked."""


def requeue_waiting_for_sale(conn: Connection, actor: Actor, sale_ids: Collection[str], now: datetime) -> None:
    """Make judging due again for open claims that lacked a sale, or disagreed with theirs, and may mean one of these.

    Args:
        conn: the transaction in which the sales were stored.
        actor: who imports; the claims are its maker's.
        sale_ids: our ids of sales that are new or have changed.
        now: the time of the import.
    """
    if not sale_ids:
        return
    # A claim that is being decided right now on the register as it was comes first, and is found below.
    serialise(conn, f"decide:{actor.maker_id}")
    # By its day alone a sale is looked up for its own dealer: another's claims that wait stay in people's hands.
    keys = {
        (key, sale.dealer if key[0] == "day" else "")
        for sale in _sales(conn, actor, sale_ids)
        for key in keys_of_sale(sale)
    }
    named = facts.of_claims_in(conn, actor.maker_id, WAITING, ("sale", "day"))
    concerned = sorted({claim_id for claim_id, dealer, key in named if not keys.isdisjoint({(key, ""), (key, dealer)})})
    system = Actor.system(actor.maker_id, actor.id)
    for claim_id in concerned:
        _again(conn, system, claim_id, now)


def requeue_standing_on(conn: Connection, actor: Actor, sale_ids: Collection[str], now: datetime) -> None:
    """Make judging due again for claims under review that stand on sales that were changed or cancelled.

    Whatever their question is, nobody is to say yes to it on a sale that is not so any more.

    Args:
        conn: the transaction in which the sales were stored.
        actor: who imports; the claims are its maker's.
        sale_ids: our ids of sales that were changed or cancelled.
        now: the time of the import.
    """
    system = Actor.system(actor.maker_id, actor.id)
    standing = sales.claims_on(conn, actor.maker_id, sorted(sale_ids), (uses.HELD, uses.NOTED))
    for claim_id in sorted(standing):
        _again(conn, system, claim_id, now, whatever=True)


def question_approved(conn: Connection, actor: Actor, sale_ids: Collection[str], now: datetime) -> int:
    """Put approved claims whose sale was changed or cancelled before a person; returns how many tasks were opened.

    Args:
        conn: the transaction in which the sales were stored.
        actor: who imports; the claims are its maker's.
        sale_ids: our ids of sales that were changed or cancelled.
        now: the time of the import.
    """
    system = Actor.system(actor.maker_id, actor.id)
    opened = 0
    for claim_id in sorted(sales.claims_on(conn, actor.maker_id, sorted(sale_ids), (uses.SETTLED,))):
        claim = claims.get(conn, system, claim_id, lock=True)
        if claim is None or claim.state != "approved":
            continue
        claim = moved(conn, claim, "reopen", actor=system, now=now, details={"why": CHANGED})
        question = Question(CHANGED, "sale", code_for(CHANGED).question)
        ask(conn, claim, question, decision_id=claim.decision_id, now=now)
        opened += 1
    return opened


def lacks_sale(decision: Decision) -> bool:
    """Whether a decision was against the claim because of its sale."""
    return any(f.code.startswith("sale.") and f.outcome in ("fail", "unknown") for f in decision.findings)


def _again(conn: Connection, actor: Actor, claim_id: str, now: datetime, *, whatever: bool = False) -> None:
    """Judge a claim again that lacks a sale; `whatever` it lacks, where it is under review."""
    claim = claims.get(conn, actor, claim_id, lock=True)
    if claim is None or claim.state not in WAITING or not _by_machine(conn, claim, whatever=whatever):
        return
    if any(task.step != "first" for task in tasks.open_of_claim(conn, claim.maker_id, claim.id)):
        return  # an appeal, or a second person's answer, is not taken from people's hands
    claim = moved(conn, claim, "rejudge", actor=actor, now=now, details={"why": "sales.imported"})
    tasks.withdraw_of_claim(conn, claim.maker_id, claim.id, now)
    judge_again(conn, claim, now)


def _by_machine(conn: Connection, claim: ClaimRow, *, whatever: bool) -> bool:
    # What a person returned waits for the claimant, and is not taken from the person's hands.
    standing = decisions.get(conn, claim.maker_id, claim.decision_id) if claim.decision_id else None
    if standing is None or standing.by != "machine":
        return False
    return (whatever and claim.state == "review") or lacks_sale(standing.decision)


def _sales(conn: Connection, actor: Actor, sale_ids: Collection[str]) -> tuple[Sale, ...]:
    return sales.by_ids(conn, actor.maker_id, sorted(sale_ids))
