"""Pictures of the site for the READMEs: ``python docs/screenshots.py STORE`` writes docs/article.png and docs/pair.png.

STORE is the one that ``make demo`` fills: build/demo.sqlite. Needs Chromium and its driver, as the site's tests do.
"""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path

from dragoman.store import open_store
from dragoman.store.search import search

HERE = Path(__file__).parent
WIDTH, HEIGHT = 1280, 800


def main(store: Path) -> None:
    """Take both pictures."""
    spec = importlib.util.spec_from_file_location("browser", HERE.parent / "tests/web/browser.py")
    assert spec is not None
    assert spec.loader is not None
    browser = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(browser)
    with open_store(store) as opened:
        article = search(opened, 'title:"ministre nord-coréenne"', limit=1).results[0].id
    with tempfile.TemporaryDirectory() as folder, browser.served(store) as address:
        chromium = browser.chromium(Path(folder), "fr")
        try:
            browser.look(chromium, WIDTH)
            chromium.set_window_size(WIDTH, HEIGHT + 100)
            for path, name in ((f"/articles/{article}#e8", "article"), ("/pairs/FRA-DZA", "pair")):
                chromium.get(address + path)
                chromium.save_screenshot(str(HERE / f"{name}.png"))
        finally:
            chromium.quit()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
