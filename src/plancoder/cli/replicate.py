"""`replicate`: which base gives each published percentage."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import say, show, show_work

if TYPE_CHECKING:
    from plancoder.report.replicate import Counted


def replicate(
    figures: options.Figures = None,
    study: options.Study = Path(),
    published: options.Published = "",
) -> None:
    """Find which base gives each published percentage.

    Counts the tables by forces and by plans, out of those read and out of all, with
    old plans for new ones and without. With --published 2017 the tables and figures are
    those of the published review, unless you name figures of your own.
    """
    from plancoder.pipeline.report import replicate_job

    with show_work("Trying the bases"):
        found = replicate_job(study, figures, published)
    for one in found:
        told = one.figure.told or f"{one.figure.percent:g}%"
        head = f"{one.label}, {one.figure.generation.value} plans, published {told}"
        if one.given_by:
            first = one.given_by[0]
            also = len(one.given_by) - 1
            more = f" (and {also} other ways of counting)" if also else ""
            show(f"{head}: {_figure(first)}{more}")
        else:
            show(f"{head}: cannot be had. The nearest is {_figure(one.nearest)}")
    given = sum(bool(one.given_by) for one in found)
    say(f"{given} of {len(found)} figures can be had from the tables.")


def _figure(counted: Counted) -> str:
    count = counted.count
    share = "n/a" if count.least is None else f"{count.least:.1f}%"
    unknown = f", {count.open} not read and taken for a no" if count.open else ""
    return f"{count.plans_with} of {count.base}, {share}{unknown}, {counted.base}"
