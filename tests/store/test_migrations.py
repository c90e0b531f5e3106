"""The schema's history on a database in use: two rows are put into each table as it comes up, and none is lost."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from provided import BOTH, POSTGRES
from sqlalchemy import Column, Connection, Table, create_engine, func, insert, make_url, select, text, types
from sqlalchemy.schema import MetaData

from claimcheck.store import migrations
from claimcheck.store.database import Database, open_database

NOON = datetime(2025, 5, 12, 12, tzinfo=UTC)


@pytest.fixture(params=BOTH)
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without a schema, of each kind."""
    if request.param == "sqlite":
        yield open_database(f"sqlite:///{tmp_path / 'old.db'}")
        return
    if not POSTGRES:
        pytest.skip("CLAIMCHECK_TEST_POSTGRES is not set")
    server = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    name = f"claimcheck_old_{os.getpid()}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"CREATE DATABASE {name}"))
    yield open_database(server.set(database=name).render_as_string(hide_password=False))
    with admin.connect() as conn:
        conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.mark.slow
def test_every_row_of_every_version_is_there_after_each_upgrade(bare: Database) -> None:
    config, history = migrations._history()
    kept: dict[str, int] = {}
    for number, revision in enumerate(reversed(list(history.walk_revisions())), start=1):
        with bare.transaction() as conn:
            config.attributes["connection"] = conn
            command.upgrade(config, revision.revision)
        found = MetaData()
        found.reflect(bare.engine)
        with bare.transaction() as conn:
            assert {name: rows(conn, found.tables[name]) for name in kept} == kept, f"after {revision.revision}"
            for table in found.sorted_tables:
                if table.name != "alembic_version" and not rows(conn, table):
                    fill(conn, table, number)
                    kept[table.name] = 2
    assert len(kept) > 50


def rows(conn: Connection, table: Table) -> int:
    return conn.execute(select(func.count()).select_from(table)).scalar_one()


def fill(conn: Connection, table: Table, number: int) -> None:
    """Two rows of nothing in particular, which point where their keys say."""
    for row in range(2):
        values: dict[str, Any] = {}
        for column in table.columns:
            key = next(iter(column.foreign_keys), None)
            if key is not None:
                there = conn.execute(select(key.column)).scalars().all()
                values[column.name] = there[row % len(there)] if there else None
            else:
                values[column.name] = anything(column, number * 100 + row)
        conn.execute(insert(table).values(**values))


def anything(column: Column[Any], number: int) -> Any:
    made: tuple[tuple[type[types.TypeEngine[Any]], Callable[[], Any]], ...] = (
        (types.JSON, lambda: {"n": number}),
        (types.String, lambda: f"{column.name[:10]}{number}"[: getattr(column.type, "length", None) or 99]),
        (types.Boolean, lambda: bool(number % 2)),
        (types.DateTime, lambda: NOON),
        (types.Date, lambda: date(2025, 1, 1 + number % 2)),
        (types.LargeBinary, lambda: b"x"),
        (types.Integer, lambda: number),
    )
    return next((make() for kind, make in made if isinstance(column.type, kind)), Decimal(number))
