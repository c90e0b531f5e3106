"""What an administrator does with people: invite, change the role, shut and open accounts, end sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from claimcheck.errors import ConfigError, Conflict, Invalid, existing
from claimcheck.model.parties import Actor
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.notices.telling import mail_link, tell_one
from claimcheck.services.people import accounts as made_accounts
from claimcheck.services.people.accounts import ROLES, NewUser
from claimcheck.services.people.organisations import kind_of
from claimcheck.services.people.second_factor import drop
from claimcheck.store.people import accounts, organisations, sessions
from claimcheck.store.people.accounts import User
from claimcheck.store.people.organisations import Organisation


@dataclass(frozen=True, slots=True)
class Invited:
    """A link just made.

    Whoever has it decides as that person: it is mailed to the person alone, and shown to the administrator, once, only
    where no mail leaves this house.

    Attributes:
        path: of the page that it opens; empty where it was mailed.
    """

    user_id: str
    email: str
    path: str
    mailed: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What an administrator asks of somebody invited: has the person come, and does the link still work?

    Attributes:
        seen_at: when the person last did something here; None for who never signed in.
        link_ends: when the link that set no password yet ends, or ended.
    """

    seen_at: datetime | None
    link_ends: datetime | None


def standings(context: Context, found: Sequence[User]) -> dict[str, Standing]:
    """Whether each of these people has come and has a link that works, by id."""
    ids = [one.id for one in found]
    with context.database.read() as conn:
        seen, ends = sessions.last_seen(conn, ids), accounts.links_end(conn, ids)
    return {one: Standing(seen.get(one), ends.get(one)) for one in ids}


def listed(
    context: Context, actor: Actor, *, role: str = "", organisation: str = "", named: str = "", after: str = "",
    limit: int = 100,
) -> list[User]:  # fmt: skip
    """The maker's people by address, those behind `after`; `named` is a part of address or name."""
    with context.database.read() as conn:
        return accounts.page(
            conn, actor.maker_id, role=role, organisation=organisation, named=named, after=after, limit=limit
        )


def one(context: Context, actor: Actor, user_id: str) -> User:
    """One of the maker's people.

    Raises:
        NotFound: where the maker has no such.
    """
    with context.database.read() as conn:
        return _user(conn, actor, user_id)


def invite(
    context: Context, actor: Actor, *, email: str, name: str, organisation_id: str, role: str, language: str
) -> Invited:
    """Make an account, with a link by which the person sets a password.

    Raises:
        NotFound: where the maker has no such organisation.
        Invalid: `user.role`, `user.email`, `user.exists`, `user.name`, `user.organisation`; `user.closed`, where nobody
            of that organisation gets in.
    """
    now = context.clock()
    try:
        with context.database.transaction() as conn:
            owner = existing(organisations.get(conn, actor.maker_id, organisation_id), "organisation")
            if owner.closed_at is not None:
                raise Invalid("This organisation is closed. Open it again first.", code="user.closed")
            _suits(role, owner)
            made = made_accounts.add(
                conn, maker_id=actor.maker_id, organisation_id=owner.id, email=email, name=name, role=role,
                language=language, now=now,
            )  # fmt: skip
            note(conn, actor, made.id, "user.invited", now, organisation=owner.id, role=role)
            return _sent(context, conn, actor, made, now)
    except ConfigError as error:
        raise Invalid(error.message, code=error.code) from None


def renew(context: Context, actor: Actor, user_id: str) -> Invited:
    """A new link for somebody who lost the password or the first link; earlier links stop working.

    The person finds it told in the inbox, and the audit log says whether the administrator saw the link.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`, one's own; `user.shut`, the account is shut; `user.link_of_admin`, another administrator's
            where the link would be shown: that one is made at the machine.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        user = _another(conn, actor, user_id)
        if user.shut:
            raise Conflict("The account is shut. Open it first.", code="user.shut")
        shown = not context.settings.smtp_url
        if shown and user.role == "admin" and user.password is not None:
            raise Conflict(
                f"The link would be shown to you, and you could act as a second administrator. Where claimcheck runs:"
                f" claimcheck users link {user.email}",
                code="user.link_of_admin",
            )
        path = made_accounts.link(conn, actor.maker_id, user.id, now)
        note(conn, actor, user.id, "user.link_renewed", now, shown=shown)
        tell_one(conn, actor.maker_id, user.id, "user.link_renewed", {"at": "/me"}, now)
        return _sent(context, conn, actor, NewUser(user.id, user.email, path), now, kind="link.renewed")


def change_role(context: Context, actor: Actor, user_id: str, role: str) -> None:
    """Give a person another role; it holds from the next click on.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`, one's own.
        Invalid: `user.role`, one that there is not, or that does not suit the person's organisation.
    """

    def act(conn: Connection, user: User, now: datetime) -> None:
        owner = organisations.get(conn, actor.maker_id, user.organisation_id)
        assert owner is not None
        _suits(role, owner)
        if user.role != role:
            accounts.change(conn, user.id, role=role)
            note(conn, actor, user.id, "user.role_changed", now, before=user.role, after=role)

    _on_another(context, actor, user_id, act)


def shut(context: Context, actor: Actor, user_id: str) -> None:
    """Shut an account: its sessions end at once. Twice is once.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`, one's own.
    """

    def act(conn: Connection, user: User, now: datetime) -> None:
        if user.disabled_at is None:
            accounts.change(conn, user.id, disabled_at=now)
            note(conn, actor, user.id, "user.disabled", now)
        sessions.revoke_all(conn, user.id, now)

    _on_another(context, actor, user_id, act)


def reopen(context: Context, actor: Actor, user_id: str) -> None:
    """Open a shut account again. Twice is once.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`, one's own.
    """

    def act(conn: Connection, user: User, now: datetime) -> None:
        if user.disabled_at is not None:
            accounts.change(conn, user.id, disabled_at=None)
            note(conn, actor, user.id, "user.enabled", now)

    _on_another(context, actor, user_id, act)


def sign_out(context: Context, actor: Actor, user_id: str) -> None:
    """End all sessions of a person.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`: one's own stand on `/me`.
    """

    def act(conn: Connection, user: User, now: datetime) -> None:
        sessions.revoke_all(conn, user.id, now)
        note(conn, actor, user.id, "user.sessions_ended", now)

    _on_another(context, actor, user_id, act)


def drop_second_factor(context: Context, actor: Actor, user_id: str) -> None:
    """Take a person's second factor away, for whom the app and the recovery codes are lost; sessions end.

    Raises:
        NotFound: where the maker has no such person.
        Conflict: `user.own`: one's own needs a code.
    """

    def act(conn: Connection, user: User, now: datetime) -> None:
        drop(conn, user)
        sessions.revoke_all(conn, user.id, now)
        note(conn, actor, user.id, "user.second_factor_dropped", now)

    _on_another(context, actor, user_id, act)


def _on_another(
    context: Context, actor: Actor, user_id: str, act: Callable[[Connection, User, datetime], None]
) -> None:
    with context.database.transaction() as conn:
        act(conn, _another(conn, actor, user_id), context.clock())


def _another(conn: Connection, actor: Actor, user_id: str) -> User:
    user = _user(conn, actor, user_id, lock=True)
    if user.id == actor.id:
        raise Conflict("This is your own account. Another administrator does this.", code="user.own")
    return user


def _user(conn: Connection, actor: Actor, user_id: str, *, lock: bool = False) -> User:
    return existing(accounts.by_id(conn, actor.maker_id, user_id, lock=lock), "person")


def _suits(role: str, owner: Organisation) -> None:
    if role not in ROLES:
        raise Invalid("There is no such role.", code="user.role")
    if kind_of(role) != owner.kind:
        raise Invalid("This role does not suit the organisation.", code="user.role")
    if role == "region" and not owner.region:
        raise Invalid("This organisation is in no region. Give it one first.", code="user.region")


def _sent(
    context: Context, conn: Connection, actor: Actor, made: NewUser, now: datetime, *, kind: str = "link.invite"
) -> Invited:
    mailed = bool(context.settings.smtp_url)
    if mailed:
        mail_link(conn, _user(conn, actor, made.id), kind=kind, path=made.link, now=now)
    return Invited(made.id, made.email, "" if mailed else made.link, mailed)
