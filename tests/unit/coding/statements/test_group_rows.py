"""Which lines, labels, cells and lists make a group: rows and their twins, at both
sides of each bound.

A row gives a document ("/" parts blocks, "//" lines of a table), and the group that it
must give, or must not.
"""

from __future__ import annotations

import pytest
from documents import document_of

from plancoder.coding.statements.group import lead_before
from plancoder.coding.statements.groups import find_groups
from plancoder.coding.statements.items import find_items
from plancoder.coding.statements.worded_again import stems

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
CHAPTERS = " / ".join(f"# {one} / TEXT" for one in THREE.split("; "))
ROWS = [
    # names that count alone on their lines, above titles
    ("Big job 1 / Calm lanes / TEXT / Big job 2 / Warm halls / TEXT / Big job 3 / Dry cellars / TEXT", "labels", THREE, True),
    ("Big job 1 / Calm lanes / TEXT / Big job 2 / Warm halls / TEXT / Big job 4 / Dry cellars / TEXT", "labels", THREE, False),
    (f"Big job 1 / Calm lanes / TEXT / Big job 2 / Warm halls / TEXT / Big job 3 / {'D' * 110}", "labels", f"Calm lanes; Warm halls; {'D' * 110}", True),
    (f"Big job 1 / Calm lanes / TEXT / Big job 2 / Warm halls / TEXT / Big job 3 / {'D' * 111}", "labels", f"Calm lanes; Warm halls; {'D' * 111}", False),
    ("Big Job 1 / Calm lanes / TEXT / Big Job 2 / Warm halls / TEXT / Big Job 3 / Dry cellars", "labels", THREE, False),
    # chapters by their decimals
    *(
        (" / ".join(f"{number}{at} {one} / What we will do / TEXT / What we have done / TEXT" for at, one in enumerate(THREE.split("; "), 1)), "alike", THREE, told)
        for number, told in (("3.", True), ("3.1.", True), ("3.1.1.", True))
    ),
    ("Figure 1 / Calm lanes / TEXT / Figure 2 / Warm halls / TEXT / Figure 3 / Dry cellars / TEXT", "labels", THREE, False),
    # numbers and letters alone on the line above
    ("1 / Calm lanes / 2 / Warm halls / 3 / Dry cellars", "list", THREE, True),
    ("1) / Calm lanes / 2) / Warm halls / 3) / Dry cellars", "list", THREE, True),
    ("A. / Calm lanes / B. / Warm halls / C. / Dry cellars", "list", THREE, True),
    (f"1 / C{'a' * 199} / 2 / Warm halls / 3 / Dry cellars", "list", f"C{'a' * 199}; Warm halls; Dry cellars", True),
    (f"1 / C{'a' * 200} / 2 / Warm halls / 3 / Dry cellars", "list", f"C{'a' * 200}; Warm halls; Dry cellars", False),
    ("1 / Calm lanes / 2 / Warm halls", "list", "Calm lanes; Warm halls", False),
    ("1 / Calm lanes / 3 / Warm halls / 4 / Dry cellars", "list", THREE, False),
    ("2 / Calm lanes / 3 / Warm halls / 4 / Dry cellars", "list", THREE, False),
    ("1 / Calm lanes / TEXT / 2 / Warm halls / 3 / Dry cellars", "list", THREE, True),
    ("1 / Calm lanes / TEXT / TEXT / TEXT / 2 / Warm halls / 3 / Dry cellars", "list", THREE, True),
    ("1 / Calm lanes / TEXT / TEXT / TEXT / TEXT / 2 / Warm halls / 3 / Dry cellars", "list", THREE, False),
    ("I / Calm lanes / J / Warm halls / K / Dry cellars", "list", THREE, False),
    ("1 / 4 lanes / 2 / Warm halls / 3 / Dry cellars", "list", "4 lanes; Warm halls; Dry cellars", False),
    # marked titles with a sentence each below them
    ("- Calm lanes / TEXT / - Warm halls / TEXT / - Dry cellars / TEXT", "list", THREE, True),
    ("- Calm lanes / So it is! / - Warm halls / So it is! / - Dry cellars / So it is!", "list", THREE, True),
    ("- Calm lanes / So it is / - Warm halls / So it is / - Dry cellars / So it is", "list", THREE, False),
    ("- Calm lanes / TEXT / - Warm halls / TEXT", "list", "Calm lanes; Warm halls", False),
    ("- Calm lanes. / TEXT / - Warm halls. / TEXT / - Dry cellars. / TEXT", "list", "Calm lanes.; Warm halls.; Dry cellars.", False),
    ("- Calm lanes: / TEXT / - Warm halls: / TEXT / - Dry cellars: / TEXT", "list", "Calm lanes:; Warm halls:; Dry cellars:", False),
    ("- Calm lanes / TEXT / TEXT / - Warm halls / TEXT / TEXT / - Dry cellars / TEXT", "list", THREE, False),
    ("- Calm lanes / TEXT / - Warm halls / TEXT /   - Dry cellars / TEXT", "list", THREE, False),
    ("- Calm lanes / # Songs. / - Warm halls / # Songs. / - Dry cellars / # Songs.", "list", THREE, False),
    # answers to questions
    ("Q. What is the first? / A. Calm lanes. / Q. And the second? / A. Warm halls. / Q. And the last? / A. Dry cellars.", "list", THREE, True),
    ("Q. What is the first? / A. Calm lanes. / Q. And the second? / A. Warm halls. / Q. And the last? / A. Dry cellars. / TEXT / Q. What is the next step? / A. A vote.", "list", THREE, True),
    ("Q: Which is number one? / A: Calm lanes / Q: What then? / A: Warm halls / Q: What is next? / A: Dry cellars!", "list", THREE, True),
    ("Q) The third? / A) Calm lanes / Q) The fourth? / A) Warm halls / Q) The fifth? / A) Dry cellars", "list", THREE, True),
    ("Q. What is the first? / A. Calm lanes. / Q. And the second? / A. Warm halls.", "list", "Calm lanes; Warm halls", False),
    ("Q. What is wet? / A. Calm lanes. / Q. What is dry? / A. Warm halls. / Q. What is cold? / A. Dry cellars.", "list", THREE, False),
    ("Q. Name the first. / A. Calm lanes. / Q. Name the second. / A. Warm halls. / Q. Name the last. / A. Dry cellars.", "list", THREE, False),
    ("Q. What is the first? / Calm lanes. / Q. And the second? / Warm halls. / Q. And the last? / Dry cellars.", "list", THREE, False),
    ("Q. What is the first? / A. Calm lanes. / TEXT / Q. And the second? / A. Warm halls. / Q. And the last? / A. Dry cellars.", "list", THREE, False),
    # parts of the item above, by their decimals; other marks end a list
    ("- 3.1 Calm lanes / - 3.1.1 It rained / - 3.2 Warm halls / - 3.3 Dry cellars", "list", THREE, True),
    ("- 3.1 Calm lanes / - 3.2.1 Good roads / - 3.3 Warm halls / - 3.4 Dry cellars", "list", THREE, False),
    ("- Calm lanes / - Warm halls / - Dry cellars / - 5. Good roads", "list", FOUR, False),
    ("- Calm lanes / - Warm halls / - Dry cellars / - 4. Good roads", "list", FOUR, True),
    # names in quotation marks
    ("Three aims. They are “Calm lanes”, “Warm halls” and “Dry cellars”.", "sentence", THREE, True),
    ("Our aims are ‘Calm lanes’, ‘Warm halls’ and ‘Dry cellars’.", "sentence", THREE, True),
    ('Our aims are "Calm lanes"; "Warm halls"; and "Dry cellars".', "sentence", THREE, True),
    ("Our aims are “Calm lanes.” “Warm halls.” and “Dry cellars.”", "sentence", THREE, True),
    ("Our aims are “Calm”, “Warm halls” and “Dry cellars”.", "sentence", "Calm; Warm halls; Dry cellars", True),
    ("Our aims are “Cal”, “Warm halls” and “Dry cellars”.", "sentence", "Cal; Warm halls; Dry cellars", False),
    ("Our aims are “calm lanes”, “warm halls” and “dry cellars”.", "sentence", "calm lanes; warm halls; dry cellars", False),
    ("We sing “Calm lanes”, “Warm halls” and “Dry cellars”.", "sentence", THREE, False),
    ("Our aims are “Calm lanes” and “Warm halls”.", "sentence", "Calm lanes; Warm halls", False),
    # between dashes
    ("We will be set three tasks – calm lanes, warm halls and dry cellars – and that is all.", "sentence", "calm lanes; warm halls; dry cellars", True),
    ("We will be set three tasks between now and May – calm lanes, warm halls and dry cellars.", "sentence", "calm lanes; warm halls; dry cellars", True),
    ("We will be set three tasks by all of us in town – calm lanes, warm halls and dry cellars.", "sentence", "calm lanes; warm halls; dry cellars", True),
    ("We will be set three tasks in all of us in town now – calm lanes, warm halls and dry cellars.", "sentence", "calm lanes; warm halls; dry cellars", False),
    ("We will be set three lanes – calm lanes, warm halls and dry cellars – and that is all.", "sentence", "calm lanes; warm halls; dry cellars", False),
    ("We will be set three tasks - calm lanes, warm halls and dry cellars.", "sentence", "calm lanes; warm halls; dry cellars", False),
    # what makes up the pillars
    ("Calm lanes, warm halls and dry cellars make up the three pillars of the plan.", "sentence", "Calm lanes; warm halls; dry cellars", True),
    ("Calm lanes, warm halls and dry cellars made up the three pillars of the plan.", "sentence", "Calm lanes; warm halls; dry cellars", True),
    ("Calm lanes, warm halls and dry cellars form our aims.", "sentence", "Calm lanes; warm halls; dry cellars", True),
    ("Calm lanes, warm halls and dry cellars became our aims.", "sentence", "Calm lanes; warm halls; dry cellars", True),
    ("Calm lanes, warm halls and dry cellars become our aims.", "sentence", "Calm lanes; warm halls; dry cellars", True),
    ("Calm lanes, warm halls and dry cellars make our aims.", "sentence", "Calm lanes; warm halls; dry cellars", False),
    ("Calm lanes, warm halls and dry cellars make up our town.", "sentence", "Calm lanes; warm halls; dry cellars", False),
    # what is called by a name
    *(
        (f"My first aim is {called} ‘Calm lanes’. It rained. My second is {called} “Warm halls”. My third is {called} 'Dry cellars'.", "counted off", "‘Calm lanes’; “Warm halls”; 'Dry cellars'", True)
        for called in ("called", "named", "titled", "entitled", "known as")
    ),
    ("My first aim is sung ‘Calm lanes’. It rained. My second is sung “Warm halls”. My third is sung “Dry cellars”.", "counted off", "‘Calm lanes’; “Warm halls”; “Dry cellars”", False),
    # lines below one that names them, up to a sentence
    ("It rained. / Objectives of the plan / Calm lanes / Warm halls / Dry cellars / It was read by many.", "lines", THREE, True),
    *(
        (f"It rained. / {head} / Calm lanes / Warm halls / Dry cellars / It was read by many.", "lines", THREE, told)
        for head, told in (
            ("We put these first", True), ("These matter most", True), ("Our focus", True),
            ("It matters", True), ("The following", True), ("Ahead of it", True),
            ("We achieve", True), ("We shall", True), ("We will do this", True),
            ("So it is.", True), ("We put it there", False), ("These are songs", False),
        )
    ),
    ("It rained. / Songs of the plan / Calm lanes / Warm halls / Dry cellars / It was read by many.", "lines", THREE, False),
    ("It rained. / Objectives of the plan / Calm lanes / Warm halls / It was read by many.", "lines", "Calm lanes; Warm halls", False),
    # as many headings as are said, and those before a chapter of any plan
    (f"My three aims for the town. / {CHAPTERS} / # Good roads / TEXT", "headings", THREE, True),
    (f"My aims for the town. / {CHAPTERS} / # Good roads / TEXT", "headings", THREE, False),
    (f"My five aims for the town. / {CHAPTERS} / # Good roads / TEXT", "headings", THREE, False),
    (f"My aims are: / {CHAPTERS} / # Budget / TEXT / # Good roads / TEXT", "headings", THREE, True),
    (f"My aims are: / {CHAPTERS} / # Songs / TEXT / # Good roads / TEXT", "headings", THREE, False),
    # middle dots and bars
    ("My priorities: Calm lanes · Warm halls · Dry cellars", "sentence", THREE, True),
    ("My priorities: Calm lanes | Warm halls | Dry cellars", "sentence", THREE, True),
    ("My priorities are: / Calm lanes · Warm halls · Dry cellars", "sentence", THREE, True),
    ("My lanes: Calm lanes · Warm halls · Dry cellars", "sentence", THREE, False),
    # entries with dashes on one line
    ("Welcome 2 Our county 4 Priorities - Calm lanes 6 - Warm halls 9 - Dry cellars 12 Money 15", "chapters", THREE, True),
    ("Welcome 2 Our county 4 Places - Calm lanes 6 - Warm halls 9 - Dry cellars 12 Money 15", "chapters", THREE, False),
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
    ("# Aim 1: Homes / Priority 1.1: Calm lanes / Priority 2.1: Warm halls", "labels", "Calm lanes; Warm halls", True),
    ("Priority 1: Homes / Priority 1.1: Calm lanes / Priority 1.2: Warm halls", "labels", "Calm lanes; Warm halls", False),
    ("Objective 1.1: Calm lanes / Objective 1.2: Warm halls", "labels", "Calm lanes; Warm halls", False),
    ("First Priority: Calm lanes / Second priority – Warm halls", "labels", "Calm lanes; Warm halls", True),
    ("First priority for calm lanes / Second priority for warm halls", "labels", "for calm lanes; for warm halls", False),
    # lines that end in semicolons
    ("Here they are. / Calm lanes; / Warm halls; / Dry cellars.", "list", "Calm lanes; Warm halls; Dry cellars.", True),
    ("Here they are. / Calm lanes; / Warm halls; and / Dry cellars.", "list", "Calm lanes; Warm halls; Dry cellars.", True),
    ("Here they are. / Calm lanes; / Warm halls. / Dry cellars.", "list", "Calm lanes; Warm halls; Dry cellars.", False),
    ("Here they are. / Calm lanes; / Warm halls; / TEXT / Dry cellars.", "list", "Calm lanes; Warm halls; Dry cellars.", False),
    # a last line taken for a heading
    ("Our aims / Mending lanes / Warming halls / # Drying cellars / TEXT", "lines", "Mending lanes; Warming halls; Drying cellars", True),
    ("Our aims / Mending lanes / Warming halls / # Dry cellars / TEXT", "lines", "Mending lanes; Warming halls; Dry cellars", False),
    ("Our aims / Fewer lanes / Safer halls / # Less water / TEXT", "lines", "Fewer lanes; Safer halls; Less water", True),
    ("Our aims / Fewer lanes / Safer halls / # Water / TEXT", "lines", "Fewer lanes; Safer halls; Water", False),
    ("Contents / Priority 1: Calm lanes 4 / Songs 5 / Priority 3: Dry cellars 8 / Budget 9 / TEXT / # Priority 2: Warm halls / TEXT", "labels", THREE, False),
    ("# Priority 1: Calm lanes / TEXT / # Priority 3: Dry cellars / TEXT / # Priority 2: Warm halls / TEXT", "labels", THREE, True),
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
    ("| Priority | Deeds | Lead | // | Calm lanes | Warm halls | Dry cellars |", "cells", THREE, False),
    ("| Priority | Aims | Lead | // | Calm lanes | Warm halls | Dry cellars |", "cells", THREE, True),
    ("| Priority |  |  | // | Calm lanes | Warm halls | Dry cellars |", "cells", THREE, True),
    ("| Priorities | Calm lanes | Warm halls | Dry cellars | // | Deeds | Trim | Heat | Pump |", "cells", f"Priorities; {THREE}", True),
    # a cell beside several rows, once or anew in each
    ("| Aims | Deeds | Lead | // | Calm lanes | Trim | Ann | // |  | Mow | Bob | // | Warm halls | Heat | Cy | // | Dry cellars | Pump | Di |", "cells", THREE, True),
    ("| Aims | Deeds | // | Calm lanes | Trim | // | Calm lanes | Mow | // | Warm halls | Heat | // | Dry cellars | Pump |", "cells", THREE, True),
    ("| Aims | Deeds | // | Calm lanes | Trim | // | Warm halls | Heat | // | Calm lanes | Mow | // | Dry cellars | Pump |", "cells", THREE, False),
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
    # lists
    ("- Calm lanes / - Warm halls / - Dry cellars", "list", THREE, True),
    ("- Calm lanes / - Warm halls / TEXT / - Dry cellars", "list", THREE, False),
    ("- Calm lanes / - Warm halls / 4 / - Dry cellars", "list", THREE, True),
    ("- Calm lanes / - Warm halls / > We sang. / - Dry cellars", "list", THREE, True),
    ("- Calm lanes / - Warm halls: / - Dry cellars", "list", THREE, False),
    ("1. Calm lanes / 2. Warm halls / 3. Dry cellars", "list", THREE, True),
    ("1) Calm lanes / 2) Warm halls / In the towns / 3) Dry cellars", "list", THREE, True),
    ("1) Calm lanes / 2) Warm halls / In the towns / 4) Dry cellars", "list", THREE, False),
    ("1) Calm lanes / 2) Warm halls / In all the towns of this wide and old and green county TEXT / 3) Dry cellars", "list", THREE, False),
    ("1) Calm lanes / 2) Warm halls / 3. Dry cellars", "list", THREE, False),
    ("1. Calm lanes / 2. Warm halls / 1. Dry cellars", "list", THREE, False),
    ("- Calm lanes / - Warm halls / 7. Dry cellars", "list", THREE, False),
    ("1. Calm lanes / 1. Lonydd / 2. Warm halls / 2. Neuaddau / 3. Dry cellars / 3. Seleri", "list", THREE, True),
    ("1. Calm lanes / 1. Lonydd / 2. Warm halls / 2. Neuaddau", "list", "Calm lanes; Warm halls", False),
    ("- Calm lanes: /   - Warm halls /   - Dry cellars", "list", "Warm halls; Dry cellars", True),
    ("- Calm lanes /   - Warm halls / - Dry cellars", "list", "Calm lanes; Dry cellars", True),
    ("- Strategic aims /   - Calm lanes /   - Warm halls /   - Dry cellars / - Songs", "list", THREE, True),
    ("- Strategic lanes /   - Calm lanes /   - Warm halls /   - Dry cellars / - Songs", "list", THREE, False),
    ("- It names these areas of priority /   - Calm lanes /   - Warm halls /   - Dry cellars / - Songs", "list", THREE, True),
    ("- It names these areas of focus /   - Calm lanes /   - Warm halls /   - Dry cellars / - Songs", "list", THREE, True),
    ("- It names these areas of song /   - Calm lanes /   - Warm halls /   - Dry cellars / - Songs", "list", THREE, False),
    ("10. There are some: / - Calm lanes / - Warm halls / - Dry cellars / 11. Songs", "list", THREE, True),
    # headings and chapters
    ("# My aims / ## Calm lanes / TEXT / ## Warm halls / TEXT / ## Dry cellars / TEXT / # Songs", "headings", THREE, True),
    ("# My aims / # Calm lanes / TEXT / # Warm halls / TEXT / # Dry cellars / TEXT / # Budget", "headings", THREE, True),
    ("# My two aims / # Calm lanes / TEXT / # Warm halls / TEXT / # Dry cellars / TEXT", "headings", "Calm lanes; Warm halls", True),
    ("# My two songs / # Calm lanes / TEXT / # Warm halls / TEXT / # Dry cellars / TEXT", "headings", "Calm lanes; Warm halls", False),
    ("# My aims / ## Calm lanes / ## Warm halls / ## How we will measure it / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# My aims / ## Calm lanes / ## Warm halls / ## Money / Arian / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# My aims / ## Calm lanes / ## Warm halls / ## Noise Plan 2031 / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# My aims / ## Calm lanes / ## Warm halls / ## The force’s own plan / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# My aims / ## Calm lanes / ## Warm halls / ## 4 RESOURCES / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# My aims / ## Calm lanes / ## Warm halls / ## Managing the money / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("We have some. These are: / ## Calm lanes / TEXT / ### So / ## Warm halls / TEXT / # Songs / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("We have two aims. These are: / ## Calm lanes / TEXT / ## Warm halls / TEXT / ## Dry cellars", "headings", "Calm lanes; Warm halls", True),
    ("# Foreword / # Calm lanes / # Warm halls / # Dry cellars / # Budget", "chapters", THREE, True),
    ("# Foreword / # Calm lanes / # Warm halls / # Dry cellars", "chapters", THREE, True),
    ("# Songs / # Calm lanes / # Warm halls / # Budget / # Dry cellars", "chapters", THREE, False),
    ("Chapters 3 to 5 are my aims. / # 2 Songs / # 3 Calm lanes / # Chapter 4 Warm halls / # 5. Dry cellars", "headings", THREE, True),
    ("Sections 3 – 5 set out our goals. / # 2 Songs / # 3 Calm lanes / # 4 Warm halls / # 5. Dry cellars", "headings", THREE, True),
    ("Parts 3-5 name our goals. / # 2 Songs / # 3 Calm lanes / # 4 Warm halls / # 5. Dry cellars", "headings", THREE, False),
    ("Parts 3 - 5 describe our goals. / # 2 Songs / # 3 Calm lanes / # 4 Warm halls / # 5. Dry cellars", "headings", THREE, True),
    ("Parts 3 to 5 sing our goals. / # 2 Songs / # 3 Calm lanes / # 4 Warm halls / # 5. Dry cellars", "headings", THREE, False),
    ("Parts 3 to 6 are our goals. / # 2 Songs / # 3 Calm lanes / # 4 Warm halls / # 5. Dry cellars", "headings", THREE, False),
    # contents pages
    ("Contents / Foreword 2 / Calm lanes 4 / Warm halls 6 / Dry cellars 8 / Budget 9 / Glossary 12 / TEXT", "chapters", THREE, True),
    ("Contents / Foreword 2 / 1. Calm lanes 4 / 2. Warm halls 6 / 3. Dry cellars 8 / Budget 9 / Glossary 12 / TEXT", "numbered apart", THREE, True),
    ("Contents / Foreword 2 / 1. Calm lanes 4 / 2. Warm halls 6 / 3. Dry cellars 8 / Budget 9 / TEXT", "numbered apart", THREE, False),
    ("Contents / Foreword 2 / 1. Calm lanes 4 / Songs 5 / 2. Warm halls 6 / 3. Dry cellars 8 / Budget 9 / Glossary 12 / TEXT", "numbered apart", THREE, False),
    ("Contents / Foreword 2 / 2. Calm lanes 4 / 3. Warm halls 6 / 4. Dry cellars 8 / Budget 9 / Glossary 12 / TEXT", "numbered apart", THREE, False),
    ("Contents / Foreword 2 / 1. Calm lanes 4 / 2. Warm halls 6 / Songs 8 / Budget 9 / Glossary 12 / TEXT", "numbered apart", "Calm lanes; Warm halls", False),
    ("Contents / 2. Our aims 3 / 2.1 Calm lanes 4 / 2.2 Warm halls 6 / 2.3 Dry cellars 8 / 3. Songs 9 / TEXT", "contents", THREE, True),
    ("Contents / Our aims 3 / - Calm lanes 4 / - Warm halls 6 / - Dry cellars 8 / Songs 9 / TEXT", "contents", THREE, True),
    ("Foreword / Budget / Contacts / Calm lanes / Warm halls / Dry cellars / Glossary / Links", "chapters", THREE, True),
    ("Foreword / Budget / Contacts / Calm lanes / Warm halls / Dry cellars / Glossary", "chapters", THREE, False),
    ("Foreword / Songs / Contacts / Calm lanes / Warm halls / Dry cellars / Old lamps / Bells", "chapters", THREE, False),
    ("Songs / Welcome 2 / Calm lanes 4 / Warm halls 6 / Dry cellars 8 / TEXT", "chapters", f"Welcome; {THREE}", False),
    ("Songs / Calm lanes 4 / Warm halls 6 / Dry cellars 8 / TEXT", "chapters", THREE, True),
    ("Songs / Calm lanes 4 / Warm halls 6 / - " + "x" * 261 + " / Dry cellars 8 / TEXT", "chapters", THREE, False),
    # chapters built alike
    ("# Calm lanes / What I will do / TEXT / # Warm halls / What I will do / TEXT / # Dry cellars / What I will do / TEXT", "alike", THREE, True),
    ("Calm lanes / What I will do / TEXT / Warm halls / What I will do / TEXT / Dry cellars / What I will do / TEXT", "alike", THREE, True),
    ("# Calm lanes / What I will do / TEXT / # Warm halls / What I will do / TEXT", "alike", "Calm lanes; Warm halls", False),
    ("# Calm lanes / Lead: Ann / TEXT / # Warm halls / Lead: Bob / TEXT / # Dry cellars / Lead: Cy / TEXT", "alike", THREE, True),
    ("# Calm lanes / So that all are safe we will: / TEXT / # Warm halls / So that none is cold we will: / TEXT / # Dry cellars / So that it is dry we will: / TEXT", "alike", THREE, True),
    ("# Calm lanes / So we will: / TEXT / # Warm halls / Now we will: / TEXT / # Dry cellars / Here we will: / TEXT", "alike", THREE, False),
    ("# Calm lanes" + " / TEXT" * 11 + " / What I will do / # Warm halls / What I will do / TEXT / # Dry cellars / What I will do / TEXT", "alike", THREE, True),
    ("# Calm lanes" + " / TEXT" * 12 + " / What I will do / # Warm halls / What I will do / TEXT / # Dry cellars / What I will do / TEXT", "alike", THREE, False),
    ("We sang. Calm lanes / What I will do / TEXT / We sang. Warm halls / What I will do / TEXT / We sang. Dry cellars / What I will do", "alike", THREE, True),
    # chapters built alike below titles told by their decimals
    ("- 3.1 Calm lanes / What I will do / TEXT / - 3.2 Warm halls / What I will do / TEXT / - 3.3 Dry cellars / What I will do / TEXT", "alike", THREE, True),
    ("- Calm lanes / What I will do / TEXT / - Warm halls / What I will do / TEXT / - Dry cellars / What I will do / TEXT", "alike", THREE, False),
    ("- 3.1 Calm lanes; / What I will do / TEXT / - 3.2 Warm halls; / What I will do / TEXT / - 3.3 Dry cellars; / What I will do / TEXT", "alike", THREE, False),
    # as many as is said, the last of which was taken for a heading
    ("We have three aims. / Calm lanes / Warm halls / # Dry cellars / TEXT", "lines", THREE, True),
    ("We have four aims. / Calm lanes / Warm halls / Dry cellars / # Good roads / TEXT", "lines", FOUR, True),
    ("We have two aims. / Calm lanes / Warm halls / # Dry cellars / TEXT", "lines", THREE, False),
    ("We have four aims. / Calm lanes / Warm halls / # Dry cellars / TEXT", "lines", THREE, False),
    ("We have three aims. / Calm lanes / Warm halls / TEXT / # Dry cellars / TEXT", "lines", THREE, False),
    ("We have three aims. / Calm lanes / # Warm halls / # Dry cellars / TEXT", "lines", THREE, False),
    # fuller lines
    ("# Aims / # Homes / Homes where nobody is hurt / # Lanes / Lanes that stay calm / # Halls / Halls that are warm / TEXT", "headings", "Homes where nobody is hurt; Lanes that stay calm; Halls that are warm", True),
    ("# Aims / # Homes / Homes where nobody is hurt. / # Lanes / Lanes that stay calm / # Halls / Halls that are warm / TEXT", "headings", "Homes where nobody is hurt; Lanes that stay calm; Halls that are warm", False),
]  # fmt: skip


@pytest.mark.parametrize(("source", "kind", "wording", "found"), ROWS)
def test_groups(source: str, kind: str, wording: str, found: bool) -> None:
    assert ((kind, wording) in groups_of(source)) is found


@pytest.mark.parametrize(
    ("last", "line"),
    [
        ("Budget for lanes", False),
        ("Budget for all lanes", True),
        ("How we chose all of them", False),
        ("How we chose all of them now", True),
        (" ".join(["Dry", *["cellars"] * 29]), True),
        (" ".join(["Dry", *["cellars"] * 30]), False),
    ],
)
def test_lines_of_a_list(last: str, line: bool) -> None:
    found = groups_of(f"# Aims / Calm lanes / Warm halls / {last} / {TEXT}")
    assert (("lines", f"Calm lanes; Warm halls; {last}") in found) is line


@pytest.mark.parametrize(
    ("opener", "opens"),
    [
        ("It names the areas of focus that all of the towns in Alder share", True),
        ("It names the areas of focus that all of the old towns in Alder", True),
        ("It names the areas of focus that all of the old towns in Alder share", False),
        ("We have in all of the towns four aims", True),
        ("Our aims for all of the towns", False),
        ("Our aims for all the towns", True),
    ],
)  # fmt: skip
def test_items_that_open_a_list(opener: str, opens: bool) -> None:
    below = " / ".join(f"  - {one}" for one in THREE.split("; "))
    found = groups_of(f"- {opener} / {below} / - Songs")
    assert (("list", THREE) in found) is opens


@pytest.mark.parametrize(
    ("between", "distance"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 0)]
)
def test_how_far_an_announcement_stands_from_its_list(
    between: int, distance: int
) -> None:
    blocks = ["My aims are these subjects:-", *[TEXT] * between]
    document = document_of("\n\n".join([*blocks, "- Calm lanes", "- Warm halls"]))
    (group,) = [
        one for one in find_groups(document, find_items(document)) if one.kind == "list"
    ]
    assert group.distance == distance
    assert ("My aims" in group.lead) is (between < 4)


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Changing young lives", {"chang", "young", "live"}),
        ("Act now", set()),
        ("Acts", {"act"}),
        ("Lanes and lane", {"lane"}),
        ("Crimes", {"crime"}),
        ("Victims", {"victi"}),
    ],
)
def test_stems_of_a_title(title: str, words: set[str]) -> None:
    assert stems(title) == words


@pytest.mark.parametrize(
    ("subtitle", "alike"),
    [
        ("What we will all do in each of the many towns", True),
        (" ".join(["What", *["we"] * 11]), True),
        (" ".join(["What", *["we"] * 12]), False),
        ("So " + "s" * 207 + " we will:", True),
        ("So " + "s" * 209 + " we will:", False),
        ("What we will do.", False),
        ("What we will do;", False),
        ("What we will do:", True),
    ],
)
def test_subtitles_that_recur(subtitle: str, alike: bool) -> None:
    chapters = [f"# {one} / {subtitle} / {TEXT}" for one in THREE.split("; ")]
    assert (("alike", THREE) in groups_of(" / ".join(chapters))) is alike


@pytest.mark.parametrize(("letters", "title"), [(110, True), (111, False)])
def test_titles_of_chapters_built_alike(letters: int, title: bool) -> None:
    long = "C" + "a" * (letters - 1)
    chapters = [
        f"{one} / What we will do / {TEXT}" for one in (long, "Warm halls", "Dry")
    ]
    found = groups_of(" / ".join(chapters))
    assert (("alike", f"{long}; Warm halls; Dry") in found) is title


@pytest.mark.parametrize(
    ("cover", "motto"),
    [
        ("CALM STREETS, PROUD TOWNS", True),
        ("CALM STREETS, PROUD TOWNS 4", False),
        ("CALM STREETS 4 PROUD TOWNS", True),
        ("CALM STREETS 4 PROUD TOWNS 6 HALLS", False),
        ("CALM STREETS", False),
        ("Building calm streets and proud towns", False),
    ],
)
def test_the_title_of_a_plan_again(cover: str, motto: bool) -> None:
    entries = "Building calm streets and proud towns 2 / Calm lanes 4 / Warm halls 6 / Dry cellars 8 / Budget 9"
    for before, found in ((7, motto), (8, False)):
        covers = " / ".join([*["Song"] * before, cover])
        seen = groups_of(f"{covers} / Contents / {entries} / {TEXT}")
        whole = f"Building calm streets and proud towns; {THREE}"
        assert (("chapters", whole) not in seen) is found


@pytest.mark.parametrize(
    ("line", "recurs"),
    [
        ("Turn over the page", False),
        ("Fold here", False),
        ("Cut along the dotted line", False),
        ("Tear off here", False),
        ("P.T.O", False),
        ("PTO", False),
        ("Continued overleaf", False),
        ("Advertisement", False),
        ("Fold", False),
        ("Folded", True),
        ("Sing here", True),
        ("Turn it round", True),
    ],
)
def test_what_is_printed_at_folds_tells_no_chapters(line: str, recurs: bool) -> None:
    chapters = [f"# {one} / {TEXT} / {line}" for one in THREE.split("; ")]
    assert (("alike", THREE) in groups_of(" / ".join(chapters))) is recurs


@pytest.mark.parametrize(
    ("head", "names"),
    [
        *(("Title", True), ("Titles", True), ("Name", True), ("Headings", True)),
        *(("Subject", True), ("Description", True), ("Wording", True)),
        *(("What it is called", True), ("What they are called", True)),
        *(("In full", True), ("In words", True), ("What it is", True)),
        *(("What this means", True), ("Lane", False), ("What they are", False)),
        *(("Title of it", False), ("In brief", False)),
    ],
)
def test_the_head_of_a_column_of_titles_is_none(head: str, names: bool) -> None:
    rows = [f"| {at} | {one} | Ann |" for at, one in enumerate(THREE.split("; "), 1)]
    table = " // ".join(["My aims: / | No. | " + head + " | Lead |", *rows])
    found = groups_of(table)
    assert ("cells", THREE) in found
    assert (("cells", f"{head}; {THREE}") in found) is not names


@pytest.mark.parametrize(
    ("heads", "passed"),
    [
        *(("No. / Title / Lead", True), ("# / Ref / Number / Name / Page", True)),
        *(("No / Ref. / Lead officer / Owner / Responsible / Status", True),),
        *(("Target / Measure / Measures / When / By when / Who", True),),
        *(("Trend / RAG / Q1 / Q4", True), ("title / OWNER", True)),
        *(("Title", False), ("No. / Lane", False), ("Who / Q5", False)),
        *(("No. / Lead officer of it", False), ("Who / Titles", False)),
    ],
)
def test_heads_of_columns_are_no_lead(heads: str, passed: bool) -> None:
    above = ["It rained.", "Our aims are:", *heads.split(" / ")]
    document = document_of("\n\n".join([*above, "Calm lanes"]))
    last = document.blocks[-1]
    lead = lead_before(document, last.start, len(document.blocks) - 1)
    assert lead.split("\n") == (above[:2] if passed else above[-2:])
