"""One run of a cluster's reading with the stand-in for the models: ``python -m tests.cluster.driver OUTPUT ADDRESS SHARD…``.

``ADDRESS`` is ``-`` for a cluster of the run's own. Prints the final report.
"""

from __future__ import annotations

import sys

import msgspec

from dragoman.cluster.child import How
from dragoman.cluster.parts import Cut
from dragoman.cluster.run import read
from dragoman.cluster.shards import shards

READ = "tests.cluster.fake_reading:read"


def main(output: str, address: str, *inputs: str) -> None:
    how = How(read=READ, seconds=3, other_languages=True)
    where = {"cores": 2} if address == "-" else {"address": address}
    *_, last = read(shards(inputs), output, how=how, cut=Cut(pages=8), **where)
    sys.stdout.write(msgspec.json.encode(last).decode() + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
