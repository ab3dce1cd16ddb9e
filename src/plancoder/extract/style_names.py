"""What the styles of office files are called, whichever program wrote them."""

from __future__ import annotations

import re

from plancoder.models import BlockKind

HEADING_NAME = re.compile(r"heading\s*([1-9])", re.IGNORECASE)
TITLES = {"title": 1, "subtitle": 2}  # by their level
KINDS = {
    "caption": BlockKind.CAPTION,
    "quote": BlockKind.QUOTE,
    "quotations": BlockKind.QUOTE,
    "intense quote": BlockKind.QUOTE,
}
NO_HEADING = 9  # the outline level of what is no heading
DEEPEST_STYLE = 30  # steps from style to style
