"""What operators watch, in the text form of Prometheus, at an address of its own that strangers do not see."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from naseikg.errors import StoreError
from naseikg.serving.kept import Kept
from naseikg.serving.pool import Pool

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry
    from prometheus_client.core import Metric

__all__ = ["Measured", "publish"]

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
#: The parts of the address space; what is anything else is a page.
_ROUTES = ("sparql", "api", "health", "void")


class Measured:
    """The application with its requests counted and timed.

    Raises:
        StoreError: prometheus-client is not installed.
    """

    def __init__(self, app: ASGIApp, *, pool: Pool, kept: Kept) -> None:
        try:
            from prometheus_client import CollectorRegistry, Counter, Histogram, PlatformCollector, ProcessCollector
        except ImportError as error:
            raise StoreError("--metrics needs prometheus-client; pip install 'naseikg[public]'") from error
        self.registry = CollectorRegistry()
        self._app = app
        self._requests = Counter(
            "naseikg_http_requests",
            "Requests answered, by the part of the address space, the method and the status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "naseikg_http_request_duration_seconds",
            "Seconds from a request to the end of its answer.",
            ("route",),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self.registry.register(_State(pool, kept))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers a request and counts it; 499 is a client that hung up, as nginx has it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 499
        began = time.perf_counter()

        async def seen(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, seen)
        finally:
            part = scope["path"].partition("/")[2].partition("/")[0]
            route = part if part in _ROUTES else "pages"
            method = scope["method"] if scope["method"] in ("GET", "HEAD", "POST", "OPTIONS") else "other"
            self._requests.labels(route, method, str(status)).inc()
            self._seconds.labels(route).observe(time.perf_counter() - began)


class _State:
    """What the pool and the memory of answers hold at the moment of asking."""

    def __init__(self, pool: Pool, kept: Kept) -> None:
        self._pool = pool
        self._kept = kept

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        pool = self._pool
        for name, value, says in (
            ("running", pool.running, "Queries that workers have."),
            ("long", pool.long, "Queries among them that run for long, each alone with its worker."),
            ("waiting", pool.waiting, "Queries that no worker has yet."),
        ):
            yield GaugeMetricFamily(f"naseikg_queries_{name}", says, value)
        yield GaugeMetricFamily("naseikg_workers", "Processes that answer queries.", len(pool.processes))
        stopped = CounterMetricFamily("naseikg_queries_stopped", "Queries stopped, by the reason.", labels=["reason"])
        for reason, count in pool.killed.items():
            stopped.add_metric([reason], count)
        yield stopped
        yield CounterMetricFamily("naseikg_answers_kept", "Requests answered from memory.", self._kept.hits)


def publish(registry: CollectorRegistry, address: str) -> Callable[[], None]:
    """Serves the metrics at ``PORT`` of this machine or at ``HOST:PORT``, at any path; gives what ends that.

    Raises:
        StoreError: the address is none, or cannot be used.
    """
    from prometheus_client import start_http_server

    host, _, port = address.rpartition(":")
    try:
        server, thread = start_http_server(int(port), host.strip("[]") or "127.0.0.1", registry)
    except (ValueError, OverflowError) as error:
        raise StoreError(f"--metrics {address}: is no PORT or HOST:PORT") from error
    except OSError as error:
        raise StoreError(f"--metrics {address}: cannot be used ({error.strerror}); give another port") from error

    def end() -> None:
        server.shutdown()
        server.server_close()
        thread.join()

    return end
