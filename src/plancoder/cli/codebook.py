"""`plancoder codebook check` and `plancoder codebook show`: is the instrument in order,
and what does it say.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from plancoder.codebook.shape import Codebook

HELP = "Check the codebook, show it, and see what an edit changes."

StudyArgument = Annotated[
    Path,
    typer.Argument(
        help="The study folder, the one that holds codebook.yaml.",
        show_default="this folder",
    ),
]
CodebookOption = Annotated[
    Path | None,
    typer.Option(
        "--codebook", help="Another codebook file.", show_default="STUDY/codebook.yaml"
    ),
]


class Format(StrEnum):
    """What `show` writes."""

    MD = "md"
    DOCX = "docx"
    QDC = "qdc"


def check(study: StudyArgument = Path(), codebook: CodebookOption = None) -> None:
    """Check every key, id and term, and try all examples.

    Each example must be found by its category and each counterexample must not. Slips
    are listed with line and field
    and give exit code 3; warnings do not.
    """
    from plancoder.cli.console import counted, say
    from plancoder.codebook.load import codebook_warnings
    from plancoder.coding.inspect.check_codebook import check_examples
    from plancoder.errors import StudyError

    path = _path(study, codebook)
    instrument = _read(path, study)
    for warning in codebook_warnings(instrument):
        say(f"warning: {path.name}, {warning}")
    problems = check_examples(instrument)
    if problems:
        raise StudyError(*(f"{path.name}, {problem}" for problem in problems))
    terms = sum(len(category.terms) for category in instrument.categories)
    examples = sum(
        len(each.examples) + len(each.counterexamples) for each in instrument.categories
    )
    typer.echo(
        f"{path.name} is in order: {counted(len(instrument.frames), 'frame')},"
        f" {counted(len(instrument.categories), 'category', 'categories')},"
        f" {counted(terms, 'term')};"
        f" {counted(examples, 'example and counterexample', 'examples and counterexamples')}"
        " tried."
    )


def show(
    study: StudyArgument = Path(),
    format: Annotated[
        Format | None, typer.Option(help="Markdown, Word, or REFI-QDA codebook (.qdc).")
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="The file to write.",
            show_default="the screen, for md",
        ),
    ] = None,
    codebook: CodebookOption = None,
) -> None:
    """Print the codebook for people.

    Or write it as a document for a report's annex (DOCX) or for other coding programs
    (QDC). Without --format the
    ending of --output says which.
    """
    from plancoder.cli.console import say
    from plancoder.study.disk import write_files

    chosen = format or _format_of(output)
    if chosen is not Format.MD and output is None:
        raise typer.BadParameter(
            f"name the file to write, such as --output codebook.{chosen}",
            param_hint="--output",
        )
    instrument = _read(_path(study, codebook), study)
    data = _render(instrument, chosen)
    if output is None:
        typer.echo(data.decode("utf-8"), nl=False)
        return
    write_files(output.parent, {output.name: data})
    say(f"wrote {output}")


def _render(instrument: Codebook, chosen: Format) -> bytes:
    from plancoder.codebook.qdc import codebook_qdc
    from plancoder.codebook.show import codebook_docx, codebook_markdown

    if chosen is Format.DOCX:
        return codebook_docx(instrument)
    if chosen is Format.QDC:
        return codebook_qdc(instrument)
    return codebook_markdown(instrument).encode("utf-8")


def _format_of(output: Path | None) -> Format:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return Format(ending) if ending in tuple(Format) else Format.MD


def _path(study: Path, codebook: Path | None) -> Path:
    from plancoder.study.names import CODEBOOK

    return codebook if codebook is not None else study / CODEBOOK


def _read(path: Path, study: Path) -> Codebook:
    from plancoder.study.open import read_codebook

    return read_codebook(path, study)


def register(app: typer.Typer) -> None:
    """Add `check` and `show` to the group `codebook`, which is made here if no other
    module has made it.
    """
    group = next(
        (
            each.typer_instance
            for each in app.registered_groups
            if each.name == "codebook"
        ),
        None,
    )
    if group is None:
        group = typer.Typer(no_args_is_help=True, help=HELP, rich_markup_mode=None)
        group.callback()(_root)
        app.add_typer(group, name="codebook")
    group.command()(check)
    group.command()(show)


def _root() -> None:
    pass
