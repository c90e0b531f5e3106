"""Masking one claim for a checking company: what of its values and its pages is hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from claimcheck.core.personal import Secrets, fold
from claimcheck.core.personal.masking import Kept, Masked, mask, secrets_of
from claimcheck.core.personal.standing import standing
from claimcheck.errors import existing
from claimcheck.model.decisions import Decision, Place
from claimcheck.model.documents import Box, Page
from claimcheck.model.programs import Program
from claimcheck.model.sales import Sale
from claimcheck.services.checking.withheld import stated_by, strangers, withheld
from claimcheck.services.judging.gathering import Gathered, gather
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.claims import Revision
from claimcheck.store.judging import decisions
from claimcheck.store.programs import programs, sales

_OF_GOODS = frozenset({"model_name", "serial_number", "engine_number", "vin"})
"""Fields that tell of what was bought."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of a claim's documents as a checking company may see it; documents are numbered, not named."""

    document: int
    document_id: str
    page: Page
    masked: Masked
    picture: str

    @property
    def parts(self) -> tuple[str, ...]:
        """What there is to look at: the page as a whole (""), or the fields that may be cut out of it."""
        return ("",) if self.masked.whole else tuple(name for name, _ in self.masked.crops)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A claim with all that is needed to show it without personal data.

    Attributes:
        secrets: what is to be hidden of its fields.
        told: the same of texts about it: of what its pages hide without knowing whose it is, not every part.
        looked_at: the fields that the program looks at, and those that the decision gives reasons about.
    """

    found: Gathered
    revision: Revision
    decision: Decision | None
    sales: tuple[Sale, ...]
    secrets: Secrets
    told: Secrets
    sheets: tuple[Sheet, ...]
    looked_at: frozenset[str]


def hidden(conn: Connection, maker_id: str, claim_id: str, decision_id: str | None, now: datetime) -> Hidden:
    """What a checking company may see of a claim, and what not.

    Args:
        conn: a connection.
        maker_id: whose claim.
        claim_id: our id of it.
        decision_id: of the decision that the question arises from.
        now: the time: what the program hides today is hidden of older claims too.

    Raises:
        NotFound: there is no such claim.
        ConfigError: its program's rules cannot be read, so nobody knows what is to be hidden: nothing may be shown.
    """
    found = existing(gather(conn, maker_id, claim_id), "task")
    found = replace(found, program=_stricter(found.program, programs.current(conn, maker_id, found.row.program, now)))
    said = claims.revisions(conn, found.row)
    made = decisions.get(conn, maker_id, decision_id or found.row.decision_id or "")
    decision = made.decision if made else None
    held = _sales(conn, maker_id, decision)
    claimed = [fields for one in said for fields in (one.fields, *(line.fields for line in one.lines))]
    extracted = [one for document in found.documents for one in document.extracted]
    secrets = secrets_of(found.program, claimed, decision, extracted, held)
    current = next(one for one in said if one.revision == found.row.revision)
    shown = held[:1] if decision and any(line.sale for line in decision.lines) else ()
    names = _looked_at(found.program, decision)
    stated = [*stated_by(found), *(pair for sale in shown for pair in sale.fields.items())]
    sheets = _sheets(found, decision, secrets, names, held, stated)
    covered = withheld(found, secrets, stated, decision, [(s.document_id, s.page, s.masked) for s in sheets])
    told = secrets.with_values([said for said, certain in covered if certain])
    told = told.with_words([said for said, certain in covered if not certain])
    secrets = secrets.with_values([said for said, _ in covered])
    return Hidden(found, current, decision, shown, secrets, told, sheets, names)


def places_of(decision: Decision | None, field: str) -> tuple[Place, ...]:
    """Where a decision's reasons say that a field stands, else where it was found."""
    if decision is None:
        return ()
    named = [r.place for r in decision.reasons if r.field == field and r.place is not None]
    return tuple(named or [place for name, place in decision.places.items() if name == field])


def _stricter(then: Program, now: Program | None) -> Program:
    """The rules that a claim was made under, hiding also what the program hides today."""
    return replace(then, mask=tuple(dict.fromkeys((*then.mask, *now.mask)))) if now else then


def _looked_at(rules: Program, decision: Decision | None) -> frozenset[str]:
    reasons = decision.reasons if decision else ()
    window = (rules.window.field,) if rules.window else ()
    return frozenset((*rules.verify, *rules.match, *window, *(reason.field for reason in reasons)))


def _sheets(
    found: Gathered,
    decision: Decision | None,
    secrets: Secrets,
    names: frozenset[str],
    sold: Sequence[Sale],
    stated: Sequence[tuple[str, str]],
) -> tuple[Sheet, ...]:
    known = [*stated_by(found), *(pair for sale in sold for pair in sale.fields.items())]
    bought = [text for name, text in known if name in _OF_GOODS and not secrets.hides(name)]
    sheets: list[Sheet] = []
    for number, document in enumerate(found.documents, start=1):
        kept = kept_on(found, decision, secrets, document.id, names)
        strange = strangers(found, secrets, stated, decision, document.id)
        how = {one.page: one for one in mask(document.pages, document.extracted, kept, secrets, bought, strange)}
        pictures = found.pictures.get(document.id, {})
        sheets += [
            Sheet(number, document.id, page, how[page.number], pictures[page.number])
            for page in document.pages.pages
            if page.number in pictures and page.width > 0 and page.height > 0
        ]
    return tuple(sheets)


def kept_on(
    found: Gathered, decision: Decision | None, secrets: Secrets, document_id: str, names: frozenset[str]
) -> list[Kept]:
    """Fields that are looked at, and where they stand on a document, as far as they are not hidden.

    That is where the claim says so, or the decision looked: on an identity card beside the invoice some name or day is
    read as a field, too.
    """
    stated = {(name, fold(text)[0]) for name, text in stated_by(found)}
    document = next(one for one in found.documents if one.id == document_id)
    read = [
        (name, field) for one in document.extracted for name, field in one.fields.items()
        if (name, fold(field.value or "")[0]) in stated
    ]  # fmt: skip
    told = [(name, field.page, field.box) for name, field in read if field.box is not None]
    places: list[tuple[str, int | None, Box | None]] = []
    if decision is not None:
        at = [*decision.places.items(), *((r.field, r.place) for r in decision.reasons if r.place is not None)]
        places += [(name, place.page, place.box) for name, place in at if place.document == document_id]
    places += [(name, field.page, field.box) for name, field in read]
    kept = [
        Kept(name, page, box, any((name, page) == one[:2] and box.within(one[2]) for one in told))
        for name, page, box in places if page is not None and box is not None
    ]  # fmt: skip
    kept += [Kept(name, *at) for name, said in stated_by(found) for at in standing(document.pages, said)]
    return [one for one in dict.fromkeys(kept) if one.name in names and not secrets.hides(one.name)]


def _sales(conn: Connection, maker_id: str, decision: Decision | None) -> tuple[Sale, ...]:
    if decision is None:
        return ()
    used = [line.sale for line in decision.lines if line.sale]
    found = {one.id: one for one in sales.by_ids(conn, maker_id, [*used, *(c.sale for c in decision.candidates)])}
    ordered = dict.fromkeys([*used, *(c.sale for c in decision.candidates)])
    return tuple(found[one] for one in ordered if one in found)
