"""Lists that state priorities: bullets, boxes, tables, sub-headings under "Our
priorities" or "my priorities are:".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import takewhile, zip_longest

from plancoder.coding.sections.labels import LABEL_WORDS, Label, read_label
from plancoder.coding.sections.plain_text import plain
from plancoder.coding.sections.section_roles import Roles
from plancoder.coding.sections.sections import Section, Sections
from plancoder.coding.sections.sentences import split_sentences
from plancoder.coding.statements.announcing import (
    NOT_OURS,
    announced,
    is_own,
    number_promised,
    of_others,
)
from plancoder.coding.statements.candidates import (
    ELSEWHERE,
    Candidate,
    Group,
    block_text,
    is_item,
    without_numbers,
    wording,
)
from plancoder.coding.statements.inline_lists import inline_lists
from plancoder.coding.statements.plan_on_a_page import board_items
from plancoder.coding.statements.recurring_lists import (
    echo,
    echoed_lists,
    heading_words,
)
from plancoder.models import Block, BlockKind, Document, SectionRole

_INTRO = 8
_MOST = 80
_FIGURE = re.compile(r"[^\w]*\d[\d,.]*\s*(?:[%mk]\b)?\s*(?:$|\n)")
_SHORT = 60
_ASIDE = frozenset({BlockKind.CAPTION, BlockKind.QUOTE})
_OFTEN = 2
_TITLE = 5
_MOSTLY = 0.6
_THESE = re.compile(
    r"\b(?:these|following|below|as follows)\b[^.]*\.$|\b(?:are|set out)"
    r" (?:these|below|here|as follows)\.$",
    re.I,
)
_CONTINUED = re.compile(r"\b(?:continued|cont\.?|contd|parhad)\W*$", re.IGNORECASE)
_WILL = re.compile(r"^\W*(?:I|[Ww]e)\s+(?:will|shall|pledge|promise)\b")
_LINES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CAPTION})


def list_groups(document: Document, sections: Sections, roles: Roles) -> list[Group]:
    """All lists that are announced as the plan's priorities, the weightiest
    announcement first.
    """
    lists: list[tuple[int, str, list[Candidate]]] = []
    headings = heading_words(document, sections)
    announcements = list(_announcements(document, sections, roles))
    titles = Counter(
        plain(block_text(document, document.blocks[index]))
        for index, _ in announcements
    )
    for index, (word, after_heading) in announcements:
        if titles[plain(block_text(document, document.blocks[index]))] > _OFTEN:
            # "Objectives" under each of many headings: the headings are the priorities
            continue
        items = _items(document, sections, roles, index, after_heading=after_heading)
        if (
            lists
            and _CONTINUED.search(block_text(document, document.blocks[index]))
            and lists[-1][1] == word
        ):
            lists[-1][2].extend(items)
            continue
        fewest = 1 if after_heading and items and items[0].found_as == "list" else 2
        if fewest <= len(items) <= _MOST and _worded(document, items):
            lists.append((index, word, items))
    lists += [
        (document.block_index(parts[0].start), word, parts)
        for word, parts in inline_lists(document, sections)
    ]
    taken = {items[0].start for _, _, items in lists}
    lists += [
        (index, "priority", items)
        for index, items in echoed_lists(document, sections, headings)
        if items[0].start not in taken
    ]
    lists.sort(
        key=lambda row: (
            echo(document, row[2], headings) < _MOSTLY,
            LABEL_WORDS.index(row[1]),
            -min(len(row[2]), 3),
            row[0],
        )
    )
    return [Group(word, tuple(items)) for _, word, items in lists]


def repeated_lists(
    document: Document, sections: Sections, roles: Roles
) -> Group | None:
    """All lists under a heading that comes again and again ("Objectives" under Prevent,
    Protect and Partner).
    """
    announcements = list(_announcements(document, sections, roles))
    titles = Counter(
        plain(block_text(document, document.blocks[index]))
        for index, _ in announcements
    )
    items: list[Candidate] = []
    for index, (_, after_heading) in announcements:
        if titles[plain(block_text(document, document.blocks[index]))] > _OFTEN:
            items += _items(
                document, sections, roles, index, after_heading=after_heading
            )
    return (
        Group("repeated", tuple(items))
        if _OFTEN < len(items) <= _MOST and _worded(document, items)
        else None
    )


def _worded(document: Document, items: list[Candidate]) -> bool:
    """False for lists of figures and of broken sentences: a priority begins with a
    word.
    """
    figures = sum(
        bool(_FIGURE.match(document.text, item.start))
        for item in items
        if item.label is None
    )
    return 3 * figures <= len(items)


def _announcements(
    document: Document, sections: Sections, roles: Roles
) -> Iterator[tuple[int, tuple[str, bool]]]:
    """Blocks that announce a list: index, kind of statement, and whether the block is a
    heading.
    """
    heads = {
        part.heading.start: part for part in sections.parts if part.heading is not None
    }
    for index, block in enumerate(document.blocks):
        text = block_text(document, block)
        part = heads.get(block.start)
        if part is not None and part.heading is not None and part.heading.label is None:
            own = roles.of_heading(plain(text))
            ours = (
                own is SectionRole.PRIORITY_STATEMENT
                and not NOT_OURS.search(text)
                and not of_others(part.path)
            )
            if ours or _made_one(part, sections, roles):
                yield index, (announced(text) or "priority", True)
        elif _is_lost_heading(document, index, roles):
            yield index, (announced(text) or "priority", False)
        elif block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET) and _leads_in(
            document, index
        ):
            last = list(split_sentences(document.text, block.start, block.end))[-1]
            tail = document.text[last[0] : last[1]]
            before = (
                document.text[max(block.start, last[0] - 250) : last[0]]
                if len(tail) < 40
                else ""
            )
            word = announced(before + tail)
            here = sections.at(block.start)
            if (
                word
                and sections.role_at(block.start) not in ELSEWHERE
                and (is_own(tail) or not of_others(here.path))
            ):
                yield index, (word, False)


def _leads_in(document: Document, index: int) -> bool:
    """True for a block that ends in a colon, or says "these are …" right above a list."""
    block = document.blocks[index]
    text = block_text(document, block).rstrip()
    if text.endswith(":"):
        return True
    below = document.blocks[index + 1 : index + 2]
    listed = (
        bool(below) and is_item(document, below[0]) and not is_item(document, block)
    )
    return listed and text.endswith(".") and bool(_THESE.search(text[-200:]))


def _is_lost_heading(document: Document, index: int, roles: Roles) -> bool:
    """True for "Our priorities" in a paragraph of its own right above bullets: a
    heading that was not marked.
    """
    block = document.blocks[index]
    text = block_text(document, block)
    if (
        block.kind is not BlockKind.PARAGRAPH
        or len(text) > _SHORT
        or text.rstrip()[-1:] in ".:;,"
    ):
        return False
    below = document.blocks[index + 1 : index + 2]
    listed = (
        bool(below) and is_item(document, below[0]) and not is_item(document, block)
    )
    return (
        listed
        and roles.of_heading(plain(text)) is SectionRole.PRIORITY_STATEMENT
        and not NOT_OURS.search(text)
    )


def _made_one(part: Section, sections: Sections, roles: Roles) -> bool:
    """True for a heading that a person called a statement of priorities: it did not
    inherit that from above.
    """
    own = roles.of_heading(plain(part.path[-1])) if part.path else None
    if part.role is not SectionRole.PRIORITY_STATEMENT or own is part.role:
        return False
    above = next((one for one in sections.parts if one.path == part.path[:-1]), None)
    return above is None or above.role is not part.role


def _items(
    document: Document,
    sections: Sections,
    roles: Roles,
    index: int,
    *,
    after_heading: bool,
) -> list[Candidate]:
    """What the list announced at block `index` holds."""
    blocks = document.blocks
    here = sections.at(blocks[index].start)
    for step in _steps(document, index + 1, _INTRO if after_heading else 1):
        block = blocks[step]
        part = sections.at(block.start)
        opens = part.heading is not None and part.heading.start == block.start
        if opens and (
            not after_heading
            or part.heading is None
            or part.heading.level <= _level(here)
        ):
            counted = (
                _counted_headings(document, sections, roles, here, index)
                if after_heading
                else []
            )
            if counted:
                return counted
            break
        if opens:
            return _subheadings(document, sections, roles, here)
        if block.kind is BlockKind.TABLE_CELL:
            return board_items(document, step)
        if is_item(document, block):
            return _bullets(document, step)
        if after_heading and block_text(document, block).rstrip().endswith(":"):
            # Another announcement: it speaks for itself, or the list below it is of
            # something else.
            return (
                []
                if announced(block_text(document, block)) is None
                else _bullets(document, step + 1)
            )
    return _short_lines(document, index + 1, after_heading=after_heading)


def _steps(document: Document, first: int, most: int) -> Iterator[int]:
    """Up to `most` blocks from `first`; captions and pull quotes in between are passed
    over.
    """
    for index in range(first, len(document.blocks)):
        if document.blocks[index].kind in _ASIDE:
            continue
        if most <= 0:
            return
        most -= 1
        yield index


def _counted_headings(
    document: Document, sections: Sections, roles: Roles, here: Section, index: int
) -> list[Candidate]:
    """Headings on the level of "My five objectives" itself: the next five, since it
    says how many there are.
    """
    following = sections.parts[sections.parts.index(here) + 1 :]
    end = following[0].start if following else len(document.text)
    promised = number_promised(
        document.text[document.blocks[index].start : min(end, here.start + 1500)]
    )
    chosen = [part for part in following if _level(part) == _level(here)][:promised]
    if len(chosen) < 2 or len(chosen) < promised:
        return []
    if any(_own_role(document, part, roles) not in _NO_ROLE for part in chosen):
        return []
    headings = [part.heading for part in chosen if part.heading is not None]
    return [
        Candidate(*wording(document, one.start, one.end), "heading", one.label)
        for one in headings
    ]


def _level(part: Section) -> int:
    return part.heading.level if part.heading is not None else 0


def _bullets(document: Document, first: int) -> list[Candidate]:
    """The bullets of a list; one that ends in a colon gives way to those below it."""
    run: list[Block] = []
    for block in document.blocks[first:]:
        if block.kind in _ASIDE and run:
            continue
        if not is_item(document, block) or (run and block.level < run[0].level):
            break
        if run and block.kind is not run[0].kind:
            break
        run.append(block)
    top = min((block.level for block in run), default=0)
    items: list[Candidate] = []
    opened = False
    for block, following in zip_longest(run, run[1:]):
        deeper = following is not None and following.level > top
        if block.level <= top:
            opened = deeper and block_text(document, block).rstrip().endswith(":")
        if opened != (block.level <= top):
            label = read_label(block_text(document, block), block.start)
            start, end = wording(
                document, label.end if label else block.start, block.end
            )
            items.append(Candidate(start, end, "list", label))
    return items


def _subheadings(
    document: Document, sections: Sections, roles: Roles, here: Section
) -> list[Candidate]:
    """The headings one level below a heading such as "Our priorities", if they have no
    role of their own.

    Where the text below most of them opens with "I will …", that sentence is the
    promise and the heading its title.
    """
    below = list(
        takewhile(
            lambda part: _level(part) > _level(here),
            sections.parts[sections.parts.index(here) + 1 :],
        )
    )
    top = min(
        (
            _level(part)
            for part in below
            if _own_role(document, part, roles) in _NO_ROLE
        ),
        default=0,
    )
    items: list[Candidate] = []
    promises: list[Candidate] = []
    for part in below:
        heading = part.heading
        if (
            heading is None
            or heading.level != top
            or _own_role(document, part, roles) not in _NO_ROLE
        ):
            continue
        start = heading.label.end if heading.label else heading.start
        span = wording(document, min(start, heading.end - 1), heading.end)
        items.append(Candidate(*span, "heading", heading.label))
        opening = _opening(document, heading.start)
        if opening and _WILL.match(document.text[opening[0] : opening[1]]):
            promises.append(Candidate(*opening, "sentence", heading.label))
    return (
        promises
        if promises and 2 * len(promises) >= len(items)
        else without_numbers(document, items)
    )


# "Right resources" and "Our communities" below "Our priorities" are priorities,
# whatever such words mean elsewhere.
_NO_ROLE = (
    None,
    SectionRole.PRIORITY_STATEMENT,
    SectionRole.NEEDS,
    SectionRole.FINANCE,
)


def _own_role(document: Document, part: Section, roles: Roles) -> SectionRole | None:
    heading = part.heading
    return (
        roles.of_heading(plain(document.text[heading.start : heading.end]))
        if heading is not None
        else None
    )


def _opening(document: Document, heading_start: int) -> tuple[int, int] | None:
    """The first sentence of the paragraph below a heading."""
    index = document.block_index(heading_start) + 1
    if (
        index >= len(document.blocks)
        or document.blocks[index].kind is not BlockKind.PARAGRAPH
    ):
        return None
    block = document.blocks[index]
    return next(split_sentences(document.text, block.start, block.end), None)


def _short_lines(
    document: Document, first: int, *, after_heading: bool
) -> list[Candidate]:
    """Short paragraphs one below the other, where bullets or boxes lost their marks."""
    items: list[Candidate] = []
    alone: Label | None = None
    for block in document.blocks[first:]:
        text = block_text(document, block)
        if block.kind not in _LINES or len(text.split()) > 25 or text.endswith(":"):
            break
        if block.kind is BlockKind.HEADING and (items or after_heading):
            break
        label = read_label(text, block.start)
        if label is not None and label.end >= block.end:
            alone = (
                label  # "Theme A" on a line of its own: the next line is its wording
            )
            continue
        start, end = wording(document, label.end if label else block.start, block.end)
        begin, stop = next(split_sentences(document.text, start, end), (start, end))
        if len(document.text[begin:stop].split()) > _TITLE:
            start, end = (
                begin,
                stop,
            )  # a sentence that says it, and others that explain it
        items.append(Candidate(start, end, "list", label or alone))
        alone = None
    labelled = [item for item in items if item.label]
    return labelled if len(labelled) > 1 else items
