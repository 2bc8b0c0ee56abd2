"""``dragoman follow`` as a user calls it, with a site on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from dragoman.follow import fetching, opml
from dragoman.store import ingest, journal, open_store

from ..follow.servers import Site, body, entry, feed, serving, status
from ..store import fake_reading

WHOLE = "<p>La Norvège a rappelé mardi son ambassadeur à Budapest, a annoncé le ministère.</p>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(ingest.ingest, "__kwdefaults__", {**ingest.ingest.__kwdefaults__, "read": fake_reading.read})
    monkeypatch.setattr(fetching.Fetcher.__init__, "__defaults__", _hasty(fetching.Fetcher.__init__.__defaults__))
    with serving() as site:
        site.paths["/feed"] = body(feed(entry("Oslo", site.at("/oslo"), "Oslo rappelle", WHOLE)), ETag='"1"')
        yield site


def _hasty(defaults: Any) -> Any:
    return tuple(0.0 if value == fetching.PAUSE else value for value in defaults)


@pytest.fixture
def feeds(site: Site, tmp_path: Path) -> Path:
    path = tmp_path / "feeds.opml"
    path.write_text(f'<opml version="2.0"><body><outline xmlUrl="{site.at("/feed")}"/></body></opml>', encoding="utf-8")
    return path


@pytest.fixture
def once(run: Any, feeds: Path, tmp_path: Path) -> Any:
    return lambda *more: run("follow", feeds, "--once", "--store", tmp_path / "s.sqlite", "--json", *more)


def test_what_a_feed_holds_is_stored_and_not_asked_for_again(once: Any, site: Site, tmp_path: Path) -> None:
    done = once("--allow-private")
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["stored"] == 1
    site.paths["/feed"] = status(304)
    told = json.loads(once("--allow-private").stdout)
    assert (told["unchanged"], told["stored"]) == (1, 0)
    assert site.headers[-1]["if-none-match"] == '"1"'
    with open_store(tmp_path / "s.sqlite") as store:
        assert [one.title for one in store.articles()] == ["Oslo"]


def test_this_machine_is_not_asked_unless_allowed(once: Any, site: Site) -> None:
    done = once()
    assert done.exit_code == 1
    assert "--allow-private" in done.stderr
    assert site.asked == []


def test_a_feed_that_failed_is_noted_until_it_is_had(once: Any, site: Site, tmp_path: Path) -> None:
    good = site.paths["/feed"]
    site.paths["/feed"] = status(500)
    assert once("--allow-private").exit_code == 1
    with open_store(tmp_path / "s.sqlite") as store:
        assert [one.name for one in journal.unsettled(store.database)] == [site.at("/feed")]
    site.paths["/feed"] = good
    assert once("--allow-private").exit_code == 0
    with open_store(tmp_path / "s.sqlite") as store:
        assert journal.unsettled(store.database) == []


def test_a_feed_that_asks_to_wait_stays_noted_and_is_not_asked(once: Any, site: Site, tmp_path: Path) -> None:
    site.paths["/feed"] = status(429, Retry_After="900")
    once("--allow-private")
    asked = list(site.asked)
    told = json.loads(once("--allow-private").stdout)
    assert told["waiting"] == 1
    assert site.asked == asked
    with open_store(tmp_path / "s.sqlite") as store:
        assert len(journal.unsettled(store.database)) == 1


def test_what_is_followed_is_taken_from_the_list_as_it_is_or_was(feeds: Path, capsys: Any) -> None:
    from dragoman.commands.follow import _addresses

    (address,) = _addresses(feeds, [])
    feeds.write_text("<opml><body><outl", encoding="utf-8")
    assert _addresses(feeds, [address]) == [address]
    assert "as it was" in capsys.readouterr().err


def test_ingest_takes_the_address_of_a_feed(run: Any, site: Site, tmp_path: Path) -> None:
    done = run(
        "ingest", site.at("/feed"), "--allow-private", "--store", tmp_path / "s.sqlite", "--workers", 1, "--json"
    )
    assert json.loads(done.stdout)["stored"] == 1, done.stderr
    refused = run("ingest", site.at("/feed"), "--store", tmp_path / "s.sqlite")
    assert refused.exit_code == 1
    assert "--allow-private" in refused.stderr


def test_the_shipped_list_has_french_and_english_feeds_and_can_be_edited(run: Any, tmp_path: Path) -> None:
    listed = run("follow", "--list").stdout
    assert {line.split("\t")[0] for line in listed.splitlines()} == {"fr", "en"}
    (tmp_path / "mine.opml").write_text(run("follow", "--opml").stdout, encoding="utf-8")
    assert run("follow", tmp_path / "mine.opml", "--list").stdout == listed
    assert all(one.address.startswith("https://") for one in opml.feeds(opml.SHIPPED))


@pytest.mark.parametrize("text", ["", "not XML", "<opml/>"])
def test_what_is_no_list_of_feeds_is_told_in_one_line(run: Any, tmp_path: Path, text: str) -> None:
    (tmp_path / "bad.opml").write_text(text, encoding="utf-8")
    done = run("follow", tmp_path / "bad.opml", "--once", "--store", tmp_path / "s.sqlite")
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "s.sqlite").exists()


def test_without_a_list_one_is_asked_for(run: Any) -> None:
    done = run("follow")
    assert done.exit_code == 2
    assert "--opml" in done.stderr
