"""Blobs: original bytes and page pictures, in a local folder or on S3, under keys that the server makes.

A local blob is on the disk when `put` returns: the file is synced before it gets its name, and every folder above it
after. Local files are written here and not through obstore, which renames without any sync and whose threads do not
survive the fork of a worker (docs/decisions/0014-local-blobs.md).
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from claimcheck.errors import ConfigError, Conflict, NotFound, Unavailable, without_password
from claimcheck.store.ids import new_id

ASIDE: Final = ".swept"
"""Where blobs lie that were set aside: under no maker's keys, so only who asks for them lists them."""
_PICTURE: Final = ".page"
"""How the keys of pictures end that we draw ourselves, and can draw again."""

_NO_LINKS: Final = frozenset({errno.EPERM, errno.EACCES, errno.ENOTSUP, errno.EMLINK, errno.ENOSYS})
"""What is answered where a file cannot have two names: by the file system, or because another user owns it."""

_ENDPOINTS: Final = ("AWS_ENDPOINT_URL", "AWS_ENDPOINT", "AWS_ENDPOINT_URL_S3")
"""Where obstore looks for the address of a store other than Amazon's."""

# A store that does not answer must not hold a web worker for minutes; the caller tries again, or the work comes back.
# One try waits 30 s at the most, 5 s for a connection (obstore's own limits).
_RETRIES: Final[Any] = {"max_retries": 5, "retry_timeout": timedelta(seconds=30)}


class Blobs(Protocol):
    """Where blobs lie. Keys are relative, with `/` between their parts."""

    def put(self, key: str, data: bytes) -> None:
        """Write a blob; it is durable when this returns. Raises `Unavailable`."""

    def get(self, key: str, *, sha256: str = "") -> bytes:
        """The blob's bytes; with `sha256`, verified. Raises `NotFound`, `Altered`, `Unavailable`."""

    def exists(self, key: str) -> bool:
        """Whether there is such a blob. Raises `Unavailable`."""

    def delete(self, key: str) -> None:
        """Remove a blob; one that is not there is fine. Raises `Unavailable`."""

    def move(self, key: str, to: str) -> None:
        """Give a blob another key; durable when this returns, and finished by moving again where a death cut it off.

        A blob that lies there already stays as it is: where it has the same bytes, only the old key goes.

        Raises:
            NotFound: there is no such blob.
            Taken: another one has that key; both stay.
            Unavailable: the store does not answer.
        """

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All keys under a prefix (`maker/organisation`), in no order; those under `ASIDE` only where it begins so.

        Raises `Unavailable`.
        """

    def unfinished(self, prefix: str, before: datetime, *, drop: bool = False) -> int:
        """How many blobs a death before then left half written; with `drop`, they are removed. Raises `Unavailable`."""


class Altered(Unavailable):
    """A blob's bytes are not those that were stored."""

    code, retry = "blob.altered", False


class Taken(Conflict):
    """A blob is to get a key under which another one lies."""

    code = "blob.taken"


def open_blobs(url: str) -> Blobs:
    """The blob store at `url`: a folder (path or `file://`) or `s3://bucket/prefix`.

    Raises:
        ConfigError: another scheme, no bucket's name, an endpoint of S3 that is no address, or a folder
            that cannot be made.
    """
    if url.startswith("s3://"):
        _endpoints_are_addresses()
        try:
            return ObjectBlobs(S3Store.from_url(url, retry_config=_RETRIES))
        except (BaseError, ValueError) as error:
            raise ConfigError(f"blob address {without_password(url)!r}: expected s3://bucket/prefix") from error
    if "://" in url and not url.startswith("file://"):
        raise ConfigError(f"blob address {without_password(url)!r}: only a folder and s3://bucket/prefix are supported")
    return FolderBlobs(Path(url.removeprefix("file://")).expanduser().absolute())


def _endpoints_are_addresses() -> None:
    """Refuse one that is none: obstore panics at the first call then, and a panic passes every `except Exception`."""
    for name in _ENDPOINTS:
        if given := os.environ.get(name):
            try:
                well = urlsplit(given).scheme in ("http", "https") and urlsplit(given).hostname
            except ValueError:
                well = None
            if not well:
                raise ConfigError(f"{name}: expected http://… or https://…")  # not its value, which may hold keys


def document_key(maker_id: str, organisation: str) -> str:
    """A fresh key for an organisation's document or page picture; nothing of the client's name enters it."""
    owner = hashlib.sha256(organisation.encode()).hexdigest()[:16] if not _plain(organisation) else organisation
    return f"{maker_id}/{owner}/{new_id()}"


def picture_key(maker_id: str, organisation: str) -> str:
    """A fresh key for a picture that we draw of an organisation's document: page, mask."""
    return document_key(maker_id, organisation) + _PICTURE


def is_picture(key: str) -> bool:
    """Whether a blob is a picture of ours, as its key says; of what is older than such keys nothing is known."""
    return key.endswith(_PICTURE)


def id_of(key: str) -> str:
    """The id that is a blob's own part of its key."""
    return key.rpartition("/")[2].removesuffix(_PICTURE)


class FolderBlobs:
    """Blobs as files under one folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ConfigError(f"blob folder {root} cannot be made: {error}") from error

    def put(self, key: str, data: bytes) -> None:
        """Write, sync, name, sync the folders: in this order a crash leaves the whole blob or none."""
        path = self._path(key)
        part = path.with_name(f".{path.name}.part")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
            self._sync_above(path)
        except OSError as error:
            with suppress(OSError):
                part.unlink()  # on a full disk it holds the last bytes, which the database needs too
            raise Unavailable("The file store cannot take the file now; try again shortly.") from error

    def get(self, key: str, *, sha256: str = "") -> bytes:
        """The file's bytes."""
        try:
            with _asked():
                return _verified(self._path(key).read_bytes(), key, sha256)
        except FileNotFoundError:
            raise _nothing_at(key) from None

    def exists(self, key: str) -> bool:
        """Whether the file is there."""
        with _asked():
            return self._path(key).is_file()

    def delete(self, key: str) -> None:
        """Remove the file."""
        with _asked():
            self._path(key).unlink(missing_ok=True)

    def move(self, key: str, to: str) -> None:
        """Give the file its second name, then take the first: a death between leaves it both."""
        old, new = self._path(key), self._path(to)
        try:
            with _asked():
                new.parent.mkdir(parents=True, exist_ok=True)
                try:
                    os.link(old, new)  # and no rename, which would write over what lies there
                except FileExistsError:
                    if not old.samefile(new) and old.read_bytes() != new.read_bytes():
                        raise _taken(key, to) from None
                except OSError as error:
                    if error.errno not in _NO_LINKS:
                        raise
                    _rename_where_nothing_lies(old, new, _taken(key, to))
                self._sync_above(new)
                old.unlink(missing_ok=True)
                _sync_folder(old.parent)
        except FileNotFoundError:
            raise _nothing_at(key) from None

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All files under the prefix, without those that were being written when a process died."""
        start = self._path(prefix) if prefix not in ("", ASIDE) else self.root / prefix
        with _asked():
            for folder, below, names in os.walk(start, onerror=_unread):
                below[:] = [one for one in below if not one.startswith(".")]
                for name in names:
                    if not name.startswith("."):
                        yield (Path(folder) / name).relative_to(self.root).as_posix()

    def unfinished(self, prefix: str, before: datetime, *, drop: bool = False) -> int:
        """Files that never got their names."""
        found = 0
        with _asked():
            for part in self._path(prefix).rglob(".*.part"):
                with suppress(FileNotFoundError):  # it got its name just now
                    if datetime.fromtimestamp(part.stat().st_mtime, UTC) < before:
                        found += 1
                        if drop:
                            part.unlink()
        return found

    def _path(self, key: str) -> Path:
        parts = key.removeprefix(f"{ASIDE}/").split("/")
        if any(not p or p.startswith(".") for p in parts):
            raise ValueError(f"not a blob key: {key!r}")
        return self.root.joinpath(*key.split("/"))

    def _sync_above(self, path: Path) -> None:
        """All folders up to the root: another process may have made one just now and not synced it yet."""
        folder = path.parent
        while True:
            _sync_folder(folder)
            if folder == self.root:
                return
            folder = folder.parent


class ObjectBlobs:
    """Blobs as objects in a store of obstore's; S3 answers a put only when it is durable."""

    def __init__(self, store: Any) -> None:
        self._store = store
        self._process: int | None = None

    def put(self, key: str, data: bytes) -> None:
        """Write an object."""
        with self._asked():
            obstore.put(self._store, key, data)

    def get(self, key: str, *, sha256: str = "") -> bytes:
        """The object's bytes."""
        try:
            with self._asked():
                found = bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            raise _nothing_at(key) from None
        return _verified(found, key, sha256)

    def exists(self, key: str) -> bool:
        """Whether the object is there."""
        try:
            with self._asked():
                obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True

    def delete(self, key: str) -> None:
        """Remove the object."""
        with self._asked():
            obstore.delete(self._store, key)

    def move(self, key: str, to: str) -> None:
        """Copy the object, then remove it: a death between leaves both.

        Looked first, for not every store copies only where nothing lies: of two moves to one key at the same moment the
        later one wins.
        """
        if self.exists(to):
            if self.get(key) != self.get(to):
                raise _taken(key, to)
            self.delete(key)
            return
        try:
            with self._asked():
                obstore.copy(self._store, key, to)
                obstore.delete(self._store, key)
        except FileNotFoundError:
            raise _nothing_at(key) from None

    def keys(self, prefix: str = "") -> Iterator[str]:
        """All objects under the prefix."""
        with self._asked():
            for batch in obstore.list(self._store, prefix or None):
                for entry in batch:
                    if prefix or not entry["path"].startswith(f"{ASIDE}/"):
                        yield str(entry["path"])

    def unfinished(self, prefix: str, before: datetime, *, drop: bool = False) -> int:
        """None: an upload in parts that broke off is the store's to forget, by a lifecycle rule of the bucket."""
        return 0

    @contextmanager
    def _asked(self) -> Iterator[None]:
        """Ask the store, in the process that opened it."""
        self._guard()
        with _asked():
            yield

    def _guard(self) -> None:
        # obstore's threads stay behind in the parent: in a forked child its calls would wait for ever.
        if self._process is None:
            self._process = os.getpid()
        elif self._process != os.getpid():
            raise RuntimeError("the blob store was used before the fork; open it in the child")


@contextmanager
def _asked() -> Iterator[None]:
    """What a store cannot do now is said in one way. Raises `FileNotFoundError` as it comes."""
    try:
        yield
    except FileNotFoundError:
        raise
    except (BaseError, OSError) as error:
        raise Unavailable("The file store does not answer now; try again shortly.") from error


def _rename_where_nothing_lies(old: Path, new: Path, taken: Taken) -> None:
    """Rename a file that can have no second name; one that lies there with the same bytes already stays.

    Looked first: of two moves to one key at the same moment the later one wins.
    """
    if not new.exists():
        old.rename(new)
    elif old.read_bytes() != new.read_bytes():
        raise taken


def _nothing_at(key: str) -> NotFound:
    return NotFound(f"There is no blob {key}.", code="blob.missing")


def _taken(key: str, to: str) -> Taken:
    return Taken(f"Blob {key} cannot be named {to}: another one is.")


def _unread(error: OSError) -> None:
    """A folder that cannot be looked into is not an empty one; one that is gone, or never was, is."""
    if not isinstance(error, FileNotFoundError):
        raise error


def _verified(data: bytes, key: str, sha256: str) -> bytes:
    if sha256 and hashlib.sha256(data).hexdigest() != sha256:
        raise Altered(f"Blob {key} is not what was stored.")
    return data


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _plain(name: str) -> bool:
    return bool(name) and all(c.isascii() and (c.isalnum() or c in "-_") for c in name)
