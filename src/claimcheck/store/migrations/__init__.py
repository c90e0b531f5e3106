"""The schema's history, inside the package: it runs from any folder, without an alembic.ini."""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from claimcheck.store.database import Database

# Any constant will do; it is what two processes that start at once agree to wait on.
_LOCK = 0x636C61696D


def upgrade(database: Database) -> None:
    """Bring the schema up to date; a second process that starts at once waits, and finds nothing to do.

    Raises:
        Unavailable: the database does not answer.
    """
    config = Config()
    config.set_main_option("script_location", "claimcheck.store:migrations")
    config.set_main_option("path_separator", "os")
    head = ScriptDirectory.from_config(config).get_current_head()
    with database.read() as conn:
        if _current(conn) == head:
            return
    with database.transaction() as conn:  # on SQLite this is the lock: it begins IMMEDIATE
        if database.dialect == "postgresql":
            conn.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        if _current(conn) != head:
            config.attributes["connection"] = conn
            command.upgrade(config, "head")


def _current(conn: Connection) -> str | None:
    return MigrationContext.configure(conn).get_current_revision()
