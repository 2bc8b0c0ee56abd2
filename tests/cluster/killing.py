"""Readings on a real cluster of several nodes, whose processes are killed at random: ``python -m tests.cluster.killing …``.

A program of its own, since it starts a cluster and takes it down: ``OUTPUT KILLS SEED SHARD…``. It kills until KILLS are done,
then lets a run come to its end; prints as JSON what was killed. Kinds of victims: the driver, a node (the daemon that all of
its processes hang on), a worker of Ray's (a cutter, a reader, a finisher), and the process that a reader reads in.
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KINDS = ("driver", "node", "worker", "child")
MEMORY = 100 * 1024 * 1024


class Nodes:
    """A cluster of a head and two more nodes, each a core."""

    def __init__(self) -> None:
        from ray.cluster_utils import Cluster

        self.cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "object_store_memory": MEMORY})
        self.others = [self._more(), self._more()]

    def _more(self) -> Any:
        return self.cluster.add_node(num_cpus=1, object_store_memory=MEMORY)

    def lose(self, chance: random.Random) -> None:
        """Kill a node that is not the head, and give the cluster another."""
        node = self.others.pop(chance.randrange(len(self.others)))
        os.kill(_raylet(node), signal.SIGKILL)
        self.cluster.remove_node(node, allow_graceful=False)
        self.others.append(self._more())

    def heal(self) -> None:
        """Give the cluster another node for each that died by itself, as one does whose agent was killed."""
        for node in [one for one in self.others if one.all_processes["raylet"][0].process.poll() is not None]:
            self.others.remove(node)
            self.cluster.remove_node(node, allow_graceful=False)
            self.others.append(self._more())

    def processes(self) -> list[tuple[int, str]]:
        """The processes under the nodes' daemons, with their command lines."""
        return list(_below([_raylet(node) for node in (self.cluster.head_node, *self.others)]))


def _raylet(node: Any) -> int:
    pid: int = node.all_processes["raylet"][0].process.pid
    return pid


def _below(roots: list[int]) -> Iterator[tuple[int, str]]:
    """The processes that descend from others, and what they are."""
    of: dict[int, list[tuple[int, str]]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError, IndexError):
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
                line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
                of.setdefault(parent, []).append((int(folder.name), line))
    waiting = list(roots)
    while waiting:
        below = of.get(waiting.pop(), [])
        waiting += [pid for pid, _ in below]
        yield from below


def victim(nodes: Nodes, kind: str, chance: random.Random) -> int | None:
    """A process of a kind that runs; ``None`` where none does just now."""
    sign = "dragoman.cluster.child" if kind == "child" else "ray::"
    found = [pid for pid, line in nodes.processes() if sign in line and "IDLE" not in line and "Agent" not in line]
    return chance.choice(found) if found else None


def run(output: str, kills: int, seed: int, inputs: list[str]) -> Counter[str]:
    """Kill as often as told, then let a run end."""
    chance, killed = random.Random(seed), Counter[str]()
    nodes = Nodes()
    try:
        while True:
            nodes.heal()
            driver = _driver(output, nodes, inputs)
            while killed.total() < kills and driver.poll() is None:
                time.sleep(chance.uniform(0.2, 4))
                kind = chance.choice(KINDS)
                if _kill(nodes, kind, driver, chance):
                    killed[kind] += 1
            if driver.wait() == 0:
                return killed
            if killed.total() >= kills:  # what was killed last may bring the driver down; nothing brings down the next
                kills = -1
            elif kills == -1:
                raise RuntimeError("a run failed that nobody disturbed")
    finally:
        nodes.cluster.shutdown()


def _kill(nodes: Nodes, kind: str, driver: subprocess.Popen[bytes], chance: random.Random) -> bool:
    if kind == "node":
        nodes.lose(chance)
        return True
    pid = driver.pid if kind == "driver" else victim(nodes, kind, chance)
    if pid is None or driver.poll() is not None:
        return False
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def _driver(output: str, nodes: Nodes, inputs: list[str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.cluster.driver", output, nodes.cluster.address, *inputs]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    told = run(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:])
    print(json.dumps(told))
