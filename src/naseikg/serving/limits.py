"""How much one query, one client and the whole server may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

__all__ = ["LOCAL", "PUBLIC", "Limits"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a server gives to a query, and to all of them together."""

    #: Seconds that a query may run; then it is stopped.
    seconds: float
    #: Rows or triples of an answer.
    rows: int
    #: Bytes of an answer, before it is compressed.
    answer_bytes: int
    #: Bytes of memory that a query may take, beside the graph.
    memory_bytes: int
    #: Bytes of a request's body.
    body_bytes: int
    #: Processes for quick queries; as many as there are processors.
    workers: int
    #: Long queries that run at once, each in a process of its own beside those.
    long_queries: int
    #: Queries that wait for a process; one more is sent away.
    waiting: int

    @property
    def processes(self) -> int:
        """The processes that there may be at once."""
        return self.workers + self.long_queries


#: For one person on the own machine.
LOCAL = Limits(
    seconds=60,
    rows=1_000_000,
    answer_bytes=512 * 2**20,
    memory_bytes=4 * 2**30,
    body_bytes=8 * 2**20,
    workers=os.cpu_count() or 1,
    long_queries=4,
    waiting=1000,
)

#: For strangers.
PUBLIC = Limits(
    seconds=10,
    rows=100_000,
    answer_bytes=64 * 2**20,
    memory_bytes=2**30,
    body_bytes=2**18,
    workers=os.cpu_count() or 1,
    long_queries=4,
    waiting=1000,
)
