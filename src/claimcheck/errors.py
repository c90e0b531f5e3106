"""Every error that claimcheck raises on purpose: a stable code, an HTTP status, and a sentence that says what to do.

Bad documents are not errors but values (`model.documents.Problem`); an error means that we cannot go on.
"""

from __future__ import annotations

import re
from typing import TypeVar

Found = TypeVar("Found")

_PATH = re.compile(r"(?:(?:sqlite|file)[+\w]*:///|/(?!/)|[.~])")
"""How what is surely a path begins, and no name and password with a host after them."""


class ClaimcheckError(Exception):
    """Base of all errors that reach a caller.

    Attributes:
        code: stable, dotted, lower case; callers may branch on it.
        status: the HTTP status that it is answered with.
        retry: whether the same call may succeed later, unchanged.
    """

    code = "internal"
    status = 500
    retry = False

    def __init__(self, message: str, *, code: str | None = None, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.details = details
        if code is not None:
            self.code = code


class NotFound(ClaimcheckError):
    """The object does not exist, or is another's: the two are answered alike."""

    code, status = "not_found", 404


class Unauthorized(ClaimcheckError):
    """No key, or one that is unknown, expired or revoked."""

    code, status = "unauthorized", 401


class Forbidden(ClaimcheckError):
    """The caller is known, but its role may not do this."""

    code, status = "forbidden", 403


class Conflict(ClaimcheckError):
    """The object is not in a state in which this can be done."""

    code, status = "conflict", 409


class Invalid(ClaimcheckError):
    """The payload is well formed but says something that cannot be accepted."""

    code, status = "invalid", 422


class BadFile(ClaimcheckError):
    """A file that cannot be taken; the code says why (`file.empty`, `file.encrypted`, …)."""

    code, status = "file.unsupported", 415


class TooLarge(BadFile):
    """A file or request above a byte cap."""

    code, status = "file.too_large", 413


class TooMany(ClaimcheckError):
    """A limit per key was passed; the answer carries `Retry-After`."""

    code, status, retry = "rate_limited", 429, True


class Unavailable(ClaimcheckError):
    """The database, the blob store or Redis does not answer now."""

    code, status, retry = "unavailable", 503, True


class LeaseLost(ClaimcheckError):
    """A lease ended or went to another: what was done under it must be dropped, and it never comes back."""

    code, status = "lease_lost", 409


class ConfigError(ClaimcheckError):
    """A setting, program file or command-line argument is wrong; the message says where."""

    code = "config"


def without_password(address: str) -> str:
    """An address as it may be shown and logged: what stands before its host or behind a `?` is left out.

    A path of this machine is shown as it is. Where a password may have been cut in two, nothing but the scheme is.
    """
    known, _, more = address.partition("?")
    if _PATH.match(address):
        return known
    scheme, slashes, rest = known.partition("//") if "//" in known else ("", "", known)
    if "@" in more or (not slashes and "=" in address):
        return f"{scheme}{slashes}…"
    _, at, host = rest.rpartition("@")
    return f"{scheme}{slashes}{'…@' if at else ''}{host}"


def missing(noun: str) -> NotFound:
    """What a caller is told that asks for nothing that is there, and for another's: the two are told alike."""
    return NotFound(f"There is no such {noun}.")


def existing(found: Found | None, noun: str) -> Found:
    """What was looked for, where there is one that the caller may see.

    Raises:
        NotFound: there is none.
    """
    if found is None:
        raise missing(noun)
    return found
