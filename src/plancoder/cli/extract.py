"""`plancoder extract` and `plancoder debug-page`: what plancoder makes of one plan
file, before any coding.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plancoder.cli.reading import (
    Engine,
    EngineOption,
    Ocr,
    OcrOption,
    Tables,
    TablesOption,
)

if TYPE_CHECKING:
    from plancoder.extract.options import ExtractOptions


class Format(StrEnum):
    """How the text is written."""

    MD = "md"
    JSON = "json"


FileArgument = Annotated[
    Path,
    typer.Argument(
        help="The plan: PDF, .docx, .html, .md or .txt.", show_default=False
    ),
]
CpuOption = Annotated[
    float, typer.Option("--cpu-seconds", min=1, help="Processor time allowed.")
]


def extract(
    file: FileArgument,
    pages: Annotated[
        str, typer.Option(help="Only these pages: 19-59 or 1,3-7.", show_default="all")
    ] = "",
    format: Annotated[
        Format, typer.Option(help="Markdown with page marks, or JSON with boxes.")
    ] = Format.MD,
    engine: EngineOption = Engine.PDFIUM,
    tables: TablesOption = Tables.NATIVE,
    ocr: OcrOption = Ocr.AUTO,
    cpu_seconds: CpuOption = 600,
) -> None:
    """Print the text of a plan as plancoder reads it.

    In reading order, with headings, lists and tables. The Markdown can be corrected by
    hand and named in plans.csv in
    place of the PDF.
    """
    import json

    from plancoder.cli.console import say
    from plancoder.extract.document_json import document_to_json
    from plancoder.extract.text.markdown import write_markdown
    from plancoder.pipeline.extract_one import ExtractJob, extract_alone

    wanted = _parse(pages)
    with _one_plan(file):
        document = extract_alone(
            ExtractJob(file, wanted, _options(engine, tables, ocr)), cpu_seconds
        )
    for notice in document.notices:
        say(f"note: {notice.detail.rstrip('.')}. {notice.advice}".rstrip())
    if format is Format.JSON:
        typer.echo(
            json.dumps(
                document_to_json(document, with_text=True), ensure_ascii=False, indent=1
            )
        )
    else:
        typer.echo(write_markdown(document), nl=False)


def debug_page(
    file: FileArgument,
    page: Annotated[
        int, typer.Argument(min=1, help="The page, counted from 1.", show_default=False)
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", help="The picture.", show_default="FILE-page-N.png, here"
        ),
    ] = None,
    engine: EngineOption = Engine.PDFIUM,
    tables: TablesOption = Tables.NATIVE,
    ocr: OcrOption = Ocr.AUTO,
    cpu_seconds: CpuOption = 600,
) -> None:
    """Draw what plancoder sees on a page of a PDF.

    Its blocks, their order, kinds and levels, as a PNG.
    """
    from plancoder.cli.console import say
    from plancoder.errors import OutputError
    from plancoder.pipeline.extract_one import DrawJob, draw_alone

    with _one_plan(file):
        picture = draw_alone(
            DrawJob(file, page, _options(engine, tables, ocr)), cpu_seconds
        )
    target = output or Path(f"{file.stem}-page-{page}.png")
    try:
        target.write_bytes(picture)
    except OSError as error:
        raise OutputError(
            f"{target} cannot be written: {error.strerror}. Name another file with -o."
        ) from error
    say(f"{target} shows page {page} of {file.name}")


def _parse(pages: str) -> tuple[int, ...]:
    from plancoder.page_ranges import parse_pages

    try:
        return parse_pages(pages)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--pages") from error


def _options(engine: Engine, tables: Tables, ocr: Ocr) -> ExtractOptions:
    from plancoder.extract.options import ExtractOptions

    return ExtractOptions(engine=engine.value, tables=tables.value, ocr=ocr.value)


@contextmanager
def _one_plan(file: Path) -> Iterator[None]:
    """Say what is wrong with the plan, and what to do, in place of a traceback."""
    from plancoder.cli.console import complain
    from plancoder.errors import BadPageRange, PlanError

    if not file.exists():
        raise typer.BadParameter(f"{file}: there is no such file.")
    try:
        yield
    except PlanError as error:
        named = (
            error.detail
            if error.detail.startswith(file.name)
            else f"{file.name}: {error.detail}"
        )
        # There is no plans.csv to correct where one file is looked at alone.
        remedy = (
            "Name pages that the file has."
            if isinstance(error, BadPageRange)
            else error.remedy
        )
        complain(f"{named.rstrip('.')}. {remedy}")
        raise typer.Exit(error.exit_code) from error


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(extract)
    app.command("debug-page")(debug_page)
