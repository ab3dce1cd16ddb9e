"""Which files are the parts of one plan, by their names: `Plan part 1.pdf` and `Plan
part 2.pdf`.

Parts lie in one folder, have the same name but for the number, and run from 1 without a
gap. Versions, years, sections and annexes are no parts: `Plan v1`, `Plan 2016`, `Plan
annex 1`. Pure functions on names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from plancoder.extract.text.numerals import format_number
from plancoder.tables.csv_cells import CELL_LIMIT

# The ways of counting, each from 1. Letters end before I, which is a Roman number.
_WORDS = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS: tuple[tuple[str, ...], ...] = (
    tuple(str(number) for number in range(1, 100)),
    tuple(_WORDS.split()),
    tuple(format_number(number, "i") for number in range(1, 17)),
    tuple("abcdefgh"),
)
_PLACES = {
    written: (way, at)
    for way, each in enumerate(_COUNTS)
    for at, written in enumerate(each, 1)
}
_NUMBER = "0?[1-9]|[1-9][0-9]|" + "|".join(
    word for each in _COUNTS[1:] for word in each
)
_GAP = r"[\s._,()\[\]–—-]"
_MOST_NAMED = 3
_INSIDE = "[^\\W_]"  # a letter or digit
# "part 1", "Pt-1", "Part II of 3", "PlanPart1", "(1 of 2)"; Welsh "rhan 1". A number
# may follow without a gap, or begin with a capital: "PartOne", never "party".
_MARK = re.compile(
    rf"(?:(?<!{_INSIDE})|(?<=[a-z])(?=[A-Z])|(?<=[0-9])(?=[A-Za-z]))"
    r"(?:(?P<word>(?ai:part|pt|rhan|volume|vol))"
    rf"(?:{_GAP}+|(?=[0-9])|(?<=[a-z])(?=[A-Z])))?"
    rf"(?P<number>(?ai:{_NUMBER}))"
    rf"(?:{_GAP}*(?ai:of){_GAP}*(?P<total>(?ai:{_NUMBER})))?(?!{_INSIDE})"
)


@dataclass(frozen=True, slots=True)
class FileGroup:
    """The files of one plan in their order, and what a person should know of that: why
    they were joined, or why one that calls itself a part was not.
    """

    files: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """A file that calls itself a part; parts of one plan have the same `key`."""

    file: str
    key: Hashable
    word: str  # part or volume
    way: int  # of counting
    number: int
    total: int  # 0 where the name gives none
    rest: str  # the name without the part

    @property
    def shown(self) -> str:
        return self.show(self.number) + (f" of {self.total}" if self.total else "")

    def show(self, number: int) -> str:
        """Another part of the same plan, counted in the same way."""
        written = _COUNTS[self.way][number - 1]
        return f"{self.word} {written if self.way < 2 else written.upper()}"


def group_files(files: Iterable[str]) -> tuple[FileGroup, ...]:
    """Each file once, alone or with the other parts of its plan, in the order of names.

    >>> [group.files for group in group_files(["plan pt2.pdf", "plan pt1.pdf"])]
    [('plan pt1.pdf', 'plan pt2.pdf')]
    >>> [group.files for group in group_files(["plan v1.pdf", "plan v2.pdf"])]
    [('plan v1.pdf',), ('plan v2.pdf',)]
    """
    names = set(files)
    groups: list[FileGroup] = []
    by_plan: dict[Hashable, list[_Part]] = defaultdict(list)
    for file in sorted(names):
        part = _read_part(file)
        if part is None:
            groups.append(FileGroup((file,)))
        else:
            by_plan[part.key].append(part)
    for parts in by_plan.values():
        groups += _join_or_part(parts, names)
    return tuple(sorted(groups, key=lambda group: group.files))


def name_without_part(file: str) -> str:
    """The file as if its plan were in one: what the name says of force and years.

    >>> name_without_part("old/Vale plan 2016 (1 of 2).pdf")
    'old/Vale plan 2016.pdf'
    >>> name_without_part("part 1.pdf")
    'part 1.pdf'
    """
    part = _read_part(file)
    if part is None or not part.rest:
        return file
    path = PurePosixPath(file)
    return str(path.with_name(part.rest + path.suffix))


def _read_part(file: str) -> _Part | None:
    """The last part that a name speaks of."""
    marks = [*_MARK.finditer(PurePosixPath(file).stem)]
    for found in reversed(marks):
        way, number = _place(found["number"])
        total = _place(found["total"])[1] if found["total"] else 0
        is_part = bool(found["word"] or total)
        # "1 of 1" is a whole plan.
        counted = 1 < total <= len(_COUNTS[way]) and number <= total
        if is_part and (counted or not total):
            return _part_of(file, found, (way, number, total))
    return None


def _part_of(file: str, found: re.Match[str], counted: tuple[int, int, int]) -> _Part:
    """The part that a mark in a file's name speaks of, by the way in which its number
    is written, its number and the number of all.
    """
    way, number, total = counted
    path = PurePosixPath(file)
    start, end = found.span()
    before, after = path.stem[:start], path.stem[end:]
    written = found["word"] or ""
    word = "volume" if written.lower().startswith("v") else "part"
    key = (path.parent, _fold(before), _fold(after), word, way, total)
    rest = " ".join(filter(None, map(_trim, (before, after))))
    return _Part(file, key, word, way, number, total, rest)


def _place(written: str) -> tuple[int, int]:
    return _PLACES[written.lower().lstrip("0")]


def _fold(text: str) -> str:
    """`Plan_2016 -` as `plan 2016`: gaps are written in many ways."""
    return re.sub(f"{_GAP}+", " ", text).strip().casefold()


def _trim(text: str) -> str:
    return re.sub(rf"^{_GAP}+|{_GAP}+$", "", text)


def _join_or_part(parts: Sequence[_Part], names: Collection[str]) -> list[FileGroup]:
    """One group of all parts of a plan, or one of each file where they do not fit."""
    endings: dict[str, list[_Part]] = defaultdict(list)
    for part in parts:
        endings[PurePosixPath(part.file).suffix.lower()].append(part)
    if len({part.number for part in parts}) < len(parts) and len(endings) > 1:
        # The whole plan in two formats.
        return [
            group for some in endings.values() for group in _join_or_part(some, names)
        ]
    fault = _count_fault(parts) or _cell_fault([part.file for part in parts], names)
    if fault:
        return [
            FileGroup(
                (part.file,),
                f"its name says {part.shown}, but {fault}. Where a plan has several"
                " files, one row names them all: part-1.pdf; part-2.pdf",
            )
            for part in parts
        ]
    ordered = sorted(parts, key=lambda part: part.number)
    between = "and" if len(ordered) == 2 else "to"
    first, last = ordered[0], ordered[-1]
    return [
        FileGroup(
            tuple(part.file for part in ordered),
            f"{len(ordered)} files are joined as one plan, since their names say"
            f" {first.show(1)} {between} {last.show(last.number)}. If they are several"
            " plans, split the row in plans.csv: a row for each file, each with its"
            " own plan_id",
        )
    ]


def _count_fault(parts: Sequence[_Part]) -> str:
    """Why these are not all the parts of one plan, each once; blank where they are."""
    one = parts[0]
    numbers = [part.number for part in parts]
    doubled = [number for number in numbers if numbers.count(number) > 1]
    missing = sorted({*range(1, max(one.total, *numbers, 0) + 1)} - {*numbers})
    if doubled:
        return f"{one.show(min(doubled))} is here twice under the same name"
    if missing:
        if len(missing) > _MOST_NAMED:
            return f"{len(missing)} other parts are not here"
        which = " and ".join(map(one.show, missing))
        return f"{which} {'is' if len(missing) == 1 else 'are'} not here"
    if len(parts) == 1:
        return "no other part of the same name is here"
    return ""


def _cell_fault(files: Sequence[str], names: Collection[str]) -> str:
    """Why no cell of plans.csv could name these files; blank where one can."""
    if any(";" in file for file in files) or "; ".join(files) in names:
        return "a semicolon stands between files in plans.csv, and one is in a name"
    # Two units of UTF-16 at most for a character.
    if 2 * sum(len(file) + 2 for file in files) > CELL_LIMIT:
        return "the names together are too long for a cell of plans.csv"
    return ""
