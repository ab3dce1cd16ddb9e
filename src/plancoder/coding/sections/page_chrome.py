"""What a web page or viewer is made of and no plan says: "Skip to content", "Share this
page", "Similar documents" with the links below it.
"""

from __future__ import annotations

from dataclasses import replace

from plancoder.coding.sections.any_case import AnyCase, find_words
from plancoder.models import Block, Document

_LONGEST = 90  # characters of a line of page chrome
_CHROME = AnyCase(
    r"\W*(?:skip to (?:main )?(?:content|navigation)|back to top|(?:main )?menu|"
    r"search(?: this site)?|log ?in|sign (?:in|up)|subscribe|accept all\b.*|"
    r"(?:accept|reject|manage|view|essential|about|we use)?\s*"
    r"(?:(?:all|additional|optional) )?cookies?\b.*|"
    r"(?:share|print|email|save|bookmark)(?: (?:this )?(?:page|article|story)| on \w+|"
    r" via \w+)?(?:\s+(?:facebook|twitter|x|linkedin|whatsapp|email|print))*|"
    r"facebook|twitter|linkedin|whatsapp|download(?: the)?(?: full)? plan|"
    r"(?:open|close|expand|collapse) all|"
    r"(?:find out|see) more\b.{0,40}|read more\b.{0,75}|"
    # what parts an article of a newspaper's site
    r"advertisement|article continues below|@\w+|\d+ comments?|"
    r"(?:by )?(?:our |a )?(?:local )?(?:democracy|government|crime|politics|political|"
    r"community|home affairs|chief) (?:\w+ )?(?:reporter|correspondent|editor)|"
    r"(?:download|view|open|read)(?: the)? (?:[\w–-]+ ){0,4}\(?(?:pdf|word|docx?)\b.*|"
    r"transcript of\b.*|page \d{1,3} of \d{1,3}|"
    # where a gallery of cards stands, and where each is gone into
    r"\d{1,2} (?:of|/) \d{1,2}|(?:next|previous|prev)(?: page)?(?:: .{2,70})?|"
    r"(?:see|turn to|go to|more on) pages? \d{1,3}(?:\s?[–-]\s?\d{1,3})?|"
    # what is ticked in a form copied from a page, and the scale of its answers
    r"(?:[(\[][\s_]*[)\]]|[☐☒□○◯]|_{3,}|\s)+|"
    r"(?:strongly |tend to |slightly )?(?:dis)?agree|neither(?: agree nor disagree)?|"
    r"don['’]t know|not sure|prefer not to say|none of these|required|"
    # what a picture shows, in easy-read plans and copied pages
    r"\[(?:picture|image|photo|photograph|icon|illustration|graphic)s?\b[^\]]*\])\W*"
)
_HEADS_LINKS = AnyCase(
    r"\W*(?:(?:similar|related|other|recommended) (?:documents?|pages?|stories|"
    r"articles|links|news)|(?:more|latest) (?:news|stories))\W*"
)
_LINKED = ("document", "page", "stories", "articles", "links", "news")


def without_chrome(document: Document) -> Document:
    """The document without the blocks of the page that it was copied from.

    Of "Share this page", "Safer nights", "Similar documents", "Annual report" only
    "Safer nights" stays.
    """
    text = document.text
    if not document.blocks:
        return document
    # Few blocks hold a word of such a head.
    worded = {document.block_index(at) for at in find_words(text, _LINKED)}
    heads = [
        at
        for at in sorted(worded)
        if _HEADS_LINKS.fullmatch_in(
            text, document.blocks[at].start, document.blocks[at].end
        )
    ]
    kept: list[Block] = []
    links = False
    for at, block in enumerate(document.blocks):
        start, end = block.start, block.end
        short = end - start <= _LONGEST and not text.endswith((".", ":"), start, end)
        # Links stand below the last such head; above an earlier one the plan goes on.
        links = short and (links or heads[-1:] == [at])
        chrome = short and not links and _is_chrome(document, at)
        if not links and not chrome and at not in heads:
            kept.append(block)
    if len(kept) == len(document.blocks):
        return document
    return replace(document, blocks=tuple(kept))


def _is_chrome(document: Document, at: int) -> bool:
    """Whether a short block is of the page around the plan, or the foot of a page."""
    block = document.blocks[at]
    words = _CHROME.fullmatch_in(document.text, block.start, block.end)
    return words is not None or _is_foot(document, at) or _leads_home(document, at)


def _leads_home(document: Document, at: int) -> bool:
    """Whether a block is the link "Home" of a menu, beside another of its links; a
    chapter of a plan may be called so too.
    """
    text, blocks = document.text, document.blocks
    if text[blocks[at].start : blocks[at].end].strip().casefold() != "home":
        return False
    beside = [blocks[one] for one in (at - 1, at + 1) if 0 <= one < len(blocks)]
    return any(_MENU.fullmatch_in(text, one.start, one.end) for one in beside)


_MENU = AnyCase(
    r"(?:skip to (?:main )?(?:content|navigation)|(?:main )?menu|search|news|"
    r"contact(?: us)?|about(?: us)?|your commissioner|what we do|the plan|log ?in|"
    r"sign in)\W*"
)


def _is_foot(document: Document, at: int) -> bool:
    """Whether a block is the foot or head of a page: the last or first on it, the title
    of the plan or its office with a page number, "10 | Vale Police and Crime Plan".
    Where a line beside it ends in a number too, it may be an entry of a contents page;
    where one begins with a number, an item of a list.
    """
    text, blocks = document.text, document.blocks
    block = blocks[at]
    if not _FOOT.fullmatch_in(text, block.start, block.end):
        return False
    page = document.page_at(block.start)
    beside = [one for one in (at - 1, at + 1) if 0 <= one < len(blocks)]
    turns = any(document.page_at(blocks[one].start) != page for one in beside)
    numbered = any(text[blocks[one].start].isdigit() for one in beside)
    entries = any(text[blocks[one].end - 1].isdigit() for one in beside)
    return turns and not numbered and not entries


_OFFICE = (
    r"(?:plan|strategy|report|commissioner|partnership|authority|"
    r"constabulary|council|page)"
)
_FOOT = AnyCase(
    rf"\d{{1,3}}\s*[|–—-]?\s+[^\d\n]*\b{_OFFICE}\b[^\d\n]*|"
    rf"[^\d\n]*\b{_OFFICE}\b[^\d\n]*?\s*[|–—-]?\s+(?:page )?\d{{1,3}}(?: of \d{{1,3}})?"
)
