"""What a project file is made of: names, ids, and the text of a plan as it holds it."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Iterable

from plancoder.codebook.qdc import xml_text
from plancoder.models import Coding, MatchKind, ReviewedCoding

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT = "project.qde"
MACHINE = "plancoder"  # the user whose codings the program made
FINGERPRINT = "plancoder_codings"  # the variable that says what a plan's codings were

_GUIDS = uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE)
# Programs count these as one character or as two, so that places behind them would
# shift.
_BEYOND_BMP = re.compile("[\U00010000-\U0010ffff]")
_PLACEHOLDER = "\ufffd"


def guid(kind: str, *keys: str) -> str:
    """The id of a case, a source and so on; the same keys give the same id."""
    return str(uuid.uuid5(_GUIDS, "\x1f".join((kind, *keys)))).upper()


def plain_text(text: str) -> str:
    """A plan's text as the project holds it: of the same length, each character one
    for every program.
    """
    return _BEYOND_BMP.sub(_PLACEHOLDER, xml_text(text).replace("\r", " "))


def machine_codings(codings: Iterable[ReviewedCoding]) -> list[Coding]:
    """What the program itself coded, decided or not."""
    return [
        one.coding
        for one in codings
        if one.coding.counts and one.coding.kind is not MatchKind.ADDED
    ]


def fingerprint(text: str, codings: Iterable[Coding]) -> str:
    """Says whether a plan's text and the program's codings are still those of a
    project.
    """
    told = "\x1f".join((plain_text(text), *sorted(each.coding_id for each in codings)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
