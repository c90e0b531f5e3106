"""Who may call what: one table of routes and roles, and the dependency that holds every request against it."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from claimcheck.errors import Forbidden, TooMany, Unauthorized
from claimcheck.model.parties import Actor, Role
from claimcheck.services.context import Context
from claimcheck.services.keys import authenticate
from claimcheck.services.limits import Buckets

EVERYBODY: Final[frozenset[Role]] = frozenset({"dealer", "checker", "reviewer", "admin"})
_CLAIMANTS: Final[frozenset[Role]] = frozenset({"dealer", "admin"})
_DECIDERS: Final[frozenset[Role]] = frozenset({"checker", "reviewer", "admin"})
_ADMIN: Final[frozenset[Role]] = frozenset({"admin"})
_OPEN: Final[frozenset[Role]] = frozenset()
"""No key needed."""

ROUTES: Final[dict[tuple[str, str], frozenset[Role]]] = {
    ("GET", "/healthz"): _OPEN,
    ("GET", "/readyz"): _OPEN,
    ("GET", "/metrics"): _OPEN,
    ("GET", "/v1/me"): EVERYBODY,
    ("POST", "/v1/documents"): _CLAIMANTS,
    ("GET", "/v1/documents/{document_id}"): EVERYBODY,
    ("GET", "/v1/documents/{document_id}/pages/{number}"): EVERYBODY,
    ("GET", "/v1/documents/{document_id}/original"): frozenset({"dealer", "reviewer", "admin"}),
    ("POST", "/v1/claims"): _CLAIMANTS,
    ("GET", "/v1/claims"): EVERYBODY,
    ("GET", "/v1/claims/{claim_id}"): EVERYBODY,
    ("GET", "/v1/claims/{claim_id}/events"): EVERYBODY,
    ("POST", "/v1/claims/{claim_id}/withdraw"): _CLAIMANTS,
    ("POST", "/v1/claims/{claim_id}/revisions"): _CLAIMANTS,
    ("POST", "/v1/sales/imports"): _ADMIN,
    ("GET", "/v1/sales/imports"): frozenset({"reviewer", "admin"}),
    ("GET", "/v1/sales/imports/{import_id}"): frozenset({"reviewer", "admin"}),
    ("GET", "/v1/programs"): EVERYBODY,
    ("POST", "/v1/programs"): _ADMIN,
    ("POST", "/v1/programs/validate"): _ADMIN,
    ("GET", "/v1/programs/{name}"): EVERYBODY,
    ("GET", "/v1/tasks"): _DECIDERS,
    ("GET", "/v1/tasks/{task_id}"): _DECIDERS,
    ("POST", "/v1/tasks/{task_id}/lease"): _DECIDERS,
    ("POST", "/v1/tasks/{task_id}/renew"): _DECIDERS,
    ("POST", "/v1/tasks/{task_id}/release"): _DECIDERS,
    ("POST", "/v1/tasks/{task_id}/resolve"): _DECIDERS,
}
"""Roles by method and path. A route that is not here answers nobody, and fails a test."""

_bearer = HTTPBearer(
    auto_error=False,
    scheme_name="API key",
    description="`cc_<prefix>_<secret>`, as `claimcheck keys create` showed it.",
)


def context_of(request: Request) -> Context:
    """What the app stands on."""
    context: Context = request.app.state.context
    return context


def caller(request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> Actor:
    """Who is asking, within the limit of its key and the roles of the route.

    Raises:
        Unauthorized: without a key that works.
        TooMany: when the key asks too often.
        Forbidden: when its role may not call this route.
    """
    if credentials is None:
        raise Unauthorized("Send your API key as `Authorization: Bearer cc_…`.")
    actor = authenticate(context_of(request), credentials.credentials)
    buckets: Buckets = request.app.state.buckets
    wait = buckets.take(actor.id)
    if wait:
        raise TooMany("This key asks too often; wait a little.", retry_after=wait)
    if actor.role not in ROUTES.get((request.method, request.scope["route"].path), frozenset()):
        raise Forbidden(f"The role {actor.role} may not do this.")
    return actor


Caller = Annotated[Actor, Depends(caller)]
"""A parameter of this type makes a route one that needs a key."""

Here = Annotated[Context, Depends(context_of)]
"""A parameter of this type gets what the app stands on."""
