"""Columns printed side by side in plain text are read one after another; tables are
read row by row.
"""

from __future__ import annotations

import pytest

from plancoder.extract.text.columns import part_columns
from plancoder.extract.text.page_marks import Line

TWO = """\
Our three aims                 The district in numbers

We chose three aims with       Some 40,100 people live in
the help of parishes:          Otterdale. Half of them are
                               older than fifty. We have
1. Light every footpath        two hospitals, one college
   before winter               and a prison.

2. Bring thieves of ponies     The budget
   to court
                               We spend about a third of
3. Answer letters within       it on people and a tenth on
   a week                      buildings and on vans.
"""
THREE = """\
Calm roads          Warm halls          Fair fines

We will put lamps   Halls stay open     Nobody pays twice.
where children      all winter, since   A fine is told by
cross. Those who    old people asked    letter, and in words
race lose cars.     for it.             that are plain.
                    We share the cost   We will write to each
We count every      with parishes and   of you in May, and
lamp in May and     with the schools    again in the winter
in November.        that use them.      months. Whoever
                    Nobody is asked to  cannot pay may ask
Thieves of lamps    pay to come in.     us for more time.
will be found.
"""
TABLE = """\
Aim                  What we will do              By when
Light footpaths      put lamps where children     2024
before winter        cross and mend those that
                     are broken
Bring thieves        count ponies at each fair    2025
to court             and ask who sold them
Answer letters       read each letter on the      2026
within a week        day it comes
"""
FIGURES = """\
Burglary of homes         1,204      1,310
Theft of ponies             310        290
Noise at night              908        871
Fires in barns               12         40
Lamps that are broken       477        480
Letters unanswered          101         90
"""


def _read(text: str) -> str:
    return "\n".join(
        line.text.strip()
        for line in part_columns([Line(one, 1) for one in text.splitlines()])
        if line.text.strip()
    )


def test_each_column_is_read_to_its_end() -> None:
    read = _read(TWO)
    assert "3. Answer letters within\na week\nThe district in numbers\nSome" in read
    assert "1. Light every footpath\nbefore winter\n2. Bring" in read
    assert read.endswith("it on people and a tenth on\nbuildings and on vans.")


def test_three_columns_come_one_after_another() -> None:
    read = _read(THREE)
    assert "will be found.\nWarm halls\nHalls stay open" in read
    assert "pay to come in.\nFair fines\nNobody pays twice." in read


@pytest.mark.parametrize("table", [TABLE, FIGURES])
def test_rows_of_a_table_stay_together(table: str) -> None:
    assert _read(table) == "\n".join(line.strip() for line in table.splitlines())


def test_columns_end_with_the_page() -> None:
    lines = [Line(one, 1) for one in TWO.splitlines()]
    lines += [Line(one, 2) for one in TWO.splitlines()]
    pages = [line.page or 0 for line in part_columns(lines)]
    assert pages == sorted(pages)


_BOXES = """\
AIM 1                    AIM 2
Calm lanes               Warm halls

- Lamps at each bend     - A key for each club
- Two wardens
"""
_WELCOME = """\
I came to this office with a list of nine things   You may ask what became of them, and I shall say it
to do, which were too many and were done by half   here: four were done, and of the others I wrote down
and some not at all, for want of hands and money   why they were not, for the next who sits in the same
that nobody had thought of in the year before it   chair, so that he or she may know it from the start.
"""


def test_boxes_below_labels_side_by_side_are_read_one_after_another() -> None:
    read = _read(_BOXES).splitlines()
    assert read.index("Calm lanes") < read.index("AIM 2") < read.index("Warm halls")
    told = _BOXES.splitlines()
    told[0] = "We made two lists, and they are:"
    assert _read("\n".join(told[:2])) == "\n".join(told[:2])


def test_a_few_full_lines_of_two_columns_are_parted() -> None:
    told = _read(_WELCOME).replace("\n", " ")
    assert "by half and some not at all" in told
    assert "say it here: four were done" in told
    short = "Lamps on lanes      9 in May\nHalls kept warm     4 in June\n" * 2
    assert _read(short) == short.strip()


SIX = [
    *("1. Calm lanes", "2. Warm halls", "3. Dry cellars"),
    *("4. Good roads", "5. Old songs", "6. Wet fields"),
]


def _beside(left: list[str], right: list[str], at: int = 20) -> str:
    """Two columns side by side, the right one from a character on."""
    rights = [*right, *[""] * (len(left) - len(right))]
    pairs = zip(left, rights, strict=True)
    return "\n".join(f"{one:<{at}}{other}".rstrip() for one, other in pairs)


def test_two_columns_of_one_numbered_list() -> None:
    assert _read(_beside(SIX[:3], SIX[3:])).splitlines() == SIX
    assert _read(_beside(SIX[::2], SIX[1::2])).splitlines() == SIX  # numbered across
    assert _read(_beside(SIX[:3], SIX[3:5])).splitlines() == SIX[:5]
    bare = [one.replace(".", "") for one in SIX]
    assert _read(_beside(bare[:3], bare[3:])).splitlines() == bare
    rests = ["   by night", "   in May"]
    wrapped = _beside([SIX[0], rests[0], *SIX[1:3]], [SIX[3], rests[1], *SIX[4:]])
    assert _read(wrapped).splitlines() == [
        *(SIX[0], "by night", *SIX[1:4]), "in May", *SIX[4:]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "columns",
    [
        _beside(SIX[1:3], SIX[4:]),
        _beside(SIX[:1], SIX[3:4]),
        "\n".join(
            f"{one} {other}" for one, other in zip(SIX[:3], SIX[3:], strict=True)
        ),
        _beside([SIX[0], SIX[2]], [SIX[3], SIX[5]]),
    ],
)
def test_numbers_side_by_side_that_are_no_list(columns: str) -> None:
    assert _read(columns) == columns


_OLD_HEADS = ["Old plan", "Ended 2031", "Ends 2031", "Until 2031", "Previous aims"]
_OLD_HEADS += ["FORMER AIMS", "Expired", "Replaced", "Outgoing aims"]
_NEW_HEADS = ["New plan", "Now", "CURRENT AIMS", "From 2031", "In force", "Proposed"]
_AIMS = ["Calm lanes", "Warm halls"], ["Dry cellars", "Good roads"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        *((old, "New plan") for old in _OLD_HEADS),
        *(("Old plan", new) for new in _NEW_HEADS),
    ],
)
def test_what_was_and_what_is_are_read_one_after_the_other(old: str, new: str) -> None:
    was, now = _AIMS
    for heads, below in (((old, new), (was, now)), ((new, old), (now, was))):
        left, right = ([head, *aims] for head, aims in zip(heads, below, strict=True))
        assert _read(_beside(left, right)).splitlines() == [*left, *right]
    # Twins: both heads tell of the same time, or one of none.
    for left_head, right_head in ((old, "Old plan"), (new, "New plan"), ("Aim", new)):
        table = _beside([left_head, *was], [right_head, *now])
        assert _read(table) == table


@pytest.mark.parametrize(
    ("rows", "parted"),
    [
        (["Calm lanes          Dry cellars"], True),
        (["Calm lanes          Dry cellars", "                    by the sea"], True),
        (["", "Calm lanes          Dry cellars"], True),
        (["", "", "Calm lanes          Dry cellars"], False),
        (["It rained on the lanes, and in the halls."], False),
    ],
)
def test_which_lines_are_below_old_and_new(rows: list[str], parted: bool) -> None:
    text = "\n".join(
        ["Old plan            New plan", *rows, "", "We sang in the hall."]
    )
    read = _read(text).splitlines()
    assert (read[:2] == ["Old plan", "Calm lanes"]) is parted
    assert read[-1] == "We sang in the hall."
