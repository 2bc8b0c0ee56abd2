"""What has happened by the newest page: a day in the future, however a page came to tell it, counts nowhere."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from dragoman.relations.index import index
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.occurrences import between, happened_by
from dragoman.relations.telling import milestones, why
from dragoman.relations.watched import alarms_of
from dragoman.store import Incoming, Store

from .made import days, told

FIRST = datetime.date(2021, 1, 1)
NEWEST = FIRST + datetime.timedelta(790)
AHEAD = NEWEST + datetime.timedelta(300)


def talks() -> list[Incoming]:
    return [told(day, "CONSULT/visit") for day in days(FIRST, 159, 5)]


def expulsions(page: datetime.date | None) -> list[Incoming]:
    return [told(day, "SANCTION/expel", published=page) for day in days(AHEAD, 20)]


ASKED: list[Callable[[Store], object]] = [
    lambda store: [(o.day, o.act) for o in between(store, "PRK", "RUS")],
    lambda store: index(store, "PRK", "RUS"),
    lambda store: milestones(store, "PRK", "RUS"),
    lambda store: why(store, "PRK", "RUS", FIRST, AHEAD + datetime.timedelta(90)),
    lambda store: len(read_ledger(store)),
    lambda store: panel(read_ledger(store)).series.days,
    lambda store: list(alarms_of(panel(read_ledger(store)))),
]


@pytest.mark.parametrize("asked", ASKED, ids=["between", "index", "milestones", "why", "ledger", "panel", "alarms"])
def test_what_is_dated_after_the_newest_page_counts_once_a_page_of_that_day_is_there(
    store: Store, asked: Callable[[Store], object]
) -> None:
    store.put_many(talks())
    before = asked(store)
    store.put_many(expulsions(page=NEWEST))
    assert asked(store) == before
    store.put_many(expulsions(page=None))
    assert asked(store) != before


def test_who_asks_for_an_earlier_day_gets_it_and_for_a_later_one_the_newest_page(store: Store) -> None:
    assert happened_by(store, AHEAD) == AHEAD
    store.put_many(talks())
    assert [happened_by(store, day) for day in (None, FIRST, NEWEST, AHEAD)] == [NEWEST, FIRST, NEWEST, NEWEST]
