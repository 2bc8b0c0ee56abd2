"""What the input is, and the article in it."""

from dragoman.page import article
from dragoman.page.page import FirstLook, Metadata, Page, PassedOver, Refusal
from dragoman.page.source import files, page_of, pages

__all__ = ["FirstLook", "Metadata", "Page", "PassedOver", "Refusal", "article", "files", "page_of", "pages"]
