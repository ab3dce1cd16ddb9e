"""Each argument and option, declared once: every command that offers it takes it from
here, so one name means one thing.

Options that always come together are a bundle: a dataclass whose fields become options
of the command (`spread_bundles`).
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

import typer

from plancoder.models import DocType

if TYPE_CHECKING:
    from plancoder.extract.options import ExtractOptions
    from plancoder.pipeline.outputs import ExportOptions, TableFormat
    from plancoder.pipeline.run import CodeOptions
    from plancoder.workers.cluster import Cluster


Engine = Literal["pdfium", "pdfplumber"]
Tables = Literal["native", "pdfplumber"]
Ocr = Literal["auto", "off"]
TextFormat = Literal["md", "json"]
CodebookFormat = Literal["md", "docx", "qdc"]


_BASES = ("forces", "plans", "read")
_KINDS = tuple(kind.value for kind in DocType if kind is not DocType.COPY)


def _parse_base(value: str) -> str:
    """What a percentage is out of; `all` is what `forces` was called before."""
    if value not in (*_BASES, "all"):
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(_BASES)}.")
    return value


def _parse_kind(value: str) -> DocType:
    if value not in _KINDS:
        raise typer.BadParameter(f"{value!r} is not one of {', '.join(_KINDS)}.")
    return DocType(value)


def _argument(metavar: str, help: str, default: str | bool = False, **more: Any) -> Any:
    return typer.Argument(metavar=metavar, help=help, show_default=default, **more)


def _option(
    metavar: str, help: str, *names: str, default: str | bool = True, **more: Any
) -> Any:
    return typer.Option(
        *names, metavar=metavar, help=help, show_default=default, **more
    )


Study = Annotated[
    Path,
    _argument(
        "FOLDER",
        "The study folder, the one that holds raw/ and codebook.yaml.",
        "this folder",
    ),
]
NewStudy = Annotated[
    Path,
    _argument(
        "FOLDER", "The new study folder. It may exist if it does not hold a study yet."
    ),
]
PlanFile = Annotated[
    Path,
    _argument("FILE", "The plan: PDF, .docx, .odt, .rtf, .pptx, .html, .md or .txt."),
]
PageNumber = Annotated[int, _argument("PAGE", "The page, counted from 1.", min=1)]
PlanId = Annotated[str, _argument("PLAN", "The plan_id, as in plans.csv.")]
CategoryId = Annotated[
    str,
    _argument(
        "CATEGORY", "The category's id in the codebook; FRAME.ID if two frames have it."
    ),
]
Term = Annotated[
    str,
    _argument("TERM", "A word or phrase as in the codebook; victim* takes any ending."),
]
OldCodebook = Annotated[
    Path, _argument("FILE", "The codebook before the edit: a copy of codebook.yaml.")
]
Sheet = Annotated[
    Path,
    _argument(
        "SHEET",
        "A sheet with decisions (passages.csv or review.xlsx, edited), or a .qdpx.",
    ),
]
FirstSheet = Annotated[Path, _argument("SHEET_A", "One coder's sheet.")]
SecondSheet = Annotated[Path, _argument("SHEET_B", "The other coder's sheet.")]
TableFiles = Annotated[
    list[Path] | None,
    _argument("FILES", "Printed tables, CSV or .xlsx: appendices A, B and C."),
]
FirstMatrix = Annotated[
    Path, _argument("FILE_A", "One coder's matrix as CSV or .xlsx, wide or long.")
]
SecondMatrix = Annotated[Path, _argument("FILE_B", "The other coder's matrix.")]

Codebook = Annotated[
    Path | None,
    _option("FILE", "Use this codebook.", default="FOLDER/codebook.yaml"),
]
Output = Annotated[
    Path | None,
    _option("FILE", "Write to this file.", "--output", "-o", default=False),
]
Pages = Annotated[
    str, _option("PAGES", "Only these pages: 19-59 or 1,3-7.", default="all")
]
Plan = Annotated[str, _option("PLAN", "Only this plan_id.", default="all plans")]
Frame = Annotated[
    str,
    _option("FRAME", "Only this frame of the codebook, such as needs.", default="all"),
]
Against = Annotated[
    str,
    _option(
        "MATRIX",
        "'intended' or 'printed' (the tables published in 2017, certain misprints"
        " corrected or not), or your own CSV or Excel file: a row for each plan, a"
        " column for each category.",
    ),
]
Missed = Annotated[
    str,
    _option(
        "MATRIX",
        "Look in cells that plancoder left blank and this matrix ticks: as in"
        " 'evaluate', or 'review' for what reviewers added.",
        "--against",
        default="no such cells",
    ),
]
Beside = Annotated[
    str,
    _option(
        "CATEGORY",
        "Also show the words beside the matches of this category.",
        "--category",
        default=False,
    ),
]
Width = Annotated[
    int, _option("NUMBER", "Characters of context on each side.", min=10, max=400)
]
Reviewer = Annotated[
    str,
    _option(
        "NAME",
        "The reviewer's name; of a sheet, for the rows that name nobody.",
        "--reviewer",
        "-r",
        default=False,
    ),
]
PlanEffort = Annotated[
    bool,
    typer.Option(
        "--plan-effort",
        help="Only say how many decisions a final table still needs, plan by plan.",
    ),
]
CellSheet = Annotated[
    Path | None,
    _option(
        "FILE",
        "Only write a sheet (.xlsx, .csv) with the passage to decide next of each open"
        " cell.",
        "--sheet",
        default=False,
    ),
]
UndoStep = Annotated[
    bool,
    typer.Option(
        "--undo",
        help="Only take back the last step of --reviewer: a decision, list or sheet.",
    ),
]
Rivals = Annotated[
    bool,
    typer.Option(
        "--why", help="Show the rival lists too, and what speaks for and against each."
    ),
]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; only say what would be taken.")
]
Coders = Annotated[str, _option("NAMES", "Names with commas between: Ann,Ben.")]
Sample = Annotated[
    int | None, _option("NUMBER", "Deal this many codings.", default="all", min=1)
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, for another program.")]
TickSample = Annotated[
    int, _option("NUMBER", "Draw this many ticks.", "--sample", min=1)
]
Stratify = Annotated[
    Literal["category"] | None,
    typer.Option(help="Give each category its share of the sample."),
]
IncludeBlocked = Annotated[
    bool,
    typer.Option(
        "--include-blocked",
        help="Deal passages too that a rule keeps from counting, to be refused.",
    ),
]
Seed = Annotated[int, _option("NUMBER", "Another number draws another sample.")]
Port = Annotated[
    int,
    _option(
        "NUMBER",
        "The port on this machine.",
        default="any that is free",
        min=0,
        max=65535,
    ),
]
Browser = Annotated[
    bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")
]
OfflinePage = Annotated[
    Path | None,
    _option(
        "FILE",
        "Write the page for one plan (--plan) as a file that works offline.",
        "--export",
        default=False,
    ),
]
TextAs = Annotated[
    TextFormat,
    typer.Option("--format", help="Markdown with page marks, or JSON with boxes."),
]
TablesAs = Annotated[
    Literal["csv", "parquet"],
    typer.Option(
        "--format",
        help="'parquet' writes the long tables as Parquet too, for queries.",
    ),
]
CodebookAs = Annotated[
    CodebookFormat | None,
    typer.Option(
        "--format",
        help="Markdown, Word, or REFI-QDA codebook (.qdc).",
        show_default="by the ending of --output",
    ),
]
Title = Annotated[
    str, _option("WORDS", "Title of the report.", default="the name of the folder")
]
Template = Annotated[
    Path | None,
    _option(
        "FILE",
        "A Word document (.docx) whose styles the report takes.",
        default=False,
    ),
]
Boundaries = Annotated[
    Path | None,
    _option(
        "FILE",
        "Areas of the forces (GeoJSON) to draw the map with.",
        default="tiles",
    ),
]
Figures = Annotated[
    Path | None,
    _argument(
        "FIGURES",
        "The published figures, CSV or .xlsx: columns category, plans (current or"
        " previous), percent; and if you like appendix and text.",
        default="those of 2017",
    ),
]
Published = Annotated[
    str,
    _option(
        "YEAR",
        "Take the bundled tables of the published review of 2017 instead of a study.",
        default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Only say what went wrong.")]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say more of each plan.")
]
CpuSeconds = Annotated[
    float, _option("SECONDS", "Most processor time for one plan.", min=1)
]


@dataclass(frozen=True)
class Reading:
    """How a plan is read."""

    engine: Annotated[Engine, typer.Option(help="The library that reads PDFs.")] = (
        "pdfium"
    )
    tables: Annotated[Tables, typer.Option(help="How tables in PDFs are found.")] = (
        "native"
    )
    ocr: Annotated[
        Ocr,
        typer.Option(help="Read scans by OCR where the 'ocr' extra is installed."),
    ] = "auto"

    def options(self, **limits: int) -> ExtractOptions:
        """What the readers are given; `limits` are max_pages and max_characters."""
        from plancoder.extract.options import ExtractOptions

        return ExtractOptions(
            engine=self.engine,
            tables=self.tables,
            ocr=self.ocr,
            **limits,
        )


@dataclass(frozen=True)
class Work:
    """How many plans are read at once, and what each may cost."""

    workers: Annotated[
        int,
        _option(
            "NUMBER",
            "Plans read at once.",
            default="one for each processor",
            min=0,
            max=64,
        ),
    ] = 0
    cache: Annotated[
        bool,
        typer.Option(
            "--cache/--no-cache", help="Keep texts and codings for the next run."
        ),
    ] = True
    cpu_seconds: CpuSeconds = 60
    memory: Annotated[int, _option("MB", "Most memory for one plan.", min=128)] = 1024
    max_pages: Annotated[int, _option("NUMBER", "Most pages of one plan.", min=1)] = (
        5000
    )
    max_characters: Annotated[
        int, _option("NUMBER", "Most characters of one plan.", min=1)
    ] = 5_000_000

    def options(self, reading: Reading, cluster: Cluster | None = None) -> CodeOptions:
        """What the job is given."""
        from plancoder.pipeline.run import CodeOptions
        from plancoder.workers.limits import WALL_PER_CPU, Limits

        return CodeOptions(
            extract=reading.options(
                max_pages=self.max_pages, max_characters=self.max_characters
            ),
            limits=Limits(
                cpu_seconds=self.cpu_seconds,
                memory_bytes=self.memory * 1024 * 1024,
                wall_seconds=WALL_PER_CPU * self.cpu_seconds,
            ),
            workers=self.workers,
            use_cache=self.cache,
            cluster=cluster,
        )


@dataclass(frozen=True)
class OnCluster:
    """Where plans are read, if not on this machine."""

    scheduler: Annotated[
        str,
        _option(
            "ADDRESS",
            "Read the plans on a Dask cluster: tcp://host:8786.",
            default="this machine",
        ),
    ] = ""
    tls_ca: Annotated[
        Path | None,
        _option("FILE", "The cluster's certificate authority.", default=False),
    ] = None
    tls_cert: Annotated[
        Path | None, _option("FILE", "Your certificate for it.", default=False)
    ] = None
    tls_key: Annotated[
        Path | None, _option("FILE", "The key of your certificate.", default=False)
    ] = None

    def options(self) -> Cluster | None:
        """What the job is given."""
        from plancoder.workers.cluster import Cluster

        if not self.scheduler:
            if self.tls_ca or self.tls_cert or self.tls_key:
                raise typer.BadParameter("TLS is for --scheduler ADDRESS only.")
            return None
        return Cluster(self.scheduler, self.tls_ca, self.tls_cert, self.tls_key)


@dataclass(frozen=True)
class Counting:
    """What the tables count."""

    final: Annotated[
        bool,
        typer.Option(
            "--final",
            help="Count decided evidence only; refuse while a cell could change.",
        ),
    ] = False
    count: Annotated[
        list[DocType] | None,
        typer.Option(
            metavar="|".join(_KINDS),
            parser=_parse_kind,
            help="Kinds of document that tick; can be repeated.",
            show_default="plan",
        ),
    ] = None
    base: Annotated[
        str,
        typer.Option(
            metavar="|".join(_BASES),
            parser=_parse_base,
            help="Percentages out of all forces, of all plans, or of the forces whose"
            " plan could be read.",
        ),
    ] = "read"
    carry_forward: Annotated[
        bool,
        typer.Option(
            "--carry-forward/--no-carry-forward",
            help="Where a force has no new plan, count its old one as current.",
        ),
    ] = True

    def options(self, format: TableFormat = "csv") -> ExportOptions:
        """What the tables are made with."""
        from plancoder.export.summary import Base
        from plancoder.pipeline.outputs import ExportOptions

        return ExportOptions(
            doc_types=frozenset(self.count or [DocType.PLAN]),
            base=Base(self.base),
            carry_forward=self.carry_forward,
            final=self.final,
            format=format,
        )


BUNDLES = (Reading, Work, OnCluster, Counting)


def spread_bundles(command: Callable[..., Any]) -> Callable[..., Any]:
    """A command that takes a bundle, as one that takes its fields: typer knows options
    only one by one.
    """
    hints = get_type_hints(command, include_extras=True)
    bundles = {name: kind for name, kind in hints.items() if kind in BUNDLES}
    parameters = []
    for parameter in inspect.signature(command).parameters.values():
        kind = bundles.get(parameter.name)
        parameters += (
            _options_of(kind)
            if kind
            else [parameter.replace(annotation=hints[parameter.name])]
        )

    @wraps(command)
    def spread(**values: Any) -> Any:
        for name, kind in bundles.items():
            taken = {field.name: values.pop(field.name) for field in fields(kind)}
            values[name] = kind(**taken)
        return command(**values)

    del spread.__wrapped__
    spread.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    spread.__annotations__ = {each.name: each.annotation for each in parameters}
    return spread


def _options_of(bundle: type) -> list[inspect.Parameter]:
    hints = get_type_hints(bundle, include_extras=True)
    return [
        inspect.Parameter(
            field.name,
            inspect.Parameter.POSITIONAL_OR_KEYWORD,
            default=field.default,
            annotation=hints[field.name],
        )
        for field in fields(bundle)
    ]
