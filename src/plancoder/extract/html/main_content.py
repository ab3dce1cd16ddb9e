"""The main content of a web page: what is left when menus, banners, forms and hidden
parts are taken off.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

# lxml has no types of its own; an element is what its parser gives.
Element = Any

_NEVER = frozenset(
    {
        "script", "style", "noscript", "template", "nav", "svg", "math", "iframe",
        "object", "embed", "canvas", "audio", "video", "select", "option", "textarea",
        "input", "dialog", "head", "link", "meta", "map", "footer", "menu",
    }
)  # fmt: skip
_ROLES = frozenset(
    {
        "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog",
        "menu", "menubar", "toolbar", "tablist", "complementary",
    }
)  # fmt: skip
# What a part of the site is called; `social-media-harm` is not one, for every word of
# the label must belong here or tell where the part stands.
_SITE_WORDS = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "submenu",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "ccc",
        "onetrust",
        "sidebar",
        "footer",
        "masthead",
        "share",
        "sharing",
        "social",
        "socials",
        "related",
        "newsletter",
        "subscribe",
        "signup",
        "popup",
        "modal",
        "overlay",
        "pagination",
        "pager",
        "toolbar",
        "advert",
        "adverts",
        "ad",
        "ads",
        "skip",
        "skiplink",
        "skiplinks",
        "search",
        "feedback",
        "banner",
        "topbar",
        "sitemap",
    ]
)
_PLACE_WORDS = frozenset(
    [
        "site",
        "page",
        "main",
        "global",
        "top",
        "bottom",
        "left",
        "right",
        "header",
        "primary",
        "secondary",
        "mobile",
        "desktop",
        "mega",
        "js",
        "block",
        "widget",
        "wp",
        "c",
        "o",
        "govuk",
        "bar",
        "box",
        "list",
        "links",
        "link",
        "item",
        "items",
        "icons",
        "icon",
        "buttons",
        "button",
        "container",
        "wrapper",
        "inner",
        "outer",
        "area",
        "region",
        "content",
        "form",
        "input",
        "panel",
        "message",
        "notice",
        "wrap",
        "group",
        "row",
        "col",
        "section",
        "to",
        "back",
        "print",
        "media",
        "toggle",
    ]
)
_WORD_OF_LABEL = re.compile(r"[A-Z]?[a-z]+|[A-Z]+|\d+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING_OF_SITE = re.compile(
    r"(?:related|see also|quick links|useful links|in this section|more\b|share|follow"
    r"|contact|menu|navigation|explore|popular|latest|news|you may|similar|download)",
    re.IGNORECASE,
)
_HIDDEN_LABELS = frozenset(
    {"hidden", "visually-hidden", "sr-only", "screen-reader-text", "screen-reader-only"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
# What the parts of accordions and tabs are called; one opens them with a click.
_OPENED = re.compile(
    r"accordion|collaps|tab-?(?:pane|panel|content)|expand|toggle-content",
    re.IGNORECASE,
)
_KEPT = frozenset({"html", "body", "main", "article"})


def find_main(root: Element) -> tuple[Element, float]:
    """Prune the page in place; give the element that holds its main content, and the
    share (0 to 1) of the page's letters that was left out and is no link.
    """
    body = root.find("body")
    if body is None:
        body = root
    _open_closed_parts(body)
    lost = _prune(body, _Measures(body))
    main = _choose_main(body)
    kept = len("".join(main.itertext()))
    return main, lost / max(1, lost + kept)


def _choose_main(body: Element) -> Element:
    """The `main`, else the only large `article`, else the whole body."""
    left = _Measures(body)
    whole = left.text[body]
    mains = [
        element
        for element in body.iter()
        if element.tag == "main" or _role(element) == "main"
    ]
    for candidates, least in ((mains, 0.25), (list(body.iter("article")), 0.6)):
        best = max(candidates, key=lambda element: left.text[element], default=None)
        if best is not None and left.text[best] >= least * whole:
            return best
    return body


def _open_closed_parts(body: Element) -> None:
    """Show what a control of the page opens: `aria-controls="a1"` … `<div id="a1"
    hidden>`; what nothing opens stays hidden.
    """
    controlled = _controlled_ids(body)
    for element in body.iter():
        if isinstance(element.tag, str) and _can_be_opened(element, controlled):
            for attribute in ("hidden", "aria-hidden"):
                element.attrib.pop(attribute, None)
            style = _HIDDEN_STYLE.sub("", element.get("style") or "")
            element.set("style", style)


def _controlled_ids(body: Element) -> set[str]:
    """`<a href="#a1">` and `<button aria-controls="a1 a2">` → a1, a2."""
    return {
        name.lstrip("#")
        for element in body.iter(*_CONTROLS)
        for attribute in ("aria-controls", "data-target", "data-bs-target", "href")
        for name in (element.get(attribute) or "").split()
        if attribute == "aria-controls" or name.startswith("#")
    }


def _can_be_opened(element: Element, controlled: Container[str]) -> bool:
    return bool(
        element.get("id") in controlled
        or element.get("hidden") == "until-found"
        or _role(element) == "tabpanel"
        or _OPENED.search(element.get("class") or "")
    )


_CONTROLS = ("a", "button", "input", "summary", "div", "li", "label")


class _Measures:
    """Characters of text below each element, and how many of them are links, counted in
    one pass.
    """

    def __init__(self, body: Element) -> None:
        self.text: dict[Element, int] = {}
        self.linked: dict[Element, int] = {}
        for element in reversed(list(body.iter())):  # children before their parents
            own = (
                len((element.text or "").strip()) if isinstance(element.tag, str) else 0
            )
            children = list(element)
            tails = sum(len((child.tail or "").strip()) for child in children)
            self.text[element] = (
                own + tails + sum(self.text[child] for child in children)
            )
            links = sum(self.linked[child] for child in children)
            self.linked[element] = self.text[element] if element.tag == "a" else links
        self.whole = max(1, self.text[body])

    def link_share(self, element: Element) -> float:
        """Share of the element's text that links make up; 1 where there is no text."""
        return self.linked[element] / self.text[element] if self.text[element] else 1.0


def _prune(body: Element, measures: _Measures) -> int:
    """Take off what is no part of the page; give the letters in it that are no link."""
    stack = list(body)
    lost = 0
    while stack:
        element = stack.pop()
        if not isinstance(element.tag, str):
            continue
        if _is_unseen(element, measures) or _is_site(element, measures):
            if element.tag not in _NEVER:
                lost += measures.text[element] - measures.linked[element]
            _drop(element)
        else:
            stack.extend(element)
    return lost


def _drop(element: Element) -> None:
    """Empty the element and leave the text behind it; what was a block still parts the
    text around it.
    """
    inline = element.tag in ("a", "button", "span", "label", "svg", "math", "input")
    element.clear(keep_tail=True)
    element.tag = "wbr" if inline else "div"


def _is_unseen(element: Element, measures: _Measures) -> bool:
    """Tell what a reader of the page does not see or cannot read as text."""
    if (
        element.tag in _NEVER
        or element.get("hidden") is not None
        or _HIDDEN_STYLE.search(element.get("style") or "")
    ):
        return True
    if element.tag == "button":
        return not _in_heading(element)
    if (
        element.get("aria-hidden") == "true"
        and measures.text[element] < 0.1 * measures.whole
    ):
        return True
    return any(
        label.lower() in _HIDDEN_LABELS
        for label in (element.get("class") or "").split()
    )


def _is_site(element: Element, measures: _Measures) -> bool:
    """Tell parts of the site (menus, banners, forms) from the page itself."""
    tag = element.tag
    if tag in _KEPT:
        return False
    if _is_named_site(element):
        return not _holds_main(element, measures)
    if tag == "form":
        return measures.text[element] < 0.3 * measures.whole
    if tag not in ("ul", "ol", "div") or _is_announced(element):
        return False
    return _is_link_list(element, measures)


def _is_named_site(element: Element) -> bool:
    """Tell a part of the site by its tag, role or label: `<aside>`, `cookie-banner`."""
    tag = element.tag
    if _role(element) in _ROLES or tag == "aside":
        return True
    if tag == "header":
        return not _is_header_of_text(element)
    if tag in _HEADINGS or tag in ("li", "section"):
        return False
    labels = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_is_site_label(label) for label in labels)


def _is_site_label(label: str) -> bool:
    """`site-nav` and `shareLinks` are labels of the site, `search-powers` is none."""
    words = [word.lower() for word in _WORD_OF_LABEL.findall(label)]
    named = any(word in _SITE_WORDS for word in words) or words == ["back", "to", "top"]
    return named and all(word in _SITE_WORDS | _PLACE_WORDS for word in words)


def _is_announced(element: Element) -> bool:
    """Tell a list that a heading or a line with a colon announces: no menu, its links
    are what the page has to say.
    """
    before = element.getprevious()
    if before is None or not isinstance(before.tag, str):
        return False
    text = "".join(before.itertext()).strip()
    if before.tag in _HEADINGS:
        return not _HEADING_OF_SITE.match(text)
    return before.tag == "p" and text.endswith(":")


def _role(element: Element) -> str:
    return (element.get("role") or "").lower() if isinstance(element.tag, str) else ""


def _in_heading(element: Element) -> bool:
    """Tell the button of an accordion, which carries the heading of what it opens."""
    return any(parent.tag in _HEADINGS for parent in element.iterancestors())


def _is_header_of_text(element: Element) -> bool:
    return any(
        parent.tag in ("main", "article", "section")
        for parent in element.iterancestors()
    )


def _holds_main(element: Element, measures: _Measures) -> bool:
    """Guard against labels such as `has-sidebar` on the box that holds everything."""
    if next(element.iter("main", "article", "h1"), None) is not None:
        return True
    return (
        measures.text[element] > 0.4 * measures.whole
        and measures.link_share(element) < 0.5
    )


def _is_link_list(element: Element, measures: _Measures) -> bool:
    """True for four short links or more to other pages with hardly a word between them:
    a menu, not a contents list of this page.
    """
    if measures.link_share(element) < 0.85:
        return False
    links = [link for link in element.iter("a") if measures.text.get(link)]
    elsewhere = [
        link for link in links if not (link.get("href") or "#").startswith("#")
    ]
    short = measures.linked[element] < 40 * len(links)
    return len(links) >= 4 and short and len(elsewhere) > 0.7 * len(links)
