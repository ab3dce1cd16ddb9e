"""A coded passage as its wording is compared, and passages that say the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
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


@dataclass(frozen=True, slots=True)
class WordingPair:
    """What became of a passage: `kept`, `reworded` or `dropped`, or it is `new`.

    `likeness` is from 0 to 100; 0 where there is nothing to compare.
    """

    change: str
    likeness: float
    was: CodedPassage | None
    now: CodedPassage | None

    @property
    def pieces(self) -> list[tuple[str, str]]:
        """The words of both, each with what became of it: `kept`, `out` or `in`; none
        where nothing was reworded.
        """
        if self.change != "reworded" or self.was is None or self.now is None:
            return []
        return word_pieces(self.was.text, self.now.text)


@dataclass(frozen=True, slots=True)
class ForceWording:
    """The coded passages between the two plans of a force; `unread` names the plans
    that could not be read, and then there are no pairs.
    """

    previous: Plan
    current: Plan
    pairs: tuple[WordingPair, ...] = ()
    unread: tuple[str, ...] = ()

    def those(self, change: str) -> list[WordingPair]:
        """The pairs of one kind, in the order of the plans."""
        return [pair for pair in self.pairs if pair.change == change]


def word_pieces(old: str, new: str) -> list[tuple[str, str]]:
    """The words of two passages in a row, each run with what became of it.

    >>> word_pieces("help all victims", "help young victims")
    [('kept', 'help'), ('out', 'all'), ('in', 'young'), ('kept', 'victims')]
    """
    was, now = old.split(), new.split()
    pieces = []
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    for kind, low, high, start, end in matcher.get_opcodes():
        if kind == "equal":
            pieces.append(("kept", " ".join(was[low:high])))
            continue
        if high > low:
            pieces.append(("out", " ".join(was[low:high])))
        if end > start:
            pieces.append(("in", " ".join(now[start:end])))
    return pieces


@dataclass(slots=True)
class SharedWording:
    """Passages that say the same, each with its likeness to the first."""

    members: list[tuple[CodedPassage, float]] = field(default_factory=list)

    @property
    def forces(self) -> Mapping[str, str]:
        """Names by force key."""
        return {each.plan.force_key: each.plan.shown_force for each, _ in self.members}
