"""One long piece of work done in a process of its own, beside what the caller does
meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")


@contextmanager
def made_beside(
    function: Callable[[Given], Made], given: Given, *, worth_it: bool
) -> Iterator[Callable[[], Made]]:
    """Begin `function(given)`; what is yielded gives its result, or raises what it
    raised.

    `function` has to be importable, `given` picklable. Where it is not `worth_it` to
    start a process (a fifth of a
    second, and the time to hand things over) the work is done when its result is asked
    for.
    """
    if not worth_it:
        yield lambda: function(given)
        return
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool.submit(function, given).result
