"""The commands of README and guides, run as they stand there, page by page, each page on
a fresh copy of one coded study.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from small_study import CODEBOOK, HANGS_AFTER
from small_study import plancoder as run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    "README.md",
    "docs/tutorial.md",
    *sorted(
        f"docs/{path.name}"
        for path in ROOT.glob("docs/*.md")
        if path.name != "tutorial.md"
    ),
]
# Commands after which nothing is other than before: one of each shape is run.
LOOKS = re.compile(
    r"agreement|assure|codebook (check|diff)|discover|evaluate|extract|kwic"
    r"|lint-tables|replicate|report|statements|verify|why"
)
# `docs/python.md` and `docs/query.md` have tests of their own for Python and SQL; what
# needs other machines is tested on a cluster of this one (test_cluster).
ELSEWHERE = re.compile(r"--scheduler ")
# Pages of the invented plan for those of the guides' example.
SMALLER = {"19-59": "2-3", "20": "2"}
ENDS = {"export my-study --final": 5}  # refused: nothing is decided yet

NAMED = re.compile(r"`plancoder ([a-z][^`]*)`")
IN_BLOCKS = re.compile(r"^plancoder ([a-z].*)$", re.MULTILINE)
BLOCKS = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
BARE = re.compile(r"[a-z-]+( check| diff| show| propose)?")  # no more than a name


def commands_of(page: str) -> list[str]:
    """The command lines of a page in order; a bare name in running text is only a
    mention.
    """
    text = (ROOT / page).read_text(encoding="utf-8")
    found: dict[int, str] = {}
    for one in NAMED.finditer(text):
        if not BARE.fullmatch(one[1]):
            found[one.start()] = one[1]
    for block in BLOCKS.finditer(text):
        for one in IN_BLOCKS.finditer(block[1]):
            found[block.start(1) + one.start()] = one[1].split("    #")[0]
    lines = [found[place].split(" # ")[0].strip() for place in sorted(found)]
    return [line for line in lines if "[OPTIONS]" not in line]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with the plan of the examples, coded, and the same again in `my-study`."""
    root = tmp_path_factory.mktemp("docs") / "study"
    (root / "raw").mkdir(parents=True)
    (root / "codebook.yaml").write_text(CODEBOOK, encoding="utf-8")
    plan = ROOT / "raw" / "plans" / "harrowdene-2016.pdf"
    rows = ["plan_id,force_id,force,dates,start_year,end_year,status,file"]
    for name, year in (("vale", 2021), ("harrowdene", 2016)):
        shutil.copy(plan, root / "raw" / f"{name}.pdf")
        # Copies of one file would be one plan.
        with (root / "raw" / f"{name}.pdf").open("ab") as file:
            file.write(f"\n% {name}\n".encode())
        rows.append(
            f"{name}:{year},{name},{name.title()} Police,{year}–{year + 4},"
            f"{year},{year + 4},current,{name}.pdf"
        )
    (root / "raw" / "plans.csv").write_text("\n".join(rows), encoding="utf-8")
    done = run("run", root, "-q")
    assert done.returncode == 0, done.stderr
    shutil.copytree(root, root.parent / "my-study")
    (root.parent / "my-study").rename(root / "my-study")
    return root


# What people make before a command: files of other programs, decisions, other tables.


def copy(source: str, *targets: str) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        for target in targets:
            shutil.copy(root / source, root / target)

    return work


def fill_in(*sheets: str) -> Callable[[Path], None]:
    def work(root: Path) -> None:
        for sheet in sheets:
            book = openpyxl.load_workbook(root / sheet)
            rows = book.active
            heads = {str(cell.value): cell.column for cell in rows[1]}
            for row in range(2, rows.max_row + 1):
                rows.cell(row, heads["decision"]).value = "accept"
            book.save(root / sheet)

    return work


def write_matrix(root: Path, study: str = ".") -> None:
    """A matrix that people made: Appendix A as a workbook."""
    book = openpyxl.Workbook()
    table = root / study / "out" / "appendix_a_long.csv"
    with table.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.reader(file):
            book.active.append(row)
    book.save(root / "ours.xlsx")


def make_tables_again(root: Path) -> None:
    """`code` has taken them away."""
    assert run("export", root / "my-study", "-q").returncode == 0
    write_matrix(root, "my-study")


def write_figures(root: Path) -> None:
    (root / "FIGURES.csv").write_text(
        "category,appendix,plans,percent\nhousing,A,current,100\n", encoding="utf-8"
    )


def clear_my_study(root: Path) -> None:
    shutil.rmtree(root / "my-study")


def add_a_plan(root: Path) -> None:
    if not (root / "my-study" / "raw" / "vale.pdf").exists():
        shutil.copy(root / "raw" / "vale.pdf", root / "my-study" / "raw")


def correct_the_plan_list(root: Path) -> None:
    shutil.copytree(root / "raw", root / "my-study" / "raw", dirs_exist_ok=True)


BEFORE: dict[str, Callable[[Path], None]] = {
    "init my-study": clear_my_study,
    "run my-study": add_a_plan,
    "plans propose my-study": correct_the_plan_list,
    "decide cells.xlsx": fill_in("cells.xlsx"),
    "decide back.qdpx": copy("my-study/out/exchange/study.qdpx", "back.qdpx"),
    "codebook diff old-codebook.yaml": copy("codebook.yaml", "old-codebook.yaml"),
    "agreement ann.csv ben.csv": copy("out/appendix_a_long.csv", "ann.csv", "ben.csv"),
    "merge my-study/sheets": fill_in(
        "my-study/sheets/Ann.xlsx", "my-study/sheets/Ben.xlsx"
    ),
    "merge sheets": fill_in("sheets/Ann.xlsx", "sheets/Ben.xlsx"),
    "lint-tables a.csv b.csv": copy("out/appendix_a.csv", "a.csv", "b.csv"),
    "evaluate --against ours.xlsx": write_matrix,
    "evaluate my-study --against ours.xlsx": make_tables_again,
    "replicate FIGURES.csv": write_figures,
}


def split(line: str, root: Path) -> list[str]:
    """The words of a line, with the file that its text goes to taken off."""
    words = shlex.split(line.partition(" > ")[0])
    return [SMALLER.get(word, word) for word in words]


def is_served(line: str) -> bool:
    ends = ("--export", "--sheet", "--undo", "--plan-effort")
    return line.startswith("review ") and not any(each in line for each in ends)


def end_of(line: str, root: Path) -> tuple[int, str]:
    """Exit code and messages of a command; the review page is stopped by Ctrl-C as soon
    as it says where it is.
    """
    command = [sys.executable, "-m", "plancoder", *split(line, root)]
    if not is_served(line):
        done = subprocess.run(
            command, cwd=root, capture_output=True, encoding="utf-8",
            timeout=HANGS_AFTER, check=False,
        )  # fmt: skip
        return done.returncode, done.stderr
    process = subprocess.Popen(
        [*command, "--no-browser"],
        cwd=root,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stderr is not None
    told = ""
    for text in process.stderr:
        told += text
        if "http://127.0.0.1" in text:
            break
    process.send_signal(signal.SIGINT) if os.name != "nt" else process.terminate()
    told += process.communicate(timeout=HANGS_AFTER)[1]
    return process.returncode if "http://" in told else 1, told


def shape_of(line: str) -> str:
    """A command with its options, without what they are given."""
    words = line.split()
    options = sorted(word for word in words if word.startswith("--"))
    name = words[:2] if words[0] == "codebook" else words[:1]
    return " ".join(name + options)


def choose() -> dict[str, list[str]]:
    """The commands of each page to run here. Examples of the reference that a guide
    has word for word are left to the guide.
    """
    chosen: dict[str, list[str]] = {}
    seen: set[str] = set()
    for page in sorted(PAGES, key=lambda page: page == "docs/commands.md"):
        for line in commands_of(page):
            again = LOOKS.match(line) or is_served(line) or "commands.md" in page
            known = {line, shape_of(line)} & seen if again else set()
            if not known and not ELSEWHERE.search(line):
                chosen.setdefault(page, []).append(line)
            seen |= {line, shape_of(line)} if again else {line}
    return {
        page: lines
        for page, lines in chosen.items()
        if not any(set(lines) < set(others) for others in chosen.values())
    }


CHOSEN = choose()


@pytest.mark.parametrize("page", CHOSEN)
def test_every_command_of_a_page_does_what_it_says(
    coded: Path, tmp_path: Path, page: str
) -> None:
    root = shutil.copytree(coded, tmp_path / "study")
    for line in CHOSEN[page]:
        for begin, make in BEFORE.items():
            if line.startswith(begin):
                make(root)
        code, told = end_of(line, root)
        assert code == ENDS.get(line, 0), f"plancoder {line}: {told}"
        assert "Traceback" not in told


def test_the_pages_have_commands() -> None:
    assert {"docs/tutorial.md", "docs/review.md", "docs/publish.md"} <= set(CHOSEN)
    every = {line.split()[0] for page in PAGES for line in commands_of(page)}
    run_here = {line.split()[0] for lines in CHOSEN.values() for line in lines}
    assert run_here == every
    assert "decide cells.xlsx --reviewer Ann" in commands_of("docs/tutorial.md")
    assert commands_of("docs/commands.md")[0] == "init my-study"
