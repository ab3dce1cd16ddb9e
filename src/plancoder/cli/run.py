"""`run`, `code`, `export` and `init`: the main job and its stages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
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
    from plancoder.cli.console import Progress
    from plancoder.pipeline.job import JobOptions, JobReport, Watch
    from plancoder.pipeline.outputs import ExportOptions
    from plancoder.pipeline.run import CodeOptions

    Job = Callable[[Path, Path | None, JobOptions, Watch], JobReport]


class BaseChoice(StrEnum):
    """The base of percentages in summary.csv."""

    READ = "read"
    ALL = "all"


class Counted(StrEnum):
    """Documents that can tick the appendices."""

    PLAN = "plan"
    DRAFT = "draft"
    REPORT = "report"
    OTHER = "other"


StudyArgument = Annotated[
    Path,
    typer.Argument(
        help="The study folder, the one that holds raw/ and codebook.yaml.",
        show_default="this folder",
    ),
]
CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook",
        help="Another codebook than the study's codebook.yaml.",
        show_default=False,
    ),
]
QuietOption = Annotated[
    bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")
]
VerboseOption = Annotated[
    bool, typer.Option("--verbose", "-v", help="One line for each plan.")
]
WorkersOption = Annotated[
    int, typer.Option(min=0, max=64, help="Processes at once; 0: one a processor.")
]
CacheOption = Annotated[
    bool,
    typer.Option("--cache/--no-cache", help="Keep extracted text for the next run."),
]
FinalOption = Annotated[
    bool,
    typer.Option(
        "--final", help="Count decided evidence only; refuse while a cell is open."
    ),
]
CountOption = Annotated[
    list[Counted] | None,
    typer.Option(
        "--count",
        help="Kinds of document that tick; may be given again. [default: plan]",
    ),
]
BaseOption = Annotated[
    BaseChoice,
    typer.Option(help="Percentages out of the plans read, or of all plans listed."),
]
CarryOption = Annotated[
    bool,
    typer.Option(
        "--carry-forward/--no-carry-forward",
        help=(
            "A force with no new plan counts among the current ones with its old plan."
        ),
    ),
]
CpuOption = Annotated[
    float,
    typer.Option("--cpu-seconds", min=1, help="Most processor time for one plan."),
]
MemoryOption = Annotated[
    int, typer.Option("--memory", min=128, help="Most memory for one plan, in MB.")
]
PagesOption = Annotated[
    int, typer.Option("--max-pages", min=1, help="Most pages of one plan.")
]
CharactersOption = Annotated[
    int, typer.Option("--max-characters", min=1, help="Most characters of one plan.")
]


def run(
    study: StudyArgument = Path(),
    codebook: CodebookOption = None,
    final: FinalOption = False,
    engine: EngineOption = Engine.PDFIUM,
    tables: TablesOption = Tables.NATIVE,
    ocr: OcrOption = Ocr.AUTO,
    workers: WorkersOption = 0,
    cache: CacheOption = True,
    count: CountOption = None,
    base: BaseOption = BaseChoice.READ,
    carry_forward: CarryOption = True,
    cpu_seconds: CpuOption = 60,
    memory: MemoryOption = 1024,
    max_pages: PagesOption = 5000,
    max_characters: CharactersOption = 5_000_000,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Read and code the plans, write all tables into out/."""
    from plancoder.pipeline.job import JobOptions, run_job

    options = JobOptions(
        _code_options(
            engine,
            tables,
            ocr,
            workers,
            cache,
            cpu_seconds,
            memory,
            max_pages,
            max_characters,
        ),
        _export_options(count, base, carry_forward, final),
    )
    return _do(run_job, study, codebook, options, quiet=quiet, verbose=verbose)


def code(
    study: StudyArgument = Path(),
    codebook: CodebookOption = None,
    engine: EngineOption = Engine.PDFIUM,
    tables: TablesOption = Tables.NATIVE,
    ocr: OcrOption = Ocr.AUTO,
    workers: WorkersOption = 0,
    cache: CacheOption = True,
    cpu_seconds: CpuOption = 60,
    memory: MemoryOption = 1024,
    max_pages: PagesOption = 5000,
    max_characters: CharactersOption = 5_000_000,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Read and code the plans, without the tables.

    Writes out/passages.csv to check. Tables of an earlier coding are taken away: they
    would tell of other codings.
    """
    from plancoder.pipeline.job import JobOptions, code_job

    options = JobOptions(
        _code_options(
            engine,
            tables,
            ocr,
            workers,
            cache,
            cpu_seconds,
            memory,
            max_pages,
            max_characters,
        )
    )
    return _do(code_job, study, codebook, options, quiet=quiet, verbose=verbose)


def export(
    study: StudyArgument = Path(),
    codebook: CodebookOption = None,
    final: FinalOption = False,
    count: CountOption = None,
    base: BaseOption = BaseChoice.READ,
    carry_forward: CarryOption = True,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
) -> int:
    """Make the tables again, without reading a plan.

    From the last coding and the decisions of today.
    """
    from plancoder.pipeline.job import JobOptions, export_job

    options = JobOptions(export=_export_options(count, base, carry_forward, final))
    return _do(export_job, study, codebook, options, quiet=quiet, verbose=verbose)


def init(
    folder: Annotated[
        Path,
        typer.Argument(
            help="The new study folder; it may exist if it holds no study yet."
        ),
    ],
) -> None:
    """Make a new study folder with a codebook to edit."""
    from plancoder.cli.console import say
    from plancoder.study.create import create_study

    for line in create_study(folder):
        say(line)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    for command in (run, init, code, export):
        app.command()(command)


def _code_options(
    engine: Engine,
    tables: Tables,
    ocr: Ocr,
    workers: int,
    cache: bool,
    cpu_seconds: float,
    memory: int,
    max_pages: int,
    max_characters: int,
) -> CodeOptions:
    from plancoder.extract.options import ExtractOptions
    from plancoder.pipeline.run import CodeOptions
    from plancoder.workers.limits import Limits

    return CodeOptions(
        extract=ExtractOptions(
            engine=engine.value,
            tables=tables.value,
            ocr=ocr.value,
            max_pages=max_pages,
            max_characters=max_characters,
        ),
        limits=Limits(
            cpu_seconds=cpu_seconds,
            memory_bytes=memory * 1024 * 1024,
            wall_seconds=max(180.0, 3 * cpu_seconds),
        ),
        workers=workers,
        use_cache=cache,
    )


def _export_options(
    count: list[Counted] | None, base: BaseChoice, carry_forward: bool, final: bool
) -> ExportOptions:
    from plancoder.export.summary import Base
    from plancoder.models import DocType
    from plancoder.pipeline.outputs import ExportOptions

    return ExportOptions(
        doc_types=frozenset(DocType(kind.value) for kind in count or [Counted.PLAN]),
        base=Base(base.value),
        carry_forward=carry_forward,
        final=final,
    )


def _do(
    job: Job,
    study: Path,
    codebook: Path | None,
    options: JobOptions,
    *,
    quiet: bool,
    verbose: bool,
) -> int:
    from plancoder.cli.console import show_progress
    from plancoder.cli.report import report_job
    from plancoder.errors import PlanError

    def watch(total: int, verb: str) -> AbstractContextManager[Progress]:
        return show_progress(total, quiet=quiet, verbose=verbose, verb=verb)

    report = job(study, codebook, options, watch)
    report_job(report, quiet=quiet)
    for bug in report.bugs:
        raise bug
    return PlanError.exit_code if report.counts["failed"] else 0
