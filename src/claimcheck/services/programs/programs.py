"""Programs: their files are validated and published in versions; nothing published is ever changed."""

from __future__ import annotations

from claimcheck.core.rules.programfile import parse
from claimcheck.errors import Conflict, NotFound
from claimcheck.model.parties import Actor
from claimcheck.model.programs import Program
from claimcheck.model.said import Said
from claimcheck.services.audit_log import note
from claimcheck.services.context import Context
from claimcheck.services.programs.openness import sees
from claimcheck.store.database import serialise
from claimcheck.store.programs import program_drafts, programs
from claimcheck.store.programs.programs import StoredProgram


def validate(text: str, *, filename: str) -> Program:
    """The rules that a program file states.

    Raises:
        ConfigError: naming file, line and column of every fault.
    """
    return parse(text, filename=filename)


def publish(context: Context, actor: Actor, text: str, *, filename: str) -> StoredProgram:
    """Publish a program file as a version; the very same version again changes nothing.

    Raises:
        ConfigError: naming file, line and column of every fault.
        Conflict: `program.version_exists`, when that version says something else.
    """
    program = parse(text, filename=filename)
    with context.database.transaction() as conn:
        serialise(conn, f"programs:{actor.maker_id}")
        before = programs.by_version(conn, actor.maker_id, program.name, program.version)
        if before is None:
            made = programs.publish(conn, actor.maker_id, program, text, context.clock())
            program_drafts.drop(conn, actor.maker_id, program.name, program.version)
            note(
                conn, actor, made.id, "program.published", made.published_at, program=program.name,
                version=program.version, sha256=program.text_sha256,
            )  # fmt: skip
            return made
    if before.text_sha256 != program.text_sha256:
        raise Conflict(
            Said(
                "Version {version} of {name} is published with other rules; give these a new version.",
                version=program.version,
                name=program.name,
            ),
            code="program.version_exists",
        )
    return before


def listed(context: Context, actor: Actor) -> list[StoredProgram]:
    """The last published version of each of the maker's programs; to dealers, of those that are open to them."""
    with context.database.read() as conn:
        return [one for one in programs.latest(conn, actor.maker_id) if sees(conn, actor, one.readable())]


def one(context: Context, actor: Actor, name: str) -> list[StoredProgram]:
    """All versions of one program, the last published first.

    Raises:
        NotFound: where there is none.
    """
    with context.database.read() as conn:
        found = [one for one in programs.versions(conn, actor.maker_id, name) if sees(conn, actor, one.readable())]
    if not found:
        raise NotFound(f"There is no program {name}.")
    return found
