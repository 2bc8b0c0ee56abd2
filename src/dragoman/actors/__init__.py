"""Who: names, offices, demonyms, capitals; people with terms of office; one entity through a page."""

from dragoman.actors.found import NameFound
from dragoman.actors.gazetteer import names

__all__ = ["NameFound", "names"]
