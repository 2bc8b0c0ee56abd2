"""Near-duplicates over all shards: the stories that a store would find, in the folder's table ``copies``.

Each shard's texts are sketched by itself, on whichever machine, by the MinHash bands of ``dragoman.store.stories``; the bands of
all are joined by DuckDB on one; the pairs that share a band are compared by their words, again on whichever machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.cluster.output import Output
from dragoman.cluster.query import COPIES, connected
from dragoman.cluster.run import OTHER_CORES, READER_CORES, Cluster, ray_itself
from dragoman.cluster.shard import manifests, table_of
from dragoman.records import Record
from dragoman.store.stories import NEAR, SHORTEST, band_hashes, likeness, other_news, triples, words_of

COMPARED = 2000
"""Pairs that are compared by one task."""
_PAIRS = """
WITH band AS (SELECT b.band, b.page, c.place, c.n FROM bands b JOIN current_place c USING (page)),
ranked AS (SELECT page, first(page) OVER w AS first_page, lag(page) OVER w AS before FROM band
    WINDOW w AS (PARTITION BY band ORDER BY place, n)),
pair AS (SELECT first_page AS one, page AS other FROM ranked UNION SELECT before, page FROM ranked)
SELECT DISTINCT one, other FROM pair WHERE one IS NOT NULL AND one <> other ORDER BY 1, 2
"""


class Alike(Record, frozen=True, kw_only=True):
    """Two pages that are one text: ``exact`` word for word."""

    one: str
    other: str
    likeness: float
    exact: bool


def find(folder: str, *, address: str | None = None, cores: int | None = None) -> dict[str, int]:
    """Find the stories of a folder; how many there are, of how many articles. Raises InputError, DragomanError."""
    output = Output(folder)
    connection = connected(folder)
    connection.execute(
        "CREATE TEMP TABLE current_place AS SELECT c.page, s.place, a.n FROM current c JOIN raw.articles a USING (page)"
        " JOIN shards s ON s.shard = a.shard"
    )
    connection.execute("CREATE TEMP TABLE bands (page VARCHAR, band BIGINT)")
    with Cluster(address, cores):
        ray = ray_itself()
        sketch = ray.remote(num_cpus=READER_CORES, max_retries=-1)(_bands)
        for found in _each(ray, [sketch.remote(output.url, one.shard) for one in manifests(output)]):
            connection.register("found", found)
            connection.execute("INSERT INTO bands SELECT page, band FROM found")
            connection.unregister("found")
        pairs = connection.execute(_PAIRS).fetchall()
        compare = ray.remote(num_cpus=OTHER_CORES or READER_CORES, max_retries=-1)(_compared)
        tasks = [compare.remote(output.url, pairs[n : n + COMPARED]) for n in range(0, len(pairs), COMPARED)]
        alike = [one for found in _each(ray, tasks) for one in found]
    order = {page: n for n, (page,) in enumerate(connection.execute(_ORDER).fetchall())}
    outlets = dict(connection.execute("SELECT page, outlet FROM articles").fetchall())
    rows = list(_stories(alike, order, outlets))
    output.put(COPIES, _parquet(rows))
    return {"stories": len({row["story"] for row in rows}), "articles": len(rows)}


_ORDER = "SELECT page FROM current_place ORDER BY place, n"


def _each(ray: Any, tasks: list[Any]) -> Iterator[Any]:
    """What tasks give, as they end."""
    while tasks:
        ready, tasks = ray.wait(tasks)
        yield from ray.get(ready)


def _bands(folder: str, shard: str) -> Any:
    """The bands of a shard's texts."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    pages, bands = list[str](), list[int]()
    with Output(folder).open(table_of(shard, "articles")) as file:
        for batch in pq.ParquetFile(file).iter_batches(batch_size=200, columns=["page", "text"]):
            for row in batch.to_pylist():
                words = words_of(row["text"] or "")
                if len(words) >= SHORTEST:
                    own = sorted(set(band_hashes(triples(words))))
                    pages += [row["page"]] * len(own)
                    bands += own
    return pa.table({"page": pa.array(pages, pa.string()), "band": pa.array(bands, pa.int64())})


def _compared(folder: str, pairs: list[tuple[str, str]]) -> list[Alike]:
    """Which of these pairs are one text."""
    texts = _texts(folder, {page for pair in pairs for page in pair})
    words = {page: words_of(text) for page, (text, _) in texts.items()}
    own = {page: triples(found) for page, found in words.items()}
    compared = [
        Alike(one=one, other=other, likeness=likeness(own[one], own[other]), exact=words[one] == words[other])
        for one, other in pairs
        if not (_on_other_days(texts[one][1], texts[other][1]) and other_news(words[one], words[other]))
    ]
    return [one for one in compared if one.exact or one.likeness >= NEAR]


def _on_other_days(one: str, other: str) -> bool:
    return "" not in (one, other) and one != other


def _texts(folder: str, pages: set[str]) -> dict[str, tuple[str, str]]:
    """The texts of pages, each with the day that it is listed under."""
    import pyarrow.parquet as pq

    texts: dict[str, tuple[str, str]] = {}
    for shard in sorted({page.rpartition(":")[0] for page in pages}):
        with Output(folder).open(table_of(shard, "articles")) as file:
            for batch in pq.ParquetFile(file).iter_batches(batch_size=200, columns=["page", "text", "day"]):
                found = (row for row in batch.to_pylist() if row["page"] in pages)
                texts.update({row["page"]: (row["text"], row["day"]) for row in found})
    return texts


def _stories(alike: Iterable[Alike], order: dict[str, int], outlets: dict[str, str | None]) -> Iterator[dict[str, Any]]:
    """The pages of each story, the first to come first; each with what it is likest to of those before it."""
    leader: dict[str, str] = {}

    def of(page: str) -> str:
        while (up := leader.get(page, page)) != page:
            leader[page] = leader.get(up, up)
            page = up
        return page

    likest: dict[str, Alike] = {}
    for pair in alike:
        first, later = sorted((of(pair.one), of(pair.other)), key=order.__getitem__)
        leader[later] = first
        page = max(pair.one, pair.other, key=order.__getitem__)
        best = likest.get(page)
        if best is None or (pair.exact, pair.likeness) > (best.exact, best.likeness):
            likest[page] = pair
    members = sorted({page for pair in alike for page in (pair.one, pair.other)}, key=order.__getitem__)
    for page in members:
        found = likest.get(page)
        if found is None or of(page) == page:
            yield {"page": page, "story": of(page), "kind": "first", "likeness": 1.0}
            continue
        other = found.one if page == found.other else found.other
        near = "revision" if outlets[page] and outlets[page] == outlets[other] else "near"
        yield {
            "page": page, "story": of(page), "kind": "exact" if found.exact else near, "likeness": round(found.likeness, 3),
        }  # fmt: skip


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"page": pa.string(), "story": pa.string(), "kind": pa.string(), "likeness": pa.float64()}
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, pa.schema(list(kinds.items()))), out)
    return out.getvalue()
