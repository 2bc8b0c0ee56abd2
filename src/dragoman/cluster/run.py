"""A reading of shards on Ray Data: one operator cuts shards into parts, another reads parts, as the machines there are allow.

Parts stream from the one to the other, and Ray holds the first back where the second does not follow. What is lost with a
machine is done again by Ray; what is lost with all of it, by the next run.
"""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator
from importlib import metadata
from typing import Any

import msgspec

from dragoman.cluster.apart import Apart
from dragoman.cluster.child import How
from dragoman.cluster.figures import Figures, Report
from dragoman.cluster.output import Output
from dragoman.cluster.parts import Cut, Done, Part, parts
from dragoman.cluster.raw import raws
from dragoman.cluster.shard import (
    MANIFEST,
    PARTS,
    Committed,
    Counts,
    commit_part,
    commit_shard,
    counted,
    manifest,
    parts_done,
)
from dragoman.cluster.shards import Shard, fetched
from dragoman.errors import DragomanError, StoreError
from dragoman.records import Record
from dragoman.text.encoder import FAST, Way, way

READER_CORES = 0.5
"""Of a core, what a process that reads pages reserves: with a whole one each they would leave none to those that cut shards."""
OTHER_CORES = 0
"""What those that cut and finish shards reserve: little is theirs to do, and where machines are lost and readers take all that is
left, they must run all the same, or the readers would wait for ever."""
FINISHING = 4
"""Shards that are finished at once: each takes a process, and of a folder of small ones many are done at the same time."""
OBJECT_STORE = 200 * 1024 * 1024
"""Bytes of memory for parts on their way, in a cluster that is started for the run."""
_QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    "RAY_BACKEND_LOG_LEVEL": "fatal",
    "RAY_DATA_LOG_LEVEL": "ERROR",
}
"""Ray tells nobody of its use, and on standard error only what went wrong."""
SETTINGS = "run.json"
REPORT = "report.json"


class Settings(Record, frozen=True, kw_only=True):
    """What must be the same in all runs into one folder, so that they together give what one would."""

    coder: str
    how: How
    cut: Cut
    encoder: Way = "numpy"


class _Marked(Record, frozen=True, kw_only=True):
    """What is told of a part: its shard, its number, its counts where this run read it; ``unfit``: why a machine may not."""

    shard: str
    number: int
    last: bool
    counts: Counts | None
    unfit: str | None = None


def read(
    shards: list[Shard],
    folder: str,
    *,
    how: How | None = None,
    cut: Cut | None = None,
    address: str | None = None,
    cores: int | None = None,
    price: float | None = None,
) -> Iterator[Report]:
    """Read shards into a folder; yields figures as parts come in, at last those of the whole.

    ``address`` is that of a Ray cluster, else one is started on this machine with ``cores``. ``price`` is what an hour of a core
    costs. Raises StoreError where the folder holds a run with other settings, DragomanError where the cluster fails.
    """
    output = Output(folder)
    settings = Settings(coder=metadata.version("dragoman"), how=how or How(), cut=cut or Cut(), encoder=way())
    _settle(output, settings)
    done = {shard.name: _done(output, shard) for shard in shards}
    left = sorted((shard for shard in shards if done[shard.name] is None), key=lambda shard: -shard.size)
    figures = Figures(len(shards), cores or os.cpu_count() or 1, price)
    for committed in done.values():
        if committed is not None:
            figures.shard(committed.counts)
    if left:
        with Cluster(address, cores) as cluster:
            figures.cores = cluster.cores
            yield from _read(left, output, settings, cluster, figures)
    report = figures.report()
    output.put(REPORT, msgspec.json.format(msgspec.json.encode(report), indent=1))
    for name in set(output.folders(PARTS)) & {shard.name for shard in shards}:
        output.remove(f"{PARTS}/{name}")
    yield report


def _settle(output: Output, settings: Settings) -> None:
    """Note the settings, or see that they are those of the runs before; of such that left nothing they do not count."""
    found = output.get(SETTINGS)
    if found is None or not (output.names(MANIFEST) or output.folders(PARTS)):
        output.put(SETTINGS, msgspec.json.format(msgspec.json.encode(settings), indent=1))
        return
    before = msgspec.json.decode(found, type=Settings)
    if before != settings:
        raise StoreError(
            f"{output.url}: holds a run with other settings ({_differing(before, settings)}); give another folder,"
            " or the same settings"
        )


def _differing(before: Settings, now: Settings) -> str:
    one, other = _flat(before), _flat(now)
    return ", ".join(f"{name}: {one[name]} there, {other[name]} now" for name in one if one[name] != other[name])


def _flat(settings: Settings) -> dict[str, Any]:
    own = {"coder": settings.coder, "encoder": settings.encoder}
    return {**own, **msgspec.to_builtins(settings.how), **msgspec.to_builtins(settings.cut)}


def _done(output: Output, shard: Shard) -> Committed | None:
    """The manifest of a shard that is done. Raises StoreError where the shard is another now."""
    found = manifest(output, shard.name)
    if found is not None and found.size != shard.size:
        raise StoreError(
            f"{shard.url}: has {shard.size} bytes, and had {found.size} when it was read; give another folder for it"
        )
    return found


class Cluster:
    """The cluster that a run goes to: one that is there, or one of this machine's cores that is started for it."""

    def __init__(self, address: str | None, cores: int | None) -> None:
        self._address = address
        self._cores = cores
        self.cores = 0.0

    def __enter__(self) -> Cluster:
        for name, value in _QUIET.items():
            os.environ.setdefault(name, value)
        ray = ray_itself()
        logging.getLogger("ray").setLevel(logging.ERROR)
        try:
            with _quiet():
                ray.init(self._address or "local", log_to_driver=False, logging_level="error", **self._own())
        except (ConnectionError, RuntimeError, ValueError) as error:
            hint = "; where it asks for a token, set RAY_AUTH_MODE=token" if self._address else ""
            raise DragomanError(f"{self._address or 'Ray'}: no cluster to be reached ({error}){hint}") from error
        self.cores = float(ray.cluster_resources().get("CPU", 0))
        return self

    def _own(self) -> dict[str, Any]:
        """What a cluster of the run's own is like."""
        if self._address:
            return {}
        cores = self._cores or os.cpu_count() or 1
        return {"num_cpus": cores, "object_store_memory": OBJECT_STORE, "include_dashboard": False}

    def __exit__(self, *_: object) -> None:
        ray_itself().shutdown()


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Standard error closed to what Ray's own part, which is not Python's, says of its settings."""
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def ray_itself() -> Any:
    """The module. Raises DragomanError where it is not installed."""
    try:
        import ray
    except ImportError as error:
        raise DragomanError(
            "reading on a cluster needs Ray; install it with: pip install 'dragoman[cluster]'"
        ) from error
    return ray


def _read(
    left: list[Shard], output: Output, settings: Settings, cluster: Cluster, figures: Figures
) -> Iterator[Report]:
    ray = ray_itself()
    of = {shard.name: shard for shard in left}
    came: dict[str, set[int]] = {shard.name: set() for shard in left}
    lasts: dict[str, int] = {}
    finish = ray.remote(num_cpus=OTHER_CORES, max_retries=-1)(_finish)
    finishing: list[Any] = []
    try:
        for row in _streamed(left, output, settings, cluster):
            marked = msgspec.msgpack.decode(row["marked"], type=_Marked)
            if marked.unfit is not None:
                raise DragomanError(marked.unfit)
            came[marked.shard].add(marked.number)
            if marked.last:
                lasts[marked.shard] = marked.number
            if marked.counts is not None:
                figures.add(marked.counts)
            if len(came[marked.shard]) == lasts.get(marked.shard, -2) + 1:
                shard = of[marked.shard]
                told = (output.url, shard.name, shard.url, shard.size, len(came[shard.name]), settings.coder)
                finishing.append(finish.remote(*told))
            ready, finishing = _finished(ray, finishing)
            for counts in ray.get(ready):
                figures.shard(msgspec.msgpack.decode(counts, type=Counts))
            yield figures.report()
        for counts in ray.get(finishing):
            figures.shard(msgspec.msgpack.decode(counts, type=Counts))
    except DragomanError:
        raise
    except Exception as error:  # Ray's own, and what its parts raise where one of them was lost
        cause = getattr(error, "cause", None) or error
        words = " ".join(str(cause).split())[:400]
        raise DragomanError(f"the cluster failed ({words}); run it again to go on where it stopped") from error


def _finished(ray: Any, finishing: list[Any]) -> tuple[list[Any], list[Any]]:
    """Of the shards that are being finished, which are, and which are not; waited for where they are many."""
    if not finishing:
        return [], []
    many = len(finishing) > FINISHING
    ready, left = ray.wait(finishing, num_returns=1 if many else len(finishing), timeout=None if many else 0)
    return list(ready), list(left)


def _streamed(left: list[Shard], output: Output, settings: Settings, cluster: Cluster) -> Iterator[dict[str, Any]]:
    """Parts as they are done, in whichever order."""
    import ray.data

    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    warnings.filterwarnings("ignore", "The minimum number of concurrent actors", UserWarning)  # of a shard of one part
    # a part is one row, and is handed on as soon as it is cut
    context.target_max_block_size = 1
    items = [{"shard": msgspec.msgpack.encode(shard)} for shard in left]
    told = {"output": output.url, "settings": msgspec.msgpack.encode(settings)}
    readers = max(1, int(cluster.cores))
    cutters = max(1, min(len(left), readers // 2))
    return iter(
        ray.data.from_items(items, override_num_blocks=len(items))
        .map_batches(
            _cut, batch_size=1, fn_kwargs=told, num_cpus=OTHER_CORES, compute=ray.data.TaskPoolStrategy(size=cutters)
        )
        .map_batches(
            _Reader,
            batch_size=1,
            fn_constructor_kwargs=told,
            num_cpus=READER_CORES,
            compute=ray.data.ActorPoolStrategy(size=readers),
        )
        .iter_rows()
    )


def _cut(batch: dict[str, Any], output: str, settings: bytes) -> Iterator[dict[str, Any]]:
    """The parts of a shard; of those that are committed already, only that they are."""
    cut = msgspec.msgpack.decode(settings, type=Settings).cut
    for packed in batch["shard"]:
        shard = msgspec.msgpack.decode(packed, type=Shard)
        done = parts_done(Output(output), shard.name)
        with fetched(shard) as file:
            for part in parts(shard.name, raws(file, shard.url), cut):
                if part.number in done:
                    part = msgspec.structs.replace(part, raws=())
                yield {"part": [msgspec.msgpack.encode(part)], "read": [part.number in done]}


def _unfit(told: Settings) -> str | None:
    """Why this machine would not read as the run does; ``None`` where it would."""
    own = metadata.version("dragoman")
    if own != told.coder:
        return f"a machine has Dragoman {own}, and the run is of {told.coder}; install the same on all"
    if way() != told.encoder:
        return (
            f"a machine encodes sentences by {way()}, and the run by {told.encoder}; have the extra “onnx” and {FAST} on all"
            " machines or on none"
        )
    return None


class _Reader:
    """Reads parts, in a process apart, and commits them."""

    def __init__(self, output: str, settings: bytes) -> None:
        told = msgspec.msgpack.decode(settings, type=Settings)
        self._unfit = _unfit(told)
        self._output = Output(output)
        self._apart = Apart(told.how)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        marked = [self._read(*row) for row in zip(batch["part"], batch["read"], strict=True)]
        return {"marked": [msgspec.msgpack.encode(one) for one in marked]}

    def _read(self, packed: bytes, read: bool) -> _Marked:
        part = msgspec.msgpack.decode(packed, type=Part)
        counts = None
        if self._unfit is not None:  # told, not raised, for Ray would tell it in three hundred lines
            return _Marked(shard=part.shard, number=part.number, last=part.last, counts=None, unfit=self._unfit)
        if not read:
            outcomes = tuple(self._apart.read(raw) for raw in part.raws)
            done = Done(shard=part.shard, number=part.number, last=part.last, outcomes=outcomes)
            commit_part(self._output, done)
            counts = counted(outcomes)
        return _Marked(shard=part.shard, number=part.number, last=part.last, counts=counts)


def _finish(output: str, name: str, url: str, size: int, parts: int, coder: str) -> bytes:
    return msgspec.msgpack.encode(commit_shard(Output(output), name, url, size, parts, coder).counts)
