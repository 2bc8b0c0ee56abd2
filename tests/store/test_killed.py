"""An intake that is killed, wherever it stands, loses nothing that it told of, and the next run finishes its work."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dragoman.page import pages
from dragoman.store import ingest, open_store

from .conftest import make_database
from .contents import contents
from .fake_reading import read
from .servers import Server

ROOT = Path(__file__).parents[2]
KILLS = {"sqlite": 100, "postgresql": 30}


@pytest.fixture
def many(tmp_path: Path) -> str:
    """Ninety pages, some of them again, some changed, some that cannot be read."""
    lines = []
    for n in range(90):
        sort = "klingon" if n % 29 == 0 else "mot"
        text = f"Paris écrit la page {n % 70} pour dire {sort} {n % 7}." if n % 11 else f"Paris corrige {n}."
        lines.append(json.dumps({"id": f"p{n % 70}", "url": f"https://exemple.fr/{n % 70}", "text": text}))
    path = tmp_path / "many.ndjson"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def whole_run(location: str, source: str) -> float:
    """An intake that nobody disturbs; the seconds it took."""
    begun = time.monotonic()
    with open_store(location, create=True) as store:
        for _ in ingest.ingest(store, ((source, page) for page in pages([source])), read=read, workers=0):
            pass
    return time.monotonic() - begun


@pytest.fixture(params=["sqlite", "postgresql"])
def places(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, Callable[[str], str]]:
    """The kind of store, and locations of that kind by name."""
    if request.param == "sqlite":
        return request.param, lambda name: str(tmp_path / f"{name}.sqlite")
    server: Server = request.getfixturevalue("server")
    return request.param, lambda name: make_database(server)


def test_killed_at_random_moments_it_leaves_the_same_store_as_undisturbed(
    places: tuple[str, Callable[[str], str]], many: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind, location = places
    monkeypatch.setattr(ingest, "BATCH", 5)
    undisturbed = location("undisturbed")
    seconds = whole_run(undisturbed, many)
    with open_store(undisturbed) as store:
        expected = contents(store)
    kills, stores = 0, 0
    while kills < KILLS[kind]:
        stores += 1
        disturbed = location(f"disturbed{stores}")
        arguments = [disturbed, many, min(10, KILLS[kind] - kills), stores, seconds * 0.8]
        done = subprocess.run(
            [sys.executable, "-m", "tests.store.killing", *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), os.environ.get("PYTHONPATH", "")))},
        )
        assert done.returncode == 0, done.stderr
        told = json.loads(done.stdout)
        assert told["lost"] == []
        kills += told["killed"]
        whole_run(disturbed, many)
        with open_store(disturbed) as store:
            found = contents(store)
            for refusal in (*found["refusal"], *expected["refusal"]):
                refusal["tries"] = None  # what is refused is tried again by each run
            assert found == expected
    assert stores < KILLS[kind], "most runs ended before they were killed"
