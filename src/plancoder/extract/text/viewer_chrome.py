"""Lines of the web viewer that a text was copied from: buttons, page counters, share
bars and the titles of similar documents are no part of a plan.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from plancoder.models import Notice

_LIKE_THIS = (
    r"(?:documents? )?similar (?:documents?|to .{3,120})|documents similar to .{3,120}"
    r"|related (?:documents|slideshows|titles|books)"
)
# Said by viewers alone, each a whole line.
_SURE = re.compile(
    rf"transcript of .{{3,120}}|{_LIKE_THIS}"
    r"|share (?:this document|on (?:facebook|twitter|linkedin|x|whatsapp)|via email"
    r"|or embed(?: document)?)|(?:facebook|twitter|linkedin) share|copy link"
    r"|uploaded by .{2,80}|you(?:'|’)?(?:re| are) (?:on page \d+ of \d+"
    r"|reading a (?:free )?preview)|upload your documents to download"
    r"|reward your curiosity|download (?:now|as pdf.{0,30}|this document)"
    r"|(?:jump to|go to) page:?|(?:zoom|full ?screen) ?(?:in|out|mode)?"
    r"|[\d,.]+k? views|\d+(?:\.\d+)?% found this (?:document|useful).{0,60}"
    r"|embed (?:code|document)|skip (?:carousel|section)|document(?:s)? you may like"
    r"|(?:previous|next) (?:slide|page)|flag for inappropriate content",
    re.IGNORECASE,
)
# Said by viewers among others; they go only beside a line of a viewer.
_MAYBE = re.compile(
    r"(?:download|share|search|print|embed|save|like|report|description|comments?"
    r"|close|menu|sign in|log in|sign up|read free|copyright|previous|next|back to top"
    r"|thumbnails|contents? panel|\d{1,4} ?(?:of|/) ?\d{1,4}|recommended"
    r"|you might also like)",
    re.IGNORECASE,
)
# Below such a line only titles of other documents follow.
_TAIL = re.compile(
    rf"{_LIKE_THIS}|recommended|you might also like|documents you may like",
    re.IGNORECASE,
)
# Buttons of a web page, behind a title or on a line of their own.
_BUTTON = re.compile(
    r"^([A-Z][^\n.!?]{2,80}?)[ \t]+"
    r"(?:Show|Hide|Expand|Show (?:more|section)|Open)[ \t]*$",
    re.MULTILINE,
)
_LONE_BUTTON = re.compile(
    r"^[ \t]*(?:(?:Read|Learn|Find out|Show|View|See) more"
    r"|, ?(?:Show|Hide) this section(?: Show| Hide)?"
    r"|(?:View|Read|Open|Explore|See) (?:about )?(?:this|the) \w+)[ \t]*[>»→]?[ \t]*$",
    re.MULTILINE,
)
# Above an accordion: "Open all | Close all".
_ALL_BUTTON = re.compile(
    r"^[ \t]*(?:(?:Open|Close|Show|Hide|Expand|Collapse) all(?: sections)?[ \t|/]*)+$",
    re.MULTILINE,
)
_FEWEST_BUTTONS = 3
_MARKS = "#*-_> \t•"
_FEWEST = 2  # lines that only a viewer says
_TAIL_FROM = 0.5  # of the lines
_TITLE_WORDS = 16


def strip_viewer(text: str) -> tuple[str, list[str]]:
    """The text without the lines of a web viewer, and those lines; their places stay
    empty.

    "Share on Facebook" and "Transcript of Our Plan" in one text: a viewer; "Download"
    alone stays.
    """
    lines = text.split("\n")
    bare = [line.strip(_MARKS).rstrip(".:!") for line in lines]
    sure = {at for at, line in enumerate(bare) if _SURE.fullmatch(line)}
    if len(sure) < _FEWEST:
        return text, []
    gone = sure | _beside(bare, sure)
    tail = _tail(bare, lines)
    gone |= set(range(tail, len(lines)))
    left_out = [bare[at] for at in sorted(gone) if bare[at]]
    kept = ("" if at in gone else line for at, line in enumerate(lines))
    return "\n".join(kept), left_out


def strip_buttons(text: str) -> str:
    """The text without the words of the buttons that open a part of a web page, "Safer
    roads Show" or "Read more", where several titles have one.
    """
    for button, title in ((_BUTTON, r"\1"), (_LONE_BUTTON, "")):
        if len(button.findall(text)) >= _FEWEST_BUTTONS:
            text = button.sub(title, text)
    return _ALL_BUTTON.sub("", text)


def viewer_notices(left_out: Sequence[str]) -> tuple[Notice, ...]:
    """A warning that says which lines of a viewer were left out."""
    if not left_out:
        return ()
    shown = "; ".join(f"“{line[:60]}”" for line in left_out[:3])
    detail = (
        f"{len(left_out)} lines of the web page that the text was copied from were left"
        f" out: {shown}"
    )
    advice = "If they belong to the plan, delete the viewer's own lines from the file."
    return (Notice("hidden_text", detail, advice),)


def _beside(bare: Sequence[str], sure: set[int]) -> set[int]:
    """Lines that may be a viewer's and stand in a run with one that surely is, or at
    the top with another such line.
    """
    found: set[int] = set()
    run: list[int] = []
    filled = [at for at, line in enumerate(bare) if line]
    for at in [*filled, -1]:
        if at >= 0 and (at in sure or _MAYBE.fullmatch(bare[at])):
            run.append(at)
            continue
        if len(run) > 1 and any(one in sure for one in run):
            found.update(run)
        run = []
    return found


def _tail(bare: Sequence[str], lines: Sequence[str]) -> int:
    """Where the titles of other documents begin; the number of lines where none do."""
    for at in range(int(_TAIL_FROM * len(bare)), len(bare)):
        if _TAIL.fullmatch(bare[at]) and not any(map(_is_text, lines[at + 1 :])):
            return at
    return len(bare)


def _is_text(line: str) -> bool:
    """True for a sentence or a long line, which no title of a document is."""
    line = line.strip()
    words = line.count(" ") + 1
    return words > _TITLE_WORDS or (line.endswith(".") and words > _TITLE_WORDS // 3)
