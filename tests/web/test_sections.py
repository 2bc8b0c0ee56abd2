"""Pages that name no section stand in the one that their events speak for, told as inferred."""

from __future__ import annotations

import msgspec
import pytest
from lxml import html
from starlette.testclient import TestClient

from dragoman.records import Article, Event
from dragoman.web.sections import called, infer, kinds
from dragoman.web.wording import LANGUAGES, words

from .conftest import Opens
from .readings import english, event, reading


def told(type: str, n: int = 1, **more: object) -> Event:
    return event(f"e{n}", type, ("PRK",), ("RUS",), "livrer", **more)  # type: ignore[arg-type]


class Act:
    """An event as sections ask for it."""

    def __init__(
        self, event: str, mode: str | None = None, context: str = "", codes: str = "FRA", score: float = 0.8
    ) -> None:
        self.id, self.event, self.mode, self.score = event, event, mode, score
        self.context, self.actors = tuple(context.split()), tuple(codes.split())
        self.recipients: tuple[str, ...] = ()
        self.sources: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("acts", "section"),
    [
        ([Act("ASSAULT", "aerial", "diplomatic")], "defence"),
        ([Act("SANCTION", "discontinue", "economic diplomatic")], "economy"),
        ([Act("CONSULT", "visit", "diplomatic")], "diplomacy"),
        ([Act("REQUEST", codes="UNO SDN")], "un"),
        ([Act("COERCE", "arrest")], "justice"),
        ([Act("AGREE", context="migration")], "humanitarian"),
        ([Act("CONSULT"), Act("ASSAULT"), Act("MOBILIZE")], "defence"),
        ([Act("CONSULT"), Act("REQUEST"), Act("ASSAULT", score=0.1)], "diplomacy"),
    ],
)
def test_a_section_is_that_of_what_is_done_before_mere_words(acts: list[Act], section: str) -> None:
    found = infer(acts)
    assert found is not None
    assert found.section == section
    assert found.events


def test_nothing_is_inferred_from_little() -> None:
    assert infer([]) is None
    assert infer([Act("ASSAULT", score=0.2)]) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_has_a_name_under_which_it_is_found_again(language: str) -> None:
    for kind in kinds():
        assert called(words(language)[f"section.{kind.key}"]) == kind.key
    assert called("Sport") is None


@pytest.fixture
def mixed(opens: Opens) -> TestClient:
    """Pages that name a section, and pages that name none."""
    war = (told("ASSAULT", mode="aerial", quad="material_conflict"),)
    talk = (told("CONSULT", quad="verbal_cooperation"),)
    return opens(
        reading(url="https://x.example/1", title="Titre armée", section="Defence", events=talk),
        reading("Autre livrer.", url="https://x.example/2", title="Titre frappe", section=None, events=_on(war, "Autre livrer.")),
        reading("Puis livrer.", url="https://x.example/3", title="Titre visite", section=None, events=_on(talk, "Puis livrer.")),
        reading("Rien.", url="https://x.example/4", title="Titre sans rien", section=None, events=()),
        reading("But livrer.", url="https://x.example/5", title="Titre sport", section="Sport", events=_on(war, "But livrer.")),
    )  # fmt: skip


def _on(events: tuple[Event, ...], text: str) -> tuple[Event, ...]:
    return tuple(
        event(one.id, one.event, ("PRK",), ("RUS",), "livrer", text=text, mode=one.mode, quad=one.quad)
        for one in events
    )


def titles(site: TestClient, section: str) -> list[str]:
    return [one["title"] for one in site.get(f"/api/latest/{section}").json()["articles"]]


def test_a_section_lists_those_that_name_it_and_those_that_are_of_it(mixed: TestClient) -> None:
    assert sorted(titles(mixed, "Défense")) == ["Titre armée", "Titre frappe"]
    assert sorted(titles(mixed, "defence")) == ["Titre armée", "Titre frappe"]
    assert titles(mixed, "Diplomatie") == ["Titre visite"]
    assert titles(mixed, "Sport") == ["Titre sport"]
    assert mixed.get("/latest/ONU").status_code == 404
    assert mixed.get("/latest/Cuisine").status_code == 404


def test_what_is_inferred_is_told_as_inferred(mixed: TestClient) -> None:
    page = html.fromstring(mixed.get("/latest").text)
    cards = {
        card.xpath("string(h2)").strip(): card.xpath("string(p[@class='over'])") for card in page.xpath("//article")
    }
    assert "Défense (déduite)" in cards["Titre frappe"]
    assert "déduite" not in cards["Titre armée"]
    assert "déduite" not in cards["Titre sans rien"]
    found = {one["title"]: one for one in mixed.get("/api/latest").json()["articles"]}
    assert found["Titre frappe"]["section"] is None
    assert found["Titre frappe"]["inferred"] == {"section": "defence", "events": ["e1"]}
    article = mixed.get(f"/articles/{found['Titre frappe']['id']}")
    assert "déduite de" in article.text
    assert html.fromstring(article.text).xpath("//p[@class='over']//a/@href")[:2] == ["/latest/D%C3%A9fense", "#e1"]


def test_sections_are_called_in_the_readers_language(mixed: TestClient) -> None:
    names = [one["name"] for one in mixed.get("/api/latest").json()["sections"]]
    assert names == ["Défense", "Sport", "Diplomatie"]
    english = [one["name"] for one in mixed.get("/api/latest?lang=en").json()["sections"]]
    assert english == ["Defence", "Sport", "Diplomacy"]


def test_an_inferred_section_goes_on_behind_the_cursor(opens: Opens, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dragoman.web.pages.listed.AT_ONCE", 2)
    monkeypatch.setattr("dragoman.web.pages.listed.LOOKED_THROUGH", 4)
    pages = []
    for n in range(14):
        text = f"Page {n} livrer."
        kind = "ASSAULT" if n % 5 == 0 else "CONSULT"
        named = "Défense" if n in (3, 12) else None
        own = event("e1", kind, ("PRK",), ("RUS",), "livrer", text=text)
        pages.append(reading(text, url=f"https://x.example/{n}", title=f"Titre {n}", section=named, events=(own,)))
    site = opens(*pages)
    met: list[str] = []
    cursor: dict[str, str] = {}
    for _ in range(20):
        told_ = site.get("/api/latest/Défense", params={"limit": 1, **cursor}).json()
        met += [one["title"] for one in told_["articles"]]
        if told_["cursor"] is None:
            break
        cursor = {"cursor": told_["cursor"]}
    assert met == ["Titre 12", "Titre 10", "Titre 5", "Titre 3", "Titre 0"]


def test_a_region_is_one_section_in_both_languages(opens: Opens) -> None:
    site = opens(reading(section="Afrique"), msgspec.structs.replace(english(), article=in_section("Africa")))
    assert [(one["name"], one["count"]) for one in site.get("/api/latest").json()["sections"]] == [("Afrique", 2)]
    for name in ("Afrique", "Africa"):
        assert len(site.get(f"/api/latest/{name}").json()["articles"]) == 2
    assert site.get("/api/latest/Afrique", headers={"accept-language": "en"}).json()["section"] == "Africa"


def in_section(name: str) -> Article:
    return msgspec.structs.replace(english().article, section=name)
