"""Workers that share the jobs: quick ones go through at once, long ones run apart, and one past its time is killed."""

from __future__ import annotations

import asyncio
import itertools
import logging
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass
from socket import socket
from typing import NamedTuple, cast

from naseikg.errors import StoreError
from naseikg.serving.births import Nursery
from naseikg.serving.jobs import RefusedError
from naseikg.serving.limits import Limits
from naseikg.serving.messages import Frame, Frames, Kind, framed

__all__ = ["BusyError", "Pool", "Reply", "Worker"]

_LOG = logging.getLogger("naseikg.pool")
#: Jobs that a worker is given at once. More of them need fewer messages; fewer wait behind a long one.
_DEPTH = 8
#: Seconds after which a job is a long one: it is left alone with its worker, and another one takes its place.
_LONG = 0.1
#: Seconds that a job may go on when as many long ones run as may; on a laden machine a quick one takes longer, too.
_GRACE = 0.5
#: Seconds between two looks at how long the jobs have run.
_LOOK = 0.025
#: Parts of a long answer that wait for a client before its worker is made to wait too.
_PARTS = 8


class BusyError(RefusedError):
    """The server has too much to do; the same request may be taken later."""

    def __init__(self, message: str) -> None:
        super().__init__(503, message)


class Reply(NamedTuple):
    """An answer: its media type, and its body, whole or in parts."""

    media_type: str
    body: bytes | AsyncIterator[bytes]


@dataclass(slots=True, eq=False)
class _Run:
    """A job on its way."""

    number: int
    message: bytes
    reply: asyncio.Future[Reply]
    on_long: Callable[[], None] | None = None
    parts: asyncio.Queue[bytes | RefusedError | None] | None = None
    worker: Worker | None = None
    began: float = 0.0


class Pool:
    """The workers of a server and the jobs that wait for them.

    ``killed`` counts the jobs that were stopped, by the reason: their time was over, the client had gone, too many
    long ones ran, or their process ended of itself.
    """

    def __init__(self, nursery: Nursery, limits: Limits) -> None:
        self.limits = limits
        self.killed = {"time": 0, "gone": 0, "busy": 0, "ended": 0}
        self.nursery = nursery
        self.workers: set[Worker] = set()
        self._awaited = 0
        self._waiting: deque[_Run] = deque()
        self._numbers = itertools.count(1)
        self._looking: asyncio.TimerHandle | None = None
        self._closing = False
        self._births: set[asyncio.Task[None]] = set()
        self._one_at_a_time = asyncio.Lock()

    @property
    def running(self) -> int:
        """The jobs that workers have."""
        return sum(len(one.runs) for one in self.workers)

    @property
    def long(self) -> int:
        """The jobs among them that have run for long."""
        return sum(one.is_long for one in self.workers)

    @property
    def waiting(self) -> int:
        """The jobs that no worker has yet."""
        return len(self._waiting)

    @property
    def processes(self) -> list[int]:
        """The processes of the workers."""
        return sorted(one.process for one in self.workers)

    async def open(self) -> None:
        """Has the first workers born."""
        self.nursery.attach()
        self._awaited = self.limits.workers
        await asyncio.gather(*(self._bear() for _ in range(self.limits.workers)))

    async def close(self) -> None:
        """Takes no more jobs; what still runs is told that the server stops."""
        self._closing = True
        if self._looking:
            self._looking.cancel()
        for run in [*self._waiting, *(run for one in self.workers for run in one.runs)]:
            _fail(run, BusyError("the server is being stopped; try again later"))
        self._waiting.clear()
        for birth in self._births:
            birth.cancel()
        await asyncio.gather(*self._births, return_exceptions=True)
        for worker in self.workers:
            worker.runs.clear()
            worker.transport.abort()
        await asyncio.gather(*(worker.closed.wait() for worker in self.workers))

    def end(self) -> None:
        """Ends the nursery and all workers."""
        self.nursery.close()

    async def run(
        self, job: str, arguments: Mapping[str, object], *, on_long: Callable[[], None] | None = None
    ) -> Reply:
        """The reply to a job; see `naseikg.serving.jobs.JOBS`. When the caller is cancelled, the job is stopped.

        ``on_long`` is called once, when the job has run for long.

        Raises:
            RefusedError: there is no answer; the message says why.
            BusyError: there is too much to do.
        """
        if len(self._waiting) >= self.limits.waiting or self._closing:
            raise BusyError("too many requests are waiting; try again in a few seconds")
        loop = asyncio.get_running_loop()
        number = next(self._numbers)
        run = _Run(number, framed(number, Kind.JOB, (job, dict(arguments))), loop.create_future(), on_long)
        self._place(run)
        if self._looking is None:
            self._looking = loop.call_later(_LOOK, self._look)
        try:
            return await run.reply
        except asyncio.CancelledError:
            self._drop(run)
            raise

    def _place(self, run: _Run) -> None:
        """Gives a job to the worker with the least to do, or lets it wait."""
        least: Worker | None = None
        for one in self.workers:
            if not one.is_long and len(one.runs) < _DEPTH and (least is None or len(one.runs) < len(least.runs)):
                least = one
        if least is None:
            self._waiting.append(run)
        else:
            least.give(run)

    def _free(self) -> None:
        """Gives waiting jobs to workers, and has as many workers as there should be."""
        if self._closing:
            return
        while self._waiting:
            run = self._waiting.popleft()
            if run.reply.done():
                continue
            self._place(run)
            if run.worker is None:
                # It was put at the end, and came from the front.
                self._waiting.rotate(1)
                break
        quick = sum(not one.is_long for one in self.workers) + self._awaited
        for _ in range(self.limits.workers - quick):
            if len(self.workers) + self._awaited < self.limits.processes:
                self._awaited += 1
                birth = asyncio.get_running_loop().create_task(self._bear())
                self._births.add(birth)
                birth.add_done_callback(self._births.discard)

    async def _bear(self) -> None:
        try:
            process, connection = await self._born()
            worker = Worker(self, process)
            try:
                await asyncio.get_running_loop().create_connection(lambda: worker, sock=connection)
            except BaseException:
                connection.close()
                raise
        except (ConnectionError, StoreError) as error:
            if not self._closing:
                _LOG.critical("no worker could be started: %s", error)
            return
        finally:
            self._awaited -= 1
        self.workers.add(worker)
        self._free()

    async def _born(self) -> tuple[int, socket]:
        """A new worker; should the nursery have ended, as when the system ran out of memory, of another nursery."""
        nursery = self.nursery
        try:
            return await nursery.worker()
        except ConnectionError:
            async with self._one_at_a_time:
                if self.nursery is nursery and not self._closing:
                    _LOG.error("the process that holds the graph has ended; another one is started")
                    self.nursery = await asyncio.to_thread(nursery.again)
                    self.nursery.attach()
                    nursery.close()
            return await self.nursery.worker()

    def _look(self) -> None:
        """Sets long jobs apart, and kills those past their time."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._looking = None
        for worker in [one for one in self.workers if one.runs]:
            spent = now - worker.runs[0].began
            if spent > self.limits.seconds:
                reason = f"the query was stopped after {self.limits.seconds:g} seconds; ask for less"
                self._kill(worker, RefusedError(503, reason), "time")
            elif spent > _LONG and not worker.is_long:
                if self.long < self.limits.long_queries:
                    self._set_apart(worker)
                elif spent > _GRACE:
                    self._kill(worker, BusyError("too many long queries run already; try again later"), "busy")
        if self._waiting or any(one.runs for one in self.workers):
            self._looking = loop.call_later(_LOOK, self._look)

    def _set_apart(self, worker: Worker) -> None:
        worker.is_long = True
        self.nursery.slow_down(worker.process)
        if worker.runs[0].on_long is not None and not worker.runs[0].reply.done():
            worker.runs[0].on_long()
        behind = list(worker.runs)[1:]
        worker.runs = deque([worker.runs[0]])
        self._again(behind)

    def _again(self, runs: list[_Run]) -> None:
        """Puts jobs that never began back to the front."""
        for run in runs:
            run.worker = None
        self._waiting.extendleft(reversed(runs))
        self._free()

    def _drop(self, run: _Run) -> None:
        """Stops a job that nobody waits for."""
        worker = run.worker
        if worker is None or run not in worker.runs:
            return
        if worker.runs[0] is run:
            self._kill(worker, BusyError("nobody waits for the answer"), "gone")
        else:
            worker.runs.remove(run)

    def _kill(self, worker: Worker, error: RefusedError, reason: str) -> None:
        self.killed[reason] += 1
        self.nursery.kill(worker.process)
        self._lost(worker, error)

    def _lost(self, worker: Worker, error: RefusedError) -> None:
        """Does without a worker: its first job fails, the others go to another one."""
        if worker not in self.workers:
            return
        self.workers.discard(worker)
        worker.transport.abort()
        runs = list(worker.runs)
        worker.runs = deque()
        if runs:
            _fail(runs[0], error)
        self._again(runs[1:])

    # What the workers tell.

    def heard(self, worker: Worker, frame: Frame) -> None:
        """Takes a frame from a worker."""
        if frame.kind is Kind.LEAVING and worker in self.workers:
            runs, worker.runs = list(worker.runs), deque()
            self._lost(worker, BusyError(""))
            self._again(runs)
            return
        if not worker.runs or worker.runs[0].number != frame.number:
            return  # about a job that was given to another worker since
        run = worker.runs[0]
        if frame.kind is Kind.MORE:
            assert run.parts is not None
            run.parts.put_nowait(frame.body)
            if run.parts.qsize() >= _PARTS:
                worker.transport.pause_reading()
            return
        if frame.kind is Kind.BEGIN:
            run.parts = asyncio.Queue()
            if not run.reply.done():
                run.reply.set_result(Reply(str(frame.value[0]), self._parts(worker, run)))
            return
        worker.runs.popleft()
        if frame.kind is Kind.WHOLE:
            media_type, body = frame.value
            assert isinstance(media_type, str)
            assert isinstance(body, bytes)
            if not run.reply.done():
                run.reply.set_result(Reply(media_type, body))
        elif frame.kind is Kind.END:
            assert run.parts is not None
            run.parts.put_nowait(None)
        elif frame.kind is Kind.FAULT:
            status, message, trace = frame.value
            if trace:
                _LOG.error("a job failed: %s", trace)
            _fail(run, RefusedError(int(str(status)), str(message)))
        if worker.runs:
            worker.runs[0].began = asyncio.get_running_loop().time()
        if worker.is_long:
            # It has become large or was made slow: a new one takes its place.
            self._lost(worker, BusyError(""))
            self.nursery.kill(worker.process)
        elif self._waiting:
            self._free()

    def ended(self, worker: Worker) -> None:
        """Takes that a worker has closed its connection."""
        if self._closing:
            return
        if worker in self.workers and worker.runs:
            self.killed["ended"] += 1
        mib = self.limits.memory_bytes // 2**20
        self._lost(
            worker, RefusedError(503, f"the query ended its process, likely as it takes over {mib} MiB; ask for less")
        )
        self._free()

    async def _parts(self, worker: Worker, run: _Run) -> AsyncIterator[bytes]:
        assert run.parts is not None
        try:
            while (part := await run.parts.get()) is not None:
                if isinstance(part, RefusedError):
                    raise part
                if run.parts.qsize() < _PARTS // 2 and run in worker.runs:
                    worker.transport.resume_reading()
                yield part
        finally:
            self._drop(run)


def _fail(run: _Run, error: RefusedError) -> None:
    if run.parts is not None:
        run.parts.put_nowait(error)
    elif not run.reply.done():
        run.reply.set_exception(error)


class Worker(asyncio.Protocol):
    """The server's end of a worker: the jobs it has, the first of which it does."""

    transport: asyncio.Transport

    def __init__(self, pool: Pool, process: int) -> None:
        self.process = process
        self.runs: deque[_Run] = deque()
        self.is_long = False
        self.closed = asyncio.Event()
        self._pool = pool
        self._frames = Frames()
        self._gathered: list[bytes] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Takes the connection to the worker."""
        # That of uvloop does what this class says without being one.
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Takes what the worker says."""
        for frame in self._frames.fed(data):
            self._pool.heard(self, frame)

    def connection_lost(self, error: Exception | None) -> None:
        """Takes that the worker is no more."""
        self.closed.set()
        self._pool.ended(self)

    def give(self, run: _Run) -> None:
        """Sends a job to the worker, with the others that it is given in the same round of the loop."""
        run.worker = self
        loop = asyncio.get_running_loop()
        if not self.runs:
            run.began = loop.time()
        self.runs.append(run)
        if not self._gathered:
            loop.call_soon(self._send)
        self._gathered.append(run.message)

    def _send(self) -> None:
        self.transport.write(b"".join(self._gathered))
        self._gathered.clear()
