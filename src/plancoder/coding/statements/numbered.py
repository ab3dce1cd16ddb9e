"""Priorities that carry a number: "Priority 3: …" in headings, lists, boxes, contents
and running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from plancoder.coding.sections.headings import is_running
from plancoder.coding.sections.labels import (
    Label,
    labels_inside,
    read_bare_label,
    read_label,
    read_suffix,
)
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.section_roles import Roles
from plancoder.coding.sections.sections import Sections
from plancoder.coding.sections.sentences import split_sentences, trimmed
from plancoder.coding.statements.candidates import FOUND_AS, Candidate, Group, wording
from plancoder.models import Block, BlockKind, Document, SectionRole

_NOT_NUMBERED = frozenset(
    {
        SectionRole.CONTENTS,
        SectionRole.GLOSSARY,
        SectionRole.PERFORMANCE,
        SectionRole.FINANCE,
    }
)
_THEMES = frozenset(
    {"theme", "pillar", "strand", "mission", "ambition", "goal", "aim", "priority"}
)
_OF_THEMES = frozenset({"objective", "priority", "pledge", "promise", "aim", "goal"})
# A line with a label and no number ("Objective: …") is no longer than this.
_LINE = 300
_REPEATING = frozenset({SectionRole.DELIVERY, SectionRole.PERFORMANCE})
_QUOTE_AFTER = re.compile(r"(?<=[\w),])\s+[\"\u201c](?=[A-Z])")
# A small word with a capital in mid-sentence opens the paragraph below a heading that
# lost its line.
_OPENER = re.compile(
    r"(?<=[a-z]{3})\s+(?=(?:The|This|These|Those|They|There|We|It|In|On|At|A|An|As|If|By|When|Where|While|Every|Each|All|Many|"
    r"Most|Some|More|Nobody|For|From|Over|Our|My|You|People|With|Having|Being)\s[a-z])|"
    r"(?<=[a-z]{3})\s+(?=I\s(?:will|want|am|have|know)\b)"
)


def labelled_groups(
    document: Document, sections: Sections, roles: Roles
) -> list[Group]:
    """Everything numbered, a group for each word ("priority", "objective"), with at
    least two numbers.
    """
    found: dict[str, list[Candidate]] = {}
    worded = set()
    for candidate, alone in sorted(
        _labelled(document, sections, roles), key=lambda pair: pair[1]
    ):
        if candidate.label is None or (
            alone and (candidate.label.word, candidate.label.number) in worded
        ):
            # "Objective 1" over a list of actions repeats an objective that is worded
            # elsewhere
            continue
        if not alone:
            worded.add((candidate.label.word, candidate.label.number))
        found.setdefault(candidate.label.word, []).append(candidate)
    _fill_gaps(document, sections, roles, found)
    groups = [
        Group(word, tuple(sorted(some, key=lambda candidate: candidate.start)))
        for word, some in found.items()
        if len({candidate.label.number for candidate in some if candidate.label}) > 1
    ]
    groups += [
        group
        for group in _bare_groups(document, sections, roles)
        if len(group.candidates) > 1
    ]
    groups = with_parts(document, sections, roles, groups)
    return sorted(
        groups,
        key=lambda group: (
            roles.words.index(group.word) if group.word in roles.words else 0
        ),
    )


def _fill_gaps(
    document: Document,
    sections: Sections,
    roles: Roles,
    found: dict[str, list[Candidate]],
) -> None:
    """Where 2 and 3 are there and 1 is not, its line was swallowed by a paragraph: look
    behind full stops.
    """
    gaps = {
        word: _missing([one.label.number for one in some if one.label])
        for word, some in found.items()
    }
    if not any(gaps.values()):
        return
    for block in document.blocks:
        if sections.role_at(
            block.start
        ) in _NOT_NUMBERED | _REPEATING or sections.contents.holds(block.start):
            continue
        for label in labels_inside(document.text, block.start, block.end, roles.words):
            before = document.text[
                max(block.start, label.start - 8) : label.start
            ].rstrip()
            if label.number in gaps.get(label.word, ()) and before.endswith(
                (".", "!", "?")
            ):
                span = next(split_sentences(document.text, label.end, block.end), None)
                if span is not None:
                    found[label.word].append(
                        Candidate(*span, "sentence", label, inline=True)
                    )
                    gaps[label.word] -= {label.number}


def _missing(numbers: list[str]) -> frozenset[str]:
    """The numbers below the highest one that are not there; none where only one number
    is there.
    """
    there = {int(number) for number in numbers if number.isdigit()}
    return frozenset(
        str(number)
        for number in range(1, max(there, default=0))
        if number not in there and len(there) > 1
    )


def missing_labels(labels: Iterable[str]) -> list[str]:
    """Of labels such as "Priority 2" and "Priority 3", those that ought to stand before
    them: "Priority 1".
    """
    found: dict[str, list[str]] = {}
    for shown in labels:
        word, _, number = shown.rpartition(" ")
        found.setdefault(word, []).append(number)
    return [
        f"{word} {number}"
        for word, some in found.items()
        for number in sorted(_missing(some), key=int)
    ]


def _bare_groups(document: Document, sections: Sections, roles: Roles) -> list[Group]:
    """Headings with a label and no number: "Priority: safer roads"."""
    found: dict[str, list[Candidate]] = {}
    for part in sections.parts:
        heading = part.heading
        if heading is None or heading.label is not None:
            continue
        label = read_bare_label(document.text[heading.start : heading.end], roles.words)
        if label is not None:
            word, length = label
            found.setdefault(word, []).append(
                Candidate(heading.start + length, heading.end, "heading")
            )
    for block in document.blocks:
        if (
            block.kind is BlockKind.HEADING
            or sections.role_at(block.start) in _NOT_NUMBERED | _REPEATING
        ):
            continue
        label = read_bare_label(
            document.text[block.start : min(block.end, block.start + 80)], roles.words
        )
        if label is not None and block.end - block.start < _LINE:
            word, length = label
            found.setdefault(word, []).append(
                Candidate(
                    block.start + length, block.end, FOUND_AS.get(block.kind, "list")
                )
            )
    return [
        Group(word, tuple(sorted(some, key=lambda one: one.start)))
        for word, some in found.items()
    ]


def with_parts(
    document: Document, sections: Sections, roles: Roles, groups: list[Group]
) -> list[Group]:
    """Numbered objectives of a theme ("Objective 1.2" under "Theme 1") are priorities
    beside the themes themselves.

    "Priority 1.2" under "Priority 1" is a part of it, and outcomes and actions numbered
    so are what comes of it.
    """
    found: dict[str, list[Candidate]] = {}
    for block in document.blocks:
        if sections.role_at(block.start) in _NOT_NUMBERED | _REPEATING:
            continue
        label = read_label(
            document.text[block.start : min(block.end, block.start + 200)],
            block.start,
            roles.words,
        )
        if (
            label is not None
            and label.sub
            and label.word in _OF_THEMES
            and label.end < block.end
        ):
            span = next(split_sentences(document.text, label.end, block.end))
            found.setdefault(label.word, []).append(
                Candidate(*span, FOUND_AS.get(block.kind, "list"), label)
            )
    found = {word: some for word, some in found.items() if len(some) > 1}
    for group in groups:
        for word, some in found.items():
            if group.word in _THEMES and word != group.word:
                both = sorted(
                    [*group.candidates, *some], key=lambda candidate: candidate.start
                )
                return [
                    Group(group.word, tuple(both)),
                    *(one for one in groups if one is not group),
                ]
    return [
        *groups,
        *(Group(word, tuple(some)) for word, some in found.items() if not groups),
    ]


def _labelled(
    document: Document, sections: Sections, roles: Roles
) -> Iterator[tuple[Candidate, bool]]:
    """Numbered candidates, and whether the label stands alone, with its wording in the
    block below it.
    """
    taken = set()
    for part in sections.parts:
        heading = part.heading
        if heading is None or heading.label is None or heading.label.sub:
            continue
        taken.add(document.block_index(heading.start))
        block = document.blocks[document.block_index(heading.start)]
        inline = heading.inferred and is_running(document, block)
        end = (
            _cut_short(document, sections, heading.label.end, heading.end)
            if inline
            else heading.end
        )
        yield from _worded(
            document,
            roles,
            heading.label,
            end,
            "sentence" if heading.inferred else "heading",
            inline,
        )
    yield from _suffixed(document, sections, roles)
    for start, end in sections.contents.entries:
        label = read_label(document.text[start:end], start, roles.words)
        if label is not None and not label.sub:
            yield from _worded(document, roles, label, end, "contents", False)
    for index, block in enumerate(document.blocks):
        if (
            index in taken
            or block.kind is BlockKind.HEADING
            or sections.role_at(block.start) in _NOT_NUMBERED
        ):
            continue
        label = read_label(
            document.text[block.start : min(block.end, block.start + 200)],
            block.start,
            roles.words,
        )
        if label is not None and not label.sub and label.closed:
            yield from _worded(
                document,
                roles,
                label,
                block.end,
                FOUND_AS.get(block.kind, "list"),
                False,
            )


def _suffixed(
    document: Document, sections: Sections, roles: Roles
) -> Iterator[tuple[Candidate, bool]]:
    """Headings and contents entries that end in their label: "Safer roads (Priority
    1)".
    """
    heads = [
        (part.heading.start, part.heading.end, "heading")
        for part in sections.parts
        if part.heading is not None
    ]
    for start, end, found_as in [
        *heads,
        *((*entry, "contents") for entry in sections.contents.entries),
    ]:
        label = read_suffix(document.text[start:end], start, roles.words)
        if label is not None and not label.sub:
            yield (
                Candidate(*wording(document, start, label.start), found_as, label),
                False,
            )


def _cut_short(document: Document, sections: Sections, start: int, end: int) -> int:
    """Where a statement in running text ends that lost its full stop: at a quotation,
    or as the contents word it.
    """
    quote = _QUOTE_AFTER.search(document.text, start, end)
    end = quote.start() if quote else end
    opener = _OPENER.search(document.text, start, end)
    end = (
        opener.start()
        if opener and len(document.text[start : opener.start()].split()) > 1
        else end
    )
    words = plain(document.text[start:end])
    for entry_start, entry_end in sections.contents.entries:
        entry = plain(
            re.sub(
                r"^.{0,40}?\d\s*[:.\u2013-]\s*",
                "",
                document.text[entry_start:entry_end],
            )
        )
        if len(entry.split()) > 2 and words.startswith(entry + " "):
            reach = start
            while not plain(document.text[start:reach]).startswith(entry):
                found = re.compile(r"\W*\w+").match(document.text, reach, end)
                if found is None:
                    return end
                reach = found.end()
            return reach
    return end


def _worded(
    document: Document,
    roles: Roles,
    label: Label,
    end: int,
    found_as: str,
    inline: bool,
) -> Iterator[tuple[Candidate, bool]]:
    """The label's wording; where the label stands alone, that of the next block."""
    span = next(trimmed(document.text, min(label.end, end), end), None)
    alone = span is None
    if span is None:
        block = _below(document, document.block_index(label.start))
        if block is None or found_as == "contents":
            return
        if read_label(document.text[block.start : block.end]) is not None:
            return
        span = (block.start, block.end)
        if block.kind is not BlockKind.HEADING:
            span = next(split_sentences(document.text, block.start, block.end), span)
    elif found_as in ("list", "table") and span[1] - span[0] > 400:
        span = next(split_sentences(document.text, *span), span)
    # "Priority 1: how we will measure it" repeats a priority without wording it, as a
    # bare label does.
    about = roles.of_heading(plain(document.text[span[0] : span[1]])) in _REPEATING
    yield Candidate(span[0], span[1], found_as, label, inline), alone or about


def _below(document: Document, index: int) -> Block | None:
    """The block after a block; for a cell, the cell below it."""
    block = document.blocks[index]
    for position in range(index + 1, len(document.blocks)):
        below = document.blocks[position]
        if block.kind is not BlockKind.TABLE_CELL:
            return below
        if below.table != block.table:
            return None
        if below.column == block.column and below.end > below.start:
            return below
    return None
