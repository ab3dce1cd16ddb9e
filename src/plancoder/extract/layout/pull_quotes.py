"""Pull quotes: sentences of the body set again, larger or in another look.

They are no second evidence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plancoder.extract.layout.headings import BodyLook, stands_out
from plancoder.extract.layout.shapes import Draft
from plancoder.extract.layout.spelling import Vocabulary, join_lines
from plancoder.models import BlockKind

_FEWEST, _MOST = 6, 90  # words
_AT_ONCE = 100  # drafts: the words of a long plan are not held all at once
_SIGNS = re.compile(r"[^\w%£]+")


def mark_quotes(
    drafts: Sequence[Draft], body: BodyLook, vocabulary: Vocabulary
) -> None:
    """Sets the kind of drafts that differ from the body in look and repeat words of a
    longer paragraph of it.
    """
    candidates = [draft for draft in drafts if _differs(draft, body)]
    if not candidates:
        return
    chosen = set(map(id, candidates))
    bodies = [draft for draft in drafts if id(draft) not in chosen and _is_body(draft)]
    for start in range(0, len(bodies), _AT_ONCE):
        some = bodies[start : start + _AT_ONCE]
        rough = " ".join(line.text for draft in some for line in draft.lines).lower()
        likely = [draft for draft in candidates if _opening(draft) in rough]
        if likely:
            _mark_repeated(likely, some, vocabulary)


def _mark_repeated(
    likely: Sequence[Draft], bodies: Sequence[Draft], vocabulary: Vocabulary
) -> None:
    whole = " | ".join(_words(draft, vocabulary) for draft in bodies)
    for draft in likely:
        words = _words(draft, vocabulary)
        if _FEWEST <= words.count(" ") - 1 <= _MOST and words in whole:
            draft.kind = BlockKind.QUOTE


def _opening(draft: Draft) -> str:
    """Two words near the beginning, as they stand: cheap to look for."""
    words = draft.lines[0].text.lower().split()[1:3]
    return " ".join(words) if len(words) == 2 else ""


def _is_body(draft: Draft) -> bool:
    return draft.table is None and draft.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET)


def _differs(draft: Draft, body: BodyLook) -> bool:
    """Whether a draft does not look like the body: larger and a whole sentence, in
    italics, in quotation marks or in another colour.
    """
    if draft.table is not None or draft.kind is not BlockKind.PARAGRAPH:
        return False
    line = draft.lines[0]
    if line.size > 1.1 * body.size:
        return draft.lines[-1].text[-1:] in ".!?”\"’'…" or line.style.italic
    return (
        line.style.italic
        or line.text[:1] in '“"‘'
        or stands_out(line.style.colour, body.colour)
    )


def _words(draft: Draft, vocabulary: Vocabulary) -> str:
    """The words of a draft between blanks, signs left out."""
    text = join_lines(draft.lines, vocabulary)[0].lower()
    return f" {' '.join(_SIGNS.sub(' ', text).split())} "
