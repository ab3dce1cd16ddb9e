"""`plancoder codebook check` and `show` as a person meets them."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
import typer
from typer.testing import CliRunner

from plancoder.cli.commands import build_app
from plancoder.errors import StudyError

GOOD = """title: Trial
frames: {f: {label: Needs}}
categories:
  - {id: c, frame: f, definition: D., terms: [rural crime], examples: [Rural crime.], counterexamples: [Plural crimes.]}
"""


@pytest.fixture
def app() -> typer.Typer:
    return build_app()


def study(folder: Path, text: str) -> str:
    (folder / "codebook.yaml").write_text(text, encoding="utf-8")
    return str(folder)


@pytest.mark.parametrize("named", ["", "/codebook.yaml"])
def test_check_says_what_was_tried(
    app: typer.Typer, tmp_path: Path, named: str
) -> None:
    folder = study(tmp_path, GOOD)
    result = CliRunner().invoke(app, ["codebook", "check", folder + named])
    assert result.exit_code == 0
    assert (
        "codebook.yaml is in order: 1 frame, 1 category, 1 term; 2 examples and counterexamples tried."
        in result.output
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "terms:",
            "trems:",
            "codebook.yaml, line 4, categories[1]: unknown key 'trems'; did you mean 'terms'?",
        ),
        (
            "Rural crime.]",
            "Crime.]",
            "codebook.yaml, line 4, category 'c' of frame 'f', examples[1]: “Crime.” is not found",
        ),
        (
            "Plural crimes.",
            "A rural crime.",
            "counterexamples[1]: “A rural crime.” is found by the term 'rural crime'",
        ),
        ("frame: f", "frame: g", "unknown frame 'g'"),
    ],
)
def test_check_refuses(
    app: typer.Typer, tmp_path: Path, old: str, new: str, message: str
) -> None:
    result = CliRunner().invoke(
        app, ["codebook", "check", study(tmp_path, GOOD.replace(old, new))]
    )
    assert isinstance(result.exception, StudyError)
    assert result.exception.exit_code == 3
    assert any(message in problem for problem in result.exception.problems)


def test_check_without_a_codebook_says_what_to_do(
    app: typer.Typer, tmp_path: Path
) -> None:
    result = CliRunner().invoke(app, ["codebook", "check", str(tmp_path)])
    assert isinstance(result.exception, StudyError)
    assert "plancoder init" in str(result.exception)


def test_show_prints_markdown(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["codebook", "show", study(tmp_path, GOOD)])
    assert result.output.startswith("# Trial\n")
    assert "- `rural crime`" in result.output


def test_show_writes_word_and_qdc(app: typer.Typer, tmp_path: Path) -> None:
    place = study(tmp_path, GOOD)
    for name in ("annex.docx", "codes.qdc"):
        assert (
            CliRunner()
            .invoke(app, ["codebook", "show", place, "--output", str(tmp_path / name)])
            .exit_code
            == 0
        )
    assert (
        docx.Document(io.BytesIO((tmp_path / "annex.docx").read_bytes()))
        .paragraphs[0]
        .text
        == "Trial"
    )
    assert (tmp_path / "codes.qdc").read_text(encoding="utf-8").startswith("<?xml")


def test_show_needs_a_file_for_word(app: typer.Typer, tmp_path: Path) -> None:
    result = CliRunner().invoke(
        app, ["codebook", "show", study(tmp_path, GOOD), "--format", "docx"]
    )
    assert result.exit_code == 2
    assert "--output" in result.output
