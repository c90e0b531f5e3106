"""People: made, invited by a one-time link, signed in by password.

Whoever tries to sign in learns nothing of who has an account: an unknown address, a wrong password, an account that is
disabled or has no password yet, and too many tries are answered alike, and the first four take the same time.
"""

from __future__ import annotations

import re
import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final, get_args

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import Connection

from claimcheck.errors import ConfigError, Invalid, NotFound, Unauthorized
from claimcheck.model.languages import LANGUAGES
from claimcheck.model.parties import Role
from claimcheck.model.said import Said
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.people.hashes import hashed
from claimcheck.services.people.tries import counted, forget, take_back
from claimcheck.store.database import serialise
from claimcheck.store.people import accounts, keys, sessions
from claimcheck.store.people.accounts import User

THEMES: Final = ("system", "light", "dark")
SHORTEST: Final = 12
LONGEST: Final = 200
LINK_WORKS: Final = timedelta(days=3)
OWN_TRIES: Final = 5
"""Tries of one account before it must wait; an address may have ten times as many."""

ROLES = tuple(role for role in get_args(Role) if role != "system")
_KINDS = {"dealer": "dealer", "checker": "checker"}
_EMAIL = re.compile(r"[^@\s\x00-\x1f]{1,64}@[^@\s\x00-\x1f]{1,189}")
_HASHER = PasswordHash((Argon2Hasher(),))
_AT_ONCE = threading.Semaphore(4)  # a hash takes 64 MB: a flood of tries must not take all memory


@dataclass(frozen=True, slots=True)
class NewUser:
    """A person just made; `link` is the path by which they set their password, shown once."""

    id: str
    email: str
    link: str


def create(
    context: Context, *, maker_id: str, email: str, name: str, organisation: str, role: str, language: str = "en"
) -> NewUser:
    """Make an account; the organisation is added where it is new. For the command line and tests.

    Raises:
        ConfigError: for a role or language that there is not, no email address, or one that has an account.
    """
    if not organisation.strip() or len(organisation) > 64:
        raise ConfigError("an organisation is named by 1 to 64 characters", code="user.organisation")
    now = context.clock()
    with context.database.transaction() as conn:
        owner = keys.ensure_organisation(
            conn, maker_id=maker_id, outside_id=organisation, kind=_KINDS.get(role, "maker"), name=organisation,
            now=now,
        )  # fmt: skip
        return add(
            conn, maker_id=maker_id, organisation_id=owner, email=email, name=name, role=role, language=language,
            now=now,
        )  # fmt: skip


def add(
    conn: Connection, *, maker_id: str, organisation_id: str, email: str, name: str, role: str, language: str,
    now: datetime,
) -> NewUser:  # fmt: skip
    """Make an account in an organisation, with a link to set the password by.

    Raises:
        ConfigError: for a role or language that there is not, no email address, or one that has an account.
    """
    known = next((r for r in ROLES if r == role), None)
    folded = folded_address(email)
    if known is None:
        raise ConfigError(f"there is no role {role!r}; choose one of {', '.join(ROLES)}", code="user.role")
    if language not in LANGUAGES:
        raise ConfigError(f"there is no language {language!r}; choose one of {', '.join(LANGUAGES)}")
    if not _EMAIL.fullmatch(folded):
        raise ConfigError(f"{email!r} is not an email address", code="user.email")
    if not name.strip():
        raise ConfigError("a person has a name", code="user.name")
    serialise(conn, "users")
    if accounts.by_email(conn, folded) is not None:
        raise ConfigError(f"{folded} has an account already", code="user.exists")
    made = accounts.add(
        conn, maker_id=maker_id, organisation_id=organisation_id, email=folded, name=name.strip()[:200], role=known,
        language=language, now=now,
    )  # fmt: skip
    return NewUser(made, folded, link(conn, maker_id, made, now))


def link(conn: Connection, maker_id: str, user_id: str, now: datetime, *, works: timedelta = LINK_WORKS) -> str:
    """Make a new one-time link for a person; returns its path. Earlier links stop working."""
    token = secrets.token_urlsafe(32)
    accounts.add_link(
        conn, maker_id=maker_id, user_id=user_id, token_sha256=hashed(token), now=now, expires_at=now + works
    )
    return f"/invite/{token}"


def renew_link(context: Context, *, maker_id: str, email: str) -> str:
    """Make a new one-time link for a person who lost the password; returns its path. Earlier links stop working.

    Raises:
        NotFound: where the maker has no such person.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        user = _of(accounts.by_email(conn, folded_address(email)), maker_id, email)
        note(conn, context.system("command line", maker_id), user.id, "user.link_renewed", now, shown=True)
        return link(conn, maker_id, user.id, now)


def disable(context: Context, *, maker_id: str, email: str) -> None:
    """Shut an account: its sessions end at once.

    Raises:
        NotFound: where the maker has no such person.
    """
    now = context.clock()
    with context.database.transaction() as conn:
        user = _of(accounts.by_email(conn, folded_address(email)), maker_id, email)
        accounts.change(conn, user.id, disabled_at=now)
        sessions.revoke_all(conn, user.id, now)


def listed(context: Context, *, maker_id: str) -> list[User]:
    """A maker's people, the oldest first."""
    with context.database.read() as conn:
        return accounts.all_of(conn, maker_id)


def invited(context: Context, token: str) -> User:
    """The person whom a one-time link belongs to.

    Raises:
        NotFound: `link.spent`, for a link that is unknown, used or too old.
    """
    with context.database.read() as conn:
        user = accounts.by_link(conn, hashed(token), context.clock())
    if user is None:
        raise _spent()
    return user


def accept(context: Context, token: str, password: str) -> User:
    """Set a password by a one-time link; all earlier sessions of the person end.

    Raises:
        NotFound: `link.spent`, for a link that is unknown, used or too old.
        Invalid: `user.password`, one that is too short or too long.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise Invalid(Said("A password has {n} to {most} characters.", n=SHORTEST, most=LONGEST), code="user.password")
    user = invited(context, token)
    with _AT_ONCE:
        stored = _HASHER.hash(_bytes(password))
    now = context.clock()
    with context.database.transaction() as conn:
        if not accounts.use_link(conn, hashed(token), now):
            raise _spent()
        accounts.change(conn, user.id, password=stored)
        accounts.forget_tries(conn, hashed(f"account:{user.email}"))
        sessions.revoke_all(conn, user.id, now)
    return user


def prove(context: Context, *, email: str, password: str, address: str) -> User:
    """The person who signs in with this address and password.

    Args:
        context: database, blobs, settings and clock.
        email: as typed.
        password: as typed.
        address: of the network, to count tries by.

    Raises:
        Unauthorized: where they do not belong together, or after too many tries; always the same words.
    """
    folded = folded_address(email)[:300]
    own, place = f"account:{folded}", f"address:{address}"
    if not counted(context, own, place, most=(OWN_TRIES, 10 * OWN_TRIES)):
        raise _refused()
    nobody = _nobody()  # made before we look, so that the first unknown address takes no longer than others
    with context.database.read() as conn:
        user = accounts.by_email(conn, folded)
    works = user is not None and not user.shut and user.password is not None
    stored = user.password if user and user.password and works else nobody
    with _AT_ONCE:
        matches = _HASHER.verify(_bytes(password[:LONGEST]), stored)
    if user is None or not works or not matches or len(password) > LONGEST:
        raise _refused()
    forget(context, own)
    take_back(context, place)
    return user


def prefer(context: Context, user: User, *, language: str, theme: str) -> None:
    """Change the language and the theme of a person's pages.

    Raises:
        Invalid: `user.language`, `user.theme`.
    """
    if language not in LANGUAGES:
        raise Invalid("There is no such language here.", code="user.language")
    if theme not in THEMES:
        raise Invalid("There is no such theme here.", code="user.theme")
    with context.database.transaction() as conn:
        accounts.change(conn, user.id, language=language, theme=theme)


def change_password(context: Context, user: User, *, old: str, new: str, session: str) -> None:
    """Change one's own password; all other sessions end.

    Args:
        context: database, blobs, settings and clock.
        user: who changes it.
        old: the present one.
        new: the next one.
        session: the token of the session that stays.

    Raises:
        Unauthorized: where `old` is not the present one, or after too many tries.
        Invalid: `user.password`, one that is too short or too long.
    """
    if not SHORTEST <= len(new) <= LONGEST:
        raise Invalid(Said("A password has {n} to {most} characters.", n=SHORTEST, most=LONGEST), code="user.password")
    if not counted(context, f"password:{user.id}"):
        raise _refused()
    with _AT_ONCE:
        matches = _HASHER.verify(_bytes(old[:LONGEST]), user.password or _nobody())
        stored = _HASHER.hash(_bytes(new))
    if not matches or user.password is None:
        raise _refused()
    now = context.clock()
    with context.database.transaction() as conn:
        accounts.change(conn, user.id, password=stored)
        sessions.revoke_all(conn, user.id, now, but=hashed(session))
        note(conn, user.actor(), user.id, "user.password_changed", now)
    forget(context, f"password:{user.id}")


def _refused() -> Unauthorized:
    return Unauthorized("Address and password do not belong together, or there were too many tries.", code="sign_in")


def _of(user: User | None, maker_id: str, email: str) -> User:
    if user is None or user.maker_id != maker_id:
        raise NotFound(f"There is no account {email}.")
    return user


@cache
def _nobody() -> str:
    return _HASHER.hash(secrets.token_urlsafe(16))


def folded_address(email: str) -> str:
    """An address as accounts are found by."""
    # What no database takes is in no address; it is asked for all the same, so that it takes as long.
    return email.strip().casefold().replace("\0", "?").encode(errors="replace").decode()


def _bytes(password: str) -> bytes:
    return password.encode(errors="surrogatepass")


def _spent() -> NotFound:
    return NotFound("This link does not work any more. Ask an administrator for a new one.", code="link.spent")
