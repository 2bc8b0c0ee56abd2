"""What is put in comes back as it was, once, in all its versions. Every test runs against SQLite and PostgreSQL."""

from __future__ import annotations

import datetime

import msgspec
import pytest

from dragoman.errors import InputError, StoreError
from dragoman.records import Dropped
from dragoman.store import Incoming, Store, Wanted, finding_events
from dragoman.store.rebuild import faults
from dragoman.store.record import former_digest

from .conftest import Opens
from .readings import TEXT, event, reading, whole


def test_a_reading_comes_back_equal(store: Store) -> None:
    put = store.put(whole(url="https://www.exemple.fr/a"))
    assert put.outcome == "stored"
    assert store.reading(put.id) == whole(url="https://www.exemple.fr/a")


def test_what_was_put_in_is_there_for_another_connection_at_once(store: Store, opens: Opens) -> None:
    put = store.put(whole())
    assert opens().reading(put.id) == whole()


def test_the_same_again_changes_nothing(store: Store) -> None:
    first, again = store.put(whole()), store.put(whole())
    assert (again.outcome, again.id, again.version) == ("known", first.id, first.version)
    assert store.count() == 2


def test_a_page_that_changed_is_a_new_version_and_the_old_stays(store: Store) -> None:
    before, after = whole(url="https://exemple.fr/a"), reading("Paris renonce.", url="https://exemple.fr/a")
    first = store.put(before)
    second = store.put(after)
    assert (second.outcome, second.id, second.ordinal) == ("changed", first.id, 2)
    assert store.reading(first.id) == after
    assert store.reading(first.id, version=1) == before
    assert [one.current for one in store.versions(first.id)] == [False, True]


def test_events_of_a_former_version_are_no_longer_listed(store: Store) -> None:
    store.put(whole(url="https://exemple.fr/a"))
    store.put(reading("Paris renonce.", url="https://exemple.fr/a"))
    assert list(store.events()) == []
    assert list(store.events(Wanted(between=("FRA", "DZA")))) == []


def test_a_former_version_that_comes_again_is_known(store: Store) -> None:
    store.put(whole(url="https://exemple.fr/a"))
    store.put(reading("Paris renonce.", url="https://exemple.fr/a"))
    assert store.put(whole(url="https://exemple.fr/a")).outcome == "known"


def test_the_fragment_of_an_address_makes_no_other_page(store: Store) -> None:
    store.put(reading(url="https://exemple.fr/a"))
    assert store.put(reading(url="https://exemple.fr/a#lire")).outcome == "changed"


def test_one_text_at_two_addresses_is_two_articles(store: Store) -> None:
    ids = [store.put(reading(url=f"https://{host}/a")).id for host in ("un.fr", "deux.fr")]
    assert ids == [reading().id, f"{reading().id}-2"]
    assert [store.reading(id).url for id in ids] == ["https://un.fr/a", "https://deux.fr/a"]


def test_one_id_in_two_files_is_two_articles_where_the_texts_are_not_alike(store: Store) -> None:
    store.put(reading(id="1"), origin="a.ndjson:1")
    other = store.put(reading("Le Maroc et l'Espagne ont signé un accord.", id="1"), origin="b.ndjson:1")
    assert (other.outcome, other.id) == ("stored", "1-2")


def test_one_id_from_another_file_is_a_new_version_where_the_texts_are_alike(store: Store) -> None:
    store.put(reading(id="1"), origin="a.ndjson:1")
    assert store.put(reading(TEXT + " Il y passera deux jours.", id="1"), origin="b.ndjson:8").outcome == "changed"


def test_a_file_whose_text_was_edited_is_a_new_version(store: Store) -> None:
    store.put(reading(), origin="page.txt")
    assert store.put(reading(TEXT + " Il y passera deux jours."), origin="page.txt").outcome == "changed"


def test_a_file_that_holds_another_article_is_another_article(store: Store) -> None:
    store.put(reading(), origin="page.txt")
    other = reading("Le Maroc et l'Espagne ont signé un accord de pêche.")
    assert store.put(other, origin="page.txt").outcome == "stored"


def test_a_batch_with_one_that_cannot_be_stored_stores_none(store: Store) -> None:
    bad = reading("Paris \ud800", id="bad")
    with pytest.raises(InputError, match="bad"):
        store.put_many([Incoming(reading=whole()), Incoming(reading=bad)])
    assert list(store.articles()) == []


def test_two_of_one_page_in_a_batch_are_its_versions(store: Store) -> None:
    url = "https://exemple.fr/a"
    puts = store.put_many([Incoming(reading=whole(url=url)), Incoming(reading=reading("Paris renonce.", url=url))])
    assert [put.outcome for put in puts] == ["stored", "changed"]
    assert store.count() == 0


def test_a_text_with_signs_that_no_column_holds_comes_back_equal(store: Store) -> None:
    odd = reading("Paris\0 a rappelé 🕊 son ambassadeur. Ѐ")
    assert store.reading(store.put(odd).id) == odd


def test_a_very_long_id_and_address_are_no_hindrance(store: Store) -> None:
    long = reading(id="x" * 5000, url="https://exemple.fr/" + "y" * 5000)
    put = store.put(long)
    assert store.reading(put.id) == long
    assert store.put(long).outcome == "known"


def test_the_digest_of_a_page_tells_that_it_was_seen(store: Store) -> None:
    store.put_many([Incoming(reading=whole(), page="abc")])
    assert store.has_seen("abc")
    assert not store.has_seen("abd")


def test_an_article_that_is_not_there_is_told(store: Store) -> None:
    with pytest.raises(StoreError, match="no article “abc”"):
        store.reading("abc")


def test_articles_are_listed_newest_first_and_those_without_a_day_last(store: Store) -> None:
    for n, day in enumerate((datetime.date(2024, 1, 2), None, datetime.date(2024, 1, 3))):
        store.put(reading(f"Texte {n}.", day=day, section="Diplomatie" if n else "Monde"))
    assert [one.published_from for one in store.articles()] == [
        datetime.date(2024, 1, 3),
        datetime.date(2024, 1, 2),
        None,
    ]
    assert len(list(store.articles(section="Monde"))) == 1
    assert len(list(store.articles(limit=2))) == 2


def test_an_article_tells_its_outlet_and_where_it_came_from(store: Store) -> None:
    put = store.put(whole(url="https://www.exemple.fr/a"), origin="feed.xml, entry 2")
    found = store.article(put.id)
    assert (found.outlet, found.origin, found.language) == ("exemple.fr", "feed.xml, entry 2", "fr")


def test_all_readings_come_out_in_the_order_they_went_in(store: Store) -> None:
    for n in range(5):
        store.put(reading(f"Texte {n}."))
    assert [found.article.text for _, found in store.readings()] == [f"Texte {n}." for n in range(5)]


def test_an_event_is_found_by_what_it_is(store: Store) -> None:
    store.put(whole(url="https://www.exemple.fr/a"))
    (found,) = store.events(Wanted(event="SANCTION"), words=True)
    assert (found.actors, found.recipients, found.trigger) == (("FRA",), ("DZA",), "rappelé")
    assert found.sentence == TEXT.partition("\n")[0]
    assert (found.day, found.basis) == (datetime.date(2024, 2, 26), "when")
    assert (found.outlet, found.language, found.published) == ("exemple.fr", "fr", datetime.date(2024, 2, 27))


@pytest.mark.parametrize(
    ("wanted", "ids"),
    [
        (Wanted(party="DZA"), ["e2", "e1"]),
        (Wanted(actor="DZA"), ["e2"]),
        (Wanted(recipient="DZA"), ["e1"]),
        (Wanted(between=("DZA", "FRA")), ["e2", "e1"]),
        (Wanted(between=("DZA", "MAR")), []),
        (Wanted(source="DZA"), ["e2"]),
        (Wanted(status="alleged"), ["e2"]),
        (Wanted(mode="visit"), ["e2"]),
        (Wanted(quad="material_conflict"), ["e1"]),
        (Wanted(until=datetime.date(2024, 2, 26)), ["e1"]),
        (Wanted(since=datetime.date(2024, 2, 27)), ["e2"]),
        (Wanted(language="en"), []),
        (Wanted(section="Diplomatie", event="CONSULT"), ["e2"]),
        (Wanted(least_score=0.9), []),
    ],
)
def test_events_are_found_by_all_that_is_asked(store: Store, wanted: Wanted, ids: list[str]) -> None:
    store.put(whole())
    assert [found.id for found in store.events(wanted)] == ids
    assert store.count(wanted) == len(ids)


def test_an_event_without_its_own_day_is_listed_under_its_pages(store: Store) -> None:
    store.put(reading(events=(event("e1", "CONSULT", ("FRA",), (), trigger="rendra"),)))
    (found,) = store.events()
    assert (found.day, found.basis) == (datetime.date(2024, 2, 27), "published")


def test_an_event_without_any_day_has_none(store: Store) -> None:
    store.put(reading(day=None, events=(event("e1", "CONSULT", ("FRA",), (), trigger="rendra"),)))
    (found,) = store.events()
    assert (found.day, found.basis) == (None, "none")


def test_many_at_once_are_as_one_by_one(store: Store, opens: Opens) -> None:
    many = [whole(id=f"n{n}", url=f"https://exemple.fr/{n}") for n in range(50)]
    store.put_many(Incoming(reading=one) for one in many)
    assert [found for _, found in opens().readings()] == many
    assert len(msgspec.json.encode([*store.events()])) > 0
    assert store.count(Wanted(between=("FRA", "DZA"))) == 100


def test_what_was_cut_from_a_page_is_kept_but_makes_no_new_version(store: Store) -> None:
    first = msgspec.structs.replace(reading("Paris écrit."), dropped=(Dropped(text="Menu", reason="navigation"),))
    second = msgspec.structs.replace(first, dropped=(Dropped(text="Autre menu", reason="navigation"),))
    put = store.put(msgspec.structs.replace(first, dropped=None))
    assert store.put(first).outcome == "known"
    assert store.reading(put.id) == first
    assert store.put(second).outcome == "known"
    assert store.put(msgspec.structs.replace(first, dropped=None)).outcome == "known"
    assert store.reading(put.id) == first
    assert list(faults(store.database)) == []


def test_a_reading_that_was_stored_when_what_was_cut_counted_is_whole(store: Store) -> None:
    old = msgspec.structs.replace(reading("Paris écrit."), dropped=(Dropped(text="Menu", reason="navigation"),))
    put = store.put(old)
    store.database.run("UPDATE version SET digest = ? WHERE number = ?", (former_digest(old), put.version))
    assert list(faults(store.database)) == []


def test_no_numbers_name_no_events(store: Store) -> None:
    assert finding_events.numbered(store.database, []) == []
