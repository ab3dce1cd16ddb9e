"""What all tests share: the modules of tests/support, the sample study run once, and
`--update-golden`.

`pytest tests/golden --update-golden` writes what the program gives now into
tests/golden.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HERE = Path(__file__).resolve().parent
SLOW = (HERE / "e2e", HERE / "unit" / "workers")
SUPPORT = str(HERE / "support")
if SUPPORT not in sys.path:  # worker processes that the tests spawn inherit it
    sys.path.insert(0, SUPPORT)

import ready_command  # noqa: E402 - lies in tests/support
from sample_run import SampleRun, run_sample  # noqa: E402 - lies in tests/support
from small_study import make_study, plancoder  # noqa: E402 - lies in tests/support

# What a shell starts in the background, or under nohup, is deaf to these, and every
# process that the tests start inherits that.
for _name in ("SIGINT", "SIGHUP"):
    _number = getattr(signal, _name, None)
    if _number is not None and signal.getsignal(_number) is signal.SIG_IGN:
        _usual = signal.default_int_handler if _name == "SIGINT" else signal.SIG_DFL
        signal.signal(_number, _usual)


# A busy machine fails nothing: no test is about speed.
settings.register_profile("plancoder", deadline=None)
settings.load_profile("plancoder")


def pytest_configure(config: pytest.Config) -> None:
    """Let the hundreds of processes that the tests start keep what they compile, where
    a machine forbids them to put it beside the source: with what pytest keeps between
    runs, since to compile all tests takes longer than to collect them, or in a folder
    that goes at the end.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        if config.pluginmanager.has_plugin("cacheprovider"):
            folder = str(config.cache.mkdir("compiled").absolute())
        else:
            folder = tempfile.mkdtemp(prefix="plancoder-compiled-")
            config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = folder
        sys.dont_write_bytecode = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` takes what the program gives now as what it should give."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write tests/golden anew from what the program gives",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let tests that wait for processes begin among the first: at the end one of them
    would keep a single process of xdist busy, and the others idle.
    """
    items.sort(key=lambda item: not any(map(item.path.is_relative_to, SLOW)))


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


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """The small study of two Markdown plans, not coded yet."""
    return make_study(tmp_path / "study")


@pytest.fixture
def forked_workers() -> Iterator[None]:
    """Workers that a test starts in this process begin in a tenth of the time; for
    tests that are about something else.
    """
    with ready_command.forked_workers():
        yield


@pytest.fixture(scope="session")
def coded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study after a run; for tests that only look at it."""
    root = make_study(tmp_path_factory.mktemp("coded") / "study")
    done = plancoder("run", root)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def coded_study(coded_once: Path, tmp_path: Path) -> Path:
    """A copy of the coded small study."""
    return Path(shutil.copytree(coded_once, tmp_path / "study"))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module of tests."""
    from page_server import open_browser

    with open_browser() as opened:
        yield opened
