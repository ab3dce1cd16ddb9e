"""Words that a sentence says it is not about: "does not deal with housing"."""

from __future__ import annotations

import re

NEGATED = "said not to be dealt with"

# "not only homelessness but drugs" says that it is about both.
_BEFORE = re.compile(
    r"(?:\b(?:not|never|no longer|nor|neither|cannot)|n['’]t)(?! only| just| simply)"
    r"(?: \w+){0,2}? (?:deal(?:s|t|ing)? with|cover(?:s|ed|ing)?"
    r"|includ(?:e|es|ed|ing)|address(?:es|ed|ing)?|concern(?:ed)?(?: with)?"
    r"|apply to|extend to|mention(?:ed)?|responsible for|about|part of)\b[^.;:!?]*$"
    r"|\bnothing to (?:do with|say (?:about|on))\b[^.;:!?]*$"
    r"|\bnothing (?:is|will be) (?:said|done)(?: here| in this plan)? (?:of|about|on)\b"
    r"[^.;:!?]*$"
    # "nobody in the county is [homeless]", "nobody [slept rough]"
    r"|\b(?:nobody|no one)(?: (?!who|that|should|shall|must|will|need)\w+){0,5}?"
    r" (?:is|was|are|were) $|\b(?:nobody|no one) $"
    r"|\bno (?:duty|remit|powers?|responsibility|say) (?:for|in|over|on)\b[^.;:!?]*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"[^.;:!?]*\b(?:(?:is|are|was|were) (?:not (?:dealt with|covered|included"
    r"|considered|addressed|part of|within|a matter for (?:this|us|me)|a task for)"
    r"|no (?:concern|business|part) of)"
    r"|(?:is|are|was|were) not (?:found|seen|recorded|known)"
    r"|(?:is|are) (?:the subject of|dealt with in|covered (?:by|in)) (?:an?other|a"
    r" separate|(?:its|their) own) (?:plan|strategy|document)"
    r"|(?:is|are|was|were|falls?|lies?) outside (?:the|this|my|our)"
    r"|(?:is|are) (?:not|no longer) (?:a |an )?(?:\w+ )?(?:problem|issue|concern)"
    r" (?:here|in (?:the|our|this|my) (?:county|area|city|town|villages?)|for us))\b"
    r"|\s+to speak of\b",
    re.IGNORECASE,
)
# Characters on either side of the words: a denial stands in the same clause.
_FARTHEST = 160
_BUT = re.compile(r"\b(?:but|although|though|however|yet|except)\b", re.IGNORECASE)


def is_negated(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether the passage `text[low:high]` says that it is not about the words.

    "The scheme does not deal with homelessness" → True for homelessness;
    "It does not only deal with homelessness" → False.
    """
    before = text[max(low, start - _FARTHEST) : start]
    if _DENIES.search(before):
        before = _flat(before)
        denial = _BEFORE.search(before)
        if denial and not _BUT.search(before, denial.start()):
            return True
    following = text[end : min(high, end + _FARTHEST)]
    after = _AFTER.match(_flat(following)) if _excludes(following) else None
    return after is not None and not _BUT.search(after.group())


# What the patterns hold: asking for it first is many times cheaper.
_DENIES = re.compile(r"[Nn](?:[oO]|[eE]ver|[eE]ither|['’][tT]|EVER|EITHER)")
_EXCLUDING = ("speak of", "subject of", "dealt with", "covered")


def _excludes(text: str) -> bool:
    small = text.lower()
    if "no" in small or "outside" in small:
        return True
    return any(words in text for words in _EXCLUDING)


def _flat(text: str) -> str:
    """The text with one blank for each run of blanks and line breaks."""
    return _BLANKS.sub(" ", text)


_BLANKS = re.compile(r"\s+")
