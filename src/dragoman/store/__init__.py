"""The store: readings are taken in, kept in all their versions, and found again.

    from dragoman.store import Wanted, open_store

    with open_store("news.sqlite", create=True) as store:      # or postgresql://…; None: $DRAGOMAN_STORE, else the user's own
        put = store.put(reading)                               # stored, changed (a new version) or known
        store.reading(put.id) == reading                       # as it was put in
        for event in store.events(Wanted(between=("PRK", "RUS"), since=day)): ...

What others may call:

- ``open_store``, and of a ``Store``: ``put``, ``put_many``, ``has_seen``, ``reading``, ``readings``, ``article``,
  ``articles``, ``versions``, ``events``, ``count``, ``name``, ``close``.
- ``store.database`` (:class:`dragoman.store.database.Database`) for SQL of one's own over the tables of ``schema.sql``:
  ``rows``, ``row``, ``each`` to read; ``writing``, ``run``, ``many``, ``load`` to change. The same SQL serves SQLite and
  PostgreSQL, with ``?`` for parameters; ``database.kind`` tells which it is where they part. Of articles and events what is
  ``current = 1`` counts; ``dyad`` holds current events only.
- A table more is a ``CREATE TABLE`` in ``schema.sql``; what is drawn from readings is filled in ``taking_in._fill``, in the
  same step as the reading, and made anew by ``dragoman store migrate``.

All raise StoreError, which tells what to do. A Store belongs to one thread at a time; one writes, any number read.
"""

from dragoman.store.finding_events import Wanted
from dragoman.store.location import located
from dragoman.store.store import Store, open_store
from dragoman.store.stored import Incoming, Outcome, Put, StoredArticle, StoredEvent, Verdict

__all__ = [
    "Incoming",
    "Outcome",
    "Put",
    "Store",
    "StoredArticle",
    "StoredEvent",
    "Verdict",
    "Wanted",
    "located",
    "open_store",
]
