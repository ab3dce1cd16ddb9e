"""Cues by what the items look like: aims, facts, the same again."""

from __future__ import annotations

import re
from functools import lru_cache
from statistics import median

from plancoder.coding.sections.any_case import AnyCase
from plancoder.coding.statements.cue_kinds.leads import last_sentence
from plancoder.coding.statements.cue_kinds.scene import Scene
from plancoder.coding.statements.group import Group
from plancoder.coding.statements.wordings import COMPARATIVES, IMPERATIVES


@lru_cache(maxsize=2048)
def _begins_with_verb(words: str) -> bool:
    """Whether plain words begin as an aim does: "cut burglary", "to cut burglary"."""
    first, *others = words.split(" ", 2)
    if first in IMPERATIVES or first.endswith("ing"):
        return True
    return first == "to" and bool(others) and others[0].isalpha()


def worded_like_aims(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Most begin with a verb (`Cut burglary`, `Cutting burglary`): 1.5; lines without
    marks also with a comparative (`Fewer burglaries`).
    """
    wordings = [scene.plain_of(item) for item in group.items]
    acts = sum([_begins_with_verb(words) for words in wordings])
    if acts >= 0.6 * len(group.items):
        return 1.5, f"{acts} of {len(group.items)} begin with a verb"
    if group.kind == "lines":
        acts += sum(words.partition(" ")[0] in COMPARATIVES for words in wordings)
        if acts >= 0.6 * len(group.items):
            return 1.5, f"{acts} of {len(group.items)} say what shall change"
    return None


_FIGURES = re.compile(r"[£%]|\b\d{2,}[\d,.]*\b")
_QUESTION = re.compile(r"\?\s*$|^\W*(?:question|q)\s?\d|\?\s+[A-Z]", re.IGNORECASE)
_QUESTIONS = AnyCase(r"\bquestions\b")  # announced as such, questions may be aims
_SIGNS = re.compile(r"[£%?\d]")


@lru_cache(maxsize=2048)
def _is_odd(text: str) -> bool:
    """Whether a text holds figures or asks something."""
    found = _SIGNS.search(text) and (_FIGURES.search(text) or _QUESTION.search(text))
    return bool(found)


def worded_like_facts(group: Group, scene: Scene) -> tuple[float, str] | None:
    """Figures, questions, dates or long sentences in them: -3."""
    texts = [scene.text_of(item) for item in group.items]
    if not all(re.search(r"[^\W\d_]{2}", text) for text in texts):
        return -6.0, "some are no words"
    if _QUESTIONS.search(last_sentence(group.lead)):
        texts = [text.rstrip("?") for text in texts]
    odd = sum(map(_is_odd, texts))
    if odd > 0.3 * len(texts):
        acts = worded_like_aims(group, scene) is not None
        return (
            -1.0 if acts else -3.0,
            f"{odd} of {len(texts)} hold figures or questions",
        )
    words = median(len(text.split()) for text in texts)
    if words > 30:
        return -3.0, f"they are {words:.0f} words long"
    return None


def repeats_itself(group: Group, scene: Scene) -> tuple[float, str] | None:
    """`We will` four times among them: -5."""
    words = [scene.plain_of(item) for item in group.items]
    twice = len(words) - len(set(words))
    return (
        (-5.0, f"{twice} say the same as others") if twice > 0.2 * len(words) else None
    )
