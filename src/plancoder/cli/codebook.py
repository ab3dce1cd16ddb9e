"""`codebook check`, `show` and `diff`: is the codebook in order, what does it say, and
what does an edit change.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from plancoder.cli import console, options
from plancoder.cli.console import counted, say, watch_progress
from plancoder.cli.options import CodebookFormat
from plancoder.errors import StudyError

if TYPE_CHECKING:
    from plancoder.codebook.shape import Codebook


def check(study: options.Study = Path(), codebook: options.Codebook = None) -> None:
    """Check every key, id and term, and try all examples.

    Each example must be found by its category and each counterexample must not. Slips
    are listed with line and field and give exit code 3; warnings do not.
    """
    from plancoder.codebook.load import codebook_warnings
    from plancoder.coding.inspect.check_codebook import check_examples

    path, instrument = _read(study, codebook)
    for warning in codebook_warnings(instrument):
        say(f"warning: {path.name}, {warning}")
    problems = check_examples(instrument)
    if problems:
        raise StudyError(*(f"{path.name}, {problem}" for problem in problems))
    terms = sum(len(category.terms) for category in instrument.categories)
    examples = sum(
        len(each.examples) + len(each.counterexamples) for each in instrument.categories
    )
    frames = counted(len(instrument.frames), "frame")
    categories = counted(len(instrument.categories), "category", "categories")
    tried = counted(
        examples, "example and counterexample", "examples and counterexamples"
    )
    console.show(
        f"{path.name} is in order: {frames}, {categories}, {counted(terms, 'term')};"
        f" {tried} tried."
    )


def show(
    study: options.Study = Path(),
    format: options.CodebookAs = None,
    output: options.Output = None,
    codebook: options.Codebook = None,
) -> None:
    """Print the codebook for people.

    Or write it as a document for a report's annex (DOCX) or for other coding programs
    (QDC).
    """
    from plancoder.study.disk import write_files

    chosen = format or _format_of(output)
    if chosen != "md" and output is None:
        raise typer.BadParameter(
            f"name the file to write, such as --output codebook.{chosen}",
            param_hint="--output",
        )
    data = _render(_read(study, codebook)[1], chosen)
    if output is None:
        console.show(data.decode("utf-8").removesuffix("\n"))
        return
    write_files(output.parent, {output.name: data})
    say(f"wrote {output}")


def diff(
    old: options.OldCodebook,
    study: options.Study = Path(),
    quiet: options.Quiet = False,
) -> None:
    """Say what an edit does to decided codings.

    Lists accepted codings that it loses, rejected ones that it brings back, and ticks
    that change. Codes the study with FILE and with its own codebook.yaml; writes
    nothing.
    """
    from plancoder.pipeline.codebook_diff import diff_codebooks, diff_lines
    from plancoder.pipeline.job import JobOptions

    watch = watch_progress(quiet=quiet)
    report = diff_codebooks(old, study, JobOptions(), watch)
    for line in diff_lines(report):
        console.show(line)


def _render(instrument: Codebook, chosen: CodebookFormat) -> bytes:
    from plancoder.codebook.qdc import codebook_qdc
    from plancoder.codebook.show import codebook_docx, codebook_markdown

    if chosen == "docx":
        return codebook_docx(instrument)
    if chosen == "qdc":
        return codebook_qdc(instrument)
    return codebook_markdown(instrument).encode("utf-8")


def _format_of(output: Path | None) -> CodebookFormat:
    endings: dict[str, CodebookFormat] = {".docx": "docx", ".qdc": "qdc"}
    return endings.get(output.suffix.lower(), "md") if output else "md"


def _read(study: Path, codebook: Path | None) -> tuple[Path, Codebook]:
    from plancoder.study.input_file import is_there
    from plancoder.study.names import CODEBOOK
    from plancoder.study.open import read_codebook

    if codebook is None and is_there(study) and study.is_file():
        # "codebook check my/codebook.yaml" names the codebook itself.
        return study, read_codebook(study, study.parent)
    path = codebook or study / CODEBOOK
    return path, read_codebook(path, study)
