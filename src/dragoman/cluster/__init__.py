"""The same reading over many machines: shards of pages in, Parquet out, every page exactly once whatever dies.

A shard (a WARC, a Parquet or an NDJSON file) is cut into parts, always in the same places. A part is read by one process and
committed by one rename; the parts of a shard, once all are there, are written as Parquet and committed by the shard's
manifest. Who is killed leaves nothing behind but what is committed, and the next run does what is missing.

    shards.py    which shards there are, and under which names
    raw.py       the pages of a shard, unread
    parts.py     how a shard is cut
    child.py     the process that reads pages, and may die of one
    apart.py     its keeper: asks, waits, and sets apart pages that crash or hang it
    output.py    the folder that results are committed to
    tables.py    readings as Parquet, and back
    shard.py     a shard's parts made Parquet, and its manifest
    run.py       all of it on Ray Data
    figures.py   how far a run has come, and what it cost
    copies.py    near-duplicates over all shards
    load.py      a folder into a store
    query.py     a folder asked in SQL
"""
