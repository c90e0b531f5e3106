"""Writing a program: drafts are checked as they are kept, tried on past claims, and held against other versions."""

from __future__ import annotations

import difflib
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from claimcheck.core.rules.programfile import parse
from claimcheck.errors import Conflict, existing
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.services.context import Context
from claimcheck.services.judging.replay import Replayed, replay
from claimcheck.store.claiming import claims
from claimcheck.store.database import serialise
from claimcheck.store.programs import program_drafts, programs
from claimcheck.store.programs.program_drafts import ProgramDraft

MOST_TRIED: Final = 200
_TRIAL_SECONDS: Final = 8.0


@dataclass(frozen=True, slots=True)
class Trial:
    """What a draft would have decided on past claims.

    Attributes:
        tried: how many were judged again, the last submitted first.
        stopped: whether time ran out before all of `asked` were.
        moves: how many went from one verdict to another, by the two.
        changed: those claims.
        impossible: claims that could not be judged again, with why.
    """

    asked: int
    tried: int
    stopped: bool
    moves: Mapping[tuple[str, str], int]
    changed: Sequence[Replayed]
    impossible: Sequence[Replayed]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of two texts side by side; a number of 0: nothing stands there. `kind`: same, changed, gone, new."""

    kind: str
    left_number: int
    left: str
    right_number: int
    right: str


def listed(context: Context, actor: Actor) -> list[ProgramDraft]:
    """The maker's drafts, the last changed first."""
    with context.database.read() as conn:
        return program_drafts.all_of(conn, actor.maker_id)


def one(context: Context, actor: Actor, name: str, version: str) -> ProgramDraft | None:
    """One draft; None where there is none, or it was published."""
    with context.database.read() as conn:
        return program_drafts.get(conn, actor.maker_id, name, version)


def keep(context: Context, actor: Actor, text: str, *, filename: str) -> Program:
    """Check a program file and keep it as the draft of the version that it names.

    Raises:
        ConfigError: naming file, line and column of every fault; nothing was kept.
        Conflict: `program.version_exists`, that version is published.
    """
    program = parse(text, filename=filename)
    with context.database.transaction() as conn:
        serialise(conn, f"programs:{actor.maker_id}")
        if programs.by_version(conn, actor.maker_id, program.name, program.version) is not None:
            raise Conflict(
                Said(
                    "Version {version} of {name} is published. Give this one a new version.",
                    version=program.version,
                    name=program.name,
                ),
                code="program.version_exists",
            )
        program_drafts.put(
            conn, maker_id=actor.maker_id, name=program.name, version=program.version, text=text, actor=actor.id,
            now=context.clock(),
        )  # fmt: skip
    return program


def drop(context: Context, actor: Actor, name: str, version: str) -> None:
    """Throw a draft away.

    Raises:
        NotFound: where there is none.
    """
    with context.database.transaction() as conn:
        existing(program_drafts.get(conn, actor.maker_id, name, version), "draft")
        program_drafts.drop(conn, actor.maker_id, name, version)


def attempt(context: Context, actor: Actor, text: str) -> Trial:
    """Judge the last claims of the program again under a draft; nothing of it takes effect.

    Raises:
        ConfigError: the draft is no program.
    """
    program = parse(text, filename="draft.yaml")
    with context.database.read() as conn:
        ids = [c.id for c in claims.page(conn, actor, program=program.name, limit=MOST_TRIED)]
    done: list[Replayed] = []
    ends = time.monotonic() + _TRIAL_SECONDS
    if ids:
        for one_done in replay(context, actor, ids, program=program):
            done.append(one_done)
            if time.monotonic() > ends:
                break
    changed = [r for r in done if not r.why_not and r.verdict != r.now]
    return Trial(
        asked=len(ids), tried=len(done), stopped=len(done) < len(ids),
        moves=Counter((r.verdict, r.now) for r in changed), changed=changed,
        impossible=[r for r in done if r.why_not],
    )  # fmt: skip


def beside(left: str, right: str) -> list[Line]:
    """Two texts side by side, line by line."""
    before, after = left.splitlines(), right.splitlines()
    lines: list[Line] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for at in range(max(b - a, d - c)):
            there, here = a + at < b, c + at < d
            lines.append(
                Line(
                    "same" if kind == "equal" else "changed" if there and here else "gone" if there else "new",
                    a + at + 1 if there else 0, before[a + at] if there else "",
                    c + at + 1 if here else 0, after[c + at] if here else "",
                )
            )  # fmt: skip
    return lines
