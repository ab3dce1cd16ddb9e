"""Packages that only some work needs: the extras of an installation."""

from __future__ import annotations

from importlib.util import find_spec

from plancoder.errors import StudyError

_MORE = {1: ("one more package", "it"), 2: ("two more packages", "them")}


def need_extra(extra: str, needs: str, *modules: str) -> None:
    """Raise StudyError where a module of an extra is not installed; `needs` begins what
    is said: "the report needs".
    """
    if any(find_spec(name) is None for name in modules):
        more, those = _MORE[len(modules)]
        raise StudyError(
            f"{needs} {more}. Install {those} with: pip install 'plancoder[{extra}]'"
        )
