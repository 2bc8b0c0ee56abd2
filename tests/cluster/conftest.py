"""How the tests run a cluster's reading: as a process of its own, with the stand-in for the models."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.store.conftest import server  # noqa: F401 - a fixture

ROOT = Path(__file__).parents[2]
Program = Callable[..., dict[str, Any]]


@pytest.fixture
def program() -> Program:
    """A program beside the tests, run to its end; what it printed last. Skipped without Ray."""
    pytest.importorskip("ray", reason="Ray is not installed; pip install 'dragoman[cluster]'")

    def runs(module: str, *arguments: object, pause: float = 0.0) -> dict[str, Any]:
        path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
        done = subprocess.run(
            [sys.executable, "-m", module, *map(str, arguments)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": path, "FAKE_PAUSE": str(pause)},
        )
        assert done.returncode == 0, done.stderr[-4000:]
        told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return told

    return runs
