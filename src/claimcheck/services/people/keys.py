"""API keys: made once and shown once, checked at every call, revoked."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, get_args

from claimcheck.errors import ConfigError, Forbidden, NotFound, Unauthorized
from claimcheck.model.parties import Actor, Role
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.people.hashes import hashed, same
from claimcheck.store.people import keys
from claimcheck.store.people.keys import StoredKey

_SHAPE = re.compile(r"cc_([0-9a-f]{12})_([A-Za-z0-9_-]{20,100})")
_NOBODY = hashlib.sha256(b"").hexdigest()
AREAS: Final = (
    "claims", "documents", "tasks", "sales", "programs", "batches", "questions", "assignment-rules", "reports",
    "webhooks", "queue", "corrections", "appeals", "inquiries",
)  # fmt: skip
"""What stands behind `/v1/`, by which keys can be limited."""

SCOPES: Final = tuple(scope for area in AREAS for scope in (area, f"{area}:read"))
"""`claims`: all of `/v1/claims` that the role may do; `claims:read`: reading of it only."""

_ROLES = tuple(role for role in get_args(Role) if role != "system")


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key just made: `secret` is the whole text that the caller sends; it is shown here and never again."""

    id: str
    prefix: str
    secret: str
    organisation: str
    role: Role
    new_organisation: bool = False
    """Nobody was known under that id before: it may be mistyped."""


def create(
    context: Context,
    *,
    maker_id: str,
    organisation: str,
    role: str,
    label: str = "",
    expires_at: datetime | None = None,
    scopes: Sequence[str] = (),
    actor: Actor | None = None,
) -> NewKey:
    """Make a key for an organisation, which is added where it is new.

    Args:
        context: database, blobs, settings and clock.
        maker_id: whose key.
        organisation: outside id of the organisation that calls with it.
        role: as whom it calls.
        label: what it is for.
        expires_at: when it ends; None: never.
        scopes: what it is limited to, of `SCOPES`; none: all that its role may do.
        actor: who makes it; None: the command line.

    Raises:
        ConfigError: for a role or scope that there is not, or an empty or overlong organisation.
    """
    known = next((r for r in _ROLES if r == role), None)
    if known is None:
        raise ConfigError(f"there is no role {role!r}; choose one of {', '.join(_ROLES)}", code="key.role")
    if unknown := [one for one in scopes if one not in SCOPES]:
        raise ConfigError(f"there is no scope {unknown[0]!r}; choose of {', '.join(SCOPES)}", code="key.scope")
    if not organisation.strip() or len(organisation) > 64:
        raise ConfigError("an organisation is named by 1 to 64 characters", code="key.organisation")
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    text = f"cc_{prefix}_{secret}"
    now = context.clock()
    with context.database.transaction() as conn:
        is_new = not keys.knows(conn, maker_id, organisation)
        owner = keys.ensure_organisation(
            conn, maker_id=maker_id, outside_id=organisation, kind=_kind(known), name=organisation, now=now
        )
        made = keys.add(
            conn, maker_id=maker_id, organisation_id=owner, role=known, label=label, prefix=prefix,
            secret_sha256=hashed(text), now=now, expires_at=expires_at, scopes=" ".join(dict.fromkeys(scopes)),
        )  # fmt: skip
        by = actor or context.system("command-line", maker_id)
        note(conn, by, made, "key.created", now, prefix=prefix, role=known, organisation=owner)
    return NewKey(id=made, prefix=prefix, secret=text, organisation=organisation, role=known, new_organisation=is_new)


def authenticate(context: Context, presented: str, *, method: str = "", path: str = "") -> Actor:
    """The actor who calls with this key; refused where the key's scopes do not allow the call.

    Raises:
        Unauthorized: for a key that is malformed, unknown, expired or revoked; the four are answered alike.
        Forbidden: `key.scope`, it is limited to other calls.
    """
    shape = _SHAPE.fullmatch(presented)
    with context.database.read() as conn:
        stored = keys.by_prefix(conn, shape[1]) if shape else None
    matches = same(stored.secret_sha256 if stored else _NOBODY, hashed(presented))
    if stored is None or not matches or not _works(stored, context.clock()):
        raise Unauthorized("This API key is not known here. Check it, or ask an administrator for a new one.")
    if method and not allows(stored.scopes, method, path):
        raise Forbidden("This key is limited to other calls.", code="key.scope")
    return stored.actor()


def allows(scopes: str, method: str, path: str) -> bool:
    """Whether a key that is limited to those scopes may make a call."""
    if not scopes or path == "/v1/me":
        return True
    area = path.removeprefix("/v1/").split("/", 1)[0]
    return area in scopes.split() or (method in ("GET", "HEAD") and f"{area}:read" in scopes.split())


def revoke(context: Context, *, maker_id: str, prefix: str, actor: Actor | None = None) -> None:
    """Make a key useless from now on.

    Raises:
        NotFound: where the maker has no working key of that prefix.
    """
    with context.database.transaction() as conn:
        bare, now = prefix.removeprefix("cc_"), context.clock()
        stored = keys.by_prefix(conn, bare)
        if stored is None or not keys.revoke(conn, maker_id, bare, now):
            raise NotFound(f"There is no working key with the prefix {prefix}.")
        note(conn, actor or context.system("command-line", maker_id), stored.id, "key.revoked", now, prefix=bare)


def listed(context: Context, *, maker_id: str) -> list[StoredKey]:
    """A maker's keys, the oldest first; their secrets are not known here."""
    with context.database.read() as conn:
        return keys.all_of(conn, maker_id)


def _kind(role: Role) -> str:
    return {"dealer": "dealer", "checker": "checker"}.get(role, "maker")


def _works(key: StoredKey, now: datetime) -> bool:
    return key.revoked_at is None and key.closed_at is None and (key.expires_at is None or now < key.expires_at)
