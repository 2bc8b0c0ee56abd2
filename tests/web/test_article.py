"""An article as a page: clean text, marks in place, each told by shape and word, readings that open at a click."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.records import Reading
from dragoman.store import open_store

from .conftest import Opens
from .readings import TEXT, event, reading, span

PATH = f"/articles/{reading().id}"
STATUS = {"e1": ("●", "raconté"), "e3": ("?", "allégué"), "e5": ("✗", "démenti")}


@pytest.fixture
def page(site: TestClient) -> html.HtmlElement:
    return html.fromstring(site.get(PATH).text)


def text_of(page: html.HtmlElement) -> str:
    """The article's words alone, without labels and marks."""
    for extra in page.xpath(
        "//div[@id='text']//*[@class='label' or @class='which' or @class='mark' or @class='hidden']"
    ):
        extra.drop_tree()
    words = "\n\n".join("".join(paragraph.itertext()) for paragraph in page.xpath("//div[@id='text']/p"))
    of_marks = re.compile("(?<!«)\xa0(?![»:;?!])")
    return of_marks.sub("", words).replace("\xa0", " ")


def test_the_text_is_whole_under_its_marks(page: html.HtmlElement) -> None:
    assert text_of(page) == TEXT


def test_every_mark_opens_a_reading_on_the_page(page: html.HtmlElement) -> None:
    targets = page.xpath("//div[@id='text']//a/@href")
    assert targets
    for target in targets:
        (sheet,) = page.xpath(f"//section[contains(@class, 'sheet')][@id='{target[1:]}']")
        assert sheet.xpath(".//a[@class='close']/@href")


@pytest.mark.parametrize("id", STATUS)
def test_the_status_is_told_by_a_mark_and_a_word(page: html.HtmlElement, id: str) -> None:
    (sheet,) = page.xpath(f"//section[@id='{id}']")
    words = " ".join(sheet.itertext())
    for told in STATUS[id]:
        assert told in words


def test_a_reading_tells_who_what_whom_when_and_what_decided(page: html.HtmlElement) -> None:
    (sheet,) = page.xpath("//section[@id='e1']")
    words = " ".join("".join(sheet.itertext()).split())
    for told in (
        "Russie",
        "se rend",
        "CONSULT/visit",
        "Corée du Nord",
        "14 mai 2024",
        "mardi",
        "fr/frames/x.toml:1",
        "80 %",
    ):
        assert told in words.replace("\u202f", " ").replace("\xa0", " "), told


def test_two_events_on_one_word_are_both_led_to(page: html.HtmlElement) -> None:
    assert page.xpath("//div[@id='text']//*[@id='w-e4']")
    assert page.xpath("//div[@id='text']//*[@id='w-e5']")


def test_who_passed_words_on_is_told_where_their_speaker_is_not(opens: Opens) -> None:
    own = reading()
    relay = msgspec.structs.replace(own.quotes[0].source[0], **span(TEXT, "Séoul"), code="KOR", entity=None)  # type: ignore[arg-type]
    quote = msgspec.structs.replace(own.quotes[0], source=(), via=(relay,))
    e3 = next(one for one in own.events if one.id == "e3")
    told = msgspec.structs.replace(e3, attribution=msgspec.structs.replace(e3.attribution, source=(), via=(relay,)))
    site = opens(msgspec.structs.replace(own, quotes=(quote,), events=(told,)))
    lines = [
        " ".join("".join(one.itertext()).split()) for one in html.fromstring(site.get(PATH).text).xpath("//main//li")
    ]
    assert any("allégué via Séoul" in line for line in lines)
    assert any("source non nommée via Séoul" in line for line in lines)
    assert "allégué via Corée du Sud" in " ".join(site.get("/claims").text.split())


def test_caption_and_credit_stand_apart_from_the_text(page: html.HtmlElement) -> None:
    (photo,) = page.xpath("//aside[@class='photo']")
    words = " ".join(photo.itertext())
    assert "Kim Jong-un et Sergueï Lavrov." in words
    assert "P. Ri / KCNA" in words
    assert "Lavrov." not in text_of(page)


def test_what_was_dropped_is_told_with_its_reason(page: html.HtmlElement) -> None:
    words = " ".join(page.xpath("//details[contains(@class, 'dropped')]")[0].itertext())
    assert "Partager sur X" in words
    assert "share" in words


def test_a_changed_page_shows_its_versions(site: TestClient, tmp_path: Path) -> None:
    changed = msgspec.structs.replace(
        reading(), article=msgspec.structs.replace(reading().article, title="Lavrov a quitté Pyongyang")
    )
    with open_store(tmp_path / "store0.sqlite") as store:
        assert store.put(changed).outcome == "changed"
    assert "Lavrov a quitté Pyongyang" in site.get(PATH).text
    assert "Lavrov reçu à Pyongyang" in site.get(f"{PATH}?version=1").text
    assert "version 2" in site.get(PATH).text


def test_the_api_gives_the_reading_as_it_was_put_in(site: TestClient) -> None:
    told = site.get(f"/api{PATH}").json()
    assert msgspec.convert(told["reading"], Reading) == reading()


def test_an_article_that_is_not_there_is_not_found(site: TestClient) -> None:
    assert site.get("/articles/nothing").status_code == 404
    problem = site.get("/api/articles/nothing")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json()["status"] == 404


def test_an_article_is_not_sent_again_to_whom_has_it(site: TestClient) -> None:
    tag = site.get(PATH).headers["etag"]
    assert site.get(PATH, headers={"if-none-match": tag}).status_code == 304


def test_no_line_of_french_breaks_before_its_signs(page: html.HtmlElement) -> None:
    words = page.xpath("string(//div[@id='text'])")
    assert "«\xa0Ces accusations" in words
    assert "\xa0»" in words
    assert "« " not in words


def test_a_corrected_act_is_shown_as_it_was_corrected_and_as_it_was_read(site: TestClient) -> None:
    number = next(one["number"] for one in site.get(f"/api{PATH}").json()["events"] if one["id"] == "e3")
    verdict = {
        "event": number,
        "verdict": "other",
        "actors": ["Iran"],
        "type": "ASSAULT",
        "status": "denied",
        "by": "Ana",
    }
    site.post("/api/review", json=verdict)
    page = html.fromstring(site.get(PATH).text)
    (line,) = page.xpath("//li[.//a[@href='#e3']][contains(@class, 'event')]")
    assert "Iran attaque → Russie" in " ".join(line.xpath(".//a[@class='claim']")[0].text_content().split())
    assert {"denied", "material_conflict"} <= set(line.get("class").split())
    (sheet,) = page.xpath("//section[@id='e3']")
    told = " ".join(sheet.text_content().split())
    assert "Lu par la machine\u00a0: Corée du Nord aide → Russie, allégué." in told.replace(" :", "\u00a0:")


def test_what_happens_within_a_state_keeps_its_sides_when_only_one_is_corrected(opens: Opens) -> None:
    text = f"{TEXT} Pyongyang accuse Pyongyang."
    inner = event("e1", "ACCUSE", ("PRK",), ("PRK",), "accuse", text=text)
    site = opens(reading(text, events=(inner,)))
    address = f"/api/articles/{reading(text).id}"
    (before,) = site.get(address).json()["events"]
    site.post("/api/review", json={"event": before["number"], "verdict": "other", "recipients": ["PRK"], "by": "Ana"})
    (after,) = site.get(address).json()["events"]
    assert before["within"] == after["within"] is not None
    site.post("/api/review", json={"event": before["number"], "verdict": "other", "recipients": ["RUS"], "by": "Ana"})
    assert site.get(address).json()["events"][0]["within"] is None
