"""What a claim may share with other claims, as facts: keys by which one claim is found from another.

A fact is made of a document's bytes, of what the claim states, of what stands on its documents, and of its sales.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Final

from claimcheck.core.blocking import DAYS_AROUND, BlockingKeys, blocking_keys
from claimcheck.core.originals.duplicates import fact_keys
from claimcheck.core.values.compare import as_amount, as_date, fold_number
from claimcheck.model.case import CaseDocument
from claimcheck.model.claims import Claim
from claimcheck.model.sales import Sale
from claimcheck.store.judging.facts import Fact, Key

NOT_WAITED_FOR: Final = frozenset({"picture", "day"})
"""Kinds of fact that claims do not wait for one another by: too many share them. Scans of receipts look alike."""
_DAYS_APART = 7


def stated_facts(claim: Claim, sha256s: Mapping[str, str]) -> list[Fact]:
    """The facts that are known of a claim before any of its documents has been read.

    Args:
        claim: what it states.
        sha256s: hashes of the attached files, by document id.
    """
    facts = [Fact(document, "sha256", sha256s[document]) for document in claim.documents]
    day, total = as_date(claim.fields.get("invoice_date", "")), as_amount(claim.fields.get("total_amount", ""))
    number = fold_number(claim.fields.get("invoice_number", ""))
    # The same keys as `originals.duplicates` makes of a document, so that a statement meets another claim's document.
    if day and total is not None:
        facts.append(Fact(None, "facts", f"{day}|{total:.2f}"))
    if number and total is not None:
        facts.append(Fact(None, "number", f"{number[:64]}|{total:.2f}"))
    return facts + [Fact(None, kind, key) for kind, key in _sale_keys(blocking_keys(claim, ()))]


def claim_facts(claim: Claim, documents: Iterable[CaseDocument]) -> list[Fact]:
    """All facts of a claim whose documents have been read."""
    attached = list(documents)
    facts = stated_facts(claim, {document.id: document.sha256 for document in attached})
    for document in attached:
        keys = fact_keys(document.sha256, document.pages, document.extracted)
        facts += [Fact(document.id, kind, key) for kind, key in keys]
    extracted = [found for document in attached for found in document.extracted]
    return facts + [Fact(None, kind, key) for kind, key in _sale_keys(blocking_keys(claim, extracted))]


def keys_waited_for(facts: Iterable[Fact]) -> set[Key]:
    """The keys by which earlier claims are found that must be decided before this one."""
    return {(fact.kind, fact.key) for fact in facts if fact.kind not in NOT_WAITED_FOR}


def keys_of_repeats(facts: Iterable[Fact]) -> set[Key]:
    """The keys by which an earlier claim is found that this one may repeat; pictures and amounts are too common."""
    kept = (fact for fact in facts if fact.kind not in NOT_WAITED_FOR and not fact.key.startswith("total:"))
    return {(fact.kind, fact.key) for fact in kept}


def keys_of_duplicates(facts: Iterable[Fact]) -> set[Key]:
    """The keys by which possible duplicates are found."""
    return {(fact.kind, fact.key) for fact in facts if fact.kind not in ("sale", "day")}


def keys_of_sale(sale: Sale) -> set[Key]:
    """The keys by which claims are found that may have waited for this sale."""
    total, day = as_amount(sale.fields.get("total_amount", "")), as_date(sale.fields.get("invoice_date", ""))
    keys = _sale_keys(
        BlockingKeys(
            sale_ids=frozenset({sale.sale_id}),
            numbers=frozenset({fold_number(sale.fields.get("invoice_number", ""))} - {""}),
            vins=frozenset({fold_number(sale.fields.get("vin", ""))} - {""}),
            totals=frozenset() if total is None else frozenset({total}),
            dealer=sale.dealer,
            first=None,
            last=None,
        )
    )
    around = range(-_DAYS_APART, _DAYS_APART + 1) if day else ()
    return {*keys, *(("day", str(day + timedelta(days=apart))) for apart in around if day)}


def _sale_keys(keys: BlockingKeys) -> list[Key]:
    found = [("sale", f"id:{sale_id}") for sale_id in keys.sale_ids]
    found += [("sale", f"number:{number}") for number in keys.numbers]
    found += [("sale", f"vin:{vin}") for vin in keys.vins]
    found += [("sale", f"total:{total.normalize():f}") for total in keys.totals]
    if keys.first and keys.last:  # the core widens the days that it looks up
        first, last = keys.first + timedelta(days=DAYS_AROUND), keys.last - timedelta(days=DAYS_AROUND)
        found += [("day", str(day)) for day in sorted({first, last})]
    return sorted(found)
