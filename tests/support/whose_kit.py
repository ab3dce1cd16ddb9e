"""Whose words the sentences of a table give: "loud music" is what is looked for."""

from __future__ import annotations

from sentences import spread

from plancoder.codebook.load import parse_codebook
from plancoder.codebook.shape import Codebook
from plancoder.coding.code import code_document
from plancoder.extract.text.markdown import read_markdown

ANSWERS = "in answers to a survey"
OTHERS = "in what others have chosen"
FORMER = "in what was done before the plan"
FIGURES = "in bare figures"


def codebook_of(terms: str) -> Codebook:
    """A codebook whose one frame codes the plan's own account of these terms."""
    return parse_codebook(
        f"""
frames:
  needs:
    label: Needs
    code_in: [body, needs, needs_assessment]
    own_account: true
categories:
  - id: noise
    frame: needs
    label: Noise
    definition: The plan speaks of noise.
    terms: [{terms}]
    examples: []
""".encode()
    )


CODEBOOK = codebook_of("music")


def wrongly_told(
    line: str, reason: str, codebook: Codebook = CODEBOOK
) -> list[tuple[str, str]]:
    """The sentences of a line in whose last match another reason is given."""
    wrong = []
    for sentence in spread(line):
        text = sentence if sentence.startswith("#") else f"# Life here\n\n{sentence}"
        codings = code_document(read_markdown(text), codebook, "alder-2020").codings
        given = codings[-1].blocked_by if codings else "not found"
        if given != reason:
            wrong.append((sentence, given))
    return wrong
