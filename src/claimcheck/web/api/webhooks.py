"""Webhooks over HTTP: who is called of one's claims, and what became of each call."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from claimcheck.services.context import Context
from claimcheck.services.idempotency import Answer, fingerprint, once
from claimcheck.services.notices import calling
from claimcheck.store.notices.webhooks import Delivery, Webhook
from claimcheck.web.answers import After, Id, IdempotencyKey, answered, known_id
from claimcheck.web.auth import Caller, Here
from claimcheck.web.schemas import Page, with_example

router = APIRouter(tags=["webhooks"])


class WebhookIn(BaseModel):
    """An address to be called."""

    model_config = with_example({"url": "https://example.com/claims"})

    url: str = Field(max_length=2000)


class WebhookOut(BaseModel):
    """A webhook."""

    id: str
    url: str
    created_at: datetime
    disabled_at: datetime | None = None


class WebhookMade(WebhookOut):
    """A webhook just made, with what its calls are signed with."""

    secret: str = Field(description="shown this once", examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class Webhooks(BaseModel):
    """The webhooks of the caller's organisation."""

    webhooks: list[WebhookOut]


class DeliveryOut(BaseModel):
    """One call; `id` is its `webhook-id` header, the same however often it is made."""

    id: str
    kind: str = Field(examples=["claim.approve"])
    body: str
    state: str = Field(examples=["delivered"], description="waiting, delivered or failed")
    attempts: int
    status: int | None = None
    last_error: str | None = None
    created_at: datetime
    delivered_at: datetime | None = None


class Deliveries(Page):
    """Calls, the newest first."""

    deliveries: list[DeliveryOut]


@router.get("/v1/webhooks", summary="Who is called of your claims")
def list_webhooks(actor: Caller, context: Here) -> Webhooks:
    """Those of the caller's organisation."""
    return Webhooks(webhooks=[_out(hook) for hook in calling.listed(context, actor)])


@router.post("/v1/webhooks", status_code=201, summary="Have an address called", response_model=WebhookMade)
def add_webhook(actor: Caller, context: Here, body: WebhookIn, key: IdempotencyKey = None) -> Response:
    """Each turn of a claim is a `POST`, with the headers and the signature of Standard Webhooks."""

    def act(context: Context) -> Answer:
        made = calling.add(context, actor, body.url)
        shown = WebhookMade(**_out(made).model_dump(), secret=calling.secret_of(made))
        return Answer(201, shown.model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("webhook", body.url), act))


@router.post("/v1/webhooks/{webhook_id}/off", summary="Call an address no more", response_model=WebhookOut)
def switch_off(actor: Caller, context: Here, webhook_id: Id, key: IdempotencyKey = None) -> Response:
    """Calls that wait are given up."""
    known = known_id(webhook_id)

    def act(context: Context) -> Answer:
        return Answer(200, _out(calling.disable(context, actor, known)).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("webhook.off", known), act))


@router.get("/v1/webhooks/{webhook_id}/deliveries", summary="The calls of a webhook")
def list_deliveries(actor: Caller, context: Here, webhook_id: Id, after: After = None) -> Deliveries:
    """The newest first, fifty at a time."""
    found = calling.deliveries(context, actor, known_id(webhook_id), after)
    return Deliveries(deliveries=[_call(one) for one in found], next=found[-1].id if len(found) == 50 else None)


@router.post(
    "/v1/webhooks/{webhook_id}/deliveries/{delivery_id}/again", status_code=202, summary="Make a call once more",
    response_model=DeliveryOut,
)  # fmt: skip
def again(actor: Caller, context: Here, webhook_id: Id, delivery_id: Id, key: IdempotencyKey = None) -> Response:
    """Under the same id."""
    hook, call = known_id(webhook_id), known_id(delivery_id)

    def act(context: Context) -> Answer:
        return Answer(202, _call(calling.again(context, actor, hook, call)).model_dump(mode="json"))

    return answered(once(context, actor, key, fingerprint("webhook.again", hook, call), act))


def _out(hook: Webhook) -> WebhookOut:
    return WebhookOut(id=hook.id, url=hook.url, created_at=hook.created_at, disabled_at=hook.disabled_at)


def _call(one: Delivery) -> DeliveryOut:
    return DeliveryOut(
        id=one.id, kind=one.kind, body=one.body, state=one.state, attempts=one.attempts, status=one.status,
        last_error=one.last_error, created_at=one.created_at, delivered_at=one.delivered_at,
    )  # fmt: skip
