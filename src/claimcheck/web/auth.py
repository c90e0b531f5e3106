"""The dependency that holds every call of the API against the table of roles."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from claimcheck.errors import Forbidden, TooMany, Unauthorized
from claimcheck.model.parties import Actor
from claimcheck.services.context import Context
from claimcheck.services.people.keys import authenticate
from claimcheck.services.rate_limits import Buckets
from claimcheck.web.roles import ROUTES

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
    path = request.scope["route"].path
    actor = authenticate(context_of(request), credentials.credentials, method=request.method, path=path)
    buckets: Buckets = request.app.state.buckets
    wait = buckets.take(actor.id)
    if wait:
        raise TooMany("This key asks too often; wait a little.", retry_after=wait)
    if actor.role not in ROUTES.get((request.method, path), frozenset()):
        raise Forbidden(f"The role {actor.role} may not do this.")
    return actor


def is_still(request: Request, before: Actor) -> bool:
    """Whether the key of a request works still: asked while an answer goes on."""
    try:
        presented = request.headers.get("authorization", "").partition(" ")[2].strip()
        return authenticate(context_of(request), presented) == before
    except Unauthorized:
        return False


Caller = Annotated[Actor, Depends(caller)]
"""A parameter of this type makes a route one that needs a key."""

Here = Annotated[Context, Depends(context_of)]
"""A parameter of this type gets what the app stands on."""
