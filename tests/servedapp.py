"""An ASGI application on a free port of this machine, and an event loop of a test's own, each in a thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

import uvicorn
from starlette.types import ASGIApp

from naseikg.serving.running import listen

__all__ = ["apart", "served"]

T = TypeVar("T")


def apart(work: Coroutine[object, object, T]) -> T:
    """What a coroutine gives, in a loop of its own: the browser of other tests has one in this thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


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
