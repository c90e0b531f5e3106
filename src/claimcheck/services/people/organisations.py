"""Organisations: dealers, checking companies and the maker's own offices, with regions and contacts."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from typing import Final, Literal, cast, get_args

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid, existing, missing
from claimcheck.model.languages import LANGUAGES
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.checking import batches
from claimcheck.services.context import Context
from claimcheck.store.checking import batches as batch_rows
from claimcheck.store.checking.batches import Batch
from claimcheck.store.database import serialise
from claimcheck.store.people import organisations, sessions
from claimcheck.store.people.organisations import Contact, Organisation

Kind = Literal["maker", "dealer", "checker"]
Purpose = Literal["claims", "payments"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
_ID = re.compile(r"[^\s\x00-\x1f](?:[^\x00-\x1f]{0,62}[^\s\x00-\x1f])?")
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}")


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an organisation is called, where it is, and what else of it may change."""

    name: str
    region: str = ""
    language: str = "en"
    second_factor: bool = False


def listed(
    context: Context, actor: Actor, *, kind: str = "", region: str = "", named: str = "", after: str = "",
    limit: int = 10_000,
) -> list[Organisation]:  # fmt: skip
    """The maker's organisations by outside id."""
    with context.database.read() as conn:
        return organisations.all_of(
            conn, actor.maker_id, kind=kind, region=region, named=named, after=after, limit=limit
        )


def regions(context: Context, actor: Actor) -> list[str]:
    """The regions that there are."""
    with context.database.read() as conn:
        return organisations.regions(conn, actor.maker_id)


def people(context: Context, actor: Actor) -> dict[str, int]:
    """How many people each organisation has, by our id of it."""
    with context.database.read() as conn:
        return organisations.people(conn, actor.maker_id)


def one(context: Context, actor: Actor, organisation_id: str) -> tuple[Organisation, list[Contact]]:
    """One organisation with all its contacts.

    Raises:
        NotFound: where the maker has no such.
    """
    with context.database.read() as conn:
        found = existing(organisations.get(conn, actor.maker_id, organisation_id), "organisation")
        return found, organisations.contacts(conn, found.id)


def create(context: Context, actor: Actor, *, outside_id: str, kind: str, said: Particulars) -> str:
    """Add an organisation; returns our id.

    Raises:
        Invalid: `organisation.kind`, `organisation.id`, `organisation.name`, `organisation.language`.
        Conflict: `organisation.exists`.
    """
    kept = _checked(said)
    if kind not in KINDS:
        raise Invalid("There is no such kind of organisation.", code="organisation.kind")
    if not _ID.fullmatch(outside_id):
        raise Invalid("The number has 1 to 64 characters and no space at its ends.", code="organisation.id")
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"organisations:{actor.maker_id}")
        if organisations.by_outside_id(conn, actor.maker_id, outside_id) is not None:
            raise Conflict(f"There is an organisation {outside_id} already.", code="organisation.exists")
        made = organisations.add(
            conn, maker_id=actor.maker_id, outside_id=outside_id, kind=kind, name=kept.name, region=kept.region,
            language=kept.language, now=now,
        )  # fmt: skip
        note(conn, actor, made, "organisation.created", now, outside_id=outside_id, kind=kind, region=kept.region)
    return made


def change(context: Context, actor: Actor, organisation_id: str, said: Particulars) -> None:
    """Change what is said of an organisation.

    Raises:
        NotFound: where the maker has no such.
        Invalid: as for `create`.
    """
    kept, now = _checked(said), context.clock()
    with context.database.transaction() as conn:
        found = existing(organisations.get(conn, actor.maker_id, organisation_id, lock=True), "organisation")
        changed = [one.name for one in fields(Particulars) if getattr(found, one.name) != getattr(kept, one.name)]
        if changed:
            organisations.change(conn, found.id, **asdict(kept))
            note(conn, actor, found.id, "organisation.changed", now, changed=changed, region=kept.region)


def close(context: Context, actor: Actor, organisation_id: str) -> None:
    """Close an organisation: its people and keys do not get in any more; its claims stay. Twice is once.

    What a checking company holds is taken back: nobody could answer it until it is due.

    Raises:
        NotFound: where the maker has no such.
        Conflict: `organisation.own`, one's own.
    """
    _set_closed(context, actor, organisation_id, closed=True)


def reopen(context: Context, actor: Actor, organisation_id: str) -> None:
    """Open a closed organisation again. Twice is once.

    Raises:
        NotFound: where the maker has no such.
    """
    _set_closed(context, actor, organisation_id, closed=False)


def add_contact(
    context: Context, actor: Actor, organisation_id: str, *, purpose: str, name: str, email: str, from_day: date
) -> str:
    """Name a contact from a day on; an earlier one ends the day before. Returns our id.

    Raises:
        NotFound: where the maker has no such organisation.
        Invalid: `contact.purpose`, `contact.name`, `contact.email`.
    """
    if purpose not in PURPOSES:
        raise Invalid("There is no such purpose.", code="contact.purpose")
    if not 0 < len(name.strip()) <= 200:
        raise Invalid("A contact has a name of 1 to 200 characters.", code="contact.name")
    if not _EMAIL.fullmatch(email.strip()):
        raise Invalid("This is not an email address.", code="contact.email")
    now = context.clock()
    with context.database.transaction() as conn:
        found = existing(organisations.get(conn, actor.maker_id, organisation_id, lock=True), "organisation")
        made = organisations.add_contact(
            conn, found, purpose=purpose, name=name.strip(), email=email.strip(), from_day=from_day, now=now
        )
        note(
            conn, actor, found.id, "organisation.contact", now, contact=made, purpose=purpose,
            from_day=from_day.isoformat(),
        )  # fmt: skip
    return made


def end_contact(context: Context, actor: Actor, organisation_id: str, contact_id: str, last: date) -> None:
    """End a contact with that day.

    Raises:
        NotFound: where the organisation has no such contact that reaches beyond it.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        found = organisations.get(conn, actor.maker_id, organisation_id, lock=True)
        if found is None or not organisations.end_contact(conn, found.id, contact_id, last):
            raise missing("contact")
        note(
            conn, actor, found.id, "organisation.contact_ended", now, contact=contact_id, until_day=last.isoformat()
        )  # fmt: skip


def _set_closed(context: Context, actor: Actor, organisation_id: str, *, closed: bool) -> None:
    now = context.clock()
    with context.database.transaction() as conn:
        found = existing(organisations.get(conn, actor.maker_id, organisation_id, lock=True), "organisation")
        if closed and found.outside_id == actor.organisation:
            raise Conflict("Your own organisation cannot be closed by you.", code="organisation.own")
        if (found.closed_at is not None) != closed:
            organisations.change(conn, found.id, closed_at=now if closed else None)
            note(conn, actor, found.id, "organisation.closed" if closed else "organisation.reopened", now)
            if closed:  # opened again, people sign in anew
                sessions.revoke_of(conn, found.id, now)
            for made in held_by(conn, found) if closed and found.kind == "checker" else ():
                batches.close(conn, made, actor.id, state="recalled", now=now)


def held_by(conn: Connection, company: Organisation) -> list[Batch]:
    """The batches that a checking company holds or may pull."""
    return batch_rows.page(
        conn, company.maker_id, company=company.outside_id, states=batch_rows.OPEN_STATES, limit=10_000
    )  # fmt: skip


def _checked(said: Particulars) -> Particulars:
    name, region = said.name.strip(), said.region.strip()
    if not 0 < len(name) <= 200:
        raise Invalid("An organisation has a name of 1 to 200 characters.", code="organisation.name")
    if len(region) > 64:
        raise Invalid("A region has at most 64 characters.", code="organisation.region")
    if said.language not in LANGUAGES:
        raise Invalid("There is no such language here.", code="organisation.language")
    return replace(said, name=name, region=region)


def kind_of(role: str) -> Kind:
    """The kind of organisation that people of a role belong to."""
    return cast("Kind", role) if role in ("dealer", "checker") else "maker"
