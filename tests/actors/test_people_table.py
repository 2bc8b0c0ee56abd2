"""The table of people and their terms of office: its form, its order, its coverage, and facts that anyone can check."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

import dragoman.actors
from dragoman.actors.lexicon import lexicon
from dragoman.languages.pack import load, read_tsv

WORLD = Path(dragoman.actors.__file__).parent / "world"
PEOPLE = read_tsv(WORLD / "people.tsv")
STATES = read_tsv(WORLD / "states.tsv")
ORGANISATIONS = {row["code"] for row in read_tsv(WORLD / "organisations.tsv")} - {row["code"] for row in STATES}

COLUMNS = ["code", "sector", "office", "from", "until", "name_fr", "name_en", "short", "also"]
SECTORS = {"GOV", "MIL", "SPY", "COP", "OPP", "REB", "MED", "CVL", "IGO"}
OFFICES = [
    "head_of_state",
    "head_of_government",
    "foreign_minister",
    "defence_minister",
    "vice_head",
    "spokesperson",
    "party_leader",
    "ambassador",
    "special_envoy",
    "monarch",
    "other",
]
DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?")
OPEN = datetime.date(2100, 1, 1)
HANDOVER = 31

# States where two people held one office at once, and why that is no mistake.
SHARED_OFFICE = {
    ("head_of_state", "BIH"): "three members of the presidency, one for each constituent people",
    ("head_of_state", "SMR"): "two captains regent",
    (
        "head_of_state",
        "RUS",
    ): "Eltsine presided over the Russian republic while Gorbatchev presided over the Soviet Union",
    ("head_of_state", "SRB"): "Tadić presided over Serbia within the union of which Marović was president",
    (
        "head_of_state",
        "CIV",
    ): "Gbagbo and Ouattara both claimed and used the presidency from December 2010 to April 2011",
    ("head_of_state", "LBY"): "the National Transitional Council governed Benghazi before Kadhafi fell",
    ("head_of_state", "MDG"): "Ratsiraka and Ravalomanana both claimed and used the presidency in 2002",
}
EXTRA_STATES = {"PSE", "VAT", "TWN", "XKX", "ESH"}

FACTS = [
    ("USA", "head_of_state", "2003-03-20", "George W. Bush"),
    ("USA", "head_of_state", "2012-11-06", "Barack Obama"),
    ("USA", "head_of_state", "2021-01-06", "Donald Trump"),
    ("USA", "head_of_state", "2024-06-01", "Joe Biden"),
    ("USA", "vice_head", "2018-01-01", "Mike Pence"),
    ("USA", "foreign_minister", "2003-02-05", "Colin Powell"),
    ("USA", "foreign_minister", "2015-07-14", "John Kerry"),
    ("USA", "defence_minister", "2022-02-24", "Lloyd Austin"),
    ("RUS", "head_of_state", "2008-08-08", "Dmitry Medvedev"),
    ("RUS", "head_of_government", "2010-06-01", "Vladimir Putin"),
    ("RUS", "foreign_minister", "2014-03-18", "Sergei Lavrov"),
    ("RUS", "defence_minister", "2022-02-24", "Sergei Shoigu"),
    ("UKR", "head_of_state", "2013-12-01", "Viktor Yanukovych"),
    ("UKR", "head_of_state", "2022-02-24", "Volodymyr Zelenskyy"),
    ("UKR", "foreign_minister", "2022-02-24", "Dmytro Kuleba"),
    ("CHN", "head_of_state", "2008-08-08", "Hu Jintao"),
    ("CHN", "party_leader", "2013-01-15", "Xi Jinping"),
    ("CHN", "foreign_minister", "2023-05-01", "Qin Gang"),
    ("PRK", "head_of_state", "2009-05-25", "Kim Jong Il"),
    ("PRK", "foreign_minister", "2023-09-13", "Choe Son Hui"),
    ("KOR", "head_of_state", "2018-04-27", "Moon Jae-in"),
    ("JPN", "head_of_government", "2011-03-11", "Naoto Kan"),
    ("FRA", "head_of_state", "1995-05-08", "François Mitterrand"),
    ("FRA", "head_of_state", "2015-11-13", "François Hollande"),
    ("FRA", "foreign_minister", "2003-02-14", "Dominique de Villepin"),
    ("FRA", "foreign_minister", "2021-09-16", "Jean-Yves Le Drian"),
    ("GBR", "head_of_government", "2016-06-23", "David Cameron"),
    ("GBR", "monarch", "2000-01-01", "Elizabeth II"),
    ("DEU", "head_of_government", "2015-09-05", "Angela Merkel"),
    ("ITA", "head_of_government", "2023-09-01", "Giorgia Meloni"),
    ("ISR", "head_of_government", "2006-07-12", "Ehud Olmert"),
    ("ISR", "defence_minister", "2023-10-07", "Yoav Gallant"),
    ("PSE", "head_of_state", "2000-09-28", "Yasser Arafat"),
    ("IRN", "head_of_government", "2009-06-12", "Mahmoud Ahmadinejad"),
    ("IRN", "foreign_minister", "2015-07-14", "Mohammad Javad Zarif"),
    ("IRQ", "head_of_state", "2003-03-20", "Saddam Hussein"),
    ("SYR", "head_of_state", "2011-03-15", "Bashar al-Assad"),
    ("EGY", "head_of_state", "2011-01-25", "Hosni Mubarak"),
    ("TUN", "head_of_state", "2010-12-17", "Zine El Abidine Ben Ali"),
    ("MLI", "head_of_state", "2013-01-11", "Dioncounda Traoré"),
    ("NER", "head_of_state", "2023-07-26", "Mohamed Bazoum"),
    ("ZAF", "head_of_state", "1995-06-24", "Nelson Mandela"),
    ("BRA", "head_of_state", "2023-01-08", "Luiz Inacio Lula da Silva"),
    ("VEN", "head_of_state", "2012-10-07", "Hugo Chavez"),
    ("VAT", "head_of_state", "2015-12-12", "Pope Francis"),
    ("UNO", "head_of_government", "2003-03-20", "Kofi Annan"),
    ("UNO", "head_of_government", "2022-02-24", "António Guterres"),
    ("NAT", "head_of_government", "2011-03-19", "Anders Fogh Rasmussen"),
    ("EUR", "foreign_minister", "2015-07-14", "Federica Mogherini"),
    ("IAE", "head_of_government", "2022-09-01", "Rafael Grossi"),
]

Row = dict[str, str]


def first_day(cell: str) -> datetime.date:
    return datetime.date.fromisoformat(cell if len(cell) == 10 else cell + "-01")


def last_day(cell: str) -> datetime.date:
    if len(cell) == 10:
        return datetime.date.fromisoformat(cell)
    return (first_day(cell) + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1) if cell else OPEN


def surely_together(earlier: Row, later: Row) -> int:
    """Days on which two terms certainly overlap: the months of which no day is told count for neither."""
    since = max(last_day(row["from"]) for row in (earlier, later))
    until = min(first_day(row["until"]) if row["until"] else OPEN for row in (earlier, later))
    return (until - since).days


def terms(office: str) -> dict[str, list[Row]]:
    by_code = defaultdict(list)
    for row in PEOPLE:
        if row["office"] == office and row["sector"] in {"GOV", "IGO"}:
            by_code[row["code"]].append(row)
    return by_code


def key(row: Row) -> tuple[str, int, str, str]:
    return row["code"], OFFICES.index(row["office"]), row["from"], row["name_fr"]


def test_the_header_is_the_documented_one() -> None:
    assert list(PEOPLE[0]) == COLUMNS


def test_codes_sectors_and_offices_are_known() -> None:
    codes = {row["code"] for row in STATES} | ORGANISATIONS
    assert {row["code"] for row in PEOPLE} - codes == set()
    assert {row["sector"] for row in PEOPLE} - SECTORS == set()
    assert {row["office"] for row in PEOPLE} - set(OFFICES) == set()


def test_an_organisation_s_people_have_its_sector_and_a_state_s_have_not() -> None:
    wrong = [row for row in PEOPLE if (row["sector"] == "IGO") != (row["code"] in ORGANISATIONS)]
    assert wrong == []


def test_cells_carry_no_stray_blanks_nor_empty_forms() -> None:
    cells = [cell for row in PEOPLE for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []
    forms = [row[column] for row in PEOPLE for column in ("short", "also") if row[column]]
    assert [cell for cell in forms if "" in cell.split("|") or len(set(cell.split("|"))) < len(cell.split("|"))] == []
    assert [row for row in PEOPLE if not row["name_fr"] or not row["name_en"]] == []


def test_days_parse_and_no_term_ends_before_it_begins() -> None:
    days = [row[column] for row in PEOPLE for column in ("from", "until") if row["until"] or column == "from"]
    assert [day for day in days if not DAY.fullmatch(day)] == []
    assert [row for row in PEOPLE if first_day(row["from"]) > last_day(row["until"])] == []


def test_rows_are_sorted_by_code_office_and_day_without_doubles() -> None:
    keys = [key(row) for row in PEOPLE]
    assert [pair for pair in pairwise(keys) if pair[0] >= pair[1]] == []


def test_one_person_s_terms_in_one_office_follow_each_other() -> None:
    by_person = defaultdict(list)
    for row in PEOPLE:
        if row["office"] not in {"other", "party_leader", "special_envoy", "spokesperson"}:
            by_person[row["code"], row["office"], row["name_en"]].append(row)
    pairs = [pair for rows in by_person.values() for pair in pairwise(rows)]
    assert [pair for pair in pairs if surely_together(*pair) > 0] == []


def test_a_person_acts_for_one_state_and_in_one_sector_at_a_time() -> None:
    by_person = defaultdict(list)
    for row in PEOPLE:
        by_person[row["name_en"]].append(row)
    torn = [
        (one["name_en"], one["code"], one["sector"], other["code"], other["sector"])
        for rows in by_person.values()
        for place, one in enumerate(rows)
        for other in rows[place + 1 :]
        if (one["code"], one["sector"]) != (other["code"], other["sector"]) and surely_together(one, other) > HANDOVER
    ]
    assert torn == []


@pytest.mark.parametrize("office", ["head_of_government", "head_of_state", "foreign_minister", "defence_minister"])
def test_an_office_is_held_by_one_person_at_a_time(office: str) -> None:
    clashes = [
        (code, earlier["name_en"], later["name_en"])
        for code, rows in terms(office).items()
        if (office, code) not in SHARED_OFFICE
        for place, earlier in enumerate(rows)
        for later in rows[place + 1 :]
        if surely_together(earlier, later) > HANDOVER
    ]
    assert clashes == []


@pytest.mark.parametrize(("office", "code"), SHARED_OFFICE)
def test_a_documented_exception_is_still_needed(office: str, code: str) -> None:
    rows = terms(office)[code]
    pairs = [(earlier, later) for place, earlier in enumerate(rows) for later in rows[place + 1 :]]
    assert any(surely_together(*pair) > HANDOVER for pair in pairs)


def test_every_state_has_a_head() -> None:
    states = {row["code"] for row in STATES if row["member"] == "un"}
    assert len(states) == 193
    heads = {"head_of_state", "head_of_government", "monarch"}
    known = {row["code"] for row in PEOPLE if row["office"] in heads}
    assert (states | EXTRA_STATES) - known == set()


def test_one_spelling_identifies_a_person_in_all_rows() -> None:
    english = defaultdict(set)
    french = defaultdict(set)
    for row in PEOPLE:
        english[row["code"], row["name_fr"]].add(row["name_en"])
        french[row["code"], row["name_en"]].add(row["name_fr"])
    assert [names for names in (*english.values(), *french.values()) if len(names) > 1] == []


def test_a_full_name_of_one_word_is_never_a_common_first_name() -> None:
    alone = {row["name_fr"] for row in PEOPLE if not re.search(r"[ -]", row["name_fr"])}
    assert alone == {"Akihito", "Gyanendra", "Hirohito", "Naruhito", "Prachanda", "Sugiono", "Suharto", "Sukarno"}


@pytest.mark.parametrize("short", ["Nguyen", "Wang", "Li", "Smith", "Moi", "Salami", "François"])
def test_a_name_that_alone_tells_nobody_is_no_short_name(short: str) -> None:
    assert [row["name_en"] for row in PEOPLE if short in row["short"].split("|")] == []


@pytest.mark.parametrize("short", ["Begin", "May", "Johnson", "Vance"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_short_name_that_is_another_word_too_is_guarded_by_the_office(short: str, language: str) -> None:
    guards = lexicon(load(language)).guards
    assert guards[short].serving
    assert language == "fr" or short in {"Johnson", "Vance"} or guards[short].verbs


@pytest.mark.parametrize(
    ("short", "name"), [("Poutine", "Vladimir Putin"), ("Xi", "Xi Jinping"), ("MBS", "Mohammed bin Salman")]
)
def test_a_name_that_news_uses_alone_is_a_short_name(short: str, name: str) -> None:
    assert {row["name_en"] for row in PEOPLE if short in row["short"].split("|")} == {name}


@pytest.mark.parametrize(("code", "office", "day", "name"), FACTS)
def test_who_held_an_office_on_a_day(code: str, office: str, day: str, name: str) -> None:
    on = datetime.date.fromisoformat(day)
    held = [
        row["name_en"]
        for row in PEOPLE
        if (row["code"], row["office"]) == (code, office) and first_day(row["from"]) <= on <= last_day(row["until"])
    ]
    assert held == [name]


def test_a_minister_who_became_prime_minister_has_a_row_for_each_office() -> None:
    offices = {row["office"] for row in PEOPLE if row["name_en"] == "Boris Johnson"}
    assert offices == {"foreign_minister", "head_of_government"}
