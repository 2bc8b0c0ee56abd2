"""What is dear is counted once before the first reader asks for it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from dragoman.errors import DragomanError
from dragoman.store import Store
from dragoman.web.asked import Asked
from dragoman.web.pages import about, alarms, claims, home, review, world
from dragoman.web.wording import LANGUAGES, wording

log = logging.getLogger(__name__)
PAGES = (home.gather, review.gather, claims.gather, about.gather, world.gather, alarms.gather)


def warm(opens: Callable[[], Store]) -> threading.Thread:
    """Gather the pages that count over the whole store, in a thread that ends with them."""

    def gather() -> None:
        try:
            with opens() as store:
                for page in PAGES:
                    page(Asked(store, wording(LANGUAGES[0]), opens=opens))
        except DragomanError as error:
            log.warning("%s", error)

    thread = threading.Thread(target=gather, daemon=True, name="warming")
    thread.start()
    return thread
