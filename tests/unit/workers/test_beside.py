"""Work done beside the caller's: the same result, and the same error."""

from __future__ import annotations

import os

import pytest
from small_study import process_of

from plancoder.workers.bugs import JobBug
from plancoder.workers.isolate import made_beside


@pytest.mark.parametrize("worth_it", [True, False])
def test_what_is_made_is_given(worth_it: bool) -> None:
    with made_beside(len, "four", worth_it=worth_it) as result:
        assert result() == 4


@pytest.mark.parametrize("worth_it", [True, False])
def test_what_goes_wrong_is_raised_where_the_result_is_asked_for(
    worth_it: bool,
) -> None:
    with (
        made_beside(int, "four", worth_it=worth_it) as result,
        pytest.raises((ValueError, JobBug), match=r"ValueError|four"),
    ):
        result()


@pytest.mark.parametrize(("worth_it", "elsewhere"), [(True, True), (False, False)])
def test_only_what_is_worth_it_gets_a_process(worth_it: bool, elsewhere: bool) -> None:
    with made_beside(process_of, "anybody", worth_it=worth_it) as result:
        assert (result() != os.getpid()) is elsewhere
