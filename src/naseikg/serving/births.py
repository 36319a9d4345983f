"""The server's side of the nursery: asks for workers and has them killed."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections import deque
from dataclasses import asdict
from pathlib import Path

from naseikg.errors import StoreError
from naseikg.serving.limits import Limits
from naseikg.serving.nursery import COMMAND

__all__ = ["Nursery"]


class Nursery:
    """A running nursery.

    Raises:
        StoreError: the graph cannot be loaded; the message says why.
    """

    def __init__(self, folder: Path, limits: Limits) -> None:
        if not hasattr(os, "fork"):
            raise StoreError("serving needs a system that can fork, as Linux and macOS; use WSL or the container")
        self._folder, self._limits = folder, limits
        self._control, theirs = socket.socketpair()
        told = json.dumps(asdict(limits))
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "naseikg.serving.nursery", str(theirs.fileno()), str(folder), told],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
            )
        self._asked: deque[asyncio.Future[tuple[int, socket.socket]]] = deque()
        said = self._control.recv(COMMAND.size, socket.MSG_WAITALL)
        letter, number = COMMAND.unpack(said) if said else (b"f", 0)
        if letter == b"f":
            why = self._control.recv(number, socket.MSG_WAITALL).decode() if number else ""
            self.close()
            raise StoreError(why or "the process that holds the graph ended at once")
        self._control.setblocking(False)

    @property
    def process(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether its process has not ended."""
        return self._process.poll() is None

    def again(self) -> Nursery:
        """Another nursery of the same graph."""
        return Nursery(self._folder, self._limits)

    def attach(self) -> None:
        """Begins to listen, in the running event loop."""
        asyncio.get_running_loop().add_reader(self._control, self._heard)

    async def worker(self) -> tuple[int, socket.socket]:
        """A new worker: its process and its connection.

        Raises:
            ConnectionError: the nursery has ended.
        """
        born: asyncio.Future[tuple[int, socket.socket]] = asyncio.get_running_loop().create_future()
        self._asked.append(born)
        self._say(b"w", 0)
        return await born

    def kill(self, process: int) -> None:
        """Kills a worker at once."""
        self._say(b"k", process)

    def slow_down(self, process: int) -> None:
        """Lets a worker have the processor only when others leave it."""
        try:
            os.setpriority(os.PRIO_PROCESS, process, 10)
        except ProcessLookupError:
            return  # it has just ended

    def close(self) -> None:
        """Ends the nursery and all its workers."""
        if self._control.fileno() >= 0:
            self._control.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _say(self, letter: bytes, process: int) -> None:
        try:
            self._control.send(COMMAND.pack(letter, process))
        except OSError as error:
            self._ended(error)

    def _heard(self) -> None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._control, COMMAND.size, 1)
        except BlockingIOError:
            return
        except OSError as error:
            self._ended(error)
            return
        if not data:
            self._ended(ConnectionError("the process that holds the graph has ended"))
            return
        connection = socket.socket(fileno=descriptors[0])
        connection.setblocking(False)
        born = self._asked.popleft()
        if born.cancelled():
            connection.close()
        else:
            born.set_result((COMMAND.unpack(data)[1], connection))

    def _ended(self, error: Exception) -> None:
        if self._control.fileno() >= 0:
            asyncio.get_running_loop().remove_reader(self._control)
            self._control.close()
        while self._asked:
            born = self._asked.popleft()
            if not born.done():
                born.set_exception(ConnectionError(str(error)))
