"""Text that is struck out: a reader sees that it does not count, so it is left out, and
told of.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from plancoder.models import Notice
from plancoder.terminal import shorten

_MOST_NAMED = 5  # stretches of struck words that a message quotes
_ADVICE = (
    "If they belong to the plan, give a file in which they are not struck out, or add"
    " them in review."
)


@dataclass(slots=True)
class StruckText:
    """Gathers what is struck out: letters that follow each other make one stretch."""

    stretches: list[str] = field(default_factory=list)
    goes_on: bool = False

    def takes(self, text: str, *, struck: bool) -> bool:
        """Take letters if they are struck out; others end the stretch, and are the
        caller's: False.
        """
        if struck:
            self.add(text)
        else:
            self.end()
        return struck

    def add(self, text: str) -> None:
        """Take letters that are struck out."""
        if self.goes_on:
            self.stretches[-1] += text
        else:
            self.stretches.append(text)
        self.goes_on = True

    def end(self) -> None:
        """Letters follow that are not, or another paragraph."""
        self.goes_on = False


def struck_notices(stretches: Sequence[str], where: str = "") -> list[Notice]:
    """A warning that quotes the words struck out, and says on which pages; none where
    none are.
    """
    said = [" ".join(stretch.split()) for stretch in stretches]
    said = [stretch for stretch in said if any(map(str.isalnum, stretch))]
    if not said:
        return []
    count = sum(stretch.count(" ") + 1 for stretch in said)
    words = "1 word" if count == 1 else f"{count} words"
    detail = f"{where}struck out and therefore left out, {words}: {_quoted(said)}"
    return [Notice("hidden_text", detail, _ADVICE)]


def _quoted(stretches: Iterable[str]) -> str:
    unlike = list(dict.fromkeys(stretches))
    more = len(unlike) - _MOST_NAMED
    shown = "; ".join(f"“{shorten(one)}”" for one in unlike[:_MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown
