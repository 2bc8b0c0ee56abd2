"""A folder of readings asked in SQL by DuckDB, straight on its Parquet, with the tables and columns that an export has.

Of a page that came in several states the last that is new counts, as in a store. What only a store knows is left out: numbers,
corrections, occurrences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.cluster.output import Output
from dragoman.cluster.shard import Committed, manifests
from dragoman.errors import DragomanError, InputError
from dragoman.ontology import types
from dragoman.records import Quad, Status

if TYPE_CHECKING:
    import duckdb

RAW = ("articles", "mentions", "quotes", "events", "refused")
"""Tables as they stand in the folder; asked for as ``raw.articles`` and so on."""

_CURRENT = """
CREATE TEMP TABLE current AS
WITH page AS (SELECT a.page, a.key, a.content, a.id, a.url, s.place, a.n FROM raw.articles a
    JOIN shards s ON s.shard = a.shard),
state AS (SELECT key, content, first(page ORDER BY place, n) AS page, min((place, n)) AS came FROM page GROUP BY ALL),
known AS (SELECT key, last(page ORDER BY came) AS page, first(page ORDER BY came) AS first_page, min(came) AS came,
    count(*) AS version FROM state GROUP BY key),
named AS (SELECT k.*, p.id, p.url, row_number() OVER (PARTITION BY p.id ORDER BY k.came) AS same_id
    FROM known k JOIN page p ON p.page = k.first_page)
SELECT page, CASE WHEN same_id = 1 THEN id ELSE id || '-' || same_id END AS id, url, version FROM named
"""
_ARTICLES = """
CREATE VIEW articles AS
SELECT c.id, c.url, a.outlet, a.agency, a.language, a.section, a.title, a.byline, a.published.start AS published_from,
    a.published."end" AS published_to, a.published.basis AS published_basis, c.version, a.coder, a.text, a.page
FROM raw.articles a JOIN current c USING (page)
"""
_EVENTS = """
CREATE VIEW events AS
SELECT a.id AS article, e.id, CAST(nullif(e.day, '') AS DATE) AS day, e.day_basis, e."when"."from" AS from_day,
    e."when"."to" AS to_day, e.event, e.mode, array_to_string(e.context, '+') AS context, coalesce(t.quad, e.quad) AS quad,
    coalesce(m.score, t.score, 0.0) AS plover_score, e.actors, e.recipients, e.realis, e.attribution.status AS status,
    e.sources, e.relays, e.place.country AS country, e.score, e.about, e."trigger".text AS "trigger",
    substring(a.text, e.sentence.start + 1, e.sentence."end" - e.sentence.start) AS sentence, a.title,
    coalesce(a.published_from, a.published_to) AS published, a.language, a.section, a.outlet, a.url, a.page
FROM raw.events e JOIN articles a USING (page) LEFT JOIN types t ON t.event = e.event
    LEFT JOIN modes m ON m.event = e.event AND m.mode = e.mode
"""
_QUOTES = """
CREATE VIEW quotes AS
SELECT a.id AS article, q.id, q.direct, q.content.text AS content, q.content.start AS start, q.content."end" AS "end",
    q.cue.text AS cue, q.sources, q.source_codes, q.relays, q.relay_codes,
    coalesce(a.published_from, a.published_to) AS published, a.language, a.url, a.page
FROM raw.quotes q JOIN articles a USING (page)
"""
_MENTIONS = "CREATE VIEW mentions AS SELECT a.id AS article, m.* FROM raw.mentions m JOIN articles a USING (page)"
_DYADS = """
CREATE VIEW dyads AS
WITH one AS (SELECT *, string_split(actors, '+') AS ones, recipients = '' AS mutual,
    string_split(CASE WHEN recipients = '' THEN actors ELSE recipients END, '+') AS others FROM events WHERE actors <> ''),
first AS (SELECT * EXCLUDE (ones), unnest(ones) AS actor FROM one),
pair AS (SELECT * EXCLUDE (others), unnest(others) AS recipient FROM first)
SELECT * FROM pair WHERE actor <> recipient
"""


COPIES = "copies/copies.parquet"
_COPIES = """
SELECT a.id AS article, s.id AS story, c.kind, c.likeness, c.page FROM read_parquet('{file}') c JOIN articles a USING (page)
JOIN articles s ON s.page = c.story
"""


def _dyad_days() -> str:
    """Events by ordered pair and day, counted as an export counts them."""
    from typing import get_args

    counts = [f"count(*) FILTER (quad = '{quad}') AS {quad}" for quad in get_args(Quad)]
    counts += [f"count(*) FILTER (status = '{status}') AS {status}" for status in get_args(Status)]
    done = "status IN ('narrated', 'acknowledged') AND realis = 'actual'"
    return (
        "CREATE VIEW dyad_days AS SELECT actor, recipient, day, count(*) AS events, count(*) FILTER (mutual) AS mutual,"
        f" {', '.join(counts)}, count(*) FILTER ({done}) AS scored,"
        f" round(coalesce(sum(plover_score) FILTER ({done}), 0), 3) AS score"
        " FROM dyads GROUP BY actor, recipient, day ORDER BY ALL"
    )


def connected(folder: str) -> duckdb.DuckDBPyConnection:
    """A connection that has the folder's tables and can reach nothing else. Raises InputError where there is no folder."""
    try:
        import duckdb
    except ImportError as error:
        raise DragomanError("this needs DuckDB; install it with: pip install 'dragoman[cluster]'") from error
    output = Output(folder)
    shards = manifests(output)
    if not shards:
        raise InputError(f"{folder}: no manifest there; give the --output of “dragoman cluster read”")
    connection = duckdb.connect()
    _raw(connection, output, shards)
    _ontology(connection)
    for statement in (_CURRENT, _ARTICLES, _EVENTS, _QUOTES, _MENTIONS, _DYADS, _dyad_days()):
        connection.execute(statement)
    if output.get(COPIES) is not None:
        connection.execute(f"CREATE VIEW copies AS {_COPIES.format(file=_address(output, COPIES))}")
    if output.is_local:
        connection.execute("SET allowed_directories = [$1]", [output.root])
        connection.execute("SET enable_external_access = false")
    return connection


def _raw(connection: duckdb.DuckDBPyConnection, output: Output, shards: list[Committed]) -> None:
    """The tables as they stand, of what is committed alone."""
    if not output.is_local:
        connection.register_filesystem(output.system)
    connection.execute("CREATE SCHEMA raw")
    for table in RAW:
        files = [_address(output, path) for one in shards for path in one.files if path.startswith(f"{table}/")]
        told = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
        connection.execute(f"CREATE VIEW raw.{table} AS FROM read_parquet([{told}], hive_partitioning = true)")
    connection.execute("CREATE TEMP TABLE shards (shard VARCHAR, place INTEGER)")
    connection.executemany("INSERT INTO shards VALUES (?, ?)", [(one.shard, n) for n, one in enumerate(shards)])


def _address(output: Output, path: str) -> str:
    return output.at(path) if output.is_local else str(output.system.unstrip_protocol(output.at(path)))


def _ontology(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("CREATE TEMP TABLE types (event VARCHAR, quad VARCHAR, score DOUBLE)")
    connection.execute("CREATE TEMP TABLE modes (event VARCHAR, mode VARCHAR, score DOUBLE)")
    told: list[list[Any]] = [[name, kind.quad, kind.score] for name, kind in types().items()]
    connection.executemany("INSERT INTO types VALUES (?, ?, ?)", told)
    modes = [[name, mode, score] for name, kind in types().items() for mode, score in kind.modes.items()]
    connection.executemany("INSERT INTO modes VALUES (?, ?, ?)", modes)
