"""README and guides against the program: commands, options, exit codes, columns, files
and reasons that they name exist, links lead somewhere, and what is generated is fresh.
"""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import re
import runpy
import shlex
from pathlib import Path
from typing import Any

import pytest
import typer

import plancoder
from plancoder import errors
from plancoder.agreement.csv_rows import (
    AGREEMENT_COLUMNS,
    DISAGREEMENT_COLUMNS,
    RULE_COLUMNS,
)
from plancoder.cli.commands import build_app
from plancoder.coding.sections.corrections import COLUMNS as ROLE_COLUMNS
from plancoder.export.appendix import LONG_COLUMNS
from plancoder.export.failures import FAILURE_COLUMNS
from plancoder.export.orphans_table import ORPHAN_COLUMNS
from plancoder.export.summary import SUMMARY_COLUMNS
from plancoder.models import Basis, DocType, SectionRole
from plancoder.review.log import LOG_COLUMNS
from plancoder.review.replies import REPLY_COLUMNS
from plancoder.review.sheets.verdict_words import WORDS
from plancoder.study.plans_file import COLUMNS as PLAN_COLUMNS
from plancoder.tables.audit import PASSAGE_COLUMNS
from plancoder.version import __version__

ROOT = Path(__file__).resolve().parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
}
README, FILES, REVIEW = (
    PAGES[name] for name in ("README.md", "docs/files.md", "docs/review.md")
)
# What is written for users; the history may name what is gone.
GUIDES = {name: text for name, text in PAGES.items() if name != "CHANGELOG.md"}
SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "src").rglob("*.py"))
)
# A sentence's full stop and the like end a command in running text.
QUOTED = re.compile(r"`(?:\.venv/bin/)?plancoder ([a-z][^`]*)`")
IN_BLOCKS = re.compile(r"^(?:.*\.venv/bin/)?plancoder ([a-z][^#\n]*)", re.MULTILINE)
OF_OTHERS = {"--extra", "--update-golden", "--host", "--nthreads"}  # uv, pytest, dask


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
            found[" ".join(words)] = {"--help", "-h", *options}
            return
        for name, one in inner.items():
            walk(one, (*words, name))

    walk(typer.main.get_command(build_app()), ())
    return found


TREE = command_tree()
OF_THE_PROGRAM = {"--version", "--install-completion", "--show-completion"}


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


def section(page: str, title: str) -> str:
    """The text of a page under a heading, up to the next one of any level."""
    found = re.search(
        rf"^##+ {re.escape(title)}\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL
    )
    assert found, f"no section {title!r}"
    return found[1]


def first_cells(text: str, header: str) -> set[str]:
    """The words in backticks in the first column of the table with this first header."""
    found = re.search(
        rf"^\| {re.escape(header)} \|.*?\n\|[-|]+\n((?:\|.*\n?)+)", text, re.MULTILINE
    )
    assert found, f"no table with a first column {header!r}"
    return {
        word
        for row in found[1].splitlines()
        for word in re.findall(r"`([^`]+)`", row.split("|")[1])
    }


@pytest.mark.parametrize(
    "line", sorted({line for text in GUIDES.values() for line in commands_in(text)})
)
def test_a_command_exists_with_its_options(line: str) -> None:
    name, options = split_command(line)
    assert name, f"there is no command for: plancoder {line}"
    assert set(options) <= TREE[name], (
        f"plancoder {name} has no {sorted(set(options) - TREE[name])}"
    )


def test_what_does_not_exist_would_be_noticed() -> None:
    assert split_command("codebok check") == ("", [])
    assert split_command("run my-study --finally") == ("run", ["--finally"])
    assert "--finally" not in TREE["run"]


def test_every_command_is_in_a_guide_beside_the_reference() -> None:
    guides = [text for name, text in GUIDES.items() if name != "docs/commands.md"]
    named = {split_command(line)[0] for text in guides for line in commands_in(text)}
    assert set(TREE) - named == set()


def test_options_named_alone_exist() -> None:
    known = set().union(*TREE.values(), OF_THE_PROGRAM, OF_OTHERS)
    for page, text in GUIDES.items():
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
        assert named - known == set(), page


def test_the_exit_codes_are_those_of_the_program() -> None:
    kinds = [
        one
        for one in vars(errors).values()
        if isinstance(one, type) and issubclass(one, errors.PlancoderError)
    ]
    raised = {str(kind.exit_code) for kind in kinds} | {"0", "2", "130"}
    listed = re.findall(r"^\| (\d+) \|", section(FILES, "Exit codes"), re.MULTILINE)
    assert set(listed) == raised


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
    assert first_cells(section(FILES, "Failures"), "reason") == reasons | warned


def test_every_basis_is_explained() -> None:
    bases = {basis.value for basis in Basis}
    assert first_cells(section(FILES, "basis"), "basis") == bases


def test_the_columns_of_files() -> None:
    plans = section(FILES, "plans.csv")
    assert first_cells(plans, "column") == set(PLAN_COLUMNS)
    assert {f"`{kind.value}`" for kind in DocType} <= set(re.findall(r"`\w+`", plans))
    roles = ", ".join(f"`{column}`" for column in ROLE_COLUMNS)
    assert f"`raw/roles.csv` (columns {roles})" in " ".join(FILES.split())
    assert f"`{','.join(REPLY_COLUMNS)}`" in PAGES["docs/publish.md"]


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Long tables", LONG_COLUMNS),
        ("passages.csv", PASSAGE_COLUMNS),
        ("summary.csv", SUMMARY_COLUMNS),
        ("decisions.csv", LOG_COLUMNS),
        ("orphans.csv", ORPHAN_COLUMNS),
        ("agreement.csv and reliability.csv", AGREEMENT_COLUMNS),
        ("disagreements.csv", DISAGREEMENT_COLUMNS),
        ("rules.csv", RULE_COLUMNS),
        ("Failures", FAILURE_COLUMNS),
    ],
)
def test_every_column_is_explained(heading: str, columns: tuple[str, ...]) -> None:
    assert first_cells(section(FILES, heading), "column") == set(columns)


def test_section_roles_and_decision_words_exist() -> None:
    roles = section(PAGES["docs/codebook.md"], "Section roles").strip().split("\n\n")[0]
    listed = set(re.findall(r"`(\w+)`", roles.partition(":")[2]))
    assert listed == {role.value for role in SectionRole}
    for word in first_cells(REVIEW, "`decision`"):
        assert word in WORDS or word == "coding_id", word


def test_files_of_out_are_written_by_the_program() -> None:
    written = section(FILES, "What plancoder writes into out/")
    for name in sorted(first_cells(written, "file")):
        stem = re.sub(r"_[abc](?=[._])", "_", name).split("_long")[0].split(".")[0]
        assert stem in SOURCE or name in SOURCE, f"nothing writes {name}"


def anchors_of(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    plain = [re.sub(r"[^\w\- ]", "", heading.casefold()) for heading in headings]
    return {heading.replace(" ", "-") for heading in plain}


@pytest.mark.parametrize("page", PAGES)
def test_pictures_and_links_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)]+)\)", PAGES[page]):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        path = ((ROOT / page).parent / name).resolve() if name else ROOT / page
        assert path.is_file(), f"{page}: {target}"
        if anchor:
            text = path.read_text(encoding="utf-8")
            assert anchor in anchors_of(text), f"{page}: {target}"


def test_every_guide_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), ["README.md"]
    while waiting:
        page = waiting.pop()
        reached.add(page)
        for target in re.findall(r"\]\(([^)#]+\.md)", PAGES[page]):
            path = ((ROOT / page).parent / target).resolve()
            name = path.relative_to(ROOT).as_posix()
            if name not in reached:
                waiting.append(name)
    assert reached == set(PAGES)


@pytest.mark.parametrize(
    ("page", "function"),
    [
        ("docs/commands.md", "commands_page"),
        ("docs/ARCHITECTURE.md", "architecture_page"),
    ],
)
def test_generated_pages_are_fresh(page: str, function: str) -> None:
    made = runpy.run_path(str(ROOT / "docs" / "make_pages.py"))[function]()
    assert PAGES[page] == made, "run: python docs/make_pages.py"


def test_the_readme_is_two_screens() -> None:
    assert len(README.splitlines()) <= 90


def test_the_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"\nversion: {__version__}\n" in citation
    assert f"\n## {__version__}\n" in PAGES["CHANGELOG.md"]


def doctests_of_modules() -> list[doctest.DocTest]:
    """Those of all modules but the Python API, whose examples need a study."""
    finder = doctest.DocTestFinder()
    found = []
    for module in pkgutil.walk_packages(plancoder.__path__, "plancoder."):
        if module.name not in ("plancoder.__main__", "plancoder.api"):
            found += finder.find(importlib.import_module(module.name))
    return [one for one in found if one.examples]


def test_the_examples_in_docstrings_are_true() -> None:
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE)
    for test in doctests_of_modules():
        runner.run(test)
    assert runner.tries > 30
    assert runner.failures == 0
