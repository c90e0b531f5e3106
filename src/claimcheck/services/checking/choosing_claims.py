"""Which claims a checking company may be given, found out before anything is written.

To know what of a claim is shown takes all its pages to be masked: hundreds of claims would keep every writer waiting.
So it is found out from one state of the database, and told to whoever gives the claims out, who looks again whether
each still waits as it did. Where the process ends between the two, nothing was written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final

from sqlalchemy import Connection

from claimcheck.model.programs import Program
from claimcheck.services.checking.unsaid import given_as
from claimcheck.store.checking import batches
from claimcheck.store.checking.batches import Candidate
from claimcheck.store.programs import programs

_AMONG: Final = 10
"""How many questions are looked at for each that is given: some are not for checking companies."""

OTHERS: Final = frozenset(
    {"document.duplicate", "document.reused", "sale.used", "sale.missing", "claim.earlier_undecided"}
)
"""Questions that only who sees other claims, or all sales, can answer: they stay with the maker."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which claims are to be given to whom.

    Attributes:
        company: outside id of the checking company.
        program, region: only claims under it, of dealers there; empty: any.
        size: claims at most.
        share, bucket: per cent of the claims, and where they begin; the same claims each time.
    """

    company: str
    program: str = ""
    region: str = ""
    size: int = 50
    share: int = 100
    bucket: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """A claim that may be given: the number that it is given under, and what was hidden to make it."""

    number: str
    mask: tuple[str, ...]


Chosen = Mapping[Candidate, Choice]


def choose(
    conn: Connection, maker_id: str, asked: Asked, now: datetime, taken: Collection[str] = ()
) -> dict[Candidate, Choice]:
    """The claims that may be given, each with its number; `conn` need not write, and should not.

    Args:
        conn: a connection.
        maker_id: whose claims.
        asked: which.
        now: the time.
        taken: claims that somebody else is to be given.
    """
    fitting = (
        (one, Choice(number, program.mask))
        for one, program in _fitting(conn, maker_id, asked, now, more=len(taken))
        if one.claim_id not in taken and (number := given_as(conn, maker_id, one.claim_id, one.field, now)) is not None
    )
    return dict(islice(fitting, asked.size))


def still(conn: Connection, maker_id: str, asked: Asked, chosen: Chosen, now: datetime) -> list[tuple[Candidate, str]]:
    """Those of the chosen claims that wait as they did, under rules that hide no more; in a transaction."""
    found = [
        (one, chosen[one].number)
        for one, program in _fitting(conn, maker_id, asked, now)
        if one in chosen and chosen[one].mask == program.mask
    ]
    return found[: asked.size]


def _fitting(
    conn: Connection, maker_id: str, asked: Asked, now: datetime, more: int = 0
) -> Iterator[tuple[Candidate, Program]]:
    """Free questions of the share that is asked for, and that a checking company may be asked."""
    limit = asked.size * _AMONG + more
    found = batches.candidates(
        conn, maker_id, asked.company, program=asked.program, region=asked.region, now=now, limit=limit
    )
    names = {one.program for one in found}
    rules = {name: programs.current_if_readable(conn, maker_id, name, now) for name in names}
    for one in found:
        program = rules[one.program]
        mine = asked.bucket <= _hundredth(one.claim_id) < asked.bucket + asked.share
        if mine and program is not None and one.field not in program.mask and one.code not in OTHERS:
            yield one, program


def _hundredth(claim_id: str) -> int:
    """Which hundredth of all claims this one is in."""
    return int(hashlib.sha256(claim_id.encode()).hexdigest()[:8], 16) % 100
