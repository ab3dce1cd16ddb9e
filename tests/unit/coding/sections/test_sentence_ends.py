"""Where sentences end, where long ones are cut, and what is a label: at both sides of
each rule.
"""

from __future__ import annotations

import pytest
from documents import document_of
from sentences import rows_of, spread

from plancoder.coding.sections.contents import find_contents
from plancoder.coding.sections.contents_entries import (
    page_numbers,
    page_of_line,
    split_entries,
)
from plancoder.coding.sections.headings import find_headings, is_running
from plancoder.coding.sections.labels import (
    LABEL_WORDS,
    labels_inside,
    number_in_figures,
    read_bare_label,
    read_label,
    read_suffix,
)
from plancoder.coding.sections.sentences import cut_long, split_sentences


def parts(text: str) -> list[str]:
    return [text[a:b] for a, b in split_sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("It rained. We sang.", 2),
        ("It rained! We sang? “So it is.” They left…", 4),
        ("It rained.) We sang.", 2),
        ("It rained\nWe sang", 2),
        ("It rained\nwe sang", 2),
        ("It rained! we sang", 1),
        ("It rained. we sang", 1),
        ("It rained... We sang", 2),
        ("It rained... we sang", 1),
        ("See e.g. Alder. See Mr. Lark.", 2),
        ("The Dept. Of Rain", 1),
        ("See no. 4 of it. See no. More.", 3),
        ("See p. 4. See p. “4” again.", 2),
        ("Halls, lanes etc. are here. Halls etc. Are they?", 3),
        ("At 5 p.m. we met. At 5 p.m. We met.", 3),
        ("J. Smith met A. Lark. Then he left.", 2),
        ("We met i. Then he left.", 2),
        ("3. Support all. 12. Help all.", 2),
        ("3.1. Support all.", 1),
        ("It was 2031. Then it rained.", 2),
        ("12345. Then it rained.", 2),
        ("Halls cost £3.5m. Lanes cost 1.2 more.", 2),
        ("  It rained.  We sang.  ", 2),
        ("", 0),
        ("   ", 0),
    ],
)
def test_where_sentences_end(text: str, many: int) -> None:
    found = parts(text)
    assert len(found) == many
    assert all(one == one.strip() and one for one in found)
    assert "".join("".join(found).split()) == "".join(text.split())


def test_a_stretch_is_cut_within_its_bounds() -> None:
    text = "It rained. We sang. They left."
    found = [text[a:b] for a, b in split_sentences(text, 3, 21)]
    assert found == ["rained.", "We sang.", "T"]


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("a" * 158 + "; " + "b" * 157 + "; cc", [159, 158, 2]),
        ("a" * 158 + "; " + "b" * 157 + "; c", [320]),
        ("a" * 320 + "; bb", [324]),
        ("a " * 600, [1200]),
        ("a " * 600 + "a", [1199, 1]),
        ("a" * 1201, [1200, 1]),
        ("a" * 500 + " " + "a" * 800, [1200, 101]),
        ("a" * 700 + " " + "a" * 800, [700, 800]),
    ],
)
def test_long_sentences_are_cut(text: str, lengths: list[int]) -> None:
    found = [b - a for a, b in cut_long(text, (0, len(text)))]
    assert found == lengths
    assert [b - a for a, b in cut_long(f"x{text}", (1, len(text) + 1))] == lengths


NUMBERS = "One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve"
ROMANS = "I II III IV V VI VII VIII IX X XI XII"


def test_numbers_of_labels() -> None:
    for row in (NUMBERS, ROMANS):
        for at, written in enumerate(row.split(), 1):
            assert number_in_figures(written) == str(at)
            label = read_label(f"Priority {written}: Calm lanes")
            if at not in (10, 11, 12) or row is NUMBERS:
                assert label is not None
                assert label.number == str(at)
    for at, letter in enumerate("ABCDEFGH", 1):
        assert number_in_figures(letter) == ("5" if letter == "V" else str(at))
    assert number_in_figures("12") == "12"


LABELS = """
+ [Priority|Pledge|Promise|Objective|Theme|Pillar|Aim|Goal|Ambition|Commitment|Strand|Mission|Outcome|Undertaking] 1: Calm lanes
+ [Our|My|The|Strategic|Local|Key|Policing|Crime|Police and crime|Plan|Force|Proposed|Draft|Suggested|Our local policing] priority 1: Calm lanes
+ [Blaenoriaeth|Flaenoriaeth|Mlaenoriaeth|Amcan|Thema|Nod|Canlyniad|Addewid|Ymrwymiad|Fy mlaenoriaeth|Ein nod] 1: Calm lanes
+ Priority [1:|1 –|1 -|1.|1)|1 /|1 vertical:|number 1:|no. 1:|no 1:|B:|IV:|one:|1.2:|area 1:|area one –] Calm lanes
+ [Prlority|Pr1ority|Obiective|Goa1|Pi1lar] 1: Calm lanes
+ Priority [1|One|B] Calm lanes
- Priority [one|would|to] calm lanes
- Priority [1 to 3|1 and 2|1 & 2] calm lanes
- [Lane|Street|Chapter] 1: Calm lanes
- It is priority 1: Calm lanes
- Priorities 3 Calm lanes
+ Priorities 3: Calm lanes
"""


@pytest.mark.parametrize(("told", "line"), list(rows_of(LABELS)))
def test_labels_at_the_start(told: bool, line: str) -> None:
    line = line.replace("|1 vertical:", "").replace("|Obiective", "")
    for one in spread(line):
        assert (read_label(one) is not None) is told, one
        bracketed = f"Calm lanes ({one.partition(' Calm')[0].rstrip(' :.–-/)')})"
        if told and "1:" in one and "no" not in one and "area" not in one:
            label = read_suffix(bracketed)
            assert label is not None, bracketed
            assert bracketed[: label.start] == "Calm lanes"


@pytest.mark.parametrize(
    ("text", "number", "closed", "rest"),
    [
        ("Priority 1: Calm lanes", "1", True, "Calm lanes"),
        ("Priority 1 Calm lanes", "1", False, "Calm lanes"),
        ("Priority 1", "1", True, ""),
        ("Blaenoriaeth 1 / Priority 1 Calm lanes", "1", True, "Calm lanes"),
        ("Blaenoriaeth 1 / Priority 2 Calm lanes", "1", True, "Priority 2 Calm lanes"),
    ],
)
def test_what_a_label_holds(text: str, number: str, closed: bool, rest: str) -> None:
    for offset in (0, 7):
        label = read_label(text, offset)
        assert label is not None
        assert (label.number, label.closed) == (number, closed)
        assert text[label.end - offset :] == rest
        assert label.start == offset


def test_labels_in_running_text() -> None:
    text = "Our Priority 1: Calm lanes. Priority 2 is. Aim 3 – Halls, priority 4: x"
    found = [(one.word, one.number) for one in labels_inside(text, 0, len(text))]
    assert found == [("priority", "1"), ("aim", "3")]
    assert labels_inside(text, 20, 44) == []
    assert read_bare_label("Priority: Calm lanes") == ("priority", 10)
    assert read_bare_label("3. Our priority – Calm lanes") == ("priority", 18)
    assert read_bare_label("Ein nod: Calm lanes") == ("aim", 9)
    assert read_bare_label("Lane: Calm") is read_bare_label("Priority Calm") is None


@pytest.mark.parametrize(
    ("line", "pages"),
    [
        ("Calm lanes 3", [3]),
        ("Calm lanes 6-7", [6]),
        ("Calm lanes 8 – 10", [8]),
        ("Calm lanes 8 to 10", [8]),
        ("Calm lanes Page 3/4", [3]),
        ("Calm lanes pp. 12", [12]),
        ("Calm lanes p 3", [3]),
        ("Calm lanes Page | 4", [4]),
        ("Calm lanes 2021-22", []),
        ("Calm lanes 8.1", []),
        ("Calm lanes £3", []),
        ("Calm lanes 3%", []),
        ("Part 3", []),
        ("Priority 12", []),
        ("Priority 13", [13]),
        ("Priority page 12", [12]),
        ("Objectives 4 Calm lanes 9", [9]),
        ("Parts – 4", []),
        ("1234", []),
    ],
)
def test_page_numbers_of_a_line(line: str, pages: list[int]) -> None:
    assert [one.page for one in page_numbers(line, 0, len(line))] == pages


@pytest.mark.parametrize(
    ("line", "page", "place"),
    [
        ("4", 4, "alone"),
        ("Page 4", 4, "alone"),
        ("6-7", 6, "alone"),
        ("4-6 Weirs", 4, "before"),
        ("Weirs 4", 4, "after"),
        ("01 Weirs 4", 4, "after"),
        ("01 Weirs", None, ""),
        ("Weirs 4 lanes", None, ""),
        ("4 weirs", None, ""),
        ("Weirs", None, ""),
        ("3 Weirs 4 Lanes", 3, "before"),
    ],
)
def test_the_page_of_a_line(line: str, page: int | None, place: str) -> None:
    assert page_of_line(line) == (page, place)


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Welcome 3 Money 4-5", ["Welcome", "Money"]),
        ("3 Welcome 4-5 Money", ["Welcome", "Money"]),
        ("Welcome to 3 our halls", ["Welcome to 3 our halls"]),
        ("Welcome", []),
        ("Welcome .... 3 Halls 7 Money 5 Lanes 9", ["Welcome", "Halls", "Money", "Lanes"]),
        ("Halls 7 Money 5 Lanes 4", ["Halls", "Money"]),
        ("Our aims 1. Calm lanes 2. Warm halls 9", ["Our aims", "1. Calm lanes", "2. Warm halls"]),
        ("My priorities Calm lanes 9", ["My priorities", "Calm lanes"]),
        ("Old priorities Calm lanes 9", ["Old priorities Calm lanes"]),
        ("Our aims 2. Calm lanes 3. Warm halls 9", ["Our aims 2. Calm lanes 3. Warm halls"]),
    ],
)  # fmt: skip
def test_entries_on_a_line(text: str, entries: list[str]) -> None:
    found = [text[a:b] for a, b in split_entries(text, 0, len(text))]
    assert found == entries


@pytest.mark.parametrize(
    "part",
    spread("[My|Our|The|Strategic|Key|Police and Crime|Our Key] [Priorities|priorities|Objectives|objectives|Pledges|pledges|Themes|themes|Aims|aims]"),
)  # fmt: skip
def test_a_part_without_a_page_of_its_own(part: str) -> None:
    text = f"{part} Calm lanes 9"
    found = [text[a:b] for a, b in split_entries(text, 0, len(text))]
    assert found == [part, "Calm lanes"]


ENTRIES = ["Welcome 2", "Calm lanes 4", "Warm halls 8", "Dry cellars 9", "Money 12"]
PROSE = "It rained on the moor and so we sang in the hall until the sun came out. " * 40


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["Contents", *ENTRIES], True),
        (["Contents", *ENTRIES[:3]], True),
        (["Contents", *ENTRIES[:2]], False),
        (["Table of contents", *ENTRIES], True),
        (["What’s inside", *ENTRIES], True),
        (["Cynnwys", *ENTRIES], True),
        (["3 Contents page", *ENTRIES], True),
        (["Songs", *ENTRIES], True),
        (["Songs", *ENTRIES[:4]], True),
        (["Songs", *ENTRIES[:3]], False),
        (["Songs", *ENTRIES[::-1]], False),
        (["Contents", *ENTRIES[::-1]], False),
        (["Songs", "A 1", "A 2", "A 3", "A 4"], False),
        (["Songs", "1 Calm", "2 Warm", "3 Dry", "4 Wet", "5 Old"], False),
        (["Songs", "1 Calm", "3 Warm", "4 Dry", "7 Wet", "9 Old"], True),
        (["Songs", "1 Calm", "3 Warm", "4 Dry", "7 Wet"], False),
        (["Contents", "Calm lanes", "Warm halls", "Dry cellars"], False),
        (["Contents", "- Calm lanes", "- Warm halls", "- Dry cellars"], True),
        (["Contents", "- Calm lanes", "- Warm halls"], False),
    ],
)
def test_what_is_a_contents_page(lines: list[str], found: bool) -> None:
    document = document_of("\n\n".join(["Alder Plan", *lines, PROSE, PROSE]))
    assert bool(find_contents(document).entries) is found


@pytest.mark.parametrize(
    ("line", "found"),
    [("Money 14", True), ("Money 6", True), ("Money 5", False), ("Money", True)],
)
def test_a_page_far_below_the_last_ends_the_entries(line: str, found: bool) -> None:
    lines = ["Contents", "Welcome 2", "Calm lanes 4", "Warm halls 8", "Dry cellars 12"]
    for more in ([line, "Links 15"], [line]):
        document = document_of("\n\n".join(["Alder Plan", *lines, *more, PROSE]))
        (span,) = find_contents(document).spans
        held = document.text.index("Money") < span[1]
        assert held is (found and (line != "Money" or len(more) > 1))


def test_two_lines_without_a_page_may_stand_among_entries() -> None:
    for lost, found in ((1, True), (2, True), (3, False)):
        between = ["Lost lanes"] * lost
        lines = ["Contents", *ENTRIES[:3], *between, "Money 12", PROSE]
        (span,) = find_contents(document_of("\n\n".join(lines))).spans
        text = "\n".join(lines)
        assert (text.index("Money") < span[1]) is found


def test_entries_stand_near_the_front() -> None:
    for before, found in ((2300, True), (2800, False)):  # of some 10,000 characters
        prose = "We sang. " * (before // 9)
        rest = "We sang. " * ((9900 - before) // 9)
        document = document_of("\n\n".join([prose, *ENTRIES, rest]))
        assert bool(find_contents(document).entries) is found


def headings_of(source: str) -> list[str]:
    document = document_of(source)
    found = find_headings(document, find_contents(document), LABEL_WORDS)
    return [document.text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Our coast in 2031", True),
        ("our coast in 2031", False),
        ("Our coast in 2031.", False),
        ("Our coast:", False),
        ("Our coast;", False),
        ("A 31 b", False),
        ("Our " + "so " * 12 + "coast", True),
        ("Our " + "so " * 13 + "coast", False),
        ("Our " + "c" * 106, True),
        ("Our " + "c" * 107, False),
    ],
)
def test_short_paragraphs_may_be_headings(title: str, found: bool) -> None:
    long = "We sang, and it rained on and on. " * 60
    assert headings_of(f"{title}\n\n{long}\n\n{long}") == ([title] if found else [])
    assert headings_of(f"{title}\n\n- so") == ([title] if found else [])
    assert headings_of(f"{title}\n\nso") == []


def test_where_headings_were_marked_short_paragraphs_are_none() -> None:
    long = "We sang, and it rained on and on. " * 60
    assert headings_of(f"# Alder\n\nOur coast\n\n{long}") == ["Alder"]
    many = f"# Alder\n\nOur coast\n\n{long}\n\n" + "\n\n".join([long] * 7)
    assert headings_of(many) == ["Alder", "Our coast"]


def test_labels_that_begin_paragraphs_are_headings() -> None:
    one = "Priority 1: Calm lanes. We sang in the hall."
    other = "Priority 2: Warm halls"
    assert headings_of(f"# Alder\n\n{one}\n\nSo.\n\n{other}\n\nSo.") == [
        "Alder", "Priority 1: Calm lanes.", other
    ]  # fmt: skip
    assert headings_of(f"# Alder\n\n{one}\n\n{other}\n\nSo.") == ["Alder"]
    assert headings_of(f"# Alder\n\n{one}\n\nAim 2: Halls\n\nSo.") == [
        "Alder", "Priority 1: Calm lanes.", "Aim 2: Halls"
    ]  # fmt: skip
    assert headings_of("# Alder\n\nPriority 1.2: Calm lanes\n\nSo.") == ["Alder"]
    assert headings_of("# Alder\n\nPriority 1 Calm lanes\n\nSo.") == ["Alder"]


@pytest.mark.parametrize(
    ("size", "rest", "running"),
    [(300, 0, False), (301, 0, True), (301, 600, False), (2500, 9000, False), (2501, 9000, True)],
)  # fmt: skip
def test_running_text(size: int, rest: int, running: bool) -> None:
    document = document_of(
        "x" * size + ("\n\n" + "\n\n".join(["y" * 300] * (rest // 300)) if rest else "")
    )
    assert is_running(document, document.blocks[0]) is running


@pytest.mark.parametrize(
    "part",
    spread("[ANNEX A: |Annex 2 – |APPENDIX B |Appendix C. |][GLOSSARY|Glossary of terms|Glossary of Terms|CONTENTS|FOREWORD|FINANCE|FINANCIAL RESOURCES|PERFORMANCE|FINANCE AND MONEY|PERFORMANCE OF THE FORCE]"),
)  # fmt: skip
def test_names_of_parts_in_running_text(part: str) -> None:
    long = "We sang, and it rained on and on. " * 10
    part = part.rstrip()
    assert part in headings_of(f"{long}{part} we sang. {long}")
