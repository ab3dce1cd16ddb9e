"""A coded passage as its wording is compared, and passages that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from plancoder.models import Plan
from plancoder.review.quotes import plain_words


@dataclass(frozen=True)
class CodedPassage:
    """A coded passage with all its categories."""

    plan: Plan
    page: int | str | None  # as tables show it
    text: str
    categories: list[str]

    @cached_property
    def plain(self) -> str:
        """Its words as they are compared."""
        return plain_words(self.text)

    @property
    def told(self) -> str:
        """Its categories in a line."""
        return "; ".join(self.categories)


@dataclass(slots=True)
class SharedWording:
    """Passages that say the same, each with its likeness to the first."""

    members: list[tuple[CodedPassage, float]] = field(default_factory=list)

    @property
    def forces(self) -> Mapping[str, str]:
        """Names by force key."""
        return {each.plan.force_key: each.plan.shown_force for each, _ in self.members}
