"""What all tests share: the modules of tests/support, the sample study run once, and
`--update-golden`.

`pytest tests/golden --update-golden` writes what the program gives now into
tests/golden.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
SUPPORT = str(HERE / "support")
if SUPPORT not in sys.path:  # worker processes that the tests spawn inherit it
    sys.path.insert(0, SUPPORT)

from sample_run import SampleRun, run_sample

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts what it puts into the background deaf to Ctrl-C, and every process
    # the tests start inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` takes what the program gives now as what it should give."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew from what the program gives",
    )


@pytest.fixture(scope="session")
def sample_run(tmp_path_factory: pytest.TempPathFactory) -> SampleRun:
    """`plancoder run` on a copy of the sample study: exit code, messages and the folder
    with its out/.
    """
    done = run_sample(HERE.parent, tmp_path_factory.mktemp("sample") / "study")
    if not done.out.is_dir():
        pytest.fail(
            f"plancoder run ended with {done.exit_code} and wrote nothing:\n{done.stderr[-3000:]}",
            pytrace=False,
        )
    return done
