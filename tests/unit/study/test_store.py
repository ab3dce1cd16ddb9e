"""Codings on disk: read back as they were, whatever the plans hold."""

from __future__ import annotations

import pytest

from plancoder.errors import StudyError
from plancoder.models import Plan, PlanResult
from plancoder.study.store import results_from_lines, results_to_lines


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\n"])
def test_a_line_break_of_any_kind_is_no_end_of_a_result(odd: str) -> None:
    result = PlanResult(Plan("vale:2021", "vale.pdf", force=f"Vale{odd}Police"), None)
    lines = results_to_lines([result], "digest")
    (back,), _ = results_from_lines(lines, "codings.jsonl")
    assert back.plan == result.plan


def test_a_damaged_file_is_named() -> None:
    with pytest.raises(StudyError, match=r"^out/codings\.jsonl: damaged"):
        results_from_lines(b"{}\n", "out/codings.jsonl")
