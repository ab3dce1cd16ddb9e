"""Parse, call, print, exit: the only room that knows typer and rich."""

from __future__ import annotations

import io
import signal
import sys

from plancoder.terminal import safe_for_terminal

INTERRUPTED = 130
STOPPED = "interrupted; what was in out/ before is still there"


def main() -> None:
    """Run the command line: one place turns exceptions into messages and exit codes.

    A bug that a plan showed is raised at the end, with its traceback: exit code 1.
    """
    try:
        code = _run_command()
        _stop_no_more()
    except (KeyboardInterrupt, RuntimeError) as error:
        if not _is_interrupt(error):
            raise
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # one line, however often
        from plancoder.cli.console import complain

        complain(STOPPED)
        code = INTERRUPTED
        # Where Ctrl-C came while a text was run as code, as when a dataclass is made,
        # `python -m` would end by the signal and not with our code; running another
        # text makes it forget.
        exec("")
    sys.exit(code)


def _is_interrupt(error: BaseException) -> bool:
    """Ctrl-C, or what a lock makes of it where it came between two steps: "release
    unlocked lock".
    """
    broken_off = isinstance(error.__context__, KeyboardInterrupt)
    return isinstance(error, KeyboardInterrupt) or (
        broken_off and str(error) == "release unlocked lock"
    )


def _run_command() -> int:
    _stop_on_signals()
    import typer

    from plancoder.cli.commands import build_app
    from plancoder.cli.console import complain, prepare_streams, say
    from plancoder.errors import PlancoderError
    from plancoder.workers.bugs import bugs_kept

    prepare_streams()
    with bugs_kept() as bugs:
        try:
            code = build_app()(prog_name="plancoder", standalone_mode=False) or 0
            sys.stdout.flush()
        except usage_errors() as error:
            say(_told(error))  # without controls of what was typed
            code = 2
        except PlancoderError as error:
            complain(str(error))
            code = error.exit_code
        except typer.Abort:  # a question was left unanswered
            code = INTERRUPTED
        except BrokenPipeError:
            # The reader of our output went away (| head): no message, as other tools.
            code = 0
    for bug in bugs:
        raise bug
    if code == INTERRUPTED:  # typer turns Ctrl-C into this code
        raise KeyboardInterrupt
    return int(code)


def _stop_on_signals() -> None:
    """Let what ends a session or a service stop us as Ctrl-C does, workers included."""

    def stop(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # One that is ignored stays so, as under nohup.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, stop)


def _stop_no_more() -> None:
    """All is done and only Python is to end: Ctrl-C would now end it by the signal,
    with a traceback, and hide how the command went.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, signal.SIG_DFL)


def _told(error: Exception) -> str:
    """What typer says of wrong use. It would take sequences of colour out of what was
    typed, and so name another file: they are spelt out before.
    """
    told = io.StringIO()
    error.message = safe_for_terminal(error.message)  # type: ignore[attr-defined]
    error.show(file=told)  # type: ignore[attr-defined]
    return told.getvalue().rstrip("\n")


def usage_errors() -> type[Exception]:
    """What typer raises for wrong use.

    It carries a copy of click, so click's own classes do not match.
    """
    import typer

    wrong_value: type[Exception] = typer.BadParameter
    return next(
        kind for kind in wrong_value.__mro__ if kind.__name__ == "ClickException"
    )
