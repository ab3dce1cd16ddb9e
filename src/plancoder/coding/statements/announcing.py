"""Words that announce a list of the plan's own priorities, and words that announce
other people's.
"""

from __future__ import annotations

import re

from plancoder.coding.sections.labels import LABEL_WORDS

_PLURALS = {
    **{
        word[:-1] + "ies" if word.endswith("y") else word + "s": word
        for word in LABEL_WORDS
    },
    **{
        "blaenoriaethau": "priority",
        "amcanion": "objective",
        "addewidion": "pledge",
        "nodau": "aim",
        "themau": "theme",
    },
    "priority areas": "priority",
    "areas of focus": "priority",
    "plan at a glance": "priority",
    "focus": "priority",
    "priority": "priority",
    "plan on a page": "priority",
}
_WORD = re.compile(
    r"\b(" + "|".join(sorted(_PLURALS, key=len, reverse=True)) + r")\b", re.IGNORECASE
)
_OLD = r"(?:previous|former|last|old|earlier|outgoing)"
_BODIES = (
    r"(?:partnerships?|partners?|boards?|council|authority|force|constabulary|college"
    r" of policing|npcc|government|"
    r"home secretary|inspectorate)"
)
# Other people's priorities, last year's, and lists of what will be done about them.
NOT_OURS = re.compile(
    r"\b(?:in addition to|in support of|"
    r"to (?:achieve|deliver|support|meet|reach|address)"
    r" (?:this|these|the|our|my|that)|national|"
    r"home secretary|strategic policing requirement|government|partnerships?'?s?"
    r" priorities|"
    r"partners'? priorities|their priorities|local"
    r" authorit\w+|actions?|measur\w+|consult\w+|survey\w*|asked|"
    r"questions?|respon\w+|agreed to|will be judged|differences?|"
    rf"{_OLD} (?:police and crime )?plan\w*|{_BODIES}(?:['\u2019]?s)? (?:ha(?:s|ve|d)"
    r" (?:set|agreed|chosen)|set|own)\b|"
    r"(?:priorities|objectives|aims) of (?:\w+"
    r" ){0,3}(?:partnerships?|partners?|boards?|council|government|college)\b|"
    r"(?:of|with) their own|its own|control strateg\w+|criminal justice board|health"
    r" and wellbeing|policing vision|"
    r"(?:20\d\d|first) plan (?:had|set|was|contained)|voted|told (?:me|us)|raised by|"
    r"(?:took|take|taking|taken) (?:\w+ )?account|regard (?:to|for)|considered|drew on|"
    r"(?:setting|choosing|deciding|shaping|informing|drawing up) (?:my|our|these|its)|"
    r"cross[ -]cutting|run(?:s|ning)?"
    r" through|underpin\w*|principles|values|enablers)\b",
    re.IGNORECASE,
)
_FORMER = re.compile(
    rf"\b(?:{_OLD}|last year)(?:'s|\u2019s)?\W+(?:\w+\W+){{0,2}}$", re.IGNORECASE
)
_OWN = re.compile(
    r"\b(?:my|our|this plan|the plan|i (?:have|will|shall|want)|i"
    r" set|commissioner['\u2019]?s|"
    r"police and crime (?:plan"
    r" )?(?:priorities|objectives|aims|goals|pledges|outcomes|themes))\b",
    re.IGNORECASE,
)
_OTHERS_PART = re.compile(
    r"\b(?:looking back|progress|achieve(?:d|ments?)|policing vision|principles|values|"
    rf"{_OLD} (?:police and crime )?plan\w*|{_OLD} (?:priorities|objectives)|(?:working"
    r" with|our) (?:others|partners)|"
    r"strategic policing requirement|national (?:threats|priorities|policing)|"
    r"partners?(?:hips?)?['\u2019]? (?:priorities|plans|strategies)|control"
    r" strategy|cross[ -]cutting)\b",
    re.IGNORECASE,
)


def of_others(path: tuple[str, ...]) -> bool:
    """True for a part of the plan, by the headings above it, that tells of other
    people's or former priorities.
    """
    return any(_OTHERS_PART.search(heading) for heading in path[-2:])


def is_own(text: str) -> bool:
    """True where a text says whose priorities it means: my, our, those of this plan."""
    return bool(_OWN.search(text))


def announced(text: str) -> str | None:
    """The kind of statement ("priority", "objective") that words announce as the plan's
    own; None for other words.
    """
    found = _WORD.search(text)
    if found is None or NOT_OURS.search(text) or _FORMER.search(text[: found.start()]):
        return None
    return _PLURALS[found.group(1).casefold()]


_NUMBERS = (
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
_PROMISED = re.compile(
    rf"\b(?P<number>{'|'.join(_NUMBERS)}|\d{{1,2}})\s+(?:\w+\s+){{0,3}}"
    r"(?:priorities|objectives|pledges|promises|themes|aims|goals|outcomes|commitments|ambitions)\b",
    re.IGNORECASE,
)


def number_promised(text: str) -> int:
    """How many priorities a text says there are ("my five objectives"); 0 where it does
    not say.
    """
    found = _PROMISED.search(text)
    if found is None:
        return 0
    number = found.group("number").casefold()
    return _NUMBERS.index(number) + 2 if number in _NUMBERS else int(number)
