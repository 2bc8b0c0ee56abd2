"""The notebook runs as it comes, in a kernel of its own, from pages to figures."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

ROOT = Path(__file__).parents[1]
STUDY = ROOT / "docs/study.ipynb"


def test_it_is_kept_without_outputs() -> None:
    for cell in nbformat.read(STUDY, as_version=4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


def test_it_goes_from_pages_to_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "TMPDIR"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    kernel = tmp_path / "JUPYTER_DATA_DIR/kernels/python3"
    kernel.mkdir(parents=True)
    started = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(
        '{"argv": ' + str(started).replace("'", '"') + ', "display_name": "Python 3", "language": "python"}'
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]))
    (tmp_path / "docs").mkdir()
    shutil.copy(STUDY, tmp_path / "docs")
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    notebook = nbformat.read(tmp_path / "docs/study.ipynb", as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path / "docs")}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    figures = [output for output in outputs if "image/svg+xml" in output.get("data", {})]
    told = "".join(output.get("text", "") for output in outputs)
    assert len(figures) == 2
    assert "données insuffisantes" in told
    assert any("GHA-TGO" in output.get("data", {}).get("text/markdown", "") for output in outputs)
    assert "'calendar.svg', 'level.svg', 'pair-months.csv'" in told
