"""The codebook as data classes.

`load` reads codebook.yaml into them and checks it; the rest of the program uses these
classes only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plancoder.models import SectionRole


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a category looks for.

    A phrase is a sequence of words, each of which may end in `*` (any ending). A term
    `{all: […], within: N}` has its phrases in `together` instead: all of them must
    occur, in any order, within N words.
    """

    phrase: str = ""
    together: tuple[str, ...] = ()
    within: int = 0
    case: bool = False  # exact case, whole word, never fuzzy
    fuzzy: bool | int | None = (
        # None: as the category says; an int is the lowest score that counts (0 to 100)
        None
    )
    line: int = 0

    @property
    def label(self) -> str:
        """The term as it is shown in tables."""
        return (
            self.phrase or " + ".join(self.together) + f" (within {self.within} words)"
        )


@dataclass(frozen=True, slots=True)
class Unless:
    """A rule that blocks a match: a longer phrase that covers it or, with `near`, a
    term nearby.

    `within` is the largest number of words between the two, 0 for anywhere in the
    passage; it is used with `near` only.
    """

    term: Term
    near: bool = False
    within: int = 0


@dataclass(frozen=True, slots=True)
class TickRule:
    """How much evidence makes a tick."""

    passages: int = 1
    roles: tuple[SectionRole, ...] = ()  # empty: any role
    exact: bool = False  # fuzzy matches alone do not tick


@dataclass(frozen=True, slots=True)
class Category:
    """One column of an appendix."""

    id: str
    frame: str
    label: str
    definition: str = ""
    include_when: str = ""
    exclude_when: str = ""
    terms: tuple[Term, ...] = ()
    unless: tuple[Unless, ...] = ()
    fuzzy: bool | int = True
    count_names: bool = False  # words inside names of bodies and documents count too
    tick_when: TickRule = field(default_factory=TickRule)
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A coding frame: a set of categories that fills one appendix, and the section
    roles in which they are coded.
    """

    id: str
    label: str
    appendix: str = ""
    code_in: tuple[SectionRole, ...] = ()
    # Only the plan's own account counts, not what others chose or people answered.
    own_account: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class RoleRule:
    """The headings by which a section role is recognised.

    `numbered` are words such as "priority" or "objective" that come with a number
    before a statement.
    """

    role: SectionRole
    headings: tuple[Term, ...] = ()
    numbered: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class NotCounted:
    """Terms that all plans share: recorded as blocked codings, never ticked."""

    id: str
    label: str
    terms: tuple[Term, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole codebook. `digest` is the SHA-256 of the file's bytes."""

    title: str
    version: str
    frames: tuple[Frame, ...]
    categories: tuple[Category, ...]
    roles: tuple[RoleRule, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    digest: str = ""

    def frame(self, frame_id: str) -> Frame:
        """The frame with this id; raises KeyError if there is none."""
        for frame in self.frames:
            if frame.id == frame_id:
                return frame
        raise KeyError(frame_id)

    def categories_of(self, frame_id: str) -> tuple[Category, ...]:
        """The categories of a frame in codebook order."""
        return tuple(
            category for category in self.categories if category.frame == frame_id
        )

    @property
    def labels(self) -> Mapping[str, str]:
        """Category id to label."""
        return {category.id: category.label for category in self.categories}
