"""`assign` and `merge`: blind sheets for two coders or more, and how far they agree."""

from __future__ import annotations

from pathlib import Path

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work

SHEETS = "sheets"


def assign(
    coders: options.Coders,
    study: options.Study = Path(),
    sample: options.Sample = None,
    stratify: options.Stratify = None,
    include_blocked: options.IncludeBlocked = False,
    seed: options.Seed = 0,
) -> None:
    """Deal blind sheets to two coders or more.

    Nobody sees what plancoder or another coder decided. The sheets are written into
    sheets/ in the study folder.
    """
    from plancoder.pipeline.merge import deal_sheets
    from plancoder.study.disk import write_files
    from plancoder.study.names import SHEET_ENDING, free_name

    with show_work("Dealing"):
        dealt = deal_sheets(
            study,
            coders.split(","),
            sample=sample,
            by_category=stratify is not None,
            include_blocked=include_blocked,
            seed=seed,
        )
    folder = study / SHEETS
    taken = [path.name for path in folder.iterdir()] if folder.is_dir() else []
    files: dict[str, bytes] = {}
    for name, data in dealt.sheets.items():
        # A sheet that is there already may hold somebody's work.
        stem = Path(name).stem
        files[free_name(stem, SHEET_ENDING, [*taken, *files], "coder")] = data
    write_files(folder, files)
    for name in files:
        say(f"{folder / name}: {dealt.codings:,} of {counted(dealt.of, 'coding')}")
    say("When both are back: plancoder merge SHEET_A SHEET_B")


def merge(
    first: options.FirstSheet,
    second: options.SecondSheet,
    study: options.Study = Path(),
) -> None:
    """Compare two coders' sheets: figures and disagreements.

    Writes reliability.csv and disagreements.csv into out/coders/.
    """
    from plancoder.pipeline.merge import merge_sheets, summary_lines
    from plancoder.study.disk import write_files
    from plancoder.study.names import CODERS, DISAGREEMENTS, RELIABILITY

    with show_work("Comparing"):
        merged = merge_sheets(study, first, second)
    folder = merged.study.out / CODERS
    write_files(folder, merged.files)
    for line in merged.problems:
        say(f"not counted: {line}")
    for line in summary_lines(merged):
        show(line)
    cells, codings = (
        counted(merged.cells_apart, "cell"),
        counted(merged.codings_apart, "coding"),
    )
    say(
        f"They differ on {cells} and {codings}: {folder / DISAGREEMENTS}. The"
        f" figures are in {RELIABILITY}."
    )
    say(
        "To take the verdicts into the study, run 'plancoder decide' on each sheet;"
        " what differs is then disputed."
    )
