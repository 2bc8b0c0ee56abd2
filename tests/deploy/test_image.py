"""The image, as far as that can be seen without one: what it copies is there, it runs as nobody, and its steps work."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import click
import pytest

from dragoman.commands import main

from .dockerfile import Run, steps, told

ROOT = Path(__file__).parents[2]
DOCKERFILE = ROOT / "deploy/Dockerfile"
NOBODY = 10001


def let_through(path: str) -> bool:
    """Whether .dockerignore lets a file or folder of the root into the build."""
    kept = False
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split():
        if fnmatch(path, line.removeprefix("!")):
            kept = line.startswith("!")
    return kept


def test_what_is_copied_is_there_and_let_into_the_build() -> None:
    copied = [name for line in told(DOCKERFILE, "COPY") if not line.startswith("--from") for name in line.split()[:-1]]
    assert "src" in copied
    for name in copied:
        assert (ROOT / name).exists(), name
        assert let_through(name), name
    assert not let_through("tests")
    assert not let_through(".git")


def test_it_runs_as_nobody_in_particular_and_can_be_asked_how_it_is() -> None:
    (user,) = told(DOCKERFILE, "USER")
    assert all(int(number) > 0 for number in user.split(":"))
    (health,) = told(DOCKERFILE, "HEALTHCHECK")
    assert "/healthz" in health


def test_what_it_runs_is_a_command_of_ours() -> None:
    (entry,), (default,) = told(DOCKERFILE, "ENTRYPOINT"), told(DOCKERFILE, "CMD")
    run = Run(ROOT, ROOT)
    assert run.command(entry) == ["dragoman"]
    name, *arguments = run.command(default)
    command = main.get_command(click.Context(main), name)
    assert command is not None
    command.make_context(name, arguments)


@pytest.fixture
def root() -> Iterator[Path]:
    """An empty folder that others may look into, in the place of an image's root."""
    folder = Path(tempfile.mkdtemp(prefix="image", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as bound:
        port: int = bound.getsockname()[1]
        return port


@pytest.mark.slow
def test_its_steps_install_a_server_that_runs_as_nobody_and_says_that_it_is_well(root: Path) -> None:
    run = Run(root, ROOT)
    for step in steps(DOCKERFILE):
        run.step(step)
    port, store = free_port(), root / "data/store.sqlite"
    store.parent.mkdir()
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.geteuid() == 0 else []
    if as_nobody:
        os.chown(store.parent, NOBODY, NOBODY)
    env = {**run.environment, "DRAGOMAN_STORE": str(store)}
    page = root / "data/page.txt"
    page.write_text("Le Portugal a rappelé son ambassadeur à Caracas lundi.", encoding="utf-8")
    taken = subprocess.run(
        [*as_nobody, "dragoman", "ingest", str(page)], env=env, cwd="/", capture_output=True, text=True
    )
    assert taken.returncode == 0, taken.stderr
    (default,), (health,) = told(DOCKERFILE, "CMD"), told(DOCKERFILE, "HEALTHCHECK")
    server = subprocess.Popen([*as_nobody, "dragoman", *run.command(default), "--port", str(port)], env=env, cwd="/")
    try:
        asked = [word.replace(":8000", f":{port}") for word in run.command(health.partition("CMD ")[2])]
        until = time.monotonic() + 60
        while (
            well := subprocess.run([*as_nobody, *asked], env=env, capture_output=True).returncode
        ) and server.poll() is None:
            if time.monotonic() > until:
                break
        assert well == 0
    finally:
        server.terminate()
        server.wait()
