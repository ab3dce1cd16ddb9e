"""raw/roles.csv as the review page writes it: one plan's statements, nothing else."""

from __future__ import annotations

from plancoder.study.roles_file import parse_corrections, replace_statements
from plancoder.tables.read_table import read_table

BEFORE = (
    b"plan_id,quote,is,note,seen by\r\n"
    b"vale,Our money,finance,ask Ann,Ben\r\n"
    b"vale,Safer lanes,statement,from page 3,Ben\r\n"
    b"vale,Fewer fires,statement,,\r\n"
    b"fenn,Safer lanes,not a statement,,\r\n"
)


def lines_of(data: bytes) -> list[tuple[str, ...]]:
    return [tuple(row.cells.values()) for row in read_table(data).rows]


def test_only_the_statements_of_the_plan_are_replaced() -> None:
    new = replace_statements(
        BEFORE, "vale", ["Warm halls", "Safer lanes"], ["Dry feet"]
    )
    assert lines_of(new) == [
        ("vale", "Our money", "finance", "ask Ann", "Ben"),
        ("fenn", "Safer lanes", "not a statement", "", ""),
        ("vale", "Warm halls", "statement", "", ""),
        ("vale", "Safer lanes", "statement", "from page 3", "Ben"),
        ("vale", "Dry feet", "not a statement", "", ""),
    ]


def test_a_new_file_reads_back_as_it_was_meant() -> None:
    quotes = ["Safer, warmer\nlanes", '"Quoted" halls', "=1+1 lanterns"]
    new = replace_statements(b"", "vale", quotes, [])
    found = parse_corrections(new, {"vale"}, "raw/roles.csv")["vale"]
    assert [one.statement for one in found] == [True, True, True]
    assert all(one.means(quote) for one, quote in zip(found, quotes, strict=True))
