"""What a line holds: number or label, wording and page, by each mark that tells them.

A row gives the line and its items, each as "number or label | wording | page".
"""

from __future__ import annotations

import pytest
from documents import document_of
from sentences import spread

from plancoder.coding.statements.items import (
    find_items,
    follows,
    is_page,
    shorten_last,
    trim,
)


def items_of(source: str) -> list[str]:
    document = document_of(source)
    return [
        " | ".join(
            (
                item.label.shown if item.label else item.bare or item.number,
                " ".join(document.text[item.start : item.end].split()),
                "" if item.page is None else str(item.page),
            )
        ).strip()
        for item in find_items(document)
    ]


ONE = """
[•|●|▪|■|◦|►|➤|➢|✓|✔|❖|‣|◆|○|→|»|-] Calm lanes = | Calm lanes |
[o|§] Calm lanes = | Calm lanes |
o calm lanes = | o calm lanes |
1. Calm lanes = 1 | Calm lanes |
(1) Calm lanes = 1 | Calm lanes |
1) Calm lanes = 1 | Calm lanes |
(a) Calm lanes = a | Calm lanes |
iv. Calm lanes = iv | Calm lanes |
IV. Calm lanes = IV | Calm lanes |
H. Calm lanes = H | Calm lanes |
K. Calm lanes = | K. Calm lanes |
6.1 Calm lanes = 6.1 | Calm lanes |
6. 1 Calm lanes = 6.1 | Calm lanes |
6.12 Calm lanes = 6.12 | Calm lanes |
6.4.1 Calm lanes = 6.4.1 | Calm lanes |
6.4.1. Calm lanes = 6.4.1 | Calm lanes |
A1 Calm lanes = A1 | Calm lanes |
B2: Calm lanes = B2 | Calm lanes |
1a) Calm lanes = 1a | Calm lanes |
J1 Calm lanes = | J1 Calm lanes |
A1 calm lanes = | A1 calm lanes |
Calm lanes 6 = | Calm lanes 6 | 6
Calm lanes ... 6 = | Calm lanes ... 6 | 6
Calm lanes … 6-7 = | Calm lanes … 6-7 | 6
Calm lanes page 6 = | Calm lanes page 6 | 6
Calm lanes p.6 = | Calm lanes p.6 | 6
Calm lanes · 6 / 7 = | Calm lanes · 6 / 7 | 6
Calm lanes | 6 & 7 = | Calm lanes | 6 & 7 | 6
6 Calm lanes = | 6 Calm lanes | 6
6-7 Calm lanes = | 6-7 Calm lanes | 6
Calm lanes 1234 = | Calm lanes 1234 |
Priority 1: Calm lanes 6 = Priority 1 | Calm lanes | 6
Section 4 = | Section 4 |
Our Headline 4 = | Our Headline 4 |
Objectives 1 – Calm lanes = Objective 1 | Calm lanes |
Priorities 2: Calm lanes = Priority 2 | Calm lanes |
Public Priority [1|one] – Calm lanes = Priority 1 | Calm lanes |
[Area|Chapter|Part|Headline|Point|Section] 2: Calm lanes = {0} 2 | Calm lanes |
Calm lanes (Priority 2) = Priority 2 | Calm lanes |
Calm lanes [Priority 2] = Priority 2 | Calm lanes |
Calm lanes (Lane 2) = | Calm lanes (Lane 2) |
Priority: Calm lanes = priority | Calm lanes |
Calm lanes [and|&] = | Calm lanes |
Calm lanes[;|,|; and|, and| –| -|; &] = | Calm lanes |
Calm lanes and band = | Calm lanes and band |
[1|01|#1] – Calm lanes = 1 | Calm lanes | 1
1 [–|-|—] Calm lanes = 1 | Calm lanes | 1
12 – Calm lanes = 12 | Calm lanes | 12
[09|#9] Calm lanes = 9 | Calm lanes | 9
#12 Calm lanes = 12 | Calm lanes | 12
[One|ONE|one]: Calm lanes = 1 | Calm lanes |
Two[:|.| –| -| —] Calm lanes = 2 | Calm lanes |
Three: Calm lanes = 3 | Calm lanes |
Four: Calm lanes = 4 | Calm lanes |
Five: Calm lanes = 5 | Calm lanes |
Six: Calm lanes = 6 | Calm lanes |
Seven: Calm lanes = 7 | Calm lanes |
Eight: Calm lanes = 8 | Calm lanes |
Nine: Calm lanes = 9 | Calm lanes |
Ten: “Calm lanes” = 10 | “Calm lanes” |
1 –Calm lanes = | 1 –Calm lanes |
1 – calm lanes = | 1 – calm lanes | 1
123 – Calm lanes = | 123 – Calm lanes | 123
012 Calm lanes = | 012 Calm lanes | 12
01 calm lanes = | 01 calm lanes | 1
#123 Calm lanes = | #123 Calm lanes | 123
#1 calm lanes = | #1 calm lanes | 1
#1: Calm lanes = | #1: Calm lanes |
Eleven: Calm lanes = | Eleven: Calm lanes |
One Calm lanes = | One Calm lanes |
One: calm lanes = | One: calm lanes |
One:Calm lanes = | One:Calm lanes |
Seven; Calm lanes = | Seven; Calm lanes |
[A] Calm lanes = A | Calm lanes |
[H] Calm lanes = H | Calm lanes |
[I] Calm lanes = | [I] Calm lanes |
[a] Calm lanes = | [a] Calm lanes |
[A] calm lanes = | [A] calm lanes |
[A]Calm lanes = | [A]Calm lanes |
[A)|(A)] Calm lanes = A | Calm lanes |
[H)|(H)] Calm lanes = H | Calm lanes |
(K) Calm lanes = | (K) Calm lanes |
• Warm halls, [with two|with three|with four|with five|with some|with other|with further|with a few|and two|plus two|together with two] matters that cut across them: = | Warm halls |
Warm halls, with six matters that cut across them: = | Warm halls, with six matters that cut across them: |
Warm halls, and matters that cut across them: = | Warm halls, and matters that cut across them: |
• Warm halls, with two parts so far: = | Warm halls |
Warm halls, with two parts far: = | Warm halls, with two parts far: |
Warm halls, with two parts. So: = | Warm halls, with two parts. So: |
– Calm lanes = | Calm lanes |
Priority 1: Calm lanes. They are calm. = Priority 1 | Calm lanes. |
"""


@pytest.mark.parametrize("row", ONE.strip().splitlines())
def test_one_item_on_a_line(row: str) -> None:
    line, _, wanted = row.partition(" = ")
    for one in spread(line):
        first = wanted.replace("{0}", one.split()[0])
        assert items_of(f"# Plan\n\n{one}")[1:] == [first.strip()], one


SEVERAL = [
    ("Priority 1 Calm roads 6 Priority 2 Warm homes 9 Priority 3 Halls", ["Priority 1 | Calm roads 6 |", "Priority 2 | Warm homes 9 |", "Priority 3 | Halls |"]),
    ("Priority 1 Calm roads 6 Priority 2 Warm homes 9 Priority 3 Halls Priority 4 Songs", ["Priority 1 | Calm roads 6 |", "Priority 2 | Warm homes 9 |", "Priority 3 | Halls |", "Priority 4 | Songs |"]),
    ("Priority 1 Calm roads 6 Priority 2 Warm homes 9 Priority 3 Halls 12 Priority 4 Songs", ["Priority 1 | Calm roads | 6", "Priority 2 | Warm homes | 9", "Priority 3 | Halls | 12", "Priority 4 | Songs |"]),
    ("Priority 1 Calm roads 6 Priority 2 Warm homes", ["Priority 1 | Calm roads 6 |", "Priority 2 | Warm homes |"]),
    ("Priority 1 Roads for all Priority 2 Homes", ["Priority 1 | Roads for all |", "Priority 2 | Homes |"]),
    ("Priority 1: Roads", ["Priority 1 | Roads |"]),
    ("1. Roads 2. Homes", ["1 | Roads 2. Homes |"]),
    ("1. Roads. 2. Homes. 3. Halls", ["1 | Roads. |", "2 | Homes. |", "3 | Halls |"]),
    ("We have (a) calm roads (b) warm homes", [" | We have |", "a | calm roads |", "b | warm homes |"]),
    ("We have (i) calm roads (ii) warm homes (iii) halls", [" | We have |", "i | calm roads |", "ii | warm homes |", "iii | halls |"]),
    ("6.1 Calm roads 6.2 Warm homes", ["6.1 | Calm roads |", "6.2 | Warm homes |"]),
    ("1. Calm roads 3. Warm homes 4. Halls", ["1 | Calm roads 3. Warm homes 4. Halls |"]),
    ("1. Calm roads 2) Warm homes and halls", ["1 | Calm roads 2) Warm homes and halls |"]),
    ("2. Calm roads 3. Warm homes and halls", ["2 | Calm roads 3. Warm homes and halls |"]),
    ("1 Calm roads 2 Warm homes 3 Dry halls", ["1 | Calm roads |", "2 | Warm homes |", "3 | Dry halls |"]),
    ("Goal: Calm roads Goal: Warm homes Goal: Halls", ["goal | Calm roads |", "goal | Warm homes |", "goal | Halls |"]),
    ("Goal: Calm roads Goal: Warm homes", ["goal | Calm roads Goal: Warm homes |"]),
    ("Our aims are: - Calm roads - Warm homes - Halls", [" | Our aims are: |", " | Calm roads |", " | Warm homes |", " | Halls |"]),
    ("Our aims are: - Calm roads - Warm homes", [" | Our aims are: - Calm roads - Warm homes |"]),
    ("We like - Calm roads - Warm homes - Halls", [" | We like - Calm roads - Warm homes - Halls |"]),
    ("• Calm roads • Warm homes", [" | Calm roads |", " | Warm homes |"]),
    ("Welcome 2 Aims 4 Money 9 Halls 12", [" | Welcome | 2", " | Aims | 4", " | Money | 9", " | Halls | 12"]),
    ("Welcome 2 Roads 4 Money 9 Halls 12", [" | Welcome | 2", " | Roads | 4", " | Money | 9", " | Halls | 12"]),
    ("Welcome 2 Roads 4 Money 90 Halls 92", [" | Welcome 2 Roads 4 Money 90 Halls 92 | 92"]),
    ("Welcome 2 Roads 4 Money 64 Halls 70", [" | Welcome | 2", " | Roads | 4", " | Money | 64", " | Halls | 70"]),
    ("Welcome 2 Roads 4 Money 9", [" | Welcome 2 Roads 4 Money 9 | 9"]),
    ("2 Welcome 4 Roads 9 Money 12 Halls", ["| Welcome | 2", "| Roads | 4", "| Money | 9", "| Halls | 12"]),
    ("Our aims – (a) calm roads; (b) warm homes – and I mean both", [" | Our aims |", "a | calm roads |", "b | warm homes |"]),
    ("Priority 1 Calm roads 6 Priority 2 Warm homes 9", ["Priority 1 | Calm roads | 6", "Priority 2 | Warm homes | 9"]),
    # letters in capitals
    ("We ask: A) Calm roads B) Warm homes C) Dry halls", [" | We ask: |", "A | Calm roads |", "B | Warm homes |", "C | Dry halls |"]),
    ("We have (A) calm roads (B) warm homes", [" | We have |", "A | calm roads |", "B | warm homes |"]),
    ("We ask: A) Calm roads C) Warm homes", [" | We ask: A) Calm roads C) Warm homes |"]),
    ("B) Calm roads C) Warm homes D) Dry halls", ["B | Calm roads C) Warm homes D) Dry halls |"]),
    ("A. Calm roads B. Warm homes C. Dry halls", ["A | Calm roads B. Warm homes C. Dry halls |"]),
    # names of lists in capitals
    ("OUR AIMS - Calm roads - Warm homes - Halls", [" | OUR AIMS |", " | Calm roads |", " | Warm homes |", " | Halls |"]),
    ("Our Objectives - Calm roads - Warm homes - Halls", [" | Our Objectives |", " | Calm roads |", " | Warm homes |", " | Halls |"]),
    ("Our Lanes - Calm roads - Warm homes - Halls", [" | Our Lanes - Calm roads - Warm homes - Halls |"]),
    # entries before those with dashes
    ("Welcome 2 Our county 4 Priorities - Calm lanes 6 - Warm halls 9 - Dry cellars 12", [" | Welcome | 2", " | Our county | 4", " | Priorities |", " | Calm lanes | 6", " | Warm halls | 9", " | Dry cellars | 12"]),
    # what a sentence says behind its list
    ("It is i) calm roads, ii) warm homes and iii) dry halls, and a lead had been found.", [" | It is |", "i | calm roads |", "ii | warm homes |", "iii | dry halls |"]),
    ("It is i) calm roads, ii) warm homes and iii) dry halls, but each is slow.", [" | It is |", "i | calm roads |", "ii | warm homes |", "iii | dry halls |"]),
    ("It is i) calm roads, ii) warm homes and iii) dry halls, which will all be paid.", [" | It is |", "i | calm roads |", "ii | warm homes |", "iii | dry halls |"]),
    ("It is i) calm roads, ii) warm homes and iii) dry halls, and halls by the sea", [" | It is |", "i | calm roads |", "ii | warm homes |", "iii | dry halls, and halls by the sea |"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "wanted"), SEVERAL)
def test_several_items_on_a_line(line: str, wanted: list[str]) -> None:
    assert items_of(line) == [one.strip() for one in wanted]


@pytest.mark.parametrize("word", spread("[Priority|Pledge|Objective|Theme|Aim|Promise|Commitment|Goal]"))  # fmt: skip
def test_bare_labels_run_together(word: str) -> None:
    for stop in (":", " –", " -", " —"):
        line = " ".join(
            f"{word}{stop} {one}" for one in ("Calm roads", "Homes", "Halls")
        )
        wording = [one.split(" | ")[1].removesuffix(" |") for one in items_of(line)]
        assert wording == ["Calm roads", "Homes", "Halls"]


@pytest.mark.parametrize("before", spread("[Our|My|The|Strategic|Key|Public|Our Key|our public]"))  # fmt: skip
def test_words_before_a_label_are_part_of_it(before: str) -> None:
    upper = before[0].upper() + before[1:]
    line = f"Priority 1: Calm roads {upper} Priority 2: Warm homes"
    assert items_of(line)[0] == "Priority 1 | Calm roads |"


@pytest.mark.parametrize(
    ("before", "number", "told"),
    [
        ("1", "2", True), ("1", "3", False), ("2", "1", False), ("9", "10", True),
        ("6.1", "6.2", True), ("6.1", "7.2", False), ("a", "b", True), ("a", "c", False),
        ("A", "B", True), ("i", "ii", True), ("iv", "v", True), ("IV", "V", True),
        ("ix", "x", True), ("v", "vii", False), ("a", "1", False), ("aa", "b", False),
        ("h", "i", True), ("1", "b", False), ("A", "b", False),
    ],
)  # fmt: skip
def test_which_number_follows_another(before: str, number: str, told: bool) -> None:
    assert follows(before, number) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [("4", True), ("p. 4", True), ("Page 4", True), ("4-5", True), ("4 & 5", True),
     ("– 4 –", True), ("part 4", False), ("1234", False), ("4 lanes", False), ("", False)],
)  # fmt: skip
def test_what_is_only_a_page(words: str, told: bool) -> None:
    assert is_page(words) is told


@pytest.mark.parametrize(
    "words", [" Calm lanes ", "Calm lanes; and", "• Calm lanes", ": Calm lanes –", "Calm lanes ;; & "]
)  # fmt: skip
def test_trimmed(words: str) -> None:
    start, end = trim(words, 0, len(words))
    assert words[start:end] == "Calm lanes"
    assert trim("   ", 0, 3) == (0, 0)


RUNS = [
    # last of three, what is left of it
    ("Dry cellars How we will know: 1.", "Dry cellars"),
    ("Dry cellars How we know: 1.", "Dry cellars"),
    (
        "Dry cellars so all are safe. It rained on the moor",
        "Dry cellars so all are safe.",
    ),
    ("Dry cellars Each aim has a lead", "Dry cellars"),
    (
        "Dry cellars for all of us in all of these towns",
        "Dry cellars for all of us in all of these towns",
    ),
    ("Dry cellars here and now", "Dry cellars here and now"),
]


@pytest.mark.parametrize(("last", "left"), RUNS)
def test_the_last_item_ends_where_other_words_begin(last: str, left: str) -> None:
    document = document_of(f"1. Calm roads 2. Warm homes 3. {last}")
    items = find_items(document)
    (*_, short) = shorten_last(document.text, items)
    assert document.text[short.start : short.end] == left
    assert document.text[items[-1].start : items[-1].end] == left


PAIRS = [
    "Welcome 2 Priority 3: Calm lanes 12",
    "Our county 4 Money 14",
    "Aims 6 Links 18",
]


@pytest.mark.parametrize(
    ("lines", "pairs"),
    [
        (PAIRS, True),
        (PAIRS[:2], False),
        ([one.replace(" 2 ", " 2 | ") for one in PAIRS], True),
        ([PAIRS[0], "Our county 1 Money 14", PAIRS[2]], False),
        ([PAIRS[0], "Our county 4 Money 11", PAIRS[2]], False),
        ([PAIRS[0], "Our county 4 Money", PAIRS[2]], False),
    ],
)
def test_two_columns_of_entries(lines: list[str], pairs: bool) -> None:
    source = "\n\n".join(["# Plan", *lines, "It rained on the moor."])
    found = [one.strip("| ").split(" | ")[0] for one in items_of(source)]
    assert (found[1:4] == ["Welcome", "Our county", "Aims"]) is pairs
    assert ("Links" in found) is pairs


@pytest.mark.parametrize(
    ("lines", "wording"),
    [
        (["Priority 1", "Calm lanes", "It rained."], "Calm lanes"),
        (["Priority 1", "Calm lanes", "and warm halls", "It rained."], "Calm lanes and warm halls"),
        (["Priority 1", "CALM", "LANES", "It rained."], "CALM LANES"),
        (["Priority 1", "CALM", "Lanes", "It rained."], "CALM"),
        (["Priority 1", "Calm", "and", "warm", "halls", "It rained."], "Calm and warm"),
    ],
)  # fmt: skip
def test_a_label_alone_takes_the_lines_below_it(lines: list[str], wording: str) -> None:
    found = items_of("\n\n".join(["# Plan", *lines]))
    assert found[1].split(" | ")[1].removesuffix(" |").strip() == wording


def test_long_lines_are_no_items_unless_labelled() -> None:
    for many, found in ((260, 1), (261, 0)):
        assert len(items_of("x" * many)) == found
    assert items_of("Priority 1: Calm lanes. " + "So it is. " * 30)[0] == (
        "Priority 1 | Calm lanes. |"
    )
    assert items_of("Priority 1 Calm lanes. " + "So it is. " * 30) == []
    lead = "Warm halls. To bring this about we have:"
    assert items_of(lead) == ["| Warm halls |"]
    title = "My priorities Safer roads 6"
    assert items_of(title) == ["| My priorities |", "| Safer roads 6 | 6"]


def test_cells_below_and_beside_a_label() -> None:
    table = "| Priority 1 | Priority 2 |\n| Calm lanes | Warm halls |"
    assert items_of(table)[:2] == [
        "Priority 1 | Calm lanes |",
        "Priority 2 | Warm halls |",
    ]
    assert items_of("| Calm lanes | 6 |\n| Warm halls | 9 |") == [
        "| Calm lanes | 6", "| Warm halls | 9"
    ]  # fmt: skip


@pytest.mark.parametrize("below", ["4", "Priority 2", "x" * 261])
def test_what_words_no_label(below: str) -> None:
    found = items_of(f"# Plan\n\nPriority 1\n\n{below}\n\nIt rained.")
    assert not any(one.startswith("Priority 1") for one in found)


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("(Priority 1)", ["Priority 1 | Calm lanes |", "| It rained. |"]),
        ("(Aim 3)", ["Aim 3 | Calm lanes |", "| It rained. |"]),
        ("Priority 1", ["| Calm lanes |", "Priority 1 | It rained. |"]),
        ("(Lane 1)", ["| Calm lanes |", "| (Lane 1) |", "| It rained. |"]),
    ],
)
def test_a_label_in_brackets_stands_below_its_title(
    label: str, found: list[str]
) -> None:
    assert items_of(f"# Plan\n\nCalm lanes\n\n{label}\n\nIt rained.")[1:] == found


@pytest.mark.parametrize("dash", ["–", "-", "—"])
def test_pages_before_their_entries_with_a_dash(dash: str) -> None:
    pages = (2, 4, 6, 9)
    titles = ("Welcome", "Calm lanes", "Warm halls", "Money")
    lines = [f"{page} {dash} {one}" for page, one in zip(pages, titles, strict=True)]
    assert items_of("\n\n".join(["# Contents", *lines]))[1:] == [
        f"{page} | {one} | {page}" for page, one in zip(pages, titles, strict=True)
    ]
