"""The shipped tables: complete, without doubles, with codes that are known."""

from __future__ import annotations

import re

import pytest

from dragoman.actors.lexicon import WORLD
from dragoman.languages import load
from dragoman.languages.pack import read_tsv

LANGUAGES = ("fr", "en")
STATES = {row["code"]: row["member"] for row in read_tsv(WORLD / "states.tsv")}
ORGANISATIONS = {row["code"] for row in read_tsv(WORLD / "organisations.tsv")}
ASKED = [
    "UNO",
    "EUR",
    "NAT",
    "AFU",
    "ECW",
    "ARL",
    "OAS",
    "ASN",
    "GCC",
    "OIC",
    "OSC",
    "COE",
    "ICC",
    "ICJ",
    "IAE",
    "WHO",
    "IMF",
    "WBK",
    "WTO",
    "G07",
    "G20",
    "BRX",
    "SCO",
    "CST",
    "CIS",
    "OPC",
    "OIF",
    "RCR",
    "AES",
]
SECTORS = ["GOV", "MIL", "OPP", "REB", "MED", "IGO", "NGO", "COP", "JUD", "LEG", "CIV", "BUS", "SPY"]


def test_the_193_members_and_five_more_are_there() -> None:
    assert sum(member == "un" for member in STATES.values()) == 193
    assert {"PSE", "VAT", "TWN", "XKX", "ESH"} <= STATES.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_state_has_a_name_a_demonym_and_a_line_of_its_own(language: str) -> None:
    rows = load(language).tsv("states")
    assert sorted(row["code"] for row in rows) == sorted(STATES)
    assert all(row["name"] and row["shape"] in set("fmpnd") for row in rows)
    assert {row["code"] for row in rows if not row["demonym"]} <= {"VAT"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_states_share_a_name(language: str) -> None:
    seen: dict[str, str] = {}
    for row in load(language).tsv("states"):
        for name in filter(None, [row["name"], *row["also"].split("|")]):
            assert seen.setdefault(name, row["code"]) == row["code"], name


def test_the_organisations_of_the_contract_are_there_and_take_no_states_code() -> None:
    assert set(ASKED) <= ORGANISATIONS
    intended = {"FRA", "SYR"}  # a mission and an observatory that belong to a state
    assert (ORGANISATIONS & STATES.keys()) == intended
    assert len(read_tsv(WORLD / "organisations.tsv")) >= 80


def test_agencies_groups_and_places_are_as_many_as_promised() -> None:
    agencies = read_tsv(WORLD / "agencies.tsv")
    assert sum(row["kind"] in ("agency", "state") for row in agencies) >= 50
    assert len({row["entity"] for row in read_tsv(WORLD / "groups.tsv")}) >= 70
    shared = {name for row in read_tsv(WORLD / "places.tsv") for name in row["names"].split("|")}
    assert len(shared) >= 600


@pytest.mark.parametrize("table", ["organisations", "institutions", "groups"])
def test_sectors_are_plovers(table: str) -> None:
    assert all(row["sector"] in SECTORS for row in read_tsv(WORLD / f"{table}.tsv"))


@pytest.mark.parametrize("table", ["agencies", "institutions", "groups", "places"])
def test_codes_are_states_or_organisations(table: str) -> None:
    assert {row["code"] for row in read_tsv(WORLD / f"{table}.tsv")} <= STATES.keys() | ORGANISATIONS | {"-"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_seats_and_places_of_a_language_have_known_codes(language: str) -> None:
    pack = load(language)
    rows = [*pack.tsv("seats"), *pack.tsv("places")]
    assert {row["code"] for row in rows} <= STATES.keys() | ORGANISATIONS | {"-"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_office_has_an_example_and_a_plover_sector(language: str) -> None:
    for entry in load(language).entries("offices", "office"):
        assert entry["example"], entry.where
        assert entry.get("sector") in (*SECTORS, None), entry.where
        assert re.fullmatch(r"[a-z.]+", entry["key"]), entry.where
