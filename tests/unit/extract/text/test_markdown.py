"""Markdown as other programs and people write it, and what plancoder writes itself."""

from __future__ import annotations

import pytest

from plancoder.errors import BadPageRange, NoText, TooManyCharacters
from plancoder.extract.options import ExtractOptions
from plancoder.extract.text.markdown import HEADER, read_markdown, write_markdown
from plancoder.models import Block, BlockKind, Document, Page, PageStatus, Region

LETTERS = {
    BlockKind.HEADING: "h",
    BlockKind.PARAGRAPH: "p",
    BlockKind.BULLET: "b",
    BlockKind.TABLE_CELL: "c",
    BlockKind.CAPTION: "cap",
    BlockKind.QUOTE: "q",
}


def outline(document: Document) -> list[str]:
    """Each block as its kind, level and text."""
    return [
        f"{LETTERS[block.kind]}{block.level or ''} {document.text[block.start : block.end]}"
        for block in document.blocks
    ]


def read(text: str) -> list[str]:
    return outline(read_markdown(text))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("# Our plan\n\nText.", ["h1 Our plan", "p Text."]),
        ("## **Bold heading**\n\nText.", ["h2 Bold heading", "p Text."]),
        ("##**Tight heading**\n\nText.", ["h2 Tight heading", "p Text."]),
        ("### Closed ###\n\nText.", ["h3 Closed", "p Text."]),
        ("Our plan\n========\n\nText.", ["h1 Our plan", "p Text."]),
        (
            "#hashtag is no heading here\n\n# Yes",
            ["p #hashtag is no heading here", "h1 Yes"],
        ),
        ("# A\n\n**Finance**\n\nMoney.", ["h1 A", "h2 Finance", "p Money."]),
        (
            "# A\n\nYours,\n\n**Jo Example**\n\n# B",
            ["h1 A", "p Yours,", "p Jo Example", "h1 B"],
        ),
        (
            "# A\n\n**This whole sentence is bold.**",
            ["h1 A", "p This whole sentence is bold."],
        ),
        ("# A\n\n---\n\nText after a rule.", ["h1 A", "p Text after a rule."]),
        # Emphasis that runs over two lines is one line; two lines of it are two.
        (
            "# A\n\n*Lanes that are  \nCalm, Quiet, Dry*\n\nText.",
            ["h1 A", "p Lanes that are Calm, Quiet, Dry", "p Text."],
        ),
        ("# A\n\n*Calm lanes*\n*Dry halls*", ["h1 A", "p Calm lanes", "p Dry halls"]),
    ],
)
def test_headings(text: str, blocks: list[str]) -> None:
    assert read(text) == blocks


@pytest.mark.parametrize(
    "glyph", ["➤", "➢", "•", "✓", "-", "*", "+", "o", "■", "\uf0b7", "–", "- ➤", "- o"]
)
def test_bullets_lose_their_glyph(glyph: str) -> None:
    assert read(f"# A\n\n{glyph} Cut burglary\n{glyph} Help victims") == [
        "h1 A",
        "b1 Cut burglary",
        "b1 Help victims",
    ]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "# A\n\n- Cut burglary\n\n> Help victims\n",
            ["h1 A", "b1 Cut burglary", "b1 Help victims"],
        ),
        (
            "# A\n\nI will:\n\n> Help victims\n",
            ["h1 A", "p I will:", "b1 Help victims"],
        ),
        (
            "# A\n\nCalm waters.\n\n> A wise saying.\n",
            ["h1 A", "p Calm waters.", "p A wise saying."],
        ),
        (
            "# A\n\nNobody should wait. Help comes first.\n\n> Help comes first.\n",
            ["h1 A", "p Nobody should wait. Help comes first.", "q Help comes first."],
        ),
    ],
    ids=["among bullets", "after a lead-in", "quotation", "pull quote"],
)
def test_the_angle_is_a_bullet_or_a_quotation(text: str, blocks: list[str]) -> None:
    assert read(text) == blocks


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        (
            "- a one\n  - b two\n    - c three\n- d four",
            ["b1 a one", "b2 b two", "b3 c three", "b1 d four"],
        ),
        (
            "1. First thing\n2. Second thing",
            ["b1 1. First thing", "b1 2. Second thing"],
        ),
        (
            "4. Outcomes are:\n  - Fewer thefts\n  - Less fear",
            ["b1 4. Outcomes are:", "b2 Fewer thefts", "b2 Less fear"],
        ),
        # Some converters leave the first inner item at the margin.
        (
            "4. Outcomes are:\n- Fewer thefts\n  - Less fear",
            ["b1 4. Outcomes are:", "b2 Fewer thefts", "b2 Less fear"],
        ),
        ("- a) Patrols\n- b) Visits", ["b1 a) Patrols", "b1 b) Visits"]),
        (
            "- Patrols by day\n  and by night\n- Visits",
            ["b1 Patrols by day and by night", "b1 Visits"],
        ),
        ("-", ["p -"]),
        ("2016 was a good year", ["p 2016 was a good year"]),
    ],
)
def test_lists(text: str, blocks: list[str]) -> None:
    assert read("# A\n\n" + text)[1:] == blocks


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (r"\*starred\* and 5 \* 3", "*starred* and 5 * 3"),
        (
            "some **bold**, *slanted*, __heavy__ and _light_ words",
            "some bold, slanted, heavy and light words",
        ),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("***Policing is...*** near", "Policing is... near"),
        (
            "on the 1<sup>st</sup> and $7^{th}$ of <u>May</u>",
            "on the 1st and 7th of May",
        ),
        ("see [the site](http://example.org/a_(b)) today", "see the site today"),
        ("write <http://example.org/x>", "write http://example.org/x"),
        ('<a href="mailto:a@example.org">a@example.org</a>', "a@example.org"),
        ("fish &amp; chips cost <1.8 units", "fish & chips cost <1.8 units"),
        ("![map](map.png) The area", "The area"),
        ("o\ufb03ce \u00adand non\u00a0stop", "office and non stop"),
        ("a * lone star", "a * lone star"),
        ("night\u2011time", "night-time"),
    ],
)
def test_inline_markup_is_taken_off(text: str, written: str) -> None:
    assert read("# A\n\n" + text)[1:] == ["p " + written]


def cells(
    document: Document,
) -> dict[tuple[int | None, int | None, int | None], list[str]]:
    found: dict[tuple[int | None, int | None, int | None], list[str]] = {}
    for block in document.blocks:
        if block.kind is BlockKind.TABLE_CELL:
            key = (block.table, block.row, block.column)
            found.setdefault(key, []).append(document.text[block.start : block.end])
    return found


def test_tab_separated_lines_are_rows() -> None:
    document = read_markdown(
        "# A\n\nPriority\tLead\nBurglary\tJo\n\tSam\n\nAfter.\n\nOne\tTwo"
    )
    assert cells(document) == {
        (0, 0, 0): ["Priority"],
        (0, 0, 1): ["Lead"],
        (0, 1, 0): ["Burglary"],
        (0, 1, 1): ["Jo"],
        (0, 2, 1): ["Sam"],
        (1, 0, 0): ["One"],
        (1, 0, 1): ["Two"],
    }


def test_piped_tables_and_lists_in_their_cells() -> None:
    text = (
        "| Aim | How |\n|:---|---:|\n| **Safe** | <ul><li>walk</li><li>talk</li></ul> |\n"
        "| a \\| b | one<br>Two<br>three |"
    )
    assert cells(read_markdown(text)) == {
        (0, 0, 0): ["Aim"],
        (0, 0, 1): ["How"],
        (0, 1, 0): ["Safe"],
        (0, 1, 1): ["walk", "talk"],
        (0, 2, 0): ["a | b"],
        (0, 2, 1): ["one", "Two three"],
    }


@pytest.mark.parametrize(
    "text", ["•\tCut crime", "1.\tCut crime", "\tCut crime everywhere", "Either | or"]
)
def test_a_tab_or_pipe_alone_makes_no_table(text: str) -> None:
    assert not cells(read_markdown("# A\n\n" + text))


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("We shall go on\nwith our work", ["p We shall go on with our work"]),
        (
            "partners and the\n\ncommunity alike will see this grow.",
            ["p partners and the community alike will see this grow."],
        ),
        (
            "A whole sentence ends here.\n\nand a new line",
            ["p A whole sentence ends here.", "p and a new line"],
        ),
        ("Jo Bloggs  \nChief of Staff", ["p Jo Bloggs", "p Chief of Staff"]),
        (
            "Support for all those victims and  \nwitnesses",
            ["p Support for all those victims and witnesses"],
        ),
        ("**Panel Meeting**  \n**7 May 2019**", ["h1 Panel Meeting", "h1 7 May 2019"]),
    ],
)
def test_line_breaks(text: str, blocks: list[str]) -> None:
    assert read("# A\n\n" + text)[1:] == [block.replace("h1", "h2") for block in blocks]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("We help vulner-\nable people.", "We help vulnerable people."),
        (
            "Alcohol matters. Related harm. We cut alcohol-\nrelated harm.",
            "Alcohol matters. Related harm. We cut alcohol-related harm.",
        ),
        ("A non-\nemergency call.", "A non-emergency call."),
        (
            "The anti-social and anti-\nsocial behaviour.",
            "The anti-social and anti-social behaviour.",
        ),
        ("From 2013-\n2017 we grew.", "From 2013- 2017 we grew."),
    ],
)
def test_hyphens_at_line_ends(text: str, joined: str) -> None:
    assert read("# A\n\n" + text)[1:] == ["p " + joined]


def test_front_matter_and_comments_are_no_text() -> None:
    assert read("---\ntitle: x\nauthor: y\n---\n# A\n\nText <!-- a note --> here.") == [
        "h1 A",
        "p Text here.",
    ]


def test_comment_marks_give_pages_also_inside_a_paragraph() -> None:
    document = read_markdown(
        "<!-- page 19 -->\n# Plan\n\nIt goes on <!-- page 20 -->and on.\n\n<!-- page 21 -->\nEnd."
    )
    assert outline(document) == ["h1 Plan", "p It goes on and on.", "p End."]
    assert [region.page for block in document.blocks for region in block.regions] == [
        19,
        19,
        20,
        21,
    ]
    assert [page.number for page in document.pages] == [19, 20, 21]


def test_pages_are_cut_out_by_their_marks() -> None:
    text = (
        "<!-- page 1 -->\nMinutes.\n\n<!-- page 2 -->\n# Plan\n\nIt goes on <!-- page 3 -->and on.\n\n"
        "<!-- page 4 -->\nMore."
    )
    document = read_markdown(text, pages=(2, 3))
    assert outline(document) == ["h1 Plan", "p It goes on and on."]
    assert outline(read_markdown(text, pages=(3,))) == ["p and on."]


def test_a_page_range_needs_marks_and_stays_within_them() -> None:
    with pytest.raises(BadPageRange, match="no page marks"):
        read_markdown("# Plan", pages=(2,))
    with pytest.raises(
        BadPageRange,
        match="pages 8-9 were asked for, but the page marks of this file run over pages 1-2",
    ):
        read_markdown("<!-- page 1 -->\na\n<!-- page 2 -->\nb", pages=(2, 8, 9))


def test_limits_and_emptiness() -> None:
    with pytest.raises(TooManyCharacters, match="limit is 10"):
        read_markdown("A long enough text.", options=ExtractOptions(max_characters=10))
    with pytest.raises(NoText):
        read_markdown(" \n\n<!-- nothing -->")


# ----------------------------------------------------------------------------------------------
# our own Markdown


def test_what_is_written_looks_like_markdown() -> None:
    text = "Plan\n# a hash\nCut crime\nat night\nPriority\nLead\nFig 1\nSaid\nends here"
    kinds = [
        (BlockKind.HEADING, 1, {}),
        (BlockKind.PARAGRAPH, 0, {}),
        (BlockKind.BULLET, 1, {}),
        (BlockKind.BULLET, 2, {}),
        (BlockKind.TABLE_CELL, 0, {"table": 0, "row": 0, "column": 0}),
        (BlockKind.TABLE_CELL, 0, {"table": 0, "row": 0, "column": 1}),
        (BlockKind.CAPTION, 0, {}),
        (BlockKind.QUOTE, 0, {}),
        (BlockKind.PARAGRAPH, 0, {}),
    ]
    blocks, start = [], 0
    for (kind, level, place), line in zip(kinds, text.split("\n"), strict=True):
        regions = (
            (Region(start, 3), Region(start + 5, 5))
            if line == "ends here"
            else (Region(start, 3),)
        )
        blocks.append(Block(kind, start, start + len(line), regions, level, **place))
        start += len(line) + 1
    document = Document(
        text, tuple(blocks), (Page(3), Page(4, PageStatus.NO_TEXT), Page(5))
    )
    written = write_markdown(document)
    assert written == "\n\n".join(
        [
            HEADER,
            "<!-- page 3 -->",
            "# Plan",
            "\\# a hash",
            "- Cut crime",
            "  - at night",
            "| Priority | Lead |\n| --- | --- |",
            "[caption] Fig 1",
            "> Said",
            "ends <!-- page 4: no_text --><!-- page 5 -->here\n",
        ]
    )
    assert read_markdown(written).blocks == document.blocks


def test_a_hand_corrected_extraction_is_read_as_the_person_wrote_it() -> None:
    corrected = (
        f"{HEADER}\r\n\r\n<!-- page 2 -->\r\n\r\n## Aims\r\n\r\nA paragraph that a person\r\nhas broken.\r\n\r\n"
        "- one\r\n- two\r\n  - deeper\r\n\r\n| a | b |\r\n|---|---|\r\n| c | |\r\n\r\nPage 3 of 14\r\n"
    )
    document = read_markdown(corrected)
    assert outline(document) == [
        "h2 Aims",
        "p A paragraph that a person has broken.",
        "b1 one",
        "b1 two",
        "b2 deeper",
        "c a",
        "c b",
        "c c",
        "p Page 3 of 14",
    ]
    assert {block.page for block in document.blocks} == {2}


def test_unread_pages_stay_unread_in_markdown() -> None:
    document = Document(
        "x",
        (Block(BlockKind.PARAGRAPH, 0, 1, (Region(0, 1),)),),
        (Page(1), Page(2, PageStatus.NO_TEXT)),
    )
    back = read_markdown(write_markdown(document))
    assert [(page.number, page.unread) for page in back.pages] == [
        (1, False),
        (2, True),
    ]


def test_nothing_goes_on_behind_the_page_of_a_contents_entry() -> None:
    text = "Contents\n\n - Calm lanes            11\n - Warm halls            12\nWhat the law asks      13\n"
    assert "Warm halls 12\nWhat the law asks 13" in read_markdown(text).text
    goes_on = " - Warm halls for all\nof the county\n"
    assert read_markdown(goes_on).text == "Warm halls for all of the county"
