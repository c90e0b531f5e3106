"""Idempotency: a call under a key takes effect once; whoever repeats it gets the same answer."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from claimcheck.errors import Conflict, Invalid
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.store import idempotency

KEPT = timedelta(hours=24)
ABANDONED = timedelta(seconds=20)
"""A first call without an answer for so long died with its process; the next one takes its place."""

_WAIT_SECONDS = 5.0


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


def once(context: Context, actor: Actor, key: str | None, request: str, act: Callable[[], Answer]) -> Answer:
    """Do `act` at most once under an idempotency key.

    Args:
        context: what we stand on.
        actor: the caller; keys are the caller's own.
        key: the key, or None: then `act` is simply done.
        request: `fingerprint` of what is asked.
        act: does it. An error gives the key back, since nothing was changed.

    Raises:
        Conflict: `idempotency.mismatch` when the key was used for something else.
        InProgress: when the first call takes longer than we wait.
        Invalid: for a key that is empty or too long.
    """
    if key is None:
        return act()
    if not 1 <= len(key) <= 255:
        raise Invalid("An Idempotency-Key has 1 to 255 characters.", code="idempotency.key")
    kept = _kept_or_claimed(context, actor, key, request)
    if kept is not None:
        return kept
    try:
        answer = act()
    except BaseException:
        with context.database.transaction() as conn:
            idempotency.release(conn, actor.id, key)
        raise
    with context.database.transaction() as conn:
        idempotency.answer(conn, actor.id, key, status=answer.status, body=answer.body)
    return answer


def _kept_or_claimed(context: Context, actor: Actor, key: str, request: str) -> Answer | None:
    """The answer to an earlier call, or None when this call is the first."""
    give_up = time.monotonic() + _WAIT_SECONDS
    while True:
        now = context.clock()
        with context.database.transaction() as conn:
            idempotency.forget_before(conn, now - KEPT)
            earlier = idempotency.get(conn, actor.id, key)
            if earlier is not None and earlier.status is None and earlier.created_at < now - ABANDONED:
                idempotency.release(conn, actor.id, key)
                earlier = None
            if earlier is None and idempotency.claim(
                conn, maker_id=actor.maker_id, api_key_id=actor.id, key=key, request_sha256=request, now=now
            ):
                return None
        if earlier is not None and earlier.request_sha256 != request:
            raise Conflict("This Idempotency-Key was used for another request.", code="idempotency.mismatch")
        if earlier is not None and earlier.status is not None:
            return Answer(earlier.status, earlier.body)
        if time.monotonic() > give_up:
            raise InProgress("The first call under this Idempotency-Key is still under way; ask again in a moment.")
        time.sleep(0.1)
