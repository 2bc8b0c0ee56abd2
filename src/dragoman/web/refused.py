"""What cannot be answered, with the status and the words to say so."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.errors import DragomanError


class Refused(DragomanError):
    """A request that is not answered: an HTTP status, and what to tell, as a key of the wording with its values.

    ``headers`` go with the answer.
    """

    def __init__(
        self, status: int, key: str | None = None, *, headers: Mapping[str, str] | None = None, **values: object
    ) -> None:
        super().__init__(key or f"error.{status}")
        self.status = status
        self.key = key or f"error.{status}"
        self.values = values
        self.headers = dict(headers or {})
