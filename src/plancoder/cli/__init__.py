"""Parse, call, print, exit: the only room that knows typer and rich."""

from __future__ import annotations

import sys
from importlib import import_module

# Each module has `register(app)`. The order is the order of `plancoder --help`.
COMMAND_MODULES = ("run", "extract", "evaluate")


def main() -> None:
    """Run the command line: one place turns exceptions into messages and exit codes."""
    import click
    import typer

    from plancoder.cli.console import complain, say_bye, use_utf8
    from plancoder.errors import PlancoderError

    use_utf8()
    app = typer.Typer(
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        help=_HELP,
        epilog="Exit codes: 0 ok; 2 wrong use; 3 the study is not in order, nothing ran; 4 some plans failed, the rest "
        "is written; 5 reviews are unsettled; 6 cannot write; 130 interrupted.",
    )
    for name in COMMAND_MODULES:
        import_module(f"plancoder.cli.{name}").register(app)
    app.callback()(_root)
    try:
        sys.exit(app(standalone_mode=False) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show(file=sys.stdout)
        sys.exit(0)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; what was in out/ before is still there")
        sys.exit(130)
    except PlancoderError as error:
        complain(str(error))
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader of our output went away (| head): no message, as other tools do.
        say_bye()
        sys.exit(0)


_HELP = """Code police and crime plans against a codebook; every tick traces to a quoted passage on a numbered page.

Start with 'plancoder init FOLDER', copy your plans into FOLDER/raw, then 'plancoder run FOLDER'.
"""


def _root() -> None:
    pass
