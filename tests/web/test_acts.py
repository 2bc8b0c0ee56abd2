"""An act is told in the same words everywhere; what happens within a state is told as between its parts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from lxml import html

from dragoman.records import Event, Party, Reading
from dragoman.store import StoredEvent, open_store
from dragoman.store.corrections import correct
from dragoman.store.stored import Side, Within
from dragoman.web.acts import told
from dragoman.web.feeds import event_entry
from dragoman.web.wording import wording

from .conftest import Opens
from .readings import event, reading, span

TEXT = "À Kinshasa, l'opposition accuse la police."


def domestic(actor: str | None = "OPP", recipient: str | None = "COP") -> Reading:
    made = event("e1", "ACCUSE", ("COD",), ("COD",), "accuse", text=TEXT)
    sides = {
        "actor": (Party(code="COD", sector=actor, **span(TEXT, "l'opposition")),),  # type: ignore[arg-type]
        "recipient": (Party(code="COD", sector=recipient, **span(TEXT, "la police")),),  # type: ignore[arg-type]
    }
    own: Event = msgspec.structs.replace(made, **sides)
    return reading(TEXT, url="https://x.example/rdc", title="Kinshasa", events=(own,))


@pytest.mark.parametrize(
    ("sides", "french", "english"),
    [
        (("OPP", "COP"), "En RD Congo : l'opposition {} → la police", "In DR Congo: the opposition {} → the police"),
        (("GOV", "GOV"), "En RD Congo : le gouvernement {}", "In DR Congo: the government {}"),
        (("MIL", None), "En RD Congo : l'armée {}", "In DR Congo: the army {}"),
        ((None, "GOV"), "RD Congo {} → le gouvernement", "DR Congo {} → the government"),
        ((None, None), "RD Congo {} → dans le pays", "DR Congo {} → within the country"),
    ],
)
def test_what_happens_within_a_state_names_its_parts(
    opens: Opens, sides: tuple[str | None, str | None], french: str, english: str
) -> None:
    site = opens(domestic(*sides))
    (stored,) = site.get("/api/countries/COD").json()["last"]
    assert (stored["within"]["actor"]["sector"], stored["within"]["recipient"]["sector"]) == sides
    for language, line in (("fr", french), ("en", english)):
        act = msgspec.convert(stored, StoredEvent)
        own = wording(language)
        wanted = line.format(own.act("ACCUSE", None)).replace(" :", "\u00a0:")
        assert told(own, act).line == wanted
        for path in ("/", "/latest", "/countries/COD", "/review", f"/articles/{domestic().id}"):
            page = html.fromstring(site.get(path, headers={"accept-language": language}).text)
            line_of = " ".join(page.xpath("string(//a[@class='claim'])").split()[1:])
            assert line_of == " ".join(wanted.split()), path


def test_an_organisation_that_acts_on_itself_is_told_once() -> None:
    sides = Within(actor=Side(sector="IGO", entity="African Union"), recipient=Side(sector="IGO", entity=None))
    assert told(wording("fr"), made_up("AFU", sides)).line == "Union africaine demande → l'organisation"


def made_up(code: str, sides: Within | None) -> StoredEvent:
    """An event that no store holds."""
    plain = dict.fromkeys(StoredEvent.__struct_fields__) | {
        "number": 1, "id": "e1", "article": "a", "language": "fr", "event": "REQUEST", "context": (), "score": 0.5,
        "quad": "verbal_conflict", "realis": "actual", "status": "narrated", "actors": (code,), "recipients": (code,),
        "sources": (), "relays": (), "basis": "none", "within": sides,
    }  # fmt: skip
    return msgspec.convert(plain, StoredEvent)


def test_a_feed_tells_it_in_the_same_words() -> None:
    act = made_up("MAR", Within(actor=Side(sector="OPP", entity=None), recipient=Side(sector="GOV", entity=None)))
    assert event_entry(act, wording("fr")).title.startswith("Au Maroc\u00a0: l'opposition demande → le gouvernement")


def test_a_verdict_on_who_acts_goes_before_what_the_page_told(tmp_path: Path) -> None:
    with open_store(tmp_path / "s.sqlite", create=True) as store:
        store.put(domestic())
        (stored,) = store.events()
        correct(store.database, stored.number, by="x")
        assert next(store.events()).within == stored.within
        correct(store.database, stored.number, by="x", actors=["RWA"])
        assert next(store.events()).within is None


def test_several_act_in_the_plural_in_lists_and_articles(opens: Opens) -> None:
    site = opens(
        reading(
            events=(event("e1", "AGREE", ("PRK", "RUS"), (), "livrer"), event("e2", "ACCUSE", ("USA",), (), "accuse"))
        )
    )
    for path in ("/latest", f"/articles/{reading().id}"):
        page = html.fromstring(site.get(path).text)
        lines = [
            " ".join(one.split()[1:]) for one in map(html.HtmlElement.text_content, page.xpath("//a[@class='claim']"))
        ]
        assert {"Corée du Nord + Russie s'engagent", "États-Unis mettent en cause"} <= set(lines), path


def test_what_several_articles_tell_alike_stands_once_with_all_of_them(opens: Opens) -> None:
    text = "Moscou salue Pyongyang."
    praise = event("e1", "SUPPORT", ("RUS",), ("PRK",), "salue", text=text, quad="verbal_cooperation")
    pages = [
        reading(text, id=n * 64, url=f"https://{n}.example/1", title=f"Titre {n}", events=(praise,), section=n)
        for n in "ab"
    ]
    site = opens(pages[0], msgspec.structs.replace(pages[1], article=pages[1].article))
    page = html.fromstring(site.get("/pairs/PRK-RUS").text)
    (one,) = page.xpath("//section[@aria-labelledby='events-head']//li[contains(@class, 'event')]")
    assert "aussi\xa0: Titre a" in one.text_content()
    assert one.xpath(".//span[@class='origin']/a/@href") == [f"/articles/{'b' * 64}", f"/articles/{'a' * 64}#w-e1"]
