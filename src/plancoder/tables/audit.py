"""The audit table: its columns, and the digest that ties a row's id to the words it was
shown with.

Written by `export` and read back by `review`; both know it from here.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

# What a reviewer reads stands first, what only plancoder needs stands last.
PASSAGE_COLUMNS = (
    "coding_id",
    "plan_id",
    "force",
    "dates",
    "status",
    "frame",
    "category",
    "page",
    "section",
    "role",
    "before",
    "match",
    "after",
    "kind",
    "score",
    "term",
    "other_categories",
    "decision",
    "reviewer",
    "note",
    "blocked_by",
    "doc_type",
    "row_check",
    "start",
    "end",
)
PASSAGE = "passage"
"""Column of review.xlsx alone: the passage in one cell, its match in bold."""
REVIEWER_COLUMNS = ("decision", "reviewer", "note")

DISPUTED = "disputed"  # what the column 'decision' shows where reviewers differ
NAME_SEPARATOR = "; "

# Enough of a long quote to tell it from any other, and less than a spreadsheet cuts
# off.
_CHECKED_CHARACTERS = 1_000
_NO_LETTERS = re.compile(r"[\W_]+")


def row_check(coding_id: str, category: str, passage: str) -> str:
    """Digest of id, category and passage: a row whose cells were sorted apart no longer
    fits its own digest.

    The whole passage, since the words matched are the same in many rows.

    Only letters and digits count, so that line ends, quotes and dashes that a
    spreadsheet rewrites make no difference.
    """
    told = "\x1f".join(
        (coding_id.strip(), category.strip(), letters_of(passage)[:_CHECKED_CHARACTERS])
    )
    return "k" + hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def letters_of(text: str) -> str:
    """Letters and digits alone, in one case."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())
