"""Whether the service lives, is ready, and how it stands."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from claimcheck.services.status import answers
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import Me

router = APIRouter(tags=["service"])


@router.get("/healthz", summary="Whether the process lives")
def healthz() -> dict[str, str]:
    """Answers as long as the process does; asks nothing else."""
    return {"status": "ok"}


@router.get("/readyz", summary="Whether requests can be answered")
def readyz(context: Here) -> dict[str, str]:
    """Asks the database; 503 while it does not answer."""
    answers(context)
    return {"status": "ready"}


@router.get(
    "/metrics", summary="Prometheus metrics", response_class=Response, responses={200: {"content": {"text/plain": {}}}}
)
def metrics(request: Request) -> Response:
    """Queue depth and age, claims and documents by state, request latencies."""
    return Response(generate_latest(request.app.state.metrics.registry), media_type=CONTENT_TYPE_LATEST)


@router.get("/v1/me", summary="Who this key belongs to")
def me(actor: Caller) -> Me:
    """The organisation and role of the caller's key."""
    return Me(organisation=actor.organisation, role=actor.role, maker=actor.maker_id)
