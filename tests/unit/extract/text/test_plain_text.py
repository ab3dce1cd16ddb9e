"""Plain text: pages, running headers, lists, tables, headings, and text that has lost
its line breaks.
"""

from __future__ import annotations

import time

import pytest

from plancoder.extract.text.markdown import read_markdown
from plancoder.extract.text.page_marks import mark_pages
from plancoder.extract.text.plain_text import read_text
from plancoder.models import BlockKind, Document

BODY = "Our officers walk every town by day and by night, and people tell us that it helps them to sleep."


def blocks(document: Document) -> list[tuple[str, int | None, str]]:
    return [
        (block.kind.value, block.page, document.text[block.start : block.end])
        for block in document.blocks
    ]


def pages_of(text: str) -> dict[str, int | None]:
    """The page of each word that begins with `on`."""
    document = read_text(text)
    return {
        document.text[block.start : block.end].split()[0]: block.page
        for block in document.blocks
        if document.text[block.start : block.end].startswith("on")
    }


def numbered(mark: str, at: str, count: int = 4) -> str:
    """Pages one, two, … with a mark at their head or foot."""
    words = ["onone", "ontwo", "onthree", "onfour", "onfive"][:count]
    made = []
    for number, word in enumerate(words, start=1):
        line = mark.format(n=number, m=count)
        body = f"{word} is what this page says, in a line of its own."
        made.append(f"{line}\n\n{body}\n" if at == "head" else f"{body}\n\n{line}\n")
    return "\n".join(made)


MARKS = [
    "Page {n} of {m}",
    "PAGE {n}",
    "Page | {n}",
    "{n} | Page",
    "P a g e {n}",
    "- {n} -",
    "{n}",
    "[Page {n}]",
    "--- Page {n} ---",
    "Tudalen {n} o {m}",
    "Northmoor Police and Crime Plan {n}",
    "{n}  Northmoor Police and Crime Plan",
    "Northmoor Police and Crime Plan | Page {n} of {m}",
]


@pytest.mark.parametrize("at", ["head", "foot"])
@pytest.mark.parametrize("mark", MARKS)
def test_page_marks_give_pages_and_are_no_text(mark: str, at: str) -> None:
    text = numbered(mark, at)
    assert pages_of(text) == {"onone": 1, "ontwo": 2, "onthree": 3, "onfour": 4}
    assert "Page" not in read_text(text).text
    assert "Northmoor" not in read_text(text).text


@pytest.mark.parametrize(
    "mark",
    [
        "Priority {n}",
        "Measures of success for priority {n}",
        "Figure {n}",
        "{n}%",
        "Spending in 20{n}0",
    ],
)
def test_what_counts_other_things_is_no_page_mark(mark: str) -> None:
    text = numbered(mark, "head")
    assert set(pages_of(text).values()) == {None}
    assert mark.format(n=3) in read_text(text).text


def test_form_feeds_count_the_pages_whatever_is_printed_on_them() -> None:
    text = f"Cover\n\f{BODY}\n\n2\n\fonthree comes here and says so.\n\n3\n"
    document = read_text(text)
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert pages_of(text) == {"onthree": 3}
    assert "\n2" not in document.text


def test_running_headers_are_taken_out_and_repeated_headings_are_not() -> None:
    page = (
        "Northmoor plan 2016\n{0}\n\nI will:\n\nwalk the streets {0} at night, as I was asked to do.\n\n"
        "{1}\n\nwww.northmoor.example\n"
    )
    text = "\f".join(
        page.format(word, BODY) for word in ("alpha", "beta", "gamma", "delta")
    )
    document = read_text(text)
    assert "Northmoor plan" not in document.text
    assert "www.northmoor" not in document.text
    assert document.text.count("I will:") == 4
    assert all(word in document.text for word in ("alpha", "beta", "gamma", "delta"))


def test_a_stray_reference_does_not_derail_the_count() -> None:
    lines, pages = mark_pages("Page 1\na\nPage 120\nb\nPage 2\nc\nPage 3\nd\n")
    assert pages == (1, 2, 3)
    assert [(line.text, line.page) for line in lines if line.text] == [
        ("a", 1),
        ("b", 1),
        ("c", 2),
        ("d", 3),
    ]


def test_one_lonely_mark_gives_no_pages() -> None:
    lines, pages = mark_pages("a\nPage 120\nb")
    assert pages == ()
    assert [line.text for line in lines] == ["a", "b"]


def test_hard_wrapped_lines_become_paragraphs_and_short_lines_stay_apart() -> None:
    text = (
        "Councillor Example\nTown Hall\nSea Street\n\n"
        "We shall work with everyone who lives here, and with those who only\n"
        "visit. Nobody should be afraid to walk home from the harbour at any\n"
        "hour of the day, and nobody should wait for help.\n"
    )
    assert [text for _, _, text in blocks(read_text(text))] == [
        "Councillor Example",
        "Town Hall",
        "Sea Street",
        "We shall work with everyone who lives here, and with those who only visit. Nobody should be afraid to walk "
        "home from the harbour at any hour of the day, and nobody should wait for help.",
    ]


def test_a_paragraph_over_a_page_break_is_one_block_with_two_regions() -> None:
    watch = "The harbour watch was begun in spring and will be kept up through the\n\fwinter months by volunteers.\n"
    text = f"{BODY}\n\n{watch}"
    document = read_text(text)
    last = document.blocks[-1]
    assert [region.page for region in last.regions] == [1, 2]
    assert document.text[last.regions[1].start :].startswith("winter months")
    assert document.text[last.start : last.end].startswith("The harbour watch")


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("OUR PRIORITIES", 1),
        ("Priority 3: Fewer burglaries", 2),
        ("Theme One – Safe homes", 2),
        ("Annex A Glossary", 2),
        ("2.1 How we listened", 3),
        ("How we listened", 2),
        ("I will:", 0),
        ("How we listened, and to whom.", 0),
        ("How we listened ........ 12", 0),
        ("Spending in 2014", 0),
    ],
)
def test_headings_are_told_by_their_form(line: str, level: int) -> None:
    document = read_text(f"{BODY}\n\n{line}\n\n{BODY}\n")
    block = document.blocks[1]
    assert (block.kind is BlockKind.HEADING, block.level if level else 0) == (
        bool(level),
        level,
    )


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        (f"We want:\n1. Calm lanes\n2. Warm courts\n3. Fewer fires\n\n{BODY}", []),
        (
            f"1. Calm lanes\n\n{BODY}\n\n2. Warm courts\n\n{BODY}",
            ["1. Calm lanes", "2. Warm courts"],
        ),
    ],
)
def test_the_last_item_of_a_list_is_no_heading_of_what_follows(
    text: str, headings: list[str]
) -> None:
    assert [
        block for kind, _, block in blocks(read_text(text)) if kind == "heading"
    ] == headings


def test_text_that_has_lost_its_line_breaks_is_parted_at_items_and_statements() -> None:
    text = (
        f"{BODY * 20} My priorities are: • Cut burglary • Help victims ➤ Listen more. "
        f"Priority 1: Safe homes for all. {BODY} Priority 2: Safe roads for all. {BODY}"
    )
    found = [text for _, _, text in blocks(read_text(text))]
    assert "Cut burglary" in found
    assert "Help victims" in found
    assert "Listen more." in found
    assert (
        sum(
            line.startswith(("Priority 1: Safe homes", "Priority 2: Safe roads"))
            for line in found
        )
        == 2
    )


def test_rows_below_one_another_without_a_blank_line_stay_apart() -> None:
    text = (
        "Priority         Lead            Measure\n\n"
        "Calm lanes       Police          Number of crashes\n"
        "Warm halls       Council         Bills that were paid\n"
        "Dry cellars      Fire Chief and  Floods in a year\n"
        "                 Harbour Master\n\n"
        "       VALUES:  candour   calm   thrift\n"
    )
    document = read_text(text)
    cells = [
        document.text[block.start : block.end]
        for block in document.blocks
        if block.table is not None and block.column == 0
    ]
    assert cells == ["Priority", "Calm lanes", "Warm halls", "Dry cellars"]
    assert "Fire Chief and Harbour Master" in document.text


def test_tabs_make_tables_in_plain_text() -> None:
    document = read_text("Aim\tLead\nFewer thefts\tJo\n")
    assert [(block.row, block.column) for block in document.blocks] == [
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
    ]


def test_stars_and_hashes_of_plain_text_stay() -> None:
    assert read_text("5 * 3 is *not* bold # here").text == "5 * 3 is *not* bold # here"


COLUMNS = """\
My part:                  Your part:
• Light the lanes         • Ring us early
• Heat the halls in       • Lock the shed and
  winter                    the gate
"""


def test_columns_are_read_one_after_another() -> None:
    document = read_text(COLUMNS)
    assert document.text.split("\n") == [
        "My part:",
        "Light the lanes",
        "Heat the halls in winter",
        "Your part:",
        "Ring us early",
        "Lock the shed and the gate",
    ]


def test_one_mark_inside_a_line_makes_no_column() -> None:
    document = read_text("Lanes  • a note on lanes\nHalls  a note on halls\n")
    assert document.text == "Lanes\na note on lanes\nHalls a note on halls"


def test_very_many_blank_lines_cost_next_to_nothing() -> None:
    start = time.process_time()
    document = read_text("The first paragraph." + "\n" * 2_000_000 + "The second one.")
    assert document.text == "The first paragraph.\nThe second one."
    assert time.process_time() - start < 1


def test_bare_numbers_above_titles_are_items_and_no_pages() -> None:
    text = "\n\n".join(
        f"{number}\n{title} by day and night\nWe will see to it this year."
        for number, title in enumerate(["Calm lanes", "Warm halls", "Dry cellars"], 1)
    )
    document = read_text(text)
    assert {block.page for block in document.blocks} == {None}
    assert "2. Warm halls by day and night" in document.text


def test_bare_numbers_far_apart_are_pages() -> None:
    body = "What this page says is long, and it goes on for quite some time. " * 6
    text = "\n\n".join(f"{number}\nCalm lanes\n{body}" for number in (1, 2, 3))
    assert {block.page for block in read_text(text).blocks} == {1, 2, 3}


def test_numbers_alone_may_have_stops_and_tabs_around_them() -> None:
    text = "1.\t\nCalm lanes\n\n\t2)\nWarm halls\n\n3 \nDry cellars\n"
    assert "2. Warm halls" in read_text(text).text


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param(
            "1\nyou will know who\ncomes\n2\nlorries, vans and\nboats are safe\n"
            "3\nbills go\ndown\n",
            [
                "1. you will know who comes",
                "2. lorries, vans and boats are safe",
                "3. bills go down",
            ],
            id="numbers above words that run over lines",
        ),
        pytest.param(
            "1\nyou will know who\ncomes\n\n2\nlorries, vans and\nboats are safe\n\n"
            "4\nbills go\ndown\n",
            [],
            id="numbers that do not count on",
        ),
        pytest.param(
            "n calm lanes\nn warm halls\nn dry cellars\nn bright barns\n",
            ["calm lanes", "warm halls", "dry cellars", "bright barns"],
            id="one letter before each line",
        ),
        pytest.param(
            "b calm lanes\nc warm halls\nd dry cellars\ne bright barns\n",
            [],
            id="letters that count",
        ),
        pytest.param(
            "n calm lanes\nn warm halls\n", [], id="one letter before two lines"
        ),
        pytest.param(
            "Welcome 2\nOur aims 4\n   Calm lanes 4\n   Warm halls 6\nMoney 8\n"
            "Words 9\n",
            ["Calm lanes 4", "Warm halls 6"],
            id="parts of a contents entry",
        ),
        pytest.param(
            "Welcome 2\n  Our aims 4\n Calm lanes 4\n   Warm halls 6\nMoney 8\n"
            "Words 9\n",
            [],
            id="centred entries",
        ),
    ],
)
def test_marks_that_were_lost_make_items(text: str, items: list[str]) -> None:
    found = [words for kind, _, words in blocks(read_text(text)) if kind == "bullet"]
    assert found == items


_UNBROKEN = "What this page says is long, and it goes on for quite some time. " * 3


def test_lines_of_a_text_that_nobody_wrapped_stand_alone() -> None:
    lines = (
        "Homes in which nobody lives in fear\nRefuges, and courses for those who hit.\n"
    )
    apart = read_text(f"{_UNBROKEN}\n\n{lines}")
    assert "Homes in which nobody lives in fear\n" in apart.text
    wrapped = "Nine people in the town were hurt on the\nlanes that lead to it.\n\n"
    joined = read_text(f"{_UNBROKEN}\n\n{wrapped * 3}{lines}")
    assert "hurt on the lanes that lead to it." in joined.text


def test_buttons_of_an_accordion_are_no_text() -> None:
    text = "My aims\n\nOpen all | Close all\n\nCalm lanes\n\nOpen all day and night\n"
    assert "Close all" not in read_text(text).text
    assert "Open all day" in read_text(text).text


def test_the_boxes_of_a_form_are_no_text() -> None:
    text = "Calm lanes     ☐   ☐   ☐\n\nWarm halls     ☐   ☐   ☐\n"
    assert read_text(text).text == "Calm lanes\nWarm halls"
    one = read_text("☐ Calm lanes\n☐ Warm halls\n")  # a mark before each is a list
    assert [block.kind for block in one.blocks] == [BlockKind.BULLET] * 2


def test_tags_copied_from_a_web_page_are_no_text() -> None:
    text = "Our <strong>aims</strong>:<br />\n\nCalm lanes<br />\n\nWarm halls<br/>\n"
    assert "<" not in read_text(text).text
    assert "Calm lanes" in read_text(text).text


def test_a_tag_that_a_text_speaks_of_stays() -> None:
    assert "<strong>" in read_text("Write <strong> before what matters.\n").text


VIEWED = """Download
Transcript of A plan for Larkshire
Our aims
- Mend the lamps of every lane
Share this document
Share
Similar documents
A plan for the quay
Notes of a meeting
"""


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_lines_of_a_viewer_are_left_out_and_told(form: str) -> None:
    read = read_text if form == "text" else read_markdown
    document = read(VIEWED)
    assert document.text.split("\n") == ["Our aims", "Mend the lamps of every lane"]
    (notice,) = document.notices
    assert notice.reason == "hidden_text"
    assert "Transcript of A plan for Larkshire" in notice.detail


@pytest.mark.parametrize(
    "text",
    [
        "Download\n\nOur aims\n\nSearch\n\nWe search all vessels in the port by night.",
        "Share this document\n\nWe ask you to read it and to say what is amiss in it.",
        VIEWED + "The wardens of the quay walk the lanes by night with lamps lit.",
    ],
)
def test_words_that_viewers_also_say_are_text_elsewhere(text: str) -> None:
    last = text.rsplit("\n", maxsplit=1)[-1]
    assert last in read_text(text).text


_GLOSS = "with all that it takes to get there, such as lamps and wardens"


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        pytest.param(
            f"A.  Calm lanes\n    {_GLOSS}\n\nB.  Warm halls\n    {_GLOSS}\n\n"
            f"C.  Dry cellars\n    {_GLOSS}\n",
            [
                "A. Calm lanes",
                _GLOSS,
                "B. Warm halls",
                _GLOSS,
                "C. Dry cellars",
                _GLOSS,
            ],
            id="glosses below letters",
        ),
        pytest.param(
            f"- Calm lanes {_GLOSS}\n  for all\n- Warm halls {_GLOSS}\n  for all\n"
            f"- Dry cellars {_GLOSS}\n  for all\n",
            [f"{one} {_GLOSS} for all" for one in ("Calm lanes", "Warm halls")]
            + [f"Dry cellars {_GLOSS} for all"],
            id="items broken at the edge",
        ),
        pytest.param(
            f"A.  Calm lanes\n    {_GLOSS}\n\nB.  Warm halls\n    {_GLOSS}\n",
            [f"A. Calm lanes {_GLOSS}", f"B. Warm halls {_GLOSS}"],
            id="two may be chance",
        ),
        pytest.param(
            "LP1  Calm lanes by day\nLP2  Warm halls, lit and\n"
            "     swept\nLP3  Dry cellars\n",
            [
                "LP1 Calm lanes by day",
                "LP2 Warm halls, lit and swept",
                "LP3 Dry cellars",
            ],
            id="codes that count",
        ),
        pytest.param(
            "LP1  Calm lanes by day and also by night on the way to\nLP2  Warm halls\n",
            ["LP1 Calm lanes by day and also by night on the way to LP2 Warm halls"],
            id="two codes in a sentence",
        ),
    ],
)
def test_what_hangs_below_and_what_counts(text: str, blocks: list[str]) -> None:
    assert read_text(text).text.split("\n") == blocks


_RUNNING = (
    "Vale Police Plan 2013 – page {n} {title} We will mend the lamps of lane {n}."
)


def test_running_heads_on_the_line_of_their_text_are_pages_and_no_text() -> None:
    titles = ("Our aims", "Our lanes", "Our halls", "Our money")
    text = "\n\n".join(
        _RUNNING.format(n=number, title=title)
        for number, title in enumerate(titles, start=2)
    )
    document = read_text(text)
    assert [document.page_at(block.start) for block in document.blocks] == [2, 3, 4, 5]
    assert "Vale Police Plan" not in document.text


@pytest.mark.parametrize(
    "line",
    [
        "Number of homes entered {n} in the year to May",
        "Our strategic priority {n} Safer lanes for those who walk",
        "The lamps of the lane number {n} are broken",
    ],
)
def test_lines_that_count_other_things_keep_their_words(line: str) -> None:
    told = [line.format(n=number) for number in (4, 5)]
    assert all(one in read_text("\n\n".join(told)).text for one in told)


def test_a_running_foot_that_ends_in_a_year_counts_by_its_page() -> None:
    body = "We will mend the lamps, and those who break them will pay for it in full."
    text = "\n\n".join(
        f"{body} It is lane {number}.\n\n{number} THE VALE PLAN 2017 > 2021"
        for number in range(2, 7)
    )
    document = read_text(text)
    assert "THE VALE PLAN" not in document.text
    assert {page.number for page in document.pages} == {2, 3, 4, 5, 6}


def test_entries_with_pages_are_no_table_of_three_columns() -> None:
    def rows(last: str) -> str:
        lines = (f"S{n}    Chapter on lane {n}      {n}{last}" for n in range(1, 6))
        return "\n".join(lines)

    entries = read_text(rows(""))
    assert all(block.table is None for block in entries.blocks)
    table = read_text(rows(" lamps"))
    assert {block.kind for block in table.blocks} == {BlockKind.TABLE_CELL}


def lines_read(text: str) -> list[tuple[str, str]]:
    return [(kind, words) for kind, _, words in blocks(read_text(text))]


def of_kind(kind: str, *words: str) -> list[tuple[str, str]]:
    return [(kind, one) for one in words]


TITLES = ("Calm lanes", "Warm halls", "Dry cellars")


@pytest.mark.parametrize("stop", ["", ".", ":"])
def test_stars_left_by_a_web_page_make_titles(stop: str) -> None:
    text = "\n\n".join(f"**{one}{stop}** It rained." for one in TITLES)
    assert lines_read(text) == [
        ("paragraph", words) for one in TITLES for words in (one, "It rained.")
    ]
    two = text.rpartition("\n\n")[0]
    assert [words for _, words in lines_read(two)] == two.split("\n\n")
    inside = "So **calm lanes**, **warm halls** and **dry cellars** they are."
    assert lines_read(inside) == of_kind("paragraph", inside.replace("**", ""))


def test_links_left_by_a_web_page_are_their_words() -> None:
    text = "See [calm lanes](/a), [warm halls](/b?c=d) and [dry cellars](https://e.f/)."
    wanted = "See calm lanes, warm halls and dry cellars."
    assert lines_read(text) == of_kind("paragraph", wanted)
    two = text.replace("[warm halls](/b?c=d)", "warm halls")
    assert lines_read(two) == of_kind("paragraph", two)
    spaced = text.replace("(/a)", "(as they are)")
    assert lines_read(spaced) == of_kind("paragraph", spaced)


@pytest.mark.parametrize(
    ("label", "gap", "told"),
    [
        *(("Objective", "   ", True), ("Objective", "\t", True)),
        *((one, "     ", True) for one in ("Priority", "Aim", "Goal", "Theme")),
        *((one, "     ", True) for one in ("Pledge", "Commitment")),
        *(("Objective", "  ", False), ("Lane", "     ", False)),
        ("objective", "     ", False),
    ],
)
def test_labels_with_a_gap_behind_them(label: str, gap: str, told: bool) -> None:
    text = "\n\n".join(f"{label}{gap}{one}" for one in TITLES)
    between = ": " if told else " "
    wanted = [f"{label}{between}{one}" for one in TITLES]
    assert [words for _, words in lines_read(text)] == wanted
    # Two such lines may be anything.
    two = text.rpartition("\n\n")[0]
    assert not any(":" in words for _, words in lines_read(two))


@pytest.mark.parametrize(
    ("first", "second", "heading"),
    [
        *(("01", "02", False), ("One:", "Two:", False), ("four –", "Five –", False)),
        *(("01", "03", True), ("One:", "Three:", True), ("Two:", "One:", True)),
    ],
)
def test_a_line_that_counts_on_is_no_heading(
    first: str, second: str, heading: bool
) -> None:
    text = f"{first} Calm lanes\n\n{second} Warm halls\n\n{BODY}\n"
    kinds = [kind for kind, _ in lines_read(text)]
    assert kinds == ["paragraph", "heading" if heading else "paragraph", "paragraph"]


def test_the_last_line_of_a_list_is_no_heading() -> None:
    lines = "\n".join(TITLES)
    listed = lines_read(f"Vale plan\n\n{lines}\n\n{BODY}\n")
    assert listed == [
        ("heading", "Vale plan"), *of_kind("paragraph", *TITLES, BODY)
    ]  # fmt: skip
    dated = lines_read(f"Vale plan\n\n{lines.replace('halls', 'halls 4')}\n\n{BODY}\n")
    assert ("heading", "Dry cellars") in dated


@pytest.mark.parametrize(
    ("lead", "heading"),
    [
        ("Our aims can be told in a few lines.", False),
        ("These themes are what we chose.", False),
        ("She has these pledges in mind.", False),
        *(
            (f"{one} chose aims.", False)
            for one in ("My", "Our", "The", "These", "This")
        ),
        *((f"{one} chose aims.", False) for one in ("It", "She", "He", "We", "I")),
        *((f"We chose {one}.", False) for one in ("priorities", "objectives", "goals")),
        *((f"We chose {one}.", False) for one in ("pledges", "promises", "pillars")),
        *((f"We chose {one}.", False) for one in ("commitments", "missions")),
        *((f"{one} chose aims.", True) for one in ("They", "You", "Those")),
        *((f"We chose {one}.", True) for one in ("songs", "tasks", "an aim")),
        ("Our songs can be told in a few lines.", True),
        ("All aims can be told in a few lines.", True),
        (f"Our aims are {'s' * 75}.", False),
        (f"Our aims are {'s' * 76}.", True),
    ],
)
def test_lines_below_a_sentence_that_names_aims(lead: str, heading: bool) -> None:
    lines = "\n\n".join((lead, *TITLES, BODY))
    found = lines_read(f"{lines}\n")
    assert (("heading", "Dry cellars") in found) is heading


GLOSSES = ("It was asked for by many.", "It is paid for.", "It is wet in there.")


def hung(titles: tuple[str, ...], glosses: tuple[str, ...]) -> list[str]:
    pairs = zip(titles, glosses, strict=False)
    text = "".join(f"• {one}\n   {gloss}\n" for one, gloss in pairs)
    return [words for kind, words in lines_read(text) if kind == "bullet"]


def test_a_sentence_below_each_title_is_a_block_of_its_own() -> None:
    assert hung(TITLES, GLOSSES) == list(TITLES)
    long = ("Calm " + "in " * 14 + "town", *TITLES[1:])
    assert hung(long, GLOSSES) == list(long)
    longer = ("Calm " + "in " * 15 + "town", *TITLES[1:])
    for titles, glosses in (
        (TITLES[:2], GLOSSES),
        (longer, GLOSSES),
        *((tuple(one + end for one in long), GLOSSES) for end in ".,;:"),
        (long, ("it was asked for.", *GLOSSES[1:])),
        (long, ("It was asked for", *GLOSSES[1:])),
    ):
        assert hung(titles, glosses) == [
            f"{one} {gloss}" for one, gloss in zip(titles, glosses, strict=False)
        ]


def test_titles_are_short_beside_the_longest_line_below_them() -> None:
    long = "asked for by many of those who wrote"
    assert hung(TITLES, (long, "paid for", "wet")) == list(TITLES)
    told = hung(TITLES, ("asked for", "paid for", "wet"))
    assert told == ["Calm lanes asked for", "Warm halls paid for", "Dry cellars wet"]
    # The longest title counts: up to 0.6 of the 39 characters of the longest line.
    most = ("C" * 23, *TITLES[1:])
    assert hung(most, (long, "paid for", "wet")) == list(most)
    more = ("C" + most[0], *TITLES[1:])
    assert hung(more, (long, "paid for", "wet"))[0] == f"{more[0]} {long}"


@pytest.mark.parametrize("marks", ["①②③", "⒜⒝⒞", "❶❷❸", "🄰🄱🄲", "🅐🅑🅒"])
def test_numbers_and_letters_in_circles_are_marks(marks: str) -> None:
    pairs = zip(marks, TITLES, strict=True)
    text = "".join(f"{mark} {one}\n" for mark, one in pairs)
    assert lines_read(text) == of_kind("bullet", *TITLES)


def test_a_table_between_pipes_has_a_rule() -> None:
    rows = ["| No. | Aim |", "| --- | --- |", "| 1 | Calm lanes |"]
    cells = of_kind("table_cell", "No.", "Aim", "1", "Calm lanes")
    assert lines_read("\n".join(rows)) == cells
    assert lines_read("\n".join(rows[::2])) == of_kind("paragraph", *rows[::2])
