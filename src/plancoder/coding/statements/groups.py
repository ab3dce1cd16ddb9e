"""Groups: items that are siblings, with the words that announce them. A group never
loses a member because of what that member says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plancoder.coding.statements.chapter_groups import (
    alike_chapters,
    contents_groups,
    heading_groups,
    named_chapters,
    unnumbered_contents,
)
from plancoder.coding.statements.fuller import fuller_lines
from plancoder.coding.statements.group import (
    FEWEST,
    GLOSSED_TITLES,
    Group,
    lead_before,
)
from plancoder.coding.statements.items import Item, contents_runs
from plancoder.coding.statements.labelled_groups import (
    bare_labelled,
    continued_lists,
    counted_titles,
    kicker_labels,
    labelled_series,
    named_series,
    numbered_among,
)
from plancoder.coding.statements.line_groups import (
    announced_runs,
    barred_chapters,
    lines_below_one_another,
    lists_by_semicolons,
)
from plancoder.coding.statements.list_groups import (
    answered_questions,
    glossed_lists,
    lettered_boards,
    lists,
    lists_called_behind,
    numbers_apart,
)
from plancoder.coding.statements.mentions import speaks_of
from plancoder.coding.statements.prose import (
    ordinal_groups,
    prose_groups,
    quoted_groups,
    run_together_groups,
    sentence_groups,
)
from plancoder.coding.statements.table_groups import (
    cell_groups,
    coded_groups,
    flattened_groups,
)
from plancoder.coding.statements.titled import (
    opening_labels,
    titled_parts,
    titles_in_turn,
    titles_of_lists,
)
from plancoder.coding.statements.wording_ends import (
    Titles,
    titles_by_letters,
    to_semicolons,
    to_titles,
    unwoven,
    without_numbers,
    without_verdicts,
    without_votes,
)
from plancoder.coding.statements.wordings import PLURAL, is_common, number_said
from plancoder.models import Document


def find_groups(document: Document, items: Sequence[Item]) -> list[Group]:
    """All groups of siblings in a document, each with at least two items."""
    runs = contents_runs(list(items))
    inside = {index for run in runs for index in run}
    groups = [
        *labelled_series(document, items),
        *bare_labelled(document, items),
        *kicker_labels(document),
        *named_series(document),
        *counted_titles(document, items),
        *prose_groups(document),
        *lists(document, items),
        *numbers_apart(document),
        *lettered_boards(document),
        *lists_called_behind(document, items),
        *glossed_lists(document, items),
        *answered_questions(document),
        *lines_below_one_another(document, items, inside),
        *announced_runs(document, items),
        *barred_chapters(document, items),
        *lists_by_semicolons(document, items),
        *heading_groups(document, items, inside),
        *contents_groups(document, items, runs),
        *sentence_groups(document),
        *quoted_groups(document),
        *cell_groups(document, items),
        *alike_chapters(document),
        *ordinal_groups(document),
        *run_together_groups(document),
        *unnumbered_contents(document, items, inside),
        *_titled(document, items, inside),
        *named_chapters(document, items),
        *coded_groups(document, items),
        *flattened_groups(document),
    ]
    groups += continued_lists(document, groups)
    groups += numbered_among(document, groups)
    groups += fuller_lines(document, groups)
    groups += first_so_many(document, groups)
    titles = titles_by_letters(document, items, groups)
    return [
        _with_ends(document, group, titles)
        for group in groups
        if len(group.items) > 1 or (group.items and group.kind == "list")
    ]


def first_so_many(document: Document, groups: Sequence[Group]) -> list[Group]:
    """The first titles or lines of groups above which it is said that there are so
    many: four of five below "My four aims".
    """
    found = []
    for group in groups:
        said = number_said(group.lead) if group.kind in _UNBOUNDED else 0
        if group.kind == "alike":
            first = group.items[0]
            said = number_said(lead_before(document, first.lead, first.block))
        if FEWEST <= said < len(group.items):
            found.append(replace(group, items=group.items[:said]))
    return found


_UNBOUNDED = ("headings", "chapters", "lines", GLOSSED_TITLES)


def _with_ends(document: Document, group: Group, titles: Titles) -> Group:
    """The group with its wordings cut where they end."""
    group = unwoven(document, group, titles)
    for cut in _CUTS:
        group = cut(document, group)
    return group


_CUTS = (to_semicolons, without_votes, without_verdicts, without_numbers, to_titles)


def _titled(
    document: Document, items: Sequence[Item], inside: set[int]
) -> Iterator[Group]:
    """Titles each with its own text, below "My focus" or "Our priorities"."""
    outside = [item for at, item in enumerate(items) if at not in inside]
    found = titled_parts(
        document,
        outside,
        lambda words: bool(
            PLURAL.search(words) or (speaks_of(words, _STEMS) and _FOCUS.search(words))
        ),
        lambda item: is_common(document, item),
    )
    for run, words in found:
        yield Group("headings", tuple(run), words)
    for run in (
        *titles_in_turn(document, outside),
        *titles_of_lists(document, outside),
        *opening_labels(document),
    ):
        lead = lead_before(document, run[0].lead, run[0].block)
        yield Group(GLOSSED_TITLES, tuple(run), lead)


_FOCUS = re.compile(
    r"\b(?:focus|matters most|what (?:I|we) (?:will|want))\b", re.IGNORECASE
)
_STEMS = ("focus", "matters most", "what ")
