"""Whether the service lives, is ready, and how it stands."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import Final

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from claimcheck.errors import Unauthorized
from claimcheck.services.running.status import answers
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import Me

router = APIRouter(tags=["service"])

_BY_PROXY: Final = ("forwarded", "x-forwarded-for", "x-real-ip", "via")


@router.get("/healthz", summary="Whether the process lives")
async def healthz() -> dict[str, str]:
    """Answers as long as the process does, also while every thread waits for a store; asks nothing else."""
    return {"status": "ok"}


@router.get("/readyz", summary="Whether requests can be answered")
def readyz(context: Here) -> dict[str, str]:
    """Asks the database; 503 while it does not answer."""
    answers(context)
    return {"status": "ready"}


@router.get(
    "/metrics", summary="Prometheus metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}}
)
def metrics(request: Request, context: Here) -> Response:
    """Queue depth and age, claims and documents by state, request latencies; for whoever watches the installation.

    With `CLAIMCHECK_METRICS_KEY` set it takes that key; without, it answers private addresses alone.
    """
    if not _may_watch(request, context.settings.metrics_key):
        raise Unauthorized("Send the key of CLAIMCHECK_METRICS_KEY as `Authorization: Bearer …`.")
    return Response(generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST)


def _may_watch(request: Request, key: str) -> bool:
    if key:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(errors="replace"), key.encode(errors="replace"))
    if any(name in request.headers for name in _BY_PROXY):  # the address is the proxy's: nobody knows whose the call is
        return False
    try:
        return request.client is None or ip_address(request.client.host).is_private
    except ValueError:  # no address: a socket of this machine
        return True


@router.get("/v1/me", summary="Who this key belongs to")
def me(actor: Caller) -> Me:
    """The organisation and role of the caller's key."""
    return Me(organisation=actor.organisation, role=actor.role, maker=actor.maker_id)
