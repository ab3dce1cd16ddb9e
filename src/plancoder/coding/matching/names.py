"""Matches that are no mention of the thing itself: inside the name of a body, post, law
or document, in a list of partners, in an address, or said not to be meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

# What bodies, posts, laws, projects and documents are called.
_NOUNS = frozenset(
    {
        "act", "action", "adviser", "advisor", "advisory", "advocacy", "agency",
        "agenda", "agreement", "alliance", "association", "authority", "award",
        "bill", "board", "branch", "bureau", "cabinet", "campaign", "centre",
        "champion", "charity", "charter", "co-operative", "code", "college",
        "commission", "commissioner", "committee", "compact", "company", "concord",
        "concordat", "conference", "consortium", "constabulary", "convention",
        "coordinator", "council", "court", "covenant", "department", "director",
        "directorate", "federation", "forum", "foundation", "framework", "fund",
        "gateway", "group", "guidance", "helpline", "home", "hospital", "hub",
        "initiative", "inquiry", "inspectorate", "institute", "lead", "league",
        "legislation", "manager", "measure", "member", "minister", "ministry",
        "mission", "network", "office", "officer", "operation", "order",
        "organisation", "panel", "partners", "partnership", "plan", "policy",
        "practice", "procedure", "programme", "project", "protocol", "regulations",
        "report", "review", "scheme", "secretary", "service", "services", "society",
        "squad", "standards", "statement", "strategy", "survey", "taskforce",
        "team", "toolkit", "tribunal", "trust", "union", "unit", "university",
        "users", "watch", "week", "workshop",
    }
)  # fmt: skip
_BODY = _NOUNS | {f"{noun}s" for noun in _NOUNS} | {"strategies", "policies"}
# With these at its end even a line all in capitals of titles is a name.
_SURE_BODY = frozenset(
    {
        "alliance", "association", "authority", "board", "cabinet", "commission",
        "committee", "consortium", "council", "forum", "group", "network", "panel",
        "partnership", "team", "trust", "unit",
    }
)  # fmt: skip
# Small words that stand inside a name: "Ministry of Housing", "Drug and Alcohol Team".
_JOINING = frozenset({"of", "and", "for", "the", "on", "in", "to", "&", "with", "a"})
_WORD = re.compile(r"&|[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ADDRESS = re.compile(r"@\S|www\.|https?:|\.(?:uk|org|com|example)\b")
_LONGEST_ADDRESS = 100  # characters on either side of a match
_LONGEST_NAME = 12  # words on either side of a match
_PARTS = re.compile(r"\s*[;,•]\s*|\s+and\s+(?=[A-Z])")
_ENOUGH_PARTNERS = 3  # names beside one another that make a list of partners
_NEGATED = re.compile(
    r"\b(?:(?:do|does|did|will|shall|can|cannot|is|are|was|were)(?:\s+not|n['’]t)\s+"
    r"(?:\w+\s+)?(?:deal|cover|include|address|concern|tackle|treat|touch|speak|about|"
    r"a matter|part)\w*|nothing (?:to say |to do )?(?:about|on|with)|"
    r"no mention (?:of|is made of)|leaves? out|outside the scope of)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_BEFORE = 120  # characters before a match in which it may be said not to be meant


class Names:
    """What keeps the matches of one passage from counting, whatever the category."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._start, self._end = start, end
        self._words = list(_WORD.finditer(text, start, end))
        self._ends = [word.end() for word in self._words]
        self._title = self._is_title()
        self._partners: list[tuple[int, int]] | None = None

    def blocking(self, start: int, end: int) -> str:
        """Why the match from `start` to `end` is no mention of a need; blank where it
        is one.

        `the Mental Health Trust`: in a name; `North Fell Housing, Farm Watch and Lark
        Youth`: in a list of partners; `www.housing.example`: in an address.
        """
        if self._in_address(start, end):
            return "in a web or e-mail address"
        if self._is_negated(start):
            return "said not to be meant"
        if self._in_name(start, end):
            return "in a name"
        if self._text[start].isupper() and self._in_partners(start, end):
            return "in a list of partners"
        return ""

    def _in_address(self, start: int, end: int) -> bool:
        low = max(self._start, start - _LONGEST_ADDRESS)
        before = self._text[low:start].rpartition(" ")[2].rpartition("\n")[2]
        after = self._text[end : min(self._end, end + _LONGEST_ADDRESS)]
        around = before + self._text[start:end] + re.split(r"\s", after, maxsplit=1)[0]
        return " " not in around and bool(_ADDRESS.search(around))

    def _is_negated(self, start: int) -> bool:
        before = self._text[max(self._start, start - _BEFORE) : start]
        return bool(_NEGATED.search(before))

    def _in_name(self, start: int, end: int) -> bool:
        """Whether a run of capitalised words around the match ends in, or holds, what
        bodies and documents are called.
        """
        if not self._text[start].isupper():
            return False
        run = self._run_around(start, end)
        if self._title:
            return run[-1].start() >= end and run[-1][0].casefold() in _SURE_BODY
        outside = [word for word in run if word.end() <= start or word.start() >= end]
        return any(word[0].casefold() in _BODY for word in outside)

    def _run_around(self, start: int, end: int) -> Sequence[re.Match[str]]:
        """The capitalised words on both sides of a match, small words between them."""
        first = bisect_right(self._ends, start)
        last = min(bisect_left(self._ends, end), len(self._words) - 1)
        return self._words[self._reach(first, -1) : self._reach(last, 1) + 1]

    def _reach(self, at: int, step: int) -> int:
        """The last word of the run, going from the word `at` one way."""
        words, reach = self._words, at
        farthest = at + step * _LONGEST_NAME
        while 0 <= at + step < len(words) and at != farthest:
            low, high = sorted((at, at + step))
            if self._text[words[low].end() : words[high].start()].strip(" \n-/"):
                break
            at += step
            if words[at][0][0].isupper():
                reach = at
            elif words[at][0] not in _JOINING:
                break
        return reach

    def _is_title(self) -> bool:
        """Whether the passage is a heading, whose words all have capitals: there they
        tell nothing.
        """
        long = [word[0] for word in self._words if len(word[0]) > 3]
        sentence = (
            self._text[self._start : self._end].rstrip().endswith((".", "!", "?"))
        )
        return (
            not sentence and len(long) < 14 and all(word[0].isupper() for word in long)
        )

    def _in_partners(self, start: int, end: int) -> bool:
        if self._partners is None:
            self._partners = self._find_partners()
        return any(first <= start and end <= last for first, last in self._partners)

    def _find_partners(self) -> list[tuple[int, int]]:
        """The names in a list of three partners or more; none where there are fewer."""
        cuts = [
            self._start,
            *(
                edge
                for found in _PARTS.finditer(self._text, self._start, self._end)
                for edge in found.span()
            ),
            self._end,
        ]
        spans = list(zip(cuts[::2], cuts[1::2], strict=True))
        parts = [self._text[slice(*span)] for span in spans]
        named = [
            span for span, part in zip(spans, parts, strict=True) if _is_named(part)
        ]
        partners = sum(_is_named(part) or _is_body(part) for part in parts)
        return named if 2 * partners >= max(len(parts), 2 * _ENOUGH_PARTNERS) else []


def _is_body(part: str) -> bool:
    """Whether a part of a list ends in what bodies are called: "the fire authority"."""
    words = _WORD.findall(part)
    return 0 < len(words) < 8 and words[-1].casefold() in _BODY


def _is_named(part: str) -> bool:
    """Whether a part of a list is a name: two words or more with capitals, the last
    one among them.
    """
    words = [word for word in _WORD.findall(part) if word not in _JOINING]
    capital = [word for word in words if word[0].isupper()]
    return (
        len(capital) > 1 and words[-1][0].isupper() and 2 * len(capital) >= len(words)
    )
