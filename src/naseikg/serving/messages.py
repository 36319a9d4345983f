"""What a server and its workers say to each other over a socket: frames, each with its length, a job's number and a kind.

Both ends run the same Python on the same machine, so the standard library's `marshal` carries the values.
"""

from __future__ import annotations

import marshal
import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import NamedTuple

__all__ = ["Frame", "Frames", "Kind", "framed"]

_HEAD = struct.Struct("<IQB")


class Kind(IntEnum):
    """What a frame is."""

    #: To a worker: the name of a job and its arguments.
    JOB = 0
    #: To the server: the media type and the whole of a short answer.
    WHOLE = 1
    #: The media type of a long answer, whose body follows.
    BEGIN = 2
    #: A part of its body.
    MORE = 3
    #: The end of its body.
    END = 4
    #: Why there is no answer, or no more of it: an HTTP status, a sentence, and for the log a trace.
    FAULT = 5
    #: The worker ends, and does none of the jobs that it still has.
    LEAVING = 6


class Frame(NamedTuple):
    """A message about a job."""

    number: int
    kind: Kind
    body: bytes

    @property
    def value(self) -> tuple[object, ...]:
        """What the body says, where it is not a part of an answer."""
        value = marshal.loads(self.body)
        assert isinstance(value, tuple)
        return value


def framed(number: int, kind: Kind, value: tuple[object, ...] | bytes) -> bytes:
    """The bytes of a frame.

    >>> next(Frames().fed(framed(7, Kind.FAULT, (400, "no query")))).value
    (400, 'no query')
    """
    body = value if isinstance(value, bytes) else marshal.dumps(value)  # type: ignore[arg-type]  # of values that it can write
    return _HEAD.pack(len(body), number, kind) + body


class Frames:
    """Frames out of bytes as they come."""

    def __init__(self) -> None:
        self._rest = b""

    def fed(self, data: bytes) -> Iterator[Frame]:
        """The frames that are whole with these bytes.

        >>> frames, data = Frames(), framed(1, Kind.MORE, b"abc")
        >>> [list(frames.fed(data[:5])), [one.body for one in frames.fed(data[5:])]]
        [[], [b'abc']]
        """
        data = self._rest + data if self._rest else data
        place, end = 0, len(data)
        while end - place >= _HEAD.size:
            length, number, kind = _HEAD.unpack_from(data, place)
            after = place + _HEAD.size + length
            if after > end:
                break
            yield Frame(number, Kind(kind), data[place + _HEAD.size : after])
            place = after
        self._rest = data[place:]
