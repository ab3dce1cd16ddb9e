"""Groups: how many a long document may give."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.statements.group import MOST_ITEMS
from plancoder.coding.statements.groups import find_groups
from plancoder.coding.statements.items import find_items


def items_in_groups(source: str) -> int:
    """How many items all groups of a document hold together: what coding looks at."""
    document = document_of(source)
    return sum(len(one.items) for one in find_groups(document, find_items(document)))


LONG = {
    "items that ran on": "- Calm lanes. And more\n",
    "titles with text below a focus": (
        "## My focus\n\nCalm lanes are what I want for all who live in this county.\n\n"
    ),
    "headings below announcements": "## Calm lanes\n\nThese are:\n\n",
}


@pytest.mark.parametrize("one", LONG.values(), ids=LONG.keys())
def test_groups_of_a_long_document_grow_with_its_length(one: str) -> None:
    some, twice = items_in_groups(one * 300), items_in_groups(one * 600)
    assert twice - some <= 300 * (MOST_ITEMS + 10)


def test_lists_of_a_plan_give_all_that_follows_an_item_that_ran_on() -> None:
    document = document_of("- Calm lanes. And more\n" * 20)
    groups = find_groups(document, find_items(document))
    sizes = [len(group.items) for group in groups if group.kind == "list"]
    assert sizes == [*range(19, 2, -1), 20]
