"""A PostgreSQL server of the tests' own, as root or not; none where PostgreSQL is not installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

BESIDE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
"""Where Debian keeps the server's programs, which are not on the path."""


def programs() -> Path | None:
    """The folder with ``initdb`` and ``pg_ctl``."""
    on_path = shutil.which("pg_ctl")
    found = [Path(on_path).resolve().parent] if on_path else []
    return next((folder for folder in (*found, *BESIDE) if (folder / "initdb").exists()), None)


class Server:
    """A server in a folder of its own, that listens on a socket in it and nowhere else."""

    def __init__(self, bin: Path) -> None:
        self._bin = bin
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        if os.geteuid() == 0:  # the server refuses to run as root
            shutil.chown(self.folder, "nobody")
        data = self.folder / "data"
        self._run("initdb", "-D", data, "-U", "dragoman", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c shared_buffers=64MB"
        self._run("pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "-o", options, "start")

    def address(self, database: str = "postgres") -> str:
        return f"postgresql://dragoman@/{database}?host={self.folder}"

    def stop(self) -> None:
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(self._bin / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=nobody", "--clear-groups", *command]
        # pg_ctl leaves the server behind with our streams open, so that waiting for their end would never end
        with (self.folder / "said").open("w") as said:
            done = subprocess.run(command, stdout=said, stderr=said, stdin=subprocess.DEVNULL, cwd=self.folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {(self.folder / 'said').read_text()}")
