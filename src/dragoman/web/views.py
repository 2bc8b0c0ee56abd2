"""A page of the site: where it is, what it asks of the store, and how it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dragoman.records import Record
from dragoman.web.asked import Asked

API = "/api"


@dataclass(frozen=True)
class Parameter:
    """A parameter of an address, as the API's description tells it."""

    name: str
    summary: str
    kind: str = "string"
    required: bool = False


@dataclass(frozen=True)
class View:
    """A page: ``gather`` turns what was asked into a record of type ``answer``, which the template shows and the API prints.

    ``path`` is the page's; the API's is that under ``/api``. ``forms``: the page has forms that change something.
    """

    path: str
    template: str
    gather: Callable[[Asked], Record]
    answer: type[Record]
    summary: str
    parameters: tuple[Parameter, ...] = ()
    forms: bool = False

    @property
    def api(self) -> str:
        """The path of the same as JSON."""
        return API + self.path
