"""One door to the database: SQLite (WAL, durable on commit, writers in line) or PostgreSQL, behind the same calls."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import Pool, StaticPool

from claimcheck.errors import ConfigError, Unavailable, without_password

_BUSY_MILLISECONDS = 60_000
_READ_ONLY = "claimcheck_read"
_SAMPLED_ROWS = 400
_READ_ONLY_SERVER = "25006"
"""What PostgreSQL says to a writer while a standby is about to take over."""


class Database:
    """An engine, and the two ways to use it.

    Attributes:
        engine: for alembic and the tests; queries go through `transaction` and `read`.
        dialect: `sqlite` or `postgresql`.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.dialect = engine.dialect.name
        self._orphans: list[Pool] = []

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection in a writing transaction, committed at the end and rolled back on an exception.

        On SQLite it begins IMMEDIATE: a deferred transaction that reads and then writes fails when another wrote
        in between, and no busy timeout helps.

        Raises:
            Unavailable: the database does not answer, or is locked for longer than a minute.
        """
        with _translated(), self.engine.connect() as conn, conn.begin():
            yield conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees one state of the database and never waits for a writer.

        Raises:
            Unavailable: the database does not answer.
        """
        with _translated(), self.engine.connect() as conn:
            conn.execution_options(**self._reading())
            with conn.begin():
                yield conn

    @contextmanager
    def as_one(self, first: Callable[[Connection], None]) -> Iterator[Database]:
        """A database whose transactions are all parts of one, which is committed at the end, or not at all.

        It begins with the first of them: whatever is done before, such as writing files, keeps no other writer waiting.

        Args:
            first: what the transaction begins with.
        """
        with ExitStack() as stack:
            yield _Joined(self, stack, first)

    def _reading(self) -> dict[str, Any]:
        if self.dialect == "sqlite":
            return {_READ_ONLY: True}
        return {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}

    def study(self) -> None:
        """Let SQLite count anew what it chooses indexes by, from samples; PostgreSQL does that by itself.

        Without it SQLite takes two columns of an index for better than one, and looks through all open tasks for those
        of one claim.
        """
        if self.dialect == "sqlite":
            with self.transaction() as conn:
                conn.exec_driver_sql(f"PRAGMA analysis_limit = {_SAMPLED_ROWS}")
                conn.exec_driver_sql("ANALYZE")

    def dispose_after_fork(self) -> None:
        """Forget the parent's connections without closing them; call it first thing in every forked child."""
        # The old pool is kept: collecting it would close sockets and SQLite handles that the parent still uses.
        self._orphans.append(self.engine.pool)
        self.engine.dispose(close=False)

    def close(self) -> None:
        """Close the connections of this process."""
        self.engine.dispose()


class _Joined(Database):
    """The database that `Database.as_one` yields: for one thread, and for the length of that call."""

    def __init__(self, whole: Database, stack: ExitStack, first: Callable[[Connection], None]) -> None:
        super().__init__(whole.engine)
        self._whole, self._stack, self._first = whole, stack, first
        self._conn: Connection | None = None

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A part of the one transaction: an exception undoes this part, and all of it where it is not caught."""
        if self._conn is None:
            self._conn = self._stack.enter_context(self._whole.transaction())
            self._first(self._conn)
        with _translated(), self._conn.begin_nested():
            yield self._conn

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection that sees what the one transaction has written so far."""
        if self._conn is None:
            with self._whole.read() as conn:
                yield conn
        else:
            with _translated():
                yield self._conn


def open_database(url: str) -> Database:
    """The database at `url`; nothing is connected or created yet, but for a SQLite file's folder.

    Raises:
        ConfigError: not a `sqlite:` or `postgresql:` address.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite":
            return Database(_sqlite(url, address.database))
        if address.get_backend_name() == "postgresql":
            return Database(
                create_engine(address, pool_pre_ping=True, pool_size=10, max_overflow=20, hide_parameters=True)
            )
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise ConfigError(f"database address {without_password(url)!r} cannot be used") from error
    raise ConfigError(
        f"database address {without_password(url)!r}: only sqlite:///PATH and postgresql://… are supported"
    )


def serialise(conn: Connection, name: str) -> None:
    """Wait for every other transaction that names the same thing; those that come later wait for this one to end.

    SQLite's writers stand in one line already; on PostgreSQL this is an advisory lock.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"), {"name": name})


def _sqlite(url: str, path: str | None) -> Engine:
    threads = {"check_same_thread": False}
    if not path or path == ":memory:":
        engine = create_engine(url, poolclass=StaticPool, hide_parameters=True, connect_args=threads)
    else:
        folder = Path(path).expanduser().absolute().parent
        folder.mkdir(parents=True, exist_ok=True)
        engine = create_engine(url, pool_size=10, max_overflow=30, hide_parameters=True, connect_args=threads)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself; `_begin_sqlite` does
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
    _write_ahead(cursor)
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: sqlite3.Cursor) -> None:
    """Switch to the write-ahead log. This one switch does not wait out the busy time when others make it just then."""
    until = time.monotonic() + _BUSY_MILLISECONDS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _begin_sqlite(conn: Connection) -> None:
    reading = conn.get_execution_options().get(_READ_ONLY)
    conn.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, PoolTimeout) as error:
        if isinstance(error, DBAPIError) and not _away(error):
            if _damaged(error):
                told = f"The database file is damaged, or none at all ({error.orig}). Restore the backup."
                raise Unavailable(told, code="database.damaged") from error
            _leave_out_values(error)
            raise
        raise Unavailable("The database does not answer now; try again shortly.") from error


def _damaged(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", 0)
    return code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _leave_out_values(error: DBAPIError) -> None:
    """Keep what stands in the rows out of the log: PostgreSQL quotes a refused row whole, below its first line."""
    for one in (error, error.orig):
        if one is not None and one.args:
            one.args = (str(one.args[0]).partition("\n")[0], *one.args[1:])


def _away(error: DBAPIError) -> bool:
    """Whether an error means that the database is away, and not that the query is wrong."""
    lost = isinstance(error, OperationalError) or error.connection_invalidated
    return lost or getattr(error.orig, "sqlstate", None) == _READ_ONLY_SERVER
