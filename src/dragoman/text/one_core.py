"""Products of matrices on one core: those of a parser are so small that a second core costs more time than it saves."""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any


def one_core() -> AbstractContextManager[Any]:
    """While it lasts, numpy computes on the calling core alone; afterwards on as many as before."""
    found: AbstractContextManager[Any] = _pools().limit(limits=1, user_api="blas")
    return found


@lru_cache
def _pools() -> Any:
    """The thread pools of the libraries that are loaded when this is first asked."""
    import numpy  # noqa: F401 - so that its library is among them
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()
