"""What would become of a claim if it were sent as it stands: said before sending, kept nowhere.

Only what the claimant's own documents and the program tell: sales records and other dealers' papers stay out of it, so
that nobody finds out by trying what stands in them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from claimcheck.core.judge import judge
from claimcheck.errors import NotFound
from claimcheck.model.case import Case, CaseDocument
from claimcheck.model.claims import Claim
from claimcheck.model.decisions import Reason
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.services.claiming import drafts
from claimcheck.services.claiming.statement import checked
from claimcheck.services.context import Context
from claimcheck.services.judging.gathering import extract_document
from claimcheck.store.claiming import documents
from claimcheck.store.judging import readings

_OTHERS: Final = ("sale.", "document.duplicate", "document.reused", "claim.")
_MENDED: Final = frozenset({"return", "reject"})


@dataclass(frozen=True, slots=True)
class Trial:
    """What a check before sending found.

    Attributes:
        reading: whether a document is still being read: then nothing else is said.
        to_mend: what the claim would be returned or rejected for.
        asked: what a person would be asked about.
    """

    reading: bool = False
    to_mend: tuple[Reason, ...] = ()
    asked: tuple[Reason, ...] = ()


def check(context: Context, actor: Actor, name: str, values: Mapping[str, str], attached: Sequence[str]) -> Trial:
    """Judge a draft on what stands on its documents.

    Args:
        context: database, blobs, settings and clock.
        actor: who would claim.
        name: of the program.
        values: by field name; empty ones count as absent.
        attached: ids of the claimant's uploaded documents.

    Raises:
        NotFound: no such program is open, or a document is not the caller's.
        Invalid: a value that no claim may state.
    """
    rules = drafts.program(context, actor, name)
    found = _documents(context, actor, rules, attached)
    if found is None:
        return Trial(reading=True)
    fields, lines = checked(*drafts.entered(values), currency=rules.currency)
    claim = Claim(
        id="draft", outside_id="draft", program=rules.name, dealer=actor.organisation, submission=0, revision=1,
        fields=fields, lines=lines, documents=tuple(attached),
        submitted_on=context.clock().astimezone(ZoneInfo(rules.timezone)).date(),
    )  # fmt: skip
    reasons = judge(Case(claim=claim, program=rules, documents=found)).reasons
    own = [one for one in reasons if not one.code.startswith(_OTHERS) and not one.code.endswith(".unproved")]
    return Trial(
        to_mend=tuple(one for one in own if one.verdict in _MENDED),
        asked=tuple(one for one in own if one.verdict not in _MENDED),
    )


def _documents(
    context: Context, actor: Actor, rules: Program, attached: Sequence[str]
) -> tuple[CaseDocument, ...] | None:
    """The documents as judged; None while one of them is being read."""
    with context.database.read() as conn:
        known = {one.id: one for one in documents.by_ids(conn, actor, attached)}
        if set(attached) - set(known):
            raise NotFound("One of the documents is not there.")
        if any(one.state == "received" for one in known.values()):
            return None
        read = readings.by_ids(conn, actor.maker_id, [one.reading_id for one in known.values() if one.reading_id])
        rows = [known[one] for one in attached]
        return tuple(extract_document(conn, row, read.get(row.reading_id or ""), rules) for row in rows)
