"""Matches inside names: of bodies, posts, laws, teams, buildings and documents.

Such a match is evidence of who is spoken of, not of a need, so it is kept with its
reason and does not count. A category that wants names too says `count_names: true`.

The word lists hold everyday English nouns, no name of any one body.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from plancoder.coding.matching.listings import (
    among_recipients,
    in_measures,
    in_names_gloss,
    in_terms,
    in_title,
)
from plancoder.models import NameReason

# Teams, buildings and bodies: "Youth Cabinet", "Family Hub", "Mental Health Trust".
_BODIES = (
    "academy advocacy agency alliance assembly association authority board branch"
    " bureau cabinet centre chamber choir coalition collaborative collective college"
    " commission committee company conference congress consortium constabulary"
    " club cooperative council department directorate executive federation"
    " fellowship forum foundation group guild helpline hospital hotline hub"
    " fund inspectorate institute"
    " league library ministry museum network observatory office orchestra organisation"
    " panel parliament partnership roundtable secretariat shop society subgroup"
    " taskforce team theatre tribunal trust union university van watch"
    # what members call themselves
    " advocates cafe café circle cup selfadvocates singers squad weavers"
)
_POSTS = (
    "adviser advisor advocate ambassador chair champion commissioner consultant"
    " coordinator director governor head inspector lead manager member minister"
    " nurse officer ombudsman practitioner registrar representative secretary"
    " specialist tsar worker"
)
_DOCUMENTS = (
    "act agreement audit bill charter code compact concordat covenant declaration"
    " framework guidance guide handbook inquiry intentions manifesto manual memorandum"
    " newsletter pathway pilot pledge profile protocol regulations report standard"
    " strategy toolkit"
)
_EVENTS = "award day fair festival month prize week"
# Words that name a body or document in a sentence, and a subject in a heading.
_ALSO_SUBJECTS = (
    "assessment clinic court plan policy review service statement survey unit"
)
# Bodies that people write without capitals: told only among other bodies in a list.
_IN_LISTS = (
    "ambulance charity church coastguard council court courts diocese fire force"
    " hospitals judiciary magistrates neighbourhood nhs parish park police prison"
    " prisons probation prosecution school schools service services solicitors"
)


def _nouns(*lists: str) -> frozenset[str]:
    words = " ".join(lists).split()
    plurals = [
        f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" for word in words
    ]
    return frozenset((*words, *plurals))


_GROUPS = _nouns(
    "audit board co-ordinator committee conference coordinator forum grant group"
    " initiative lead manager network panel partnership programme scheme summit"
    " taskforce team unit"
)
_DOCUMENT = _nouns(_DOCUMENTS)
_PAPERS = _DOCUMENT | {"plan", "plans"}
_STRONG = _nouns(_BODIES, _POSTS, _DOCUMENTS, _EVENTS)
_NAMING = _STRONG | frozenset(_ALSO_SUBJECTS.split())
_LISTED = _nouns(_BODIES, _POSTS) | frozenset(_IN_LISTS.split())

_CAPITAL = r"[^\W\d_a-zß-ÿ][\w'’\-‐–/]*"
_GAP = r"[ \t]*[ \t\n][ \t]*"
_LINK = rf"{_GAP}(?:&|and|y|(?:of|for|on|in|to|with|against|at)(?:{_GAP}the)?)"
_RUN = re.compile(rf"{_CAPITAL}(?:(?:{_LINK})?{_GAP}(?:{_CAPITAL}|\d[\d/\-–]*))*")
_WORD = re.compile(r"[^\W\d_]+(?:['’\-‐][^\W\d_]+)*")
# "Cabinet Member for Planning, Housing and Regeneration", "Department of Health",
# "Secretary of State for Levelling Up, Housing and Communities"
_OFFICE_OF = re.compile(
    rf"\b(?P<noun>{_CAPITAL})\s+(?:of State\s+)?(?:of|for)\s+"
    rf"(?:(?:the\s+)?{_CAPITAL}(?:,|\s+and|\s+&|\s+with)?\s+)*$"
)
_SMALL = frozenset(
    {
        "a", "an", "and", "at", "against", "for", "from", "in", "into", "of", "on",
        "or", "the", "to", "with", "y", "a'r", "ar", "i",
    }
)  # fmt: skip

_ADDRESS = re.compile(
    r"https?:|www\.|@[\w-]+\.|\w\.(?:com|cymru|gov|info|net|nhs|org|police|uk|wales)\b",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"\b(?:thank (?:you|all|every\w*|my|our|the|those|(?-i:(?=[A-Z])))"
    r"|(?:my|our|special|many|sincere|heartfelt|warm) thanks|thanks (?:also )?to (?:all"
    r"|every\w*|my|our|the many|those)|(?:grateful|gratitude|indebted) to)\b",
    re.IGNORECASE,
)
# Characters on either side of a match that are looked at, so that a list of a thousand
# names takes no longer than its length.
_FARTHEST = 400
_LED_BY = re.compile(
    r"\b(?:thanks to|partners|(?:views|comments|replies|letters|evidence|responses|"
    r"submissions)(?: \w+){0,2} from|heard from|consulted|(?:work(?:ed|ing)?|met"
    r"|spoke) with|members|attended by"
    r"|represent\w+|among them|joined by|(?:was|were) (?:shown|sent) to|also attend)\b",
    re.IGNORECASE,
)
_NEAR_LINES = 2  # lines before and after one that may be an item of a list
_FEWEST_LISTED = 3  # items: two bodies in a row are a sentence, three are a list
# Words of an item that are looked at; what goes before them leads into the list.
_LONGEST_ITEM = 12


def name_reason(text: str, start: int, end: int, low: int, high: int) -> NameReason:
    """Why `text[start:end]` is only part of a name; blank where it is not.

    `low` and `high` bound the passage.

    >>> line = "I spoke to the Alder Housing Options Team about rents."
    >>> name_reason(line, 21, 28, 0, len(line)).value
    'in a name'
    """
    if low < start - _FARTHEST:
        low = start - _FARTHEST
        low = max(low, text.find(" ", low, start))
    if end + _FARTHEST < high:
        high = max(end, text.rfind(" ", end, end + _FARTHEST))
    small = _is_small(text, start, end)
    for reason, holds in _REASONS:
        if small and holds in _OF_CAPITALS:
            continue
        if holds(text, start, end, low, high):
            return reason
    return NameReason.NONE


def _is_small(text: str, start: int, end: int) -> bool:
    """Whether a match holds a word with a small letter first, and is no part of a word
    with a capital: "Non-violent".
    """
    tied = text[start - 1 : start] in _TIES if start else False
    return not tied and _lower_words(text[start:end])


_TIES = frozenset("'’-‐")


def _in_name(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A capitalised run around the words that a body, post or document noun closes.

    "the Alder Housing Options Team met" → True; "Housing teams met" → False.
    """
    if _in_portfolio(text, start, low):
        return True
    if not _capitalised(text[start:end]) or _is_shouted(text, start, end, high):
        return False
    if any(law.end() >= end for law in _laws(text, start, low, high)):
        return True
    office = _OFFICE_OF.search(text, low, start)
    if office and office["noun"].lower() in _STRONG:
        return True
    runs = _RUN.finditer(text, low, high)
    run = next((one for one in runs if one.start() <= start and end <= one.end()), None)
    if run is None:
        return False
    return (
        _closed_by_noun(text, end, run, low, high)
        or _in_scheme(text, end, run, high)
        or _at_work(text, start, end, run, high)
    )


def _spans_names(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Whether a match begins or ends in a name, words of which were found together:
    "[Crisis Concordat, the Vulnerable Families] Pilot", "with the [help of the Alder
    Troubled Families] Team".
    """
    words = list(_WORD.finditer(text, start, end))
    if len(words) <= _NAME_WORDS + 1:
        return False
    run = _RUN.match(text, start, high)
    if run and run.end() >= end:
        return False  # one name: "Police and Crime Panel"
    first, last = words[0].span(), words[-1].span()
    return any(_in_name(text, *one, low, high) for one in (first, last))


def _called(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Words that say what kind of body is named behind them: "the learning disability
    charity Vale Voices".
    """
    return _BODY_CALLED.match(text, end, high) is not None


_BODY_CALLED = re.compile(
    rf"{_GAP}(?:charity|charities|self-advocacy group|network|campaign){_GAP}{_CAPITAL}"
)


def _is_shouted(text: str, start: int, end: int, high: int) -> bool:
    """Whether a match is a heading in capitals that runs into its text: "DOMESTIC ABUSE
    Officers were called …".
    """
    if not text[start:end].isupper() or " " not in text[start:end]:
        return False
    following = _WORD.search(text, end, high)
    return following is not None and not following[0].isupper()


def _in_their_paper(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A strategy or team of another body, with or without capitals: "the council’s
    homelessness strategy", "the Government published its drugs strategy", "the drug
    and alcohol strategies of the six councils".
    """
    if _PAPER_OF.match(text, end, high):
        return True
    return bool(
        _PAPER_AFTER.match(text, end, high) and _OWNER_BEFORE.search(text, low, start)
    )


_OWNER = (
    r"\b(?:councils?|governments?|home office|nhs|partnerships?|boards?|districts?"
    r"|authorit(?:y|ies)"
    r"|ministry|universit(?:y|ies)|probation)"
)
_OWNER_BEFORE = re.compile(
    rf"{_OWNER}(?:['’]s|s['’]|['’])(?:\s[\w-]+){{0,3}}?\s$"
    rf"|{_OWNER}\s$"
    rf"|{_OWNER}\s[^.;,:]{{0,40}}\b(?:its|their)(?:\s[\w-]+){{0,3}}?\s$",
    re.IGNORECASE,
)
_PAPER_AFTER = re.compile(
    rf"{_GAP}(?:[\w-]+{_GAP}){{0,2}}?(?:strategy|strategies|policy|policies|plans?|"
    r"register|department|team)\b",
    re.IGNORECASE,
)


_PAPER_OF = re.compile(
    rf"{_GAP}(?:[\w-]+{_GAP}){{0,3}}?(?:strategy|strategies|policy|policies|plans?)\s"
    rf"of\s(?:(?:the|all|our|its)\s)?(?:[\w-]+\s)?{_OWNER}\b",
    re.IGNORECASE,
)


def _closed_by_noun(
    text: str, end: int, run: re.Match[str], low: int, high: int
) -> bool:
    """Whether a noun for a body, post or document stands in a capitalised run behind
    `end`, or closes the subtitle that follows the run.
    """
    if title := _SUBTITLE.match(text, run.end(), high):
        return _words(title[0])[-1] in _DOCUMENT
    after = _words(text[end : run.end()])
    if _lower_words(text[low : run.start()] + text[run.end() : high]):
        return any(word in _NAMING for word in after)
    # A heading: capitals tell nothing, so the noun must be a plain one and come last.
    return bool(after) and after[-1] in _STRONG


def _in_scheme(text: str, end: int, run: re.Match[str], high: int) -> bool:
    """A capitalised run before the plain word for a group or programme: "the Troubled
    Families unit", "Supporting Families data sharing"; one word alone is no name.
    """
    if len(_WORD.findall(run[0])) < _NAME_WORDS or end > run.end():
        return False
    after = _words(text[run.end() : min(high, run.end() + _NEXT_WORDS)])[:2]
    return any(word in _GROUPS for word in after)


def _at_work(text: str, start: int, end: int, run: re.Match[str], high: int) -> bool:
    """A capitalised run that says more than the match and does what bodies do: "Leaving
    Care Plus runs a helpline", "Safe Homes Alder, a charity".
    """
    more = _WORD.findall(text[run.start() : start] + text[end : run.end()])
    named = any(word[0].isupper() and word.lower() not in _SMALL for word in more)
    if not named and len(_WORD.findall(run[0])) >= _NAME_WORDS:
        return _CALLED.match(text, run.end(), high) is not None
    return named and _WORKS.match(text, run.end(), high) is not None


# "Families First, a charity, …"
_CALLED = re.compile(rf",{_GAP}a(?: [\w’'-]+){{0,2}} charity\b")


_WORKS = re.compile(
    rf"{_GAP}(?:now |also |still |which |who )*(?:runs|offers|provides|delivers|employs"
    r"|operates|opens|was (?:set up|founded|formed|opened)|(?:is|are|was|were|has been|"
    r"have been) (?:now )?(?:run|funded|paid|commissioned|hosted|based|staffed|provided"
    r"|delivered)|has (?:an office|offices|volunteers|helped|trained|a helpline)|"
    r"received|receives|will (?:run|receive)|sent|hosts?|hosted|sits|attends?|"
    r"attended|joined|took part|responded|commented|signed)\b"
    rf"|,{_GAP}(?:a|an|the|our)(?: [\w’'-]+){{0,3}} (?:charity|scheme|project|"
    r"programme|service|body|group|partner|organisation|company)\b"
)
_NAME_WORDS = 2
_NEXT_WORDS = 40  # characters that hold the two words behind a name


def _in_portfolio(text: str, start: int, low: int) -> bool:
    """Words that say what somebody in charge is in charge of: "our lead member for
    domestic abuse", "the Head of Housing".
    """
    # Before a match the pattern ends in one of a few words, which most are not.
    before = text[low:start].rstrip().lower()
    if not before.endswith(_OF_WHAT):
        return False
    charged = any(word.endswith(_CHARGED) for word in before.split()[-3:])
    return charged and _IN_CHARGE.search(text, low, start) is not None


_OF_WHAT = ("of", "for", "on", "the", "its", "our")
_CHARGED = (
    "lead", "leads", "member", "officer", "holder", "head", "director", "minister",
    "spokesperson", "spokesman", "spokeswoman", "manager", "coordinator",
    "co-ordinator", "secretary", "state",
)  # fmt: skip


def _laws(text: str, start: int, low: int, high: int) -> Iterator[re.Match[str]]:
    """Names of laws with their year that begin before `start`: "the Domestic Violence,
    Crime and Victims Act 2004", "the Mental Health (Wales) Measure 2010".
    """
    # Asking for its noun first is many times cheaper, above all in a run of capitals.
    if not any(text.find(noun, low, high) >= 0 for noun in _LAW_NOUNS):
        return iter(())
    if not _LAW_NOUN.search(text, low, high):
        return iter(())
    return (law for law in _LAW.finditer(text, low, high) if law.start() <= start)


_IN_CHARGE = re.compile(
    r"\b(?:lead|leads|lead member|lead officer|portfolio holder|head|director|minister|"
    r"spokes(?:person|man|woman)|member|manager|coordinator|co-ordinator|secretary|"
    r"(?:secretary|minister) of state)"
    r"\s+(?:of|for|on)\s+(?:the\s+|its\s+|our\s+)?$",
    re.IGNORECASE,
)
_LAW_NOUNS = (
    "Act", "Bill", "Measure", "Order", "Regulations", "Code", "Directive", "eddf",
    "esur",
)  # fmt: skip
_LAW_NOUN = re.compile(
    r"\b(?:Act|Bill|Measure|Order|Regulations|Code|Directive|[Dd]d?eddf|[FM]esur)\b"
)
_LAW = re.compile(
    rf"{_CAPITAL}(?:(?:,?{_GAP}(?:and|against|of|for|to|the|in|\({_CAPITAL}\)))*,?"
    rf"{_GAP}"
    rf"\(?{_CAPITAL}\)?)*?{_GAP}(?:Act|Bill|Measure|Order|Regulations|Code|Directive)"
    rf"{_GAP}(?:of{_GAP})?(?:19|20)\d\d\b"
    # "Fesur Iechyd Meddwl (Cymru) 2010"
    rf"|(?:Dd?eddf|[FM]esur)(?:{_GAP}(?:a|ac|i|o|yr?|\(?{_CAPITAL}\)?))+?{_GAP}"
    r"(?:19|20)\d\d\b"
)
# "Mental Health and Policing: Joint Protocol"
_SUBTITLE = re.compile(rf":{_GAP}{_CAPITAL}(?:(?:{_LINK})?{_GAP}{_CAPITAL})*")


def _in_partner_list(text: str, start: int, end: int, low: int, high: int) -> bool:
    """An item of a list whose other items are all bodies.

    "the councils, Alder Housing, the fire service and probation" → True for Housing.
    """
    items = _listed(text, start, low, high)
    if len(items) < _FEWEST_LISTED:
        return False
    own = next((span for span in items if span[0] <= start and end <= span[1]), None)
    if own is None or not _is_listed_item(text, start, end, own):
        return False
    others = [text[slice(*span)] for span in items if span != own]
    bodies = sum(_is_body(item) for item in others)
    if bodies < _FEWEST_LISTED - 1 and not _LED_BY.search(text, low, start):
        return False
    fewest = 1 if bodies >= _FEWEST_LISTED - 1 else 2
    named = sum(_is_body(item) or _is_named(item, fewest) for item in others)
    return named >= max(_FEWEST_LISTED - 1, len(others) - len(others) // 4)


def _listed(text: str, start: int, low: int, high: int) -> list[tuple[int, int]]:
    """The items between commas, semicolons and colons; "Grants this year:" is none."""
    # Most passages have too few marks for a list, which is soon counted.
    if sum([text.count(mark, low, high) for mark in ";,:"]) < _FEWEST_LISTED - 1:
        return []
    bounds = [low, *(cut.end() for cut in _CUT.finditer(text, low, high)), high]
    items = list(pairwise(bounds))
    led = text[bounds[1] - 1] == ":" and bounds[1] <= start
    if _SAYS_OF_THEM.match(text, items[-1][0], high):
        items.pop()
    return items[1:] if led else items


_CUT = re.compile(r"[;,:]")
# "…, none of whom asked for changes" is no item.
_SAYS_OF_THEM = re.compile(
    r"\s*(?:(?:all|both|none|some|most) of (?:whom|which)|who)\b"
)


def _among_services(text: str, start: int, end: int, low: int, high: int) -> bool:
    """One of several public services that are only named as such.

    "Health, housing, education and social services are devolved" → True for housing;
    "debt, housing and drugs" → False.
    """
    if not _LISTED_AFTER.match(text, end, high):
        return False
    before = text[low:start]
    listed = before.rstrip()
    if before and not (listed.endswith(",") and len(listed) < len(before)):
        return False
    pieces = list(_PIECE.finditer(text, max(low, start - _FARTHEST), high))
    own = next((at for at, one in enumerate(pieces) if one.end() > start), None)
    if own is None or pieces[own][0].strip() != text[start:end].strip():
        return False
    near = (*pieces[max(0, own - 2) : own], *pieces[own + 1 : own + 4])
    named = [_words(one[0])[-2:] for one in near if one.start() >= start - _FARTHEST]
    return sum(_is_service(words) for words in named) >= _FEWEST_LISTED - 1


def _is_service(words: list[str]) -> bool:
    return bool(words) and (words[-1] in _SERVICES or " ".join(words) in _SERVICES)


_LISTED_AFTER = re.compile(r"\s*,|\s+(?:and|&)\s")
_PIECE = re.compile(r"(?:(?!,| and | & |[.;:(]).)+", re.DOTALL)
_SERVICES = frozenset(
    {
        "courts", "councils", "education", "environment", "health", "leisure",
        "planning", "police", "policing", "prisons", "probation", "schools",
        "social care", "social services", "social work", "transport", "youth work",
    }
)  # fmt: skip


def _in_run_of_names(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Names of bodies that lost what stood between them: "Lark Housing Association
    Probation Board Youth Offending Team Homelessness Forum".
    """
    if _lower_words(text[low:high]):
        return False
    words = _words(text[low:high])
    bodies = sum(word in _LISTED for word in words)
    return bodies > _FEWEST_LISTED and len(words) <= bodies * _NAME_LENGTH


_NAME_LENGTH = 4  # words to a body


def _in_bodys_gloss(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A line that names a body and says in brackets what it does: "Turning Tide (drug
    and alcohol service)".
    """
    if text.find("(", low, start) < 0:
        return False
    line = _GLOSSED_NAME.fullmatch(text[low:high].strip())
    if line is None:
        return False
    return low + text[low:high].index("(") < start and _capitalised(line["name"])


def _in_names_brackets(text: str, start: int, end: int, low: int, high: int) -> bool:
    """The whole of what stands in brackets right behind a name, with capitals as it:
    "Supporting People (Housing)", "the Valuing People (Learning Disabilities) Charter".
    """
    if text[start - 1 : start] != "(" or text[end : end + 1] != ")":
        return False
    named = _NAMED_BEFORE.search(text, low, start - 1)
    return named is not None and _capitalised(text[start:end])


_NAMED_BEFORE = re.compile(rf"{_CAPITAL}{_GAP}{_CAPITAL}\s$")


def _papers_subject(text: str, start: int, end: int, low: int, high: int) -> bool:
    """What a document with a capital is for: "the Crisis Care Concordat for mental
    health".
    """
    found = _PAPER_FOR.search(text, low, start)
    return found is not None and found["noun"].lower() in _DOCUMENT


_PAPER_FOR = re.compile(rf"{_CAPITAL}{_GAP}(?P<noun>{_CAPITAL})\s(?:for|on)\s$")


def _in_apposition(text: str, start: int, end: int, low: int, high: int) -> bool:
    """What a body that the plan does not pay for is said to be: "Moving On, a scheme
    for care leavers".
    """
    comma = text.find(",", low, start)
    if comma < 0 or not any(text.find(one, comma, start) > 0 for one in _BODY_NOUNS):
        return False
    if not _APPOSED.search(text, low, start):
        return False
    return _PAID_FOR.search(text, low, high) is None


_BODY_NOUNS = ("scheme", "charity", "project", "programme", "group", "body")
_APPOSED = re.compile(
    rf"{_CAPITAL}(?:{_GAP}{_CAPITAL})*,{_GAP}(?:a|an"
    rf"|the)(?:{_GAP}[\w’'-]+){{0,3}}{_GAP}"
    rf"(?:{'|'.join(_BODY_NOUNS)})(?:{_GAP}[\w’'-]+){{0,9}}?{_GAP}$"
)
_PAID_FOR = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b(?:\s\w+){0,2}?\s(?:fund|pay|paid|buy|bought|commission"
    r"|support"
    r"|back|set up|launch|grant|run)"
)
_GLOSSED_NAME = re.compile(r"\W*(?P<name>[^().:;]{3,60}?) \([^()]{3,80}\)\W*")


def _is_body(item: str) -> bool:
    """Whether plain words for a body stand in an item, or at the end of a lead-in."""
    words = _words(item)[-_LONGEST_ITEM:]
    return not _LISTED.isdisjoint(words) or (bool(words) and words[-1] in _PAPERS)


def _is_named(item: str, fewest: int = 2) -> bool:
    """Whether an item could be a name, or hold one beside "and": "Lark Link", "the Lark
    Link and some clubs", not "more Lark links".
    """
    led = _LED_BY.search(item)
    parts = item[led.end() if led else 0 :].split(" and ")
    names = (re.sub(r"^\s*(?:the|our)\s", "", part) for part in parts)
    fewest = 1 if led else fewest  # words: "among them Shelter, …"
    return any(len(_WORD.findall(one)) >= fewest and _capitalised(one) for one in names)


def _in_partner_lines(text: str, start: int, end: int, low: int, high: int) -> bool:
    """A short line of names among lines that end in plain words for bodies.

    "Alder Council", "North Alder Housing", "Alder Health Board", "Alder Probation
    Service" → True for Housing.
    """
    own = text[low:high]
    if not _capitalised(own) or "\n" in own.strip() or not _is_named(own):
        return False
    before = text[max(0, low - _FARTHEST) : low].split("\n")[:-1][-_NEAR_LINES:]
    after = text[high : high + _FARTHEST].split("\n")[1 : _NEAR_LINES + 1]
    lines = [_words(line) for line in (*before, *after)]
    bodies = sum(1 for words in lines if 0 < len(words) <= 8 and words[-1] in _LISTED)
    return bodies >= _FEWEST_LISTED and bodies >= len(lines) - 1


def _is_listed_item(text: str, start: int, end: int, item: tuple[int, int]) -> bool:
    """Whether an item could be a body itself: a name, or plain words for a body."""
    words = _words(text[slice(*item)])
    if len(words) > _LONGEST_ITEM:
        return False
    bracket = text.find("(", item[0], start)
    glossed = bracket > 0 and _capitalised(text[item[0] : bracket])
    if glossed or _capitalised(text[start:end]):
        return True
    return not _STRONG.isdisjoint(_words(text[end : item[1]])[:2])


def _in_thanks(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Words after thanks: "I am grateful to the drug workers who wrote in"."""
    before = text[low:start].lower()
    thanks = any(hint in before for hint in _THANKS_HINTS)
    # with the first letter of the match: "thank Homeless Link" is told by its capital
    return thanks and _THANKS.search(text, low, start + 1) is not None


# What `_THANKS` holds: asking for it first is many times cheaper.
_THANKS_HINTS = ("thank", "grateful", "gratitude", "indebted")


def _in_address(text: str, start: int, end: int, low: int, high: int) -> bool:
    """Words inside a web or e-mail address, up to the blanks on both sides."""
    first = max(text.rfind(blank, low, start) for blank in " \n\t") + 1
    last = min(
        (at for blank in " \n\t" if (at := text.find(blank, end, high)) >= 0),
        default=high,
    )
    first = max(first, low)
    # Every address has one of these, and hardly any other word.
    if not any(text.find(mark, first, last) >= 0 for mark in ".@:"):
        return False
    return _ADDRESS.search(text, first, last) is not None


_Test = Callable[[str, int, int, int, int], bool]
_REASONS: tuple[tuple[NameReason, _Test], ...] = (
    (NameReason.ADDRESS, _in_address),
    (NameReason.NAME, _in_name),
    (NameReason.NAME, _spans_names),
    (NameReason.NAME, _called),
    (NameReason.NAME, _in_names_brackets),
    (NameReason.NAME, _papers_subject),
    (NameReason.NAME, _in_their_paper),
    (NameReason.PARTNERS, _in_partner_list),
    (NameReason.PARTNERS, _in_partner_lines),
    (NameReason.PARTNERS, _in_run_of_names),
    (NameReason.PARTNERS, _among_services),
    (NameReason.PARTNERS, _in_bodys_gloss),
    (NameReason.PARTNERS, _in_apposition),
    (NameReason.THANKS, _in_thanks),
    (NameReason.NAME, in_title),
    (NameReason.NAME, among_recipients),
    (NameReason.PARTNERS, in_names_gloss),
    (NameReason.TERMS, in_terms),
    (NameReason.MEASURES, in_measures),
)


# Those that hold in passages of names only, of which a word in small letters is none.
_OF_CAPITALS = frozenset({_in_partner_lines, _in_run_of_names})


def _words(text: str) -> list[str]:
    """Words in lower case without hyphens: "Co-ordinator" is "coordinator"."""
    return [
        word.lower().replace("-", "").replace("‐", "").split("'")[0].split("’")[0]
        for word in _WORD.findall(text)
    ]


def _capitalised(text: str) -> bool:
    """Whether each word but "and", "of" and their like begins with a capital."""
    some = False
    for found in _WORD.finditer(text):
        word = found[0]
        if not word[0].isupper():
            if word.lower() not in _SMALL:
                return False
        elif not some:
            some = word.lower() not in _SMALL
    return some


def _lower_words(text: str) -> bool:
    """Whether some word that is not a small one begins with a small letter."""
    words = (found[0] for found in _WORD.finditer(text))
    return any(word[0].islower() and word not in _SMALL for word in words)
