"""Persons and bodies have a page: whose they are, with whom they deal, what they say, and what became of what is alleged."""

from __future__ import annotations

from urllib.parse import quote

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.records import Coded, Event, Mention, Quote, Reading, Span

from .conftest import Opens
from .readings import event, reading, span

SAID = "Lavrov accuse Séoul. « Kim Jong-un ment », a dit Séoul."


def named(one: Event, mention: str) -> Event:
    """An event whose actor is somebody who is mentioned."""
    actors = tuple(msgspec.structs.replace(party, mention=mention) for party in one.actor)
    return msgspec.structs.replace(one, actor=actors)


def speech() -> Reading:
    blame = named(event("e1", "ACCUSE", ("RUS",), ("KOR",), "accuse", text=SAID), "m8")
    source = Coded(code="RUS", sector="GOV", entity="Sergueï Lavrov", **span(SAID, "Lavrov"))  # type: ignore[arg-type]
    claim = event("e2", "COERCE", ("KOR",), ("PRK",), "accuse", text=SAID, status="alleged")
    claim = msgspec.structs.replace(claim, attribution=msgspec.structs.replace(claim.attribution, source=(source,)))
    lavrov = Mention(id="m8", code="RUS", sector="GOV", entity="Sergueï Lavrov", kind="person", **span(SAID, "Lavrov"))  # type: ignore[arg-type]
    words = Quote(
        id="q1",
        source=(Coded(code="KOR", sector="GOV", entity=None, **span(SAID, "Séoul")),),  # type: ignore[arg-type]
        content=Span(**span(SAID, "Kim Jong-un ment")),  # type: ignore[arg-type]
        direct=True,
    )
    own = Quote(id="q2", source=(source,), content=Span(**span(SAID, "accuse Séoul")), direct=False)  # type: ignore[arg-type]
    made = reading(SAID, url="https://x.example/said", title="Lavrov parle", events=(blame, claim))
    return msgspec.structs.replace(made, mentions=(*made.mentions, lavrov), quotes=(words, own))


@pytest.fixture
def full(opens: Opens) -> TestClient:
    return opens(reading(), speech())


def test_a_profile_tells_whose_he_is_and_with_whom_he_deals(full: TestClient) -> None:
    told = full.get("/api/actors/Sergueï Lavrov").json()
    assert [(one["code"], one["kind"]) for one in told["standings"]] == [("RUS", "person")]
    assert (told["articles"], told["events"]) == (1, 1)
    assert [(one["code"], one["conflict"]) for one in told["counterparts"]] == [("KOR", 1)]
    page = html.fromstring(full.get("/actors/Sergueï Lavrov").text)
    assert "/pairs/RUS-KOR" in page.xpath("//a/@href")
    assert "/countries/RUS" in page.xpath("//a/@href")


def test_on_ones_own_page_ones_acts_bear_ones_name_and_not_the_code_s(opens: Opens) -> None:
    rebels = named(event("e1", "SEIZE", ("RUS",), ("RUS",), "accuse", text=SAID), "m8")
    page = html.fromstring(
        opens(msgspec.structs.replace(speech(), events=(rebels,))).get("/actors/Sergueï Lavrov").text
    )
    assert page.xpath("string(//a[@class='claim'])").split()[1:6] == ["En", "Russie", ":", "Sergueï", "Lavrov"]


def test_where_others_of_the_code_act_too_the_code_is_named(opens: Opens) -> None:
    both = named(event("e1", "ACCUSE", ("RUS", "RUS"), ("KOR",), "accuse", text=SAID), "m8")
    both = msgspec.structs.replace(both, actor=(both.actor[0], msgspec.structs.replace(both.actor[1], mention=None)))
    page = html.fromstring(opens(msgspec.structs.replace(speech(), events=(both,))).get("/actors/Sergueï Lavrov").text)
    assert [one.text for one in page.xpath("//a[@class='claim']/span[@class='who']")] == ["Russie", "Corée du Sud"]


def test_what_one_says_and_what_is_said_of_one_lead_to_the_words(full: TestClient) -> None:
    assert [one["quote"]["id"] for one in full.get("/api/actors/Sergueï Lavrov").json()["says"]] == ["q2"]
    kim = full.get("/api/actors/Kim Jong-un").json()
    assert [(one["speaker"], one["quote"]["content"]["text"]) for one in kim["said"]] == [("KOR", "Kim Jong-un ment")]
    assert f"/articles/{speech().id}#w-q1" in html.fromstring(full.get("/actors/Kim Jong-un").text).xpath("//a/@href")
    assert [one["quote"]["id"] for one in full.get("/api/countries/PRK").json()["said"]] == ["q1"]


def test_claims_stand_with_what_became_of_them(full: TestClient) -> None:
    told = full.get("/api/actors/Sergueï Lavrov").json()
    assert [one["event"]["id"] for one in told["alleges"]] == ["e2"]
    assert told["fates"] == {}


def test_what_became_of_a_claim_leads_to_the_report(opens: Opens) -> None:
    day = {"day": reading().article.published.start}
    first = reading("Séoul accuse Pyongyang de livrer des obus à Moscou.", url="https://a.example/1", events=())
    aid = {"text": first.article.text, "quad": "material_cooperation"}
    claimed = event("e1", "AID", ("PRK",), ("RUS",), "livrer", status="alleged", source=("KOR", "Séoul"), **aid)  # type: ignore[arg-type]
    other = "Moscou admet que Pyongyang a livrer des obus."
    admitted = event(
        "e1", "AID", ("PRK",), ("RUS",), "livrer", text=other, quad="material_cooperation", status="acknowledged"
    )
    site = opens(
        msgspec.structs.replace(first, events=(claimed,)),
        reading(other, url="https://b.example/2", title="Aveu", events=(admitted,), **day),
    )
    country = site.get("/api/countries/KOR").json()
    assert country["fates"] == {"acknowledged": 1}
    (claim,) = country["alleges"]
    assert claim["became"] == ["acknowledged"]
    page = html.fromstring(site.get("/countries/KOR").text)
    (link,) = page.xpath("//li[@class='became']/a/@href")
    assert link == f"/articles/{claim['reports'][0]['article']}#w-e1"
    assert "reconnu plus tard" in page.xpath("string(//li[@class='became'])")
    assert link in html.fromstring(site.get("/claims").text).xpath("//li[@class='became']/a/@href")


def test_marks_searches_and_states_lead_to_the_profile(full: TestClient) -> None:
    there = f"/actors/{quote('Kim Jong-un')}"
    for path in (f"/articles/{reading().id}", "/search?q=Kim", "/countries/PRK"):
        assert there in html.fromstring(full.get(path).text).xpath("//a/@href"), path
    found = full.get("/api/search?q=Kim+pays:PRK+pays:RUS").json()
    assert [one["entity"] for one in found["named"]] == ["Kim Jong-un"]
    assert found["codes"] == ["PRK", "RUS"]
    assert "/pairs/PRK-RUS" in full.get("/search?q=pays:PRK+pays:RUS").text


def test_who_is_named_nowhere_has_no_page(full: TestClient) -> None:
    for name in ("Nobody", "%00", "<script>", "a/b"):
        answer = full.get(f"/actors/{name}")
        assert answer.status_code == 404
        assert "<script>" not in answer.text.replace("<script src", "")


def test_a_known_person_has_one_page_under_every_spelling_and_the_reader_s_name(opens: Opens) -> None:
    by_table = msgspec.structs.replace(
        speech(),
        mentions=tuple(
            msgspec.structs.replace(one, entity="Sergei Lavrov") if one.id == "m8" else one for one in speech().mentions
        ),
    )
    site = opens(by_table, msgspec.structs.replace(speech(), id="b" * 64, url="https://y.example/2"))
    for name in ("Sergueï Lavrov", "Sergei Lavrov", "sergey lavrov"):
        told = site.get(f"/api/actors/{name}").json()
        assert (told["entity"], told["articles"]) == ("Sergueï Lavrov", 2), name
        assert told["names"] == ["Sergei Lavrov", "Sergueï Lavrov"]
    english = site.get("/actors/Sergueï Lavrov", headers={"accept-language": "en"})
    assert html.fromstring(english.text).xpath("string(//h1)") == "Sergei Lavrov"


def test_a_stranger_s_page_leads_to_names_that_sound_alike(opens: Opens) -> None:
    def of(name: str, url: str) -> Reading:
        stranger = Mention(id="m9", code="RUS", sector="GOV", entity=name, kind="person", **span(SAID, "Lavrov"))  # type: ignore[arg-type]
        made = reading(SAID, url=url, title=name, id=url[-1] * 64, events=())
        return msgspec.structs.replace(made, mentions=(stranger,), quotes=())

    site = opens(of("Aram Petrossian", "https://x.example/1"), of("Aram Petrosyan", "https://y.example/2"))
    page = html.fromstring(site.get("/actors/Aram Petrossian").text)
    assert page.xpath("//p[@class='note']/a[text()='Aram Petrosyan']/@href") == ["/actors/Aram%20Petrosyan"]
    assert site.get("/api/actors/Aram Petrosyan").json()["alike"] == ["Aram Petrossian"]
