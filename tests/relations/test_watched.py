"""Alarms of a store that go on from a file, day after day, are those of all days watched anew."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from dragoman.errors import InputError
from dragoman.relations.ledger import panel, read_ledger
from dragoman.relations.occurrences import Told, last_day
from dragoman.relations.watched import SETTLING, alarms_of, go_on
from dragoman.store import Incoming, Store

from .made import days, told

FIRST = datetime.date(2021, 1, 1)
WAR = FIRST + datetime.timedelta(590)
OTHERS = ("DZA", "ITA", "ESP")


def calm(until: int = 640) -> list[Incoming]:
    return [told(day, "CONSULT", ("FRA",), (other,)) for other in OTHERS for day in days(FIRST, until // 5, 5)]


def war() -> list[Incoming]:
    acts = ("ACCUSE", "SANCTION/expel", "THREATEN")
    return [told(day, act, ("FRA",), ("DZA",)) for day in days(WAR, 40) for act in acts]


def whole(store: Store) -> list[object]:
    until = last_day(store)
    return list(alarms_of(panel(read_ledger(store, until), until)))


def by_day(incoming: list[Incoming]) -> list[Incoming]:
    return sorted(incoming, key=lambda one: one.reading.article.published.start or FIRST)


def test_gone_on_with_they_are_those_of_all_days_at_once(store: Store, tmp_path: Path) -> None:
    path, found = tmp_path / "state.npz", []
    coming = by_day([*calm(), *war()])
    cuts = [len(coming) - n for n in (90, 80, 60, 59, 20, 0)]
    anew = []
    for start, end in zip([0, *cuts], cuts, strict=False):
        store.put_many(coming[start:end])
        news = go_on(store, path, 2.0)
        found += news.alarms
        anew.append(news.anew)
    assert anew == [True, *[False] * (len(cuts) - 1)]
    assert found == whole(store)
    assert any(a.dyad == "DZA-FRA" and a.direction == "rupture" and a.date >= WAR for a in found)


def test_nothing_new_tells_nothing(store: Store, tmp_path: Path) -> None:
    store.put_many([*calm(), *war()])
    assert go_on(store, tmp_path / "s.npz", 2.0).alarms
    assert go_on(store, tmp_path / "s.npz", 2.0).alarms == ()


def test_what_comes_in_late_within_a_month_counts(store: Store, tmp_path: Path) -> None:
    coming = by_day([*calm(), *war()])
    late = [one for one in coming if one.reading.article.published.start == WAR + datetime.timedelta(30)]
    store.put_many([one for one in coming if one not in late])
    found = [*go_on(store, tmp_path / "s.npz", 2.0).alarms]
    store.put_many(late)
    news = go_on(store, tmp_path / "s.npz", 2.0)
    assert news.late == 0
    assert {(a.dyad, a.date) for a in whole(store)} <= {(a.dyad, a.date) for a in (*found, *news.alarms)}


def test_what_comes_in_later_is_told(store: Store, tmp_path: Path) -> None:
    store.put_many([*calm(), *war()])
    go_on(store, tmp_path / "s.npz", 2.0)
    store.put_many([told(FIRST, "AID", ("FRA",), ("DZA",))])
    for _ in range(2):
        assert go_on(store, tmp_path / "s.npz", 2.0).late == 1


def test_a_pair_that_now_has_enough_events_begins_all_anew_and_nothing_is_told_twice(
    store: Store, tmp_path: Path
) -> None:
    store.put_many([*calm(), *war()])
    first = go_on(store, tmp_path / "s.npz", 2.0)
    store.put_many([told(day, "AID", ("CHN",), ("IND",)) for day in days(WAR - datetime.timedelta(30), 60)])
    second = go_on(store, tmp_path / "s.npz", 2.0)
    assert (second.anew, second.pairs) == (True, first.pairs + 1)
    assert not {(a.dyad, a.date, a.direction) for a in first.alarms} & {
        (a.dyad, a.date, a.direction) for a in second.alarms
    }
    assert not go_on(store, tmp_path / "s.npz", 2.0).anew


def test_a_file_of_other_filters_or_another_budget_is_refused(store: Store, tmp_path: Path) -> None:
    store.put_many(calm())
    go_on(store, tmp_path / "s.npz", 2.0)
    with pytest.raises(InputError, match="other filters"):
        go_on(store, tmp_path / "s.npz", 2.0, Told(country="FRA"))
    with pytest.raises(InputError, match="--budget 2"):
        go_on(store, tmp_path / "s.npz", 1.0)


def test_a_page_that_tells_of_long_ago_earns_no_alarms(store: Store) -> None:
    store.put_many([*calm(), *war()])
    before = whole(store)
    store.put_many([told(datetime.date(1962, 7, 3), "AGREE", ("FRA",), ("DZA",))])
    assert whole(store) == before


def test_what_is_dated_after_the_newest_page_has_not_happened(store: Store) -> None:
    store.put_many(calm())
    assert last_day(store) == max(days(FIRST, 128, 5))
    assert SETTLING < 45
