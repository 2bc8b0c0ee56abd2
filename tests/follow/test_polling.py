"""What is new in a feed comes out as pages: whole entries as they are, teasers as the pages that they link to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.follow import polling
from dragoman.follow.fetching import Fetcher
from dragoman.follow.polling import Poll
from dragoman.follow.state import State
from dragoman.page import Page, Refusal

from .conftest import Clock
from .servers import Site, body, entry, feed, page, status

WHOLE = "<p>La Norvège a rappelé mardi son ambassadeur à Budapest, a annoncé le ministère.</p>"
WORDS = (
    "Le président algérien a reçu jeudi à Alger le ministre français des Affaires étrangères, selon l'agence APS. " * 3
)


def look(site: Site, fetcher: Fetcher, state: State | None = None) -> tuple[Poll, list[Page | Refusal]]:
    poll = Poll(site.at("/feed"), fetcher, state or State())
    return poll, list(poll.pages())


@pytest.fixture
def teasing(site: Site) -> Site:
    """A feed with one teaser, and the page behind it."""
    site.paths["/feed"] = body(feed(entry("Alger reçoit", "/a", "Le président a reçu…")), ETag='"1"')
    site.paths["/a"] = body(page(WORDS))
    return site


def only(found: list[Page | Refusal]) -> Page:
    (one,) = found
    assert isinstance(one, Page)
    return one


def test_an_entry_with_its_full_content_is_taken_as_it_is(site: Site, fetcher: Fetcher) -> None:
    site.paths["/feed"] = body(feed(entry("Oslo", site.at("/oslo"), "Oslo rappelle", WHOLE)))
    _, found = look(site, fetcher)
    assert "Budapest" in only(found).text
    assert site.pages_asked() == ["/feed"]


@pytest.mark.parametrize("summary", ["Le président a reçu…", ""])
def test_of_a_teaser_the_linked_page_is_taken(teasing: Site, fetcher: Fetcher, summary: str) -> None:
    teasing.paths["/feed"] = body(feed(entry("Alger reçoit", "/a", summary)))
    _, found = look(teasing, fetcher)
    one = only(found)
    assert "agence APS" in one.text
    assert one.metadata.url == one.name == teasing.at("/a")


def test_a_feed_that_has_not_changed_brings_nothing(teasing: Site, fetcher: Fetcher) -> None:
    state = look(teasing, fetcher)[0].state
    assert state.etag == '"1"'
    teasing.paths["/feed"] = status(304)
    again, found = look(teasing, fetcher, state)
    assert (again.outcome, found, again.state) == ("unchanged", [], state)


def test_a_linked_page_is_not_fetched_again_until_its_entry_changes(teasing: Site, fetcher: Fetcher) -> None:
    state = look(teasing, fetcher)[0].state
    first = entry("Alger reçoit", "/a", "Le président a reçu…")
    teasing.paths["/feed"] = body(feed(entry("Neuf", "/new", "neuf"), first))
    again, found = look(teasing, fetcher, state)
    assert [one.name for one in found] == [teasing.at("/new")]
    teasing.paths["/feed"] = body(feed(entry("Alger a reçu", "/a", "corrigé")))
    assert [one.name for one in look(teasing, fetcher, again.state)[1]] == [teasing.at("/a")]


def test_a_page_that_fails_for_now_is_tried_again_the_next_time(teasing: Site, fetcher: Fetcher) -> None:
    teasing.paths["/a"] = status(500)
    poll, found = look(teasing, fetcher)
    assert isinstance(found[0], Refusal)
    assert poll.state == State()
    teasing.paths["/a"] = body(page(WORDS))
    assert "agence APS" in only(look(teasing, fetcher, poll.state)[1]).text


def test_of_a_page_that_is_gone_the_summary_is_kept_with_a_warning(teasing: Site, fetcher: Fetcher) -> None:
    teasing.paths["/a"] = status(404)
    poll, found = look(teasing, fetcher)
    assert "Le président a reçu" in only(found).text
    assert only(found).metadata.url == teasing.at("/a")
    assert any("status 404" in one for one in only(found).warnings)
    assert poll.state.etag == '"1"'


def test_a_feed_that_asks_to_wait_is_not_asked_before(site: Site, fetcher: Fetcher, clock: Clock) -> None:
    site.paths["/feed"] = status(503, Retry_After="600")
    poll, found = look(site, fetcher)
    assert isinstance(found[0], Refusal)
    another = Fetcher(True, sleep=clock.sleep, now=clock.now)
    assert look(site, another, poll.state)[0].outcome == "waiting"
    assert site.pages_asked() == ["/feed"]
    clock.time += 601
    site.paths["/feed"] = body(feed(entry("Oslo", "/oslo", "Oslo rappelle", WHOLE)))
    assert look(site, another, poll.state)[0].outcome == "new"


def test_links_to_private_nets_are_not_followed(teasing: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    fetcher = Fetcher()
    assert [type(one) for one in look(teasing, fetcher)[1]] == [Refusal]
    assert teasing.asked == []


def test_a_page_cannot_pass_for_one_of_another_host(teasing: Site, fetcher: Fetcher) -> None:
    teasing.paths["/a"] = body(page(WORDS, '<link rel="canonical" href="https://www.diplomatie.gouv.fr/x">'))
    assert only(look(teasing, fetcher)[1]).metadata.url == teasing.at("/a")


def test_a_list_on_the_web_does_not_make_us_read_our_own_files(site: Site, fetcher: Fetcher) -> None:
    site.paths["/feed"] = body('<opml version="2.0"><body><outline xmlUrl="/etc/passwd"/></body></opml>')
    poll, found = look(site, fetcher)
    assert [type(one) for one in found] == [Refusal]
    assert poll.outcome == "failed"


def test_only_so_many_pages_are_fetched_in_a_round_and_the_others_in_the_next(
    site: Site, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(polling, "MOST", 2)
    site.paths["/feed"] = body(feed(*(entry(f"Titre {n}", f"/{n}", "…") for n in range(3))), ETag='"1"')
    site.paths.update({f"/{n}": body(page(WORDS)) for n in range(3)})
    first, found = look(site, fetcher)
    assert (len(found), first.state.etag) == (2, None)
    second, found = look(site, fetcher, first.state)
    assert [one.name for one in found] == [site.at("/2")]
    assert second.state.etag == '"1"'


def test_entries_without_an_address_have_names_that_stay_when_others_come_before(site: Site, fetcher: Fetcher) -> None:
    def names(*titles: str) -> Iterator[str]:
        site.paths["/feed"] = body(feed(*(entry(one, "", f"{one}: résumé", f"<p>{one}: texte</p>") for one in titles)))
        return (one.name for one in look(site, fetcher)[1])

    assert set(names("Oslo")) < set(names("Alger", "Oslo"))


def sitemap(*addresses: str, index: bool = False) -> bytes:
    kind, each = ("sitemapindex", "sitemap") if index else ("urlset", "url")
    inside = "".join(f"<{each}><loc>{address}</loc></{each}>" for address in addresses)
    return (
        f'<?xml version="1.0"?><{kind} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inside}</{kind}>'.encode()
    )


def test_a_list_is_gone_through_so_many_lists_deep(site: Site, fetcher: Fetcher) -> None:
    site.paths["/index.xml"] = body(sitemap(site.at("/map.xml"), index=True))
    site.paths["/map.xml"] = body(sitemap(site.at("/a"), "ftp://elsewhere/b"))
    site.paths["/a"] = body(page(WORDS))
    taken, refused = Poll(site.at("/index.xml"), fetcher, lists=2).pages()
    assert isinstance(taken, Page)
    assert taken.metadata.url == site.at("/a")
    assert isinstance(refused, Refusal)
    assert "no address of the web" in refused.message


def test_a_list_is_refused_where_none_is_asked_for(site: Site, fetcher: Fetcher) -> None:
    site.paths["/map.xml"] = body(sitemap(site.at("/a")))
    (refused,) = Poll(site.at("/map.xml"), fetcher).pages()
    assert isinstance(refused, Refusal)
    assert "list of addresses" in refused.message
