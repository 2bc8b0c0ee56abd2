"""Whatever cannot be read gets one clear line on standard error, with file and line; the rest is read."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest

GOOD = "Paris rappelle son ambassadeur\n\nLa France a rappelé son ambassadeur à Alger, a annoncé le Quai d'Orsay.\n"
NAVIGATION = "Accueil\nPolitique\nInternational\nÉconomie\nSport\nRechercher\nSe connecter\nNewsletters\n"


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(GOOD, encoding="utf-8")
    return path


def told(output: str) -> list[str]:
    lines = output.splitlines()
    assert all(line.startswith("dragoman: ") for line in lines), output
    return [line.removeprefix("dragoman: ") for line in lines]


def refused_alone(done: Any, name: object) -> str:
    """The one line told of an input, where a good page beside it was read and the exit status says so."""
    assert done.exit_code == 1
    assert [json.loads(line)["article"]["title"] for line in done.stdout.splitlines()] == [
        "Paris rappelle son ambassadeur"
    ]
    (line,) = told(done.stderr)
    assert line.startswith(f"{name}: ")
    return line


def test_a_missing_file(run: Any, tmp_path: Path, good: Path) -> None:
    line = refused_alone(run("read", tmp_path / "missing.txt", good), tmp_path / "missing.txt")
    assert "no such file or folder" in line


def test_a_folder_with_no_readable_file(run: Any, tmp_path: Path, good: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(2000))
    assert "no readable file in this folder" in refused_alone(run("read", folder, good), folder)
    (folder / "picture.png").unlink()
    assert "no readable file in this folder" in refused_alone(run("read", folder, good), folder)


def test_an_empty_page(run: Any, tmp_path: Path, good: Path) -> None:
    for words in (b"", b"  \n\n \t"):
        (tmp_path / "empty.txt").write_bytes(words)
        assert "empty" in refused_alone(run("read", tmp_path / "empty.txt", good), tmp_path / "empty.txt")


def test_binary_data(run: Any, tmp_path: Path, good: Path) -> None:
    (tmp_path / "page.txt").write_bytes(bytes(range(256)) * 40)
    assert "not a page" in refused_alone(run("read", tmp_path / "page.txt", good), tmp_path / "page.txt")


def test_a_page_in_a_folder_is_read_beside_a_broken_one(run: Any, tmp_path: Path, good: Path) -> None:
    (tmp_path / "broken.html.gz").write_bytes(b"\x1f\x8b\x08\x00broken")
    refused_alone(run("read", tmp_path), tmp_path / "broken.html.gz")


def test_a_page_that_is_only_navigation(run: Any, tmp_path: Path) -> None:
    (tmp_path / "nav.txt").write_text(NAVIGATION, encoding="utf-8")
    result = run("read", tmp_path / "nav.txt", "--format", "json")
    reading = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (reading["article"]["text"], reading["events"]) == ("", [])
    (line,) = told(result.stderr)
    assert line == f"{tmp_path / 'nav.txt'}: warning: {reading['warnings'][0]}"
    assert "navigation" in line


def test_ndjson_with_broken_lines(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "pages.ndjson"
    records = [json.dumps({"id": n, "text": GOOD}) for n in ("a", "b")]
    path.write_text("\n".join([records[0], '{"id": "x", "text": ', "[1]", '{"id": "y"}', records[1]]), encoding="utf-8")
    result = run("read", path)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "b"]
    assert [line.split(": ")[0] for line in told(result.stderr)] == [f"{path}:2", f"{path}:3", f"{path}:4"]


@pytest.mark.parametrize("day", ["2024-13-01", "2024-1-1", "21.01.2024", "yesterday", ""])
def test_a_wrong_day_of_publication_is_wrong_usage(process: Any, good: Path, day: str) -> None:
    done = process("read", good, "--published", day)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = told(done.stderr.decode())
    assert "--published" in line
    assert "YYYY-MM-DD" in line


def test_an_unknown_language_is_wrong_usage_and_those_there_are_are_named(process: Any, good: Path) -> None:
    done = process("read", good, "--language", "de")
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = told(done.stderr.decode())
    assert "'de'" in line
    assert "'en', 'fr'" in line


@pytest.mark.parametrize(
    "arguments", [("read",), ("code",), ("nosuch",), ("read", "x", "--nosuch"), ("read", "x", "--format", "xml")]
)
def test_wrong_usage_is_told_in_one_line_that_points_to_the_help(process: Any, arguments: tuple[str, ...]) -> None:
    done = process(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = told(done.stderr.decode())
    assert "--help" in line


def test_code_of_a_missing_file_a_folder_or_binary_data(process: Any, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0" + bytes(2000))
    for path in (tmp_path / "missing.ndjson", tmp_path, tmp_path / "picture.png"):
        done = process("code", path)
        assert (done.returncode, done.stdout) == (1, b"")
        (line,) = told(done.stderr.decode())
        assert line.startswith(f"{path}: ")


def test_code_of_an_empty_file_prints_nothing_and_says_so(process: Any, tmp_path: Path) -> None:
    (tmp_path / "empty.ndjson").write_bytes(b"\n\n")
    done = process("code", tmp_path / "empty.ndjson")
    assert (done.returncode, done.stdout) == (0, b"")
    assert "empty" in told(done.stderr.decode())[0]


def test_a_page_without_permission(run: Any, tmp_path: Path, good: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    (tmp_path / "locked.txt").write_text(GOOD, encoding="utf-8")
    (tmp_path / "locked.txt").chmod(0)
    refused_alone(run("read", tmp_path / "locked.txt", good), tmp_path / "locked.txt")


def test_a_fault_in_the_program_costs_its_page_alone(run: Any, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dragoman.reading as reading

    real, calls = reading.read_page, []

    def faulty(*arguments: Any) -> Any:
        calls.append(arguments)
        if len(calls) == 1:
            raise KeyError("a fault")
        return real(*arguments)

    monkeypatch.setattr(reading, "read_page", faulty)
    result = run("read", good, good)
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 1)
    (line,) = told(result.stderr)
    assert line.startswith(f"{good}: a fault in the program (KeyError")


@pytest.mark.parametrize("filler", ["a", "La paix est loin. ", "<b>x</b>"])
def test_a_huge_line_is_cut_and_the_cut_is_told(run: Any, tmp_path: Path, filler: str) -> None:
    path = tmp_path / "huge.txt"
    path.write_text(filler * (3_000_000 // len(filler)), encoding="utf-8")
    started = time.monotonic()
    result = run("read", path)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 1
    assert any(str(path) in line and "warning" in line for line in told(result.stderr))
    assert time.monotonic() - started < 60


@pytest.mark.slow
def test_a_line_of_200_mb_is_refused_and_the_rest_is_read(run: Any, tmp_path: Path, good: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as out:
        for _ in range(200):
            out.write(b"La paix est loin ici. " * 50_000)
    assert "larger than" in refused_alone(run("read", path, good), path)


@pytest.mark.slow
def test_a_record_of_200_mb_is_refused_and_the_rest_is_coded(process: Any, tmp_path: Path) -> None:
    path = tmp_path / "huge.ndjson"
    with path.open("wb") as out:
        out.write(b'{"id": "long", "text": "')
        for _ in range(200):
            out.write(b"La paix est loin ici. " * 50_000)
        out.write(b'"}\n' + json.dumps({"id": "good", "text": GOOD}).encode() + b"\n")
    done = process("code", path)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [None, "good"]
    done = process("read", path)
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["good"]
    assert told(done.stderr.decode())[0].startswith(f"{path}:1: ")
