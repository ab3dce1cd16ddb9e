"""Which section role a heading speaks of: by the codebook's words, or by these where it
is silent.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from plancoder.codebook.shape import Codebook, RoleRule, Term
from plancoder.coding.sections.labels import LABEL_WORDS
from plancoder.coding.sections.plain_text import any_phrase, has_term, plain_words
from plancoder.models import SectionRole

# Asked in this order: "How we will deliver our priorities" is delivery, not a statement
# of priorities.
_ORDER = (
    SectionRole.CONTENTS,
    SectionRole.GLOSSARY,
    SectionRole.BOILERPLATE,
    SectionRole.PERFORMANCE,
    SectionRole.DELIVERY,
    SectionRole.NEEDS_ASSESSMENT,
    SectionRole.FINANCE,
    SectionRole.PRIORITY_STATEMENT,
    SectionRole.NEEDS,
    SectionRole.FOREWORD,
    SectionRole.BODY,
)

_DEFAULTS: dict[SectionRole, str] = {
    SectionRole.CONTENTS: "contents, table of contents, in this plan, cynnwys",
    SectionRole.FOREWORD: (
        "foreword, introduction, message from, welcome, rhagair, cyflwyniad,"
        " rhagarweiniad"
    ),
    SectionRole.NEEDS_ASSESSMENT: (
        "how this plan was developed, how the plan was developed, how i developed,"
        " developing the plan, how this plan was made, how the plan was made, what we"
        " heard, what i heard, what i was told, development of the plan, consult*, what"
        " you told, you said, listening to, what the public, strategic assessment*,"
        " needs assessment*, evidence base, setting the priorities, how the priorities,"
        " how my priorities, how our priorities, ymgynghori*"
    ),
    SectionRole.NEEDS: (
        "our area, about the area, the area we serve, local picture, area profile,"
        " local context, our communities, about the county, crime in, demand,"
        " vulnerabilit*, needs, threats, challenges"
    ),
    SectionRole.PRIORITY_STATEMENT: (
        "priorities, priority areas, objectives, pledges, aims, themes, goals,"
        " ambitions, outcomes, plan on a page, plan at a glance, priorities at a"
        " glance, my promises, our promises, commitments, blaenoriaethau, amcanion,"
        " addewidion"
    ),
    SectionRole.DELIVERY: (
        "how we will, how i will, how will, how this will, how it will, what we will"
        " do, what i will do, what will be done, will do, commissioner will, pcc will,"
        " constable will, constable to, police will, force will, partners will,"
        " partners to, we will, i will, actions, action plan, delivering the,"
        " delivering this, delivering my, delivering our, delivery, in addition to, sut"
        " y byddwn, sut y byddaf"
    ),
    SectionRole.PERFORMANCE: (
        "performance, measur*, success look*, will know, will we know, shall know,"
        " targets, indicators, holding to account, hold to account, holding the chief"
        " constable, monitoring, outcomes framework, perfformiad"
    ),
    SectionRole.FINANCE: (
        "financ*, money, will cost, budget*, funding, precept, resources, grants,"
        " income and expenditure, medium term, council tax, commissioning, cyllid*,"
        " adnoddau"
    ),
    SectionRole.GLOSSARY: (
        "glossary, abbreviations, acronyms, jargon, terms used, words used, explanation"
        " of terms, geirfa"
    ),
    SectionRole.BOILERPLATE: (
        "contact us, contact details, how to contact, get in touch, contact"
        " information, alternative formats, other formats, copyright, useful links,"
        " further information, statutory duties, statutory responsibilities, legal"
        " duties, legal framework, roles and responsibilities, equality impact,"
        " cysylltu, manylion cyswllt"
    ),
}

# A heading longer than this is a sentence; words in it say little about what the
# section does.
_LONGEST_HEADING = 14
# Shorter words have too many neighbours to be mended.
_LONG_WORD = 7


@dataclass(frozen=True, slots=True)
class Roles:
    """The role rules in force: heading words for every role, and the words that number
    priorities.
    """

    rules: tuple[RoleRule, ...]
    words: tuple[str, ...] = LABEL_WORDS
    patterns: tuple[
        re.Pattern[str], ...
    ] = ()  # one a rule, for its terms that are plain phrases
    together: tuple[
        tuple[Term, ...], ...
    ] = ()  # a rule's other terms: words near each other
    vocabulary: tuple[str, ...] = ()  # the long words of the rules

    def of_heading(self, plain_heading: str) -> SectionRole | None:
        """The role of which a heading, given as plain words, speaks; None where it
        speaks of none.
        """
        if len(plain_heading.split()) > _LONGEST_HEADING:
            return None
        role = self._spoken_of(plain_heading)
        if role is not None or (mended := self._mended(plain_heading)) == plain_heading:
            return role
        return self._spoken_of(mended)

    def _mended(self, plain_heading: str) -> str:
        """The heading with words that are one slip of the scanner away from a long word
        of the rules put right.
        """
        words = []
        for word in plain_heading.split():
            near = None
            if len(word) >= _LONG_WORD and word not in self.vocabulary:
                near = process.extractOne(
                    word, self.vocabulary, scorer=OSA.distance, score_cutoff=1
                )
            words.append(near[0] if near else word)
        return " ".join(words)

    def _spoken_of(self, plain_heading: str) -> SectionRole | None:
        for rule, pattern, together in zip(
            self.rules, self.patterns, self.together, strict=True
        ):
            if pattern.search(plain_heading) or any(
                has_term(plain_heading, term) for term in together
            ):
                return rule.role
        return None


def read_roles(codebook: Codebook | None = None) -> Roles:
    """The codebook's role rules, completed by the built-in ones for roles of which it
    says nothing.
    """
    given = {rule.role: rule for rule in codebook.roles} if codebook else {}
    rules = [
        given[role] if role in given else _default(role)
        for role in _ORDER
        if role in given or role in _DEFAULTS
    ]
    numbered = tuple(
        word.casefold() for rule in given.values() for word in rule.numbered
    )
    patterns = tuple(
        any_phrase(term.phrase for term in rule.headings if term.phrase)
        for rule in rules
    )
    together = tuple(
        tuple(term for term in rule.headings if term.together) for rule in rules
    )
    words = {
        word
        for rule in rules
        for term in rule.headings
        for word in plain_words(term.phrase)
    }
    long_words = tuple(sorted(word for word in words if len(word) >= _LONG_WORD))
    return Roles(
        tuple(rules),
        _by_weight(numbered) or LABEL_WORDS,
        patterns,
        together,
        long_words,
    )


def _default(role: SectionRole) -> RoleRule:
    return RoleRule(
        role,
        tuple(Term(phrase.strip()) for phrase in re.split(r",\s*", _DEFAULTS[role])),
    )


def _by_weight(words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as the codebook orders them: the first names the priorities where a
    plan numbers two kinds.
    """
    return tuple(dict.fromkeys(words))
