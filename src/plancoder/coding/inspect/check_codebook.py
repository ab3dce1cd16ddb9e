"""Whether a codebook's own examples are found and its counterexamples are not."""

from __future__ import annotations

from plancoder.codebook.shape import Category, Codebook
from plancoder.coding.matching.matcher import CategoryHits, Matcher
from plancoder.terminal import shorten

_SHOWN = 90  # characters of an example in a message


def check_examples(codebook: Codebook) -> list[str]:
    """One line for each example that its category misses and each counterexample that
    it finds.

    An example counts as found where a match survives the category's `unless` rules.
    Section roles are not looked at:
    an example is a sentence without a place.
    """
    matcher = Matcher(codebook)
    problems = []
    for category in codebook.categories:
        where = (
            f"line {category.line}, category '{category.id}' of frame"
            f" '{category.frame}'"
        )
        for number, example in enumerate(category.examples, 1):
            shown = shorten(example, _SHOWN)
            hits = _hits(matcher, category, example)
            if hits is None or hits.blocked_by:
                reason = (
                    f"it is blocked: {hits.blocked_by}"
                    if hits
                    else _nearest(matcher, category, example)
                )
                problems.append(
                    f"{where}, examples[{number}]: “{shown}” is not found; {reason}"
                )
        for number, example in enumerate(category.counterexamples, 1):
            shown = shorten(example, _SHOWN)
            hits = _hits(matcher, category, example)
            if hits is not None and not hits.blocked_by:
                match = hits.matches[0]
                problems.append(
                    f"{where}, counterexamples[{number}]: “{shown}” is"
                    f" found by the term '{match.term}' in “{match.written}”; narrow"
                    " the term or add an `unless`"
                )
    return problems


def _hits(matcher: Matcher, category: Category, example: str) -> CategoryHits | None:
    found = matcher.find(example, frames={category.frame})
    return next((hits for hits in found if hits.category == category.id), None)


def _nearest(matcher: Matcher, category: Category, example: str) -> str:
    near = matcher.near_misses(matcher.read(example))
    for miss in near.get((category.frame, category.id), [])[:1]:
        return f"nearest are the words “{miss.written}” to the term '{miss.term}'"
    return "no term comes near it; add a term or correct the example"
