"""What this machine has of all that claimcheck stands on."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytesseract

from claimcheck.errors import ClaimcheckError, Unavailable, without_password
from claimcheck.queue.hints import Hints, connect
from claimcheck.reading import confine, reader_version, warm
from claimcheck.settings import Settings
from claimcheck.store.blobs import document_key, open_blobs
from claimcheck.store.database import open_database
from claimcheck.store.migrations import check

LANGUAGES = ("eng", "chi_sim")
_CJK = ("NotoSansCJK", "NotoSerifCJK", "wqy", "DroidSansFallback", "SourceHan", "uming", "ukai", "PingFang", "simsun")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_FREE_BYTES = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Symptom:
    """One thing that was looked at.

    Attributes:
        what: it.
        well: whether it is as it should be.
        found: what was found.
        cure: what to do where it is not well.
        needed: whether nothing works without it.
    """

    what: str
    well: bool
    found: str
    cure: str = ""
    needed: bool = True


def examine(settings: Settings) -> tuple[Symptom, ...]:
    """Look at everything; each look is on its own, so that one failure hides no other."""
    return (
        _reader(settings),
        _tesseract(),
        _languages(),
        _walls(),
        _fonts(),
        _redis(settings),
        _folder(settings.data_dir),
        _space(settings.data_dir),
        _database(settings),
        _files(settings),
    )


def _reader(settings: Settings) -> Symptom:
    cure = "Install claimcheck with its dependencies, or set CLAIMCHECK_READER=tesseract."
    try:
        warm(settings.reader)
        return Symptom("main reader", True, f"{reader_version(settings.reader)} loads")
    except Exception as error:  # native code fails in its own ways, and all are told alike
        return Symptom("main reader", False, f"{settings.reader}: {error}", cure)


def _tesseract() -> Symptom:
    try:
        return Symptom("second reader", True, f"tesseract {pytesseract.get_tesseract_version()}")
    except (pytesseract.TesseractError, OSError, SystemExit) as error:
        return Symptom("second reader", False, f"tesseract does not start: {error}", "apt-get install tesseract-ocr")


def _languages() -> Symptom:
    try:
        have = pytesseract.get_languages()
    except (pytesseract.TesseractError, OSError):
        have = []
    lacking = [language for language in LANGUAGES if language not in have]
    packages = " ".join("tesseract-ocr-" + name.replace("_", "-") for name in lacking)
    said = f"lacks {', '.join(lacking)}" if lacking else ", ".join(LANGUAGES)
    return Symptom("its languages", not lacking, said, f"apt-get install {packages}")


def _walls() -> Symptom:
    """Documents are read behind others too: no descriptors, limits on time and memory, a watch from outside."""
    walls = dict(zip(("Landlock", "seccomp"), confine.holding(), strict=True))
    refused = [name for name, holds in walls.items() if not holds]
    said = f"this kernel, or its container, refuses {' and '.join(refused)}" if refused else "Landlock and seccomp hold"
    cure = "Use Linux 5.13 or later with landlock among its security modules, and a container that filters neither"
    if len(refused) == len(walls):
        cure += ". A parser that a document has taken over could open files and sockets"
    return Symptom("walls around the reader", not refused, said, f"{cure}.", needed=False)


def _fonts() -> Symptom:
    folders = [Path(folder).expanduser() for folder in _FONT_FOLDERS]
    names = (name for folder in folders if folder.is_dir() for _, _, files in os.walk(folder) for name in files)
    found = next((name for name in names if name.lower().startswith(tuple(mark.lower() for mark in _CJK))), None)
    cure = "apt-get install fonts-noto-cjk (Chinese PDFs often embed no fonts, and are drawn empty without)"
    return Symptom("Chinese fonts", found is not None, found or "none", cure, needed=False)


def _redis(settings: Settings) -> Symptom:
    if not settings.redis_url:
        found = shutil.which("redis-server")
        return Symptom(
            "redis", found is not None, found or "redis-server is not on PATH", "apt-get install redis-server"
        )
    try:
        Hints(connect(settings.redis_url)).remembers()
        return Symptom("redis", True, f"{without_password(settings.redis_url)} answers")
    except ClaimcheckError as error:
        cure = "Check CLAIMCHECK_REDIS_URL, and that the server runs and takes the password."
        return Symptom("redis", False, f"{without_password(settings.redis_url)}: {error}", cure)


def _folder(folder: Path) -> Symptom:
    cure = "Set CLAIMCHECK_DATA_DIR to a folder that this user may write."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        well = os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    except OSError as error:
        return Symptom("data folder", False, f"{folder}: {error.strerror}", cure)
    return Symptom("data folder", well, f"{folder}{'' if well else ' may not be written'}", cure)


def _space(folder: Path) -> Symptom:
    there = next((path for path in (folder, *folder.parents) if path.exists()), Path("/"))
    free = shutil.disk_usage(there).free
    cure = "Free some space, or set CLAIMCHECK_DATA_DIR to another disk."
    return Symptom("disk space", free >= _FREE_BYTES, f"{free / 1e9:.1f} GB free at {there}", cure, needed=False)


def _database(settings: Settings) -> Symptom:
    cure = "Check CLAIMCHECK_DATABASE_URL, and that the server runs and takes the user."
    database = None
    try:
        database = open_database(settings.database)
        with database.read():
            found = f"{database.dialect} answers"
        try:
            check(database)
        except Unavailable as error:  # it answered: what is said is how old it is
            found = f"{found}. {error}"
        return Symptom("database", True, found)
    except (ClaimcheckError, OSError) as error:
        return Symptom("database", False, str(error), cure)
    finally:
        if database is not None:
            database.close()


def _files(settings: Settings) -> Symptom:
    """A key that reads and may not write would be found out by the first upload: so a small file is put there."""
    where = without_password(settings.blobs)
    cure = "Check CLAIMCHECK_BLOB_URL; on S3 its keys, region and rights, too: all parts write, read, list and delete."
    try:
        blobs, key = open_blobs(settings.blobs), document_key("doctor", "doctor")
        blobs.put(key, b"doctor")
        try:
            blobs.get(key)
        finally:
            blobs.delete(key)
        return Symptom("file store", True, f"{where} takes and gives files")
    except ClaimcheckError as error:
        why = type(error.__cause__ or error).__name__  # its words may name the address with the keys in it
        return Symptom("file store", False, f"{where}: {error} ({why})", cure)
