"""What other bodies have chosen for themselves, and work that they have taken over."""

from __future__ import annotations

import re

from plancoder.coding.sections.any_case import in_small_letters
from plancoder.coding.whose.around import Around, remembered

_BODY_WORDS = (
    "board", "council", "councils", "partnership", "partnerships", "trust",
    "authority", "authorities", "service", "services", "university", "panel",
    "government", "home office", "ministry", "association", "college", "company",
    "forum", "alliance", "nhs",
)  # fmt: skip
_BODY = rf"(?:{'|'.join(_BODY_WORDS)})"
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
    r"\bwhat others (?:have chosen|expect|want|ask)\b"
)
_heads_others = remembered(_TITLE)
_NATIONAL_TITLE = re.compile(
    r"\bnational (?:\w+ ){0,4}?(?:priorities|measures|requirements?|obligations)\b|"
    r"\bstrategic policing requirement\b|\bgovernment mission\b"
)
_heads_national = remembered(_NATIONAL_TITLE)
# A body as a sentence begins with it: "The Health and Wellbeing Board", "For the year
# the Alder partnership".
_START = r"^\W*(?:(?:for|in|at) [^,.;]{2,20}?,? )?(?:and |but )?"
_SUBJECT = rf"(?P<body>(?:the |their |our )?(?:[\w’'&-]+,? ){{0,7}}?{_BODY})"
_PAPER = (
    r"(?P<paper>(?:the |their |our )?(?:[\w’'&,-]+ ){1,7}?(?:strategy|plan|framework|"
    r"programme|mission|agreement))"
)
_SAID = (
    # "The Health and Wellbeing Board has chosen …"
    re.compile(
        rf"{_START}{_SUBJECT},? (?:(?:has|have) )?(?:also )?(?:chosen?|picked|"
        r"(?:has|have) (?:named|agreed on)|set (?:itself|themselves|its own|their own))"
        r"\b[^.;]*$"
    ),
    # "The Alder partnership has three priorities for 2022: …"
    re.compile(
        rf"{_START}{_SUBJECT} (?:(?:has|have|had)(?: set| agreed| adopted| published)?"
        r"(?: (?:its|their|the|an?|these|as|\d+|two|three|four|five|six|seven|eight)"
        rf"(?: [\w-]+){{0,2}}?)? {_TARGETS}\b|(?:sets?(?: out)?|lists?|names?|gives?|"
        rf"agree[sd]?|shares?)\b[^.;:]{{0,40}}?\b{_TARGETS}\b)[^.]*$"
    ),
    # "The Health and Wellbeing Strategy gives as its priorities …"
    re.compile(
        rf"{_START}{_PAPER} (?:has|have|sets?(?: out)?|lists?|names?|gives?|puts?"
        rf"|speaks? "
        r"of|covers?|promises|aims|seeks|says|wants|commits|deals with|is about)\b"
        r"[^.]*$"
    ),
    # "The Youth Board wants to see …"
    re.compile(
        rf"{_START}{_SUBJECT} (?:also )?(?:wants?|hopes?|intends?|plans?|aims?"
        rf"|seeks?)\b"
        r"[^.;]*$"
    ),
    # "The Business Improvement District, in its prospectus, says that it will …"
    re.compile(
        rf"{_START}(?P<body>(?:the |their )?(?:[\w’'&-]+ ){{0,7}}?(?:{_BODY}|"
        r"district|districts)), in (?:its|their) [^,.;]{3,50}, (?:also )?(?:says?|said"
        r"|promises?|plans?|undertakes?|has|have|sets?|names?|lists?)\b[^.]*$"
    ),
    # "The fire authority’s are …; the health board’s are …"
    re.compile(
        rf"(?:^|[;,] )\W*(?P<body>(?:[\w’'&-]+ ){{1,5}}?{_BODY})(?:['’]s"
        rf"|s['’]) (?:own )?"
        r"(?:are|is|were)\b[^.;]*$"
    ),
    # "The partnership’s priorities for the year are …", "The town company’s aim is …"
    re.compile(
        rf"{_START}(?P<body>(?:the |their |our )?(?:[\w’'&-]+,? ){{0,7}}?(?:{_BODY}|"
        rf"district|districts))(?:['’]s?)? (?:own )?(?:\w+ )?(?:{_TARGETS}|strategy|"
        r"plan)\b[^.;:,]{0,30}? (?:is|are|was|were|include[sd]?|covers?|sets?|gives?|"
        r"lists?|names?)\b[^.]*$"
    ),
    # "The priorities of the Alder Partnership are …"
    re.compile(
        rf"{_START}(?:the )?{_TARGETS} (?:of|for|set by|chosen by|agreed by|shared by) "
        rf"(?P<body>[^.;:()]{{0,70}}?\b{_BODY})\b[^.]*$"
    ),
    # "the Alder Forum, whose priorities are …"
    re.compile(
        rf"(?P<body>[\w’'-]+),? whose (?:\w+ )?{_TARGETS} (?:is|are|was|were|include)\b"
        r"[^.;]*$"
    ),
    # "The college, for one, aims to …"
    re.compile(
        rf"^\W*(?P<body>the (?:[\w’'-]+ ){{1,5}}?(?:{_BODY}|district)),?"
        r" (?:for one, )?aims to\b[^.]*$"
    ),
    # "I have had regard to the priorities of the Alder Partnership (…"
    re.compile(
        rf"\b(?:regard to|account of) the {_OF_THEIRS} of (?:the )?"
        rf"(?P<body>[^.;()]{{0,60}}\b{_BODY})\b[^.]*$"
    ),
    # "The four commissioners agree yearly aims …", "Ministers have set … priorities"
    re.compile(
        r"^\W*(?:the |all )?(?:\w+ ){0,3}?(?P<body>commissioners|chief constables|"
        r"forces|ministers|inspectors|inspectorate|districts|partners)\b[^.;:]{0,30}? "
        rf"(?:have|agree[sd]?|share[sd]?|set|chose)\b[^.;:]{{0,30}}?\b{_TARGETS}\b"
        r"[^.]*$"
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
        r"[^.]*$"
    ),
)
# Words for those who choose, of which each rule of `_SAID` and `_MADE` has one; bodies
# also with the "s" of "the boards’ own".
_LAST_WORDS = [word.split()[-1] for word in _BODY_WORDS]
_CHOOSERS = frozenset(
    {
        *_LAST_WORDS,
        *(f"{word}s" for word in _LAST_WORDS),
        "district", "districts", "strategy", "plan", "framework", "programme",
        "mission", "agreement", "whose", "commissioners", "constables", "forces",
        "ministers", "inspectors", "inspectorate", "partners", "national",
        "parliament", "secretary", "requirement",
    }
)  # fmt: skip
# "Dunmere District Council: Homes for local people; Support for families"
_COLON = re.compile(rf"\W*(?P<body>(?:[A-Z][\w’'-]+ ){{1,5}}(?i:{_BODY})):\s")
# "The Alder council has made … its first aim"
_MADE = re.compile(rf"{_START}{_SUBJECT} (?:has|have) (?:made|put)\b[^.;]*$")
_THEIR_AIM = re.compile(
    rf"^[^.;]*\b(?:its|their) (?:\w+ ){{0,2}}?(?:{_TARGETS}|strategy|plan|list)\b"
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
    rf"\b[^.;]{{0,30}}\b{_TARGETS}\b"
)
# "They are …", "For the year these are: …", "The measures are …"
_NAMES_THEM = re.compile(
    rf"\W*(?:(?:for|in) [^,.;]{{2,20}},? )?(?:they|these|those|the (?:\w+ )?{_TARGETS})"
    r" (?:are|were|include[sd]?|cover(?:ed|s)?|concern)\b"
)
_OWN = re.compile(
    rf"\b(?:my|our|this plan['’]s) (?:\w+ ){{0,2}}{_TARGETS}\b|\b(?:i"
    rf"|we) will\b[^.]*:$"
)
# Words for bodies that a plan may well use of itself.
_ITSELF = re.compile(
    r"\b(?:force|police|constabulary)['’]s\b|"
    r"^(?:the|our|this|my) (?:safer |community |safety |local |police |fire |public |"
    r"strategic |combined )*(?:partnership|board|authority|council|plan|strategy|"
    r"service|services|panel|company|alliance|forum)$|\bpolice(?:,| and) (?:fire and )?"
    r"crime\b|\b(?:this|my|our)(?: own)? (?:\w+ )?(?:plan|strategy)\b|\bwe\b|\bi\b"
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
    rf"[^.;]{{0,60}}?\b{_TAKER}\b"
)
_FIRST_PERSON = re.compile(r"\b(?:i|we|my|our|us|me)\b")
# "…, taken over by the NHS in June", "… has passed to the councils"
_TAKEN_OVER = re.compile(
    r"^[^.;]{0,60}?\b(?:described|set out|covered|dealt with|reported)\b[^.;]{0,20} in "
    r"[^.;]{0,40}\bown\b|"
    rf"^[^.;]{{0,60}}?\b(?:taken over by|handed (?:over |back )?to|passed to)\b"
    rf"[^.;,]{{0,40}}?\b{_TAKER}\b|"
    r"^[^.;]{0,40}? (?:is|are) (?:all )?(?:a |the )?(?:matters?|jobs?|business|task"
    r"|duty|"
    rf"responsibility|work) (?:for|of) [^.;,]{{0,40}}?\b{_TAKER}\b"
)


# The words of `_TAKEN_OVER`, of which a sentence has one at least.
_TAKEN = frozenset(
    {
        "business", "duty", "handed", "job", "jobs", "matter", "matters", "own",
        "passed", "responsibility", "taken", "task", "work",
    }
)  # fmt: skip


def in_others(around: Around) -> bool:
    """Whether other bodies' choices or work are spoken of."""
    if any(map(_heads_others, around.titles)):
        return True
    if any(map(_heads_national, around.titles[-1:])):
        return True
    if _is_theirs_to_do(around) or _is_their_choice(around):
        return True
    if _NAMES_THEM.match(around.sentence) and around.follows(_opens):
        return True
    return _led_by_others(around)


def _is_their_choice(around: Around) -> bool:
    """Whether a sentence says that somebody else chose what the match names."""
    colon = _COLON.search(around.written) if ":" in around.written else None
    if colon and _is_other(colon["body"], around.opening):
        return True
    if _CHOOSERS.isdisjoint(around.words):
        return False
    if any(_says(said, around) for said in _SAID):
        return True
    if not _says(_MADE, around):
        return False
    return _THEIR_AIM.match(around.after) is not None


def _says(pattern: re.Pattern[str], around: Around) -> bool:
    """Whether the words up to a match say that somebody else chose what it names."""
    # A pattern for the beginning need not be tried at each letter.
    find = pattern.match if pattern.pattern[0] == "^" else pattern.search
    said = find(around.before)
    return said is not None and _is_other(_written(said, around), around.opening)


def _written(said: re.Match[str], around: Around) -> str:
    """The body or paper that a sentence begins with, as written."""
    name = "paper" if "paper" in said.re.groupindex else "body"
    return around.written[slice(*said.span(name))]


def _is_other(body: str, opening: str) -> bool:
    """Whether a body is not the author: neither told as "the Partnership" alone nor
    named in the title.
    """
    if _ITSELF.search(in_small_letters(body.strip())) or not _NAMED.search(body):
        return False
    words = {body.rsplit(maxsplit=1)[-1], *re.findall(r"\b[A-Z][\w’'-]+", body)} - {
        "The"
    }
    return not all(word.casefold() in opening for word in words)


def _is_theirs_to_do(around: Around) -> bool:
    """Whether others do, or have taken over, the work that the match names."""
    if not _TAKEN.isdisjoint(around.words) and _TAKEN_OVER.match(around.after):
        return True
    done = _DONE_BY.match(around.after) if "by" in around.words else None
    return bool(done) and not _FIRST_PERSON.search(around.sentence)


def _opens(words: str) -> bool:
    return bool(_OPENS.search(words)) and not _OWN.search(words)


def _led_by_others(around: Around) -> bool:
    """Whether the paragraph above a list or table opens talk of others' priorities."""
    return around.lead.endswith(":") and _opens(around.lead)
