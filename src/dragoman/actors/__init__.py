"""Who: names, offices, demonyms, capitals; people with terms of office; one entity through a page."""

from dragoman.actors.found import NameFound
from dragoman.actors.gazetteer import names
from dragoman.actors.resolve import Resolved, is_relay, resolve

__all__ = ["NameFound", "Resolved", "is_relay", "names", "resolve"]
