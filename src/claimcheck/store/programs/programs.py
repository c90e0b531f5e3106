"""Program versions: published texts, superseded and never updated."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, insert, select, update

from claimcheck.core.rules.programfile import parse
from claimcheck.errors import ConfigError
from claimcheck.model.programs import Program
from claimcheck.store.ids import new_id
from claimcheck.store.tables import programs

_TELL_AGAIN: Final = 3600.0
"""After so many seconds the log says again that a program cannot be read: it is so still, or once more."""

log = logging.getLogger(__name__)
_told: dict[tuple[str, str, str, str], float] = {}


@dataclass(frozen=True, slots=True)
class StoredProgram:
    """One published version: its text as it was written and when it was in force."""

    id: str
    maker_id: str
    name: str
    version: str
    text: str
    text_sha256: str
    published_at: datetime
    superseded_at: datetime | None

    def program(self) -> Program:
        """The rules that the text states. Raises `ConfigError`."""
        found = _read(self.text, f"{self.name}.yaml")
        if isinstance(found, ConfigError):
            raise ConfigError(found.message, code=found.code, **found.details)
        return found

    def readable(self) -> Program | None:
        """The rules, where this version of claimcheck can read them: for what must go on without."""
        try:
            return self.program()
        except ConfigError as error:
            _warn(self.maker_id, self.name, self.version, error.message)
            return None


def current(conn: Connection, maker_id: str, name: str, at: datetime) -> Program | None:
    """The rules in force at a moment.

    Args:
        conn: a connection.
        maker_id: whose program.
        name: the program's name.
        at: when; its day is taken in the program's own zone.

    Returns:
        The last version published by then whose effective days include that day; where none does, the last one
        published (the judge then says that the program is not open); None where the maker has no such program.

    Raises:
        ConfigError: this version of claimcheck cannot read a text that may be the one in force.
    """
    return in_force(versions(conn, maker_id, name), at)


def in_force(published: Sequence[StoredProgram], at: datetime) -> Program | None:
    """As `current`, of all versions of a program, the last published first."""
    last = None
    for stored in published:
        if stored.published_at > at:
            continue
        program = stored.program()
        if _effective(program, at):
            return program
        last = last or program
    return last


def current_if_readable(conn: Connection, maker_id: str, name: str, at: datetime) -> Program | None:
    """As `current`; None too where the text cannot be read: for what goes on without the rules, and decides nothing."""
    try:
        return current(conn, maker_id, name, at)
    except ConfigError as error:
        _warn(maker_id, name, "in force", error.message)
        return None


def by_version(conn: Connection, maker_id: str, name: str, version: str) -> StoredProgram | None:
    """One published version; None where there is no such."""
    query = select(programs).where(
        programs.c.maker_id == maker_id, programs.c.name == name, programs.c.version == version
    )
    row = conn.execute(query).first()
    return _stored(row) if row else None


def versions(conn: Connection, maker_id: str, name: str) -> list[StoredProgram]:
    """All versions of one program, the last published first."""
    query = select(programs).where(programs.c.maker_id == maker_id, programs.c.name == name)
    return [_stored(row) for row in conn.execute(query.order_by(programs.c.published_at.desc(), programs.c.id.desc()))]


def all_versions(conn: Connection, maker_id: str) -> dict[str, list[StoredProgram]]:
    """All versions of each of a maker's programs by name, the last published first."""
    found: dict[str, list[StoredProgram]] = {}
    query = select(programs).where(programs.c.maker_id == maker_id)
    for row in conn.execute(query.order_by(programs.c.published_at.desc(), programs.c.id.desc())):
        found.setdefault(row.name, []).append(_stored(row))
    return found


def latest(conn: Connection, maker_id: str) -> list[StoredProgram]:
    """The version of each program that no later one supersedes, by name."""
    query = select(programs).where(programs.c.maker_id == maker_id, programs.c.superseded_at.is_(None))
    return [_stored(row) for row in conn.execute(query.order_by(programs.c.name))]


def title(conn: Connection, maker_id: str, name: str, language: str) -> str:
    """How people call a program in a language; empty where it has no title, or none that can be read."""
    found = versions(conn, maker_id, name) if name else []
    program = found[0].readable() if found else None
    return program.title_in(language) if program else ""


def publish(conn: Connection, maker_id: str, program: Program, text: str, now: datetime) -> StoredProgram:
    """Add a version and mark the one before it as superseded."""
    before = (programs.c.maker_id == maker_id) & (programs.c.name == program.name)
    conn.execute(update(programs).where(before, programs.c.superseded_at.is_(None)).values(superseded_at=now))
    new = StoredProgram(
        id=new_id(), maker_id=maker_id, name=program.name, version=program.version, text=text,
        text_sha256=program.text_sha256, published_at=now, superseded_at=None,
    )  # fmt: skip
    conn.execute(
        insert(programs).values(
            id=new.id, maker_id=maker_id, name=new.name, version=new.version, text=text,
            text_sha256=new.text_sha256, published_at=now,
        )
    )  # fmt: skip
    return new


@lru_cache(maxsize=256)
def _read(text: str, filename: str) -> Program | ConfigError:
    """The rules, or what is wrong with them: a text that cannot be read is not read anew by every page either."""
    try:
        return parse(text, filename=filename, published=True)
    except ConfigError as error:
        return error.with_traceback(None)


def _warn(maker_id: str, name: str, version: str, message: str) -> None:
    """Say it in the log, once an hour and process: whatever goes on without the rules meets them on each page."""
    now, about = time.monotonic(), (maker_id, name, version, message)
    for one, at in list(_told.items()):
        if now - at >= _TELL_AGAIN:
            _told.pop(one, None)  # another thread may have been here
    if about not in _told:
        _told[about] = now
        log.warning("program %s of %s, version %s: %s", name, maker_id, version, message)


def _effective(program: Program, at: datetime) -> bool:
    day = at.astimezone(ZoneInfo(program.timezone)).date()
    return (program.effective_from is None or program.effective_from <= day) and (
        program.effective_to is None or day <= program.effective_to
    )


def _stored(row: Row[Any]) -> StoredProgram:
    return StoredProgram(**row._mapping)
