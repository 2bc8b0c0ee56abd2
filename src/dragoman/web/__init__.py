"""The web application: a news site of one's own store, whose every statement leads to the sentence it rests on.

``application`` assembles it; ``views`` lists its pages, each answered as a page and, under ``/api``, as JSON of the same
record. A page's module (``pages/``) turns what was asked into a typed record; templates hold the markup.
"""

from dragoman.web.application import application

__all__ = ["application"]
