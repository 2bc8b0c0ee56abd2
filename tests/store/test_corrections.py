"""A person's verdict goes before the coder's, in lists, pairs and search, and overwrites nothing."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from dragoman.errors import InputError, StoreError
from dragoman.evaluate.gold import read_gold
from dragoman.store import Store, Wanted, corrections
from dragoman.store.checking import faults

from .readings import TEXT, reading, whole


@pytest.fixture
def recall(store: Store) -> int:
    """The number of an event: France recalls its ambassador from Algeria."""
    store.put(whole(url="https://exemple.fr/a"))
    (found,) = store.events(Wanted(event="SANCTION"))
    return found.number


def test_an_event_called_wrong_is_no_longer_listed_but_still_there(store: Store, recall: int) -> None:
    made = corrections.correct(store.database, recall, by="Ada", wrong=True, note="roman")
    assert (made.verdict, made.by, made.note) == ("wrong", "Ada", "roman")
    assert [found.id for found in store.events()] == ["e2"]
    assert [found.id for found in store.events(Wanted(between=("FRA", "DZA")))] == ["e2"]
    assert [found.verdict for found in store.events(Wanted(event="SANCTION", wrong=True))] == ["wrong"]


def test_another_type_and_other_parties_are_what_is_listed(store: Store, recall: int) -> None:
    corrections.correct(
        store.database, recall, by="Ada", type="REJECT", actors=["mar"], recipients=["DZA"], status="alleged"
    )
    (found,) = (one for one in store.events() if one.number == recall)
    assert (found.event, found.mode, found.actors, found.status) == ("REJECT", None, ("MAR",), "alleged")
    assert [one.number for one in store.events(Wanted(between=("DZA", "MAR")))] == [recall]
    assert recall not in [one.number for one in store.events(Wanted(between=("FRA", "DZA")))]


def test_what_the_coder_said_is_not_overwritten(store: Store, recall: int) -> None:
    corrections.correct(store.database, recall, by="Ada", type="REJECT")
    assert store.database.row("SELECT type, mode FROM event WHERE number = ?", (recall,)) == ("SANCTION", "withdraw")
    assert store.reading(whole().id).events == whole().events


def test_the_last_verdict_is_in_force_and_taking_it_back_restores_the_one_before(store: Store, recall: int) -> None:
    corrections.correct(store.database, recall, by="Ada", wrong=True)
    corrections.correct(store.database, recall, by="Blaise")
    assert recall in [one.number for one in store.events()]
    undone = corrections.undo(store.database, recall, by="Ada")
    assert (undone.verdict, undone.by, undone.undone_by) == ("right", "Blaise", "Ada")
    assert recall not in [one.number for one in store.events()]
    corrections.undo(store.database, recall, by="Ada")
    assert recall in [one.number for one in store.events()]
    assert len(corrections.history(store.database, recall)) == 2
    with pytest.raises(StoreError, match="no correction to take back"):
        corrections.undo(store.database, recall, by="Ada")


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"wrong": True, "type": "REJECT"}, "not both"),
        ({"type": "DANCE"}, "unknown; use one of"),
        ({"type": "CONSULT/tango"}, "no mode"),
        ({"status": "whispered"}, "unknown; use one of"),
        ({"actors": ["A+B"]}, "no code"),
        ({"by": " "}, "needs a name"),
    ],
)
def test_a_verdict_that_makes_no_sense_is_refused(
    store: Store, recall: int, told: dict[str, object], words: str
) -> None:
    with pytest.raises(InputError, match=words):
        corrections.correct(store.database, recall, **{"by": "Ada", **told})  # type: ignore[arg-type]
    assert corrections.history(store.database) == []


def test_a_verdict_on_an_event_that_is_not_there_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="no event 7"):
        corrections.correct(store.database, 7, by="Ada")


def test_an_event_is_found_by_number_or_by_article_and_id(store: Store, recall: int) -> None:
    id = whole().id
    for name in (str(recall), f"{id}#e1", f"{id[:8]}#e1"):
        assert corrections.find_event(store.database, name) == recall
    for name in ("999", f"{id}#e9", "%#e1", "x"):
        with pytest.raises(StoreError):
            corrections.find_event(store.database, name)


def test_two_articles_whose_ids_begin_alike_are_not_mixed_up(store: Store) -> None:
    first = store.put(whole(url="https://un.fr/a"))
    store.put(whole(url="https://deux.fr/a"))
    assert corrections.find_event(store.database, f"{first.id}#e1") == 1
    with pytest.raises(StoreError, match="several articles"):
        corrections.find_event(store.database, f"{first.id[:9]}#e1")


def test_a_verdict_goes_on_to_the_same_event_of_a_new_version(store: Store, recall: int) -> None:
    corrections.correct(store.database, recall, by="Ada", wrong=True)
    changed = whole(url="https://exemple.fr/a")
    article = msgspec.structs.replace(changed.article, text=TEXT + " Fin.")
    store.put(msgspec.structs.replace(changed, article=article))
    assert [found.id for found in store.events()] == ["e2"]
    before, after = corrections.history(store.database)
    assert (before.event, after.by, after.made) == (recall, "Ada", before.made)


def test_former_events_with_verdicts_leave_no_pairs_behind(store: Store, recall: int) -> None:
    corrections.correct(store.database, recall, by="Ada", actors=["MAR"])
    store.put(reading("Paris renonce.", url="https://exemple.fr/a"))
    assert store.database.rows("SELECT * FROM dyad") == []
    assert list(faults(store.database)) == []


def test_corrections_come_out_as_a_corpus_that_evaluate_reads(store: Store, recall: int, tmp_path: Path) -> None:
    corrections.correct(store.database, recall, by="Ada", type="ACCUSE/disapprove", actors=["DZA"], recipients=["FRA"])
    path = tmp_path / "corrected.ndjson"
    lines = [json.dumps(one, ensure_ascii=False) for one in corrections.corpus(store.database)]
    path.write_text("\n".join(lines), encoding="utf-8")
    (gold,) = read_gold(path)
    assert gold.text == TEXT.partition("\n")[0]
    (event,) = gold.events
    assert (event.event, event.mode, event.actor, event.trigger) == ("ACCUSE", "disapprove", ("DZA",), "rappelé")


def test_an_event_called_wrong_leaves_its_sentence_in_the_corpus_without_it(store: Store, recall: int) -> None:
    corrections.correct(store.database, recall, by="Ada", wrong=True)
    (gold,) = corrections.corpus(store.database)
    assert gold["events"] == []
