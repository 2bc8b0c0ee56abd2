"""A run over shards gives what ``dragoman read`` gives, sets poison apart, and does nothing twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import msgspec
import pytest

from dragoman.cluster.child import How
from dragoman.cluster.figures import Figures, Report, told
from dragoman.cluster.parts import Cut, Part
from dragoman.cluster.run import Settings, _Reader, read
from dragoman.cluster.shard import Committed, Counts
from dragoman.cluster.shards import Shard, shards
from dragoman.commands import main
from dragoman.errors import StoreError

from .conftest import Program
from .contents import contents, strays
from .made import warc

ROOT = Path(__file__).parents[2]
POISON = {3: "segfault", 5: "hangs", 7: "klingon", 8: "fault", 9: "leaves"}


def dragoman(*arguments: object) -> subprocess.CompletedProcess[str]:
    """The command, as a user calls it."""
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "dragoman", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=env, cwd=ROOT)


def test_the_readings_are_those_of_read_byte_for_byte(tmp_path: Path) -> None:
    pytest.importorskip("ray", reason="Ray is not installed; pip install 'dragoman[cluster]'")
    from dragoman.cluster.tables import readings

    german = tmp_path / "german.ndjson"
    words = "Der Bundeskanzler hat am Montag in Berlin den Außenminister empfangen und über die Lage gesprochen. "
    german.write_text(json.dumps({"id": "de", "text": words * 5}) + "\n", encoding="utf-8")
    inputs = ["examples/archive.warc.gz", "examples/records.ndjson", str(german)]
    plain = dragoman("read", *inputs, "--format", "ndjson")
    named = [one for path in inputs for one in ("--input", path)]
    done = dragoman("cluster", "read", *named, "--output", tmp_path / "out", "--cores", 2, "--price", 0.04, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["total"]["refused"] == {"language": 1}
    assert report["cost_per_million"] > 0
    rows = contents(tmp_path / "out")
    printed = (msgspec.structs.replace(one, dropped=None) for _, one in readings(rows))  # as without --explain
    found = [msgspec.json.encode(one).decode() for one in printed]
    assert sorted(found) == sorted(line for line in plain.stdout.splitlines() if '"id":"de"' not in line)


def test_poison_pages_are_set_apart_and_a_run_that_is_done_reads_nothing_again(
    program: Program, tmp_path: Path
) -> None:
    crawl = warc(tmp_path / "crawl.warc.gz", range(12), POISON)
    output = tmp_path / "out"
    first = program("tests.cluster.driver", output, "-", crawl)
    assert first["read"]["refused"] == {"crash": 2, "fault": 1, "hang": 1, "unreadable": 1}
    assert first["read"]["accepted"] == 7
    rows = contents(output)
    named = {row["where"].rpartition(" ")[2]: row["reason"] for row in rows["refused"]}
    assert named == {"4": "crash", "6": "hang", "8": "unreadable", "9": "fault", "10": "crash"}
    again = program("tests.cluster.driver", output, "-", crawl)
    assert again["read"]["pages"] == 0
    assert again["total"] == first["total"]
    assert contents(output) == rows
    assert strays(output) == []


def test_a_folder_takes_no_run_with_other_settings(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'dragoman[cluster]'")
    crawl = warc(tmp_path / "crawl.warc.gz", range(2))
    before = Settings(coder="0.0.1", how=How(), cut=Cut())
    (tmp_path / "out/parts/crawl").mkdir(parents=True)
    (tmp_path / "out/run.json").write_bytes(msgspec.json.encode(before))
    with pytest.raises(StoreError, match=r"other settings \(coder: 0\.0\.1 there"):
        list(read(shards([str(crawl)]), str(tmp_path / "out")))


def test_a_machine_that_would_read_otherwise_reads_nothing_and_says_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'dragoman[cluster]'")
    monkeypatch.setenv("DRAGOMAN_FAST", "1")
    settings = Settings(coder=metadata.version("dragoman"), how=How(), cut=Cut(), encoder="onnx")
    reader = _Reader(str(tmp_path), msgspec.msgpack.encode(settings))
    part = msgspec.msgpack.encode(Part(shard="a", number=0, last=True, raws=()))
    (told,) = reader({"part": [part], "read": [False]})["marked"]
    assert "encodes sentences by none, and the run by onnx" in msgspec.msgpack.decode(told)["unfit"]
    assert list(tmp_path.iterdir()) == []


def test_settings_of_a_run_that_left_nothing_bind_nobody(program: Program, tmp_path: Path) -> None:
    crawl, output = warc(tmp_path / "crawl.warc.gz", range(2)), tmp_path / "out"
    output.mkdir()
    (output / "run.json").write_bytes(msgspec.json.encode(Settings(coder="0.0.1", how=How(), cut=Cut())))
    last = program("tests.cluster.driver", output, "-", crawl)
    assert last["read"]["accepted"] == 2
    assert msgspec.json.decode((output / "run.json").read_bytes(), type=Settings).how.seconds == 3


def test_a_pattern_that_the_shell_spelled_out_names_as_many_shards(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'dragoman[cluster]'")
    asked: list[Shard] = []

    def instead(given: list[Shard], *_: object, **__: object) -> Iterator[Report]:
        asked.extend(given)
        yield Figures(len(given), 1, None).report()

    monkeypatch.setattr("dragoman.cluster.run.read", instead)
    paths = [str(warc(tmp_path / f"{n}.warc.gz", range(1))) for n in range(3)]
    main(["cluster", "read", "--output", str(tmp_path / "out"), "--input", *paths], standalone_mode=False)
    assert [shard.url for shard in asked] == paths


def test_a_run_that_finds_all_done_tells_what_the_folder_holds() -> None:
    figures = Figures(1, 2, None)
    figures.shard(Counts(pages=9, accepted=7, events=5))
    assert told(figures.report()).endswith("; in the folder 9 pages, 7 accepted, 5 events")


def test_a_shard_that_is_another_than_before_is_not_taken_for_read(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'dragoman[cluster]'")
    crawl = warc(tmp_path / "crawl.warc.gz", range(2))
    (shard,) = shards([str(crawl)])
    before = Committed(shard=shard.name, url=shard.url, size=shard.size - 1, parts=1, counts=Counts(), files={})
    (tmp_path / "out/manifest").mkdir(parents=True)
    (tmp_path / f"out/manifest/{shard.name}.json").write_bytes(msgspec.json.encode(before))
    with pytest.raises(StoreError, match=r"had \d+ when it was read"):
        list(read([shard], str(tmp_path / "out")))
