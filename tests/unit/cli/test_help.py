"""`--help` for newcomers: every command in a section, with a whole sentence at 80
columns, an example that works, and words for what it takes.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from plancoder.cli.commands import COMMANDS, SECTIONS, build_app
from plancoder.version import __version__

WORDS = [command.words for command in COMMANDS]


@pytest.fixture(scope="module")
def app() -> typer.Typer:
    return build_app()


def _run(app: typer.Typer, *words: str) -> str:
    done = CliRunner(env={"COLUMNS": "80", "TERMINAL_WIDTH": "80"}).invoke(app, words)
    assert done.exit_code == 0, done.output
    return done.output


def _command(app: typer.Typer, words: str) -> Any:
    command: Any = typer.main.get_command(app)
    for word in words.split():
        command = command.commands[word]
    return command


def _leaves(command: Any, words: str = "") -> Iterator[str]:
    for name, one in command.commands.items():
        path = f"{words} {name}".strip()
        if hasattr(one, "commands"):
            yield from _leaves(one, path)
        else:
            yield path


def test_every_command_is_listed_under_its_heading(app: typer.Typer) -> None:
    assert sorted(WORDS) == sorted(_leaves(typer.main.get_command(app)))
    text = _run(app, "--help")
    for title, commands in SECTIONS.items():
        listed = text.split(f"{title}:\n")[1].split("\n\n")[0]
        names = list(dict.fromkeys(one.words.split()[0] for one in commands))
        assert re.findall(r"^  (\S+)", listed, re.MULTILINE) == names


@pytest.mark.parametrize("group", [(), ("codebook",), ("plans",)])
def test_no_summary_is_cut_at_80_columns(
    app: typer.Typer, group: tuple[str, ...]
) -> None:
    text = _run(app, *group, "--help")
    assert "..." not in text.split("\n", 1)[1]
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("words", WORDS)
def test_the_first_sentence_fits_one_line(app: typer.Typer, words: str) -> None:
    summary = _run(app, *words.split(), "-h").split("\n\n")[1].strip()
    assert summary.endswith("."), summary
    assert len(summary.splitlines()) == 1, summary


@pytest.mark.parametrize("command", COMMANDS, ids=WORDS)
def test_the_example_is_shown_and_can_be_parsed(app: typer.Typer, command: Any) -> None:
    shown = " ".join(_run(app, *command.words.split(), "-h").split())
    assert shown.endswith(f"Example: plancoder {command.example}")
    arguments = shlex.split(command.example)[len(command.words.split()) :]
    parsed = _command(app, command.words).make_context(command.words, arguments)
    assert parsed.params


@pytest.mark.parametrize("words", WORDS)
def test_what_a_command_takes_is_called_by_a_word(app: typer.Typer, words: str) -> None:
    text = _run(app, *words.split(), "-h")
    assert not re.findall(r"\b(?:TEXT|PATH|INTEGER|FLOAT)\b", text)


def test_the_study_is_always_an_argument_called_folder(app: typer.Typer) -> None:
    without = {"extract", "debug-page", "agreement", "init", "lint-tables"}
    for words in set(WORDS) - without:
        parameters = _command(app, words).params
        study = next(one for one in parameters if one.name == "study")
        assert (study.param_type_name, study.metavar) == ("argument", "FOLDER"), words


def test_one_name_means_one_thing(app: typer.Typer) -> None:
    """An option has the same words and the same metavar in every command."""
    found: dict[str, set[tuple[str, str]]] = {}
    for words in WORDS:
        for one in _command(app, words).params:
            for name in one.opts if one.param_type_name == "option" else ():
                found.setdefault(name, set()).add((one.help, one.metavar))
    several = {name for name, kinds in found.items() if len(kinds) > 1}
    # What is written as Markdown or JSON, what cells are compared with, and what a
    # sample is drawn from, differ.
    assert several == {"--format", "--against", "--sample"}


def test_the_version_is_told(app: typer.Typer) -> None:
    assert _run(app, "--version") == f"plancoder {__version__}\n"


def test_a_shell_completes_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PLANCODER_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", "plancoder deb")
    monkeypatch.setenv("COMP_CWORD", "1")
    done = CliRunner().invoke(build_app(), prog_name="plancoder")
    assert done.output.split() == ["debug-page"]
