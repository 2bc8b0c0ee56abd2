"""Why something could not be fetched."""

from __future__ import annotations

from dragoman.errors import DragomanError


class Problem(DragomanError):
    """It could not be fetched. ``passing``: it may be another time, not within ``wait`` seconds where the host said so."""

    def __init__(self, message: str, *, passing: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.passing = passing
        self.wait = wait
