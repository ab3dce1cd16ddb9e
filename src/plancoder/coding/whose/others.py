"""What other bodies have chosen for themselves, and work that they have taken over."""

from __future__ import annotations

import re

from plancoder.coding.whose.around import Around, last_sentence

_BODY = (
    r"(?:board|council|councils|partnership|partnerships|trust|authority|authorities|"
    r"service|services|university|panel|government|home office|ministry|association|"
    r"college|company|forum|alliance|nhs)"
)
_OF_THEIRS = r"(?:plans?|priorities|objectives|aims|strateg(?:y|ies)|goals)"
_TARGETS = (
    r"(?:priorit(?:y|ies)|aims?|objectives?|goals?|themes?|missions?|measures?|"
    r"outcomes?|threats?|ambitions?)"
)
# "Our partners and their plans", "Partners’ aims", "Aims of our local partners"
_TITLE = re.compile(
    rf"\bpartners?(?:['’]s|s['’]|['’])?(?: and their| own| have (?:set|chosen))?"
    rf"(?: \w+)? {_OF_THEIRS}\b|"
    r"\bpartners (?:are|have been) working (?:towards|on|for)\b|"
    rf"\b{_OF_THEIRS} of (?:our|my|the) (?:\w+ ){{0,2}}partners\b|"
    rf"\b{_OF_THEIRS} of others\b|"
    rf"\bother(?:s|s['’]|['’]s| people['’]?s| bodies['’]?) {_OF_THEIRS}\b|"
    r"\bwhat (?:the )?(?:others|country|government|nation|ministers|home (?:office|"
    r"secretary)|whitehall|wales|london|partners)\b[^.]{0,12}? (?:asks?|expects?|wants?"
    r"|requires?|needs?) (?:of|from) (?:us|me|the)\b|"
    r"\bwhat others (?:have chosen|expect|want|ask)\b",
    re.IGNORECASE,
)
_NATIONAL_TITLE = re.compile(
    r"\bnational (?:\w+ ){0,4}?(?:priorities|measures|requirements?|obligations)\b|"
    r"\bstrategic policing requirement\b|\bgovernment mission\b",
    re.IGNORECASE,
)
# A body as a sentence begins with it: "The Health and Wellbeing Board", "For the year
# the Alder partnership".
_START = r"^\W*(?:(?:for|in|at) [^,.;]{2,20},? )?(?:and |but )?"
_SUBJECT = rf"(?P<body>(?:the |their |our )?(?:[\w’'&-]+,? ){{0,7}}?{_BODY})"
_PAPER = (
    r"(?P<paper>(?:the |their |our )?(?:[\w’'&,-]+ ){1,7}?(?:strategy|plan|framework|"
    r"programme|mission|agreement))"
)
_SAID = (
    # "Dunmere District Council: Homes for local people; Support for families"
    re.compile(rf"\W*(?P<body>(?:[A-Z][\w’'-]+ ){{1,5}}(?i:{_BODY})):\s"),
    # "The Health and Wellbeing Board has chosen …"
    re.compile(
        rf"{_START}{_SUBJECT},? (?:(?:has|have) )?(?:also )?(?:chosen?|picked|"
        r"(?:has|have) (?:named|agreed on)|set (?:itself|themselves|its own|their own))"
        r"\b[^.;]*$",
        re.IGNORECASE,
    ),
    # "The Alder partnership has three priorities for 2022: …"
    re.compile(
        rf"{_START}{_SUBJECT} (?:has|have|had|sets?(?: out)?|lists?|names?|gives?|"
        rf"agree[sd]?|shares?)\b[^.;:]{{0,40}}?\b{_TARGETS}\b[^.]*$",
        re.IGNORECASE,
    ),
    # "The Health and Wellbeing Strategy gives as its priorities …"
    re.compile(
        rf"{_START}{_PAPER} (?:has|have|sets?(?: out)?|lists?|names?|gives?|puts?"
        rf"|speaks? "
        r"of|covers?|promises|aims|seeks|says|wants|commits|deals with|is about)\b"
        r"[^.]*$",
        re.IGNORECASE,
    ),
    # "The Youth Board wants to see …"
    re.compile(
        rf"{_START}{_SUBJECT} (?:also )?(?:wants?|hopes?|intends?|plans?|aims?"
        rf"|seeks?)\b"
        r"[^.;]*$",
        re.IGNORECASE,
    ),
    # "The fire authority’s are …; the health board’s are …"
    re.compile(
        rf"(?:^|[;,] )\W*(?P<body>(?:[\w’'&-]+ ){{1,5}}?{_BODY})(?:['’]s"
        rf"|s['’]) (?:own )?"
        r"(?:are|is|were)\b[^.;]*$",
        re.IGNORECASE,
    ),
    # "The partnership’s priorities for the year are …", "The town company’s aim is …"
    re.compile(
        rf"{_START}(?P<body>(?:the |their |our )?(?:[\w’'&-]+,? ){{0,7}}?(?:{_BODY}|"
        rf"district|districts))(?:['’]s?)? (?:own )?(?:\w+ )?(?:{_TARGETS}|strategy|"
        r"plan)\b[^.;:,]{0,30}? (?:is|are|was|were|include[sd]?|covers?|sets?|gives?|"
        r"lists?|names?)\b[^.]*$",
        re.IGNORECASE,
    ),
    # "The priorities of the Alder Partnership are …"
    re.compile(
        rf"{_START}(?:the )?{_TARGETS} (?:of|for|set by|chosen by|agreed by|shared by) "
        rf"(?P<body>[^.;:()]{{0,70}}?\b{_BODY})\b[^.]*$",
        re.IGNORECASE,
    ),
    # "the Alder Forum, whose priorities are …"
    re.compile(
        rf"(?P<body>[\w’'-]+),? whose (?:\w+ )?{_TARGETS} (?:is|are|was|were|include)\b"
        r"[^.;]*$",
        re.IGNORECASE,
    ),
    # "The college, for one, aims to …"
    re.compile(
        rf"^\W*(?P<body>the (?:[\w’'-]+ ){{1,5}}?(?:{_BODY}|district)),?"
        r" (?:for one, )?aims to\b[^.]*$",
        re.IGNORECASE,
    ),
    # "I have had regard to the priorities of the Alder Partnership (…"
    re.compile(
        rf"\b(?:regard to|account of) the {_OF_THEIRS} of (?:the )?"
        rf"(?P<body>[^.;()]{{0,60}}\b{_BODY})\b[^.]*$",
        re.IGNORECASE,
    ),
    # "The four commissioners agree yearly aims …", "Ministers have set … priorities"
    re.compile(
        r"^\W*(?:the |all )?(?:\w+ ){0,3}?(?P<body>commissioners|chief constables|"
        r"forces|ministers|inspectors|inspectorate|districts|partners)\b[^.;:]{0,30}? "
        rf"(?:have|agree[sd]?|share[sd]?|set|chose)\b[^.;:]{{0,30}}?\b{_TARGETS}\b"
        r"[^.]*$",
        re.IGNORECASE,
    ),
    # "National measures cover …", "Government has set forces six areas …"
    re.compile(
        rf"{_START}(?:the |his majesty['’]s |her majesty['’]s |welsh "
        rf"|uk )*(?P<body>national "
        r"(?:crime and policing )?(?:measures|priorities)|government|ministers"
        r"|parliament|home "
        r"office|home secretary"
        r"|strategic policing requirement)\b[^.]{0,80}?\b(?:covers?"
        r"|(?:has|have) (?:set|named|said|made clear|announced|published|promised"
        r"|asked)"
        r"|asks?|expects?|wants?|requires?|names?|lists?|published|announced|passed)\b"
        r"[^.]*$",
        re.IGNORECASE,
    ),
)
# "The Alder council has made … its first aim"
_MADE = re.compile(
    rf"{_START}{_SUBJECT} (?:has|have) (?:made|put)\b[^.;]*$", re.IGNORECASE
)
_THEIR_AIM = re.compile(
    rf"^[^.;]*\b(?:its|their) (?:\w+ ){{0,2}}?(?:{_TARGETS}|strategy|plan|list)\b",
    re.IGNORECASE,
)
# What opens talk of others' priorities: the sentence after it may name them.
_OPENS = re.compile(
    rf"\b{_OF_THEIRS} of (?:the |our |other |local |my |its )*(?:responsible "
    rf"|statutory "
    rf"|other )*(?:authorities|partners|bodies|agencies|[\w ]{{0,40}}?{_BODY})\b|"
    rf"\bnational (?:\w+ ){{0,4}}?(?:measures|priorities|outcomes|requirements?)\b|"
    rf"\b(?:each|every) (?:\w+ )?{_BODY}\b[^.;]*? has\b[^.;]{{0,20}} {_TARGETS}\b|"
    r"\bstrategic policing requirement\b|"
    rf"\bpartners['’]? (?:have |own |set )*(?:\w+ )?{_OF_THEIRS}\b|"
    r"\b(?:partnerships|boards|councils|partners|authorities|forces|districts)\b[^.;]"
    rf"{{0,30}} (?:set|have|agree|choose|publish)\w*\b[^.;]{{0,20}}\b{_TARGETS}\b|"
    rf"\bgovernment\b[^.;]{{0,60}}\b{_TARGETS}\b|"
    r"\b(?:commissioners|chief constables|forces)\b[^.;]{0,40} (?:agree|share|set)\w*"
    rf"\b[^.;]{{0,30}}\b{_TARGETS}\b",
    re.IGNORECASE,
)
# "They are …", "For the year these are: …", "The measures are …"
_NAMES_THEM = re.compile(
    rf"\W*(?:(?:for|in) [^,.;]{{2,20}},? )?(?:they|these|those|the (?:\w+ )?{_TARGETS})"
    r" (?:are|were|include[sd]?|cover(?:ed|s)?|concern)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    rf"\b(?:my|our|this plan['’]s) (?:\w+ ){{0,2}}{_TARGETS}\b|\b(?:I"
    rf"|we) will\b[^.]*:$",
    re.IGNORECASE,
)
# Words for bodies that a plan may well use of itself.
_ITSELF = re.compile(
    r"\b(?:force|police|constabulary)['’]s\b|"
    r"^(?:the|our|this|my) (?:safer |community |safety |local |police |fire |public |"
    r"strategic |combined )*(?:partnership|board|authority|council|plan|strategy|"
    r"service|services|panel|company|alliance|forum)$|\bpolice(?:,| and) (?:fire and )?"
    r"crime\b|\b(?:this|my|our)(?: own)? (?:\w+ )?(?:plan|strategy)\b|\bwe\b|\bI\b",
    re.IGNORECASE,
)
_NAMED = re.compile(rf"\S+\s.*\b[A-Z]|(?i:\b{_BODY}\b|\bprobation\b|^\w+$)", re.DOTALL)
_TAKER = (
    r"(?:councils?|boroughs?|districts?|nhs|health|board|trust|ministry|government|"
    r"charit(?:y|ies)|universit(?:y|ies)|partnership|authority|services?|company)"
)
# "is now led by the health board", "run by the council, which reports on it separately"
_DONE_BY = re.compile(
    r"^[^.;]{0,60}?\b(?:is|are|was|were|has been|have been|has|have)(?: now| since)? "
    r"(?:led|run|commissioned|paid for|provided|delivered|dealt with|funded|taken on|"
    r"looked after|overseen|managed|reported)\b[^.;]{0,20}? by "
    rf"[^.;]{{0,60}}?\b{_TAKER}\b",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|we|my|our|us|me)\b", re.IGNORECASE)
# "…, taken over by the NHS in June", "… has passed to the councils"
_TAKEN_OVER = re.compile(
    r"^[^.;]{0,60}?\b(?:described|set out|covered|dealt with|reported)\b[^.;]{0,20} in "
    r"[^.;]{0,40}\bown\b|"
    rf"^[^.;]{{0,60}}?\b(?:taken over by|handed (?:over |back )?to|passed to)\b"
    rf"[^.;,]{{0,40}}?\b{_TAKER}\b|"
    r"^[^.;]{0,40}? (?:is|are) (?:all )?(?:a |the )?(?:matters?|jobs?|business|task"
    r"|duty|"
    rf"responsibility|work) (?:for|of) [^.;,]{{0,40}}?\b{_TAKER}\b",
    re.IGNORECASE,
)


def in_others(around: Around) -> bool:
    """Whether other bodies' choices or work are spoken of."""
    if any(map(_TITLE.search, around.titles)):
        return True
    if any(map(_NATIONAL_TITLE.search, around.titles[-1:])):
        return True
    if _is_theirs_to_do(around) or _is_their_choice(around):
        return True
    if _NAMES_THEM.match(around.sentence) and around.follows(_opens):
        return True
    return _led_by_others(around)


def _is_their_choice(around: Around) -> bool:
    """Whether a sentence says that somebody else chose what the match names."""
    if _said_by_others(around.before, around.opening):
        return True
    made = _MADE.search(around.before)
    if made is None or not _is_other(made["body"], around.opening):
        return False
    return _THEIR_AIM.match(around.after) is not None


def _said_by_others(before: str, opening: str) -> bool:
    """Whether the words up to a match say that somebody else chose what it names."""
    for pattern in _SAID:
        said = pattern.search(before)
        if said and _is_other(next(filter(None, said.groups())), opening):
            return True
    return False


def _is_other(body: str, opening: str) -> bool:
    """Whether a body is not the author: neither told as "the Partnership" alone nor
    named in the title.
    """
    if _ITSELF.search(body.strip()) or not _NAMED.search(body):
        return False
    words = {body.rsplit(maxsplit=1)[-1], *re.findall(r"\b[A-Z][\w’'-]+", body)} - {
        "The"
    }
    return not all(word.casefold() in opening for word in words)


def _is_theirs_to_do(around: Around) -> bool:
    """Whether others do, or have taken over, the work that the match names."""
    if _TAKEN_OVER.match(around.after):
        return True
    done = _DONE_BY.match(around.after)
    return bool(done) and not _FIRST_PERSON.search(around.sentence)


def _opens(words: str) -> bool:
    return bool(_OPENS.search(words)) and not _OWN.search(words)


def _led_by_others(around: Around) -> bool:
    """Whether the paragraph above a list or table opens talk of others' priorities."""
    if _OWN.search(last_sentence(around.lead)):
        return False
    return _opens(around.lead) and around.lead.endswith(":")
