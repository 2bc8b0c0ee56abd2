"""Tables out of the store and into it: nothing is lost that a format can hold, and what it cannot hold is said."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dragoman.errors import InputError
from dragoman.exchange import imported, own
from dragoman.exchange.layouts import GDELT, ICEWS, LAYOUTS, POLECAT, in_layout
from dragoman.exchange.package import describe
from dragoman.exchange.tables import Form, Table, replaced, write
from dragoman.store import Store
from dragoman.store.event_search import events

from ..store.readings import event, reading, whole
from ..store.test_search import denial, visit

FORMS: tuple[Form, ...] = ("ndjson", "csv", "parquet")
GDELT_ROW = (
    "1010|20240115|202401|2024|2024.0411|RUSGOV|RUSSIA|RUS|||||GOV|||PRK|NORTH KOREA|PRK||||||||1|042|042|04|1|1.9|10|1|10|-2.5"
    "|4|Moscow, Russia|RS|RS48|25106|55.7522|37.6156|-2960561|4|Pyongyang|KN|KN12||39.0194|125.755|-123|4|Pyongyang|KN|KN12||"
    "39.0194|125.755|-123|20240115120000|https://x.example/a"
).split("|")
POLECAT_ROW = (
    "X1|2024-01-15|CONSULT|visit|4.0|VERBAL COOPERATION|diplomatic;military|Sergey Lavrov|RUS|365|GOV|GOV;DIP|minister|Lavrov|Q1|"
    "Kim|PRK;KOR|731|GOV|GOV|||Q2|Pyongyang|Pyongyang||||39.0|125.7|1871859|Pyongyang|PPLC|Outlet|2024-01-16|None|None|None|en|NGEC"
).split("|")
ICEWS_ROW = (
    "5|2024-01-15|Sergey Lavrov|Government|Russian Federation|Make a visit|042|1.9|Kim|Government|North Korea|77|2|Outlet|"
    "Pyongyang||||39.0|125.7"
).split("|")


@pytest.fixture
def full(store: Store) -> Store:
    store.put(visit())
    store.put(denial())
    store.put(whole(id="recall"))
    store.put(
        reading("A, \"b\"\n\nc;\té", id="odd", title="Ligne\nà part", day=None, events=(
            event("e1", "THREATEN", ("RUS",), (), trigger="b", text="A, \"b\"\n\nc;\té"),))
    )  # fmt: skip
    return store


def written(table: Table, form: Form) -> bytes:
    out = io.BytesIO()
    write(table, form, out)
    return out.getvalue()


def records(table: Table) -> list[dict[str, Any]]:
    return [json.loads(line) for line in written(table, "ndjson").splitlines()]


@pytest.mark.parametrize("what", own.KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_every_table_opens_in_pandas_with_the_same_values_in_every_form(
    full: Store, what: str, form: Form, tmp_path: Path
) -> None:
    path = tmp_path / f"t.{form}"
    path.write_bytes(written(own.table(full, what), form))
    expected = records(own.table(full, what))
    if form == "ndjson":
        frame = pd.DataFrame(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    elif form == "csv":
        frame = pd.read_csv(path, keep_default_na=False, dtype=str)
    else:
        frame = pd.read_parquet(path)
        assert list(frame.columns) == [column.name for column in own.table(full, what).columns]
    assert len(frame) == len(expected)
    name = own.table(full, what).columns[0].name
    assert [str(one) for one in frame.get(name, [])] == [str(row[name]) for row in expected]


def test_events_are_exported_with_all_that_the_store_knows_of_them(full: Store) -> None:
    row = next(one for one in records(own.table(full, "events")) if one["article"] == "denial")
    assert row["actors"] == ["PRK"]
    assert row["recipients"] == ["RUS"]
    assert (row["event"], row["status"], row["sources"]) == ("AID", "denied", ["PRK"])
    assert (row["trigger"], row["day"], row["day_basis"]) == ("livré", "2024-02-03", "published")
    assert row["plover_score"] == 10.0


def test_what_is_exported_is_chosen_by_a_query(full: Store) -> None:
    assert [row["id"] for row in records(own.table(full, "articles", "missiles"))] == ["denial"]
    assert {row["article"] for row in records(own.table(full, "events", "pays:PRK"))} == {"visit", "denial"}
    assert {row["article"] for row in records(own.table(full, "quotes", "pays:PRK"))} == {"denial"}
    assert {row["actor"] for row in records(own.table(full, "dyad-days", "type:AID"))} == {"PRK"}
    with pytest.raises(InputError, match="occurrences cannot be chosen"):
        own.table(full, "occurrences", "pays:PRK")


def test_dyad_days_sum_what_is_told_as_done(full: Store) -> None:
    rows = {(row["actor"], row["recipient"], row["day"]): row for row in records(own.table(full, "dyad-days"))}
    assert rows["RUS", "PRK", "2024-01-15"]["score"] == 4.0
    denied = rows["PRK", "RUS", "2024-02-03"]
    assert (denied["events"], denied["denied"], denied["scored"], denied["score"]) == (1, 1, 0, 0.0)
    assert rows["DZA", "FRA", "2024-02-27"]["mutual"] == 1


def test_a_cell_with_commas_quotes_and_lines_survives_csv(full: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(written(own.table(full, "articles"), "csv").decode())))
    odd = next(row for row in rows if row["id"] == "odd")
    assert odd["text"] == 'A, "b"\n\nc;\té'
    assert odd["title"] == "Ligne\nà part"


@pytest.mark.parametrize("source", LAYOUTS)
def test_our_events_in_their_columns_and_back_keep_what_these_can_hold(
    full: Store, source: str, tmp_path: Path
) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(written(in_layout(full, source), "csv"))
    found = imported.take_in(full, path, source)
    assert found.refused == []
    assert found.uncoded == 0
    rows = records(imported.table(full, source, whole=False))
    ours = {one.number: one for one in events(full, "", limit=100).events}
    assert len(rows) == found.stored >= len(ours)
    for row in rows:
        number = int(row["key"].split()[0])
        one = ours[number if source == "polecat" else number // 1000]
        assert row["day"] == (one.day.isoformat() if one.day else None)
        assert row["event"] == one.event
        assert set(row["actors"]) <= set(one.actors)
        assert set(row["recipients"]) <= {*one.actors, *one.recipients}
        if source == "polecat":
            assert (row["mode"], row["context"]) == (one.mode, list(one.context))
            assert (row["actors"], row["recipients"]) == (list(one.actors), list(one.recipients))
    assert in_layout(full, source).lost


@pytest.mark.parametrize("source", LAYOUTS)
def test_what_was_imported_comes_back_as_it_came(full: Store, source: str, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(written(in_layout(full, source), "csv"))
    imported.take_in(full, path, source)
    assert written(imported.table(full, source, whole=True), "csv") == path.read_bytes()


@pytest.mark.parametrize(("source", "row"), [("gdelt", GDELT_ROW), ("icews", ICEWS_ROW), ("polecat", POLECAT_ROW)])
def test_blanks_quotes_and_accents_of_theirs_come_back_byte_for_byte(
    store: Store, source: str, row: list[str], tmp_path: Path
) -> None:
    odd = [f' {cell}  "x"\u00a0é ' if cell in ("Kim", "NORTH KOREA", "Outlet") else cell for cell in row]
    assert odd != row
    path = tmp_path / "t.txt"
    lines = [[column.name for column in LAYOUTS[source].columns]] if LAYOUTS[source].header else []
    path.write_bytes("".join("\t".join(cells) + "\n" for cells in [*lines, odd]).encode())
    imported.take_in(store, path, source)
    assert written(imported.table(store, source, whole=True), "csv") == path.read_bytes()


def test_a_row_that_changed_stays_in_its_place(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    first, second = GDELT_ROW, ["2020", *GDELT_ROW[1:]]
    changed = [*GDELT_ROW[:-1], "https://x.example/changed"]
    for rows in ([first, second], [changed, second]):
        path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
        imported.take_in(store, path, "gdelt")
    assert written(imported.table(store, "gdelt", whole=True), "csv") == path.read_bytes()


@pytest.mark.parametrize(
    ("source", "row", "columns", "expected"),
    [
        ("gdelt", GDELT_ROW, GDELT, ("2024-01-15", "CONSULT", "visit", [], ["RUS"], ["PRK"])),
        ("icews", ICEWS_ROW, ICEWS, ("2024-01-15", "CONSULT", "visit", [], ["RUS"], ["PRK"])),
        (
            "polecat",
            POLECAT_ROW,
            POLECAT,
            ("2024-01-15", "CONSULT", "visit", ["diplomatic", "military"], ["RUS"], ["PRK", "KOR"]),
        ),
    ],
)
def test_a_row_of_theirs_is_read_in_plover_s_words_and_kept_whole(
    store: Store, source: str, row: list[str], columns: Any, expected: tuple[Any, ...], tmp_path: Path
) -> None:
    assert len(row) == len(columns)
    path = tmp_path / "t.txt"
    header = "\t".join(column.name for column in columns) + "\n" if LAYOUTS[source].header else ""
    path.write_text(header + "\t".join(row) + "\n", encoding="utf-8")
    assert imported.take_in(store, path, source).stored == 1
    (found,) = records(imported.table(store, source, whole=False))
    assert tuple(found[name] for name in ("day", "event", "mode", "context", "actors", "recipients")) == expected
    (cells,) = list(imported.table(store, source, whole=True).rows)
    assert list(cells) == row


def test_gdelt_has_sixty_one_columns_icews_twenty_and_polecat_forty() -> None:
    assert [len(columns) for columns in (GDELT, ICEWS, POLECAT)] == [61, 20, 40]
    for columns in (GDELT, ICEWS, POLECAT):
        assert len({column.name for column in columns}) == len(columns)
        assert all(column.description for column in columns)


@pytest.mark.parametrize("packed", ["gzip", "zip", "plain"])
def test_files_may_be_packed_and_the_same_twice_changes_nothing(store: Store, packed: str, tmp_path: Path) -> None:
    content = ("\t".join(GDELT_ROW) + "\n").encode()
    path = tmp_path / "t.CSV"
    if packed == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("t.CSV", content)
    else:
        path.write_bytes(gzip.compress(content) if packed == "gzip" else content)
    assert imported.take_in(store, path, "gdelt").stored == 1
    again = imported.take_in(store, path, "gdelt")
    assert (again.stored, again.known) == (0, 1)


def test_a_row_that_changed_takes_the_place_of_the_old(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\t".join(GDELT_ROW) + "\n")
    imported.take_in(store, path, "gdelt")
    path.write_text("\t".join(["1010", "20240116", *GDELT_ROW[2:]]) + "\n")
    assert imported.take_in(store, path, "gdelt").changed == 1
    (row,) = records(imported.table(store, "gdelt", whole=False))
    assert row["day"] == "2024-01-16"


def test_a_line_that_is_short_is_refused_by_its_number_and_the_rest_is_stored(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("\t".join(GDELT_ROW) + "\nshort\tline\n\n")
    found = imported.take_in(store, path, "gdelt")
    assert found.stored == 1
    (refused,) = found.refused
    assert refused.startswith(f"{path}:2: 2 columns where GDELT 2.0 events has 61")


def test_a_statement_in_cameo_is_kept_without_a_type(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    row = list(GDELT_ROW)
    row[26] = "010"
    path.write_text("\t".join(row) + "\n")
    assert imported.take_in(store, path, "gdelt").uncoded == 1


def test_columns_in_another_order_are_found_by_their_names(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    names = [column.name for column in POLECAT]
    path.write_text("\t".join(reversed(names)) + "\n" + "\t".join(reversed(POLECAT_ROW)) + "\n")
    imported.take_in(store, path, "polecat")
    (cells,) = list(imported.table(store, "polecat", whole=True).rows)
    assert list(cells) == POLECAT_ROW


@pytest.mark.parametrize("content", [b"", b"a\tb\n1\t2\n", b"PK\x03\x04rest", b"\x1f\x8brest"])
def test_what_is_no_such_table_is_refused(store: Store, content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"t\.txt: "):
        imported.take_in(store, path, "icews")


def test_imported_events_stay_apart_from_ours(full: Store, tmp_path: Path) -> None:
    before = events(full, "").total
    path = tmp_path / "t.csv"
    path.write_text("\t".join(GDELT_ROW) + "\n")
    imported.take_in(full, path, "gdelt")
    assert events(full, "").total == before
    assert len(list(imported.table(full, "icews", whole=True).rows)) == 0


def test_the_data_package_describes_every_column_and_the_filters(full: Store, tmp_path: Path) -> None:
    for what, form, name in (
        ("events", "csv", "e.csv"),
        ("articles", "parquet", "a.parquet"),
        ("events", "csv", "e.csv"),
    ):
        table = own.table(full, what, "pays:PRK")
        path = tmp_path / name
        with replaced(path) as out:
            count = write(table, form, out)  # type: ignore[arg-type]
        beside = describe(table, form, path, count, {"where": "pays:PRK"}, "store")  # type: ignore[arg-type]
    package = json.loads(beside.read_text(encoding="utf-8"))
    assert [one["path"] for one in package["resources"]] == ["a.parquet", "e.csv"]
    resource = package["resources"][1]
    assert resource["rows"] == 2
    assert resource["filters"] == {"where": "pays:PRK"}
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    assert [field["name"] for field in resource["schema"]["fields"]] == header
    assert all(field["description"] and field["type"] for field in resource["schema"]["fields"])


def test_another_s_data_package_is_not_overwritten(full: Store, tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "mine", "resources": [{"path": "x.csv"}]}')
    (tmp_path / "e.csv").write_text("x")
    with pytest.raises(InputError, match="another program's"):
        describe(own.table(full, "events"), "csv", tmp_path / "e.csv", 0, {}, "store")


def test_a_file_that_was_there_stays_where_an_export_fails(tmp_path: Path) -> None:
    path = tmp_path / "e.csv"
    path.write_text("before")

    def rows() -> Any:
        yield ["x"]
        raise ValueError("the disk is full")

    with pytest.raises(ValueError, match="the disk is full"), replaced(path) as out:
        write(Table("t", "t", own.ARTICLES[:1], rows()), "csv", out)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]


def test_days_are_days_in_parquet(full: Store) -> None:
    frame = pd.read_parquet(io.BytesIO(written(own.table(full, "events"), "parquet")))
    assert frame["day"].dropna().iloc[0] == datetime.date(2024, 1, 15)
