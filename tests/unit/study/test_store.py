"""Codings on disk: read back as they were; another version's are named as such."""

from __future__ import annotations

import json

import pytest

from plancoder.errors import StudyError
from plancoder.models import Plan, PlanResult
from plancoder.study.store import STORE_VERSION, results_from_lines, results_to_lines


def test_codings_of_this_version_are_read() -> None:
    assert results_from_lines(results_to_lines((), "abc"), "codings.jsonl") == (
        (),
        "abc",
    )


def test_codings_of_an_older_version_are_named_as_such() -> None:
    head = {"plancoder_codings": STORE_VERSION - 1, "codebook": "abc"}
    with pytest.raises(StudyError, match="written by another version"):
        results_from_lines(json.dumps(head).encode(), "codings.jsonl")


@pytest.mark.parametrize("odd", ["\u2028", "\u2029", "\x85", "\x0b", "\n"])
def test_a_line_break_of_any_kind_is_no_end_of_a_result(odd: str) -> None:
    result = PlanResult(Plan("vale:2021", "vale.pdf", force=f"Vale{odd}Police"), None)
    lines = results_to_lines([result], "digest")
    (back,), _ = results_from_lines(lines, "codings.jsonl")
    assert back.plan == result.plan


def test_a_damaged_file_is_named() -> None:
    with pytest.raises(StudyError, match=r"^out/codings\.jsonl: damaged"):
        results_from_lines(b"{}\n", "out/codings.jsonl")
