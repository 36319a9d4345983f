"""Running the server: from a folder and a port to a process that answers until it is told to stop."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from naseikg.asking.store import manifest_of
from naseikg.errors import StoreError
from naseikg.places import Project
from naseikg.serving.limits import Limits

if TYPE_CHECKING:
    from starlette.types import ASGIApp

__all__ = ["Service", "listen", "run"]


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens at a host and port; port 0 takes any free one.

    Raises:
        StoreError: the host or port cannot be used.
    """
    with ExitStack() as on_failure:
        try:
            family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
            listening = on_failure.enter_context(socket.socket(family))
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            listening.listen(1024)
        except socket.gaierror as error:
            raise StoreError(
                f"{host}: is no address of this machine; give --host 127.0.0.1, or 0.0.0.0 for all"
            ) from error
        except OverflowError as error:
            raise StoreError(f"port {port} does not exist; give --port a number from 0 to 65535") from error
        except OSError as error:
            reason = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise StoreError(
                f"port {port} {reason}; give --port another one, or leave it out for any free one"
            ) from error
        on_failure.pop_all()
    return listening


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """What is served, and how it is watched."""

    where: Project
    limits: Limits
    #: The folder of the pages, where they are served too.
    site: Path | None = None
    #: One of `naseikg.serving.logs.FORMS`.
    log: str = "none"
    #: The ``[HOST:]PORT`` of the metrics; nothing where there are none.
    metrics: str | None = None


def run(service: Service, listening: socket.socket, *, ready: Callable[[], None] = lambda: None) -> None:
    """Serves until the process is told to stop by SIGTERM or Ctrl-C; requests under way are finished first.

    Raises:
        StoreError: the graph cannot be loaded, or the metrics cannot be published.
    """
    import uvicorn

    from naseikg.serving.app import application
    from naseikg.serving.births import Nursery
    from naseikg.serving.kept import Kept
    from naseikg.serving.logs import Logged
    from naseikg.serving.metrics import Measured, publish
    from naseikg.serving.pool import Pool

    limits = service.limits
    digest = manifest_of(service.where.graph).sha256
    with ExitStack() as at_end:
        pool = Pool(Nursery(service.where.graph, limits), limits)
        at_end.callback(pool.end)
        kept = Kept(application(service.where, pool, digest=digest, site=service.site))
        app: ASGIApp = kept
        if service.metrics is not None:
            app = measured = Measured(app, pool=pool, kept=kept)
            at_end.callback(publish(measured.registry, service.metrics))
        if service.log != "none":
            app = Logged(app, form=service.log)
        options = uvicorn.Config(
            app,
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=int(limits.seconds) + 1,
            timeout_keep_alive=30,
            http=_http(),
            ws="none",
            h11_max_incomplete_event_size=2**16,
        )

        class Server(uvicorn.Server):
            async def startup(self, sockets: list[socket.socket] | None = None) -> None:
                await super().startup(sockets)
                if not self.should_exit:
                    ready()

        # The server raises the signal that stopped it once more when it is done; that is no reason to fail.
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: None)
        Server(options).run(sockets=[listening])


def _http() -> type[asyncio.Protocol] | Literal["h11"]:
    """The faster reader of HTTP where it is installed; both have an end to a head."""
    try:
        from naseikg.serving.heads import BoundedProtocol
    except ImportError:
        return "h11"
    return BoundedProtocol
