"""One door to two databases: transactions, readers beside writers, forks, and the schema's history."""

from __future__ import annotations

import os
import shutil
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import insert, inspect, select, text
from sqlalchemy.exc import IntegrityError

from claimcheck.errors import ConfigError, Unavailable
from claimcheck.store.database import Database, open_database, serialise
from claimcheck.store.migrations import check, upgrade
from claimcheck.store.tables import claims, metadata, organisations, review_tasks, submissions

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)


def add(database: Database, name: str) -> None:
    with database.transaction() as conn:
        conn.execute(
            insert(organisations).values(
                id=name, maker_id="acme", outside_id=name, kind="dealer", name=name, created_at=NOON
            )
        )


def names(database: Database) -> list[str]:
    with database.read() as conn:
        return list(conn.execute(select(organisations.c.id).order_by(organisations.c.id)).scalars())


def test_what_a_transaction_did_is_kept_whole_or_not_at_all(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as conn:
            conn.execute(text("DELETE FROM organisations"))
            raise KeyError

    add(database, "kept")
    with pytest.raises(KeyError):
        fail()
    assert names(database) == ["kept"]


def test_a_reader_sees_one_state_while_others_write(database: Database) -> None:
    add(database, "a")
    with database.read() as conn:
        before = conn.execute(select(organisations.c.id)).scalars().all()
        add(database, "b")
        assert conn.execute(select(organisations.c.id)).scalars().all() == before
    assert names(database) == ["a", "b"]


def test_writers_that_read_first_never_fail_or_lose_an_update(database: Database) -> None:
    with database.transaction() as conn:
        conn.execute(insert(submissions).values(maker_id="acme", next=0))

    def count(_: int) -> None:
        with database.transaction() as conn:
            query = select(submissions.c.next).where(submissions.c.maker_id == "acme").with_for_update()
            seen = conn.execute(query).scalar_one()
            conn.execute(submissions.update().values(next=seen + 1))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(count, range(40)))

    with database.read() as conn:
        assert conn.execute(select(submissions.c.next)).scalar_one() == 40


def test_transactions_that_name_the_same_thing_stand_in_line(database: Database) -> None:
    inside = threading.Lock()

    def alone(_: int) -> bool:
        with database.transaction() as conn:
            serialise(conn, "the same")
            free = inside.acquire(blocking=False)
            conn.execute(select(1))
            if free:
                inside.release()
            return free

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(alone, range(40)))


def test_a_forked_child_uses_connections_of_its_own(database: Database) -> None:
    add(database, "parent")
    child = os.fork()
    if child == 0:
        try:
            database.dispose_after_fork()
            add(database, "child")
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    assert names(database) == ["child", "parent"]


def test_the_migrations_make_exactly_the_tables(database: Database) -> None:
    with database.read() as conn:
        found = MigrationContext.configure(conn, opts={"compare_type": True})
        differences = [d for d in compare_metadata(found, metadata) if "alembic_version" not in str(d)]
    assert differences == []


def test_foreign_keys_and_durability_are_switched_on(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a folder' / 'new.db'}")
    with database.read() as conn:
        found = [conn.exec_driver_sql(f"PRAGMA {p}").scalar() for p in ("foreign_keys", "journal_mode", "synchronous")]
    assert found == [1, "wal", 2]


def test_sqlite_finds_the_tasks_of_a_claim_by_the_claim(tmp_path: Path, sqlite_template: Path) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "test.db")
    database = open_database(f"sqlite:///{tmp_path / 'test.db'}")
    add(database, "acme")
    with database.transaction() as conn:
        rows = [{"id": f"t{n}", "maker_id": "acme", "claim_id": f"c{n}", "revision": 1, "code": "x", "question": {},
                 "state": "open", "created_at": NOON} for n in range(300)]  # fmt: skip
        conn.execute(insert(claims), [
            {"id": row["claim_id"], "maker_id": "acme", "outside_id": row["id"], "dealer": "D", "program": "p",
             "submission": n, "revision": 1, "state": "review", "created_at": NOON, "changed_at": NOON}
            for n, row in enumerate(rows)
        ])  # fmt: skip
        conn.execute(insert(review_tasks), rows)
    database.study()
    with open_database(f"sqlite:///{tmp_path / 'test.db'}").read() as conn:
        asked = "SELECT id FROM review_tasks WHERE maker_id = 'acme' AND claim_id = 'c7' AND state = 'open'"
        (plan,) = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked}").all()
    assert "ix_review_tasks_claim_id" in plan[3]


def test_processes_that_start_at_once_upgrade_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    children = []
    for _ in range(4):
        child = os.fork()
        if child == 0:
            try:
                upgrade(open_database(url))
                os._exit(0)
            except BaseException:
                (tmp_path / f"fault-{os.getpid()}").write_text(traceback.format_exc())
            finally:
                os._exit(1)
        children.append(child)
    ended = [os.waitpid(child, 0)[1] for child in children]
    assert "\n".join(fault.read_text() for fault in tmp_path.glob("fault-*")) == ""
    assert ended == [0, 0, 0, 0]
    assert set(inspect(open_database(url).engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def versioned(database: Database, version: str) -> Database:
    with database.transaction() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})
    return database


@pytest.fixture
def set_back(database: Database) -> Iterator[Database]:
    with database.read() as conn:
        now = conn.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    yield database
    versioned(database, now)


def test_a_database_of_a_later_version_is_refused_with_what_to_do(set_back: Database) -> None:
    for act in (upgrade, check):
        with pytest.raises(ConfigError, match="later version of claimcheck"):
            act(versioned(set_back, "9999"))


def test_a_worker_refuses_a_database_that_is_still_to_be_brought_up_to_date(set_back: Database) -> None:
    check(set_back)
    with pytest.raises(Unavailable, match="earlier version"):
        check(versioned(set_back, "0001"))


def test_values_stand_in_no_error_that_may_be_logged(database: Database) -> None:
    add(database, "acme")
    with pytest.raises(IntegrityError) as caught, database.transaction() as conn:
        conn.execute(insert(submissions).values(maker_id="-".join(("Ms", "Example")), next=None))
    assert "Ms-Example" not in "".join(traceback.format_exception(caught.value))


def test_a_password_stands_in_no_error() -> None:
    for url in ("postgresql://u:secret@host:port/db", "mysql://u:secret@host/db", "postgresql://u:sec/ret@host:x/db"):
        with pytest.raises(ConfigError) as caught:
            open_database(url)
        assert "ret@" not in str(caught.value)


def test_a_file_that_is_no_database_is_told_as_that(tmp_path: Path) -> None:
    (tmp_path / "test.db").write_bytes(b"A letter, and no database at all. " * 100)
    with pytest.raises(Unavailable, match="damaged, or none"):
        upgrade(open_database(f"sqlite:///{tmp_path / 'test.db'}"))


def test_a_server_that_takes_no_writes_for_now_is_away(database: Database) -> None:
    if database.dialect == "postgresql":
        with pytest.raises(Unavailable), database.read() as conn:
            conn.execute(text("DELETE FROM organisations"))


@pytest.mark.parametrize("url", ["mysql://host/db", "not an address", "nonsense:///x"])
def test_another_database_is_refused_by_name(url: str) -> None:
    with pytest.raises(ConfigError, match=r"sqlite|cannot be used"):
        open_database(url)


def test_a_database_that_is_away_is_unavailable() -> None:
    database = open_database("postgresql://nobody@/nothing?host=/nonexistent")
    with pytest.raises(Unavailable), database.read():
        pass
