"""`evaluate` and `agreement`: how far two sets of ticks agree, and where not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import say, show, show_work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from plancoder.agreement.titled_parts import Section


def evaluate(
    study: options.Study = Path(),
    against: options.Against = "intended",
    frame: options.Frame = "",
    output: options.Output = None,
    codebook: options.Codebook = None,
) -> None:
    """Compare the study's ticks with another matrix.

    Takes the tables published in 2017 or your own; shows each disagreement with its
    quotes. Prints the figures and writes agreement.csv, disagreements.csv, rules.csv
    and evaluation.md into out/evaluation/.
    """
    from plancoder.pipeline.evaluation import evaluate_study
    from plancoder.pipeline.measured import coding_stamp
    from plancoder.study.names import (
        AGREEMENT,
        DISAGREEMENTS,
        EVALUATION,
        EVALUATION_WORDS,
        OUT,
        RULES,
    )
    from plancoder.study.publish import publish

    with show_work("Comparing"):
        found = evaluate_study(
            study, against=against, frame_id=frame, codebook=codebook
        )
    sections = found.sections()
    title = "Agreement of ticks"
    files = _with_report(found.files(), EVALUATION_WORDS, title, sections)
    folder = study / OUT / EVALUATION
    record = {
        "evaluated": {"against": against, "frame": frame or "all"},
        "stamp": coding_stamp(study),
    }
    published = publish(folder, files, record)
    _write_report(output, files, EVALUATION_WORDS)
    _print_sections(sections)
    for note in (*found.notes, *published.messages):
        say(note)
    say(
        f"Tables are in {folder}: {AGREEMENT}, {DISAGREEMENTS} (with quotes), {RULES},"
        f" {EVALUATION_WORDS}."
    )


def agreement(
    first: options.FirstMatrix,
    second: options.SecondMatrix,
    output: options.Output = None,
) -> None:
    """Compare the matrices of two coders.

    Agreement per category, and every cell on which they differ.
    """
    from plancoder.pipeline.evaluation import compare_coders
    from plancoder.study.names import AGREEMENT_WORDS

    with show_work("Comparing"):
        found = compare_coders(first, second)
    sections = found.sections()
    title = "Agreement of two coders"
    files = _with_report(found.files(), AGREEMENT_WORDS, title, sections)
    _write_report(output, files, AGREEMENT_WORDS)
    _print_sections(sections)


def _with_report(
    files: Mapping[str, bytes], name: str, title: str, sections: Sequence[Section]
) -> Mapping[str, bytes]:
    from plancoder.agreement.titled_parts import render_markdown

    return {**files, name: render_markdown(title, sections).encode("utf-8")}


def _write_report(out: Path | None, files: Mapping[str, bytes], report: str) -> None:
    from plancoder.study.disk import write_files
    from plancoder.study.names import AGREEMENT

    if out is not None:
        data = files[AGREEMENT] if out.suffix.lower() == ".csv" else files[report]
        write_files(out.parent, {out.name: data})


def _print_sections(sections: Sequence[Section]) -> None:
    from plancoder.agreement.titled_parts import render_text

    show(render_text(sections))
