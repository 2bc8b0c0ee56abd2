"""When: date expressions as intervals of days, with the anchor that each rests on, or refused with the reason."""

from dragoman.times.anchors import Anchor, find
from dragoman.times.published import infer_published

__all__ = ["Anchor", "find", "infer_published"]
