"""The report of a comparison as people read it: every line, on the screen and as
Markdown.
"""

from __future__ import annotations

from plancoder.agreement.compare import CellPair, Comparison, compare_tables
from plancoder.agreement.csv_rows import disagreement_rows
from plancoder.agreement.rules import RuleRow
from plancoder.agreement.table import CodedRow, CodedTable
from plancoder.agreement.text import (
    comparison_notes,
    comparison_section,
    disagreement_lines,
    rule_lines,
)
from plancoder.agreement.titled_parts import (
    Part,
    Section,
    align,
    render_markdown,
    render_text,
)
from plancoder.tables.csv_cells import CellValue

NAMES = ("housing", "youth", "drugs")


def table(name: str, cells: str) -> CodedTable:
    """Rows such as `a110`: a plan, then 1, 0 or ? for each category."""
    ticks = {
        (row[0], category): {"1": True, "0": False}.get(mark)
        for row in cells.split()
        for category, mark in zip(NAMES, row[1:], strict=True)
    }
    rows = tuple(CodedRow(row[0]) for row in cells.split())
    return CodedTable(name, NAMES, rows, ticks)


def compared() -> Comparison:
    return compare_tables(
        table("study", "a110 b100 c1?0 d000 e110 f010"),
        table("readers", "a100 b110 c110 d0?0 e110 z010"),
        {name: name.capitalize() for name in NAMES},
    )


def rule(term: str, conflicts: int, unique: int) -> RuleRow:
    return RuleRow(
        *("youth", term, 9, 7, 3, 2, conflicts, 1, 1, unique),
        f1=0.5,
        f1_without=0.62,
        kappa=None,
        kappa_without=None,
    )


def explain(cell: CellPair) -> dict[str, CellValue]:
    if cell.first:
        return {"basis": "1 passage", "evidence": "young\nand more"}
    return {}


def section(*, is_truth: bool = True) -> Section:
    found = compared()
    rules = [rule("young", 1, 0), rule("youth", 2, 1), rule("teen*", 0, 0)]
    return comparison_section(
        "Needs",
        found,
        disagreement_rows(found, "needs", explain),
        rules if is_truth else (),
        found if is_truth else None,
        is_truth=is_truth,
    )


WHOLE = """\
Needs: study against readers
============================
1 is study, 2 is readers. Precision and recall take 2 for the truth.

category                    cells  both  only 1  only 2  neither  precision  recall    F1
Housing                         5     4       0       0        1       1.00    1.00  1.00
Youth                           3     1       1       1        0       0.50    0.50  0.50
Drugs                           5     0       0       0        5          -       -     -
ALL CELLS (pooled)             13     5       1       1        6       0.83    0.83  0.83
MEAN OF CATEGORIES (macro)                                             0.75    0.75  0.75  over the 2 where it is defined

category                    ticks 1  ticks 2  agree  kappa  alpha   95% interval    AC1  PABAK  note
Housing                         80%      80%   1.00   1.00   1.00              -   1.00   1.00  too few to interpret
Youth                           67%      67%   0.33  -0.50  -0.25  -0.67 to 0.00  -0.20  -0.33  too few to interpret
Drugs                            0%       0%   1.00      -      -              -   1.00   1.00  undefined: nobody varies
ALL CELLS (pooled)              46%      46%   0.85   0.69   0.70   0.44 to 1.00   0.69   0.69
MEAN OF CATEGORIES (macro)                     0.78   0.25   0.38                  0.60   0.56  over the 2 to 3 where it is defined

What the figures cover:
  - 5 plans in both.
  - Only in study: f.
  - Only in readers: z.
  - 1 cell without an answer by study (plan or pages unread, or unsettled): c. They are left out above; counted as wrong, pooled F1 is 0.77 and kappa 0.57.
  - 1 cell without an answer by readers: left out.
  - Against readers instead: pooled F1 0.83, kappa 0.69.
  - Kappa and alpha fall where ticks are very rare or very common; AC1 and PABAK do not. Under 5 ticks or 5 blanks by either side, none of a category's coefficients can be interpreted.

Disagreements (2):
  - a, Youth: ticked by study only (1 passage): young
  - b, Youth: ticked by readers only

Cells that this study leaves blank:
  - Ask for the sections searched, near misses and blocked matches: plancoder why PLAN CATEGORY

Terms that meet cells without a tick in 2:
  - youth, 'youth': 2 of 7 plans without a tick in 2, 1 by this term alone; F1 0.50, without it 0.62
  - youth, 'young': 1 of 7 plans without a tick in 2, 0 by this term alone; F1 0.50, without it 0.62
"""


def test_the_whole_report() -> None:
    assert render_text([section()]) == WHOLE


def test_two_coders_have_no_truth_and_no_terms() -> None:
    text = render_text([section(is_truth=False)])
    assert "1 is study, 2 is readers.\n" in text
    for word in ("truth", "precision", "why PLAN", "instead", "without a tick in 2"):
        assert word not in text
    assert "ALL CELLS (pooled)     13     5       1       1        6\n" in text


def test_nothing_in_a_quote_is_markdown() -> None:
    told = Section(
        "A *b*",
        "c_d",
        ([["x", "1", "<i>"], ["a|b", "2", "& c"]],),
        (Part("Lines", [r"[e](f) #1 `g` \h  i"]), Part("Nothing", [])),
    )
    assert render_markdown("T", [told]).splitlines() == [
        *("# T", "", r"## A \*b\*", "", r"c\_d", ""),
        *("| x | 1 | &lt;i> |", "| --- | ---: | --- |", r"| a\|b | 2 | &amp; c |", ""),
        *("### Lines", "", r"- \[e\](f) \#1 \`g\` \\h i"),
    ]


def test_figures_stand_to_the_right_and_words_to_the_left() -> None:
    rows = [["name", "n", "note"], ["a", "10", "b"], ["long one", "3", ""]]
    assert align(rows) == ["name       n  note", "a         10  b", "long one   3"]


def test_long_lists_say_how_much_more_there_is() -> None:
    row: dict[str, CellValue] = {"plan_id": "a", "label": "Youth", "what": "differs"}
    row |= {"remark": "r" * 161, "evidence": "", "basis": ""}
    line = f"a, Youth: differs [{'r' * 159}…]"
    assert disagreement_lines([row] * 2, most=2) == [line] * 2
    told = "… and 1 more in disagreements.csv"
    assert disagreement_lines([row] * 3, most=2) == [line, line, told]
    row["remark"] = "r" * 160
    assert disagreement_lines([row]) == [f"a, Youth: differs [{'r' * 160}]"]
    rules = [rule(term, 1, 1) for term in ("one", "two", "six")]
    assert len(rule_lines(rules, most=3)) == 3
    assert rule_lines(rules, most=2)[2:] == ["… and 1 more in rules.csv"]


def test_plans_are_named_where_they_are_few() -> None:
    eight, nine = "abcdefgh", "abcdefghi"
    found = compare_tables(
        table("study", " ".join(f"{plan}000" for plan in "z" + eight)),
        table("readers", " ".join(f"{plan}000" for plan in "z" + nine.upper())),
    )
    notes = comparison_notes(found)
    assert notes[0] == "1 plan in both."
    assert "Only in study: a, b, c, d, e, f, g, h." in notes
    assert "Only in readers: 9 plans." in notes
