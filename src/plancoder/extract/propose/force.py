"""Which force a plan belongs to: by file name, title page and running text, against a
list or by the title alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, zip_longest
from typing import Protocol

from plancoder.folded_names import fold_name


class ForceName(Protocol):
    """What is needed of an entry of the force list."""

    @property
    def force_id(self) -> str:
        """Short name in plan ids."""

    @property
    def name(self) -> str:
        """Full name."""

    @property
    def nation(self) -> str:
        """England or Wales."""


@dataclass(frozen=True, slots=True)
class ForceFound:
    """The force with the reason for it; blank where none was found."""

    force_id: str = ""
    name: str = ""
    nation: str = ""
    reason: str = "no force is named in the file name, the title or the text"
    is_tie: bool = False  # two forces of the list are named about as often

    def __bool__(self) -> bool:
        return bool(self.force_id)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_KIND = r"(?:Police Service|Police Force|Police|Constabulary)"
_KIND_AT_END = re.compile(rf"\s+{_KIND}$", re.IGNORECASE)
_SMALL = _set_of("and the of upon y a")
_PROPER = r"[A-Z][\w'’-]+(?:(?:\s+(?:and|of|upon|the|&|y|a))?\s+[A-Z][\w'’-]+){0,4}"
_AND = r"\s+(?:and|&)\s+"
_FORCE_NAMED = re.compile(rf"({_PROPER})\s+{_KIND}\b(?!{_AND})")
_NAME_ALONE = re.compile(_PROPER)
_NAMED = (
    _FORCE_NAMED,
    re.compile(rf"Commissioner for (?:the )?({_PROPER})"),
    re.compile(rf"Police{_AND}Crime Plan for (?:the )?({_PROPER})"),
    re.compile(rf"({_PROPER})\s+Police{_AND}Crime (?:Plan|Commissioner|Panel)"),
    re.compile(rf"Heddlu ({_PROPER})"),
)
# Words that may stand before a name, and words with which nothing is a name: "Safer
# Streets Police and Crime Plan" names no place.
_BEFORE_NAME = _set_of(
    "the our my your this a an draft final new refreshed revised joint former"
)
_NO_NAMES = _set_of(
    "national british home each every local chief deputy neighbourhood special"
    " community police crime office plan military transport college independent"
    " safer safe panel commissioner welcome published association public ministry"
    " civil for rural urban roads strategic annual city hall mayor"
    " cynllun heddlu throseddu troseddu comisiynydd"
)
_LONG_TEXT = 400_000
_CLEAR = 1.3  # so many times the points of the next
# A name that the text alone gives must be there so often.
_FEWEST_VOTES = 2
# A word so long may have a letter wrong: "Nortbmoor".
_LONG_WORD = 6
_ALIKE = 88


def find_force(
    file: str, titles: Sequence[str], text: str, forces: Sequence[ForceName]
) -> ForceFound:
    """Find the force in the list; where none of it is meant, take the name from the
    title.
    """
    text = text[:_LONG_TEXT]
    mentions = _mentions(forces, text)
    ranked = sorted(
        ((_points(force, file, titles, mentions), force) for force in forces),
        key=lambda pair: -pair[0][0],
    )
    if ranked:
        (points, reasons), force = ranked[0]
        runner_up = ranked[1][0][0] if len(ranked) > 1 else 0.0
        if points >= 3 and points >= _CLEAR * runner_up:
            return ForceFound(
                force.force_id, force.name, force.nation, "; ".join(reasons)
            )
        if points >= 3:
            both = f"{force.name} and {ranked[1][1].name}"
            reason = f"{both} are named about as often: please choose"
            return ForceFound(reason=reason, is_tie=True)
    return _from_title(titles, text)


def _points(
    force: ForceName,
    file: str,
    titles: Sequence[str],
    mentions: Mapping[str, tuple[int, int]],
) -> tuple[float, list[str]]:
    """Points for one force, with what they were given for."""
    core = _KIND_AT_END.sub("", force.name)
    points = 0.0
    reasons: list[str] = []
    if holds_words(core, re.sub(r"[\W_]+", " ", file)):
        points += 6
        reasons.append(f"the file name names {core}")
    if any(holds_words(core, title) for title in titles):
        points += 6
        reasons.append(f"the title names {core}")
    offices, names = mentions[fold_name(core)]
    if offices or names:
        points += 3 * min(5, offices) + min(20, names)
        reasons.append(f"the text names it {offices + names} times")
    return points, reasons


def _mentions(
    forces: Sequence[ForceName], text: str
) -> defaultdict[str, tuple[int, int]]:
    """How often the text speaks of the commissioner for an area, and of its force."""
    counts: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    cores = sorted((_KIND_AT_END.sub("", one.name) for one in forces), key=len)
    every = "|".join(
        r"\s+".join("(?:and|&)" if word == "and" else re.escape(word) for word in words)
        for words in (core.split() for core in reversed(cores))
    )
    pattern = re.compile(
        rf"Commissioner for (?:the )?({every})\b|\b({every})\s+{_KIND}\b(?!{_AND})",
        re.IGNORECASE,
    )
    for found in pattern.finditer(text) if forces else ():
        key = fold_name(found[1] or found[2])
        offices, names = counts[key]
        counts[key] = (offices + bool(found[1]), names + bool(found[2]))
    return counts


def holds_words(name: str, text: str) -> bool:
    """Tell whether the words of `name` stand side by side in `text`, a slip of a letter
    in a long word aside. "East and West Vale" may be "west east vale", but "City Hall,
    London" is not the City of London.
    """
    words = [word for word in _words(text) if word not in _SMALL]
    wanted = [word for word in _words(name) if word not in _SMALL]
    orders = permutations(wanted) if "and" in _words(name) else [wanted]
    starts = range(len(words) - len(wanted) + 1) if wanted else ()
    return any(
        all(map(_same_word, order, words[start : start + len(wanted)]))
        for order in orders
        for start in starts
    )


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _same_word(one: str, other: str) -> bool:
    if one == other or len(one) < _LONG_WORD:
        return one == other
    from rapidfuzz import fuzz

    return fuzz.ratio(one, other) >= _ALIKE


def _from_title(titles: Sequence[str], text: str) -> ForceFound:
    """The name that titles and text put before 'Police' or after 'Commissioner for'."""
    found: Counter[str] = Counter()
    for sure, name in _find_names(_join_names(titles)):
        found[name] += 5 * sure
    found.update(name for _, name in _find_names(text))
    votes: Counter[str] = Counter()
    for name, count in found.items():
        votes[_without_lead(name, text)] += count
    if not votes or votes.most_common(1)[0][1] < _FEWEST_VOTES:
        return ForceFound()
    core = votes.most_common(1)[0][0]
    full = re.compile(rf"\b{re.escape(core)}\s+{_KIND}\b(?!{_AND})")
    written = Counter(full.findall("\n".join([*titles, text])))
    name = written.most_common(1)[0][0] if written else core
    return ForceFound(
        slug(core),
        " ".join(name.split()),
        "",
        f"the title and text name {core}; it is not in the list",
    )


def _join_names(titles: Sequence[str]) -> str:
    """Titles as lines; a name alone on its line goes with "Police" of the next one."""
    return "\n".join(
        one if _is_no_name(one) or not _NAME_ALONE.fullmatch(one) else f"{one} {other}"
        for one, other in zip_longest(titles, titles[1:], fillvalue="")
    )


def _without_lead(name: str, text: str) -> str:
    """The name without words that stand before it this once only: "Equip Corrindale"
    gives "Corrindale".
    """
    words = name.split()
    often = 2 * max(1, text.count(name))
    for first in range(1, len(words)):
        rest = " ".join(words[first:])
        begins = rest[0].isupper() and words[first - 1].lower() not in {*_SMALL, "&"}
        if begins and text.count(rest) >= often:
            return rest
    return name


_FILE_WORDS = _set_of(
    "plan plans police and crime pcp pcc opcc draft final web print version report"
    " the of for commissioner constabulary policing v refresh refreshed pack panel"
    " copy scan scanned part pt volume vol january february march april may june july"
    " august september october november december"
)


def guess_from_file(file: str, text: str = "") -> ForceFound:
    """What is left of the file name without years and the words that all plans share;
    for want of anything else. A text that could be read must know the name.
    """
    words = [
        word
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\.\w+$", "", file))
        if word.lower() not in _FILE_WORDS
    ]
    if not 1 <= len(words) <= 3 or len("".join(words)) < 4:
        return ForceFound()
    name = " ".join(word.capitalize() if word.islower() else word for word in words)
    if text.strip() and name not in text:
        return ForceFound()
    return ForceFound(
        slug(name), name, "", "the file name, for want of anything else: please check"
    )


def _find_names(source: str) -> Iterator[tuple[bool, str]]:
    """Names, and whether more than "Police" behind them says that they are one."""
    for line in source.split("\n"):
        written = _as_title(line) if line.isupper() else line
        for pattern in _NAMED:
            for found in pattern.findall(written):
                words = re.sub(r"['’]s?$|-$", "", found).split()
                while words and words[0].lower() in _BEFORE_NAME:
                    words.pop(0)
                while words and words[-1].lower() in _BEFORE_NAME:  # "Vale Draft Plan"
                    words.pop()
                name = _KIND_AT_END.sub("", " ".join(words))
                if name and not _is_no_name(name):
                    name = _as_title(name) if name.isupper() else name
                    yield pattern is not _FORCE_NAMED, name


def _is_no_name(name: str) -> bool:
    return bool(_NO_NAMES & set(name.lower().split()))


def _as_title(line: str) -> str:
    """A line in capitals as it would be written: "HARTMOOR AND LENNE POLICE"."""
    return " ".join(
        word.lower() if word.lower() in _SMALL else word.capitalize()
        for word in line.split()
    )


def slug(text: str) -> str:
    """Letters and digits in lower case with hyphens between words."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
