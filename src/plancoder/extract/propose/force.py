"""Which force a plan belongs to: by file name, title page and running text, against a
list or by the title alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol


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


_KIND = r"(?:Police Service|Police Force|Police|Constabulary)"
_KIND_AT_END = re.compile(rf"\s+{_KIND}$")
_SMALL = frozenset({"and", "the", "of", "upon", "y", "a"})
_PROPER = r"[A-Z][\w'’-]+(?:(?:\s+(?:and|of|upon|the|&|y|a))?\s+[A-Z][\w'’-]+){0,4}"
_NAMED = (
    re.compile(rf"Commissioner for (?:the )?({_PROPER})"),
    re.compile(rf"Police and Crime Plan for (?:the )?({_PROPER})"),
    re.compile(rf"({_PROPER})\s+{_KIND}\b(?! and)"),
    re.compile(rf"({_PROPER})\s+Police and Crime (?:Plan|Commissioner|Panel)"),
    re.compile(rf"Heddlu ({_PROPER})"),
)
_NO_NAMES = frozenset(
    {
        "the", "our", "my", "your", "draft", "this", "new", "national", "british", "home", "each", "every", "local",
        "chief", "deputy", "former", "neighbourhood", "special", "community", "police", "crime", "office", "a", "an",
        "plan", "final", "refreshed", "joint", "military", "transport", "college", "independent", "safer", "panel",
        "commissioner", "welcome", "published", "association", "public", "ministry", "civil", "and", "for", "of",
    }
)  # fmt: skip
_LONG_TEXT = 400_000
_CLEAR = 1.3  # so many times the points of the next


def find_force(
    file: str, titles: Sequence[str], text: str, forces: Sequence[ForceName]
) -> ForceFound:
    """Find the force in the list; where none of it is meant, take the name from the
    title.
    """
    text = text[:_LONG_TEXT]
    ranked = sorted(
        ((_points(force, file, titles, text), force) for force in forces),
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
            return ForceFound(
                reason=(
                    f"{force.name} and {ranked[1][1].name} are named about as often:"
                    " please choose"
                )
            )
    return _from_title(titles, text)


def _points(
    force: ForceName, file: str, titles: Sequence[str], text: str
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
    name = r"\s+".join(
        "(?:and|&)" if word == "and" else re.escape(word) for word in core.split()
    )
    offices = len(re.findall(rf"Commissioner for (?:the )?{name}\b", text))
    names = len(re.findall(rf"\b{name}\s+{_KIND}\b(?! and)", text))
    if offices or names:
        points += 3 * min(5, offices) + min(20, names)
        reasons.append(f"the text names it {offices + names} times")
    return points, reasons


def holds_words(name: str, text: str) -> bool:
    """Tell whether every word of `name` stands in `text`, a slip of a letter in a long
    word aside.
    """
    from rapidfuzz import fuzz

    words = set(re.findall(r"\w+", text.casefold()))
    wanted = [
        word for word in re.findall(r"\w+", name.casefold()) if word not in _SMALL
    ]
    return bool(wanted) and all(
        word in words
        or (len(word) >= 6 and any(fuzz.ratio(word, other) >= 88 for other in words))
        for word in wanted
    )


def _from_title(titles: Sequence[str], text: str) -> ForceFound:
    """The name that titles and text put before 'Police' or after 'Commissioner for'."""
    votes: Counter[str] = Counter()
    for weight, source in ((5, "\n".join(titles)), (1, text)):
        for name in _find_names(source):
            votes[name] += weight
    if not votes or votes.most_common(1)[0][1] < 2:
        return ForceFound()
    core = votes.most_common(1)[0][0]
    full = Counter(
        re.findall(
            rf"\b{re.escape(core)}\s+{_KIND}\b(?! and)", "\n".join([*titles, text])
        )
    )
    name = full.most_common(1)[0][0] if full else core
    return ForceFound(
        slug(core),
        " ".join(name.split()),
        "",
        f"the title and text name {core}; it is not in the list",
    )


_FILE_WORDS = frozenset(
    {
        "plan", "plans", "police", "and", "crime", "pcp", "pcc", "opcc", "draft", "final", "web", "print", "version",
        "report", "the", "of", "for", "commissioner", "constabulary", "policing", "v", "refresh", "refreshed", "pack",
        "panel", "copy", "scan", "scanned", "january", "february", "march", "april", "may", "june", "july", "august",
        "september", "october", "november", "december",
    }
)  # fmt: skip


def guess_from_file(file: str) -> ForceFound:
    """What is left of the file name without years and the words that all plans share;
    for want of anything else.
    """
    words = [
        word
        for word in re.findall(r"[^\W\d_]+", re.sub(r"\.\w+$", "", file))
        if word.lower() not in _FILE_WORDS
    ]
    if not 1 <= len(words) <= 3 or len("".join(words)) < 4:
        return ForceFound()
    name = " ".join(word.capitalize() if word.islower() else word for word in words)
    return ForceFound(
        slug(name), name, "", "the file name, for want of anything else: please check"
    )


def _find_names(source: str) -> Iterable[str]:
    for line in source.split("\n"):
        for pattern in _NAMED:
            for found in pattern.findall(line):
                words = found.split()
                while words and words[0].lower() in _NO_NAMES:
                    words.pop(0)
                name = _KIND_AT_END.sub("", " ".join(words))
                if name and not any(
                    word.lower() in _NO_NAMES - {"and", "of", "the"}
                    for word in name.split()
                ):
                    yield name


def slug(text: str) -> str:
    """Letters and digits in lower case with hyphens between words."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
