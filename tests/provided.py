"""Fixtures that many tests share: a migrated database of each kind, and a context with fakes around it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from desk import SALE, Desk
from fakes import FakeClock, FakeReader, receipt
from hypothesis import HealthCheck, settings
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import create_engine, make_url, text

from claimcheck.services.claiming.views import ClaimView
from claimcheck.services.context import Context
from claimcheck.services.judging import process
from claimcheck.services.people import accounts
from claimcheck.settings import Settings
from claimcheck.store.blobs import open_blobs
from claimcheck.store.database import Database, open_database
from claimcheck.store.migrations import upgrade
from claimcheck.store.tables import metadata

# The same examples on every machine, however slow: a test must not fail because its neighbours are busy.
settings.register_profile("house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

REAL = accounts._HASHER
QUICK = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))
POSTGRES = os.environ.get("CLAIMCHECK_TEST_POSTGRES", "")
BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied: migrating takes longer than most tests."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    database = open_database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.connect() as conn:
        conn.exec_driver_sql("ROLLBACK")
        conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return path


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this test process alone, migrated."""
    if not POSTGRES:
        pytest.skip("CLAIMCHECK_TEST_POSTGRES is not set")
    server = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    name = f"claimcheck_test_{os.getpid()}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as conn:
        conn.execute(text(f"DROP DATABASE IF EXISTS {name}"))
        conn.execute(text(f"CREATE DATABASE {name}"))
    url = server.set(database=name).render_as_string(hide_password=False)
    database = open_database(url)
    upgrade(database)
    database.close()
    yield url
    with admin.connect() as conn:
        conn.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(scope="session")
def one_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the SQLite file of the running test lies: always the same, so that one engine serves all tests."""
    return tmp_path_factory.mktemp("sqlite") / "test.db"


@pytest.fixture(params=BOTH)
def database_url(request: pytest.FixtureRequest, sqlite_template: Path, one_place: Path) -> str:
    """The address of an empty, migrated database of each kind."""
    if request.param == "sqlite":
        for left in one_place.parent.glob("test.db*"):
            left.unlink()  # never written over: a thread of the test before may still hold it
        shutil.copyfile(sqlite_template, one_place)
        return f"sqlite:///{one_place}"
    url: str = request.getfixturevalue("postgres_url")
    engine = create_engine(url)
    with engine.begin() as conn:
        conn.execute(text("TRUNCATE " + ", ".join(metadata.tables) + " RESTART IDENTITY CASCADE"))
    engine.dispose()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """An empty, migrated database of each kind."""
    database = opened(database_url)
    yield database
    database.close()


@cache
def opened(database_url: str) -> Database:
    """The engine of this process for an address. It keeps its compiled queries, which cost a fifth of all tests."""
    return open_database(database_url)


@pytest.fixture(autouse=True)
def quick_hashes(request: pytest.FixtureRequest) -> None:
    """Passwords are hashed by the same function at the least cost; slow tests, timing among them, at the real one."""
    accounts._HASHER = QUICK if request.node.get_closest_marker("slow") is None else REAL
    accounts._nobody.cache_clear()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands still until it is moved."""
    return FakeClock()


@pytest.fixture
def context(database: Database, database_url: str, tmp_path: Path, clock: FakeClock) -> Context:
    """A context on an empty database of each kind, a folder for blobs and a clock that stands still."""
    settings = Settings(data_dir=tmp_path, database_url=database_url, maker="acme", wait_seconds=600)
    return Context(database, open_blobs(settings.blobs), settings, clock)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> FakeReader:
    """A reader with canned answers in place of the sandbox."""
    fake = FakeReader()
    monkeypatch.setattr(process, "sandbox", fake)
    monkeypatch.setattr(process, "reader_version", lambda _reader: "fake 1")
    return fake


@pytest.fixture
def desk(context: Context, reader: FakeReader, clock: FakeClock) -> Desk:
    """A desk to act out stories at."""
    return Desk(context, reader, clock)


@pytest.fixture
def misread(desk: Desk) -> ClaimView:
    """A claim of 16.00 with its sale, on a page that was read as 61.00: it waits for a person."""
    desk.sales(SALE)
    claim = desk.claim(desk.upload(receipt(total="61.00")), number="R-1")
    desk.work()
    return claim
