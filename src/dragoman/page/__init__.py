"""What the input is, and the article in it."""

from dragoman.page import article
from dragoman.page.page import Metadata, Page, Refusal
from dragoman.page.source import files, page_of, pages

__all__ = ["Metadata", "Page", "Refusal", "article", "files", "page_of", "pages"]
