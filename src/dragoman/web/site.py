"""The site's pages: every address that answers with a record of the store."""

from __future__ import annotations

from dragoman.web.pages import (
    about,
    actor,
    add,
    alarms,
    article,
    claims,
    corrections,
    country,
    home,
    latest,
    pair,
    review,
    search,
    world,
)
from dragoman.web.views import Parameter, View

LIMIT = Parameter("limit", "how many at most", "integer")
CURSOR = Parameter("cursor", "where to go on: the cursor of the answer before")

VIEWS = (
    View("/", "home.html", home.gather, home.Home, "The first page: newest articles and claims, most active pairs"),
    View("/latest", "latest.html", latest.gather, latest.Latest, "The newest articles", (LIMIT, CURSOR)),
    View(
        "/latest/{section:path}",
        "latest.html",
        latest.gather,
        latest.Latest,
        "The newest articles of a section",
        (LIMIT, CURSOR),
    ),
    View(
        "/articles/{id:path}",
        "article.html",
        article.gather,
        article.ArticlePage,
        "An article with all that was read in it",
        (Parameter("version", "its first, second … version; the current one when not given", "integer"),),
    ),
    View(
        "/search",
        "search.html",
        search.gather,
        search.Search,
        "Articles that match, best first",
        (
            Parameter("q", "words and fields, in the language of “dragoman search”"),
            *(Parameter(name, f"the field {name}, beside the words") for name in search.FORM),
            Parameter("order", "best or newest"),
            LIMIT,
            CURSOR,
        ),
        forms=True,
    ),
    View(
        "/pairs/{pair}",
        "pair.html",
        pair.gather,
        pair.Pair,
        "Two actors: months, events, quotes, third parties",
        (
            Parameter("status", "only events of this status"),
            Parameter("source", "only what this source says"),
            Parameter("actor", "only what this one of the two does"),
            Parameter("month", "only events of this month, YYYY-MM"),
            Parameter("press", "only what media of this country tell: a code, or unknown"),
            Parameter("language", "only what pages in this language tell: fr or en"),
            Parameter(
                "at", "why the relation moved in this month, YYYY-MM, or in the two weeks up to this day, YYYY-MM-DD"
            ),
            LIMIT,
        ),
    ),
    View("/countries/{code}", "country.html", country.gather, country.Country, "A state or an organisation"),
    View(
        "/actors/{name:path}",
        "actor.html",
        actor.gather,
        actor.ActorPage,
        "A person, an organisation or a group by its name",
    ),
    View(
        "/world",
        "world.html",
        world.gather,
        world.World,
        "Levels of pairs on a day, which moved most, who is most present, which turned",
        (
            Parameter("until", "the last day of the period, YYYY-MM-DD"),
            Parameter("country", "whose relations the map shows: a code"),
        ),
    ),
    View(
        "/alarms",
        "alarms.html",
        alarms.gather,
        alarms.Alarms,
        "On which days relations turned, each from what was known on its day",
        (
            Parameter("budget", "alarms a pair and year: 1, 2 or 4"),
            Parameter("pair", "only those of this pair, PRK-RUS"),
            LIMIT,
        ),
    ),
    View(
        "/claims",
        "claims.html",
        claims.gather,
        claims.Claims,
        "Allegations and denials, newest first",
        (Parameter("status", "alleged or denied"), Parameter("source", "who says so: a code"), LIMIT),
    ),
    View(
        "/add",
        "add.html",
        add.gather,
        add.Add,
        "What may be added, by POST of {text, url, language, published, keep}",
        forms=True,
    ),
    View(
        "/review",
        "review.html",
        review.gather,
        review.Review,
        "Events without a verdict, the least certain first",
        (Parameter("event", "the number of an event to stand first", "integer"), LIMIT),
        forms=True,
    ),
    View(
        "/corrections",
        "corrections.html",
        corrections.gather,
        corrections.Corrections,
        "Who put which verdict on which event, newest first",
        (LIMIT, CURSOR),
    ),
    View("/about", "about.html", about.gather, about.About, "Counts, freshness and coverage of the store"),
)

_NAMED = ("latest", "world", "claims", "alarms", "review", "add", "about")
ROOMS = tuple((f"/{name}", name) for name in _NAMED if any(view.path == f"/{name}" for view in VIEWS))
"""What the head of every page leads to."""
