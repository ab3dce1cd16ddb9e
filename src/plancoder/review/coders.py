"""What each of two coders said of the codings dealt to both, to compare: by coding, and
by plan × category.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from plancoder.models import Coding, Decision, Verdict

Answer = bool | None
Cell = tuple[str, str, str]  # plan_id, frame, category


@dataclass(frozen=True, slots=True)
class CoderAnswers:
    """One coder: yes or no for each coding of the sheet (None: left blank), and the
    cells where passages were added.
    """

    name: str
    codings: Mapping[str, Answer]
    added: Mapping[Cell, Sequence[Decision]]
    notes: Mapping[str, str]  # by coding


@dataclass(frozen=True, slots=True)
class CodingAnswers:
    """A coding that both were dealt, with both answers."""

    coding: Coding
    first: Answer
    second: Answer

    @property
    def differs(self) -> bool:
        """Whether both answered and not alike."""
        return (
            self.first is not None
            and self.second is not None
            and self.first is not self.second
        )


def coder_answers(
    name: str, dealt: Iterable[str], decisions: Sequence[Decision]
) -> CoderAnswers:
    """A coder's answers to the codings `dealt`, from the decisions of the sheet."""
    answers: dict[str, Answer] = dict.fromkeys(dealt)
    added: dict[Cell, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.coding_id in answers and decision.verdict in (
            Verdict.ACCEPT,
            Verdict.REJECT,
        ):
            answers[decision.coding_id] = decision.verdict is Verdict.ACCEPT
        elif decision.coding_id in answers and decision.verdict is Verdict.ADD:
            answers[decision.coding_id] = True
        elif decision.verdict is Verdict.ADD:
            added[decision.plan_id, decision.frame, decision.category].append(decision)
    notes = {
        decision.coding_id: decision.note for decision in decisions if decision.note
    }
    return CoderAnswers(name, answers, added, notes)


def paired_codings(
    first: CoderAnswers, second: CoderAnswers, codings: Iterable[Coding]
) -> tuple[CodingAnswers, ...]:
    """The codings that both were dealt."""
    return tuple(
        CodingAnswers(
            coding, first.codings[coding.coding_id], second.codings[coding.coding_id]
        )
        for coding in codings
        if coding.coding_id in first.codings and coding.coding_id in second.codings
    )


def cell_answers(
    coder: CoderAnswers, pairs: Sequence[CodingAnswers], *, second: bool
) -> Mapping[Cell, Answer]:
    """A coder's ticks on the cells of the codings dealt to both, and on those where the
    coder added a passage.

    Yes where any coding was accepted or a passage added; no where every coding was
    refused; else no answer.
    """
    said: dict[Cell, list[Answer]] = defaultdict(list)
    for pair in pairs:
        cell = (pair.coding.plan_id, pair.coding.frame, pair.coding.category)
        said[cell].append(pair.second if second else pair.first)
    ticks: dict[Cell, Answer] = {
        cell: True if any(answers) else None if None in answers else False
        for cell, answers in said.items()
    }
    return ticks | dict.fromkeys(coder.added, True)
