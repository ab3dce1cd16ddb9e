"""Saved web pages: the plan is read, the site around it is not."""

from __future__ import annotations

import pytest

from plancoder.errors import BadPageRange, DamagedFile, NoText, TooManyCharacters
from plancoder.extract.html.read import read_html
from plancoder.extract.options import ExtractOptions

PARAGRAPH = "Our officers walk every town by day and by night, and people tell us that it helps them to sleep."


def outline(text: str) -> list[str]:
    document = read_html(text)
    return [
        f"{b.kind.value}{b.level or ''}: {document.text[b.start : b.end]}"
        for b in document.blocks
    ]


SITE = f"""<!DOCTYPE html><html class="js"><head><title>Plan - Northmoor</title><style>p{{color:red}}</style></head>
<body class="page has-sidebar menu-open cookie-accepted">
<a class="skip-link" href="#content">Skip to content</a>
<div id="cookie-banner" role="dialog"><p>We use cookies to make this site work.</p><button>Accept all</button></div>
<header class="site-header"><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></header>
<nav><a href="/about">About the office</a></nav>
<div class="wrapper with-sidebar">
  <div><ul><li><a href="/1">One</a></li><li><a href="/2">Two</a></li><li><a href="/3">Three</a></li>
  <li><a href="/4">Four</a></li></ul></div>
  <aside class="sidebar"><h2>Related news</h2><p>Charity walk on Sunday</p></aside>
  <div id="content">
    <h1>Police and Crime Plan</h1>
    <p>{PARAGRAPH}</p>
    <ul><li><a href="#p1">Safe homes</a></li><li><a href="#p2">Safe roads</a></li><li><a href="#p3">Safe sea</a></li>
    <li><a href="#p4">Safe nights</a></li></ul>
    <form class="feedback"><label>Was this page useful?</label><input><textarea>Type here</textarea></form>
    <div style="display: none">Hidden words</div><p hidden>More hidden words</p>
    <p>{PARAGRAPH} <span class="sr-only">for screens only</span></p>
    <script>var plan = "scripted words";</script><noscript>Please turn on scripts</noscript>
  </div>
</div>
<div class="share-buttons"><a href="https://example.org">Share this page</a></div>
<footer><p>Copyright of the office, all rights reserved.</p></footer></body></html>"""


def test_only_the_main_content_is_read() -> None:
    assert outline(SITE) == [
        "heading1: Police and Crime Plan",
        f"paragraph: {PARAGRAPH}",
        "bullet1: Safe homes",
        "bullet1: Safe roads",
        "bullet1: Safe sea",
        "bullet1: Safe nights",
        f"paragraph: {PARAGRAPH}",
    ]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<h2>A <b>bold</b> one</h2><p>x", ["heading2: A bold one", "paragraph: x"]),
        ("<p>one<p>two", ["paragraph: one", "paragraph: two"]),
        ("<p>one<br>line<br><br>two", ["paragraph: one line", "paragraph: two"]),
        (
            "<p>Aims:<br>• walk<br>• talk</p>",
            ["paragraph: Aims:", "bullet1: walk", "bullet1: talk"],
        ),
        (
            "<ol><li>a<li>b<ul><li>c</ul></ol>",
            ["bullet1: 1. a", "bullet1: 2. b", "bullet2: c"],
        ),
        (
            "<ol start=3 type=a><li>x<li value=7>y</ol>",
            ["bullet1: c. x", "bullet1: g. y"],
        ),
        (
            "<h2>M</h2><p><strong>Money</strong></p><p>x",
            ["heading2: M", "heading3: Money", "paragraph: x"],
        ),
        (
            "<h2>M</h2><p>Yours,<p><b>Jo</b></p><h2>N</h2>",
            ["heading2: M", "paragraph: Yours,", "paragraph: Jo", "heading2: N"],
        ),
        ("<p><b>A whole sentence.</b></p>", ["paragraph: A whole sentence."]),
        (
            "<h3><button>Priority 1</button></h3><p>x<button>Open</button>",
            ["heading3: Priority 1", "paragraph: x"],
        ),
        (
            "<h2>A</h2><details><summary>More</summary>inside</details>",
            ["heading2: A", "heading3: More", "paragraph: inside"],
        ),
        (
            "<p>Do it.</p><blockquote>Do it.</blockquote>",
            ["paragraph: Do it.", "quote: Do it."],
        ),
        (
            "<blockquote>Somebody said so.</blockquote>",
            ["paragraph: Somebody said so."],
        ),
        (
            "<figure><img alt=x><figcaption>The sea</figcaption></figure>",
            ["caption: The sea"],
        ),
        (
            "<p>caf&eacute; &amp; soft&shy;en&nbsp;it</p>",
            ["paragraph: café & soften it"],
        ),
        (
            "loose <i>words</i> at the top<p>then",
            ["paragraph: loose words at the top", "paragraph: then"],
        ),
    ],
)
def test_blocks(html: str, blocks: list[str]) -> None:
    assert outline(html) == blocks


def test_tables_with_spans() -> None:
    document = read_html(
        "<table><caption>Money</caption><tr><th rowspan=2>Year<th colspan=2>Spent</tr><tr><td>on cars<td>on people</tr>"
        "<tr><td>2014<td>1<td>2<ul><li>a<li>b</ul></table>"
    )
    cells = [
        (b.row, b.column, document.text[b.start : b.end])
        for b in document.blocks
        if b.kind.value == "table_cell"
    ]
    assert cells == [
        (0, 0, "Year"),
        (0, 1, "Spent"),
        (1, 1, "on cars"),
        (1, 2, "on people"),
        (2, 0, "2014"),
        (2, 1, "1"),
        (2, 2, "2"),
        (2, 2, "a"),
        (2, 2, "b"),
    ]


def test_cells_without_rows_and_absurd_spans_do_not_hang() -> None:
    document = read_html(
        "<table><tr)<th rowspan=2>A<th>B</tr><tr><td colspan=99999999>C<td rowspan=0>D</table>"
    )
    assert document.text.split("\n") == ["A", "B", "C", "D"]


def test_controls_in_a_page_are_no_bug() -> None:
    assert (
        read_html("<p>a\x00b\x01c&#0;&#1;<nav>x</nav>\x02d</p>")
        .text.replace("\ufffd", "")
        .startswith("abc")
    )


def test_a_table_that_only_lays_out_the_page_is_no_table() -> None:
    assert outline("<table><tr><td><h2>Left</h2><p>a<td><p>b</table>") == [
        "heading2: Left",
        "paragraph: a",
        "paragraph: b",
    ]


def test_nothing_to_read() -> None:
    with pytest.raises(NoText):
        read_html("<html><nav>Home</nav></html>")
    with pytest.raises(NoText):
        read_html("")


def test_pages_of_a_web_page_cannot_be_asked_for() -> None:
    with pytest.raises(BadPageRange, match="no page marks"):
        read_html("<p>x", pages=(2,))


def test_bombs_end_soon_and_by_name() -> None:
    with pytest.raises(DamagedFile, match="nested too deeply"):
        read_html("<b>" * 200_000 + "x")
    with pytest.raises(TooManyCharacters):
        read_html("x" * 2000, options=ExtractOptions(max_characters=100))
    deep = read_html("<p>seen</p>" + "<div>" * 5000 + "unseen")
    assert [notice.reason for notice in deep.notices] == ["partial"]


def test_a_page_cannot_read_files_through_entities() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><p>a &x; b</p>'
    assert read_html(page).text.endswith("a &x; b")


BODY = f"<h1>Plan for Larkshire</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"


def page(content: str) -> str:
    return f"<html><body>{BODY}{content}</body></html>"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<div hidden="until-found"><p>Rural crime</p></div>', "Rural crime"),
        (
            '<button aria-controls="a1">Roads</button><div id="a1" hidden>'
            "<p>Rural crime</p></div>",
            "Rural crime",
        ),
        (
            '<a href="#tab2">Two</a><div id="tab2" style="display:none">'
            "<p>Rural crime</p></div>",
            "Rural crime",
        ),
        ('<div role="tabpanel" hidden><p>Rural crime</p></div>', "Rural crime"),
        ('<div class="accordion-body" hidden><p>Rural crime</p></div>', "Rural crime"),
        ('<div class="search-powers"><p>Stop and search</p></div>', "Stop and search"),
        ('<div id="social-media-harm"><p>Harm online</p></div>', "Harm online"),
        ('<section class="banner"><p>Safer streets</p></section>', "Safer streets"),
        ('<ul><li id="feedback">What you said</li></ul>', "What you said"),
        (
            '<img src="a.png" alt="A wheel of five parts: roads, homes, schools,'
            ' farms and shops">',
            "A wheel of five parts",
        ),
    ],
)
def test_what_a_visitor_can_see_is_text(content: str, words: str) -> None:
    assert words in read_html(page(content)).text


@pytest.mark.parametrize(
    "content",
    [
        "<div hidden><p>Rural crime</p></div>",
        '<div id="a2" style="display: none"><p>Rural crime</p></div>',
        '<div class="cookie-banner"><p>Rural crime</p></div>',
        '<div class="shareLinks"><p>Rural crime</p></div>',
        '<div id="site-search-form"><p>Rural crime</p></div>',
        '<img src="a.png" alt="Rural crime">',
    ],
)
def test_what_belongs_to_the_site_or_is_hidden_is_no_text(content: str) -> None:
    assert "Rural crime" not in read_html(page(content)).text


LINKS = "".join(
    f'<li><a href="/{place}">{place} lanes</a></li>'
    for place in ("Upper", "Lower", "Inner", "Outer", "Other")
)


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("<h2>Our aims</h2>", True),
        ("<p>Our aims are:</p>", True),
        ("<h2>Related pages</h2>", False),
        ("<p>Larkshire has lanes.</p>", False),
    ],
)
def test_links_are_a_list_where_something_announces_them(
    before: str, kept: bool
) -> None:
    assert ("Upper lanes" in read_html(page(f"{before}<ul>{LINKS}</ul>")).text) is kept


@pytest.mark.parametrize(("times", "warned"), [(1, False), (8, True)])
def test_much_text_left_out_is_a_warning(times: int, warned: bool) -> None:
    site = f'<div class="sidebar">{"<p>Charity walk</p>" * times}</div>'
    notices = read_html(page(site)).notices
    assert [notice.reason for notice in notices] == ["hidden_text"] * warned
