"""Blobs are whole or not there, on the disk before anything points to them, and verified when read."""

from __future__ import annotations

import errno
import hashlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from obstore.store import MemoryStore

from claimcheck.errors import ConfigError, NotFound, Unavailable
from claimcheck.store.blobs import ASIDE, Altered, Blobs, FolderBlobs, ObjectBlobs, Taken, document_key, open_blobs

S3_SETTINGS = {
    "AWS_ALLOW_HTTP": "true",
    "AWS_ACCESS_KEY_ID": "key",
    "AWS_SECRET_ACCESS_KEY": "secret",
    "AWS_REGION": "us-east-1",
}
MOVING = ["blobs", "without_links", "on_memory", pytest.param("on_s3", marks=pytest.mark.slow)]
"""All kinds of stores, by their fixtures."""


@pytest.fixture
def blobs(tmp_path: Path) -> FolderBlobs:
    return FolderBlobs(tmp_path / "blobs")


def test_what_was_put_is_got(blobs: FolderBlobs) -> None:
    blobs.put("acme/D1/one", b"bytes")
    assert blobs.get("acme/D1/one", sha256=hashlib.sha256(b"bytes").hexdigest()) == b"bytes"
    assert blobs.exists("acme/D1/one")
    assert not blobs.exists("acme/D1/two")


def test_altered_bytes_are_not_handed_out(blobs: FolderBlobs) -> None:
    blobs.put("acme/D1/one", b"bytes")
    (blobs.root / "acme/D1/one").write_bytes(b"other")
    with pytest.raises(Altered):
        blobs.get("acme/D1/one", sha256=hashlib.sha256(b"bytes").hexdigest())


def test_a_missing_blob_is_not_found(blobs: FolderBlobs) -> None:
    with pytest.raises(NotFound):
        blobs.get("acme/D1/none")


def test_the_file_and_every_folder_above_it_are_synced(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    real = os.fsync

    def spy(handle: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{handle}"))
        real(handle)

    monkeypatch.setattr(os, "fsync", spy)
    blobs.put("acme/D1/one", b"bytes")

    root = str(blobs.root)
    assert synced == [f"{root}/acme/D1/.one.part", f"{root}/acme/D1", f"{root}/acme", root]


def test_a_write_that_was_cut_off_leaves_no_blob(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable):
        blobs.put("acme/D1/one", b"bytes")
    assert list(blobs.keys("acme")) == []
    assert not [one for one in blobs.root.rglob("*") if one.is_file()], "what is left of it keeps the disk full"


@pytest.mark.parametrize("ask", [FolderBlobs.exists, FolderBlobs.get, FolderBlobs.delete])
def test_a_disk_that_cannot_answer_says_so(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch, ask: Callable[[FolderBlobs, str], object]
) -> None:
    def stale(*_: object, **__: object) -> None:
        raise OSError(errno.ESTALE, "Stale file handle")

    for way in ("is_file", "read_bytes", "unlink"):
        monkeypatch.setattr(Path, way, stale)
    with pytest.raises(Unavailable):
        ask(blobs, "acme/D1/one")


def test_a_folder_that_cannot_be_looked_into_is_not_taken_for_an_empty_one(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreadable(folder: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(folder))

    assert list(blobs.keys("nobody")) == []
    monkeypatch.setattr(os, "scandir", unreadable)
    with pytest.raises(Unavailable):
        list(blobs.keys())


def test_keys_lists_what_is_below_a_prefix(blobs: FolderBlobs) -> None:
    for key in ("acme/D1/a", "acme/D2/b", "other/D1/c"):
        blobs.put(key, b"")
    assert sorted(blobs.keys("acme")) == ["acme/D1/a", "acme/D2/b"]
    blobs.delete("acme/D1/a")
    blobs.delete("acme/D1/a")
    assert sorted(blobs.keys()) == ["acme/D2/b", "other/D1/c"]


@pytest.mark.parametrize("key", ["../x", "a/../x", "/etc/passwd", "a//b", ".hidden", ".swept/../x", ".swept", ""])
def test_no_key_leads_out_of_the_folder(blobs: FolderBlobs, key: str) -> None:
    with pytest.raises(ValueError, match="not a blob key"):
        blobs.put(key, b"")


def test_keys_are_made_here_and_hold_nothing_of_the_organisations_odd_name() -> None:
    maker, owner, unique = document_key("acme", "../../D1 ☃").split("/")
    assert maker == "acme"
    assert owner.isalnum()
    assert document_key("acme", "D1").startswith("acme/D1/")
    assert document_key("acme", "D1") != document_key("acme", "D1")
    assert len(unique) == 36


def test_a_folder_works_in_a_forked_child(blobs: FolderBlobs) -> None:
    blobs.put("acme/D1/one", b"bytes")
    child = os.fork()
    if child == 0:
        os._exit(0 if blobs.get("acme/D1/one") == b"bytes" else 1)
    assert os.waitpid(child, 0)[1] == 0


@pytest.fixture
def without_links(blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch) -> FolderBlobs:
    """A folder where no file has two names: exFAT, many network drives, another user's files."""

    def refused(*_: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", refused)
    return blobs


@pytest.fixture
def on_memory() -> ObjectBlobs:
    return ObjectBlobs(MemoryStore())


@pytest.fixture
def on_s3(monkeypatch: pytest.MonkeyPatch) -> Blobs:
    """A bucket behind the real protocol: `CLAIMCHECK_TEST_S3` names a throw-away S3 server such as Moto's."""
    here = os.environ.get("CLAIMCHECK_TEST_S3", "")
    if not here:
        pytest.skip("CLAIMCHECK_TEST_S3 is not set")
    for name, value in (S3_SETTINGS | {"AWS_ENDPOINT_URL": here}).items():
        monkeypatch.setenv(name, value)
    httpx.put(f"{here}/papers", headers={"Authorization": "AWS4-HMAC-SHA256 Credential=x/20240101/us-east-1/s3/aws4"})
    return open_blobs(f"s3://papers/{uuid.uuid4()}")


@pytest.mark.parametrize("kind", ["on_memory", pytest.param("on_s3", marks=pytest.mark.slow)])
def test_an_object_store_answers_like_a_folder(request: pytest.FixtureRequest, kind: str) -> None:
    blobs: Blobs = request.getfixturevalue(kind)
    for key in ("acme/D1/a", "acme/D2/b", "other/D1/c"):
        blobs.put(key, b"bytes")
    assert blobs.get("acme/D1/a", sha256=hashlib.sha256(b"bytes").hexdigest()) == b"bytes"
    assert sorted(blobs.keys("acme")) == ["acme/D1/a", "acme/D2/b"]
    blobs.delete("acme/D1/a")
    assert (blobs.exists("acme/D1/a"), blobs.exists("acme/D2/b")) == (False, True)
    with pytest.raises(NotFound):
        blobs.get("acme/D1/a")
    with pytest.raises(Altered):
        blobs.get("acme/D2/b", sha256="0" * 64)


@pytest.mark.parametrize("kind", MOVING)
def test_what_is_set_aside_is_found_there_and_nowhere_else(request: pytest.FixtureRequest, kind: str) -> None:
    blobs: Blobs = request.getfixturevalue(kind)
    blobs.put("acme/D1/a", b"bytes")
    blobs.move("acme/D1/a", f"{ASIDE}/acme/2024-05-01/D1/a")
    assert (list(blobs.keys()), list(blobs.keys("acme"))) == ([], [])
    assert list(blobs.keys(f"{ASIDE}/acme")) == list(blobs.keys(ASIDE)) == [f"{ASIDE}/acme/2024-05-01/D1/a"]
    assert blobs.get(f"{ASIDE}/acme/2024-05-01/D1/a") == b"bytes"
    with pytest.raises(NotFound):
        blobs.move("acme/D1/a", "acme/D1/b")


@pytest.mark.parametrize("kind", MOVING)
def test_nothing_is_moved_over_another_blob(request: pytest.FixtureRequest, kind: str) -> None:
    blobs: Blobs = request.getfixturevalue(kind)
    blobs.put("acme/D1/a", b"bytes")
    blobs.put("acme/D1/b", b"other bytes")
    with pytest.raises(Taken):
        blobs.move("acme/D1/a", "acme/D1/b")
    assert (blobs.get("acme/D1/a"), blobs.get("acme/D1/b")) == (b"bytes", b"other bytes")


@pytest.mark.parametrize("kind", MOVING)
def test_a_move_that_a_death_cut_off_is_finished_by_moving_again(request: pytest.FixtureRequest, kind: str) -> None:
    blobs: Blobs = request.getfixturevalue(kind)
    for key in ("acme/D1/a", "acme/D1/b"):
        blobs.put(key, b"bytes")
    blobs.move("acme/D1/a", "acme/D1/b")
    assert list(blobs.keys()) == ["acme/D1/b"]


def test_a_moved_file_has_its_new_name_on_the_disk_before_the_old_one_goes(
    blobs: FolderBlobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs.put("acme/D1/a", b"bytes")
    seen: list[tuple[str, bool]] = []
    real = os.fsync

    def spy(handle: int) -> None:
        seen.append((os.readlink(f"/proc/self/fd/{handle}"), (blobs.root / "acme/D1/a").exists()))
        real(handle)

    monkeypatch.setattr(os, "fsync", spy)
    blobs.move("acme/D1/a", "acme/D2/a")
    assert seen[0] == (f"{blobs.root}/acme/D2", True)
    assert seen[-1] == (f"{blobs.root}/acme/D1", False)


@pytest.mark.slow
def test_a_store_that_does_not_answer_is_unavailable_for_every_act(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in S3_SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # the discard port: nobody listens
    blobs = open_blobs("s3://papers/claims")
    acts: tuple[Callable[[], object], ...] = (
        lambda: blobs.put("a", b""), lambda: blobs.get("a"), lambda: blobs.exists("a"), lambda: blobs.delete("a"),
        lambda: list(blobs.keys()),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Unavailable):
            act()


def test_an_object_store_refuses_to_hang_in_a_forked_child() -> None:
    blobs = ObjectBlobs(MemoryStore())
    blobs.put("acme/D1/a", b"")
    child = os.fork()
    if child == 0:
        try:
            blobs.get("acme/D1/a")
        except RuntimeError:
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0


def test_another_kind_of_store_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="only a folder"):
        open_blobs("ftp://host/x")
    assert isinstance(open_blobs(f"file://{tmp_path}"), FolderBlobs)
