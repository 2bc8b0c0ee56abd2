"""Precision, recall and F1 of anything that is found against a gold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass
class Counts:
    """What is right, missed and made up."""

    right: int = 0
    missed: int = 0
    false: int = 0

    def add(self, right: bool, wanted: bool, found: bool) -> None:
        """Count one more: whether it is right, whether the gold has it, and whether it was found."""
        self.right += right
        self.missed += wanted and not right
        self.false += found and not right

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.right / (self.right + self.false) if self.right + self.false else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def macro_f1(by: Mapping[str, Counts]) -> float:
    """Mean F1 over those that the gold has; 0 where it has none."""
    scores = [counts.f1 for counts in by.values() if counts.right + counts.missed]
    return sum(scores) / len(scores) if scores else 0.0
