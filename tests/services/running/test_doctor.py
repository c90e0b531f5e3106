"""What `claimcheck doctor` says of what is set, and is away or of no use."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import text

from claimcheck.services.running.doctor import Symptom, examine
from claimcheck.settings import Settings
from claimcheck.store import blobs
from claimcheck.store.database import open_database
from claimcheck.store.migrations import upgrade

REFUSED = "claimcheck.services.running.doctor.confine.holding"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No model is loaded, and no program of the machine is started."""
    monkeypatch.setattr("claimcheck.services.running.doctor.warm", lambda _reader: None)
    monkeypatch.setenv("PATH", "")


def found(folder: Path, **given: str) -> Mapping[str, Symptom]:
    settings = Settings(data_dir=folder / "data", **given)  # type: ignore[arg-type]
    return {one.what: one for one in examine(settings)}


def test_a_redis_that_is_set_is_asked(tmp_path: Path) -> None:
    redis = found(tmp_path, redis_url="redis://:secret@127.0.0.1:1/0")["redis"]
    assert not redis.well
    assert "redis does not answer" in redis.found
    assert "CLAIMCHECK_REDIS_URL" in redis.cure
    assert "secret" not in redis.found


def test_a_redis_address_that_is_none_is_told(tmp_path: Path) -> None:
    assert "is no address of Redis" in found(tmp_path, redis_url="localhost")["redis"].found


def test_a_file_store_that_takes_nothing_is_told(tmp_path: Path) -> None:
    (tmp_path / "blobs").write_text("a file, where the folder should be")
    store = found(tmp_path, blob_url=str(tmp_path / "blobs"))["file store"]
    assert not store.well
    assert "cannot be made" in store.found
    assert "CLAIMCHECK_BLOB_URL" in store.cure


def test_a_file_store_that_does_not_answer_is_told_without_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT", "http://user:secret@127.0.0.1:1")
    monkeypatch.setenv("AWS_ALLOW_HTTP", "true")
    monkeypatch.setattr(blobs, "_RETRIES", {"max_retries": 0})
    store = found(tmp_path, blob_url="s3://papers/live")["file store"]
    assert not store.well
    assert "secret" not in store.found


@pytest.mark.parametrize("address", ["s3://", "s3:///live"])
def test_a_file_store_without_a_bucket_is_told(tmp_path: Path, address: str) -> None:
    assert "expected s3://bucket/prefix" in found(tmp_path, blob_url=address)["file store"].found


@pytest.mark.parametrize("address", ["minio.example:9000/secret", "http://", "http://[secret"])
def test_an_endpoint_of_s3_that_is_no_address_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", address)
    store = found(tmp_path, blob_url="s3://papers/live")["file store"]
    assert "AWS_ENDPOINT_URL: expected http://" in store.found
    assert "secret" not in store.found


def test_a_file_store_is_tried_and_nothing_stays_there(tmp_path: Path) -> None:
    assert found(tmp_path, blob_url=str(tmp_path / "blobs"))["file store"].well
    assert not [one for one in (tmp_path / "blobs").rglob("*") if one.is_file()]


def test_a_database_of_a_later_version_is_told(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'later.db'}"
    database = open_database(address)
    upgrade(database)
    with database.transaction() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = 'of-tomorrow'"))
    database.close()
    said = found(tmp_path, database_url=address)["database"]
    assert not said.well
    assert "by a later version of claimcheck" in said.found


def test_a_database_that_is_still_to_be_made_is_well(tmp_path: Path) -> None:
    said = found(tmp_path)["database"]
    assert said.well
    assert "empty or of an earlier version" in said.found


@pytest.mark.parametrize(
    ("holding", "told", "open_doors"),
    [
        ((True, True), "Landlock and seccomp hold", False),
        ((False, True), "refuses Landlock", False),
        ((False, False), "refuses Landlock and seccomp", True),
    ],
)
def test_which_walls_hold_around_the_reader_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, holding: tuple[bool, bool], told: str, open_doors: bool
) -> None:
    monkeypatch.setattr(REFUSED, lambda: holding)
    walls = found(tmp_path)["walls around the reader"]
    assert walls.well is all(holding)
    assert walls.found.endswith(told)
    assert ("could open files" in walls.cure) is open_doors
