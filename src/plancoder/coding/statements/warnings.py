"""What a reader should know of the statements of a plan that are not plainly stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from textwrap import shorten

from plancoder.coding.statements.choose import Confidence, Rival, says_the_same
from plancoder.coding.statements.find import FoundStatements
from plancoder.models import Notice

_SETTLE = (
    "Write each priority as the plan words it into raw/roles.csv (columns plan_id,"
    " quote, is) with 'statement' under 'is', then run again; 'not a statement' strikes"
    " one out."
)
_MOST_PLACES = 12  # a priority comes in contents, summary, headings and a few tables
_WORD = re.compile(r"[^\W\d_]{3}")
_LONGEST = 40  # words of a statement that a table can show


def statement_notices(found: FoundStatements, plan_id: str) -> tuple[Notice, ...]:
    """Warnings on the statements of a plan; none where they are plainly stated."""
    return tuple(_notices(found, plan_id))


def _notices(found: FoundStatements, plan_id: str) -> Iterator[Notice]:
    advice = _advice(found, plan_id)
    if found.confidence is Confidence.NONE:
        detail = (
            "No priorities were found: no numbering, list, table, sentence or heading"
            " says what they are. The blanks of this plan in tables of priorities mean"
            f" that, and not that it sets none.{_rivals(found)}"
        )
        yield Notice("no_priorities_found", detail, advice)
        return
    if missing := _missing(found):
        detail = (
            f"{', '.join(missing)} was not found, though later numbers were: a heading"
            " may have been lost."
        )
        yield Notice("priority_number_missing", detail, advice)
    if found.confidence is not Confidence.STATED:
        taken = "; ".join(" ".join(one.text.split()) for one in found.statements)
        detail = (
            "It is not plain what this plan's priorities are. These were taken for"
            f" them ({found.confidence}): {taken}.{_rivals(found)}"
        )
        yield Notice("priorities_guessed", detail, advice)
        return
    if odd := _odd(found):
        yield Notice("priorities_look_odd", odd, advice)


def _missing(found: FoundStatements) -> list[str]:
    """Labels whose numbers are left out: Priority 2 where there are 1 and 3."""
    words: dict[str, set[int]] = {}
    for one in found.statements:
        word, _, number = one.label.rpartition(" ")
        if number.isdigit():
            words.setdefault(word, set()).add(int(number))
    return [
        f"{word} {number}"
        for word, numbers in words.items()
        for number in range(1, max(numbers))
        if number not in numbers
    ]


def _odd(found: FoundStatements) -> str:
    if len(found.statements) == 1:
        return "Only one priority was found; few plans have only one."
    long = [one for one in found.statements if len(one.text.split()) > _LONGEST]
    if long:
        return (
            f"A priority is longer than {_LONGEST} words, so other text may have run"
            f" into it: {' '.join(long[0].text.split()[:12])} …"
        )
    recurring = [one for one in found.statements if len(one.places) > _MOST_PLACES]
    if recurring:
        return (
            f"“{' '.join(recurring[0].text.split())}” stands at"
            f" {len(recurring[0].places)} places, so it may be a running head."
        )
    wordless = [one for one in found.statements if not _WORD.search(one.text)]
    if wordless:
        return f"“{wordless[0].text}” has no word that says what is to be done."
    return ""


def rivals_of(found: FoundStatements) -> list[Rival]:
    """The two best groups that say something else than the chosen one; where none was
    chosen, those of the two best that anything speaks for.
    """
    rivals = found.choice.rivals
    if found.confidence is Confidence.NONE:
        return list(filter(_is_candidate, rivals[:2]))
    others = (
        one for one in rivals[1:] if not says_the_same(one, rivals[0], found.scene)
    )
    return list(islice(others, 2))


def _is_candidate(rival: Rival) -> bool:
    """Whether more speaks for a group than how long it is and where it stands, which
    titles and addresses at the front of a plan have too.
    """
    return any(cue.points > 0 and cue.name not in _ANY_LINES for cue in rival.cues)


_ANY_LINES = frozenset({"size", "early"})


def _first(found: FoundStatements, rival: Rival) -> str:
    return " ".join(found.scene.text_of(rival.group.items[0]).split())


def _rivals(found: FoundStatements) -> str:
    begins = dict.fromkeys(
        f"“{shorten(_first(found, one), 80, placeholder='')} …”"
        for one in rivals_of(found)
    )
    return f" Other candidates begin {' and '.join(begins)}." if begins else ""


def _advice(found: FoundStatements, plan_id: str) -> str:
    rivals = rivals_of(found)
    if not rivals:
        return _SETTLE
    quote = _first(found, rivals[0]).replace('"', '""')
    return f'{_SETTLE} For example: {plan_id},"{quote}",statement'
