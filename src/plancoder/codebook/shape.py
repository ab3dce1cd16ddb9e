"""The shape of codebook.yaml: the instrument with which plans are coded.

The dataclasses are what the rest of the house sees; `load` reads the text of the file
into them and checks it
completely.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plancoder.models import SectionRole


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a category looks for.

    A phrase is a sequence of words, each of which may end in `*` (any ending).
    `together` holds the phrases of an
    `{all: […], within: N}` term instead: all of them, in any order, within N words.
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
    """A rule that blocks a match: a longer phrase that covers it, or a term nearby.

    `within` is the number of words between the two, or 0 for anywhere in the passage;
    both only for `near`.
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
    """A coding frame: a set of categories, the appendix it fills and the section roles
    in which it is coded.
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
    """How a section role is told by headings; `numbered` words ("priority",
    "objective") introduce statements.
    """

    role: SectionRole
    headings: tuple[Term, ...] = ()
    numbered: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class NotCounted:
    """What all plans share: recorded as a blocked coding, never ticked."""

    id: str
    label: str
    terms: tuple[Term, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Codebook:
    """The whole instrument. `digest` is the SHA-256 of the file's bytes."""

    title: str
    version: str
    frames: tuple[Frame, ...]
    categories: tuple[Category, ...]
    roles: tuple[RoleRule, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    digest: str = ""

    def frame(self, frame_id: str) -> Frame:
        """The frame with this id; KeyError where there is none."""
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
