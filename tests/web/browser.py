"""A real Chromium for the site's tests: where it is, and how it is started."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from dragoman.web import application

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars"
).split()


def programs() -> tuple[str, str] | None:
    """Chromium and its driver; ``None`` where they are not installed."""
    found = (shutil.which("chromium"), shutil.which("chromedriver"))
    return (found[0], found[1]) if found[0] and found[1] else None


def chromium(folder: Path, language: str, script: bool = True) -> webdriver.Chrome:
    """A browser that asks for a language, with a profile of its own in a folder; ``script``: runs JavaScript."""
    found = programs()
    assert found is not None
    options = webdriver.ChromeOptions()
    options.binary_location = found[0]
    for flag in (*FLAGS, f"--user-data-dir={folder}", "--window-size=1200,900"):
        options.add_argument(flag)
    prefs = {"intl.accept_languages": language}
    if not script:
        prefs["profile.managed_default_content_settings.javascript"] = "2"
    options.add_experimental_option("prefs", prefs)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(options=options, service=Service(found[1]))


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The site of a store at a free port; its address."""
    config = uvicorn.Config(application(store), host="127.0.0.1", port=0, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    bound = config.bind_socket()
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        bound.close()


def look(browser: webdriver.Chrome, width: int, dark: bool = False) -> None:
    """Show pages in a window of this width, light or dark."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia",
        {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]},
    )
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    )
