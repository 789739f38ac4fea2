"""What the client's key and the home's together open."""

from __future__ import annotations

from typing import Protocol


class SealsAnswers(Protocol):
    """Answers that are kept for a client which may ask once more."""

    def digest(self, *parts: bytes) -> str:
        """64 hexadecimal digits that stand for `parts`, and that nobody makes without the home's keys."""

    def seal(self, key: str, digest: str, answer: bytes) -> bytes:
        """`answer`, which opens with `key` and in the place of `digest` only."""

    def open(self, key: str, digest: str, sealed: bytes) -> bytes:
        """Raises `VaultDamaged`."""
