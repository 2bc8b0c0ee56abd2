"""PostgreSQL's index of words finds and ranks as SQLite's does, whichever way is taken; it is made anew beside the one in use."""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from dragoman.store import Incoming, Store, open_store, word_index
from dragoman.store.search import search

from .conftest import make_database
from .readings import event, reading
from .servers import Server

WORDS = (
    "accord paix traité cessez-le-feu sommet visite otage frontière ministre négociation négociateur premier".split()
)
ARTICLES = 160


def article(n: int, chance: random.Random) -> Incoming:
    words = chance.choices(WORDS, [30, 20, 12, 10, 9, 7, 6, 5, 4, 3, 2, 2], k=chance.randint(3, 30))
    day = datetime.date(2022, 1, 1) + datetime.timedelta(days=chance.randrange(900)) if n % 9 else None
    text = f"{' '.join(words)}. Paris a rappelé son ambassadeur."
    did = (event("e1", "CONSULT", (chance.choice(("RUS", "PRK", "FRA")),), (), trigger="rappelé", text=text),)
    title = " ".join(chance.choices(WORDS, k=chance.randint(1, 3)))
    return Incoming(reading=reading(text, id=f"a{n}", title=title, day=day, events=did, section=chance.choice("AB")))


@pytest.fixture(scope="module")
def both(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Store]]:
    """The same articles in SQLite and PostgreSQL."""
    chance = random.Random(4)
    articles = [article(n, chance) for n in range(ARTICLES)]
    path: Path = tmp_path_factory.mktemp("both") / "store.sqlite"
    with open_store(path, create=True) as one, open_store(make_database(server), create=True) as other:
        for store in (one, other):
            for n in range(0, ARTICLES, 40):
                store.put_many(articles[n : n + 40])
        yield one, other


QUERIES = [
    "accord",
    "accord paix",
    "accord titre:accord",
    "titre:accord",
    'titre:"accord paix"',
    '"accord paix"',
    '"accord paix traité" ou "paix accord"',
    '"accord accord"',
    "accord sauf paix",
    "accord sauf (paix ou otage)",
    'accord sauf "accord paix"',
    "(otage ou frontière) pays:RUS",
    "négoc*",
    "négoc* ou accord",
    "otage ou otage",
    "acteur:RUS",
    "accord acteur:PRK date:2023",
    "ministre section:A",
    "paix depuis:2023-06",
    "cessez-le-feu",
    '"cessez feu" ou otage',
    'titre:"cessez-le-feu"',
    '"cessez-le-feu accord"',
    "cessez-le-feu sauf premier-ministre",
    '"premier ministre" (paix ou otage)',
    '"accord de paix"',
    "absent",
    "absent ou accord",
]


def found(store: Store, query: str, limit: int = 200) -> list[tuple[str, float]]:
    results = search(store, query, limit=limit)
    assert results.total == len(results.results)
    return [(one.id, round(one.score, 9)) for one in results.results]


@pytest.mark.parametrize("query", QUERIES)
def test_both_kinds_of_database_find_and_rank_alike(both: tuple[Store, Store], query: str) -> None:
    assert found(both[1], query) == found(both[0], query)


@pytest.mark.parametrize("query", QUERIES)
def test_they_rank_alike_where_only_the_newest_months_are_looked_at(
    both: tuple[Store, Store], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.ranking.RANKED", 7)
    monkeypatch.setattr("dragoman.store.newest._FEW", 8)
    assert found(both[1], query) == found(both[0], query)


@pytest.mark.parametrize(("many", "most"), [(1, 10**6), (1, 0)])
@pytest.mark.parametrize("query", QUERIES)
def test_they_rank_alike_where_there_are_many_phrases(
    both: tuple[Store, Store], query: str, many: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.ranking_by_counts._MANY", many)
    monkeypatch.setattr("dragoman.store.ranking_by_counts._MOST_HELD", most)
    assert found(both[1], query) == found(both[0], query)


@pytest.mark.parametrize("query", QUERIES)
def test_pages_of_results_follow_each_other_alike(
    both: tuple[Store, Store], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.ranking.RANKED", 20)
    monkeypatch.setattr("dragoman.store.newest._FEW", 4)
    paged, cursor = [], None
    while True:
        page = search(both[1], query, limit=9, cursor=cursor)
        paged += [one.id for one in page.results]
        cursor = page.cursor
        if cursor is None:
            break
    assert paged == [one.id for one in search(both[0], query, limit=200).results]


def test_articles_are_counted_to_the_words_they_hold(both: tuple[Store, Store]) -> None:
    told = both[1].database.rows("SELECT word, articles FROM holding WHERE articles <> 0 ORDER BY word")
    held = both[1].database.rows(
        "SELECT word COLLATE \"C\", ndoc FROM ts_stat('SELECT tokens FROM listed')"
        " WHERE word NOT LIKE '2:%' AND word NOT LIKE 'ti:%' ORDER BY 1"
    )
    assert told == held


@pytest.fixture
def old(server: Server) -> Iterator[Store]:
    """A store whose index an older Dragoman made: without pairs, counts and the words' articles."""
    with open_store(make_database(server), create=True) as store:
        chance = random.Random(5)
        store.put_many([article(n, chance) for n in range(40)])
        store.database.run("ALTER TABLE listed DROP COLUMN counts")
        store.database.run("DROP TABLE holding")
        for mark in ("2:%", "ti:%"):
            store.database.run(
                "UPDATE listed SET tokens = ts_delete(tokens, (SELECT coalesce(array_agg(lexeme), '{}')"
                " FROM unnest(tokens) WHERE lexeme LIKE ?))",
                (mark,),
            )
        store.database.run("UPDATE about_store SET value = ? WHERE name = 'words'", (word_index.fingerprint(),))
        yield store


def test_an_index_that_an_older_dragoman_made_is_searched_as_it_is(old: Store) -> None:
    before = [found(old, query) for query in QUERIES]
    assert not word_index.has_pairs(old.database)
    assert before[0]
    word_index.rebuild(old.database)
    assert word_index.has_pairs(old.database)
    assert [found(old, query) for query in QUERIES] == before


def test_an_index_that_an_older_dragoman_made_is_made_anew_by_the_first_writing(old: Store) -> None:
    old.put(reading("Rien de tel.", id="more", day=None))
    assert word_index.has_pairs(old.database)
    assert word_index.faults(old.database) == []


def test_others_search_the_index_while_it_is_made_anew(old: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_place, seen = word_index._put_in_place, []
    with open_store(f"{old.database._address}") as other:  # type: ignore[attr-defined]

        def meanwhile(*given: object) -> None:
            seen.append(found(other, "accord"))
            put_in_place(*given)  # type: ignore[arg-type]

        monkeypatch.setattr("dragoman.store.word_index._put_in_place", meanwhile)
        before = found(other, "accord")
        assert word_index.rebuild(old.database) == 40
        assert seen == [before]
        assert found(other, "accord") == before
        assert word_index.has_pairs(other.database)


def test_an_index_that_is_made_anew_twice_is_whole(old: Store) -> None:
    for _ in range(2):
        assert word_index.rebuild(old.database) == 40
        assert word_index.faults(old.database) == []


def test_words_of_articles_that_are_counted_wrongly_are_told(old: Store) -> None:
    word_index.rebuild(old.database)
    old.database.run("UPDATE holding SET articles = articles + 1")
    assert len(word_index.faults(old.database)) == 1


def test_migrating_makes_an_index_that_an_older_dragoman_made_anew(old: Store) -> None:
    from click.testing import CliRunner

    from dragoman.commands.store import migrate

    location = old.database._address  # type: ignore[attr-defined]
    first, second = (CliRunner().invoke(migrate, ["--store", location]).stderr for _ in range(2))
    assert "index of words made anew" in first
    assert "is up to date" in second
    assert word_index.has_pairs(old.database)
