"""Why a cell is as it is, as plain JSON: for the review page and other programs."""

from __future__ import annotations

from typing import Any

from plancoder.coding.inspect.explain import Explanation, Miss
from plancoder.page_labels import page_cell


def explanation_json(explained: Explanation) -> dict[str, Any]:
    """An explanation as numbers, texts and lists of them."""
    return {
        "plan": explained.plan_id,
        "frame": explained.category.frame,
        "category": explained.category.id,
        "verdict": explained.verdict,
        "searched": [
            [one.role.value, one.passages, one.coded] for one in explained.searched
        ],
        "statements": explained.statements,
        "counted": len(explained.counted),
        "blocked": [_miss_json(miss) for miss in explained.blocked],
        "elsewhere": [_miss_json(miss) for miss in explained.elsewhere],
        "elsewhere_in_all": explained.elsewhere_in_all,
        "near": [_miss_json(miss) for miss in explained.near],
    }


def _miss_json(miss: Miss) -> dict[str, Any]:
    return {
        "reason": miss.reason,
        "page": page_cell(miss.page),
        "section": list(miss.section),
        "passage": [miss.before, miss.match.written, miss.after],
        "start": miss.match.start,
    }
