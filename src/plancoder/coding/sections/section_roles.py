"""Which section role a heading speaks of: by the codebook's words, or by these where it
is silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from plancoder.codebook.shape import Codebook, RoleRule, Term
from plancoder.coding.sections.labels import LABEL_WORDS, welsh_forms
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
        "glossary, abbreviations, acronyms, jargon, terms used, words used, difficult"
        " words, hard words, words explained, explanation of terms, geirfa"
    ),
    SectionRole.BOILERPLATE: (
        "contact us, contact details, how to contact, get in touch, contact"
        " information, alternative formats, other formats, copyright, useful links,"
        " background papers, background documents, further reading, list of references,"
        " further information, statutory duties, statutory responsibilities, legal"
        " duties, legal framework, roles and responsibilities, equality impact,"
        " cysylltu, manylion cyswllt"
    ),
}

# A heading longer than this is a sentence; words in it say little about what the
# section does.
_LONGEST_HEADING = 14
# Shorter words look like too many others to be read through a scanner's slips.
_LONG_WORD = 7
# What a scanner takes for one another becomes the same: "gl0ssary", "prlorities".
_LOOK_ALIKE = str.maketrans({"0": "o", "1": "i", "l": "i", "5": "s"})
_WELSH_WORDS = (
    *("addewidion", "adnoddau", "amcanion", "blaenoriaethau", "cyflwyniad", "cyllid"),
    *("cyllideb", "cynnwys", "geirfa", "perfformiad", "rhagair", "rhagarweiniad"),
    "ymgynghori",
)


@dataclass(frozen=True, slots=True)
class Roles:
    """The role rules in force: heading words for every role, and the words that number
    priorities, the weightiest first.
    """

    rules: tuple[RoleRule, ...]
    words: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]  # one a rule, for its plain phrases
    any_rule: re.Pattern[str]  # finds what any of the patterns finds
    known: Mapping[str, str]  # another look or a mutation to a word of the rules

    def of_heading(self, plain_heading: str) -> SectionRole | None:
        """The role of which a heading, given as plain words, speaks; None where it
        speaks of none.

        "fy mlaenoriaethau" and "my prlorities" speak of priorities; a good word is
        never taken for another one.
        """
        words = plain_heading.split()
        if len(words) > _LONGEST_HEADING:
            return None
        role = self._spoken_of(plain_heading)
        if role is not None:
            return role
        meant = [self.known.get(_look(word), word) for word in words]
        return self._spoken_of(" ".join(meant)) if meant != words else None

    def _spoken_of(self, plain_heading: str) -> SectionRole | None:
        """The role of the first rule that a heading's words meet: "foreword by the
        chair" → foreword.
        """
        if not self.any_rule.search(plain_heading):
            return None
        for rule, pattern in zip(self.rules, self.patterns, strict=True):
            if pattern.search(plain_heading) or any(
                term.together and has_term(plain_heading, term)
                for term in rule.headings
            ):
                return rule.role
        return None


def _look(word: str) -> str:
    """What a word looks like to a scanner; short words as they are."""
    if len(word) < _LONG_WORD:
        return word
    return word.translate(_LOOK_ALIKE).replace("rn", "m")


def read_roles(codebook: Codebook | None = None) -> Roles:
    """The codebook's role rules, completed by the built-in ones for roles of which it
    says nothing.
    """
    return _roles_of(codebook.roles if codebook else ())


@lru_cache(maxsize=8)
def _roles_of(own: tuple[RoleRule, ...]) -> Roles:
    """The roles by a codebook's own rules: made once for all plans of a run."""
    given = {rule.role: rule for rule in own}
    rules = tuple(
        given.get(role) or _default(role)
        for role in _ORDER
        if role in given or role in _DEFAULTS
    )
    terms = [term for rule in rules for term in rule.headings]
    return Roles(
        rules,
        _numbered_words(given.values()) or LABEL_WORDS,
        tuple(any_phrase(term.phrase for term in rule.headings) for rule in rules),
        any_phrase(part for term in terms for part in (term.phrase, *term.together)),
        _known_looks(terms),
    )


def _numbered_words(rules: Iterable[RoleRule]) -> tuple[str, ...]:
    """In the codebook's own order: the first word names the priorities where a plan
    numbers two kinds.
    """
    words = (word.casefold() for rule in rules for word in rule.numbered)
    return tuple(dict.fromkeys(words))


def _known_looks(terms: Iterable[Term]) -> dict[str, str]:
    """How long words of the rules look to a scanner, and Welsh words in mutation."""
    known = {_look(form): word for word in _WELSH_WORDS for form in welsh_forms(word)}
    words = {word for term in terms for word in plain_words(term.phrase)}
    known |= {_look(word): word for word in sorted(words) if len(word) >= _LONG_WORD}
    return known


def _default(role: SectionRole) -> RoleRule:
    return RoleRule(
        role,
        tuple(Term(phrase.strip()) for phrase in re.split(r",\s*", _DEFAULTS[role])),
    )
