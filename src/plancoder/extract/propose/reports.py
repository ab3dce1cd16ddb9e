"""Reports about a plan told apart from plans: agendas, panel papers, letters."""

from __future__ import annotations

import re

from plancoder.models import Document

_FRONT = 4_000
_SIGNS = (
    (
        r"\breport\s+(?:of|to|by)\s+(?:the\s+)?(?:office|police|chief|commissioner|panel|director)",
        "is headed as a report",
    ),
    (
        r"\bpolice\s+and\s+crime\s+panel\b.{0,60}\b\d{1,2}(?:st|nd|rd|th)?\s+\w+\s+20\d\d",
        "names a meeting of the panel",
    ),
    (
        r"\bthis\s+(?:paper|report)\s+(?:provides|sets|asks|presents|updates|outlines)\b",
        "speaks of itself as a report",
    ),
    (
        r"\bto\s+ask\s+the\s+(?:police\s+and\s+crime\s+)?panel\b|\bthe\s+panel\s+(?:is|are)\s+asked\b",
        "asks the panel",
    ),
    (
        r"\bthat\s+the\s+panel\b|\bmembers\s+are\s+(?:asked|recommended)\b",
        "recommends something to the panel",
    ),
    (
        r"\bagenda\s+item\b|\bagenda\b.{0,80}\bmeeting\b|\bminutes\s+of\s+the\b",
        "is part of the papers of a meeting",
    ),
    (
        r"\bcontact\s+officer\b|\bbackground\s+papers\b|\breport\s+author\b",
        "names an officer to contact",
    ),
    (
        r"\brefreshed\s+plan\s+(?:also\s+)?contains\b|\bfinali[sz]ing\s+the\s+plan\b|\bdraft\s+of\s+the\s+plan\b",
        "is about a plan to come",
    ),
)


def looks_like_report(document: Document) -> str:
    """Why the document seems to be a report about a plan, or blank.

    A hint for a person; nothing is decided by it.
    """
    text = " ".join((document.text[:_FRONT] + " " + document.text[-1_500:]).split())
    reasons = [
        reason for pattern, reason in _SIGNS if re.search(pattern, text, re.IGNORECASE)
    ]
    return "; ".join(reasons) if len(reasons) >= 2 else ""
