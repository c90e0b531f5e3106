"""The schema's history, inside the package: it runs from any folder, without an alembic.ini."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.store.database import Database

# Any constant will do; it is what two processes that start at once agree to wait on.
_LOCK = 0x636C61696D


def upgrade(database: Database) -> None:
    """Bring the schema up to date; a second process that starts at once waits, and finds nothing to do.

    Raises:
        ConfigError: `database.newer`: a later version of claimcheck has been here.
        Unavailable: the database does not answer.
    """
    config, history = _history()
    head = history.get_current_head()
    with database.read() as conn:
        if _known(conn, history) == head:
            return
    with database.transaction() as conn:  # on SQLite this is the lock: it begins IMMEDIATE
        if database.dialect == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _known(conn, history) != head:
            config.attributes["connection"] = conn
            command.upgrade(config, "head")


def check(database: Database) -> None:
    """Refuse a database whose schema is not this version's: what a worker does on it would be nobody's fault but ours.

    Raises:
        ConfigError: `database.newer`: a later version of claimcheck has been here.
        Unavailable: it is still to be brought up to date, or does not answer.
    """
    _, history = _history()
    with database.read() as conn:
        there = _known(conn, history)
    if there != history.get_current_head():
        told = "The database is empty or of an earlier version; the web process brings it up to date when it starts."
        raise Unavailable(told, code="database.older")


def _history() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", "claimcheck.store:migrations")
    config.set_main_option("path_separator", "os")
    return config, ScriptDirectory.from_config(config)


def _known(conn: Connection, history: ScriptDirectory) -> str | None:
    """How far the database has come; None where it is empty."""
    there = MigrationContext.configure(conn).get_current_revision()
    if there is not None and there not in {script.revision for script in history.walk_revisions()}:
        raise ConfigError(
            f"The database was brought up to date by a later version of claimcheck ({there}). Install that version "
            "here too, or restore the backup that was made before it.",
            code="database.newer",
        )
    return there
