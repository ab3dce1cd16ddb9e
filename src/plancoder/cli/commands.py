"""The commands: under which heading each is listed, which function does it, and an
example of its use.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from plancoder.cli import (
    assure,
    codebook,
    coders,
    decide,
    discover,
    evaluate,
    exchange,
    extract,
    lint_tables,
    plans,
    replicate,
    reply_pack,
    report,
    review,
    run,
    verify,
    why,
)
from plancoder.cli.options import spread_bundles


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its words, the function that does it, and an example."""

    words: str
    function: Callable[..., Any]
    example: str


# In the order in which a person meets them.
SECTIONS: Mapping[str, Sequence[Command]] = {
    "The main job": (
        Command("init", run.init, "init my-study"),
        Command("run", run.run, "run my-study"),
    ),
    "Stage by stage": (
        Command("plans propose", plans.propose, "plans propose my-study"),
        Command("extract", extract.extract, "extract raw/vale.pdf --pages 19-59"),
        Command("debug-page", extract.debug_page, "debug-page raw/vale.pdf 20"),
        Command("code", run.code, "code my-study"),
        Command("export", run.export, "export my-study --final"),
        Command("report", report.report, "report my-study --title 'Plans of 2021'"),
        Command("exchange", exchange.exchange, "exchange my-study"),
        Command("verify", verify.verify, "verify my-study"),
    ),
    "Look into plans and codebook": (
        Command("codebook check", codebook.check, "codebook check my-study"),
        Command("codebook show", codebook.show, "codebook show -o annex.docx"),
        Command("codebook diff", codebook.diff, "codebook diff old-codebook.yaml"),
        Command("why", why.why, "why vale:2021 housing my-study"),
        Command("kwic", why.kwic, 'kwic "rough sleep*" my-study'),
        Command("statements", why.statements, "statements --why --plan vale:2021"),
        Command("discover", discover.discover, "discover --frame priorities"),
    ),
    "Review": (
        Command("review", review.review, "review my-study --reviewer Ann"),
        Command("decide", decide.decide, "decide out/review.xlsx --reviewer Ann"),
        Command("assign", coders.assign, "assign --coders Ann,Ben --sample 200"),
        Command("merge", coders.merge, "merge sheets/Ann.xlsx sheets/Ben.xlsx"),
        Command("assure", assure.assure, "assure my-study --sample 200"),
        Command("reply-pack", reply_pack.reply_pack, "reply-pack my-study"),
    ),
    "Compare": (
        Command("replicate", replicate.replicate, "replicate --published 2017"),
        Command("evaluate", evaluate.evaluate, "evaluate --against ours.xlsx"),
        Command("lint-tables", lint_tables.lint_tables, "lint-tables a.csv b.csv"),
        Command("agreement", evaluate.agreement, "agreement ann.csv ben.csv"),
    ),
}
GROUPS = {
    "plans": "Propose the plan list, raw/plans.csv.",
    "codebook": "Check the codebook, show it, and see what an edit changes.",
}
COMMANDS = tuple(command for some in SECTIONS.values() for command in some)
SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}
HELP = (
    "Code police and crime plans against a codebook; every tick traces to a quoted"
    " passage on a numbered page.\n\nStart with 'plancoder init FOLDER', copy your"
    " plans into FOLDER/raw, then 'plancoder run FOLDER'."
)
EXIT_CODES = (
    "Exit codes: 0 done; 2 the command was used wrongly; 3 the study is not in order,"
    " nothing ran; 4 some plans failed, the rest is written; 5 evidence is undecided; 6"
    " cannot write; 130 interrupted."
)


class SectionedGroup(TyperGroup):
    """A group that lists its commands under the headings of `SECTIONS`."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands with the first sentence of each."""
        width = formatter.width - 6 - max(map(len, self.commands))
        for title, listed in SECTIONS.items():
            names = dict.fromkeys(command.words.split()[0] for command in listed)
            with formatter.section(title):
                formatter.write_dl(
                    [
                        (name, self.commands[name].get_short_help_str(width))
                        for name in names
                    ]
                )


def build_app() -> typer.Typer:
    """The command line with all its commands."""
    app = typer.Typer(
        cls=SectionedGroup,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings=SETTINGS,
        help=HELP,
        epilog=EXIT_CODES,
    )
    app.callback()(_root)
    groups = {"": app}
    for name, text in GROUPS.items():
        groups[name] = typer.Typer(
            no_args_is_help=True, help=text, rich_markup_mode=None
        )
        app.add_typer(groups[name], name=name)
    for command in COMMANDS:
        group, _, name = command.words.rpartition(" ")
        epilog = f"Example: plancoder {command.example}"
        groups[group].command(name, epilog=epilog)(spread_bundles(command.function))
    return app


def _show_version(wanted: bool) -> None:
    from plancoder.version import __version__

    if wanted:
        typer.echo(f"plancoder {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            help="Print the version.",
            is_eager=True,
            callback=_show_version,
        ),
    ] = False,
) -> None:
    """Everything is done by the commands."""
