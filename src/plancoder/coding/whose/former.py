"""What an earlier plan said or did, and work that has ended."""

from __future__ import annotations

import re

from plancoder.coding.whose.around import Around, remembered

_EARLIER = (
    r"(?:last|previous|first|earlier|old|outgoing|former|original|interim|preceding|"
    r"inherited)"
)
_PLAN = r"(?:police(?:,| and)? (?:fire and )?crime |policing |community safety )?"
# "the plan that this one replaces", "the plan we are replacing"
_REPLACED = (
    r"\bplan (?:that |which )?(?:this(?: one)?|we|i)(?: is| are| am| have| has)? "
    r"(?:replac(?:es|ing|ed|e)|(?:succeed|follow)(?:s|ing|ed)?)\b"
)
# "Looking back at 2012–2016", "What the last plan achieved", "Where we have come from"
_TITLE = re.compile(
    r"\blooking back\b|\bwhat went before\b|\bwhere we (?:have come|came|come) from\b|"
    r"\b(?:last|previous|(?:the|my|our|his|her) first|old|outgoing|former|earlier) (?:"
    r"version|"
    rf"{_PLAN}(?:plan|term|strategy))\b|{_REPLACED}|"
    rf"\bwhat became of (?:the|my|our) (?:\w+ )?{_PLAN}(?:plan|strategy)\b|"
    r"\bpredecessor(?:['’]?s)?\b"
)
_heads_former = remembered(_TITLE)
# "In the first version of this plan", "my predecessor’s strategy"
_NAMED = re.compile(
    rf"\b{_EARLIER} (?:version|edition|draft) of (?:this|the|my|our)\b|"
    rf"\b(?:the|my|our|his|her|their|an?) {_EARLIER} {_PLAN}(?:plan|strategy)\b|"
    r"\b(?:my|our) predecessor(?:['’]?s)?\b|"
    rf"\b(?:his|her) {_PLAN}(?:plan|strategy)\b|"
    r"\bplan (?:that |which )?(?:i|we) (?:inherited|took over)\b|"
    rf"{_REPLACED}|\b(?:my|our) (?:second|third|fourth|fifth)(?: plan)?\W*$|"
    r"\bplan (?:already in (?:existence|place|force)|that went before)\b|"
    r"\b(?:last|previous|outgoing|former) commissioner\b"
)
_names_former = remembered(_NAMED)
_DID = (
    r"(?:was|were|had|set|put|gave|spoke|paid|named|took|made|brought|ran|led|saw|kept|"
    r"held|built|began|bought|said|chose|(?:\w+ly )?[a-z]{3,}ed)"
)
_AIMS = r"(?:priorities|objectives|aims|themes|pledges|goals|headings|pillars)"
_SAID_OR_DID = (
    # "The plan that ends in March had seven priorities (…)", "The Authority which went
    # before us had adopted five themes: …"
    re.compile(
        r"\b(?:plan|strategy|authority|commissioner|it)\b[^.,;:()]{0,40}?"
        rf" had (?:(?:adopted|set|chosen|agreed|named) )?(?:\w+ ){{0,2}}{_AIMS}\b"
    ),
    re.compile(
        r"^\W*under the plan (?:that|which) (?:this (?:one )?(?:replaces|succeeds)"
        r"|ended|ran out|has ended|came before)\b"
    ),
    # "The objectives of the previous plan (…) were shown to people"
    re.compile(
        rf"\b(?:objectives|priorities|aims|themes|pledges|goals) (?:of|in|under|from) "
        rf"(?:the|my|our|an?) (?:{_EARLIER}|20\d\d) {_PLAN}(?:plan|strategy)\b"
        rf"[^.]*? (?:{_DID}|no longer)\b"
    ),
    # "In the first version of this plan I set out …", "Under his plan …"
    re.compile(
        r"^\W*(?:in|under|with|through|by|as part of) (?:(?:the |my |our |his |her "
        r"|their )"
        rf"?{_EARLIER} (?:version of (?:this|the|my|our) )?{_PLAN}(?:plan|strategy)"
        rf"|(?:his|her) {_PLAN}(?:plan|strategy))\b"
        rf"[^.;]{{0,40}}?,? \b(?:i|we|there|it|he|she|they|the \w+) {_DID}\b"
    ),
    # "The marshals that the last plan had paid for", "My predecessor’s plan named …"
    re.compile(
        rf"\b(?:{_EARLIER} {_PLAN}(?:plan|strategy|commissioner)|predecessor(?:['’]?s"
        rf" (?:\w+ )?(?:plan|strategy|priorities))?|plan (?:i|we) inherited)"
        rf"(?: (?:for|of) [^.,;]{{4,20}})? (?!(?:was|were) (?:written|published|made|"
        rf"agreed|adopted|drawn|launched|set)){_DID}\b"
    ),
    re.compile(
        r"^\W*(?:under (?:his|her|that) plan|that plan['’]s (?:priorities|aims"
        r"|work))\b"
    ),
)
# What a sentence after one about an earlier plan says of it.
_OF_IT = re.compile(
    rf"\W*(?:among much else,? )?(?:the (?:first|last|previous|old|earlier"
    rf"|other)(?: one)?"
    rf"(?:, (?:which|that) [^,]{{3,40}},)? {_DID}\b|(?:it|that plan|that strategy"
    rf"|they) {_DID}\b|"
    r"(?:thanks to|under|with|through) (?:it|them|that plan)\b|(?:its|their) (?:work|"
    r"(?:\w+ )?(?:priorities|aims|objectives|themes|goals|pledges))\b)"
)
# "that is still so", "I keep it": the plan holds on to it.
_HELD_ON_TO = re.compile(
    r"\b(?:still|remains?|again|keep|keeps|carry on|carries on|goes on|go on|continues?"
    r"|will|today)\b"
)
# What it holds: asking for that first is many times cheaper.
_HOLDING = (
    "still", "remain", "again", "keep", "carr", "goes on", "go on", "continue", "will",
    "today",
)  # fmt: skip
# "the 2021 plan’s work", "the plan for 2016 to 2019 had …": a plan told by its years.
_DATED = re.compile(
    rf"\b(?:the|our|my) (?P<year>20\d\d)(?: ?(?:[-–/]|to) ?(?:20)?\d\d)? {_PLAN}"
    r"(?:plan|strategy)(?:['’]s (?:\w+ )?(?:work|aims?|priorit(?:y|ies)|objectives?|"
    rf"projects|pledges?|targets?)| {_DID})\b|"
    rf"\bplan (?:for|of) (?P<from>20\d\d)(?: ?(?:[-–/]|to) ?(?:20)?\d\d)? {_DID}\b"
)
_DATED_TITLE = re.compile(rf"\bthe {_PLAN}plan (?:of|for|from) (?P<year>20\d\d)\b")
# "handed the … post to", "saw the end of the …", "finished the … training"
_ENDING = re.compile(
    r"\b(?:(?:finished|wound up|closed down|ended) (?:the|our|its|his|her) |"
    r"saw the end of |handed (?:over |back )?(?:the|our|its) (?:\w+['’]s )?)"
    r"[^.;,]{0,40}$"
)
_ENDED = re.compile(
    r"^[^.;]{0,60}?\b(?:scheme|project|pilot|course|contract|unit|programme|posts?"
    r"|grant)"
    r" (?:(?:has|have|had|was|were)(?: been)?(?: now| since)? )?(?:closed|ended"
    r"|stopped|"
    r"withdrawn|scrapped|axed|dropped|discontinued|disbanded)\b|"
    r"^[^.;]{0,70}?(?:,? (?:that|which))?\b(?:(?:was|were|has been|have been|had been)"
    r" (?:then |since |now )?wound up|(?:has|have) (?:now|since) (?:closed|ended)|"
    r"(?:has |have )?c[oa]me to an end)\b"
)


# "the pledge on … has been kept", "Gone from this plan is …", "We no longer fund …"
_PLEDGE = re.compile(
    r"\b(?:pledge|promise|objective|priority|aim|commitment|target|theme)s? (?:on"
    r"|about|"
    r"for|to|of) [^.;]{0,40}$"
)
_KEPT = re.compile(
    r"^[^.;]{0,40}\b(?:has|have|was|were)(?: now| since)?(?: been)?(?: now"
    r"| since)? (?:kept"
    r"|met|dropped|achieved|reached|fulfilled|abandoned|left out|removed|taken out)\b"
)
_LEFT_OUT = re.compile(
    r"\b(?:gone|missing|left out|dropped|removed) (?:from|of) (?:this|the) plan\b|"
    r"\bno longer (?:funds?|pays? for|runs?|supports?|provides?|offers?)\b[^.;]{0,30}$"
)


def in_former(around: Around) -> bool:
    """Whether an earlier plan, or work that has ended, is spoken of."""
    if any(_is_former_title(title, around) for title in around.titles):
        return True
    if _holds_on(around.sentence):
        return False
    if _has_ended(around) or _says(around):
        return True
    if _OF_IT.match(around.sentence) and around.follows(_names_former):
        return True
    return _led_by_former(around)


# The words that tell of an end, of which a sentence that does so has one at least.
_ENDS = frozenset(
    {
        "abandoned", "achieved", "axed", "came", "closed", "come", "disbanded",
        "discontinued", "dropped", "ended", "finished", "fulfilled", "gone", "handed",
        "kept", "left", "longer", "met", "missing", "reached", "removed", "saw",
        "scrapped", "stopped", "taken", "withdrawn", "wound",
    }
)  # fmt: skip


def _has_ended(around: Around) -> bool:
    """Whether the sentence says that the work with a match in it is over."""
    if _ENDS.isdisjoint(around.words):
        return False
    if _ENDING.search(around.before) or _ENDED.match(around.after):
        return True
    kept = _PLEDGE.search(around.before) and _KEPT.match(around.after)
    return bool(kept or _LEFT_OUT.search(around.before))


def _holds_on(words: str) -> bool:
    hinted = any(hint in words for hint in _HOLDING)
    return hinted and _HELD_ON_TO.search(words) is not None


def _is_former_title(title: str, around: Around) -> bool:
    """Whether a heading speaks of an earlier plan: by a word, or by years that the
    title page of this one does not have.
    """
    if _heads_former(title):
        return True
    dated = _DATED_TITLE.search(title) if "20" in title else None
    opening = around.opening if dated else ""
    return dated is not None and "20" in opening and dated["year"] not in opening


# What an earlier plan or its author is called: no rule of `_SAID_OR_DID` goes without.
_EARLIER_ONES = frozenset(
    {
        "authority", "commissioner", "plan", "predecessor", "predecessors", "strategy",
    }
)  # fmt: skip


def _says(around: Around) -> bool:
    """Whether a sentence tells what an earlier plan said or did."""
    if _EARLIER_ONES.isdisjoint(around.words):
        return False
    words = around.sentence
    if any(pattern.search(words) for pattern in _SAID_OR_DID):
        return True
    dated = _DATED.search(words)
    return dated is not None and (dated["year"] or dated["from"]) not in around.opening


def _led_by_former(around: Around) -> bool:
    """Whether the paragraph above a list or table speaks of an earlier plan."""
    return _names_former(around.lead)
