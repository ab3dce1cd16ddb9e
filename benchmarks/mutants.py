"""Whether the tests would notice: small changes to the source, one at a time.

Each change is chosen at random and made in a copy of the source; the tests beside the
module are run on it, the nearest first, until one fails. What no test notices needs a
row at both sides of a threshold, or is needed by nothing, or makes no difference: that
is for a person to judge.

    python benchmarks/mutants.py coding/matching --number 20 --seed 7
    python benchmarks/mutants.py extract/layout --seed 7 --wide
    python benchmarks/mutants.py agreement --seed 7 --list

By hand only: it takes some seconds for a change that is noticed, and as long as all
tests of the room for one that is not.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
SOURCE = REPOSITORY / "src" / "plancoder"
UNIT = REPOSITORY / "tests" / "unit"
# They go through most rooms, and take a minute or two.
WIDE = (
    *("tests/properties", "tests/golden", "tests/e2e/test_sample_layouts.py"),
    *("tests/e2e/test_evaluate.py", "tests/e2e/test_decide.py"),
)
TIME_LIMIT = 600  # seconds: an endless loop counts as noticed
SMALL = 10  # whole numbers up to here are changed by 1, others by a fifth

COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.Is: ("is", "is not"),
    ast.NotIn: ("not in", "in"),
    ast.IsNot: ("is not", "is"),
}
_PLAIN = r"[^|()\[\]\\\"'{}?\n]+"
# Those with another after them, and those that are the last in their brackets.
ALTERNATIVES = (rf"(?:(?<=[|(])|(?<=\?:)){_PLAIN}\|", rf"\|{_PLAIN}(?=\))")
SWAPPED_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Change:
    """One change: the letters from `start` to `end` of a module become `new`."""

    path: Path
    kind: str
    line: int
    start: int
    end: int
    old: str
    new: str

    def told(self) -> str:
        """The change in a line: `coding/ids.py:12 comparison: < becomes <=`."""
        module = self.path.relative_to(SOURCE)
        old, new = (" ".join(text.split()) for text in (self.old, self.new))
        return f"{module}:{self.line} {self.kind}: {old} becomes {new or 'nothing'}"

    def applied(self) -> str:
        """The text of the module with the change."""
        text = self.path.read_text(encoding="utf-8")
        return text[: self.start] + self.new + text[self.end :]


class Module:
    """A module's text and tree, and the changes that may be made to it."""

    def __init__(self, path: Path, random_numbers: random.Random) -> None:
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.random = random_numbers
        self.lines = [0]
        for line in self.text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def changes(self) -> Iterator[Change]:
        """Every change that can be made, one of each kind for a place."""
        makers: dict[type[ast.AST], Callable[..., Iterator[Change]]] = {
            ast.Compare: self._compare,
            ast.BoolOp: self._bool_op,
            ast.UnaryOp: self._unary,
            ast.BinOp: self._bin_op,
            ast.Call: self._call,
            ast.Constant: self._constant,
            ast.JoinedStr: self._joined,
            ast.If: self._test,
            ast.While: self._test,
            ast.IfExp: self._test,
        }
        tree = ast.parse(self.text)
        for node in _worth_changing(tree):
            maker = makers.get(type(node))
            if maker is not None:
                yield from maker(node)

    def _at(self, line: int, column: int) -> int:
        """Offset of a place as `ast` gives it, which counts bytes."""
        start, end = self.lines[line - 1], self.lines[line]
        before = self.text[start:end].encode()[:column]
        return start + len(before.decode())

    def _span(self, node: ast.expr) -> tuple[int, int]:
        line, column = node.end_lineno, node.end_col_offset
        assert line is not None and column is not None
        return self._at(node.lineno, node.col_offset), self._at(line, column)

    def _change(self, kind: str, start: int, end: int, new: str) -> Change:
        line = self.text.count("\n", 0, start) + 1
        return Change(self.path, kind, line, start, end, self.text[start:end], new)

    def _compare(self, node: ast.Compare) -> Iterator[Change]:
        sides = [node.left, *node.comparators]
        for at, sign in enumerate(node.ops):
            old, new = COMPARISONS[type(sign)]
            begin, stop = self._span(sides[at])[1], self._span(sides[at + 1])[0]
            found = re.search(re.escape(old), self.text[begin:stop])
            if found:
                yield self._change(
                    "comparison", begin + found.start(), begin + found.end(), new
                )

    def _bool_op(self, node: ast.BoolOp) -> Iterator[Change]:
        """One of `a or b or c` dropped, with the word that joins it."""
        spans = [self._span(value) for value in node.values]
        start, end = self._span(node)
        for at in range(len(spans)):
            kept = [self.text[one:two] for one, two in spans[:at] + spans[at + 1 :]]
            word = " and " if isinstance(node.op, ast.And) else " or "
            new = word.join(f"({text})" for text in kept)
            dropped = " ".join(self.text[slice(*spans[at])].split())
            yield self._change(f"dropped{word}{dropped}", start, end, f"({new})")

    def _unary(self, node: ast.UnaryOp) -> Iterator[Change]:
        if isinstance(node.op, ast.Not):
            start, end = self._span(node)
            inner = self.text[slice(*self._span(node.operand))]
            yield self._change("dropped not", start, end, f"({inner})")

    def _bin_op(self, node: ast.BinOp) -> Iterator[Change]:
        signs = {ast.Add: ("+", "-"), ast.Sub: ("-", "+"), ast.Mult: ("*", "/")}
        if type(node.op) not in signs or _is_text(node.left) or _is_text(node.right):
            return
        old, new = signs[type(node.op)]
        begin, stop = self._span(node.left)[1], self._span(node.right)[0]
        at = self.text.find(old, begin, stop)
        if at >= 0:
            yield self._change("sign", at, at + 1, new)

    def _call(self, node: ast.Call) -> Iterator[Change]:
        plain = [one for one in node.args if not isinstance(one, ast.Starred)]
        if isinstance(node.func, ast.Name) and node.func.id in SWAPPED_NAMES:
            start, end = self._span(node.func)
            yield self._change("name", start, end, SWAPPED_NAMES[node.func.id])
        # Others than of a kind fail at once, whatever the tests say.
        if len(plain) == len(node.args) >= 2 and type(plain[0]) is type(plain[1]):
            one, two = self._span(plain[0]), self._span(plain[1])
            first, second = self.text[slice(*one)], self.text[slice(*two)]
            if first != second:
                between = self.text[one[1] : two[0]]
                new = second + between + first
                yield self._change("swapped arguments", one[0], two[1], new)

    def _constant(self, node: ast.Constant) -> Iterator[Change]:
        value = node.value
        start, end = self._span(node)
        if isinstance(value, bool):
            yield self._change("constant", start, end, str(not value))
        elif isinstance(value, int):
            step = 1 if value <= SMALL else value // 5
            stepped = value + self.random.choice((-step, step))
            yield self._change("constant", start, end, str(stepped))
        elif isinstance(value, float):
            scaled = round(value * self.random.choice((0.8, 1.2)), 6)
            yield self._change("constant", start, end, str(scaled))
        elif isinstance(value, str):
            yield from self._alternatives(start, end)

    def _joined(self, node: ast.JoinedStr) -> Iterator[Change]:
        yield from self._alternatives(*self._span(node))

    def _alternatives(self, start: int, end: int) -> Iterator[Change]:
        """One of the alternatives of a pattern dropped: `a|b|c` to `a|c`."""
        written = self.text[start:end]
        for pattern in ALTERNATIVES:
            for found in re.finditer(pattern, written):
                begin, stop = start + found.start(), start + found.end()
                yield self._change("alternative", begin, stop, "")

    def _test(self, node: ast.If | ast.While | ast.IfExp) -> Iterator[Change]:
        start, end = self._span(node.test)
        yield self._change("negation", start, end, f"not ({self.text[start:end]})")


def _worth_changing(tree: ast.Module) -> Iterator[ast.AST]:
    """All nodes but types, docstrings and what only type checkers read."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Assert | ast.Raise):
            continue
        yield node
        if isinstance(node, ast.JoinedStr):  # Python 3.11 misplaces what is in it
            continue
        for name, value in ast.iter_fields(node):
            if name not in ("annotation", "returns", "decorator_list"):
                several = value if isinstance(value, list) else [value]
                waiting += [one for one in several if isinstance(one, ast.AST)]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr | ast.List | ast.Tuple) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def choose(room: str, number: int, seed: int) -> list[Change]:
    """`number` changes to the modules of a room; each kind as likely as any other, so
    that the many constants do not crowd out the rest.
    """
    numbers = random.Random(seed)
    below = SOURCE / room
    paths = [below] if below.is_file() else sorted(below.rglob("*.py"))
    kinds: dict[str, list[Change]] = {}
    for path in paths:
        for change in Module(path, numbers).changes():
            kinds.setdefault(change.kind.split()[0], []).append(change)
    chosen: list[Change] = []
    while len(chosen) < number and any(kinds.values()):
        kind = numbers.choice(sorted(kind for kind in kinds if kinds[kind]))
        change = kinds[kind].pop(numbers.randrange(len(kinds[kind])))
        if _compiles(change):
            chosen.append(change)
    return chosen


def _compiles(change: Change) -> bool:
    try:
        compile(change.applied(), str(change.path), "exec")
    except SyntaxError:
        return False
    return True


def tests_for(path: Path, *, wide: bool = False) -> list[str]:
    """Tests to run on a change of a module, the nearest first: `tests/unit` mirrors the
    source. `wide` adds those that go through most rooms.
    """
    places: list[str] = []
    folder = UNIT / path.relative_to(SOURCE).parent
    while folder != UNIT:
        if folder.is_dir():
            files = sorted(folder.rglob("test_*.py"))
            places += [str(file.relative_to(REPOSITORY)) for file in files]
        folder = folder.parent
    return list(dict.fromkeys([*places, *(WIDE if wide else ())]))


def run_tests(change: Change | None, tests: Sequence[str], limit: float) -> str:
    """What the tests say of a change: the first that fails, `too slow`, or nothing."""
    with tempfile.TemporaryDirectory(prefix="mutant-") as folder:
        copy = Path(folder) / "src"
        shutil.copytree(
            REPOSITORY / "src", copy, ignore=shutil.ignore_patterns("*.pyc", "*.egg-*")
        )
        if change is not None:
            module = copy / "plancoder" / change.path.relative_to(SOURCE)
            module.write_text(change.applied(), encoding="utf-8")
        environment = {
            **os.environ,
            "PYTHONPATH": str(copy),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no"]
        command += ["-p", "no:cacheprovider", "-p", "no:xdist"]
        command += ["-o", "addopts=--import-mode=importlib", *tests]
        try:
            done = subprocess.run(
                command, cwd=REPOSITORY, env=environment, capture_output=True,
                text=True, timeout=limit, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "too slow"
    if done.returncode == 0:
        return ""
    failed = re.search(r"^(?:FAILED|ERROR) (\S+)", done.stdout, re.MULTILINE)
    return failed[1] if failed else done.stdout[-200:] + done.stderr[-200:]


def main() -> int:
    """Choose changes, run the tests on each, print what they noticed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("room", help="as coding, extract/layout or coding/ids.py")
    parser.add_argument("--number", type=int, default=20, help="of changes (20)")
    parser.add_argument("--seed", type=int, default=0, help="same seed, same changes")
    parser.add_argument("--list", action="store_true", help="show them, run nothing")
    parser.add_argument(
        "--wide", action="store_true", help="run tests of the whole program too"
    )
    given = parser.parse_args()
    changes = choose(given.room, given.number, given.seed)
    if not changes:
        print(f"{SOURCE / given.room}: nothing to change; name a folder or a module")
        return 2
    if given.list:
        print(*(change.told() for change in changes), sep="\n")
        return 0
    return _try_all(changes, wide=given.wide)


def _try_all(changes: Sequence[Change], *, wide: bool) -> int:
    every = [tests_for(change.path, wide=wide) for change in changes]
    failing = run_tests(None, max(every, key=len), 2 * TIME_LIMIT)
    if failing:
        print(f"{failing} fails without any change: mend it first")
        return 1
    counts: Counter[str] = Counter()
    for at, (change, tests) in enumerate(zip(changes, every, strict=True), 1):
        start = time.monotonic()
        told = run_tests(change, tests, TIME_LIMIT)
        counts["noticed" if told else "NOT noticed"] += 1
        seconds = time.monotonic() - start
        print(f"{at:3} {change.told()}")
        print(f"    {told or 'NOT noticed'} ({seconds:.0f} s)", flush=True)
    print(", ".join(f"{number} {word}" for word, number in sorted(counts.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
