"""`plancoder extract` and `plancoder debug-page` from outside: data to stdout, messages
to stderr, exit codes.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from plancoder.cli.commands import build_app
from plancoder.extract.document_json import document_from_json
from plancoder.extract.text.markdown import read_markdown

PLAN = "<!-- page 1 -->\n# Minutes\n\nApologies.\n\n<!-- page 2 -->\n# Plan\n\n• Safe homes – for “all”\n"


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PLANCODER_CACHE", "off")
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


def run(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(build_app(), list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def test_markdown_is_printed_and_reads_back(plan: Path) -> None:
    code, out, err = run("extract", str(plan), "--pages", "2")
    assert (code, err) == (0, "")
    assert "<!-- page 2 -->" in out
    assert "- Safe homes – for “all”" in out
    assert read_markdown(out).text == "Plan\nSafe homes – for “all”"


def test_json_names_page_box_kind_and_level_of_each_block(plan: Path) -> None:
    code, out, _ = run("extract", str(plan), "--format", "json")
    data = json.loads(out)
    assert code == 0
    assert data["blocks"][2] | {"start": 0, "end": 0} == {
        "kind": "heading", "level": 1, "page": 2, "bbox": None, "start": 0, "end": 0, "text": "Plan",
    }  # fmt: skip
    assert document_from_json(data).format == "markdown"


def test_a_plan_that_cannot_be_read_says_what_to_do(plan: Path) -> None:
    empty = plan.with_name("empty.md")
    empty.write_bytes(b"")
    code, out, err = run("extract", str(empty))
    assert (code, out) == (4, "")
    assert "empty.md has no bytes. The file is empty" in err


def test_pages_beyond_the_file_are_no_matter_of_plans_csv(plan: Path) -> None:
    code, _, err = run("extract", str(plan), "--pages", "7")
    assert code == 4
    assert "asked for" in err
    assert "Name pages that the file has." in err
    assert "plans.csv" not in err


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    code, out, err = run("extract", str(tmp_path / "nowhere.pdf"))
    assert (code, out) == (2, "")
    assert "there is no such file" in " ".join(err.replace("│", " ").split())


def test_a_slip_in_the_page_range_is_a_slip_of_use(plan: Path) -> None:
    code, _, err = run("extract", str(plan), "--pages", "9-2")
    assert code == 2
    assert "runs backwards" in err


def test_only_pages_of_pdfs_are_drawn(plan: Path) -> None:
    code, _, err = run(
        "debug-page", str(plan), "1", "-o", str(plan.with_suffix(".png"))
    )
    assert code == 4
    assert "only pages of PDFs can be drawn" in err
    assert not plan.with_suffix(".png").exists()
