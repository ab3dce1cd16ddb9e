"""`plancoder extract` and `plancoder debug-page`: what plancoder makes of one plan
file, before any coding.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from plancoder.cli import options
from plancoder.cli.console import complain, say, show_work
from plancoder.errors import BadPageRange, PlanError


def extract(
    file: options.PlanFile,
    pages: options.Pages = "",
    format: options.TextAs = "md",
    reading: options.Reading = options.Reading(),
    cpu_seconds: options.CpuSeconds = 600,
) -> None:
    """Print the text of a plan as plancoder reads it.

    In reading order, with headings, lists and tables. You can correct the Markdown by
    hand and name it in plans.csv in place of the PDF.
    """
    import json

    from plancoder.extract.document_json import document_to_json
    from plancoder.extract.text.markdown import write_markdown
    from plancoder.pipeline.extract_one import ExtractJob, extract_alone

    wanted = _parse(pages)
    with _one_plan(file), show_work("Reading"):
        document = extract_alone(
            ExtractJob(file, wanted, reading.options()), cpu_seconds
        )
    for notice in document.notices:
        say(f"note: {notice.detail.rstrip('.')}. {notice.advice}".rstrip())
    if format == "json":
        typer.echo(
            json.dumps(
                document_to_json(document, with_text=True), ensure_ascii=False, indent=1
            )
        )
    else:
        typer.echo(write_markdown(document), nl=False)


def debug_page(
    file: options.PlanFile,
    page: options.PageNumber,
    output: options.Output = None,
    reading: options.Reading = options.Reading(),
    cpu_seconds: options.CpuSeconds = 600,
) -> None:
    """Draw what plancoder sees on a page of a PDF.

    Its blocks, their order, kinds and levels, as a PNG: FILE-page-N.png here, or
    --output.
    """
    from plancoder.pipeline.extract_one import DrawJob, draw_alone
    from plancoder.study.disk import write_files

    with _one_plan(file), show_work("Drawing"):
        picture = draw_alone(DrawJob(file, page, reading.options()), cpu_seconds)
    target = output or Path(f"{file.stem}-page-{page}.png")
    write_files(target.parent, {target.name: picture})
    say(f"{target} shows page {page} of {file.name}")


def _parse(pages: str) -> tuple[int, ...]:
    from plancoder.page_ranges import parse_pages

    try:
        return parse_pages(pages)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--pages") from error


@contextmanager
def _one_plan(file: Path) -> Iterator[None]:
    """Say what is wrong with the plan, and what to do, in place of a traceback."""
    from plancoder.study.input_file import is_there

    if not is_there(file):
        raise typer.BadParameter(f"{file}: there is no such file.")
    try:
        yield
    except PlanError as error:
        name = "" if error.detail.startswith(file.name) else f"{file.name}: "
        # There is no plans.csv to correct where one file is looked at alone.
        wrong_pages = (
            isinstance(error, BadPageRange) and error.remedy == BadPageRange.advice
        )
        remedy = "Name pages that the file has." if wrong_pages else error.remedy
        complain(f"{name}{error.detail.rstrip('.')}. {remedy}")
        raise typer.Exit(error.exit_code) from error
