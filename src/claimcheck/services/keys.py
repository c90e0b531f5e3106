"""API keys: made once and shown once, checked at every call, revoked."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from claimcheck.errors import ConfigError, NotFound, Unauthorized
from claimcheck.model.parties import Actor, Role
from claimcheck.services.context import Context
from claimcheck.store import keys
from claimcheck.store.database import serialise
from claimcheck.store.keys import StoredKey

_SHAPE = re.compile(r"cc_([0-9a-f]{12})_([A-Za-z0-9_-]{20,100})")
_NOBODY = hashlib.sha256(b"").hexdigest()
_ROLES = tuple(role for role in get_args(Role) if role != "system")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: `secret` is the whole text that the caller sends; it is shown here and never again."""

    id: str
    prefix: str
    secret: str
    organisation: str
    role: Role


def create(
    context: Context,
    *,
    maker_id: str,
    organisation: str,
    role: str,
    label: str = "",
    expires_at: datetime | None = None,
) -> NewKey:
    """Make a key for an organisation, which is added where it is new.

    Raises:
        ConfigError: for a role that there is not, or an empty or overlong organisation.
    """
    known = next((r for r in _ROLES if r == role), None)
    if known is None:
        raise ConfigError(f"there is no role {role!r}; choose one of {', '.join(_ROLES)}", code="key.role")
    if not organisation.strip() or len(organisation) > 64:
        raise ConfigError("an organisation is named by 1 to 64 characters", code="key.organisation")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    text = f"cc_{prefix}_{secret}"
    now = context.clock()
    with context.database.transaction() as conn:
        serialise(conn, f"keys:{maker_id}")
        owner = keys.ensure_organisation(
            conn, maker_id=maker_id, outside_id=organisation, kind=_kind(known), name=organisation, now=now
        )
        made = keys.add(
            conn, maker_id=maker_id, organisation_id=owner, role=known, label=label, prefix=prefix,
            secret_sha256=_hash(text), now=now, expires_at=expires_at,
        )  # fmt: skip
    return NewKey(id=made, prefix=prefix, secret=text, organisation=organisation, role=known)


def authenticate(context: Context, presented: str) -> Actor:
    """Who calls with this key.

    Raises:
        Unauthorized: for a key that is malformed, unknown, expired or revoked; the four are answered alike.
    """
    shape = _SHAPE.fullmatch(presented)
    with context.database.read() as conn:
        stored = keys.by_prefix(conn, shape[1]) if shape else None
    matches = hmac.compare_digest(stored.secret_sha256 if stored else _NOBODY, _hash(presented))
    if stored is None or not matches or not _works(stored, context.clock()):
        raise Unauthorized("This API key is not known here. Check it, or ask an administrator for a new one.")
    return stored.actor()


def revoke(context: Context, *, maker_id: str, prefix: str) -> None:
    """Make a key useless from now on.

    Raises:
        NotFound: where the maker has no working key of that prefix.
    """
    with context.database.transaction() as conn:
        if not keys.revoke(conn, maker_id, prefix.removeprefix("cc_"), context.clock()):
            raise NotFound(f"There is no working key with the prefix {prefix}.")


def listed(context: Context, *, maker_id: str) -> list[StoredKey]:
    """A maker's keys, the oldest first; their secrets are not known here."""
    with context.database.read() as conn:
        return keys.all_of(conn, maker_id)


def _kind(role: Role) -> str:
    return {"dealer": "dealer", "checker": "checker"}.get(role, "maker")


def _works(key: StoredKey, now: datetime) -> bool:
    return key.revoked_at is None and key.closed_at is None and (key.expires_at is None or now < key.expires_at)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
