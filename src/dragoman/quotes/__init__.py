"""According to whom: quotes and the tree of reports."""

from dragoman.quotes.find import QuotesFound, Report, find

__all__ = ["QuotesFound", "Report", "find"]
