"""`lint-tables`: what disagrees in printed tables."""

from __future__ import annotations

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work


def lint_tables(files: options.TableFiles = None) -> None:
    """Find slips in printed tables: dates, rows, ticks.

    Give the tables of one report together (out/appendix_a.csv, out/appendix_b.csv,
    out/appendix_c.csv, or your own in their shape): they are checked against each
    other. A workbook may hold them as sheets, as appendices.xlsx does. Without FILES,
    the published tables of 2017. The surest findings come first.
    """
    from plancoder.pipeline.lint_tables import lint_files

    with show_work("Reading the tables"):
        found = lint_files(files or [])
    for one in found:
        show(f"{one.weight.name.lower()}\t{one.kind}\t{one.where}\t{one.reason}")
    say(f"{counted(len(found), 'finding')}.")
