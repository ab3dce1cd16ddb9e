"""`--help` for newcomers: every command in a section, each with a whole sentence at 80
columns.
"""

from __future__ import annotations

from importlib import import_module

import pytest
import typer
from typer.testing import CliRunner

from plancoder.cli import COMMAND_MODULES
from plancoder.cli.sections import OTHERS, SECTIONS, SectionedGroup


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    app = typer.Typer(cls=SectionedGroup, rich_markup_mode=None, add_completion=False)
    for name in COMMAND_MODULES:
        import_module(f"plancoder.cli.{name}").register(app)
    return app


def _help(app: typer.Typer, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}).invoke(
        app, [*words, "--help"]
    )
    assert done.exit_code == 0, done.output
    return done.output


def _commands(app: typer.Typer) -> set[str]:
    return set(typer.main.get_group(app).commands)


def test_every_command_stands_in_one_section(app: typer.Typer) -> None:
    named = [name for names in SECTIONS.values() for name in names]
    assert sorted(named) == sorted(_commands(app))
    assert f"{OTHERS}:" not in _help(app)


def test_a_command_that_no_section_names_is_listed_all_the_same() -> None:
    app = typer.Typer(cls=SectionedGroup, rich_markup_mode=None, add_completion=False)
    app.command("new-one")(lambda: None)
    app.command("run")(lambda: None)
    text = _help(app)
    assert "Others:\n  new-one" in text
    assert "The main job:\n  run" in text


@pytest.mark.parametrize("group", [(), ("codebook",), ("plans",)])
def test_no_summary_is_cut_at_80_columns(
    app: typer.Typer, group: tuple[str, ...]
) -> None:
    text = _help(app, *group)
    assert "..." not in text.split("\n", 1)[1]
    assert max(map(len, text.splitlines())) <= 80


def test_every_command_explains_itself(app: typer.Typer) -> None:
    for name in sorted(_commands(app)):
        text = _help(app, name)
        summary = text.split("\n\n")[1].strip()
        assert summary.endswith("."), (name, summary)
        assert len(summary.splitlines()) == 1, (
            name,
            "the first sentence fits one line",
            summary,
        )
