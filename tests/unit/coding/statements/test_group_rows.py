"""Which lines, labels, cells and lists make a group: rows and their twins, at both
sides of each bound.

A row gives a document ("/" parts blocks, "//" lines of a table), and the group that it
must give, or must not.
"""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.statements.groups import find_groups
from plancoder.coding.statements.items import find_items

TEXT = "It rained on the moor and the lanes were wet for the whole of the long summer."


def groups_of(source: str) -> set[tuple[str, str]]:
    """Kind and wordings of each group of a document."""
    lines = source.replace(" // ", "\n").replace(" / ", "\n\n").replace("TEXT", TEXT)
    document = document_of(lines)
    return {
        (
            group.kind,
            "; ".join(document.text[one.start : one.end] for one in group.items),
        )
        for group in find_groups(document, find_items(document))
    }


THREE = "Calm lanes; Warm halls; Dry cellars"
FOUR = f"{THREE}; Good roads"
ROWS = [
    # lists that go on as labels further on
    ("My priorities are: / - Calm lanes / - Warm halls / - Dry cellars / TEXT / Priority 4: Good roads", "list", FOUR, True),
    ("My lanes are: / - Calm lanes / - Warm halls / - Dry cellars / TEXT / Priority 4: Good roads", "list", FOUR, False),
    ("My priorities are: / - Calm lanes / - Warm halls / - Dry cellars / TEXT / Priority 5: Good roads", "list", FOUR, False),
    ("My priorities are: / - Calm lanes / - Warm halls / - Dry cellars" + " / TEXT" * 7 + " / Priority 4: Good roads", "list", FOUR, True),
    ("My priorities are: / - Calm lanes / - Warm halls / - Dry cellars" + " / TEXT" * 8 + " / Priority 4: Good roads", "list", FOUR, False),
    # series of labels
    ("Priority 1: Calm lanes / Priority 2: Warm halls / Priority 3: Dry cellars", "labels", THREE, True),
    ("Priority 1: Calm lanes / Priority 3: Warm halls / Priority 2: Dry cellars", "labels", "Calm lanes; Dry cellars; Warm halls", True),
    ("Priority 1: Calm lanes / Aim 2: Warm halls / Priority 3: Dry cellars", "labels", "Calm lanes; Dry cellars", True),
    ("Priority 1 Calm lanes / Priority 2 warm halls are good / Priority 3 Dry cellars", "labels", "Calm lanes; Dry cellars", True),
    ("Priority 1: Calm lanes / TEXT / Priority 1: Warm halls / Priority 2: Dry cellars", "labels", "Warm halls; Dry cellars", True),
    ("Priority 1.1: Calm lanes / Priority 1.2: Warm halls", "labels", "Calm lanes; Warm halls", False),
    # titles that count on in several forms
    ("# A. Calm lanes / TEXT / B. Warm halls / TEXT / # C. Dry cellars / TEXT", "headings", THREE, True),
    ("A. Calm lanes / TEXT / B. Warm halls / TEXT / C. Dry cellars / TEXT", "headings", THREE, False),
    ("# A. Calm lanes / TEXT / C. Warm halls / TEXT / # D. Dry cellars / TEXT", "headings", THREE, False),
    ("# B. Calm lanes / TEXT / C. Warm halls / TEXT / # D. Dry cellars / TEXT", "headings", THREE, False),
    ("- 1. Calm lanes / TEXT / - 2. Warm halls / TEXT / - 3. Dry cellars / TEXT", "headings", THREE, True),
    ("- 1. Calm lanes / - 2. Warm halls / TEXT / - 3. Dry cellars / TEXT", "headings", THREE, False),
    ("# A. Calm lanes / TEXT / B. Warm halls / TEXT", "headings", "Calm lanes; Warm halls", False),
    # lines with a name and a number
    ("Big job 1 Calm lanes / TEXT / Big job 2 Warm halls / TEXT / Big job 3 Dry cellars", "labels", THREE, True),
    ("LP1 Calm lanes / LP2: Warm halls / LP3 – Dry cellars", "labels", THREE, True),
    ("Big job 1 Calm lanes / Big job 3 Warm halls / Big job 4 Dry cellars", "labels", THREE, False),
    ("Big job 1 Calm lanes / Big job 2 Warm halls", "labels", "Calm lanes; Warm halls", False),
    ("Step 1 Calm lanes / Step 2 Warm halls / Step 3 Dry cellars", "labels", THREE, False),
    ("Big job 1 Calm lanes? / Big job 2 Warm halls / Big job 3 Dry cellars", "labels", THREE, False),
    # labels without numbers
    ("Aim: Calm lanes / Aim: Warm halls / Aim: Dry cellars", "bare labels", THREE, True),
    ("Aim: Calm lanes / Goal: Warm halls / Aim: Dry cellars", "bare labels", "Calm lanes; Dry cellars", True),
    # codes
    ("A1 Calm lanes / A2 Warm halls / B1 Dry cellars / B2 Good roads", "coded", FOUR, True),
    ("1a Calm lanes / 1b Warm halls / 2a Dry cellars / 2b Good roads", "coded", FOUR, True),
    ("A1 Calm lanes / A2 Warm halls / B1 Dry cellars", "coded", THREE, False),
    ("A1 Calm lanes / A2 Warm halls / A3 Dry cellars / A4 Good roads", "coded", FOUR, False),
    ("A1 Calm lanes / A3 Warm halls / B1 Dry cellars / B2 Good roads", "coded", FOUR, False),
    ("A2 Calm lanes / A3 Warm halls / B1 Dry cellars / B2 Good roads", "coded", FOUR, False),
    ("A1 Calm lanes / A2 Warm halls / B2 Dry cellars / B3 Good roads", "coded", FOUR, False),
    ("A1 Calm lanes / A2 Warm halls / C1 Dry cellars / C2 Good roads", "coded", FOUR, True),
    ("A1 Calm lanes? / A2 Warm halls / B1 Dry cellars / B2 Good roads", "coded", FOUR, False),
    # tables
    ("| Aims | Lead | // | Calm lanes | Ann | // | Warm halls | Bob | // | Dry cellars | Cy |", "cells", THREE, True),
    ("| Aims | Lead | // | Calm lanes | Ann | // | Warm halls | Bob | // | Dry cellars | Cy |", "cells", f"Aims; {THREE}", True),
    ("| Aims | Lead | // | Calm lanes | Ann | // | Warm halls | Bob | // | Dry cellars | Cy |", "cells", "Ann; Bob; Cy", True),
    ("| Ref | Aims | // | LP1 | Calm lanes | // | LP2 | Warm halls | // | LP3 | Dry cellars |", "cells", THREE, True),
    ("| Ref | Aims | // | LP1 | Calm lanes | // | LP2 | Warm halls | // | LP3 | Dry cellars |", "cells", "Ref; Aims", False),
    ("| Ref | Aims | // | LP1 | Calm lanes | // | LP3 | Warm halls | // | LP4 | Dry cellars |", "cells", "Ref; Aims", True),
    ("| Ref | Aims | // | LP1 | Calm lanes | // | XP2 | Warm halls | // | LP3 | Dry cellars |", "cells", "Ref; Aims", True),
    ("| Ref | Aims | // | LP1 | Calm lanes | // | LP2 | Warm halls |", "cells", "Ref; Aims", True),
    ("| Song | Lead | Place | // | Calm lanes | Warm halls | Dry cellars |", "cells", THREE, True),
    ("| Song | Lead | // | Calm lanes | Warm halls |", "cells", "Calm lanes; Warm halls", False),
    # lines one below the other
    ("# Aims / Calm lanes / Warm halls / Dry cellars / TEXT", "lines", THREE, True),
    ("# Aims / Calm lanes / Warm halls / Dry cellars: / TEXT", "lines", THREE, False),
    ("# Aims / Calm lanes / Warm halls / Are cellars dry? / TEXT", "lines", "Calm lanes; Warm halls; Are cellars dry?", False),
    ("# Aims / Calm lanes / Warm halls / Foreword / TEXT", "lines", "Calm lanes; Warm halls; Foreword", False),
    ("# Aims / Calm lanes / Warm halls / We will focus on / TEXT", "lines", "Calm lanes; Warm halls; We will focus on", False),
    ("# Aims / Calm lanes / Warm halls / Underpinned by good roads / TEXT", "lines", "Calm lanes; Warm halls; Underpinned by good roads", False),
    ("# Aims / Calm lanes / Warm halls / Vision: dry cellars / TEXT", "lines", "Calm lanes; Warm halls; Vision: dry cellars", False),
    ("# Aims / Calm lanes / Warm halls / You will find more of it below. / TEXT", "lines", "Calm lanes; Warm halls; You will find more of it below.", False),
    ("# Aims / Calm lanes / Warm halls / Dry: the cellars of all the old town. / TEXT", "lines", "Calm lanes; Warm halls; Dry: the cellars of all the old town.", True),
    ("# Aims / Calm lanes / Warm halls / You find more below now. / TEXT", "lines", "Calm lanes; Warm halls; You find more below now.", True),
    ("# Aims / Calm lanes / Warm halls / 4 / Dry cellars / TEXT", "lines", THREE, False),
    ("This is where I will go. / Calm lanes / Warm halls / Dry cellars", "lines", THREE, True),
    ("This is where I will go / Calm lanes / Warm halls / Dry cellars", "lines", THREE, True),
    ("This is where they go / Calm lanes / Warm halls / Dry cellars", "lines", THREE, False),
    ("This is where I will go / Calm lanes / Warm halls", "lines", "Calm lanes; Warm halls", False),
    ("Our aims are: / # Calm lanes / Warm halls / Dry cellars", "lines", THREE, True),
    ("Our aims are / # Calm lanes / Warm halls / Dry cellars", "lines", THREE, False),
    ("Our aims are: / # Calm lanes / Warm halls / Dry cellars. It is so", "lines", "Calm lanes; Warm halls", True),
    ("Our aims are: / # Calm lanes / Warm halls / # Dry cellars / TEXT / # Songs", "lines", "Calm lanes; Warm halls", True),
    ("Our aims are: / # Calm lanes / Warm halls / # Dry cellars / TEXT", "lines", THREE, True),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "wording", "found"), ROWS)
def test_groups(source: str, kind: str, wording: str, found: bool) -> None:
    assert ((kind, wording) in groups_of(source)) is found
