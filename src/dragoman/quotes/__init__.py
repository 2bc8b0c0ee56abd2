"""According to whom: quotes and the tree of reports."""

from dragoman.quotes.find import QuotesFound, Report, find
from dragoman.quotes.lexicon import grants, is_negated, words_of, words_of_saying
from dragoman.quotes.offices import estranged, is_an_office, speaks_for_a_state

__all__ = [
    "QuotesFound",
    "Report",
    "estranged",
    "find",
    "grants",
    "is_an_office",
    "is_negated",
    "speaks_for_a_state",
    "words_of",
    "words_of_saying",
]
