"""`evaluate` and `agreement`: how far two sets of ticks agree, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plancoder.agreement.layout import Section

StudyArgument = Annotated[
    Path,
    typer.Argument(
        help="The study folder, coded by 'plancoder run' before.",
        show_default="this folder",
    ),
]
AgainstOption = Annotated[
    str,
    typer.Option(
        help=(
            "What to hold the ticks against: 'intended' or 'printed' (the published"
            " tables of 2017 with certain slips mended or not), or a CSV file or Excel"
            " workbook with a row for each plan and a column for each category."
        )
    ),
]
FrameOption = Annotated[
    str,
    typer.Option(
        help="Only this frame, such as needs or priorities.", show_default="all"
    ),
]
OutOption = Annotated[
    Path | None,
    typer.Option(
        help="Write the report to this file too (.md; .csv for the figures alone).",
        show_default=False,
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


def evaluate(
    study: StudyArgument = Path(),
    against: AgainstOption = "intended",
    frame: FrameOption = "",
    out: OutOption = None,
    codebook: CodebookOption = None,
) -> None:
    """Compare the study's ticks with another matrix.

    With the published tables of 2017 or with one of your own; each disagreement is
    shown with its quotes. Prints the
    figures; agreement.csv, disagreements.csv, rules.csv and evaluation.md go to
    out/evaluation/.
    """
    from plancoder.cli.console import say
    from plancoder.pipeline.evaluation import evaluate_study
    from plancoder.study.names import EVALUATION, OUT
    from plancoder.study.publish import publish

    found = evaluate_study(study, against=against, frame_id=frame, codebook=codebook)
    sections = found.sections()
    files = _with_report(found.files(), "evaluation.md", "Agreement of ticks", sections)
    folder = study / OUT / EVALUATION
    published = publish(
        folder, files, {"evaluated": {"against": against, "frame": frame or "all"}}
    )
    _write_report(out, files, "evaluation.md")
    _print_sections(sections)
    for note in (*found.notes, *published.messages):
        say(note)
    say(
        f"Tables are in {folder}: agreement.csv, disagreements.csv (with quotes),"
        " rules.csv, evaluation.md."
    )


def agreement(
    first: Annotated[
        Path,
        typer.Argument(
            help="A coder's matrix as CSV or .xlsx, wide or long.", show_default=False
        ),
    ],
    second: Annotated[
        Path, typer.Argument(help="Another coder's.", show_default=False)
    ],
    out: OutOption = None,
) -> None:
    """Compare the matrices of two coders.

    Agreement per category, and every cell on which they differ.
    """
    from plancoder.pipeline.evaluation import compare_coders

    found = compare_coders(first, second)
    sections = found.sections()
    _write_report(
        out,
        _with_report(
            found.files(), "agreement.md", "Agreement of two coders", sections
        ),
        "agreement.md",
    )
    _print_sections(sections)


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(evaluate)
    app.command()(agreement)


def _with_report(
    files: Mapping[str, bytes], name: str, title: str, sections: Sequence[Section]
) -> Mapping[str, bytes]:
    from plancoder.agreement.layout import render_markdown

    return {**files, name: render_markdown(title, sections).encode("utf-8")}


def _write_report(out: Path | None, files: Mapping[str, bytes], report: str) -> None:
    from plancoder.study.disk import write_files
    from plancoder.study.names import AGREEMENT

    if out is not None:
        data = files[AGREEMENT] if out.suffix.lower() == ".csv" else files[report]
        write_files(out.parent, {out.name: data})


def _print_sections(sections: Sequence[Section]) -> None:
    from plancoder.agreement.layout import render_text
    from plancoder.terminal import safe_for_terminal

    print(safe_for_terminal(render_text(sections), keep="\n"))
