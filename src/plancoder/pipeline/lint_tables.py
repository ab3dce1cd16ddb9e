"""Check printed tables of ticks, the published ones or somebody's own files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plancoder.errors import StudyError
from plancoder.report.lint.checks import Finding, lint_published, lint_tables
from plancoder.report.lint.read_printed import PrintedTable, read_tables
from plancoder.study.input_file import read_input


def lint_files(files: Sequence[Path]) -> tuple[Finding, ...]:
    """What is odd in these files, checked together; in the tables of 2017 where none is
    named. Raises StudyError naming every file that is no such table.
    """
    if not files:
        return lint_published()
    tables: list[PrintedTable] = []
    problems: list[str] = []
    for file in files:
        try:
            tables += read_tables(read_input(file, str(file)), file.name)
        except FileNotFoundError:
            problems.append(f"{file}: there is no such file.")
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(*problems)
    return lint_tables(tables)
