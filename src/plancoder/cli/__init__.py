"""Parse, call, print, exit: the only room that knows typer and rich."""

from __future__ import annotations

import sys

INTERRUPTED = 130
STOPPED = "interrupted; what was in out/ before is still there"


def main() -> None:
    """Run the command line: one place turns exceptions into messages and exit codes."""
    import typer

    from plancoder.cli.commands import build_app
    from plancoder.cli.console import complain, leave_quietly, use_utf8
    from plancoder.errors import PlancoderError

    use_utf8()
    try:
        code = build_app()(prog_name="plancoder", standalone_mode=False) or 0
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

    It carries a copy of click, so click's own classes do not match.
    """
    import typer

    wrong_value: type[Exception] = typer.BadParameter
    return next(
        kind for kind in wrong_value.__mro__ if kind.__name__ == "ClickException"
    )
