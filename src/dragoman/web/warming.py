"""What is dear is counted once before the first reader asks for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

from dragoman.errors import DragomanError
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.pages import about, alarms, claims, country, home, pair, review, search, world
from dragoman.web.wording import LANGUAGES, wording

log = logging.getLogger(__name__)
PAGES = (home.gather, review.gather, claims.gather, about.gather, alarms.gather)
BUSIEST = 20
"""Pairs and states with the most events, whose pages are the dearest."""


def warm(opens: Callable[[], Store]) -> threading.Thread:
    """Gather the pages that count over the whole store, and those of the busiest, in a thread that ends with them."""

    def gather() -> None:
        try:
            with opens() as store:
                asked = Asked(store, wording(LANGUAGES[0]), opens=opens)
                for page in PAGES:
                    page(asked)
                search.gather(replace(asked, query={"q": "paix"}))
                busiest = world.gather(asked)
                for two in busiest.pairs[:BUSIEST]:
                    pair.gather(replace(asked, path={"pair": f"{two.one}-{two.other}"}))
                for one in busiest.present[:BUSIEST]:
                    country.gather(replace(asked, path={"code": one.code}))
        except DragomanError as error:
            log.warning("%s", error)

    thread = threading.Thread(target=gather, daemon=True, name="warming")
    thread.start()
    return thread
