"""An ASGI application on a free port of this machine, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from naseikg.serving.running import listen

__all__ = ["served"]


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """The address of an application that is served meanwhile."""
    started = threading.Event()

    class Server(uvicorn.Server):
        async def startup(self, sockets=None) -> None:  # type: ignore[no-untyped-def]  # as its own
            await super().startup(sockets)
            started.set()

    with listen("127.0.0.1", 0) as listening:
        server = Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        assert started.wait(30)
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()
