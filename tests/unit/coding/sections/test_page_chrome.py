"""What a web page is made of is left out; the plan that was copied from it stays."""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.sections.page_chrome import without_chrome
from plancoder.extract.text.plain_text import read_text


def kept(source: str) -> list[str]:
    document = document_of(source)
    left = without_chrome(document)
    assert left.text == document.text
    return [left.text[block.start : block.end] for block in left.blocks]


@pytest.mark.parametrize(
    "line",
    [
        *("Skip to content", "Skip to main content", "Skip to navigation"),
        *("Back to top", "Menu", "Main menu", "Search", "Search this site"),
        *("Log in", "Login", "Sign in", "Sign up", "Subscribe", "Accept all of them"),
        *("Accept all cookies", "Reject cookies", "Manage cookies", "Cookies"),
        *("Essential cookies are set", "About cookies", "We use cookies"),
        *("Share", "Print this page", "Email article", "Save this story", "Bookmark"),
        *("Share on Larkbook", "Share via post", "Facebook", "Twitter", "LinkedIn"),
        *("WhatsApp", "Read more", "Find out more about us", "See more"),
        *("Download the plan (PDF)", "View Word", "Open the old plan docx"),
        *("Transcript of the film", "Page 3 of 12"),
    ],
)
def test_lines_of_a_page_are_no_text(line: str) -> None:
    assert kept(f"Calm lanes\n\n{line}\n\nWarm halls") == ["Calm lanes", "Warm halls"]


@pytest.mark.parametrize(
    "line",
    [
        *("Home safety", "Share the road", "Save lives", "Search and rescue"),
        *("Skip", "Print", "Reading more", "Page 3", "Open the door", "Home:"),
        "Accept all of them, says the plan, and then it goes on at such a length as that.",
        f"See more {'x' * 41}",
        "We use cookies.",
    ],
)
def test_lines_that_only_begin_alike_stay(line: str) -> None:
    # "Print" alone is said on pages, and no plan has a line of it.
    wanted = ["Calm lanes", *([] if line == "Print" else [line])]
    assert kept(f"Calm lanes\n\n{line}") == wanted


def test_home_is_a_link_beside_others_and_else_a_chapter() -> None:
    assert kept("Menu\n\nHome\n\nNews\n\nCalm lanes") == ["News", "Calm lanes"]
    assert kept("Calm lanes\n\nHome\n\nWarm halls") == [
        "Calm lanes",
        "Home",
        "Warm halls",
    ]


@pytest.mark.parametrize("letters", [90, 91])
def test_a_line_of_a_page_is_short(letters: int) -> None:
    line = "Accept all " + "x" * (letters - 11)
    assert kept(f"Calm lanes\n\n{line}") == (
        ["Calm lanes"] if letters == 90 else ["Calm lanes", line]
    )


@pytest.mark.parametrize(
    "head",
    [
        *("Similar documents", "Related pages", "Other stories", "Recommended links"),
        *("Related articles", "Other news", "Similar page", "Related document"),
        *("More news", "Latest stories", "Latest news"),
    ],
)
def test_links_below_their_head_are_no_text(head: str) -> None:
    source = f"Calm lanes\n\n{head}\n\nAnnual report\n\nMoney"
    assert kept(source) == ["Calm lanes"]
    # A sentence ends the links: the plan goes on.
    assert kept(f"{source}\n\nIt rained.\n\nWarm halls") == [
        "Calm lanes",
        "It rained.",
        "Warm halls",
    ]


def test_links_stand_below_the_last_head_only() -> None:
    source = "Related pages\n\nCalm lanes\n\nRelated pages\n\nMoney"
    assert kept(source) == ["Calm lanes"]
    assert kept("Calm lanes\n\nWarm halls") == ["Calm lanes", "Warm halls"]
    assert kept("Other matters\n\nWarm halls") == ["Other matters", "Warm halls"]


def kept_of_pages(*pages: str) -> list[str]:
    """The blocks that stay of a plain text, whose pages are given."""
    left = without_chrome(read_text("\n\f\n".join(pages)))
    return [left.text[block.start : block.end] for block in left.blocks]


ONE, TWO = "One is what this page says.", "Two is what that page says."


@pytest.mark.parametrize(
    ("line", "foot"),
    [
        ("4 | Vale Police and Crime Plan", True),
        ("4 – Vale plan", True),
        ("124 | Office of the Commissioner", True),
        ("Vale Council - 4", True),
        ("Vale Strategy | page 4", True),
        ("Vale report Page 4 of 12", True),
        *((f"4 | Vale {one}", True) for one in ("Partnership", "Authority")),
        ("4 | Vale Constabulary", True),
        ("4 | The lanes of Vale", False),
        ("Vale plan 2024 | 4", False),
        ("1234 | Vale plan", False),
        ("Vale plan", False),
        ("Vale planning | 4", False),
    ],
)
def test_feet_and_heads_of_pages(line: str, foot: bool) -> None:
    left = [] if foot else [line]
    assert kept_of_pages(f"{ONE}\n\n{line}\n", f"{TWO}\n") == [ONE, *left, TWO]
    assert kept_of_pages(f"{ONE}\n", f"{line}\n\n{TWO}\n") == [ONE, *left, TWO]


def test_a_foot_stands_where_the_page_turns() -> None:
    foot = "4 | Vale plan"
    inside = f"{ONE}\n\n{foot}\n\nSo it is.\n"
    assert kept_of_pages(inside, TWO) == [ONE, foot, "So it is.", TWO]
    # Beside another number it may be an entry of a contents page.
    entries = f"The lanes of Vale 3\n\n{foot}\n"
    assert kept_of_pages(entries, TWO) == ["The lanes of Vale 3", foot, TWO]
