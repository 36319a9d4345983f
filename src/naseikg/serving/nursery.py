"""The process that workers are born from: it loads the graph once and forks, so that a new worker is there in a millisecond.

It is a process of its own, with one thread, as a process with threads must not fork. The workers share its memory.
Run as ``python -m naseikg.serving.nursery DESCRIPTOR FOLDER LIMITS`` by `naseikg.serving.births`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import select
import signal
import socket
import struct
import sys
from pathlib import Path

from naseikg.asking.ondisk import is_on_disk
from naseikg.asking.store import load_store
from naseikg.errors import NaseikgError
from naseikg.serving.limits import Limits
from naseikg.serving.worker import work

__all__ = ["COMMAND", "main"]

#: A command is a letter and a process: ``w`` asks for a worker, ``k`` kills one. An answer to ``w`` is the worker's
#: process, with the end of its connection beside it. Before all, ``r`` says that the graph is loaded, or ``f`` that
#: it cannot be, with the length of the sentence that follows.
COMMAND = struct.Struct("<cI")


def main(arguments: list[str]) -> int:
    """Loads the graph and obeys commands until the server's end of the connection closes."""
    control = socket.socket(fileno=int(arguments[0]))
    # Signals reach every process of a terminal or a service; the server decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        folder = Path(arguments[1])
        # A store on disk has threads of its own, which a fork does not take along: each worker opens it for itself.
        store = None if is_on_disk(folder) else load_store(folder)
    except NaseikgError as error:
        why = str(error).encode()
        control.sendall(COMMAND.pack(b"f", len(why)) + why)
        return 2
    limits = Limits(**json.loads(arguments[2]))
    children: set[int] = set()
    gc.collect()
    gc.freeze()
    control.sendall(COMMAND.pack(b"r", os.getpid()))
    while True:
        ready, _, _ = select.select([control], [], [], 1)
        _reap(children)
        if not ready:
            continue
        command = control.recv(COMMAND.size, socket.MSG_WAITALL)
        if len(command) < COMMAND.size:
            for child in children:
                os.kill(child, signal.SIGKILL)
            return 0
        letter, process = COMMAND.unpack(command)
        if letter == b"w":
            ours, theirs = socket.socketpair()
            child = os.fork()
            if child == 0:
                control.close()
                theirs.close()
                code = 1
                try:
                    # What the allocator says of a query that takes too much memory is told to its client.
                    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
                    work(ours, store or load_store(folder), limits)
                    code = 0
                finally:
                    os._exit(code)
            children.add(child)
            ours.close()
            # Should the server have ended meanwhile, the next command is none.
            with theirs, contextlib.suppress(ConnectionError):
                socket.send_fds(control, [COMMAND.pack(b"w", child)], [theirs.fileno()])
        elif process in children:
            # A child that was not waited for keeps its number, so this cannot hit another process.
            os.kill(process, signal.SIGKILL)


def _reap(children: set[int]) -> None:
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitpid(-1, os.WNOHANG)[0]) != 0:
            children.discard(ended)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
