"""`why`, `kwic` and `statements`: look into the plans themselves."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import typer

from plancoder.cli import options
from plancoder.cli.console import complain, say, show, show_json, show_work, unread_line
from plancoder.did_you_mean import did_you_mean
from plancoder.errors import StudyError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from plancoder.codebook.shape import Codebook
    from plancoder.pipeline.inspect_plans import Record
    from plancoder.pipeline.prepare import PlanJob
    from plancoder.study.open import Study

Value = TypeVar("Value")
_MOST_RIVALS = 4


def why(
    plan: options.PlanId,
    category: options.CategoryId,
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    json: options.Json = False,
) -> None:
    """Say why a cell is ticked or blank.

    Shows what was searched, what counts, what a rule blocked, and what came near.
    """
    from plancoder.coding.inspect.explain_json import explanation_json
    from plancoder.coding.inspect.explain_text import explanation_lines
    from plancoder.pipeline.inspect_plans import explain_plan

    opened = _open(study, codebook)
    cells = _categories(opened.codebook, category)
    explain = partial(explain_plan, cells=cells)
    explained = _inspect(opened, [_plan_id(opened, plan)], explain)[plan]
    if json:
        show_json([explanation_json(each) for each in explained])
        return
    show("\n\n".join("\n".join(explanation_lines(each)) for each in explained))


def kwic(
    term: options.Term,
    study: options.Study = Path(),
    plan: options.Plan = "",
    width: options.Width = 50,
    json: options.Json = False,
) -> None:
    """Show every place where a term occurs in the plans.

    Each in its context, with plan and page.
    """
    from plancoder.codebook.terms import phrase_fault
    from plancoder.pipeline.inspect_plans import kwic_lines, kwic_records

    fault = phrase_fault(term)
    if fault:
        raise typer.BadParameter(fault)
    opened = _open(study, None)
    if json:
        records = partial(kwic_records, term=term, width=width)
        _show_records(_inspect(opened, _wanted(opened, plan), records))
        return
    find = partial(kwic_lines, term=term, width=width)
    found = _inspect(opened, _wanted(opened, plan), find)
    for lines in found.values():
        for line in lines:
            show(line)
    count, plans = sum(map(len, found.values())), sum(map(bool, found.values()))
    say(
        f"Places: {count}, in plans: {plans}."
        if count
        else f"'{term}' occurs in none of the plans that can be read."
    )


def statements(
    study: options.Study = Path(),
    plan: options.Plan = "",
    codebook: options.Codebook = None,
    why: options.Rivals = False,
    json: options.Json = False,
) -> None:
    """List the priorities of each plan as the plan words them.

    With the pages of each, how it was found and how sure it is.
    """
    from plancoder.pipeline.inspect_plans import statement_lines, statement_records

    opened = _open(study, codebook)
    most_rivals = _MOST_RIVALS if why else 0
    if json:
        records = partial(statement_records, most_rivals=most_rivals)
        _show_records(_inspect(opened, _wanted(opened, plan), records))
        return
    find = partial(statement_lines, most_rivals=most_rivals)
    for lines in _inspect(opened, _wanted(opened, plan), find).values():
        show("\n".join(lines))


def _show_records(found: Mapping[str, Iterable[Record]]) -> None:
    show_json([record for records in found.values() for record in records])


def _open(study: Path, codebook: Path | None) -> Study:
    from plancoder.study.open import open_study

    return open_study(study, codebook)


def _plan_id(study: Study, plan: str) -> str:
    """The plan_id, if the study has a file for it; StudyError says which is meant
    otherwise.
    """
    known = {one.plan_id: one for one in study.plans}
    if plan not in known:
        hint = did_you_mean(plan, known, ".")
        missing = (
            "" if known else " There is no plans.csv yet: 'plancoder run' proposes one."
        )
        raise StudyError(f"raw/plans.csv: there is no plan {plan!r}{hint}{missing}")
    if not known[plan].exists:
        raise StudyError(
            f"raw/plans.csv, plan {plan!r}: has no file, so there is nothing to look"
            " into."
        )
    return plan


def _wanted(study: Study, plan: str) -> list[str]:
    return (
        [_plan_id(study, plan)]
        if plan
        else [one.plan_id for one in study.plans if one.exists]
    )


def _categories(codebook: Codebook, asked: str) -> list[tuple[str, str]]:
    """Frame and id of every category that is meant by "id" or "frame.id"."""
    frame, _, category = asked.rpartition(".")
    found = [
        (one.frame, one.id)
        for one in codebook.categories
        if one.id == category and frame in ("", one.frame)
    ]
    if not found:
        hint = did_you_mean(category, [one.id for one in codebook.categories], ".")
        raise StudyError(f"codebook.yaml: there is no category {asked!r}{hint}")
    return found


def _inspect(
    study: Study, plan_ids: Collection[str], function: Callable[[PlanJob], Value]
) -> Mapping[str, Value]:
    """What was found in each plan; a plan that cannot be read is named on stderr, a
    single one refused.
    """
    from plancoder.pipeline.inspect_plans import inspect_plans

    with show_work("Reading the plans"):
        inspected = inspect_plans(study, plan_ids, function)
    if inspected.unread and not inspected.found:
        raise StudyError(
            *map(unread_line, *zip(*inspected.unread.items(), strict=True))
        )
    for plan_id, error in inspected.unread.items():
        complain(unread_line(plan_id, error))
    return inspected.found
