"""What people answered to a survey: shares, ranks and lists of what they chose."""

from __future__ import annotations

import re

from plancoder.coding.sections.any_case import in_small_letters
from plancoder.coding.statements.wordings import COUNTED
from plancoder.coding.whose.around import Around, cells_behind, remembered
from plancoder.models import Block, BlockKind, Document, Passage
from plancoder.number_words import NUMBER_WORDS

# Short lines only: a sentence of an account may well end in a share of people.
_LONGEST_LINE = 16  # words
_LINES_ABOVE = 40  # blocks between a line of a list and the words that lead to it
_FEWEST_FIGURES = 3  # in brackets: two may be of anything

_NUMBER = rf"(?:{'|'.join(NUMBER_WORDS)}|\d[\d,]*)"
_PERCENT = r"(?:\d{1,3}(?:\.\d+)? ?(?:%|per ?cent)|[a-z-]+ per ?cent)"
_SHARE = (
    rf"(?:{_PERCENT}|{_NUMBER} (?:people |person |residents? |of you )?(?:in|out of)"
    rf"(?: every)? {_NUMBER}|"
    r"(?:half|(?:a|one|two|three)[ -](?:third|quarter|fifth|tenth)s?|a majority|"
    r"the majority|most))"
)
_SHARES = re.compile(rf"\b{_PERCENT}")
_CHOSE = (
    r"(?:chosen?|mentioned|raised|named|ticked|picked|put|asked for|listed|voted|said|"
    r"selected|ranked|rated|cited)"
)
_ASKED = (
    r"(?:those|people|residents|adults|households|the \d[\d,]*|\d[\d,]*)"
    r" (?:we |i |who (?:were )?|that )?(?:asked|surveyed|polled|questioned|consulted|"
    r"replied|replying|answered|answering|responded|responding|took part|taking part|"
    r"wrote in|filled (?:it )?in|returned (?:it|them)|sent (?:it|them) back)"
    r"(?: (?:our|the|a|my|it|to|in)(?: [\w’'-]+){0,2})?"
)
_ANSWERERS = (
    rf"(?:{_ASKED}|respondents|repl(?:y|ies)|returns|answers|(?:local )?people"
    rf"|residents|"
    r"you|us|those|the public|households|adults|women|men|parents|businesses|villagers|"
    r"participants|citizens|tenants|young people|pupils|students|them)"
)
_SAID = (
    r"(?:said|say|told (?:us|me)|named?|chose|choose|felt|feel|thought|think|wanted"
    r"|want|"
    r"worr(?:y|ied)|(?:are|were) (?:most |more |very )?(?:worried|concerned|afraid|"
    r"bothered|troubled)|put|listed|mentioned|raised|picked|ticked|voted|asked|agreed?|"
    r"believed?|wrote|had (?:seen|met|noticed)|rated|ranked|selected|cited|complained|"
    r"describe[ds]?|identified)"
)
# Where the plan goes on with words of its own.
_NO_TURN = (
    r"(?:(?!\b(?:but|although|while|however|yet|and (?:i|we))\b)(?:[^.;]|\.\d))*?"
)
_CHOSEN_BEFORE = (
    # "Of those who replied 44 per cent chose speeding, … and 7 per cent …"
    re.compile(rf"\b{_PERCENT}(?: (?:of|who)(?: \w+){{1,4}}?)? {_CHOSE}\b[^.]*$"),
    re.compile(
        r"\b(?:two[ -]thirds|half|most|a (?:third|quarter))(?: of \w+)? put\b[^.]*\b"
        rf"{_PERCENT}[^.]*$"
    ),
    re.compile(r"\b(?:described themselves|ticked the box)\b[^.]*$"),
    # "41% of people told us …", "Nearly half of respondents were worried by …"
    re.compile(
        rf"\b{_SHARE}(?: of)?(?: all| our| the)? {_ANSWERERS}(?: (?:who )?"
        rf"(?:also|then|now))? {_SAID}\b{_NO_TURN}$"
    ),
    # "… nearly a third wanted", "only three in ten said so"
    re.compile(
        rf"\b(?!most\b){_SHARE} (?:of these )?(?:{_CHOSE}|felt|feel"
        rf"|thought|"
        rf"think|wanted|want|worried|worry)\b{_NO_TURN}$"
    ),
    # "People rated domestic abuse 8.9 out of 10"
    re.compile(
        rf"\b{_ANSWERERS} (?:rated|ranked|scored|gave|put(?! (?:up|off|out|in|on"
        rf"|at)\b))"
        rf"\b{_NO_TURN}$"
    ),
    # "Respondents were most worried by …", "Of those surveyed … had seen …"
    re.compile(
        rf"\b(?:{_ASKED}|respondents)\b(?:,? (?:also|most often))? (?:{_SAID}|had"
        rf"|were)\b"
        rf"{_NO_TURN}$"
    ),
    # "Asked to name their worries, people put …"
    re.compile(
        rf"\b(?:asked|invited) (?:what|which|how|to (?:name|choose|say|pick|rank))\b"
        rf"[^.;]*?,? {_ANSWERERS} {_SAID}\b{_NO_TURN}$"
    ),
)
# "Homelessness was mentioned by 13 per cent …", "… by 44, … by 30"
_CHOSEN_AFTER = re.compile(rf"^[^.;]{{0,60}}?\bby (?:{_SHARE}|\d{{1,4}}\b)")
# "a concern for only 6% of those asked", "the worry of 38% of you"
_WORRY_OF = re.compile(
    r"\b(?:worr(?:y|ies)|concerns?|choices?|fears?|priorit(?:y|ies)|issues?|problems?)"
    rf" (?:of|for|to|among) (?:only |just |about |some |nearly |over )?{_SHARE} of "
    rf"(?:the )?{_ANSWERERS}\b"
)
# "raised at six of the nineteen meetings", "came up in most replies"
_RAISED_AT = re.compile(
    rf"\b(?:raised|mentioned|named|spoken of|brought up|came up)\b[^.;]{{0,20}}? (?:at"
    rf"|in"
    rf"|by) (?:only |just )?(?:{_NUMBER}|most|many|few|a few|some|several|half)"
    r" (?:of )?(?:the |our |my )?(?:\w+ )?(?:meetings?|events?|repl(?:y|ies)|letters?|"
    r"responses?|respondents|people|residents|groups?|you|surgeries)\b"
)
# "Most replies were about speeding; a few were about housing"
_REPLIES_ON = re.compile(
    r"\b(?:replies|letters|comments|e-?mails|answers|responses|messages|postcards|"
    r"questions)\b[^.]*?\b(?:such as|like|included?|about|on|concerned|spoke of"
    r"|mentioned|called for|asked for)"
    rf"\b{_NO_TURN}$"
)
_MENTIONED = re.compile(
    r"^[^.;]{0,30}? (?:was|were) (?:also |often )?(?:mentioned|raised|named"
    r"|brought up)\b"
)
_CHOSEN_BY = re.compile(rf"\b{_CHOSE} by (?:{_SHARE}|\d)")
_FIGURE = re.compile(r"\(\d[\d,.]*%?\)")
_RANKED = re.compile(
    r"\b(?:asked|answered|answers|survey|scores?|named|put|chose|ranked|said|list"
    r"|letters|"
    r"want(?:ed)?|concerns?|worr(?:y|ied|ies)|"
    r"postbag|emails|e-mails|replies|responses)\b"
)
# Shares of these are what was found in them, not what they chose.
_MET_BY_POLICE = (
    r"offenders?|victims?|prisoners?|detainees?|arrested|custody|cells?|prisons?"
)
_FOUND_IN = re.compile(
    rf"\b(?:{_MET_BY_POLICE}|incidents?|calls?|offences?|crimes?|cases?|reports?)\b"
)
_ASKED_BY_POLICE = re.compile(rf"\b(?:{_MET_BY_POLICE})\b")
_SURVEY = re.compile(
    r"\b(?:survey(?:s|ed)?|questionnaires?|poll(?:ed)?|consultation|respon(?:ses?|ded|"
    r"dents)|answered|repl(?:y|ies|ied)|(?:we|i|and|also) asked|asked (?:you|them|"
    r"people|residents|what|which|how|to choose)|told (?:us|me)|tell(?:ing)? (?:us|me)|"
    r"you (?:said|think)|matters (?:most )?to you|worr(?:y|ies) you(?: most)?|your "
    r"(?:views|concerns|worries)|(?:people|residents|communities|businesses"
    r"|the public) "
    r"(?:have )?(?:said|say|told|named|chose|think|want)|what (?:you|should (?:the "
    r"police|we|i)))\b"
)
# "Residents’ top five concerns were …"
_CONCERNS_WERE = re.compile(
    r"\b(?:residents|people|public|your|respondents|communities|their|villagers)['’]?s?"
    r" (?:[\w ]+ )??(?:concerns|worries|fears) (?:were|are|include[ds]?)\b[^.;]*$"
)
# Where people spoke without being asked for figures: tells what a rank is of, not what
# a table is of.
_MET = re.compile(
    r"\b(?:meetings?|surger(?:y|ies)|listen(?:ing|ed)|postbag|roadshows?|focus groups?"
    r"|(?:raise|"
    r"raised) with (?:me|us)|(?:wrote|written|put) to (?:me|us))\b"
)
_TOP = (
    r"(?:top|main|biggest|greatest|chief|leading|most (?:common|frequent)|commonest|"
    r"highest|largest)"
)
# "Top of the list came speeding", "Next came …", "was the second biggest worry"
_PLACED = (
    r"\b(?:top|head|bottom|foot|end) of (?:the|your|their|people['’]s|residents['’]) "
    r"lists?\b|"
    r"\b(?:came|come|was|were|ranked|rated|scored|placed) (?:out )?(?:top|first|second|"
    r"third|fourth|fifth|highest|next|last|lowest|bottom|equal)\b|"
    r"^\W*(?:then|next|first|second|third|after \w+|behind \w+|lower down|further "
    r"down) (?:came|come|were)\b|"
    rf"\b(?:most|more|less|least) often {_CHOSE}\b|\b{_CHOSE} (?:most|least) often\b"
)
_FOLLOWS_ON = re.compile(_PLACED)
# "The top three concerns were …"
_RANKING = re.compile(
    rf"{_PLACED}|\b{_TOP}(?: {_NUMBER})? (?:\w+ )?(?:concerns?|worr(?:y|ies)|issues?|"
    r"answers?|complaints?|fears?|choices?)\b"
)
# The words of `_RANKING`, of which a sentence that ranks has one at least.
_RANKS = frozenset(
    {
        "after", "behind", "biggest", "bottom", "chief", "common", "commonest", "equal",
        "fifth", "first", "fourth", "frequent", "further", "greatest", "highest",
        "largest", "last", "leading", "list", "lists", "lower", "lowest", "main",
        "next", "often", "second", "then", "third", "top",
    }
)  # fmt: skip
# "Among people aged 16 to 24 it was 52 per cent"
_OF_A_GROUP = re.compile(
    r"^\W*(?:among|for|of|in) (?:\w+ ){1,3}?(?:aged|over|under|from|in)\b[^.;]*\b(?:it|"
    rf"that|the (?:figure|share)|this) (?:was|is|fell|rose)\b[^.;]*\b{_SHARE}"
)
# "You told us that you worry about a, b and c", "Residents want …, … and …"
_LISTED = re.compile(
    r"\b(?:you|residents|people|respondents|the public|communities|villagers|"
    r"businesses|parents|readers|everyone|everybody|many|others|some)"
    r"(?: (?:here|also|often|who \w+|(?:of|in"
    r"|from) [a-z]\w+(?: [a-z]\w+)*))? (?:told (?:us|me)|said|named|raised|mentioned|"
    r"spoke of|wrote (?:to me )?about|asked (?:us|me)? ?(?:for|to)|complained (?:of|"
    r"about)|listed|want(?:ed)?|worr(?:y|ied)|(?:are|were) (?:most |more |very )?"
    r"(?:worried|concerned|troubled|bothered))\b"
    rf"{_NO_TURN}$"
)
_FEWEST_ITEMS = 3


def in_answers(around: Around) -> bool:
    """Whether a match is among what people answered to a survey."""
    place = around.place
    if _is_answer(place.document, place.passage):
        return True
    # Without one of these words no rule of `_TELLING` holds: most sentences have none.
    if not _HINTS.isdisjoint(around.words) and any(tells(around) for tells in _TELLING):
        return True
    if _is_of_one_group(around):
        return True
    return _under_answers(around) and _stands_near_title(place.document, place.passage)


_HINT_WORDS = """
    % cent percent afraid after agree agreed answer answered answering answers asked
    behind believe believed bothered bottom brought came choice choices choose chose
    chosen cited come comments complained complaints concern concerned concerns
    consulted describe described describes email emails equal fear fears feel felt
    fifth filled first foot fourth further gave head highest identified invited
    issue issues last letters list listed lists lower lowest mail mails mentioned
    messages met name named next noticed picked polled postbag postcards priorities
    priority problem problems put questioned questions raised ranked rated replied
    replies reply replying respondents responded responding responses returned said
    say score scored scores second seen selected sent spoke spoken survey surveyed
    taking then themselves think third thought ticked told took top troubled voted
    want wanted worries worried worry wrote
"""
_HINTS = frozenset(_HINT_WORDS.split())


def _is_named_by_many(around: Around) -> bool:
    """Whether a sentence says how often people named the match, or worried of it."""
    if _REPLIES_ON.search(around.before) or _CONCERNS_WERE.search(around.before):
        return True
    if _WORRY_OF.search(around.sentence) or _RAISED_AT.search(around.after):
        return True
    return bool(_MENTIONED.match(around.after)) and _tells_of_survey(around)


def _is_of_one_group(around: Around) -> bool:
    """Whether a sentence gives the share of one group of those who were asked."""
    return bool(_OF_A_GROUP.match(around.sentence)) and around.follows(_is_of_survey)


def _is_of_survey(words: str) -> bool:
    return _SURVEY.search(words) is not None


def _gives_shares_of_answers(around: Around) -> bool:
    """Whether a sentence is a list of shares, after one that speaks of a survey."""
    words = around.sentence
    if "%" not in words and "cent" not in words:
        return False
    if len(_SHARES.findall(words)) < _FEWEST_FIGURES:
        return False
    surveyed = any(map(_SURVEY.search, (around.sentence, *around.earlier[:1])))
    return surveyed and not _FOUND_IN.search(around.sentence)


def _tells_of_survey(around: Around) -> bool:
    words = " ".join((around.sentence, *around.titles))
    return bool(_SURVEY.search(words) or _MET.search(words))


def _stands_near_title(document: Document, passage: Passage) -> bool:
    """Whether a passage stands so near its heading that it surely belongs to it: where
    headings are lost, a section runs on into what has nothing to do with its title.
    """
    title = passage.section[-1][:_TITLE_START] if passage.section else ""
    at = document.text.rfind(title, 0, passage.start) if title else -1
    return at >= 0 and passage.start - at <= _NEAR_TITLE


_TITLE_START = 20  # characters by which a heading is found again
_NEAR_TITLE = 1000  # characters


def _under_answers(around: Around) -> bool:
    """Whether a passage stands under a heading such as "What residents said" and adds
    nothing of the plan's own: neither what it knows of crime nor what it thinks of it.
    """
    if not any(map(_heads_answers, around.titles[-1:])):
        return False
    told = (_FOUND_IN, _OWN_VOICE, _AMOUNT)
    if any(one.search(around.sentence) for one in told):
        return False
    speakers = _SPEAKS.match(around.after) and not _ANSWERER.search(around.before)
    return not speakers and not _TURN.search(around.before)


_ANSWERS_TITLE = re.compile(
    r"\bwhat (?:you|residents|people|the public|(?:local |our )?communities|the survey|"
    r"the consultation|they|everyone) (?:have |has )?(?:told|tells?|said|says?|think|"
    r"thought|want(?:ed)?|asked|showed|found)\b|\byou (?:said|told)\b"
    r"|\bsurvey results\b|"
    r"\bresults of (?:the|our|my) (?:survey|consultation|poll)\b|\byour (?:views"
    r"|concerns|"
    r"worries|answers)\b|\bwhat (?:matters to|worries) you\b"
)
_heads_answers = remembered(_ANSWERS_TITLE)
# "You are right …", "I know …", "our officers": the plan speaks of what it has seen.
_OWN_VOICE = re.compile(
    r"\b(?:(?:i|we) (?:also )?(?:agree|know|met|share|have (?:seen|met|made|set|put)|"
    r"believe|think|do|am|are)|(?:you|they|people|residents) are right|officers"
    r"|this plan|"
    r"that is why|my|because)\b"
)
_AMOUNT = re.compile(r"\b\d{1,3}(?:,\d{3})+\b|\b\d{3,}\b(?! (?:people|of you|votes))")
# Whose words follow on what they live with: "Young men with autism told us …"
_SPEAKS = re.compile(
    r"^[^.;]*\b(?:told|tell|said|say|asked|spoke|described|explained)\b"
)
_ANSWERER = re.compile(rf"\b(?:{_ANSWERERS}|{_PERCENT})")
_TURN = re.compile(r"\b(?:but|yet|however|although|though)\b")


def _is_told(around: Around) -> bool:
    """Whether a sentence tells how many people chose or named what the match says."""
    before, after = around.before, around.after
    if any(pattern.search(before) for pattern in _CHOSEN_BEFORE):
        return bool(_SURVEY.search(before)) or not _ASKED_BY_POLICE.search(before)
    told = _CHOSEN_AFTER.match(after)
    if told and _CHOSEN_BY.search(before + told[0]):
        return True
    figures = _FIGURE.findall(before) + _FIGURE.findall(after)
    return len(figures) >= _FEWEST_FIGURES and bool(_RANKED.search(before))


def _is_list_of_wishes(around: Around) -> bool:
    """Whether a sentence lists what people said that they worry about or want."""
    told = _LISTED.search(around.before)
    if told is None or _FOUND_IN.search(around.before[: told.end()]):
        return False
    listed = told[0] + around.after
    return listed.count(",") + len(re.findall(r"\band\b", listed)) >= _FEWEST_ITEMS - 1


def _is_ranked(around: Around) -> bool:
    """Whether a sentence ranks what a survey found: "Top of the list came speeding"."""
    if _RANKS.isdisjoint(around.words) or not _RANKING.search(around.sentence):
        return False
    if _tells_of_survey(around):
        return True
    if _FIGURE.search(around.sentence) and _SHARES.search(around.sentence):
        return True
    return around.follows(_is_of_survey, _FOLLOWS_ON)


# What tells by the words around a match alone that it is an answer.
_TELLING = (
    _is_told,
    _is_named_by_many,
    _is_list_of_wishes,
    _gives_shares_of_answers,
    _is_ranked,
)


def _is_answer(document: Document, passage: Passage) -> bool:
    """Whether a passage is a line of a list or table of people's answers: it has a
    share or a count, and what leads to it speaks of a survey.
    """
    block = document.blocks[passage.block]
    words = in_small_letters(document.text[passage.start : passage.end])
    if len(words.split()) > _LONGEST_LINE:
        return False
    if _TELLS.search(words) and not _FIGURE.search(words):
        return False
    counted = _COUNT.search(words) or _counted_beside(document, passage.block, block)
    return bool(counted) and _led_by_survey(document, passage)


_COUNT = re.compile(rf"{COUNTED}\W*$|^\W*\d{{1,3}} ?%")
# "34 % had been drinking": what was found, not what was answered.
_TELLS = re.compile(
    r"\b(?:is|are|was|were|has|have|had|reported|involved|suffer(?:s|ed)?|need(?:s"
    r"|ed)?)"
    r"\b"
)


def _counted_beside(document: Document, index: int, block: Block) -> bool:
    """Whether a share or count stands in the row of a cell."""
    if block.kind is not BlockKind.TABLE_CELL:
        return False
    return any(map(_CELL_COUNT.fullmatch, cells_behind(document, index)))


_CELL_COUNT = re.compile(r"\W*\d[\d,.]* ?%?\W*")


def _led_by_survey(document: Document, passage: Passage) -> bool:
    """Whether the heading above a line, or the paragraph before its list or table,
    speaks of a survey.
    """
    titles = map(in_small_letters, passage.section[-2:])
    if any(map(_SURVEY.search, titles)):
        return True
    first = max(0, passage.block - _LINES_ABOVE)
    for index in range(passage.block - 1, first - 1, -1):
        block = document.blocks[index]
        words = in_small_letters(document.text[block.start : block.end])
        if block.kind is BlockKind.HEADING and not _COUNT.search(words):
            return False
        if block.kind is BlockKind.PARAGRAPH and _SURVEY.search(words):
            return True
        if block.kind is BlockKind.PARAGRAPH and not _COUNT.search(words):
            return False
    return False
