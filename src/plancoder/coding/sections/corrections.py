"""What a person says of section roles and statements where the program erred."""

from __future__ import annotations

from dataclasses import dataclass

from plancoder.coding.sections.plain_text import plain, similarity
from plancoder.models import SectionRole

# A quote typed by hand means a heading or statement that is at least so similar to it.
_SAME = 92.0


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of raw/roles.csv: the words of a heading or statement, and what they
    are.

    `role` gives every section under the heading `quote` that role. `statement` says
    that `quote` is one of the plan's
    own priorities (True) or that it is none (False). Exactly one of the two is set.
    """

    quote: str
    role: SectionRole | None = None
    statement: bool | None = None

    def means(self, wording: str) -> bool:
        """True if the quote and the wording are the same but for case, punctuation and
        small slips.
        """
        one, other = plain(self.quote), plain(wording)
        return bool(one) and (one == other or similarity(one, other, _SAME) >= _SAME)


# The columns of raw/roles.csv. `is` takes a role ("glossary", "delivery" …),
# "statement" or "not a statement".
COLUMNS = ("plan_id", "quote", "is", "note")
_STATEMENT = {
    "statement": True,
    "priority": True,
    "not a statement": False,
    "not_statement": False,
}


def read_correction(quote: str, what: str) -> Correction:
    """One correction from the cells `quote` and `is`; ValueError names what `is` may
    say.
    """
    if not plain(quote):
        raise ValueError(
            "the column 'quote' is blank: copy the heading or the priority as the plan"
            " words it"
        )
    word = " ".join(what.casefold().split())
    if word in _STATEMENT:
        return Correction(quote, statement=_STATEMENT[word])
    try:
        return Correction(quote, role=SectionRole(word.replace(" ", "_")))
    except ValueError:
        known = ", ".join([*SectionRole, "statement", "not a statement"])
        raise ValueError(
            f"'{what}' is not known in the column 'is': write one of {known}"
        ) from None
