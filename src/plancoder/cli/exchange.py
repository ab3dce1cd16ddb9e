"""`exchange`: the study for NVivo, MAXQDA, ATLAS.ti and QualCoder."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import say, show_work


def exchange(
    study: options.Study = Path(),
    codebook: options.Codebook = None,
    quiet: options.Quiet = False,
) -> None:
    """Write the study for other coding programs (REFI-QDA).

    Writes study.qdpx and codebook.qdc into out/exchange/: texts, codes, and a selection
    for each coder. 'plancoder decide study.qdpx' takes back what people changed there.
    """
    from plancoder.pipeline.exchange import exchange_job
    from plancoder.pipeline.report import ReportOptions

    with show_work("Writing the project"):
        done, without = exchange_job(study, codebook, ReportOptions())
    for plan_id in without:
        say(
            f"warning: the project has no text of {plan_id}, which could not be read:"
            " see out/failures.csv"
        )
    if not quiet:
        written = done.published
        say(f"{written.folder}: {', '.join(written.written)}. {done.state}")
        for line in written.messages:
            say(line)
