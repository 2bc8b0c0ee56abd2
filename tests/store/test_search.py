"""Articles found by words and fields: the same, in the same order, whichever database keeps them."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from dragoman.errors import InputError, QueryError, StoreError
from dragoman.records import Coded, Mention, Quote, Reading, Span
from dragoman.store import Store, open_store, word_index
from dragoman.store.search import forget, save, saved, saved_query, search

from .readings import event, reading, span

LAVROV = "Sergueï Lavrov a rencontré à Pyongyang son homologue. L’accord de paix n'est pas signé."
NUCLEAR = "La Corée-du-Nord a démenti, selon KCNA, avoir livré des missiles à la Russie."
TALKS = "Les négociations d'Ukraine ont repris à Genève ; des diplomates ukrainiennes y étaient. Le cœur du texte reste secret."
ENGLISH = "Iran's envoys told the U.S. that the agreement is dead. Nothing was signed in Geneva."
AID = "Le prix de l'or monte. Tokyo livre de l'aide à Kiev, où l'accord est salué."


def mention(id: str, text: str, words: str, code: str, entity: str | None = None) -> Mention:
    kind = "person" if entity else "country"
    return Mention(id=id, code=code, entity=entity, kind=kind, **span(text, words))  # type: ignore[arg-type]


def with_mentions(one: Reading, *mentions: Mention) -> Reading:
    return msgspec.structs.replace(one, mentions=mentions)


def visit() -> Reading:
    did = event("e1", "CONSULT", ("RUS",), ("PRK",), mode="visit", trigger="rencontré", mention="m1", text=LAVROV)
    one = reading(LAVROV, id="visit", title="Lavrov à Pyongyang", day=datetime.date(2024, 1, 15), events=(did,))
    return with_mentions(
        one,
        mention("m1", LAVROV, "Sergueï Lavrov", "RUS", "Sergueï Lavrov"),
        mention("m2", LAVROV, "Pyongyang", "PRK"),
    )


def denial() -> Reading:
    did = event("e1", "AID", ("PRK",), ("RUS",), status="denied", trigger="livré", source="PRK", text=NUCLEAR)
    relay = Coded(code="PRK", entity="KCNA", **span(NUCLEAR, "KCNA"))  # type: ignore[arg-type]
    said = Quote(id="q1", via=(relay,), content=Span(**span(NUCLEAR, "avoir livré des missiles")), direct=False)  # type: ignore[arg-type]
    one = reading(NUCLEAR, id="denial", title="Pyongyang dément", day=datetime.date(2024, 2, 3), events=(did,))
    one = with_mentions(one, mention("m1", NUCLEAR, "Corée-du-Nord", "PRK"), mention("m2", NUCLEAR, "Russie", "RUS"))
    return msgspec.structs.replace(one, quotes=(said,), url="https://www.relais.example/a")


@pytest.fixture
def full(store: Store) -> Store:
    store.put(visit())
    store.put(denial())
    store.put(reading(TALKS, id="talks", title="Reprise", day=datetime.date(2024, 3, 9), section="Europe"))
    store.put(reading(ENGLISH, id="english", title="A dead accord", day=datetime.date(2023, 12, 31), language="en"))
    store.put(reading(AID, id="aid", title="Aide à Kiev", day=None, section=None))
    return store


def ids(store: Store, query: str) -> list[str]:
    found = search(store, query, with_facets=False)
    assert found.total == len(found.results)
    return [one.id for one in found.results]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("accord", {"visit", "english", "aid"}),
        ("l'accord", {"visit", "english", "aid"}),
        ("ACCORDS", {"visit", "english", "aid"}),
        ("accord paix", {"visit"}),
        ('"accord de paix"', {"visit"}),
        ('"paix accord"', set()),
        ("coree du nord", {"denial"}),
        ("nord-coréen", set()),
        ("Corée-du-Nord", {"denial"}),
        ("négociation", {"talks"}),
        ("negocier", {"talks"}),
        ("ukrainien", {"talks"}),
        ("coeur", {"talks"}),
        ("d’Ukraine", {"talks"}),
        ("négociat*", {"talks"}),
        ("l'ukrain*", {"talks"}),
        ("zzz*", set()),
        ("Corée-du-No*", {"denial"}),
        ("Corée-du-S*", set()),
        ("Genève", {"talks"}),
        ("Geneva", {"english"}),
        ("genev*", {"talks", "english"}),
        ("US", {"english"}),
        ("Iran", {"english"}),
        ("or", {"aid"}),
        ("prix de l'or", {"aid"}),
        ("accord ou missile", {"visit", "english", "aid", "denial"}),
        ("accord sauf paix", {"english", "aid"}),
        ("accord -(paix ou dead)", {"aid"}),
        ("sauf accord", {"denial", "talks"}),
        ("sauf accord sauf missile", {"talks"}),
        ("titre:Pyongyang", {"visit", "denial"}),
        ("Pyongyang", {"visit", "denial"}),
        ("titre:accord", {"english"}),
        ("pays:PRK", {"visit", "denial"}),
        ("country:North Korea", {"visit", "denial"}),
        ("pays:(PRK sauf RUS)", set()),
        ("acteur:RUS", {"visit"}),
        ("acteur:Lavrov", {"visit"}),
        ('acteur:"Sergueï Lavrov"', {"visit"}),
        ('acteur:"Lavrov Sergueï"', set()),
        ("acteur:serguei", {"visit"}),
        ("destinataire:PRK", {"visit"}),
        ("destinataire:RUS type:AID", {"denial"}),
        ("type:CONSULT", {"visit"}),
        ("type:CONSULT/visit", {"visit"}),
        ("mode:visit", {"visit"}),
        ("statut:denied", {"denial"}),
        ("statut:démenti", {"denial"}),
        ("source:KCNA", {"denial"}),
        ("source:PRK", {"denial"}),
        ("section:Diplomatie", {"visit", "denial", "english"}),
        ("rubrique:europe", {"talks"}),
        ("langue:en", {"english"}),
        ("outlet:relais.example", {"denial"}),
        ("contexte:diplomatic", {"visit", "denial"}),
        ("quad:verbal_cooperation", {"visit"}),
        ("realis:actual", {"visit", "denial"}),
        ("date:2024", {"visit", "denial", "talks"}),
        ("date:2024-02", {"denial"}),
        ("date:2024-01-15", {"visit"}),
        ("date:2024-01..2024-02", {"visit", "denial"}),
        ("date:2023-12-31..2024-01", {"english", "visit"}),
        ("avant:2024", {"english"}),
        ("après:2024-02-03", {"talks"}),
        ("depuis:2024-02-03", {"denial", "talks"}),
        ("date:1990", set()),
        ("sauf date:2024", {"english", "aid"}),
        ("accord ou pays:PRK sauf langue:en", {"visit", "english", "aid", "denial"}),
        ("(accord ou pays:PRK) sauf langue:en", {"visit", "aid", "denial"}),
        ("", {"visit", "denial", "talks", "english", "aid"}),
    ],
)
def test_articles_are_found(full: Store, query: str, expected: set[str]) -> None:
    assert set(ids(full, query)) == expected


def test_without_words_the_newest_comes_first_and_what_has_no_day_last(full: Store) -> None:
    assert ids(full, "") == ["talks", "denial", "visit", "english", "aid"]


def test_a_word_in_the_title_counts_more(full: Store) -> None:
    assert ids(full, "accord")[0] == "english"
    assert ids(full, "Pyongyang")[0] == "visit"  # in the text too
    scores = [one.score for one in search(full, "accord").results]
    assert scores == sorted(scores, reverse=True)
    assert scores[-1] > 0


def test_both_databases_give_the_same_score(full: Store) -> None:
    (one,) = search(full, '"accord de paix"').results
    assert one.score == pytest.approx(0.925147, abs=1e-6)
    (other,) = search(full, "négociat* ou missile sauf pays:PRK").results
    assert other.score == pytest.approx(1.223771, abs=1e-6)


def test_words_that_are_everywhere_alone_are_refused(full: Store) -> None:
    with pytest.raises(QueryError, match="column 1: “a” is everywhere"):
        search(full, "a s")


def test_words_that_are_everywhere_in_one_language_are_looked_for_in_the_other(full: Store) -> None:
    found = search(full, "de la")
    assert found.total == 0
    assert "everywhere" in found.notes[0]


def test_a_beginning_of_too_many_words_is_refused_unless_words_before_it_tell(
    full: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dragoman.store.matching.MOST_FORMS", 1)
    with pytest.raises(QueryError, match="column 8: more than 1 words begin with “re”"):
        search(full, "accord re*")
    assert ids(full, "Corée-du-no*") == ["denial"]


def test_the_snippet_marks_the_words_in_the_text(full: Store) -> None:
    (one,) = search(full, '"accord de paix" Lavrov').results
    assert one.snippet == "Sergueï [Lavrov] a rencontré à Pyongyang son homologue. L’[accord de paix] n'est pas signé."
    assert [LAVROV[mark.start : mark.end] for mark in one.passage.marks] == ["Lavrov", "accord de paix"]
    assert one.title
    assert [one.title[mark.start : mark.end] for mark in one.title_marks] == ["Lavrov"]


def test_a_snippet_is_the_passage_with_most_of_the_words(store: Store) -> None:
    filler = "Rien ne bouge dans la capitale ce matin, disent les passants. " * 12
    text = f"Un accord existe. {filler}L'accord de paix tient à Oslo. {filler}"
    store.put(reading(text, id="long"))
    (one,) = search(store, "accord paix oslo").results
    assert "L'[accord] de [paix] tient à [Oslo]." in one.snippet
    assert one.snippet.startswith("… ")
    assert one.snippet.endswith(" …")
    assert len(one.snippet) < 300


def test_facets_count_what_is_found(full: Store) -> None:
    found = search(full, "pays:PRK")
    assert found.facets is not None
    counted = {kind: {one.value: one.count for one in values} for kind, values in found.facets.items()}
    assert counted == {
        "section": {"Diplomatie": 2},
        "country": {"PRK": 2, "RUS": 2},
        "event": {"CONSULT": 1, "AID": 1},
        "status": {"narrated": 1, "denied": 1},
        "source": {"KCNA": 1},
        "language": {"fr": 2},
        "month": {"2024-01": 1, "2024-02": 1},
    }


def test_a_value_of_a_facet_narrows_the_search_to_its_count(full: Store) -> None:
    facets = search(full, "").facets
    assert facets is not None
    fields = {"country": "pays", "event": "type", "status": "statut", "language": "langue", "month": "date"}
    for kind, values in facets.items():
        for one in values:
            assert search(full, f'{fields.get(kind, kind)}:"{one.value}"').total == one.count, (kind, one)


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("acord", "accord"),
        ("accord Lavorv", "accord Lavrov"),
        ("negociatoins", "négociations"),
        ("accord paxi sauf missile", "accord paix sauf missile"),
        ('"acord de paix"', '"accord de paix"'),
        ("accord", None),
        ("négociés", None),
        ("zzzzzzzz", None),
        ("pays:PRK", None),
    ],
)
def test_did_you_mean_a_word_that_articles_hold(full: Store, query: str, suggestion: str | None) -> None:
    assert search(full, query).suggestion == suggestion


@pytest.mark.parametrize("query", ["", "accord ou pays:PRK ou Genève", "pays:PRK"])
def test_pages_of_results_are_the_whole_in_order_without_doubles(full: Store, query: str) -> None:
    whole = [one.id for one in search(full, query).results]
    paged, cursor = [], None
    for _ in range(len(whole) + 1):
        page = search(full, query, limit=1, cursor=cursor)
        paged += [one.id for one in page.results]
        cursor = page.cursor
        if cursor is None:
            break
    assert paged == whole


def test_beyond_what_is_ranked_the_rest_follows_by_day(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.store.ranking.RANKED", 3)
    for n in range(1, 9):
        store.put(reading(f"Un accord numéro {n} " + "encore " * n, id=str(n), day=datetime.date(2024, 1, n)))
    found = search(store, "accord", limit=10)
    assert [one.id for one in found.results] == ["6", "7", "8", "5", "4", "3", "2", "1"]
    assert found.ranked == 3
    first = search(store, "accord", limit=2)
    second = search(store, "accord", limit=4, cursor=first.cursor)
    third = search(store, "accord", limit=4, cursor=second.cursor)
    assert [one.id for page in (first, second, third) for one in page.results] == [one.id for one in found.results]
    assert third.cursor is None
    assert [one.id for one in search(store, "accord", order="newest").results] == list("87654321")


def test_a_cursor_that_is_none_is_refused(full: Store) -> None:
    with pytest.raises(InputError, match="no place in the results"):
        search(full, "accord", cursor="next")


def test_of_a_changed_page_only_the_current_version_is_found(full: Store) -> None:
    changed = msgspec.structs.replace(
        visit(), article=msgspec.structs.replace(visit().article, text="Tout autre chose."), mentions=(), events=()
    )
    assert full.put(changed).outcome == "changed"
    assert ids(full, "paix") == []
    assert ids(full, "pays:PRK") == ["denial"]
    assert ids(full, "autre chose") == ["visit"]
    assert word_index.faults(full.database) == []


def test_two_versions_in_one_batch_leave_the_last(store: Store) -> None:
    from dragoman.store import Incoming

    one = reading("Premier texte.", id="x", url="https://a.example/x")
    other = reading("Second texte.", id="x", url="https://a.example/x")
    store.put_many([Incoming(reading=one), Incoming(reading=other)])
    assert ids(store, "texte") == ["x"]
    assert ids(store, "premier") == []
    assert word_index.faults(store.database) == []


def test_an_index_made_with_other_rules_is_made_anew_when_something_is_stored(full: Store) -> None:
    full.database.run("UPDATE about_store SET value = 'other' WHERE name = 'words'")
    full.database.run("DELETE FROM form")
    full.put(reading("Un texte de plus.", id="more"))
    assert set(ids(full, "accord")) == {"visit", "english", "aid"}
    assert ids(full, "négociat*") == ["talks"]
    assert word_index.faults(full.database) == []


def test_an_index_that_lost_an_article_says_so_and_is_mended_by_making_it_anew(full: Store) -> None:
    full.database.run("DELETE FROM listed WHERE marks LIKE '%c:prk%'")
    assert word_index.faults(full.database)
    assert word_index.rebuild(full.database) == 5
    assert word_index.faults(full.database) == []


def test_signs_of_the_index_s_own_language_are_words_like_others(store: Store) -> None:
    store.put(reading("Le mot NEAR, le mot c:prk et l'antislash \\ 'ici' & | ! <-> (là) a:b.", id="signs"))
    for query in ("NEAR", '"c:prk"', "antislash \\", "'ici'", "ici & |"):
        assert ids(store, query) == ["signs"], query
    assert ids(store, "pays:PRK") == []


def test_saved_searches_are_kept_and_taken_away(full: Store, location: str) -> None:
    save(full, "corée", "pays:PRK")
    save(full, "corée", "pays:PRK type:AID")
    with open_store(location) as again:
        assert saved(again) == {"corée": "pays:PRK type:AID"}
        assert saved_query(again, "corée") == "pays:PRK type:AID"
    with pytest.raises(QueryError):
        save(full, "bad", "pays:")
    with pytest.raises(StoreError, match="saved are: corée"):
        saved_query(full, "x")
    forget(full, "corée")
    assert saved(full) == {}


def test_an_empty_store_finds_nothing(store: Store) -> None:
    for query in ("accord", "", "date:2024..", "négoc*", "sauf x1"):
        assert search(store, query).total == 0
