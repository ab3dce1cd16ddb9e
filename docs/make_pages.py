"""Writes what is generated in docs/: commands.md from the program's own help, and the
tree of files in ARCHITECTURE.md from the first sentence of each module.

Usage: python docs/make_pages.py
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from plancoder.cli.commands import EXIT_CODES, SECTIONS, Command, build_app

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "plancoder"
ARCHITECTURE = HERE / "ARCHITECTURE.md"
COMMANDS = HERE / "commands.md"
MARKS = ("<!-- tree -->\n", "<!-- end of tree -->")
INTRODUCTION = """# Commands

Made by `docs/make_pages.py` from the program's own help; `plancoder COMMAND --help`
prints the same. `FOLDER` is the study folder; without it, the folder you are in. Every
command also takes `-h` or `--help`, and `plancoder` itself `--version`,
`--install-completion` and `--show-completion`.
"""


def commands_page() -> str:
    """The reference of commands, as Markdown."""
    app: Any = typer.main.get_command(build_app())
    parts = [INTRODUCTION]
    for title, commands in SECTIONS.items():
        parts.append(f"## {title}\n")
        parts += ["\n".join(_command_lines(app, command)) for command in commands]
    codes = EXIT_CODES.removeprefix("Exit codes: ").rstrip(".")
    listed = (f"- {code}" for code in codes.split("; "))
    parts.append("\n".join(["## Exit codes\n", *listed, ""]))
    return "\n".join(parts)


def _command_lines(app: Any, command: Command) -> Iterator[str]:
    found = app
    for word in command.words.split():
        found = found.commands[word]
    context = typer.Context(found, info_name=f"plancoder {command.words}")
    yield f"### {command.words}\n"
    summary, *more = re.split(r"\n\s*\n", found.help)
    yield " ".join(summary.split()) + "\n"
    yield from (" ".join(each.split()) + "\n" for each in more)
    yield f"```sh\n{' '.join(found.get_usage(context).split()[1:])}"
    yield f"plancoder {command.example}    # example\n```\n"
    rows = [one.get_help_record(context) for one in found.params]
    yield "| argument or option | meaning |\n|---|---|"
    for name, meaning in filter(None, rows):
        choices = name.replace("<", "").replace(">", "").replace("|", "\\|")
        yield f"| `{choices}` | {' '.join(meaning.split())} |"
    yield ""


def tree() -> str:
    """Every module with its first sentence, room by room."""
    return "```\n" + "\n".join(_tree_lines(SOURCE, 0)) + "\n```\n"


def _tree_lines(folder: Path, depth: int) -> Iterator[str]:
    indent = "  " * depth
    for path in sorted(folder.glob("*.py")):
        if path.name != "__init__.py" or depth == 0:
            yield _tree_line(indent + path.name, path)
    for room in sorted(each.parent for each in folder.glob("*/__init__.py")):
        yield _tree_line(f"{indent}{room.name}/", room / "__init__.py")
        yield from _tree_lines(room, depth + 1)


def _tree_line(name: str, module: Path) -> str:
    words = ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))) or ""
    first = " ".join(words.split("\n\n")[0].split())
    sentence = re.split(r"(?<=\.)\s+(?=[A-Z`])", first)[0].rstrip(".")
    return f"{name:28} {sentence}".rstrip()


def architecture_page() -> str:
    """ARCHITECTURE.md with the tree as it is now."""
    page = ARCHITECTURE.read_text(encoding="utf-8")
    before, rest = page.split(MARKS[0])
    return before + MARKS[0] + tree() + MARKS[1] + rest.split(MARKS[1])[1]


def main() -> None:
    """Write both pages."""
    COMMANDS.write_text(commands_page(), encoding="utf-8")
    ARCHITECTURE.write_text(architecture_page(), encoding="utf-8")


if __name__ == "__main__":
    main()
