"""Names and headings as they are compared, however people wrote them."""

from __future__ import annotations

import re


def fold_name(text: str) -> str:
    """Case, blanks, punctuation and `&` make no difference.

    >>> fold_name("Avon & Somerset") == fold_name("avon and_Somerset ")
    True
    """
    words = text.casefold().replace("&", " and ").replace("_", " ")
    return " ".join(re.findall(r"\w+", words))
