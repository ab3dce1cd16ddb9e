"""What people write into 'decision', with twins that must not be read as a verdict."""

from __future__ import annotations

import pytest

from plancoder.models import Verdict
from plancoder.review.sheets.verdict_words import NoVerdict, read_verdict


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("accept", Verdict.ACCEPT),
        (" ACCEPT. ", Verdict.ACCEPT),
        ("a", Verdict.ACCEPT),
        ("Y", Verdict.ACCEPT),
        ("yes", Verdict.ACCEPT),
        ("✓", Verdict.ACCEPT),
        ("✔\ufe0f", Verdict.ACCEPT),
        ("âœ“", Verdict.ACCEPT),  # ✓ read as cp1252 and saved again
        ("true", Verdict.ACCEPT),
        ("reject", Verdict.REJECT),
        ("R", Verdict.REJECT),
        ("n", Verdict.REJECT),
        ("No", Verdict.REJECT),
        ("x", Verdict.REJECT),
        ("X", Verdict.REJECT),
        ("✗", Verdict.REJECT),
        ("❌", Verdict.REJECT),
        ("add", Verdict.ADD),
        ("withdraw", Verdict.WITHDRAW),
        ("", NoVerdict.BLANK),
        (" \u00a0 ", NoVerdict.BLANK),
        ("disputed", NoVerdict.DISPUTED),
        ("unsure", Verdict.UNSURE),
        ("U", Verdict.UNSURE),
        ("?", Verdict.UNSURE),
        ("¿", NoVerdict.DAMAGED),
        ("\ufffd", NoVerdict.DAMAGED),
        ("maybe", NoVerdict.UNKNOWN),
        ("not sure", NoVerdict.UNKNOWN),
        ("accept?", NoVerdict.UNKNOWN),
        ("yes and no", NoVerdict.UNKNOWN),
        ("#NAME?", NoVerdict.UNKNOWN),
    ],
)
def test_a_cell_is_a_verdict_or_says_nothing(
    cell: str, expected: Verdict | NoVerdict
) -> None:
    assert read_verdict(cell) is expected
