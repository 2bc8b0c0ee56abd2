"""Stores of both kinds, as in the store's own tests."""

from __future__ import annotations

from ..store.conftest import location, server, store

__all__ = ["location", "server", "store"]
