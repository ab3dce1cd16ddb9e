"""Each word of a web page's own lines, as such a page prints it."""

from __future__ import annotations

import pytest
from documents import document_of
from sentences import rows_of, spread

from plancoder.coding.sections.page_chrome import without_chrome

LINES = """
+ Skip to [content|main content|navigation]
+ [Back to top|Menu|Main menu|Search|Search this site|Log in|Login|Sign in|Sign up|Subscribe|Accept all of it]
+ [Accept|Reject|Manage|Essential|About|We use] [|all] [cookies|cookie rules]
+ [Share|Print|Email|Save|Bookmark] [|page|this page|this article|this story|on Larkbook|via post]
+ Share [Facebook|Twitter|X|LinkedIn|WhatsApp|Email|Print|Facebook Twitter]
+ [Facebook|Twitter|LinkedIn|WhatsApp|Download plan|Download the plan|Download the full plan]
+ [Open|Close|Expand|Collapse] all
+ [Read|Find out|See] more about it
+ [Download|View|Open] the plan ([PDF|Word|doc|docx])
+ [Transcript of a film|Page 3 of 12]
+ [[Picture: lanes]|[Image of it]|[Photo]|[Photograph]|[Icon]|[Illustrations]|[Graphic]]
+ [1 of 6|12 of 12|1 / 6|Next|Previous|Prev]
+ [See|Turn to|Go to|More on] [page 4|page 124|pages 4–9|pages 4 - 9]
+ [( )|(_)|☐|☒|□|○|◯|☐ ☐|___|______]
+ [Agree|Disagree|Strongly agree|Strongly disagree|Tend to agree|Tend to disagree|Slightly agree|Slightly disagree]
+ [Neither|Neither agree nor disagree|Don’t know|Don't know|Not sure|Prefer not to say|None of these|Required]
- [1 of 100|12/12|Three of 12|Next step|Previous plan|Look at page 3|See page 1000|See pages]
- [(x)|__|Calm ☐|I agree|Fully agree|Neither one|Agreed|Know|Prefer not|None of them|Required by law]
- [Skip to school|Back to work|Homes|Search parties|Sign here|Accept nothing]
- [Share the road|Print all|Open doors|Read on|Page 3|Transcripts|Share lanes]
"""
HEADS = """
+ [Similar|Related|Other|Recommended] [documents|document|pages|page|stories|articles|links|news]
+ [More|Latest] [news|stories]
- [Old documents|Other lanes|More lanes|Latest calls]
"""


def kept(line: str, below: str) -> list[str]:
    document = document_of("\n\n".join(["Calm lanes", line, below]))
    left = without_chrome(document)
    return [left.text[block.start : block.end] for block in left.blocks]


@pytest.mark.parametrize(("told", "line"), list(rows_of(LINES)))
def test_lines_of_the_page_around(told: bool, line: str) -> None:
    lines = line.split("[[") if "[[" in line else None
    for one in spread(line) if lines is None else pictures(line):
        assert kept(one, "Warm halls") == [
            "Calm lanes", *([] if told else [one]), "Warm halls"
        ], one  # fmt: skip


def pictures(line: str) -> list[str]:
    return line.removeprefix("[").removesuffix("]").split("|")


@pytest.mark.parametrize(("told", "line"), list(rows_of(HEADS)))
def test_heads_of_links(told: bool, line: str) -> None:
    for one in spread(line):
        assert kept(one, "Old song") == (
            ["Calm lanes"] if told else ["Calm lanes", one, "Old song"]
        ), one
        if told:
            long = "x" * 91
            assert kept(one, long) == ["Calm lanes", long]
            assert kept(one, long[1:]) == ["Calm lanes"]
            assert kept(one, "A song.") == ["Calm lanes", "A song."]
