"""A reply pack as one web page: no script, nothing loaded, every word of a plan
escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from plancoder.export.reply_pack import (
    FORM_COLUMNS,
    FORM_ROWS,
    INTRODUCTION,
    AppendixShown,
    PlanShown,
    Quote,
    ReplyPack,
)

_STYLE = """
body { font: 16px/1.5 Georgia, serif; color: #1b1b1b; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; }
h1, h2, h3 { font-family: system-ui, sans-serif; line-height: 1.25; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { border: 1px solid #8a8a8a; padding: .35rem .5rem; text-align: left;
  vertical-align: top; }
th { background: #eef2f7; } td.tick { white-space: nowrap; }
blockquote { margin: 0 0 .5rem; } cite { font-style: normal; color: #444; }
td.blank { height: 3rem; }
@media print { body { max-width: none; } tr { break-inside: avoid; } }
"""


def reply_html(pack: ReplyPack, *, title: str) -> bytes:
    """The page of one force."""
    return "\n".join(_page(pack, title)).encode()


def _page(pack: ReplyPack, title: str) -> Iterator[str]:
    heading = escape(f"{pack.force}: draft findings")
    yield '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\';'
        " style-src 'unsafe-inline'\">"
    )
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{heading}</title><style>{_STYLE}</style></head><body>"
    yield f"<h1>{heading}</h1><p>{escape(title)}</p>"
    yield from (f"<p>{escape(line)}</p>" for line in INTRODUCTION)
    for plan in pack.plans:
        yield from _plan(plan)
    yield "<h2>Your reply</h2><table><thead><tr>"
    yield "".join(f'<th scope="col">{escape(column)}</th>' for column in FORM_COLUMNS)
    yield "</tr></thead><tbody>"
    yield ("<tr>" + '<td class="blank"></td>' * len(FORM_COLUMNS) + "</tr>") * FORM_ROWS
    yield "</tbody></table><p>Name, office and date:</p></body></html>\n"


def _plan(plan: PlanShown) -> Iterator[str]:
    yield f"<h2>{escape(plan.title)}</h2>"
    if plan.source:
        # Shown, not linked: the address is a stranger's text.
        yield f"<p>{escape(plan.source)}</p>"
    yield "<h3>Priorities as the plan words them</h3>"
    if plan.statements:
        items = "".join(
            f"<li>{escape(text)} <cite>({escape(page)})</cite></li>"
            for text, page in plan.statements
        )
        yield f"<ol>{items}</ol>"
    else:
        yield "<p>None were found.</p>"
    for appendix in plan.appendices:
        yield from _appendix(appendix)


def _appendix(appendix: AppendixShown) -> Iterator[str]:
    yield f"<h3>{escape(appendix.title)}</h3><table><thead><tr>"
    yield (
        '<th scope="col">Category</th><th scope="col">Draft</th><th'
        ' scope="col">Evidence</th></tr></thead><tbody>'
    )
    for cell in appendix.cells:
        quotes = "".join(map(_quote, cell.quotes)) + (
            f"<p>and {cell.more} more</p>" if cell.more else ""
        )
        yield (
            f'<tr><th scope="row">{escape(cell.label)}</th><td'
            f' class="tick">{escape(cell.told)}</td>'
        )
        yield f"<td>{quotes}</td></tr>"
    yield "</tbody></table>"


def _quote(quote: Quote) -> str:
    match = f"<strong>{escape(quote.match)}</strong>"
    words = f"{escape(quote.before)}{match}{escape(quote.after)}"
    return f"<blockquote>“{words}” <cite>({escape(quote.page)})</cite></blockquote>"
