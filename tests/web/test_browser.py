"""The main ways through the site in a real Chromium, in French and in English, with JavaScript and without."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException, WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from dragoman.store import open_store

from .browser import chromium, look, programs, served
from .readings import TEXT, english, event, reading
from .test_pages import ADDRESSES

pytestmark = pytest.mark.skipif(
    programs() is None, reason="Chromium is not installed; on Debian: apt-get install chromium chromium-driver"
)
AXE = (Path(__file__).parent / "axe.min.js").read_text(encoding="utf-8")
"""axe-core 4.14.1, by Deque (MPL-2.0), unchanged."""
ARTICLE = f"/articles/{reading().id}"


@dataclass
class Reader:
    """Somebody who looks at the site in a browser."""

    browser: webdriver.Chrome
    address: str
    language: str

    def opens(self, path: str) -> None:
        self.browser.get(self.address + path)

    def sees(self, words: str) -> bool:
        """Whether the words come into view; pages that are on their way are waited for."""
        waiting = WebDriverWait(self.browser, 10, ignored_exceptions=(WebDriverException,))
        try:
            return bool(waiting.until(lambda browser: words in browser.find_element(By.TAG_NAME, "body").text))
        except TimeoutException:
            return False

    def clicks(self, selector: str) -> None:
        self.browser.find_element(By.CSS_SELECTOR, selector).click()

    def is_shown(self, selector: str) -> bool:
        return bool(self.browser.find_element(By.CSS_SELECTOR, selector).is_displayed())

    @property
    def complaints(self) -> list[str]:
        """What the browser objects to: scripts refused, files missing."""
        return [entry["message"] for entry in self.browser.get_log("browser")]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("site") / "store.sqlite"
    with open_store(place, create=True) as store:
        store.put(reading())
        store.put(english())
    with served(place) as found:
        yield found


@pytest.fixture(scope="module", params=["fr", "en", "fr without JavaScript"])
def reader(request: pytest.FixtureRequest, address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    language = request.param[:2]
    browser = chromium(tmp_path_factory.mktemp("profile"), language, script=request.param == language)
    yield Reader(browser, address, language)
    browser.quit()


def test_from_a_search_to_the_sentence(reader: Reader) -> None:
    reader.opens("/")
    reader.browser.find_element(By.ID, "find").send_keys("Lavrov", Keys.ENTER)
    assert reader.sees({"fr": "1 résultat", "en": "1 result"}[reader.language])
    reader.clicks("article.card h3 a")
    assert reader.sees("Lavrov reçu à Pyongyang")
    assert reader.sees({"fr": "Événements", "en": "Events"}[reader.language])


def test_a_click_on_a_mark_opens_its_reading_and_closes_again(reader: Reader) -> None:
    reader.opens(ARTICLE)
    assert not reader.is_shown("#e3.sheet")
    reader.clicks(".text a.trigger.alleged")
    assert reader.is_shown("#e3.sheet")
    assert reader.sees({"fr": "allégué", "en": "alleged"}[reader.language])
    reader.clicks("#e3 .close")
    assert not reader.is_shown("#e3.sheet")


def test_an_event_of_a_list_leads_to_its_words(reader: Reader) -> None:
    reader.opens("/claims")
    reader.clicks("ul.events .claim")
    assert ARTICLE in reader.browser.current_url
    assert reader.is_shown(".text .sentence:has(:target)")


def test_a_pair_is_narrowed_to_a_month_and_a_status(reader: Reader) -> None:
    reader.opens("/pairs/PRK-KOR")
    reader.browser.find_element(By.CSS_SELECTOR, "#status option[value='denied']").click()
    if not reader.browser.current_url.count("status=denied"):
        reader.clicks("form.filter button")
    assert len(reader.browser.find_elements(By.CSS_SELECTOR, ".main-column .events > .event")) == 1
    assert reader.is_shown("svg.mirror")


def test_a_period_is_chosen_on_its_bars_by_keyboard(tmp_path: Path) -> None:
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        for month in (3, 4, 6, 9):
            day = datetime.date(2024, month, 2)
            store.put(reading(f"{TEXT} {month}", url=f"https://x.example/{month}", day=day))
    with served(place) as address:
        browser = chromium(tmp_path / "profile", "fr")
        try:
            reader = Reader(browser, address, "fr")
            reader.opens("/search?q=pays:PRK")
            browser.execute_script("document.querySelector('.histogram a').focus()")
            browser.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
            browser.switch_to.active_element.send_keys(Keys.SHIFT, Keys.ARROW_RIGHT)
            assert len(browser.find_elements(By.CSS_SELECTOR, ".histogram a.chosen")) == 2
            browser.switch_to.active_element.send_keys(Keys.ENTER)
            assert reader.sees("2 résultats")
            assert "since=2024-04&until=2024-06" in browser.current_url
        finally:
            browser.quit()


@pytest.mark.parametrize("width", [360, 1600])
def test_a_chart_begins_at_the_newest_or_at_what_was_chosen(tmp_path: Path, width: int) -> None:
    place = tmp_path / "store.sqlite"
    with open_store(place, create=True) as store:
        for year in range(2010, 2025):
            text = f"{TEXT} {year}"
            blame = event("e1", "ACCUSE", ("KOR",), ("PRK",), "accuse", text=text, mode="disapprove")
            day = datetime.date(year, 5, 15)
            store.put(reading(text, url=f"https://x.example/{year}", day=day, events=(blame,)))
    with served(place) as address:
        browser = chromium(tmp_path / "profile", "fr")
        try:
            reader = Reader(browser, address, "fr")
            look(browser, width)
            for path, mark in (
                ("/pairs/PRK-KOR", ".mirror a:last-of-type"),
                ("/pairs/PRK-KOR?at=2011-05", ".mirror a.chosen"),
            ):
                reader.opens(path)
                box = browser.execute_script(
                    "const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.left, box.right]",
                    mark,
                )
                assert 0 <= box[0] < box[1] <= width
        finally:
            browser.quit()


def test_the_language_is_switched_by_a_link(reader: Reader) -> None:
    reader.opens("/latest")
    reader.clicks("a.language")
    assert reader.sees({"en": "Dernières infos", "fr": "Latest"}[reader.language])
    reader.clicks("a.language")
    assert reader.sees({"fr": "Dernières infos", "en": "Latest"}[reader.language])


def test_a_verdict_is_given_and_taken_back(reader: Reader) -> None:
    reader.opens("/review")
    reader.browser.find_element(By.CSS_SELECTOR, ".item input[name=by]").clear()
    reader.browser.find_element(By.CSS_SELECTOR, ".item input[name=by]").send_keys("Ana")
    reader.clicks(".item button[value=wrong]")
    assert reader.sees({"fr": "Noté : faux", "en": "Noted: wrong"}[reader.language])
    reader.clicks(".done button")
    assert reader.sees({"fr": "Annulé", "en": "Undone"}[reader.language])


def test_the_queue_goes_by_keyboard(address: str, tmp_path: Path) -> None:
    browser = chromium(tmp_path, "fr")
    try:
        reader = Reader(browser, address, "fr")
        reader.opens("/review")
        name = browser.find_element(By.CSS_SELECTOR, ".item input[name=by]")
        name.send_keys("Ana")
        browser.execute_script("document.activeElement.blur()")
        browser.find_element(By.TAG_NAME, "body").send_keys("j")
        browser.switch_to.active_element.send_keys("o")
        assert reader.sees("juste")
        browser.find_element(By.TAG_NAME, "body").send_keys("u")
        assert reader.sees("Annulé")
    finally:
        browser.quit()


@pytest.mark.parametrize("width", [360, 768, 1600])
@pytest.mark.parametrize("path", ADDRESSES)
def test_nothing_is_wider_than_the_window_and_nothing_is_refused(reader: Reader, path: str, width: int) -> None:
    look(reader.browser, width, dark=width == 768)
    reader.opens(path)
    assert reader.browser.execute_script("return document.documentElement.scrollWidth") <= width
    assert not reader.complaints


def test_the_search_and_the_menu_are_reached_by_tab(reader: Reader) -> None:
    reader.opens("/")
    met = []
    for _ in range(12):
        reader.browser.switch_to.active_element.send_keys(Keys.TAB)
        met.append(
            reader.browser.switch_to.active_element.get_attribute("class")
            or reader.browser.switch_to.active_element.tag_name
        )
    assert met[0] == "skip"
    assert "input" in met
    assert "language" in met


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", ADDRESSES)
def test_axe_finds_nothing_that_shuts_anybody_out(reader: Reader, path: str, dark: bool) -> None:
    if reader.language == "en":
        pytest.skip("the pages are built alike in both languages")
    look(reader.browser, 1200, dark)
    reader.opens(path)
    if not reader.browser.execute_script("return true"):
        pytest.skip("no JavaScript to look with")
    reader.browser.execute_script(AXE)
    found = reader.browser.execute_async_script(
        "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(arguments[0])"
    )
    told = [
        (one["id"], one["impact"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found["violations"]
    ]
    assert len(found["passes"]) > 10
    assert not told
