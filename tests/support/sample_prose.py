"""Reads the prose of an invented plan: a small markup, one file a plan, into items that
`sample_kit` sets on pages.

`=== template` begins a page; `#`, `##`, `###` headings; `- ` bullets; `> ` pull quotes;
`| a | b |` table rows (the
first is the header); `[name argument]` … `[end]` a panel, sidebar, chart or another
special; all else is paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Where a typesetter may break a long word; the break leaves a soft hyphen at the end of
# the line.
BREAKS_OF_WORDS = """
vul-ner-able vul-ner-abil-ity vul-ner-abil-i-ties com-mis-sioner com-mis-sion-er’s com-mu-nity
com-mu-ni-ties part-ner-ship part-ner-ships neigh-bour-hood neigh-bour-hoods con-sul-ta-tion
res-i-dents re-stor-ative com-mis-sion-ing pri-or-ity pri-or-i-ties ob-jec-tive ob-jec-tives
or-gan-ised home-less-ness organ-i-sa-tions sub-stance an-ti-so-cial op-por-tu-ni-ties
in-ter-ven-tion ex-ploita-tion con-sta-ble con-stab-u-lary safe-guard-ing in-for-ma-tion
per-for-mance re-spon-si-bil-ity en-force-ment in-ves-ti-ga-tion sup-port-ing con-fi-dence
re-of-fend-ing re-ha-bil-i-ta-tion ac-com-mo-da-tion vol-un-tary vol-un-teers un-der-stand-ing
al-co-hol-re-lated rec-om-men-da-tions col-lab-o-ra-tion pro-fes-sion-als in-creas-ingly
par-tic-u-larly se-ri-ous im-prove-ment de-vel-op-ment ex-pe-ri-ence as-sess-ment tech-nol-ogy
ac-count-able trans-par-ent do-mes-tic wit-nesses vic-tims re-peat-edly fam-i-lies chil-dren
dis-abil-i-ties dif-fi-cul-ties
"""
BREAKS = {word.replace("-", ""): word for word in BREAKS_OF_WORDS.split()}


@dataclass
class Item:
    """One thing on a page: its kind, its text, and for panels and tables the rows
    inside.
    """

    kind: str
    text: str = ""
    items: list[Item] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Leaf:
    """What follows one `===`: a page, or more where the text runs on."""

    template: str
    items: list[Item] = field(default_factory=list)


def soften(text: str) -> str:
    """The text with soft hyphens wherever a long word may break."""
    return re.sub(r"\w[\w’]+", lambda found: _soft(found[0]), text)


def _soft(word: str) -> str:
    broken = BREAKS.get(word.lower())
    if broken is None:
        return word
    letters = iter(word)
    return "".join("\u00ad" if mark == "-" else next(letters) for mark in broken)


def read_prose(source: str) -> tuple[dict[str, str], list[Leaf]]:
    """The head (`key: value` lines before the first page) and the pages of a prose
    file.
    """
    head, _, body = source.partition("\n===")
    settings = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
    leaves = []
    for part in ("\n===" + body).split("\n===")[1:]:
        template, _, text = part.partition("\n")
        leaves.append(
            Leaf(template.strip(), _read_items(iter([*text.splitlines(), ""])))
        )
    return settings, leaves


def _read_items(lines: Iterator[str]) -> list[Item]:
    items: list[Item] = []
    paragraph: list[str] = []
    rows: list[list[str]] = []

    for raw in lines:
        line = raw.strip()
        special = re.fullmatch(r"\[(\w+)(?: (.*))?\]", line)
        mark = re.match(r"(#{1,3}|-|>|\.\.) ", line)
        if line == "[end]":
            break
        if special or mark or not line:
            items += _flushed(paragraph, rows)
        if special:
            name, argument = special[1], special[2] or ""
            inner = _read_items(lines) if name in PAIRED else []
            items.append(Item(name, argument, inner))
        elif mark:
            kind = {
                "#": "h1",
                "##": "h2",
                "###": "h3",
                "-": "li",
                ">": "quote",
                "..": "entry",
            }[mark[1]]
            items.append(Item(kind, line[mark.end() :]))
        elif line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif line:
            paragraph.append(line)
    return [*items, *_flushed(paragraph, rows)]


def _flushed(paragraph: list[str], rows: list[list[str]]) -> list[Item]:
    """The paragraph and the table that end here; both lists are emptied."""
    items = []
    if paragraph:
        items.append(Item("p", " ".join(paragraph)))
    if rows:
        items.append(Item("table", rows=list(rows)))
    paragraph.clear()
    rows.clear()
    return items


PAIRED = {"box", "side", "chart", "tiles", "cover", "list"}
