"""The checks, each with its reason, and all that they find, surest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, pairwise

from plancoder.folded_names import fold_name
from plancoder.reference.headlines import load_headlines
from plancoder.report.lint.read_printed import (
    NEEDS,
    PRIORITIES,
    PrintedRow,
    PrintedTable,
    published_lists,
    published_tables,
)


class Weight(IntEnum):
    """How sure a finding is."""

    CERTAIN = 3  # cannot be as printed
    LIKELY = 2  # two places say different things, so one of them is wrong
    LOOK = 1  # possible, yet rare: worth a look


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is odd: of what kind, where, and why."""

    weight: Weight
    kind: str
    where: str
    reason: str
    force: str = ""


Lists = Mapping[tuple[str, int], set[str]]
"""The categories that the summaries name, by plan."""

# Forces replace a plan early, so an overlap of one year is common (13 of 43 in 2017).
_LONG_OVERLAP = 2
# Exchanging two rows has to mend this many cells, and leave at most a quarter.
_LEAST_MENDED = 3
_MOST_LEFT = 0.25
_BLOCK = 4  # rows of several forces that are equal, one below the other


def lint_published() -> tuple[Finding, ...]:
    """What is odd in the appendices and percentages of 2017."""
    tables = published_tables()
    needs, name = tables[0], "Appendix C"
    lists = published_lists(needs)
    return _ranked(
        [
            *_of_tables(tables, {needs.name: lists}),
            *_against_lists(needs, lists, name, True),
            *_percentages(tables),
        ]
    )


def lint_tables(tables: Sequence[PrintedTable]) -> tuple[Finding, ...]:
    """What is odd in these tables, and where they disagree with each other."""
    ticked = [table for table in tables if table.labels]
    found: list[Finding] = []
    named: dict[str, Lists] = {}
    for summaries in tables:
        if summaries.labels:
            continue
        for table in ticked:
            head = _column_for(table, summaries)
            if head:
                lists = _lists(table, summaries, head)
                named[table.name] = lists
                found += _against_lists(table, lists, summaries.name, head == NEEDS)
    return _ranked([*_of_tables(ticked, named), *found])


def _ranked(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Surest first; what two tables have in common is said once."""
    merged: dict[tuple[Weight, str, str, str], list[str]] = {}
    for one in found:
        key = (one.weight, one.kind, one.reason, one.force)
        merged.setdefault(key, []).append(one.where)
    findings = [
        Finding(weight, kind, "; ".join(places), reason, force)
        for (weight, kind, reason, force), places in merged.items()
    ]
    return tuple(sorted(findings, key=lambda one: -one.weight))


def _of_tables(
    tables: Sequence[PrintedTable], named: Mapping[str, Lists]
) -> Iterator[Finding]:
    """What is odd in each table and between two; `named` is what summaries name for the
    plans of a table, by its name.
    """
    for table in tables:
        for check in (_no_plan_ticked, _dates, _order, _empty_rows):
            yield from check(table)
        yield from _equal_rows(table, named.get(table.name, {}))
        yield from _equal_block(table)
    for first, second in combinations(tables, 2):
        yield from _between(first, second)


def _no_plan_ticked(table: PrintedTable) -> Iterator[Finding]:
    """`No new plan | ✓` → a tick for a plan that does not exist."""
    for row in table.rows:
        ticked = [table.labels[key] for key, tick in row.ticks.items() if tick]
        if ticked and not row.exists:
            yield Finding(
                Weight.CERTAIN,
                "no_plan_ticked",
                table.at(row),
                f"{row.shown} has no new plan, yet a tick: {', '.join(ticked)}. A plan"
                " that does not exist says nothing.",
                row.force,
            )


def _dates(table: PrintedTable) -> Iterator[Finding]:
    """`2017-2017` after `2014-2017` → impossible; `2016-2019` twice → the same dates;
    `2016-2021` before `2017-2021` → the old plan ends no earlier.
    """
    for rows in table.by_force.values():
        for row in rows:
            start, end = row.years
            if start and end and end <= start:
                yield Finding(
                    Weight.CERTAIN,
                    "dates",
                    table.at(row),
                    f"{row.named}: the plan ends in the year in which it begins, or"
                    " before.",
                    row.force,
                )
        for new, old in pairwise(sorted(rows, key=lambda row: row.rank)):
            yield from _two_dates(table, new, old)


def _two_dates(
    table: PrintedTable, new: PrintedRow, old: PrintedRow
) -> Iterator[Finding]:
    (start, end), (old_start, old_end) = new.years, old.years
    told = f"{new.shown}: {new.dates} and {old.dates}"
    if start and start == old_start:
        yield Finding(
            Weight.CERTAIN,
            "dates",
            table.at(new, old),
            f"{told}: both plans begin in the same year, so one row has the dates of"
            " the other.",
            new.force,
        )
        return
    if not (start and old_end):
        return
    ends_late = bool(end and old_end >= end > start)
    if ends_late or old_end - start >= _LONG_OVERLAP:
        yield Finding(
            Weight.LIKELY if ends_late else Weight.LOOK,
            "dates_overlap",
            table.at(new, old),
            f"{told}: the older plan ends"
            + (
                " no earlier than the newer."
                if ends_late
                else f" {old_end - start} years after the newer begins."
            ),
            new.force,
        )


def _order(table: PrintedTable) -> Iterator[Finding]:
    """Older plan first, in a table that prints the newer first → the rows, or their
    labels, may be exchanged.
    """
    turned = {
        force: rows
        for force, rows in table.by_force.items()
        if len(rows) == 2 and rows[0].rank > rows[1].rank
    }
    if len(turned) * 2 >= len(table.by_force):
        return
    for force, rows in turned.items():
        yield Finding(
            Weight.LIKELY,
            "row_order",
            table.at(*rows),
            f"{rows[0].shown}: the older plan stands first, other than with most forces"
            " of this table.",
            force,
        )


def _empty_rows(table: PrintedTable) -> Iterator[Finding]:
    """A plan without any tick → perhaps left out."""
    for row in table.rows:
        answers = [tick for tick in row.ticks.values() if tick is not None]
        if row.exists and answers and not any(answers):
            yield Finding(
                Weight.LOOK,
                "no_tick",
                table.at(row),
                f"{row.named}: no tick at all. Was the row left out?",
                row.force,
            )


def _equal_rows(table: PrintedTable, lists: Lists) -> Iterator[Finding]:
    """Two plans of a force with the same ticks → perhaps copied; not where the
    summaries name just these for either plan: then no row was.
    """
    for force, rows in table.by_force.items():
        told = all(row.key in lists and not _differing(row, row, lists) for row in rows)
        if (
            len(rows) == 2
            and not told
            and _ticked(rows[0]) == _ticked(rows[1]) != set()
        ):
            yield Finding(
                Weight.LOOK,
                "equal_rows",
                table.at(*rows),
                f"{rows[0].shown}: both plans have the same ticks. Was one copied?",
                force,
            )


def _equal_block(table: PrintedTable) -> Iterator[Finding]:
    """Four rows of several forces with the same ticks, one below the other → perhaps
    filled down.
    """
    for at in range(len(table.rows) - _BLOCK + 1):
        block = table.rows[at : at + _BLOCK]
        forces = {row.force for row in block}
        ticks = [_ticked(row) for row in block]
        if ticks[0] and len(forces) > 1 and all(one == ticks[0] for one in ticks):
            names = " and ".join(dict.fromkeys(row.shown for row in block))
            yield Finding(
                Weight.LOOK,
                "equal_rows",
                table.at(*block),
                f"{names}: {_BLOCK} rows in a block have the same ticks. Were they"
                " filled down?",
                block[0].force,
            )


def _between(first: PrintedTable, second: PrintedTable) -> Iterator[Finding]:
    """Other dates, or another order, for the same plans in two tables."""
    others = {row.key: row for row in second.rows}
    where = f"{first.name}; {second.name}"
    for row in first.rows:
        other = others.get(row.key)
        if other is not None and _words(other.dates) != _words(row.dates):
            yield Finding(
                Weight.LIKELY,
                "dates",
                f"{first.at(row)}; {second.at(other)}",
                f"{row.shown}: {row.dates or 'no dates'} in the one,"
                f" {other.dates or 'no dates'} in the other.",
                row.force,
            )
    there = second.by_force
    for force, rows in first.by_force.items():
        ranks = [row.rank for row in rows]
        if len(rows) == 2 and ranks == [row.rank for row in there.get(force, ())][::-1]:
            yield Finding(
                Weight.LIKELY,
                "rows_exchanged",
                f"{first.at(*rows)}; {second.at(*there[force])}",
                f"{rows[0].shown}: the two tables print its plans in opposite order, so"
                " the ticks of one of them may stand beside the wrong dates.",
                force,
            )
    yield from _force_order(list(first.by_force), list(there), first, where)


def _force_order(
    first: Sequence[str], second: Sequence[str], table: PrintedTable, where: str
) -> Iterator[Finding]:
    places = {force: at for at, force in enumerate(second)}
    shared = [force for force in first if force in places]
    names = {row.force: row.shown for row in table.rows}
    for one, other in pairwise(shared):
        if places[one] > places[other]:
            yield Finding(
                Weight.LOOK,
                "row_order",
                where,
                f"{names[one]} stands before {names[other]} in the one and after it in"
                " the other.",
                one,
            )


def _against_lists(
    table: PrintedTable, lists: Lists, name: str, complete: bool
) -> Iterator[Finding]:
    """Ticks against what the summaries name; rows that fit each other's summary are
    exchanged. Where the summaries are no `complete` list, a tick may stand alone.
    """
    rows = [row for row in table.rows if row.exists and row.key in lists]
    wrong = [row for row in rows if _differing(row, row, lists)]
    exchanged: set[tuple[str, int]] = set()
    for one, other in combinations(wrong, 2):
        own = _differing(one, one, lists) + _differing(other, other, lists)
        crossed = _differing(one, other, lists) + _differing(other, one, lists)
        same_force = one.force == other.force
        # Any two of many rows fit by chance, the two of one force hardly.
        limit = own * _MOST_LEFT if same_force else 0
        if own - crossed >= _LEAST_MENDED and crossed <= limit:
            exchanged |= {one.key, other.key}
            yield Finding(
                Weight.CERTAIN,
                "rows_exchanged",
                table.at(one, other),
                f"{one.named} and {other.named}: each has the ticks of the other by"
                f" {name}: {own} cells differ as printed, {crossed} if exchanged.",
                one.force,
            )
    for row in wrong:
        if row.key not in exchanged:
            yield from _cells(table, row, lists[row.key], name, complete)


def _cells(
    table: PrintedTable, row: PrintedRow, listed: set[str], name: str, complete: bool
) -> Iterator[Finding]:
    for key, tick in row.ticks.items():
        if tick is None or tick == (key in listed) or (tick and not complete):
            continue
        told = f"ticked here and not named in {name}"
        if not tick:
            told = f"named in {name} and not ticked here"
        yield Finding(
            Weight.LIKELY,
            "c_disagrees",
            table.at(row),
            f"{row.named}, {table.labels[key]}: {told}.",
            row.force,
        )


def _differing(row: PrintedRow, plan: PrintedRow, lists: Lists) -> int:
    """Cells in which the ticks of a row differ from what is named for a plan."""
    return len(_ticked(row) ^ lists[plan.key])


def _ticked(row: PrintedRow) -> set[str]:
    return {key for key, tick in row.ticks.items() if tick}


def _column_for(table: PrintedTable, summaries: PrintedTable) -> str:
    """The column of the summaries that a table of ticks is about: the one that names
    more of what is ticked, and less of what is not.
    """
    heads = [head for head in (NEEDS, PRIORITIES) if head in summaries.rows[0].texts]

    def fit(head: str) -> int:
        # By force, so that rows exchanged within one make no difference.
        lists = _lists(table, summaries, head)
        wrong = 0
        for rows in table.by_force.values():
            known = [row for row in rows if row.exists and row.key in lists]
            ticked = set[str]().union(*map(_ticked, known))
            wrong += len(ticked ^ set[str]().union(*(lists[row.key] for row in known)))
        return -wrong

    return max(heads, key=fit, default="")


def _lists(table: PrintedTable, summaries: PrintedTable, head: str) -> Lists:
    """The categories whose heading a summary names in one of its items."""
    return {
        row.key: {
            key
            for key, label in table.labels.items()
            if _names(row.texts.get(head, ""), label)
        }
        for row in summaries.rows
        if row.exists
    }


_EMPTY_WORDS = frozenset({"with", "into", "and", "the", "to", "of", "in"})
_STEM = 4  # letters that stay of a word, so that endings make no difference


def _names(text: str, label: str) -> bool:
    """Whether an item of `text` has all words of one alternative of a heading:
    `Housing and Homelessness` by "affordable housing".
    """
    items = [_stems(item) for item in text.splitlines()]
    alternatives = [_stems(part) for part in re.split(r"/| and ", label)]
    return any(part and part <= item for part in alternatives for item in items)


def _stems(text: str) -> set[str]:
    return {
        word[:_STEM] for word in fold_name(text).split() if word not in _EMPTY_WORDS
    }


def _words(dates: str) -> list[str]:
    return re.findall(r"\w+", dates.casefold())


def _percentages(tables: Sequence[PrintedTable]) -> Iterator[Finding]:
    """`98%` where the table gives 41 of 43 → one of them is wrong. Figures in words
    are left alone.
    """
    by_name = {table.name: table for table in tables}
    for figure in load_headlines():
        table = by_name[f"Appendix {figure.appendix}"]
        rows = [row for row in table.rows if _counted(row, table, figure.plans)]
        with_it = sum(bool(row.ticks[figure.category]) for row in rows)
        percent = 100 * with_it / len(rows)
        if "%" in figure.published_text and round(percent) != figure.published_percent:
            yield Finding(
                Weight.LIKELY,
                "percentage",
                table.name,
                f"{figure.published_text} is published for"
                f" {table.labels[figure.category]} in {figure.plans.replace('_', ' ')}"
                f" plans; the table gives {with_it} of {len(rows)}, {percent:.1f}%.",
            )


def _counted(row: PrintedRow, table: PrintedTable, plans: str) -> bool:
    """Whether a row counts among the plans in force, or among the previous ones."""
    if plans == "previous":
        return row.rank == 1
    newest = table.by_force[row.force]
    return row == max(filter(lambda each: each.exists, newest), key=lambda r: -r.rank)
