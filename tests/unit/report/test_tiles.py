"""Where the study's own tiles.csv puts each force."""

from __future__ import annotations

import pytest
from report_kit import NO, YES, make_report, two

from plancoder.errors import StudyError
from plancoder.report.tiles import parse_tiles, tiles

REPORT = make_report({**two("fenn", YES, NO), **two("vale", NO, NO)})
HEAD = b"force_id,row,column\n"


def test_forces_stand_where_the_file_puts_them() -> None:
    data = HEAD + b"vale,1,2\nfenn,2,1\nelsewhere,5,5\n"
    places = parse_tiles(data, "raw/tiles.csv", REPORT.plans)
    report = make_report({**two("fenn", YES, NO), **two("vale", NO, NO)}, places=places)
    placed = [(tile.force, tile.row, tile.column) for tile in tiles(report)]
    assert placed == [("vale", 1, 2), ("fenn", 2, 1)]
    assert [(tile.row, tile.column) for tile in tiles(REPORT)] == [(1, 1), (1, 2)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"force_id,row\nvale,1\n", "line 1: the column 'column' is missing"),
        (HEAD + b"vale,1,2\n", "no tile for fenn"),
        (HEAD + b"vale,1,x\nfenn,1,1\n", "line 2: row and column are numbers"),
        (HEAD + b"vale,0,1\nfenn,1,1\n", "line 2: row and column are numbers"),
        (
            HEAD + b"vale,%s,1\nfenn,1,1\n" % (b"7" * 5_000),
            "line 2: row and column are numbers",
        ),
        (HEAD + b"vale,1,1\nfenn,1,1\n", "line 3: the tile of 'vale' is at row 1"),
        (HEAD + b"vale,1,1\nvale,1,2\nfenn,2,2\n", "line 3: 'vale' has a tile"),
    ],
)
def test_a_slip_is_named_with_its_line(data: bytes, told: str) -> None:
    with pytest.raises(StudyError, match=told):
        parse_tiles(data, "raw/tiles.csv", REPORT.plans)
