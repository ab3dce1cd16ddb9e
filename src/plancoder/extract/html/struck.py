"""Parts of a web page that are struck out, by their tag or by their own style."""

from __future__ import annotations

import re

from plancoder.extract.html.main_content import Element

_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_DECORATION = re.compile(r"text-decoration(?:-line)?\s*:\s*(?P<value>[^;]*)", re.I)


def take_struck(root: Element) -> list[str]:
    """Empties what is struck out below `root`, in place, and gives its words back.

    `<li><del>Old aim</del> New aim</li>` becomes `<li><del></del> New aim</li>`.
    """
    stretches: list[str] = []
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if not _is_struck(element):
            stack.extend(reversed(element))
            continue
        stretches.append(" ".join(" ".join(element.itertext()).split()))
        element.text = None
        for child in list(element):
            element.remove(child)
    return stretches


def _is_struck(element: Element) -> bool:
    """True for `<s>` and for `style="text-decoration: line-through"`, where that does
    not say the opposite.
    """
    found = _DECORATION.search(element.get("style") or "")
    if found:
        return "line-through" in found["value"].lower()
    return element.tag in _STRUCK_TAGS
