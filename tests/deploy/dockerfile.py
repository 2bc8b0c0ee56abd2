"""A Dockerfile as its steps, and its steps run as a script in an empty folder, where no container can be."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Step:
    """An instruction and what follows it."""

    word: str
    told: str


def steps(path: Path) -> list[Step]:
    """The steps of a Dockerfile."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and line[0] != "#"]
    joined = "\n".join(lines).replace("\\\n", " ")
    return [Step(*line.split(" ", 1)) for line in joined.splitlines()]


def told(path: Path, word: str) -> list[str]:
    """What follows each instruction of a kind."""
    return [step.told for step in steps(path) if step.word == word]


@dataclass
class Run:
    """The steps run below ``root`` in the place of ``/``, with what is copied taken from ``context``."""

    root: Path
    context: Path
    work: Path = field(init=False)
    environment: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.work = self.root

    def step(self, step: Step) -> None:
        """Do as a step says; those that only describe the image are passed over."""
        if step.word == "WORKDIR":
            self.work = self.at(step.told)
            self.work.mkdir(parents=True, exist_ok=True)
        elif step.word == "COPY" and not step.told.startswith("--from"):
            self._copy(*step.told.rsplit(" ", 1))
        elif step.word == "ENV":
            self.environment.update(self.here(pair).split("=", 1) for pair in step.told.split())
        elif step.word == "RUN":
            path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
            subprocess.run(
                ["sh", "-euc", self.here(step.told)], cwd=self.work, check=True, env={**os.environ, "PATH": path}
            )

    def at(self, path: str) -> Path:
        """Where a path of the image is."""
        return self.root / path.lstrip("/") if path.startswith("/") else self.work / path

    def here(self, words: str) -> str:
        """A command with the paths of the image where they are."""
        return re.sub(r"(?<![\w/.])/opt/", f"{self.root}/opt/", words)

    def command(self, words: str) -> list[str]:
        """A step's command, written as JSON."""
        found: list[str] = json.loads(words)
        return found

    def _copy(self, sources: str, target: str) -> None:
        for source in sources.split():
            place = self.context / source
            if place.is_dir():
                shutil.copytree(place, self.at(target), ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
            else:
                shutil.copy(place, self.at(target))
