"""Parse, call, print, exit: the only room that knows typer and rich."""

from __future__ import annotations

import sys
from importlib import import_module

# Each module has `register(app)`. The order of `plancoder --help` stands in
# sections.py.
COMMAND_MODULES = (
    "run",
    "plans",
    "extract",
    "codebook",
    "why",
    "discover",
    "evaluate",
    "review",
    "review_page",
)
INTERRUPTED = 130
STOPPED = "interrupted; what was in out/ before is still there"


def main() -> None:
    """Run the command line: one place turns exceptions into messages and exit codes."""
    import typer

    from plancoder.cli.console import complain, leave_quietly, use_utf8
    from plancoder.cli.sections import SectionedGroup
    from plancoder.errors import PlancoderError

    use_utf8()
    app = typer.Typer(
        cls=SectionedGroup,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"max_content_width": 110},
        help=_HELP,
        epilog=(
            "Exit codes: 0 ok; 2 wrong use; 3 the study is not in order, nothing ran; 4"
            " some plans failed, the rest is written; 5 reviews are unsettled; 6 cannot"
            " write; 130 interrupted."
        ),
    )
    for name in COMMAND_MODULES:
        import_module(f"plancoder.cli.{name}").register(app)
    app.callback()(_root)
    try:
        code = app(prog_name="plancoder", standalone_mode=False) or 0
        if code == INTERRUPTED:  # typer turns Ctrl-C into this code and says nothing
            complain(STOPPED)
        sys.exit(code)
    except usage_errors() as error:
        error.show()  # type: ignore[attr-defined]
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        complain(STOPPED)
        sys.exit(INTERRUPTED)
    except PlancoderError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (| head): no message, as other tools do.
        leave_quietly()
        sys.exit(0)


def usage_errors() -> type[Exception]:
    """What typer raises for wrong use.

    It carries a copy of click, so click's own classes are not it.
    """
    import typer

    wrong_value: type[Exception] = typer.BadParameter
    return next(
        kind for kind in wrong_value.__mro__ if kind.__name__ == "ClickException"
    )


_HELP = """Code police and crime plans against a codebook; every tick traces to a quoted passage on a numbered page.

Start with 'plancoder init FOLDER', copy your plans into FOLDER/raw, then 'plancoder run FOLDER'.
"""


def _root() -> None:
    pass
