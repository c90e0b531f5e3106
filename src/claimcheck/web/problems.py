"""Errors to HTTP, in this one place: every error is answered as problem+json (RFC 9457) with a stable code."""

from __future__ import annotations

import logging
import math
import re
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.routing import Match, Mount

from claimcheck.errors import ClaimcheckError, ConfigError

_log = logging.getLogger(__name__)

_CODES = {
    400: ("request.malformed", "The request could not be understood."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This cannot be done here; see the Allow header."),
    413: ("request.too_large", "The request is larger than is taken here; send fewer or smaller files."),
    415: ("request.media_type", "This content type is not taken here."),
}
_SAID: Final = {
    "missing": "This is missing; send it.",
    "extra_forbidden": "There is no member of this name here; see /docs for those that there are.",
    "string_type": "Send text, in quotes.",
    "decimal_parsing": 'Send a number such as "1234.50", in quotes.',
    "decimal_type": 'Send a number such as "1234.50", in quotes.',
    "date_from_datetime_parsing": "Send a day such as 2025-10-04.",
    "date_parsing": "Send a day such as 2025-10-04.",
    "greater_than_equal": "Send {ge} or more.",
    "less_than_equal": "Send {le} or less.",
}
"""What to send instead, where the checker of payloads says only what was wrong with it."""
_WORDS: Final = re.compile(r"\^\(([a-z_|]+)\)\$")
"""The form of a value that is one of a few words."""


def problem(
    status: int,
    code: str,
    detail: str,
    *,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,
) -> JSONResponse:
    """A problem+json answer.

    Args:
        status: the HTTP status.
        code: stable, dotted; callers may branch on it.
        detail: a sentence that says what to do.
        errors: one entry per fault: {field | line, column, message}.
        headers: to send with it.
        **more: further members.
    """
    body: dict[str, Any] = {
        "type": f"urn:claimcheck:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "code": code,
        "detail": detail,
        "retry": False,
        **more,
    }
    if errors:
        body["errors"] = list(errors)
    return JSONResponse(body, status, headers=dict(headers or {}), media_type="application/problem+json")


def too_large() -> JSONResponse:
    """The answer to a body above a cap."""
    return problem(413, *_CODES[413])


def install(app: FastAPI) -> None:
    """Have every error of an app answered here."""
    app.add_exception_handler(ClaimcheckError, _ours)
    app.add_exception_handler(RequestValidationError, _validation)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def _ours(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ClaimcheckError)
    # A faulty program file is the caller's payload here, not our configuration.
    status = 422 if isinstance(error, ConfigError) else error.status
    if status >= 500:
        log_fault(request, error)
    details = {name: value for name, value in error.details.items() if name not in {"errors", "retry_after"}}
    headers = {}
    if error.retry or "retry_after" in error.details:
        seconds = error.details.get("retry_after", 1)
        headers["Retry-After"] = str(max(1, math.ceil(float(str(seconds)))))
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    faults = error.details.get("errors", ())
    return problem(
        status, error.code, error.message, errors=faults if isinstance(faults, Sequence) else (), headers=headers,
        retry=error.retry, **{k: v for k, v in details.items() if isinstance(v, (str, int, float, bool, list, dict))},
    )  # fmt: skip


def _validation(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(fault) for fault in error.errors()]  # what was sent is not sent back
    first = f"{faults[0]['field']}: {faults[0]['message']}" if faults else "The request is not as described."
    return problem(422, "request.invalid", first, errors=faults)


def _fault(fault: Mapping[str, Any]) -> dict[str, str]:
    """Where a payload is not as described, and how; of one that is no JSON at all, what to send."""
    if fault["type"] == "json_invalid":
        return {"field": "body", "message": f"This is no JSON: see character {fault['loc'][-1]}."}
    if fault["loc"] == ("body",) and fault["type"] == "model_attributes_type":
        return {"field": "body", "message": "Send a JSON object, with `Content-Type: application/json`."}
    return {"field": ".".join(str(part) for part in fault["loc"]), "message": _wanted(fault)}


def _wanted(fault: Mapping[str, Any]) -> str:
    """What one value should have been, in words that say what to send."""
    if fault["type"] in _SAID:
        return _SAID[fault["type"]].format_map(fault.get("ctx", {}))
    words = _WORDS.fullmatch(str(fault.get("ctx", {}).get("pattern", "")))
    return f"Send one of: {words[1].replace('|', ', ')}." if words else str(fault["msg"])


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    code, detail = _CODES.get(error.status_code, ("request.refused", str(error.detail)))
    if error.status_code == 400 and error.detail:
        detail = f"{detail} {error.detail}"
    methods = ", ".join(_methods(request)) if error.status_code == 405 else ""
    allowed = {"Allow": methods} if methods else {}
    return problem(error.status_code, code, detail, headers={**(error.headers or {}), **allowed})


def _methods(request: Request) -> list[str]:
    """All that can be done at an address: the error names what one of its routes does."""
    routes = [route for route in request.app.routes if not isinstance(route, Mount)]
    return [
        method
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    ]


def _unexpected(request: Request, error: Exception) -> JSONResponse:
    log_fault(request, error)
    return problem(500, "internal", "Something went wrong here; it was written down. Try again later.", retry=True)


def log_fault(request: Request, error: Exception) -> None:
    """Log a fault of ours; a database or file store that is away in one line each, for there may be thousands.

    What was asked for is told by the form of its address: some hold a token that opens an account.
    """
    asked = f"{request.method} {getattr(request.scope.get('route'), 'path', 'something')}"
    if isinstance(error, ClaimcheckError) and error.retry:
        why = str(error.__cause__ or error.message).partition("\n")[0]
        _log.warning("%s: %s (%s)", asked, error.code, why)
    elif isinstance(error, ClaimcheckError):
        _log.error("%s: %s", asked, error.code, exc_info=error)
    else:
        _log.error("%s failed", asked, exc_info=error)
