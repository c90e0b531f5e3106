"""Prometheus metrics: request latencies as they happen; queue and claims as the database says when asked."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from claimcheck.services.context import Context
from claimcheck.services.running.status import Status, status

_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The metrics of one app, in a registry of its own."""

    def __init__(self, context: Context) -> None:
        self.registry = CollectorRegistry()
        labels = ("method", "route")
        self.latency = Histogram(
            "claimcheck_request_seconds",
            "Seconds to answer a request",
            labels,
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self.answers = Counter("claimcheck_requests", "Requests answered", (*labels, "status"), registry=self.registry)
        self.registry.register(_Stored(context))


class _Stored(Collector):
    """Gauges read from the database at each scrape."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def describe(self) -> Iterable[Metric]:
        return ()  # registering must not ask the database

    def collect(self) -> Iterable[Metric]:
        now = status(self.context)
        yield from _queue(now)
        yield _by_state("claimcheck_claims", "Claims by state", now.claims)
        yield _by_state("claimcheck_documents", "Documents by state", now.documents)
        yield GaugeMetricFamily("claimcheck_review_tasks_open", "Review tasks without an answer", value=now.open_tasks)
        yield GaugeMetricFamily(
            "claimcheck_review_task_age_seconds", "Age of the oldest open review task", value=now.task_seconds
        )
        yield from _outgoing(now)
        yield _by_name(
            "claimcheck_process_seconds", "Seconds since a process of this machine was well", "process", now.processes
        )
        yield _by_name("claimcheck_free_bytes", "Room on the disks of files and data", "place", now.free_bytes)


def _by_state(name: str, text: str, counts: Mapping[str, int]) -> Metric:
    return _by_name(name, text, "state", counts)


def _by_name(name: str, text: str, label: str, values: Mapping[str, float]) -> Metric:
    family = GaugeMetricFamily(name, text, labels=[label])
    for each, value in sorted(values.items()):
        family.add_metric([each], value)
    return family


def _outgoing(now: Status) -> Iterable[Metric]:
    depth = GaugeMetricFamily("claimcheck_outgoing", "Mails and webhook calls", labels=["kind", "state"])
    late = GaugeMetricFamily(
        "claimcheck_outgoing_late_seconds", "For how long the oldest mail or call is due", labels=["kind"]
    )
    for one in now.outgoing:
        depth.add_metric([one.kind, "waiting"], one.waiting)
        depth.add_metric([one.kind, "failed"], one.failed)
        late.add_metric([one.kind], one.late)
    yield depth
    yield late


def _queue(now: Status) -> Iterable[Metric]:
    depth = GaugeMetricFamily(
        "claimcheck_queue_depth", "Stages of work by what they wait for", labels=["stage", "state"]
    )
    age = GaugeMetricFamily("claimcheck_queue_age_seconds", "Age of the oldest work that waits", labels=["stage"])
    for stage in now.work:
        for state in ("waiting", "postponed", "leased", "done", "dead"):
            depth.add_metric([stage.stage, state], getattr(stage, state))
        age.add_metric([stage.stage], stage.oldest_waiting_seconds)
    yield depth
    yield age


class Timed:
    """ASGI middleware: times every request under the template of its route, never under its path."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer and time one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, answered = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            metrics: Metrics | None = getattr(scope["app"].state, "metrics", None)
            route = getattr(scope.get("route"), "path", "none")
            if metrics is not None:
                metrics.answers.labels(scope["method"], route, str(answered)).inc()
                if not route.endswith("/events"):  # a stream lasts as long as somebody listens
                    metrics.latency.labels(scope["method"], route).observe(time.perf_counter() - began)
