"""The reference page, scored by its own checks through the installed command."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKS = Path(__file__).parents[2] / "shared" / "checks" / "seed.py"
FLOOR = 58
"""All of the 58 checks were right when the floor was set."""


@pytest.mark.skipif(
    not CHECKS.is_file(), reason="the reference page lies beside the repository, in ../shared; not there"
)
def test_the_reference_page_is_read_no_worse_than_its_floor() -> None:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    told = subprocess.run(
        [sys.executable, str(CHECKS)],
        cwd=CHECKS.parent,
        env={**os.environ, "PATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    counted = re.search(r"^(\d+) of (\d+) right", told.stdout, re.MULTILINE)
    assert counted is not None, told.stderr
    assert int(counted[1]) >= FLOOR, told.stdout
