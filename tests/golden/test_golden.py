"""The tables of the sample study as they were last approved; a change shows the ticks
it gained and lost.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from sample_golden import check_golden, difference
from sample_run import SampleRun

HERE = Path(__file__).resolve().parent
TABLES = (
    "appendix_a.csv",
    "appendix_b.csv",
    "appendix_c.csv",
    "statements.csv",
    "summary.csv",
    "failures.csv",
)


@pytest.mark.parametrize("name", TABLES)
def test_table_is_as_approved(
    name: str, sample_run: SampleRun, pytestconfig: pytest.Config
) -> None:
    fresh = (sample_run.out / name).read_bytes().decode("utf-8")
    found = check_golden(
        name, fresh, HERE, bool(pytestconfig.getoption("--update-golden"))
    )
    assert not found, "\n".join(["", *found])


HEAD = "Nation,Service,Dates of Plan,Housing,Victims\n"
ROW = "England,Vale Police,2013,{},{}\n"


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (("✓", ""), ("✓", ""), []),
        (("✓", ""), ("✓", "✓"), ["tick gained: Vale Police 2013: Victims"]),
        (("✓", ""), ("", ""), ["tick LOST: Vale Police 2013: Housing"]),
        (("✓", ""), ("n/a", ""), ["✓ became n/a: Vale Police 2013: Housing"]),
    ],
)
def test_a_change_names_ticks(
    before: tuple[str, str], after: tuple[str, str], said: list[str]
) -> None:
    assert difference(HEAD + ROW.format(*before), HEAD + ROW.format(*after)) == said


def test_other_tables_show_their_lines() -> None:
    assert difference("a,b\n1,2\n", "a,b\n1,3\n")[-2:] == ["-1,2", "+1,3"]


def test_missing_golden_file_is_no_pass(tmp_path: Path) -> None:
    assert check_golden("summary.csv", "a\n", tmp_path, update=False)
    assert not check_golden("summary.csv", "a\n", tmp_path, update=True)
    assert not check_golden("summary.csv", "a\n", tmp_path, update=False)
