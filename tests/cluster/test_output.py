"""A file is in the folder whole or not at all, on a disk and in object storage."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("fsspec", reason="fsspec is not installed; pip install 'dragoman[cluster]'")

from dragoman.cluster.output import Output
from dragoman.cluster.shards import name_of, shards
from dragoman.errors import InputError, StoreError


@pytest.fixture(params=["disk", "memory"])
def output(request: pytest.FixtureRequest, tmp_path: Path) -> Output:
    return Output(str(tmp_path / "out") if request.param == "disk" else f"memory://{tmp_path.name}")


def test_what_is_put_is_there_under_its_name_and_nothing_else(output: Output) -> None:
    output.put("manifest/a.json", b"one")
    output.put("manifest/a.json", b"two")
    output.put("manifest/b.json", b"three")
    assert output.get("manifest/a.json") == b"two"
    assert output.names("manifest") == ["a.json", "b.json"]


def test_what_is_missing_is_none(output: Output) -> None:
    assert output.get("manifest/none.json") is None
    assert output.names("nowhere") == []
    output.remove("nowhere")


def test_a_folder_is_removed_with_all_in_it(output: Output) -> None:
    output.put("parts/s/1", b"one")
    output.remove("parts/s")
    assert output.names("parts/s") == []


def test_folders_are_told_from_files(output: Output) -> None:
    output.put("parts/s/1", b"one")
    output.put("parts/t/1", b"one")
    output.put("parts/file", b"one")
    assert output.folders("parts") == ["s", "t"]


def test_a_folder_is_the_same_for_a_process_in_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    here = Output("out")
    monkeypatch.chdir("/")
    assert Output(here.url).root == str(tmp_path / "out")


def test_what_was_cut_off_while_it_was_written_does_not_count(tmp_path: Path) -> None:
    output = Output(str(tmp_path))
    output.put("parts/s/1", b"one")
    (tmp_path / "parts/s/.2.0123").write_bytes(b"tw")
    assert output.names("parts/s") == ["1"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be written"):
        Output(str(tmp_path / "file")).put("manifest/a.json", b"")


def test_shards_are_files_patterns_and_folders_each_once(tmp_path: Path) -> None:
    for name in ("a.ndjson", "b.ndjson", ".hidden", "sub/c.warc.gz"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x" * len(name))
    found = shards([f"{tmp_path}/b*", str(tmp_path), str(tmp_path / "a.ndjson")])
    assert [Path(one.url).name for one in found] == ["b.ndjson", "a.ndjson", "c.warc.gz"]
    assert [one.size for one in found] == [8, 8, 13]


@pytest.mark.parametrize("missing", ["nowhere.warc.gz", "*.parquet", "ftq://nowhere/x"])
def test_an_input_that_is_not_there_is_named(tmp_path: Path, missing: str) -> None:
    where = missing if "://" in missing else str(tmp_path / missing)
    with pytest.raises(InputError, match=r"nowhere|parquet"):
        shards([where])


def test_shards_of_one_file_name_in_two_folders_have_two_names() -> None:
    assert name_of("s3://a/crawl.warc.gz") != name_of("s3://b/crawl.warc.gz")
    assert name_of("s3://a/été 2024.warc.gz").startswith("_t_2024-")
