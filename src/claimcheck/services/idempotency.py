"""Idempotency: a call under a key takes effect once; whoever repeats it gets the same answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection

from claimcheck.errors import Conflict, Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store import idempotency

KEPT = timedelta(hours=24)


class InProgress(Conflict):
    """The first call under this key is still under way; its answer can be had in a moment."""

    code, retry = "idempotency.in_progress", True


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call is answered: a status and a JSON-able body."""

    status: int
    body: Any


def fingerprint(*parts: Any) -> str:
    """A hash of what a call asks for, the same for the same JSON however it was spelled."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def once(context: Context, actor: Actor, key: str | None, request: str, act: Callable[[Context], Answer]) -> Answer:
    """Do `act` at most once under an idempotency key.

    What it does and what it is answered are one transaction: whenever the process dies, either both are there or
    neither, and whoever repeats the call gets the answer or has it done then.

    Args:
        context: database, blobs, settings and clock.
        actor: the caller; keys are the caller's own.
        key: the key, or None: then `act` is simply done.
        request: `fingerprint` of what is asked.
        act: does it, by the context that it is given. An error gives the key back, since nothing was changed.

    Raises:
        Conflict: `idempotency.mismatch` when the key was used for something else.
        InProgress: when the first call takes longer than we wait.
        Invalid: for a key that is empty or too long.
    """
    if key is None:
        return act(context)
    if not 1 <= len(key) <= 255:
        raise Invalid("An Idempotency-Key has 1 to 255 characters.", code="idempotency.key")
    kept = _kept(context, actor, key, request)
    if kept is not None:
        return kept
    try:
        return _done(context, actor, key, request, act)
    except idempotency.Taken as taken:
        kept = None if isinstance(taken, idempotency.Busy) else _kept(context, actor, key, request)
        if kept is None:
            told = "The first call under this Idempotency-Key is still under way; ask again in a moment."
            raise InProgress(told) from taken
        return kept


def _done(context: Context, actor: Actor, key: str, request: str, act: Callable[[Context], Answer]) -> Answer:
    """Act and keep the answer.

    Raises:
        Taken: another call had the key first; nothing was done.
    """

    def claim(conn: Connection) -> None:
        idempotency.claim(
            conn, maker_id=actor.maker_id, api_key_id=actor.id, key=key, request_sha256=request, now=context.clock()
        )

    with context.database.as_one(claim) as database:
        answer = act(replace(context, database=database))
        with database.transaction() as conn:
            idempotency.answer(conn, actor.id, key, status=answer.status, body=answer.body)
    return answer


def _kept(context: Context, actor: Actor, key: str, request: str) -> Answer | None:
    """The answer to an earlier call; None where there was none.

    Raises:
        Conflict: `idempotency.mismatch`.
    """
    with context.database.read() as conn:
        earlier = idempotency.get(conn, actor.id, key)
    if earlier is None:
        return None
    if earlier.request_sha256 != request:
        raise Conflict("This Idempotency-Key was used for another request.", code="idempotency.mismatch")
    return Answer(earlier.status, earlier.body)
