"""The columns of GDELT 2.0 events, ICEWS and POLECAT: our events in them, and theirs in our words.

What such a table cannot hold of ours is named in ``Layout.lost``; a row of theirs is kept whole beside what we read of it.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dragoman.exchange.cameo import cameo, plover
from dragoman.exchange.own import events, quad_of
from dragoman.exchange.tables import Column, Row, Table
from dragoman.ontology import types
from dragoman.store import Store, StoredEvent
from dragoman.store.dyads import score_of
from dragoman.store.fields import codes, parties, shown_names
from dragoman.store.query import parse
from dragoman.store.words import folded

_NOT_OURS = "Always empty: not known here."
_QUADS = {"verbal_cooperation": 1, "material_cooperation": 2, "verbal_conflict": 3, "material_conflict": 4}
_QUAD_OF = {number: quad for quad, number in _QUADS.items()}
_PAIRS = 1000
"""An event's number times this, and the number of the pair: the id of a row."""
_CODES_OF_GDELT = {"ROM": "ROU", "TMP": "TLS", "WSB": "PSE", "GZS": "PSE", "KSV": "XKX", "ZAR": "COD"}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A row of theirs in our words. ``key`` tells it from the others of its source; ``cells`` is the row, whole."""

    key: str
    day: datetime.date | None
    event: str | None
    mode: str | None
    context: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    quad: str | None
    url: str | None
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """One of their tables. ``header``: whether its files begin with the columns' names."""

    name: str
    title: str
    columns: tuple[Column, ...]
    header: bool
    rows: Callable[[StoredEvent], Iterator[Row]]
    read: Callable[[Sequence[str]], Foreign]
    lost: tuple[str, ...]


def _columns(names: str, told: dict[str, str]) -> tuple[Column, ...]:
    return tuple(Column(name, "string", told.get(name, _NOT_OURS)) for name in names.split("|"))


_ACTOR = (
    "Actor{n}Code|Actor{n}Name|Actor{n}CountryCode|Actor{n}KnownGroupCode|Actor{n}EthnicCode|Actor{n}Religion1Code|"
    "Actor{n}Religion2Code|Actor{n}Type1Code|Actor{n}Type2Code|Actor{n}Type3Code"
)
_GEO = (
    "{at}Geo_Type|{at}Geo_FullName|{at}Geo_CountryCode|{at}Geo_ADM1Code|{at}Geo_ADM2Code|{at}Geo_Lat|{at}Geo_Long|"
    "{at}Geo_FeatureID"
)
GDELT_NAMES = "|".join(
    (
        "GLOBALEVENTID|SQLDATE|MonthYear|Year|FractionDate",
        _ACTOR.format(n=1),
        _ACTOR.format(n=2),
        "IsRootEvent|EventCode|EventBaseCode|EventRootCode|QuadClass|GoldsteinScale|NumMentions|NumSources|NumArticles|AvgTone",
        *(_GEO.format(at=at) for at in ("Actor1", "Actor2", "Action")),
        "DATEADDED|SOURCEURL",
    )
)
GDELT = _columns(
    GDELT_NAMES,
    {
        "GLOBALEVENTID": f"The event's number in the store times {_PAIRS}, plus the number of the pair.",
        "SQLDATE": "Day that the event is listed under, YYYYMMDD.",
        "MonthYear": "Its month, YYYYMM.",
        "Year": "Its year.",
        "FractionDate": "Its year with the fraction that has gone by.",
        "Actor1Code": "Code of the one who acts.",
        "Actor1Name": "Name of the state or organisation, in English capitals.",
        "Actor1CountryCode": "The same code, for states.",
        "Actor2Code": "Code of the one acted upon.",
        "Actor2Name": "Name of the state or organisation, in English capitals.",
        "Actor2CountryCode": "The same code, for states.",
        "EventCode": "CAMEO code that stands for PLOVER's type and mode.",
        "EventBaseCode": "Its first three digits.",
        "EventRootCode": "Its first two digits.",
        "QuadClass": "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.",
        "GoldsteinScale": "Always empty: PLOVER's scores are on another scale; add Goldstein's by EventCode.",
        "NumMentions": "Always 1: one report. Occurrences are counted in our own tables.",
        "NumSources": "Always 1.",
        "NumArticles": "Always 1.",
        "SOURCEURL": "Address of the article.",
    },
)
ICEWS = _columns(
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|Target Sectors|"
    "Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|Longitude",
    {
        "Event ID": f"The event's number in the store times {_PAIRS}, plus the number of the pair.",
        "Event Date": "Day that the event is listed under, YYYY-MM-DD.",
        "Source Name": "Name, in English, of the one who acts.",
        "Source Country": "The same, for states.",
        "Event Text": "PLOVER type and mode.",
        "CAMEO Code": "CAMEO code that stands for PLOVER's type and mode.",
        "Intensity": "Always empty: PLOVER's scores are on another scale; add your own by CAMEO code.",
        "Target Name": "Name, in English, of the one acted upon.",
        "Target Country": "The same, for states.",
        "Story ID": "Id of the article in the store.",
        "Publisher": "Who published it.",
        "Country": "Country of the place, in English.",
    },
)
POLECAT = _columns(
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|Recipient Country|"
    "Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|Wikipedia Recipient ID|"
    "Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type|Source|"
    "Publication Date|Story People|Story Organizations|Story Locations|Language|Version",
    {
        "Event ID": "The event's number in the store.",
        "Event Date": "Day that the event is listed under, YYYY-MM-DD.",
        "Event Type": "PLOVER type.",
        "Event Mode": "PLOVER mode.",
        "Intensity": "PLOVER's conflict-cooperation score of type and mode.",
        "Quad Code": "Quad class, in capitals.",
        "Contexts": "PLOVER contexts, joined by semicolons.",
        "Actor Name": "Names, in English, of those who act, joined by semicolons.",
        "Actor Country": "Their codes, joined by semicolons.",
        "Recipient Name": "Names, in English, of those acted upon, joined by semicolons.",
        "Recipient Country": "Their codes, joined by semicolons.",
        "Country": "Code of the country of the place.",
        "Source": "Who published the article.",
        "Publication Date": "First day on which the article may have come out.",
        "Language": "Language of the article.",
        "Version": "Always “dragoman”: which program coded it.",
    },
)
_LOST = (
    "status (narrated, acknowledged, alleged, denied), sources and relays: according to whom",
    "realis: whether it is planned, hypothetical or negated",
    "the coder's score, the verdict of a person, and what an event is about",
    "the end of an interval: only the day that the event is listed under",
    "trigger and sentence",
)
_LOST_IN_CAMEO = (
    "modes that CAMEO does not have: their type's code stands for them",
    "contexts, but those that a CAMEO code implies",
    "that several acted together: each pair is a row of its own, in both orders where nobody was acted upon",
)


def _gdelt_rows(event: StoredEvent) -> Iterator[Row]:
    code = cameo(event.event, event.mode)
    day = event.day
    for n, (actor, recipient) in enumerate(_pairs(event)):
        told = {
            "GLOBALEVENTID": event.number * _PAIRS + n,
            "SQLDATE": f"{day:%Y%m%d}" if day else "",
            "MonthYear": f"{day:%Y%m}" if day else "",
            "Year": f"{day:%Y}" if day else "",
            "FractionDate": _fraction(day) if day else "",
            **_gdelt_actor(1, actor),
            **_gdelt_actor(2, recipient),
            "EventCode": code,
            "EventBaseCode": code[:3],
            "EventRootCode": code[:2],
            "QuadClass": _QUADS.get(quad_of(event), ""),
            "NumMentions": 1,
            "NumSources": 1,
            "NumArticles": 1,
            "SOURCEURL": event.url or "",
        }
        yield [str(told.get(column.name, "")) for column in GDELT]


def _gdelt_actor(n: int, code: str) -> dict[str, str]:
    state = code if code and _is_state(code) else ""
    return {f"Actor{n}Code": code, f"Actor{n}Name": _english(code).upper(), f"Actor{n}CountryCode": state}


def _fraction(day: datetime.date) -> str:
    """GDELT's: the year, and (month times 30 plus day) as a share of 365."""
    return f"{day.year + min((day.month * 30 + day.day) / 365, 0.9999):.4f}"


def _gdelt_read(cells: Sequence[str]) -> Foreign:
    of = dict(zip((column.name for column in GDELT), cells, strict=True))
    act = plover(of["EventCode"])
    return Foreign(
        key=of["GLOBALEVENTID"],
        day=_day(of["SQLDATE"]),
        event=act.event if act else None,
        mode=act.mode if act else None,
        context=act.context if act else (),
        actors=_gdelt_code(of["Actor1CountryCode"], of["Actor1Code"]),
        recipients=_gdelt_code(of["Actor2CountryCode"], of["Actor2Code"]),
        quad=_QUAD_OF.get(int(of["QuadClass"])) if of["QuadClass"].isdigit() else None,
        url=of["SOURCEURL"] or None,
        cells=tuple(cells),
    )


def _gdelt_code(country: str, code: str) -> tuple[str, ...]:
    """A state by its country code, or an organisation of ours that is written whole; GDELT's regions are none."""
    found = _CODES_OF_GDELT.get(country, country)
    if found and _is_state(found):
        return (found,)
    return (code,) if not country and code in codes() else ()


def _icews_rows(event: StoredEvent) -> Iterator[Row]:
    for n, (actor, recipient) in enumerate(_pairs(event)):
        told = {
            "Event ID": event.number * _PAIRS + n,
            "Event Date": event.day or "",
            "Source Name": _english(actor),
            "Source Country": _english(actor) if _is_state(actor) else "",
            "Event Text": event.event + (f"/{event.mode}" if event.mode else ""),
            "CAMEO Code": cameo(event.event, event.mode),
            "Target Name": _english(recipient),
            "Target Country": _english(recipient) if _is_state(recipient) else "",
            "Story ID": event.article,
            "Publisher": event.outlet or "",
            "Country": _english(event.country or ""),
        }
        yield [str(told.get(column.name, "")) for column in ICEWS]


def _icews_read(cells: Sequence[str]) -> Foreign:
    of = {column.name: cell.strip('"') for column, cell in zip(ICEWS, cells, strict=True)}
    act = plover(of["CAMEO Code"].zfill(3) if len(of["CAMEO Code"]) == 2 else of["CAMEO Code"])
    return Foreign(
        key=f"{of['Event ID']} {of['Event Date']}",
        day=_day(of["Event Date"]),
        event=act.event if act else None,
        mode=act.mode if act else None,
        context=act.context if act else (),
        actors=_named(of["Source Country"] or of["Source Name"]),
        recipients=_named(of["Target Country"] or of["Target Name"]),
        quad=types()[act.event].quad if act else None,
        url=None,
        cells=tuple(cells),
    )


def _polecat_rows(event: StoredEvent) -> Iterator[Row]:
    told = {
        "Event ID": event.number,
        "Event Date": event.day or "",
        "Event Type": event.event,
        "Event Mode": event.mode or "",
        "Intensity": score_of(event.event, event.mode),
        "Quad Code": quad_of(event).upper().replace("_", " "),
        "Contexts": ";".join(event.context),
        "Actor Name": ";".join(map(_english, event.actors)),
        "Actor Country": ";".join(event.actors),
        "Recipient Name": ";".join(map(_english, event.recipients)),
        "Recipient Country": ";".join(event.recipients),
        "Country": event.country or "",
        "Source": event.outlet or "",
        "Publication Date": event.published or "",
        "Language": event.language,
        "Version": "dragoman",
    }
    yield [str(told.get(column.name, "")) for column in POLECAT]


def _polecat_read(cells: Sequence[str]) -> Foreign:
    of = {column.name: _no_none(cell) for column, cell in zip(POLECAT, cells, strict=True)}
    event = of["Event Type"].upper()
    known = types().get(event)
    mode = of["Event Mode"].strip().lower().replace(" ", "-")
    return Foreign(
        key=of["Event ID"],
        day=_day(of["Event Date"]),
        event=event if known else None,
        mode=mode if known and mode in known.modes else None,
        context=tuple(one.strip().replace(" ", "_") for one in re.split("[;,]", of["Contexts"].lower()) if one.strip()),
        actors=_several(of["Actor Country"]),
        recipients=_several(of["Recipient Country"]),
        quad=known.quad if known else None,
        url=None,
        cells=tuple(cells),
    )


def _pairs(event: StoredEvent) -> Iterator[tuple[str, str]]:
    """Who acts with whom acted upon; each with each where they act together; alone where there is nobody else."""
    if event.recipients:
        yield from itertools.product(event.actors or ("",), event.recipients)
    elif len(event.actors) > 1:
        yield from itertools.permutations(event.actors, 2)
    else:
        yield (event.actors[0] if event.actors else "", "")


def _is_state(code: str) -> bool:
    return code in states()


@lru_cache
def states() -> frozenset[str]:
    """The codes of states."""
    from dragoman.languages import load

    return frozenset(row["code"] for row in load("en").tsv("states"))


def _english(code: str) -> str:
    return shown_names("en").get(code, code) if code else ""


def _named(name: str) -> tuple[str, ...]:
    found = parties().get(" ".join(re.sub(r"[\W_]+", " ", folded(name)).split()), frozenset())
    return tuple(found) if len(found) == 1 else ()


def _several(written: str) -> tuple[str, ...]:
    return tuple(one for one in (part.strip() for part in re.split("[;,]", written)) if one in codes())


def _no_none(cell: str) -> str:
    return "" if cell.strip() in ("None", "NA", "nan") else cell


def _day(written: str) -> datetime.date | None:
    digits = written.strip()[:10].replace("-", "")
    try:
        return datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None


LAYOUTS: dict[str, Layout] = {
    "gdelt": Layout("gdelt", "GDELT 2.0 events", GDELT, False, _gdelt_rows, _gdelt_read, (*_LOST, *_LOST_IN_CAMEO)),
    "icews": Layout("icews", "ICEWS", ICEWS, True, _icews_rows, _icews_read, (*_LOST, *_LOST_IN_CAMEO)),
    "polecat": Layout("polecat", "POLECAT", POLECAT, True, _polecat_rows, _polecat_read, _LOST),
}


def in_layout(store: Store, name: str, query: str = "") -> Table:
    """Our events in the columns of one of their tables. Raises QueryError for a query that cannot be understood."""
    layout = LAYOUTS[name]
    asked = parse(query)
    rows = (row for event in events(store, asked) for row in layout.rows(event))
    return Table(
        f"events-{name}",
        f"Events in the columns of {layout.title}.",
        layout.columns,
        rows,
        separator="\t",
        header=layout.header,
        lost=layout.lost,
    )
