"""What a study says of its own cells: the audit table read back, and the terms and
passages that it gives for a cell.
"""

from __future__ import annotations

import pytest

from plancoder.agreement.evidence import (
    StudyTable,
    explain_cell,
    read_evidence,
    term_hits,
)
from plancoder.agreement.rules import TermHit
from plancoder.agreement.table import CodedTable
from plancoder.errors import StudyError

AUDIT = """\
coding_id,plan_id,frame,category,page,before,match,after,term,blocked_by,decision
c1,a,needs,housing,3,Poor ,housing,.,housing; homes,,
c2,a,needs,housing,4,,homes,,homes,,reject
c3,a,needs,housing,5,,homes,,homes,in a name,
c4,a,priorities,housing,6,,homes,,homes,,accept
c5,b,needs,youth,,,youth,,youth,,
"""


def test_terms_of_what_counts_in_a_frame() -> None:
    evidence = read_evidence(AUDIT.encode(), "passages.csv")
    assert term_hits(evidence.values(), "needs") == (
        TermHit("a", "housing", "housing", "c1"),
        TermHit("a", "housing", "homes", "c1"),
        TermHit("b", "youth", "youth", "c5"),
    )
    assert term_hits(evidence.values(), "priorities") == (
        TermHit("a", "housing", "homes", "c4"),
    )
    assert (evidence["c1"].quote, evidence["c1"].page) == ("Poor housing.", "3")


def test_a_cell_is_explained_by_its_best_passages() -> None:
    evidence = read_evidence(AUDIT.encode(), "passages.csv")
    cell = ("a", "housing")
    study = StudyTable(
        CodedTable("this study", ("housing",), (), {}),
        {},
        {cell: "nothing_found"},
        {cell: ("c9", "c1", "c2", "c3")},
    )
    basis, found = explain_cell(study, cell, evidence)
    assert (basis, [one.coding_id for one in found]) == ("nothing found", ["c1", "c2"])
    assert explain_cell(study, ("b", "youth"), evidence) == ("", [])


def test_a_table_that_lost_a_column_says_how_to_make_it_again() -> None:
    without = AUDIT.replace("blocked_by", "blocked")
    with pytest.raises(StudyError, match="'blocked_by' is missing"):
        read_evidence(without.encode(), "passages.csv")
