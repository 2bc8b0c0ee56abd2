"""Dates in running text: the anchor each rests on, and what is refused."""

import datetime
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.languages.pack import load
from dragoman.records import Published, Time
from dragoman.times import Anchor, find, infer_published

FRIDAY = datetime.date(2024, 3, 15)


def known(day: datetime.date) -> Published:
    return Published(start=day, end=day, basis="given")


def read(text: str, published: Published | None = None, code: str = "fr", *stated: datetime.date) -> list[Time]:
    anchor = Anchor(published or known(FRIDAY), stated)
    return find(text, [(0, len(text))], anchor, load(code))


def days(times: list[Time]) -> list[tuple[str, str, str]]:
    return [(time.text, str(time.from_), str(time.to)) for time in times]


def test_la_veille_counts_from_last_date_said_and_not_from_publication() -> None:
    times = read("Le 24 février, les chars sont entrés. La veille, Minsk niait encore.")
    assert (str(times[1].from_), times[1].basis) == ("2024-02-23", "relative to 2024-02-24")


def test_la_veille_without_a_date_said_before_is_refused() -> None:
    (time,) = read("Il avait promis le contraire la veille.")
    assert (time.from_, time.basis) == (None, "no anchor: no date said before")


def test_la_veille_after_an_open_weekday_is_open_too() -> None:
    times = read("Il a parlé mardi. La veille, il se taisait.", Published())
    assert times[1].basis == "no anchor: the date said before is open"


def test_date_said_before_the_text_serves_as_anchor() -> None:
    (time,) = read("Il était parti la veille.", Published(), "fr", datetime.date(2023, 11, 22))
    assert str(time.from_) == "2023-11-21"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Il a signé mardi.", "2024-03-12"),
        ("Il signera mardi.", "2024-03-19"),
        ("Il a annoncé qu'il signerait mardi.", "2024-03-19"),
        ("Il doit signer mardi.", "2024-03-19"),
        ("Il a signé vendredi.", "2024-03-15"),
        ("La réunion prévue mardi n'aura pas lieu.", "2024-03-19"),
    ],
)
def test_weekday_follows_the_tense_of_its_clause(text: str, day: str) -> None:
    (time,) = read(text)
    assert str(time.from_) == day


@pytest.mark.parametrize(
    ("code", "text"), [("fr", "Sommet arabe lundi à Bagdad."), ("en", "Arab summit Monday in Baghdad.")]
)
def test_weekday_in_a_clause_that_tells_no_tense_is_refused(code: str, text: str) -> None:
    (time,) = read(text, code=code)
    assert (time.from_, time.basis) == (None, "open: tense does not tell which")


def test_weekday_of_publication_needs_no_tense() -> None:
    (time,) = read("Sommet arabe vendredi à Bagdad.")
    assert time.from_ == FRIDAY


def test_tense_inside_a_quotation_says_nothing_of_a_day_outside_it() -> None:
    (time,) = read("L'Élysée lundi : « Nous tiendrons ».")
    assert time.basis == "open: tense does not tell which"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "La réunion a été reportée du 12 mars au 15 juin."),
        ("en", "The vote was moved from March 12 to June 15."),
    ],
)
def test_days_that_something_was_moved_between_are_no_span(code: str, text: str) -> None:
    assert read(text, code=code) == []


def test_winter_counted_from_a_mere_year_is_refused_and_from_a_month_of_it_is_not() -> None:
    year, month = (
        read("En 1944, il tomba. Cet hiver-là fut rude."),
        read("En février 1945, il tomba. Cet hiver-là fut rude."),
    )
    assert (year[1].from_, str(month[1].from_)) == (None, "1944-12-01")


@pytest.mark.parametrize("month", ["novembre 2026", "février 2026"])
def test_first_or_last_weekend_that_the_month_cuts_in_two_is_refused(month: str) -> None:
    nth = "Le premier" if month.startswith("n") else "Le dernier"
    (time,) = read(f"{nth} week-end de {month}, on votera.", known(datetime.date(2026, 2, 1)))
    assert time.from_ is None


def test_season_with_words_of_its_own_joins_a_span() -> None:
    assert days(read("De l'été 2014 à l'hiver 2015, rien ne bougea.")) == [
        ("De l'été 2014 à l'hiver 2015", "2014-06-01", "2016-02-29")
    ]


def test_weekday_without_publication_is_refused_with_its_reason() -> None:
    (time,) = read("Il a signé mardi.", Published())
    assert (time.from_, time.to, time.basis) == (None, None, "no anchor: publication date unknown")


def test_weekday_stays_open_on_an_interval_of_publication_where_a_month_does_not() -> None:
    published = Published(start=datetime.date(2023, 12, 1), end=datetime.date(2024, 6, 30), basis="inferred")
    month, weekday = read("Un satellite a été lancé en novembre, a-t-on appris dimanche.", published)
    assert (str(month.from_), str(month.to)) == ("2023-11-01", "2023-11-30")
    assert (weekday.from_, weekday.basis) == (None, "open: publication is not known to the day")


def test_month_that_could_be_of_two_years_stays_open() -> None:
    published = Published(start=datetime.date(2023, 10, 1), end=datetime.date(2024, 6, 30), basis="inferred")
    (month,) = read("Un satellite a été lancé en novembre.", published)
    assert month.from_ is None


def test_weekday_that_disagrees_with_its_date_keeps_the_date_and_says_so() -> None:
    (time,) = read("Fait à Kigali, le lundi 12 mars 2024.")
    assert (str(time.from_), time.basis) == ("2024-03-12", "explicit; weekday disagrees")


def test_date_takes_the_year_named_just_before_it() -> None:
    times = read("Le 12 mars 2019, l'accord fut signé. Le 3 avril, il était rompu.")
    assert str(times[1].from_) == "2019-04-03"


def test_impossible_day_is_refused() -> None:
    (time,) = read("La séance du 30 février 2024 n'a pas eu lieu.")
    assert (time.from_, time.basis) == (None, "open: no such date")


@pytest.mark.parametrize(
    "text",
    [
        "Près de 2 000 soldats et 1500 militaires ont signé la résolution 1973.",
        "L'article 5 sera invoqué à 10h30 par le G20.",
        "Il vise la planète mars.",
        "La trêve a tenu pendant trois mois.",
    ],
)
def test_numbers_durations_and_clock_times_are_no_dates(text: str) -> None:
    assert read(text) == []


def test_english_months_need_their_capital() -> None:
    assert read("The envoy may march on.", code="en") == []
    assert len(read("Talks opened in May.", code="en")) == 1


def test_numeric_dates_are_read_day_first_in_french_and_refused_in_english_where_either_order_fits() -> None:
    (french,) = read("Publié le 04/11/2021.")
    english = [read(f"Posted {words}.", code="en")[0] for words in ("04/11/2021", "24/11/2021", "11/24/2021")]
    assert str(french.from_) == "2021-11-04"
    assert [str(time.from_) for time in english] == ["None", "2021-11-24", "2021-11-24"]


# Publication inferred


def test_caption_bounds_publication_from_below() -> None:
    found = infer_published("Il a signé mardi.", [datetime.date(2023, 11, 22)], load("fr"))
    assert (found.start, found.end, found.basis) == (datetime.date(2023, 11, 22), None, "inferred")
    assert found.evidence == ("caption dated 2023-11-22",)


def test_year_looked_back_on_with_a_caption_of_that_year_bounds_publication_on_both_sides() -> None:
    found = infer_published("L'année 2023 a été marquée par le dégel.", [datetime.date(2023, 9, 4)], load("fr"))
    assert (str(found.start), str(found.end)) == ("2023-12-01", "2024-06-30")


def test_year_looked_back_on_alone_bounds_only_from_below() -> None:
    found = infer_published("The year 2011 was marked by revolts.", [], load("en"))
    assert (str(found.start), found.end) == ("2011-12-01", None)


def test_year_that_has_only_begun_is_not_looked_back_on() -> None:
    found = infer_published("L'année 2023 a commencé par une crise.", [], load("fr"))
    assert str(found.start) == "2023-01-01"


def test_past_day_bounds_publication_and_a_planned_one_does_not() -> None:
    assert str(infer_published("L'accord a été signé le 12 mars 2024.", [], load("fr")).start) == "2024-03-12"
    assert infer_published("Le retrait avait été fixé au 12 mars 2026.", [], load("fr")) == Published()


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Le pays a promis la neutralité carbone en 2050."),
        ("fr", "Les Jeux ont été confiés à Brisbane en 2032."),
        ("fr", "Le gouvernement a voulu un scrutin le 5 mai 2027."),
        ("en", "Lawmakers approved a plan to build the base in 2031."),
        ("en", "The company was told to sell by January 19, 2025."),
    ],
)
def test_past_verb_with_a_date_ahead_gives_no_lower_bound(code: str, text: str) -> None:
    assert infer_published(text, [], load(code)) == Published()


def test_planned_day_within_a_year_bounds_from_above() -> None:
    text = "L'accord a été signé le 4 avril 2024. Le sommet se tiendra le 9 juillet 2024."
    found = infer_published(text, [], load("fr"))
    assert (str(found.start), str(found.end)) == ("2024-04-04", "2024-07-09")


def test_page_without_dates_gives_no_publication() -> None:
    assert infer_published("Il a signé mardi.", [], load("fr")) == Published()


# Any text

TYPOGRAPHY = [
    "Il s'est rendu à Tunis du 1er au 7 août 2024, puis aujourd'hui à Alger.",
    "Jusqu'en février 2025, l'été dernier compris, et d'ici à la fin de l'année.",
]


@pytest.mark.parametrize("text", TYPOGRAPHY)
def test_typography_changes_neither_what_is_found_nor_its_dates(text: str) -> None:
    plain = read(text)
    for variant in (
        text.replace("'", "’"),
        unicodedata.normalize("NFD", text),
        text.replace(" ", "\u00a0"),
        unicodedata.normalize("NFD", text.replace("'", "’").replace(" ", "\u202f")),
    ):
        times = read(variant)
        assert [(time.from_, time.to) for time in times] == [(time.from_, time.to) for time in plain]
        assert all(variant[time.start : time.end] == time.text for time in times)


FRENCH = [
    "le",
    "du 3",
    "au 12",
    "31",
    "2024",
    "mars",
    "mardi",
    "veille",
    "la semaine",
    "prochaine",
    "depuis",
    "jusqu'en",
]
ENGLISH = ["on Tuesday", "last", "May", "5, 2023", "since", "the week before", "in", "two", "days", "ago", "later"]
OTHER = [
    "il a signé",
    "il signera",
    "İ",
    "é",
    "e\u0301",
    "\n",
    ".",
    ",",
    "«",
    "(",
    "9999",
    "0",
    "30 février",
    "Feb. 30",
]
WORDS = st.sampled_from(FRENCH + ENGLISH + OTHER)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=14).map(" ".join)), st.sampled_from(["fr", "en"]))
def test_any_text_gives_ordered_exact_spans_and_ends_in_order(text: str, code: str) -> None:
    times = read(text, known(FRIDAY), code)
    last = 0
    for time in times:
        assert text[time.start : time.end] == time.text
        assert last <= time.start < time.end
        assert time.from_ is None or time.to is None or time.from_ <= time.to
        assert time.basis
        last = time.end
    assert times == read(text, known(FRIDAY), code)
