"""`review`: the local page for reviewers, and the same page as one offline file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plancoder.cli import options
from plancoder.cli.console import counted, say, show, show_work
from plancoder.errors import StudyError
from plancoder.extras import need_extra

if TYPE_CHECKING:
    from plancoder.review_page.guard import Keys


def review(
    study: options.Study = Path(),
    reviewer: options.Reviewer = "",
    port: options.Port = 0,
    browser: options.Browser = True,
    export: options.OfflinePage = None,
    plan: options.Plan = "",
    plan_effort: options.PlanEffort = False,
    sheet: options.CellSheet = None,
    undo: options.UndoStep = False,
) -> None:
    """Accept or reject codings in the browser, one key each.

    Shows the passage in its context and on a picture of its page. The page runs on this
    machine only and loads nothing from the network. Each decision is saved in
    decisions.csv before the page says so. "Read as a list" (key l) decides all open
    cells of a plan in one step.
    """
    if plan_effort:
        _say_effort(study)
        return
    if export is not None:
        _export(study, export, plan, reviewer.strip())
        return
    if sheet is not None:
        _write_sheet(study, sheet, plan, reviewer.strip())
        return
    if not reviewer.strip():
        raise StudyError(
            "who reviews? Give your name: plancoder review --reviewer NAME"
        )
    if undo:
        _undo(study, reviewer.strip())
        return
    need_extra("web", "the review page needs", "starlette", "uvicorn")
    from plancoder.pipeline.review_page import review_desk
    from plancoder.review_page.serve import serve_page

    def ready(keys: Keys) -> None:
        say(f"The review page is at {keys.printed_address}")
        say(
            "Stop it here with Ctrl-C. Every decision is in decisions.csv as soon as"
            " the page says so."
        )
        if browser:
            import webbrowser

            webbrowser.open(keys.address_for_browser())

    try:
        with review_desk(study, reviewer.strip()) as desk:
            serve_page(desk, port, ready)
    except KeyboardInterrupt:
        say("Stopped. Make the tables again with 'plancoder export'.")


def _say_effort(study: Path) -> None:
    from plancoder.pipeline.effort import review_effort

    with show_work("Counting"):
        efforts = review_effort(study)
    if not efforts:
        say("Nothing is undecided: 'plancoder export --final' can be made.")
        return
    width = max(len(effort.plan.plan_id) for effort in efforts)
    show(f"{'plan':{width}}  undecided passages  cells they could change")
    for effort in efforts:
        show(
            f"{effort.plan.plan_id:{width}}  {effort.passages:18,}  {effort.cells:23,}"
        )
    passages = sum(sum(effort.waiting) for effort in efforts)
    cells = sum(effort.cells for effort in efforts)
    lists = sum(effort.cells > 0 for effort in efforts)
    say(
        f"A final table needs {counted(cells, 'decision')} where each first passage is"
        f" accepted (one settles its cell), and {passages:,} at most."
    )
    say(
        f"Read as lists, a plan at a time, that takes {counted(lists, 'step')}, and two"
        " more for each passage that you do not accept: key l in 'plancoder review',"
        " or 'plancoder review --sheet FILE.xlsx --plan PLAN'."
    )


def _write_sheet(study: Path, target: Path, plan: str, reviewer: str) -> None:
    from plancoder.pipeline.cell_sheet import write_cell_sheet

    with show_work("Choosing passages"):
        rows = write_cell_sheet(study, target, plan, reviewer)
    if not rows:
        say("Nothing is undecided here, so no sheet was written.")
        return
    say(
        f"{target}: {counted(rows, 'cell')}, the strongest passage of each. Read them,"
        " fill in 'decision' and hand the sheet in: plancoder decide"
        f" {target} {study} --reviewer NAME"
    )


def _undo(study: Path, reviewer: str) -> None:
    from plancoder.pipeline.decide import undo_last_step

    undone = undo_last_step(study, reviewer)
    say(
        f"Undone: {counted(len(undone), 'decision')} of {undone[0].reviewer} of"
        f" {undone[0].decided_at[:16].replace('T', ' ')} (UTC). The same command again"
        " brings them back."
    )


def _export(study: Path, target: Path, plan: str, reviewer: str) -> None:
    from plancoder.pipeline.review_page import offline_file
    from plancoder.study.disk import write_files

    if not plan:
        raise StudyError(
            "which plan? Name it: plancoder review --export FILE.html --plan PLAN_ID"
        )
    with show_work("Reading the plan and cutting its pages"):
        data = offline_file(study, plan, reviewer)
    write_files(target.resolve().parent, {target.name: data})
    say(f"{target}: {len(data):,} bytes; opens in any browser, offline.")
    say(
        "Its decisions download as CSV; take them in with: plancoder decide FILE.csv"
        f" {study}"
    )
