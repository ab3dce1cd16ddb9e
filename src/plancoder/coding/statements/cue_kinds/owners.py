"""Cues by whose a group is: others', former ones, names of bodies."""

from __future__ import annotations

import re

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.statements.cue_kinds.leads import (
    KINDS,
    REFERS_BACK,
    is_title,
    last_sentence,
    strong,
    without_replaced,
)
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import ANNOUNCES, Group
from plancoder.coding.statements.items import Form
from plancoder.coding.statements.wordings import NUMBERS

_BODY = r"(?:partners?|partnerships?|councils?|boards?)"
OTHERS = AnyCase(
    r"\b(?:national(?:ly)?|government (?:has|wants|asks|expects)|home secretary|"
    r"strategic policing requirement|government's|"
    rf"{_BODY}(?:['’]s?)? (?:have|has|share|set|own|priorities|objectives|aims|goals|"
    r"themes|plans)|(?<!as )their (?:own )?priorities|"
    r"told (?:us|me)\b[^.:]{0,20}\b(?:its|their) own|"
    r"(?:which|that) has a (?:\w+ )?(?:plan|strategy) of its own|"
    rf"{KINDS} (?:\w+ ){{0,3}}of (?:their|her|his|its) own|"
    rf"(?:priorities|objectives|aims) of (?:the )?(?:\w+ )?(?:{_BODY}|government)|"
    rf"^\W*(?:its|their) own (?:\w+ )?{KINDS}|"
    r"voted|in addition to|\bset (?:itself|themselves|its own|their own)\b|"
    r"regard\b[^.:]{0,30}\bto|act (?:19|20)\d\d|"
    r"(?:in setting|took|take|taken) (?:\w+ )?(?:account|priorities|my|our)|"
    r"working with others|looking back|previous|former|"
    r"last (?:year|plan|term|strategy|report)|victims['’] commissioner|"
    r"(?:(?:panel|board|committee|council)['’]s|(?:his|her|its|their)) own "
    r"(?:work|document|staff)|areas for improvement|"
    rf"(?:force|constabulary|collaboration|service|council|region|chief)(?:['’]s)? own "
    rf"{KINDS}|for the (?:past|last) \w+ years|(?:authority|board|commissioner|"
    r"plan) (?:that|which|whom) i\b|"
    r"takes? the place of|supersede[sd]?|was (?:arranged|built|organised) around|"
    r"what (?:was|we|i|has been) achieved|achievements|what became of|"
    r"auditors|withdrawn|served (?:us|me|you|the \w+) (?:\w+ )?well|"
    rf"there were (?:\w+ ){{0,2}}{KINDS}|"
    rf"(?:it|which|and|we|that|plan|strategy) had (?:\w+ ){{0,2}}{KINDS}|"
    r"(?:his|her|their) plan\b[^.:]{0,40}\bhad\b|"
    r"old (?:plan|(?:19|20)\d\d)|\((?:ended|ends)\b|"
    r"(?:plan|strategy) (?:for|of) [\d\s–/to-]+(?:had|dealt with|named|"
    r"listed|covered|contained|included|held|set out)\b|"
    rf"{KINDS}\b[^.:]{{0,20}} (?:would|will|are to|have) (?:be|been) (?:dropped|"
    r"discontinued|retired|closed|ended|abandoned|laid aside)|"
    r"(?:has|have) (?:come off|been taken off|gone from|been dropped)\b|"
    r"(?:it|this) replace[sd]|outgoing|"
    r"subsidiary|secondary (?:priorities|objectives|aims)|"
    r"predecessor(?:['’]s)?|(?<!\bmy )(?<!\bhis )(?<!\bher )(?<!\bour )first plan|"
    r"first plan(?= (?:had|was|set|held|contained|listed|ran))|"
    r"earlier plan|control strategy|"
    r"used to (?:be|have|list|concentrate|focus|work)|(?:ran|run) out|"
    r"no longer (?:apply|applies|in force)|lapsed|"
    r"expired|abolished|retir(?:ed|ing)|"
    r"(?:of|by) other (?:bodies|organisations|agencies|people)|whitehall|"
    r"home office (?:priorities|objectives|aims|wants|asks)|"
    r"health and wellbeing|"
    rf"(?:force|operational|organisational|internal) {KINDS}|"
    rf"(?:force|constabulary) (?:has|sets) (?:\w+ ){{0,3}}{KINDS}|"
    r"(?:her|his|its|their) (?:own )?(?:annual |delivery |business |force )*plan "
    r"(?:has|sets|contains|lists)|"
    # "The Authority and the Chief Constable have set …" are those who write.
    rf"(?<!and the )chief constable(?:['’]s)? (?:has|have|own|set|view|{KINDS})|"
    r"how (?:i|we)(?:['’]ll| will) work|corporate|policing vision|cross[ -]cutting|"
    r"cut(?:s|ting)? across|"
    r"principles|values|beliefs|enablers|"
    r"behaviours?|standards|ethics)\b"
)


def of_others(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`The national priorities are:`: -6."""
    whole = last_sentence(group.lead)
    last = without_replaced(whole)
    former = _IN_WHICH_THERE.search(whole)
    if said := former[0] if former else _of_the_commissioner(last, scene):
        return -6.0, f"“{said}” says they are former ones or others'"
    if words := _said_of_others(group, scene, last):
        return -6.0, f"“{words}” says they are others' or former ones"
    if owner := _owner_before(group.lead, last):
        return -5.0, f"{owner}'s, by the sentence before"
    if body := _cell_of_body(group, scene):
        return -6.0, f"they stand beside “{body}”"
    path = " / ".join(scene.sections.at(group.items[0].lead).path[-2:])
    found = OTHERS.search(path)
    if found is None or _names_author(found[0], scene, group.items[0].lead):
        return None
    return -3.0, f"they stand under “{found[0]}”"


def of_a_former_plan(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`The Authority which went before us had adopted three aims:` -6; so is what
    stands before `They have been superseded`.
    """
    last = last_sentence(group.lead)
    if found := _FORMER.search(last):
        return -6.0, f"“{found[0].strip()}”: of a former plan"
    if group.kind != "sentence":
        return None
    end = scene.document.blocks[group.items[-1].block].end
    behind = _ENDED.match(scene.document.text, group.items[-1].end, end)
    return (-6.0, f"“{behind[0].strip(' .')}” behind them") if behind else None


_SINCE_GONE = (
    r"(?:wound up|abolished|came to an end|went before|came before|ended|expired|"
    r"left office|retired|"
    r"lost the election|served until)"
)
_FORMER = re.compile(
    rf"\b(?:whose|which|who|that)\b[^.,:]{{0,50}}\b{_SINCE_GONE}\b|"
    r"\bleft (?:us )?(?:behind )?(?:a|the|its|his|her) (?:\w+ )?(?:plan|strategy)\b|"
    r"\b(?:from|between) (?:\w+ )?(?:19|20)\d\d (?:to|and|until|–|-) (?:\w+ )?"
    r"(?:19|20)\d\d\b[^.:]{0,60}\b(?:had|set|were|was|followed|worked)\b|"
    r"\b(?:plan|strategy) (?:for|of) (?:the years )?(?:19|20)\d\d (?:to|–|-) (?:19|20)?"
    r"\d\d\b[^.:]{0,40}?\b(?:was|had|were|set|rested|stood)\b|"
    r"\b(?:plan|strategy) (?:that|which) (?:came out|appeared|was (?:published|agreed|"
    r"adopted|written)) in (?:19|20)\d\d\b|"
    r"\b(?:plan|strategy),? (?:which |that )?ran (?:from|until|to)\b|"
    r"\b(?:last|old|previous|former|earlier|outgoing|final) (?:\w+ ){0,3}(?:plan|"
    r"strategy|commissioner|authority|mayor|document)\b[^.:]{0,80}\b(?:had|set|left|"
    r"named|listed|contained|was|were|held|chose|adopted|rested|spoke)\b",
    re.IGNORECASE,
)
# What the sentence behind says of former ones.
_ENDED = re.compile(
    rf"[^.]{{0,40}}\.\s+(?:They|These|Those|All|None|Most|Some|Both|{'|'.join(NUMBERS)}|"
    r"The \w+)\b[^.]{0,40}?\b(?:superseded|history|no longer|expired|ceased|lapsed|"
    r"(?:come|came) to an end|(?:was|were|been) (?:met|dropped|replaced|absorbed|"
    r"withdrawn|retired|closed|reached)|carried (?:forward|over)|"
    r"brings? (?:that|the|this) list to a close|gone well|have gone)\b",
    re.IGNORECASE,
)


def _owner_before(lead: str, last: str) -> str:
    """Who owns what "its three aims" are, by the sentence before; blank for nobody."""
    if _of_an_old_plan(lead, last):
        return "an older plan"
    return "the government" if _of_the_government(lead, last) else ""


def _of_the_commissioner(last: str, scene: Scene) -> str:
    """The words that name the Commissioner's plan or priorities in a partnership's own
    plan; blank where they do not, or where the plan is the Commissioner's.
    """
    found = _COMMISSIONERS.search(last)
    first = scene.document.text[:_FIRST_PAGE]
    if found is None or _COMMISSIONER.search(first):
        return ""
    return found[0] if _COMMUNITY_SAFETY.search(first) else ""


_COMMISSIONER = re.compile(
    r"police(?: (?:and|&) |, fire (?:and|&) )crime", re.IGNORECASE
)
_COMMISSIONERS = re.compile(
    r"\b(?:police (?:and|&) crime (?:plan|commissioner)|commissioner['’]s|pcc['’]s)"
    rf"(?=[^.:]*{KINDS})",
    re.IGNORECASE,
)
# "It replaces the plan of 2017, in which there were four priorities: …"
_IN_WHICH_THERE = re.compile(
    r"\b(?:plan|strategy|document)\b[^.:]{0,20}\b(?:(?:in|of) which there were|which "
    rf"(?:had|contained|listed|named))\b[^.:]{{0,30}}{KINDS}|"
    rf"\b(?:old|different|earlier) (?:set of )?{KINDS}|"
    rf"\b(?:{_BODY}|authority|force|commissioner|mayor|pcc|team|unit) had (?:\w+ )?"
    rf"{KINDS}|"
    rf"{KINDS}\b[^.:]{{0,20}}\b(?:we do not set|(?:not|from) ours)\b",
    re.IGNORECASE,
)


def _said_of_others(group: Group, scene: Scene, last: str) -> str:
    """What the words before a group say of others whose they are; blank where they say
    nothing, or speak of the one who writes.
    """
    above = group.lead.split("\n")[0] if "\n" in group.lead else ""
    # On a contents page the line above is another entry.
    entries = group.items[0].form is Form.CONTENTS
    headed = len(above.split()) <= _HEADING_WORDS and not above.endswith(".")
    headed = headed and not entries
    heading = above if headed else ""
    found = (
        OTHERS.search(last)
        or OTHERS.search(heading)
        or OTHERS.search(_above_caption(group.lead))
    )
    if found is None:
        return ""
    named = strong(last) or group.kind == "labels"
    if _VALUES.fullmatch(found[0]) and named:
        return ""  # "the draft principles and priorities are"
    if _OWN_BODY.search(last, 0, found.end()) or _set_by_author(last, scene):
        return ""
    author = _names_author(found[0], scene, group.items[0].lead)
    return "" if author or _ours(heading, found[0]) else found[0]


def _cell_of_body(group: Group, scene: Scene) -> str:
    """The name of a body in the first cell of the row that holds all of the items;
    blank where there is none.
    """
    blocks = scene.document.blocks
    own = {item.block for item in group.items}
    block = blocks[group.items[0].block]
    if len(own) > 1 or block.table is None or not block.column:
        return ""
    at = group.items[0].block - 1
    while at and (blocks[at].table, blocks[at].row) == (block.table, block.row):
        at -= 1
    words = scene.document.text[blocks[at + 1].start : blocks[at + 1].end]
    return words if _NAMES.search(words) else ""


def _above_caption(lead: str) -> str:
    """The sentence that announces a table or list, where a caption parts them."""
    before, parted, caption = lead.rstrip().rpartition("\n")
    announces = parted and is_title(caption) and ANNOUNCES.search(before)
    return last_sentence(before) if announces else ""


_HEADING_WORDS = 12  # of the longest heading that says whose they are


def _set_by_author(last: str, scene: Scene) -> bool:
    """Whether "the Authority has set five priorities of its own" speaks of the body
    whose name, "Vale Police Authority", stands on the first page.
    """
    found = _HAS_SET.search(last)
    if found is None:
        return False
    name = re.compile(rf"\b(?!The\b)[A-Z]\w+ (?i:(?:police )?{found[1]})\b")
    return name.search(scene.document.text, 0, _FIRST_PAGE) is not None


_HAS_SET = re.compile(
    r"\b[Tt]he (Authority|Partnership|Board|Council|Commissioner|Mayor) "
    r"(?:and the Chief Constable )?(?:has|have) (?:\w+ ){0,2}?"
    r"(?:set|agreed|adopted|chosen|settled|selected)\b"
)
_FIRST_PAGE = 400  # characters in which a plan names who wrote it
# "Our partnership has agreed …" speaks of the one who writes; "our partners" do not.
_OWN_BODY = re.compile(r"\b(?:our|this) (?:\w+ )?(?:partnership|board) has$", re.I)


def _of_an_old_plan(lead: str, last: str) -> bool:
    """Whether "Its six priorities" speaks of "the plan for 2016 to 2020", named one
    sentence before.
    """
    told = _ITS.match(last) and _OLD_PLAN.search(_sentence_before(lead, last))
    return bool(told)


def _sentence_before(lead: str, last: str) -> str:
    """The sentence before the last one of a lead, in the same paragraph."""
    before = lead.rstrip()[: -len(last.rstrip())].rstrip().rsplit("\n", 1)[-1]
    return last_sentence(before)


_ITS = re.compile(
    rf"\W*(?:its (?:\w+ ){{0,2}}{KINDS}\b|it (?:set|had|named|listed|gave|contained|"
    rf"held|put|chose|dealt with)\b)",
    re.IGNORECASE,
)
_OLD_PLAN = re.compile(
    r"\b(?:(?:old|last|previous|earlier|first) (?:\w+ )?(?:plan|strategy)|"
    r"(?:plan|strategy) (?:for|of) (?:19|20)\d\d)\b",
    re.IGNORECASE,
)


def _of_the_government(lead: str, last: str) -> bool:
    """Whether "The strategy has three priorities" speaks of the strategy that "the
    government published" one sentence before.
    """
    before = without_replaced(_sentence_before(lead, last))
    told = REFERS_BACK.match(last) and _GOVERNMENT.search(before)
    return bool(told)


_GOVERNMENT = re.compile(
    r"\b(?:government|home office|home secretary|ministry|minister|national(?:ly)?)\b",
    re.IGNORECASE,
)
_VALUES = re.compile(r"principles|values|beliefs", re.IGNORECASE)


def _ours(heading: str, words: str) -> bool:
    """Whether "the partnership has …" stands below "Our priorities": then it is the one
    who writes.
    """
    own = re.search(r"\b(?:our|my)\b", heading, re.IGNORECASE)
    return bool(own and strong(heading) and re.match(_BODY, words, re.IGNORECASE))


def _names_author(words: str, scene: Scene, offset: int) -> bool:
    """Whether the body that the words name is the one whose plan it is: its name stands
    on the first page, or in the heading above `offset`.
    """
    body = re.match(
        r"(?:partnership|board|council|force|constabulary)", words, re.IGNORECASE
    )
    path = scene.sections.at(offset).path[-1:]
    title = "\n".join((scene.document.text[:300], *path))
    safety = body and body[0].casefold() in ("partnership", "board")
    if safety and _COMMUNITY_SAFETY.search(title):
        return True
    return body is not None and bool(
        re.search(
            rf"\b{body[0]}(?:['’]s)?\W+(?:\w+\s+){{0,3}}(?:plan|strategy)", title, re.I
        )
    )


# Plans of this kind are a partnership's, whatever stands on the cover.
_COMMUNITY_SAFETY = AnyCase(
    r"\bcommunity safety (?:partnership )?(?:plan|strategy|strategic)\b|"
    r"\bsafe(?:r|ty)\b[^.\n]{0,40}\bpartnership\s|"
    r"\bsafer communit(?:y|ies)\b[^.\n]{0,20}\b(?:strategy|plan)\b"
)


def of_a_part(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`Two further priorities are:` -2, `aims, including` -1: there may be more; `This
    section can be divided into three areas:` -6.
    """
    del scene
    last = last_sentence(group.lead)
    if inside := _IN_A_PART.search(last):
        return -6.0, f"“{inside[0]}”: what is done about one of them"
    found = _FURTHER.search(last)
    if not found:
        return None
    points = -1.0 if found[0].startswith("including") else -2.0
    return points, f"“{found[0].strip()}”: some may be named elsewhere"


# "… under this section of the plan can be divided into three areas:"
_IN_A_PART = re.compile(
    r"\b(?:under|in|within|of|against|towards) (?:this|that) "
    r"(?:section|chapter|heading|theme|priority|objective|aim|goal|pledge|outcome|strand)\b",
    re.IGNORECASE,
)
_FURTHER = AnyCase(
    rf"\b(?:further|other|additional|remaining|some|a (?:variety|range|number) of)\s+"
    rf"(?:\w+\s+)?{KINDS}\b|"
    r"\bincluding\s*$"
)
_NAMES = re.compile(
    r"\b(?:Council|Trust|Board|Partnership|Police|Service|Authority|Group|Committee|"
    r"Association|Forum|Charity|University|Ltd|NHS|Ms|Mr|Mrs|Cllr|Councillor)\b$"
)


def names(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Names of bodies or people: -5."""
    texts = map(scene.text_of, group.items)
    # None of these words holds a blank: the last word is all that need be looked at.
    found = sum([bool(_NAMES.search(text, text.rfind(" ") + 1)) for text in texts])
    if found > 0.4 * len(group.items):
        return -5.0, f"{found} of {len(group.items)} are names of bodies"
    return None
