"""Stored codings of another version are named as such, not as damaged."""

from __future__ import annotations

import json

import pytest

from plancoder.errors import StudyError
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
