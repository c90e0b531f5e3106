"""Drafts: a person adds files and values at leisure, and sends the claim once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid, existing
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.services.claiming import claims, draft_lines
from claimcheck.services.claiming.statement import Fault, checked, not_taken
from claimcheck.services.claiming.submit import MOST_DOCUMENTS, submit
from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.programs.openness import opens
from claimcheck.store.claiming import claims as claim_rows
from claimcheck.store.claiming import documents as stored
from claimcheck.store.claiming import drafts
from claimcheck.store.claiming.drafts import Draft
from claimcheck.store.ids import new_id
from claimcheck.store.programs import programs

OWN = ("claim_id", *draft_lines.OWN)
"""What a draft holds besides the fields of its documents."""


def open_programs(context: Context, actor: Actor) -> list[Program]:
    """The programs under which a claim may be made today."""
    now = context.clock()
    with context.database.read() as conn:
        names = [stored.name for stored in programs.latest(conn, actor.maker_id)]
        current = [programs.current_if_readable(conn, actor.maker_id, name, now) for name in names]
        return [found for found in current if found is not None and _open(found, now) and opens(conn, actor, found)]


def purchases_over(context: Context, program: Program) -> bool:
    """Whether nothing that is bought today counts any more; what was bought before may still be claimed for."""
    return program.window is not None and program.window.last < _day(program, context.clock())


def program(context: Context, actor: Actor, name: str) -> Program:
    """One program that is open.

    Raises:
        NotFound: where there is none of that name.
    """
    return existing(next((one for one in open_programs(context, actor) if one.name == name), None), "program")


def draft(context: Context, actor: Actor, name: str) -> Draft:
    """What the person entered so far; an empty one where that is nothing."""
    with context.database.read() as conn:
        found = drafts.get(conn, actor.id, name)
    return found or Draft("", name, {}, (), context.clock())


def token_of(kept: Draft) -> str:
    """What the form of a draft carries: the id that its claim will have, so that a form sent twice is one claim."""
    return kept.id or new_id()


def became(context: Context, actor: Actor, name: str, token: str) -> ClaimView | None:
    """The claim that a form with that token has become; None where it is still to be sent."""
    with context.database.read() as conn:
        made = claim_rows.get(conn, actor, _known(token) or "")
        kept = drafts.get(conn, actor.id, name)
    if made is None or (made.dealer, made.program) != (actor.organisation, name):
        return None
    if kept is not None and kept.id == made.id:
        drop(context, actor, name)
    return claims.claim(context, actor, made.id)


def keep(
    context: Context,
    actor: Actor,
    name: str,
    fields: Mapping[str, str],
    added: Sequence[str] = (),
    *,
    removed: str = "",
    token: str = "",
    left: Collection[str] = (),
) -> tuple[str, ...]:
    """Keep what was entered, and what was added to the documents or taken away; returns the documents that it has now.

    Args:
        context: database, blobs, settings and clock.
        actor: whose draft.
        name: of the program.
        fields: all values as typed; of the lines those that this window shows, and what it emptied as "".
        added: ids of documents to add; those that are there stay, also what another window of the person added, and a
            file that is there already is not put there twice.
        removed: id of a document to leave out.
        token: that of the form that it was entered in.
        left: names of fields that nobody has touched in this window: what another window kept of them stays, or that
            it emptied them. Where no draft is left, what stands in them counts as the rest does.

    Raises:
        Invalid: `claim.documents`, too many of them.
    """
    with context.database.transaction() as conn:
        own, now = _known(token), context.clock()
        if own and claim_rows.get(conn, context.system("drafts", actor.maker_id), own) is not None:
            own = None  # from a page that was sent before: this is the beginning of another claim
        there = drafts.get(conn, actor.id, name) is not None
        kept = drafts.begin(
            conn, draft_id=own or new_id(), maker_id=actor.maker_id, user_id=actor.id, program=name, now=now
        )
        staying = tuple(one for one in kept.documents if one != removed)
        documents = (*staying, *_other_files(conn, actor, staying, added))
        if len(documents) > MOST_DOCUMENTS:
            raise Invalid(Said("A claim takes at most {n} documents.", n=MOST_DOCUMENTS), code="claim.documents")
        told = {field: value for field, value in fields.items() if value and (not there or field not in left)}
        elsewhere = {field for field in kept.fields if draft_lines.is_of_line(field) and field not in fields}
        stay = {field: value for field, value in kept.fields.items() if field in left or field in elsewhere}
        said = draft_lines.placed(told, kept.fields) if there else told
        drafts.change(conn, kept.id, fields={**stay, **said}, documents=documents, now=now)
    return documents


def change_lines(
    context: Context, actor: Actor, rules: Program, act: str, *, shown: Mapping[str, str], several: str = "",
    found: Mapping[str, Mapping[str, str]] | None = None,
) -> None:  # fmt: skip
    """Do an act on the lines of a draft that was kept; done twice it is done once.

    Raises:
        Invalid: as `draft_lines.acted`.
    """
    with context.database.transaction() as conn:
        now = context.clock()
        kept = drafts.begin(
            conn, draft_id=new_id(), maker_id=actor.maker_id, user_id=actor.id, program=rules.name, now=now
        )
        fields = draft_lines.acted(kept.fields, act, rules, shown=shown, several=several, found=found)
        drafts.change(conn, kept.id, fields=fields, documents=kept.documents, now=now)


def begun(context: Context, actor: Actor) -> dict[str, datetime]:
    """The person's drafts that were not sent: by program, when each was changed last, the newest first."""
    with context.database.read() as conn:
        return {one.program: one.changed_at for one in drafts.listed(conn, actor.id) if one.fields or one.documents}


def drop(context: Context, actor: Actor, name: str) -> None:
    """Forget a draft; its files stay where they are, attached to nothing."""
    with context.database.transaction() as conn:
        drafts.drop(conn, actor.id, name)


def send(
    context: Context, actor: Actor, name: str, values: Mapping[str, str], documents: Sequence[str], *, token: str = ""
) -> ClaimView:
    """Make the claim and forget the draft. Sent twice is sent once: the claim has the id of its draft.

    Raises:
        Invalid: as `submit`.
        Conflict: `claim.exists`, there is another claim of that number.
    """
    own = _known(token) or draft(context, actor, name).id or new_id()
    number = values.get("claim_id") or f"W-{own[-8:].upper()}"
    made = claimed(context, actor, name, number, values, documents, own_id=own)
    drop(context, actor, name)
    return made


def claimed(
    context: Context, actor: Actor, name: str, number: str, values: Mapping[str, str], documents: Sequence[str], *,
    own_id: str | None = None,
) -> ClaimView:  # fmt: skip
    """Make a claim from values as a person enters them; one that was made of them before is that claim.

    Args:
        context: database, blobs, settings and clock.
        actor: who claims.
        name: of the program.
        number: the claim's own number.
        values: by field name, and `quantity` and `claimed_amount` among them; empty ones count as absent.
        documents: ids of uploaded documents.
        own_id: of the draft that it is made of.

    Raises:
        Invalid: as `submit`.
        Conflict: `claim.exists`, there is another claim of that number.
    """
    fields, lines = entered(values)
    try:
        return submit(
            context, actor, program=name, fields=fields, lines=lines, documents=documents, outside_id=number,
            own_id=own_id,
        )  # fmt: skip
    except Conflict as error:
        if error.code != "claim.exists":
            raise
        made = claims.claim(context, actor, str(error.details["claim"]))
        if made.id == own_id:
            return made
        if not documents or (made.program, made.revisions[0].documents) != (name, tuple(documents)):
            raise
        return made


def vetted(rules: Program, values: Mapping[str, str], before: Sequence[ClaimLine] = ()) -> None:
    """Refuse values that no claim may state, and lines that are of one vehicle or product: every fault at once.

    Args:
        rules: of the program.
        values: by field name, as for `entered`.
        before: the lines of the revision before: where two of those are of one thing, that is not asked again.

    Raises:
        Invalid: `claim.fields`, with `errors`: a list of field and message.
    """
    fields, lines = entered(values)
    faults = _told_twice(rules, lines) if not _told_twice(rules, before) else []
    try:
        checked(fields, lines, currency=rules.currency)
    except Invalid as error:
        listed = error.details["errors"]
        assert isinstance(listed, list)
        faults = [*listed, *faults]
    if faults:
        raise not_taken(faults)


def _told_twice(rules: Program, lines: Sequence[ClaimLine]) -> list[Fault]:
    """The lines whose thing another line before is of."""
    if len(lines) < 2 or not draft_lines.things(rules):
        return []
    thing = draft_lines.things(rules)[0]
    said = "Entered as number {n} already. Change or remove one of them."
    twice = draft_lines.told_twice(line.fields.get(thing, "") for line in lines)
    return [{"field": f"lines[{at}].{thing}", "message": Said(said, n=first)} for at, first in twice.items()]


def entered(values: Mapping[str, str], before: Sequence[ClaimLine] = ()) -> tuple[dict[str, str], list[ClaimLine]]:
    """The fields and the lines of a claim, made of what a person entered; empty values are left out.

    A quantity or amount that is no number stays one that is none, for `statement.checked` to tell with the rest.

    Args:
        values: by field name; of several lines by `draft_lines.named`.
        before: the lines of the revision before: a sale that one names stays while its thing does.
    """
    said, several = draft_lines.shared(values), draft_lines.lines(values)
    fields = {field: value for field, value in said.items() if value and field not in OWN}
    sales = {line.number: line for line in before if line.sale_id}
    stated = several or {1: {name: said.get(name, "") for name in draft_lines.OWN}}
    if not several and len(before) > 1:
        sales = {}  # of which of them that was is not known any more
    return fields, [
        ClaimLine(
            number,
            fields={field: value for field, value in own.items() if value and field not in draft_lines.OWN},
            quantity=_number(own.get("quantity") or "1"),
            claimed_amount=_number(own["claimed_amount"]) if own.get("claimed_amount") else None,
            sale_id=sales[key].sale_id if key in sales and _same_thing(sales[key].fields, own) else None,
        )
        for number, (key, own) in enumerate(stated.items(), 1)
    ]


def _same_thing(before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    return all(before.get(name, "") == now.get(name, "") for name in draft_lines.THINGS)


def _other_files(conn: Connection, actor: Actor, there: Sequence[str], added: Sequence[str]) -> list[str]:
    """Of the documents added those whose bytes are none of a document there, or added before."""
    prints = {one.id: one.sha256 for one in stored.by_ids(conn, actor, [*there, *added])} if added else {}
    known = {prints.get(one, one) for one in there}
    others: list[str] = []
    for one in added:
        if prints.get(one, one) not in known:
            others.append(one)
            known.add(prints.get(one, one))
    return others


def _number(text: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return Decimal("NaN")
    return value if value.is_finite() and abs(value) < 10**14 else Decimal("NaN")


def _known(token: str) -> str | None:
    """A token as an id; None for what is none."""
    try:
        return str(UUID(token))
    except ValueError:
        return None


def _day(rules: Program, now: datetime) -> date:
    return now.astimezone(ZoneInfo(rules.timezone)).date()


def _open(rules: Program, now: datetime) -> bool:
    day = _day(rules, now)
    return (rules.effective_from is None or rules.effective_from <= day) and (
        rules.effective_to is None or day <= rules.effective_to
    )
