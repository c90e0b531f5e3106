"""Drafts: a person adds files and values at leisure, and sends the claim once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation

from claimcheck.errors import Conflict, Invalid, NotFound
from claimcheck.model.claims import ClaimLine
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.services import claims
from claimcheck.services.context import Context
from claimcheck.services.openness import opens
from claimcheck.services.submit import MOST_DOCUMENTS, submit
from claimcheck.services.views import ClaimView
from claimcheck.store import drafts, programs
from claimcheck.store.drafts import Draft

OWN = ("claim_id", "quantity", "claimed_amount")
"""What a draft holds besides the fields of its documents."""


def open_programs(context: Context, actor: Actor) -> list[Program]:
    """The programs under which a claim may be made today."""
    now = context.clock()
    with context.database.read() as conn:
        names = [stored.name for stored in programs.latest(conn, actor.maker_id)]
        current = [programs.current(conn, actor.maker_id, name, now) for name in names]
        return [found for found in current if found is not None and _open(found, now) and opens(conn, actor, found)]


def program(context: Context, actor: Actor, name: str) -> Program:
    """One program that is open.

    Raises:
        NotFound: where there is none of that name.
    """
    found = next((one for one in open_programs(context, actor) if one.name == name), None)
    if found is None:
        raise NotFound("There is no such program.")
    return found


def draft(context: Context, actor: Actor, name: str) -> Draft:
    """What the person entered so far; an empty one where that is nothing."""
    with context.database.read() as conn:
        found = drafts.get(conn, actor.id, name)
    return found or Draft("", name, {}, (), context.clock())


def keep(context: Context, actor: Actor, name: str, fields: Mapping[str, str], documents: Sequence[str]) -> None:
    """Keep what was entered.

    Raises:
        Invalid: `claim.documents`, too many of them.
    """
    if len(documents) > MOST_DOCUMENTS:
        raise Invalid(f"A claim takes at most {MOST_DOCUMENTS} documents.", code="claim.documents")
    with context.database.transaction() as conn:
        drafts.put(
            conn, maker_id=actor.maker_id, user_id=actor.id, program=name, fields=fields, documents=documents,
            now=context.clock(),
        )  # fmt: skip


def drop(context: Context, actor: Actor, name: str) -> None:
    """Forget a draft; its files stay where they are, attached to nothing."""
    with context.database.transaction() as conn:
        drafts.drop(conn, actor.id, name)


def send(context: Context, actor: Actor, name: str, values: Mapping[str, str], documents: Sequence[str]) -> ClaimView:
    """Make the claim and forget the draft. Sent twice is sent once: the draft names the claim.

    Raises:
        Invalid: as `submit`, and `claim.number` for a quantity or amount that is none.
        Conflict: `claim.exists`, there is another claim of that number.
    """
    number = values.get("claim_id") or f"W-{draft(context, actor, name).id[-8:].upper()}"
    made = claimed(context, actor, name, number, values, documents)
    drop(context, actor, name)
    return made


def claimed(
    context: Context, actor: Actor, name: str, number: str, values: Mapping[str, str], documents: Sequence[str]
) -> ClaimView:
    """Make a claim of one line from values as a person enters them; one that was made of them before is that claim.

    Args:
        context: what we stand on.
        actor: who claims.
        name: of the program.
        number: the claim's own number.
        values: by field name, and `quantity` and `claimed_amount` among them; empty ones count as absent.
        documents: ids of uploaded documents.

    Raises:
        Invalid: as `submit`, and `claim.number` for a quantity or amount that is none.
        Conflict: `claim.exists`, there is another claim of that number.
    """
    fields, lines = entered(values)
    try:
        return submit(context, actor, program=name, fields=fields, lines=lines, documents=documents, outside_id=number)
    except Conflict as error:
        if error.code != "claim.exists":
            raise
        made = claims.claim(context, actor, str(error.details["claim"]))
        if not documents or (made.program, made.revisions[0].documents) != (name, tuple(documents)):
            raise
        return made


def entered(values: Mapping[str, str]) -> tuple[dict[str, str], list[ClaimLine]]:
    """What a person entered, as the fields and the one line of a claim; empty values are left out.

    Raises:
        Invalid: `claim.number`, a quantity or amount that is none.
    """
    fields = {field: value for field, value in values.items() if value and field not in OWN}
    line = ClaimLine(
        1,
        quantity=_number(values.get("quantity") or "1", "quantity"),
        claimed_amount=_number(values["claimed_amount"], "claimed_amount") if values.get("claimed_amount") else None,
    )
    return fields, [line]


def _number(text: str, field: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not 0 <= value < 10**14:
        raise Invalid(f"Enter {field} as a plain number such as 3000.00.", code="claim.number", field=field)
    return value


def _open(rules: Program, now: datetime) -> bool:
    day = now.date()
    return (rules.effective_from is None or rules.effective_from <= day) and (
        rules.effective_to is None or day <= rules.effective_to
    )
