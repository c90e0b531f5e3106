"""Replay: a past claim is judged again on exactly what it was judged on.

Under the same engine version the decision must be identical; under another, or under a program that is being tried
out, the differences are listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from claimcheck.core.judge import ENGINE_VERSION
from claimcheck.errors import ConfigError, NotFound
from claimcheck.model.decisions import Decision
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.model.wire import encode
from claimcheck.model.wire import restored as restored_sentence
from claimcheck.services.context import Context
from claimcheck.services.judging.deciding import decide_by_machine, left_to_person
from claimcheck.services.judging.gathering import restore_case
from claimcheck.store.claiming import claims
from claimcheck.store.claiming.by_day import Place
from claimcheck.store.claiming.claims import ClaimRow
from claimcheck.store.judging import decisions
from claimcheck.store.judging.decisions import Decided

_MOST = 40


@dataclass(frozen=True, slots=True)
class Difference:
    """One place at which two decisions differ: a path such as `reasons[0].code`, and both values ("" for none)."""

    path: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What replaying one claim gave.

    Attributes:
        claim_id, outside_id: of the claim.
        verdict, now: then and now.
        engine, engine_now: versions; where they are equal, a difference is a fault.
        differences: all of a claim that was asked for, else the first 40; the engine version itself left out.
        left_off: how many more there are.
        why_not: why it could not be replayed; empty where it was.
    """

    claim_id: str
    outside_id: str
    verdict: str = ""
    now: str = ""
    engine: str = ""
    engine_now: str = ENGINE_VERSION
    differences: tuple[Difference, ...] = ()
    left_off: int = 0
    why_not: str = ""

    @property
    def identical(self) -> bool:
        """Whether the claim was replayed, to the same decision."""
        return not self.why_not and not self.differences


def replay(
    context: Context, actor: Actor, claim_ids: Sequence[str] = (), *, program: Program | None = None
) -> Iterator[Replayed]:
    """Judge past claims again.

    Args:
        context: database, blobs, settings and clock.
        actor: who is asking.
        claim_ids: our ids or outside ids of claims; none: all that the actor may see.
        program: judge under these rules instead, to try them out; claims of other programs are left out.

    Yields:
        One result per claim, in the order asked for, or of submission, the last first.
    """
    for row in _rows(context, actor, claim_ids):
        if isinstance(row, Replayed):
            yield row
        elif program is None or row.program == program.name:
            yield _replayed(context, row, program, None if claim_ids else _MOST)


def differences(before: Any, now: Any, path: str = "") -> Iterator[Difference]:
    """Where two JSON values differ, leaf by leaf; sentences by what they say, however they were kept."""
    before, now = _sentence(before), _sentence(now)
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        for key in sorted({*before, *now}):
            yield from differences(before.get(key), now.get(key), f"{path}.{key}" if path else key)
    elif isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        for place, (one, other) in enumerate(zip(before, now, strict=True)):
            yield from differences(one, other, f"{path}[{place}]")
    elif before != now and not _says_the_same(before, now):
        yield Difference(path, _shown(before), _shown(now))


def _rows(context: Context, actor: Actor, claim_ids: Sequence[str]) -> Iterator[ClaimRow | Replayed]:
    if claim_ids:
        for claim_id in claim_ids:
            with context.database.read() as conn:
                row = claims.get(conn, actor, claim_id)
                rows = [row] if row else claims.page(conn, actor, outside_id=claim_id)
            yield from rows
            if not rows:
                yield Replayed(claim_id, "", why_not="There is no such claim.")
        return
    after: Place | None = None
    while True:
        with context.database.read() as conn:
            found = claims.page(conn, actor, after=after, limit=200)
        if not found:
            return
        yield from found
        after = Place(found[-1].submission)


def _replayed(context: Context, row: ClaimRow, program: Program | None, most: int | None) -> Replayed:
    with context.database.read() as conn:
        decided = decisions.last_by_machine(conn, row.maker_id, row.id)
        if decided is None:
            return Replayed(row.id, row.outside_id, why_not="The machine has not judged it.")
        try:
            case = restore_case(conn, row.maker_id, decided.case)
        except (NotFound, ConfigError) as error:
            return Replayed(
                row.id, row.outside_id, decided.verdict, engine=decided.engine_version, why_not=error.message
            )
    case = replace(case, program=program) if program else case
    again = decide_by_machine(case, decided.case["waited_for"])
    again = left_to_person(again) if decided.case.get("at_desk") else again
    return _compared(row, decided, again, most)


def _compared(row: ClaimRow, decided: Decided, again: Decision, most: int | None) -> Replayed:
    before, now = (encode(replace(d, engine_version="")) for d in (decided.decision, again))
    found = tuple(differences(before, now))
    return Replayed(
        row.id, row.outside_id, decided.verdict, again.verdict, decided.engine_version, differences=found[:most],
        left_off=len(found[most:]) if most is not None else 0,
    )  # fmt: skip


def _sentence(value: Any) -> Any:
    """A sentence as it is read, where the value is one with its form kept apart."""
    return restored_sentence(value) if isinstance(value, Mapping) and value.keys() == {"say", "with"} else value


def _says_the_same(before: Any, now: Any) -> bool:
    """Whether a sentence of a version that kept no forms is the one of today: it wrote fields by their keys."""
    one_kept = isinstance(before, Said) != isinstance(now, Said)
    plain = isinstance(before, str) and isinstance(now, str)
    return one_kept and plain and before.replace("_", " ") == now.replace("_", " ")


def _shown(value: Any) -> str:
    return "" if value is None else str(value)[:200]
