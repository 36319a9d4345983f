"""A worker: a process with the graph that does one job after the other and can be killed at any moment."""

from __future__ import annotations

import os
import resource
import sys
import time
import traceback
from socket import socket
from typing import TYPE_CHECKING

from naseikg.serving.jobs import JOBS, RefusedError
from naseikg.serving.jobs_of_things import THINGS
from naseikg.serving.messages import Frame, Frames, Kind, framed

if TYPE_CHECKING:
    from pyoxigraph import Store

    from naseikg.serving.limits import Limits

__all__ = ["work"]

#: Bytes of an answer that are gathered before they are sent. A fault found within them still has a status of its own.
_PART = 2**18
#: A worker ends after a job that took more seconds, or more memory in KiB, than this, so that its memory is freed.
_LONG, _LARGE = 1.0, 64 * 1024
_JOBS = {**JOBS, **THINGS}


def work(connection: socket, store: Store, limits: Limits) -> None:
    """Does the jobs that come over a connection, in order, until it closes or a job has grown the process."""
    _limit_memory(limits)
    frames = Frames()
    largest = _largest()
    while data := connection.recv(2**20):
        for frame in frames.fed(data):
            began = time.monotonic()
            _do(frame, _Answer(frame.number, connection), store, limits)
            seconds = time.monotonic() - began
            if seconds > _LONG or (seconds > 0.01 and _largest() - largest > _LARGE):
                # What was sent to this worker meanwhile is given to another.
                connection.sendall(framed(0, Kind.LEAVING, b""))
                return


def _do(frame: Frame, answer: _Answer, store: Store, limits: Limits) -> None:
    name, arguments = frame.value
    assert isinstance(name, str)
    assert isinstance(arguments, dict)
    try:
        _JOBS[name](store, limits, answer, **arguments)
        answer.end()
    except RefusedError as error:
        answer.fail(error.status, str(error))
    except MemoryError:
        answer.fail(503, f"this takes over {limits.memory_bytes // 2**20} MiB of memory; ask for less")
    except Exception:  # the end of the process: what comes here is a fault of ours, and the client must not see it
        answer.fail(500, "this server failed at the request; its log says more", traceback.format_exc())


class _Answer:
    """The answer to one job: a single frame when it is short, several when it is long."""

    def __init__(self, number: int, connection: socket) -> None:
        self._number = number
        self._connection = connection
        self._media_type = ""
        self._parts = bytearray()
        self._begun = False

    def begin(self, media_type: str) -> None:
        self._media_type = media_type

    def write(self, part: bytes) -> int:
        self._parts += part
        if len(self._parts) > _PART:
            self._flush()
        return len(part)

    def end(self) -> None:
        if self._begun:
            self._flush()
            self._connection.sendall(framed(self._number, Kind.END, b""))
        else:
            self._connection.sendall(framed(self._number, Kind.WHOLE, (self._media_type, bytes(self._parts))))

    def fail(self, status: int, message: str, trace: str = "") -> None:
        self._connection.sendall(framed(self._number, Kind.FAULT, (status, message, trace)))

    def _flush(self) -> None:
        if not self._begun:
            self._connection.sendall(framed(self._number, Kind.BEGIN, (self._media_type,)))
            self._begun = True
        self._connection.sendall(framed(self._number, Kind.MORE, bytes(self._parts)))
        self._parts = bytearray()


def _limit_memory(limits: Limits) -> None:
    """Lets the system refuse more memory than a query may take; the process then ends, and its client is told."""
    if sys.platform != "linux":
        return  # elsewhere the system takes the limit and does not keep to it
    with open("/proc/self/statm") as file:
        taken = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + limits.memory_bytes,) * 2)
    # It would leave the memory of the process as a file.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _largest() -> int:
    """The most memory that this process ever had, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
