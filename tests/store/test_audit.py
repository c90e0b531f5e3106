"""The audit log shows every change that was made to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from claimcheck.store import audit
from claimcheck.store.database import Database
from claimcheck.store.tables import audit_entries

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
NEXT = NOON + timedelta(days=1)


def write(database: Database, *subjects: str, now: datetime = NOON) -> None:
    with database.transaction() as conn:
        for subject in subjects:
            audit.append(
                conn, maker_id="acme", subject_id=subject, action="claim.approve", actor="machine",
                details={"codes": ["a"]}, now=now,
            )  # fmt: skip


def broken(database: Database) -> list[str]:
    with database.read() as conn:
        return [one.message for one in audit.verify(conn, "acme")]


TODAY = NOON.date()


def seal(database: Database, day: date = TODAY, now: datetime = NEXT) -> bool:
    with database.transaction() as conn:
        return audit.seal(conn, "acme", day, now)


def test_an_untouched_log_holds(database: Database) -> None:
    write(database, "one", "one", "two", "one")
    seal(database)
    write(database, "one", now=NEXT)
    assert broken(database) == []
    with database.read() as conn:
        assert [entry["sequence"] for entry in audit.entries(conn, "acme", "one")] == [1, 2, 3, 4]


def test_an_altered_entry_is_seen(database: Database) -> None:
    write(database, "one", "one")
    with database.transaction() as conn:
        conn.execute(update(audit_entries).where(audit_entries.c.sequence == 1).values(details={"codes": ["b"]}))
    assert broken(database) == ["entry 1 was altered"]


def test_a_removed_entry_is_seen(database: Database) -> None:
    write(database, "one", "one", "one")
    with database.transaction() as conn:
        conn.execute(delete(audit_entries).where(audit_entries.c.sequence == 2))
    assert broken(database) == ["entry 2 is missing or was replaced"]


def test_a_chain_that_was_made_anew_breaks_its_seal(database: Database) -> None:
    write(database, "one", "one", "two")
    assert seal(database)
    with database.transaction() as conn:
        conn.execute(delete(audit_entries).where(audit_entries.c.subject_id == "one"))
    write(database, "one")
    assert broken(database) == ["the log of 2024-05-01 is not what was sealed (2 heads)"]


def test_a_removed_head_is_seen_by_the_seal(database: Database) -> None:
    write(database, "one", "one")
    seal(database)
    with database.transaction() as conn:
        last = select(audit_entries).where(audit_entries.c.sequence == 2)
        row = conn.execute(last).one()._mapping
        conn.execute(delete(audit_entries).where(audit_entries.c.sequence == 2))
    assert len(broken(database)) == 1
    with database.transaction() as conn:
        conn.execute(insert(audit_entries).values(**row))
    assert broken(database) == []


def test_a_day_is_sealed_once_when_it_is_over_and_never_behind_a_later_one(database: Database) -> None:
    write(database, "one")
    with pytest.raises(ValueError, match="not over"):
        seal(database, now=NOON)
    with database.read() as conn:
        assert audit.unsealed_days(conn, "acme", NEXT) == [NOON.date()]
    assert seal(database)
    assert not seal(database)
    assert not seal(database, NOON.date() - timedelta(days=1))
    with database.read() as conn:
        assert audit.unsealed_days(conn, "acme", NEXT) == []
