"""Reading terms and `unless` rules, and refusing those that could never match or would
match everything.
"""

from __future__ import annotations

import re

from plancoder.codebook.fields import Fields, Problems, read_flag, suggest
from plancoder.codebook.shape import Term, Unless
from plancoder.codebook.strict_yaml import YamlList, YamlMap, YamlNode, YamlText
from plancoder.terminal import shorten

_WORD = re.compile(r"[^\W_]+")
_STAR = re.compile(r"\S*\*\S*")
_MAX_WORDS = 20
_MAX_WITHIN = 100
_DEFAULT_WITHIN = 10
_LOWEST_FUZZY = 50
_TERM_KEYS = ("term", "case", "fuzzy")
_TOGETHER_KEYS = ("all", "within", "fuzzy", "case")
_NEAR_KEYS = ("near", "within", "case", "fuzzy")


def read_terms(fields: Fields, key: str) -> tuple[Term, ...]:
    """The terms under a key; the same term twice in one list is refused."""
    terms: list[Term] = []
    seen: dict[tuple[object, ...], int] = {}
    for node, where in fields.items(key):
        term = read_term(node, where, fields.problems)
        if term is None:
            continue
        same = (
            normal_form(term.phrase) if not term.case else term.phrase,
            term.together,
            term.case,
        )
        if same in seen:
            fields.problems.add(
                term.line,
                where,
                f"the term '{term.label}' is already on line {seen[same]}",
            )
            continue
        seen[same] = term.line
        terms.append(term)
    return tuple(terms)


def read_term(node: YamlNode, where: str, problems: Problems) -> Term | None:
    """One term in any of its shapes; None where it is wrong, with the slip noted."""
    if isinstance(node, YamlText):
        fault = phrase_fault(node.value)
        if fault:
            problems.add(node.line, where, fault)
            return None
        return Term(phrase=_tidy(node.value), line=node.line)
    if isinstance(node, YamlList):
        problems.add(
            node.line,
            where,
            "a term is text or {term: …} or {all: […], within: N}, not a list",
        )
        return None
    fields = Fields(node, where, problems)
    if fields.has("all"):
        return _read_together(fields)
    if fields.has("term"):
        return _read_single(fields)
    keys = ", ".join(f"'{key}'" for key in node.entries)
    hint = "".join(suggest(key, ("term", "all")) for key in list(node.entries)[:1])
    problems.add(
        node.line,
        where,
        f"a term needs the key 'term' or 'all', not {keys or 'nothing'}{hint}",
    )
    return None


def _read_single(fields: Fields) -> Term | None:
    before = len(fields.problems.found)
    fields.check_keys(_TERM_KEYS)
    phrase = fields.text("term")
    fault = phrase_fault(phrase)
    if fault:
        fields.complain("term", fault)
    case = fields.flag("case", default=False)
    fuzzy = read_fuzzy(fields)
    if case and "*" in phrase:
        fields.complain(
            "term",
            "`case: true` takes whole words only; write the endings out or leave out"
            " the *",
        )
    if case and fuzzy not in (None, False):
        fields.complain(
            "fuzzy", "a term with `case: true` is never fuzzy; leave out one of the two"
        )
    if len(fields.problems.found) > before:
        return None
    return Term(phrase=_tidy(phrase), case=case, fuzzy=fuzzy, line=fields.line())


def _read_together(fields: Fields) -> Term | None:
    before = len(fields.problems.found)
    fields.check_keys(_TOGETHER_KEYS)
    phrases = []
    for node, where in fields.items("all"):
        if not isinstance(node, YamlText):
            fields.problems.add(
                node.line, where, "`all` holds words or phrases as plain text"
            )
            continue
        fault = phrase_fault(node.value)
        if fault:
            fields.problems.add(node.line, where, fault)
        phrases.append(_tidy(node.value))
    if len(fields.items("all")) < 2:
        fields.complain("all", "`all` needs at least two words or phrases")
    elif len({normal_form(phrase) for phrase in phrases}) < len(phrases):
        fields.complain("all", "`all` holds the same word twice")
    within = fields.number(
        "within",
        _DEFAULT_WITHIN,
        lowest=0,
        highest=_MAX_WITHIN,
        hint=" (words between the first and the last)",
    )
    case = fields.flag("case", default=False)
    if case and any("*" in phrase for phrase in phrases):
        fields.complain(
            "all",
            "`case: true` takes whole words only; write the endings out or leave out"
            " the *",
        )
    fuzzy = read_fuzzy(fields)
    if len(fields.problems.found) > before:
        return None
    return Term(
        together=tuple(phrases),
        within=within,
        case=case,
        fuzzy=fuzzy,
        line=fields.line(),
    )


def read_unless(fields: Fields, key: str) -> tuple[Unless, ...]:
    """The rules that block a match."""
    rules = []
    for node, where in fields.items(key):
        if isinstance(node, YamlMap) and "near" in node.entries:
            rule = _read_near(Fields(node, where, fields.problems))
        else:
            term = read_term(node, where, fields.problems)
            rule = Unless(term) if term else None
        if rule:
            rules.append(rule)
    return tuple(rules)


def _read_near(fields: Fields) -> Unless | None:
    before = len(fields.problems.found)
    fields.check_keys(_NEAR_KEYS)
    phrase = fields.text("near")
    fault = phrase_fault(phrase)
    if fault:
        fields.complain("near", fault)
    case = fields.flag("case", default=False)
    if case and "*" in phrase:
        fields.complain(
            "near",
            "`case: true` takes whole words only; write the endings out or leave out"
            " the *",
        )
    within = 0
    if fields.text("within", "passage") != "passage":
        within = fields.number(
            "within",
            0,
            lowest=1,
            highest=_MAX_WITHIN,
            hint=" (words between) or `passage`",
        )
    fuzzy = read_fuzzy(fields)
    if len(fields.problems.found) > before:
        return None
    term = Term(phrase=_tidy(phrase), case=case, fuzzy=fuzzy, line=fields.line())
    return Unless(term, near=True, within=within)


def read_fuzzy(fields: Fields) -> bool | int | None:
    """`true`, `false` or the lowest score that counts; None where nothing is said."""
    node = fields.node.entries.get("fuzzy")
    if node is None:
        return None
    value = read_flag(node)
    if value is not None:
        return value
    if isinstance(node, YamlText) and node.value.isascii() and node.value.isdigit():
        score = int(node.value[:9])
        if _LOWEST_FUZZY <= score <= 100:
            return score
    given = f"'{shorten(node.value)}'" if isinstance(node, YamlText) else "that"
    fields.complain(
        "fuzzy",
        f"true, false or a score from {_LOWEST_FUZZY} to 100 is needed, not {given}",
    )
    return None


def phrase_fault(phrase: str) -> str:
    """What is wrong with a phrase as a term, or blank: it could never match, or would
    match far too much.
    """
    shown = shorten(phrase)
    words = _WORD.findall(phrase)
    if not phrase.strip():
        return "the term is blank; write a word or delete the line"
    if not words:
        return f"the term '{shown}' holds no word, so it can never match"
    if sum(map(len, words)) < 2:
        return (
            f"the term '{shown}' is a single letter and would match nearly everywhere;"
            " write a longer one"
        )
    if len(words) > _MAX_WORDS:
        return (
            f"the term has {len(words)} words; more than {_MAX_WORDS} can hardly match,"
            " write the telling part"
        )
    return next(
        filter(None, (_star_fault(part, shown) for part in _STAR.findall(phrase))), ""
    )


def _star_fault(part: str, shown: str) -> str:
    """What is wrong with one word that holds a *, or blank."""
    stem = part.rstrip("\"'”’.,;:)").removesuffix("*")
    letters = _WORD.findall(stem)
    if "*" in stem:
        return f"in '{shown}' the * may only be at the end of a word"
    if not letters or not stem[-1].isalnum():
        return f"in '{shown}' a * is alone; put it right after the beginning of a word"
    if len(letters[-1]) < 2:
        return (
            f"in '{shown}' one letter and * would match far too much; write more"
            " letters"
        )
    return ""


def normal_form(phrase: str) -> str:
    """The phrase as it is compared: case, hyphens and runs of blanks make no
    difference.
    """
    return " ".join(re.findall(r"[^\W_]+\*?", phrase.casefold()))


def _tidy(phrase: str) -> str:
    return " ".join(phrase.split())
