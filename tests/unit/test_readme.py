"""The README against the program: commands, options, exit codes, columns, files and
reasons that it names exist.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

from plancoder import errors
from plancoder.cli.commands import build_app
from plancoder.coding.sections.corrections import COLUMNS as ROLE_COLUMNS
from plancoder.export.failures import FAILURE_COLUMNS
from plancoder.models import Basis, DocType, SectionRole
from plancoder.review.replies import REPLY_COLUMNS
from plancoder.review.sheets.verdict_words import WORDS
from plancoder.study.plans_file import COLUMNS as PLAN_COLUMNS

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py"))
)
# A sentence's full stop and the like end a command that stands in running text.
QUOTED = re.compile(r"`(?:\.venv/bin/)?plancoder ([a-z][^`]*)`")
IN_BLOCKS = re.compile(r"^(?:.*\.venv/bin/)?plancoder ([a-z][^#\n]*)", re.MULTILINE)


def commands_in(text: str) -> list[str]:
    """Every command line of the text, without the word plancoder."""
    blocks = "\n".join(re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL))
    return [
        *QUOTED.findall(text),
        *(line.strip() for line in IN_BLOCKS.findall(blocks)),
    ]


def command_tree() -> dict[str, set[str]]:
    """Each command (with its group) and the options it takes."""
    found: dict[str, set[str]] = {}

    def walk(command: Any, words: tuple[str, ...]) -> None:
        inner = getattr(command, "commands", None)
        if inner is None:
            options = {
                name
                for one in command.params
                for name in (*one.opts, *one.secondary_opts)
            }
            found[" ".join(words)] = {"--help", *options}
            return
        for name, one in inner.items():
            walk(one, (*words, name))

    walk(typer.main.get_command(build_app()), ())
    return found


TREE = command_tree()


def split_command(line: str) -> tuple[str, list[str]]:
    """The command's name, with its group's, and the options of a line."""
    words = shlex.split(re.sub(r"[\[\]]", " ", line).split(">")[0])
    name = next(
        (
            " ".join(words[:length])
            for length in (2, 1)
            if " ".join(words[:length]) in TREE
        ),
        "",
    )
    return name, [word.split("=")[0] for word in words if word.startswith("-")]


def section(title: str) -> str:
    """The text under a heading."""
    found = re.search(
        rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL
    )
    assert found, f"README has no section {title!r}"
    return found[1]


def first_cells(text: str, header: str) -> set[str]:
    """The words in backticks in the first column of the table whose first header this
    is.
    """
    found = re.search(
        rf"^\| {re.escape(header)} \|.*?\n\|[-|]+\n((?:\|.*\n)+)", text, re.MULTILINE
    )
    assert found, f"no table with a first column {header!r}"
    return {
        word
        for row in found[1].splitlines()
        for word in re.findall(r"`([^`]+)`", row.split("|")[1])
    }


@pytest.mark.parametrize("line", sorted(set(commands_in(README))))
def test_a_command_of_the_readme_exists_with_its_options(line: str) -> None:
    name, options = split_command(line)
    assert name, f"there is no command for: plancoder {line}"
    assert set(options) <= TREE[name], (
        f"plancoder {name} has no {sorted(set(options) - TREE[name])}"
    )


def test_what_does_not_exist_would_be_noticed() -> None:
    assert split_command("codebok check") == ("", [])
    assert split_command("run my-study --finally") == ("run", ["--finally"])
    assert "--finally" not in TREE["run"]


def test_every_command_is_in_the_readme() -> None:
    named = {split_command(line)[0] for line in commands_in(README)}
    named |= {name for name in TREE if f"| `{name}` |" in README}
    assert set(TREE) - named == set()


def test_options_named_alone_exist() -> None:
    known = set().union(*TREE.values()) | {"--extra"}  # uv's own
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named - known == set()


def test_the_exit_codes_are_those_of_the_program() -> None:
    kinds = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.PlancoderError)
    ]
    raised = {str(kind.exit_code) for kind in kinds} | {"0", "2", "130"}
    assert (
        set(re.findall(r"^\| (\d+) \|", section("Exit codes"), re.MULTILINE)) == raised
    )


def test_every_reason_of_a_failure_is_explained() -> None:
    kinds = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.PlanError)
    ]
    reasons = {kind.reason for kind in kinds}
    warned = set(re.findall(r'Notice\(\s*"([a-z_]+)"', SOURCE)) | set(
        re.findall(r'reason="([a-z_]+)"', SOURCE)
    )
    assert first_cells(section("Reading the results"), "reason") == reasons | warned


def test_every_basis_is_explained() -> None:
    assert first_cells(section("Reading the results"), "basis") == {
        basis.value for basis in Basis
    }


def test_the_columns_of_files_that_people_write() -> None:
    assert first_cells(section("plans.csv"), "column") == set(PLAN_COLUMNS)
    assert {f"`{kind.value}`" for kind in DocType} <= set(
        re.findall(r"`\w+`", section("plans.csv"))
    )
    roles = ", ".join(f"`{column}`" for column in ROLE_COLUMNS)
    assert f"`raw/roles.csv` (columns {roles})" in " ".join(README.split())
    assert f"`{','.join(REPLY_COLUMNS)}`" in README
    assert {"plan_id", "reason", "what_to_do"} <= set(FAILURE_COLUMNS)


def test_section_roles_and_decision_words_exist() -> None:
    roles = re.search(
        r"Section roles that `code_in` may name: (.*?)\. A \*\*priority",
        README,
        re.DOTALL,
    )
    assert roles
    assert set(re.findall(r"`(\w+)`", roles[1])) == {role.value for role in SectionRole}
    for word in first_cells(section("Review"), "`decision`"):
        assert word in WORDS or word == "coding_id", word


def test_files_of_out_are_written_by_the_program() -> None:
    for name in sorted(first_cells(section("Reading the results"), "file")):
        stem = re.sub(r"_[abc](?=[._])", "_", name).split("_long")[0].split(".")[0]
        assert stem in SOURCE or name in SOURCE, f"nothing writes {name}"


def test_pictures_and_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", README):
        assert target.startswith("https://") or (ROOT / target).is_file(), target
