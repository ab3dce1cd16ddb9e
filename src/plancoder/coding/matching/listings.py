"""Matches in lists that explain, thank or count rather than tell: abbreviations with
their words, those who were given a grant, names with a gloss, measures.
"""

from __future__ import annotations

import re

_AROUND = 400  # characters on either side in which other entries of a list stand
_FEWEST_ENTRIES = 3
_LONGEST_ENTRY = 120  # characters
_WORDS_LOOKED_AT = 12

_SHORT = re.compile(
    r"(?<![\w(])(?=[A-Za-z\d&]*[A-Z][A-Za-z\d&]*[A-Z])[A-Z][\w&]{1,7}\b"
)
_CAPITALS = re.compile(r"[A-Z][A-Za-z\d&]*[A-Z]")
_MARK = re.compile(r"\s*[-–—:=]\s+|\s+")
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = r"[A-Z][\w'’\-]*"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:of|for|on|and|over|the|yn|y|yr|i)\s)?{_CAPITAL})+"
_SMALL = frozenset({"a", "an", "and", "for", "in", "of", "on", "the", "to"})


def in_terms(text: str, start: int, end: int, low: int, high: int) -> bool:
    """The words of an abbreviation among others: "CSP Community Safety Partnership. NTE
    Night-time economy. SARC - sexual assault referral centre" → True for the economy.

    One abbreviation that a sentence explains is no list. Words each with what it means
    are one: "Advocate: someone on your side. Precept: our share of your council tax."
    """
    if _among_glosses(text, start, low, high):
        return True
    first = max(0, low - _AROUND)
    near = max(first, start - _LONGEST_ENTRY)
    # Two capitals in a word are found many times faster than a whole abbreviation.
    if not (_CAPITALS.search(text, near, end) and _SHORT.search(text, near, end)):
        return False
    if len(_CAPITALS.findall(text, first, high + _AROUND)) < _FEWEST_ENTRIES:
        return False
    entries = [
        short.start()
        for short in _SHORT.finditer(text, first, high + _AROUND)
        if _is_explained(text, short)
    ]
    if len(entries) < _FEWEST_ENTRIES:
        return False
    own = max((at for at in entries if at <= start), default=-1)
    if own < 0 or start - own > _LONGEST_ENTRY:
        return False
    return not re.search(r"[.;!?]\s", text[own:start])


def _among_glosses(text: str, start: int, low: int, high: int) -> bool:
    """Whether a match stands in a word or its meaning, among others with theirs."""
    if text.find(": ", low, high) < 0:
        return False
    entries = list(_GLOSSED_WORD.finditer(text, max(0, low - _AROUND), high + _AROUND))
    own = any(low <= one.start() <= start < high for one in entries)
    return own and len(entries) >= _FEWEST_ENTRIES


_GLOSSED_WORD = re.compile(
    r"(?:^|(?<=[.;\n] )|(?<=\n))[A-Z][^.:;\n]{2,50}: "
    r"(?:an?|the|our|someone|somebody|something|people|money|what|where|when|those)\s"
    r"[^.:;\n]{8,}"
)


def _is_explained(text: str, short: re.Match[str]) -> bool:
    """Whether the words behind an abbreviation are those that it stands for."""
    mark = _MARK.match(text, short.end())
    if mark is None:
        return False
    start, stop = mark.end(), mark.end() + _LONGEST_ENTRY
    letters = [one.casefold() for one in short[0] if one.isupper()]
    first = _WORD.search(text, start, stop)
    if first is None or first[0][0].casefold() != letters[0]:
        return False
    if mark[0].strip():
        return True
    words = _WORD.findall(text, start, stop)
    initials = [word[0].casefold() for word in words[:_WORDS_LOOKED_AT]]
    left = iter(initials)
    return all(letter in left for letter in letters)


def among_recipients(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A name among those who were given money: "Small grants went to: Alder Foodbank;
    Street Pastors", "Grants include: Lark Housing Aid, £900".
    """
    before = text[low:start].lower()
    if not any(hint in before for hint in _GIVEN):
        return False
    leads = list(_GRANTS.finditer(text, low, start))
    if not leads:
        return False
    lead = leads[-1]
    first = max(text.rfind(mark, low, start) for mark in ";,:") + 1
    item = re.split(
        r"[;.(£:]|,(?! £)", text[max(first, lead.end()) : high], maxsplit=1
    )[0]
    paid = lead["to"] is not None or item.endswith(", ")
    words = [word for word in _WORD.findall(item) if word not in _SMALL]
    if not words or not all(word[0].isupper() for word in words):
        return False
    return paid or len(words) > len(_WORD.findall(text[start:end]))


# What `_GRANTS` begins with: asking for it first is many times cheaper.
_GIVEN = ("grant", "award", "donation")
_GRANTS = re.compile(
    r"\b(?:grants?|awards?|donations?)\b(?:[^.:;]|\.\d){0,60}?(?:"
    r"\b(?P<to>(?:went|gone|made|given|paid) to)(?:[^.:;]{0,20}:|,\s+among others,)"
    r"|\b(?:include[sd]?|among (?:them|others)|were)[^.:;]{0,20}:)",
    re.IGNORECASE,
)


def in_names_gloss(text: str, start: int, end: int, low: int, high: int) -> bool:
    """What a list of those who came or helped says in brackets of one of them: "We are
    joined by Alder College, Lark Link (a mental health charity) and the Rotary".
    """
    if text.find("(", low, start) < 0:
        return False
    return bool(_GLOSS.search(text, low, start) and _CAME.search(text, low, start))


_GLOSS = re.compile(rf"{_NAME}\s\((?:an?\s|the\s)?[^().;]{{0,60}}$")
_CAME = re.compile(
    r"\b(?:joined by|(?:also )?attend(?:s|ed)?(?: by)?:|attended by|shown to|sent to"
    r"|members are|observers?|consult(?:ed|ing)?|among others)\b|\balso attend\b",
    re.IGNORECASE,
)


def in_measures(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A count among others that will be looked at: "We will monitor: first offences;
    the share of offenders in settled housing" → True for housing.
    """
    lead = _MEASURES.match(text, low, start)
    if lead is None:
        return False
    counted = _COUNTED.search(text, lead.end(), start)
    return counted is not None or (
        text.count(";", low, high) >= _FEWEST_ENTRIES - 1 and (lead["noun"] is not None)
    )


_MEASURES = re.compile(
    r"\W*(?:(?:we|i) (?:will|shall) (?:monitor|measure|track|watch|count)|(?P<noun>"
    r"measures?|indicators?|tracker|scorecard|dashboard|yardsticks"
    r"|how (?:we|i) (?:shall|will) know))[^.:;]{0,30}:",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:percentage|proportion|number|rate|share|level)s? of\b[^;:.]*$", re.IGNORECASE
)


def in_title(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Words in the title of a report or plan: "the Sprinklers in Social Housing
    report", "Housing for All (2013)", "the evaluation of the Safe Families Programme".

    A title says more than the match: "Domestic Abuse reports" is none.
    """
    if not text[start].isupper():
        return False
    matched = len(_WORD.findall(text[start:end]))
    for pattern, more in _TITLES:
        for title in pattern.finditer(text, low, high):
            first, last = title.span("name")
            said = len(_CONTENT.findall(title["name"]))
            if first <= start and end <= last and said >= matched + more:
                return True
    return False


_LINKS = r"(?:\s(?:of|for|on|in|and|over|to|the|with))*"
_RUN = rf"(?<![\w’'-])(?P<name>{_CAPITAL}(?:{_LINKS}\s{_CAPITAL})*)"
_CONTENT = re.compile(r"\b(?!The\b)[A-Z][a-z]+|\bfor\b")
# Each kind of title with the words that it has besides the match, at least.
_TITLES = (
    (re.compile(rf"{_RUN}\s\((?:19|20)\d\d\)"), 1),
    (re.compile(rf"{_RUN}\s(?:19|20)\d\d(?=[;.,])"), 1),
    (re.compile(rf"{_RUN}\s(?:report|guide|guidance|inquiry)\b"), 2),
    (
        re.compile(
            r"\b(?:evaluation|review|study|inspection|audit|history)\s(?:of|into)\s"
            rf"(?:the\s)?{_RUN}(?<=Programme)"
        ),
        1,
    ),
)
