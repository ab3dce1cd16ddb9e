"""What is well written and yet can never happen: terms that their own `unless` blocks,
ticks in parts never coded.
"""

from __future__ import annotations

from collections.abc import Iterator

from plancoder.codebook.fields import Problems
from plancoder.codebook.shape import Category, Codebook, Term, Unless
from plancoder.codebook.terms import normal_form


def check_contradictions(codebook: Codebook, problems: Problems) -> None:
    """Note what can never match or never tick."""
    roles = {frame.id: frame.code_in for frame in codebook.frames}
    for number, category in enumerate(codebook.categories, 1):
        where = f"categories[{number}]"
        for term, rule in _self_blocked(category):
            problems.add(
                term.line,
                f"{where}.terms",
                f"the term '{term.label}' can never count, since the unless"
                f" '{rule.term.label}' (line {rule.term.line}) blocks each of its"
                " matches; delete one of the two",
            )
        coded = roles.get(category.frame, ())
        wanted = category.tick_when.roles
        if coded and wanted and not set(coded) & set(wanted):
            names = ", ".join(role.value for role in wanted)
            problems.add(
                category.line,
                f"{where}.tick_when.roles",
                f"the frame '{category.frame}' is not coded in {names}, so this can"
                " never tick; add the role to the frame's code_in or name another",
            )


def _self_blocked(category: Category) -> Iterator[tuple[Term, Unless]]:
    for term in category.terms:
        if term.phrase:
            rule = next((rule for rule in category.unless if _covers(rule, term)), None)
            if rule is not None:
                yield term, rule


def _covers(rule: Unless, term: Term) -> bool:
    """Whether the rule's words stand in every match of the term."""
    if not rule.term.phrase or (rule.term.case and not term.case):
        return False
    if rule.term.case and rule.term.phrase not in term.phrase:
        return False
    inner, outer = (
        normal_form(rule.term.phrase).split(),
        normal_form(term.phrase).split(),
    )
    return any(
        all(
            _always(one, other)
            for one, other in zip(inner, outer[first:], strict=False)
        )
        for first in range(len(outer) - len(inner) + 1)
    )


def _always(wanted: str, given: str) -> bool:
    """Whether every word that `given` stands for is one that `wanted` stands for."""
    if wanted.endswith("*"):
        return given.removesuffix("*").startswith(wanted[:-1])
    return wanted == given
