"""The second factor: codes from an app (RFC 6238), each of which works once, and recovery codes for a lost app.

Between the password and the code a browser holds a one-time token; only that and a code together open a session.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import pyotp
import segno
from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid, Unauthorized
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.people.hashes import hashed, same
from claimcheck.services.people.tries import counted, forget
from claimcheck.store.people import accounts, factors
from claimcheck.store.people.accounts import User

STEP_SECONDS: Final = 30
RECOVERY_CODES: Final = 10
_TOKEN_WORKS: Final = timedelta(minutes=5)
_ISSUER: Final = "claimcheck"
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that looks like something else


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs: the secret to type in, and the picture to scan, as one path in a square of `side` units."""

    secret: str
    picture: str
    side: int


def begin(context: Context, user: User) -> Enrolment:
    """A new secret, which counts from when a code of it is confirmed. Asked again, the same one is shown.

    Raises:
        Conflict: `factor.set`, there is a second factor already.
    """
    if user.totp_secret:
        raise Conflict("The second factor is set already.", code="factor.set")
    secret = user.totp_pending or pyotp.random_base32()
    if not user.totp_pending:
        with context.database.transaction() as conn:
            accounts.change(conn, user.id, totp_pending=secret)
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.email, issuer_name=_ISSUER)
    return Enrolment(secret, *_picture(uri))


def confirm(context: Context, user: User, code: str) -> list[str]:
    """Switch the second factor on; returns recovery codes, which are shown once.

    Raises:
        Invalid: `factor.code`, a code that does not come from the secret.
        Conflict: `factor.set`, `factor.none`: nothing was begun.
    """
    if user.totp_secret or not user.totp_pending:
        raise Conflict("There is no second factor to confirm.", code="factor.none")
    now = context.clock()
    step = _matching(user.totp_pending, code, now)
    if step is None:
        raise Invalid("This code does not come from the secret shown.", code="factor.code")
    codes = [_recovery() for _ in range(RECOVERY_CODES)]
    with context.database.transaction() as conn:
        accounts.change(conn, user.id, totp_secret=user.totp_pending, totp_pending=None, totp_step=step)
        factors.put_recovery(conn, user.maker_id, user.id, [hashed(_plain(one)) for one in codes], now)
        note(conn, user.actor(), user.id, "user.second_factor_set", now)
    return codes


def switch_off(context: Context, user: User, code: str) -> None:
    """Take the second factor away, with a code of it.

    Raises:
        Unauthorized: `factor.code`, a wrong one, or too many tries.
        Conflict: `factor.none`, there is none; `factor.asked_for`, the organisation asks for it.
    """
    if not user.totp_secret:
        raise Conflict("There is no second factor.", code="factor.none")
    if user.second_factor:
        raise Conflict("Your organisation asks for a second factor.", code="factor.asked_for")
    _prove(context, user, code)
    now = context.clock()
    with context.database.transaction() as conn:
        drop(conn, user)
        note(conn, user.actor(), user.id, "user.second_factor_removed", now)


def drop(conn: Connection, user: User) -> None:
    """Take away the second factor with its recovery codes."""
    accounts.change(conn, user.id, totp_secret=None, totp_pending=None, totp_step=None)
    factors.drop_recovery(conn, user.id)


def ask(context: Context, user: User) -> str:
    """Make the token of somebody whose password was right and whose code is still missing."""
    token, now = secrets.token_urlsafe(32), context.clock()
    with context.database.transaction() as conn:
        accounts.add_link(
            conn, maker_id=user.maker_id, user_id=user.id, token_sha256=hashed(token), now=now,
            expires_at=now + _TOKEN_WORKS, purpose="second",
        )  # fmt: skip
    return token


def asked(context: Context, token: str) -> User:
    """The person whose code is still missing, by that token.

    Raises:
        Unauthorized: `factor.token`, a token that is unknown, used or too old.
    """
    with context.database.read() as conn:
        user = accounts.by_link(conn, hashed(token), context.clock(), purpose="second")
    if user is None:
        raise Unauthorized("Sign in again.", code="factor.token")
    return user


def answer(context: Context, token: str, code: str) -> User:
    """Check a code; returns the person, and the token is used up.

    Raises:
        Unauthorized: `factor.token`; `factor.code`, a wrong code, a used one, or too many tries.
    """
    user = asked(context, token)
    _prove(context, user, code)
    with context.database.transaction() as conn:
        if not accounts.use_link(conn, hashed(token), context.clock()):
            raise Unauthorized("Sign in again.", code="factor.token")
    return user


def recovery_left(context: Context, user: User) -> int:
    """How many recovery codes have not been used."""
    with context.database.read() as conn:
        return factors.recovery_left(conn, user.id)


def _prove(context: Context, user: User, code: str) -> None:
    refused = Unauthorized("This code does not work. Wait for the next one, and type that.", code="factor.code")
    if not counted(context, f"second:{user.id}"):
        raise refused
    now = context.clock()
    step = _matching(user.totp_secret or "", code, now)
    with context.database.transaction() as conn:
        if step is not None:
            proved = factors.use_step(conn, user.id, step)
        else:
            proved = factors.use_recovery(conn, user.id, hashed(_plain(code)), now)
            if proved:
                note(conn, user.actor(), user.id, "user.recovery_code_used", now)
    if not proved:
        raise refused
    forget(context, f"second:{user.id}")


def _matching(secret: str, code: str, now: datetime) -> int | None:
    """The time step whose code it is: this one, the one before or the next, for clocks that differ a little."""
    typed = "".join(code.split())
    if not secret or len(typed) != 6 or not typed.isascii() or not typed.isdigit():
        return None
    step = int(now.timestamp()) // STEP_SECONDS
    totp = pyotp.TOTP(secret)
    found = [near for near in (step - 1, step, step + 1) if same(totp.generate_otp(near), typed)]
    return found[-1] if found else None


def _picture(uri: str) -> tuple[str, int]:
    """A QR code as the path of its dark squares, with four squares of margin around."""
    rows = [list(row) for row in segno.make(uri, error="m", micro=False).matrix_iter(border=4)]
    dark = [f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit]
    return "".join(dark), len(rows)


def _recovery() -> str:
    text = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(text[at : at + 4] for at in range(0, 16, 4))


def _plain(code: str) -> str:
    return "".join(c for c in code.lower() if c.isalnum())
