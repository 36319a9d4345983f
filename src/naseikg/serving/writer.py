"""Where a job writes its answer."""

from __future__ import annotations

from typing import Protocol

__all__ = ["AnswerWriter"]


class AnswerWriter(Protocol):
    """Takes an answer: first its media type, then its bytes."""

    def begin(self, media_type: str) -> None:
        """Says what the bytes will be."""

    def write(self, part: bytes) -> int:
        """Takes a part of the answer; returns its length."""
