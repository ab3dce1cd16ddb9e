"""Ids of codings: the same words of the same plan keep their id, whatever page, section
or codebook they come by.
"""

from __future__ import annotations

import hashlib

from plancoder.coding.sections.plain_text import plain

# 14 hexadecimal digits: among 100,000 codings two share an id once in ten million
# studies.
_DIGITS = 14


def coding_id(
    plan_id: str, frame: str, category: str, passage_text: str, occurrence: int
) -> str:
    """An id of letters only, so that no spreadsheet takes it for a number or a date.

    Page and section are left out of the digest: a re-paginated plan keeps the
    reviewer's decisions.
    """
    parts = (plan_id, frame, category, plain(passage_text), str(occurrence))
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:_DIGITS]
    return "c" + digest.translate(_LETTERS)


_LETTERS = str.maketrans("0123456789", "ghjkmnpqrs")
